//! One side of a rule as the screen says it: names of figures become titles.

use jiff::civil::Date;

use super::{FigureName, Origin};
use crate::base::{Bilingual, Lang};

/// `before.total - struck.away_resident` with the titles of its figures: "Tổng số hôm trước − số đưa ra khỏi sổ".
///
/// `before` is the day of the return before, where that was not yesterday: "Tổng số (báo cáo gần nhất, 07/9/2021)".
pub fn spoken(
    text: &str,
    title: impl Fn(&FigureName) -> Option<Bilingual>,
    before: Option<Date>,
    lang: Lang,
) -> String {
    let words = text.split_whitespace().map(|word| match word {
        "+" | "-" => word.to_owned(),
        number if number.bytes().all(|b| b.is_ascii_digit()) => number.to_owned(),
        name => one(&FigureName::of(name), &title, before, lang),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn one(
    name: &FigureName,
    title: impl Fn(&FigureName) -> Option<Bilingual>,
    before: Option<Date>,
    lang: Lang,
) -> String {
    let own = title(name).map_or_else(|| name.name.clone(), |title| title.get(lang).to_owned());
    if let (Origin::Before, Some(day)) = (&name.origin, before) {
        return match lang {
            Lang::Vi => format!("{own} (báo cáo gần nhất, {})", written(day)),
            Lang::En => format!("{own} (last return, {day})"),
        };
    }
    let (vi, en) = match name.origin {
        Origin::Line => return own,
        Origin::Before => ("hôm trước", "the day before"),
        Origin::Below => ("cộng các đơn vị", "sum of the units"),
        Origin::Now => ("sổ lúc giờ chốt", "the register at the cut-off"),
        Origin::Counted => ("máy đếm", "as counted"),
        Origin::Came => ("vào sổ thêm", "entered since"),
        Origin::Struck => ("đưa ra khỏi sổ", "taken out since"),
        Origin::Usual => ("thường ngày", "as usual"),
        Origin::Register(_) => ("trong sổ", "in the register"),
    };
    let said = if lang == Lang::Vi { vi } else { en };
    format!("{own} ({said})")
}

/// `07/9/2021`.
fn written(day: Date) -> String {
    format!("{:02}/{}/{}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn names_become_titles_with_where_they_come_from() {
        let title =
            |name: &FigureName| (name.name == "total").then(|| Bilingual::new("Tổng số", "Total"));
        let text = "before.total - struck.people + 2";
        assert_eq!(
            spoken(text, title, None, Lang::Vi),
            "Tổng số (hôm trước) - people (đưa ra khỏi sổ) + 2"
        );
        assert_eq!(
            spoken(text, title, Some(date(2021, 9, 7)), Lang::Vi),
            "Tổng số (báo cáo gần nhất, 07/9/2021) - people (đưa ra khỏi sổ) + 2"
        );
        assert_eq!(spoken("total", title, None, Lang::En), "Total");
    }
}

//! Who was infected or exposed by whom, on an axis of time: one row a person, children below whoever exposed them.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Svg, day, days, float, mark, short};

/// Somebody in a chain.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// What people call it.
    pub(crate) label: String,
    /// 0 is a case, 1 an F1 …
    pub(crate) class: u8,
    /// Onset, sample or first exposure; who has none stands at the left edge.
    pub(crate) day: Option<Date>,
    /// Who exposed it, by place in the list.
    pub(crate) by: Option<usize>,
}

/// Rows that are drawn; further people are counted.
const MOST: usize = 120;
const ROW: f64 = 22.0;
const LEFT: f64 = 14.0;
const TOP: f64 = 30.0;
const LABEL: f64 = 210.0;

/// The drawing; empty for nobody. `title` says what it shows, `more` what to say of those who are left out.
pub(crate) fn chain(people: &[Link], title: &str, more: &str) -> String {
    let order = rows(people);
    let Some(first) = people.iter().filter_map(|one| one.day).min() else { return String::new() };
    let last = people.iter().filter_map(|one| one.day).max().unwrap_or(first);
    let span = days(first, last).max(1);
    let step = (760.0 / f64::from(span)).clamp(6.0, 40.0);
    let x_of = |on: Option<Date>| LEFT + f64::from(on.map_or(0, |on| days(first, on))) * step;
    let shown = order.len().min(MOST);
    let width = LEFT + f64::from(span) * step + LABEL;
    let left_out = order.len() - shown;
    let height = TOP + float(shown) * ROW + if left_out > 0 { 24.0 } else { 6.0 };
    let mut svg = Svg::new(width, height);
    axis(&mut svg, (first, last), |on| x_of(Some(on)), height);
    let y_of = |row: usize| TOP + float(row) * ROW + ROW / 2.0;
    let row_of = |person: usize| order.iter().take(shown).position(|one| *one == person);
    for (row, person) in order.iter().take(shown).enumerate() {
        let Some(one) = people.get(*person) else { continue };
        let (x, y) = (x_of(one.day), y_of(row));
        if let Some(from) = one.by.and_then(row_of)
            && let Some(source) = order.get(from).and_then(|source| people.get(*source))
        {
            let (sx, sy) = (x_of(source.day), y_of(from));
            svg.put(format_args!("<path class=\"edge\" d=\"M{sx:.1} {sy:.1}V{y:.1}H{x:.1}\"/>"));
        }
    }
    for (row, person) in order.iter().take(shown).enumerate() {
        let Some(one) = people.get(*person) else { continue };
        let at = (x_of(one.day), y_of(row));
        mark(&mut svg, at, one.class);
        let on = one.day.map(|on| format!(" {}", day(on))).unwrap_or_default();
        svg.text((at.0 + 10.0, at.1 + 4.0), "", &format!("{}{on}", short(&one.label, 26)));
    }
    if left_out > 0 {
        svg.text((LEFT, height - 8.0), "", &format!("+ {left_out} {more}"));
    }
    svg.finish("chain", title)
}

/// A line for each week, with its day.
fn axis(svg: &mut Svg, (first, last): (Date, Date), x_of: impl Fn(Date) -> f64, height: f64) {
    let every = if days(first, last) > 120 { 28 } else { 7 };
    let mut on = first;
    while on <= last {
        let x = x_of(on);
        svg.put(format_args!(
            "<path class=\"axis\" d=\"M{x:.1} {:.1}V{:.1}\"/>",
            TOP - 10.0,
            height
        ));
        svg.text((x, TOP - 14.0), "", &day(on));
        let Ok(next) = on.checked_add(every.days()) else { break };
        on = next;
    }
}

/// Everybody once, each below whoever exposed it; those who name each other in a circle begin where the list does.
fn rows(people: &[Link]) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); people.len()];
    let mut roots = Vec::new();
    for (at, one) in people.iter().enumerate() {
        match one.by.filter(|by| *by != at).and_then(|by| children.get_mut(by)) {
            Some(own) => own.push(at),
            None => roots.push(at),
        }
    }
    let by_day = |at: &usize| (people.get(*at).and_then(|one| one.day), *at);
    for own in &mut children {
        own.sort_by_key(by_day);
    }
    roots.sort_by_key(by_day);
    let mut order = Vec::with_capacity(people.len());
    let mut known = vec![false; people.len()];
    // Whoever no root reaches stands in a circle.
    for root in roots.into_iter().chain(0..people.len()) {
        let mut waiting = vec![root];
        while let Some(at) = waiting.pop() {
            if std::mem::replace(&mut known[at], true) {
                continue;
            }
            order.push(at);
            waiting.extend(children[at].iter().rev());
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn link(label: &str, class: u8, on: i8, by: Option<usize>) -> Link {
        Link { label: label.to_owned(), class, day: Some(date(2021, 5, on)), by }
    }

    #[test]
    fn children_stand_below_whoever_exposed_them_and_time_runs_to_the_right() {
        let people = [
            link("BN4367", 0, 14, None),
            link("Cỗ & <Xa>", 1, 15, Some(0)),
            link("Hai", 2, 16, Some(1)),
            link("Xa", 1, 15, Some(0)),
        ];
        assert_eq!(rows(&people), [0, 1, 2, 3]);
        let svg = chain(&people, "Chuỗi lây", "người nữa");
        assert_eq!(svg.matches("class=\"edge\"").count(), 3);
        assert_eq!(svg.matches("class=\"m f0\"").count(), 1);
        assert_eq!(svg.matches("class=\"m f1\"").count(), 2);
        assert!(
            svg.contains("Cỗ &amp; &lt;Xa&gt; 15/5") && svg.contains("<title>Chuỗi lây</title>")
        );
        let x = |label: &str| {
            let before = svg.split(&format!("\">{label}")).next().unwrap();
            let x = before.rsplit("x=\"").next().unwrap().split('"').next().unwrap();
            x.parse::<f64>().unwrap()
        };
        assert!(x("BN4367") < x("Xa") && x("Xa") < x("Hai"));
    }

    #[test]
    fn a_circle_ends_nobody_is_lost_and_too_many_are_counted() {
        let circle = [link("a", 0, 1, Some(1)), link("b", 0, 2, Some(0)), link("c", 0, 3, None)];
        let mut order = rows(&circle);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2]);
        let many: Vec<Link> = (0..200).map(|_| link("x", 1, 9, None)).collect();
        assert!(chain(&many, "", "người nữa").contains("+ 80 người nữa"));
        assert_eq!(chain(&[], "", ""), "");
    }
}

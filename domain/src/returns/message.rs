//! A return as a text to paste into a chat: short, no tables, nothing that breaks on a telephone.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::{Frozen, Post};
use crate::base::{Lang, local};

/// What a message says beside the frozen content.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// Kind and name of the unit.
    pub unit: &'a str,
    /// Title of the return.
    pub title: &'a str,
    /// Number of the version.
    pub version: u32,
    /// The frozen content.
    pub frozen: &'a Frozen,
    /// What the unit had stated for the day before; `None` when it had sent nothing.
    pub before: Option<&'a BTreeMap<String, i64>>,
    /// The posts that answer for the return, each with the name of who confirmed.
    pub signers: Vec<(Post, Option<&'a str>)>,
    /// When it was received, and whether in time; `None` while it was not sent.
    pub received: Option<(DateTime, bool)>,
}

impl Message<'_> {
    /// The text, in one language.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![self.unit.to_uppercase(), self.head(lang), String::new()];
        lines.extend(self.figures(lang));
        lines.push(String::new());
        lines.extend(self.empty(lang));
        lines.push(self.compared(lang));
        lines.push(self.signed(lang));
        lines.push(self.sent(lang));
        lines.join("\n") + "\n"
    }

    fn head(&self, lang: Lang) -> String {
        let as_of = self.frozen.taken.as_ref().map(|taken| taken.as_of.as_str());
        let as_of = match as_of {
            None => moment(local(self.frozen.as_of), self.frozen.period),
            Some("") => say(lang, "không ghi", "not said").to_owned(),
            Some(said) => said.to_owned(),
        };
        let (title, day, version) = (self.title, spoken(self.frozen.period), self.version);
        match lang {
            Lang::Vi => format!("{title}\nNgày {day}, lần {version}, tính đến {as_of}"),
            Lang::En => format!("{title}\n{day}, version {version}, as of {as_of}"),
        }
    }

    fn figures(&self, lang: Lang) -> Vec<String> {
        let mut said = Vec::new();
        let mut heading = None;
        for line in &self.frozen.lines {
            heading = line.heading.as_ref().or(heading);
            let stated = self.frozen.stated(&line.name);
            let Some(figure) = stated.declared else { continue };
            said.extend(heading.take().map(|heading| format!("* {}", heading.get(lang))));
            let mut text = format!("- {}: {}", line.title.get(lang), number(figure, lang));
            if let Some(before) = self.before.and_then(|all| all.get(&line.name)) {
                text.push_str(&format!(" ({})", change(figure - before, lang)));
            }
            if let Some(counted) = stated.counted.filter(|_| stated.differs()) {
                let why = stated.by_hand.map_or("", |one| one.why.as_str());
                let word = say(lang, "khai; đếm được", "declared; computed");
                text.push_str(&format!(" [{word} {}: {why}]", number(counted, lang)));
            }
            said.push(text);
        }
        said
    }

    /// Lines without a figure, by name: a missing one is said, not zero.
    fn empty(&self, lang: Lang) -> Option<String> {
        let without = self.frozen.lines.iter();
        let without = without.filter(|line| !self.frozen.values.contains_key(&line.name));
        let titles: Vec<&str> = without.map(|line| line.title.get(lang)).collect();
        let word = say(lang, "CHƯA CÓ SỐ", "NO FIGURE YET");
        (!titles.is_empty()).then(|| format!("{word} ({}): {}.", titles.len(), titles.join("; ")))
    }

    fn compared(&self, lang: Lang) -> String {
        let before = self.frozen.period.yesterday().map(spoken).unwrap_or_default();
        match (self.before.is_some(), lang) {
            (true, Lang::Vi) => format!("Trong ngoặc: so với báo cáo ngày {before}."),
            (true, Lang::En) => format!("In brackets: against the return of {before}."),
            (false, Lang::Vi) => format!("Chưa có báo cáo ngày {before} để so."),
            (false, Lang::En) => format!("No return of {before} to compare with."),
        }
    }

    fn signed(&self, lang: Lang) -> String {
        let confirmed = |(post, name): &(Post, Option<&str>)| {
            let title = post.title();
            let title = title.get(lang);
            match (name, self.frozen.taken.is_some()) {
                (Some(name), false) => {
                    format!("{title} {name} {}", say(lang, "đã xác nhận", "confirmed"))
                }
                (Some(name), true) => {
                    format!("{title} {name} ({})", say(lang, "ghi trên giấy", "named on paper"))
                }
                (None, false) => {
                    format!("{title} {}", say(lang, "CHƯA xác nhận", "has NOT confirmed"))
                }
                (None, true) => {
                    format!("{title} {}", say(lang, "không ghi tên", "is not named"))
                }
            }
        };
        self.signers.iter().map(confirmed).collect::<Vec<_>>().join("; ") + "."
    }

    fn sent(&self, lang: Lang) -> String {
        let Some((at, on_time)) = self.received else {
            return say(lang, "CHƯA GỬI.", "NOT SENT.").to_owned();
        };
        let judged = match on_time {
            true => say(lang, "đúng giờ", "on time"),
            false => say(lang, "muộn", "late"),
        };
        let at = moment(at, self.frozen.period);
        match lang {
            Lang::Vi => format!("Huyện nhận lúc {at}, {judged}."),
            Lang::En => format!("Received at {at}, {judged}."),
        }
    }
}

fn say<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn spoken(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

fn moment(wall: DateTime, day: Date) -> String {
    let clock = format!("{:02}:{:02}", wall.hour(), wall.minute());
    if wall.date() == day { clock } else { format!("{clock} {}", spoken(wall.date())) }
}

fn change(by: i64, lang: Lang) -> String {
    match by {
        0 => "=".to_owned(),
        more if more > 0 => format!("+{}", number(more, lang)),
        less => number(less, lang),
    }
}

/// `1.234` in Vietnamese, `1,234` in English.
fn number(number: i64, lang: Lang) -> String {
    let mark = say(lang, ".", ",");
    let digits = number.unsigned_abs().to_string();
    let mut out = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Bilingual, UnitId};
    use crate::returns::{ByHand, Figure, Line};
    use jiff::civil::date;

    fn frozen() -> Frozen {
        let line = |name: &str, vi: &str, figure: Figure| Line {
            name: name.into(),
            heading: None,
            title: Bilingual::new(vi, vi),
            figure,
        };
        let counted =
            || Figure::Counted { register: "away_resident".into(), indicator: "x".into() };
        let mut lines = vec![
            line("total", "Tổng số", counted()),
            line("back", "Số đã về", counted()),
            line("cases", "F0 mới", Figure::Typed),
            line("f1", "F1 mới", Figure::Typed),
        ];
        lines[2].heading = Some(Bilingual::new("1. Dịch", "1. Epidemic"));
        let as_of = "2021-09-10T02:41:00Z".parse().unwrap();
        let by_hand = ByHand {
            counted: Some(1190),
            declared: 1204,
            why: "14 người chưa vào sổ".into(),
            by: None,
            name: "A".into(),
            at: as_of,
        };
        Frozen {
            format: 2,
            template: "t".into(),
            template_hash: String::new(),
            lines,
            unit: UnitId::derived("x"),
            period: date(2021, 9, 10),
            as_of,
            values: [("total".to_owned(), 1204), ("back".to_owned(), 12), ("cases".to_owned(), 2)]
                .into(),
            positions: vec![],
            definitions: vec![],
            included: vec![],
            missing: vec![],
            by_hand: [("total".to_owned(), by_hand)].into(),
            taken: None,
        }
    }

    #[test]
    fn the_message_says_figures_changes_who_signed_and_what_is_missing() {
        let frozen = frozen();
        let before = [("total".to_owned(), 1200), ("back".to_owned(), 12)].into();
        let message = Message {
            unit: "Xã Mường Chanh",
            title: "Báo cáo",
            version: 1,
            frozen: &frozen,
            before: Some(&before),
            signers: vec![(Post::Secretary, Some("Lò Văn Bí")), (Post::Chair, None)],
            received: None,
        };
        insta::assert_snapshot!(message.text(Lang::Vi), @r"
        XÃ MƯỜNG CHANH
        Báo cáo
        Ngày 10/09/2021, lần 1, tính đến 09:41

        - Tổng số: 1.204 (+4) [khai; đếm được 1.190: 14 người chưa vào sổ]
        - Số đã về: 12 (=)
        * 1. Dịch
        - F0 mới: 2

        CHƯA CÓ SỐ (1): F1 mới.
        Trong ngoặc: so với báo cáo ngày 09/09/2021.
        Bí thư Lò Văn Bí đã xác nhận; Chủ tịch CHƯA xác nhận.
        CHƯA GỬI.
        ");
        let sent = Message {
            before: None,
            received: Some((date(2021, 9, 10).at(9, 59, 0, 0), true)),
            ..message
        };
        insta::assert_snapshot!(sent.text(Lang::En), @r"
        XÃ MƯỜNG CHANH
        Báo cáo
        10/09/2021, version 1, as of 09:41

        - Tổng số: 1,204 [declared; computed 1,190: 14 người chưa vào sổ]
        - Số đã về: 12
        * 1. Epidemic
        - F0 mới: 2

        NO FIGURE YET (1): F1 mới.
        No return of 09/09/2021 to compare with.
        Party secretary Lò Văn Bí confirmed; Chair has NOT confirmed.
        Received at 09:59, on time.
        ");
    }
}

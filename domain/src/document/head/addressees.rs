//! "Kính gửi: …" and "… điện:": one line, a dashed list, or run together with the text.

use super::super::Lines;
use super::super::letters::{has_small, is_ended, sentence_starts, starts_large, starts_small};
use super::super::source::Row;
use super::super::vocabulary::OPENERS;

/// The addressees, and where the text goes on.
#[derive(Debug, Default)]
pub(super) struct Addressees {
    pub names: Vec<String>,
    pub lines: Vec<Lines>,
    /// Row and byte at which the text begins.
    pub next: (usize, usize),
}

/// Reads from `start` (row, byte just after "Kính gửi:").
pub(super) fn read(rows: &[Row<'_>], start: (usize, usize), issuer: Option<&str>) -> Addressees {
    let mut found = Collector { entries: Vec::new(), lines: Vec::new(), listed: false };
    let (first, offset) = start;
    let opening = &rows[first].text[offset..];
    found.lines.push(Lines::one(rows[first].line));
    if let Some(at) = boundary(opening, issuer) {
        found.take_inline(&opening[..at]);
        return found.finish((first, offset + at));
    }
    found.take_inline(opening);
    for (at, row) in rows.iter().enumerate().skip(first + 1) {
        if row.text.is_empty() {
            found.lines.push(Lines::one(row.line));
            continue;
        }
        match found.offer(&row.text, row.gap, issuer) {
            Offer::Taken => found.lines.push(Lines::one(row.line)),
            Offer::TakenUpTo(end) => {
                found.lines.push(Lines::one(row.line));
                return found.finish((at, end));
            }
            Offer::Refused => return found.finish((at, 0)),
        }
    }
    found.finish((rows.len(), 0))
}

enum Offer {
    Taken,
    TakenUpTo(usize),
    Refused,
}

struct Collector {
    entries: Vec<String>,
    lines: Vec<Lines>,
    listed: bool,
}

impl Collector {
    fn take_inline(&mut self, text: &str) {
        let text = text.trim().trim_start_matches([':', '.']).trim();
        if text.is_empty() {
            return;
        }
        let text = without_address(text);
        let dashed = dash(text);
        self.listed |= dashed.is_some();
        for part in dashed.unwrap_or(text).split("; ").flat_map(|part| part.split(": - ")) {
            self.entries.push(dash(part).unwrap_or(part).to_owned());
        }
    }

    fn offer(&mut self, text: &str, gap: bool, issuer: Option<&str>) -> Offer {
        if let Some(after) = again(text) {
            self.take_inline(after);
            self.listed = false;
            return Offer::Taken;
        }
        if let Some(entry) = dash(text) {
            return self.offer_dash(text, entry, issuer);
        }
        if self.entries.is_empty() {
            return self.offer_first(text, issuer);
        }
        self.offer_rest(text, gap)
    }

    fn offer_dash(&mut self, text: &str, entry: &str, issuer: Option<&str>) -> Offer {
        // A dash after a closed list, as long as a paragraph, is already a clause.
        if self.closed() && entry.len() > 400 {
            return Offer::Refused;
        }
        self.listed = true;
        let cut = (entry.len() > 200).then(|| boundary(entry, issuer)).flatten();
        self.entries.push(entry[..cut.unwrap_or(entry.len())].to_owned());
        cut.map_or(Offer::Taken, |at| Offer::TakenUpTo(text.len() - entry.len() + at))
    }

    fn offer_first(&mut self, text: &str, issuer: Option<&str>) -> Offer {
        if let Some(at) = boundary(text, issuer).filter(|at| *at > 0) {
            self.take_inline(&text[..at]);
            return Offer::TakenUpTo(at);
        }
        if opens_text(text) || text.len() > 500 {
            return Offer::Refused;
        }
        self.take_inline(text);
        Offer::Taken
    }

    fn offer_rest(&mut self, text: &str, gap: bool) -> Offer {
        let short = text.chars().count() <= 110;
        let closed = self.closed_by_semicolon();
        let last = self.entries.last_mut();
        if short && starts_small(text) {
            match last {
                // "tỉnh Sóc Trăng." below the list says where its bodies are.
                Some(open) if !is_ended(open) && !gap => push(open, text),
                _ if closed && is_ended(text) => {}
                _ => return Offer::Refused,
            }
            return Offer::Taken;
        }
        let open = last.is_some_and(|entry| !self.listed && entry.trim_end().ends_with([';', ',']));
        if open && short && !opens_text(text) {
            self.take_inline(text);
            return Offer::Taken;
        }
        Offer::Refused
    }

    fn closed(&self) -> bool {
        self.entries.last().is_some_and(|entry| entry.trim_end().ends_with('.'))
    }

    fn closed_by_semicolon(&self) -> bool {
        self.entries.last().is_some_and(|entry| entry.trim_end().ends_with([';', ',']))
    }

    fn finish(self, next: (usize, usize)) -> Addressees {
        let listed = self.entries.iter().any(|entry| entry.trim_end().ends_with(';'));
        let mut names: Vec<String> = Vec::new();
        let mut open = false;
        for entry in &self.entries {
            let name = tidy(entry);
            // "…: Gia Lai," above "Đắk Lắk và Khánh Hòa;" is one entry that was cut.
            match names.last_mut() {
                Some(last) if open => push(last, &format!(", {name}")),
                _ if !name.is_empty() => names.push(name),
                _ => {}
            }
            open = listed && entry.trim_end().ends_with(',');
        }
        names.iter_mut().for_each(|name| *name = name.replace(" , ", ", "));
        Addressees { names, lines: self.lines, next }
    }
}

fn push(open: &mut String, text: &str) {
    open.push(' ');
    open.push_str(text);
}

/// "Đồng kính gửi:", "Đồng gửi:".
fn again(text: &str) -> Option<&str> {
    let rest = ["Đồng kính gửi", "Đồng gửi", "đồng kính gửi"]
        .into_iter()
        .find_map(|mark| text.strip_prefix(mark))?;
    Some(rest.trim_start_matches([' ', ':']))
}

pub(super) fn dash(text: &str) -> Option<&str> {
    let rest = text
        .trim_start()
        .strip_prefix(['-', '–', '—', '+', '•', '*', '·', '●', '▪', '\u{f0b7}', '\u{f02d}'])?;
    Some(rest.trim_start())
}

fn opens_text(text: &str) -> bool {
    OPENERS.iter().any(|opener| text.starts_with(opener))
}

/// Without end marks and without the bracket that gives an address.
fn tidy(entry: &str) -> String {
    let name = without_address(entry);
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '.' | ':')).to_owned()
}

fn without_address(entry: &str) -> &str {
    const MARKS: [&str; 11] = [
        "(Địa chỉ",
        "(địa chỉ",
        "(Đ/c",
        "(đ/c",
        "(ĐC",
        "(Đc",
        "(Lô ",
        "(Số ",
        "(MST",
        "(Mã số",
        "(Tầng ",
    ];
    let cut = MARKS.iter().filter_map(|mark| entry.find(mark)).min();
    entry[..cut.unwrap_or(entry.len())].trim()
}

/// Where the text begins on the line of the addressee: at its sentence, its opening word, or the
/// issuer's own name ("Kính gửi: Thuế tỉnh Quảng Ninh Cục Thuế nhận được …").
fn boundary(text: &str, issuer: Option<&str>) -> Option<usize> {
    let sentence =
        sentence_starts(text).find(|at| text.len() - at > 40 && !text[..*at].contains(';'));
    let bracket = text.find(". (").and_then(|at| after_bracket(text, at + 2));
    let opener = OPENERS.iter().filter_map(|opener| word_position(text, opener)).min();
    let own = issuer.and_then(|name| own_name(text, name));
    [sentence, bracket, opener, own].into_iter().flatten().filter(|at| *at > 0).min()
}

fn after_bracket(text: &str, open: usize) -> Option<usize> {
    let close = open + text[open..].find(')')? + 1;
    let rest = text[close..].trim_start_matches([' ', '.']);
    (rest.len() > 40 && starts_large(rest)).then(|| text.len() - rest.len())
}

fn word_position(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| *at > 0 && text[..*at].ends_with(' ') && !text[..*at].trim_end().ends_with(','))
        .filter(|at| open_brackets(&text[..*at]) == 0 && text.len() - at > 40)
}

fn own_name(text: &str, issuer: &str) -> Option<usize> {
    text.match_indices(issuer).map(|(at, _)| at).find(|at| {
        let rest = text[at + issuer.len()..].trim_start();
        *at > 0
            && text[..*at].ends_with(' ')
            && rest.split(' ').next().is_some_and(|word| has_small(word) && starts_small(word))
            && open_brackets(&text[..*at]) == 0
            && rest.len() > 30
    })
}

fn open_brackets(text: &str) -> i32 {
    text.bytes().map(|b| i32::from(b == b'(') - i32::from(b == b')')).sum()
}

#[cfg(test)]
mod tests {
    use super::super::super::source;
    use super::*;

    fn names(text: &str, issuer: Option<&str>) -> (Vec<String>, String) {
        let rows = source::rows(text);
        let at = rows[0].text.find(':').unwrap() + 1;
        let found = read(&rows, (0, at), issuer);
        let (row, byte) = found.next;
        let rest = rows.get(row).map_or(String::new(), |row| row.text[byte..].trim().to_owned());
        (found.names, rest)
    }

    #[test]
    fn lists_of_every_shape() {
        for (text, expected, rest) in [
            (
                "Kính gửi:\n\n- Các phòng;\n- UBND các xã.\n\nThực hiện Công văn",
                vec!["Các phòng", "UBND các xã"],
                "Thực hiện Công văn",
            ),
            (
                "Kính gửi: - UBND tỉnh;\n- Các sở.\nThời gian qua, dịch",
                vec!["UBND tỉnh", "Các sở"],
                "Thời gian qua, dịch",
            ),
            (
                "Kính gửi:\n- Các sở;\n- UBND các huyện;\n\ntỉnh Sơn La.\n\nTheo báo cáo",
                vec!["Các sở", "UBND các huyện"],
                "Theo báo cáo",
            ),
            (
                "Kính gửi: Sở Y tế; Công an tỉnh; UBND các huyện.\nCăn cứ",
                vec!["Sở Y tế", "Công an tỉnh", "UBND các huyện"],
                "Căn cứ",
            ),
            (
                "Kính gửi:\nChủ tịch UBND các tỉnh: Sơn La, Lai Châu.\nXét báo cáo",
                vec!["Chủ tịch UBND các tỉnh: Sơn La, Lai Châu"],
                "Xét báo cáo",
            ),
            (
                "Kính gửi: Ủy ban nhân dân các huyện,\nthị xã, thành phố\nHiện nay dịch bệnh",
                vec!["Ủy ban nhân dân các huyện, thị xã, thành phố"],
                "Hiện nay dịch bệnh",
            ),
            (
                "điện:\n- Bí thư các tỉnh: Lai Châu,\n- Điện Biên và Sơn La;\n- Các Bộ;\nMưa lũ",
                vec!["Bí thư các tỉnh: Lai Châu, Điện Biên và Sơn La", "Các Bộ"],
                "Mưa lũ",
            ),
        ] {
            assert_eq!(
                names(text, None),
                (expected.into_iter().map(str::to_owned).collect(), rest.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn text_that_runs_on_is_cut_off() {
        let run_on = "Kính gửi: Trạm Y tế xã Chiềng Mai. Trung tâm Y tế nhận được báo cáo số 12/BC-TYT về ổ dịch tại bản.";
        assert_eq!(names(run_on, None).0, ["Trạm Y tế xã Chiềng Mai"]);
        let no_stop = "Kính gửi: Trạm Y tế xã Chiềng Mai Trung tâm Y tế nhận được báo cáo số 12/BC-TYT về ổ dịch.";
        let (found, rest) = names(no_stop, Some("Trung tâm Y tế"));
        assert_eq!(found, ["Trạm Y tế xã Chiềng Mai"]);
        assert!(rest.starts_with("Trung tâm Y tế nhận"));
    }
}

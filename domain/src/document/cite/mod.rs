//! Numbered documents that the text refers to.

mod context;
mod token;

use std::collections::BTreeMap;

use super::{Citation, Item, Lines};

/// Collects citations over the clauses, each number once, in the order of the text.
pub(super) struct Collector<'a> {
    own: Option<&'a str>,
    found: Vec<Citation>,
    places: BTreeMap<String, usize>,
}

impl<'a> Collector<'a> {
    /// The document's own number is no citation.
    pub(super) fn new(own: Option<&'a str>) -> Self {
        Self { own, found: Vec::new(), places: BTreeMap::new() }
    }

    /// Reads a clause and all below it.
    pub(super) fn read(&mut self, item: &Item) {
        for clause in item.walk() {
            self.read_text(&clause.text, |from, to| clause.lines_of(from..to));
        }
    }

    /// Reads words that stand on known lines.
    pub(super) fn read_text(&mut self, text: &str, lines: impl Fn(usize, usize) -> Lines) {
        let tokens: Vec<token::Token> = token::find(text);
        for (token, about) in tokens.iter().zip(context::read(text, &tokens)) {
            let citation = Citation {
                number: token.number.clone(),
                kind: about.kind.or_else(|| context::kind_of(&token.number)),
                date: about.date,
                issuer: about.issuer,
                lines: lines(token.from, token.to),
            };
            self.add(citation);
        }
    }

    fn add(&mut self, citation: Citation) {
        if self.own == Some(citation.number.as_str()) {
            return;
        }
        match self.places.get(&citation.number) {
            Some(at) => {
                let known = &mut self.found[*at];
                known.date = known.date.or(citation.date);
                known.kind = known.kind.take().or(citation.kind);
                known.issuer = known.issuer.take().or(citation.issuer);
            }
            None => {
                self.places.insert(citation.number.clone(), self.found.len());
                self.found.push(citation);
            }
        }
    }

    /// Everything found.
    pub(super) fn finish(self) -> Vec<Citation> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, kind, date, issuer.
    type Row = (String, Option<String>, Option<String>, Option<String>);

    fn cited(text: &str) -> Vec<Row> {
        let mut collector = Collector::new(Some("12/UBND-VP"));
        collector.read(&Item::paragraph(text, Lines::one(3)));
        let date = |c: &Citation| c.date.map(|date| date.to_string());
        collector
            .finish()
            .iter()
            .map(|c| (c.number.clone(), c.kind.clone(), date(c), c.issuer.clone()))
            .collect()
    }

    fn row(number: &str, kind: &str, date: &str, issuer: &str) -> Row {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (number.to_owned(), some(kind), some(date), some(issuer))
    }

    #[test]
    fn one_citation_in_its_usual_dress() {
        assert_eq!(
            cited(
                "Thực hiện Công văn số 1367-CV/HU ngày 06/9/2021 của Huyện ủy Yên Châu về việc tiếp tục phòng dịch"
            ),
            [row("1367-CV/HU", "công văn", "2021-09-06", "Huyện ủy Yên Châu")]
        );
        assert_eq!(
            cited(
                "Căn cứ Luật Bảo hiểm y tế số 25/2008/QH12 ngày 14 tháng 11 năm 2008; Nghị quyết 68/NQ-CP của Chính phủ"
            ),
            [
                row("25/2008/QH12", "luật", "2008-11-14", ""),
                row("68/NQ-CP", "nghị quyết", "", "Chính phủ")
            ]
        );
        assert_eq!(
            cited("theo văn bản đề ngày 29 tháng 10 năm 2025 số 16/CV-HHTA của Hội Chăn nuôi"),
            [row("16/CV-HHTA", "văn bản", "2025-10-29", "Hội Chăn nuôi")]
        );
    }

    #[test]
    fn a_list_shares_its_date() {
        let expected: Vec<_> = ["217/CĐ-TTg", "218/CĐ-TTg", "222/CĐ-TTg"]
            .into_iter()
            .map(|n| row(n, "công điện", "2025-11-19", ""))
            .collect();
        assert_eq!(
            cited("các Công điện số 217/CĐ-TTg, 218/CĐ-TTg và 222/CĐ-TTg ngày 19/11/2025"),
            expected
        );
    }

    #[test]
    fn the_day_an_order_was_given_may_open_the_sentence() {
        assert_eq!(
            cited(
                "Ngày 28 tháng 10 năm 2025, Chủ tịch UBND huyện đã ban hành Công văn số 80/UBND-YT về việc tiêm chủng."
            ),
            [row("80/UBND-YT", "công văn", "2025-10-28", "")]
        );
    }

    #[test]
    fn amounts_dates_hours_and_the_own_number_are_no_citations() {
        let text = "24/24 giờ, 11/11 khu, ngày 16/8/2021, 12/15 xã, mã số 220725-17, số điện thoại 0212-3843, Công văn số 12/UBND-VP, QL 6/A, F0/F1, tỷ lệ 1/3";
        assert_eq!(cited(text), []);
    }
}

//! The dispatch with which the morning begins: an invented order, in the form of those that districts sent in 2021.
//!
//! It is nobody's document: number left blank, signer and address invented. The Word file says so in its footer.

use std::io;

use super::docx::{Align, Paragraph, Side, Word};

/// Its text, as a reader takes it from the file.
pub const DISPATCH_TEXT: &str = include_str!("../../definitions/documents/demo_dispatch.txt");

const FOOTER: &str =
    "Văn bản mô phỏng để trình diễn phần mềm, không phải văn bản của cơ quan nhà nước.";

/// The parts of the text: blocks of lines between empty lines, in the order of the letter.
struct Parts<'a> {
    issuer: Vec<&'a str>,
    motto: Vec<&'a str>,
    number: Vec<&'a str>,
    place_and_date: Vec<&'a str>,
    subject: Vec<&'a str>,
    urgency: Vec<&'a str>,
    addressees: Vec<&'a str>,
    body: Vec<&'a str>,
    recipients: Vec<&'a str>,
    post: Vec<&'a str>,
    signer: Vec<&'a str>,
}

/// The dispatch as a Word file, laid out as Decree 30/2020/NĐ-CP wants it: letterhead in two columns, body, recipients
/// beside the signature. The same bytes every time.
///
/// # Errors
/// Only when memory cannot be written.
pub fn dispatch_docx() -> io::Result<Vec<u8>> {
    let parts = Parts::of(DISPATCH_TEXT);
    let mut word = Word::new();
    parts.letterhead(&mut word)?;
    for line in &parts.addressees {
        let style = if line.starts_with('-') {
            Paragraph::plain(14).indented()
        } else {
            Paragraph::plain(14).at(Align::Center)
        };
        word.paragraph(&style, line)?;
    }
    for line in &parts.body {
        word.paragraph(&Paragraph::plain(14).at(Align::Justified).indented(), line)?;
    }
    parts.foot(&mut word)?;
    word.finish(FOOTER)
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let mut blocks: Vec<Vec<&str>> =
            text.trim().split("\n\n").map(|block| block.lines().collect()).collect();
        let mut take = |last: bool| match (blocks.is_empty(), last) {
            (true, _) => Vec::new(),
            (false, true) => blocks.remove(blocks.len() - 1),
            (false, false) => blocks.remove(0),
        };
        let (signer, post, recipients) = (take(true), take(true), take(true));
        let (issuer, motto, number) = (take(false), take(false), take(false));
        let (place_and_date, subject, urgency) = (take(false), take(false), take(false));
        let addressees = take(false);
        let body = blocks.concat();
        Self {
            issuer,
            motto,
            number,
            place_and_date,
            subject,
            urgency,
            addressees,
            body,
            recipients,
            post,
            signer,
        }
    }

    /// Three rows, so that cells read one after the other give the order of the text.
    fn letterhead(&self, word: &mut Word) -> io::Result<()> {
        let bold = Paragraph::plain(13).at(Align::Center).bold();
        let centred = Paragraph::plain(13).at(Align::Center);
        let mut below: Side = styled(&self.subject, &centred);
        below.extend(styled(&self.urgency, &bold.boxed()));
        word.two_columns(
            [3900, 5455],
            &[
                [styled(&self.issuer, &bold), styled(&self.motto, &bold)],
                [styled(&self.number, &centred), styled(&self.place_and_date, &centred.italic())],
                [below, Vec::new()],
            ],
        )
    }

    fn foot(&self, word: &mut Word) -> io::Result<()> {
        let mut left: Side = Vec::new();
        for line in &self.recipients {
            let style = if line.starts_with('-') {
                Paragraph::plain(11)
            } else {
                Paragraph::plain(12).bold().italic()
            };
            left.push((style, line));
        }
        let bold = Paragraph::plain(14).at(Align::Center).bold();
        let mut right = styled(&self.post, &bold);
        right.extend([(bold, ""), (bold, ""), (bold, "")]);
        right.extend(styled(&self.signer, &bold));
        word.two_columns([4900, 4455], &[[left, right]])
    }
}

fn styled<'a>(lines: &[&'a str], style: &Paragraph) -> Side<'a> {
    lines.iter().map(|line| (*style, *line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_falls_into_the_parts_of_a_letter() {
        let parts = Parts::of(DISPATCH_TEXT);
        assert_eq!(parts.issuer, ["ỦY BAN NHÂN DÂN", "HUYỆN MAI SƠN"]);
        assert_eq!(parts.urgency, ["KHẨN"]);
        assert_eq!(parts.place_and_date, ["Mai Sơn, ngày 09 tháng 9 năm 2021"]);
        assert_eq!(parts.addressees.len(), 4);
        assert_eq!(parts.body.iter().filter(|line| line.starts_with("- ")).count(), 7);
        assert!(parts.body.last().is_some_and(|line| line.ends_with("./.")));
        assert_eq!(parts.signer, ["Hà Quốc Trường"]);
    }

    #[test]
    fn the_file_is_the_same_every_time() {
        assert_eq!(dispatch_docx().unwrap(), dispatch_docx().unwrap());
    }
}

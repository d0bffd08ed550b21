//! The walk down the header, part by part.

use super::super::Lines;
use super::super::header::{Channel, Header, HeaderPart};
use super::super::kind::DocumentType;
use super::super::letters::{is_capitals, is_ended, spells_word};
use super::super::source::Row;
use super::super::vocabulary::AREAS;
use super::part::{self, Part};
use super::{addressees, columns, issuer, title};

pub(super) enum Next {
    /// This piece is taken.
    Row,
    /// Everything on the line is taken.
    Whole,
    /// The text begins at this byte of the row.
    Text(usize),
    /// The addressees begin at this byte of the row.
    Addressees(usize),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    #[default]
    Top,
    /// After "V/v".
    About,
    /// After the name of the type.
    Title,
    /// The subject is complete.
    Done,
}

#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) header: Header,
    pub(super) mode: Mode,
    pub(super) issuer: Vec<String>,
    pub(super) subject: Vec<String>,
    pub(super) title: Option<Option<DocumentType>>,
    pub(super) about: bool,
    pub(super) numbered: bool,
    pub(super) noted: usize,
    pub(super) last_anchor: usize,
}

impl Scan {
    pub(super) fn row(&mut self, row: &Row<'_>, at: usize) -> Next {
        if row.text.is_empty() {
            self.note(HeaderPart::Motto, row);
            if self.mode == Mode::Title && !self.subject.is_empty() {
                self.mode = Mode::Done;
            }
            return Next::Row;
        }
        let columns = columns(row);
        if columns.len() < 2 {
            return self.line(&row.text, row, at);
        }
        for column in &columns {
            match self.line(column, row, at) {
                Next::Row | Next::Whole => {}
                Next::Addressees(_) => {
                    let byte = row.text.find("ính gửi").map_or(0, |at| at + "ính gửi".len());
                    return Next::Addressees(byte + usize::from(row.text[byte..].starts_with(':')));
                }
                Next::Text(_) => return Next::Text(0),
            }
        }
        Next::Row
    }

    fn line(&mut self, text: &str, row: &Row<'_>, at: usize) -> Next {
        let mut byte = 0;
        while byte < text.len() {
            let rest = &text[byte..];
            let skipped = rest.len() - rest.trim_start().len();
            if skipped > 0 {
                byte += skipped;
                continue;
            }
            if let Some((part, length)) =
                part::at_start(rest).filter(|(part, _)| self.accepts(part))
            {
                if part == Part::Salute {
                    self.note(HeaderPart::Addressees, row);
                    return Next::Addressees(byte + length);
                }
                self.part(part, row);
                byte += length;
                continue;
            }
            match self.words(rest, row, at) {
                Next::Row => byte += part::inside(rest).unwrap_or(rest.len()),
                Next::Whole => return Next::Row,
                Next::Text(offset) => return Next::Text(byte + offset),
                Next::Addressees(offset) => return Next::Addressees(byte + offset),
            }
        }
        Next::Row
    }

    /// A part counts once, and not inside what another part has opened.
    fn accepts(&self, part: &Part) -> bool {
        match part {
            Part::Number(number) => !self.numbered || number.symbol.is_none(),
            Part::Date(..) => self.header.date.is_none(),
            Part::About => self.subject.is_empty(),
            _ => true,
        }
    }

    fn part(&mut self, part: Part, row: &Row<'_>) {
        let kind = match part {
            Part::Rule => {
                if self.mode == Mode::Title && !self.subject.is_empty() {
                    self.mode = Mode::Done;
                }
                HeaderPart::Motto
            }
            Part::Motto => HeaderPart::Motto,
            Part::PartyMotto => {
                self.header.channel = Channel::Party;
                HeaderPart::Motto
            }
            Part::Urgency(mark) => {
                self.header.urgency = self.header.urgency.max(Some(mark));
                HeaderPart::Urgency
            }
            Part::Number(number) => {
                self.numbered |= number.symbol.is_some() || number.number.is_some();
                self.header.number = self.header.number.take().or(number.number);
                self.header.symbol = self.header.symbol.take().or(number.symbol);
                HeaderPart::Number
            }
            Part::Date(place, date) => {
                self.header.place = self.header.place.take().or(place);
                self.header.date = self.header.date.or(date);
                HeaderPart::Date
            }
            Part::About => {
                self.about = true;
                self.mode = if self.title.is_some() { Mode::Title } else { Mode::About };
                HeaderPart::Subject
            }
            Part::Salute => HeaderPart::Addressees,
            Part::Title(kind) => {
                self.title = Some(kind);
                self.mode = Mode::Title;
                HeaderPart::Subject
            }
            Part::Note => HeaderPart::Other,
        };
        self.note(kind, row);
    }

    /// Words that do not announce what they are.
    fn words(&mut self, text: &str, row: &Row<'_>, at: usize) -> Next {
        let piece = &text[..part::inside(text).unwrap_or(text.len())];
        if let Some(end) = title::telegram_call(piece).filter(|_| self.mode != Mode::About) {
            return self.call(piece, end, row);
        }
        match self.mode {
            Mode::About if self.goes_on(piece, row.gap) => self.add_subject(piece, row),
            Mode::Title => self.titled(text, piece, row, at),
            _ => self.top(text, piece, row, at),
        }
    }

    /// "THỦ TƯỚNG CHÍNH PHỦ điện:".
    fn call(&mut self, piece: &str, end: usize, row: &Row<'_>) -> Next {
        if self.mode == Mode::Title && self.subject.is_empty() {
            let capitals = title::capitals_end(piece);
            let before = piece[..capitals].trim_end();
            let issuer = self.issuer_name();
            let authority = title::authority_start(before, issuer.as_deref());
            if let Some(subject) =
                authority.map(|at| before[..at].trim()).filter(|subject| !subject.is_empty())
            {
                self.subject.push(subject.to_owned());
                self.note(HeaderPart::Subject, row);
            }
        }
        self.mode = Mode::Done;
        self.note(HeaderPart::Addressees, row);
        Next::Addressees(end)
    }

    pub(super) fn top(&mut self, text: &str, piece: &str, row: &Row<'_>, at: usize) -> Next {
        let untitled = self.title.is_none() && self.mode != Mode::Done;
        if let Some((part, end)) = part::title(text).filter(|_| untitled) {
            self.part(part, row);
            return self.after_title(text, end, row, at);
        }
        if self.is_issuer(piece, at) {
            self.issuer.push(piece.trim().to_owned());
            self.note(HeaderPart::Issuer, row);
            return Next::Row;
        }
        if self.title.is_some() && title::is_authority(piece) && row.text.chars().count() < 160 {
            self.mode = Mode::Done;
            self.note(HeaderPart::Issuer, row);
            return Next::Row;
        }
        // What stands above the number, short and unknown, is print around the header.
        if at < self.last_anchor && self.noted < 12 && piece.chars().count() < 160 {
            self.noted += 1;
            self.note(HeaderPart::Other, row);
            return Next::Row;
        }
        Next::Text(0)
    }

    /// The words behind a title on the same line.
    fn after_title(&mut self, text: &str, end: usize, row: &Row<'_>, at: usize) -> Next {
        let rest = &text[end..];
        let skipped = rest.len() - rest.trim_start_matches([' ', ':', '.']).len();
        let from = end + skipped;
        if from >= text.len() {
            return Next::Whole;
        }
        match self.line(&text[from..], row, at) {
            Next::Row | Next::Whole => Next::Whole,
            Next::Text(byte) => Next::Text(from + byte),
            Next::Addressees(byte) => Next::Addressees(from + byte),
        }
    }

    fn is_issuer(&self, piece: &str, at: usize) -> bool {
        if self.title.is_some() || self.about || piece.len() > 400 || self.issuer.len() >= 8 {
            return false;
        }
        let area = AREAS.iter().any(|area| spells_word(piece, area).is_some());
        let early = !self.numbered || (self.issuer.len() < 3 && area);
        let named =
            at < 8 && piece.chars().count() < 80 && !is_ended(piece) && at < self.last_anchor;
        let organ = [
            "Ủy ban",
            "Uỷ ban",
            "UBND",
            "Sở ",
            "Bộ ",
            "Huyện ủy",
            "Tỉnh ủy",
            "Trung tâm",
            "Ban Chỉ đạo",
            "Phòng ",
            "Văn phòng",
        ];
        early && (is_capitals(piece) || (named && organ.iter().any(|word| piece.starts_with(word))))
    }

    pub(super) fn issuer_name(&self) -> Option<String> {
        issuer::read(&self.issuer, self.header.place.as_deref()).0
    }

    pub(super) fn note(&mut self, part: HeaderPart, row: &Row<'_>) {
        match self.header.parts.last_mut() {
            Some((last, lines)) if *last == part && lines.last + 1 >= row.line => {
                lines.last = row.line
            }
            _ => self.header.parts.push((part, Lines::one(row.line))),
        }
    }

    pub(super) fn addressees(&mut self, rows: &[Row<'_>], start: (usize, usize)) -> (usize, usize) {
        let issuer = self.issuer_name();
        let found = addressees::read(rows, start, issuer.as_deref());
        self.header.addressees = found.names;
        self.header
            .parts
            .extend(found.lines.into_iter().map(|lines| (HeaderPart::Addressees, lines)));
        found.next
    }
}

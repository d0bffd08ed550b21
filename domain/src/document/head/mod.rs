//! The header: its parts announce themselves, in whatever order and columns the paper or the
//! converter left them.

mod addressees;
mod issuer;
pub(super) mod number;
mod part;
mod title;

use std::borrow::Cow;

use self::part::Part;
use super::header::{Channel, Header, HeaderPart};
use super::kind::DocumentType;
use super::letters::{is_capitals, is_ended, spells, starts_small};
use super::source::{Row, cells};
use super::vocabulary::{AREAS, BASIS, OPENERS};
use super::{Lines, casing};

/// How many lines a header may take.
const LONGEST: usize = 120;

/// The header, and where the text begins: row and byte.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub header: Header,
    pub body: (usize, usize),
}

/// Reads the header from the top of the document.
pub(super) fn read(rows: &[Row<'_>]) -> Head {
    let mut scan = Scan { last_anchor: last_anchor(rows), ..Scan::default() };
    let mut body = (rows.len(), 0);
    for (at, row) in rows.iter().enumerate() {
        match scan.row(row, at) {
            Next::Row | Next::Whole if at < LONGEST => {}
            Next::Row | Next::Whole => {
                body = (at + 1, 0);
                break;
            }
            Next::Text(byte) => {
                body = (at, byte);
                break;
            }
            Next::Addressees(byte) => {
                body = scan.addressees(rows, (at, byte));
                break;
            }
        }
    }
    Head { header: scan.finish(rows, body.0), body }
}

enum Next {
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
enum Mode {
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
struct Scan {
    header: Header,
    mode: Mode,
    issuer: Vec<String>,
    subject: Vec<String>,
    title: Option<Option<DocumentType>>,
    about: bool,
    numbered: bool,
    noted: usize,
    last_anchor: usize,
}

impl Scan {
    fn row(&mut self, row: &Row<'_>, at: usize) -> Next {
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

    /// "V/v …" goes on over the next short lines.
    fn goes_on(&self, piece: &str, gap: bool) -> bool {
        let first = self.subject.is_empty();
        let short = first || piece.chars().count() <= 120;
        let opens = OPENERS.iter().any(|opener| piece.starts_with(opener)) && !first;
        short
            && !opens
            && (first || !gap || starts_small(piece))
            && self.subject.len() < 12
            && !(is_capitals(piece) && !first)
    }

    fn add_subject(&mut self, piece: &str, row: &Row<'_>) -> Next {
        self.subject.push(piece.trim().to_owned());
        self.note(HeaderPart::Subject, row);
        Next::Row
    }

    fn titled(&mut self, text: &str, piece: &str, row: &Row<'_>, at: usize) -> Next {
        let capital_before = self.subject.last().is_none_or(|line| is_capitals(line));
        let end = title::capitals_end(piece);
        let fits = end <= 1500 && self.subject.len() < 12;
        let starts_capital = end > 0 && fits && is_capitals(&piece[..end]);
        if starts_capital && capital_before {
            return self.capital_title(piece, end, row, at);
        }
        let bracket = piece.starts_with('(') && piece.chars().count() < 200;
        if bracket && !self.subject.is_empty() {
            self.note(HeaderPart::Other, row);
            return Next::Row;
        }
        if self.fits_sentence_title(piece, row.gap) {
            return self.add_subject(piece, row);
        }
        self.mode = Mode::Done;
        self.top(text, piece, row, at)
    }

    fn capital_title(&mut self, piece: &str, end: usize, row: &Row<'_>, at: usize) -> Next {
        let capitals = piece[..end].trim_end();
        let labelled = super::body::label::read(piece).is_some();
        if !self.subject.is_empty() && (labelled || title::is_authority(capitals)) {
            self.mode = Mode::Done;
            return self.top(piece, piece, row, at);
        }
        // "CỦA BAN THƯỜNG VỤ HUYỆN ỦY" below the type says who speaks, not what about.
        if self.subject.is_empty()
            && end == piece.len()
            && spells(piece, "cua ").is_some()
            && piece.len() < 160
        {
            self.note(HeaderPart::Issuer, row);
            return Next::Row;
        }
        let issuer = self.issuer_name();
        let authority = title::authority_start(capitals, issuer.as_deref());
        self.add_subject(&capitals[..authority.unwrap_or(capitals.len())], row);
        if end < piece.len() || authority.is_some() {
            self.mode = Mode::Done;
        }
        if end < piece.len() { Next::Text(end) } else { Next::Row }
    }

    fn fits_sentence_title(&self, piece: &str, gap: bool) -> bool {
        let length = piece.chars().count();
        let basis = BASIS.iter().any(|opener| spells(piece, opener).is_some());
        let opens = OPENERS.iter().any(|opener| piece.starts_with(opener));
        if super::body::label::read(piece).is_some() || piece.starts_with("Căn cứ") {
            return false;
        }
        match self.subject.last() {
            None => length <= 400 && !(basis && is_ended(piece)),
            Some(line) if is_capitals(line) => false,
            Some(line) => {
                !gap && !is_ended(line)
                    && length <= 110
                    && (starts_small(piece) || !(opens || basis))
                    && !title::is_authority(piece)
            }
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

    fn top(&mut self, text: &str, piece: &str, row: &Row<'_>, at: usize) -> Next {
        if self.title.is_none() && self.mode != Mode::Done {
            if let Some((part, end)) = part::title(text) {
                self.part(part, row);
                return self.after_title(text, end, row, at);
            }
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
        let area = AREAS.iter().any(|area| super::letters::spells_word(piece, area).is_some());
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

    fn issuer_name(&self) -> Option<String> {
        issuer::read(&self.issuer, self.header.place.as_deref()).0
    }

    fn note(&mut self, part: HeaderPart, row: &Row<'_>) {
        match self.header.parts.last_mut() {
            Some((last, lines)) if *last == part && lines.last + 1 >= row.line => {
                lines.last = row.line
            }
            _ => self.header.parts.push((part, Lines::one(row.line))),
        }
    }

    fn addressees(&mut self, rows: &[Row<'_>], start: (usize, usize)) -> (usize, usize) {
        let issuer = self.issuer_name();
        let found = addressees::read(rows, start, issuer.as_deref());
        self.header.addressees = found.names;
        self.header
            .parts
            .extend(found.lines.into_iter().map(|lines| (HeaderPart::Addressees, lines)));
        found.next
    }

    fn finish(mut self, rows: &[Row<'_>], body: usize) -> Header {
        let (issuer, parent) = issuer::read(&self.issuer, self.header.place.as_deref());
        let tidy = |name: String| crate::base::text::tone_placement(&name);
        self.header.issuer = issuer.map(tidy);
        self.header.parent = parent.map(tidy);
        self.header.kind = self.kind();
        self.header.subject = self.subject(&rows[body.min(rows.len())..]);
        self.header
    }

    fn subject(&self, text: &[Row<'_>]) -> Option<String> {
        let joined = squeezed(&self.subject.join(" "));
        let subject = title::strip_about(&joined, self.title.is_some());
        if subject.is_empty() {
            return None;
        }
        Some(if is_capitals(subject) {
            casing::sentence(subject, text)
        } else {
            subject.to_owned()
        })
    }

    /// The printed title; else công văn when "V/v" is printed; else what the symbol says.
    fn kind(&self) -> Option<DocumentType> {
        if let Some(title) = self.title {
            return title;
        }
        let letter = Some(DocumentType::Letter);
        if self.about {
            return letter;
        }
        let code = self.header.symbol.as_deref().and_then(|symbol| symbol.split(['-', '/']).next());
        match code {
            Some("CV") => letter,
            Some(code) => DocumentType::ALL
                .into_iter()
                .find(|kind| kind.abbreviation() == Some(code))
                .or(letter.filter(|_| !self.header.addressees.is_empty())),
            None => letter.filter(|_| !self.header.addressees.is_empty()),
        }
    }
}

/// White space folded.
pub(super) fn squeezed(text: &str) -> String {
    crate::base::text::squeeze(text)
}

fn columns<'a>(row: &'a Row<'_>) -> Vec<Cow<'a, str>> {
    let split = row.raw.contains(['\t', '|']) || row.raw.contains("   ");
    if split && row.raw.len() < 600 { cells(row.raw) } else { Vec::new() }
}

/// The last of the first rows that surely belongs to a header.
fn last_anchor(rows: &[Row<'_>]) -> usize {
    let anchors = rows.iter().take(40).enumerate().filter(|(_, row)| {
        row.text.len() < 200
            && part::at_start(&row.text).is_some_and(|(part, _)| match part {
                Part::Motto | Part::PartyMotto => true,
                Part::Number(number) => number.symbol.is_some(),
                _ => false,
            })
    });
    anchors.map(|(at, _)| at).last().unwrap_or(0)
}

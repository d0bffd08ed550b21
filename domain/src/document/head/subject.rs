//! What the document is about, and what the header comes to when all of it is read.

use super::super::body::label;
use super::super::casing;
use super::super::header::{Header, HeaderPart};
use super::super::kind::DocumentType;
use super::super::letters::{is_capitals, is_ended, spells, starts_small};
use super::super::source::Row;
use super::super::vocabulary::{BASIS, OPENERS};
use super::scan::{Mode, Next, Scan};
use super::{issuer, squeezed, title};

impl Scan {
    /// "V/v …" goes on over the next short lines.
    pub(super) fn goes_on(&self, piece: &str, gap: bool) -> bool {
        let first = self.subject.is_empty();
        let short = first || piece.chars().count() <= 120;
        let opens = OPENERS.iter().any(|opener| piece.starts_with(opener)) && !first;
        short
            && !opens
            && (first || !gap || starts_small(piece))
            && self.subject.len() < 12
            && (first || !is_capitals(piece))
    }

    pub(super) fn add_subject(&mut self, piece: &str, row: &Row<'_>) -> Next {
        self.subject.push(piece.trim().to_owned());
        self.note(HeaderPart::Subject, row);
        Next::Row
    }

    pub(super) fn titled(&mut self, text: &str, piece: &str, row: &Row<'_>, at: usize) -> Next {
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
        let labelled = label::read(piece).is_some();
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
        if label::read(piece).is_some() || piece.starts_with("Căn cứ") {
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

    pub(super) fn finish(mut self, rows: &[Row<'_>], body: usize) -> Header {
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

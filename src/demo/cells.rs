//! What stands in the cells of a row, by the habits of the commune that typed it.

use domain::base::text::fold;
use jiff::civil::{Date, date};

use super::layout::{Column, Dates, Doses, Layout, Phones};
use super::resident::{AwayResident, Group, Sex, Vaccination, Whereabouts};
use super::rows::Flaw;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A number that is shown as a date.
    Date(Date),
}

/// A row to be typed.
pub(super) struct Typed<'a> {
    /// Running number, from 1.
    pub number: u32,
    pub resident: &'a AwayResident,
    pub flaw: Option<Flaw>,
    /// "xã Chiềng Ban".
    pub commune: &'a str,
}

impl Layout {
    /// The cells of one row, in the order of the columns.
    pub(super) fn cells(&self, row: &Typed) -> Vec<Cell> {
        self.columns.iter().map(|(column, _)| self.cell(*column, row)).collect()
    }

    fn cell(&self, column: Column, row: &Typed) -> Cell {
        let Typed { number, resident, flaw, commune } = row;
        match column {
            Column::Number => Cell::Number(f64::from(*number)),
            Column::FullName if *flaw == Some(Flaw::NoName) => Cell::Empty,
            Column::FullName => text(&resident.full_name),
            Column::Sex => text(if resident.sex == Sex::Male { "Nam" } else { "Nữ" }),
            Column::BirthYear => Cell::Number(f64::from(resident.birth_year)),
            Column::IdentityNo => resident.identity_no.as_deref().map_or(Cell::Empty, text),
            Column::Village => text(&self.said(&resident.village)),
            Column::Address => text(&self.said(&address(&resident.village, commune))),
            Column::Group => text(self.group(resident.group)),
            Column::Destination => text(&self.said(resident.destination)),
            Column::ExpectedReturn => self.expected_return(resident, *flaw),
            Column::Phone => self.phone(resident),
            Column::Vaccination => self.doses(resident.vaccination),
            Column::Returned => self.returned(resident.whereabouts),
            Column::Contacted => self.contacted(resident.whereabouts),
            Column::NeedsSupport => mark(resident.needs_support, self.marks.support),
            Column::Note => Cell::Empty,
        }
    }

    /// Words as this commune types them; names of persons are always typed in full.
    fn said(&self, words: &str) -> String {
        if self.accents { words.to_owned() } else { plain(words) }
    }

    fn group(&self, group: Group) -> &'static str {
        let [worker, pupil, student, patient] = self.groups;
        match group {
            Group::Worker => worker,
            Group::Pupil => pupil,
            Group::Student => student,
            Group::Patient => patient,
        }
    }

    fn expected_return(&self, resident: &AwayResident, flaw: Option<Flaw>) -> Cell {
        if let Some(Flaw::ImpossibleDate { day, month }) = flaw {
            // Written in September 2021: an earlier month is one of the next year.
            let year = if month < 9 { 2022 } else { 2021 };
            let written = if self.dates == Dates::Short { year % 100 } else { year };
            return Cell::Text(format!("{day}/{month}/{written}"));
        }
        let Some(day) = resident.expected_return else { return Cell::Empty };
        match self.dates {
            Dates::Real => Cell::Date(day),
            Dates::Typed => Cell::Text(day.strftime("%d/%m/%Y").to_string()),
            Dates::Short => Cell::Text(day.strftime("%-d/%-m/%y").to_string()),
            Dates::Serial => Cell::Number(serial(day)),
        }
    }

    fn phone(&self, resident: &AwayResident) -> Cell {
        let Some(phone) = resident.phone.as_deref() else { return Cell::Empty };
        match (self.phones, phone.parse::<u32>()) {
            (Phones::Number, Ok(number)) => Cell::Number(f64::from(number)),
            (Phones::Spaced, _) if phone.len() == 10 => {
                Cell::Text(format!("{} {} {}", &phone[..4], &phone[4..7], &phone[7..]))
            }
            _ => text(phone),
        }
    }

    fn doses(&self, vaccination: Vaccination) -> Cell {
        let index = match vaccination {
            Vaccination::None => 0_u8,
            Vaccination::OneDose => 1,
            Vaccination::TwoDoses => 2,
        };
        match self.doses {
            Doses::Number => Cell::Number(f64::from(index)),
            Doses::Words(words) => text(words[usize::from(index)]),
        }
    }

    fn returned(&self, whereabouts: Whereabouts) -> Cell {
        mark(whereabouts == Whereabouts::Returned, self.marks.returned)
    }

    /// Who is back need not be telephoned: the cell stays empty.
    fn contacted(&self, whereabouts: Whereabouts) -> Cell {
        match whereabouts {
            Whereabouts::Returned => Cell::Empty,
            Whereabouts::Away { contacted } => mark(contacted, self.marks.contacted),
        }
    }
}

fn mark(holds: bool, (yes, no): (&str, &str)) -> Cell {
    text(if holds { yes } else { no })
}

fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) }
}

fn address(village: &str, commune: &str) -> String {
    if village.is_empty() { commune.to_owned() } else { format!("{village}, {commune}") }
}

/// Without accents, capitals kept, as in names of files: "Chieng Ban".
pub(super) fn plain(words: &str) -> String {
    words.chars().map(plain_letter).collect()
}

fn plain_letter(letter: char) -> String {
    let folded = fold(letter.encode_utf8(&mut [0; 4]));
    match (folded.is_empty(), letter.is_uppercase()) {
        (true, _) => letter.to_string(),
        (false, true) => folded.to_uppercase(),
        (false, false) => folded,
    }
}

/// Days since 30/12/1899, as spreadsheets count from March 1900 on.
fn serial(day: Date) -> f64 {
    let epoch = date(1899, 12, 30);
    f64::from(day.since(epoch).map_or(0, |span| span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_those_of_spreadsheets() {
        assert_eq!(serial(date(2021, 9, 10)), 44_449.0);
        assert_eq!(serial(date(1900, 3, 1)), 61.0);
    }

    #[test]
    fn plain_keeps_capitals_and_drops_accents() {
        assert_eq!(plain("Nà Ơt"), "Na Ot");
        assert_eq!(plain("KCN Quế Võ, Bắc Ninh"), "KCN Que Vo, Bac Ninh");
    }
}

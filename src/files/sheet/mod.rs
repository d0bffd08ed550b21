//! A return as a workbook of one sheet: filled in by the program, or by hand in a commune without it, and read again.
//!
//! The page looks as the superior expects it. Only figures, sources, the day, the moment and the names can be typed over.
//! Each line carries its name in a hidden column, and a mark at the foot says which return it is: whoever moves rows about
//! or changes titles does not break it.

mod read;
mod write;

use domain::base::Bilingual;
use jiff::civil::{Date, DateTime};

pub use read::{Filled, Loose, open_sheet};
pub use write::write_sheet;

/// What the form is for, as its mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Name of the template.
    pub template: String,
    /// Its version.
    pub version: u32,
    /// Code of the unit.
    pub unit: String,
    /// The day of the cut-off.
    pub day: Date,
}

/// A form, blank or filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What it is for.
    pub mark: Mark,
    /// The superior body, above the issuer; "" for none.
    pub parent: String,
    /// The body that states the return.
    pub issuer: String,
    /// Title of the return.
    pub title: String,
    /// Line under the title: which version, the cut-off.
    pub subtitle: String,
    /// Moment of the figures; `None` leaves it to be filled in.
    pub as_of: Option<DateTime>,
    /// The lines.
    pub lines: Vec<FormLine>,
    /// Who answers for it: name of the post in data, its title, who confirmed.
    pub posts: Vec<(String, String, String)>,
    /// Notes under the table.
    pub notes: Vec<String>,
}

/// One line of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormLine {
    /// Its name in the template.
    pub name: String,
    /// The heading of the group that begins here.
    pub heading: Option<String>,
    /// Title.
    pub title: String,
    /// The figure; `None` leaves it to be filled in.
    pub figure: Option<i64>,
    /// Where the figure comes from, or why it is not the computed one.
    pub source: String,
}

/// How the mark begins.
const MARK: &str = "PHAODAI-BAOCAO";

/// What stands before the name of a line in the hidden column; names of other places have an `@` before them.
const KEY: char = '#';

/// The place of the day.
const DAY: &str = "@day";

/// The place of the moment.
const AS_OF: &str = "@as_of";

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { template, version, unit, day } = self;
        write!(f, "{MARK} {template} v{version} {unit} {day}")
    }
}

impl std::str::FromStr for Mark {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.split_whitespace().skip_while(|word| *word != MARK).skip(1);
        let mut next = || words.next().ok_or(());
        let template = next()?.to_owned();
        let version = next()?.strip_prefix('v').ok_or(())?.parse().map_err(|_| ())?;
        let unit = next()?.to_owned();
        let day = next()?.parse().map_err(|_| ())?;
        Ok(Self { template, version, unit, day })
    }
}

/// Titles of the columns, by which they are found again.
fn columns() -> [Bilingual; 4] {
    [
        Bilingual::new("STT", "No."),
        Bilingual::new("Nội dung", "Content"),
        Bilingual::new("Số liệu", "Figure"),
        Bilingual::new("Nguồn số liệu, ghi chú", "Source, notes"),
    ]
}

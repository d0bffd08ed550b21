//! How a commune lays out its list: a description, from which cells and files are made.

/// A way to write the list, used by several communes.
#[derive(Debug)]
pub(super) struct Layout {
    pub file: FileKind,
    /// Name of the file, with `{code}`, `{kind}`, `{name}`, `{plain}` and `{PLAIN}` to be filled in.
    pub file_name: &'static str,
    /// Name of the sheet that holds the list.
    pub sheet: &'static str,
    /// Empty sheets behind it, as old spreadsheet programs leave them.
    pub empty_sheets: &'static [&'static str],
    /// Lines above the header, with the same fields to be filled in.
    pub title: &'static [&'static str],
    /// Words over several columns, in a row of their own above the header: first and last column, from 0.
    pub bands: &'static [(u16, u16, &'static str)],
    /// Columns with their header words.
    pub columns: &'static [(Column, &'static str)],
    pub dates: Dates,
    pub phones: Phones,
    pub marks: Marks,
    pub doses: Doses,
    /// Words for worker, pupil, student, patient.
    pub groups: [&'static str; 4],
    /// Whether places are typed with accents.
    pub accents: bool,
    /// Whether a framed but empty row ends the list.
    pub trailing_row: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Xlsx,
    /// Separated by semicolons, with a byte order mark, as a Vietnamese spreadsheet program saves it.
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    FullName,
    Sex,
    BirthYear,
    IdentityNo,
    Village,
    Address,
    Group,
    Destination,
    ExpectedReturn,
    Phone,
    Vaccination,
    Returned,
    Contacted,
    NeedsSupport,
    Note,
}

/// How dates are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// Cells that the spreadsheet knows to be dates.
    Real,
    /// Text, 05/10/2021.
    Typed,
    /// Text, 5/10/21.
    Short,
    /// Numbers that have lost their date format, 44474.
    Serial,
}

/// How telephone numbers are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phones {
    Text,
    /// Text in groups, 0301 234 567.
    Spaced,
    /// Numbers, which lose the zero in front.
    Number,
}

/// Words for yes and no; an empty word leaves the cell empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    pub returned: (&'static str, &'static str),
    pub contacted: (&'static str, &'static str),
    pub support: (&'static str, &'static str),
}

/// How vaccination is told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doses {
    /// 0, 1, 2 as numbers.
    Number,
    /// Words for none, one, two doses.
    Words([&'static str; 3]),
}

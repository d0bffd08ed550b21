//! The form back from the page, as people return it: moved rows, figures as text, blanks.

use std::collections::BTreeMap;
use std::path::Path;

use domain::base::text::fold;
use domain::base::{Diagnostic, Warned};
use domain::returns::{Template, read_figure};
use jiff::civil::Date;

use super::{AS_OF, DAY, KEY, Mark, columns};
use crate::files::problem;
use crate::files::table::{Cell, Row, all_sheets};

/// A workbook in which a form was looked for, not yet held against a template.
#[derive(Clone, Debug)]
pub struct Loose {
    /// What its mark says; `None` when the mark is gone.
    pub mark: Option<Mark>,
    /// The day that stands in its place; `None` when it cannot be read as one.
    pub day: Option<Date>,
    rows: Vec<Row>,
    columns: (Option<usize>, Option<usize>),
}

/// What was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Figures by line name; empty places are absent.
    pub figures: BTreeMap<String, i64>,
    /// What was written beside a figure.
    pub sources: BTreeMap<String, String>,
    /// What stands in a figure's place and is no whole number.
    pub unread: BTreeMap<String, String>,
    /// Names by the name of the post in data.
    pub names: BTreeMap<String, String>,
    /// "Tính đến", as it was written.
    pub as_of: String,
}

/// Looks for a form in a workbook.
///
/// # Errors
/// When the file is no workbook that can be read; `sheet_unknown` when no sheet of it is such a form;
/// `sheet_several` when several are.
pub fn open_sheet(path: &Path) -> Result<Loose, Diagnostic> {
    let sheets = all_sheets(path).map_err(|fault| fault.in_file(problem::name(path)))?;
    let found = sheets.into_iter().map(|(_, rows)| loose(rows));
    let mut found: Vec<Loose> = found.filter(Loose::is_form).collect();
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (None, _) => Err(unknown(path)),
        (Some(_), false) => Err(several(path)),
    }
}

fn loose(rows: Vec<Row>) -> Loose {
    let texts = rows.iter().flat_map(|row| row.cells.iter().filter_map(text_of));
    let mark = texts.filter_map(|text| text.parse().ok()).next();
    let [_, _, figure, source] = columns();
    let titled = |title: &str| {
        let wanted = fold(title);
        let mut cells = rows.iter().flat_map(|row| row.cells.iter().enumerate());
        cells.find(|(_, cell)| text_of(cell).is_some_and(|t| fold(t) == wanted)).map(|(at, _)| at)
    };
    let columns = (titled(&figure.vi), titled(&source.vi));
    let mut loose = Loose { mark, day: None, rows, columns };
    loose.day = loose.place(DAY).and_then(|(row, at)| day_of(loose.cell(row, at, 2)));
    loose
}

impl Loose {
    fn is_form(&self) -> bool {
        let keyed = |row: &Row| row.cells.iter().any(|cell| key_of(cell).is_some());
        self.mark.is_some() || self.rows.iter().any(keyed)
    }

    /// The row and column in which the hidden name of a place stands.
    fn place(&self, name: &str) -> Option<(&Row, usize)> {
        self.rows.iter().find_map(|row| {
            let at = row.cells.iter().position(|cell| key_of(cell) == Some(name))?;
            Some((row, at))
        })
    }

    /// The cell so many columns before the hidden name; where the titles of columns are known, the one under its title.
    fn cell<'r>(&self, row: &'r Row, at: usize, before: usize) -> &'r Cell {
        let titled = if before == 2 { self.columns.0 } else { self.columns.1 };
        let column = titled.or_else(|| at.checked_sub(before));
        column.and_then(|column| row.cells.get(column)).unwrap_or(&Cell::Empty)
    }

    fn text(&self, name: &str) -> String {
        let cell = self.place(name).map(|(row, at)| self.cell(row, at, 2));
        cell.map(|cell| cell.to_string().trim().to_owned()).unwrap_or_default()
    }

    /// What was filled in, by the lines of a template. Lines are known by their hidden names, else by their titles.
    pub fn filled(&self, template: &Template) -> Warned<Filled> {
        let mut filled = Filled { as_of: self.text(AS_OF), ..Filled::default() };
        let mut warnings = Vec::new();
        for post in &template.attested_by {
            let name = self.text(&format!("@{}", post.name()));
            if !name.is_empty() {
                filled.names.insert(post.name().to_owned(), name);
            }
        }
        for row in &self.rows {
            let Some((line, at)) = self.line_of(row, template) else { continue };
            let (figure, source) = (self.cell(row, at, 2), self.cell(row, at, 1));
            let source = source.to_string().trim().to_owned();
            if !source.is_empty() {
                filled.sources.insert(line.to_owned(), source);
            }
            if let Err(fault) = take(&mut filled, line, figure) {
                warnings.push(fault.at_row(row.number));
            }
        }
        warnings.extend(self.strange(template));
        Warned { output: filled, warnings }
    }

    /// The line that a row states, and the column of its hidden name.
    fn line_of<'t>(&self, row: &Row, template: &'t Template) -> Option<(&'t str, usize)> {
        let keyed = row.cells.iter().enumerate().find_map(|(at, cell)| Some((key_of(cell)?, at)));
        if let Some((key, at)) = keyed {
            return Some((&template.line(key)?.name, at));
        }
        let title = |cell: &Cell| text_of(cell).map(fold);
        let (at, line) = row.cells.iter().enumerate().find_map(|(at, cell)| {
            let title = title(cell)?;
            let line = template.lines.iter().find(|line| fold(&line.title.vi) == title)?;
            Some((at, line))
        })?;
        // The hidden name would stand three columns behind the title.
        Some((&line.name, at + 3))
    }

    /// Lines of the form that the template does not have any more.
    fn strange(&self, template: &Template) -> Vec<Diagnostic> {
        let keys = self.rows.iter().filter_map(|row| {
            let key = row.cells.iter().find_map(key_of)?;
            let unknown = !key.starts_with('@') && template.line(key).is_none();
            unknown.then(|| line_gone(key).at_row(row.number))
        });
        keys.collect()
    }
}

/// Takes one figure over; what is no whole number is kept as it stands, and told.
fn take(filled: &mut Filled, line: &str, cell: &Cell) -> Result<(), Diagnostic> {
    let written = cell.to_string().trim().to_owned();
    if written.is_empty() || matches!(written.as_str(), "-" | "–" | "—") {
        return Ok(());
    }
    let figure = match cell {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within what a return holds")]
        Cell::Number(number) if number.fract() == 0.0 && (0.0..1e15).contains(number) => {
            Some(*number as i64)
        }
        Cell::Text(text) => read_figure(text),
        _ => None,
    };
    let Some(figure) = figure else {
        filled.unread.insert(line.to_owned(), written.clone());
        return Err(figure_unread(line, &written));
    };
    match filled.figures.insert(line.to_owned(), figure) {
        Some(other) if other != figure => {
            filled.figures.remove(line);
            filled.unread.insert(line.to_owned(), format!("{other}; {figure}"));
            Err(figure_twice(line, other, figure))
        }
        _ => Ok(()),
    }
}

fn text_of(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text.trim()),
        _ => None,
    }
}

fn key_of(cell: &Cell) -> Option<&str> {
    let key = text_of(cell)?.strip_prefix(KEY)?;
    let name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '@');
    (!key.is_empty() && key.chars().all(name)).then_some(key)
}

fn day_of(cell: &Cell) -> Option<Date> {
    match cell {
        Cell::Date(date) => Some(*date),
        Cell::DateTime(at) => Some(at.date()),
        Cell::Text(text) => {
            let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
            let [day, month, year] = parts[..] else { return None };
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            Date::new(year.parse().ok().filter(|year| *year > 1900)?, month, day).ok()
        }
        _ => None,
    }
}

fn unknown(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "sheet_unknown",
        "tệp này không phải phiếu báo cáo của chương trình",
        "this file is not a form of the program",
    )
    .hint(
        "gửi lại phiếu trống cho đơn vị: phaodai return form MẪU --unit MÃ -o phieu.xlsx; hoặc nhập tay: phaodai return take --paper",
        "send the unit a blank form: phaodai return form TEMPLATE --unit CODE -o form.xlsx; or type it: phaodai return take --paper",
    )
    .in_file(problem::name(path))
}

fn several(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "sheet_several",
        "tệp có nhiều trang là phiếu báo cáo; mỗi tệp chỉ một phiếu",
        "several sheets of the file are forms; a file holds one",
    )
    .hint("tách mỗi trang thành một tệp", "put each sheet into a file of its own")
    .in_file(problem::name(path))
}

fn line_gone(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "sheet_line_gone",
        format!("phiếu có dòng “{name}” mà mẫu đang dùng không có; không nhận dòng này"),
        format!("the form has a line `{name}` that the template in use lacks; it is not taken"),
    )
}

fn figure_unread(line: &str, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "sheet_figure_unread",
        format!("dòng “{line}” ghi “{written}”, không phải số nguyên; để trống, không đoán"),
        format!("line `{line}` holds “{written}”, no whole number; left empty, not guessed"),
    )
    .hint("hỏi lại đơn vị rồi nhận lại", "ask the unit and take it in again")
}

fn figure_twice(line: &str, one: i64, other: i64) -> Diagnostic {
    Diagnostic::warning(
        "sheet_figure_twice",
        format!("dòng “{line}” có hai số {one} và {other}; để trống, không chọn"),
        format!("line `{line}` stands twice, with {one} and {other}; left empty, not chosen"),
    )
    .hint("hỏi lại đơn vị rồi nhận lại", "ask the unit and take it in again")
}

#[cfg(test)]
mod tests {
    use super::super::{Form, FormLine, write_sheet};
    use super::*;
    use proptest::prelude::*;

    fn template() -> Template {
        domain::returns::built_in().unwrap().remove(0)
    }

    fn form(figures: &[Option<i64>], sources: &[String], names: [String; 2]) -> Form {
        let template = template();
        let lines = template.lines.iter().zip(figures).zip(sources);
        let posts = template.attested_by.iter().zip(names);
        Form {
            mark: Mark {
                template: template.name.clone(),
                version: 1,
                unit: "04117".to_owned(),
                day: jiff::civil::date(2021, 9, 10),
            },
            parent: "Ủy ban nhân dân huyện Mai Sơn".to_owned(),
            issuer: "Ủy ban nhân dân xã Mường Chanh".to_owned(),
            title: template.title.vi.clone(),
            subtitle: "Ngày 10/09/2021".to_owned(),
            as_of: Some(jiff::civil::date(2021, 9, 10).at(9, 41, 0, 0)),
            lines: lines
                .map(|((line, figure), source)| FormLine {
                    name: line.name.clone(),
                    heading: None,
                    title: line.title.vi.clone(),
                    figure: *figure,
                    source: source.clone(),
                })
                .collect(),
            posts: posts
                .map(|(post, name)| (post.name().to_owned(), post.title().vi, name))
                .collect(),
            notes: vec!["Chỉ điền ô màu vàng.".to_owned()],
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn what_goes_out_as_a_workbook_comes_in_again(
            figures in prop::collection::vec(prop::option::of(0i64..1_000_000_000), 6),
            sources in prop::collection::vec("([A-Za-zĂẠỷ][a-zà-ỹ0-9 ,.]{0,40}[a-z])?", 6),
            names in [r"(Lò Thị [A-Z][a-z]{1,8})?", r"(Hà Văn [A-Z][a-z]{1,8})?"],
        ) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("phieu.xlsx");
            write_sheet(&path, &form(&figures, &sources, names.clone())).unwrap();
            let sheet = open_sheet(&path).unwrap();
            prop_assert_eq!(sheet.mark.as_ref().map(ToString::to_string),
                Some("PHAODAI-BAOCAO away_resident_daily v1 04117 2021-09-10".to_owned()));
            prop_assert_eq!(sheet.day, Some(jiff::civil::date(2021, 9, 10)));
            let template = template();
            let Warned { output: filled, warnings } = sheet.filled(&template);
            prop_assert_eq!(warnings, vec![]);
            prop_assert_eq!(&filled.as_of, "09:41 10/09/2021");
            for ((line, figure), source) in template.lines.iter().zip(&figures).zip(&sources) {
                prop_assert_eq!(filled.figures.get(&line.name), figure.as_ref());
                let read = filled.sources.get(&line.name).map_or("", String::as_str);
                prop_assert_eq!(read, source.trim());
            }
            for (post, name) in template.attested_by.iter().zip(&names) {
                let read = filled.names.get(post.name()).map_or("", String::as_str);
                prop_assert_eq!(read, name.as_str());
            }
        }
    }
}

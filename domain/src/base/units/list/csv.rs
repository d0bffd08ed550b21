//! The CSV files of the time with districts.

use serde::Deserialize;

use crate::base::Diagnostic;
use crate::register::Tier;

use super::{ListFile, Row};

#[derive(Deserialize)]
struct Line {
    code: String,
    name: String,
    full_name: String,
    #[serde(default, alias = "district_code")]
    province_code: Option<String>,
}

/// What a file of that name holds; `None` for other files.
pub(super) fn tier_of(name: &str) -> Option<Tier> {
    let stem = name.to_ascii_lowercase();
    let stem = stem.strip_suffix(".csv")?;
    let endings = [
        ("provinces", Tier::Province),
        ("districts", Tier::District),
        ("wards", Tier::Commune),
        ("communes", Tier::Commune),
    ];
    endings.iter().find(|(ending, _)| stem.ends_with(ending)).map(|(_, tier)| *tier)
}

/// The rows of one file.
pub(super) fn rows<'a>(file: &ListFile<'a>, tier: Tier) -> Result<Vec<Row<'a>>, Diagnostic> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| unreadable(file, &error))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(file, &error))?;
        let line: Line =
            record.deserialize(Some(&headers)).map_err(|error| unreadable(file, &error))?;
        rows.push(Row {
            file: file.name,
            line: record.position().map(|position| line_of(text, position)),
            tier,
            code: line.code.trim().to_owned(),
            name: line.name,
            full_name: line.full_name,
            parent: line.province_code.map(|code| code.trim().to_owned()),
        });
    }
    Ok(rows)
}

/// The line of a record. Between `\r` and `\n` the reader still counts the line before.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).ok().and_then(|at| text.as_bytes().get(at));
    position.line() + u64::from(start == Some(&b'\n'))
}

fn unreadable(file: &ListFile<'_>, error: &csv::Error) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "units_list_file",
        format!("không đọc được danh mục: {error}"),
        format!("the list cannot be read: {error}"),
    )
    .hint(
        "cần các cột code, name, full_name và mã cấp trên (province_code hoặc district_code)",
        "columns code, name, full_name and the parent's code (province_code or district_code) are needed",
    )
    .in_file(file.name);
    match error.position() {
        Some(position) => diagnostic.at_row(position.line()),
        None => diagnostic,
    }
}

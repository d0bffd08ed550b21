//! The JSON file of the time without districts: provinces, each with its communes.

use serde::Deserialize;

use crate::base::Diagnostic;
use crate::register::Tier;

use super::{ListFile, Row};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Province {
    code: String,
    name: String,
    full_name: String,
    #[serde(default)]
    wards: Vec<Commune>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Commune {
    code: String,
    name: String,
    full_name: String,
    #[serde(default)]
    province_code: Option<String>,
}

/// The rows of one file.
pub(super) fn rows<'a>(file: &ListFile<'a>) -> Result<Vec<Row<'a>>, Diagnostic> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    let provinces: Vec<Province> =
        serde_json::from_str(text).map_err(|error| unreadable(file, &error))?;
    let mut rows = Vec::new();
    for province in provinces {
        let code = province.code.trim().to_owned();
        for commune in province.wards {
            rows.push(Row {
                file: file.name,
                line: None,
                tier: Tier::Commune,
                code: commune.code.trim().to_owned(),
                name: commune.name,
                full_name: commune.full_name,
                parent: commune.province_code.or_else(|| Some(code.clone())),
            });
        }
        rows.push(Row {
            file: file.name,
            line: None,
            tier: Tier::Province,
            code,
            name: province.name,
            full_name: province.full_name,
            parent: None,
        });
    }
    Ok(rows)
}

fn unreadable(file: &ListFile<'_>, error: &serde_json::Error) -> Diagnostic {
    Diagnostic::error(
        "units_list_file",
        format!("không đọc được danh mục: {error}"),
        format!("the list cannot be read: {error}"),
    )
    .hint(
        "cần một danh sách tỉnh có Code, Name, FullName và Wards",
        "a list of provinces with Code, Name, FullName and Wards is needed",
    )
    .in_file(file.name)
    .at_row(error.line() as u64)
}

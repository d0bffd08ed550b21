//! Points on the map, and links to units and records.

use super::Coerced;
use crate::base::{Diagnostic, RecordId, Value};

/// "lat lon", with altitude and accuracy if known; commas serve as well.
pub(super) fn geopoint(typed: &str) -> Result<Coerced, Diagnostic> {
    let parts = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let numbers: Vec<f64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let whole = numbers.len() == parts.len() && (2..=4).contains(&numbers.len());
    match numbers[..] {
        [lat, lon, ..] if whole && lat.abs() <= 90.0 && lon.abs() <= 180.0 => {
            Ok(Coerced::sure(Value::Text(parts.join(" "))))
        }
        _ => Err(Diagnostic::error(
            "geopoint_form",
            format!("“{typed}” không phải là toạ độ."),
            format!("“{typed}” is not a point on the map."),
        )
        .hint(
            "Viết vĩ độ rồi kinh độ: 21.19 104.10.",
            "Write latitude, then longitude: 21.19 104.10.",
        )),
    }
}

/// The id of a unit or record.
pub(super) fn id(typed: &str) -> Result<Coerced, Diagnostic> {
    let id = typed.parse::<RecordId>().map_err(|_| {
        Diagnostic::error(
            "id_form",
            format!("“{typed}” không phải là mã của đơn vị hay dòng nào."),
            format!("“{typed}” is not the id of a unit or record."),
        )
        .hint("Chọn trong danh sách.", "Choose it from the list.")
    })?;
    Ok(Coerced::sure(Value::Text(id.to_string())))
}

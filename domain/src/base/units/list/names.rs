//! Kind and name out of `Xã Cò  Nòi`.

use crate::base::Diagnostic;
use crate::base::text::{nfc, squeeze};

use super::super::Vocabulary;
use super::Row;

/// A full name taken apart.
pub(super) struct Name {
    /// Kind in lower case.
    pub(super) kind: String,
    /// The rest, with single spaces.
    pub(super) name: String,
}

/// Takes the full name apart by the first kind that its tier has. Corrections go to the warnings.
pub(super) fn split(
    row: &Row<'_>,
    vocabulary: &Vocabulary,
    warnings: &mut Vec<Diagnostic>,
) -> Option<Name> {
    let full = squeeze(&nfc(&row.full_name));
    let words = vocabulary.words(&full);
    let hit = vocabulary.kind_words.longest(&words, 0)?;
    let fits = |at: &&usize| vocabulary.kinds[**at].tiers.contains(&row.tier);
    let kind = vocabulary.kinds[*hit.meaning.iter().find(fits)?].name.clone();
    let name = full.get(words.get(hit.words)?.from..)?.to_owned();
    check(row, &kind, &name, warnings);
    Some(Name { kind, name })
}

fn check(row: &Row<'_>, kind: &str, name: &str, warnings: &mut Vec<Diagnostic>) {
    let loose = |text: &str| squeeze(text) != text;
    if loose(&row.full_name) || loose(&row.name) {
        let raw = format!("\"{}\"", row.full_name);
        warnings.push(row.diagnostic(
            "units_spaces",
            &format!("thừa khoảng trắng trong {raw}; lấy là \"{name}\""),
            &format!("spaces too many in {raw}; taken as \"{name}\""),
        ));
    }
    if !row.full_name.to_lowercase().starts_with(kind) {
        warnings.push(row.diagnostic("units_kind", "loại viết tắt", "its kind is abbreviated"));
    }
    let column = squeeze(&nfc(&row.name));
    if column != name {
        warnings.push(row.diagnostic(
            "units_name_differs",
            &format!("cột tên ghi \"{column}\", tên đầy đủ cho \"{name}\""),
            &format!("the name column says \"{column}\", the full name gives \"{name}\""),
        ));
    }
    if row.full_name.starts_with(char::is_lowercase) {
        warnings.push(row.diagnostic(
            "units_case",
            "loại viết thường",
            "its kind is in lower case",
        ));
    }
}

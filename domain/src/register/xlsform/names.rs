//! Names as a register needs them, out of those that a form brings.

use std::collections::BTreeSet;

use super::super::verify::is_name;
use crate::record::header::header_key;

/// The longest name that is made here; a definition takes a few letters more.
const LONGEST: usize = 40;

/// A name in snake case: `Full_name` is `full_name`, `Ngày sinh` is `ngay_sinh`. One that fits stays as it is.
pub(super) fn name_of(raw: &str) -> String {
    if is_name(raw) {
        return raw.to_owned();
    }
    let key = header_key(raw);
    let plain = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let mut name: String = plain.collect::<String>().trim_matches('_').to_owned();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name.insert_str(0, "f_");
    }
    name.truncate(LONGEST);
    name.trim_end_matches('_').to_owned()
}

/// The name, or with a number behind it the first that nobody has.
pub(super) fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The text, or with a number in brackets behind it the first whose `key` nobody has.
pub(super) fn free_text(text: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{text} ({number})"));
    let mut all = std::iter::once(text.to_owned()).chain(numbered);
    all.find(|text| !taken(text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_fit() {
        for (raw, name) in [
            ("full_name", "full_name"),
            ("Full_name", "full_name"),
            ("label-test", "label_test"),
            ("__version__", "version"),
            ("Ngày sinh", "ngay_sinh"),
            ("2nd dose", "f_2nd_dose"),
            ("您好", "f"),
        ] {
            assert_eq!(name_of(raw), name, "{raw}");
        }
    }

    #[test]
    fn taken_names_are_numbered() {
        let taken = BTreeSet::from(["name".to_owned(), "name_2".to_owned()]);
        assert_eq!(free("name", &taken), "name_3");
        assert_eq!(free("age", &taken), "age");
        assert_eq!(free_text("Tên", |text| text == "Tên"), "Tên (2)");
    }
}

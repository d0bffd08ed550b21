//! What a column of a sheet is: its title in any of the spellings that `XLSForm` has known.

use crate::base::text::squeeze;

/// A column of a form's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// One that we read, with the language of its texts.
    Known(&'static str, Option<String>),
    /// One that belongs to `XLSForm` and that a register does without: media, SMS, attributes of the body.
    LeftOut,
    /// Any other; on the choices sheet it is a column for filters.
    Other(String),
}

/// Title and spelling of what is read, in the words of `XLSForm`. Spellings are lower-case, with underscores.
const SPELLINGS: &[(&str, &[&str])] = &[
    ("type", &["type", "command"]),
    ("name", &["name", "tag", "value"]),
    ("label", &["label", "caption"]),
    ("hint", &["hint"]),
    ("required", &["required", "bind:required"]),
    (
        "required_message",
        &["required_message", "requiredmsg", "jr:requiredmsg", "bind:jr:requiredmsg"],
    ),
    ("relevant", &["relevant", "relevance", "bind:relevant"]),
    ("constraint", &["constraint", "bind:constraint"]),
    (
        "constraint_message",
        &[
            "constraint_message",
            "constraining_message",
            "jr:constraintmsg",
            "bind:jr:constraintmsg",
        ],
    ),
    ("calculation", &["calculation", "calculate", "bind:calculate"]),
    ("read_only", &["read_only", "readonly", "bind:readonly"]),
    ("default", &["default"]),
    ("appearance", &["appearance", "control:appearance", "body:appearance"]),
    ("parameters", &["parameters"]),
    ("choice_filter", &["choice_filter"]),
    ("repeat_count", &["repeat_count", "count", "jr:count", "control:jr:count"]),
    ("trigger", &["trigger"]),
    ("disabled", &["disabled"]),
    ("list_name", &["list_name"]),
    ("form_title", &["form_title", "title", "set_form_title"]),
    ("form_id", &["form_id", "id_string", "set_form_id"]),
    ("version", &["version"]),
    ("namespaces", &["namespaces"]),
    ("default_language", &["default_language"]),
    ("allow_choice_duplicates", &["allow_choice_duplicates"]),
    ("phaodai:no", &["bind:phaodai:no", "phaodai:no"]),
    ("phaodai:kind", &["bind:phaodai:kind", "phaodai:kind"]),
    ("phaodai:register", &["bind:phaodai:register", "phaodai:register"]),
    ("phaodai:section", &["bind:phaodai:section", "phaodai:section"]),
    ("phaodai:shape", &["bind:phaodai:shape", "phaodai:shape"]),
    ("phaodai:wanted", &["bind:phaodai:wanted", "phaodai:wanted"]),
    ("phaodai:unique", &["bind:phaodai:unique", "phaodai:unique"]),
    ("phaodai:program", &["bind:phaodai:program", "phaodai:program"]),
    ("phaodai:visibility", &["bind:phaodai:visibility", "phaodai:visibility"]),
    ("phaodai:retention", &["bind:phaodai:retention", "phaodai:retention"]),
    ("phaodai:aliases", &["bind:phaodai:aliases", "phaodai:aliases", "phaodai_aliases"]),
    ("phaodai:after", &["bind:phaodai:after", "phaodai:after"]),
];

/// First words of columns that a register does without.
const LEFT_OUT: &[&str] = &[
    "image",
    "big_image",
    "audio",
    "video",
    "media",
    "autoplay",
    "rows",
    "guidance_hint",
    "save_to",
    "no_app_error_string",
    "noapperrorstring",
    "compact_tag",
    "body",
    "control",
    "instance",
    "bind",
    "sms_field",
    "sms_option",
    "sms_keyword",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
    "instance_name",
    "public_key",
    "submission_url",
    "auto_send",
    "auto_delete",
    "client_editable",
    "style",
    "prefix",
    "delimiter",
    "xml_root",
    "flat",
    "clean_text_values",
    "omit_instanceid",
    "add_none_option",
    "instance_xmlns",
];

impl Column {
    /// Reads a title: `label::Tiếng Việt (vi)`, `bind: relevant`, `Constraint Message`.
    pub(super) fn of(title: &str) -> Self {
        let title = squeeze(title);
        if let Some(known) = known(&key(&title), None) {
            return known;
        }
        let parts = parts(&title);
        let (last, before) = parts.split_last().map_or(("", &[][..]), |(last, rest)| (*last, rest));
        let stem = key(&before.join(":"));
        let attribute = key(&parts.join(":"));
        let translated = known(&stem, Some(last)).filter(|_| is_translated(&stem));
        translated
            .or_else(|| known(&attribute, None))
            .unwrap_or_else(|| left_out(parts.first().copied().unwrap_or_default(), &title))
    }
}

fn known(key: &str, language: Option<&str>) -> Option<Column> {
    let found = SPELLINGS.iter().find(|(_, spellings)| spellings.contains(&key));
    found.map(|(name, _)| Column::Known(name, language.map(str::to_owned)))
}

fn is_translated(stem: &str) -> bool {
    let translated = ["label", "hint", "required_message", "constraint_message"];
    let entry = SPELLINGS.iter().find(|(_, spellings)| spellings.contains(&stem));
    entry.is_some_and(|(name, _)| translated.contains(name))
}

fn left_out(first: &str, title: &str) -> Column {
    if LEFT_OUT.contains(&key(first).as_str()) || key(first) == "label_en" {
        Column::LeftOut
    } else {
        Column::Other(title.to_owned())
    }
}

/// Two colons part a title; in old forms one does, after a word that takes a language or an attribute.
fn parts(title: &str) -> Vec<&str> {
    let parts: Vec<&str> = title.split("::").map(str::trim).collect();
    if parts.len() > 1 {
        return parts;
    }
    title.split(':').map(str::trim).collect()
}

/// Lower-case, words joined by underscores.
fn key(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_in_their_many_spellings() {
        let known = |name, language: Option<&str>| Column::Known(name, language.map(str::to_owned));
        for (title, column) in [
            ("type", known("type", None)),
            ("Command", known("type", None)),
            ("label::Tiếng Việt (vi)", known("label", Some("Tiếng Việt (vi)"))),
            ("LABEL::EN", known("label", Some("EN"))),
            ("caption:italian", known("label", Some("italian"))),
            ("Constraint Message", known("constraint_message", None)),
            ("bind: relevant", known("relevant", None)),
            ("bind::relevant", known("relevant", None)),
            ("bind:jr:constraintMsg", known("constraint_message", None)),
            (
                "bind::jr:constraintMsg::Tiếng Việt (vi)",
                known("constraint_message", Some("Tiếng Việt (vi)")),
            ),
            ("read only", known("read_only", None)),
            ("list name", known("list_name", None)),
            ("bind::phaodai:visibility", known("phaodai:visibility", None)),
            ("bind::saveIncomplete", Column::LeftOut),
            ("media::audio::chinese", Column::LeftOut),
            ("image::english", Column::LeftOut),
            ("tutorial notes", Column::Other("tutorial notes".to_owned())),
            ("province", Column::Other("province".to_owned())),
        ] {
            assert_eq!(Column::of(title), column, "{title}");
        }
    }
}

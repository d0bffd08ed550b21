//! What a row of the survey is: its type in any of the spellings that `XLSForm` has known.

use crate::base::Kind;
use crate::base::text::squeeze;

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field.
    Field(Kind),
    /// A field that is kept as something near: its kind, and why.
    Near(Kind, &'static str),
    /// A number between bounds that the type itself states.
    Bounded(i64, i64),
    /// A telephone number.
    Phone,
    /// A number between the bounds of `parameters`.
    Range,
    /// A choice that can only be confirmed.
    Acknowledge,
    /// A select field: several?, list, with an "other" to write in?, list on the sheet `external_choices`?
    Select { multiple: bool, list: String, or_other: bool, external: bool },
    /// A text that asks nothing.
    Note,
    /// What the device fills in, under its usual name.
    Meta(&'static str),
    /// What a register does without.
    LeftOut,
    /// What cannot be taken over, and why: Vietnamese, English.
    Refused(&'static str, &'static str),
    /// The start of a group or repeat.
    Begin(Block),
    /// Its end.
    End(Block),
    /// No type of `XLSForm`.
    Unknown,
}

/// What holds rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Group,
    Repeat,
}

const RANK: Meaning = Meaning::Refused(
    "sổ không giữ thứ tự của các lựa chọn",
    "a register does not keep the order of choices",
);
const LOOP: Meaning = Meaning::Refused(
    "vòng lặp theo danh mục không còn trong XLSForm",
    "loops over a list are no longer part of XLSForm",
);
const INCLUDE: Meaning =
    Meaning::Refused("biểu mẫu được gộp nằm ở tệp khác", "the included form is in another file");
const CASCADING: Meaning = Meaning::Refused(
    "kiểu này không còn trong XLSForm; dùng select_one với choice_filter",
    "this type is no longer part of XLSForm; use select_one with a choice_filter",
);

/// Types without a list. The first spelling of a line is today's; others are accepted with a warning.
const PLAIN: &[(&[&str], Meaning)] = &[
    (&["text", "string", "add text prompt", "q string"], Meaning::Field(Kind::Text)),
    (&["integer", "int", "add integer prompt", "q int"], Meaning::Field(Kind::Integer)),
    (&["decimal", "add decimal prompt", "q decimal"], Meaning::Field(Kind::Decimal)),
    (&["date", "add date prompt", "q date"], Meaning::Field(Kind::Date)),
    (&["time"], Meaning::Field(Kind::Time)),
    (
        &[
            "datetime",
            "date time",
            "add date time prompt",
            "add datetime prompt",
            "q date time",
            "q datetime",
        ],
        Meaning::Field(Kind::DateTime),
    ),
    (
        &["geopoint", "gps", "location", "add location prompt", "q location", "q geopoint"],
        Meaning::Field(Kind::Geopoint),
    ),
    (&["image", "photo", "add image prompt", "q image", "q picture"], Meaning::Field(Kind::Image)),
    (&["file", "add file prompt"], Meaning::Field(Kind::File)),
    (&["barcode", "add barcode prompt", "q barcode"], Meaning::Field(Kind::Barcode)),
    (&["calculate", "add calculate prompt", "q calculate"], Meaning::Field(Kind::Calculate)),
    (&["note", "add note prompt", "q note"], Meaning::Note),
    (&["acknowledge", "trigger", "add acknowledge prompt", "q acknowledge"], Meaning::Acknowledge),
    (&["range"], Meaning::Range),
    (&["hidden"], Meaning::Near(Kind::Text, "text")),
    (&["audio", "add audio prompt", "q audio"], Meaning::Near(Kind::File, "file")),
    (&["video", "add video prompt", "q video"], Meaning::Near(Kind::File, "file")),
    (&["background audio"], Meaning::Near(Kind::File, "file")),
    (&["geotrace", "q geotrace"], Meaning::Near(Kind::Text, "text")),
    (&["geoshape", "q geoshape"], Meaning::Near(Kind::Text, "text")),
    (&["percentage"], Meaning::Bounded(0, 100)),
    (&["number of days in last month"], Meaning::Bounded(0, 31)),
    (&["number of days in last six months"], Meaning::Bounded(0, 183)),
    (&["number of days in last year"], Meaning::Bounded(0, 365)),
    (&["phone number"], Meaning::Phone),
    (&["start", "start time", "get start time"], Meaning::Meta("start")),
    (&["end", "end time", "get end time"], Meaning::Meta("end")),
    (&["today", "get today"], Meaning::Meta("today")),
    (
        &["deviceid", "device id", "get device id", "imei", "uri:deviceid"],
        Meaning::Meta("deviceid"),
    ),
    (&["username", "uri:username"], Meaning::Meta("username")),
    (&["phonenumber", "get phone number", "uri:phonenumber"], Meaning::Meta("phonenumber")),
    (&["email", "uri:email"], Meaning::Meta("email")),
    (
        &["subscriberid", "subscriber id", "get subscriber id", "uri:subscriberid"],
        Meaning::Meta("subscriberid"),
    ),
    (&["simserial", "sim id", "get sim id", "uri:simserial"], Meaning::Meta("simserial")),
    (&["start geopoint"], Meaning::Meta("start-geopoint")),
    (&["audit"], Meaning::LeftOut),
    (&["background geopoint"], Meaning::LeftOut),
    (&["csv external", "xml external"], Meaning::LeftOut),
    (&["set form title", "set form id"], Meaning::LeftOut),
    (&["begin group"], Meaning::Begin(Block::Group)),
    (&["end group"], Meaning::End(Block::Group)),
    (&["begin repeat", "begin lgroup", "begin looped group"], Meaning::Begin(Block::Repeat)),
    (&["end repeat", "end lgroup", "end looped group"], Meaning::End(Block::Repeat)),
];

/// A meaning out of a list, and whether something else can be written in.
type Make = fn(String, bool) -> Meaning;

/// Types that name a list or a file after them; the longer ones first. Whether they are today's spelling.
const LISTED: &[(&str, bool, Make)] = &[
    ("select one from file", true, one),
    ("select multiple from file", true, several),
    ("add select one prompt using", false, one),
    ("add select multiple prompt using", false, several),
    ("select all that apply from", false, several),
    ("select all that apply", false, several),
    ("select one external", true, external),
    ("select one from", false, one),
    ("select one using", false, one),
    ("select one", true, one),
    ("select1", false, one),
    ("q select1", false, one),
    ("select multiple from", false, several),
    ("select multiple using", false, several),
    ("select multiple", true, several),
    ("q select", false, several),
    ("rank", true, |_, _| RANK),
    ("osm", true, |_, _| Meaning::Near(Kind::File, "file")),
    ("begin loop", true, |_, _| LOOP),
    ("end loop", true, |_, _| LOOP),
    ("include", true, |_, _| INCLUDE),
    ("cascading select", true, |_, _| CASCADING),
];

fn one(list: String, or_other: bool) -> Meaning {
    Meaning::Select { multiple: false, list, or_other, external: false }
}

fn external(list: String, or_other: bool) -> Meaning {
    Meaning::Select { multiple: false, list, or_other, external: true }
}

fn several(list: String, or_other: bool) -> Meaning {
    Meaning::Select { multiple: true, list, or_other, external: false }
}

/// What a type means, and whether it is spelled as today.
pub(super) fn meaning(text: &str) -> (Meaning, bool) {
    let text = squeeze(text);
    let key = text.to_ascii_lowercase().replace(['_', '-'], " ");
    if let Some((spellings, meaning)) = PLAIN.iter().find(|(all, _)| all.contains(&key.as_str())) {
        return (meaning.clone(), spellings.first() == Some(&key.as_str()));
    }
    let found = LISTED.iter().find(|(word, ..)| {
        key.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let Some((word, current, make)) = found else { return (Meaning::Unknown, true) };
    let (list, or_other) = list(text[word.len()..].trim());
    (make(list.to_owned(), or_other), *current)
}

/// The list, and whether something else can be written in.
fn list(rest: &str) -> (&str, bool) {
    let endings = [" or_other", " or other", " or specify other", " or_specify_other"];
    let found = endings.into_iter().find_map(|ending| {
        let at = rest.len().checked_sub(ending.len())?;
        rest.get(at..).filter(|end| end.eq_ignore_ascii_case(ending)).map(|_| &rest[..at])
    });
    found.map_or((rest, false), |list| (list.trim(), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_in_their_many_spellings() {
        let one = |list: &str| one(list.to_owned(), false);
        for (text, expected) in [
            ("text", (Meaning::Field(Kind::Text), true)),
            ("add text prompt", (Meaning::Field(Kind::Text), false)),
            ("q int", (Meaning::Field(Kind::Integer), false)),
            ("dateTime", (Meaning::Field(Kind::DateTime), true)),
            ("begin_group", (Meaning::Begin(Block::Group), true)),
            ("Begin  Repeat", (Meaning::Begin(Block::Repeat), true)),
            ("select_one yes_no", (one("yes_no"), true)),
            ("select one from Yes_No", (one("Yes_No"), false)),
            ("select_one_external c1", (external("c1".to_owned(), false), true)),
            ("select_multiple_from_file a.csv", (several("a.csv".to_owned(), false), true)),
            ("osm tags", (Meaning::Near(Kind::File, "file"), true)),
            ("end", (Meaning::Meta("end"), true)),
            ("imei", (Meaning::Meta("deviceid"), false)),
            ("party", (Meaning::Unknown, true)),
            ("selected", (Meaning::Unknown, true)),
        ] {
            assert_eq!(meaning(text), expected, "{text}");
        }
        for text in ["select_multiple a or_other", "select all that apply from a or specify other"]
        {
            let (found, _) = meaning(text);
            let list = "a".to_owned();
            assert_eq!(found, several(list, true), "{text}");
        }
    }
}

//! One phrase of a directive as a field: name, type, choices.

use crate::base::{Bilingual, Kind};
use crate::record::header::{header_key, match_columns};
use crate::register::{
    Choice, ChoiceList, Definition, Field, Retention, Shape, Visibility, built_in,
};

/// The field of a phrase, without number, and its choice list if it is new.
pub(in crate::register) fn field(phrase: &str) -> (Field, Option<ChoiceList>) {
    from_known(phrase).unwrap_or_else(|| from_words(phrase))
}

/// A field that a register of the program already has, with all the header words that communes use for it.
fn from_known(phrase: &str) -> Option<(Field, Option<ChoiceList>)> {
    built_in().iter().find_map(|definition| known_in(definition, phrase))
}

fn known_in(definition: &Definition, phrase: &str) -> Option<(Field, Option<ChoiceList>)> {
    if !is_list_of_persons(definition) {
        return None;
    }
    let no = match_columns(definition, &[phrase.to_owned()]).columns.first().copied().flatten()?;
    let mut field = definition.field_no(no).filter(|field| stands_alone(field))?.clone();
    let list = definition.choices.iter().find(|list| list.name == field.choices).cloned();
    let label = capital(phrase);
    if header_key(&label) != header_key(&field.label.vi) {
        field.aliases.retain(|alias| header_key(alias) != header_key(&label));
        field.aliases.push(field.label.vi);
    }
    field.label = Bilingual::new(label, field.label.en);
    Some((field, list))
}

/// Whether a field makes sense without those that stand beside it where it comes from.
fn stands_alone(field: &Field) -> bool {
    let asks_nothing = [&field.relevant, &field.calculation, &field.choice_filter];
    field.is_typed()
        && field.kind != Kind::Record
        && asks_nothing.iter().all(|formula| formula.is_empty())
        && !field.constraint.contains("${")
}

/// System registers use words of their own; only lists of persons lend their fields.
fn is_list_of_persons(definition: &Definition) -> bool {
    definition.field("full_name").is_some() && definition.field("village").is_some()
}

fn from_words(phrase: &str) -> (Field, Option<ChoiceList>) {
    let key = header_key(phrase);
    let (kind, shape, visibility) = kind_of(&key);
    let stem = stem(phrase);
    let name = snake_case(if kind == Kind::SelectOne { &stem } else { phrase });
    let choices = (kind == Kind::SelectOne).then(|| yes_no(&name, phrase, &stem));
    let retention = Retention::OutbreakPlusTwoYears;
    let field = Field {
        label: Bilingual::new(capital(phrase), capital(phrase)),
        choices: choices.as_ref().map(|list| list.name.clone()).unwrap_or_default(),
        shape,
        ..Field::new(&name, kind, visibility, retention)
    };
    (field, choices)
}

/// Folded words to type; the first that fits.
fn kind_of(key: &str) -> (Kind, Shape, Visibility) {
    let padded = format!(" {key} ");
    let has = |words: &[&str]| words.iter().any(|word| padded.contains(&format!(" {word} ")));
    let starts = |words: &[&str]| words.iter().any(|word| padded.starts_with(&format!(" {word} ")));
    let plain = |kind| (kind, Shape::Plain, Visibility::Unit);
    if has(&["hay chua", "hay khong", "co khong", "chua"]) || starts(&["da", "co"]) {
        return plain(Kind::SelectOne);
    }
    if has(&["dien thoai", "sdt", "dt", "so dt"]) {
        return (Kind::Text, Shape::Phone, Visibility::Sensitive);
    }
    if has(&["cccd", "cmnd", "can cuoc", "dinh danh", "chung minh nhan dan"]) {
        return (Kind::Text, Shape::Cccd, Visibility::Sensitive);
    }
    if has(&["nam sinh"]) {
        return (Kind::Integer, Shape::Year, Visibility::Unit);
    }
    if has(&["ho ten", "ho va ten"]) || starts(&["ten nguoi", "chu ho"]) {
        return (Kind::Text, Shape::PersonName, Visibility::Unit);
    }
    if has(&["gio"]) && !has(&["ngay"]) {
        return plain(Kind::Time);
    }
    if has(&["ngay", "thoi diem", "thoi han"]) {
        return plain(Kind::Date);
    }
    if starts(&["so", "tong so"]) && !starts(&["so hieu", "so ky hieu", "so nha"])
        || has(&["tuoi", "so luong"])
    {
        return plain(Kind::Integer);
    }
    plain(Kind::Text)
}

/// What a yes/no phrase is about: "đã xét nghiệm hay chưa" is about "xét nghiệm".
pub(in crate::register) fn stem(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| header_key(word)).collect();
    let is =
        |at: usize, list: &[&str]| folded.get(at).is_some_and(|word| list.contains(&word.as_str()));
    let from = usize::from(is(0, &["da", "chua", "co", "khong"]) && words.len() > 1);
    let mut to = words.len();
    while to > from + 1 && is(to - 1, &["hay", "chua", "khong", "da"]) {
        to -= 1;
    }
    words[from..to].join(" ")
}

/// Two choices with the words that people write for them.
pub(in crate::register) fn yes_no(name: &str, phrase: &str, stem: &str) -> ChoiceList {
    let plain = header_key(phrase).ends_with("khong");
    let labels = if plain {
        ("Có".to_owned(), "Không".to_owned())
    } else {
        (format!("Đã {stem}"), format!("Chưa {stem}"))
    };
    let choice = |name: &str, vi: String, en: &str, aliases: &[&str]| Choice {
        name: name.to_owned(),
        label: Bilingual::new(vi, en),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        ..Choice::default()
    };
    let items = vec![
        choice("yes", labels.0, "Yes", &["x", "có", "rồi", "đã", "1", "v", "true"]),
        choice("no", labels.1, "No", &["chưa", "không", "0", "ko", "k", "false"]),
    ];
    ChoiceList { name: name.to_owned(), items }
}

/// A name for formulas: folded words joined by underscores, shortened at a word.
pub(in crate::register) fn snake_case(phrase: &str) -> String {
    let key = header_key(phrase);
    let ascii = key.split(' ').filter(|word| word.is_ascii());
    let mut name = String::new();
    for word in ascii {
        if name.len() + word.len() > 40 {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(word);
    }
    if name.starts_with(|c: char| c.is_ascii_lowercase()) { name } else { format!("f_{name}") }
}

/// The first letter large.
pub(super) fn capital(phrase: &str) -> String {
    let mut letters = phrase.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

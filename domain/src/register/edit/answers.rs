//! What a new column asks for, in the officer's own words: "ngày", "số", "chọn(Tại nhà|Tập trung)".

use crate::base::{Diagnostic, Kind};
use crate::record::header::header_key;
use crate::register::Shape;

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Values of a kind, written alike.
    Plain(Kind, Shape),
    /// Yes or no.
    YesNo,
    /// One of these.
    One(Vec<String>),
    /// Any of these.
    Many(Vec<String>),
}

/// Words for kinds without choices, folded.
const PLAIN: &[(&[&str], Kind, Shape)] = &[
    (&["chu", "van ban", "text"], Kind::Text, Shape::Plain),
    (&["so", "so nguyen", "integer"], Kind::Integer, Shape::Plain),
    (&["so thap phan", "decimal"], Kind::Decimal, Shape::Plain),
    (&["nam", "year"], Kind::Integer, Shape::Year),
    (&["ngay", "date"], Kind::Date, Shape::Plain),
    (&["gio", "time"], Kind::Time, Shape::Plain),
    (&["ngay gio", "datetime"], Kind::DateTime, Shape::Plain),
    (&["dien thoai", "phone"], Kind::Text, Shape::Phone),
    (&["cccd"], Kind::Text, Shape::Cccd),
    (&["ho ten", "person name"], Kind::Text, Shape::PersonName),
    (&["toa do", "geopoint"], Kind::Geopoint, Shape::Plain),
];

impl Answers {
    /// Reads the words of an officer.
    ///
    /// # Errors
    /// `answers_unknown`, with the words that can stand there; `answers_few` when fewer than two choices are given.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        if let Some((word, rest)) = text.split_once('(') {
            let listed = rest.trim_end().strip_suffix(')').unwrap_or(rest);
            let choices: Vec<String> = listed
                .split('|')
                .map(|choice| choice.trim().to_owned())
                .filter(|choice| !choice.is_empty())
                .collect();
            let made = match header_key(word).as_str() {
                "chon" | "chon mot" | "select one" => Self::One(choices),
                "chon nhieu" | "select multiple" => Self::Many(choices),
                _ => return Err(unknown(text)),
            };
            return match &made {
                Self::One(choices) | Self::Many(choices) if choices.len() < 2 => Err(few(text)),
                _ => Ok(made),
            };
        }
        let key = header_key(text);
        if ["co khong", "co hay khong", "yes no"].contains(&key.as_str()) {
            return Ok(Self::YesNo);
        }
        let found = PLAIN.iter().find(|(words, ..)| words.contains(&key.as_str()));
        found.map(|(_, kind, shape)| Self::Plain(*kind, *shape)).ok_or_else(|| unknown(text))
    }
}

fn unknown(text: &str) -> Diagnostic {
    Diagnostic::error(
        "answers_unknown",
        format!("Không biết “{text}” là kiểu gì."),
        format!("`{text}` is no type of answer."),
    )
    .hint(
        "Viết một trong: chữ, số, số thập phân, năm, ngày, giờ, ngày giờ, điện thoại, cccd, họ tên, toạ độ, \
         có/không, chọn(A|B|C), chọn nhiều(A|B|C).",
        "One of: text, integer, decimal, year, date, time, dateTime, phone, cccd, person_name, geopoint, yes/no, \
         select_one(A|B|C), select_multiple(A|B|C).",
    )
}

fn few(text: &str) -> Diagnostic {
    Diagnostic::error(
        "answers_few",
        format!("“{text}” có ít hơn hai lựa chọn."),
        format!("`{text}` has fewer than two choices."),
    )
    .hint("Viết: chọn(Tại nhà|Tập trung).", "Write: select_one(At home|In a facility).")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officers_say_it_in_either_language() {
        let two = || vec!["Tại nhà".to_owned(), "Tập trung".to_owned()];
        for (text, expected) in [
            ("ngày", Answers::Plain(Kind::Date, Shape::Plain)),
            ("Số", Answers::Plain(Kind::Integer, Shape::Plain)),
            ("dateTime", Answers::Plain(Kind::DateTime, Shape::Plain)),
            ("Điện thoại", Answers::Plain(Kind::Text, Shape::Phone)),
            ("có/không", Answers::YesNo),
            ("chọn(Tại nhà | Tập trung)", Answers::One(two())),
            ("select_multiple(Tại nhà|Tập trung)", Answers::Many(two())),
        ] {
            assert_eq!(Answers::parse(text), Ok(expected), "{text}");
        }
        assert_eq!(Answers::parse("mầu").unwrap_err().code, "answers_unknown");
        assert_eq!(Answers::parse("chọn(A)").unwrap_err().code, "answers_few");
    }
}

//! Formulas of a form in our language: `${Full name}` by our names, `../x` as a field, `${choice} = 1` with quotes.

use std::collections::BTreeMap;

use super::super::Stands;
use crate::base::Kind;

/// What a name of the form stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A field of a register, by its position among the registers of the form.
    Field { register: usize, name: String, kind: Kind },
    /// A repeat, by its position among the registers.
    Repeat(usize),
    /// A note or group: nothing that has a value.
    NoValue,
    /// The device's date.
    Today,
    /// What the device fills in and the register does without.
    LeftOut,
    /// A question that was refused, which is told where it stands.
    Refused,
}

/// All names of a form; a name may stand for several things, and then says nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    targets: BTreeMap<String, Vec<Target>>,
    /// The registers: name, and position of the one around it.
    registers: Vec<(String, Option<usize>)>,
}

/// Why a formula cannot be taken over as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// No question has this name.
    Unknown(String),
    /// Several questions have it.
    Ambiguous(String),
    /// It is a note or a group, or the device's: it has no value here.
    NoValue(String),
    /// It is in another register: outside the repeat, or inside one.
    Elsewhere(String),
    /// It was refused, and nothing more is to be said.
    Refused,
    /// The answer of the last form that was sent.
    LastSaved(String),
}

impl Trouble {
    /// Whether the form itself is at fault, rather than what a register can do.
    pub(super) fn is_fault(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Ambiguous(_))
    }
}

impl Names {
    pub(super) fn add(&mut self, name: &str, target: Target) {
        self.targets.entry(name.to_owned()).or_default().push(target);
    }

    /// Adds a field under its name in the form, and under the one that a formula of another register writes.
    pub(super) fn add_field(&mut self, raw: &str, register: usize, name: &str, kind: Kind) {
        let target = Target::Field { register, name: name.to_owned(), kind };
        if let Some((outer, _)) = self.registers.get(register) {
            self.add(&format!("{outer}.{name}"), target.clone());
        }
        self.add(raw, target);
    }

    /// Adds the next register; `outer` is the one around it.
    pub(super) fn open(&mut self, name: &str, raw: &str, outer: Option<usize>) {
        let at = self.registers.len();
        self.registers.push((name.to_owned(), outer));
        if outer.is_some() {
            self.add(raw, Target::Repeat(at));
            if raw != name {
                self.add(name, Target::Repeat(at));
            }
        }
    }

    /// Where a register stands, seen from another one; `None` when nothing links them.
    pub(super) fn stands(&self, other: usize, from: usize) -> Option<Stands> {
        if other == from {
            return self.registers.get(from)?.1.map(|_| Stands::Beside);
        }
        if self.outer_of(from).any(|outer| outer == other) {
            return Some(Stands::Outside);
        }
        self.outer_of(other).any(|outer| outer == from).then_some(Stands::Inside)
    }

    fn outer_of(&self, register: usize) -> impl Iterator<Item = usize> {
        let outer = |at: usize| self.registers.get(at).and_then(|(_, outer)| *outer);
        std::iter::successors(outer(register), move |at| outer(*at))
    }

    fn find(&self, name: &str, register: usize) -> Result<&Target, Trouble> {
        if name.starts_with("last-saved#") {
            return Err(Trouble::LastSaved(name.to_owned()));
        }
        let all = self.targets.get(name).map_or(&[][..], Vec::as_slice);
        let here = |target: &&Target| matches!(target, Target::Field { register: r, .. } if *r == register);
        let own: Vec<&Target> = all.iter().filter(here).collect();
        match (own.as_slice(), all) {
            ([one], _) => Ok(*one),
            ([], [one]) => Ok(one),
            ([], []) => Err(Trouble::Unknown(name.to_owned())),
            _ => Err(Trouble::Ambiguous(name.to_owned())),
        }
    }
}

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq)]
enum Piece<'a> {
    /// A field with its kind: `${…}`, or `.` itself.
    Value(String, Kind),
    Quoted(&'a str),
    Number(&'a str),
    Word(&'a str),
    Sign(&'a str),
    Space(&'a str),
}

/// A formula in our language, for a field of `kind` in a register.
pub(super) fn translate(
    text: &str,
    names: &Names,
    register: usize,
    kind: Kind,
) -> Result<String, Trouble> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let across = across(&pieces);
        let (piece, length) = piece(first, rest, names, (register, across), kind)?;
        pieces.push(piece);
        rest = &rest[length..];
    }
    Ok(written(&pieces))
}

/// `yes`, `TRUE` and `true()` are a condition that always holds, which is the same as none.
pub(super) fn condition(text: &str) -> &str {
    match boolean(text) {
        Some(true) => "",
        Some(false) => "false()",
        None => text,
    }
}

/// Yes and no in the spellings that bindings know.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.trim() {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()" => Some(false),
        _ => None,
    }
}

fn piece<'a>(
    first: char,
    rest: &'a str,
    names: &Names,
    register: (usize, bool),
    kind: Kind,
) -> Result<(Piece<'a>, usize), Trouble> {
    let digit_follows = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let run = |inside: fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
    let path = rest.strip_prefix("../").map(word_length).filter(|length| *length > 0);
    Ok(match first {
        '\'' | '"' | '‘' | '’' | '“' | '”' => {
            let length = quotation(first, rest);
            let quoted = &rest[..length];
            (named(quoted, names, register.0).unwrap_or(Piece::Quoted(quoted)), length)
        }
        '$' => match rest.strip_prefix("${").and_then(|inner| Some((inner, inner.find('}')?))) {
            Some((inner, end)) => (value(inner[..end].trim(), names, register)?, end + 3),
            None => (Piece::Sign(&rest[..1]), 1),
        },
        // The node that a path starts from, and the row that position(..) asks for, are the record itself.
        'c' if rest.starts_with("current()/") => (Piece::Space(""), "current()/".len()),
        '.' if path.is_none() && rest.starts_with("..") => (Piece::Space(""), 2),
        '.' if path.is_some() => {
            let end = 3 + path.unwrap_or_default();
            (value(&rest[3..end], names, register)?, end)
        }
        '.' if !digit_follows => (Piece::Value(".".to_owned(), kind), 1),
        '0'..='9' | '.' => {
            let length = run(|c| c.is_ascii_digit() || c == '.');
            (Piece::Number(&rest[..length]), length)
        }
        space if space.is_whitespace() => {
            let length = run(char::is_whitespace);
            (Piece::Space(&rest[..length]), length)
        }
        letter if letter.is_alphabetic() || letter == '_' => {
            let length = word_length(rest).max(letter.len_utf8());
            (Piece::Word(&rest[..length]), length)
        }
        '!' | '<' | '>' if rest[1..].starts_with('=') => (Piece::Sign(&rest[..2]), 2),
        other => (Piece::Sign(&rest[..other.len_utf8()]), other.len_utf8()),
    })
}

/// A quotation that holds nothing but `${…}` names a field to `jr:choice-name`, by our name then.
fn named<'a>(quoted: &str, names: &Names, register: usize) -> Option<Piece<'a>> {
    let inner = quoted.trim_matches(['\'', '"']).trim();
    let name = inner.strip_prefix("${")?.strip_suffix('}')?;
    match names.find(name.trim(), register).ok()? {
        Target::Field { register: own, name, .. } if *own == register => {
            Some(Piece::Value(format!("'${{{name}}}'"), Kind::Text))
        }
        _ => None,
    }
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len())
}

fn quotation(first: char, rest: &str) -> usize {
    let closes = |c: char| match first {
        '\'' | '"' => c == first,
        '‘' | '’' => matches!(c, '‘' | '’'),
        _ => matches!(c, '“' | '”'),
    };
    let start = first.len_utf8();
    let end = rest[start..].char_indices().find(|(_, c)| closes(*c));
    end.map_or(rest.len(), |(at, c)| start + at + c.len_utf8())
}

/// Whether the next field is the first argument of `indexed-repeat`, which asks other records of its repeat.
fn across(pieces: &[Piece<'_>]) -> bool {
    let mut before = pieces.iter().rev().filter(|piece| !matches!(piece, Piece::Space(_)));
    before.next() == Some(&Piece::Sign("("))
        && before.next() == Some(&Piece::Word("indexed-repeat"))
}

fn value<'a>(
    name: &str,
    names: &Names,
    (register, across): (usize, bool),
) -> Result<Piece<'a>, Trouble> {
    match names.find(name, register)? {
        Target::Field { register: own, name, kind } if *own == register && !across => {
            Ok(Piece::Value(format!("${{{name}}}"), *kind))
        }
        Target::Field { register: other, name: field, kind } => {
            names.stands(*other, register).ok_or_else(|| Trouble::Elsewhere(name.to_owned()))?;
            let outer = &names.registers[*other].0;
            Ok(Piece::Value(format!("${{{outer}.{field}}}"), *kind))
        }
        Target::Repeat(other) => match names.stands(*other, register) {
            Some(Stands::Inside | Stands::Beside) => {
                Ok(Piece::Value(format!("${{{}}}", names.registers[*other].0), Kind::Text))
            }
            _ => Err(Trouble::NoValue(name.to_owned())),
        },
        Target::Today => Ok(Piece::Value("today()".to_owned(), Kind::Date)),
        Target::Refused => Err(Trouble::Refused),
        Target::NoValue | Target::LeftOut => Err(Trouble::NoValue(name.to_owned())),
    }
}

/// In `XForms` everything is text, so `${choice} = 1` and `${number} = '1'` are right there; here the literal gets the
/// type of the field that it is compared with.
fn written(pieces: &[Piece<'_>]) -> String {
    let solid: Vec<usize> =
        (0..pieces.len()).filter(|at| !matches!(pieces[*at], Piece::Space(_))).collect();
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let place = solid.iter().position(|solid| *solid == at);
        let other = place.and_then(|place| compared_with(pieces, &solid, place));
        match (piece, other) {
            (Piece::Number(number), Some(kind)) if is_text(kind) => {
                out.push_str(&format!("'{number}'"));
            }
            (Piece::Quoted(text), Some(Kind::Integer | Kind::Decimal)) => out.push_str(bare(text)),
            (Piece::Value(text, _), _) => out.push_str(text),
            (
                Piece::Quoted(text)
                | Piece::Number(text)
                | Piece::Word(text)
                | Piece::Sign(text)
                | Piece::Space(text),
                _,
            ) => out.push_str(text),
        }
    }
    out
}

/// The kind of the field that the piece at a place is compared with.
fn compared_with(pieces: &[Piece<'_>], solid: &[usize], place: usize) -> Option<Kind> {
    let at = |place: Option<usize>| pieces.get(*solid.get(place?)?);
    let kind = |piece: Option<&Piece<'_>>| match piece {
        Some(Piece::Value(_, kind)) => Some(*kind),
        _ => None,
    };
    let sign = |piece: Option<&Piece<'_>>, signs: &[&str]| match piece {
        Some(Piece::Sign(sign)) => signs.contains(sign),
        _ => false,
    };
    let equal = ["=", "!="];
    if sign(at(place.checked_sub(1)), &equal) {
        return kind(at(place.checked_sub(2)));
    }
    if sign(at(Some(place + 1)), &equal) {
        return kind(at(Some(place + 2)));
    }
    let selected = at(place.checked_sub(4)) == Some(&Piece::Word("selected"));
    if selected && sign(at(place.checked_sub(1)), &[","]) {
        return kind(at(place.checked_sub(2)));
    }
    None
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::SelectOne | Kind::SelectMultiple | Kind::Barcode)
}

/// The number inside quotation marks; anything else stays as it is.
fn bare(quoted: &str) -> &str {
    let inner = quoted.trim_matches(|c| matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”'));
    let number = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if number { inner } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        names.open("form", "", None);
        names.open("form_place", "place_of", None);
        names.open("form_member", "member", Some(0));
        names.add_field("born", 2, "born", Kind::Date);
        let field =
            |register, name: &str, kind| Target::Field { register, name: name.to_owned(), kind };
        names.add("Full name", field(0, "full_name", Kind::Text));
        names.add("Age", field(0, "age", Kind::Integer));
        names.add("Dose", field(0, "dose", Kind::SelectOne));
        names.add("Symptoms", field(0, "symptoms", Kind::SelectMultiple));
        names.add("place", field(1, "place", Kind::Text));
        names.add("today", Target::Today);
        names.add("intro", Target::NoValue);
        names.add("twice", field(0, "twice", Kind::Text));
        names.add("twice", field(0, "twice_2", Kind::Text));
        names
    }

    #[test]
    fn formulas_of_forms_in_our_language() {
        for (text, ours) in [
            ("${Full name} != ''", "${full_name} != ''"),
            ("${Dose} = 1 or 2 = ${ Dose }", "${dose} = '1' or '2' = ${dose}"),
            ("${Age} >= 18 and ${Age} != '20'", "${age} >= 18 and ${age} != 20"),
            ("selected(${Symptoms}, 3)", "selected(${symptoms}, '3')"),
            (
                "not(selected(., 'yes') and selected (., 'no'))",
                "not(selected(., 'yes') and selected (., 'no'))",
            ),
            ("../Dose = ‘1’", "${dose} = ‘1’"),
            (". <= ${today} - 0.5", ". <= today() - 0.5"),
            ("'${Age} năm' = string(.)", "'${Age} năm' = string(.)"),
            ("jr:choice-name(${Dose}, '${Dose}')", "jr:choice-name(${dose}, '${dose}')"),
            ("round2(${Age}, 2)", "round2(${age}, 2)"),
            ("count(${member}) + position(..)", "count(${form_member}) + position()"),
            ("max(${born}) < current()/../Age", "max(${form_member.born}) < ${age}"),
            ("${form_member.born}", "${form_member.born}"),
        ] {
            assert_eq!(translate(text, &names(), 0, Kind::Text), Ok(ours.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_repeat_knows_what_is_around_it_and_beside_it() {
        for (text, ours) in [
            ("${Age} > 1", "${form.age} > 1"),
            ("${born}", "${born}"),
            (
                "indexed-repeat( ${born}, ${member}, position(..) - 1)",
                "indexed-repeat( ${form_member.born}, ${form_member}, position() - 1)",
            ),
        ] {
            assert_eq!(translate(text, &names(), 2, Kind::Text), Ok(ours.to_owned()), "{text}");
        }
    }

    #[test]
    fn names_that_cannot_be_reached_are_told_apart() {
        let trouble = |text: &str| translate(text, &names(), 0, Kind::Text).unwrap_err();
        assert_eq!(trouble("${Aeg} = 1"), Trouble::Unknown("Aeg".into()));
        assert_eq!(trouble("${twice} = 1"), Trouble::Ambiguous("twice".into()));
        assert_eq!(trouble("${place} = 1"), Trouble::Elsewhere("place".into()));
        assert_eq!(trouble("${intro} = 1"), Trouble::NoValue("intro".into()));
        assert_eq!(trouble("${last-saved#Age} = 1"), Trouble::LastSaved("last-saved#Age".into()));
    }
}

//! Which choices a form offers: `province = ${province}`, where `province` is a column of the choice list.
//!
//! A filter is a formula in which bare words are columns of the list (or `name`, the choice itself). For each choice its
//! words are put in place, as texts, and the rest is an ordinary formula.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Choice, Definition, Field};
use crate::base::Diagnostic;
use crate::formula::{Context, Formula, Scope};
use crate::record::Body;

/// The choices of a field with a filter, each with the condition under which it is offered.
#[derive(Clone, Debug)]
pub(crate) struct Offering<'a>(BTreeMap<&'a str, usize>, Vec<(&'a Choice, Formula)>);

impl<'a> Offering<'a> {
    /// `None` for a field without a filter.
    ///
    /// # Errors
    /// When the filter is no condition; a definition that was read has none such.
    pub(crate) fn of(
        definition: &'a Definition,
        field: &Field,
    ) -> Result<Option<Self>, Diagnostic> {
        if field.choice_filter.is_empty() {
            return Ok(None);
        }
        let scope = Scope::of(definition).at(field);
        let columns = columns(definition, field);
        let offer = |choice: &'a Choice| {
            let whole = Choice { columns: over(&columns, choice), ..choice.clone() };
            Ok((choice, condition(&field.choice_filter, &whole, &scope)?))
        };
        let all: Vec<_> =
            definition.choices_of(field).iter().map(offer).collect::<Result<_, Diagnostic>>()?;
        let places = all.iter().enumerate().map(|(at, (choice, _))| (choice.name.as_str(), at));
        Ok(Some(Self(places.collect(), all)))
    }

    /// Whether a choice is offered; one whose condition cannot be judged is.
    pub(crate) fn offers(&self, name: &str, holds: impl Fn(&Formula) -> Option<bool>) -> bool {
        let found = self.0.get(name).and_then(|at| self.1.get(*at));
        found.is_none_or(|(_, formula)| holds(formula) != Some(false))
    }

    /// The names of what is offered.
    pub(crate) fn names(&self, holds: impl Fn(&Formula) -> Option<bool>) -> Vec<String> {
        let offered = self.1.iter().filter(|(_, formula)| holds(formula) != Some(false));
        offered.map(|(choice, _)| choice.name.clone()).collect()
    }

    /// The labels of what is offered.
    pub(crate) fn labels(&self, holds: impl Fn(&Formula) -> Option<bool>) -> Vec<String> {
        let offered =
            self.1.iter().filter(|(choice, f)| !choice.retired && holds(f) != Some(false));
        offered.map(|(choice, _)| choice.label.vi.clone()).collect()
    }

    /// The label of a choice.
    pub(crate) fn label(&self, name: &str) -> String {
        let found = self.0.get(name).and_then(|at| self.1.get(*at));
        found.map_or(name, |(choice, _)| choice.label.vi.as_str()).to_owned()
    }
}

impl Definition {
    /// The choices that a form offers for a field while the others hold `body`; all of them where there is no filter.
    ///
    /// A filter that cannot be computed offers all.
    pub fn offered(&self, field: &Field, body: &Body, today: Date) -> Vec<&Choice> {
        let in_use = self.choices_of(field).iter().filter(|choice| !choice.retired);
        match Offering::of(self, field) {
            Ok(Some(Offering(_, all))) => {
                let holds = |formula: &Formula| formula.holds(Context { body, today });
                let offered = all.into_iter().filter(|(choice, f)| !choice.retired && holds(f));
                offered.map(|(choice, _)| choice).collect()
            }
            _ => in_use.collect(),
        }
    }
}

/// The columns that any choice of the list has, each empty: as in `XForms`, a choice without one has it empty.
fn columns(definition: &Definition, field: &Field) -> BTreeMap<String, String> {
    let choices = definition.choices_of(field).iter();
    choices
        .flat_map(|choice| choice.columns.keys().map(|name| (name.clone(), String::new())))
        .collect()
}

fn over(columns: &BTreeMap<String, String>, choice: &Choice) -> BTreeMap<String, String> {
    let mut all = columns.clone();
    all.extend(choice.columns.clone());
    all
}

/// Whether the filter of a field can be computed for a choice that has all the columns of its list.
pub(super) fn check(definition: &Definition, field: &Field) -> Result<(), Diagnostic> {
    let columns = columns(definition, field);
    let whole = Choice { name: "x".to_owned(), columns, ..Choice::default() };
    condition(&field.choice_filter, &whole, &Scope::of(definition).at(field)).map(drop)
}

fn condition(filter: &str, choice: &Choice, scope: &Scope<'_>) -> Result<Formula, Diagnostic> {
    Formula::condition(&with_columns(filter, choice), scope)
}

/// The filter with the columns of a choice as texts; `string(…)` keeps them from being taken for names of choices.
fn with_columns(filter: &str, choice: &Choice) -> String {
    let mut out = String::with_capacity(filter.len() + 16);
    let mut rest = filter;
    while let Some(first) = rest.chars().next() {
        let length = part(first, rest);
        let (now, after) = rest.split_at(length);
        match value(now, after, choice) {
            Some(text) => out.push_str(&format!("string({})", quoted(text))),
            None => out.push_str(now),
        }
        rest = after;
    }
    out
}

/// The length of the quotation, field, word or sign that opens the rest.
fn part(first: char, rest: &str) -> usize {
    let up_to = |end: Option<usize>| end.map_or(rest.len(), |end| end + 2);
    match first {
        '\'' | '"' => up_to(rest[1..].find(first)),
        '$' => up_to(rest[1..].find('}')),
        letter if is_word(letter) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
        other => other.len_utf8(),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// What a bare word stands for; `None` for everything else.
fn value<'a>(word: &str, after: &str, choice: &'a Choice) -> Option<&'a str> {
    let called = after.trim_start().starts_with('(');
    let starts = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if !starts || called {
        return None;
    }
    if word == "name" { Some(&choice.name) } else { choice.columns.get(word).map(String::as_str) }
}

/// A text as formulas write it. One with both quotation marks cannot be written: its single ones become bent.
fn quoted(text: &str) -> String {
    if text.contains('\'') && !text.contains('"') {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', "’"))
}

#[cfg(test)]
mod tests {
    use super::super::Owner;
    use super::*;
    use crate::base::Value;

    fn places() -> Definition {
        let text = r#"
name = "places"
title = "Nơi ở"
[[field]]
no = 1
name = "province"
kind = "text"
label = "Tỉnh"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "commune"
kind = "select_one"
choices = "commune"
choice_filter = "province = ${province} or name = 'other'"
label = "Xã"
visibility = "unit"
retention = "permanent"
[[choices]]
name = "commune"
items = [
  { name = "chieng_mung", label = "Chiềng Mung", columns = { province = "14" } },
  { name = "hat_lot", label = "Hát Lót", columns = { province = "14" } },
  { name = "da_bac", label = "Đà Bắc", columns = { province = "17's" } },
  { name = "other", label = "Khác" },
]
"#;
        Definition::issued_by(Owner::BuiltIn, text).unwrap()
    }

    fn offered(province: &str) -> Vec<String> {
        let definition = places();
        let body = Body::from([(1, Value::text(province))]);
        let field = definition.field("commune").unwrap();
        let day = Date::constant(2021, 9, 10);
        definition.offered(field, &body, day).iter().map(|choice| choice.name.clone()).collect()
    }

    #[test]
    fn a_filter_shortens_the_list() {
        assert_eq!(offered("14"), ["chieng_mung", "hat_lot", "other"]);
        assert_eq!(offered("17's"), ["da_bac", "other"]);
    }

    #[test]
    fn a_choice_without_the_column_has_it_empty() {
        assert_eq!(offered("99"), ["other"]);
        assert_eq!(offered(""), ["other"]);
    }

    #[test]
    fn a_column_that_no_choice_has_is_told_when_the_definition_is_read() {
        let text = places().to_toml().replace("province = ${province}", "district = ${province}");
        let faults = Definition::from_toml(&text).unwrap_err();
        let told: Vec<_> = faults.iter().map(|f| (f.code, f.place.field.clone())).collect();
        assert_eq!(told, [("formula_bare_word", Some("field.commune.choice_filter".to_owned()))]);
    }
}

//! What must hold in a definition beyond the shape of its text.

mod fault;
mod layout;

use std::collections::{BTreeMap, BTreeSet};

use super::Dialect;
use super::choice_filter;
use super::definition::{Choice, Definition, Field, Indicator, Shape};
use super::lines::Lines;
use crate::base::text::fold;
use crate::base::{Diagnostic, Kind, Severity};
use crate::formula::{Equation, Formula, Scope, Writer};
use crate::record::FieldReader;
use crate::record::header::header_key;

/// The longest name, so that tables, views and indexes keep theirs within 63 bytes in `PostgreSQL`.
const LONGEST_NAME: usize = 48;

/// All faults of a definition: names, numbers, choices, keys, columns, shapes, formulas, balances.
pub(super) fn verify(definition: &Definition, lines: &Lines) -> Vec<Diagnostic> {
    let mut faults = Faults { found: Vec::new(), definition, lines };
    faults.heads();
    faults.fields();
    faults.headers();
    faults.layout();
    faults.choice_lists();
    faults.references();
    faults.figures();
    faults.formulas();
    faults.balances();
    faults.found
}

struct Faults<'a> {
    found: Vec<Diagnostic>,
    definition: &'a Definition,
    lines: &'a Lines,
}

impl<'a> Faults<'a> {
    fn add(&mut self, line: Option<&u64>, place: String, diagnostic: Diagnostic) {
        let diagnostic = diagnostic.at_field(place);
        self.found.push(match line {
            Some(line) => diagnostic.at_row(*line),
            None => diagnostic,
        });
    }

    fn at_field(&mut self, index: usize, key: &str, diagnostic: Diagnostic) {
        let name = &self.definition.fields[index].name;
        let lines = self.lines;
        self.add(lines.fields.get(index), format!("field.{name}.{key}"), diagnostic);
    }

    fn name(&mut self, line: Option<&u64>, place: &str, name: &str) {
        if !name.is_empty() && !is_name(name) {
            self.add(line, format!("{place}.name"), fault::bad_name(name));
        }
    }

    fn heads(&mut self) {
        let name = &self.definition.name;
        if !name.is_empty() && !is_name(name) {
            self.add(None, "name".into(), fault::bad_name(name));
        }
        if self.definition.fields.is_empty() {
            self.add(None, "field".into(), fault::no_field());
        }
        if let (Some(from), Some(to)) = (self.definition.valid_from, self.definition.valid_to)
            && to < from
        {
            self.add(None, "valid_to".into(), fault::ends_before_it_begins(from, to));
        }
    }

    fn fields(&mut self) {
        let (mut names, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let definition = self.definition;
        for (index, field) in definition.fields.iter().enumerate() {
            self.name(self.lines.fields.get(index), &format!("field.{}", field.name), &field.name);
            if !field.name.is_empty() && !names.insert(&field.name) {
                self.at_field(
                    index,
                    "name",
                    fault::twice("field_twice", "trường", "field", &field.name),
                );
            }
            if field.no != 0 && !numbers.insert(field.no) {
                self.at_field(index, "no", fault::number_twice(field.no));
            }
            self.kind(index, field);
            self.default(index, field);
        }
    }

    /// A default must be written in full: nobody is there to look at a warning.
    fn default(&mut self, index: usize, field: &Field) {
        let reader = FieldReader::new(self.definition, field);
        match reader.read(&field.default, jiff::civil::Date::constant(2000, 1, 1)) {
            Err(fault) => self.at_field(index, "default", fault),
            Ok(read) => {
                for warning in read.warnings {
                    let fault = Diagnostic { severity: Severity::Error, ..warning };
                    self.at_field(index, "default", fault);
                }
            }
        }
    }

    fn kind(&mut self, index: usize, field: &Field) {
        let select = matches!(field.kind, Kind::SelectOne | Kind::SelectMultiple);
        let listed = self.definition.choices.iter().any(|list| list.name == field.choices);
        if select && !listed {
            let lists = self.definition.choices.iter().map(|list| list.name.as_str());
            self.at_field(index, "choices", fault::no_list(&field.choices, &listing(lists)));
        }
        if !select && !field.choices.is_empty() {
            self.at_field(index, "choices", fault::choices_without_select());
        }
        if (field.kind == Kind::Calculate) == field.calculation.is_empty() {
            self.at_field(index, "calculation", fault::calculation_mismatch(field.kind));
        }
        let fits = match field.shape {
            Shape::Plain => true,
            Shape::Year => field.kind == Kind::Integer,
            _ => field.kind == Kind::Text,
        };
        if !fits {
            self.at_field(index, "shape", fault::shape_misfit());
        }
    }

    /// Two fields must not answer to the same header.
    fn headers(&mut self) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let definition = self.definition;
        for (index, field) in definition.fields.iter().enumerate().filter(|(_, f)| !f.retired) {
            let own: BTreeSet<String> = [&field.label.vi, &field.label.en, &field.name]
                .into_iter()
                .chain(&field.aliases)
                .map(|word| header_key(word))
                .filter(|word| !word.is_empty())
                .collect();
            for word in own {
                match seen.get(&word) {
                    Some(other) if *other != field.name => {
                        let fault = fault::header_twice(&word, other);
                        self.at_field(index, "aliases", fault);
                    }
                    _ => drop(seen.insert(word, &field.name)),
                }
            }
        }
    }

    fn choice_lists(&mut self) {
        let mut names = BTreeSet::new();
        let definition = self.definition;
        for (index, list) in definition.choices.iter().enumerate() {
            let line = self.lines.choices.get(index);
            let place = format!("choices.{}", list.name);
            self.name(line, &place, &list.name);
            if !names.insert(&list.name) {
                let fault = fault::twice("choices_twice", "danh mục", "choice list", &list.name);
                self.add(line, place.clone(), fault);
            }
            if list.items.is_empty() {
                self.add(line, place.clone(), fault::empty_list());
            }
            for fault in choice_faults(&list.items) {
                self.add(line, format!("{place}.items"), fault);
            }
        }
    }

    fn references(&mut self) {
        let definition = self.definition;
        let names = || listing(definition.in_use().map(|field| field.name.as_str()));
        let keys = definition.keys.iter().flatten().map(|name| ("keys", name));
        let columns = definition.columns.iter().map(|name| ("columns", name));
        for (place, name) in keys.chain(columns) {
            if definition.field(name).is_none() {
                self.add(None, place.into(), fault::no_field_named(name, &names()));
            }
        }
        if definition.keys.iter().any(Vec::is_empty) {
            self.add(None, "keys".into(), fault::empty_key());
        }
    }

    fn figures(&mut self) {
        let mut names = BTreeSet::new();
        let definition = self.definition;
        for (index, indicator) in definition.indicators.iter().enumerate() {
            let line = self.lines.indicators.get(index);
            let place = format!("indicator.{}", indicator.name);
            self.name(line, &place, &indicator.name);
            if !names.insert(indicator.name.as_str()) {
                let fault =
                    fault::twice("indicator_twice", "chỉ tiêu", "indicator", &indicator.name);
                self.add(line, place, fault);
            }
        }
    }
}

impl Faults<'_> {
    fn formulas(&mut self) {
        let definition = self.definition;
        let scope = Scope::of(definition);
        let circle = super::order::order(definition).err().unwrap_or_default();
        for (index, field) in definition.fields.iter().enumerate().filter(|(_, f)| !f.retired) {
            if circle.contains(&field.no) {
                self.at_field(index, "calculation", fault::circle_fault());
                continue;
            }
            let scope = scope.at(field);
            let condition = |text: &str| Formula::condition(text, &scope).err();
            let any = |text: &str| Formula::parse(text, &scope).err();
            let checks = [
                ("relevant", &field.relevant, &condition as &dyn Fn(&str) -> Option<Diagnostic>),
                ("constraint", &field.constraint, &condition),
                ("calculation", &field.calculation, &any),
                ("choice_filter", &field.choice_filter, &|_| {
                    choice_filter::check(definition, field).err()
                }),
            ];
            for (key, text, check) in checks {
                if let Some(fault) = (!text.is_empty()).then(|| check(text)).flatten() {
                    self.at_field(index, key, fault);
                }
            }
        }
        for (index, indicator) in definition.indicators.iter().enumerate() {
            let line = self.lines.indicators.get(index);
            for (key, fault) in indicator_faults(indicator, &scope) {
                self.add(line, format!("indicator.{}.{key}", indicator.name), fault);
            }
        }
    }

    fn balances(&mut self) {
        let definition = self.definition;
        let indicators = || definition.indicators.iter().map(|indicator| indicator.name.as_str());
        for (index, balance) in definition.balances.iter().enumerate() {
            let line = self.lines.balances.get(index);
            let place = format!("balance[{}].check", index + 1);
            match Equation::parse(&balance.check) {
                Err(_) if balance.check.is_empty() => {}
                Err(fault) => self.add(line, place, fault),
                Ok(equation) => {
                    for name in equation.names().filter(|name| indicators().all(|i| i != *name)) {
                        self.add(
                            line,
                            place.clone(),
                            fault::no_indicator(name, &listing(indicators())),
                        );
                    }
                }
            }
        }
    }
}

/// An indicator must serve in both databases.
fn indicator_faults(indicator: &Indicator, scope: &Scope<'_>) -> Vec<(&'static str, Diagnostic)> {
    let both = |formula: Formula| {
        let write = |dialect| Writer::new(dialect).formula(&formula).map(drop);
        write(Dialect::Sqlite).and_then(|()| write(Dialect::Postgres))
    };
    let filter = Formula::condition(&indicator.filter, scope).and_then(both);
    let sum = Formula::number(&indicator.sum, scope).and_then(both);
    [("where", &indicator.filter, filter), ("sum", &indicator.sum, sum)]
        .into_iter()
        .filter(|(_, text, _)| !text.is_empty())
        .filter_map(|(key, _, result)| Some((key, result.err()?)))
        .collect()
}

/// Whether a name can stand in formulas, tables and addresses: `a`–`z`, digits and single underscores.
pub(in crate::register) fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let starts = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    letters && starts && name.len() <= LONGEST_NAME
}

fn choice_faults(items: &[Choice]) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for item in items {
        if item.name.chars().any(char::is_whitespace) {
            faults.push(fault::choice_with_space(&item.name));
        }
        if !names.insert(&item.name) {
            faults.push(fault::twice("choice_twice", "lựa chọn", "choice", &item.name));
        }
        if item.retired {
            // Its words may pass on to the choices that took its place.
            continue;
        }
        let words = [&item.name, &item.label.vi, &item.label.en].into_iter().chain(&item.aliases);
        for word in words.map(|word| fold(word)) {
            match spellings.get(&word) {
                Some(other) if *other != item.name => {
                    faults.push(fault::spelling_twice(&word, other, &item.name))
                }
                _ => drop(spellings.insert(word, &item.name)),
            }
        }
    }
    faults
}

/// Words in a row, for hints.
pub(super) fn listing<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    if words.is_empty() { "–".to_owned() } else { words.join(", ") }
}

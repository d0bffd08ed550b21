//! Changes that an officer makes to a register in use, each one line: a column more, a choice split, a column retired.
//!
//! The result is the next version. Nothing that records hold is lost: columns and choices are retired, never removed,
//! and numbers are never used twice.

mod answers;
mod fault;

use super::propose::words;
use super::verify::verify;
use super::{Choice, ChoiceList, Definition, Field, Indicator, Retention};
use crate::base::{Bilingual, Diagnostic, Kind};
use crate::formula::Formula;
use crate::record::header::{header_key, match_columns};

pub use answers::Answers;

/// One change. Columns are named as people name them: by label, name or alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A column more; without `answers` its words tell what it asks for.
    Add {
        /// Its label.
        label: String,
        /// What its cells hold.
        answers: Option<Answers>,
    },
    /// A column leaves forms and exports; its data stay.
    Retire {
        /// The column.
        field: String,
    },
    /// A column is called otherwise; files may still call it as before.
    Relabel {
        /// The column.
        field: String,
        /// Its new label.
        label: String,
    },
    /// A choice more.
    AddChoice {
        /// The column.
        field: String,
        /// Label of the choice.
        label: String,
    },
    /// A choice gives way to others: records that have it keep it, forms offer the others.
    SplitChoice {
        /// The column.
        field: String,
        /// The choice, by label, name or alias.
        choice: String,
        /// Labels of those that take its place; none retires it alone.
        into: Vec<String>,
    },
    /// A figure more.
    Figure {
        /// Its title.
        title: String,
        /// Expression that tells which records count; empty for all.
        filter: String,
    },
}

impl Definition {
    /// The next version, with the changes made in order.
    ///
    /// # Errors
    /// The first change that cannot be made (`edit_…`), or all that is wrong with the result.
    pub fn edited(&self, edits: &[Edit]) -> Result<Self, Vec<Diagnostic>> {
        if edits.is_empty() {
            return Err(vec![fault::nothing()]);
        }
        let mut next = Self { version: self.version.saturating_add(1), ..self.clone() };
        for edit in edits {
            next.make(edit).map_err(|fault| vec![fault])?;
        }
        let faults = verify(&next, &super::lines::Lines::default());
        if faults.is_empty() { Ok(next) } else { Err(faults) }
    }

    fn make(&mut self, edit: &Edit) -> Result<(), Diagnostic> {
        match edit {
            Edit::Add { label, answers } => self.add(label, answers.as_ref()),
            Edit::Retire { field } => self.retire(field),
            Edit::Relabel { field, label } => self.relabel(field, label),
            Edit::AddChoice { field, label } => {
                let (field, list) = self.choices_to_edit(field)?;
                add_choice(&field, list, label)
            }
            Edit::SplitChoice { field, choice, into } => {
                let (field, list) = self.choices_to_edit(field)?;
                split(&field, list, choice, into)
            }
            Edit::Figure { title, filter } => {
                let name = free(words::snake_case(title), |name| {
                    self.indicators.iter().any(|other| other.name == name)
                });
                self.indicators.push(Indicator {
                    name,
                    title: same(title),
                    filter: filter.clone(),
                    sum: String::new(),
                });
                Ok(())
            }
        }
    }

    fn add(&mut self, label: &str, answers: Option<&Answers>) -> Result<(), Diagnostic> {
        if let Ok(at) = self.position(label) {
            return Err(fault::field_there(label, &self.fields[at]));
        }
        let (mut field, list) = words::field(label);
        let list = answers.map_or(list, |answers| answer(&mut field, label, answers));
        field.label = same(label.trim());
        field.no = self.fields.iter().map(|field| field.no).max().unwrap_or(0).saturating_add(1);
        field.name = free(field.name, |name| self.fields.iter().any(|other| other.name == name));
        field.visibility = field.visibility.max(super::privacy::visibility(&field));
        field.retention = self.usual_retention();
        // What else a known field brings along belongs to the register that it comes from.
        (field.required, field.wanted, field.default) = (false, false, String::new());
        field.aliases.retain(|alias| self.position(alias).is_err());
        if let Some(mut list) = list {
            list.name = free(list.name, |name| self.choices.iter().any(|other| other.name == name));
            field.choices.clone_from(&list.name);
            self.choices.push(list);
        }
        if !self.columns.is_empty() {
            self.columns.push(field.name.clone());
        }
        self.fields.push(field);
        Ok(())
    }

    fn retire(&mut self, wanted: &str) -> Result<(), Diagnostic> {
        let at = self.position(wanted)?;
        let users = self.users_of(&self.fields[at].name);
        if !users.is_empty() {
            return Err(fault::in_use_by(&self.fields[at], &users));
        }
        let field = &mut self.fields[at];
        field.retired = true;
        let name = field.name.clone();
        self.columns.retain(|column| *column != name);
        self.keys.retain(|key| !key.contains(&name));
        Ok(())
    }

    /// What would no longer work without a field: formulas of others, figures, moves.
    fn users_of(&self, name: &str) -> Vec<String> {
        let reads = |text: &str| Formula::names(text).contains(name);
        let fields = self.in_use().filter(|field| field.name != name).filter(|field| {
            [&field.relevant, &field.constraint, &field.calculation, &field.choice_filter]
                .into_iter()
                .any(|text| reads(text))
        });
        let figures = self.indicators.iter().filter(|one| reads(&one.filter) || reads(&one.sum));
        let fields = fields.map(|field| field.label.vi.clone());
        let figures = figures.map(|one| one.title.vi.clone());
        let moves = self.moves.iter().filter(|step| step.field == name).map(|step| step.to.clone());
        fields.chain(figures).chain(moves.take(1)).collect()
    }

    fn relabel(&mut self, wanted: &str, label: &str) -> Result<(), Diagnostic> {
        let at = self.position(wanted)?;
        if let Ok(other) = self.position(label)
            && other != at
        {
            return Err(fault::field_there(label, &self.fields[other]));
        }
        let field = &mut self.fields[at];
        let before = std::mem::replace(&mut field.label, same(label.trim()));
        field.aliases.retain(|alias| header_key(alias) != header_key(label));
        for old in [before.vi, before.en] {
            let known = field.aliases.iter().chain([&field.label.vi, &field.name]);
            if known.into_iter().all(|word| header_key(word) != header_key(&old)) {
                field.aliases.push(old);
            }
        }
        Ok(())
    }

    fn position(&self, wanted: &str) -> Result<usize, Diagnostic> {
        let by_name = self.fields.iter().position(|field| field.name == wanted && !field.retired);
        let by_words = || {
            let no =
                match_columns(self, &[wanted.to_owned()]).columns.first().copied().flatten()?;
            self.fields.iter().position(|field| field.no == no)
        };
        by_name.or_else(by_words).ok_or_else(|| fault::no_field(self, wanted))
    }

    fn choices_to_edit(&mut self, wanted: &str) -> Result<(Field, &mut ChoiceList), Diagnostic> {
        let field = self.fields[self.position(wanted)?].clone();
        let list = self.choices.iter_mut().find(|list| list.name == field.choices);
        match list {
            Some(list) => Ok((field, list)),
            None => Err(fault::no_choices(&field)),
        }
    }

    /// What most of the columns have.
    fn usual_retention(&self) -> Retention {
        let periods = [Retention::OutbreakPlusTwoYears, Retention::TenYears, Retention::Permanent];
        let uses = |period: &Retention| self.in_use().filter(|f| f.retention == *period).count();
        periods.into_iter().rev().max_by_key(uses).unwrap_or(Retention::OutbreakPlusTwoYears)
    }
}

/// Gives a field the answers that were asked for; its choice list where it has one.
fn answer(field: &mut Field, label: &str, answers: &Answers) -> Option<ChoiceList> {
    field.choices = String::new();
    let (kind, shape) = match answers {
        Answers::Plain(kind, shape) => (*kind, *shape),
        Answers::YesNo | Answers::One(_) => (Kind::SelectOne, super::Shape::Plain),
        Answers::Many(_) => (Kind::SelectMultiple, super::Shape::Plain),
    };
    (field.kind, field.shape) = (kind, shape);
    match answers {
        Answers::Plain(..) => None,
        Answers::YesNo => Some(words::yes_no(&field.name, label, &words::stem(label))),
        Answers::One(labels) | Answers::Many(labels) => {
            let mut list = ChoiceList { name: field.name.clone(), items: Vec::new() };
            for label in labels {
                push(&mut list, label);
            }
            Some(list)
        }
    }
}

fn add_choice(field: &Field, list: &mut ChoiceList, label: &str) -> Result<(), Diagnostic> {
    if find(list, label).is_some_and(|at| !list.items[at].retired) {
        return Err(fault::choice_there(field, label));
    }
    push(list, label);
    Ok(())
}

fn split(
    field: &Field,
    list: &mut ChoiceList,
    wanted: &str,
    into: &[String],
) -> Result<(), Diagnostic> {
    let labels = || {
        let in_use = list.items.iter().filter(|item| !item.retired);
        in_use.map(|item| item.label.vi.as_str()).collect::<Vec<_>>().join("; ")
    };
    let at = find(list, wanted).ok_or_else(|| fault::no_choice(field, wanted, &labels()))?;
    list.items[at].retired = true;
    for label in into {
        add_choice(field, list, label)?;
    }
    if list.items.iter().all(|item| item.retired) {
        return Err(fault::last_choice(field));
    }
    Ok(())
}

fn push(list: &mut ChoiceList, label: &str) {
    let name = free(words::snake_case(label), |name| list.items.iter().any(|i| i.name == name));
    list.items.push(Choice { name, label: same(label.trim()), ..Choice::default() });
}

/// The choice that a word means, one in use before a retired one.
fn find(list: &ChoiceList, word: &str) -> Option<usize> {
    let key = header_key(word);
    let means = |item: &Choice| {
        let own = [&item.name, &item.label.vi, &item.label.en];
        own.into_iter().chain(&item.aliases).any(|other| header_key(other) == key)
    };
    let all = || (0..).zip(&list.items).filter(|(_, item)| means(item));
    all().find(|(_, item)| !item.retired).or_else(|| all().next()).map(|(at, _)| at)
}

/// The name, or with a number behind it until it is free.
fn free(name: String, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(name)
}

fn same(text: &str) -> Bilingual {
    Bilingual::new(text, text)
}

#[cfg(test)]
mod tests;

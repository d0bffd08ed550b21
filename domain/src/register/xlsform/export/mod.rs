//! Definitions as the sheets of a form.

mod layout;
mod pages;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use layout::{Layout, note_row};

use super::super::definition::{Missing, Section};
use super::super::{Definition, Field, Note, Shape};
use super::names::free;
use super::ours::{KINDS, MISSING, RETENTIONS, SHAPES, TIERS, VISIBILITIES, cell};
use super::sheet::Sheet;
use crate::base::{Bilingual, Kind};

const VI: &str = "Tiếng Việt (vi)";
const EN: &str = "English (en)";

const SURVEY: [&str; 29] = [
    "type",
    "name",
    "label::Tiếng Việt (vi)",
    "label::English (en)",
    "hint::Tiếng Việt (vi)",
    "hint::English (en)",
    "required",
    "required_message::Tiếng Việt (vi)",
    "required_message::English (en)",
    "relevant",
    "constraint",
    "constraint_message::Tiếng Việt (vi)",
    "constraint_message::English (en)",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
    "bind::phaodai:no",
    "bind::phaodai:kind",
    "bind::phaodai:register",
    "bind::phaodai:section",
    "bind::phaodai:shape",
    "bind::phaodai:wanted",
    "bind::phaodai:program",
    "bind::phaodai:unique",
    "bind::phaodai:visibility",
    "bind::phaodai:retention",
    "bind::phaodai:aliases",
    "bind::phaodai:after",
];

/// A row by column title; what is not there is empty.
type Cells = BTreeMap<&'static str, String>;

/// The sheets of a form: the register, and as repeats those registers whose records link to its records.
///
/// What `XLSForm` has no place for stands in columns and sheets of ours, so that [`super::read`] gives the same
/// definitions again. Other programs read the same workbook.
pub fn sheets(definition: &Definition, children: &[Definition]) -> Vec<Sheet> {
    let mut writer = Writer { whole: Some(definition), children, ..Writer::default() };
    writer.register(definition, "");
    writer.choices(definition);
    writer.sheets(definition)
}

#[derive(Debug, Default)]
struct Writer<'a> {
    /// The register of the form itself.
    whole: Option<&'a Definition>,
    children: &'a [Definition],
    survey: Vec<Cells>,
    lists: BTreeMap<String, String>,
    choices: Vec<BTreeMap<String, String>>,
    register: Vec<Vec<String>>,
    sections: Vec<Vec<String>>,
    retired: Vec<(String, Cells)>,
    moves: Vec<Vec<String>>,
    indicators: Vec<Vec<String>>,
    balances: Vec<Vec<String>>,
    written: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn register(&mut self, definition: &'a Definition, repeat: &str) {
        self.written.insert(definition.name.clone());
        self.own_row(definition, repeat);
        self.own_sheets(definition, repeat);
        self.retired_fields(definition, repeat);
        let mut layout = Layout::of(definition);
        for field in definition.in_use() {
            layout.enter(&field.section, &mut self.survey);
            for note in definition.notes.iter().filter(|note| note.before == field.name) {
                self.survey.push(self.note_row(note, definition));
            }
            self.survey.push(self.field_row(definition, field, repeat));
        }
        layout.leave(0, &mut self.survey);
        let last = definition.notes.iter().filter(|note| note.before.is_empty());
        let last: Vec<Cells> = last.map(|note| self.note_row(note, definition)).collect();
        self.survey.extend(last);
        if layout.met != definition.sections {
            self.sections.extend(definition.sections.iter().map(|section| {
                let Section { name, title, part_of, appearance } = section;
                let texts = [repeat, name, &title.vi, &title.en, part_of, appearance];
                texts.map(str::to_owned).to_vec()
            }));
        }
        self.repeats(definition);
    }

    fn note_row(&self, note: &Note, definition: &Definition) -> Cells {
        let relevant = self.plain(&note.relevant, definition);
        note_row(note).into_iter().chain([("relevant", relevant)]).collect()
    }

    /// The registers whose records belong to this one's.
    fn repeats(&mut self, definition: &Definition) {
        let children = self.children;
        let belongs = |child: &&Definition| {
            child.in_use().any(|f| f.kind == Kind::Record && f.register == definition.name)
        };
        for child in children.iter().filter(belongs) {
            if self.written.contains(&child.name) {
                continue;
            }
            let taken = definition.fields.iter().map(|field| field.name.clone()).collect();
            let name = free(&child.name, &taken);
            let row = [
                ("type", "begin repeat".to_owned()),
                ("name", name.clone()),
                (SURVEY[2], child.title.vi.clone()),
                (SURVEY[3], child.title.en.clone()),
            ];
            self.survey.push(Cells::from(row));
            self.register(child, &name);
            self.survey.push(Cells::from([("type", "end repeat".to_owned())]));
        }
    }

    fn own_row(&mut self, definition: &Definition, repeat: &str) {
        let keys = definition.keys.iter().map(|key| key.join(", ")).collect::<Vec<_>>().join("; ");
        self.register.push(vec![
            repeat.to_owned(),
            definition.name.clone(),
            definition.id.to_string(),
            definition.version.to_string(),
            definition.title.vi.clone(),
            definition.title.en.clone(),
            definition.source.clone(),
            word(TIERS, definition.kept_by),
            keys,
            definition.columns.join(", "),
        ]);
    }

    fn own_sheets(&mut self, definition: &Definition, repeat: &str) {
        let row = |texts: &[&str]| -> Vec<String> {
            std::iter::once(&repeat).chain(texts).map(|text| (*text).to_owned()).collect()
        };
        for step in &definition.moves {
            self.moves.push(row(&[&step.field, &step.from, &step.to, &cell(&step.by)]));
        }
        for one in &definition.indicators {
            self.indicators.push(row(&[
                &one.name,
                &one.title.vi,
                &one.title.en,
                &one.filter,
                &one.sum,
            ]));
        }
        for balance in &definition.balances {
            let none = Bilingual::default();
            let message = balance.message.as_ref().unwrap_or(&none);
            let missing = match balance.missing {
                Missing::Skip => String::new(),
                missing => word(MISSING, missing),
            };
            self.balances.push(row(&[&balance.check, &missing, &message.vi, &message.en]));
        }
    }

    fn retired_fields(&mut self, definition: &Definition, repeat: &str) {
        let mut before = 0;
        for field in &definition.fields {
            if field.retired {
                let mut row = self.field_row(definition, field, repeat);
                row.insert("bind::phaodai:after", before.to_string());
                row.insert("bind::phaodai:section", field.section.clone());
                row.insert("bind::phaodai:kind", word(KINDS, field.kind));
                self.retired.push((repeat.to_owned(), row));
            }
            before = field.no;
        }
    }

    fn field_row(&self, definition: &Definition, field: &Field, repeat: &str) -> Cells {
        let link = !repeat.is_empty() && field.kind == Kind::Record;
        let (kind, ours) = match field.kind {
            Kind::SelectOne => (format!("select_one {}", field.choices), false),
            Kind::SelectMultiple => (format!("select_multiple {}", field.choices), false),
            Kind::Record if link => ("hidden".to_owned(), true),
            Kind::Unit | Kind::Record => ("text".to_owned(), true),
            kind => (word(KINDS, kind), false),
        };
        let mut row = Cells::from([
            ("type", kind),
            ("name", field.name.clone()),
            ("required", if field.required { "yes" } else { "" }.to_owned()),
            ("relevant", self.plain(&field.relevant, definition)),
            ("constraint", self.plain(&field.constraint, definition)),
            ("calculation", self.plain(&field.calculation, definition)),
            ("choice_filter", self.plain(&field.choice_filter, definition)),
            ("default", field.default.clone()),
            ("appearance", field.appearance.clone()),
            ("bind::phaodai:no", field.no.to_string()),
            ("bind::phaodai:register", field.register.clone()),
            ("bind::phaodai:wanted", if field.wanted { "yes" } else { "" }.to_owned()),
            ("bind::phaodai:program", if field.program { "yes" } else { "" }.to_owned()),
            ("bind::phaodai:unique", if field.unique { "yes" } else { "" }.to_owned()),
            ("bind::phaodai:visibility", word(VISIBILITIES, field.visibility)),
            ("bind::phaodai:retention", word(RETENTIONS, field.retention)),
            ("bind::phaodai:aliases", cell(&field.aliases)),
        ]);
        if ours {
            row.insert("bind::phaodai:kind", word(KINDS, field.kind));
        }
        if field.kind == Kind::Text || field.shape != Shape::Plain {
            row.insert("bind::phaodai:shape", word(SHAPES, field.shape));
        }
        both(&mut row, SURVEY[2], SURVEY[3], Some(&field.label));
        both(&mut row, SURVEY[4], SURVEY[5], field.hint.as_ref());
        both(&mut row, SURVEY[7], SURVEY[8], field.required_message.as_ref());
        both(&mut row, SURVEY[11], SURVEY[12], field.constraint_message.as_ref());
        row
    }

    /// The lists of all registers; one that two of them have is written once.
    fn choices(&mut self, definition: &'a Definition) {
        for register in std::iter::once(definition).chain(self.children) {
            if !self.written.contains(&register.name) {
                continue;
            }
            for list in &register.choices {
                if self.lists.insert(list.name.clone(), register.name.clone()).is_some() {
                    continue;
                }
                let in_use = list.items.iter().filter(|choice| !choice.retired);
                self.choices.extend(in_use.map(|choice| {
                    let mut row = choice.columns.clone();
                    row.insert("list_name".to_owned(), list.name.clone());
                    row.insert("name".to_owned(), choice.name.clone());
                    row.insert(format!("label::{VI}"), choice.label.vi.clone());
                    row.insert(format!("label::{EN}"), choice.label.en.clone());
                    row.insert("phaodai_aliases".to_owned(), cell(&choice.aliases));
                    row
                }));
            }
        }
    }
}

fn both(row: &mut Cells, vi: &'static str, en: &'static str, text: Option<&Bilingual>) {
    if let Some(text) = text {
        row.insert(vi, text.vi.clone());
        row.insert(en, text.en.clone());
    }
}

/// The word of a value; the tables hold all of them.
fn word<T: Copy + PartialEq>(words: &[(&str, T)], value: T) -> String {
    let found = words.iter().find(|(_, known)| *known == value);
    found.map_or(String::new(), |(word, _)| (*word).to_owned())
}

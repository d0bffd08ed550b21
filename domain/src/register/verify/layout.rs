//! What must hold of sections, notes, links and moves.

use std::collections::BTreeSet;

use super::super::definition::{Field, Move};
use super::{Faults, fault, is_name, listing};
use crate::base::Kind;
use crate::formula::{Formula, Scope};

impl Faults<'_> {
    pub(super) fn layout(&mut self) {
        self.sections();
        self.notes();
        self.moves();
        let definition = self.definition;
        for (index, field) in definition.fields.iter().enumerate() {
            self.standing(index, field);
        }
    }

    fn sections(&mut self) {
        let definition = self.definition;
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for (index, section) in definition.sections.iter().enumerate() {
            let line = self.lines.sections.get(index);
            let place = format!("section.{}", section.name);
            self.name(line, &place, &section.name);
            if !section.part_of.is_empty() && !before.contains(section.part_of.as_str()) {
                let known = listing(before.iter().copied());
                self.add(
                    line,
                    format!("{place}.part_of"),
                    fault::no_section(&section.part_of, &known),
                );
            }
            if !before.insert(&section.name) {
                let fault = fault::twice("section_twice", "phần", "section", &section.name);
                self.add(line, format!("{place}.name"), fault);
            }
        }
    }

    fn notes(&mut self) {
        let definition = self.definition;
        let scope = Scope::of(definition);
        let mut names: BTreeSet<&str> = definition.in_use().map(|f| f.name.as_str()).collect();
        for (index, note) in definition.notes.iter().enumerate() {
            let line = self.lines.notes.get(index);
            let place = format!("note.{}", note.name);
            self.name(line, &place, &note.name);
            if !names.insert(&note.name) {
                let fault = fault::twice("note_twice", "lời dẫn hoặc trường", "note", &note.name);
                self.add(line, format!("{place}.name"), fault);
            }
            if !note.before.is_empty() && definition.field(&note.before).is_none() {
                let known = listing(definition.in_use().map(|field| field.name.as_str()));
                let fault = fault::no_field_named(&note.before, &known);
                self.add(line, format!("{place}.before"), fault);
            }
            if !note.relevant.is_empty()
                && let Err(fault) = Formula::condition(&note.relevant, &scope)
            {
                self.add(line, format!("{place}.relevant"), fault);
            }
        }
    }

    fn moves(&mut self) {
        let definition = self.definition;
        for (index, step) in definition.moves.iter().enumerate() {
            let line = self.lines.moves.get(index);
            let place = format!("move[{}]", index + 1);
            let field = definition.field(&step.field).filter(|field| field.kind == Kind::SelectOne);
            let Some(field) = field else {
                let selects = definition.in_use().filter(|field| field.kind == Kind::SelectOne);
                let known = listing(selects.map(|field| field.name.as_str()));
                self.add(
                    line,
                    format!("{place}.field"),
                    fault::no_state_field(&step.field, &known),
                );
                continue;
            };
            for (key, name) in self.ends(field, step) {
                let known = listing(definition.choices_of(field).iter().map(|c| c.name.as_str()));
                self.add(line, format!("{place}.{key}"), fault::no_state(name, &known));
            }
        }
    }

    /// The ends of a move that are none of the choices.
    fn ends<'s>(&self, field: &Field, step: &'s Move) -> Vec<(&'static str, &'s str)> {
        let choices = self.definition.choices_of(field);
        let known = |name: &str| choices.iter().any(|choice| choice.name == name);
        let from = (!step.from.is_empty()).then_some(("from", step.from.as_str()));
        let ends = from.into_iter().chain([("to", step.to.as_str())]);
        ends.filter(|(_, name)| !known(name)).collect()
    }

    /// Where a field stands and what it links to.
    fn standing(&mut self, index: usize, field: &Field) {
        let sections = || self.definition.sections.iter().map(|section| section.name.as_str());
        if !field.section.is_empty() && sections().all(|name| name != field.section) {
            let fault = fault::no_section(&field.section, &listing(sections()));
            self.at_field(index, "section", fault);
        }
        if !field.register.is_empty() && field.kind != Kind::Record {
            self.at_field(index, "register", fault::register_without_record());
        }
        if !field.register.is_empty() && !is_name(&field.register) {
            self.at_field(index, "register", fault::bad_name(&field.register));
        }
        let select = matches!(field.kind, Kind::SelectOne | Kind::SelectMultiple);
        if !field.choice_filter.is_empty() && !select {
            self.at_field(index, "choice_filter", fault::choices_without_select());
        }
    }
}

//! A register that the node knows and a form brings again: its fields keep their numbers, nothing is lost.

use std::collections::BTreeSet;

use super::super::{Choice, Definition, Field, Related, RelatedField};
use super::draft::Form;
use super::names::free;
use super::related::keep_asked;

impl Form<'_> {
    /// Numbers the fields: as the form says, else as the known register has them by name and type, else anew.
    pub(super) fn settle_numbers(&mut self, known: &[Definition]) {
        for register in &mut self.registers {
            let known = known.iter().find(|known| known.id == register.definition.id);
            number(&mut register.definition.fields, known);
        }
    }
}

fn number(fields: &mut [Field], known: Option<&Definition>) {
    let same_kind = |field: &Field| {
        known
            .and_then(|known| known.field_no(field.no))
            .is_none_or(|known| known.kind == field.kind)
    };
    // A change of type is a new field.
    fields.iter_mut().filter(|field| !same_kind(field)).for_each(|field| field.no = 0);
    let mut taken: BTreeSet<u16> = fields.iter().map(|field| field.no).collect();
    for field in fields.iter_mut().filter(|field| field.no == 0) {
        let by_name = known.and_then(|known| known.field(&field.name));
        let by_name =
            by_name.filter(|known| known.kind == field.kind && !taken.contains(&known.no));
        if let Some(known) = by_name {
            field.no = known.no;
            taken.insert(known.no);
        }
    }
    let before = known.map_or(&[][..], |known| &known.fields).iter().map(|field| field.no);
    let mut last = taken.iter().copied().chain(before).max().unwrap_or(0);
    for field in fields.iter_mut().filter(|field| field.no == 0) {
        last = last.saturating_add(1);
        field.no = last;
    }
}

/// Retired fields keep what they are computed from.
fn still_related(related: &mut Vec<Related>, known: &[Related]) {
    for old in known {
        match related.iter_mut().find(|new| new.register == old.register) {
            None => related.push(old.clone()),
            Some(new) => {
                let gone = |field: &&RelatedField| new.fields.iter().all(|own| own.no != field.no);
                let gone: Vec<RelatedField> = old.fields.iter().filter(gone).cloned().collect();
                new.fields.extend(gone);
            }
        }
    }
}

/// The definition with all that the known version had: fields that are gone are retired, and the version goes up when
/// anything changed.
pub(super) fn renew(mut definition: Definition, known: Option<&Definition>) -> Definition {
    let Some(known) = known else { return definition };
    let mut around = definition.related.clone();
    for old in &known.fields {
        if definition.field_no(old.no).is_none() {
            retire(&mut definition, known, old);
        }
    }
    still_related(&mut around, &known.related);
    definition.related = around;
    keep_asked(&mut definition);
    keep_choices(&mut definition, known);
    let same = Definition { version: known.version, ..definition.clone() };
    if same == *known {
        return same;
    }
    definition.version = definition.version.max(known.version.saturating_add(1));
    definition
}

/// Choices that the form has no more stay as retired ones: records may have them.
fn keep_choices(definition: &mut Definition, known: &Definition) {
    for list in &mut definition.choices {
        let Some(before) = known.choices.iter().find(|other| other.name == list.name) else {
            continue;
        };
        for choice in &before.items {
            if list.items.iter().all(|own| own.name != choice.name) {
                list.items.push(Choice { retired: true, ..choice.clone() });
            }
        }
    }
}

fn retire(definition: &mut Definition, known: &Definition, old: &Field) {
    let taken: BTreeSet<String> = definition.fields.iter().map(|f| f.name.clone()).collect();
    let mut field = Field { retired: true, ..old.clone() };
    if taken.contains(&field.name) {
        field.name = free(&format!("{}_old", field.name), &taken);
    }
    if definition.sections.iter().all(|section| section.name != field.section) {
        field.section = String::new();
    }
    let list = known.choices.iter().find(|list| list.name == field.choices);
    let missing = list.filter(|list| definition.choices.iter().all(|own| own.name != list.name));
    definition.choices.extend(missing.cloned());
    definition.fields.push(field);
}

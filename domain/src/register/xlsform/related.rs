//! What a register of the form uses of the registers around it: fields of the form inside a repeat, and the other way.

use std::collections::BTreeSet;

use super::super::{Definition, Related, RelatedField};
use super::draft::Form;
use crate::base::Kind;
use crate::formula::Scope;

impl Form<'_> {
    /// Gives each register all that its formulas can name of the others. Fields that are computed have the type of their
    /// formula, which may itself ask another register: repeats are seldom more than three deep.
    pub(super) fn relate(&mut self) {
        for _ in 0..3 {
            for at in 0..self.registers.len() {
                self.registers[at].definition.related = self.reachable(at);
            }
        }
    }

    fn reachable(&self, at: usize) -> Vec<Related> {
        let others = self.registers.iter().enumerate();
        let linked = others.filter_map(|(other, register)| {
            let stands = self.names.stands(other, at)?;
            let register = &register.definition;
            Some(Related { register: register.name.clone(), stands, fields: fields(register) })
        });
        linked.collect()
    }

    /// Leaves out what no formula asks for.
    pub(super) fn keep_what_is_asked(&mut self) {
        for register in &mut self.registers {
            keep_asked(&mut register.definition);
        }
    }
}

fn fields(definition: &Definition) -> Vec<RelatedField> {
    let scope = Scope::of(definition);
    let field = |field: &super::super::Field| {
        let kind = match field.kind {
            Kind::Calculate => scope.calculated_kind(&field.name),
            kind => kind,
        };
        RelatedField { name: field.name.clone(), no: field.no, kind }
    };
    definition.in_use().map(field).collect()
}

pub(super) fn keep_asked(definition: &mut Definition) {
    let asked = asked(definition);
    for related in &mut definition.related {
        let register = &related.register;
        related.fields.retain(|field| asked.contains(&format!("{register}.{}", field.name)));
    }
    definition
        .related
        .retain(|related| !related.fields.is_empty() || asked.contains(&related.register));
}

/// The names in all formulas of a definition, those of retired fields too: their columns stay.
fn asked(definition: &Definition) -> BTreeSet<String> {
    let fields = definition.fields.iter().flat_map(|field| {
        [&field.relevant, &field.constraint, &field.calculation, &field.choice_filter]
    });
    let notes = definition.notes.iter().map(|note| &note.relevant);
    let figures = definition.indicators.iter().flat_map(|one| [&one.filter, &one.sum]);
    let texts = fields.chain(notes).chain(figures);
    let parts = texts.flat_map(|text| text.split("${").skip(1));
    parts.filter_map(|part| Some(part.split_once('}')?.0.trim().to_owned())).collect()
}

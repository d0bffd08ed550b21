//! The end of reading a form: what must hold in definitions is told at the sheets of the form.

use super::super::Definition;
use super::super::verify::verify;
use super::draft::{Form, Register};
use super::renew::renew;
use super::{SHEETS, fault};
use crate::base::{Diagnostic, Warned};

impl Form<'_> {
    /// The definitions, or every fault.
    pub(super) fn finish(
        mut self,
        known: &[Definition],
    ) -> Result<Warned<Vec<Definition>>, Vec<Diagnostic>> {
        let empty = self.registers.iter().any(|register| register.definition.fields.is_empty());
        if empty && self.faults.is_empty() {
            let diagnostic = fault::no_question(self.registers.len() > 1);
            self.faults.push(fault::in_sheet(diagnostic, "survey"));
        }
        for register in self.registers.iter().filter(|r| !r.definition.fields.is_empty()) {
            let found = verify(&register.definition, &register.lines);
            let told = found.into_iter().filter(|fault| !told_before(fault));
            self.faults.extend(told.map(|fault| placed(fault, register)));
        }
        if !self.faults.is_empty() {
            self.faults.sort_by_key(|fault| (sheet_order(fault), fault.place.row));
            return Err(self.faults);
        }
        let old = |definition: &Definition| known.iter().find(|known| known.id == definition.id);
        let made = self.registers.into_iter().map(|register| register.definition);
        let output = made.map(|definition| {
            let old = old(&definition);
            renew(definition, old)
        });
        let output = output.collect();
        let mut warnings = self.told.into_warnings();
        warnings.extend(self.warnings);
        warnings.sort_by_key(|warning| (sheet_order(warning), warning.place.row));
        Ok(Warned { output, warnings })
    }
}

/// What was told when the row was read, more exactly.
fn told_before(fault: &Diagnostic) -> bool {
    ["choice_form", "choice_twice", "calculation"].contains(&fault.code)
}

fn sheet_order(diagnostic: &Diagnostic) -> usize {
    let sheet = diagnostic.place.sheet.as_deref().unwrap_or_default();
    SHEETS.iter().position(|name| name.eq_ignore_ascii_case(sheet)).unwrap_or(SHEETS.len())
}

/// `field.phone.relevant` is the column relevant of the survey.
fn placed(mut diagnostic: Diagnostic, register: &Register) -> Diagnostic {
    let place = diagnostic.place.field.take().unwrap_or_default();
    let mut parts = place.split('.');
    let first = parts.next().unwrap_or_default();
    let (name, key) = match (parts.next(), parts.next()) {
        (Some(name), Some(key)) => (name, key),
        (Some(key), None) => ("", key),
        _ => ("", ""),
    };
    let retired =
        || register.definition.fields.iter().any(|field| field.retired && field.name == name);
    let sheet = match first {
        "field" if retired() => "_retired",
        "field" | "section" | "note" => "survey",
        "choices" => "choices",
        "indicator" => "_indicators",
        _ if first.starts_with("balance") => "_balance",
        _ if first.starts_with("move") => "_workflow",
        _ => "_register",
    };
    let column = match key {
        "kind" | "choices" => "type",
        "no" | "shape" | "register" | "aliases" | "section" => {
            return fault::in_sheet(
                diagnostic.at_field(if key == "aliases" {
                    "label".to_owned()
                } else {
                    format!("phaodai:{key}")
                }),
                sheet,
            );
        }
        "items" => "label",
        "" => first,
        key => key,
    };
    diagnostic.place.span = None;
    let diagnostic = diagnostic.at_field(column);
    fault::in_sheet(diagnostic, sheet)
}

//! The formulas of a form in our language, with what to do when it lacks something: see the folder's own words.

use super::super::choice_filter;
use super::super::{Definition, Field};
use super::draft::{Draft, Form};
use super::expression::{Trouble, condition, translate};
use super::fault;
use crate::base::{Diagnostic, Kind};
use crate::formula::{Formula, Scope};

/// What becomes of a formula.
type Kept = Result<String, Diagnostic>;

impl Form<'_> {
    /// Translates and checks all formulas; those that can be done without are left out with a warning.
    pub(super) fn settle_rules(&mut self) {
        for at in 0..self.registers.len() {
            let asked = self.tables_of(&self.registers[at].drafts);
            let rows = self.lists.give(&mut self.registers[at].definition, &asked, at == 0);
            self.registers[at].lines.choices = rows;
            self.calculations(at);
        }
        self.relate();
        for at in 0..self.registers.len() {
            let groups = self.group_conditions(at);
            self.field_rules(at, &groups);
            self.note_rules(at, &groups);
        }
        self.keep_what_is_asked();
        self.faults.extend(self.lists.faults());
    }

    fn calculations(&mut self, at: usize) {
        for index in self.in_use(at) {
            let (draft, kind) = self.draft(at, index);
            if draft.calculation.is_empty() {
                continue;
            }
            match translate(&self.with_tables(&draft.calculation), &self.names, at, kind) {
                Ok(ours) => self.registers[at].definition.fields[index].calculation = ours,
                Err(trouble) => {
                    if trouble != Trouble::Refused {
                        self.say_at(draft.row, "calculation", fault::trouble(&trouble));
                    }
                    // A text in its place, so that nothing more is said of it.
                    self.registers[at].definition.fields[index].calculation = "''".to_owned();
                }
            }
        }
    }

    /// The condition of each group of a register, in our language; "" when it has none that can be computed.
    fn group_conditions(&mut self, at: usize) -> Vec<String> {
        let mut conditions = Vec::with_capacity(self.groups.len());
        for index in 0..self.groups.len() {
            let group = &self.groups[index];
            let (row, text) = (group.row, group.relevant.clone());
            let own = group.register == at;
            conditions.push(if own {
                self.condition(at, None, row, "relevant", &text)
            } else {
                String::new()
            });
        }
        conditions
    }

    fn field_rules(&mut self, at: usize, groups: &[String]) {
        for index in self.in_use(at) {
            let (draft, _) = self.draft(at, index);
            let row = draft.row;
            let own = self.condition(at, Some(index), row, "relevant", &draft.relevant);
            let constraint = self.condition(at, Some(index), row, "constraint", &draft.constraint);
            let filter =
                self.condition(at, Some(index), row, "choice_filter", &draft.choice_filter);
            let field = &mut self.registers[at].definition.fields[index];
            field.relevant =
                all_of(draft.groups.iter().map(|group| groups[*group].as_str()).chain([&*own]));
            field.constraint = all_of([draft.bounds.as_str(), &constraint]);
            field.choice_filter = filter;
        }
    }

    fn note_rules(&mut self, at: usize, groups: &[String]) {
        for index in 0..self.registers[at].note_rules.len() {
            let (text, around) = self.registers[at].note_rules[index].clone();
            let row = self.registers[at].lines.notes.get(index).copied().unwrap_or(0);
            let own = self.condition(at, None, row, "relevant", &text);
            let whole = all_of(around.iter().map(|group| groups[*group].as_str()).chain([&*own]));
            self.registers[at].definition.notes[index].relevant = whole;
        }
    }

    /// A condition in our language; "" when it is left out, which is told.
    fn condition(
        &mut self,
        at: usize,
        index: Option<usize>,
        row: u64,
        column: &str,
        text: &str,
    ) -> String {
        let text = condition(text);
        if text.is_empty() {
            return String::new();
        }
        let with_tables = self.with_tables(text);
        let definition = &self.registers[at].definition;
        let field = index.map(|index| &definition.fields[index]);
        let kind = field.map_or(Kind::Text, |field| field.kind);
        let kept = match translate(&with_tables, &self.names, at, kind) {
            Ok(ours) => check(definition, field, column, ours),
            Err(Trouble::Refused) => Ok(String::new()),
            Err(trouble) => Err(untranslated(&trouble, text)),
        };
        kept.unwrap_or_else(|diagnostic| {
            self.say_at(row, column, diagnostic);
            String::new()
        })
    }

    fn in_use(&self, at: usize) -> Vec<usize> {
        let fields = self.registers[at].definition.fields.iter().enumerate();
        fields.filter(|(_, field)| !field.retired).map(|(index, _)| index).collect()
    }

    fn draft(&self, at: usize, index: usize) -> (Draft, Kind) {
        let register = &self.registers[at];
        (register.drafts[index].clone(), register.definition.fields[index].kind)
    }

    fn say_at(&mut self, row: u64, column: &str, diagnostic: Diagnostic) {
        self.say_placed(fault::at(diagnostic, "survey", row, column));
    }
}

/// Whether our language can compute it. What it lacks is a warning, what is wrong a fault.
fn check(definition: &Definition, field: Option<&Field>, column: &str, ours: String) -> Kept {
    let scope = Scope::of(definition);
    let found = match (column, field) {
        ("choice_filter", Some(field)) => {
            let field = Field { choice_filter: ours.clone(), ..field.clone() };
            choice_filter::check(definition, &field)
        }
        (_, Some(field)) => Formula::condition(&ours, &scope.at(field)).map(drop),
        (_, None) => Formula::condition(&ours, &scope).map(drop),
    };
    match found {
        Ok(()) => Ok(ours),
        Err(lacking) if is_lacking(&lacking) => Err(fault::rule_left_out(&ours, &lacking)),
        Err(wrong) => Err(Diagnostic { place: Default::default(), ..wrong }),
    }
}

/// What our language does not have, as against what is wrong in any.
fn is_lacking(diagnostic: &Diagnostic) -> bool {
    let lacking = [
        "formula_function_unknown",
        "formula_types",
        "formula_result",
        "formula_character",
        "formula_bare_word",
        "formula_too_long",
        "formula_too_large",
        "formula_pattern",
        "formula_not_written",
        "formula_table_unknown",
        "formula_column_unknown",
        "formula_signed",
        "formula_path",
        "formula_many",
    ];
    lacking.contains(&diagnostic.code)
}

fn untranslated(trouble: &Trouble, text: &str) -> Diagnostic {
    let diagnostic = fault::trouble(trouble);
    if trouble.is_fault() { diagnostic } else { fault::rule_left_out(text, &diagnostic) }
}

/// Conditions that must all hold, as one.
fn all_of<'t>(conditions: impl IntoIterator<Item = &'t str>) -> String {
    let conditions: Vec<&str> = conditions.into_iter().filter(|text| !text.is_empty()).collect();
    match conditions.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        several => several.iter().map(|text| format!("({text})")).collect::<Vec<_>>().join(" and "),
    }
}

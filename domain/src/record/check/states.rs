//! The steps that the states of a record take.

use super::super::circumstances::{Before, Circumstances};
use super::super::{Body, Finding};
use crate::base::text::fold;
use crate::register::{Choice, Definition, Field, Move};

/// A field that holds a state, with the steps that are meant to happen.
#[derive(Clone, Debug)]
pub(super) struct States<'a> {
    field: &'a Field,
    choices: &'a [Choice],
    steps: Vec<&'a Move>,
}

impl<'a> States<'a> {
    pub(super) fn of(definition: &'a Definition) -> Vec<Self> {
        let steps = |field: &Field| -> Vec<&'a Move> {
            definition.moves.iter().filter(|step| step.field == field.name).collect()
        };
        let all = definition.in_use().map(|field| Self {
            field,
            choices: definition.choices_of(field),
            steps: steps(field),
        });
        all.filter(|states| !states.steps.is_empty()).collect()
    }

    /// What is wrong with the step that a record takes; staying where it is is none.
    pub(super) fn hold(&self, body: &Body, around: &Circumstances<'_>) -> Option<Finding<'a>> {
        let state = |body: &Body| {
            body.get(&self.field.no).and_then(|value| value.as_text()).unwrap_or("").to_owned()
        };
        let to = state(body);
        let from = match around.before {
            Before::Stood(before) => state(before),
            Before::New | Before::KeptElsewhere => String::new(),
        };
        let begins = from.is_empty() && self.steps.iter().all(|step| !step.from.is_empty());
        if from == to || begins {
            return None;
        }
        let step = self.steps.iter().find(|step| step.from == from && step.to == to);
        let allowed = step.is_some_and(|step| may_take(step, around.posts));
        (!allowed).then(|| self.found(&from, &to, around))
    }

    fn found(&self, from: &str, to: &str, around: &Circumstances<'_>) -> Finding<'a> {
        let mut allowed = Vec::new();
        for step in self.steps.iter().filter(|step| step.from == from) {
            allowed.push(match step.by.as_slice() {
                [] => self.label(&step.to),
                posts => format!("{} ({})", self.label(&step.to), posts.join(", ")),
            });
        }
        Finding::Step {
            field: self.field,
            from: self.label(from),
            to: self.label(to),
            allowed,
            warns: around.before == Before::KeptElsewhere,
        }
    }

    fn label(&self, name: &str) -> String {
        let choice = self.choices.iter().find(|choice| choice.name == name);
        choice.map_or(name, |choice| choice.label.vi.as_str()).to_owned()
    }
}

/// Posts are compared as people write them; where nobody is named, nobody is stopped.
fn may_take(step: &Move, posts: Option<&[String]>) -> bool {
    let holds =
        |wanted: &String| posts.is_none_or(|own| own.iter().any(|p| fold(p) == fold(wanted)));
    step.by.is_empty() || step.by.iter().any(holds)
}

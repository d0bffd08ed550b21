//! The evaluator: a typed tree over the values of one record.

use jiff::civil::Date;

use super::around::{Ambient, Around};
use super::tree::{Expr, Formula, Typed};
use crate::base::days_since_1970;
use crate::record::Body;

pub use super::answer::Answer;
use super::answer::float;

/// What a formula is evaluated over.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The fields, by number; absent means empty.
    pub body: &'a Body,
    /// What `today()` gives.
    pub today: Date,
}

impl Formula {
    /// The answer for one record alone.
    pub fn evaluate<'a>(&'a self, context: Context<'a>) -> Answer<'a> {
        self.evaluate_among(context, Around::default())
    }

    /// The answer for one record among others.
    pub fn evaluate_among<'a>(&'a self, context: Context<'a>, around: Around<'a>) -> Answer<'a> {
        let today = float(days_since_1970(context.today));
        evaluate(&self.root, context, &Ambient::new(today, around))
    }

    /// Whether a condition holds for one record alone.
    pub fn holds(&self, context: Context<'_>) -> bool {
        self.evaluate(context).is_true()
    }

    /// Whether a condition holds for one record among others.
    pub fn holds_among(&self, context: Context<'_>, around: Around<'_>) -> bool {
        self.evaluate_among(context, around).is_true()
    }
}

fn evaluate<'a>(expr: &'a Expr, context: Context<'a>, ambient: &Ambient<'a>) -> Answer<'a> {
    match &expr.node {
        Typed::Empty => Answer::Empty,
        Typed::Text(text) => Answer::text(text.as_str()),
        Typed::Number(number) => Answer::Number(*number),
        Typed::Date(days) => Answer::Date(float(*days)),
        Typed::Field { no, storage } => Answer::of_field(*storage, context.body.get(no)),
        Typed::Outer { register, no, storage } => {
            let record = ambient.around.of(register).first();
            Answer::of_field(*storage, record.and_then(|record| record.get(no)))
        }
        Typed::Inner { register, field } => {
            let records = ambient.around.of(register).iter();
            Answer::Many(match field {
                Some((no, storage)) => {
                    records.map(|body| Answer::of_field(*storage, body.get(no))).collect()
                }
                None => records.map(|_| Answer::Boolean(true)).collect(),
            })
        }
        Typed::Lookup { key, rows } => {
            let key = evaluate(key, context, ambient);
            rows.get(key.as_text()).map_or(Answer::Empty, |found| Answer::text(found.as_str()))
        }
        Typed::Matches { text, pattern } => {
            Answer::Boolean(pattern.matches(evaluate(text, context, ambient).as_text()))
        }
        Typed::Call(function, arguments) => {
            let arguments: Vec<Answer<'a>> =
                arguments.iter().map(|argument| evaluate(argument, context, ambient)).collect();
            (function.evaluate)(&arguments, ambient)
        }
    }
}

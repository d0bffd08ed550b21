//! Holding one rule against figures.

use super::outlier::{Usual, usual};
use super::{Check, FigureName, Of, Origin, Outlier};
use crate::formula::{Equation, Judgement};

/// What holding a rule against figures gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The figures agree.
    Holds,
    /// It cannot be told: figures are missing, or there is too little history.
    Unjudged,
    /// They do not agree.
    Broken(Broken),
}

/// Two figures that should agree and do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The first figure.
    pub one: Side,
    /// The second.
    pub other: Side,
    /// Figures that are missing, where that is what breaks it.
    pub missing: Vec<String>,
    /// For an outlier: from and to what would have been usual.
    pub usual: Option<(i64, i64)>,
}

/// One side of what does not agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The sum as it is written: `returned + not_returned`.
    pub text: String,
    /// What it comes to.
    pub value: i64,
    /// The figures in it.
    pub figures: Vec<(FigureName, Option<i64>)>,
}

/// Holds an equation against figures.
pub fn judge(check: &Check, figure: impl Fn(&FigureName) -> Option<i64>) -> Verdict {
    let float = |name: &str| figure(&FigureName::of(name)).map(to_float);
    let judged = check.equation.judge(check.missing, float);
    let (sides, missing) = match judged {
        Judgement::Unjudged { .. } => return Verdict::Unjudged,
        Judgement::Holds(_) => return Verdict::Holds,
        Judgement::Broken { sides, missing } => (sides, missing),
    };
    if missing.is_empty() && check.tolerance.covers(sides.left, sides.right) {
        return Verdict::Holds;
    }
    let (left, right) = check.sides();
    let side = |text: &str, value: f64| Side {
        text: text.to_owned(),
        value: to_whole(value),
        figures: names_of(text).map(|name| (name.clone(), figure(&name))).collect(),
    };
    Verdict::Broken(Broken {
        one: side(left, sides.left),
        other: side(right, sides.right),
        missing,
        usual: None,
    })
}

/// Holds a figure against the unit's own history: figures of earlier days, the earliest first, with those of days
/// without a return left out; and the figure of the day before, where there is one.
pub fn judge_outlier(
    outlier: &Outlier,
    history: &[i64],
    before: Option<i64>,
    today: Option<i64>,
) -> Verdict {
    let Some(today) = today else { return Verdict::Unjudged };
    let (series, held) = match outlier.of {
        Of::Level => (history.to_vec(), today),
        Of::Growth => {
            let grown = history.windows(2).map(|pair| pair[1] - pair[0]).collect();
            let Some(before) = before else { return Verdict::Unjudged };
            (grown, today - before)
        }
    };
    let Some(usual) = usual(&series, usize::from(outlier.at_least), outlier.limit) else {
        return Verdict::Unjudged;
    };
    // A figure that only accumulates and fell is another rule's.
    if outlier.of == Of::Growth && held < 0 {
        return Verdict::Unjudged;
    }
    if usual.holds(held) {
        Verdict::Holds
    } else {
        Verdict::Broken(odd(outlier, today, held, usual))
    }
}

fn odd(outlier: &Outlier, today: i64, held: i64, usual: Usual) -> Broken {
    let of = |origin: Origin, value: i64| {
        let name = FigureName { origin, name: outlier.line.clone() };
        Side { text: name.to_string(), value, figures: vec![(name, Some(value))] }
    };
    let shift = today - held;
    Broken {
        one: of(Origin::Line, today),
        other: of(Origin::Usual, usual.middle + shift),
        missing: Vec::new(),
        usual: Some((usual.low + shift, usual.high + shift)),
    }
}

fn names_of(side: &str) -> impl Iterator<Item = FigureName> {
    let whole = format!("{side} = 0");
    let equation = Equation::parse(&whole).ok();
    let names: Vec<FigureName> =
        equation.iter().flat_map(Equation::names).map(FigureName::of).collect();
    names.into_iter()
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn to_float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "sums of counts; beyond, it saturates")]
fn to_whole(number: f64) -> i64 {
    number.round() as i64
}

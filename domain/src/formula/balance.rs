//! Balances: equations between indicators, e.g. `returned + not_returned = total`.

use std::fmt;

use crate::base::Diagnostic;
use crate::register::Missing;

/// An equation that was read: sums of figures and whole numbers on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    left: Vec<Term>,
    relation: Relation,
    right: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    negative: bool,
    amount: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Amount {
    Figure(String),
    Number(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Equal,
    AtMost,
    AtLeast,
    Less,
    More,
}

/// Longer signs first.
const RELATIONS: [(&str, Relation); 5] = [
    ("<=", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("=", Relation::Equal),
    ("<", Relation::Less),
    (">", Relation::More),
];

/// Figures are counts, or sums that a database may add up in any order: this far apart they are the same.
const SAME: f64 = 1e-6;

/// What the two sides come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides {
    /// Left of the sign.
    pub left: f64,
    /// Right of it.
    pub right: f64,
}

impl Sides {
    /// How much the left side is above the right.
    pub fn difference(self) -> f64 {
        self.left - self.right
    }
}

/// Whether a balance holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// Figures are missing and the balance is to be skipped then.
    Unjudged {
        /// Their names.
        missing: Vec<String>,
    },
    /// It holds.
    Holds(Sides),
    /// It does not. A missing figure counts as zero in the sides.
    Broken {
        /// Both sides.
        sides: Sides,
        /// Names of missing figures, where they break it.
        missing: Vec<String>,
    },
}

impl Equation {
    /// Reads `a + b = c`; `<= >= < >` serve as well.
    ///
    /// # Errors
    /// When it is not two sums with one sign between them.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let found = RELATIONS.iter().find_map(|(sign, relation)| {
            text.split_once(sign).map(|(left, right)| (left, *relation, right))
        });
        let (left, relation, right) = found.ok_or_else(|| fault(text))?;
        Ok(Self { left: sum(left, text)?, relation, right: sum(right, text)? })
    }

    /// The two sums of an equation as they are written, with the sign between them.
    pub fn split(text: &str) -> Option<(&str, &'static str, &str)> {
        RELATIONS.iter().find_map(|(sign, _)| {
            text.split_once(sign).map(|(left, right)| (left.trim(), *sign, right.trim()))
        })
    }

    /// The indicators that it names, from left to right.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.left.iter().chain(&self.right).filter_map(|term| match &term.amount {
            Amount::Figure(name) => Some(name.as_str()),
            Amount::Number(_) => None,
        })
    }

    /// Holds the equation against figures.
    pub fn judge(&self, strategy: Missing, figure: impl Fn(&str) -> Option<f64>) -> Judgement {
        let missing: Vec<String> =
            self.names().filter(|name| figure(name).is_none()).map(str::to_owned).collect();
        if strategy == Missing::Skip && !missing.is_empty() {
            return Judgement::Unjudged { missing };
        }
        let sides = Sides { left: total(&self.left, &figure), right: total(&self.right, &figure) };
        let breaks = strategy == Missing::Never && !missing.is_empty();
        match (breaks, self.relation.holds(sides)) {
            (true, _) => Judgement::Broken { sides, missing },
            (false, true) => Judgement::Holds(sides),
            (false, false) => Judgement::Broken { sides, missing: Vec::new() },
        }
    }
}

impl Relation {
    fn holds(self, sides: Sides) -> bool {
        let same = sides.difference().abs() < SAME;
        match self {
            Self::Equal => same,
            Self::AtMost => same || sides.left < sides.right,
            Self::AtLeast => same || sides.left > sides.right,
            Self::Less => !same && sides.left < sides.right,
            Self::More => !same && sides.left > sides.right,
        }
    }
}

fn total(terms: &[Term], figure: &impl Fn(&str) -> Option<f64>) -> f64 {
    let amount = |term: &Term| match &term.amount {
        Amount::Figure(name) => figure(name).unwrap_or_default(),
        Amount::Number(number) => f64::from(*number),
    };
    terms.iter().map(|term| if term.negative { -amount(term) } else { amount(term) }).sum()
}

fn sum(side: &str, text: &str) -> Result<Vec<Term>, Diagnostic> {
    let mut terms = Vec::new();
    let mut rest = side.trim();
    let mut negative = false;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let amount = amount(rest[..end].trim()).ok_or_else(|| fault(text))?;
        terms.push(Term { negative, amount });
        let Some(sign) = rest[end..].chars().next() else { return Ok(terms) };
        negative = sign == '-';
        rest = &rest[end + 1..];
    }
}

fn amount(word: &str) -> Option<Amount> {
    // A dot stands between where a figure comes from and its name: `before.total`. Indicators have no dot in theirs.
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if word.split('.').count() <= 2 && word.split('.').all(is_name) {
        Some(Amount::Figure(word.to_owned()))
    } else {
        word.parse().ok().map(Amount::Number)
    }
}

fn fault(text: &str) -> Diagnostic {
    Diagnostic::error(
        "balance_form",
        format!("“{text}” không phải là một phép cân đối."),
        format!("`{text}` is not an equation between indicators."),
    )
    .hint(
        "Viết tên chỉ tiêu: returned + not_returned = total.",
        "Write names of indicators: returned + not_returned = total.",
    )
    .at_span(0, text.len())
}

impl fmt::Display for Sides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.left, self.right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str, missing: Missing, figures: &[(&str, f64)]) -> Judgement {
        let figure = |name: &str| figures.iter().find(|(known, _)| *known == name).map(|(_, n)| *n);
        Equation::parse(text).unwrap().judge(missing, figure)
    }

    #[test]
    fn figures_are_held_against_each_other() {
        let text = "returned + not_returned = total";
        let good = [("returned", 3.0), ("not_returned", 4.0), ("total", 7.0)];
        let odd = [("returned", 3.0), ("not_returned", 5.0), ("total", 7.0)];
        let sides = |left| Sides { left, right: 7.0 };
        assert_eq!(judge(text, Missing::Skip, &good), Judgement::Holds(sides(7.0)));
        let broken = Judgement::Broken { sides: sides(8.0), missing: vec![] };
        assert_eq!(judge(text, Missing::Skip, &odd), broken);
        assert_eq!(sides(8.0).difference(), 1.0);
    }

    #[test]
    fn the_three_strategies_for_a_missing_figure() {
        let text = "a + b = c";
        let figures = [("a", 3.0), ("c", 3.0)];
        let missing = vec!["b".to_owned()];
        let sides = Sides { left: 3.0, right: 3.0 };
        let skipped = Judgement::Unjudged { missing: missing.clone() };
        assert_eq!(judge(text, Missing::Skip, &figures), skipped);
        assert_eq!(judge(text, Missing::Zero, &figures), Judgement::Holds(sides));
        assert_eq!(judge(text, Missing::Never, &figures), Judgement::Broken { sides, missing });
    }

    #[test]
    fn other_relations_and_differences() {
        let figures = [("beds", 10.0), ("used", 4.0)];
        assert!(matches!(judge("used <= beds", Missing::Skip, &figures), Judgement::Holds(_)));
        assert!(matches!(
            judge("beds - used > 6", Missing::Skip, &figures),
            Judgement::Broken { .. }
        ));
        assert!(matches!(judge("beds-used >= 6", Missing::Skip, &figures), Judgement::Holds(_)));
    }

    #[test]
    fn what_is_no_equation_is_refused() {
        for text in [
            "",
            "a.b.c = d",
            "a. = b",
            ".a = b",
            "a + b",
            "a = ",
            "a + = b",
            "Tổng = a",
            "a = b = c",
            "a ++ b = c",
        ] {
            assert_eq!(Equation::parse(text).unwrap_err().code, "balance_form", "{text}");
        }
    }
}

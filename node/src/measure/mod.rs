//! Figures: an indicator counted over records, and the records behind it.
//!
//! There is one definition per indicator, counted in two ways that agree: by SQL over the tables as they are now
//! ([`figures`], [`records_of`]), and by the evaluator over records as they were ([`count`], [`counted`]), for a return
//! that was frozen then.

mod cases;
mod fold;
mod kept;
mod live;

use std::collections::BTreeMap;

use domain::base::Diagnostic;
use domain::formula::Equation;
use domain::formula::Judgement;
use domain::register::{Balance, Definition};

pub use fold::{all_records, count, counted};
pub use kept::{counts, kept_figures};
pub use live::{figures, figures_by_unit, matching, records_of};

pub(crate) use cases::{ByUnit, count_table};
pub(crate) use kept::{fresh, own_range, recount, row_of};

use crate::NodeError;

/// Figures by the name of their indicator. A sum is given as the nearest whole number.
pub type Figures = BTreeMap<String, i64>;

/// A balance of the register that these figures do not satisfy.
#[derive(Clone, Debug, PartialEq)]
pub struct Unbalanced {
    /// The equation and what to say.
    pub balance: Balance,
    /// Left of the sign.
    pub left: i64,
    /// Right of it.
    pub right: i64,
    /// Figures that are missing, where that is what breaks it.
    pub missing: Vec<String>,
}

/// The balances of a register that do not hold. Real reports do not balance: this warns and never blocks.
pub fn unbalanced(definition: &Definition, figures: &Figures) -> Vec<Unbalanced> {
    out_of_balance(&definition.balances, figures)
}

/// The equations that do not hold between these figures, by their names.
pub fn out_of_balance(balances: &[Balance], figures: &Figures) -> Vec<Unbalanced> {
    balances.iter().filter_map(|balance| judge(balance, figures)).collect()
}

fn judge(balance: &Balance, figures: &Figures) -> Option<Unbalanced> {
    // An equation that cannot be read is refused with its definition.
    let equation = Equation::parse(&balance.check).ok()?;
    let figure = |name: &str| figures.get(name).map(|figure| float(*figure));
    match equation.judge(balance.missing, figure) {
        Judgement::Broken { sides, missing } => Some(Unbalanced {
            balance: balance.clone(),
            left: whole(sides.left),
            right: whole(sides.right),
            missing,
        }),
        Judgement::Holds(_) | Judgement::Unjudged { .. } => None,
    }
}

/// The nearest whole number, as a report states sums.
#[expect(
    clippy::cast_possible_truncation,
    reason = "fields hold at most 1e15; beyond, it saturates"
)]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn float(number: i64) -> f64 {
    number as f64
}

/// A formula of a definition that was read has no fault; one that has is the definition's.
pub(crate) fn faulty(definition: &Definition) -> impl Fn(Diagnostic) -> NodeError {
    let id = definition.id;
    move |fault| NodeError::Definition { definition: id, faults: vec![fault] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn away() -> Definition {
        domain::register::built_in().into_iter().find(|d| d.name == "away_resident").unwrap()
    }

    fn figures(pairs: &[(&str, i64)]) -> Figures {
        pairs.iter().map(|(name, figure)| ((*name).to_owned(), *figure)).collect()
    }

    #[test]
    fn figures_that_do_not_add_up_are_named_with_both_sides() {
        let odd = figures(&[
            ("returned", 3),
            ("not_returned", 5),
            ("total", 7),
            ("contacted", 2),
            ("not_contacted", 3),
        ]);
        let found = unbalanced(&away(), &odd);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].left, found[0].right), (8, 7));
        assert_eq!(found[0].balance.check, "returned + not_returned = total");
    }

    #[test]
    fn without_figures_nothing_is_judged() {
        assert_eq!(unbalanced(&away(), &Figures::new()), []);
    }
}

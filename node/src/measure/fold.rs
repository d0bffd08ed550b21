//! Figures of records as they were: the evaluator over folded rows, with the definition of that time.

use std::collections::BTreeMap;

use domain::formula::{Answer, Context, Formula, Scope as Names};
use domain::record::Body;
use domain::register::{Definition, Indicator, Measure};
use jiff::civil::Date;

use super::{Figures, faulty, whole};
use crate::Result;
use crate::store::{Reader, Record, Scope, Table};

/// Records on one page of reading.
const PAGE: u32 = 5_000;

/// All live records of a table, by id.
///
/// # Errors
/// When the database cannot be read.
pub fn all_records(reader: &Reader<'_>, table: &Table, scope: &Scope) -> Result<Vec<Record>> {
    let mut records: Vec<Record> = Vec::new();
    loop {
        let after = records.last().map(|record| record.id);
        let page = reader.records(table, scope, after, PAGE)?;
        let last = page.len() < PAGE as usize;
        records.extend(page);
        if last {
            return Ok(records);
        }
    }
}

/// All figures of a definition over these records.
///
/// # Errors
/// When a formula of the definition has a fault; one that was read has none.
pub fn count<'a>(
    definition: &Definition,
    bodies: impl IntoIterator<Item = &'a Body>,
    today: Date,
) -> Result<Figures> {
    let tallies: Vec<Tally> = definition
        .indicators
        .iter()
        .map(|one| Tally::of(definition, one))
        .collect::<Result<_>>()?;
    let mut sums = vec![0.0; tallies.len()];
    for body in bodies {
        let context = Context { body, today };
        for (sum, tally) in sums.iter_mut().zip(&tallies) {
            *sum += tally.share(context);
        }
    }
    let names = definition.indicators.iter().map(|indicator| indicator.name.clone());
    Ok(names.zip(sums.into_iter().map(whole)).collect::<BTreeMap<_, _>>())
}

/// Those of the records that an indicator counts.
///
/// # Errors
/// As [`count`].
pub fn counted(
    definition: &Definition,
    indicator: &Indicator,
    mut records: Vec<Record>,
    today: Date,
) -> Result<Vec<Record>> {
    let tally = Tally::of(definition, indicator)?;
    records.retain(|record| tally.counts(Context { body: &record.body, today }));
    Ok(records)
}

/// An indicator that was read.
struct Tally {
    /// `None`: every record counts.
    filter: Option<Formula>,
    /// `None`: one for each record.
    amount: Option<Formula>,
}

impl Tally {
    fn of(definition: &Definition, indicator: &Indicator) -> Result<Self> {
        let names = Names::of(definition);
        let filter = match indicator.filter.as_str() {
            "" => None,
            text => Some(Formula::condition(text, &names).map_err(faulty(definition))?),
        };
        let amount = match indicator.measure() {
            Measure::Count => None,
            Measure::Sum(text) => Some(Formula::number(text, &names).map_err(faulty(definition))?),
        };
        Ok(Self { filter, amount })
    }

    fn counts(&self, context: Context<'_>) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.holds(context))
    }

    fn share(&self, context: Context<'_>) -> f64 {
        if !self.counts(context) {
            return 0.0;
        }
        match self.amount.as_ref().map(|amount| amount.evaluate(context)) {
            None => 1.0,
            Some(Answer::Number(number)) => number,
            Some(_) => 0.0,
        }
    }
}

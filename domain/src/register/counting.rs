//! What one record adds to the figures of its register, so that kept figures can follow every write exactly.
//!
//! Counts and sums of whole numbers are exact, in any order and after any number of changes. A sum of numbers that are
//! not whole is not added up here: it would drift away from what a recount gives. [`Counts::exact`] says so.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Definition, Indicator, Measure};
use crate::base::Diagnostic;
use crate::entry::Hash;
use crate::formula::{Answer, Context, Formula, Scope};
use crate::record::Body;

/// Raised when formulas come to mean something else, so that whatever was kept before is counted again.
const MEANING: u32 = 1;

/// Amounts below 2^40: eight million of them add up without loss, in 64 bits and in the doubles of SQL nearly so.
const EXACT: f64 = 1_099_511_627_776.0;

/// The indicators of a definition, read once.
#[derive(Clone, Debug)]
pub struct Counting {
    indicators: Vec<One>,
    fields: BTreeSet<u16>,
    today: bool,
    basis: Hash,
}

#[derive(Clone, Debug)]
struct One {
    /// `None`: every record counts.
    filter: Option<Formula>,
    /// `None`: one for each record.
    amount: Option<Formula>,
}

/// Figures of some records, in the order of the indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many records there are.
    pub records: i64,
    /// The figures.
    pub figures: Vec<i64>,
    /// How many records each figure counts or sums over.
    pub behind: Vec<i64>,
    /// Whether the figures are what SQL gives: no sum met a number that is not whole, or grew beyond 2^53.
    pub exact: bool,
}

impl Counting {
    /// Reads the formulas of a definition.
    ///
    /// # Errors
    /// The fault of a formula; a definition that was read has none.
    pub fn of(definition: &Definition) -> Result<Self, Diagnostic> {
        let scope = Scope::of(definition);
        let read = |indicator: &Indicator| One::of(indicator, &scope);
        let indicators: Vec<One> =
            definition.indicators.iter().map(read).collect::<Result<_, _>>()?;
        let formulas = || indicators.iter().flat_map(|one| one.filter.iter().chain(&one.amount));
        let fields: BTreeSet<u16> = formulas().flat_map(Formula::fields).collect();
        let today = formulas().any(Formula::asks_for_today);
        let basis = basis(definition, &fields);
        Ok(Self { indicators, fields, today, basis })
    }

    /// Numbers of the fields that the formulas read; everything else of a record does not matter to a figure.
    pub fn fields(&self) -> &BTreeSet<u16> {
        &self.fields
    }

    /// Whether a figure changes by the day alone.
    pub fn asks_for_today(&self) -> bool {
        self.today
    }

    /// What the figures mean: indicators and the fields they read. Figures that were kept on another basis are stale.
    pub fn basis(&self) -> Hash {
        self.basis
    }

    /// The indicators in groups that are counted together, by their places: those that read none of the `wide` fields,
    /// and of the others those that read the same fields. Fields with few values make few cases only while they stand
    /// apart from those with many.
    pub fn groups(&self, wide: impl Fn(u16) -> bool) -> Vec<(Vec<usize>, Self)> {
        let mut groups: BTreeMap<BTreeSet<u16>, Vec<usize>> = BTreeMap::new();
        for (at, one) in self.indicators.iter().enumerate() {
            let fields = one.fields();
            let apart = fields.iter().any(|no| wide(*no));
            groups.entry(if apart { fields } else { BTreeSet::new() }).or_default().push(at);
        }
        if groups.is_empty() {
            groups.insert(BTreeSet::new(), Vec::new());
        }
        let only = |places: Vec<usize>| {
            let chosen = places.iter().filter_map(|at| self.indicators.get(*at)).cloned();
            let indicators: Vec<One> = chosen.collect();
            let fields = indicators.iter().flat_map(One::fields).collect();
            (places, Self { indicators, fields, today: self.today, basis: self.basis })
        };
        groups.into_values().map(only).collect()
    }

    /// Figures over no records.
    pub fn nothing(&self) -> Counts {
        let zero = vec![0; self.indicators.len()];
        Counts { records: 0, figures: zero.clone(), behind: zero, exact: true }
    }

    /// The counts of a row of numbers that rows of [`Counting::to_row`] add up to.
    pub fn from_row(&self, row: &[i64]) -> Counts {
        let count = self.indicators.len();
        let part = |from: usize| row.iter().skip(from).take(count).copied().collect::<Vec<_>>();
        let number = |at: usize| row.get(at).copied().unwrap_or_default();
        let figures = part(2);
        let mut amounts = row.iter().skip(2 + count);
        let behind = self.indicators.iter().zip(&figures).map(|(one, figure)| match one.amount {
            None => *figure,
            Some(_) => amounts.next().copied().unwrap_or_default(),
        });
        let behind = behind.collect();
        let exact = number(1) == 0 && within(&figures);
        Counts { records: number(0), figures, behind, exact }
    }

    /// As one row of numbers that can be added up: records, records that are not exact, figures, and the records behind
    /// each sum.
    pub fn to_row(&self, counts: &Counts) -> Vec<i64> {
        let mut row = vec![counts.records, i64::from(!counts.exact)];
        row.extend(&counts.figures);
        let behind = self.indicators.iter().zip(&counts.behind);
        row.extend(behind.filter(|(one, _)| one.amount.is_some()).map(|(_, behind)| behind));
        row
    }

    /// What one record adds.
    pub fn share(&self, body: &Body, today: Date) -> Counts {
        let mut share = self.nothing();
        share.records = 1;
        let context = Context { body, today };
        for (at, one) in self.indicators.iter().enumerate() {
            if let Some(amount) = one.share(context) {
                let whole = amount.fract() == 0.0 && amount.abs() < EXACT;
                share.exact &= whole;
                share.behind[at] = 1;
                share.figures[at] = if whole { integer(amount) } else { 0 };
            }
        }
        share
    }
}

impl One {
    fn of(indicator: &Indicator, scope: &Scope<'_>) -> Result<Self, Diagnostic> {
        let filter = match indicator.filter.as_str() {
            "" => None,
            text => Some(Formula::condition(text, scope)?),
        };
        let amount = match indicator.measure() {
            Measure::Count => None,
            Measure::Sum(text) => Some(Formula::number(text, scope)?),
        };
        Ok(Self { filter, amount })
    }

    fn fields(&self) -> BTreeSet<u16> {
        self.filter.iter().chain(&self.amount).flat_map(Formula::fields).collect()
    }

    /// `None` when the record is not counted.
    fn share(&self, context: Context<'_>) -> Option<f64> {
        if !self.filter.as_ref().is_none_or(|filter| filter.holds(context)) {
            return None;
        }
        match self.amount.as_ref().map(|amount| amount.evaluate(context)) {
            None => Some(1.0),
            Some(Answer::Number(number)) => Some(number),
            Some(_) => Some(0.0),
        }
    }
}

impl Counts {
    /// Adds `times` times what others count; a negative number takes it away.
    pub fn add(&mut self, others: &Self, times: i64) {
        self.records += times * others.records;
        self.exact &= others.exact;
        for (own, other) in self.figures.iter_mut().zip(&others.figures) {
            *own = own.saturating_add(other.saturating_mul(times));
        }
        for (own, other) in self.behind.iter_mut().zip(&others.behind) {
            *own += times * other;
        }
        self.exact &= within(&self.figures);
    }

    /// As bytes: the number of records, then figures and records behind them, each in as few bytes as it needs.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 + 3 * self.figures.len());
        write(&mut bytes, self.records);
        for (figure, behind) in self.figures.iter().zip(&self.behind) {
            write(&mut bytes, *figure);
            // Of a count the two are the same.
            write(&mut bytes, behind.wrapping_sub(*figure));
        }
        bytes
    }

    /// From [`Counts::to_bytes`]; `None` when the bytes are not so many figures.
    pub fn from_bytes(mut bytes: &[u8], indicators: usize) -> Option<Self> {
        let records = read(&mut bytes)?;
        let (mut figures, mut behind) =
            (Vec::with_capacity(indicators), Vec::with_capacity(indicators));
        for _ in 0..indicators {
            let figure = read(&mut bytes)?;
            figures.push(figure);
            behind.push(figure.wrapping_add(read(&mut bytes)?));
        }
        bytes.is_empty().then_some(Self { records, figures, behind, exact: true })
    }
}

/// What doubles hold without loss.
fn within(figures: &[i64]) -> bool {
    figures.iter().all(|figure| figure.unsigned_abs() < 1 << 53)
}

/// Zigzag: small numbers of either sign are short.
fn write(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = ((number << 1) ^ (number >> 63)).cast_unsigned();
    while rest >= 0x80 {
        bytes.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

fn read(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_u64;
    for at in 0..10 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
        }
    }
    None
}

fn basis(definition: &Definition, fields: &BTreeSet<u16>) -> Hash {
    let mut hasher = blake3::Hasher::new_derive_key("phaodai 1 basis of kept figures");
    hasher.update(&MEANING.to_le_bytes());
    let mut text = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    for one in &definition.indicators {
        [&one.name, &one.filter, &one.sum].into_iter().for_each(|part| text(part));
    }
    for field in fields.iter().filter_map(|no| definition.field_no(*no)) {
        text(&format!("{} {} {:?} {}", field.no, field.name, field.kind, field.calculation));
    }
    Hash(*hasher.finalize().as_bytes())
}

#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, as was asked before")]
fn integer(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::Value;
    use crate::register::built_in;

    fn away() -> Definition {
        built_in().into_iter().find(|one| one.name == "away_resident").unwrap()
    }

    proptest! {
        #[test]
        fn bytes_give_back_what_was_packed(records in 0_i64..1_000_000, figures in prop::collection::vec((any::<i64>(), 0_i64..1_000_000), 0..50)) {
            let (figures, behind): (Vec<i64>, Vec<i64>) = figures.into_iter().unzip();
            let counts = Counts { records, figures, behind, exact: true };
            let bytes = counts.to_bytes();
            prop_assert_eq!(Counts::from_bytes(&bytes, counts.figures.len()), Some(counts.clone()));
            prop_assert_eq!(Counts::from_bytes(&bytes, counts.figures.len() + 1), None);
        }

        #[test]
        fn what_is_added_and_taken_away_leaves_nothing(returned in prop::collection::vec(any::<bool>(), 0..30)) {
            let definition = away();
            let counting = Counting::of(&definition).unwrap();
            let no = definition.field("returned").unwrap().no;
            let today = jiff::civil::date(2021, 9, 10);
            let mut counts = counting.nothing();
            for times in [1, -1] {
                for yes in &returned {
                    let body = Body::from([(no, Value::text(if *yes { "yes" } else { "no" }))]);
                    counts.add(&counting.share(&body, today), times);
                }
                if times == 1 {
                    prop_assert_eq!(counts.figures[0], returned.iter().filter(|yes| **yes).count() as i64);
                }
            }
            prop_assert_eq!(counts, counting.nothing());
        }
    }

    #[test]
    fn the_basis_changes_with_a_formula_and_not_with_a_title() {
        let basis = |definition: &Definition| Counting::of(definition).unwrap().basis();
        let (mut other, own) = (away(), basis(&away()));
        other.indicators[0].title.vi = "Tên khác".to_owned();
        other.version += 1;
        assert_eq!(basis(&other), own);
        other.indicators[0].filter = "${returned} != 'yes'".to_owned();
        assert_ne!(basis(&other), own);
    }

    #[test]
    fn a_sum_of_halves_is_not_called_exact() {
        let mut definition = away();
        definition.indicators[0].sum = "1 div 2".to_owned();
        let counting = Counting::of(&definition).unwrap();
        let yes = Body::from([(definition.field("returned").unwrap().no, Value::text("yes"))]);
        let today = jiff::civil::date(2021, 9, 10);
        assert!(!counting.share(&yes, today).exact);
        assert!(counting.share(&Body::new(), today).exact, "nothing is summed");
    }
}

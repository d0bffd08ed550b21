//! A discrepancy whole: both figures with where they open, the records behind them, and its history.

use domain::base::{Bilingual, Lang, RecordId};
use domain::returns::{Address, DiscrepancyState};
use jiff::civil::DateTime;

use super::super::open::RecordList;
use super::super::{Desk, Most, Outcome, problem as publishing};
use super::discrepancy::Discrepancy;
use crate::people::Officer;
use crate::store::Scope;

/// A discrepancy with everything behind it.
#[derive(Clone, Debug)]
pub struct DiscrepancyShown {
    /// It.
    pub discrepancy: Discrepancy,
    /// The figures in it, in the order of the rule.
    pub figures: Vec<OpenedSide>,
    /// The records that one figure counts and the other does not; the person's records within the reader's scope.
    pub records: Vec<RecordList>,
    /// What happened, the oldest step first.
    pub history: Vec<HistoryLine>,
}

/// A figure of a discrepancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedSide {
    /// In words.
    pub title: Bilingual,
    /// As it was found.
    pub value: Option<i64>,
    /// Where it opens into its records: for `phaodai open`.
    pub address: Option<String>,
}

/// One step of a discrepancy.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    /// When.
    pub at: Option<DateTime>,
    /// The state that it led to.
    pub state: DiscrepancyState,
    /// Who; `None` for the program.
    pub by: Option<String>,
    /// What was said.
    pub words: String,
    /// Both figures, as they were then.
    pub figures: Option<(f64, f64)>,
}

impl Desk<'_> {
    /// A discrepancy opened into its records. Reading them is written to the read log; without an officer sensitive fields
    /// are hidden. Of what two units share an officer sees the own unit's records, and those of units below the own.
    ///
    /// # Errors
    /// `out_of_scope`; when the database cannot be read.
    pub fn show_discrepancy(
        &self,
        one: &Discrepancy,
        officer: Option<&Officer>,
        most: Most<'_>,
    ) -> Outcome<DiscrepancyShown> {
        let (unit, day) = (one.unit, one.period);
        if let Some(officer) = officer.filter(|officer| !self.may_see(officer, unit, day)) {
            return Err(publishing::out_of_scope(self, unit, officer));
        }
        let words = |text: &str, lang| self.side_in_words(one, text, lang);
        let figures = one.evidence.figures.iter().map(|figure| OpenedSide {
            title: Bilingual::new(words(&figure.name, Lang::Vi), words(&figure.name, Lang::En)),
            value: figure.value,
            address: figure.address.clone(),
        });
        let mut records = Vec::new();
        for part in self.parts_seen(one, officer)? {
            records.extend(self.records_behind(&part, officer, most)?);
        }
        let history = self.discrepancy_history(one)?;
        Ok(DiscrepancyShown {
            figures: figures.collect(),
            discrepancy: one.clone(),
            records,
            history,
        })
    }

    /// The discrepancy itself, and its counterparts in other units as far as the officer sees those.
    fn parts_seen(
        &self,
        one: &Discrepancy,
        officer: Option<&Officer>,
    ) -> Outcome<Vec<Discrepancy>> {
        let mut parts = vec![one.clone()];
        let Some(officer) = officer else { return Ok(parts) };
        for other in &one.shared_with {
            if self.may_see(officer, *other, one.period) {
                let there = self.discrepancies_in(&self.node.scope_of(*other)?)?;
                let same = |part: &Discrepancy| part.finding == one.finding && part.unit == *other;
                parts.extend(there.into_iter().filter(same));
            }
        }
        Ok(parts)
    }

    fn records_behind(
        &self,
        one: &Discrepancy,
        officer: Option<&Officer>,
        most: Most<'_>,
    ) -> Outcome<Option<RecordList>> {
        let Some(first) = one.evidence.records.first() else { return Ok(None) };
        let register = self.register(&first.register, one.period)?;
        let reader = self.node.reader()?;
        let mut found = Vec::new();
        let ids: Vec<RecordId> = one.evidence.records.iter().map(|behind| behind.record).collect();
        for id in ids.iter().take(most(&register.definition.name, one.unit)) {
            found.extend(reader.record(&register.table, &Scope::everything(), *id)?);
        }
        let address = Address {
            unit: self.key(one.unit, one.period),
            day: one.period,
            template: Some(one.rule.clone()),
            line: if one.about.is_empty() { first.register.clone() } else { one.about.clone() },
            version: one.version,
        };
        let total = ids.len() + one.evidence.more;
        let list = RecordList {
            address,
            unit: one.unit,
            title: one.title.clone(),
            value: None,
            as_of: None,
            definition: Box::new(register.definition.clone()),
            total,
            records: found,
            masked: false,
            by_hand: None,
        };
        drop(reader);
        self.read(list, officer, most).map(Some)
    }
}

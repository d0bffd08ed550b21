//! The register as it was at the cut-off of a return: what is written later is tomorrow's, and no fault of today's.

use std::collections::BTreeMap;
use std::rc::Rc;

use domain::base::{DefinitionId, local_date, stamp};
use domain::entry::{Stream, millis};
use domain::returns::{Frozen, Position};
use jiff::Timestamp;

use super::super::freeze::positions;
use super::super::{Desk, Outcome};
use super::figures::{Around, Case, source};
use crate::measure::{self, Figures};

/// What the registers of a return counted at its cut-off.
#[derive(Debug, Default)]
pub(super) struct Closing {
    /// The content with the positions of that moment; `None` while nothing was written since the return was frozen.
    pub(super) frozen: Option<Frozen>,
    /// All figures by register, where something was.
    figures: BTreeMap<String, Figures>,
}

impl Around<'_> {
    /// Whether the cut-off of a return is past.
    pub(super) fn is_closed(&self, case: &Case<'_>) -> bool {
        cut_off(case).is_some_and(|cut_off| cut_off < self.desk.now())
    }

    /// What a line's register counted at the cut-off, or counts now while that is still to come.
    pub(super) fn closing(&self, case: &Case<'_>, line: &str) -> Outcome<Option<i64>> {
        let Some((register, indicator)) = source(case, line) else { return Ok(None) };
        let closing = self.at_cut_off(case)?;
        Ok(match closing.figures.get(register) {
            Some(figures) => figures.get(indicator).copied(),
            None => case.frozen.stated(line).counted,
        })
    }

    /// The return as it would have been at its cut-off, counted once a check.
    pub(super) fn at_cut_off(&self, case: &Case<'_>) -> Outcome<Rc<Closing>> {
        let key = (case.subject.template.name.clone(), case.subject.unit);
        if let Some(known) = self.closed.borrow().get(&key) {
            return Ok(known.clone());
        }
        let closing = Rc::new(match self.later(case)? {
            Some(frozen) => Closing { figures: counted(self.desk, &frozen)?, frozen: Some(frozen) },
            None => Closing::default(),
        });
        self.closed.borrow_mut().insert(key, closing.clone());
        Ok(closing)
    }

    /// The content with the positions at the cut-off; `None` when no record of its registers was touched since.
    fn later(&self, case: &Case<'_>) -> Outcome<Option<Frozen>> {
        let Some(cut_off) = cut_off(case) else { return Ok(None) };
        let used: Vec<DefinitionId> =
            case.frozen.definitions.iter().map(|used| used.definition).collect();
        let scope = self.desk.node.scope_in(&self.reader, case.subject.unit)?;
        let (mut then, mut touched) = (Vec::new(), false);
        for end in positions(&self.reader, &scope)? {
            let known = case.frozen.positions.iter();
            let begin = known.clone().find(|one| (one.node, one.unit) == (end.node, end.unit));
            let (position, moved) = self.walk(begin, &end, cut_off, &used)?;
            then.extend(position);
            touched |= moved;
        }
        let frozen = || Frozen { positions: then, as_of: cut_off, ..case.frozen.clone() };
        Ok(touched.then(frozen))
    }

    /// The last entry of a stream that was written before the cut-off, and whether one since `begin` touched the registers.
    fn walk(
        &self,
        begin: Option<&Position>,
        end: &Position,
        cut_off: Timestamp,
        used: &[DefinitionId],
    ) -> Outcome<(Option<Position>, bool)> {
        let (mut last, mut touched) = (begin.cloned(), false);
        let stream = Stream { node: end.node, unit: end.unit };
        let Some(stream) = self.reader.stream(stream)? else { return Ok((last, false)) };
        let passed = begin.map_or(0, |one| usize::try_from(one.seq).unwrap_or(usize::MAX));
        for no in self.reader.entries_of(stream.no, end.seq)?.into_iter().skip(passed) {
            let Some(stored) = self.reader.entry(no)? else { break };
            let sealed = stored.open()?;
            let entry = sealed.entry();
            if entry.at.millis >= millis(cut_off) {
                break;
            }
            touched |= entry.changes.iter().any(|change| used.contains(&change.definition));
            let (seq, hash) = (entry.seq, sealed.hash().to_string());
            last = Some(Position { node: end.node, unit: end.unit, seq, hash });
        }
        Ok((last, touched))
    }
}

fn cut_off(case: &Case<'_>) -> Option<Timestamp> {
    let subject = case.subject;
    stamp(subject.period.to_datetime(subject.template.cut_off.time()))
}

fn counted(desk: &Desk<'_>, frozen: &Frozen) -> Outcome<BTreeMap<String, Figures>> {
    let then = desk.then(frozen)?;
    let mut figures = BTreeMap::new();
    for definition in then.definitions() {
        let rows = then.records(definition)?;
        let bodies = rows.iter().map(|row| &row.body);
        let counted = measure::count(definition, bodies, local_date(frozen.as_of))?;
        figures.insert(definition.name.clone(), counted);
    }
    Ok(figures)
}

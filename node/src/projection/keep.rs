//! Kept figures follow every entry, in its transaction: the difference that each row makes is added to what was kept.
//!
//! What cannot be followed cheaply or exactly is marked to be counted again ([`crate::jobs`]), and readers count it
//! themselves meanwhile: the large entries of an import, sums of numbers that are not whole, figures on another basis.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::DefinitionId;
use domain::record::Body;
use domain::register::{Cell, Counting, Counts};
use jiff::civil::Date;

use super::{Register, Step};
use crate::measure::{faulty, fresh, row_of};
use crate::store::{Owner, Writer};
use crate::{Result, store};

/// Records of one entry that are followed one by one. An import writes more, and is counted at its end.
const FEW: usize = 64;

/// Formulas that were read, and the day of today.
#[derive(Debug)]
pub(super) struct Keeper {
    /// What `today()` stands for.
    pub(super) today: Date,
    keeping: bool,
    read: BTreeMap<DefinitionId, (Arc<Register>, Arc<Counting>)>,
}

impl Keeper {
    /// Figures are kept.
    pub(super) fn keeping() -> Self {
        Self { keeping: true, ..Self::idle() }
    }

    /// Figures are not kept.
    pub(super) fn idle() -> Self {
        Self { today: Date::constant(1970, 1, 1), keeping: false, read: BTreeMap::new() }
    }

    /// A register that was just made: no unit has records, so all its figures are kept from the beginning.
    pub(super) fn begin(&self, writer: &Writer<'_>, register: &Register) -> Result<()> {
        let keeps = self.keeping && !register.definition.indicators.is_empty();
        if keeps { writer.keep_all(register.definition.id) } else { Ok(()) }
    }

    fn counting(&mut self, register: &Arc<Register>) -> Result<Arc<Counting>> {
        let definition = &register.definition;
        if let Some((known, counting)) = self.read.get(&definition.id)
            && Arc::ptr_eq(known, register)
        {
            return Ok(counting.clone());
        }
        let counting = Arc::new(Counting::of(definition).map_err(faulty(definition))?);
        self.read.insert(definition.id, (register.clone(), counting.clone()));
        Ok(counting)
    }
}

/// What one entry does to the kept figures of its unit.
pub(super) struct Keep<'a> {
    owner: Owner<'a>,
    /// How many records of each register the entry writes.
    size: BTreeMap<DefinitionId, usize>,
    open: BTreeMap<DefinitionId, Kept>,
}

/// The kept figures of one register.
enum Kept {
    /// There is nothing to follow.
    Not,
    /// To be counted again, and marked so.
    Stale(Arc<Counting>),
    /// As they were before the entry, with what it has changed so far.
    Fresh { counting: Arc<Counting>, counts: Counts, day: Date },
}

impl<'a> Keep<'a> {
    pub(super) fn of(owner: Owner<'a>, step: &Step<'_>) -> Self {
        let mut size = BTreeMap::new();
        for change in step.changes {
            *size.entry(change.definition).or_default() += 1;
        }
        Self { owner, size, open: BTreeMap::new() }
    }

    /// Reads what is kept, before the first row of a register changes.
    pub(super) fn open(
        &mut self,
        writer: &Writer<'_>,
        keeper: &mut Keeper,
        register: &Arc<Register>,
    ) -> Result<()> {
        let id = register.definition.id;
        if !self.open.contains_key(&id) {
            let kept = self.read(writer, keeper, register)?;
            self.open.insert(id, kept);
        }
        Ok(())
    }

    fn read(
        &self,
        writer: &Writer<'_>,
        keeper: &mut Keeper,
        register: &Arc<Register>,
    ) -> Result<Kept> {
        let id = register.definition.id;
        if !keeper.keeping || register.definition.indicators.is_empty() {
            return Ok(Kept::Not);
        }
        let (row, counting) = (writer.kept_row(id, self.owner.path)?, keeper.counting(register)?);
        let many = self.size.get(&id).is_some_and(|size| *size > FEW);
        let day = keeper.today;
        match row {
            // It was marked before, and somebody will count it.
            Some(row) if row.counts.is_none() => Ok(Kept::Not),
            None if !writer.keeps(id)? => Ok(Kept::Not),
            _ if many => Ok(Kept::Stale(counting)),
            None => Ok(Kept::Fresh { counts: counting.nothing(), counting, day }),
            Some(row) => Ok(match domain::base::date_from_days(row.day) {
                // Figures of yesterday go on being yesterday's until they are counted for today.
                Some(kept_for) => {
                    let day = if counting.asks_for_today() { kept_for } else { day };
                    match fresh(&row, &counting, day) {
                        Some(counts) => Kept::Fresh { counting, counts, day },
                        None => Kept::Stale(counting),
                    }
                }
                None => Kept::Stale(counting),
            }),
        }
    }

    /// A row that counts from now on: keys, search text, then the fields.
    pub(super) fn more(&mut self, register: &Register, cells: &[Cell<'_>]) {
        let plan = &register.table.plan;
        let derived = plan.keys.len() + usize::from(!plan.search.is_empty());
        if let Some(Kept::Fresh { .. }) = self.open.get(&register.definition.id) {
            // As the table holds them, so that the kept figures are those of the table.
            let body = plan.body(cells.iter().skip(derived).map(store::own));
            self.add(register, &body, 1);
        }
    }

    /// A live row that is not counted as it was any more.
    pub(super) fn less(&mut self, register: &Register, body: &Body) {
        self.add(register, body, -1);
    }

    fn add(&mut self, register: &Register, body: &Body, times: i64) {
        if let Some(Kept::Fresh { counting, counts, day }) =
            self.open.get_mut(&register.definition.id)
        {
            counts.add(&counting.share(body, *day), times);
        }
    }

    /// Writes what the entry has changed.
    pub(super) fn close(self, writer: &Writer<'_>) -> Result<()> {
        for (register, kept) in self.open {
            let (counting, counts, day) = match kept {
                Kept::Not => continue,
                Kept::Stale(counting) => {
                    let nothing = Counts { exact: false, ..counting.nothing() };
                    (counting, nothing, Date::constant(1970, 1, 1))
                }
                Kept::Fresh { counting, counts, day } => (counting, counts, day),
            };
            let row = row_of(&counting, (self.owner.unit, self.owner.path), &counts, day);
            writer.keep(register, &row)?;
        }
        Ok(())
    }
}

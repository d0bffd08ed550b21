//! One entry on its way into the tables.

use std::cell::OnceCell;
use std::sync::Arc;

use domain::base::UnitId;
use domain::entry::pack::{self, Slot};
use domain::entry::{Acted, Change, Entry};
use domain::record::{self, Body};
use domain::register::Cell;

use super::{Register, Registry};
use crate::{NodeError, Result};

/// An entry with the cells of its rows, computed wherever there was time.
#[derive(Debug)]
pub(crate) struct Step<'a> {
    /// The entry, as this node counts.
    pub(crate) no: u64,
    /// Whose records.
    pub(crate) unit: UnitId,
    /// What changes.
    pub(crate) changes: &'a [Change],
    /// Salts and bodies.
    pack: &'a [u8],
    /// The same, taken apart when they are first needed.
    slots: OnceCell<Vec<Slot<'a>>>,
    /// For each change the cells of a fresh row; `None` without a body that can be read.
    pub(crate) cells: Vec<Option<RowCells>>,
}

/// The cells of a fresh row.
#[derive(Debug)]
pub(crate) struct RowCells {
    /// The version of the register that they were computed for.
    pub(crate) register: Arc<Register>,
    /// Keys, search text, fields.
    pub(crate) cells: Vec<Cell<'static>>,
}

impl RowCells {
    /// Computes the cells of a body.
    pub(crate) fn of(register: &Arc<Register>, body: &Body) -> Self {
        let cells = register.table.plan.cells(body).into_iter().map(own).collect();
        Self { register: register.clone(), cells }
    }

    /// The same from a body that is not needed any more: its texts become the cells.
    pub(crate) fn taking(register: &Arc<Register>, body: Body) -> Self {
        Self { register: register.clone(), cells: register.table.plan.cells_taking(body) }
    }
}

fn own(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Null => Cell::Null,
        Cell::Text(text) => Cell::Text(text.into_owned().into()),
        Cell::Integer(number) => Cell::Integer(number),
        Cell::Real(number) => Cell::Real(number),
    }
}

impl<'a> Step<'a> {
    /// An entry whose cells are computed.
    pub(crate) fn new(
        no: u64,
        unit: UnitId,
        changes: &'a [Change],
        pack: &'a [u8],
        cells: Vec<Option<RowCells>>,
    ) -> Self {
        Self { no, unit, changes, pack, slots: OnceCell::new(), cells }
    }

    /// Reads the bodies of a stored entry. Bodies that were erased, and registers that are not known, have no cells.
    pub(crate) fn read(
        no: u64,
        entry: &'a Entry,
        pack: &'a [u8],
        registry: &Registry,
    ) -> Result<Self> {
        let mut step = Self::new(no, entry.stream.unit, &entry.changes, pack, Vec::new());
        let cells = step.changes.iter().enumerate().map(|(at, change)| {
            let Ok(register) = registry.get(change.definition) else { return Ok(None) };
            Ok(step.body(at)?.map(|body| RowCells::of(register, &body)))
        });
        step.cells = cells.collect::<Result<_>>()?;
        Ok(step)
    }

    /// The body of one change; `None` when there is none, or it was erased.
    pub(super) fn body(&self, at: usize) -> Result<Option<Body>> {
        let slot = self.slots()?.get(at).copied().flatten();
        slot.map(|(_, bytes)| body(self.no, bytes)).transpose()
    }

    /// Whether a change set fields that cannot be read any more.
    pub(super) fn erased(&self, at: usize) -> Result<bool> {
        let put = matches!(self.changes.get(at).map(|change| change.act), Some(Acted::Put(_)));
        Ok(put && self.slots()?.get(at).copied().flatten().is_none())
    }

    fn slots(&self) -> Result<&[Slot<'a>]> {
        if let Some(slots) = self.slots.get() {
            return Ok(slots);
        }
        let slots = pack::read(self.pack)
            .map_err(|error| NodeError::Bodies { no: self.no, what: error.to_string() })?;
        Ok(self.slots.get_or_init(|| slots))
    }
}

/// Reads the bytes of one body.
pub(crate) fn body(no: u64, bytes: &[u8]) -> Result<Body> {
    record::decode(bytes).map_err(|error| NodeError::Bodies { no, what: error.to_string() })
}

//! Changes rows as an entry says.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::base::{DefinitionId, Diagnostic, UnitId, Value};
use domain::entry::{Acted, Change};
use domain::record::Body;
use domain::register::Definition;
use jiff::civil::Date;

use super::keep::{Keep, Keeper};
use super::parents::Parents;
use super::registry::Offer;
use super::system::{built_in, system_register};
use super::{Register, Registry, RowCells, Step};
use crate::store::{Inserter, Owner, Reader, Writer};
use crate::{NodeError, Result};

/// What projection keeps in mind between entries. After a transaction that failed it is read from the database again.
#[derive(Debug)]
pub(crate) struct Projection {
    registry: Registry,
    parents: Option<Parents>,
    paths: BTreeMap<UnitId, Arc<str>>,
    faults: Vec<NodeError>,
    keeper: Keeper,
    definitions: DefinitionId,
    relations: DefinitionId,
}

impl Projection {
    /// An empty database: only the register of definitions is there, so that others can be defined.
    pub(crate) fn begin(writer: &Writer<'_>) -> Result<Self> {
        let mut projection = Self::over(Registry::default());
        projection.keeper = Keeper::keeping();
        projection.define(writer, built_in("definition")?)?;
        Ok(projection)
    }

    /// A database whose tables are made from a registry that is known beforehand. Figures are not kept in it while it is
    /// filled: whoever fills it counts them at the end, or never asks.
    pub(crate) fn with_tables(writer: &Writer<'_>, registry: Registry) -> Result<Self> {
        for register in registry.iter() {
            writer.create_table(&register.table)?;
        }
        Ok(Self::over(registry))
    }

    /// A database that has its tables.
    pub(crate) fn load(reader: &Reader<'_>) -> Result<Self> {
        let mut registry = Registry::default();
        let bootstrap = built_in("definition")?;
        // Columns are never dropped, so the table of definitions can be read with the definition of any version.
        let (id, mut found) = (bootstrap.id, Vec::<Definition>::new());
        registry.offer(bootstrap)?;
        reader.rows(&registry.get(id)?.table, |record| {
            found.extend(definition_in(&registry.get(id)?.definition, &record.body));
            Ok(())
        })?;
        found.sort_by_key(|definition| definition.version);
        for definition in found {
            // What was refused when it came is refused again.
            let _ = registry.offer(definition);
        }
        Ok(Self { keeper: Keeper::keeping(), ..Self::over(registry) })
    }

    pub(crate) fn over(registry: Registry) -> Self {
        Self {
            registry,
            parents: None,
            paths: BTreeMap::new(),
            faults: Vec::new(),
            keeper: Keeper::idle(),
            definitions: system_register("definition"),
            relations: system_register("unit_relation"),
        }
    }

    /// The registers as they are now.
    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The day that `today()` stands for in figures that are kept from now on.
    pub(crate) fn set_today(&mut self, today: Date) {
        self.keeper.today = today;
    }

    /// What could not be taken since the last call.
    pub(crate) fn take_faults(&mut self) -> Vec<NodeError> {
        std::mem::take(&mut self.faults)
    }

    /// Applies one entry.
    pub(crate) fn apply(&mut self, writer: &Writer<'_>, mut step: Step<'_>) -> Result<()> {
        let path = self.path(writer, step.unit)?;
        let owner = Owner { unit: step.unit, path: &path, entry: step.no };
        let mut inserting: Option<(DefinitionId, Inserter<'_>)> = None;
        let mut keep = Keep::of(owner, &step);
        for (at, change) in step.changes.iter().enumerate() {
            let Ok(register) = self.registry.get(change.definition).cloned() else {
                writer.index_entry(change.record, step.no)?;
                continue;
            };
            keep.open(writer, &mut self.keeper, &register)?;
            if matches!(change.act, Acted::Put(_)) {
                let cells = current(&mut step, at, &register)?;
                if inserting.as_ref().is_none_or(|(definition, _)| *definition != change.definition)
                {
                    inserting = Some((change.definition, writer.inserter(&register.table)?));
                }
                let fresh = match (&cells, &mut inserting) {
                    (Some(cells), Some((_, inserter))) => {
                        inserter.insert(change.record, owner, &cells.cells)?
                    }
                    _ => false,
                };
                if !fresh {
                    put_again(writer, &register, owner, &step, at, &mut keep)?;
                } else if let Some(cells) = &cells {
                    keep.more(&register, &cells.cells);
                }
            } else {
                remove(writer, &register, step.no, change, &mut keep)?;
            }
            self.follow(writer, &step, at)?;
        }
        keep.close(writer)
    }

    /// What else a change of a system register brings about.
    fn follow(&mut self, writer: &Writer<'_>, step: &Step<'_>, at: usize) -> Result<()> {
        let Some(change) = step.changes.get(at) else { return Ok(()) };
        if change.definition == self.relations {
            self.parents = None;
        }
        if change.definition == self.definitions
            && let Some(body) = step.body(at)?
        {
            match read_definition(&self.registry.get(self.definitions)?.definition, &body) {
                Some(Ok(definition)) => self.define(writer, definition)?,
                Some(Err(faults)) => self
                    .faults
                    .push(NodeError::Definition { definition: change.definition, faults }),
                None => {}
            }
        }
        Ok(())
    }

    /// Makes or upgrades the table of a definition; one that would lose data is noted and left aside.
    fn define(&mut self, writer: &Writer<'_>, definition: Definition) -> Result<()> {
        match self.registry.offer(definition) {
            Ok(Offer::Known) => {}
            Ok(Offer::New(register)) => {
                writer.create_table(&register.table)?;
                self.keeper.begin(writer, &register)?;
            }
            Ok(Offer::Upgrade(upgrade, register)) => {
                writer.upgrade_table(&upgrade, &register.table)?;
            }
            Err(fault) => self.faults.push(fault),
        }
        Ok(())
    }

    fn path(&mut self, writer: &Writer<'_>, unit: UnitId) -> Result<Arc<str>> {
        if let Some(path) = self.paths.get(&unit) {
            return Ok(path.clone());
        }
        let path: Arc<str> = match writer.path_of(unit)? {
            Some(path) => path.into(),
            None => self.parents(writer)?.place(writer, unit)?.into(),
        };
        self.paths.insert(unit, path.clone());
        Ok(path)
    }

    fn parents(&mut self, reader: &Reader<'_>) -> Result<&Parents> {
        let parents = match (self.parents.take(), self.registry.get(self.relations)) {
            (Some(parents), _) => parents,
            (None, Ok(relations)) => Parents::read(reader, relations)?,
            (None, Err(_)) => Parents::default(),
        };
        Ok(self.parents.insert(parents))
    }
}

/// The cells of a change for the register as it is now.
fn current(step: &mut Step<'_>, at: usize, register: &Arc<Register>) -> Result<Option<RowCells>> {
    let computed = step.cells.get_mut(at).and_then(Option::take);
    match computed {
        Some(cells) if Arc::ptr_eq(&cells.register, register) => Ok(Some(cells)),
        _ => Ok(step.body(at)?.map(|body| RowCells::of(register, &body))),
    }
}

/// A put on a record that was written before, or whose body was erased.
fn put_again(
    writer: &Writer<'_>,
    register: &Register,
    owner: Owner<'_>,
    step: &Step<'_>,
    at: usize,
    keep: &mut Keep<'_>,
) -> Result<()> {
    let Some(change) = step.changes.get(at) else { return Ok(()) };
    let (table, record) = (&register.table, change.record);
    if step.erased(at)? {
        return writer.index_entry(record, step.no);
    }
    let Some(before) = writer.row(table, record)? else { return Ok(()) };
    if before.unit != owner.unit {
        return Err(NodeError::OtherUnit { record, owner: before.unit, unit: owner.unit });
    }
    if !before.retracted {
        keep.less(register, &before.body);
    }
    let mut body = before.body;
    body.extend(step.body(at)?.unwrap_or_default());
    body.retain(|_, value| *value != Value::Empty);
    writer.index_entry(record, before.entry)?;
    let cells = table.plan.cells(&body);
    keep.more(register, &cells);
    writer.replace_row(table, record, owner, &cells)
}

/// A retraction or an erasure.
fn remove(
    writer: &Writer<'_>,
    register: &Register,
    no: u64,
    change: &Change,
    keep: &mut Keep<'_>,
) -> Result<()> {
    let (table, record) = (&register.table, change.record);
    let before = writer.row(table, record)?;
    match &before {
        Some(before) => writer.index_entry(record, before.entry)?,
        None => writer.index_entry(record, no)?,
    }
    let Some(before) = before else { return Ok(()) };
    if !before.retracted {
        keep.less(register, &before.body);
    }
    if change.act == Acted::Retract {
        return writer.retract_row(table, record, no);
    }
    writer.index_entry(record, no)?;
    writer.erase_row(table, record)
}

/// The definition that a record of the register of definitions holds; `None` when this program cannot read it.
pub(super) fn definition_in(definitions: &Definition, body: &Body) -> Option<Definition> {
    read_definition(definitions, body)?.ok()
}

/// The same, with what is wrong with it; `None` when the record holds no text.
fn read_definition(
    definitions: &Definition,
    body: &Body,
) -> Option<std::result::Result<Definition, Vec<Diagnostic>>> {
    let text = body.get(&definitions.field("text")?.no)?.as_text()?;
    Some(Definition::from_toml(text))
}

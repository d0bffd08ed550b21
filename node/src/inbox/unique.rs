//! Values that no two records may share: the number that an authority gives to one case only.
//!
//! They are held over all units of the node. Whoever is refused is told that the number is taken, and nothing of the record
//! that has it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::base::text::fold;
use domain::base::{DefinitionId, Diagnostic, RecordId};
use domain::record::Body;
use domain::register::{Definition, Field};

use crate::projection::Register;
use crate::store::Scope;
use crate::{Node, Result, units};

/// The values of a register that are taken, and by whom. Nothing where no field is unique.
#[derive(Default)]
pub(super) struct Taken {
    fields: Vec<Field>,
    by: BTreeMap<(u16, String), RecordId>,
}

impl Taken {
    /// Reads them.
    pub(super) fn of(node: &Node, register: &Register) -> Result<Self> {
        let unique = |definition: &Definition| -> Vec<Field> {
            definition.in_use().filter(|field| field.unique).cloned().collect()
        };
        let mut taken = Self { fields: unique(&register.definition), by: BTreeMap::new() };
        if !taken.fields.is_empty() {
            units::each_in(node, register, &Scope::everything(), |record| {
                taken.add(record.id, &record.body);
            })?;
        }
        Ok(taken)
    }

    /// A record with its values.
    pub(super) fn add(&mut self, record: RecordId, body: &Body) {
        for field in &self.fields {
            if let Some(key) = key(field, body) {
                self.by.entry(key).or_insert(record);
            }
        }
    }

    /// What a record would say that another one says already.
    pub(super) fn faults(&self, record: Option<RecordId>, body: &Body) -> Vec<Diagnostic> {
        let is_taken = |field: &&Field| {
            let by = key(field, body).and_then(|key| self.by.get(&key));
            by.is_some_and(|by| Some(*by) != record)
        };
        self.fields.iter().filter(is_taken).map(|field| fault(field, body)).collect()
    }
}

/// What is taken in each register that a batch of forms writes to; read when it is first asked, and kept up with what the
/// batch itself will write.
#[derive(Default)]
pub(super) struct Batch(BTreeMap<DefinitionId, Taken>);

impl Batch {
    /// Takes the values of a record, or says which of them another one has already.
    pub(super) fn take(
        &mut self,
        node: &Node,
        register: &Register,
        record: RecordId,
        body: &Body,
    ) -> Result<Vec<Diagnostic>> {
        let taken = match self.0.entry(register.definition.id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(slot) => slot.insert(Taken::of(node, register)?),
        };
        let faults = taken.faults(Some(record), body);
        if faults.is_empty() {
            taken.add(record, body);
        }
        Ok(faults)
    }
}

fn key(field: &Field, body: &Body) -> Option<(u16, String)> {
    let text = body.get(&field.no).filter(|value| !value.is_empty())?.to_string();
    Some((field.no, fold(&text)))
}

fn fault(field: &Field, body: &Body) -> Diagnostic {
    let value = body.get(&field.no).map(ToString::to_string).unwrap_or_default();
    Diagnostic::error(
        "value_taken",
        format!("{}: “{value}” đã là của dòng khác.", field.label.vi),
        format!("{}: “{value}” belongs to another record.", field.label.en),
    )
    .hint(
        "Kiểm tra lại số; nếu là cùng một người, sửa dòng đã có.",
        "Look at the number again; if it is the same person, change the record that is there.",
    )
    .at_field(&field.name)
}

//! What is made of registers that change seldom, kept until one of them does: units, officers, who met whom.

use std::sync::{Arc, Mutex, PoisonError};

use domain::register::Owner;

use super::Node;
use crate::Result;

/// A value made of some registers.
#[derive(Debug)]
pub(crate) struct Kept<T>(Mutex<Option<Made<T>>>);

#[derive(Debug)]
struct Made<T> {
    /// The last entry of the ledger at which nothing had changed.
    entry: u64,
    /// For each register the latest entry that touched it, and how many records it has.
    touched: Vec<(u64, u64)>,
    value: Arc<T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// The value as the registers of the program with these names stand; made again when one of them has changed.
    pub(crate) fn get(
        &self,
        node: &Node,
        registers: &[&str],
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let reader = node.reader()?;
        let entry = reader.last_entry()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept.as_ref().filter(|made| made.entry == entry) {
            return Ok(made.value.clone());
        }
        // The ledger grew, but mostly by lists of people.
        let mut touched = Vec::with_capacity(registers.len());
        let registry = node.registry();
        for name in registers {
            let built_in = |_| registry.get(Owner::BuiltIn.id_of(name));
            let register = registry.get(Owner::System.id_of(name)).or_else(built_in)?;
            touched.push(reader.touched(&register.table)?);
        }
        drop(reader);
        if let Some(made) = kept.as_mut().filter(|made| made.touched == touched) {
            made.entry = entry;
            return Ok(made.value.clone());
        }
        let value = Arc::new(make()?);
        *kept = Some(Made { entry, touched, value: value.clone() });
        Ok(value)
    }
}

//! The versions of a register that this node has taken: who brought them and when.

use domain::base::{DefinitionId, OfficerId, RecordId, UnitId};
use domain::register::Definition;
use jiff::Timestamp;

use super::Node;
use crate::projection::system_register;
use crate::store::Scope;
use crate::{Result, fields};

/// One version of a register, as it was taken into use.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenVersion {
    /// The definition.
    pub definition: Definition,
    /// When, by the clock of whoever wrote the entry.
    pub at: Timestamp,
    /// Who; `None` for the program itself.
    pub officer: Option<OfficerId>,
    /// The unit that issued it.
    pub unit: UnitId,
}

impl Node {
    /// The versions of a register, the oldest first. One that this program cannot read any more is left out.
    ///
    /// # Errors
    /// When the database or an entry cannot be read.
    pub fn versions_of(&self, register: DefinitionId) -> Result<Vec<TakenVersion>> {
        let (reader, registry) = (self.reader()?, self.registry());
        let definitions = registry.get(system_register("definition"))?;
        let newest = registry.get(register)?.definition.version;
        let mut versions = Vec::new();
        for version in 1..=newest {
            let id = RecordId::derived(&format!("definition/{register}/{version}"));
            let found = reader.record(&definitions.table, &Scope::everything(), id)?;
            let Some(record) = found else { continue };
            let text = fields::text(&definitions.definition, &record.body, "text");
            let (Ok(definition), Some(entry)) =
                (Definition::from_toml(text), reader.entry(record.entry)?)
            else {
                continue;
            };
            let sealed = entry.open()?;
            let at = Timestamp::from_millisecond(sealed.entry().at.millis.cast_signed());
            let at = at.unwrap_or(Timestamp::UNIX_EPOCH);
            let (officer, unit) = (sealed.entry().officer, sealed.entry().stream.unit);
            versions.push(TakenVersion { definition, at, officer, unit });
        }
        Ok(versions)
    }
}

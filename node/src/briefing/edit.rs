//! What an officer wrote over the briefing of a unit and a day, in the unit's book.

use domain::base::{Diagnostic, Lang, RecordId, UnitId, Value};
use domain::briefing::{Briefing, Edits, Facts, compose};
use domain::entry::{Act, Draft, DraftChange};
use jiff::civil::Date;

use super::{Outcome, Round};
use crate::people::Officer;
use crate::{fields, units};

/// The edits of a briefing, and the entry that wrote them last; 0 when nobody did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The edits.
    pub edits: Edits,
    /// The entry.
    pub entry: u64,
}

impl Round<'_> {
    /// The briefing of facts as it is read: composed, with what was written over it. Edits are of the Vietnamese words, and
    /// do not touch the English ones.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn briefing(&self, facts: &Facts, unit: UnitId, lang: Lang) -> Outcome<Briefing> {
        let composed = compose(facts, &self.rules, lang);
        if lang != Lang::Vi {
            return Ok(composed);
        }
        Ok(composed.edited(&self.edits(unit, facts.day)?.edits))
    }

    /// What was written over the briefing of a unit and a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn edits(&self, unit: UnitId, day: Date) -> Outcome<Written> {
        let register = units::register(self.node, "briefing_edit")?;
        let scope = self.node.scope_of(unit)?;
        let found = self.node.reader()?.record(&register.table, &scope, record_of(unit, day))?;
        let Some(record) = found.filter(|record| !record.retracted) else {
            return Ok(Written::default());
        };
        let text = fields::text(&register.definition, &record.body, "edits");
        // Words of a later version of the program are no reason to have no briefing.
        let edits = serde_json::from_str(text).unwrap_or_default();
        Ok(Written { edits, entry: record.entry })
    }

    /// Writes over a briefing. `seen` is the entry of the edits that the writer had before the eyes.
    ///
    /// # Errors
    /// `changed_meanwhile` when somebody else has written since; when the database cannot be written.
    pub fn edit(
        &self,
        unit: UnitId,
        day: Date,
        (edits, seen): (&Edits, u64),
        by: &Officer,
    ) -> Outcome<()> {
        if self.edits(unit, day)?.entry != seen {
            return Err(changed_meanwhile());
        }
        let register = units::register(self.node, "briefing_edit")?;
        let definition = &register.definition;
        let text = serde_json::to_string(edits).unwrap_or_default();
        let values = [("day", Value::Date(day)), ("edits", Value::text(text))];
        let change = DraftChange {
            definition: definition.id,
            version: definition.version,
            record: record_of(unit, day),
            act: Act::Put(fields::put(definition, &values)),
        };
        let reason = (seen > 0).then(|| "sửa bản giao ban".to_owned());
        let draft = Draft { unit, officer: Some(by.id), reason, changes: vec![change] };
        self.node.append(&draft)?;
        Ok(())
    }
}

/// One record for each unit and day.
fn record_of(unit: UnitId, day: Date) -> RecordId {
    RecordId::derived(&format!("briefing of {unit} on {day}"))
}

fn changed_meanwhile() -> Diagnostic {
    Diagnostic::error(
        "changed_meanwhile",
        "Người khác vừa sửa bản giao ban này. Chưa ghi gì.",
        "Somebody else has just edited this briefing. Nothing is written.",
    )
    .hint(
        "Xem bản mới ở tab khác, rồi gửi lại phần của mình.",
        "Look at the new one beside, then send yours again.",
    )
}

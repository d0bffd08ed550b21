//! What everything else is written in: ids, moments, Vietnamese text, values, diagnostics.

mod diagnostic;
mod id;
mod moment;
pub mod text;
pub mod units;
mod value;

pub use diagnostic::{Bilingual, Diagnostic, Lang, Place, Severity, Warned};
pub use id::{DefinitionId, NodeId, OfficerId, RecordId, UnitId};
pub use moment::{VIETNAM, date_from_days, days_since_1970, local, local_date, stamp};
pub use value::{Kind, Value};

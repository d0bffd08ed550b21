//! The lines of a template: what each states, and where its figure comes from.

use serde::{Deserialize, Serialize};

use crate::base::Bilingual;

/// One line of a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Name in snake case; part of a figure's address.
    pub name: String,
    /// The heading of the group that begins with this line, e.g. "2. F1". Groups last until the next heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Bilingual>,
    /// Title on screen and paper.
    pub title: Bilingual,
    /// Where the figure comes from.
    pub figure: Figure,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Figure {
    /// An indicator counted over the unit's own records.
    Counted {
        /// Name of the register.
        register: String,
        /// Name of the indicator.
        indicator: String,
    },
    /// The sum of one line over the returns of the units below that were received.
    Summed {
        /// Name of the template of those returns.
        template: String,
        /// Line of it.
        line: String,
    },
    /// How many of the units below are in a standing.
    Standings {
        /// Name of the template of those returns.
        template: String,
        /// Which standing: `obliged`, `on_time`, `late` or `missing`.
        standing: String,
    },
    /// No register holds it: somebody types it and says where it comes from.
    Typed,
}

impl Line {
    /// Whether no register stands behind the line.
    pub fn is_typed(&self) -> bool {
        self.figure == Figure::Typed
    }
}

//! The briefing: what the returns, discrepancies and tasks of a day say, gathered for [`domain::briefing`]; reminders.
//!
//! Nothing is computed here: a figure is what [`Desk::open_figure`] gives, a standing what the collation and the task say.

mod edit;
mod figures;
mod gather;
mod ordered;
mod problem;
mod remind;
mod tasks;

pub use edit::Written;
pub use figures::{Change, Changes};
pub use ordered::{Ordered, OrderedTask};
pub use remind::{About, Reminded};

use domain::briefing::BriefingRules;

use crate::Node;
use crate::publish::Desk;
use crate::tasks::Office;

/// What the briefing says to the user when it cannot do what it was asked.
pub type Outcome<T> = Result<T, domain::base::Diagnostic>;

/// A node with its returns, tasks and the rules of the briefing at hand.
#[derive(Debug)]
pub struct Round<'n> {
    node: &'n Node,
    /// The returns.
    pub desk: Desk<'n>,
    /// The tasks.
    pub office: Office<'n>,
    /// What is shown and proposed.
    pub rules: BriefingRules,
}

impl<'n> Round<'n> {
    /// Reads units, officers, templates and rules; the rules of the briefing are those of the file `rules/briefing.toml` in
    /// the node's folder where there is one, else the program's.
    ///
    /// # Errors
    /// When the database or the file cannot be read.
    pub fn open(node: &'n Node) -> Outcome<Self> {
        let own = node.folder().join("rules").join("briefing.toml");
        let rules = match std::fs::read_to_string(&own) {
            Ok(text) => BriefingRules::from_toml(&text)
                .map_err(|fault| fault.in_file(own.display().to_string()))?,
            Err(_) => BriefingRules::built_in(),
        };
        Ok(Self { node, desk: Desk::open(node)?, office: Office::open(node)?, rules })
    }
}

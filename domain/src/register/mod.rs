//! What a register is: its definition, read from data, and the table that follows from it.

mod built_in;
mod choice_filter;
mod counting;
mod definition;
mod edit;
mod figures;
mod hash;
mod lineage;
mod lines;
mod order;
mod privacy;
mod propose;
mod read;
mod table;
mod verify;
pub mod xlsform;

pub use built_in::{built_in, built_in_faults};
pub(crate) use choice_filter::Offering;
pub use counting::{Counting, Counts};
pub use definition::{
    Balance, Choice, ChoiceList, Definition, Field, Indicator, Measure, Missing, Move, Note,
    Related, RelatedField, Retention, Section, Shape, Stands, Tier, Visibility,
};
pub use edit::{Answers, Edit};
pub use figures::{figures_query, filter_query};
pub use lineage::{FieldTrace, FieldUse, fields_behind, uses_of};
pub(crate) use order::order;
pub use propose::{Ordered, Proposal, propose};
pub use read::Owner;
pub use table::{Cell, Column, Dialect, KeyColumn, STANDARD, Storage, TablePlan, UpgradePlan};

//! Units: who receives orders and answers for figures, since when, under whom, and what officials call them.
//!
//! ```text
//! official lists, files ── read_list, UnitFacts::from_toml ──▶ UnitFacts ── UnitTree::build ──▶ UnitTree
//!                                                                                                  │
//!          "UBND các xã, thị trấn" + issuer + date ── resolve ──▶ Resolution (units, and what is left) ◀─┘
//! ```
//!
//! The tree is a set of dated facts: the same five digits name different communes in 2021 and in 2025, and both stand
//! side by side. Kinds, tiers and phrases are data (`definitions/units/`).

mod builtin;
mod eras;
mod facts;
mod fields;
mod identity;
mod lexicon;
mod list;
mod names;
mod reform;
mod relation;
pub mod resolve;
mod toml_file;
mod tree;
mod unit;
mod vocabulary;

pub use builtin::{MAI_SON, mai_son};
pub use eras::{Era, Eras};
pub use facts::UnitFacts;
pub use fields::Fields;
pub use identity::{body_id, coded_id, country_id};
pub use list::{ListDates, ListFile, read_list};
pub use reform::{Heir, NewUnit, Reform, Step};
pub use relation::{Relation, RelationKind};
pub use resolve::{Issuer, Part, Resolution, Status, issuer, resolve};
pub use tree::UnitTree;
pub use unit::{Alias, Former, Unit, Validity};
pub use vocabulary::{KindSpec, Vocabulary};

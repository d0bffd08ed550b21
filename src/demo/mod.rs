//! The invented world of `phaodai demo`: one morning, 10/9/2021, in huyện Mai Sơn, as data and pure generation.
//!
//! Nobody in it lives: names are drawn from lists, telephone numbers have prefixes that no operator was given, and
//! identity numbers end in a range that offices do not reach. The same seed gives the same world, byte for byte.
//!
//! `dispatch` and `docx` give the order of the day before; `world` gives who is away and who reports when; `layout`
//! and `workbook` write the lists as communes really send them, with a few flaws that the morning brings to light.

mod cells;
mod destinations;
mod dispatch;
mod docx;
mod docx_package;
mod households;
mod layout;
mod layouts;
mod names;
mod officers;
mod places;
mod planted;
mod profile;
mod resident;
mod rows;
mod workbook;
mod world;

pub use dispatch::{DISPATCH_TEXT, dispatch_docx};
pub use officers::{Officer, Officers, Post};
pub use places::world_of;
pub use planted::{CAME_BACK, CameBack, MISTAKEN, Mistaken, ON_TWO_LISTS};
pub use resident::{AwayResident, Figures, Group, Sex, Vaccination, Whereabouts};
pub use rows::{Flaw, Row};
pub use workbook::Written;
pub use world::{Commune, CommuneKind, Expected, Place, Sending, World, world};

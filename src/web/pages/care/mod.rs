//! Where people get care near their homes, and which villages have nobody.

mod list;

pub(super) use list::kind;

use domain::people::Right::ReadRecords;

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[Route::get("/care", Need::Right(ReadRecords), list::show)];

//! Who changed what, who read whom, what happened to accounts.

mod show;

use domain::people::Right::ReadAudit;

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[Route::get("/audit", Need::Right(ReadAudit), show::show)];

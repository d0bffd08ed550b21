//! The first screen: what must be done before the cut-off, what is late, what has changed since yesterday.

mod mine;
mod show;

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[Route::get("/", Need::SignIn, show::show)];

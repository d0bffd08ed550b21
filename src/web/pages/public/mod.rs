//! What residents see, without signing in: published data alone.

use crate::web::assets;
use crate::web::route::{Need, Route};

/// Every route of the public port.
pub(crate) const ROUTES: &[Route] =
    &[Route::get("/assets/{hash}/{name}", Need::Nothing, assets::show)];

//! What residents see, without signing in: published data alone.

mod show;

use crate::web::assets;
use crate::web::pages::account;
use crate::web::route::{Need, Route};

/// Every route of the public port.
pub(crate) const ROUTES: &[Route] = &[
    Route::get("/", Need::Nothing, show::show),
    Route::get("/assets/{hash}/{name}", Need::Nothing, assets::show),
    Route::get("/language/{code}", Need::Nothing, account::language),
    Route::get("/theme/{name}", Need::Nothing, account::theme),
];

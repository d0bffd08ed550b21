//! The server: accounts, keys, backup, verification.

mod account;
mod show;
mod work;

use domain::people::Right::Administer;

use crate::web::route::{Need, Route};

const ADMINISTER: Need = Need::Right(Administer);

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/admin", ADMINISTER, show::show),
    Route::post("/admin/backup", ADMINISTER, work::backup),
    Route::post("/admin/verify", ADMINISTER, work::verify),
    Route::post("/admin/accounts", ADMINISTER, account::add),
    Route::get("/admin/accounts/{id}", ADMINISTER, account::show),
    Route::post("/admin/accounts/{id}", ADMINISTER, account::change),
];

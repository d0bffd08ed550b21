//! What is published for residents: written here, read on the public port.

mod list;

use domain::people::Right::Conclude;

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/notices", Need::Right(Conclude), list::show),
    Route::post("/notices", Need::Right(Conclude), list::publish),
    Route::post("/notices/withdraw", Need::Right(Conclude), list::withdraw),
];

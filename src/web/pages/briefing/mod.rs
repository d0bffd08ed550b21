//! The briefing: what the leader reads, to print and to take along; conclusions become tasks.

mod conclude;
mod edit;
mod show;

use domain::people::Right::{Conclude, ReadBriefing};

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/briefing", Need::Right(ReadBriefing), show::show),
    Route::get("/briefing/document", Need::Right(ReadBriefing), show::document),
    Route::get("/briefing/edit", Need::Right(Conclude), edit::show),
    Route::post("/briefing/edit", Need::Right(Conclude), edit::save),
    Route::post("/briefing/conclude", Need::Right(Conclude), conclude::take),
];

//! `/api/v1`: figures, returns, tasks, directives and registers for programs; records may be written with a key that may
//! write. Every route asks for a key of an account, and sees what the account sees.

mod figures;
mod openapi;
mod records;
mod work;

use domain::people::Right::{PrepareReturns, ReadBoard, ReadDirectives, ReadRecords, WriteRecords};

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/api/v1/openapi.json", Need::Nothing, openapi::show),
    Route::get("/api/v1/registers", Need::Key(ReadRecords), records::registers),
    Route::get("/api/v1/registers/{name}/records", Need::Key(ReadRecords), records::list),
    Route::post("/api/v1/registers/{name}/records", Need::Key(WriteRecords), records::add),
    Route::get("/api/v1/registers/{name}/records/{record}", Need::Key(ReadRecords), records::show),
    Route::patch(
        "/api/v1/registers/{name}/records/{record}",
        Need::Key(WriteRecords),
        records::change,
    ),
    Route::get("/api/v1/figures", Need::Key(ReadRecords), figures::figure),
    Route::get(
        "/api/v1/returns/{unit}/{day}/{template}",
        Need::Key(PrepareReturns),
        figures::one_return,
    ),
    Route::get("/api/v1/collation", Need::Key(ReadBoard), figures::collation),
    Route::get("/api/v1/tasks", Need::Key(ReadDirectives), work::tasks),
    Route::get("/api/v1/directives", Need::Key(ReadDirectives), work::directives),
];

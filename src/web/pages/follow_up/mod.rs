//! The daily round: whom the unit follows, village by village, who was seen today and how they are. Printed, it is the sheet
//! that the community team takes along.

mod act;
mod list;
mod stay;

use domain::people::Right::{ReadRecords, WriteRecords};

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/follow-up", Need::Right(ReadRecords), list::show),
    Route::get("/stays/{record}/decision.docx", Need::Right(ReadRecords), stay::decision),
    Route::post("/follow-up/acknowledge", Need::Right(WriteRecords), act::acknowledge),
    Route::post("/follow-up/day", Need::Right(WriteRecords), act::day),
];

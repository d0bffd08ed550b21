//! The wall board: who has reported, who is late, what does not agree; renews itself.

mod collation;
mod show;

use domain::people::Right::ReadBoard;

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/board", Need::Right(ReadBoard), show::show),
    Route::get("/board/collation", Need::Right(ReadBoard), collation::show),
    Route::get("/board/collation/workbook", Need::Right(ReadBoard), collation::workbook),
];

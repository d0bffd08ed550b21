//! A figure, opened into the records or the figures that it counts.

mod show;

use domain::people::Right::{PrepareReturns, ReadBoard, ReadRecords};

use crate::web::route::{Need, Route};

pub(crate) const ROUTES: &[Route] =
    &[Route::get("/figure", Need::OneOf(&[PrepareReturns, ReadBoard, ReadRecords]), show::show)];

//! Lists that arrive as files: every row is accounted for, nothing is lost and nothing is taken twice.

mod again;
mod cells;
mod headers;
mod late_dates;
mod memory;
mod reckoning;
mod refusals;
mod rejects;
#[cfg(unix)]
mod resume;
mod round_trip;
mod ugly;

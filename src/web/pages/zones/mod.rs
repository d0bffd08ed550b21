//! Lockdown zones, with their checkpoints and households, and the papers by which they are set up and lifted.

mod list;
mod show;

use domain::people::Right::ReadRecords;
use domain::tracing::ZoneState;

use super::words::Tag;
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/zones", Need::Right(ReadRecords), list::show),
    Route::get("/zones/{record}", Need::Right(ReadRecords), show::show),
    Route::get("/zones/{record}/decision.docx", Need::Right(ReadRecords), show::set_up),
    Route::get("/zones/{record}/lifting.docx", Need::Right(ReadRecords), show::lifting),
];

/// How a zone stands.
pub(super) fn state(state: ZoneState, visit: &Visit<'_>) -> Tag {
    let (class, vi, en) = match state {
        ZoneState::Decided => ("warn", "đã quyết định, chưa có hiệu lực", "decided"),
        ZoneState::Active => ("bad", "đang phong tỏa", "in force"),
        ZoneState::Extended => ("bad", "đang phong tỏa, đã kéo dài", "in force, extended"),
        ZoneState::Over => {
            ("bad", "quá ngày dự kiến, chưa quyết định", "beyond its day, undecided")
        }
        ZoneState::Lifted => ("ok", "đã dỡ bỏ", "lifted"),
    };
    Tag { class, text: visit.w(vi, en).to_owned() }
}

//! Returns: filled in from the registers, confirmed by two people, sent, received with a stamp.

mod act;
mod list;
mod show;

use domain::people::Right::{Attest, PrepareReturns, ReadBoard};
use domain::returns::Template;
use node::publish::{Desk, Subject};

use crate::web::nope::Nope;
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;

const READ: Need = Need::OneOf(&[PrepareReturns, ReadBoard]);

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/returns", READ, list::show),
    Route::get("/returns/{unit}/{day}/{template}", READ, show::show),
    Route::get("/returns/{unit}/{day}/{template}/workbook", READ, show::workbook),
    Route::post(
        "/returns/{unit}/{day}/{template}/prepare",
        Need::Right(PrepareReturns),
        act::prepare,
    ),
    Route::post("/returns/{unit}/{day}/{template}/attest", Need::Right(Attest), act::attest),
    Route::post(
        "/returns/{unit}/{day}/{template}/submit",
        Need::Right(PrepareReturns),
        act::submit,
    ),
];

/// The return that an address names, when the visitor may see the unit.
fn subject(visit: &Visit<'_>, desk: &Desk<'_>) -> Result<Subject, Nope> {
    let day = visit.part("day").parse().map_err(|_| Nope::NotFound)?;
    let unit = desk.unit(visit.part("unit"), day).map_err(|_| Nope::NotFound)?.id;
    visit.reach(PrepareReturns, unit).or_else(|_| visit.reach(ReadBoard, unit))?;
    let template = visit.part("template");
    let known = desk.templates().iter().any(|one: &Template| one.name == template);
    if !known {
        return Err(Nope::NotFound);
    }
    Ok(desk.subject(&unit.to_string(), day, Some(template))?)
}

/// Where a return is shown.
pub(crate) fn address(desk: &Desk<'_>, subject: &Subject) -> String {
    let unit = desk.key(subject.unit, subject.period);
    format!("/returns/{unit}/{}/{}", subject.period, subject.template.name)
}

//! Figures that do not agree: found, asked about, explained, judged.

mod list;
mod show;

use domain::people::Right::{Ask, Explain, Judge, ReadDiscrepancies};
use node::publish::{Desk, Discrepancy, DiscrepancyReference};

use crate::web::nope::Nope;
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/discrepancies", Need::Right(ReadDiscrepancies), list::show),
    Route::post("/discrepancies/check", Need::Right(Ask), list::check),
    Route::get("/discrepancy", Need::Right(ReadDiscrepancies), show::show),
    Route::post("/discrepancy", Need::OneOf(&[Ask, Explain, Judge]), show::step),
];

/// The discrepancy that `ref=` names, when the visitor may see its unit.
fn discrepancy(visit: &Visit<'_>, desk: &Desk<'_>) -> Result<Discrepancy, Nope> {
    let text = visit.query.some("ref").or_else(|| visit.form.some("ref")).ok_or(Nope::NotFound)?;
    let reference: DiscrepancyReference = text.parse().map_err(|_| Nope::NotFound)?;
    let one = desk.discrepancy(&reference).map_err(|_| Nope::NotFound)?;
    visit.reach(ReadDiscrepancies, one.owner)?;
    Ok(one)
}

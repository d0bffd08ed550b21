//! Directives: a paper comes in, its orders are looked at beside its words, and go out as tasks.

mod act;
mod add;
mod board;
mod choose;
mod file;
mod list;
mod proposal;
mod review;
mod show;

use domain::people::Right::{DefineRegisters, IssueDirectives, ReadDirectives, ReceiveDirectives};
use node::tasks::{Directive, Office};

use crate::web::nope::Nope;
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;

const READ: Need = Need::Right(ReadDirectives);

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/directives", READ, list::show),
    Route::get("/directives/add", Need::Right(ReceiveDirectives), add::show),
    Route::post("/directives/add", Need::Right(ReceiveDirectives), add::take).with_files(),
    Route::get("/directives/{unit}/{year}/{arrival}", READ, show::show),
    Route::get("/directives/{unit}/{year}/{arrival}/file", READ, file::original),
    Route::get("/directives/{unit}/{year}/{arrival}/report", READ, file::report),
    Route::post(
        "/directives/{unit}/{year}/{arrival}/correct",
        Need::Right(ReceiveDirectives),
        act::correct,
    ),
    Route::post(
        "/directives/{unit}/{year}/{arrival}/issue",
        Need::Right(IssueDirectives),
        act::issue,
    ),
    Route::get(
        "/directives/{unit}/{year}/{arrival}/units",
        Need::Right(ReceiveDirectives),
        choose::show,
    ),
    Route::post(
        "/directives/{unit}/{year}/{arrival}/units",
        Need::Right(ReceiveDirectives),
        choose::take,
    ),
    Route::get(
        "/directives/{unit}/{year}/{arrival}/register",
        Need::Right(DefineRegisters),
        proposal::show,
    ),
    Route::post(
        "/directives/{unit}/{year}/{arrival}/register",
        Need::Right(DefineRegisters),
        proposal::accept,
    ),
    Route::post("/directives/{unit}/{year}/{arrival}/read", READ, act::read),
    Route::post(
        "/directives/{unit}/{year}/{arrival}/urge",
        Need::Right(IssueDirectives),
        act::urge,
    ),
];

/// The directive of an address, when the visitor may see it: of the own units, of those below, or when it orders
/// something of them.
fn directive(visit: &Visit<'_>, office: &Office<'_>) -> Result<Directive, Nope> {
    let unit = office.unit(visit.part("unit"), office.today()).map_err(|_| Nope::NotFound)?.id;
    let (year, arrival) = (visit.part("year"), visit.part("arrival"));
    let scope = visit.node().scope_of(unit)?;
    let all = office.directives(&scope)?;
    let found = all.into_iter().find(|one| {
        one.unit == unit && one.year.to_string() == year && one.arrival.to_string() == arrival
    });
    let found = found.ok_or(Nope::NotFound)?;
    if visit.reach(ReadDirectives, unit).is_ok() {
        return Ok(found);
    }
    let (who, tree, day) = (visit.who()?, visit.tree()?, visit.today());
    let readers = office.readers(&found)?;
    let ordered = readers
        .units
        .iter()
        .any(|one| one.must && who.may_in(ReadDirectives, one.unit, &tree, day));
    if ordered { Ok(found) } else { Err(Nope::NotFound) }
}

/// Where a directive is shown.
pub(crate) fn address(office: &Office<'_>, directive: &Directive) -> String {
    let unit = office.key(directive.unit, office.today());
    format!("/directives/{unit}/{}/{}", directive.year, directive.arrival)
}

/// How a directive stands, in words.
fn state(visit: &Visit<'_>, directive: &Directive) -> String {
    match directive.state.as_str() {
        "read" => visit.w("mới đọc, chưa giao", "read, not issued"),
        "confirmed" => visit.w("đã xác nhận", "confirmed"),
        "issued" => visit.w("đã giao việc", "issued"),
        _ => visit.w("đã thu hồi", "withdrawn"),
    }
    .to_owned()
}

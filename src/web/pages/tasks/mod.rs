//! Tasks: what a unit has to do, what is late, what was done about each.

mod evidence;
pub(crate) mod list;
mod show;
mod step;

use domain::people::Right::{ActOnTasks, ReadDirectives};
use node::tasks::{Office, Task, TaskReference};

use crate::web::nope::Nope;
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/tasks", Need::Right(ReadDirectives), list::show),
    Route::post("/tasks/accept", Need::Right(ActOnTasks), step::accept_many),
    Route::get("/task", Need::Right(ReadDirectives), show::show),
    Route::post("/task", Need::Right(ActOnTasks), step::take).with_files(),
    Route::get("/task/evidence/{file}", Need::Right(ReadDirectives), evidence::file),
];

/// The task that `ref=` names, when the visitor may see its unit.
fn task(visit: &Visit<'_>, office: &Office<'_>) -> Result<(TaskReference, Task), Nope> {
    let text = visit.query.some("ref").or_else(|| visit.form.some("ref")).ok_or(Nope::NotFound)?;
    let reference = TaskReference::parse(text, office.today()).map_err(|_| Nope::NotFound)?;
    let task = office.task(&reference).map_err(|_| Nope::NotFound)?;
    visit
        .reach(ReadDirectives, task.unit)
        .or_else(|_| visit.reach(ReadDirectives, task.given_by))?;
    Ok((reference, task))
}

//! Work that goes on after its request: how far it is, what came of it.

use askama::Template;

use crate::web::chrome::Chrome;
use crate::web::jobs::JobState;
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "jobs/show.html")]
struct Page {
    c: Chrome,
    id: String,
    title: String,
    done: u64,
    total: u64,
    running: bool,
    say: String,
    to: Option<String>,
    file: Option<String>,
    sayings: Vec<Saying>,
}

/// How far it is.
pub(crate) fn show(visit: &Visit<'_>) -> Answer {
    let job = visit.site.jobs.get(visit.part("id"), visit.who()?.id()).ok_or(Nope::NotFound)?;
    let (done, total) = job.progress.get();
    let mut page = Page {
        c: visit.chrome("Đang làm", "Work in progress"),
        id: job.id.clone(),
        title: job.title.clone(),
        done,
        total,
        running: false,
        say: String::new(),
        to: None,
        file: None,
        sayings: Vec::new(),
    };
    match job.state() {
        JobState::Running => page.running = true,
        JobState::Done(outcome) => {
            page.say = outcome.say;
            page.to = outcome.to;
            page.file = outcome.file.map(|(name, _, _)| name);
        }
        JobState::Failed(faults) => page.sayings = Nope::Wrong(faults).sayings(),
    }
    Reply::page(&page)
}

/// The file that came of it.
pub(crate) fn file(visit: &Visit<'_>) -> Answer {
    let job = visit.site.jobs.get(visit.part("id"), visit.who()?.id()).ok_or(Nope::NotFound)?;
    let JobState::Done(outcome) = job.state() else { return Err(Nope::NotFound) };
    let (name, kind, path) = outcome.file.ok_or(Nope::NotFound)?;
    Ok(Reply::Stored { name, kind, path })
}

//! A file that shows a task done.

use node::attachments;
use node::tasks::Office;

use super::task;
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// The file, to be saved: never shown in the browser, whatever it claims to be.
pub(super) fn file(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let (_, task) = task(visit, &office)?;
    let files = office.evidence(&task, None)?;
    let file = files
        .iter()
        .find(|file| file.id.to_string() == visit.part("file"))
        .ok_or(Nope::NotFound)?;
    let content = attachments::content(visit.node(), file)?.ok_or(Nope::NotFound)?;
    Ok(Reply::File { name: file.file_name.clone(), kind: "application/octet-stream", content })
}

//! The paper as it came, and the report on what became of it.

use domain::people::Right;
use node::attachments;
use node::tasks::Office;

use super::directive;
use crate::cli::directive::write_report;
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// The paper, to be saved.
pub(super) fn original(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    let scope = visit.node().scope_of(directive.unit)?;
    let kept = attachments::attachments_of(visit.node(), &scope, directive.id)?;
    let first = kept.first().ok_or(Nope::NotFound)?;
    let content = attachments::content(visit.node(), first)?.ok_or(Nope::NotFound)?;
    Ok(Reply::File { name: first.file_name.clone(), kind: "application/octet-stream", content })
}

/// The implementation report in the official layout. It names every unit, so it is for those who see all of them: one of
/// them that was ordered something has its own tasks.
pub(super) fn report(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    visit.reach(Right::ReadDirectives, directive.unit)?;
    let report = office.implementation(&directive)?;
    let path = visit.site.scratch("docx")?;
    write_report(&path, &report, &office)?;
    let content = std::fs::read(&path).map_err(node::NodeError::file(&path))?;
    let _ = std::fs::remove_file(&path);
    Ok(Reply::word(&format!("ket-qua-{}-{}", directive.arrival, directive.year), content))
}

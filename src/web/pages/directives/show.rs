//! A directive: beside its words as long as its orders can be corrected, afterwards who has done what.

use node::tasks::Office;

use super::{board, directive, review};
use crate::web::reply::Answer;
use crate::web::visit::Visit;

/// The one or the other: `view=text` shows the words of an issued one.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    if directive.state == "issued" && visit.query.get("view") != "text" {
        board::page(visit, &office, &directive)
    } else {
        review::page(visit, &office, &directive, Vec::new())
    }
}

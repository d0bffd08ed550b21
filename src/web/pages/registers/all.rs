//! The registers that the visitor may read.

use askama::Template;
use domain::people::Right;

use crate::web::chrome::Chrome;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "registers/all.html")]
struct Page {
    c: Chrome,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    title: String,
    source: String,
    may_write: bool,
    may_import: bool,
}

/// The list.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let (who, registry, day) = (visit.who()?, visit.node().registry(), visit.today());
    let mut rows: Vec<Row> = registry
        .iter()
        .filter(|register| !super::is_own(register))
        .map(|register| registry.in_force(register, day))
        .filter(|register| who.may(Claim::on(Right::ReadRecords, &register.definition.name)))
        .map(|register| {
            let definition = &register.definition;
            Row {
                title: definition.title.get(visit.lang).to_owned(),
                source: definition.source.clone(),
                may_write: who.may(Claim::on(Right::WriteRecords, &definition.name)),
                may_import: who.may(Claim::on(Right::Import, &definition.name)),
                name: definition.name.clone(),
            }
        })
        .collect();
    rows.sort_by(|a, b| a.title.cmp(&b.title));
    rows.dedup_by(|a, b| a.name == b.name);
    Reply::page(&Page { c: visit.chrome("Sổ", "Registers"), rows })
}

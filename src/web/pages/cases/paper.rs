//! The contact list of a case as a Word file.

use super::show::{case_of, contacts_of, open_contacts, step};
use super::{class, place, times};
use crate::papers::{ContactLine, contact_list};
use crate::web::nope::Nope;
use crate::web::pages::written;
use crate::web::reply::Answer;
use crate::web::visit::Visit;
use node::analysis::tracing;

/// The list. Telephones stand in it for those who may open them.
pub(super) fn contacts(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let mut contacts = contacts_of(visit, &case)?;
    contacts.retain(|one| one.state != "struck");
    let opens = open_contacts(visit, &case, &contacts)?;
    let line = |one: &tracing::Contact| ContactLine {
        class: class(one.class, visit.lang),
        name: one.name.clone(),
        place: place(one, visit),
        phone: if opens { one.phone.clone() } else { String::new() },
        exposure: match one.exposure {
            (Some(first), Some(last)) => times(first, last),
            _ => String::new(),
        },
        step: step(one, visit).text,
    };
    let lines: Vec<ContactLine> = contacts.iter().map(line).collect();
    let (tree, today) = (visit.tree()?, visit.today());
    let unit = tree.get(case.unit).cloned().ok_or(Nope::NotFound)?;
    let above =
        tree.ancestors(unit.id, today).into_iter().next().map(|unit| unit.full_name_on(today));
    let day = case.days.known_on().unwrap_or(today);
    let rules = tracing::rules(visit.node())?;
    let pack = rules.contact.on(day);
    let rule = pack.map(domain::tracing::Pack::label).unwrap_or_default();
    let window = super::show::window(&case, &rules, visit);
    let name = unit.full_name_on(today);
    let paper =
        contact_list((&name, &unit.name, above.as_deref()), case.label(), (&window, &rule), &lines);
    written::paper(&paper, &format!("nguoi-tiep-xuc-{}", case.label()))
}

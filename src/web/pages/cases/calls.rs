//! The call sheet of a case, to be printed: one line a contact with the telephone, and room for what was said.

use askama::Template;

use super::show::{case_of, contacts_of, open_contacts};
use super::{class, place, times};
use crate::web::chrome::Chrome;
use crate::web::records::HIDDEN;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "cases/calls.html")]
struct Page {
    c: Chrome,
    id: String,
    rows: Vec<Row>,
    opens: bool,
}

struct Row {
    class: String,
    name: String,
    phone: String,
    place: String,
    exposure: String,
}

/// The page. It is of use only with telephones: whoever may not open them is told so.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let mut contacts = contacts_of(visit, &case)?;
    contacts.retain(|one| one.is_open() && one.reached().is_none());
    let opens = open_contacts(visit, &case, &contacts)?;
    let rows = contacts.iter().map(|one| {
        let exposure = match one.exposure {
            (Some(first), Some(last)) => times(first, last),
            _ => String::new(),
        };
        let place = place(one, visit);
        let phone =
            if opens || one.phone.is_empty() { one.phone.clone() } else { HIDDEN.to_owned() };
        Row { class: class(one.class, visit.lang), name: one.name.clone(), phone, place, exposure }
    });
    let title = format!("Phiếu gọi người tiếp xúc, ca {}", case.label());
    let title_en = format!("Call sheet, case {}", case.label());
    let rows: Vec<Row> = rows.collect();
    let page =
        Page { c: visit.chrome(&title, &title_en), id: case.record.to_string(), rows, opens };
    Reply::page(&page)
}

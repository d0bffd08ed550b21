//! A masked field is opened: the reading is written down before the value is shown.

use domain::people::Right;

use super::form::{Typed, page};
use super::save::input;
use super::{record, register};
use crate::web::nope::Nope;
use crate::web::reply::Answer;
use crate::web::visit::Visit;

/// Opens one field.
pub(super) fn open(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::OpenSensitive)?;
    let found = record(visit, &register, Right::OpenSensitive)?;
    let name = visit.form.get("field");
    let field = register.definition.field(name).ok_or(Nope::NotFound)?;
    let officer = visit.acting_officer()?;
    let purpose =
        format!("{} · {}", field.label.vi, visit.w("mở trường được che", "opened a masked field"));
    visit.node().log_readings(officer, register.definition.id, &[found.id], &purpose)?;
    // What was opened before stays open, and what was typed stays typed.
    let before = register
        .definition
        .in_use()
        .filter(|field| visit.form.get(&format!("opened.{}", field.name)) == "yes");
    let mut opened: Vec<String> = before.map(|field| field.name.clone()).collect();
    opened.push(name.to_owned());
    let input = input(visit, &register, Some(&found));
    page(visit, &register, Some(&found), Typed { input, opened, ..Typed::default() })
}

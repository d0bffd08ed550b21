//! A masked field is opened: the reading is written down before the value is shown.

use domain::people::Right;

use super::form::{Typed, page};
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
    page(
        visit,
        &register,
        Some(&found),
        Typed { opened: vec![name.to_owned()], ..Typed::default() },
    )
}

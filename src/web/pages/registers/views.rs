//! Views of a list that somebody keeps: the search, the filter and the columns of now, under a name.

use domain::people::Right;
use node::people::accounts::{Accounts, SavedView};

use super::{list, register};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Keeps the view that the address holds, or takes one away.
pub(super) fn change(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::ReadRecords)?;
    let (accounts, id) = (Accounts::of(visit.node()), visit.who()?.id());
    let name = &register.definition.name;
    let done = match visit.form.get("do") {
        "remove" => accounts.remove_view(id, name, visit.form.get("view")),
        _ => {
            let view = SavedView {
                name: visit.form.get("view").to_owned(),
                query: list::query(visit, None),
            };
            accounts.save_view(id, name, &view)
        }
    };
    let query = list::query(visit, None);
    match done.map_err(Nope::from) {
        Ok(()) => Reply::said(
            format!("/registers/{name}?{query}"),
            match visit.form.get("do") {
                "remove" => visit.w("Đã bỏ cách xem.", "The view is gone."),
                _ => visit.w("Đã lưu cách xem.", "The view is kept."),
            },
        ),
        Err(nope @ Nope::Wrong(_)) => list::page(visit, nope.sayings()),
        Err(other) => Err(other),
    }
}

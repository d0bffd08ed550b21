//! Language and colours of the screen.

use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Another language.
pub(crate) fn language(visit: &Visit<'_>) -> Answer {
    let value = match visit.part("code") {
        "vi" => "vi",
        "en" => "en",
        _ => return Err(Nope::NotFound),
    };
    Ok(Reply::Keep { cookie: "lang", value, to: visit.query.get("to").to_owned() })
}

/// Other colours.
pub(crate) fn theme(visit: &Visit<'_>) -> Answer {
    let value = match visit.part("name") {
        "light" => "light",
        "dark" => "dark",
        "auto" => "auto",
        _ => return Err(Nope::NotFound),
    };
    Ok(Reply::Keep { cookie: "theme", value, to: visit.query.get("to").to_owned() })
}

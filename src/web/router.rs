//! Every route of the site, grouped by what it is about.

use super::pages;
use super::reply::Reply;
use super::route::Route;
use super::{Need, api, assets};

/// Every route of the main port.
pub fn routes() -> Vec<Route> {
    let groups: [&[Route]; 19] = [
        OWN,
        pages::account::ROUTES,
        pages::today::ROUTES,
        pages::returns::ROUTES,
        pages::figure::ROUTES,
        pages::board::ROUTES,
        pages::tasks::ROUTES,
        pages::cases::ROUTES,
        pages::follow_up::ROUTES,
        pages::zones::ROUTES,
        pages::care::ROUTES,
        pages::directives::ROUTES,
        pages::registers::ROUTES,
        pages::discrepancies::ROUTES,
        pages::briefing::ROUTES,
        pages::admin::ROUTES,
        pages::audit::ROUTES,
        pages::notices::ROUTES,
        api::ROUTES,
    ];
    groups.concat()
}

const OWN: &[Route] = &[
    Route::get("/assets/{hash}/{name}", Need::Nothing, assets::show),
    Route::get("/events", Need::SignIn, |_| Ok(Reply::Live)),
    Route::get("/jobs/{id}", Need::SignIn, pages::jobs::show),
    Route::get("/jobs/{id}/file", Need::SignIn, pages::jobs::file),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::web::Method;

    #[test]
    fn no_route_is_there_twice_and_what_changes_something_needs_somebody() {
        let routes = routes();
        let mut seen = BTreeSet::new();
        for route in &routes {
            assert!(seen.insert((route.method, route.path)), "{} twice", route.path);
            let open = ["/sign-in", "/language", "/theme"].contains(&route.path);
            assert!(
                route.method == Method::Get || open || route.need != Need::Nothing,
                "{}",
                route.path
            );
        }
    }
}

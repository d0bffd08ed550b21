//! The three questions of the morning.

use askama::Template;

use crate::web::chrome::Chrome;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "today/show.html")]
struct Page {
    c: Chrome,
}

/// The first screen.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    Reply::page(&Page { c: visit.chrome("Hôm nay", "Today") })
}

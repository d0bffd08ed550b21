//! Why there is no answer: a page that says where to go next, or an error of the API.

use askama::Template;

use crate::web::chrome::Chrome;
use crate::web::nope::{Nope, Saying};
use crate::web::pages::account;
use crate::web::reply::Reply;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "nope.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    /// What was typed, so that it need not be typed again.
    typed: Vec<(String, String)>,
    password_first: bool,
}

/// The page of an error. Whoever is not signed in is asked to sign in, and what was typed is kept meanwhile.
pub(crate) fn show(visit: &Visit<'_>, nope: &Nope) -> Reply {
    let shown = if visit.path.starts_with("/api/") {
        Reply::json_with(nope.status(), &serde_json::json!({ "errors": nope.sayings() }))
    } else if matches!(nope, Nope::SignIn) {
        account::ask(visit)
    } else {
        let (vi, en) = ("Chưa làm được", "That did not work");
        let typed =
            visit.form.fields().filter(|(name, value)| !hidden(name) && !value.trim().is_empty());
        let page = Page {
            c: visit.chrome(vi, en),
            sayings: nope.sayings(),
            typed: typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            password_first: matches!(nope, Nope::PasswordFirst),
        };
        Reply::page_with(nope.status(), &page)
    };
    shown.unwrap_or_else(|_| Reply::Html(nope.status(), nope.status().to_string()))
}

/// Fields that guard a form, and those that nobody may see again.
fn hidden(name: &str) -> bool {
    ["csrf", "once", "kept", "to"].contains(&name) || name.contains("password")
}

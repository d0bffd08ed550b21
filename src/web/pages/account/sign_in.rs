//! Sign in. Whoever was thrown out in the middle of a form finds it again afterwards.

use askama::Template;
use axum::http::StatusCode;
use node::people::accounts::{Accounts, Caller};

use crate::web::chrome::Chrome;
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::request::Form;
use crate::web::visit::Visit;

/// Name of the cookie that binds the form to the browser before anybody is signed in.
pub(crate) const BEFORE: &str = "before";

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    login: String,
    to: String,
    kept: String,
}

/// The form.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    if visit.visitor().is_some() {
        return Reply::see(visit.query.some("to").unwrap_or("/").to_owned());
    }
    page(visit, StatusCode::OK, Vec::new(), visit.query.get("to"), "")
}

/// The form, in the place of a page that needs somebody: it leads back there, and what was sent is kept in it.
pub(crate) fn ask(visit: &Visit<'_>) -> Answer {
    let query = visit.query.encoded();
    let here =
        if query.is_empty() { visit.path.clone() } else { format!("{}?{query}", visit.path) };
    let to = if here == "/sign-out" { "/".to_owned() } else { here };
    let sayings = if visit.path == "/" { Vec::new() } else { Nope::SignIn.sayings() };
    page(visit, StatusCode::UNAUTHORIZED, sayings, &to, &visit.form.encoded())
}

fn page(
    visit: &Visit<'_>,
    status: StatusCode,
    sayings: Vec<Saying>,
    to: &str,
    kept: &str,
) -> Answer {
    let mut c = visit.chrome("Đăng nhập", "Sign in");
    let seed = if visit.seed.is_empty() { visit.site.fresh() } else { visit.seed.clone() };
    c.csrf = visit.site.csrf(&seed);
    let page = Page {
        c,
        sayings,
        login: visit.form.get("login").to_owned(),
        to: to.to_owned(),
        kept: kept.to_owned(),
    };
    let html = page.render().map_err(|fault| Nope::broken(&fault))?;
    Ok(Reply::Before { status, html, seed })
}

/// What was typed.
pub(super) fn take(visit: &Visit<'_>) -> Answer {
    let form = &visit.form;
    let caller = Caller { address: visit.address.clone(), agent: visit.agent.clone() };
    let password = form.given("password").unwrap_or_default();
    let (to, kept) = (form.get("to"), form.get("kept"));
    match Accounts::of(visit.node()).sign_in(form.get("login"), password, &caller) {
        Ok(signed) => {
            let to = if kept.is_empty() { to.to_owned() } else { again_at(to, kept) };
            Ok(Reply::SignedIn { to, secret: signed.secret })
        }
        Err(fault) => {
            let nope = Nope::from(fault);
            page(visit, nope.status(), nope.sayings(), to, kept)
        }
    }
}

fn again_at(to: &str, kept: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("to", to).append_pair("kept", kept);
    format!("/again?{}", query.finish())
}

#[derive(Template)]
#[template(path = "account/again.html")]
struct Again {
    c: Chrome,
    to: String,
    fields: Vec<(String, String)>,
}

/// What was sent when nobody was signed in any more: one press sends it again.
pub(super) fn again(visit: &Visit<'_>) -> Answer {
    let kept = Form::parse(visit.query.get("kept").as_bytes());
    let fields = kept.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let to = crate::web::respond::own_path(visit.query.get("to"));
    Reply::page(&Again { c: visit.chrome("Gửi tiếp", "Send it again"), to, fields })
}

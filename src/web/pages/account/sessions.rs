//! Where one is signed in, and leaving.

use askama::Template;
use domain::base::Diagnostic;
use node::people::accounts::{Accounts, Session};

use crate::web::chrome::{Chrome, moment_text};
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct Page {
    c: Chrome,
    login: String,
    must_change: bool,
    sayings: Vec<Saying>,
    sessions: Vec<Row>,
}

struct Row {
    name: String,
    agent: String,
    address: String,
    begun: String,
    used: String,
    this_one: bool,
}

/// One's own account.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    Reply::page(&page(visit, Vec::new())?)
}

/// The same, with what was wrong with a new password.
pub(super) fn refused(visit: &Visit<'_>, fault: Diagnostic) -> Answer {
    Reply::refused(&page(visit, Nope::from(fault).sayings())?)
}

fn page(visit: &Visit<'_>, sayings: Vec<Saying>) -> Result<Page, Nope> {
    let who = visit.who()?;
    let sessions = Accounts::of(visit.node()).sessions(who.id())?;
    let row = |session: Session| Row {
        this_one: session.name == who.session,
        begun: moment_text(session.begun_at),
        used: moment_text(session.used_at),
        name: session.name,
        agent: session.agent,
        address: session.address,
    };
    Ok(Page {
        c: visit.chrome("Tài khoản của tôi", "My account"),
        login: who.account.login.clone(),
        must_change: who.account.must_change,
        sayings,
        sessions: sessions.into_iter().map(row).collect(),
    })
}

/// Ends one session, or all others.
pub(super) fn end(visit: &Visit<'_>) -> Answer {
    let (who, accounts) = (visit.who()?, Accounts::of(visit.node()));
    match visit.form.some("session") {
        Some(name) => accounts.end_session(who.id(), name, None)?,
        None => accounts.end_all(who.id(), Some(&who.session))?,
    }
    Reply::said("/account", visit.w("Đã đăng xuất nơi đó.", "Signed out there."))
}

/// Leaves.
pub(super) fn sign_out(visit: &Visit<'_>) -> Answer {
    let who = visit.who()?;
    Accounts::of(visit.node()).end_session(who.id(), &who.session, None)?;
    Ok(Reply::SignedOut)
}

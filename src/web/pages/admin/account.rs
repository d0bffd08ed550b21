//! One account: password, roles for units, sessions, keys.

use askama::Template;
use domain::base::Diagnostic;
use domain::people::Roles;
use node::people::accounts::{Account, AccountId, Accounts};

use super::show;
use crate::web::chrome::{Chrome, moment_text};
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "admin/account.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    login: String,
    officer: String,
    officers: Vec<(String, String, bool)>,
    disabled: bool,
    password: Option<String>,
    key: Option<String>,
    grants: Vec<(String, String, String, String)>,
    roles: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    tokens: Vec<(String, String)>,
}

/// Title of a role.
pub(super) fn role_title(visit: &Visit<'_>, name: &str) -> String {
    let role = Roles::built_in().called(name);
    role.map_or_else(|| name.to_owned(), |role| role.title.get(visit.lang).to_owned())
}

/// What was just made and is shown once.
#[derive(Default)]
struct Once {
    password: Option<String>,
    key: Option<String>,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let account = account(visit)?;
    Reply::page(&page(visit, &account, Vec::new(), Once::default())?)
}

fn account(visit: &Visit<'_>) -> Result<Account, Nope> {
    let id: AccountId = visit.part("id").parse().map_err(|_| Nope::NotFound)?;
    Accounts::of(visit.node()).get(id)?.ok_or(Nope::NotFound)
}

fn page(
    visit: &Visit<'_>,
    account: &Account,
    sayings: Vec<Saying>,
    once: Once,
) -> Result<Page, Nope> {
    let accounts = Accounts::of(visit.node());
    let mut officers: Vec<(String, String, bool)> = visit
        .officers()?
        .iter()
        .map(|one| {
            (
                one.id.to_string(),
                format!("{} · {}", one.full_name, visit.unit_name(one.unit)),
                Some(one.id) == account.officer,
            )
        })
        .collect();
    officers.sort_by(|a, b| a.1.cmp(&b.1));
    let sessions = accounts.sessions(account.id)?;
    let tokens = accounts.tokens(account.id)?;
    Ok(Page {
        c: visit.chrome("Tài khoản", "Account"),
        sayings,
        login: account.login.clone(),
        officer: account
            .officer
            .and_then(|officer| visit.officer_name(officer))
            .unwrap_or_default(),
        officers,
        disabled: account.disabled,
        password: once.password,
        key: once.key,
        grants: account
            .grants
            .iter()
            .map(|grant| {
                (
                    grant.role.clone(),
                    grant.unit.to_string(),
                    role_title(visit, &grant.role),
                    visit.unit_name(grant.unit),
                )
            })
            .collect(),
        roles: Roles::built_in()
            .all()
            .iter()
            .map(|role| (role.name.clone(), role.title.get(visit.lang).to_owned()))
            .collect(),
        sessions: sessions
            .iter()
            .map(|one| {
                (
                    one.name.clone(),
                    format!("{} · {} · {}", moment_text(one.used_at), one.address, one.agent),
                )
            })
            .collect(),
        tokens: tokens
            .iter()
            .map(|one| {
                (
                    one.name.clone(),
                    format!(
                        "{} · {} {}",
                        one.purpose,
                        visit.w("đến", "until"),
                        moment_text(one.ends_at)
                    ),
                )
            })
            .collect(),
    })
}

/// Makes an account with a password for the first sign-in, shown once.
pub(super) fn add(visit: &Visit<'_>) -> Answer {
    let accounts = Accounts::of(visit.node());
    let by = visit.who()?.id();
    let officer = visit.form.some("officer").and_then(|text| text.parse().ok());
    match accounts.add(visit.form.get("login"), officer, Some(by)) {
        Ok(account) => {
            let password = accounts.fresh_password()?;
            accounts.set_password(account.id, &password, true, Some(by))?;
            Reply::page(&page(
                visit,
                &account,
                Vec::new(),
                Once { password: Some(password), key: None },
            )?)
        }
        Err(fault) => Reply::refused(&show::page(visit, Nope::from(fault).sayings())?),
    }
}

/// Changes it: one thing at a time, as its button says.
pub(super) fn change(visit: &Visit<'_>) -> Answer {
    let account = account(visit)?;
    let again = |once: Once| {
        let fresh = self::account(visit)?;
        Reply::page(&page(visit, &fresh, Vec::new(), once)?)
    };
    match taken(visit, &account) {
        Ok(Some(once)) => again(once),
        Ok(None) => {
            Reply::said(format!("/admin/accounts/{}", account.id), visit.w("Đã đổi.", "Changed."))
        }
        Err(nope @ Nope::Wrong(_)) => Reply::page_with(
            nope.status(),
            &page(visit, &account, nope.sayings(), Once::default())?,
        ),
        Err(other) => Err(other),
    }
}

fn taken(visit: &Visit<'_>, account: &Account) -> Result<Option<Once>, Nope> {
    let (accounts, by, form) = (Accounts::of(visit.node()), Some(visit.who()?.id()), &visit.form);
    let id = account.id;
    let own = by == Some(id);
    match form.get("do") {
        "password" => {
            let password = accounts.fresh_password()?;
            accounts.set_password(id, &password, true, by)?;
            return Ok(Some(Once { password: Some(password), key: None }));
        }
        "bind" => accounts.bind(id, form.some("officer").and_then(|text| text.parse().ok()), by)?,
        "grant" => {
            let tree = visit.tree()?;
            let unit = tree
                .called(form.get("unit"), visit.today())
                .ok_or_else(|| unknown(form.get("unit")))?;
            accounts.grant(id, form.get("role"), unit.id, by)?;
        }
        "revoke" if own && form.get("role") == "administrator" => return Err(not_oneself().into()),
        "revoke" => accounts.revoke(
            id,
            form.get("role"),
            form.get("unit").parse().map_err(|_| Nope::NotFound)?,
            by,
        )?,
        "disable" if own => return Err(not_oneself().into()),
        "disable" => accounts.disable(id, by, true)?,
        "enable" => accounts.disable(id, by, false)?,
        "end_session" => accounts.end_session(id, form.get("session"), by)?,
        "token" => {
            let days = form.get("days").parse().unwrap_or(365);
            let made = accounts.make_token(
                id,
                form.get("purpose"),
                form.get("write") == "yes",
                days,
                by,
            )?;
            return Ok(Some(Once { password: None, key: Some(made.key) }));
        }
        "end_token" => accounts.end_token(id, form.get("token"), by)?,
        _ => return Err(Nope::NotFound),
    }
    Ok(None)
}

fn unknown(text: &str) -> Diagnostic {
    Diagnostic::error(
        "unit_unknown",
        format!("Không có đơn vị mang mã \"{text}\"."),
        format!("No unit has the code \"{text}\"."),
    )
    .hint("Ghi mã đơn vị, ví dụ 04117.", "Write the code of the unit, 04117 for example.")
    .at_field("unit")
}

fn not_oneself() -> Diagnostic {
    Diagnostic::error(
        "not_oneself",
        "Không tự khóa hay tự thôi quyền quản trị của mình.",
        "Nobody takes the own right to administer away.",
    )
    .hint("Nhờ người quản trị khác.", "Ask another administrator.")
}

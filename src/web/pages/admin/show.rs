//! The accounts, and how the node is.

use askama::Template;
use node::doctor;
use node::people::accounts::{Account, Accounts};

use crate::web::chrome::{Chrome, moment_text};
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "admin/show.html")]
pub(super) struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    accounts: Vec<Row>,
    findings: Vec<(String, &'static str)>,
    officers: Vec<(String, String)>,
    typed: String,
    jobs: Vec<(String, String)>,
}

struct Row {
    id: String,
    login: String,
    officer: String,
    grants: String,
    signed_in: String,
    disabled: bool,
    barred: bool,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    Reply::page(&page(visit, Vec::new())?)
}

pub(super) fn page(visit: &Visit<'_>, sayings: Vec<Saying>) -> Result<Page, Nope> {
    let now = domain::entry::millis(visit.node().clock().now());
    let row = |account: &Account| Row {
        id: account.id.to_string(),
        login: account.login.clone(),
        officer: account
            .officer
            .and_then(|officer| visit.officer_name(officer))
            .unwrap_or_default(),
        grants: account
            .grants
            .iter()
            .map(|grant| {
                format!(
                    "{} · {}",
                    super::account::role_title(visit, &grant.role),
                    visit.unit_name(grant.unit)
                )
            })
            .collect::<Vec<_>>()
            .join("; "),
        signed_in: account.signed_in_at.map(moment_text).unwrap_or_default(),
        disabled: account.disabled,
        barred: account.barred_until.is_some_and(|until| until > now),
    };
    let examined =
        doctor::examine(visit.node(), &doctor::Machine::default(), visit.node().clock().now())?;
    let finding = |one: &doctor::Check| {
        let class = match one.state {
            doctor::State::Good => "ok",
            doctor::State::Unknown => "",
            doctor::State::Attention => "warn",
            doctor::State::Bad => "bad",
        };
        let remedy = one.remedy.as_ref().map(|remedy| format!(" {}", remedy.get(visit.lang)));
        (format!("{}{}", one.found.get(visit.lang), remedy.unwrap_or_default()), class)
    };
    let mut officers: Vec<(String, String)> = visit
        .officers()?
        .iter()
        .map(|one| {
            (one.id.to_string(), format!("{} · {}", one.full_name, visit.unit_name(one.unit)))
        })
        .collect();
    officers.sort_by(|a, b| a.1.cmp(&b.1));
    let jobs = visit.site.jobs.of(visit.who()?.id());
    Ok(Page {
        c: visit.chrome("Máy chủ", "Server"),
        sayings,
        accounts: Accounts::of(visit.node()).all()?.iter().map(row).collect(),
        findings: examined.iter().map(finding).collect(),
        officers,
        typed: visit.form.get("login").to_owned(),
        jobs: jobs.iter().map(|job| (job.id.clone(), job.title.clone())).collect(),
    })
}

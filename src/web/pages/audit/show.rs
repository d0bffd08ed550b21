//! The three logs: changes, readings, accounts.

use askama::Template;
use domain::base::{DefinitionId, OfficerId, RecordId};
use domain::entry::Acted;
use domain::people::Right;
use node::Scope;
use node::ledger::AuditFilter;
use node::people::accounts::Accounts;

use crate::web::chrome::{Chrome, moment_text};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "audit/show.html")]
struct Page {
    c: Chrome,
    log: String,
    administers: bool,
    officers: Vec<(String, String, bool)>,
    record: String,
    rows: Vec<Row>,
    next: Option<String>,
}

struct Row {
    no: u64,
    at: String,
    who: String,
    unit: String,
    what: String,
    why: String,
}

/// Rows of a page.
const AT_ONCE: u32 = 50;

/// The page. `log` is changes, readings or accounts.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let log = visit.query.some("log").unwrap_or("changes");
    let officer: Option<OfficerId> = visit.query.some("officer").and_then(|text| text.parse().ok());
    let record: Option<RecordId> = visit.query.some("record").and_then(|text| text.parse().ok());
    let before: Option<u64> = visit.query.some("before").and_then(|text| text.parse().ok());
    let scope = visit.scope(Right::ReadAudit)?;
    let asked = Asked { officer, record, before };
    let (rows, next) = match log {
        "readings" => readings(visit, &scope, &asked)?,
        "accounts" => accounts(visit, before)?,
        _ => changes(visit, &scope, &asked)?,
    };
    let (tree, day, who) = (visit.tree()?, visit.today(), visit.who()?);
    let officers = visit.officers()?;
    let own = officers.iter().filter(|one| who.may_in(Right::ReadAudit, one.unit, &tree, day));
    let mut people: Vec<(String, String, bool)> = own
        .map(|one| (one.id.to_string(), one.full_name.clone(), Some(one.id) == officer))
        .collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    let next = next.map(|before| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("log", log).append_pair("before", &before.to_string());
        for name in ["officer", "record"] {
            query.append_pair(name, visit.query.get(name));
        }
        format!("/audit?{}", query.finish())
    });
    Reply::page(&Page {
        c: visit.chrome("Nhật ký", "Audit"),
        log: log.to_owned(),
        administers: who.may(Right::Administer),
        officers: people,
        record: visit.query.get("record").to_owned(),
        rows,
        next,
    })
}

struct Asked {
    officer: Option<OfficerId>,
    record: Option<RecordId>,
    before: Option<u64>,
}

type Found = (Vec<Row>, Option<u64>);

fn changes(visit: &Visit<'_>, scope: &Scope, asked: &Asked) -> Result<Found, Nope> {
    let filter = AuditFilter {
        officer: asked.officer,
        record: asked.record,
        before: asked.before,
        register: None,
    };
    let (found, next) = visit.node().audit(scope, &filter, AT_ONCE as usize)?;
    let row = |one: &node::ledger::AuditRow| {
        let mut counts: Vec<(String, &str, usize)> = Vec::new();
        for (definition, _, act) in &one.changes {
            let (name, act) = (title(visit, *definition), word(visit, *act));
            match counts.iter_mut().find(|(known, did, _)| *known == name && *did == act) {
                Some((_, _, count)) => *count += 1,
                None => counts.push((name, act, 1)),
            }
        }
        let what = counts.iter().map(|(name, act, count)| format!("{name}: {act} {count}"));
        Row {
            no: one.no,
            at: moment_text(one.at.millis),
            who: person(visit, one.officer),
            unit: visit.unit_name(one.unit),
            what: what.collect::<Vec<_>>().join("; "),
            why: one.reason.clone().unwrap_or_default(),
        }
    };
    Ok((found.iter().map(row).collect(), next))
}

fn readings(visit: &Visit<'_>, scope: &Scope, asked: &Asked) -> Result<Found, Nope> {
    let reader = visit.node().reader()?;
    let found = reader.readings(asked.officer, asked.record, asked.before, AT_ONCE)?;
    let next = (found.len() == AT_ONCE as usize).then(|| found.last().map(|(no, _)| *no)).flatten();
    let registry = visit.node().registry();
    let mut rows = Vec::new();
    for (no, reading) in found {
        let Ok(register) = registry.get(reading.definition) else { continue };
        // Readings of records that are gone, or lie outside of the scope, are not shown.
        let Some(record) = reader.record(&register.table, scope, reading.record)? else { continue };
        rows.push(Row {
            no,
            at: moment_text(reading.at),
            who: person(visit, Some(reading.officer)),
            unit: visit.unit_name(record.unit),
            what: format!("{} · {}", title(visit, reading.definition), reading.record),
            why: reading.purpose,
        });
    }
    Ok((rows, next))
}

/// Only for whoever administers: accounts are no matter of a unit.
fn accounts(visit: &Visit<'_>, before: Option<u64>) -> Result<Found, Nope> {
    if !visit.who()?.may(Right::Administer) {
        return Err(Nope::Forbidden);
    }
    let accounts = Accounts::of(visit.node());
    let found = accounts.log(None, before, AT_ONCE)?;
    let next =
        (found.len() == AT_ONCE as usize).then(|| found.last().map(|event| event.no)).flatten();
    let logins = accounts.all()?;
    let login = |id| {
        logins
            .iter()
            .find(|one| Some(one.id) == id)
            .map(|one| one.login.clone())
            .unwrap_or_default()
    };
    let rows = found.into_iter().map(|event| {
        let whose = match event.login.as_str() {
            "" => visit.w("không rõ tên", "no known name"),
            login => login,
        };
        Row {
            no: event.no,
            at: moment_text(event.at),
            unit: String::new(),
            what: format!("{whose}: {}", event.title().get(visit.lang)),
            who: if event.by.is_some() { login(event.by) } else { event.address },
            why: event.detail,
        }
    });
    Ok((rows.collect(), next))
}

fn person(visit: &Visit<'_>, officer: Option<OfficerId>) -> String {
    let name = officer.and_then(|officer| visit.officer_name(officer));
    name.unwrap_or_else(|| visit.w("không ghi tên", "nobody named").to_owned())
}

fn title(visit: &Visit<'_>, definition: DefinitionId) -> String {
    let registry = visit.node().registry();
    registry.get(definition).map_or_else(
        |_| definition.to_string(),
        |one| one.definition.title.get(visit.lang).to_owned(),
    )
}

fn word<'v>(visit: &'v Visit<'_>, act: Acted) -> &'v str {
    match act {
        Acted::Retract => visit.w("rút", "retracted"),
        Acted::Erase => visit.w("xóa theo luật", "erased"),
        _ => visit.w("ghi", "written"),
    }
}

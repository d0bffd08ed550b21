//! The list of a day.

use std::collections::BTreeMap;

use askama::Template;
use domain::base::{RecordId, UnitId};
use domain::people::Right;
use jiff::civil::DateTime;
use node::analysis::tracing::{self, Condition, FollowUp, Seen};

use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::Nope;
use crate::web::pages::cases::class;
use crate::web::pages::words::Tag;
use crate::web::records::HIDDEN;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "follow_up/list.html")]
struct Page {
    c: Chrome,
    unit: String,
    key: String,
    day: String,
    day_iso: String,
    counts: Vec<(String, usize, &'static str)>,
    sent: usize,
    villages: Vec<Village>,
    above: Vec<Lost>,
    states: Vec<(String, String)>,
    may_write: bool,
    opens: bool,
    closed: usize,
}

struct Village {
    name: String,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    name: String,
    year: String,
    class: String,
    phone: String,
    address: String,
    step: Tag,
    until: String,
    due: String,
    seen: Option<Tag>,
    days: usize,
}

/// Somebody who cannot be found, told to the unit above.
struct Lost {
    name: String,
    unit: String,
    since: String,
    href: String,
}

/// The page: the visitor's own unit, or one below it.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let claim = Claim::on(Right::ReadRecords, "follow_up");
    if !visit.who()?.may(claim) {
        return Err(Nope::NotFound);
    }
    let unit = visit.unit(claim)?;
    let (node, day) = (visit.node(), visit.day()?);
    let scope = node.scope_of(unit.id)?;
    let all = tracing::follow_ups(node, &scope)?;
    let (seen, days) = tracing::seen_on(node, &scope, day)?;
    let open: Vec<&FollowUp> = all.iter().filter(|one| one.is_open()).collect();
    let opens = opened(visit, unit.id, &open)?;
    let now = visit.now();
    let mut villages: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for one in &open {
        let place = if one.unit == unit.id { String::new() } else { visit.unit_name(one.unit) };
        let group = villages.entry((place, one.village.clone())).or_default();
        group.push(row(one, opens, (now, seen.get(&one.record)), days.get(&one.record), visit));
    }
    let is_lost = |one: &&&FollowUp| one.lost.is_some();
    Reply::page(&Page {
        c: visit.chrome("Theo dõi người tiếp xúc", "Follow-up"),
        unit: unit.full_name_on(day),
        key: unit.code.clone().unwrap_or_else(|| unit.id.to_string()),
        day: day_text(day),
        day_iso: day.to_string(),
        counts: counts(visit, &open, &seen, now),
        sent: open.iter().filter(|one| one.state == "sent").count(),
        villages: villages
            .into_iter()
            .map(|((place, village), rows)| {
                let village = if village.is_empty() {
                    visit.w("Chưa ghi bản", "No village").to_owned()
                } else {
                    village
                };
                let name = if place.is_empty() { village } else { format!("{place} · {village}") };
                Village { name, rows }
            })
            .collect(),
        above: open
            .iter()
            .filter(is_lost)
            .filter_map(|one| {
                let (since, _) = one.lost?;
                Some(Lost {
                    name: one.name.clone(),
                    unit: visit.unit_name(one.unit),
                    since: wall_text(since),
                    href: format!("/registers/follow_up/{}", one.record),
                })
            })
            .collect(),
        states: states(visit)?,
        may_write: visit.reach(Claim::on(Right::WriteRecords, "follow_up"), unit.id).is_ok(),
        opens,
        closed: all.len() - open.len(),
    })
}

/// Whether telephones and addresses are shown; the reading is written down.
fn opened(visit: &Visit<'_>, unit: UnitId, open: &[&FollowUp]) -> Result<bool, Nope> {
    let claim = Claim::on(Right::OpenSensitive, "follow_up");
    let Some(officer) = visit.officer() else { return Ok(false) };
    if visit.reach(claim, unit).is_err() {
        return Ok(false);
    }
    let register = crate::web::pages::written::register(visit, "follow_up")?;
    let records: Vec<RecordId> = open.iter().map(|one| one.record).collect();
    if !records.is_empty() {
        let purpose = "danh sách theo dõi hằng ngày · daily follow-up";
        visit.node().log_readings(officer, register.definition.id, &records, purpose)?;
    }
    Ok(true)
}

fn row(
    one: &FollowUp,
    opens: bool,
    (now, seen): (DateTime, Option<&Seen>),
    days: Option<&usize>,
    visit: &Visit<'_>,
) -> Row {
    let hidden =
        |text: &str| if opens || text.is_empty() { text.to_owned() } else { HIDDEN.to_owned() };
    Row {
        id: one.record.to_string(),
        name: one.name.clone(),
        year: one.birth_year.map(|year| year.to_string()).unwrap_or_default(),
        class: class(one.class, visit.lang),
        phone: hidden(&one.phone),
        address: one.address.clone(),
        step: step(one, now, visit),
        until: one.until[0].or(one.until[1]).map(day_text).unwrap_or_default(),
        due: one.due_at.filter(|_| one.reached_at.is_none()).map(wall_text).unwrap_or_default(),
        seen: seen.map(|seen| noted(seen, opens, visit)),
        days: days.copied().unwrap_or_default(),
    }
}

/// What was noted of somebody; how the person is, for those alone who may open that.
fn noted(seen: &Seen, opens: bool, visit: &Visit<'_>) -> Tag {
    let (class, vi, en) = match (seen.seen, seen.condition) {
        (_, Condition::InDanger) if opens => {
            ("bad", "dấu hiệu nặng: gọi cấp cứu", "in danger: call a doctor")
        }
        (false, _) => ("bad", "không gặp được", "not found"),
        (true, Condition::Ill) if opens => ("warn", "có triệu chứng", "symptoms"),
        (true, _) if opens => ("ok", "đã gặp, bình thường", "seen, well"),
        (true, _) => ("ok", "đã gặp", "seen"),
    };
    Tag { class, text: visit.w(vi, en).to_owned() }
}

fn step(one: &FollowUp, now: DateTime, visit: &Visit<'_>) -> Tag {
    let (class, vi, en) = match one.state.as_str() {
        "sent" => ("bad", "mới chuyển đến", "sent"),
        "acknowledged" => ("warn", "đã nhận", "acknowledged"),
        "reached" => ("", "đã gặp", "reached"),
        "isolating" => ("ok", "đang cách ly", "isolating"),
        "monitored" => ("ok", "tự theo dõi", "monitored"),
        "lost" => ("bad", "không tìm thấy, đã báo lên", "lost, told above"),
        _ => ("", "khác", "other"),
    };
    if one.is_late(now) {
        let text = format!("{}, {}", visit.w(vi, en), visit.w("quá giờ phải gặp", "late"));
        return Tag { class: "bad", text };
    }
    Tag { class, text: visit.w(vi, en).to_owned() }
}

fn counts(
    visit: &Visit<'_>,
    open: &[&FollowUp],
    seen: &BTreeMap<RecordId, Seen>,
    now: DateTime,
) -> Vec<(String, usize, &'static str)> {
    let of = |is: &dyn Fn(&&&FollowUp) -> bool| open.iter().filter(is).count();
    let noted = |one: &&&FollowUp| seen.get(&one.record);
    vec![
        (visit.w("phải theo dõi", "to follow").to_owned(), open.len(), ""),
        (
            visit.w("đã gặp hôm nay", "seen today").to_owned(),
            of(&|one| noted(one).is_some_and(|seen| seen.seen)),
            "ok",
        ),
        (
            visit.w("chưa gặp hôm nay", "not seen today").to_owned(),
            of(&|one| noted(one).is_none_or(|seen| !seen.seen)),
            "warn",
        ),
        (
            visit.w("có triệu chứng", "with symptoms").to_owned(),
            of(&|one| noted(one).is_some_and(|seen| seen.condition != Condition::Well)),
            "bad",
        ),
        (
            visit.w("dấu hiệu nặng", "in danger").to_owned(),
            of(&|one| noted(one).is_some_and(|seen| seen.condition == Condition::InDanger)),
            "bad",
        ),
        (visit.w("quá giờ phải gặp", "late").to_owned(), of(&|one| one.is_late(now)), "bad"),
        (visit.w("không tìm thấy", "lost").to_owned(), of(&|one| one.state == "lost"), "bad"),
    ]
}

fn states(visit: &Visit<'_>) -> Result<Vec<(String, String)>, Nope> {
    let register = crate::web::pages::written::register(visit, "follow_up")?;
    let definition = &register.definition;
    let choices = definition.field("state").map(|field| definition.choices_of(field));
    let choices = choices
        .unwrap_or_default()
        .iter()
        .filter(|one| !matches!(one.name.as_str(), "sent" | "became_case"));
    Ok(choices.map(|one| (one.name.clone(), one.label.get(visit.lang).to_owned())).collect())
}

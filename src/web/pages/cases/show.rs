//! One case: what is known, whom it exposed and why, where it was, who may have infected it, what is missing.

use askama::Template;
use domain::base::RecordId;
use domain::people::Right;
use domain::tracing::{Basis, Class, Rules};
use node::analysis::tracing::{self, Answer as Picture, Case, Contact};

use super::{class, days, ended, place, state, times};
use crate::say;
use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::Nope;
use crate::web::pages::words::Tag;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "cases/show.html")]
struct Page {
    c: Chrome,
    id: String,
    label: String,
    name: String,
    unit: String,
    tag: Tag,
    state: String,
    days: String,
    window: String,
    rule: String,
    source: Option<(String, String)>,
    outside: String,
    reach: String,
    proposed: usize,
    contacts: Vec<Line>,
    may_write: bool,
    now: String,
    places: Vec<Where>,
    place_names: Vec<(String, String)>,
    sources: Vec<(String, String, String, String)>,
    cluster: Vec<(String, String)>,
    missing: Vec<String>,
    kinds: Vec<(String, String)>,
    units: Vec<(String, String)>,
    chain: String,
    network: String,
    strikes: bool,
}

/// One contact.
struct Line {
    record: String,
    name: String,
    class: String,
    open: bool,
    proposed: bool,
    exposure: String,
    why: String,
    phone: String,
    place: String,
    step: Tag,
    result: String,
}

/// A place where the case was.
struct Where {
    record: String,
    name: String,
    times: String,
    met: u32,
    cases: u32,
    closed: bool,
}

/// The case of the path, as far as the visitor reads it.
pub(super) fn case_of(visit: &Visit<'_>) -> Result<Case, Nope> {
    let record: RecordId = visit.part("record").parse().map_err(|_| Nope::NotFound)?;
    let scope = visit.scope(Claim::on(Right::ReadRecords, "case"))?;
    tracing::case(visit.node(), &scope, record)?.ok_or(Nope::NotFound)
}

/// The contacts with a case, as far as the visitor reads the list.
pub(super) fn contacts_of(visit: &Visit<'_>, case: &Case) -> Result<Vec<Contact>, Nope> {
    let scope = visit.scope(Claim::on(Right::ReadRecords, "traced_contact"))?;
    let mut contacts = tracing::contacts(visit.node(), &scope)?;
    contacts.retain(|one| one.case == Some(case.record));
    Ok(contacts)
}

/// Whether reasons and telephones are shown: the visitor may open them in that unit, and the reading is written down.
pub(super) fn open_contacts(
    visit: &Visit<'_>,
    case: &Case,
    contacts: &[Contact],
) -> Result<bool, Nope> {
    let claim = Claim::on(Right::OpenSensitive, "traced_contact");
    let Some(officer) = visit.officer() else { return Ok(false) };
    if visit.reach(claim, case.unit).is_err() {
        return Ok(false);
    }
    let records: Vec<RecordId> = contacts.iter().map(|one| one.record).collect();
    if !records.is_empty() {
        let register =
            visit.node().registry().called("traced_contact").map(|one| one.definition.id);
        let register = register.map_err(|_| Nope::NotFound)?;
        let purpose = format!("danh sách tiếp xúc của ca {} · contact list", case.label());
        visit.node().log_readings(officer, register, &records, &purpose)?;
    }
    Ok(true)
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let contacts = contacts_of(visit, &case)?;
    let picture = tracing::picture(visit.node())?;
    let scope = visit.scope(Claim::on(Right::ReadRecords, "case"))?;
    let cases = tracing::cases(visit.node(), &scope)?;
    let opens = open_contacts(visit, &case, &contacts)?;
    let tree = visit.tree()?;
    let today = visit.today();
    let own: Vec<&Contact> = contacts.iter().collect();
    let communes = tree.units().iter().filter(|unit| {
        unit.tier == domain::register::Tier::Commune && unit.valid.on(today) && unit.code.is_some()
    });
    let mut units: Vec<(String, String)> =
        communes.map(|unit| (unit.id.to_string(), unit.full_name_on(today))).collect();
    units.sort_by(|a, b| a.1.cmp(&b.1));
    let pictures = super::pictures::of_case(visit, &case, &contacts, &cases);
    Reply::page(&Page {
        c: visit.chrome(&format!("Ca {}", case.label()), &format!("Case {}", case.label())),
        id: case.record.to_string(),
        label: case.label().to_owned(),
        name: case.name.clone(),
        unit: visit.unit_name(case.unit),
        tag: state(&case, visit),
        state: case.state.clone(),
        days: days(&case, visit),
        window: window(&case, &tracing::rules(visit.node())?, visit),
        rule: picture.packs.get(&case.record).cloned().unwrap_or_default(),
        source: source(&case, &cases),
        outside: case.outside_source.clone(),
        reach: reached(&case, &contacts, visit),
        proposed: contacts.iter().filter(|one| one.is_open() && one.state == "proposed").count(),
        may_write: visit.reach(Claim::on(Right::WriteRecords, "traced_contact"), case.unit).is_ok(),
        places: places(&case, &picture, visit),
        place_names: place_names(visit, &case)?,
        sources: sources(&case, &picture, &cases),
        cluster: cluster(&case, &picture, &cases),
        missing: missing(&case, &own, &picture, visit),
        kinds: kinds(visit)?,
        units,
        contacts: contacts.iter().map(|one| line(one, opens, visit)).collect(),
        now: visit.now().strftime("%Y-%m-%dT%H:%M").to_string(),
        chain: pictures.0,
        network: pictures.1,
        strikes: contacts.iter().any(Contact::is_open),
    })
}

fn line(one: &Contact, opens: bool, visit: &Visit<'_>) -> Line {
    let hidden = |text: &str| match (opens, text.is_empty()) {
        (_, true) => String::new(),
        (true, false) => text.to_owned(),
        (false, false) => crate::web::records::HIDDEN.to_owned(),
    };
    let exposure = match one.exposure {
        (Some(first), Some(last)) => times(first, last),
        (None, Some(last)) => day_text(last.date()),
        _ => String::new(),
    };
    let place = place(one, visit);
    Line {
        record: one.record.to_string(),
        name: one.name.clone(),
        class: class(one.class, visit.lang),
        open: one.is_open(),
        proposed: one.is_open() && one.state == "proposed",
        exposure,
        why: hidden(&one.why),
        phone: hidden(&one.phone),
        place,
        step: step(one, visit),
        result: match one.result.as_str() {
            "negative" => visit.w("âm tính", "negative").to_owned(),
            "positive" => visit.w("dương tính", "positive").to_owned(),
            _ => String::new(),
        },
    }
}

/// How far somebody has come.
pub(super) fn step(one: &Contact, visit: &Visit<'_>) -> Tag {
    let at = |moment: jiff::civil::DateTime| wall_text(moment);
    if let Some((day, why)) = one.ended {
        let text = format!("{} {}", ended(why, visit), day_text(day));
        let class = if why == domain::tracing::Ended::BecameCase { "bad" } else { "" };
        return Tag { class, text };
    }
    let (class, text) = match (&*one.state, one.steps) {
        ("proposed", _) => ("warn", visit.w("máy đề xuất", "proposed").to_owned()),
        ("struck", _) => ("", visit.w("đã bỏ", "struck off").to_owned()),
        (_, [_, _, Some(reached)]) => {
            ("ok", format!("{} {}", visit.w("đã gặp", "reached"), at(reached)))
        }
        (_, [_, Some(known), None]) => {
            ("", format!("{} {}", visit.w("đã nhận", "acknowledged"), at(known)))
        }
        (_, [Some(sent), None, None]) => {
            ("bad", format!("{} {}", visit.w("đã chuyển", "sent"), at(sent)))
        }
        _ if !one.beyond.is_empty() => (
            "bad",
            visit.w("ngoài phạm vi, chuyển văn bản", "beyond this node, on paper").to_owned(),
        ),
        _ => ("", visit.w("đã vào danh sách", "listed").to_owned()),
    };
    Tag { class, text }
}

/// Since when it could pass it on, and why that day.
pub(super) fn window(case: &Case, rules: &Rules, visit: &Visit<'_>) -> String {
    let day = case.days.known_on().unwrap_or_else(|| visit.today());
    let found = rules.contact.on(day).and_then(|pack| pack.infectious(&case.days));
    let Some(found) = found else {
        return visit
            .w("chưa rõ: thiếu ngày khởi phát, ngày lấy mẫu", "not known: no onset, no sample")
            .to_owned();
    };
    let basis = match found.basis {
        Basis::Onset => visit.w("theo ngày khởi phát", "by its onset"),
        Basis::Exposure => visit.w("theo ngày tiếp xúc nguồn lây", "by its own exposure"),
        Basis::Sample => visit.w("theo ngày lấy mẫu", "by its sample"),
        Basis::Confirmed => visit.w("theo ngày ghi nhận", "by the day it was confirmed"),
    };
    let until = case.isolated().map_or_else(|| visit.w("nay", "now").to_owned(), wall_text);
    format!("{} – {until} ({basis})", day_text(found.since))
}

fn source(case: &Case, cases: &[Case]) -> Option<(String, String)> {
    let source = case.infected_by?;
    let found = cases.iter().find(|one| one.record == source)?;
    Some((source.to_string(), found.label().to_owned()))
}

fn reached(case: &Case, contacts: &[Contact], visit: &Visit<'_>) -> String {
    let reach = tracing::reach(case, contacts);
    if reach.all == 0 {
        return String::new();
    }
    let counted = format!("{}/{}", reach.reached, reach.all);
    match reach.minutes {
        Some(minutes) => format!(
            "{counted} · {} {} {}",
            visit.w("người cuối cùng sau", "the last after"),
            say::number(minutes, visit.lang),
            visit.w("phút kể từ khi có kết quả", "minutes from the result")
        ),
        None => counted,
    }
}

fn places(case: &Case, picture: &Picture, visit: &Visit<'_>) -> Vec<Where> {
    let may = visit.reach(Claim::on(Right::ReadRecords, "place"), case.unit).is_ok();
    let own = picture.places.iter().filter(|place| may && place.of.contains(&case.record));
    own.map(|place| Where {
        record: place.place.record.map(|record| record.to_string()).unwrap_or_default(),
        name: place.place.name.clone(),
        times: times(place.from, place.to),
        met: place.met,
        cases: place.cases,
        closed: place.place.closed,
    })
    .collect()
}

/// The places of the unit, to be chosen.
fn place_names(visit: &Visit<'_>, case: &Case) -> Result<Vec<(String, String)>, Nope> {
    if visit.reach(Claim::on(Right::ReadRecords, "place"), case.unit).is_err() {
        return Ok(Vec::new());
    }
    const MOST: u32 = 200;
    let register = crate::web::pages::written::register(visit, "place")?;
    let scope = visit.node().scope_of(case.unit)?;
    let rows = visit.node().reader()?.records(&register.table, &scope, None, MOST)?;
    let name =
        |row: &node::Record| node::fields::text(&register.definition, &row.body, "name").to_owned();
    let mut names: Vec<(String, String)> =
        rows.iter().map(|row| (row.id.to_string(), name(row))).collect();
    names.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(names)
}

fn sources(
    case: &Case,
    picture: &Picture,
    cases: &[Case],
) -> Vec<(String, String, String, String)> {
    let found = picture.sources.get(&case.record).into_iter().flatten();
    found
        .filter_map(|source| {
            let other = cases.iter().find(|one| one.record == source.case)?;
            let times = times(source.from, source.to);
            Some((source.case.to_string(), other.label().to_owned(), source.place.clone(), times))
        })
        .collect()
}

fn cluster(case: &Case, picture: &Picture, cases: &[Case]) -> Vec<(String, String)> {
    let own = picture.clusters.iter().find(|cluster| cluster.cases.contains(&case.record));
    let others = own.into_iter().flat_map(|cluster| &cluster.cases);
    others
        .filter(|other| **other != case.record)
        .filter_map(|other| cases.iter().find(|one| one.record == *other))
        .map(|one| (one.record.to_string(), one.label().to_owned()))
        .collect()
}

fn missing(case: &Case, own: &[&Contact], picture: &Picture, visit: &Visit<'_>) -> Vec<String> {
    let found = tracing::missing(case, own, picture);
    let mut told: Vec<String> = [
        (
            found.no_day,
            "Ngày khởi phát và ngày lấy mẫu: chưa biết lây từ bao giờ.",
            "Onset and sample: nobody knows since when it could pass it on.",
        ),
        (
            found.no_result,
            "Giờ có kết quả: chưa tính được số phút truy vết.",
            "The time of the result: the minutes of tracing cannot be counted.",
        ),
        (
            found.no_isolation,
            "Giờ cách ly ca bệnh: tạm tính đến hết ngày ghi nhận.",
            "When the case was isolated: the end of the day it was confirmed is taken.",
        ),
        (
            found.no_whereabouts,
            "Lịch trình, người tiếp xúc: chưa ghi gì.",
            "Whereabouts and contacts: nothing is noted.",
        ),
    ]
    .iter()
    .filter(|(is, _, _)| *is)
    .map(|(_, vi, en)| visit.w(vi, en).to_owned())
    .collect();
    if !found.no_phone.is_empty() {
        let names = found.no_phone.join(", ");
        told.push(format!(
            "{} ({}): {names}",
            visit.w("Số điện thoại", "Telephone"),
            found.no_phone.len()
        ));
    }
    for (name, place) in &found.beyond {
        told.push(format!(
            "{name}: {} {place}",
            visit.w(
                "ở ngoài phạm vi, chuyển danh sách bằng văn bản:",
                "beyond this node, the list goes on paper:"
            )
        ));
    }
    let mut waiting: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (_, unit) in &found.not_acknowledged {
        *waiting.entry(visit.unit_name(*unit)).or_default() += 1;
    }
    for (unit, count) in waiting {
        let words = visit.w("phiếu theo dõi chưa được nhận", "follow-ups not acknowledged");
        told.push(format!("{unit}: {count} {words}"));
    }
    told
}

fn kinds(visit: &Visit<'_>) -> Result<Vec<(String, String)>, Nope> {
    let register = crate::web::pages::written::register(visit, "contact")?;
    let definition = &register.definition;
    let choices = definition.field("kind").map(|field| definition.choices_of(field));
    let choices = choices.unwrap_or_default().iter();
    Ok(choices.map(|one| (one.name.clone(), one.label.get(visit.lang).to_owned())).collect())
}

/// Whether somebody counts in a picture of a case.
pub(super) fn is_drawn(one: &Contact) -> bool {
    one.state != "struck" && one.class != Class::None
}

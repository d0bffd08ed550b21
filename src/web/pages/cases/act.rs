//! What is done about a case: its conclusion, its contact list, whom it met, where it was, what is closed.

use std::collections::BTreeMap;

use domain::people::Right;
use node::analysis::tracing::{self, ExposedPlace};
use node::inbox::form::Form;

use super::show::{case_of, contacts_of};
use crate::web::nope::Nope;
use crate::web::pages::written;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

fn back(visit: &Visit<'_>, vi: &str, en: &str) -> Answer {
    Reply::said(format!("/cases/{}", visit.part("record")), visit.w(vi, en))
}

/// Confirms or excludes it; from then on everything follows: contacts, classes, follow-ups.
pub(super) fn state(visit: &Visit<'_>) -> Answer {
    let register = written::register(visit, "case")?;
    let record = written::record(visit, &register, Right::WriteRecords, visit.part("record"))?;
    let state = visit.form.get("state");
    let now = visit.now();
    let at = now.strftime("%Y-%m-%d %H:%M").to_string();
    let today = now.date().to_string();
    let mut cells = vec![("state", state)];
    let known = |name| !node::fields::value(&register.definition, &record.body, name).is_empty();
    if state == "confirmed" {
        if !known("confirmed_on") {
            cells.push(("confirmed_on", &today));
        }
        if !known("result_at") {
            cells.push(("result_at", &at));
        }
    }
    let reason = match state {
        "confirmed" => "Kết quả dương tính · positive",
        "negative" => "Kết quả âm tính, loại trừ · negative, excluded",
        _ => "Đổi kết luận · another conclusion",
    };
    written::change(visit, &register, &record, &cells, reason)?;
    let case = case_of(visit)?;
    let contacts = contacts_of(visit, &case)?;
    let open = contacts.iter().filter(|one| one.is_open()).count();
    match state {
        "confirmed" => Reply::said(
            format!("/cases/{}", visit.part("record")),
            format!(
                "{} {open} {}",
                visit.w("Đã ghi F0.", "The case is confirmed."),
                visit.w("người tiếp xúc được đề xuất.", "contacts are proposed.")
            ),
        ),
        _ => back(
            visit,
            "Đã ghi kết luận; danh sách tiếp xúc được tính lại.",
            "Written; the contact list was derived again.",
        ),
    }
}

/// Takes proposed contacts into the list: those that were ticked, or all.
pub(super) fn list(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let register = written::register(visit, "traced_contact")?;
    let ticked: Vec<&str> = visit.form.all("contact").collect();
    let all = visit.form.get("all") == "yes";
    let proposed = contacts_of(visit, &case)?;
    let wanted: Vec<_> = proposed
        .iter()
        .filter(|one| one.is_open() && one.state == "proposed")
        .filter(|one| all || ticked.contains(&one.record.to_string().as_str()))
        .collect();
    if wanted.is_empty() {
        return back(visit, "Chưa chọn ai.", "Nobody is ticked.");
    }
    let mut records = Vec::new();
    for one in &wanted {
        let id = one.record.to_string();
        records.push(written::record(visit, &register, Right::WriteRecords, &id)?);
    }
    let input = BTreeMap::from([("state".to_owned(), "listed".to_owned())]);
    let mut forms: Vec<Form<'_>> = records
        .iter()
        .map(|record| Form {
            register: &register,
            unit: record.unit,
            record: Some(record),
            input: &input,
            officer: visit.officer(),
            reason: Some("Đã rà, đưa vào danh sách · looked at and listed"),
        })
        .collect();
    written::together(visit, &mut forms)?;
    Reply::said(
        format!("/cases/{}", visit.part("record")),
        format!(
            "{} {}",
            wanted.len(),
            visit.w(
                "người đã vào danh sách; nơi ở của họ đã nhận phiếu theo dõi.",
                "people are listed; where they live the follow-up has arrived."
            )
        ),
    )
}

fn contact(visit: &Visit<'_>) -> Result<(std::sync::Arc<node::Register>, node::Record), Nope> {
    // The case of the path is asked too, so that a contact is reached only from a case that the visitor reads.
    case_of(visit)?;
    let register = written::register(visit, "traced_contact")?;
    let record = written::record(visit, &register, Right::WriteRecords, visit.form.get("contact"))?;
    Ok((register, record))
}

/// Strikes somebody off, with a reason.
pub(super) fn strike(visit: &Visit<'_>) -> Answer {
    let (register, record) = contact(visit)?;
    let why = visit.form.get("why");
    let cells = [("state", "struck"), ("struck_why", why)];
    written::change(visit, &register, &record, &cells, why)?;
    back(visit, "Đã bỏ khỏi danh sách; lý do được giữ.", "Struck off; the reason is kept.")
}

/// The result of a test of a contact. Who is positive becomes a case, and its contacts come nearer.
pub(super) fn result(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let (register, record) = contact(visit)?;
    let result = visit.form.get("result");
    let today = visit.today().to_string();
    let cells = [("result", result), ("result_on", &*today)];
    written::change(visit, &register, &record, &cells, "Kết quả xét nghiệm · result of a test")?;
    if result != "positive" {
        return back(visit, "Đã ghi kết quả.", "The result is written.");
    }
    let text = |name| node::fields::text(&register.definition, &record.body, name).to_owned();
    let now = visit.now().strftime("%Y-%m-%d %H:%M").to_string();
    let exposed = match node::fields::value(&register.definition, &record.body, "first_exposure") {
        domain::base::Value::DateTime(moment) => moment.date().to_string(),
        _ => String::new(),
    };
    let (name, person, village) = (text("full_name"), text("person"), text("village"));
    let source = case.record.to_string();
    let cells = [
        ("full_name", &*name),
        ("person", &person),
        ("village", &village),
        ("state", "confirmed"),
        ("found_by", "tracing"),
        ("source_known", "known"),
        ("infected_by", &source),
        ("exposed_on", &exposed),
        ("confirmed_on", &today),
        ("result_at", &now),
    ];
    let made = written::add(visit, "case", record.unit, &cells)?;
    Reply::said(
        format!("/cases/{made}"),
        visit.w("Đã ghi F0 mới; những người tiếp xúc của ca này được tính lại. Bổ sung ngày khởi phát, lấy mẫu.", "A new case; its contacts were derived again. Add its onset and sample."),
    )
}

/// Somebody whom the case met, as somebody said: a person of the register by that name and telephone, or a new one.
pub(super) fn met(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let own = case.person.ok_or(Nope::NotFound)?.to_string();
    let get = |name: &str| visit.form.get(name).to_owned();
    let (name, year, phone) = (get("full_name"), get("birth_year"), get("phone"));
    let (village, lives) = (get("village"), get("lives_at"));
    let lives = if lives == case.unit.to_string() { String::new() } else { lives };
    let cells = [
        ("full_name", &*name),
        ("birth_year", &year),
        ("phone", &phone),
        ("village", &village),
        ("lives_at", &lives),
    ];
    let (person, fresh) = written::find_or_add(visit, "person", case.unit, &cells)?;
    let person = person.to_string();
    let (kind, first, last) = (get("kind"), get("first"), get("last"));
    let (minutes, distance, mask, by) =
        (get("minutes"), get("distance"), get("mask"), get("named_by"));
    let saved = written::add(
        visit,
        "contact",
        case.unit,
        &[
            ("one", &own),
            ("other", &person),
            ("kind", &kind),
            ("first", &first),
            ("last", &last),
            ("minutes", &minutes),
            ("distance", &distance),
            ("mask", &mask),
            ("named_by", &by),
        ],
    );
    if let Err(fault) = saved {
        if !fresh {
            return Err(fault);
        }
        // Nothing is left half done: the person without the contact is taken back.
        let register = written::register(visit, "person")?;
        let record = written::record(visit, &register, Right::WriteRecords, &person)?;
        let input = BTreeMap::new();
        let form = Form {
            register: &register,
            unit: record.unit,
            record: Some(&record),
            input: &input,
            officer: visit.officer(),
            reason: Some("Tiếp xúc ghi cùng bị từ chối · the contact was refused"),
        };
        form.retract(visit.node()).map_err(|fault| Nope::Wrong(vec![fault]))?;
        return Err(fault);
    }
    let named: Vec<_> = contacts_of(visit, &case)?;
    let listed =
        named.iter().any(|one| one.person.map(|one| one.to_string()) == Some(person.clone()));
    match listed {
        true => back(
            visit,
            "Đã ghi; người này đã vào danh sách đề xuất.",
            "Written; the person is proposed.",
        ),
        false => back(
            visit,
            "Đã ghi. Theo quy định ngày đó, đây không phải là tiếp xúc trong thời gian lây.",
            "Written. By the rules of that day this is no contact within the infectious time.",
        ),
    }
}

/// Where the case was.
pub(super) fn was(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let person = case.person.ok_or(Nope::NotFound)?.to_string();
    let (known, fresh) = (visit.form.get("place"), visit.form.get("new_place"));
    let place = match fresh.trim() {
        "" => known.to_owned(),
        name => {
            let kind = visit.form.get("place_kind");
            written::add(visit, "place", case.unit, &[("name", name), ("kind", kind)])?.to_string()
        }
    };
    let (from, to) = (visit.form.get("from"), visit.form.get("to"));
    written::add(
        visit,
        "place_visit",
        case.unit,
        &[("person", &person), ("place", &place), ("from", from), ("to", to)],
    )?;
    back(
        visit,
        "Đã ghi lịch trình; danh sách tiếp xúc được tính lại.",
        "Written; the contact list was derived again.",
    )
}

/// Closes a place from today on.
pub(super) fn close(visit: &Visit<'_>) -> Answer {
    let case = case_of(visit)?;
    let picture = tracing::picture(visit.node())?;
    let place = visit.form.get("place");
    let there =
        |one: &&ExposedPlace| one.place.record.is_some_and(|record| record.to_string() == place);
    if !picture.places.iter().filter(there).any(|one| one.of.contains(&case.record)) {
        return Err(Nope::NotFound);
    }
    let register = written::register(visit, "place")?;
    let record = written::record(visit, &register, Right::WriteRecords, place)?;
    let today = visit.today().to_string();
    let reason = format!("Ca {} đã ở đây · a case was here", case.label());
    let cells = [("state", "closed"), ("closed_on", &*today)];
    written::change(visit, &register, &record, &cells, &reason)?;
    back(visit, "Đã ghi tạm đóng.", "The place is closed.")
}

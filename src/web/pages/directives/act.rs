//! What is done with the orders of a directive: corrected, issued, read, urged.

use domain::base::{Diagnostic, UnitId};
use domain::directive::Deadline;
use domain::people::Right;
use node::tasks::{Correction, Directive, Filter, Office, Said, Unissued};

use super::{address, directive, review};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Corrects the orders: one thing at a time, as its button says.
pub(super) fn correct(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    visit.reach(Right::ReceiveDirectives, directive.unit).map_err(|_| Nope::Forbidden)?;
    let done = corrections(visit, &office, &directive).and_then(|all| {
        Ok(office.correct(&directive, &all, visit.officer(), visit.form.get("why"))?)
    });
    match done {
        Ok(()) => Reply::said(
            format!("{}?view=text", address(&office, &directive)),
            visit.w("Đã sửa.", "Corrected."),
        ),
        Err(nope @ Nope::Wrong(_)) => review::page(visit, &office, &directive, nope.sayings()),
        Err(other) => Err(other),
    }
}

fn corrections(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
) -> Result<Vec<Correction>, Nope> {
    let form = &visit.form;
    let (label, words) = (form.get("label").to_owned(), form.get("words").to_owned());
    let chosen: Vec<String> = form.all("order").map(str::to_owned).collect();
    Ok(vec![match form.get("do") {
        "confirm" => Correction::Confirm(vec![label]),
        "reject" => Correction::Reject(vec![label]),
        "confirm_all" => {
            let open =
                office.obligations(directive)?.into_iter().filter(|one| one.state == "proposed");
            Correction::Confirm(open.map(|one| one.label).collect())
        }
        "assign" => Correction::Assign(label, units(visit, office, directive)?),
        "due" => Correction::Due(label, Deadline::read(form.get("term"), Some(office.today()))),
        "split" => Correction::Split(label, some(words)?),
        "merge" if chosen.len() > 1 => Correction::Merge(chosen),
        "merge" => return Err(too_few().into()),
        "add" => Correction::Add(some(words)?, units(visit, office, directive)?),
        _ => return Err(Nope::NotFound),
    }])
}

fn some(words: String) -> Result<String, Nope> {
    if words.is_empty() { Err(no_words().into()) } else { Ok(words) }
}

/// Units by their codes, or by a phrase as the issuer would write it.
fn units(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
) -> Result<Vec<UnitId>, Nope> {
    let text = visit.form.get("to");
    let day = office.today();
    let codes: Vec<&str> =
        text.split([',', ';']).map(str::trim).filter(|code| !code.is_empty()).collect();
    let found: Option<Vec<UnitId>> =
        codes.iter().map(|code| Some(office.unit(code, day).ok()?.id)).collect();
    if let Some(units) = found.filter(|units| !units.is_empty()) {
        return Ok(units);
    }
    let issuer = if directive.issuer.is_empty() {
        office.unit_name(directive.unit, day)
    } else {
        directive.issuer.clone()
    };
    let (found, unresolved) = office.named(&issuer, &[text.to_owned()], day);
    if found.is_empty() || !unresolved.is_empty() {
        return Err(nobody(text).into());
    }
    Ok(found)
}

/// Lays the confirmed orders on their units.
pub(super) fn issue(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    visit.reach(Right::IssueDirectives, directive.unit).map_err(|_| Nope::Forbidden)?;
    let issued = office.issue(&directive, visit.form.get("all") == "yes", visit.officer())?;
    let tasks: usize = issued.tasks.iter().map(|(_, count)| count).sum();
    if tasks == 0 {
        let why = issued.left.iter().any(|(_, why)| *why == Unissued::NotConfirmed);
        let nope = Nope::from(nothing_issued(why));
        return review::page(visit, &office, &directive, nope.sayings());
    }
    let say = match visit.lang {
        domain::base::Lang::Vi => format!("Đã giao {tasks} việc cho {} đơn vị.", issued.units),
        domain::base::Lang::En => format!("{tasks} tasks were given to {} units.", issued.units),
    };
    Reply::said(address(&office, &directive), say)
}

/// Writes down that the visitor has read it and understood.
pub(super) fn read(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    visit.acting_officer()?;
    let Some(officer) = &visit.who()?.officer else { return Err(Nope::Forbidden) };
    office.read_directive(&directive, officer, visit.form.get("say"))?;
    Reply::said(
        address(&office, &directive),
        visit.w("Đã ghi nhận: đã đọc, đã quán triệt.", "Written down: read and understood."),
    )
}

/// Reminds every unit whose task of it is behind.
pub(super) fn urge(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = directive(visit, &office)?;
    visit.reach(Right::IssueDirectives, directive.unit).map_err(|_| Nope::Forbidden)?;
    visit.acting_officer()?;
    let Some(officer) = &visit.who()?.officer else { return Err(Nope::Forbidden) };
    let board = office.board(directive.unit, Filter { open: true, ..Filter::default() })?;
    let said = Said { text: visit.form.get("say").to_owned(), ..Said::default() };
    let mut count = 0;
    for (task, standing) in &board.tasks {
        let own = board
            .obligations
            .get(&task.obligation)
            .is_some_and(|order| order.directive == directive.id);
        let behind = standing.is_behind() || task.is_unacknowledged(board.now);
        if own && behind && office.remind(task, officer, &said).is_ok() {
            count += 1;
        }
    }
    Reply::said(
        address(&office, &directive),
        format!("{} {count}", visit.w("Số việc đã nhắc:", "Tasks reminded of:")),
    )
}

fn nobody(text: &str) -> Diagnostic {
    Diagnostic::error(
        "assignee_unknown",
        format!("Chưa rõ \"{text}\" là đơn vị nào."),
        format!("\"{text}\" names no known unit."),
    )
    .hint(
        "Ghi mã đơn vị, cách nhau bằng dấu phẩy, hoặc cụm từ như \"UBND các xã, thị trấn\".",
        "Write codes separated by commas, or a phrase of the document.",
    )
    .at_field("to")
}

fn no_words() -> Diagnostic {
    Diagnostic::error("words_missing", "Chưa có chữ nào.", "No words were given.")
        .hint(
            "Bôi đen chữ trong văn bản, hoặc gõ vào ô.",
            "Select words in the document, or type them.",
        )
        .at_field("words")
}

fn too_few() -> Diagnostic {
    Diagnostic::error(
        "merge_needs_two",
        "Chọn từ hai nhiệm vụ để gộp.",
        "Choose two orders or more.",
    )
    .hint(
        "Đánh dấu các ô trước nhiệm vụ rồi bấm Gộp.",
        "Tick the boxes before the orders, then press Merge.",
    )
}

fn nothing_issued(unconfirmed: bool) -> Diagnostic {
    let fault =
        Diagnostic::error("nothing_issued", "Chưa giao được việc nào.", "No task was given.");
    if unconfirmed {
        fault.hint("Xác nhận các nhiệm vụ trước đã.", "Confirm the orders first.")
    } else {
        fault.hint(
            "Ghi rõ đơn vị của từng nhiệm vụ rồi giao lại.",
            "Name the units of each order, then issue again.",
        )
    }
}

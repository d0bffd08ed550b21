//! Steps of a return: make it out, confirm it, send it.

use std::collections::BTreeMap;

use domain::base::Diagnostic;
use domain::people::Right;
use node::publish::{Declared, Desk, Subject};

use super::{address, show, subject};
use crate::web::nope::Nope;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Makes it out from the registers as they are now, with the figures that were typed.
pub(super) fn prepare(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let subject = own(visit, &desk, Right::PrepareReturns)?;
    let done = declared(visit).and_then(|declared| {
        let officer = visit.who()?.officer.as_ref();
        Ok(desk.prepare_with(&subject, officer, visit.form.some("reason"), &declared)?)
    });
    answer(
        visit,
        &desk,
        &subject,
        done.map(|_| {
            visit.w(
                "Đã lập báo cáo: xem lại từng số rồi xác nhận.",
                "The return is made out: look at each figure, then confirm.",
            )
        }),
    )
}

/// Confirms it, by the post of whoever is signed in.
pub(super) fn attest(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let subject = own(visit, &desk, Right::Attest)?;
    visit.acting_officer()?;
    let done = match &visit.who()?.officer {
        Some(officer) => desk.attest(&subject, officer, visit.form.get("note")).map_err(Nope::from),
        None => Err(Nope::Forbidden),
    };
    answer(visit, &desk, &subject, done.map(|_| visit.w("Đã xác nhận.", "Confirmed.")))
}

/// Sends it.
pub(super) fn submit(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let subject = own(visit, &desk, Right::PrepareReturns)?;
    let done = desk.submit(&subject, visit.who()?.officer.as_ref()).map_err(Nope::from);
    answer(
        visit,
        &desk,
        &subject,
        done.map(|_| {
            visit.w("Đã gửi; giờ nhận ghi bên dưới.", "Sent; when it was received stands below.")
        }),
    )
}

fn own(visit: &Visit<'_>, desk: &Desk<'_>, right: Right) -> Result<Subject, Nope> {
    let subject = subject(visit, desk)?;
    visit.reach(right, subject.unit).map_err(|_| Nope::Forbidden)?;
    Ok(subject)
}

fn answer(
    visit: &Visit<'_>,
    desk: &Desk<'_>,
    subject: &Subject,
    done: Result<&str, Nope>,
) -> Answer {
    match done {
        Ok(said) => Reply::said(address(desk, subject), said),
        Err(nope @ Nope::Wrong(_)) => show::refused(visit, desk, subject, &nope),
        Err(other) => Err(other),
    }
}

/// `set.LINE` and `why.LINE`: a figure and its source; an empty one is taken back. `adjust.LINE`: a figure over a computed
/// one, and `why.LINE` says why; an empty one leaves what is computed.
fn declared(visit: &Visit<'_>) -> Result<Declared, Nope> {
    let (mut figures, mut why, mut cleared) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for (name, value) in visit.form.fields() {
        let (typed, adjusted) = (name.strip_prefix("set."), name.strip_prefix("adjust."));
        let Some(line) = typed.or(adjusted) else { continue };
        let value = value.trim();
        if value.is_empty() {
            cleared.extend(typed.map(str::to_owned));
            continue;
        }
        let number =
            domain::returns::read_figure(value).ok_or_else(|| not_a_number(line, value))?;
        figures.insert(line.to_owned(), number);
        if let Some(source) = visit.form.some(&format!("why.{line}")) {
            why.insert(line.to_owned(), source.to_owned());
        }
    }
    Ok(Declared { figures, why, cleared })
}

fn not_a_number(line: &str, value: &str) -> Diagnostic {
    Diagnostic::error(
        "figure_wrong",
        format!("\"{value}\" không phải là số."),
        format!("\"{value}\" is no number."),
    )
    .hint(
        "Ghi số nguyên, ví dụ 1.234; để trống nếu chưa có.",
        "Write a whole number such as 1.234; leave it empty when there is none.",
    )
    .at_field(line)
}

//! One discrepancy: both figures, the records behind them, the thread, the verdict.

use askama::Template;
use domain::people::Right;
use domain::returns::{DiscrepancyStep, Judge, discrepancy_steps_from};
use node::people::Officer;
use node::publish::{Desk, Discrepancy, Route};

use super::discrepancy;
use crate::say;
use crate::web::chrome::{Chrome, day_text, wall_text};
use crate::web::nope::{Nope, Saying};
use crate::web::records;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "discrepancies/show.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    reference: String,
    title: String,
    unit: String,
    day: String,
    state: String,
    due: String,
    sides: Vec<(String, String, Option<String>)>,
    lists: Vec<(String, Vec<String>, Vec<Vec<String>>)>,
    thread: Vec<(String, String, String, String)>,
    may_ask: bool,
    may_explain: bool,
    may_judge: bool,
    may_dismiss: bool,
    typed: String,
}

/// Records of each side that are shown.
const SHOWN: usize = 50;

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let one = discrepancy(visit, &desk)?;
    Reply::page(&page(visit, &desk, &one, Vec::new())?)
}

fn page(
    visit: &Visit<'_>,
    desk: &Desk<'_>,
    one: &Discrepancy,
    sayings: Vec<Saying>,
) -> Result<Page, Nope> {
    let (who, lang) = (visit.who()?, visit.lang);
    let may = |right| visit.reach(right, one.owner).is_ok();
    let most = records::given_out(visit, SHOWN);
    let shown = desk.show_discrepancy(one, who.officer.as_ref(), &most)?;
    let steps: Vec<(DiscrepancyStep, Judge)> = discrepancy_steps_from(one.state).collect();
    let can = |step, by| steps.contains(&(step, by));
    let list = |list: &node::publish::RecordList| {
        let columns = records::columns(&list.definition);
        let heads = columns.iter().map(|field| field.label.get(lang).to_owned()).collect();
        let rows = list
            .records
            .iter()
            .map(|record| {
                columns
                    .iter()
                    .map(|field| {
                        records::shown(visit, &list.definition, field, &record.body, false)
                    })
                    .collect()
            })
            .collect();
        (list.title.get(lang).to_owned(), heads, rows)
    };
    let acts = who.officer.is_some();
    Ok(Page {
        c: visit.chrome("Số liệu vênh", "Discrepancy"),
        sayings,
        reference: desk.discrepancy_reference(one).to_string(),
        title: one.title.get(lang).to_owned(),
        unit: desk.unit_name(one.owner, one.period),
        day: day_text(one.period),
        state: one.state.title().get(lang).to_owned(),
        due: one.due.filter(|_| one.is_unexplained()).map(wall_text).unwrap_or_default(),
        sides: shown
            .figures
            .iter()
            .map(|side| {
                let href = side.address.as_ref().map(|address| format!("/figure?a={address}"));
                (side.title.get(lang).to_owned(), say::figure(side.value, lang), href)
            })
            .collect(),
        lists: shown.records.iter().map(list).collect(),
        thread: shown
            .history
            .iter()
            .map(|step| {
                (
                    step.at.map(wall_text).unwrap_or_default(),
                    step.by
                        .clone()
                        .unwrap_or_else(|| visit.w("Chương trình", "The program").to_owned()),
                    step.state.title().get(lang).to_owned(),
                    step.words.clone(),
                )
            })
            .collect(),
        may_ask: acts && may(Right::Ask) && can(DiscrepancyStep::Ask, Judge::Above),
        may_explain: acts && may(Right::Explain) && can(DiscrepancyStep::Explain, Judge::Owner),
        may_judge: acts && may(Right::Judge) && can(DiscrepancyStep::Accept, Judge::Above),
        may_dismiss: acts && may(Right::Ask) && can(DiscrepancyStep::Dismiss, Judge::Above),
        typed: visit.form.get("say").to_owned(),
    })
}

/// A step.
pub(super) fn step(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let one = discrepancy(visit, &desk)?;
    visit.acting_officer()?;
    let Some(officer) = &visit.who()?.officer else { return Err(Nope::Forbidden) };
    match take(visit, &desk, &one, officer) {
        Ok(()) => Reply::said(
            format!("/discrepancy?ref={}", desk.discrepancy_reference(&one)),
            visit.w("Đã ghi.", "Written down."),
        ),
        Err(nope @ Nope::Wrong(_)) => {
            Reply::page_with(nope.status(), &page(visit, &desk, &one, nope.sayings())?)
        }
        Err(other) => Err(other),
    }
}

fn take(visit: &Visit<'_>, desk: &Desk<'_>, one: &Discrepancy, by: &Officer) -> Result<(), Nope> {
    let words = visit.form.get("say");
    let needs = |right| visit.reach(right, one.owner).map_err(|_| Nope::Forbidden);
    match visit.form.get("do") {
        "ask" => {
            needs(Right::Ask).and_then(|()| Ok(desk.ask_about(one, by, words, None).map(drop)?))
        }
        "explain" => {
            needs(Right::Explain)?;
            let route = match visit.form.get("route") {
                "party" => Route::Party,
                "state" => Route::State,
                _ => Route::Both,
            };
            Ok(desk.explain(one, by, words, route).map(drop)?)
        }
        "accept" => needs(Right::Judge)
            .and_then(|()| Ok(desk.accept_explanation(one, by, words).map(drop)?)),
        "refuse" => needs(Right::Judge)
            .and_then(|()| Ok(desk.refuse_explanation(one, by, words).map(drop)?)),
        "dismiss" => needs(Right::Ask).and_then(|()| Ok(desk.dismiss(one, by, words).map(drop)?)),
        _ => Err(Nope::NotFound),
    }
}

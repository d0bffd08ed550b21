//! What applies in my commune today, in plain words; bulletins; whom to call.

use askama::Template;
use domain::base::text::fold;
use domain::register::Tier;
use node::Scope;
use node::people::notices::{self, Notice};

use crate::web::chrome::{Chrome, day_text};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "public/show.html")]
struct Page {
    c: Chrome,
    q: String,
    choices: Vec<(String, String)>,
    unit: Option<String>,
    day: String,
    measures: Vec<Shown>,
    bulletins: Vec<Shown>,
    calls: Vec<Shown>,
}

struct Shown {
    title: String,
    words: Vec<String>,
    phone: String,
    unit: String,
    days: String,
    source: String,
}

/// Units that are offered for a search.
const OFFERED: usize = 30;

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let (tree, day) = (visit.tree()?, visit.today());
    let communes =
        tree.units().iter().filter(|unit| unit.tier == Tier::Commune && unit.valid.on(day));
    let words = fold(visit.query.get("q"));
    let mut choices: Vec<(String, String)> = communes
        .filter(|unit| fold(&unit.full_name_on(day)).contains(&words))
        .map(|unit| {
            (unit.code.clone().unwrap_or_else(|| unit.id.to_string()), unit.full_name_on(day))
        })
        .take(OFFERED)
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    let chosen = visit.query.some("unit").and_then(|code| tree.called(code, day));
    let all = notices::notices(visit.node(), &Scope::everything())?;
    let reaches = |one: &&Notice| {
        chosen.is_some_and(|unit| {
            one.unit == unit.id
                || tree.ancestors(unit.id, day).iter().any(|above| above.id == one.unit)
        })
    };
    let of = |kind: &str| {
        let own = all.iter().filter(|one| one.kind == kind && one.holds_on(day)).filter(reaches);
        own.map(|one| shown(one, visit)).collect::<Vec<_>>()
    };
    Reply::page(&Page {
        c: visit.chrome("Phòng, chống dịch ở xã tôi", "The outbreak in my commune"),
        q: visit.query.get("q").to_owned(),
        measures: of("measure"),
        bulletins: of("bulletin"),
        calls: of("call"),
        unit: chosen.map(|unit| unit.full_name_on(day)),
        choices,
        day: day_text(day),
    })
}

fn shown(one: &Notice, visit: &Visit<'_>) -> Shown {
    let until = one.until.map_or_else(
        || visit.w("đến khi có thông báo mới", "until further notice").to_owned(),
        |day| format!("{} {}", visit.w("đến hết", "until"), day_text(day)),
    );
    Shown {
        title: one.title.clone(),
        words: one.words.lines().map(str::to_owned).collect(),
        phone: one.phone.clone(),
        unit: visit.unit_name(one.unit),
        days: format!(
            "{} {}, {until}",
            visit.w("từ", "from"),
            one.from.map(day_text).unwrap_or_default()
        ),
        source: one.source.clone(),
    }
}

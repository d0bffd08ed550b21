//! How a directive is carried out, in sentences that the page and the paper share.

use std::fmt::Write as _;

use domain::base::Lang;
use domain::directive::task::{Standing, Tally};
use jiff::civil::DateTime;
use node::tasks::{Implementation, OrderProgress, UnitProgress};

use super::super::super::say;
use super::super::wall;

fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// What the directive is called.
pub(super) fn called(report: &Implementation) -> String {
    let one = &report.directive;
    let mut name = match one.number.as_str() {
        "" => format!("Văn bản đến số {}/{}", one.arrival, one.year),
        number => format!("Văn bản số {number}"),
    };
    if !one.issued_on.is_empty() {
        // A month alone stays as it is printed.
        let day = one.issued_on.parse().map_or_else(|_| one.issued_on.clone(), say::day);
        let _ = write!(name, " ngày {day}");
    }
    if !one.issuer.is_empty() {
        let _ = write!(name, " của {}", one.issuer);
    }
    name
}

/// All of it in one paragraph.
pub(super) fn summary(report: &Implementation, lang: Lang) -> String {
    let (name, orders) = (called(report), report.orders.len());
    let given = match lang {
        Lang::Vi => format!("giao {orders} nhiệm vụ cho {} đơn vị", report.units),
        Lang::En => format!("{orders} orders to {} units", report.units),
    };
    let at = wall(report.now);
    let as_of = pick(lang, "Tính đến", "As of");
    format!("{name}: {given}. {as_of} {at}: {}.", figures(&report.tally, lang))
}

/// Figures in words, those that are zero left out: done first, and what is late by itself.
pub(super) fn figures(tally: &Tally, lang: Lang) -> String {
    let mut parts = vec![match lang {
        Lang::Vi => format!("đã xong {}/{}", tally.done(), tally.owed),
        Lang::En => format!("{}/{} done", tally.done(), tally.owed),
    }];
    let mut part = |count: usize, vi: &str, en: &str| {
        if count > 0 {
            parts.push(format!("{} {count}", pick(lang, vi, en)));
        }
    };
    part(tally.done_in_time, "đúng hạn", "in time");
    part(tally.done_late, "xong muộn", "done late");
    part(tally.late, "quá hạn", "late");
    part(tally.kept_up, "đang duy trì", "kept up");
    part(tally.silent, "im lặng, không có minh chứng", "silent, no evidence");
    part(tally.open, "đang làm", "under way");
    part(tally.asleep, "chờ điều kiện", "waiting for a condition");
    part(tally.unaccepted, "chưa nhận việc", "not accepted");
    part(tally.released, "đã trả lại hoặc thu hồi", "given back or withdrawn");
    parts.join(", ")
}

/// An order as a heading: where it stands, its words.
pub(super) fn heading(order: &OrderProgress, lang: Lang) -> String {
    let item = match order.order.item.as_str() {
        "" => String::new(),
        item => format!(" ({} {})", pick(lang, "mục", "item"), item.trim_end_matches('.')),
    };
    format!("{}{item}: “{}”", order.order.label, order.order.quote.replace('\n', " "))
}

/// Units that are told together: what they are called in both languages, and who belongs to them.
type Group = (&'static str, &'static str, fn(&UnitProgress) -> bool);

/// The units by how they stand, by name, the late ones with how long.
pub(super) fn by_standing(order: &OrderProgress, now: DateTime, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(day) = order.period {
        lines.push(format!("{} {}", pick(lang, "Kỳ", "Period"), say::day(day)));
    }
    let groups: [Group; 8] = [
        ("Quá hạn", "Late", |one| one.standing == Standing::Late),
        ("Im lặng, không có minh chứng", "Silent, no evidence", |one| {
            one.standing == Standing::Silent
        }),
        ("Đang duy trì", "Kept up", |one| one.standing == Standing::KeptUp),
        ("Đang làm", "Under way", |one| {
            matches!(one.standing, Standing::InTime | Standing::NoTerm) && one.is_accepted()
        }),
        ("Chưa nhận việc", "Not accepted", |one| {
            matches!(one.standing, Standing::InTime | Standing::NoTerm) && !one.is_accepted()
        }),
        ("Chờ điều kiện", "Waiting for a condition", |one| one.standing == Standing::Asleep),
        ("Xong muộn", "Done late", |one| one.standing == Standing::DoneLate),
        ("Xong đúng hạn", "Done in time", |one| one.standing == Standing::DoneInTime),
    ];
    for (vi, en, belongs) in groups {
        let of_it: Vec<&UnitProgress> = order.tasks.iter().filter(|one| belongs(one)).collect();
        if !of_it.is_empty() {
            let names = alike(&of_it, now, lang);
            lines.push(format!("{} ({}): {names}", pick(lang, vi, en), of_it.len()));
        }
    }
    lines.extend(order.tasks.iter().filter_map(|one| extended(one, lang)));
    lines
}

/// Units by name; those of whom the same is to be known stand together, and it is said once.
fn alike(units: &[&UnitProgress], now: DateTime, lang: Lang) -> String {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for one in units {
        let note = note(one, now, lang);
        match groups.iter_mut().find(|(known, _)| *known == note) {
            Some((_, names)) => names.push(&one.unit),
            None => groups.push((note, vec![&one.unit])),
        }
    }
    let group = |(note, names): &(String, Vec<&str>)| match note.as_str() {
        "" => names.join(", "),
        note => format!("{} ({note})", names.join(", ")),
    };
    groups.iter().map(group).collect::<Vec<_>>().join("; ")
}

/// What is to be known of a unit.
fn note(one: &UnitProgress, now: DateTime, lang: Lang) -> String {
    let mut notes = Vec::new();
    match (one.standing, one.task.term) {
        (Standing::Late, Some(term)) => notes.push(since(term.at, now, lang)),
        (Standing::Silent, _) => notes.extend(
            one.task.silent_days(now).map(|days| format!("{days} {}", pick(lang, "ngày", "days"))),
        ),
        (Standing::DoneLate, Some(term)) => {
            notes.extend(one.task.done_at.map(|done| since(term.at, done, lang)));
        }
        _ => {}
    }
    if one.standing.is_behind() && !one.is_accepted() {
        notes.push(pick(lang, "chưa nhận việc", "not accepted").to_owned());
    }
    if let Some((done, all)) = one.parts {
        notes.push(format!("{} {done}/{all}", pick(lang, "giao tiếp, xong", "shared out, done")));
    }
    if let Some(percent) = one.task.progress.filter(|_| one.task.state.is_open()) {
        notes.push(format!("{percent} %"));
    }
    if one.task.reminded > 0 && one.task.state.is_open() {
        let words = pick(lang, "đã nhắc", "reminded");
        notes.push(format!("{words} {}", one.task.reminded));
    }
    if !one.task.said.is_empty() {
        notes.push(format!("“{}”", one.task.said));
    }
    notes.join(", ")
}

/// How long after a term.
pub(super) fn since(term: DateTime, at: DateTime, lang: Lang) -> String {
    let minutes = at.since((jiff::Unit::Minute, term)).map_or(0, |span| span.get_minutes());
    let (days, hours) = (minutes / (24 * 60), minutes / 60);
    match (days, hours) {
        (0, 0) => {
            format!("{} {} {}", pick(lang, "muộn", "late"), minutes, pick(lang, "phút", "minutes"))
        }
        (0, hours) => {
            format!("{} {hours} {}", pick(lang, "muộn", "late"), pick(lang, "giờ", "hours"))
        }
        (days, _) => {
            format!("{} {days} {}", pick(lang, "muộn", "late"), pick(lang, "ngày", "days"))
        }
    }
}

/// That a unit got more time, from when to when.
fn extended(one: &UnitProgress, lang: Lang) -> Option<String> {
    let (first, term) = (one.task.first_due?, one.task.term?);
    (first != term.at).then(|| {
        format!(
            "{}: {} {} → {}",
            pick(lang, "Gia hạn", "More time"),
            one.unit,
            say::day(first.date()),
            say::day(term.at.date())
        )
    })
}

/// The orders that were given to nobody.
pub(super) fn not_given(report: &Implementation, lang: Lang) -> String {
    let labels: Vec<&str> = report.not_given.iter().map(|one| one.label.as_str()).collect();
    let words = pick(lang, "Chưa giao cho đơn vị nào", "Given to nobody");
    format!("{words} ({}): {}", labels.len(), labels.join(", "))
}

//! One return: each figure beside the live count and yesterday's, who has confirmed, when it was received.

use askama::Template;
use domain::people::Right;
use domain::returns::{Standing, capacities};
use node::publish::{Desk, FigureShown, Shown, Subject, Version};

use super::subject;
use crate::cli::return_;
use crate::say;
use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::{Nope, Saying};
use crate::web::pages::words::{self, Tag};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "returns/show.html")]
pub(super) struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    href: String,
    title: String,
    source: String,
    unit: String,
    day: String,
    due: String,
    until: String,
    now: String,
    standing: Tag,
    waiting: bool,
    version: Option<VersionShown>,
    rows: Vec<Row>,
    has_before: bool,
    warnings: Vec<Saying>,
    discrepancies: Vec<Open>,
    posts: Vec<PostShown>,
    receipts: Vec<String>,
    beside: Beside,
    versions: Vec<VersionShown>,
    message: String,
    may_prepare: bool,
    may_attest: bool,
    may_submit: bool,
    must_reason: bool,
    reason: String,
}

struct VersionShown {
    number: u32,
    href: String,
    tag: Tag,
    as_of: String,
    reason: String,
}

struct Row {
    heading: String,
    line: String,
    title: String,
    stated: String,
    live: String,
    changed: bool,
    before: String,
    difference: String,
    href: String,
    by_hand: String,
    /// The field of a figure that somebody types: its value, and where it comes from.
    typed: Option<(String, String)>,
    /// The field over a computed figure: the figure, and why it is another one. Open when something was typed.
    adjust: Option<(String, String)>,
    /// Where the figure does not agree: address and title.
    doubts: Vec<(String, String)>,
}

/// The versions of a return beside each other, the latest first.
#[derive(Default)]
struct Beside {
    /// Number and time of each.
    heads: Vec<String>,
    /// For each figure its title, and in each version the figure, marked where it differs from the version before.
    rows: Vec<(String, Vec<(String, bool)>)>,
}

struct Open {
    href: String,
    title: String,
    figures: String,
    due: String,
}

struct PostShown {
    title: String,
    by: Option<String>,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let subject = subject(visit, &desk)?;
    Reply::page(&page(visit, &desk, &subject, Vec::new())?)
}

/// The same, with what was wrong with a step.
pub(super) fn refused(
    visit: &Visit<'_>,
    desk: &Desk<'_>,
    subject: &Subject,
    nope: &Nope,
) -> Answer {
    Reply::page_with(nope.status(), &page(visit, desk, subject, nope.sayings())?)
}

fn page(
    visit: &Visit<'_>,
    desk: &Desk<'_>,
    subject: &Subject,
    sayings: Vec<Saying>,
) -> Result<Page, Nope> {
    let (who, lang, unit) = (visit.who()?, visit.lang, subject.unit);
    let number = visit.query.some("version").and_then(|text| text.parse().ok());
    let shown = desk.show(subject, number)?;
    let tree = desk.tree();
    let may = |right| who.may_in(right, unit, tree, visit.today());
    let before = yesterday(desk, subject)?;
    let draft = shown.versions.last().filter(|(version, _)| version.state.is_open()).is_some();
    let sent = shown.versions.iter().any(|(_, receipts)| !receipts.is_empty());
    let officer = who.officer.as_ref().filter(|_| may(Right::Attest));
    let attests = officer.is_some_and(|officer| {
        let can = capacities(&officer.post, officer.acting_for.as_deref());
        let done = shown.attestations.iter().any(|one| one.officer == officer.id);
        draft && !done && can.iter().any(|capacity| shown.missing.contains(&capacity.post))
    });
    let cut_off = subject.template.cut_off;
    let due = domain::base::stamp(subject.period.to_datetime(cut_off.time()));
    let href = super::address(desk, subject);
    let may_prepare = may(Right::PrepareReturns) && number.is_none();
    let typed = may_prepare && (draft || !sent);
    Ok(Page {
        c: visit.chrome("Báo cáo", "Return"),
        sayings,
        title: subject.template.title.get(lang).to_owned(),
        source: subject.template.source.clone(),
        unit: desk.unit_name(unit, subject.period),
        day: day_text(subject.period),
        due: say::clock(cut_off.time()),
        until: due.map(words::stamp).unwrap_or_default(),
        now: words::stamp(desk.now()),
        waiting: shown.standing == Standing::Waiting,
        standing: words::standing(shown.standing, lang),
        version: shown.version.as_ref().map(|version| version_shown(version, &href, visit)),
        rows: shown
            .figures
            .iter()
            .map(|figure| Row {
                doubts: doubts(figure, &shown, desk, visit),
                ..row(figure, before.as_ref(), typed, visit)
            })
            .collect(),
        has_before: before.is_some(),
        warnings: shown
            .warnings
            .iter()
            .flat_map(|one| Nope::Wrong(vec![one.clone()]).sayings())
            .collect(),
        discrepancies: disagreements(&shown, desk, visit),
        posts: posts(&shown, subject, visit),
        receipts: receipts(&shown, subject, visit),
        versions: shown
            .versions
            .iter()
            .rev()
            .map(|(version, _)| version_shown(version, &href, visit))
            .collect(),
        beside: beside(&shown, visit),
        message: shown
            .version
            .as_ref()
            .map(|one| desk.message(subject, Some(one.number), lang))
            .transpose()?
            .unwrap_or_default(),
        may_prepare,
        may_attest: attests,
        may_submit: may(Right::PrepareReturns) && draft && shown.missing.is_empty(),
        must_reason: sent,
        reason: visit.form.get("reason").to_owned(),
        href,
    })
}

/// The return of the day before, as it was received.
fn yesterday(desk: &Desk<'_>, subject: &Subject) -> Result<Option<Version>, Nope> {
    let Ok(period) = subject.period.yesterday() else { return Ok(None) };
    let before = Subject { period, ..subject.clone() };
    let versions = desk.versions(&before)?;
    Ok(versions.into_iter().rev().find(|version| version.state.name() == "received"))
}

fn version_shown(version: &Version, href: &str, visit: &Visit<'_>) -> VersionShown {
    let as_of = version.frozen().ok().map(|frozen| say::moment(frozen.as_of));
    VersionShown {
        number: version.number,
        href: format!("{href}?version={}", version.number),
        tag: words::version(version.state, visit.lang),
        as_of: as_of.unwrap_or_default(),
        reason: version.reason.clone(),
    }
}

fn row(figure: &FigureShown, before: Option<&Version>, typed: bool, visit: &Visit<'_>) -> Row {
    let lang = visit.lang;
    let frozen = before.and_then(|version| version.frozen().ok());
    let before = frozen.and_then(|frozen| frozen.values.get(&figure.line).copied());
    let now = figure.stated.or(figure.live);
    let difference = now.zip(before).map(|(now, before)| now - before).filter(|by| *by != 0);
    let sent = |name: &str| visit.form.given(&format!("{name}.{}", figure.line)).map(str::to_owned);
    let hand = figure.by_hand.as_ref();
    let by_hand = hand.map(|one| match one.counted {
        Some(counted) => format!(
            "{} {} · {} · {}",
            visit.w("đếm được", "computed"),
            say::number(counted, lang),
            one.why,
            one.name
        ),
        None => format!("{} · {}", one.why, one.name),
    });
    // A figure that no register holds is typed; over a computed one another is stated, with the reason.
    let is_typed = typed && (figure.live.is_none() || hand.is_some());
    let adjusts = typed && !is_typed;
    Row {
        heading: figure
            .heading
            .as_ref()
            .map(|heading| heading.get(lang).to_owned())
            .unwrap_or_default(),
        title: figure.title.get(lang).to_owned(),
        stated: say::figure(figure.stated, lang),
        live: say::figure(figure.live, lang),
        changed: figure.has_changed(),
        before: say::figure(before, lang),
        difference: difference
            .map(
                |by| {
                    if by > 0 {
                        format!("+{}", say::number(by, lang))
                    } else {
                        say::number(by, lang)
                    }
                },
            )
            .unwrap_or_default(),
        href: format!("/figure?a={}", figure.address),
        by_hand: by_hand.unwrap_or_default(),
        typed: is_typed.then(|| {
            let value = hand.map(|one| one.declared.to_string()).unwrap_or_default();
            let why = hand.map(|one| one.why.clone()).unwrap_or_default();
            (sent("set").unwrap_or(value), sent("why").unwrap_or(why))
        }),
        adjust: adjusts
            .then(|| (sent("adjust").unwrap_or_default(), sent("why").unwrap_or_default())),
        line: figure.line.clone(),
        doubts: Vec::new(),
    }
}

/// The open discrepancies that a figure is a side of.
fn doubts(
    figure: &FigureShown,
    shown: &Shown,
    desk: &Desk<'_>,
    visit: &Visit<'_>,
) -> Vec<(String, String)> {
    let open = shown.discrepancies.iter().filter(|one| one.state.is_open());
    let own = open.filter(|one| {
        let sides = &one.evidence.figures;
        one.about == figure.line || sides.iter().any(|side| side.name == figure.line)
    });
    own.map(|one| {
        let href = format!("/discrepancy?ref={}", desk.discrepancy_reference(one));
        (href, one.title.get(visit.lang).to_owned())
    })
    .collect()
}

/// Versions that are shown beside each other.
const BESIDE: usize = 4;

/// What each version says, where there are several.
fn beside(shown: &Shown, visit: &Visit<'_>) -> Beside {
    let read: Vec<_> = shown
        .versions
        .iter()
        .rev()
        .take(BESIDE + 1)
        .filter_map(|(version, _)| Some((version, version.frozen().ok()?)))
        .collect();
    if read.len() < 2 {
        return Beside::default();
    }
    let head = |(version, frozen): &(&Version, &domain::returns::Frozen)| {
        format!("{} {} · {}", visit.w("Lần", "Version"), version.number, say::moment(frozen.as_of))
    };
    let row = |figure: &FigureShown| {
        let values: Vec<Option<i64>> =
            read.iter().map(|(_, frozen)| frozen.values.get(&figure.line).copied()).collect();
        let cell = |(at, value): (usize, &Option<i64>)| {
            let differs = values.get(at + 1).is_some_and(|before| before != value);
            (say::figure(*value, visit.lang), differs)
        };
        let cells = values.iter().enumerate().map(cell).take(BESIDE).collect();
        (figure.title.get(visit.lang).to_owned(), cells)
    };
    Beside {
        heads: read.iter().map(head).take(BESIDE).collect(),
        rows: shown.figures.iter().map(row).collect(),
    }
}

fn disagreements(shown: &Shown, desk: &Desk<'_>, visit: &Visit<'_>) -> Vec<Open> {
    let open = shown.discrepancies.iter().filter(|one| one.state.is_open());
    open.map(|one| Open {
        href: format!("/discrepancy?ref={}", desk.discrepancy_reference(one)),
        title: one.title.get(visit.lang).to_owned(),
        figures: format!(
            "{} ≠ {}",
            say::number(one.one_value, visit.lang),
            say::number(one.other_value, visit.lang)
        ),
        due: one.due.map(crate::web::chrome::wall_text).unwrap_or_default(),
    })
    .collect()
}

fn posts(shown: &Shown, subject: &Subject, visit: &Visit<'_>) -> Vec<PostShown> {
    let posts = subject.template.attested_by.iter();
    posts
        .map(|post| {
            let found = shown.attestations.iter().find(|one| one.post == *post);
            let by = found.map(|one| {
                format!("{}, {}", one.full_name, say::moment_of(subject.period, one.at))
            });
            PostShown { title: post.title().get(visit.lang).to_owned(), by }
        })
        .collect()
}

fn receipts(shown: &Shown, subject: &Subject, visit: &Visit<'_>) -> Vec<String> {
    let title = |name: &str| {
        let found = subject.template.receivers.iter().find(|one| one.name == name);
        found.map_or_else(|| name.to_owned(), |one| one.title.get(visit.lang).to_owned())
    };
    let receipts = shown.receipts.iter();
    receipts
        .map(|one| format!("{}: {}", title(&one.receiver), say::moment(one.received_at)))
        .collect()
}

/// The return as a workbook in the official layout.
pub(super) fn workbook(visit: &Visit<'_>) -> Answer {
    let desk = Desk::open(visit.node())?;
    let subject = subject(visit, &desk)?;
    let number = visit.query.some("version").and_then(|text| text.parse().ok());
    let shown = desk.show(&subject, number)?;
    let path = visit.site.scratch("xlsx")?;
    return_::write_workbook(&path, &shown, &desk)?;
    let content = std::fs::read(&path).map_err(node::NodeError::file(&path))?;
    let _ = std::fs::remove_file(&path);
    let name = format!("bao-cao-{}-{}.xlsx", visit.part("unit"), subject.period);
    Ok(Reply::File {
        name,
        kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        content,
    })
}

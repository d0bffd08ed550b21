//! The notices of one's units, and the form for another.

use askama::Template;
use domain::base::Diagnostic;
use domain::people::Right;
use node::people::notices::{self, Notice};

use crate::web::chrome::{Chrome, day_text};
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "notices/list.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    rows: Vec<Row>,
    typed: Typed,
    unit: String,
    today: String,
}

struct Row {
    id: String,
    unit: String,
    kind: String,
    title: String,
    words: String,
    days: String,
    holds: bool,
}

struct Typed {
    kind: String,
    title: String,
    words: String,
    phone: String,
    source: String,
}

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    Reply::page(&page(visit, Vec::new())?)
}

/// As the public page names the kinds.
fn kind<'v>(visit: &'v Visit<'_>, kind: &str) -> &'v str {
    match kind {
        "measure" => visit.w("Đang áp dụng", "What applies"),
        "bulletin" => visit.w("Bản tin", "Bulletin"),
        _ => visit.w("Gọi ai", "Whom to call"),
    }
}

fn page(visit: &Visit<'_>, sayings: Vec<Saying>) -> Result<Page, Nope> {
    let found = notices::notices(visit.node(), &visit.scope(Right::Conclude)?)?;
    let row = |one: &Notice| Row {
        id: one.id.to_string(),
        unit: visit.unit_name(one.unit),
        kind: kind(visit, &one.kind).to_owned(),
        title: one.title.clone(),
        words: one.words.clone(),
        days: format!(
            "{} – {}",
            one.from.map(day_text).unwrap_or_default(),
            one.until.map(day_text).unwrap_or_default()
        ),
        holds: one.holds_on(visit.today()),
    };
    let given = |name: &str| visit.form.get(name).to_owned();
    Ok(Page {
        c: visit.chrome("Thông tin công bố", "Public notices"),
        sayings,
        rows: found.iter().map(row).collect(),
        typed: Typed {
            kind: given("kind"),
            title: given("title"),
            words: given("words"),
            phone: given("phone"),
            source: given("source"),
        },
        unit: given("unit"),
        today: visit.today().to_string(),
    })
}

/// Publishes one.
pub(super) fn publish(visit: &Visit<'_>) -> Answer {
    match read(visit) {
        Ok(notice) => {
            notices::publish(visit.node(), &notice, visit.officer())?;
            Reply::said("/notices", visit.w("Đã công bố.", "Published."))
        }
        Err(nope @ Nope::Wrong(_)) => Reply::refused(&page(visit, nope.sayings())?),
        Err(other) => Err(other),
    }
}

fn read(visit: &Visit<'_>) -> Result<Notice, Nope> {
    let form = &visit.form;
    let unit = visit.unit_called(Right::Conclude, form.some("unit"))?;
    let missing = |field| {
        Diagnostic::error(
            "field_missing",
            "Còn thiếu tiêu đề hoặc nội dung.",
            "Title or words are missing.",
        )
        .hint("Ghi cả hai bằng lời thường.", "Write both in plain words.")
        .at_field(field)
    };
    let title = form.some("title").ok_or_else(|| missing("title"))?;
    let kind = form.get("kind");
    if !["measure", "bulletin", "call"].contains(&kind) {
        return Err(Nope::NotFound);
    }
    if form.some("words").or_else(|| form.some("phone")).is_none() {
        return Err(missing("words").into());
    }
    let day = |name: &str| form.some(name).and_then(|text| text.parse().ok());
    Ok(Notice {
        id: visit.node().new_record()?,
        unit: unit.id,
        kind: kind.to_owned(),
        title: title.to_owned(),
        words: form.get("words").to_owned(),
        phone: form.get("phone").to_owned(),
        from: day("from").or_else(|| Some(visit.today())),
        until: day("until"),
        source: form.get("source").to_owned(),
    })
}

/// Takes one back.
pub(super) fn withdraw(visit: &Visit<'_>) -> Answer {
    let found = notices::notices(visit.node(), &visit.scope(Right::Conclude)?)?;
    let notice = found
        .iter()
        .find(|one| one.id.to_string() == visit.form.get("notice"))
        .ok_or(Nope::NotFound)?;
    let why = visit.form.some("why").unwrap_or("gỡ khỏi trang công khai");
    notices::withdraw(visit.node(), notice, visit.officer(), why)?;
    Reply::said("/notices", visit.w("Đã gỡ.", "Withdrawn."))
}

//! A return as an official form of one sheet, filled in or blank.

use std::path::Path;

use domain::base::{Diagnostic, local};
use domain::register::Tier;
use domain::returns::Template;
use jiff::civil::Date;
use node::publish::{Desk, FigureShown, Shown, Subject};

use crate::cli::say;
use crate::files::table::Cell;
use crate::files::{Form, FormLine, Mark, write_sheet};

/// Writes the form with what a return states, or with the live count before anything was prepared.
pub(crate) fn write(path: &Path, shown: &Shown, desk: &Desk<'_>) -> Result<(), Diagnostic> {
    let frozen = shown.version.as_ref().and_then(|version| version.frozen().ok());
    let number = shown.version.as_ref().map(|version| format!(", lần {}", version.number));
    let mut form = blank(&shown.subject, desk);
    form.subtitle.push_str(&number.unwrap_or_default());
    form.as_of = frozen.map(|frozen| local(frozen.as_of));
    form.lines = shown.figures.iter().map(|figure| line(figure, frozen.is_some())).collect();
    form.notes = notes(shown);
    for (post, _, name) in &mut form.posts {
        *name = holder(shown, post);
    }
    write_sheet(path, &form)
}

/// Writes the blank form that a unit without the program fills in.
pub(super) fn write_blank(
    path: &Path,
    subject: &Subject,
    desk: &Desk<'_>,
) -> Result<(), Diagnostic> {
    let mut form = blank(subject, desk);
    form.notes = vec![
        "Chỉ điền ô màu vàng. Chưa có số thì để trống, không ghi 0. Mỗi số ghi rõ lấy từ đâu."
            .to_owned(),
        "Lưu tệp rồi gửi thư kèm tệp này; giờ nhận tính theo lúc huyện nhận vào máy.".to_owned(),
    ];
    write_sheet(path, &form)
}

fn blank(subject: &Subject, desk: &Desk<'_>) -> Form {
    let (template, day) = (&subject.template, subject.period);
    let parents = desk.tree().ancestors(subject.unit, day);
    let posts = template
        .attested_by
        .iter()
        .map(|post| (post.name().to_owned(), post.title().vi, String::new()));
    Form {
        mark: mark(subject, desk),
        parent: parents.first().map(|unit| committee(unit, day)).unwrap_or_default(),
        issuer: desk.tree().get(subject.unit).map(|unit| committee(unit, day)).unwrap_or_default(),
        title: template.title.vi.clone(),
        subtitle: format!("Ngày {}, giờ chốt {}", say::day(day), cut_off(template)),
        as_of: None,
        lines: template.lines.iter().map(empty).collect(),
        posts: posts.collect(),
        notes: Vec::new(),
    }
}

fn mark(subject: &Subject, desk: &Desk<'_>) -> Mark {
    Mark {
        template: subject.template.name.clone(),
        version: subject.template.version,
        unit: desk.key(subject.unit, subject.period),
        day: subject.period,
    }
}

fn cut_off(template: &Template) -> String {
    let word = match template.cut_off {
        domain::returns::CutOff::Before(_) => "trước",
        domain::returns::CutOff::By(_) => "chậm nhất",
    };
    format!("{word} {}", say::clock(template.cut_off.time()))
}

fn empty(line: &domain::returns::Line) -> FormLine {
    FormLine {
        name: line.name.clone(),
        heading: line.heading.as_ref().map(|heading| heading.vi.clone()),
        title: line.title.vi.clone(),
        ..FormLine::default()
    }
}

fn line(figure: &FigureShown, is_frozen: bool) -> FormLine {
    let source = figure.by_hand.as_ref().map(|one| match one.counted {
        Some(counted) if counted != one.declared => {
            format!("{} (đếm được {counted})", one.why)
        }
        _ => one.why.clone(),
    });
    FormLine {
        name: figure.line.clone(),
        heading: figure.heading.as_ref().map(|heading| heading.vi.clone()),
        title: figure.title.vi.clone(),
        figure: if is_frozen { figure.stated } else { figure.live },
        source: source.unwrap_or_default(),
    }
}

/// The executive of a territory, as it signs.
pub(in crate::cli) fn committee(unit: &domain::base::units::Unit, day: Date) -> String {
    match unit.tier {
        Tier::Province | Tier::District | Tier::Commune => {
            let (kind, name) = unit.called_on(day);
            format!("Ủy ban nhân dân {kind} {name}")
        }
        Tier::Country | Tier::Village | Tier::Body => unit.full_name_on(day),
    }
}

/// A figure, or nothing: a figure that is missing stays empty.
pub(in crate::cli) fn amount(figure: Option<i64>) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "a workbook holds doubles")]
    figure.map_or(Cell::Empty, |figure| Cell::Number(figure as f64))
}

fn notes(shown: &Shown) -> Vec<String> {
    let reason = shown.version.as_ref().map(|version| version.reason.as_str());
    let reason = reason.filter(|reason| !reason.is_empty()).map(|r| format!("Lý do sửa: {r}."));
    let confirmed = shown.attestations.iter().map(|one| {
        let acting = if one.acting_for.is_empty() { "" } else { "KT. " };
        let (post, at) = (one.post.title().vi, say::moment(one.at));
        format!("{acting}{post} {} xác nhận lúc {at}.", one.full_name)
    });
    let received = shown.receipts.iter().map(|receipt| {
        let judged = if receipt.on_time { "đúng giờ" } else { "muộn" };
        format!("Đã nhận lúc {} ({judged}).", say::moment(receipt.received_at))
    });
    let warned = shown.warnings.iter().map(|warning| warning.message.vi.clone());
    reason.into_iter().chain(confirmed).chain(received).chain(warned).collect()
}

/// Who confirmed for a post, or stands on the paper for it; until then the place stays open.
fn holder(shown: &Shown, post: &str) -> String {
    let confirmed = shown.attestations.iter().find(|one| one.post.name() == post);
    if let Some(one) = confirmed {
        let acting = if one.acting_for.is_empty() { "" } else { "KT. " };
        return format!("{acting}{}", one.full_name);
    }
    let taken = shown.version.as_ref().and_then(|version| version.frozen().ok()?.taken.as_ref());
    let named = taken.and_then(|taken| {
        taken.declared_by.iter().find(|(held, _)| held.name() == post).map(|(_, name)| name)
    });
    named.cloned().unwrap_or_default()
}

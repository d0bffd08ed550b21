//! A return as an official form.

use std::path::Path;

use domain::base::{Diagnostic, local};
use domain::register::Tier;
use jiff::civil::Date;
use node::publish::{Desk, Shown};

use crate::cli::say;
use crate::files::table::Cell;
use crate::files::{Column, Report, Signature, report};

/// Writes the form.
pub(super) fn write(path: &Path, shown: &Shown, desk: &Desk<'_>) -> Result<(), Diagnostic> {
    report(path, &form(shown, desk))
}

fn form(shown: &Shown, desk: &Desk<'_>) -> Report {
    let (subject, version) = (&shown.subject, shown.version.as_ref());
    let frozen = version.and_then(|version| version.frozen().ok());
    let number = version.map(|version| format!(", lần {}", version.number)).unwrap_or_default();
    let rows = shown.figures.iter().zip(1..).map(|(figure, at)| {
        let stated = if frozen.is_some() { figure.stated } else { figure.live };
        vec![Cell::Number(f64::from(at)), Cell::text(figure.title.vi.as_str()), amount(stated)]
    });
    let day = subject.period;
    let parents = desk.tree().ancestors(subject.unit, day);
    Report {
        parent: parents.first().map(|unit| committee(unit, day)).unwrap_or_default(),
        issuer: desk.tree().get(subject.unit).map(|unit| committee(unit, day)).unwrap_or_default(),
        title: subject.template.title.vi.clone(),
        subtitle: format!("Ngày {}{number}", say::day(subject.period)),
        as_of: frozen.map(|frozen| local(frozen.as_of)),
        columns: vec![
            Column { title: "STT".to_owned(), width: 6.0 },
            Column { title: "Nội dung".to_owned(), width: 60.0 },
            Column { title: "Số người".to_owned(), width: 16.0 },
        ],
        rows: rows.collect(),
        notes: notes(shown),
        signed_by: Some(signature(shown)),
        ..Report::default()
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

/// Whoever confirmed as or for the chair signs; until then the place stays open.
fn signature(shown: &Shown) -> Signature {
    let chair = shown.attestations.iter().find(|one| one.post == domain::returns::Post::Chair);
    let acting = chair.is_some_and(|one| !one.acting_for.is_empty());
    let titles = if acting { vec!["KT. CHỦ TỊCH"] } else { vec!["CHỦ TỊCH"] };
    Signature {
        titles: titles.into_iter().map(str::to_owned).collect(),
        name: chair.map(|one| one.full_name.clone()).unwrap_or_default(),
    }
}

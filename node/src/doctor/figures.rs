//! Are the kept figures what the records say? The self-check raises an alarm when they are not.

use domain::base::local;
use jiff::{SignedDuration, Timestamp};

use super::{Check, State};
use crate::jobs::Job;
use crate::store::{FigureAlarm, Scope};
use crate::{Node, Result, units};

/// The self-check runs hourly; a machine is switched off over night and over a weekend.
const LATE: SignedDuration = SignedDuration::from_hours(72);

pub(super) fn check(node: &Node, now: Timestamp) -> Result<Check> {
    let alarms = node.reader()?.figure_alarms(&Scope::everything())?;
    if let Some(first) = alarms.first() {
        return bad(node, first, alarms.len());
    }
    let planned = node.jobs()?.into_iter().find(|planned| planned.job == Job::CheckFigures);
    let last = planned.and_then(|planned| planned.last).map(|(at, _)| at);
    let remedy = (
        "Chạy phaodai jobs run (hoặc để chạy luôn: phaodai jobs run --stay).",
        "Run phaodai jobs run (or leave it running: phaodai jobs run --stay).",
    );
    Ok(match last {
        None => Check::of(
            "figures",
            State::Unknown,
            (
                "Số liệu giữ sẵn chưa được tự kiểm tra lần nào.",
                "Kept figures were never checked against a recount.",
            ),
            remedy,
        ),
        Some(at) => {
            let shown = local(at).strftime("%H:%M %d/%m/%Y").to_string();
            let found = (
                format!("Số liệu giữ sẵn khớp với dòng trong sổ; kiểm tra lần cuối {shown}."),
                format!("Kept figures agree with the records; last checked {shown}."),
            );
            if at.duration_until(now) > LATE {
                Check::of("figures", State::Attention, found, remedy)
            } else {
                Check::good("figures", found.0, found.1)
            }
        }
    })
}

fn bad(node: &Node, first: &FigureAlarm, count: usize) -> Result<Check> {
    let name = units::tree(node)?.get(first.unit).map(|unit| match &unit.code {
        Some(code) => format!("{} ({code})", unit.full_name()),
        None => unit.full_name(),
    });
    let unit = name.unwrap_or_else(|| first.unit.to_string());
    let registry = node.registry();
    let register = registry.get(first.register).map(|one| one.definition.name.clone());
    let register = register.unwrap_or_default();
    let figure = match first.indicator.as_str() {
        "" => register,
        indicator => format!("{register}.{indicator}"),
    };
    let (kept, counted, no) = (first.kept, first.counted, first.no);
    Ok(Check::of(
        "figures",
        State::Bad,
        (
            format!(
                "{count} số liệu giữ sẵn từng sai. Số {no}: {unit}, {figure}: giữ {kept}, đếm lại {counted}; đã sửa."
            ),
            format!(
                "{count} kept figures were wrong. No. {no}: {unit}, {figure}: kept {kept}, counted {counted}; mended."
            ),
        ),
        (
            "Báo cho người đã dùng số đó, chạy phaodai verify, rồi ghi nhận: phaodai jobs acknowledge SỐ --as \"HỌ TÊN\".",
            "Tell whoever used the figure, run phaodai verify, then: phaodai jobs acknowledge NO --as \"NAME\".",
        ),
    ))
}

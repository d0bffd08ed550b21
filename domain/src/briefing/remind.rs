//! Reminders that are proposed: a text a unit, each reason with what it rests on and how often it was said before.

use std::collections::BTreeMap;

use super::compose::{Voice, wall};
use super::{Facts, Item, Line, Source};
use crate::base::UnitId;
use crate::directive::task::Standing;
use crate::returns::Standing as ReturnStanding;

/// Why a unit is reminded.
struct Reason {
    words: String,
    source: Source,
    before: usize,
}

/// One point a unit that owes something, in the order in which units stand.
pub(super) fn proposed(facts: &Facts, voice: Voice) -> Vec<Item> {
    let mut by_unit: BTreeMap<UnitId, (String, Vec<Reason>)> = BTreeMap::new();
    let mut order: Vec<UnitId> = Vec::new();
    for (unit, name, reason) in
        returns(facts, voice).chain(tasks(facts, voice)).chain(disagreements(facts, voice))
    {
        let known = by_unit.entry(unit).or_insert_with(|| {
            order.push(unit);
            (name, Vec::new())
        });
        known.1.push(reason);
    }
    let point = |unit: UnitId| {
        let (name, reasons) = by_unit.get(&unit)?;
        let words: Vec<String> = reasons.iter().map(|reason| told(reason, voice)).collect();
        let text = voice.say(
            &format!("Đề nghị {name}: {}.", words.join("; ")),
            &format!("{name} is asked: {}.", words.join("; ")),
        );
        Some(Item::Point(Line::new(text, reasons.iter().map(|reason| reason.source.clone()))))
    };
    order.into_iter().filter_map(point).collect()
}

fn told(reason: &Reason, voice: Voice) -> String {
    if reason.before == 0 {
        return reason.words.clone();
    }
    let times = reason.before + 1;
    let again = voice.say(&format!(" (nhắc lần thứ {times})"), &format!(" (reminder no. {times})"));
    reason.words.clone() + &again
}

fn returns(facts: &Facts, voice: Voice) -> impl Iterator<Item = (UnitId, String, Reason)> {
    let missing = facts.units.iter().filter(|unit| unit.standing == ReturnStanding::Missing);
    missing.map(move |unit| {
        let day = voice.day(facts.day);
        let words = voice.say(
            &format!("gửi ngay báo cáo ngày {day} đã quá giờ chốt"),
            &format!("to send the return of {day}, past its cut-off"),
        );
        let reason = Reason { words, source: unit.source.clone(), before: unit.reminded };
        (unit.unit, unit.name.clone(), reason)
    })
}

fn tasks(facts: &Facts, voice: Voice) -> impl Iterator<Item = (UnitId, String, Reason)> {
    let pressing =
        facts.tasks.iter().filter(|task| task.standing == Standing::Late || task.unaccepted_late);
    pressing.map(move |task| {
        let due = task.due.map(wall).unwrap_or_default();
        let words = match task.standing {
            Standing::Late => voice.say(
                &format!("hoàn thành việc quá hạn từ {due}: {}", task.title),
                &format!("to do what was due at {due}: {}", task.title),
            ),
            _ => voice.say(
                &format!("xác nhận đã nhận việc: {}", task.title),
                &format!("to acknowledge: {}", task.title),
            ),
        };
        let reason = Reason { words, source: task.source.clone(), before: task.reminded };
        (task.unit, task.name.clone(), reason)
    })
}

fn disagreements(facts: &Facts, voice: Voice) -> impl Iterator<Item = (UnitId, String, Reason)> {
    facts.disagreements.iter().filter(|one| one.unexplained).map(move |one| {
        let words = voice.say(
            &format!("giải trình: {} ({})", one.title, one.figures),
            &format!("to explain: {} ({})", one.title, one.figures),
        );
        let reason = Reason { words, source: one.source.clone(), before: one.reminded };
        (one.unit, one.name.clone(), reason)
    })
}

//! Reminders that are proposed: a text a unit, each reason with what it rests on and how often it was said before.

use std::collections::BTreeMap;

use super::compose::{Voice, shortened, wall};
use super::{Facts, Item, Line, Source, TaskFact};
use crate::base::UnitId;
use crate::returns::Standing as ReturnStanding;

/// Why a unit is reminded.
struct Reason {
    words: String,
    source: Source,
    before: usize,
}

/// One point for the units that owe the same, in the order in which units stand.
pub(super) fn proposed(facts: &Facts, voice: Voice) -> Vec<Item> {
    let mut by_unit: BTreeMap<UnitId, (String, Vec<Reason>)> = BTreeMap::new();
    let mut order: Vec<UnitId> = Vec::new();
    let reasons = returns(facts, voice)
        .chain(overdue(facts, voice))
        .chain(waiting(facts, voice))
        .chain(disagreements(facts, voice));
    for (unit, name, reason) in reasons {
        let known = by_unit.entry(unit).or_insert_with(|| {
            order.push(unit);
            (name, Vec::new())
        });
        known.1.push(reason);
    }
    // A page and a half has room for fifteen units, not for fifteen times the same words.
    let mut alike: Vec<(String, Vec<String>, Vec<Source>)> = Vec::new();
    for (name, reasons) in order.iter().filter_map(|unit| by_unit.remove(unit)) {
        let words: Vec<String> = reasons.iter().map(|reason| told(reason, voice)).collect();
        let words = words.join("; ");
        let sources = reasons.into_iter().map(|reason| reason.source);
        match alike.iter_mut().find(|(known, ..)| *known == words) {
            Some((_, names, known)) => {
                names.push(name);
                known.extend(sources);
            }
            None => alike.push((words, vec![name], sources.collect())),
        }
    }
    let point = |(words, names, sources): (String, Vec<String>, Vec<Source>)| {
        let names = names.join(", ");
        let text = voice.say(&format!("Đề nghị {names}: {words}."), &format!("{names}: {words}."));
        Item::Point(Line::new(text, sources))
    };
    alike.into_iter().map(point).collect()
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

fn overdue(facts: &Facts, voice: Voice) -> impl Iterator<Item = (UnitId, String, Reason)> {
    let late = facts.tasks.iter().filter(|task| task.standing.is_behind());
    late.map(move |task| {
        let (due, title) = (task.due.map(wall).unwrap_or_default(), shortened(&task.title));
        let words = voice.say(
            &format!("hoàn thành việc quá hạn từ {due}: {title}"),
            &format!("to do what was due at {due}: {title}"),
        );
        let reason = Reason { words, source: task.source.clone(), before: task.reminded };
        (task.unit, task.name.clone(), reason)
    })
}

/// What a unit should have acknowledged by now: one task by its words, several by their number.
fn waiting(facts: &Facts, voice: Voice) -> impl Iterator<Item = (UnitId, String, Reason)> {
    let mut by_unit: BTreeMap<UnitId, Vec<&TaskFact>> = BTreeMap::new();
    let waits = |task: &&TaskFact| task.unaccepted_late && !task.standing.is_behind();
    for task in facts.tasks.iter().filter(waits) {
        by_unit.entry(task.unit).or_default().push(task);
    }
    by_unit.into_iter().map(move |(unit, tasks)| {
        let before = tasks.iter().map(|task| task.reminded).max().unwrap_or_default();
        let (words, source) = match tasks[..] {
            [task] => {
                let title = shortened(&task.title);
                let words = voice.say(
                    &format!("xác nhận đã nhận việc: {title}"),
                    &format!("to acknowledge: {title}"),
                );
                (words, task.source.clone())
            }
            _ => {
                let count = tasks.len();
                let words = voice.say(
                    &format!("xác nhận đã nhận {count} việc"),
                    &format!("to acknowledge {count} tasks"),
                );
                (words, Source::Waiting(tasks[0].key.clone()))
            }
        };
        (unit, tasks[0].name.clone(), Reason { words, source, before })
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

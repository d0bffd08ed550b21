//! Who is proposed for commendation, and by which figures.

use super::compose::Voice;
use super::{BriefingRules, Facts, Item, Line, UnitFact};
use crate::directive::task::Standing;

/// The units for which everything holds that the rule asks.
pub(super) fn commended(facts: &Facts, rules: &BriefingRules, voice: Voice) -> Vec<Item> {
    let rule = &rules.commend;
    let fits = |unit: &&UnitFact| {
        let tasks = || facts.tasks.iter().filter(|task| task.unit == unit.unit);
        let on_time = unit.past.days >= rule.days_on_time && unit.past.on_time == unit.past.days;
        let agrees = || facts.disagreements.iter().all(|one| one.unit != unit.unit);
        let in_time = || tasks().all(|task| !task.standing.is_behind() && !task.unaccepted_late);
        on_time && (!rule.no_discrepancy || agrees()) && (!rule.no_late_task || in_time())
    };
    facts.units.iter().filter(fits).map(|unit| Item::Point(reason(facts, unit, voice))).collect()
}

fn reason(facts: &Facts, unit: &UnitFact, voice: Voice) -> Line {
    let own = || facts.tasks.iter().filter(|task| task.unit == unit.unit);
    let done = own().filter(|task| task.standing == Standing::DoneInTime).count();
    let days = unit.past.days;
    let mut text = voice.say(
        &format!("{}: {days} ngày liền báo cáo đúng giờ, không còn số liệu vênh", unit.name),
        &format!("{}: on time on {days} days running, no open discrepancy", unit.name),
    );
    if done > 0 {
        text.push_str(
            &voice.say(
                &format!(", {done} việc xong đúng hạn"),
                &format!(", {done} tasks done in time"),
            ),
        );
    }
    let sources = std::iter::once(unit.source.clone());
    let tasks = own().filter(|task| task.standing == Standing::DoneInTime);
    Line::new(text + ".", sources.chain(tasks.map(|task| task.source.clone())))
}

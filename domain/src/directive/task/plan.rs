//! From the words of a deadline to what is done about it: one term, one task a period, a sleeping task …

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use super::calendar::Workdays;
use super::rules::TaskRules;
use crate::base::text::fold;
use crate::directive::{Deadline, DeadlineKind, Every, On, Urgency};

/// The moment by which something is due, +07:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    /// The moment.
    pub at: DateTime,
    /// "Chậm nhất": the second itself is still in time. "Trước": it is not.
    pub inclusive: bool,
}

impl Term {
    /// The whole of a day.
    pub fn end_of(day: Date) -> Self {
        Self { at: day.at(23, 59, 59, 0), inclusive: true }
    }

    /// Whether something done at a moment is in time.
    pub fn is_met_at(&self, moment: DateTime) -> bool {
        let last = if self.inclusive { 1.second() } else { 0.seconds() };
        moment < self.at.checked_add(last).unwrap_or(self.at)
    }
}

/// What an obligation's deadline makes of its task.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Due once.
    Once {
        /// When it begins, where the text says so.
        from: Option<DateTime>,
        /// When it is due.
        term: Term,
    },
    /// One task a period, each due on its day.
    Recurring {
        /// How often.
        every: Every,
        /// On which day of the period.
        on: Option<On>,
        /// At which time of that day.
        time: Clock,
    },
    /// Sleeps until its condition is declared; then it is due so long after.
    Asleep {
        /// The condition, as written.
        condition: String,
    },
    /// Goes on for ever; whether it is done shows in its evidence, looked at so often.
    Watched {
        /// Days between two looks.
        days: u32,
    },
    /// Without a term: it is looked at when the issuer's review cycle says so.
    Reviewed {
        /// The first look.
        term: Term,
    },
}

/// A time of day, and whether that second is still in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The time of day.
    pub time: Time,
    /// "Chậm nhất 10h00" includes it, "trước 10h00" does not.
    pub inclusive: bool,
}

impl Clock {
    /// The whole day.
    pub const END: Self = Self { time: Time::constant(23, 59, 59, 0), inclusive: true };

    /// The term of one day.
    pub fn on(self, day: Date) -> Term {
        Term { at: day.to_datetime(self.time), inclusive: self.inclusive }
    }
}

/// What is done about a deadline of a task that is given at a moment.
pub fn plan(deadline: &Deadline, given: DateTime, rules: &TaskRules) -> Plan {
    match &deadline.kind {
        DeadlineKind::Fixed { at, inclusive } => {
            Plan::Once { from: None, term: Term { at: *at, inclusive: *inclusive } }
        }
        DeadlineKind::Window { from, to } => {
            Plan::Once { from: Some(*from), term: Term { at: *to, inclusive: false } }
        }
        DeadlineKind::Recurring { every, on, before, at } => {
            let time = match (before, at) {
                (Some(time), _) => Clock { time: *time, inclusive: false },
                (None, Some(time)) => Clock { time: *time, inclusive: true },
                (None, None) => Clock::END,
            };
            Plan::Recurring { every: *every, on: on.clone(), time }
        }
        DeadlineKind::Relative { after: Some(after), .. } if !is_receipt(after) => {
            Plan::Asleep { condition: after.clone() }
        }
        DeadlineKind::Relative { .. } => {
            let term = term_after(deadline, given, &rules.workdays);
            let review = || rules.review(Urgency::High, given);
            Plan::Once { from: None, term: term.unwrap_or_else(review) }
        }
        DeadlineKind::Conditional { when } => Plan::Asleep { condition: when.clone() },
        DeadlineKind::Continuous => Plan::Watched { days: rules.watch_days() },
        DeadlineKind::Open { urgency } => Plan::Reviewed { term: rules.review(*urgency, given) },
    }
}

/// The term of a relative deadline whose clock starts at a moment; none for the other kinds. Days end with their day,
/// hours with their second.
pub fn term_after(deadline: &Deadline, start: DateTime, workdays: &Workdays) -> Option<Term> {
    let DeadlineKind::Relative { hours, days, working, .. } = &deadline.kind else { return None };
    match (hours, days) {
        (Some(hours), _) => {
            let at = start.checked_add(i64::from(*hours).hours()).ok()?;
            Some(Term { at, inclusive: true })
        }
        (None, Some(days)) if *working => Some(Term::end_of(workdays.after(start.date(), *days))),
        (None, Some(days)) => {
            Some(Term::end_of(start.date().checked_add(i64::from(*days).days()).ok()?))
        }
        (None, None) => None,
    }
}

/// Whether the clock starts with the paper itself: "kể từ ngày nhận được văn bản", "kể từ ngày ký".
fn is_receipt(after: &str) -> bool {
    let folded = fold(after);
    let paper =
        ["van ban", "cong van", "cong dien", "thong bao", "chi thi", "ke hoach", "quyet dinh"];
    let event = ["nhan", "ky", "ban hanh"];
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    says(&event) && (says(&paper) || folded.ends_with("ky") || folded.ends_with("ban hanh"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(kind: DeadlineKind) -> Plan {
        let deadline = Deadline { kind, text: String::new() };
        plan(&deadline, date(2021, 9, 9).at(16, 0, 0, 0), &TaskRules::built_in())
    }

    fn relative(hours: Option<u32>, days: Option<u32>, working: bool, after: Option<&str>) -> Plan {
        let after = after.map(str::to_owned);
        of(DeadlineKind::Relative { hours, days, working, after })
    }

    fn at(day: i8, hour: i8, minute: i8, second: i8) -> DateTime {
        date(2021, 9, day).at(hour, minute, second, 0)
    }

    #[test]
    fn each_kind_of_deadline_has_its_plan() {
        let fixed = of(DeadlineKind::Fixed { at: at(15, 23, 59, 59), inclusive: true });
        let once = |from, at, inclusive| Plan::Once { from, term: Term { at, inclusive } };
        assert_eq!(fixed, once(None, at(15, 23, 59, 59), true));
        let window = of(DeadlineKind::Window { from: at(10, 0, 0, 0), to: at(11, 0, 0, 0) });
        assert_eq!(window, once(Some(at(10, 0, 0, 0)), at(11, 0, 0, 0), false));
        let before = Some(Time::constant(10, 0, 0, 0));
        let daily = DeadlineKind::Recurring { every: Every::Day, on: None, before, at: None };
        let Plan::Recurring { time, .. } = of(daily) else { panic!("not recurring") };
        assert_eq!(time.on(date(2021, 9, 10)), Term { at: at(10, 10, 0, 0), inclusive: false });
        assert_eq!(relative(Some(24), None, false, None), once(None, at(10, 16, 0, 0), true));
        assert_eq!(
            relative(None, Some(2), true, Some("nhận được công văn này")),
            once(None, at(13, 23, 59, 59), true),
            "Thursday and two working days"
        );
        let condition = "phát hiện ca bệnh".to_owned();
        assert_eq!(
            relative(Some(24), None, false, Some(&condition)),
            Plan::Asleep { condition: condition.clone() }
        );
        let asleep = of(DeadlineKind::Conditional { when: condition.clone() });
        assert_eq!(asleep, Plan::Asleep { condition });
        assert!(matches!(of(DeadlineKind::Continuous), Plan::Watched { days: 7 }));
        let soon = of(DeadlineKind::Open { urgency: Urgency::High });
        assert_eq!(soon, Plan::Reviewed { term: Term::end_of(date(2021, 9, 12)) });
        let open = of(DeadlineKind::Open { urgency: Urgency::Normal });
        assert_eq!(open, Plan::Reviewed { term: Term::end_of(date(2021, 9, 16)) });
    }

    #[test]
    fn a_declared_condition_starts_the_clock() {
        let kind = DeadlineKind::Relative {
            hours: Some(24),
            days: None,
            working: false,
            after: Some("phát hiện ca bệnh".to_owned()),
        };
        let deadline = Deadline { kind, text: String::new() };
        let term = term_after(&deadline, at(20, 9, 30, 0), &Workdays::default());
        assert_eq!(term, Some(Term { at: at(21, 9, 30, 0), inclusive: true }));
        assert_eq!(term_after(&Deadline::unsaid(), at(20, 9, 30, 0), &Workdays::default()), None);
    }
}

//! The jobs, when each is due, and running those that are.

use domain::base::{Bilingual, local_date, stamp};
use domain::entry::millis;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::{Node, Result};

/// Units that the hourly self-check counts again: a province's 10,600 communes come round in nine days.
const SAMPLE: usize = 50;

/// Something that must happen by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// Figures that are not kept, or not of today, are counted again.
    SettleFigures,
    /// Figures that depend on the day are counted again when a new day has begun.
    NewDay,
    /// A sample of kept figures is compared with a recount.
    CheckFigures,
    /// Contacts, follow-ups and ends of quarantine are derived again: days go by, and nobody writes anything.
    Trace,
    /// The heads of the node's streams are signed.
    SignHeads,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rhythm {
    /// Again when so much time has passed.
    Every(SignedDuration),
    /// Once after each midnight, +07:00.
    Midnight,
}

/// A job and when it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The job.
    pub job: Job,
    /// When it last ran, and how much it did.
    pub last: Option<(Timestamp, u64)>,
    /// When it is due: the past, when it is due now.
    pub next: Timestamp,
}

/// A job that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The job.
    pub job: Job,
    /// Units counted, alarms raised, heads signed.
    pub done: u64,
}

impl Job {
    /// All of them, in the order in which they run: a new day is counted before the figures are checked.
    pub const ALL: [Self; 5] =
        [Self::Trace, Self::NewDay, Self::SettleFigures, Self::CheckFigures, Self::SignHeads];

    /// The name, for data and the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::SettleFigures => "settle_figures",
            Self::NewDay => "new_day",
            Self::CheckFigures => "check_figures",
            Self::Trace => "trace",
            Self::SignHeads => "sign_heads",
        }
    }

    /// What it does.
    pub fn title(self) -> Bilingual {
        match self {
            Self::SettleFigures => Bilingual::new(
                "Đếm lại số liệu chưa được giữ sẵn",
                "Count figures that are not kept yet",
            ),
            Self::NewDay => Bilingual::new(
                "Sang ngày mới: đếm lại số phụ thuộc ngày",
                "New day: recount what depends on it",
            ),
            Self::CheckFigures => Bilingual::new(
                "Tự kiểm tra số liệu giữ sẵn",
                "Check kept figures against a recount",
            ),
            Self::Trace => Bilingual::new(
                "Suy lại diện F1, F2, ngày hết cách ly",
                "Derive classes and ends of quarantine again",
            ),
            Self::SignHeads => {
                Bilingual::new("Ký đầu chuỗi nhật ký", "Sign the heads of the ledger")
            }
        }
    }

    fn rhythm(self) -> Rhythm {
        match self {
            Self::NewDay => Rhythm::Midnight,
            Self::SettleFigures => Rhythm::Every(SignedDuration::from_mins(5)),
            Self::CheckFigures | Self::SignHeads | Self::Trace => {
                Rhythm::Every(SignedDuration::from_hours(1))
            }
        }
    }

    /// When it is due after it ran.
    fn next(self, last: Timestamp) -> Timestamp {
        match self.rhythm() {
            Rhythm::Every(time) => last.checked_add(time).unwrap_or(Timestamp::MAX),
            Rhythm::Midnight => {
                let tomorrow = local_date(last).checked_add(1.day());
                let midnight = tomorrow.ok().and_then(|day| stamp(day.at(0, 0, 0, 0)));
                midnight.unwrap_or(Timestamp::MAX)
            }
        }
    }
}

impl Node {
    /// The jobs, when they last ran, and when each is due.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn jobs(&self) -> Result<Vec<Planned>> {
        self.planned(self.clock().now())
    }

    fn planned(&self, now: Timestamp) -> Result<Vec<Planned>> {
        let reader = self.reader()?;
        let planned = Job::ALL.map(|job| {
            let ran = reader.job_run(job.name())?;
            let last = ran.and_then(|(at, done)| {
                Some((Timestamp::from_millisecond(at.cast_signed()).ok()?, done))
            });
            // A clock that was set back must not silence a job until it catches up.
            let next = match last {
                Some((at, _)) if at <= now => job.next(at),
                _ => now,
            };
            Ok(Planned { job, last, next })
        });
        planned.into_iter().collect()
    }

    /// Runs the jobs that are due, by the node's clock.
    ///
    /// # Errors
    /// When the database cannot be read or written: the first fault, after every other job that was due has run.
    pub fn run_due_jobs(&self) -> Result<Vec<Ran>> {
        // One reading of the clock: what is due now would otherwise lie in the past of a clock that goes on meanwhile.
        let now = self.clock().now();
        let due = self.planned(now)?.into_iter().filter(|planned| planned.next <= now);
        let ran: Vec<Result<Ran>> = due.map(|planned| self.run_job(planned.job)).collect();
        ran.into_iter().collect()
    }

    /// Runs one job now.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn run_job(&self, job: Job) -> Result<Ran> {
        let now = millis(self.clock().now());
        let done = match job {
            Job::SettleFigures | Job::NewDay => self.settle_figures()?,
            // The moment is the seed: each hour another sample.
            Job::CheckFigures => self.check_figures(SAMPLE, now)?.len() as u64,
            Job::Trace => crate::analysis::tracing::run(self, None)?,
            Job::SignHeads => self.sign_heads()? as u64,
        };
        let writer = self.store().writer()?;
        writer.note_run(job.name(), now, done)?;
        writer.commit()?;
        Ok(Ran { job, done })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn midnight_is_that_of_vietnam() {
        let evening = at("2021-09-10T16:59:00Z");
        assert_eq!(Job::NewDay.next(evening), at("2021-09-10T17:00:00Z"));
        assert_eq!(Job::NewDay.next(at("2021-09-10T17:00:00Z")), at("2021-09-11T17:00:00Z"));
        assert_eq!(Job::CheckFigures.next(evening), at("2021-09-10T17:59:00Z"));
    }
}

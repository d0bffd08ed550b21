//! Submitting: the version goes to its receivers, and this node stamps when it came.

use domain::base::{RecordId, Value, local, stamp};
use domain::entry::DraftChange;
use jiff::Timestamp;

use super::attest::missing;
use super::evidence::link;
use super::version::{latest_sent, open_draft};
use super::{Desk, Outcome, Receipt, State, Subject, Version, problem};
use crate::fields;
use crate::people::Officer;
use crate::tasks::{Office, ReturnIn};

/// A version that was received.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// The version, as it stands now.
    pub version: Version,
    /// One receipt for each receiver.
    pub receipts: Vec<Receipt>,
}

impl Desk<'_> {
    /// Sends the version that all have confirmed. The receipt carries the clock of this node, which receives it, and says
    /// whether that was before the cut-off; the version before it is superseded. All of this is one entry, and the heads
    /// of this node's streams are signed.
    ///
    /// # Errors
    /// `return_not_prepared`; `attestation_missing` with the posts that lack; `return_altered` when what was confirmed
    /// is not what would be sent; and as [`crate::Node::append`].
    pub fn submit(&self, subject: &Subject, officer: Option<&Officer>) -> Outcome<Submitted> {
        self.check_home(subject.unit)?;
        let versions = self.versions(subject)?;
        let version = open_draft(&versions).ok_or_else(|| problem::no_draft(self, subject))?;
        version.frozen()?;
        let known = self.attestations(&self.node.reader()?, version)?;
        let missing = missing(&subject.template.attested_by, &known);
        if !missing.is_empty() {
            return Err(problem::attestation_missing(self, subject, &missing));
        }
        if known.iter().any(|one| one.hash != version.hash) {
            return Err(problem::altered(version));
        }
        let now = self.now();
        let mut changes = vec![self.state_change(version, State::Received)?];
        for receiver in &subject.template.receivers {
            let sent = (version.record, version.hash.as_str());
            changes.push(self.stamped(subject, sent, &receiver.name, now)?);
        }
        if let Some(before) = latest_sent(&versions) {
            changes.push(self.state_change(before, State::Superseded)?);
        }
        self.write(subject.unit, officer, None, changes)?;
        self.node.sign_heads()?;
        let record = version.record;
        let version = self.version_at(record)?.ok_or_else(|| problem::no_draft(self, subject))?;
        let receipts = self.receipts(&self.node.reader()?, &version)?;
        self.tell_tasks(subject, &version, officer);
        Ok(Submitted { version, receipts })
    }

    /// Reports done the task of the day that asks for this return. The return is received by now: a task that could not
    /// be written is reported by hand, as every other.
    pub(super) fn tell_tasks(&self, subject: &Subject, version: &Version, by: Option<&Officer>) {
        let said = format!("{}, lần {}", subject.template.title.vi, version.number);
        let came = ReturnIn {
            unit: subject.unit,
            day: subject.period,
            cut_off: subject.template.cut_off.time(),
            said: &said,
            officer: by.map(|officer| officer.id),
        };
        let _ = Office::open(self.node).and_then(|office| office.reported_by(&came));
    }

    /// The receipt of one receiver for the version in a record, by the hash of its content.
    pub(super) fn stamped(
        &self,
        subject: &Subject,
        (record, hash): (RecordId, &str),
        receiver: &str,
        now: Timestamp,
    ) -> Outcome<DraftChange> {
        let (template, day) = (&subject.template, subject.period);
        let on_time = if template.cut_off.is_met(day, now) { "yes" } else { "no" };
        let due = stamp(day.to_datetime(template.cut_off.time()));
        let register = self.system("receipt")?;
        let values = [
            ("return", link(record)),
            ("received_at", Value::DateTime(local(now))),
            ("cut_off", due.map_or(Value::Empty, |due| Value::DateTime(local(due)))),
            ("on_time", Value::text(on_time)),
            ("receiver", Value::text(receiver)),
            ("payload_hash", Value::text(hash)),
            ("node", Value::text(self.node.id().to_string())),
        ];
        Ok(fields::change(&register.definition, self.node.new_record()?, &values))
    }

    /// Prepares a return, has it confirmed by these officers and submits it, all at the node's clock.
    ///
    /// # Errors
    /// As the three steps.
    pub fn report(
        &self,
        subject: &Subject,
        officers: &[&Officer],
        reason: Option<&str>,
    ) -> Outcome<Submitted> {
        self.prepare(subject, officers.first().copied(), reason)?;
        for officer in officers {
            self.attest(subject, officer, "")?;
        }
        self.submit(subject, officers.last().copied())
    }
}

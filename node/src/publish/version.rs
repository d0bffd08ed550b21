//! Versions of a return, as the register keeps them.

use domain::base::{RecordId, UnitId};
use domain::record::Body;
use domain::register::Definition;
use domain::returns::Frozen;
use jiff::civil::Date;

use super::{Desk, Outcome, Subject, problem};
use crate::store::{Reader, Record, Scope};
use crate::{fields, measure};

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Made out; not all have confirmed it.
    Draft,
    /// All have confirmed it; not sent.
    Confirmed,
    /// Sent; no receipt yet.
    Submitted,
    /// Received.
    Received,
    /// Received, and corrected by a newer version since.
    Superseded,
}

impl State {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Draft, "draft"),
        (Self::Confirmed, "confirmed"),
        (Self::Submitted, "submitted"),
        (Self::Received, "received"),
        (Self::Superseded, "superseded"),
    ];

    /// The name in the register.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("draft", |(_, name)| name)
    }

    fn from_name(name: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == name).map_or(Self::Draft, |(state, _)| *state)
    }

    /// Whether it can be prepared again, attested and submitted.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Confirmed)
    }
}

/// One version of a return.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its record.
    pub record: RecordId,
    /// Who states it.
    pub unit: UnitId,
    /// Its number, from 1.
    pub number: u32,
    /// Where it stands.
    pub state: State,
    /// Why it was corrected; empty for the first.
    pub reason: String,
    /// Hash of the frozen content: what is confirmed and received.
    pub hash: String,
    /// The kept text.
    pub payload: String,
    content: Option<Frozen>,
}

impl Version {
    /// The frozen content.
    ///
    /// # Errors
    /// `return_altered` when the kept text does not have the hash that was confirmed, or cannot be read.
    pub fn frozen(&self) -> Outcome<&Frozen> {
        self.content.as_ref().ok_or_else(|| problem::altered(self))
    }

    pub(super) fn of(definition: &Definition, record: &Record) -> Self {
        let text = |name: &str| fields::text(definition, &record.body, name).to_owned();
        let (payload, hash) = (text("payload"), text("payload_hash"));
        let sound = Frozen::hash(&payload) == hash;
        let read = Frozen::from_text(&payload).ok();
        Self {
            record: record.id,
            unit: record.unit,
            number: number(definition, &record.body),
            state: State::from_name(&text("state")),
            reason: text("reason"),
            content: read.filter(|frozen| sound && frozen.unit == record.unit),
            payload,
            hash,
        }
    }
}

fn number(definition: &Definition, body: &Body) -> u32 {
    let number = fields::integer(definition, body, "version").unwrap_or_default();
    u32::try_from(number).unwrap_or_default()
}

impl Desk<'_> {
    /// All versions of a return that were not retracted, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn versions(&self, subject: &Subject) -> Outcome<Vec<Version>> {
        let scope = self.node.scope_of(subject.unit)?;
        let reader = self.node.reader()?;
        let all = self.versions_in(&reader, &subject.template.name, subject.period, &scope)?;
        Ok(all.into_iter().filter(|version| version.unit == subject.unit).collect())
    }

    /// The versions of all returns by one template for one day, within a scope; the oldest of each unit first.
    pub(super) fn versions_in(
        &self,
        reader: &Reader<'_>,
        template: &str,
        period: Date,
        scope: &Scope,
    ) -> Outcome<Vec<Version>> {
        let register = self.system("return")?;
        let condition = format!("${{template}} = '{template}' and ${{period}} = date('{period}')");
        let records = measure::matching(reader, &register, &condition, scope)?;
        let mut versions: Vec<Version> =
            records.iter().map(|record| Version::of(&register.definition, record)).collect();
        versions.sort_by_key(|version| (version.number, version.record));
        Ok(versions)
    }

    /// One version by its record, whatever its template and period.
    pub(super) fn version_at(&self, record: RecordId) -> Outcome<Option<Version>> {
        let register = self.system("return")?;
        let reader = self.node.reader()?;
        let found = reader.record(&register.table, &Scope::everything(), record)?;
        Ok(found.map(|found| Version::of(&register.definition, &found)))
    }
}

/// The newest version that can still be changed.
pub(super) fn open_draft(versions: &[Version]) -> Option<&Version> {
    versions.iter().rev().find(|version| version.state.is_open())
}

/// The newest version that was sent.
pub(super) fn latest_sent(versions: &[Version]) -> Option<&Version> {
    versions.iter().rev().find(|version| !version.state.is_open())
}

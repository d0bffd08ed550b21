//! What belongs to a version: who confirmed it, and who received it when.

use domain::base::{NodeId, OfficerId, RecordId, Value, stamp};
use domain::record::Body;
use domain::register::Definition;
use domain::returns::Post;
use jiff::Timestamp;

use super::{Desk, Outcome, Version};
use crate::store::{Reader, Record};
use crate::{fields, measure};

/// An officer's recorded confirmation of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Who.
    pub officer: OfficerId,
    /// The name at that moment.
    pub full_name: String,
    /// For which post.
    pub post: Post,
    /// As it stood on record when the officer acted for the post's holder.
    pub acting_for: String,
    /// When.
    pub at: Timestamp,
    /// Hash of the content that was confirmed.
    pub hash: String,
    /// What the officer added.
    pub note: String,
}

/// That a version arrived at one receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Name of the receiver, as the template has it.
    pub receiver: String,
    /// When, by the receiving node's clock: legal time.
    pub received_at: Timestamp,
    /// The cut-off that it was held against.
    pub cut_off: Option<Timestamp>,
    /// Whether that was before the cut-off.
    pub on_time: bool,
    /// Hash of the content that was received.
    pub hash: String,
    /// The node that stamped it.
    pub node: Option<NodeId>,
}

impl Desk<'_> {
    /// The confirmations of a version, the earliest first.
    pub(super) fn attestations(
        &self,
        reader: &Reader<'_>,
        version: &Version,
    ) -> Outcome<Vec<Attestation>> {
        let (definition, records) = self.belonging(reader, "attestation", version)?;
        let read = |record: &Record| attestation(&definition, &record.body);
        let mut found: Vec<Attestation> = records.iter().filter_map(read).collect();
        // Records come in the order in which they were written, and stay so within one moment.
        found.sort_by_key(|one| one.at);
        Ok(found)
    }

    /// The receipts of a version, the earliest first.
    pub(super) fn receipts(&self, reader: &Reader<'_>, version: &Version) -> Outcome<Vec<Receipt>> {
        let (definition, records) = self.belonging(reader, "receipt", version)?;
        let read = |record: &Record| receipt(&definition, &record.body);
        let mut found: Vec<Receipt> = records.iter().filter_map(read).collect();
        found.sort_by(|a, b| (a.received_at, &a.receiver).cmp(&(b.received_at, &b.receiver)));
        Ok(found)
    }

    fn belonging(
        &self,
        reader: &Reader<'_>,
        register: &str,
        version: &Version,
    ) -> Outcome<(Definition, Vec<Record>)> {
        let register = self.system(register)?;
        let scope = crate::store::Scope::under(reader.path_of(version.unit)?);
        let condition = format!("${{return}} = '{}'", version.record);
        let records = measure::matching(reader, &register, &condition, &scope)?;
        Ok((register.definition.clone(), records))
    }
}

fn attestation(definition: &Definition, body: &Body) -> Option<Attestation> {
    let text = |name: &str| fields::text(definition, body, name).to_owned();
    Some(Attestation {
        officer: text("officer").parse().ok()?,
        full_name: text("full_name"),
        post: Post::from_name(&text("post"))?,
        acting_for: text("acting_for"),
        at: moment(definition, body, "at")?,
        hash: text("payload_hash"),
        note: text("note"),
    })
}

fn receipt(definition: &Definition, body: &Body) -> Option<Receipt> {
    let text = |name: &str| fields::text(definition, body, name).to_owned();
    Some(Receipt {
        receiver: text("receiver"),
        received_at: moment(definition, body, "received_at")?,
        cut_off: moment(definition, body, "cut_off"),
        on_time: text("on_time") == "yes",
        hash: text("payload_hash"),
        node: text("node").parse().ok(),
    })
}

fn moment(definition: &Definition, body: &Body, name: &str) -> Option<Timestamp> {
    match fields::value(definition, body, name) {
        Value::DateTime(wall) => stamp(*wall),
        _ => None,
    }
}

/// The id of a record as a link holds it.
pub(super) fn link(record: RecordId) -> Value {
    Value::text(record.to_string())
}

//! Attesting: an officer confirms the frozen content of a version, for the post that answers for it.

use domain::base::{Value, local};
use domain::returns::{Capacity, Post, capacities};

use super::evidence::link;
use super::version::open_draft;
use super::{Attestation, Desk, Outcome, State, Subject, Version, problem};
use crate::fields;
use crate::people::Officer;

/// What a confirmation did.
#[derive(Clone, Debug)]
pub struct Attested {
    /// The version, as it stands now.
    pub version: Version,
    /// The post that was confirmed for.
    pub post: Post,
    /// What stood on record when the officer acted for its holder.
    pub acting: Option<String>,
    /// Posts that have not confirmed yet.
    pub missing: Vec<Post>,
}

impl Desk<'_> {
    /// Confirms the version that was prepared last, for the post that the officer holds or acts for.
    ///
    /// # Errors
    /// `return_not_prepared`; `officer_of_other_unit`, `post_not_held`, `post_attested`, `attested_twice`; and as
    /// [`crate::Node::append`].
    pub fn attest(&self, subject: &Subject, officer: &Officer, note: &str) -> Outcome<Attested> {
        self.check_home(subject.unit)?;
        let versions = self.versions(subject)?;
        let version = open_draft(&versions).ok_or_else(|| problem::no_draft(self, subject))?;
        version.frozen()?;
        let known = self.attestations(&self.node.reader()?, version)?;
        let capacity = self.capacity(subject, officer, &known)?;
        let missing: Vec<Post> = missing(&subject.template.attested_by, &known)
            .into_iter()
            .filter(|post| *post != capacity.post)
            .collect();
        let mut changes = vec![self.confirmation(version, officer, &capacity, note)?];
        if missing.is_empty() {
            changes.push(self.state_change(version, State::Confirmed)?);
        }
        self.write(subject.unit, Some(officer), None, changes)?;
        let version = self.version_at(version.record)?;
        let version = version.ok_or_else(|| problem::no_draft(self, subject))?;
        Ok(Attested { version, post: capacity.post, acting: capacity.acting, missing })
    }

    /// The post for which this officer confirms: held or acted for, asked for by the template, not confirmed yet.
    fn capacity(
        &self,
        subject: &Subject,
        officer: &Officer,
        known: &[Attestation],
    ) -> Outcome<Capacity> {
        let (unit, day) = (subject.unit, subject.period);
        if !self.is_of(officer, unit, day) {
            return Err(problem::officer_of_other_unit(self, subject, officer));
        }
        // Two officers answer: one person cannot confirm for both, whatever posts are on record.
        if let Some(before) = known.iter().find(|before| before.officer == officer.id) {
            return Err(problem::attested_twice(officer, before));
        }
        let asked = |capacity: &Capacity| subject.template.attested_by.contains(&capacity.post);
        let held = capacities(&officer.post, officer.acting_for.as_deref());
        let held: Vec<Capacity> = held.into_iter().filter(asked).collect();
        if held.is_empty() {
            return Err(problem::post_not_held(self, subject, officer));
        }
        let taken = |post: Post| known.iter().find(|before| before.post == post);
        match held.iter().find(|capacity| taken(capacity.post).is_none()) {
            Some(capacity) => Ok(capacity.clone()),
            None => Err(problem::post_attested(held[0].post, taken(held[0].post))),
        }
    }

    fn confirmation(
        &self,
        version: &Version,
        officer: &Officer,
        capacity: &Capacity,
        note: &str,
    ) -> Outcome<domain::entry::DraftChange> {
        let register = self.system("attestation")?;
        let values = [
            ("return", link(version.record)),
            ("officer", Value::text(officer.id.to_string())),
            ("full_name", Value::text(officer.full_name.as_str())),
            ("post", Value::text(capacity.post.name())),
            ("acting_for", Value::text(capacity.acting.as_deref().unwrap_or_default())),
            ("at", Value::DateTime(local(self.now()))),
            ("payload_hash", Value::text(version.hash.as_str())),
            ("note", Value::text(note)),
        ];
        Ok(fields::change(&register.definition, self.node.new_record()?, &values))
    }
}

/// The posts that have not confirmed, in the order of the template.
pub(super) fn missing(asked: &[Post], known: &[Attestation]) -> Vec<Post> {
    let open = |post: &&Post| known.iter().all(|before| before.post != **post);
    asked.iter().filter(open).copied().collect()
}

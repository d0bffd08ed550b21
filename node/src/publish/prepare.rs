//! Preparing: a version counted from the registers, not confirmed by anybody yet.

use domain::base::{Diagnostic, UnitId, Value, local};
use domain::entry::{Act, Draft, DraftChange};
use domain::returns::{Address, Frozen, Line};

use super::version::{latest_sent, open_draft};
use super::{Declared, Desk, Outcome, State, Subject, Version, problem, problem_by_hand};
use crate::measure::unbalanced;
use crate::people::Officer;
use crate::{Node, fields};

/// A version that was made out.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The version.
    pub version: Version,
    /// Whether it takes the place of a draft that was retracted.
    pub replaced: bool,
    /// Balances that do not hold, lines that could not be computed. They never block.
    pub warnings: Vec<Diagnostic>,
}

impl Desk<'_> {
    /// Makes out a return from the registers as they are now, and freezes it.
    ///
    /// A draft that nobody has sent yet is retracted and made out again under its number. After a version was sent, a
    /// reason is required, and the number is the next one. A unit without a home node gets this one, by an entry.
    ///
    /// # Errors
    /// `other_home_node`, `reason_missing`, `register_unknown`; and as [`Node::append`].
    pub fn prepare(
        &self,
        subject: &Subject,
        officer: Option<&Officer>,
        reason: Option<&str>,
    ) -> Outcome<Prepared> {
        self.prepare_with(subject, officer, reason, &Declared::default())
    }

    /// The same with figures stated by hand. Those of the draft, or of the version that is corrected, are kept until
    /// they are stated anew or cleared; what the registers say is counted again beside them.
    ///
    /// # Errors
    /// As [`Desk::prepare`]; `line_unknown`, `figure_negative`, `source_missing`, `adjust_reason_missing`,
    /// `officer_missing`, `out_of_scope`.
    pub fn prepare_with(
        &self,
        subject: &Subject,
        officer: Option<&Officer>,
        reason: Option<&str>,
        declared: &Declared,
    ) -> Outcome<Prepared> {
        self.check_home(subject.unit)?;
        let versions = self.versions(subject)?;
        let draft = open_draft(&versions);
        let sent = latest_sent(&versions);
        let stated = reason.map(str::trim).filter(|reason| !reason.is_empty());
        let kept = draft.map(|draft| draft.reason.as_str()).filter(|reason| !reason.is_empty());
        let reason = stated.or(kept);
        if let (Some(sent), None) = (sent, reason) {
            return Err(problem::reason_missing(sent.number));
        }
        let mut counted = self.count(subject)?;
        let before = draft.or(sent).and_then(|version| version.frozen().ok());
        self.declare(subject, &mut counted.frozen, before, (declared, officer))?;
        self.take_home(subject.unit, officer)?;
        let number = sent.map_or(1, |sent| sent.number + 1);
        let reason = sent.and(reason).unwrap_or_default();
        let made = self.made_out(&counted.frozen, number, reason)?;
        let record = made.record;
        let mut changes = vec![made];
        changes.extend(draft.map(|draft| self.retraction(draft)).transpose()?);
        self.write(subject.unit, officer, draft.map(|_| "Lập lại trước khi gửi"), changes)?;
        let version = self.version_at(record)?.ok_or_else(|| problem::no_draft(self, subject))?;
        let mut warnings = self.unequal(subject, &counted.registers);
        warnings.extend(self.doubts(subject, &counted.frozen));
        warnings.extend(lacking(subject, &counted.frozen));
        warnings.extend(self.disagreeing(subject, &counted.frozen, Some(version.number))?);
        Ok(Prepared { version, replaced: draft.is_some(), warnings })
    }

    pub(super) fn made_out(
        &self,
        frozen: &Frozen,
        number: u32,
        reason: &str,
    ) -> Outcome<DraftChange> {
        let text = frozen.to_text();
        let register = self.system("return")?;
        let values = [
            ("of_unit", Value::text(frozen.unit.to_string())),
            ("template", Value::text(frozen.template.as_str())),
            ("period", Value::Date(frozen.period)),
            ("version", Value::Integer(i64::from(number))),
            ("payload_hash", Value::text(Frozen::hash(&text))),
            ("payload", Value::text(text)),
            ("state", Value::text(State::Draft.name())),
            ("reason", Value::text(reason)),
            ("as_of", Value::DateTime(local(frozen.as_of))),
        ];
        Ok(fields::change(&register.definition, self.node.new_record()?, &values))
    }

    pub(super) fn retraction(&self, version: &Version) -> Outcome<DraftChange> {
        let register = self.system("return")?;
        let (definition, known) = (register.definition.id, register.definition.version);
        let record = version.record;
        Ok(DraftChange { definition, version: known, record, act: Act::Retract })
    }

    pub(super) fn state_change(&self, version: &Version, state: State) -> Outcome<DraftChange> {
        let register = self.system("return")?;
        let values = [("state", Value::text(state.name()))];
        Ok(fields::change(&register.definition, version.record, &values))
    }

    pub(super) fn write(
        &self,
        unit: UnitId,
        officer: Option<&Officer>,
        reason: Option<&str>,
        changes: Vec<DraftChange>,
    ) -> Outcome<()> {
        let officer = officer.map(|officer| officer.id);
        let draft = Draft { unit, officer, reason: reason.map(str::to_owned), changes };
        self.node.append(&draft)?;
        Ok(())
    }

    /// Only the home node of a unit numbers its returns.
    pub(super) fn check_home(&self, unit: UnitId) -> Outcome<()> {
        match self.node.home_of(unit)? {
            Some(home) if home != self.node.id() => {
                Err(problem::other_home_node(&self.unit_name(unit, self.today()), home))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn take_home(&self, unit: UnitId, officer: Option<&Officer>) -> Outcome<()> {
        if self.node.home_of(unit)?.is_none() {
            let (node, officer): (&Node, _) = (self.node, officer.map(|officer| officer.id));
            node.set_home(unit, node.id(), officer, "Lập báo cáo đầu tiên trên máy này")?;
        }
        Ok(())
    }

    /// Balances of the registers that do not hold.
    pub(super) fn unequal(
        &self,
        subject: &Subject,
        registers: &[(domain::register::Definition, crate::measure::Figures)],
    ) -> Vec<Diagnostic> {
        let unit = self.unit_name(subject.unit, subject.period);
        let odd =
            registers.iter().flat_map(|(definition, figures)| unbalanced(definition, figures));
        odd.map(|one| problem::unbalanced(&unit, &one)).collect()
    }

    /// The address of a figure.
    pub fn address(&self, subject: &Subject, line: &str, version: Option<u32>) -> Address {
        let unit = self.tree.get(subject.unit);
        let owing = |template: &&domain::returns::Template| {
            unit.is_some_and(|unit| self.owes(unit, template, subject.period))
                && template.line(line).is_some()
        };
        let several = self.templates.iter().filter(owing).count() > 1;
        Address {
            unit: self.key(subject.unit, subject.period),
            day: subject.period,
            template: several.then(|| subject.template.name.clone()),
            line: line.to_owned(),
            version,
        }
    }
}

/// Lines without a figure: one by one while they are few, else in one sentence.
pub(super) fn lacking(subject: &Subject, frozen: &Frozen) -> Vec<Diagnostic> {
    let lines = subject.template.lines.iter();
    let without: Vec<&Line> =
        lines.filter(|line| !frozen.values.contains_key(&line.name)).collect();
    match (without.len(), frozen.taken.is_some()) {
        (0, _) => Vec::new(),
        (1..=3, false) => without.into_iter().map(problem::line_without_figure).collect(),
        (_, taken) => vec![problem_by_hand::lines_without_figure(&without, taken)],
    }
}

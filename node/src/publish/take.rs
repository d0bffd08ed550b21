//! Taking in: the district receives the return of a unit without the program, from its workbook, its e-mail or by telephone.
//!
//! What the unit says becomes figures stated by hand, kept beside what the registers held here say of it. Those who stand
//! on the paper as answering are named as such; nobody has confirmed on this node. The receipt carries this node's clock.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{Diagnostic, UnitId, Value};
use domain::returns::{ByHand, Figure, Frozen, Taken, Template};

use super::prepare::lacking;
use super::version::{latest_sent, open_draft};
use super::{Desk, Outcome, Receipt, State, Subject, Version, problem, problem_by_hand};
use crate::fields;
use crate::people::Officer;

/// What a unit stated on paper or in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Figures by line name. A line that was left empty is absent.
    pub figures: BTreeMap<String, i64>,
    /// By line name: where the unit says that a figure comes from.
    pub sources: BTreeMap<String, String>,
    /// From what it was taken in; the officer is filled in here.
    pub taken: Taken,
}

/// A return that was taken in.
#[derive(Clone, Debug)]
pub struct TakenIn {
    /// The version, received.
    pub version: Version,
    /// One receipt for each receiver; for a file that had come before, those of then.
    pub receipts: Vec<Receipt>,
    /// Whether this very file had been taken in before: nothing was written.
    pub known: bool,
    /// Empty lines, figures that contradict registers held here, equations that do not hold.
    pub warnings: Vec<Diagnostic>,
}

impl Desk<'_> {
    /// Takes in the return of a unit below: received now, by this node's clock. A second one needs a reason and is a new
    /// version; a file that was taken in before changes nothing.
    ///
    /// # Errors
    /// `out_of_scope`; `take_own_return` when the officer is of the unit itself; `nothing_brought` when there is no
    /// figure at all; `line_unknown`, `figure_negative`; `other_home_node`, `reason_missing`; and as
    /// [`crate::Node::append`].
    pub fn take_in(
        &self,
        subject: &Subject,
        brought: Brought,
        officer: &Officer,
        reason: Option<&str>,
    ) -> Outcome<TakenIn> {
        self.check_taker(subject, officer)?;
        self.check_home(subject.unit)?;
        check_figures(&subject.template, &brought)?;
        let versions = self.versions(subject)?;
        if let Some(known) = taken_before(&versions, &brought.taken) {
            let receipts = self.receipts(&self.node.reader()?, known)?;
            let version = known.clone();
            return Ok(TakenIn { version, receipts, known: true, warnings: Vec::new() });
        }
        let sent = latest_sent(&versions);
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        if let (Some(sent), None) = (sent, reason) {
            return Err(problem::reason_missing(sent.number));
        }
        let frozen = self.as_brought(subject, brought, officer)?;
        self.take_home(subject.unit, Some(officer))?;
        let number = sent.map_or(1, |sent| sent.number + 1);
        let version = self.received(subject, &frozen, &versions, (number, reason), officer)?;
        let receipts = self.receipts(&self.node.reader()?, &version)?;
        self.tell_tasks(subject, &version, Some(officer));
        let mut warnings = self.doubts(subject, &frozen);
        warnings.extend(lacking(subject, &frozen));
        Ok(TakenIn { version, receipts, known: false, warnings })
    }

    /// Only an office above takes in: a unit that states its own return confirms and submits it.
    fn check_taker(&self, subject: &Subject, officer: &Officer) -> Outcome<()> {
        self.check_seen(officer, subject.unit, subject.period)?;
        match self.is_of(officer, subject.unit, subject.period) {
            true => Err(problem_by_hand::take_own_return(self, subject, officer)),
            false => Ok(()),
        }
    }

    /// The content: what was brought, over what the registers held here say of the unit.
    fn as_brought(
        &self,
        subject: &Subject,
        brought: Brought,
        officer: &Officer,
    ) -> Outcome<Frozen> {
        let mut frozen = self.count(subject)?.frozen;
        self.forget_empty_registers(subject.unit, &mut frozen)?;
        let counted = std::mem::take(&mut frozen.values);
        let how = format!("bản giấy, tệp của đơn vị, nhận qua {}", brought.taken.how);
        for (line, declared) in brought.figures {
            let source = brought.sources.get(&line).map_or("", |source| source.trim());
            let why = if source.is_empty() { how.clone() } else { format!("{source} ({how})") };
            let one = ByHand {
                counted: counted.get(&line).copied(),
                declared,
                why,
                by: Some(officer.id),
                name: officer.full_name.clone(),
                at: self.now(),
            };
            frozen.values.insert(line.clone(), declared);
            frozen.by_hand.insert(line, one);
        }
        let (officer, officer_name) = (Some(officer.id), officer.full_name.clone());
        frozen.taken = Some(Taken { officer, officer_name, ..brought.taken });
        frozen.format = frozen.format_needed();
        Ok(frozen)
    }

    /// A register of which the unit has no record here says nothing of it: that is no zero.
    fn forget_empty_registers(&self, unit: UnitId, frozen: &mut Frozen) -> Outcome<()> {
        let reader = self.node.reader()?;
        let scope = self.node.scope_in(&reader, unit)?;
        let mut held: BTreeSet<String> = BTreeSet::new();
        let mut kept = Vec::new();
        for used in &frozen.definitions {
            let register = self.node.registry().get(used.definition)?.clone();
            let day = domain::base::local_date(frozen.as_of);
            let counts = crate::measure::counts(&reader, &register, &scope, day)?;
            if counts.values().any(|counts| counts.records > 0) {
                held.insert(register.definition.name.clone());
                kept.push(used.clone());
            }
        }
        frozen.definitions = kept;
        for line in &frozen.lines {
            if matches!(&line.figure, Figure::Counted { register, .. } if !held.contains(register))
            {
                frozen.values.remove(&line.name);
            }
        }
        Ok(())
    }

    /// Writes the version as received, with its receipts; a draft that was never sent gives way.
    fn received(
        &self,
        subject: &Subject,
        frozen: &Frozen,
        versions: &[Version],
        (number, reason): (u32, Option<&str>),
        officer: &Officer,
    ) -> Outcome<Version> {
        let draft = open_draft(versions);
        let mut made = self.made_out(frozen, number, reason.unwrap_or_default())?;
        let register = self.system("return")?;
        let state = [("state", Value::text(State::Received.name()))];
        if let domain::entry::Act::Put(body) = &mut made.act {
            body.extend(fields::put(&register.definition, &state));
        }
        let record = made.record;
        let (text, now) = (frozen.to_text(), self.now());
        let hash = Frozen::hash(&text);
        let mut changes = vec![made];
        for receiver in &subject.template.receivers {
            changes.push(self.stamped(subject, (record, &hash), &receiver.name, now)?);
        }
        changes.extend(draft.map(|draft| self.retraction(draft)).transpose()?);
        let sent = latest_sent(versions);
        changes
            .extend(sent.map(|before| self.state_change(before, State::Superseded)).transpose()?);
        let why = draft.map(|_| "Bản nháp nhường cho báo cáo nhận từ giấy hoặc tệp");
        self.write(subject.unit, Some(officer), why, changes)?;
        self.node.sign_heads()?;
        self.version_at(record)?.ok_or_else(|| problem::no_draft(self, subject))
    }
}

fn check_figures(template: &Template, brought: &Brought) -> Outcome<()> {
    if brought.figures.is_empty() {
        return Err(problem_by_hand::nothing_brought(&brought.taken));
    }
    for (name, figure) in &brought.figures {
        let line = template.line(name);
        let line = line.ok_or_else(|| problem_by_hand::template_line_unknown(template, name))?;
        if *figure < 0 {
            return Err(problem_by_hand::figure_negative(line, *figure));
        }
    }
    Ok(())
}

/// The version that came out of the very same file.
fn taken_before<'v>(versions: &'v [Version], taken: &Taken) -> Option<&'v Version> {
    let hash = &taken.file.as_ref()?.hash;
    let same = |version: &&Version| {
        let before = version.frozen().ok().and_then(|frozen| frozen.taken.as_ref());
        before.and_then(|before| before.file.as_ref()).is_some_and(|file| file.hash == *hash)
    };
    versions.iter().rev().find(same)
}

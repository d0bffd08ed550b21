//! A return as JSON.

use domain::base::Diagnostic;
use jiff::civil::Date;
use node::publish::{Desk, Receipt, Recomputed, Shown, Subject, Version};
use serde::Serialize;

use crate::cli::{Context, discrepancy, say};

#[derive(Serialize)]
pub(super) struct Return<'a> {
    unit: String,
    name: String,
    date: Date,
    template: &'a str,
    cut_off: Option<String>,
    standing: domain::returns::Standing,
    version: Option<u32>,
    state: Option<&'static str>,
    reason: &'a str,
    as_of: Option<String>,
    hash: &'a str,
    figures: Vec<Figure<'a>>,
    attestations: Vec<Attestation<'a>>,
    missing_posts: Vec<&'static str>,
    receipts: Vec<Stamp<'a>>,
    versions: Vec<Short<'a>>,
    discrepancies: Vec<serde_json::Value>,
    taken: Option<&'a domain::returns::Taken>,
    warnings: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Figure<'a> {
    line: &'a str,
    title: &'a str,
    value: Option<i64>,
    live: Option<i64>,
    changed: bool,
    by_hand: Option<ByHand<'a>>,
    figure: String,
}

/// A figure stated by hand, beside what was computed.
#[derive(Serialize)]
pub(in crate::cli) struct ByHand<'a> {
    counted: Option<i64>,
    declared: i64,
    why: &'a str,
    name: &'a str,
    at: String,
}

pub(in crate::cli) fn by_hand(one: &domain::returns::ByHand) -> ByHand<'_> {
    ByHand {
        counted: one.counted,
        declared: one.declared,
        why: &one.why,
        name: &one.name,
        at: say::stamp(one.at),
    }
}

#[derive(Serialize)]
struct Attestation<'a> {
    officer: String,
    name: &'a str,
    post: &'static str,
    acting_for: &'a str,
    at: String,
    note: &'a str,
}

#[derive(Serialize)]
struct Stamp<'a> {
    receiver: &'a str,
    received_at: String,
    on_time: bool,
    node: Option<String>,
    hash: &'a str,
}

#[derive(Serialize)]
pub(super) struct Short<'a> {
    template: &'a str,
    version: u32,
    state: &'static str,
    reason: &'a str,
    as_of: Option<String>,
    received_at: Option<String>,
    hash: &'a str,
}

pub(super) fn shown<'a>(shown: &'a Shown, desk: &Desk<'_>, context: &Context) -> Return<'a> {
    let (subject, version) = (&shown.subject, shown.version.as_ref());
    let due = domain::base::stamp(subject.period.to_datetime(subject.template.cut_off.time()));
    Return {
        unit: desk.key(subject.unit, subject.period),
        name: desk.unit_name(subject.unit, subject.period),
        date: subject.period,
        template: &subject.template.name,
        cut_off: due.map(say::stamp),
        standing: shown.standing,
        version: version.map(|version| version.number),
        state: version.map(|version| version.state.name()),
        reason: version.map_or("", |version| &version.reason),
        as_of: version.and_then(as_of),
        hash: version.map_or("", |version| &version.hash),
        figures: shown.figures.iter().map(|one| figure(one, context)).collect(),
        attestations: shown.attestations.iter().map(attestation).collect(),
        missing_posts: shown.missing.iter().map(|post| post.name()).collect(),
        receipts: shown.receipts.iter().map(stamp).collect(),
        versions: shown
            .versions
            .iter()
            .map(|(version, receipts)| short(&subject.template.name, version, receipts))
            .collect(),
        discrepancies: shown
            .discrepancies
            .iter()
            .map(|one| discrepancy::json::of(one, domain::base::local(desk.now()), desk, context))
            .collect(),
        taken: version.and_then(|version| version.frozen().ok()?.taken.as_ref()),
        warnings: &shown.warnings,
    }
}

fn figure<'a>(figure: &'a node::publish::FigureShown, context: &Context) -> Figure<'a> {
    Figure {
        line: &figure.line,
        title: figure.title.get(context.lang),
        value: figure.stated,
        live: figure.live,
        changed: figure.has_changed(),
        by_hand: figure.by_hand.as_ref().map(by_hand),
        figure: figure.address.to_string(),
    }
}

fn attestation(one: &node::publish::Attestation) -> Attestation<'_> {
    Attestation {
        officer: one.officer.to_string(),
        name: &one.full_name,
        post: one.post.name(),
        acting_for: &one.acting_for,
        at: say::stamp(one.at),
        note: &one.note,
    }
}

fn stamp(receipt: &Receipt) -> Stamp<'_> {
    Stamp {
        receiver: &receipt.receiver,
        received_at: say::stamp(receipt.received_at),
        on_time: receipt.on_time,
        node: receipt.node.map(|node| node.to_string()),
        hash: &receipt.hash,
    }
}

fn short<'a>(template: &'a str, version: &'a Version, receipts: &[Receipt]) -> Short<'a> {
    Short {
        template,
        version: version.number,
        state: version.state.name(),
        reason: &version.reason,
        as_of: as_of(version),
        received_at: receipts.first().map(|receipt| say::stamp(receipt.received_at)),
        hash: &version.hash,
    }
}

fn as_of(version: &Version) -> Option<String> {
    Some(say::stamp(version.frozen().ok()?.as_of))
}

#[derive(Serialize)]
pub(super) struct List<'a> {
    unit: Option<String>,
    returns: Vec<Short<'a>>,
}

pub(super) fn list<'a>(found: &'a [(Subject, Version)], desk: &Desk<'_>) -> List<'a> {
    let unit = found.first().map(|(subject, _)| desk.key(subject.unit, subject.period));
    let returns =
        found.iter().map(|(subject, version)| short(&subject.template.name, version, &[]));
    List { unit, returns: returns.collect() }
}

#[derive(Serialize)]
pub(super) struct Again<'a> {
    version: u32,
    same: bool,
    records: usize,
    erased: u64,
    differences: Vec<Different<'a>>,
    by_hand: std::collections::BTreeMap<&'a str, ByHand<'a>>,
}

#[derive(Serialize)]
struct Different<'a> {
    line: &'a str,
    stated: Option<i64>,
    computed: Option<i64>,
}

pub(super) fn recomputed(version: u32, done: &Recomputed) -> Again<'_> {
    let differences = done.differences.iter().map(|one| Different {
        line: &one.line,
        stated: one.stated,
        computed: one.computed,
    });
    Again {
        version,
        same: done.same,
        records: done.records,
        erased: done.erased,
        differences: differences.collect(),
        by_hand: done.by_hand.iter().map(|(line, one)| (line.as_str(), by_hand(one))).collect(),
    }
}

//! Collation: the returns of the units below, side by side.

use std::collections::BTreeMap;

use domain::base::{Diagnostic, UnitId, stamp};
use domain::returns::{Collation, Received, Template, collate};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Desk, Outcome, Receipt, Version, problem};
use crate::store::{Reader, Scope};

/// The returns of one day under a unit.
#[derive(Clone, Debug)]
pub struct Collated {
    /// Under whom.
    pub unit: UnitId,
    /// Which return.
    pub template: Template,
    /// When it was due; `None` beyond year 9999.
    pub cut_off: Option<Timestamp>,
    /// Who is on time, late, missing; totals.
    pub collation: Collation,
    /// The version that counts, of each unit whose return arrived.
    pub versions: BTreeMap<UnitId, Version>,
    /// What is odd: a content that no longer has the hash that was received.
    pub warnings: Vec<Diagnostic>,
}

impl Collated {
    /// How many units are in a standing of that name. Whoever has not reported counts as missing, also before the
    /// cut-off: a roll-up states what it does not hold.
    pub(super) fn in_standing(&self, name: &str) -> Option<i64> {
        let counts = self.collation.counts;
        let number = match name {
            "obliged" => counts.obliged,
            "on_time" => counts.on_time,
            "late" => counts.late,
            "missing" => counts.missing + counts.waiting,
            "waiting" => counts.waiting,
            _ => return None,
        };
        i64::try_from(number).ok()
    }
}

impl Desk<'_> {
    /// Who under a unit has reported for a day, when, and what; the rest are late or missing by the node's clock.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`, `template_unknown`, `template_unclear`, `nobody_obliged`.
    pub fn collate(&self, unit: &str, day: Date, template: Option<&str>) -> Outcome<Collated> {
        let unit = self.unit_in_force(unit, day)?;
        let template = self.template_under(unit, template, day)?;
        self.collate_in(&self.node.reader()?, unit.id, template, day)
    }

    pub(super) fn collate_in(
        &self,
        reader: &Reader<'_>,
        unit: UnitId,
        template: &Template,
        day: Date,
    ) -> Outcome<Collated> {
        let obliged = self.obliged(unit, template, day);
        let mut versions: BTreeMap<UnitId, Version> = BTreeMap::new();
        let mut received: BTreeMap<UnitId, Received> = BTreeMap::new();
        let mut warnings = Vec::new();
        // In the order of their numbers: a later one takes the place of an earlier one.
        for version in self.versions_in(reader, &template.name, day, &Scope::everything())? {
            if !obliged.contains(&version.unit) {
                continue;
            }
            let receipts = self.receipts(reader, &version)?;
            let Some(first) = receipts.first() else { continue };
            warnings.extend(fault(&version, &receipts));
            let values = version.frozen().map(|frozen| frozen.values.clone()).unwrap_or_default();
            let moment = first.received_at;
            let before = received.get(&version.unit);
            let before = before.map(|known| (known.first_received, known.first_version));
            let own = (moment, version.number);
            let (first_received, first_version) = before.map_or(own, |before| before.min(own));
            received.insert(
                version.unit,
                Received {
                    first_received,
                    first_version,
                    received: moment,
                    version: version.number,
                    values,
                },
            );
            versions.insert(version.unit, version);
        }
        let lines: Vec<String> = template.lines.iter().map(|line| line.name.clone()).collect();
        let collation = collate(&lines, template.cut_off, day, &obliged, received, self.now());
        let cut_off = stamp(day.to_datetime(template.cut_off.time()));
        let template = template.clone();
        Ok(Collated { unit, template, cut_off, collation, versions, warnings })
    }
}

/// A content that is not what was received.
fn fault(version: &Version, receipts: &[Receipt]) -> Option<Diagnostic> {
    let other = receipts.iter().any(|receipt| receipt.hash != version.hash);
    if other { Some(problem::altered(version)) } else { version.frozen().err() }
}

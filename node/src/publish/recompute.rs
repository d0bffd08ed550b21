//! Recomputing: the same figures from the same entries, years later.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::{RecordId, UnitId, local_date};
use domain::entry::{Hash, Head, Stream};
use domain::register::Definition;
use domain::returns::{ByHand, Figure, Frozen, Line, Position, Standing, UsedDefinition};

use super::{Desk, Outcome, Version, problem};
use crate::measure::{self, Figures};
use crate::projection::Scratch;
use crate::store::{Reader, Scope};
use crate::{Record, fields};

/// A line that does not come out as it was stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Name of the line.
    pub line: String,
    /// What was computed when the return was made out; it states this unless a figure was declared by hand.
    pub stated: Option<i64>,
    /// What comes out now.
    pub computed: Option<i64>,
}

/// A return computed again from the entries that it was frozen on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recomputed {
    /// Whether every figure is the same.
    pub same: bool,
    /// The lines that differ.
    pub differences: Vec<Difference>,
    /// Bodies that could not be read because they were lawfully erased since.
    pub erased: u64,
    /// Records that were counted.
    pub records: usize,
    /// Figures that were stated by hand, by line name: a machine cannot compute them again. Where something was computed
    /// beside one, that is what was held against the entries.
    pub by_hand: BTreeMap<String, ByHand>,
}

/// The records of the registers that a return was counted from, as they were.
pub(super) struct Then {
    scratch: Option<Scratch>,
    definitions: Vec<Definition>,
}

/// A unit's part in a roll-up, as it was.
pub(super) struct ThenRow {
    pub(super) unit: UnitId,
    pub(super) standing: Standing,
    pub(super) version: Option<Version>,
}

impl Desk<'_> {
    /// Computes a version again: counted lines from the entries up to the frozen positions, with the definitions of that
    /// time; summed lines from the returns that went in. Nothing that was written later has a part in it.
    ///
    /// # Errors
    /// `return_altered`; `definition_lost` when a definition of that time is not held here;
    /// `position_unknown` when entries of that time are not.
    pub fn recompute(&self, version: &Version) -> Outcome<Recomputed> {
        let frozen = version.frozen()?;
        let then = self.then(frozen)?;
        let today = local_date(frozen.as_of);
        let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
        let mut records = 0;
        for definition in &then.definitions {
            let rows = then.records(definition)?;
            records += rows.len();
            let counted = measure::count(definition, rows.iter().map(|row| &row.body), today)?;
            figures.insert(&definition.name, counted);
        }
        let mut computed = BTreeMap::new();
        let reader = self.node.reader()?;
        for line in &frozen.lines {
            let value = match &line.figure {
                Figure::Counted { register, indicator } => {
                    figures.get(register.as_str()).and_then(|all| all.get(indicator).copied())
                }
                rolled_up => self.rolled_up(&reader, frozen, rolled_up)?,
            };
            computed.extend(value.map(|value| (line.name.clone(), value)));
        }
        let differences = differences(frozen, &computed);
        let erased = then.scratch.as_ref().map_or(0, Scratch::erased);
        let (same, by_hand) = (differences.is_empty(), frozen.by_hand.clone());
        Ok(Recomputed { same, differences, erased, records, by_hand })
    }

    /// The records that a return was counted from.
    pub(super) fn then(&self, frozen: &Frozen) -> Outcome<Then> {
        let definitions: Vec<Definition> = frozen
            .definitions
            .iter()
            .map(|used| self.definition_used(used))
            .collect::<Outcome<_>>()?;
        let scratch = match definitions.is_empty() {
            true => None,
            false => Some(self.node.fold_at(&heads(&frozen.positions)?)?),
        };
        Ok(Then { scratch, definitions })
    }

    /// A definition as it was: the register keeps every version.
    fn definition_used(&self, used: &UsedDefinition) -> Outcome<Definition> {
        let registry = self.node.registry();
        if let Ok(register) = registry.get(used.definition)
            && register.definition.hash().to_string() == used.hash
        {
            return Ok(register.definition.clone());
        }
        let register = self.system("definition")?;
        let record = RecordId::derived(&format!("definition/{}/{}", used.definition, used.version));
        let reader = self.node.reader()?;
        let found = reader.record(&register.table, &Scope::everything(), record)?;
        let text =
            found.map(|found| fields::text(&register.definition, &found.body, "text").to_owned());
        text.and_then(|text| Definition::from_toml(&text).ok())
            .filter(|definition| definition.hash().to_string() == used.hash)
            .ok_or_else(|| problem::definition_lost(used))
    }

    fn rolled_up(
        &self,
        reader: &Reader<'_>,
        frozen: &Frozen,
        figure: &Figure,
    ) -> Outcome<Option<i64>> {
        Ok(match figure {
            Figure::Counted { .. } | Figure::Typed => None,
            Figure::Summed { template, line } => {
                let rows = self.rows_then(reader, frozen, template)?;
                let sent = rows.iter().filter_map(|row| row.version.as_ref());
                let values: Option<Vec<i64>> =
                    sent.map(|version| version.frozen().ok()?.values.get(line).copied()).collect();
                values.map(|values| values.iter().sum())
            }
            Figure::Standings { template, standing } => {
                let rows = self.rows_then(reader, frozen, template)?;
                i64::try_from(rows.iter().filter(|row| row.is_in(standing)).count()).ok()
            }
        })
    }

    /// Who had reported when a roll-up was frozen, and how each stood.
    pub(super) fn rows_then(
        &self,
        reader: &Reader<'_>,
        frozen: &Frozen,
        template: &str,
    ) -> Outcome<Vec<ThenRow>> {
        let mut rows = Vec::new();
        let mut included = BTreeSet::new();
        for one in &frozen.included {
            let version = self.version_at(one.record)?;
            let version = version.filter(|version| version.hash == one.hash);
            let version = version.ok_or_else(|| problem::included_lost(self, one))?;
            if version.frozen()?.template != template {
                continue;
            }
            included.insert(one.unit);
            let on_time = self.first_on_time(reader, &version, template, frozen)?;
            let standing = if on_time { Standing::OnTime } else { Standing::Late };
            rows.push(ThenRow { unit: one.unit, standing, version: Some(version) });
        }
        let missing = frozen.missing.iter().filter(|unit| !included.contains(*unit));
        rows.extend(missing.map(|unit| ThenRow {
            unit: *unit,
            standing: Standing::Missing,
            version: None,
        }));
        Ok(rows)
    }

    /// Whether the first version of the same return had arrived in time: a correction makes nobody late.
    fn first_on_time(
        &self,
        reader: &Reader<'_>,
        version: &Version,
        template: &str,
        frozen: &Frozen,
    ) -> Outcome<bool> {
        let scope = Scope::under(reader.path_of(version.unit)?);
        let all = self.versions_in(reader, template, frozen.period, &scope)?;
        let mut receipts = Vec::new();
        for other in all.iter().filter(|o| o.unit == version.unit && o.number <= version.number) {
            receipts.extend(self.receipts(reader, other)?);
        }
        let first = receipts.into_iter().min_by_key(|receipt| receipt.received_at);
        Ok(first.is_some_and(|receipt| receipt.on_time))
    }
}

impl Then {
    /// The definitions that were used.
    pub(super) fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// A definition that was used, by the name of its register.
    pub(super) fn definition(&self, register: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.name == register)
    }

    /// The records of a register under the unit, as they were.
    pub(super) fn records(&self, definition: &Definition) -> Outcome<Vec<Record>> {
        let Some(scratch) = &self.scratch else { return Ok(Vec::new()) };
        let (reader, registry) = (scratch.reader(), scratch.registry());
        // Only the streams of the unit's scope as it was were folded: merged predecessors too, whatever came later.
        let scope = Scope::everything();
        let table = &registry.get(definition.id)?.table;
        Ok(measure::all_records(reader, table, &scope)?)
    }
}

impl ThenRow {
    /// Whether the unit counts under the name of a standing in a roll-up.
    pub(super) fn is_in(&self, standing: &str) -> bool {
        match standing {
            "obliged" => true,
            "on_time" => self.standing == Standing::OnTime,
            "late" => self.standing == Standing::Late,
            "missing" => self.standing == Standing::Missing,
            _ => false,
        }
    }
}

/// What was computed then against what is computed now. A figure stated by hand alone has neither: it is no difference.
fn differences(frozen: &Frozen, computed: &BTreeMap<String, i64>) -> Vec<Difference> {
    let by_machine = |line: &&Line| match frozen.by_hand.get(&line.name) {
        Some(one) => one.counted.is_some(),
        // What was taken in states only what the unit said.
        None => frozen.taken.is_none(),
    };
    let both = frozen.lines.iter().filter(by_machine).map(|line| Difference {
        line: line.name.clone(),
        stated: frozen.stated(&line.name).counted,
        computed: computed.get(&line.name).copied(),
    });
    both.filter(|both| both.stated != both.computed).collect()
}

fn heads(positions: &[Position]) -> Outcome<Vec<Head>> {
    positions.iter().map(|at| head(at).ok_or_else(|| problem::bad_position(at))).collect()
}

fn head(at: &Position) -> Option<Head> {
    let digits = at.hash.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Vec<u8> = digits.chunks(2).map(byte).collect::<Option<_>>()?;
    let hash = Hash::from_slice(&bytes)?;
    Some(Head { stream: Stream { node: at.node, unit: at.unit }, seq: at.seq, hash })
}

//! Counting many records at once: rows whose fields hold the same values are one *case*, and each formula is evaluated
//! once a case instead of once a row.
//!
//! Forty conditions over a row of choices see the same few combinations again and again. One scan reads only the fields
//! that formulas look at; a row costs one look into the table of cases and one addition.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;

use domain::base::{Kind, UnitId};
use domain::record::Body;
use domain::register::{Cell, Column, Counting, Counts};
use jiff::civil::Date;

use crate::projection::Register;
use crate::store::{Reader, Span, ValueRef};
use crate::{NodeError, Result};

/// Cases that are remembered; rows of further ones are evaluated each for itself.
const REMEMBERED: usize = 1 << 16;

/// Rows that a thread takes at a time.
const PORTION: i64 = 50_000;

/// Counts of each unit with live records.
pub(crate) type ByUnit = BTreeMap<UnitId, Counts>;

/// Counts the live records in ranges of paths.
pub(crate) fn count_ranges(
    reader: &Reader<'_>,
    (register, counting): (&Register, &Counting),
    ranges: &[(String, String)],
    today: Date,
) -> Result<ByUnit> {
    let mut cases = Cases::new(register, counting, today);
    for (from, to) in ranges {
        cases.take(reader, register, Span::Paths(from, to))?;
    }
    Ok(cases.into_counts())
}

/// Counts all live records, each reader on a thread of its own. The readers must see the same moment.
pub(crate) fn count_table(
    readers: Vec<Reader<'_>>,
    (register, counting): (&Register, &Counting),
    today: Date,
) -> Result<ByUnit> {
    let Some(last) = readers.first().map(|reader| reader.size(&register.table)).transpose()? else {
        return Ok(ByUnit::new());
    };
    let next = AtomicI64::new(0);
    let work = |reader: Reader<'_>| {
        let mut cases = Cases::new(register, counting, today);
        loop {
            let from = next.fetch_add(PORTION, Ordering::Relaxed);
            if from >= last.cast_signed() {
                return Ok(cases.into_counts());
            }
            cases.take(&reader, register, Span::Numbers(from, from + PORTION))?;
        }
    };
    let parts: Vec<Result<ByUnit>> = thread::scope(|scope| {
        let started: Vec<_> =
            readers.into_iter().map(|reader| scope.spawn(|| work(reader))).collect();
        let lost = || Err(NodeError::Damaged("a thread that counts was lost".to_owned()));
        started.into_iter().map(|one| one.join().unwrap_or_else(|_| lost())).collect()
    });
    let mut sum = ByUnit::new();
    for part in parts {
        for (unit, counts) in part? {
            sum.entry(unit).or_insert_with(|| counting.nothing()).add(&counts, 1);
        }
    }
    Ok(sum)
}

/// The units met so far, and the figures in groups that are counted apart.
struct Cases<'a> {
    counting: &'a Counting,
    numbers: Vec<u16>,
    units: HashMap<[u8; 16], usize, Quick>,
    groups: Vec<Group<'a>>,
}

/// Figures that are counted together: the cases of the fields they read, and for each unit what its rows add up to.
struct Group<'a> {
    /// Places of its indicators among those of the register.
    places: Vec<usize>,
    counting: Counting,
    today: Date,
    /// The fields it reads, each with its place among the cells of a row.
    columns: Vec<(usize, &'a Column)>,
    known: HashMap<Box<[u8]>, usize, Quick>,
    /// For each case what one row of it adds, `width` numbers each.
    shares: Vec<i64>,
    /// For each unit the sum of its rows, `width` numbers each.
    sums: Vec<i64>,
    width: usize,
    key: Vec<u8>,
}

impl<'a> Cases<'a> {
    fn new(register: &'a Register, counting: &'a Counting, today: Date) -> Self {
        let plan = &register.table.plan;
        let columns: Vec<&Column> =
            counting.fields().iter().filter_map(|no| plan.column(*no)).collect();
        // A choice has few values; a date, a number or a text may have any.
        let wide = |no: u16| plan.column(no).is_some_and(|column| column.kind != Kind::SelectOne);
        let group = |(places, counting): (Vec<usize>, Counting)| {
            let own = columns.iter().enumerate();
            let own = own.filter(|(_, column)| counting.fields().contains(&column.no));
            let columns = own.map(|(at, column)| (at, *column)).collect();
            Group::new(places, counting, columns, today)
        };
        Self {
            groups: counting.groups(wide).into_iter().map(group).collect(),
            numbers: columns.iter().map(|column| column.no).collect(),
            counting,
            units: HashMap::default(),
        }
    }

    fn take(&mut self, reader: &Reader<'_>, register: &Register, span: Span<'_>) -> Result<()> {
        let Self { numbers, units, groups, .. } = self;
        reader.scan(&register.table, numbers, span, |unit, cells| {
            let unit = <[u8; 16]>::try_from(unit);
            let unit = unit.map_err(|_| NodeError::Damaged("a row without its unit".to_owned()))?;
            let next = units.len();
            let unit = *units.entry(unit).or_insert(next);
            groups.iter_mut().for_each(|group| group.row(unit, cells));
            Ok(())
        })
    }

    fn into_counts(self) -> ByUnit {
        let mut counted = ByUnit::new();
        #[expect(clippy::iter_over_hash_type, reason = "collected into an ordered map")]
        for (unit, at) in &self.units {
            let mut counts = self.counting.nothing();
            for group in &self.groups {
                group.put_into(&mut counts, *at);
            }
            counted.insert(UnitId::from_bytes(*unit), counts);
        }
        counted
    }
}

impl<'a> Group<'a> {
    fn new(
        places: Vec<usize>,
        counting: Counting,
        columns: Vec<(usize, &'a Column)>,
        today: Date,
    ) -> Self {
        Self {
            places,
            width: counting.to_row(&counting.nothing()).len(),
            counting,
            today,
            columns,
            known: HashMap::default(),
            shares: Vec::new(),
            sums: Vec::new(),
            key: Vec::new(),
        }
    }

    fn row(&mut self, unit: usize, cells: &[ValueRef<'_>]) {
        self.key.clear();
        for (at, _) in &self.columns {
            write(&mut self.key, cells.get(*at).unwrap_or(&ValueRef::Null));
        }
        let case = match self.known.get(self.key.as_slice()) {
            Some(case) => *case,
            None => self.meet(cells),
        };
        let (at, from) = (unit * self.width, case * self.width);
        if self.sums.len() < at + self.width {
            self.sums.resize(at + self.width, 0);
        }
        let (Some(sums), Some(share)) =
            (self.sums.get_mut(at..at + self.width), self.shares.get(from..from + self.width))
        else {
            return;
        };
        for (sum, share) in sums.iter_mut().zip(share) {
            *sum += share;
        }
    }

    /// Evaluates a case that is new. The last place is for those that are not remembered any more.
    fn meet(&mut self, cells: &[ValueRef<'_>]) -> usize {
        let share = self.counting.share(&body(&self.columns, cells), self.today);
        let case = self.known.len().min(REMEMBERED);
        self.shares.truncate(case * self.width);
        self.shares.extend(self.counting.to_row(&share));
        if case < REMEMBERED {
            self.known.insert(self.key.as_slice().into(), case);
        }
        case
    }

    fn put_into(&self, counts: &mut Counts, unit: usize) {
        let row = self.sums.get(unit * self.width..).unwrap_or_default();
        let own = self.counting.from_row(row);
        counts.records = own.records;
        counts.exact &= own.exact;
        for (at, (figure, behind)) in self.places.iter().zip(own.figures.iter().zip(&own.behind)) {
            if let (Some(one), Some(other)) =
                (counts.figures.get_mut(*at), counts.behind.get_mut(*at))
            {
                (*one, *other) = (*figure, *behind);
            }
        }
    }
}

fn body(columns: &[(usize, &Column)], cells: &[ValueRef<'_>]) -> Body {
    let cell = |value: &ValueRef<'_>| match value {
        ValueRef::Integer(number) => Cell::Integer(*number),
        ValueRef::Real(number) => Cell::Real(*number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned().into()),
        ValueRef::Null | ValueRef::Blob(_) => Cell::Null,
    };
    let value = |at: usize| cells.get(at).map_or(Cell::Null, cell);
    let values = columns.iter().map(|(at, column)| (column.no, value(*at).into_value(column.kind)));
    values.filter(|(_, value)| !value.is_empty()).collect()
}

/// A value so that no two cases have the same bytes.
fn write(key: &mut Vec<u8>, value: &ValueRef<'_>) {
    match value {
        ValueRef::Null => key.push(0),
        ValueRef::Integer(number) => {
            key.push(1);
            key.extend_from_slice(&number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            key.push(2);
            key.extend_from_slice(&number.to_bits().to_le_bytes());
        }
        ValueRef::Text(text) | ValueRef::Blob(text) => {
            key.push(3);
            key.extend_from_slice(&(text.len() as u64).to_le_bytes());
            key.extend_from_slice(text);
        }
    }
}

/// A short hash for keys of our own making: five times as quick as the one that resists strangers, who cannot reach it.
type Quick = BuildHasherDefault<Fold>;

#[derive(Default)]
struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.write_u64(u64::from_le_bytes(last));
    }

    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

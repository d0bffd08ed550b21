//! Opening a figure: into the records that it counts, or into the figures of the units below that it adds up.

use domain::base::{Bilingual, OfficerId, UnitId, Value, local_date};
use domain::register::{Definition, Indicator, Visibility};
use domain::returns::{Address, ByHand, Figure, Frozen, Line, Standing, Taken};
use jiff::Timestamp;
use jiff::civil::Date;

use super::version::latest_sent;
use super::{Desk, Outcome, Subject, Version, problem};
use crate::measure;
use crate::people::Officer;
use crate::projection::Register;
use crate::store::Record;

/// What a figure opens into.
#[derive(Clone, Debug)]
pub enum Opened {
    /// The records that it counts.
    Records(Box<RecordList>),
    /// The figures of the units below, or the units in a standing.
    Parts(Box<Parts>),
    /// A figure that somebody stated by hand, with its source: no records are behind it.
    Stated(Box<StatedFigure>),
}

/// A figure that somebody stated by hand.
#[derive(Clone, Debug)]
pub struct StatedFigure {
    /// The figure.
    pub address: Address,
    /// Whose it is.
    pub unit: UnitId,
    /// Title of the line.
    pub title: Bilingual,
    /// When the return was frozen; `None` when none was prepared.
    pub as_of: Option<Timestamp>,
    /// Who stated it, when and from what; `None` when nobody has.
    pub by_hand: Option<ByHand>,
    /// From what the return was taken in, for a unit without the program.
    pub taken: Option<Taken>,
}

/// The records behind a figure.
#[derive(Clone, Debug)]
pub struct RecordList {
    /// The figure.
    pub address: Address,
    /// Whose it is.
    pub unit: UnitId,
    /// Title of the line.
    pub title: Bilingual,
    /// What the return states, or the live count.
    pub value: Option<i64>,
    /// The moment at which it was frozen; `None` when it is live.
    pub as_of: Option<Timestamp>,
    /// The register, as it was then.
    pub definition: Box<Definition>,
    /// How many records it counts.
    pub total: usize,
    /// The first of them, by id.
    pub records: Vec<Record>,
    /// What was declared in place of the count, and why.
    pub by_hand: Option<ByHand>,
    /// Whether sensitive fields are hidden, because nobody said who reads.
    pub masked: bool,
}

/// The figures that a figure adds up.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The figure.
    pub address: Address,
    /// Whose it is.
    pub unit: UnitId,
    /// Title of the line.
    pub title: Bilingual,
    /// What the return states, or what comes out now.
    pub value: Option<i64>,
    /// The moment at which it was frozen; `None` when it is live.
    pub as_of: Option<Timestamp>,
    /// One for each unit that has a part in it.
    pub parts: Vec<Part>,
    /// What was declared in place of the sum, and why.
    pub by_hand: Option<ByHand>,
}

/// One unit's part in a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which unit.
    pub unit: UnitId,
    /// How it stands.
    pub standing: Standing,
    /// Where its figure opens; `None` when it has sent none.
    pub address: Option<Address>,
    /// Its figure.
    pub value: Option<i64>,
}

/// Stands for a sensitive value that is hidden.
const HIDDEN: &str = "•••";

/// How many records of a register and unit may be given out: whoever asks says so once it is known which they are.
pub type Most<'a> = &'a dyn Fn(&str, UnitId) -> usize;

/// Who reads when nobody says: the read log has a line for them, too.
pub fn nameless() -> OfficerId {
    OfficerId::derived("nameless reader at the command line")
}

impl Desk<'_> {
    /// What is behind a figure. An address with a version opens that version as it was frozen; one without opens the
    /// version that was sent last, or the live count when none was.
    ///
    /// Reading personal records is written to the read log, first. An officer reads within the own scope; without an
    /// officer sensitive fields are hidden.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`, `line_unknown`, `version_unknown`, `out_of_scope`, and as [`Desk::recompute`].
    pub fn open_figure(
        &self,
        address: &Address,
        officer: Option<&Officer>,
        most: Most<'_>,
    ) -> Outcome<Opened> {
        if let Some(register) = self.register_addressed(address)? {
            return self.open_live(&register, address, officer, most);
        }
        let (subject, line) = self.addressed(address)?;
        let (unit, day) = (subject.unit, subject.period);
        if let Some(officer) = officer.filter(|officer| !self.sees(officer, unit, day)) {
            return Err(problem::out_of_scope(self, unit, officer));
        }
        let version = self.version_addressed(&subject, address.version)?;
        let frozen = version.as_ref().map(Version::frozen).transpose()?;
        let number = version.as_ref().map(|version| version.number);
        let address = self.address(&subject, &line.name, number);
        if let Some(stated) = stated(&address, unit, &line, frozen) {
            return Ok(Opened::Stated(Box::new(stated)));
        }
        match &line.figure {
            Figure::Counted { register, indicator } => {
                let list = match frozen {
                    Some(frozen) => {
                        self.records_then(&address, &line, frozen, (register, indicator))
                    }
                    None => self.records_now(&address, &line, unit, (register, indicator)),
                };
                let list = self.read(list?, officer, most)?;
                Ok(Opened::Records(Box::new(list)))
            }
            Figure::Summed { .. } | Figure::Standings { .. } | Figure::Typed => {
                let parts = match frozen {
                    Some(frozen) => self.parts_then(&address, &line, frozen),
                    None => self.parts_now(&address, &line, &subject),
                };
                Ok(Opened::Parts(Box::new(parts?)))
            }
        }
    }

    /// The return and the line that an address means.
    fn addressed(&self, address: &Address) -> Outcome<(Subject, Line)> {
        let unit = self.unit(&address.unit, address.day)?;
        if !unit.valid.on(address.day) {
            return Err(self.not_in_force_at(unit, address)?);
        }
        let owed = self.templates.iter().filter(|template| {
            address.template.as_ref().map_or_else(
                || self.owes(unit, template, address.day),
                |name| *name == template.name,
            )
        });
        let found = owed.filter_map(|template| Some((template, template.line(&address.line)?)));
        let mut found: Vec<_> = found.collect();
        match (found.pop(), found.is_empty()) {
            (Some((template, line)), true) => {
                let (template, period) = (template.clone(), address.day);
                Ok((Subject { unit: unit.id, template, period }, line.clone()))
            }
            (Some(_), false) => Err(problem::line_ambiguous(address)),
            (None, _) => Err(problem::line_unknown(unit, address, &self.templates)),
        }
    }

    fn version_addressed(
        &self,
        subject: &Subject,
        number: Option<u32>,
    ) -> Outcome<Option<Version>> {
        let versions = self.versions(subject)?;
        let Some(number) = number else { return Ok(latest_sent(&versions).cloned()) };
        let found = versions.into_iter().rev().find(|version| version.number == number);
        found.map(Some).ok_or_else(|| problem::version_unknown(self, subject, number))
    }

    fn records_now(
        &self,
        address: &Address,
        line: &Line,
        unit: UnitId,
        (register, indicator): (&str, &str),
    ) -> Outcome<RecordList> {
        let register = self.register(register, address.day)?;
        let indicator = register.definition.indicators.iter().find(|one| one.name == indicator);
        let indicator = indicator.ok_or_else(|| problem::indicator_lost(line))?;
        let shown = (address, line.title.clone(), self.today());
        self.live(&register, indicator, unit, shown)
    }

    pub(super) fn live(
        &self,
        register: &Register,
        indicator: &Indicator,
        unit: UnitId,
        (address, title, today): (&Address, Bilingual, Date),
    ) -> Outcome<RecordList> {
        let reader = self.node.reader()?;
        let scope = self.node.scope_in(&reader, unit)?;
        let figures = measure::figures(&reader, register, &scope, today)?;
        let records = measure::records_of(&reader, register, indicator, &scope, today)?;
        Ok(RecordList {
            address: address.clone(),
            unit,
            title,
            value: figures.get(&indicator.name).copied(),
            as_of: None,
            definition: Box::new(register.definition.clone()),
            total: records.len(),
            records,
            by_hand: None,
            masked: false,
        })
    }

    fn records_then(
        &self,
        address: &Address,
        line: &Line,
        frozen: &Frozen,
        (register, indicator): (&str, &str),
    ) -> Outcome<RecordList> {
        let then = self.then(frozen)?;
        let definition = then.definition(register).ok_or_else(|| problem::indicator_lost(line))?;
        let indicator = definition.indicators.iter().find(|one| one.name == indicator);
        let indicator = indicator.ok_or_else(|| problem::indicator_lost(line))?;
        let all = then.records(definition)?;
        let records = measure::counted(definition, indicator, all, local_date(frozen.as_of))?;
        Ok(RecordList {
            address: address.clone(),
            unit: frozen.unit,
            title: line.title.clone(),
            value: frozen.values.get(&line.name).copied(),
            as_of: Some(frozen.as_of),
            definition: Box::new(definition.clone()),
            total: records.len(),
            records,
            by_hand: frozen.by_hand.get(&line.name).cloned(),
            masked: false,
        })
    }

    /// Writes the reading to the read log, then lets go of as many records as were asked for.
    pub(super) fn read(
        &self,
        mut list: RecordList,
        officer: Option<&Officer>,
        most: Most<'_>,
    ) -> Outcome<RecordList> {
        list.records.truncate(most(&list.definition.name, list.unit));
        let ids: Vec<_> = list.records.iter().map(|record| record.id).collect();
        if !ids.is_empty() {
            let reader = officer.map_or_else(nameless, |officer| officer.id);
            let purpose = format!("open {}", list.address);
            self.node.log_readings(reader, list.definition.id, &ids, &purpose)?;
        }
        if officer.is_none() {
            list.masked = true;
            hide(&mut list);
        }
        Ok(list)
    }

    fn parts_now(&self, address: &Address, line: &Line, subject: &Subject) -> Outcome<Parts> {
        let (name, counted) = part_of(&line.figure);
        let template = self.template(name)?;
        let collated =
            self.collate_in(&self.node.reader()?, subject.unit, template, subject.period)?;
        let rows = collated.collation.rows.iter();
        let parts = rows.map(|row| {
            let version = collated.versions.get(&row.unit);
            let values = row.received.as_ref().map(|received| &received.values);
            let value = counted.zip(values).and_then(|(line, values)| values.get(line).copied());
            (
                row.standing,
                self.part(row.unit, row.standing, template.clone(), version, value, counted),
            )
        });
        let parts = parts.filter(|(standing, _)| takes_part(&line.figure, *standing));
        let value = match &line.figure {
            Figure::Standings { standing, .. } => collated.in_standing(standing),
            _ => counted.and_then(|line| collated.collation.totals.get(line).copied()),
        };
        Ok(Parts {
            address: address.clone(),
            unit: subject.unit,
            title: line.title.clone(),
            value,
            as_of: None,
            parts: parts.map(|(_, part)| part).collect(),
            by_hand: None,
        })
    }

    fn parts_then(&self, address: &Address, line: &Line, frozen: &Frozen) -> Outcome<Parts> {
        let (name, counted) = part_of(&line.figure);
        let template = self.template(name)?;
        let mut parts = Vec::new();
        for row in self.rows_then(&self.node.reader()?, frozen, name)? {
            if takes_part(&line.figure, row.standing) {
                let content = row.version.as_ref().map(Version::frozen).transpose()?;
                let values = content.map(|content| &content.values);
                let value = counted.zip(values).and_then(|(line, v)| v.get(line).copied());
                let (unit, version) = (row.unit, row.version.as_ref());
                parts.push(self.part(
                    unit,
                    row.standing,
                    template.clone(),
                    version,
                    value,
                    counted,
                ));
            }
        }
        parts.sort_by_cached_key(|part| self.key(part.unit, frozen.period));
        Ok(Parts {
            address: address.clone(),
            unit: frozen.unit,
            title: line.title.clone(),
            value: frozen.values.get(&line.name).copied(),
            as_of: Some(frozen.as_of),
            parts,
            by_hand: frozen.by_hand.get(&line.name).cloned(),
        })
    }

    fn part(
        &self,
        unit: UnitId,
        standing: Standing,
        template: domain::returns::Template,
        version: Option<&Version>,
        value: Option<i64>,
        line: Option<&str>,
    ) -> Part {
        let period = version.and_then(|version| Some(version.frozen().ok()?.period));
        let address = line.zip(version).zip(period).map(|((line, version), period)| {
            self.address(&Subject { unit, template, period }, line, Some(version.number))
        });
        Part { unit, standing, address, value }
    }
}

/// A figure with nothing behind it but who stated it: of a typed line, or of a return that was taken in for a unit whose
/// register is not held here.
fn stated(
    address: &Address,
    unit: UnitId,
    line: &Line,
    frozen: Option<&Frozen>,
) -> Option<StatedFigure> {
    let by_hand = frozen.and_then(|frozen| frozen.by_hand.get(&line.name));
    let taken = frozen.and_then(|frozen| frozen.taken.clone());
    let counted = by_hand.is_some_and(|one| one.counted.is_some());
    (line.is_typed() || (taken.is_some() && !counted)).then(|| StatedFigure {
        address: address.clone(),
        unit,
        title: line.title.clone(),
        as_of: frozen.map(|frozen| frozen.as_of),
        by_hand: by_hand.cloned(),
        taken,
    })
}

/// The template that a rolled-up figure is made of, and the line of it that is summed.
fn part_of(figure: &Figure) -> (&str, Option<&str>) {
    match figure {
        Figure::Summed { template, line } => (template, Some(line)),
        Figure::Standings { template, .. } => (template, None),
        Figure::Counted { register, .. } => (register, None),
        // Opened as a stated figure before.
        Figure::Typed => ("", None),
    }
}

/// A sum opens into everybody who owes, so that whoever is missing stands there; a standing into the units in it.
fn takes_part(figure: &Figure, standing: Standing) -> bool {
    let Figure::Standings { standing: wanted, .. } = figure else { return true };
    match wanted.as_str() {
        "obliged" => true,
        "on_time" => standing == Standing::OnTime,
        "late" => standing == Standing::Late,
        _ => matches!(standing, Standing::Missing | Standing::Waiting),
    }
}

fn hide(list: &mut RecordList) {
    let sensitive: Vec<u16> = list
        .definition
        .fields
        .iter()
        .filter(|field| field.visibility == Visibility::Sensitive)
        .map(|field| field.no)
        .collect();
    for record in &mut list.records {
        for no in &sensitive {
            if let Some(value) = record.body.get_mut(no).filter(|value| !value.is_empty()) {
                *value = Value::text(HIDDEN);
            }
        }
    }
}

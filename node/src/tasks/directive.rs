//! A directive and its obligations, as the registers hold them.

use domain::base::{RecordId, UnitId, Value};
use domain::directive::Deadline;
use domain::record::Body;
use domain::register::Definition;
use jiff::civil::{Date, DateTime};

use super::reference::{Arrival, arrival};
use super::{Office, Outcome, problem};
use crate::ledger::AsOf;
use crate::store::{Record, Scope};
use crate::{fields, units};

/// An official document on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// Its record.
    pub id: RecordId,
    /// The unit that received it.
    pub unit: UnitId,
    /// Arrival number within the year, of that unit.
    pub arrival: i64,
    /// The year.
    pub year: i16,
    /// When it came in.
    pub received_at: Option<DateTime>,
    /// Number and symbol; "" when blank.
    pub number: String,
    /// Date of issue as printed, perhaps a month alone; "" when blank.
    pub issued_on: String,
    /// Issuer as printed.
    pub issuer: String,
    /// What it is about.
    pub subject: String,
    /// Mark of urgency; "" without one.
    pub urgency: String,
    /// Name of the file.
    pub file_name: String,
    /// `read`, `confirmed`, `issued` or `withdrawn`.
    pub state: String,
    /// Documents that it carries out: number, date.
    pub carries_out: Vec<String>,
    /// To whom it is written ("Kính gửi"), as printed.
    pub addressees: Vec<String>,
    /// To whom copies go, with the purpose after a tab.
    pub copies: Vec<String>,
    /// When its orders were laid on units.
    pub issued_at: Option<DateTime>,
}

/// One order of a directive.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// Its record.
    pub id: RecordId,
    /// The directive.
    pub directive: RecordId,
    /// `o12`.
    pub label: String,
    /// Where it stands: `5.-2`.
    pub item: String,
    /// The words of the order.
    pub quote: String,
    /// First and last line, `41-41`.
    pub lines: String,
    /// Who must act, as written.
    pub assignees: Vec<String>,
    /// Who that is.
    pub units: Vec<UnitId>,
    /// Who co-operates.
    pub with_units: Vec<UnitId>,
    /// Phrases that name no known unit.
    pub unresolved: Vec<String>,
    /// By when.
    pub deadline: Deadline,
    /// To whom it is reported.
    pub report_to: String,
    /// What has to exist afterwards.
    pub deliverables: Vec<String>,
    /// `proposed`, `confirmed`, `rejected` or `issued`.
    pub state: String,
}

impl Office<'_> {
    /// The directives in the scope of a unit, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn directives(&self, scope: &Scope) -> Outcome<Vec<Directive>> {
        let register = self.register("directive")?;
        let mut found = Vec::new();
        self.each("directive", scope, |record| {
            found.push(directive_of(&register.definition, record));
        })?;
        found.sort_by_key(|one: &Directive| (one.year, one.arrival, one.id));
        found.reverse();
        Ok(found)
    }

    /// A directive by its arrival number, `3` or `3.2021`.
    ///
    /// # Errors
    /// `directive_unknown`; `directive_unclear` when two units of the scope have one of that number.
    pub fn directive(&self, scope: &Scope, text: &str) -> Outcome<Directive> {
        let Arrival { number, year } = arrival(text, self.today())?;
        let all = self.directives(scope)?;
        let known = all.len();
        let mut found = all.into_iter().filter(|one| (one.arrival, one.year) == (number, year));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(problem::directive_unknown(text, known)),
            (Some(one), Some(other)) => Err(problem::directive_unclear(
                text,
                &self.unit_name(one.unit, self.today()),
                &self.unit_name(other.unit, self.today()),
            )),
        }
    }

    /// The text of a directive, as it was read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn text_of(&self, directive: &Directive) -> Outcome<String> {
        let register = self.register("directive")?;
        let scope = self.node.scope_of(directive.unit)?;
        let record = self.node.reader()?.record(&register.table, &scope, directive.id)?;
        let text =
            record.map(|one| fields::text(&register.definition, &one.body, "text").to_owned());
        Ok(text.unwrap_or_default())
    }

    /// The orders of a directive, in the order of the text.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn obligations(&self, directive: &Directive) -> Outcome<Vec<Obligation>> {
        let register = self.register("obligation")?;
        let reader = self.node.reader()?;
        let scope = Scope::under(reader.path_of(directive.unit)?);
        drop(reader);
        let mut found = Vec::new();
        self.each("obligation", &scope, |record| {
            let one = obligation_of(&register.definition, record);
            found.extend(one.filter(|one| one.directive == directive.id));
        })?;
        found.sort_by_key(|one| (number(&one.label), one.label.clone()));
        Ok(found)
    }

    /// Every record of a system register in a scope, that was not retracted.
    pub(super) fn each(&self, name: &str, scope: &Scope, take: impl FnMut(&Record)) -> Outcome<()> {
        self.each_as_of(name, scope, AsOf::Now, take)
    }

    /// The same as it is or as it was.
    pub(super) fn each_as_of(
        &self,
        name: &str,
        scope: &Scope,
        as_of: AsOf,
        take: impl FnMut(&Record),
    ) -> Outcome<()> {
        let register = self.register(name)?;
        Ok(units::each_as_of(self.node, &register, scope, as_of, take)?)
    }
}

/// The number of `o12`; what has none comes last.
fn number(label: &str) -> u32 {
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}

pub(super) fn directive_of(definition: &Definition, record: &Record) -> Directive {
    let body = &record.body;
    let text = |name: &str| fields::text(definition, body, name).to_owned();
    let moment = |name: &str| moment(definition, body, name);
    Directive {
        id: record.id,
        unit: record.unit,
        arrival: fields::integer(definition, body, "arrival").unwrap_or_default(),
        year: fields::integer(definition, body, "arrival_year")
            .and_then(|year| i16::try_from(year).ok())
            .or_else(|| moment("received_at").map(DateTime::year))
            .unwrap_or_default(),
        received_at: moment("received_at"),
        number: text("number"),
        issued_on: text("issued_on"),
        issuer: text("issuer"),
        subject: text("subject"),
        urgency: text("urgency"),
        file_name: text("file_name"),
        state: text("state"),
        carries_out: lines(&text("carries_out")),
        addressees: lines(&text("addressees")),
        copies: lines(&text("copies")),
        issued_at: moment("issued_at"),
    }
}

pub(super) fn obligation_of(definition: &Definition, record: &Record) -> Option<Obligation> {
    let body = &record.body;
    let text = |name: &str| fields::text(definition, body, name).to_owned();
    let ids = |name: &str| lines(&text(name)).iter().filter_map(|id| id.parse().ok()).collect();
    Some(Obligation {
        id: record.id,
        directive: text("directive").parse().ok()?,
        label: text("label"),
        item: text("item"),
        quote: text("quote"),
        lines: text("lines"),
        assignees: lines(&text("assignees")),
        units: ids("units"),
        with_units: ids("with_units"),
        unresolved: lines(&text("unresolved")),
        deadline: serde_json::from_str(&text("deadline")).unwrap_or_else(|_| Deadline::unsaid()),
        report_to: text("report_to"),
        deliverables: lines(&text("deliverables")),
        state: text("state"),
    })
}

/// The lines of a text that holds one thing a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// One thing a line.
pub(super) fn joined<T: ToString>(things: &[T]) -> Value {
    Value::text(things.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

pub(super) fn moment(definition: &Definition, body: &Body, name: &str) -> Option<DateTime> {
    match fields::value(definition, body, name) {
        Value::DateTime(moment) => Some(*moment),
        _ => None,
    }
}

pub(super) fn day(definition: &Definition, body: &Body, name: &str) -> Option<Date> {
    fields::date(definition, body, name)
}

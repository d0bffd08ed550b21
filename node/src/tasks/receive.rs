//! A paper comes in: it gets its arrival number, and what it orders becomes proposed obligations.

use domain::base::units::resolve;
use domain::base::{OfficerId, RecordId, UnitId, Value};
use domain::directive::{Obligation as Order, Reading};
use domain::entry::{Draft, DraftChange};
use jiff::civil::Date;

use super::directive::{directive_of, joined};
use super::{Directive, Office, Outcome};
use crate::projection::Ready;
use crate::store::{Reader, Scope};
use crate::{Result, fields, units};

/// A paper that comes in.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The unit that receives it, or that wrote it.
    pub unit: UnitId,
    /// Name of the file.
    pub file_name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What was read from the text.
    pub reading: &'a Reading,
    /// Who registers it.
    pub officer: Option<OfficerId>,
}

/// A paper that is on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The directive.
    pub directive: Directive,
    /// Whether it came for the first time.
    pub new: bool,
    /// How many orders were read.
    pub obligations: usize,
}

/// Records in one entry.
const BATCH: usize = 500;

impl Office<'_> {
    /// Registers a paper. The same text is registered once for a unit: later it is only found. No two papers of a unit get
    /// one arrival number, even when two people register at the same moment.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn receive(&self, incoming: &Incoming<'_>) -> Outcome<Received> {
        let hash = blake3::hash(incoming.text.as_bytes()).to_hex().to_string();
        let id = RecordId::derived(&format!("directive/{}/{hash}", incoming.unit));
        if let Some(directive) = self.held(id)? {
            let obligations = self.obligations(&directive)?.len();
            return Ok(Received { directive, new: false, obligations });
        }
        let day = self.day_of(incoming.reading);
        let orders = incoming.reading.obligations.iter();
        let orders = orders.map(|order| self.proposal(incoming.reading, id, order, day));
        let orders: Vec<DraftChange> = orders.collect::<Outcome<_>>()?;
        let number = self.next_arrival(&self.node.reader()?, incoming.unit)?;
        let paper = self.paper(incoming, id, hash, number)?;
        let written = self.node.append_if(self.drafts(incoming, paper, orders)?, |reader| {
            let unknown = !self.is_held(reader, id)?;
            Ok(unknown && self.next_arrival(reader, incoming.unit)? == number)
        })?;
        if written.is_none() {
            // Somebody else has registered a paper in the meantime: this one, or one that took the number.
            return self.receive(incoming);
        }
        let directive = self.held(id)?.ok_or_else(|| super::problem::lost(incoming.file_name))?;
        Ok(Received { directive, new: true, obligations: incoming.reading.obligations.len() })
    }

    fn held(&self, id: RecordId) -> Outcome<Option<Directive>> {
        let register = self.register("directive")?;
        let known = self.node.reader()?.record(&register.table, &Scope::everything(), id)?;
        let known = known.filter(|known| !known.retracted);
        Ok(known.map(|known| directive_of(&register.definition, &known)))
    }

    fn is_held(&self, reader: &Reader<'_>, id: RecordId) -> Result<bool> {
        let register = units::register(self.node, "directive")?;
        let known = reader.record(&register.table, &Scope::everything(), id)?;
        Ok(known.is_some_and(|known| !known.retracted))
    }

    /// The paper with its orders, as entries of the unit that registers it.
    fn drafts(
        &self,
        incoming: &Incoming<'_>,
        paper: DraftChange,
        orders: Vec<DraftChange>,
    ) -> Outcome<Vec<Ready>> {
        let changes: Vec<DraftChange> = std::iter::once(paper).chain(orders).collect();
        let drafts = changes.chunks(BATCH).map(|changes| {
            let (unit, officer, changes) = (incoming.unit, incoming.officer, changes.to_vec());
            self.node.ready(Draft { unit, officer, reason: None, changes })
        });
        Ok(drafts.collect::<Result<_>>()?)
    }

    /// The day on which the names in a paper are understood: its own, or today.
    fn day_of(&self, reading: &Reading) -> Date {
        let date = reading.document.header.date;
        let month = || {
            let date = date?;
            Date::new(date.known_year(), date.known_month()?, 1).ok()
        };
        date.and_then(|date| date.full()).or_else(month).unwrap_or_else(|| self.today())
    }

    fn paper(
        &self,
        incoming: &Incoming<'_>,
        id: RecordId,
        hash: String,
        number: i64,
    ) -> Outcome<DraftChange> {
        let register = self.register("directive")?;
        let (header, document) = (&incoming.reading.document.header, &incoming.reading.document);
        let optional = |text: &Option<String>| Value::text(text.clone().unwrap_or_default());
        let word = |value: serde_json::Value| Value::text(value.as_str().unwrap_or_default());
        let json = |value| serde_json::to_value(value).unwrap_or_default();
        let carries_out: Vec<String> = document
            .citations
            .iter()
            .map(|citation| {
                let date = citation.date.map(|date| date.to_string()).unwrap_or_default();
                format!("{}\t{date}", citation.number)
            })
            .collect();
        let copies: Vec<String> = document
            .recipients
            .iter()
            .map(|to| format!("{}\t{}", to.name, to.purpose.clone().unwrap_or_default()))
            .collect();
        let signer = document.signature.as_ref().and_then(|signature| signature.name.clone());
        let (now, year) = (self.now(), self.now().year());
        let values = [
            ("source_hash", Value::text(hash)),
            ("file_name", Value::text(incoming.file_name)),
            ("number", optional(&header.number)),
            ("symbol", optional(&header.symbol)),
            ("issued_on", Value::text(header.date.map(|d| d.to_string()).unwrap_or_default())),
            ("issuer", optional(&header.issuer)),
            ("subject", optional(&header.subject)),
            ("doc_type", Value::text(header.kind.map(|kind| kind.name()).unwrap_or_default())),
            ("channel", word(json(&header.channel))),
            ("urgency", word(serde_json::to_value(header.urgency).unwrap_or_default())),
            ("addressees", joined(&header.addressees)),
            ("carries_out", joined(&carries_out)),
            ("copies", joined(&copies)),
            ("signed_by", optional(&signer)),
            ("received_at", Value::DateTime(now)),
            ("arrival", Value::Integer(number)),
            ("arrival_year", Value::Integer(year.into())),
            ("reading", Value::text(serde_json::to_string(incoming.reading).unwrap_or_default())),
            ("text", Value::text(incoming.text)),
            ("state", Value::text("read")),
        ];
        Ok(fields::change(&register.definition, id, &values))
    }

    /// The number that the next paper of a unit gets: each year begins with 1 (Nghị định 30/2020, article 22).
    fn next_arrival(&self, reader: &Reader<'_>, unit: UnitId) -> Result<i64> {
        let register = units::register(self.node, "directive")?;
        let (scope, year) = (Scope::under(reader.path_of(unit)?), self.now().year());
        let mut last = 0;
        units::each_of(reader, &register, &scope, |record| {
            let one = directive_of(&register.definition, record);
            if one.unit == unit && one.year == year {
                last = one.arrival.max(last);
            }
        })?;
        Ok(last + 1)
    }

    fn proposal(
        &self,
        reading: &Reading,
        directive: RecordId,
        order: &Order,
        day: Date,
    ) -> Outcome<DraftChange> {
        let register = self.register("obligation")?;
        let issuer = reading.document.header.issuer.clone().unwrap_or_default();
        let (units, unresolved) = self.named(&issuer, &order.assignees, day);
        let (with_units, _) = self.named(&issuer, &order.with, day);
        let id = RecordId::derived(&format!("obligation/{directive}/{}", order.id));
        let json = |value: serde_json::Value| Value::text(value.to_string());
        let kind = serde_json::to_value(&order.deadline).unwrap_or_default();
        let force = match order.force {
            Some(domain::directive::Force::Assign) => "assign",
            Some(domain::directive::Force::Require) => "require",
            Some(domain::directive::Force::Request) => "ask",
            Some(domain::directive::Force::Direct) => "direct",
            None => "",
        };
        let report: Vec<String> = order
            .report
            .to
            .iter()
            .cloned()
            .chain(order.report.via.iter().map(|via| format!("qua {via}")))
            .chain(order.report.address.clone())
            .collect();
        let kind_word = kind.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default();
        let values = [
            ("directive", Value::text(directive.to_string())),
            ("item", Value::text(if order.item.is_empty() { &order.id } else { &order.item })),
            ("label", Value::text(order.id.as_str())),
            ("quote", Value::text(order.quote.as_str())),
            ("assignees", joined(&order.assignees)),
            ("lead", Value::text(order.lead.clone().unwrap_or_default())),
            ("with_whom", joined(&order.with)),
            ("units", joined(&units)),
            ("with_units", joined(&with_units)),
            ("unresolved", joined(&unresolved)),
            ("lines", Value::text(format!("{}-{}", order.lines.first, order.lines.last))),
            ("force", Value::text(force)),
            ("deadline_kind", Value::text(kind_word)),
            ("deadline", json(kind.clone())),
            ("report_to", Value::text(report.join("; "))),
            ("deliverables", joined(&order.deliverables)),
            ("fields", joined(&order.fields)),
            ("counts", joined(&order.counts)),
            ("state", Value::text("proposed")),
        ];
        Ok(fields::change(&register.definition, id, &values))
    }

    /// The units that phrases of an issuer name on a day, and the phrases that name none.
    pub fn named(&self, issuer: &str, phrases: &[String], day: Date) -> (Vec<UnitId>, Vec<String>) {
        let (mut units, mut unresolved) = (Vec::new(), Vec::new());
        for phrase in phrases {
            let found = resolve(&self.tree, issuer, phrase, day);
            for unit in found.units {
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
            unresolved.extend(found.unresolved);
        }
        (units, unresolved)
    }
}

//! What a directive was found to order, in the shape of `phaodai read --json`.

use jiff::civil::{Date, Time};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::deadline::Deadline;
use crate::base::{Diagnostic, Lang};
use crate::document::{Document, Lines};

/// A document and what it orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The document, taken apart.
    pub document: Document,
    /// Who must do what by when, in the order of the text.
    pub obligations: Vec<Obligation>,
    /// What is missing or odd in the document, then in the obligations.
    pub warnings: Vec<Diagnostic>,
}

/// One order: one group of assignees, one action, one deadline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Obligation {
    /// `o1`, `o2` … in the order of the text.
    pub id: String,
    /// Where it stands in the tree of clauses: `5.-2`.
    pub item: String,
    /// The words of the order, verbatim.
    pub quote: String,
    /// The lines of the text that hold it.
    pub lines: Lines,
    /// Who must act, as written; inherited from heading or lead-in where the clause names nobody;
    /// empty when nobody is named.
    pub assignees: Vec<String>,
    /// Who leads ("chủ trì").
    pub lead: Option<String>,
    /// With whom ("phối hợp với").
    pub with: Vec<String>,
    /// Codes of the units that the assignees are, once resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Vec<String>>,
    /// Assignees that the unit tree does not answer, once resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unresolved: Option<Vec<String>>,
    /// The verb that lays the order on the assignees.
    pub force: Option<Force>,
    /// By when.
    pub deadline: Deadline,
    /// To whom and how to report.
    pub report: Report,
    /// What to write down of each person or thing.
    pub fields: Vec<String>,
    /// Those of the fields that may stay empty: "(nếu có)".
    pub optional_fields: Vec<String>,
    /// What to count.
    pub counts: Vec<String>,
    /// What has to exist afterwards: plans, rules, reports.
    pub deliverables: Vec<String>,
}

/// The verb of an order. Whether it binds follows from who commands whom, not from the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Force {
    /// "Giao", "phân công".
    #[serde(rename = "giao")]
    Assign,
    /// "Yêu cầu".
    #[serde(rename = "yêu cầu")]
    Require,
    /// "Đề nghị".
    #[serde(rename = "đề nghị")]
    Request,
    /// "Chỉ đạo".
    #[serde(rename = "chỉ đạo")]
    Direct,
}

/// To whom a report goes, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Who receives it.
    pub to: Vec<String>,
    /// Through whom ("qua Văn phòng …"): routing, not accountability.
    pub via: Vec<String>,
    /// By what means.
    pub channel: Option<Channel>,
    /// The address, as printed.
    pub address: Option<String>,
}

/// By what means a report is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// An e-mail address or "thư điện tử".
    Email,
    /// Zalo.
    Zalo,
    /// Telephone or hotline.
    Phone,
}

/// What a unit tree says about an assignee's phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// Codes of the units that the phrase names on that date.
    pub units: Vec<String>,
    /// Parts of the phrase that name no known unit.
    pub unresolved: Vec<String>,
}

impl Reading {
    /// Fills `units` and `unresolved` of each obligation. The resolver is asked with the issuer's
    /// name (empty when unknown), one assignee's phrase and the document's date.
    pub fn resolve(&mut self, resolver: &dyn Fn(&str, &str, Option<Date>) -> Resolution) {
        let issuer = self.document.header.issuer.clone().unwrap_or_default();
        let date = self.document.header.date.and_then(|date| date.full());
        for obligation in &mut self.obligations {
            let mut found = Resolution::default();
            for phrase in &obligation.assignees {
                let answer = resolver(&issuer, phrase, date);
                add_new(&mut found.units, answer.units);
                add_new(&mut found.unresolved, answer.unresolved);
            }
            obligation.units = Some(found.units);
            obligation.unresolved = Some(found.unresolved);
        }
    }
}

fn add_new(all: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// A time of day as `HH:MM`.
pub(super) fn clock<S: Serializer>(time: &Option<Time>, to: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => to.collect_str(&format_args!("{:02}:{:02}", time.hour(), time.minute())),
        None => to.serialize_none(),
    }
}

/// The same back.
pub(super) fn clock_back<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Time>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| Time::strptime("%H:%M", &text).map_err(serde::de::Error::custom)).transpose()
}

/// A warning as scripts read it.
#[derive(Serialize)]
struct Warning<'a> {
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let header = &self.document.header;
        map.serialize_entry("issuer", &header.issuer)?;
        map.serialize_entry("parent", &header.parent)?;
        map.serialize_entry("channel", &header.channel)?;
        map.serialize_entry("type", &header.kind)?;
        map.serialize_entry("number", &header.number)?;
        map.serialize_entry("symbol", &header.symbol)?;
        map.serialize_entry("place", &header.place)?;
        map.serialize_entry("date", &header.date)?;
        map.serialize_entry("urgency", &header.urgency)?;
        map.serialize_entry("subject", &header.subject)?;
        map.serialize_entry("addressees", &header.addressees)?;
        map.serialize_entry("citations", &self.document.citations)?;
        map.serialize_entry("items", &self.document.items)?;
        map.serialize_entry("obligations", &self.obligations)?;
        map.serialize_entry("signature", &self.document.signature)?;
        map.serialize_entry("recipients", &self.document.recipients)?;
        let warnings: Vec<Warning<'_>> = self.warnings.iter().map(Warning::of).collect();
        map.serialize_entry("warnings", &warnings)?;
        map.end()
    }
}

impl<'a> Warning<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        let message = diagnostic.message.get(Lang::Vi);
        Self { code: diagnostic.code, message, line: diagnostic.place.row }
    }
}

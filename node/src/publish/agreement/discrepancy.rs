//! A discrepancy as its register holds it.

use domain::base::{Bilingual, OfficerId, RecordId, UnitId, Value};
use domain::register::Definition;
use domain::returns::agreement::Gravity;
use domain::returns::{Address, DiscrepancyState};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::super::evidence::link;
use crate::fields;
use crate::store::Record;

/// Two figures that should agree and do not, and what was said about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Discrepancy {
    /// Its record.
    pub id: RecordId,
    /// Name of the rule.
    pub rule: String,
    /// What does not agree.
    pub title: Bilingual,
    /// How grave it is.
    pub severity: Gravity,
    /// Whose figures.
    pub unit: UnitId,
    /// The day of the return; for persons the day on which it was found first.
    pub period: Date,
    /// The line, or what tells this one from others of the same rule.
    pub about: String,
    /// The first figure, as the rule writes it.
    pub one: String,
    /// What it comes to.
    pub one_value: i64,
    /// The second.
    pub other: String,
    /// What it comes to.
    pub other_value: i64,
    /// Addresses and records behind both.
    pub evidence: Evidence,
    /// When it was found.
    pub found_at: DateTime,
    /// Who has to explain.
    pub owner: UnitId,
    /// By when.
    pub due: Option<DateTime>,
    /// Where it stands.
    pub state: DiscrepancyState,
    /// What was asked, when, by whom.
    pub asked: Said,
    /// The explanation, when, by whom.
    pub explained: Said,
    /// When the explanation went to the office of the party committee.
    pub party_route_at: Option<DateTime>,
    /// When it went to the chair.
    pub state_route_at: Option<DateTime>,
    /// The verdict, when, by whom.
    pub judged: Said,
    /// The version of the return that was judged.
    pub version: Option<u32>,
    /// The same for all units that share it.
    pub finding: String,
    /// The other units that share it.
    pub shared_with: Vec<UnitId>,
}

/// Words with their moment and speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// When.
    pub at: Option<DateTime>,
    /// Who.
    pub by: Option<OfficerId>,
}

/// What is behind the two figures: kept as JSON in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// The template of the return; empty for persons.
    pub template: String,
    /// The figures by name, with where each opens.
    pub figures: Vec<FigureAt>,
    /// The records that one side counts and the other does not.
    pub records: Vec<Behind>,
    /// How many more there are than `records` names.
    pub more: usize,
    /// For an outlier: from and to what is usual.
    pub usual: Option<(i64, i64)>,
    /// Figures that are missing, where that is the matter.
    pub missing: Vec<String>,
}

/// A figure of the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureAt {
    /// As the rule names it.
    pub name: String,
    /// What it was when it was found.
    pub value: Option<i64>,
    /// Where it opens.
    pub address: Option<String>,
}

/// A record behind a discrepancy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// Its register.
    pub register: String,
    /// The record.
    pub record: RecordId,
    /// Which of the two figures counts it: `one`, `other`, or `both`.
    pub side: String,
}

impl Discrepancy {
    /// The day of the return before, where the rule asks for that and it was not yesterday's.
    pub fn compared_with(&self) -> Option<Date> {
        let before = self.evidence.figures.iter().find(|one| one.name.starts_with("before."))?;
        let day = before.address.as_ref()?.parse::<Address>().ok()?.day;
        (self.period.yesterday().ok() != Some(day)).then_some(day)
    }

    /// Whether its owner still has to say something, and the time for that is over.
    pub fn is_overdue(&self, now: DateTime) -> bool {
        self.is_unexplained() && self.due.is_some_and(|due| due < now)
    }

    /// Whether it is open and nobody has explained it, or not well enough.
    pub fn is_unexplained(&self) -> bool {
        self.state.is_open() && self.state != DiscrepancyState::Explained
    }
}

pub(super) fn discrepancy_of(definition: &Definition, record: &Record) -> Option<Discrepancy> {
    let body = &record.body;
    let text = |name: &str| fields::text(definition, body, name);
    let moment = |name: &str| match fields::value(definition, body, name) {
        Value::DateTime(at) => Some(*at),
        _ => None,
    };
    let number = |name: &str| match fields::value(definition, body, name) {
        Value::Decimal(number) => whole(*number),
        Value::Integer(number) => *number,
        _ => 0,
    };
    let said = |words: &str, at: &str, by: &str| Said {
        text: text(words).to_owned(),
        at: moment(at),
        by: text(by).parse().ok(),
    };
    Some(Discrepancy {
        id: record.id,
        rule: text("rule").to_owned(),
        title: Bilingual::new(text("title"), text("title_en")),
        severity: Gravity::from_word(text("severity")),
        unit: text("of_unit").parse().ok()?,
        period: fields::date(definition, body, "period")?,
        about: text("about").to_owned(),
        one: text("one").to_owned(),
        one_value: number("one_value"),
        other: text("other").to_owned(),
        other_value: number("other_value"),
        evidence: serde_json::from_str(text("evidence")).unwrap_or_default(),
        found_at: moment("found_at")?,
        owner: text("owner").parse().ok()?,
        due: moment("due"),
        state: DiscrepancyState::from_word(text("state"))?,
        asked: said("ask", "asked_at", "asked_by"),
        explained: said("explanation", "explained_at", "explained_by"),
        party_route_at: moment("party_route_at"),
        state_route_at: moment("state_route_at"),
        judged: said("verdict", "judged_at", "judged_by"),
        version: fields::integer(definition, body, "return_version")
            .and_then(|number| u32::try_from(number).ok()),
        finding: text("finding").to_owned(),
        shared_with: text("shared_with").split(' ').filter_map(|id| id.parse().ok()).collect(),
    })
}

pub(super) fn values(one: &Discrepancy) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::text(text);
    let moment = |moment: Option<DateTime>| moment.map_or(Value::Empty, Value::DateTime);
    let who = |id: Option<OfficerId>| {
        id.map_or(Value::Empty, |id| link(RecordId::from_bytes(*id.bytes())))
    };
    let shared: Vec<String> = one.shared_with.iter().map(ToString::to_string).collect();
    vec![
        ("rule", text(&one.rule)),
        ("title", text(&one.title.vi)),
        ("title_en", text(&one.title.en)),
        ("severity", text(one.severity.word())),
        ("of_unit", text(&one.unit.to_string())),
        ("period", Value::Date(one.period)),
        ("about", text(&one.about)),
        ("one", text(&one.one)),
        ("one_value", Value::Decimal(decimal(one.one_value))),
        ("other", text(&one.other)),
        ("other_value", Value::Decimal(decimal(one.other_value))),
        ("evidence", text(&serde_json::to_string(&one.evidence).unwrap_or_default())),
        ("found_at", Value::DateTime(one.found_at)),
        ("owner", text(&one.owner.to_string())),
        ("due", moment(one.due)),
        ("state", text(one.state.word())),
        ("ask", text(&one.asked.text)),
        ("asked_at", moment(one.asked.at)),
        ("asked_by", who(one.asked.by)),
        ("explanation", text(&one.explained.text)),
        ("explained_at", moment(one.explained.at)),
        ("explained_by", who(one.explained.by)),
        ("party_route_at", moment(one.party_route_at)),
        ("state_route_at", moment(one.state_route_at)),
        ("verdict", text(&one.judged.text)),
        ("judged_at", moment(one.judged.at)),
        ("judged_by", who(one.judged.by)),
        ("return_version", one.version.map_or(Value::Empty, |v| Value::Integer(i64::from(v)))),
        ("finding", text(&one.finding)),
        ("shared_with", text(&shared.join(" "))),
    ]
}

#[expect(clippy::cast_possible_truncation, reason = "figures are whole; beyond, it saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn decimal(number: i64) -> f64 {
    number as f64
}

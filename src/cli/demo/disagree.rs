//! What does not agree on the morning of the demonstration: a list of the evening before, people who come back after the
//! return, and what the district asks about it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use domain::base::{RecordId, UnitId, Value};
use domain::entry::Draft;
use domain::register::Owner;
use jiff::SignedDuration;
use jiff::civil::{DateTime, datetime};
use node::people::{self, Officer};
use node::publish::{Desk, Discrepancy, DiscrepancyList, Route, Wanted};
use node::{Register, fields};
use serde::Serialize;

use super::super::import::{How, import};
use super::super::{Failure, discrepancy};
use super::{CHAIR, DAY, DISTRICT, Stage, moment, unknown_officer};
use crate::demo::{CAME_BACK, Commune, MISTAKEN};

/// When a commune that has its list already reports for the first time, on the evening of the dispatch.
const EVENING: DateTime = datetime(2021, 9, 9, 20, 30, 0, 0);
const CHECKED: DateTime = datetime(2021, 9, 10, 10, 45, 0, 0);
const EXPLAINED: DateTime = datetime(2021, 9, 10, 10, 52, 0, 0);
const ACCEPTED: DateTime = datetime(2021, 9, 10, 10, 56, 0, 0);

/// What does not agree: two units that share a finding count once.
#[derive(Debug, Serialize)]
pub(super) struct Disagreements {
    pub(super) found: usize,
    pub(super) explained: usize,
    pub(super) open: usize,
    pub(super) list: Vec<serde_json::Value>,
    /// The same for the screen.
    #[serde(skip)]
    pub(super) page: String,
}

/// A list that was in on the evening before, and who was taken for returned by mistake.
pub(super) struct Early {
    pub(super) outcome: node::inbox::Outcome,
    pub(super) mistaken: Vec<RecordId>,
}

impl Stage<'_> {
    /// A commune that has its list reports on the evening of the dispatch already, and is mistaken about some.
    pub(super) fn evening(&self, commune: &Commune, path: &Path) -> Result<Early, Failure> {
        let unit = self.unit(&commune.code)?;
        self.node.clock().set(moment(EVENING) - SignedDuration::from_mins(25));
        let imported =
            import(&self.node, "away_resident", path, unit, &How::default(), &self.quiet())?;
        let mistaken = self.away(unit, MISTAKEN.people)?;
        self.mark(unit, &mistaken, "yes")?;
        let yesterday = DAY.yesterday().unwrap_or(DAY);
        self.report(commune, yesterday, moment(EVENING))?;
        let name = format!("{} {}", commune.kind.word(), commune.name);
        self.say(
            EVENING,
            &format!("{name} có sẵn danh sách, báo cáo ngay trong ngày"),
            &format!("{name} has its list already and reports the same day"),
        );
        Ok(Early { outcome: imported.outcome, mistaken })
    }

    /// Some of those who are not back.
    pub(super) fn away(&self, unit: UnitId, people: usize) -> Result<Vec<RecordId>, Failure> {
        let register = self.register()?;
        let (reader, scope) = (self.node.reader()?, self.node.scope_of(unit)?);
        let away = "${returned} != 'yes'";
        let all = node::measure::matching(&reader, &register, away, &scope)?;
        Ok(all.iter().take(people).map(|record| record.id).collect())
    }

    /// Notes of some people that they are back, or are not.
    pub(super) fn mark(
        &self,
        unit: UnitId,
        people: &[RecordId],
        returned: &str,
    ) -> Result<(), Failure> {
        let definition = &self.register()?.definition;
        let changes = people.iter().map(|record| {
            fields::change(definition, *record, &[("returned", Value::text(returned))])
        });
        let changes = changes.collect();
        self.node.append(&Draft { unit, officer: None, reason: None, changes })?;
        Ok(())
    }

    fn register(&self) -> Result<Arc<Register>, Failure> {
        let id = Owner::BuiltIn.id_of("away_resident");
        Ok(self.node.registry().get(id)?.clone())
    }

    /// The district holds the rules against the returns and asks; one commune explains, and the explanation is taken.
    pub(super) fn ask(&self) -> Result<(), Failure> {
        self.node.clock().set(moment(CHECKED));
        let desk = Desk::open(&self.node)?;
        let chair = people::find(&self.node, CHAIR)?;
        let checked = desk.check_agreement(DISTRICT, DAY, Some(&chair))?;
        let mut open: Vec<Discrepancy> = Vec::new();
        for one in &checked.found {
            open.push(desk.ask_about(one, &chair, "Đề nghị giải trình số liệu", None)?);
        }
        let unit = self.unit(DISTRICT)?;
        let found = desk.discrepancies(unit, &Wanted::default())?.counts.found;
        self.say(
            CHECKED,
            &format!("huyện đối chiếu: {found} số liệu vênh, yêu cầu giải trình"),
            &format!("the district checks: {found} discrepancies, explanations asked"),
        );
        let known = |one: &&Discrepancy| desk.key(one.unit, DAY) == CAME_BACK.code;
        match open.iter().find(known) {
            Some(one) => self.explain(&desk, one, &chair),
            None => Ok(()),
        }
    }

    fn explain(&self, desk: &Desk<'_>, one: &Discrepancy, above: &Officer) -> Result<(), Failure> {
        self.node.clock().set(moment(EXPLAINED));
        let explainer = desk.officers().iter().find(|officer| officer.unit == one.unit);
        let explainer = explainer.ok_or_else(|| unknown_officer(CAME_BACK.code))?;
        let explained = desk.explain(one, explainer, CAME_BACK.explanation, Route::Both)?;
        let name = desk.unit_name(one.unit, DAY);
        self.say(
            EXPLAINED,
            &format!("{name} giải trình với Văn phòng Huyện ủy và Chủ tịch UBND huyện"),
            &format!("{name} explains, to the party office and to the chair"),
        );
        self.node.clock().set(moment(ACCEPTED));
        desk.accept_explanation(&explained, above, "Đồng ý")?;
        self.say(ACCEPTED, "huyện chấp nhận giải trình", "the district takes the explanation");
        Ok(())
    }

    /// What does not agree at the end of the morning, the roll-up too.
    pub(super) fn disagreements(&self) -> Result<Disagreements, Failure> {
        let desk = Desk::open(&self.node)?;
        desk.check_agreement(DISTRICT, DAY, None)?;
        let all: DiscrepancyList = desk.discrepancies(self.unit(DISTRICT)?, &Wanted::default())?;
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let rows: Vec<&Discrepancy> =
            all.rows.iter().filter(|one| told.insert(&one.finding)).collect();
        let list = rows.iter().map(|one| discrepancy::json::of(one, all.now, &desk, self.context));
        let lines =
            rows.iter().map(|one| discrepancy::words::lines(one, all.now, &desk, self.context));
        let counts = all.counts;
        Ok(Disagreements {
            found: counts.found,
            explained: counts.explained,
            open: counts.open,
            list: list.collect(),
            page: lines.collect(),
        })
    }
}

//! Which returns a unit owes: those that all units of its tier owe, and those that a unit above has put in use.

use std::sync::Arc;

use domain::base::units::{Unit, UnitTree};
use domain::base::{RecordId, UnitId, Value};
use domain::returns::Template;
use jiff::civil::Date;

use super::{Desk, Outcome, problem, problem_by_hand};
use crate::people::Officer;
use crate::store::Scope;
use crate::{Node, fields, measure, units};

/// A template that a unit put in use, for itself and everybody below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUse {
    /// Its record.
    pub record: RecordId,
    /// Name of the template.
    pub template: String,
    /// Who put it in use.
    pub unit: UnitId,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while there is no end.
    pub until: Option<Date>,
}

impl InUse {
    /// Whether it is in use on a day.
    pub fn on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What was put in use, by any unit.
pub(super) fn all(node: &Node) -> Outcome<Arc<Vec<InUse>>> {
    Ok(node.kept.in_use.get(node, &["return_owed"], || read_all(node))?)
}

fn read_all(node: &Node) -> crate::Result<Vec<InUse>> {
    let register = units::register(node, "return_owed")?;
    let records = measure::all_records(&node.reader()?, &register.table, &Scope::everything())?;
    let read = |record: &crate::Record| {
        let (definition, body) = (&register.definition, &record.body);
        Some(InUse {
            record: record.id,
            template: fields::text(definition, body, "template").to_owned(),
            unit: record.unit,
            from: fields::date(definition, body, "from")?,
            until: fields::date(definition, body, "until"),
        })
    };
    Ok(records.iter().filter_map(read).collect())
}

/// Whether a unit owes returns by a template on a day.
pub(super) fn owes(
    tree: &UnitTree,
    in_use: &[InUse],
    unit: &Unit,
    template: &Template,
    day: Date,
) -> bool {
    if template.owed_by != unit.tier || !template.opt_in {
        return template.owed_by == unit.tier;
    }
    let above = tree.ancestors(unit.id, day);
    let covers = |one: &InUse| one.unit == unit.id || above.iter().any(|up| up.id == one.unit);
    in_use.iter().any(|one| one.template == template.name && one.on(day) && covers(one))
}

impl Desk<'_> {
    /// What was put in use, by any unit.
    pub fn in_use(&self) -> &[InUse] {
        &self.in_use
    }

    /// Whether a unit owes returns by a template on a day.
    pub fn owes(&self, unit: &Unit, template: &Template, day: Date) -> bool {
        owes(&self.tree, &self.in_use, unit, template, day)
    }

    /// Puts a return in use under a unit from a day on: it and the units below it owe it. Whoever does it must have the
    /// unit in the own scope. What is in use already on that day stays as it is.
    ///
    /// # Errors
    /// `template_unknown`; `template_always_owed` for one that everybody owes anyway; `unit_unknown`,
    /// `unit_not_in_force`, `out_of_scope`; `days_reversed`; and as [`Node::append`].
    pub fn put_in_use(
        &self,
        template: &str,
        unit: &str,
        (from, until): (Date, Option<Date>),
        officer: &Officer,
    ) -> Outcome<()> {
        let template = self.template(template)?;
        if !template.opt_in {
            return Err(problem_by_hand::always_owed(template));
        }
        if let Some(until) = until.filter(|until| *until < from) {
            return Err(problem_by_hand::days_reversed(from, until));
        }
        let unit = self.unit_in_force(unit, from)?.id;
        self.check_seen(officer, unit, from)?;
        let same = |one: &&InUse| one.unit == unit && one.template == template.name && one.on(from);
        if self.in_use.iter().any(|one| same(&one)) {
            return Ok(());
        }
        let register = self.system("return_owed")?;
        let values = [
            ("of_unit", Value::text(unit.to_string())),
            ("template", Value::text(template.name.as_str())),
            ("from", Value::Date(from)),
            ("until", until.map_or(Value::Empty, Value::Date)),
        ];
        let change = fields::change(&register.definition, self.node.new_record()?, &values);
        self.write(unit, Some(officer), None, vec![change])
    }

    /// Takes a return out of use under a unit: the day given is the last on which it is owed.
    ///
    /// # Errors
    /// `template_not_in_use`; and as [`Desk::put_in_use`].
    pub fn take_out_of_use(
        &self,
        template: &str,
        unit: &str,
        last: Date,
        officer: &Officer,
    ) -> Outcome<()> {
        let template = self.template(template)?;
        let unit = self.unit(unit, last)?.id;
        self.check_seen(officer, unit, last)?;
        let same = |one: &&InUse| one.unit == unit && one.template == template.name && one.on(last);
        let one = self.in_use.iter().find(same);
        let one = one.ok_or_else(|| problem_by_hand::not_in_use(self, unit, template, last))?;
        let register = self.system("return_owed")?;
        let change =
            fields::change(&register.definition, one.record, &[("until", Value::Date(last))]);
        self.write(unit, Some(officer), Some("Thôi dùng mẫu báo cáo"), vec![change])
    }

    /// An officer acts on units of the own scope only.
    pub(super) fn check_seen(&self, officer: &Officer, unit: UnitId, day: Date) -> Outcome<()> {
        match self.sees(officer, unit, day) {
            true => Ok(()),
            false => Err(problem::out_of_scope(self, unit, officer)),
        }
    }
}

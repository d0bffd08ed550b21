//! What a broken rule becomes: a discrepancy with both figures and the records behind them, or a warning beside a figure.

use std::collections::BTreeSet;

use domain::base::{Bilingual, Diagnostic, Lang, RecordId, UnitId, local, local_date};
use domain::returns::agreement::{Broken, FigureName, Origin, Owner, Rule, Side, spoken};
use domain::returns::{DiscrepancyState, Frozen, Template};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::super::{Desk, Outcome, Subject};
use super::discrepancy::{Behind, Discrepancy, Evidence, FigureAt, Said};
use super::figures::{Around, Case, source};
use crate::measure;

/// A figure of a return that does not agree with another, for the screen on which the return is made out.
#[derive(Clone, Debug, PartialEq)]
pub struct OddFigure {
    /// Lines of the return that are in it.
    pub lines: Vec<String>,
    /// What to say beside them.
    pub warning: Diagnostic,
}

/// At most so many records are named behind a discrepancy; how many more there are is kept.
const NAMED: usize = 200;

/// The hours that a rule gives, from a moment on.
pub(super) fn due(from: DateTime, hours: u32) -> DateTime {
    from.checked_add(i64::from(hours).hours()).unwrap_or(from)
}

/// The record of a discrepancy follows from what it is about.
pub(super) fn record_of(rule: &str, unit: UnitId, when: &str, about: &str) -> RecordId {
    RecordId::derived(&format!("discrepancy/{rule}/{unit}/{when}/{about}"))
}

impl Around<'_> {
    /// The discrepancy that a broken rule makes of a return.
    pub(super) fn discrepancy(
        &self,
        case: &Case<'_>,
        rule: &Rule,
        broken: &Broken,
    ) -> Outcome<Discrepancy> {
        let (unit, period) = (case.subject.unit, case.subject.period);
        let id = record_of(&rule.name, unit, &period.to_string(), &rule.about);
        let now = local(self.desk.now());
        let above = self.desk.tree.ancestors(unit, period).first().map(|above| above.id);
        Ok(Discrepancy {
            id,
            rule: rule.name.clone(),
            title: rule.title.clone(),
            severity: rule.severity,
            unit,
            period,
            about: rule.about.clone(),
            one: broken.one.text.clone(),
            one_value: broken.one.value,
            other: broken.other.text.clone(),
            other_value: broken.other.value,
            evidence: self.evidence(case, broken, rule.before_days())?,
            found_at: now,
            owner: match rule.owner {
                Owner::Unit => unit,
                Owner::Above => above.unwrap_or(unit),
            },
            due: Some(due(now, rule.hours)),
            state: DiscrepancyState::Found,
            asked: Said::default(),
            explained: Said::default(),
            party_route_at: None,
            state_route_at: None,
            judged: Said::default(),
            version: case.number,
            finding: id.to_string(),
            shared_with: Vec::new(),
        })
    }

    fn evidence(&self, case: &Case<'_>, broken: &Broken, days: u16) -> Outcome<Evidence> {
        let mut figures = Vec::new();
        for (name, value) in broken.one.figures.iter().chain(&broken.other.figures) {
            let address = self.address(case, name, days)?;
            figures.push(FigureAt { name: name.to_string(), value: *value, address });
        }
        let mut records = self.apart(case, (&broken.one, &broken.other), days)?;
        let more = records.len().saturating_sub(NAMED);
        records.truncate(NAMED);
        let (usual, missing) = (broken.usual, broken.missing.clone());
        let template = case.subject.template.name.clone();
        Ok(Evidence { template, figures, records, more, usual, missing })
    }

    /// The records that one side counts and the other does not, where both sides count the same line.
    fn apart(
        &self,
        case: &Case<'_>,
        (one, other): (&Side, &Side),
        days: u16,
    ) -> Outcome<Vec<Behind>> {
        let figures = |side: &Side| side.figures.iter().map(|(name, _)| name.clone()).collect();
        let (ones, others): (Vec<FigureName>, Vec<FigureName>) = (figures(one), figures(other));
        let pairs = ones.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
        let mut pairs = pairs.filter(|(a, b)| a.name == b.name);
        let Some((a, b)) = pairs.next() else { return Ok(Vec::new()) };
        let Some((register, _)) = source(case, &a.name) else { return Ok(Vec::new()) };
        let counted = |name| self.counted_by(case, name, days);
        let (Some(a), Some(b)) = (counted(a)?, counted(b)?) else { return Ok(Vec::new()) };
        let of = |side: &str, only: Vec<RecordId>| -> Vec<Behind> {
            let behind =
                |record| Behind { register: register.to_owned(), record, side: side.to_owned() };
            only.into_iter().map(behind).collect()
        };
        let mut records = of("one", a.difference(&b).copied().collect());
        records.extend(of("other", b.difference(&a).copied().collect()));
        Ok(records)
    }

    /// The records that a figure counts; `None` where it counts none by itself.
    fn counted_by(
        &self,
        case: &Case<'_>,
        name: &FigureName,
        days: u16,
    ) -> Outcome<Option<BTreeSet<RecordId>>> {
        match name.origin {
            Origin::Line => self.counted_then(case, case.frozen, &name.name).map(Some),
            Origin::Before => match self.before(case, days)? {
                Some(before) => self.counted_then(case, &before, &name.name).map(Some),
                None => Ok(None),
            },
            Origin::Now => {
                let closing = self.at_cut_off(case)?;
                let frozen = closing.frozen.as_ref().unwrap_or(case.frozen);
                self.counted_then(case, frozen, &name.name).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn counted_then(
        &self,
        case: &Case<'_>,
        frozen: &Frozen,
        line: &str,
    ) -> Outcome<BTreeSet<RecordId>> {
        let Some((register, indicator)) = source(case, line) else { return Ok(BTreeSet::new()) };
        let then = self.desk.then(frozen)?;
        let Some(definition) = then.definition(register) else { return Ok(BTreeSet::new()) };
        let Some(indicator) = definition.indicators.iter().find(|one| one.name == indicator) else {
            return Ok(BTreeSet::new());
        };
        let all = then.records(definition)?;
        let counted = measure::counted(definition, indicator, all, local_date(frozen.as_of))?;
        Ok(counted.into_iter().map(|record| record.id).collect())
    }
}

impl Desk<'_> {
    /// One side of a discrepancy in words: "Số đã về (hôm trước)".
    pub fn side_in_words(&self, one: &Discrepancy, text: &str, lang: Lang) -> String {
        self.in_words(&one.evidence.template, text, one.compared_with(), lang)
    }

    fn in_words(&self, template: &str, text: &str, before: Option<Date>, lang: Lang) -> String {
        let template = self.templates.iter().find(|one| one.name == template);
        spoken(text, |name| self.title_of(template, name), before, lang)
    }

    fn title_of(&self, template: Option<&Template>, name: &FigureName) -> Option<Bilingual> {
        let registry = self.node.registry();
        match &name.origin {
            Origin::Register(register) => {
                let register = registry.called(register).ok()?;
                let indicators = &register.definition.indicators;
                Some(indicators.iter().find(|one| one.name == name.name)?.title.clone())
            }
            Origin::Came | Origin::Struck => {
                Some(registry.called(&name.name).ok()?.definition.title.clone())
            }
            _ => Some(template?.line(&name.name)?.title.clone()),
        }
    }

    /// What to say of a broken rule beside the figures of a return.
    /// `before` is the day of the return before, where that was not yesterday.
    pub(super) fn odd_figure(
        &self,
        subject: &Subject,
        rule: &Rule,
        broken: &Broken,
        before: Option<Date>,
    ) -> OddFigure {
        let figures = broken.one.figures.iter().chain(&broken.other.figures);
        let lines = figures.filter(|(name, _)| name.is_of_line());
        let mut lines: Vec<String> = lines.map(|(name, _)| name.name.clone()).collect();
        lines.sort_unstable();
        lines.dedup();
        let say = |lang: Lang| {
            let side = |side: &Side| {
                let words = self.in_words(&subject.template.name, &side.text, before, lang);
                format!("{words}: {}", side.value)
            };
            format!("{}. {}; {}.", rule.title.get(lang), side(&broken.one), side(&broken.other))
        };
        let warning = Diagnostic::warning("figures_disagree", say(Lang::Vi), say(Lang::En)).hint(
            "Vẫn gửi được; chuẩn bị giải trình, hoặc sửa sổ rồi lập lại.",
            "It can be sent all the same; be ready to explain, or mend the register and prepare again.",
        );
        OddFigure { lines, warning }
    }
}

//! What officers do about a discrepancy: ask, explain, accept or refuse, dismiss.

use domain::base::{UnitId, local};
use domain::entry::Draft;
use domain::returns::{DiscrepancyState, DiscrepancyStep, Judge};
use jiff::civil::DateTime;

use super::super::{Desk, Outcome};
use super::discrepancy::{Discrepancy, Said, values};
use super::{finding, problem};
use crate::fields;
use crate::people::Officer;

/// Which way an explanation goes: "báo cáo Thường trực huyện ủy (qua Văn phòng huyện ủy, Chủ tịch UBND huyện)".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// To the office of the party committee and to the chair at once.
    #[default]
    Both,
    /// To the office of the party committee.
    Party,
    /// To the chair of the People's Committee.
    State,
}

/// Hours to explain where the rule is not known any more.
const HOURS: u32 = 24;

impl Desk<'_> {
    /// Asks the owner for an explanation, by a moment or within the hours of the rule from now on.
    ///
    /// # Errors
    /// `discrepancy_not_yours`, `discrepancy_step`, `discrepancy_until_past`.
    pub fn ask_about(
        &self,
        one: &Discrepancy,
        by: &Officer,
        words: &str,
        until: Option<DateTime>,
    ) -> Outcome<Discrepancy> {
        let state = self.stepped(one, DiscrepancyStep::Ask, by)?;
        let now = local(self.now());
        if let Some(until) = until.filter(|until| *until <= now) {
            return Err(problem::until_past(until));
        }
        let due = until.unwrap_or(finding::due(now, self.hours(one)?));
        let asked = Said::by(by, now, words);
        self.put(Discrepancy { state, asked, due: Some(due), ..one.clone() }, by, words)
    }

    /// Explains it, by one way or both. What was explained one way only is sent the other way by explaining it again;
    /// without words the same words go.
    ///
    /// # Errors
    /// `discrepancy_not_yours`, `discrepancy_step`; `reason_missing` without words.
    pub fn explain(
        &self,
        one: &Discrepancy,
        by: &Officer,
        words: &str,
        route: Route,
    ) -> Outcome<Discrepancy> {
        let now = local(self.now());
        let sent = |at: Option<DateTime>, this: Route| {
            if route == Route::Both || route == this { Some(now) } else { at }
        };
        let further = one.state == DiscrepancyState::Explained
            && self.side(one, by)? == Judge::Owner
            && (one.party_route_at.is_none() || one.state_route_at.is_none());
        let mut next = one.clone();
        if !further {
            next.state = self.stepped(one, DiscrepancyStep::Explain, by)?;
            next.party_route_at = None;
            next.state_route_at = None;
        }
        if !further && words.trim().is_empty() {
            return Err(problem::words_missing());
        }
        if !words.trim().is_empty() {
            next.explained = Said::by(by, now, words);
        }
        next.party_route_at = sent(next.party_route_at, Route::Party);
        next.state_route_at = sent(next.state_route_at, Route::State);
        self.put(next, by, words)
    }

    /// Takes the explanation, which must have gone both ways.
    ///
    /// # Errors
    /// `discrepancy_not_yours`, `discrepancy_step`, `discrepancy_route_missing`.
    pub fn accept_explanation(
        &self,
        one: &Discrepancy,
        by: &Officer,
        words: &str,
    ) -> Outcome<Discrepancy> {
        let state = self.stepped(one, DiscrepancyStep::Accept, by)?;
        let reference = self.discrepancy_reference(one).to_string();
        let party = ("Văn phòng cấp ủy", "to the office of the party committee");
        let chair = ("Chủ tịch UBND", "to the chair");
        if one.party_route_at.is_none() {
            return Err(problem::route_missing(party, &reference, "party"));
        }
        if one.state_route_at.is_none() {
            return Err(problem::route_missing(chair, &reference, "state"));
        }
        self.put(self.judged(one, state, by, words), by, words)
    }

    /// Sends the explanation back: it is to be explained again.
    ///
    /// # Errors
    /// `discrepancy_not_yours`, `discrepancy_step`; `reason_missing` without words.
    pub fn refuse_explanation(
        &self,
        one: &Discrepancy,
        by: &Officer,
        words: &str,
    ) -> Outcome<Discrepancy> {
        let state = self.stepped(one, DiscrepancyStep::Refuse, by)?;
        if words.trim().is_empty() {
            return Err(problem::words_missing());
        }
        let due = Some(finding::due(local(self.now()), self.hours(one)?));
        self.put(Discrepancy { due, ..self.judged(one, state, by, words) }, by, words)
    }

    /// Says that it is no discrepancy.
    ///
    /// # Errors
    /// `discrepancy_not_yours`, `discrepancy_step`; `reason_missing` without words.
    pub fn dismiss(&self, one: &Discrepancy, by: &Officer, words: &str) -> Outcome<Discrepancy> {
        let state = self.stepped(one, DiscrepancyStep::Dismiss, by)?;
        if words.trim().is_empty() {
            return Err(problem::words_missing());
        }
        self.put(self.judged(one, state, by, words), by, words)
    }

    fn judged(
        &self,
        one: &Discrepancy,
        state: DiscrepancyState,
        by: &Officer,
        words: &str,
    ) -> Discrepancy {
        let judged = Said::by(by, local(self.now()), words);
        Discrepancy { state, judged, ..one.clone() }
    }

    fn stepped(
        &self,
        one: &Discrepancy,
        step: DiscrepancyStep,
        by: &Officer,
    ) -> Outcome<DiscrepancyState> {
        one.state.after(step, self.side(one, by)?)
    }

    /// On which side an officer stands: of the unit that has to explain (its party committee too), or above it. A district
    /// that has to explain its own roll-up does not judge itself.
    fn side(&self, one: &Discrepancy, by: &Officer) -> Outcome<Judge> {
        let day = self.today();
        let owner: UnitId = one.owner;
        if self.is_of(by, owner, day) {
            return Ok(Judge::Owner);
        }
        if self.judges(by, owner, day) {
            return Ok(Judge::Above);
        }
        Err(problem::not_yours(&by.full_name, &self.unit_name(owner, day)))
    }

    fn hours(&self, one: &Discrepancy) -> Outcome<u32> {
        let rules = self.agreement_rules()?;
        Ok(rules.iter().find(|rule| rule.name == one.rule).map_or(HOURS, |rule| rule.hours))
    }

    fn put(&self, next: Discrepancy, by: &Officer, words: &str) -> Outcome<Discrepancy> {
        let register = self.system("discrepancy")?;
        let changes = vec![fields::change(&register.definition, next.id, &values(&next))];
        let reason = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let (unit, officer) = (next.unit, Some(by.id));
        self.node.append(&Draft { unit, officer, reason, changes })?;
        Ok(next)
    }
}

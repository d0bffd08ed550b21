//! Why somebody is on the list: where, when and whom they met, back to a case.

use super::trace::end_of;
use super::{Found, Minute, PersonNo, PlaceNo, Question, Trace, Visits};

/// Two people who met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Who was exposed.
    pub exposed: PersonNo,
    /// By whom.
    pub by: PersonNo,
    /// Where; `None` for a contact that somebody named.
    pub place: Option<PlaceNo>,
    /// Since when.
    pub from: Minute,
    /// Until when.
    pub to: Minute,
}

impl Trace {
    /// How somebody was exposed, the last meeting first; empty for a case. Of several ways it is one of fewest steps that
    /// explains the moment that is told.
    pub fn path(&self, visits: &Visits, question: &Question<'_>, found: Found) -> Vec<Meeting> {
        let (mut path, mut person, mut moment) = (Vec::new(), found.person, found.exposed);
        for generation in (0..found.generation).rev() {
            let Some(meeting) = self.meeting(visits, question, (person, moment), generation) else {
                break;
            };
            path.push(meeting);
            person = meeting.by;
            moment = self.moment(person, generation).unwrap_or_default();
        }
        path
    }

    /// When somebody was reached by a number of steps.
    fn moment(&self, person: PersonNo, steps: u8) -> Option<Minute> {
        let layer = self.layers.get(usize::from(steps))?;
        let at = layer.binary_search_by_key(&person, |(known, _)| *known).ok()?;
        layer.get(at).map(|(_, moment)| *moment)
    }

    /// Since and until when somebody passes on after a number of steps; a case may have several windows.
    fn windows(
        &self,
        question: &Question<'_>,
        person: PersonNo,
        steps: u8,
    ) -> Vec<(Minute, Minute)> {
        if steps > 0 {
            let from = self.moment(person, steps);
            return from
                .map(|from| (from, end_of(question, person, Minute::MAX)))
                .into_iter()
                .collect();
        }
        let own = question.seeds.iter().filter(|seed| seed.person == person);
        own.map(|seed| (seed.from, end_of(question, person, seed.to))).collect()
    }

    /// The meeting at which somebody was exposed at a moment, by somebody who was reached by a number of steps.
    fn meeting(
        &self,
        visits: &Visits,
        question: &Question<'_>,
        (exposed, moment): (PersonNo, Minute),
        steps: u8,
    ) -> Option<Meeting> {
        let end = end_of(question, exposed, Minute::MAX);
        for named in visits.named(exposed) {
            for (from, to) in self.windows(question, named.other, steps) {
                if named.from.max(from) == moment && moment <= named.to && moment < to {
                    let to = named.to;
                    return Some(Meeting {
                        exposed,
                        by: named.other,
                        place: None,
                        from: moment,
                        to,
                    });
                }
            }
        }
        for (_, own) in visits.of_person(exposed, (moment, moment.saturating_add(1))) {
            let place = own.place;
            let Some(fewest) = question.rule.fewest(visits.kind(place)) else { continue };
            for other in visits.at_place(place, (moment, moment.saturating_add(1)), None) {
                if other.person == exposed {
                    continue;
                }
                for (from, to) in self.windows(question, other.person, steps) {
                    let begin = own.from.max(other.from).max(from);
                    let to = own.to.min(end).min(other.to).min(to);
                    if begin == moment && to >= moment.saturating_add(fewest) {
                        let place = Some(place);
                        return Some(Meeting {
                            exposed,
                            by: other.person,
                            place,
                            from: moment,
                            to,
                        });
                    }
                }
            }
        }
        None
    }
}

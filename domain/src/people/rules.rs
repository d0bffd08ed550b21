//! Which bodies a unit must have and who heads them: data of `definitions/rules/bodies.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::bodies::{Body, BodyKind, PaperKind, Place};
use super::lack::Lack;
use crate::base::{Bilingual, Diagnostic, OfficerId};
use crate::register::Tier;

const BUILT_IN: &str = include_str!("../../../definitions/rules/bodies.toml");

/// The rules on response bodies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyRules {
    /// Name of the rule pack.
    pub name: String,
    /// Title on screen and paper.
    pub title: Bilingual,
    /// The papers that say so.
    pub source: String,
    /// The first day on which they hold.
    pub valid_from: Date,
    /// What units must have.
    pub required: Vec<Required>,
    community_team: TeamSize,
    visits: Visits,
}

/// A body that units of some tiers must have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// What kind.
    pub kind: BodyKind,
    /// The tiers whose units must have it.
    pub of: Vec<Tier>,
    /// The posts whose holder heads it; any of them.
    pub head: Vec<String>,
    /// The papers that it cannot work without.
    pub papers: Vec<PaperKind>,
    /// The kinds of bodies that must belong to it.
    pub parts: Vec<BodyKind>,
    /// The words of the order.
    pub source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TeamSize {
    members: [usize; 2],
    households: [u32; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Visits {
    every_days: u32,
}

static READ: LazyLock<Result<BodyRules, Diagnostic>> =
    LazyLock::new(|| BodyRules::from_toml(BUILT_IN));

impl BodyRules {
    /// The rules of the program.
    ///
    /// # Errors
    /// `body_rules`, when the program was built with rules that cannot be read.
    pub fn built_in() -> Result<Self, Diagnostic> {
        READ.clone()
    }

    /// Reads rules as `definitions/rules/bodies.toml` has them.
    ///
    /// # Errors
    /// `body_rules`: what is wrong with the text.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        toml::from_str(text).map_err(|error| {
            let what = error.message().to_owned();
            Diagnostic::error(
                "body_rules",
                format!("Bộ quy định về tổ chức chống dịch không đúng: {what}."),
                format!("The rules on response bodies are wrong: {what}."),
            )
            .hint(
                "So với definitions/rules/bodies.toml.",
                "Compare them with definitions/rules/bodies.toml.",
            )
        })
    }

    /// What a unit of a tier must have.
    pub fn required_of(&self, tier: Tier) -> impl Iterator<Item = &Required> {
        self.required.iter().filter(move |required| required.of.contains(&tier))
    }

    /// How often somebody in charge of a locality is to be there, where the assignment does not say, in days.
    pub fn visit_every_days(&self) -> u32 {
        self.visits.every_days
    }

    /// All that a unit of a tier lacks, in the order of the rules, then of its bodies.
    pub fn lacks(&self, tier: Tier, bodies: &[Body]) -> Vec<Lack> {
        let mut lacks = Vec::new();
        for required in self.required_of(tier) {
            let mut found = bodies.iter().filter(|body| body.kind == required.kind).peekable();
            if found.peek().is_none() {
                lacks.push(Lack::Body { kind: required.kind });
            }
            found.for_each(|body| required.hold(body, &mut lacks));
        }
        lacks.extend(one_head_of_two(bodies));
        for body in bodies {
            self.hold_team(body, &mut lacks);
            unassigned(body, &mut lacks);
        }
        lacks
    }

    fn hold_team(&self, body: &Body, lacks: &mut Vec<Lack>) {
        if body.kind != BodyKind::CommunityTeam {
            return;
        }
        let TeamSize { members: [fewest, most], households: [least, largest] } =
            self.community_team;
        let (title, count) = (body.title.clone(), body.members.len());
        if !(fewest..=most).contains(&count) {
            lacks.push(Lack::TeamSize { team: title.clone(), members: count, fewest, most });
        }
        if let Some(households) = body.households.filter(|count| !(least..=largest).contains(count))
        {
            lacks.push(Lack::TeamLoad { team: title, households, fewest: least, most: largest });
        }
    }
}

impl Required {
    fn hold(&self, body: &Body, lacks: &mut Vec<Lack>) {
        let title = || body.title.clone();
        let heads: Vec<_> = body.at(Place::Head).collect();
        match heads[..] {
            [] => lacks.push(Lack::Head { body: title(), posts: self.head.clone() }),
            [head] if !head.posts.iter().any(|post| self.head.contains(post)) => {
                let (name, posts) = (head.name.clone(), head.posts.clone());
                let wanted = self.head.clone();
                lacks.push(Lack::WrongHead { body: title(), name, posts, wanted });
            }
            [_] => {}
            _ => {
                let names = heads.iter().map(|head| head.name.clone()).collect();
                lacks.push(Lack::Heads { body: title(), names });
            }
        }
        let papers = self.papers.iter().filter(|paper| !body.papers.contains(paper));
        lacks.extend(papers.map(|paper| Lack::Paper { body: title(), paper: *paper }));
        let parts = self.parts.iter().filter(|part| !body.parts.contains(part));
        lacks.extend(parts.map(|part| Lack::Part { body: title(), part: *part }));
        if self.papers.contains(&PaperKind::Assignment) && body.duties.is_empty() {
            lacks.push(Lack::Duties { body: title() });
        }
    }
}

/// Whoever heads both the committee and the command centre: they are two bodies so that one leads and one acts.
fn one_head_of_two(bodies: &[Body]) -> Vec<Lack> {
    let mut heads: BTreeMap<OfficerId, Vec<(&str, BodyKind)>> = BTreeMap::new();
    let leading = [BodyKind::SteeringCommittee, BodyKind::CommandCentre];
    for body in bodies.iter().filter(|body| leading.contains(&body.kind)) {
        for head in body.at(Place::Head) {
            heads.entry(head.officer).or_default().push((&head.name, body.kind));
        }
    }
    let both = |held: &Vec<(&str, BodyKind)>| {
        leading.iter().all(|kind| held.iter().any(|(_, one)| one == kind))
    };
    let named = heads
        .into_values()
        .filter(both)
        .filter_map(|held| held.first().map(|(name, _)| (*name).to_owned()));
    named.map(|name| Lack::OneHead { name }).collect()
}

/// Duties that nobody answers for, and members who have none: "rõ người, rõ trách nhiệm".
fn unassigned(body: &Body, lacks: &mut Vec<Lack>) {
    let nobody = body.duties.iter().filter(|duty| duty.responsible.is_none());
    lacks.extend(
        nobody.map(|duty| Lack::NobodyFor { body: body.title.clone(), duty: duty.duty.clone() }),
    );
    if body.duties.is_empty() {
        return;
    }
    let busy = |officer| {
        body.duties
            .iter()
            .any(|duty| duty.responsible == Some(officer) || duty.deputy == Some(officer))
    };
    // The head answers for the whole.
    let idle = body.members.iter().filter(|one| one.place != Place::Head && !busy(one.officer));
    lacks.extend(idle.map(|one| Lack::NoDuty { body: body.title.clone(), name: one.name.clone() }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Duty, Member};
    use std::collections::BTreeSet;

    fn officer(no: u8) -> OfficerId {
        OfficerId::from_bytes([no; 16])
    }

    fn member(no: u8, post: &str, place: Place) -> Member {
        let posts = vec![post.to_owned()];
        Member { officer: officer(no), name: format!("Người {no}"), posts, place }
    }

    fn duty(responsible: Option<u8>) -> Duty {
        let responsible = responsible.map(officer);
        Duty { duty: "Truy vết".to_owned(), responsible, deputy: None }
    }

    /// A commune that has all that it must have.
    fn whole() -> Vec<Body> {
        use PaperKind::{Assignment, Decision, Regulation, Roster};
        let committee = Body {
            kind: BodyKind::SteeringCommittee,
            title: "Ban Chỉ đạo xã".to_owned(),
            members: vec![member(1, "secretary", Place::Head), member(3, "clerk", Place::Member)],
            papers: BTreeSet::from([Decision, Regulation, Assignment]),
            duties: vec![duty(Some(3))],
            parts: BTreeSet::from([BodyKind::Subcommittee, BodyKind::SupportTeam]),
            households: None,
        };
        let centre = Body {
            kind: BodyKind::CommandCentre,
            title: "Trung tâm Chỉ huy xã".to_owned(),
            members: vec![member(2, "chair", Place::Head)],
            papers: BTreeSet::from([Regulation, Assignment, Roster]),
            duties: vec![duty(Some(2))],
            parts: BTreeSet::new(),
            households: None,
        };
        vec![committee, centre]
    }

    fn lacks(bodies: &[Body]) -> Vec<Lack> {
        BodyRules::built_in().unwrap().lacks(Tier::Commune, bodies)
    }

    #[test]
    fn a_commune_with_both_bodies_lacks_nothing() {
        assert_eq!(lacks(&whole()), []);
        let none = BodyRules::built_in().unwrap().lacks(Tier::Village, &[]);
        assert_eq!(none, [], "a village owes no committee");
    }

    #[test]
    fn a_commune_without_bodies_lacks_both() {
        let kinds = [BodyKind::SteeringCommittee, BodyKind::CommandCentre];
        assert_eq!(lacks(&[]), kinds.map(|kind| Lack::Body { kind }));
    }

    #[test]
    fn the_committee_is_headed_by_the_secretary_and_the_centre_by_the_chair() {
        let mut bodies = whole();
        bodies[0].members[0] = member(1, "chair", Place::Head);
        bodies[1].members[0] = member(2, "deputy_chair", Place::Head);
        let found = lacks(&bodies);
        assert!(
            matches!(&found[..], [Lack::WrongHead { .. }, Lack::WrongHead { .. }]),
            "{found:?}"
        );
        // A deputy who is on record as standing in for the chair heads the centre by right.
        bodies = whole();
        bodies[1].members[0].posts = vec!["deputy_chair".to_owned(), "chair".to_owned()];
        assert_eq!(lacks(&bodies), []);
    }

    #[test]
    fn one_person_never_heads_both() {
        let mut bodies = whole();
        let both = vec!["secretary".to_owned(), "chair".to_owned()];
        bodies[1].members[0] = Member { posts: both, ..member(1, "chair", Place::Head) };
        bodies[1].duties = vec![duty(Some(1))];
        assert_eq!(lacks(&bodies), [Lack::OneHead { name: "Người 1".to_owned() }]);
    }

    #[test]
    fn two_heads_are_none() {
        let mut bodies = whole();
        bodies[1].members.push(member(4, "chair", Place::Head));
        assert!(matches!(&lacks(&bodies)[..], [Lack::Heads { names, .. }] if names.len() == 2));
        bodies[1].members.clear();
        assert!(matches!(&lacks(&bodies)[..], [Lack::Head { .. }]));
    }

    #[test]
    fn papers_parts_and_duties_are_named_one_by_one() {
        let mut bodies = whole();
        bodies[0].papers.remove(&PaperKind::Regulation);
        bodies[0].parts.remove(&BodyKind::SupportTeam);
        bodies[1].duties = vec![duty(None)];
        let found = lacks(&bodies);
        assert!(
            matches!(
                &found[..],
                [
                    Lack::Paper { paper: PaperKind::Regulation, .. },
                    Lack::Part { part: BodyKind::SupportTeam, .. },
                    Lack::NobodyFor { .. }
                ]
            ),
            "{found:?}"
        );
        bodies = whole();
        bodies[1].duties.clear();
        assert!(matches!(&lacks(&bodies)[..], [Lack::Duties { .. }]));
        bodies = whole();
        bodies[0].members.push(member(9, "clerk", Place::Member));
        assert!(matches!(&lacks(&bodies)[..], [Lack::NoDuty { name, .. }] if name == "Người 9"));
    }

    #[test]
    fn a_community_team_is_neither_too_small_nor_too_large() {
        let team = |people: u8, households| {
            let members = (10..10 + people).map(|no| member(no, "other", Place::Member));
            let mut bodies = whole();
            bodies.push(Body {
                kind: BodyKind::CommunityTeam,
                title: "Tổ số 1".to_owned(),
                members: members.collect(),
                papers: BTreeSet::new(),
                duties: Vec::new(),
                parts: BTreeSet::new(),
                households,
            });
            lacks(&bodies).len()
        };
        assert_eq!((team(3, Some(30)), team(5, Some(50)), team(4, None)), (0, 0, 0));
        assert_eq!((team(2, Some(40)), team(6, Some(40)), team(4, Some(51))), (1, 1, 1));
    }
}

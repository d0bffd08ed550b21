//! Which units have the bodies that they must have, and what is lacking, by name.

use std::collections::BTreeMap;

use domain::base::units::Unit;
use domain::base::{Bilingual, OfficerId};
use domain::people::{Body, BodyKind, BodyRules, Lack, Place};
use node::people::bodies::{self, Standing};
use node::people::{self};
use serde_json::json;

use super::super::node::actor_in;
use super::super::wide::{Side, Wide};
use super::super::{Failure, Outcome};
use super::Desk;

/// One unit that owes bodies.
struct Row<'a> {
    unit: &'a Unit,
    bodies: Vec<Standing>,
    lacks: Vec<Lack>,
}

impl Desk<'_> {
    /// The bodies of a unit, whole.
    pub(super) fn show(&self, code: &str) -> Result<Outcome, Failure> {
        let unit = self.unit(code)?;
        actor_in(self.node, self.tree, unit, self.context)?;
        let row = self.row(unit, self.bodies(unit)?, &BodyRules::built_in()?);
        let posts = self.posts()?;
        if self.context.json {
            self.context.print_json(&self.json(&row, &posts))?;
            return Ok(Outcome::Done);
        }
        println!("{}", unit.full_name_on(self.today));
        let names: BTreeMap<OfficerId, String> = people::officers(self.node)?
            .iter()
            .map(|officer| (officer.id, officer.full_name.clone()))
            .collect();
        for standing in &row.bodies {
            self.print(&standing.body, &names, &posts);
        }
        for lack in &row.lacks {
            println!("  ! {}", self.words(lack, &posts));
        }
        Ok(Outcome::Done)
    }

    fn print(&self, body: &Body, names: &BTreeMap<OfficerId, String>, posts: &Posts) {
        println!("{}", body.title);
        for member in &body.members {
            let held = member
                .posts
                .iter()
                .map(|post| title(posts, post).get(self.context.lang).to_owned());
            let place = member.place.title();
            let held = held.collect::<Vec<_>>().join(", ");
            println!("  {}: {} ({held})", place.get(self.context.lang), member.name);
        }
        for duty in &body.duties {
            let name = |officer: Option<OfficerId>| officer.and_then(|officer| names.get(&officer));
            let responsible = name(duty.responsible).map_or("—", String::as_str);
            let deputy = name(duty.deputy)
                .map(|name| format!(" ({}: {name})", self.context.say("thay", "stands in")));
            println!("  {}: {responsible}{}", duty.duty, deputy.unwrap_or_default());
        }
        let papers: Vec<String> = body
            .papers
            .iter()
            .map(|paper| paper.title().get(self.context.lang).to_owned())
            .collect();
        if !papers.is_empty() {
            println!("  {}: {}", self.context.say("Đã có", "There are"), papers.join(", "));
        }
    }

    /// All units below one that owe bodies.
    pub(super) fn check(&self, code: &str) -> Result<Outcome, Failure> {
        let unit = self.unit(code)?;
        actor_in(self.node, self.tree, unit, self.context)?;
        let rules = BodyRules::built_in()?;
        let scope = self.node.scope_of(unit.id)?;
        let mut all = bodies::bodies(self.node, &scope, self.today)?;
        let below = self.tree.descendants(unit.id, self.today);
        let owing = std::iter::once(unit)
            .chain(below)
            .filter(|unit| rules.required_of(unit.tier).next().is_some());
        let rows: Vec<Row<'_>> = owing
            .map(|unit| self.row(unit, all.remove(&unit.id).unwrap_or_default(), &rules))
            .collect();
        let posts = self.posts()?;
        let whole = rows.iter().filter(|row| row.lacks.is_empty()).count();
        if self.context.json {
            let units: Vec<_> = rows.iter().map(|row| self.json(row, &posts)).collect();
            self.context
                .print_json(&json!({"units": rows.len(), "whole": whole, "rows": units}))?;
            return Ok(Outcome::Done);
        }
        print!("{}", self.grid(&rows));
        for row in rows.iter().filter(|row| !row.lacks.is_empty()) {
            println!("{}", row.unit.full_name_on(self.today));
            for lack in &row.lacks {
                println!("  ! {}", self.words(lack, &posts));
            }
        }
        println!("{}: {whole}/{}", self.context.say("Đã đủ", "Complete"), rows.len());
        Ok(Outcome::Done)
    }

    fn grid(&self, rows: &[Row<'_>]) -> Wide {
        let committee = BodyKind::SteeringCommittee.title();
        let centre = BodyKind::CommandCentre.title();
        let mut grid = Wide::new([
            (self.context.say("Đơn vị", "Unit"), Side::Left),
            (committee.get(self.context.lang), Side::Left),
            (centre.get(self.context.lang), Side::Left),
            (self.context.say("Còn thiếu", "Lacking"), Side::Right),
        ]);
        for row in rows {
            let head = |kind: BodyKind| {
                let body = row.bodies.iter().find(|one| one.body.kind == kind);
                let head =
                    body.map(|one| one.body.at(Place::Head).next().map_or("?", |head| &head.name));
                head.unwrap_or("—").to_owned()
            };
            grid.push([
                row.unit.full_name_on(self.today),
                head(BodyKind::SteeringCommittee),
                head(BodyKind::CommandCentre),
                row.lacks.len().to_string(),
            ]);
        }
        grid
    }

    fn row<'u>(&self, unit: &'u Unit, bodies: Vec<Standing>, rules: &BodyRules) -> Row<'u> {
        let standing: Vec<Body> = bodies.iter().map(|one| one.body.clone()).collect();
        Row { lacks: rules.lacks(unit.tier, &standing), unit, bodies }
    }

    fn posts(&self) -> Result<Vec<(String, Bilingual)>, Failure> {
        Ok(people::posts(self.node)?)
    }

    fn words(&self, lack: &Lack, posts: &Posts) -> String {
        lack.in_words(|post| title(posts, post)).get(self.context.lang).to_owned()
    }

    fn json(&self, row: &Row<'_>, posts: &Posts) -> serde_json::Value {
        let bodies: Vec<_> = row.bodies.iter().map(|one| {
            let members: Vec<_> = one.body.members.iter().map(|member| json!({
                "officer": member.officer, "name": member.name, "posts": member.posts, "place": member.place})).collect();
            let duties: Vec<_> = one.body.duties.iter().map(|duty| json!({
                "duty": duty.duty, "responsible": duty.responsible, "deputy": duty.deputy})).collect();
            json!({"record": one.id.to_string(), "kind": one.body.kind, "title": one.body.title, "since": one.from,
                "part_of": one.part_of.map(|whole| whole.to_string()), "members": members, "papers": one.body.papers,
                "duties": duties, "households": one.body.households})
        }).collect();
        let lacks: Vec<_> = row
            .lacks
            .iter()
            .map(|lack| {
                let words = lack.in_words(|post| title(posts, post));
                json!({"what": lack, "vi": words.vi, "en": words.en})
            })
            .collect();
        json!({"unit": row.unit.code, "name": row.unit.full_name_on(self.today), "bodies": bodies, "lacks": lacks})
    }
}

type Posts = [(String, Bilingual)];

fn title(posts: &Posts, post: &str) -> Bilingual {
    let known = posts.iter().find(|(name, _)| name == post);
    known.map_or_else(|| Bilingual::new(post, post), |(_, title)| title.clone())
}

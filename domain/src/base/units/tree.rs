//! All units with their dated relations, in memory.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::{Diagnostic, UnitId, Warned};
use crate::register::Tier;

use super::names::NameIndex;
use super::{Alias, Eras, Relation, RelationKind, Unit, UnitFacts, Validity, Vocabulary};

/// The units of all times, side by side.
///
/// Positions (`u32`) are an inner matter; from outside units are known by their ids.
#[derive(Clone, Debug)]
pub struct UnitTree {
    units: Vec<Unit>,
    by_id: BTreeMap<UnitId, u32>,
    by_code: BTreeMap<String, Vec<u32>>,
    up: Vec<Vec<Link>>,
    down: Vec<Vec<Link>>,
    eras: Eras,
    pub(super) vocabulary: Vocabulary,
    pub(super) names: NameIndex,
}

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Link {
    other: u32,
    kind: RelationKind,
    valid: Validity,
}

/// No chain of command is longer than this; it bounds every walk upwards.
const DEEPEST: usize = 32;

impl UnitTree {
    /// Puts facts together. A unit that several files know is named by the first; other names become its aliases.
    /// Relations to unknown units and circles of command are left out and reported.
    pub fn build(
        eras: Eras,
        vocabulary: Vocabulary,
        facts: impl IntoIterator<Item = UnitFacts>,
    ) -> Warned<Self> {
        let mut tree = Self {
            units: Vec::new(),
            by_id: BTreeMap::new(),
            by_code: BTreeMap::new(),
            up: Vec::new(),
            down: Vec::new(),
            eras,
            vocabulary,
            names: NameIndex::default(),
        };
        let mut relations = Vec::new();
        for facts in facts {
            facts.units.into_iter().for_each(|unit| tree.add_unit(unit));
            relations.extend(facts.relations);
        }
        let mut warnings = Vec::new();
        for relation in &relations {
            warnings.extend(tree.add_relation(relation));
        }
        tree.finish();
        Warned { output: tree, warnings }
    }

    fn add_unit(&mut self, unit: Unit) {
        if let Some(&at) = self.by_id.get(&unit.id) {
            return merge_into(&mut self.units[at as usize], unit);
        }
        let at = self.count();
        self.by_id.insert(unit.id, at);
        if let Some(code) = &unit.code {
            self.by_code.entry(code.clone()).or_default().push(at);
        }
        self.units.push(unit);
        self.up.push(Vec::new());
        self.down.push(Vec::new());
    }

    fn add_relation(&mut self, relation: &Relation) -> Option<Diagnostic> {
        let ends = (self.by_id.get(&relation.unit), self.by_id.get(&relation.to));
        let (Some(&unit), Some(&to)) = ends else { return Some(dangling(relation)) };
        let link = Link { other: to, kind: relation.kind, valid: relation.valid };
        if self.up[unit as usize].contains(&link) {
            return None;
        }
        if relation.kind == RelationKind::PartOf && self.commands_ever(unit, to) {
            return Some(circle(self.at(unit), self.at(to)));
        }
        self.up[unit as usize].push(link);
        self.down[to as usize].push(Link { other: unit, ..link });
        None
    }

    /// Whether `above` stands above `unit`, or is it, on any day.
    fn commands_ever(&self, above: u32, unit: u32) -> bool {
        let mut open = vec![(unit, 0)];
        while let Some((at, depth)) = open.pop() {
            if at == above || depth > DEEPEST {
                return true;
            }
            let links = self.up[at as usize].iter();
            let parents = links.filter(|link| link.kind == RelationKind::PartOf);
            open.extend(parents.map(|link| (link.other, depth + 1)));
        }
        false
    }

    fn finish(&mut self) {
        let units = &self.units;
        for links in &mut self.down {
            links.sort_by(|a, b| {
                let key = |link: &Link| {
                    let unit = &units[link.other as usize];
                    (unit.tier, unit.code.is_none(), unit.code.clone(), link.other)
                };
                key(a).cmp(&key(b))
            });
        }
        self.names = NameIndex::of(self);
    }

    /// How many units of all times there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All units of all times.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// A unit by its id.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.by_id.get(&id).map(|at| self.at(*at))
    }

    /// The unit that has a code on a day; `None` when there is none or more than one.
    pub fn by_code(&self, code: &str, day: Date) -> Option<&Unit> {
        let mut found = self.with_code(code).filter(|unit| unit.valid.on(day));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The unit that people mean by a code or an id on a day. A code that only one unit ever had is taken on any day:
    /// lists of 2021 are looked at years later too.
    pub fn called(&self, text: &str, day: Date) -> Option<&Unit> {
        let of_any_day = || {
            let mut all = self.with_code(text);
            all.next().filter(|_| all.next().is_none())
        };
        let by_id = || text.parse().ok().and_then(|id| self.get(id));
        self.by_code(text, day).or_else(of_any_day).or_else(by_id)
    }

    /// The units that have had a code at any time.
    pub fn with_code(&self, code: &str) -> impl Iterator<Item = &Unit> {
        self.by_code.get(code).into_iter().flatten().map(|at| self.at(*at))
    }

    /// The units directly below another on a day: those it commands, or those on its area.
    pub fn children(&self, id: UnitId, kind: RelationKind, day: Date) -> Vec<&Unit> {
        let Some(&at) = self.by_id.get(&id) else { return Vec::new() };
        self.below(at, kind, day).map(|child| self.at(child)).collect()
    }

    /// Everything below a unit on a day by chain of command, nearest first.
    pub fn descendants(&self, id: UnitId, day: Date) -> Vec<&Unit> {
        let Some(&at) = self.by_id.get(&id) else { return Vec::new() };
        self.subtree(at, day).into_iter().skip(1).map(|unit| self.at(unit)).collect()
    }

    /// The units above another on a day by chain of command, nearest first.
    pub fn ancestors(&self, id: UnitId, day: Date) -> Vec<&Unit> {
        let Some(&at) = self.by_id.get(&id) else { return Vec::new() };
        self.chain(at, day).into_iter().skip(1).map(|unit| self.at(unit)).collect()
    }

    /// The units that became (a part of) this one, by merger or split.
    pub fn predecessors(&self, id: UnitId) -> Vec<&Unit> {
        let Some(&at) = self.by_id.get(&id) else { return Vec::new() };
        let merged = self.down[at as usize].iter().filter(|l| l.kind == RelationKind::MergedInto);
        let split = self.up[at as usize].iter().filter(|l| l.kind == RelationKind::SplitFrom);
        merged.chain(split).map(|link| self.at(link.other)).collect()
    }

    /// Who has ever commanded a unit, and when.
    pub(super) fn commanders(&self, id: UnitId) -> Vec<(UnitId, Validity)> {
        let Some(&at) = self.by_id.get(&id) else { return Vec::new() };
        let links = self.up[at as usize].iter().filter(|link| link.kind == RelationKind::PartOf);
        links.map(|link| (self.at(link.other).id, link.valid)).collect()
    }

    /// The scheme of codes of a day.
    pub(super) fn scheme(&self, day: Date) -> Option<&str> {
        self.eras.on(day).map(|era| era.scheme.as_str())
    }

    /// The tiers of a day, from the top down.
    pub fn tiers(&self, day: Date) -> &[Tier] {
        self.eras.tiers(day)
    }

    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn at(&self, at: u32) -> &Unit {
        &self.units[at as usize]
    }

    pub(super) fn position(&self, id: UnitId) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    /// Who commands a unit on a day.
    pub(super) fn parent(&self, at: u32, day: Date) -> Option<u32> {
        let mut links = self.up[at as usize].iter();
        let holds = |link: &&Link| link.kind == RelationKind::PartOf && self.holds(link, day);
        links.find(holds).map(|link| link.other)
    }

    fn holds(&self, link: &Link, day: Date) -> bool {
        link.valid.on(day) && self.at(link.other).valid.on(day)
    }

    /// The unit itself and all above it, nearest first.
    pub(super) fn chain(&self, at: u32, day: Date) -> Vec<u32> {
        std::iter::successors(Some(at), |at| self.parent(*at, day)).take(DEEPEST).collect()
    }

    /// Whether a unit is another or stands below it.
    pub(super) fn is_within(&self, at: u32, above: u32, day: Date) -> bool {
        std::iter::successors(Some(at), |at| self.parent(*at, day))
            .take(DEEPEST)
            .any(|at| at == above)
    }

    /// The units directly below.
    pub(super) fn below(
        &self,
        at: u32,
        kind: RelationKind,
        day: Date,
    ) -> impl Iterator<Item = u32> {
        let links = self.down[at as usize].iter();
        let counts = move |link: &&Link| match kind {
            // Without a territory of its own record, a unit stands where its commander does.
            RelationKind::Territory if link.kind == RelationKind::PartOf => {
                !self.has_own_territory(link.other, day)
            }
            _ => link.kind == kind,
        };
        links.filter(counts).filter(move |link| self.holds(link, day)).map(|link| link.other)
    }

    fn has_own_territory(&self, at: u32, day: Date) -> bool {
        let mut links = self.up[at as usize].iter();
        links.any(|link| link.kind == RelationKind::Territory && self.holds(link, day))
    }

    /// The unit and all below it by chain of command.
    pub(super) fn subtree(&self, at: u32, day: Date) -> Vec<u32> {
        let mut found = vec![at];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.below(found[next], RelationKind::PartOf, day));
            next += 1;
        }
        found
    }

    /// Kind and name keys of the territories above a body, at any time.
    pub(super) fn places_ever(&self, body: u32) -> Vec<(String, String)> {
        let mut places = Vec::new();
        let mut open = vec![body];
        while let Some(at) = open.pop() {
            for link in self.up[at as usize].iter().filter(|l| l.kind == RelationKind::PartOf) {
                let unit = self.at(link.other);
                if unit.is_territorial() {
                    places.push((self.vocabulary.key(&unit.kind), self.vocabulary.key(&unit.name)));
                } else {
                    open.push(link.other);
                }
            }
        }
        places
    }
}

fn merge_into(known: &mut Unit, other: Unit) {
    known.valid = known.valid.or(other.valid);
    let source = other.valid.until.map(|day| format!("danh mục đến {day}")).unwrap_or_default();
    let mut add = |alias: Alias| {
        let new = alias.name != known.name && known.aliases.iter().all(|a| a.name != alias.name);
        if new {
            known.aliases.push(alias);
        }
    };
    add(Alias { name: other.name, source, former: None });
    other.aliases.into_iter().for_each(add);
}

fn dangling(relation: &Relation) -> Diagnostic {
    let (unit, to, word) = (relation.unit, relation.to, relation.kind.word());
    Diagnostic::warning(
        "units_unknown",
        format!("quan hệ {word} giữa {unit} và {to} nói đến đơn vị không có"),
        format!("the relation {word} between {unit} and {to} speaks of a unit that is not there"),
    )
}

fn circle(unit: &Unit, to: &Unit) -> Diagnostic {
    let (unit, to) = (unit.full_name(), to.full_name());
    Diagnostic::warning(
        "units_circle",
        format!("{unit} không thể trực thuộc {to}: thành vòng tròn"),
        format!("{unit} cannot be part of {to}: that would be a circle"),
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const FILE: &str = r#"
        scheme = "qd-124-2004"
        [[unit]]
        kind = "tỉnh"
        code = "05"
        name = "Núi Xanh"
        [[unit]]
        kind = "huyện"
        code = "051"
        name = "Suối Đá"
        part_of = "05"
        [[unit]]
        kind = "xã"
        code = "00501"
        name = "Bến Mây"
        part_of = "051"
        until = "2022-12-31"
        [[unit]]
        kind = "xã"
        code = "00502"
        name = "Khe Sâu"
        part_of = "051"
        villages = ["Bản Nước", "Làng Đá"]
        [[unit]]
        kind = "công ty"
        key = "cao-su"
        name = "Cao su Núi Xanh"
        part_of = "05"
        territory = "00502"
        [[relation]]
        unit = "00501"
        kind = "merged_into"
        to = "00502"
        on = "2023-01-01"
    "#;

    fn facts() -> UnitFacts {
        let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
        let facts = UnitFacts::from_toml(FILE, &eras, &vocabulary).unwrap();
        assert_eq!(facts.warnings, []);
        facts
    }

    fn tree(facts: UnitFacts) -> Warned<UnitTree> {
        UnitTree::build(Eras::builtin().unwrap(), Vocabulary::builtin().unwrap(), [facts])
    }

    fn names(units: &[&Unit]) -> Vec<String> {
        units.iter().map(|unit| unit.full_name()).collect()
    }

    #[test]
    fn who_commands_and_whose_area_it_is_are_two_things() {
        let tree = tree(facts()).output;
        let day = date(2021, 9, 9);
        let id = |code| tree.by_code(code, day).unwrap().id;
        let below = |code, kind| names(&tree.children(id(code), kind, day));
        assert_eq!(below("05", RelationKind::PartOf), ["Huyện Suối Đá", "Công ty Cao su Núi Xanh"]);
        assert_eq!(below("05", RelationKind::Territory), ["Huyện Suối Đá"]);
        assert_eq!(below("00502", RelationKind::PartOf), ["Bản Nước", "Làng Đá"]);
        assert_eq!(
            below("00502", RelationKind::Territory),
            ["Bản Nước", "Làng Đá", "Công ty Cao su Núi Xanh"]
        );
        assert_eq!(
            names(&tree.ancestors(id("00502"), day)),
            ["Huyện Suối Đá", "Tỉnh Núi Xanh", "Quốc gia Việt Nam"]
        );
        assert_eq!(tree.descendants(id("05"), day).len(), 6);
    }

    #[test]
    fn a_merged_unit_ends_and_is_remembered() {
        let tree = tree(facts()).output;
        assert!(tree.by_code("00501", date(2022, 12, 31)).is_some());
        assert!(tree.by_code("00501", date(2023, 1, 1)).is_none());
        let heir = tree.by_code("00502", date(2023, 1, 1)).unwrap();
        assert_eq!(names(&tree.predecessors(heir.id)), ["Xã Bến Mây"]);
    }

    #[test]
    fn circles_and_strangers_are_left_out_and_reported() {
        let mut facts = facts();
        let id = |code: &str| {
            facts.units.iter().find(|unit| unit.code.as_deref() == Some(code)).unwrap().id
        };
        let part_of = |unit, to| Relation {
            unit,
            kind: RelationKind::PartOf,
            to,
            valid: Validity::default(),
        };
        let odd = [
            part_of(id("05"), id("00502")),
            part_of(id("051"), id("051")),
            part_of(id("051"), UnitId::derived("nobody")),
        ];
        facts.relations.extend(odd);
        let built = tree(facts);
        let codes: Vec<&str> = built.warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, ["units_circle", "units_circle", "units_unknown"]);
        assert_eq!(built.output.len(), 8);
    }

    #[test]
    fn the_first_to_name_a_unit_names_it() {
        let mut other = facts();
        other.units[3].name = "Bến  Mâi".to_owned();
        let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
        let tree = UnitTree::build(eras, vocabulary, [facts(), other]).output;
        let unit = tree.by_code("00501", date(2021, 9, 9)).unwrap();
        assert_eq!(unit.name, "Bến Mây");
        assert_eq!(unit.aliases[0].name, "Bến  Mâi");
        assert_eq!(tree.len(), 8);
    }
}

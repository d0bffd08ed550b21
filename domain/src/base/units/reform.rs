//! Units over time: what a decision of merging, splitting, moving, renaming or abolishing units changes, as facts.
//!
//! Nothing is rewritten: a unit that ends keeps its id, its records and its returns; the heir's scope includes those of
//! the units that were merged into it (Luật Tổ chức chính quyền địa phương 2025, Nghị quyết 60-NQ/TW).

use jiff::civil::Date;

use super::lexicon::key_of;
use super::{
    Alias, Former, Relation, RelationKind, Unit, UnitFacts, UnitTree, Validity, body_id, coded_id,
};
use crate::base::text::squeeze;
use crate::base::{Diagnostic, UnitId};

/// A decision, and the day from which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reform {
    /// First day of the new order.
    pub on: Date,
    /// What changes.
    pub step: Step,
}

/// What a decision changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Several units become one. An heir that is among them goes on; the others end.
    Merge {
        /// Who is merged.
        units: Vec<UnitId>,
        /// Into whom.
        into: Heir,
    },
    /// Parts of a unit become units. Its records stay with it, whether it goes on or ends.
    Split {
        /// Who is split.
        unit: UnitId,
        /// The new units, each with the villages that it takes.
        parts: Vec<(NewUnit, Vec<UnitId>)>,
        /// Whether the unit goes on with what is left of it.
        goes_on: bool,
    },
    /// Another unit commands it from now on.
    Move {
        /// Who.
        unit: UnitId,
        /// Under whom.
        under: UnitId,
    },
    /// It is called otherwise; the old name stays known.
    Rename {
        /// Who.
        unit: UnitId,
        /// Kind and name: `Phường Hát Lót`.
        name: String,
    },
    /// It ends without an heir.
    Abolish {
        /// Who.
        unit: UnitId,
    },
}

/// Into whom units are merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heir {
    /// A unit that is known.
    Known(UnitId),
    /// A new one.
    New(NewUnit),
}

/// A unit that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    /// Official code; `None` for villages and bodies.
    pub code: Option<String>,
    /// Kind and name: `Xã Mai Sơn`.
    pub name: String,
    /// Who commands it; `None` for whoever commanded the unit that it comes from.
    pub under: Option<UnitId>,
}

impl Reform {
    /// The facts that the decision adds and changes, for [`UnitTree::build`] and the registers of units.
    ///
    /// # Errors
    /// `reform_unit` when a unit does not exist the day before, `reform_name` when a name has no kind that is known,
    /// `reform_empty` when nothing would change, `reform_village` when a village belongs to somebody else.
    pub fn facts(&self, tree: &UnitTree) -> Result<UnitFacts, Diagnostic> {
        let mut change = Change { tree, on: self.on, facts: UnitFacts::default() };
        match &self.step {
            Step::Merge { units, into } => change.merge(units, into)?,
            Step::Split { unit, parts, goes_on } => change.split(*unit, parts, *goes_on)?,
            Step::Move { unit, under } => change.moves(*unit, *under)?,
            Step::Rename { unit, name } => change.rename(*unit, name)?,
            Step::Abolish { unit } => {
                let unit = change.existing(*unit)?;
                change.end(unit);
            }
        }
        Ok(change.facts)
    }
}

struct Change<'t> {
    tree: &'t UnitTree,
    on: Date,
    facts: UnitFacts,
}

impl<'t> Change<'t> {
    /// The last day of the old order.
    fn eve(&self) -> Date {
        self.on.yesterday().unwrap_or(self.on)
    }

    fn existing(&self, id: UnitId) -> Result<&'t Unit, Diagnostic> {
        let eve = self.eve();
        let there = self.tree.get(id).filter(|unit| unit.valid.on(eve));
        there.ok_or_else(|| {
            let name = self.tree.get(id).map_or_else(|| id.to_string(), Unit::full_name);
            Diagnostic::error(
                "reform_unit",
                format!("{name} không có trong danh mục ngày {eve}"),
                format!("{name} is not in force on {eve}"),
            )
            .hint("xem ngày hiệu lực: phaodai units list", "see the dates: phaodai units list")
        })
    }

    fn merge(&mut self, units: &[UnitId], into: &Heir) -> Result<(), Diagnostic> {
        let old: Vec<&Unit> =
            units.iter().map(|id| self.existing(*id)).collect::<Result<_, _>>()?;
        let first = *old.first().ok_or_else(nothing)?;
        let heir = match into {
            Heir::Known(id) => self.existing(*id)?.id,
            Heir::New(new) => self.begin(new, first)?,
        };
        let ending: Vec<&Unit> = old.into_iter().filter(|unit| unit.id != heir).collect();
        if ending.is_empty() {
            return Err(nothing());
        }
        for unit in ending {
            for child in self.below(unit) {
                self.rehang(child, heir);
            }
            self.end(unit);
            self.relate(unit.id, RelationKind::MergedInto, heir);
        }
        Ok(())
    }

    fn split(
        &mut self,
        unit: UnitId,
        parts: &[(NewUnit, Vec<UnitId>)],
        goes_on: bool,
    ) -> Result<(), Diagnostic> {
        let unit = self.existing(unit)?;
        if parts.is_empty() {
            return Err(nothing());
        }
        let mut staying = self.below(unit);
        for (new, villages) in parts {
            let part = self.begin(new, unit)?;
            self.relate(part, RelationKind::SplitFrom, unit.id);
            for village in villages {
                let at = staying.iter().position(|known| known.id == *village);
                let village = at.map(|at| staying.swap_remove(at));
                self.rehang(village.ok_or_else(|| self.of_somebody_else(unit))?, part);
            }
        }
        if !goes_on {
            for left in &staying {
                let name = left.full_name();
                self.facts.warnings.push(Diagnostic::warning(
                    "reform_left",
                    format!("{name} chưa được giao cho đơn vị nào"),
                    format!("{name} was given to nobody"),
                ));
            }
            self.end(unit);
        }
        Ok(())
    }

    fn moves(&mut self, unit: UnitId, under: UnitId) -> Result<(), Diagnostic> {
        let unit = self.existing(unit)?;
        let under = self.tree.get(under).filter(|above| above.valid.on(self.on));
        let under = under.ok_or_else(nothing)?;
        if self.tree.ancestors(unit.id, self.eve()).first().map(|above| above.id) == Some(under.id)
        {
            return Err(nothing());
        }
        self.rehang(unit, under.id);
        Ok(())
    }

    fn rename(&mut self, unit: UnitId, name: &str) -> Result<(), Diagnostic> {
        let unit = self.existing(unit)?;
        let (kind, name) = self.kind_and_name(name)?;
        if (&kind, &name) == (&unit.kind, &unit.name) {
            return Err(nothing());
        }
        let former = Former { kind: unit.kind.clone(), until: self.eve() };
        let mut aliases = unit.aliases.clone();
        aliases.push(Alias {
            name: unit.name.clone(),
            source: format!("tên đến hết {}", self.eve()),
            former: Some(former),
        });
        self.facts.units.push(Unit { kind, name, aliases, ..unit.clone() });
        Ok(())
    }

    /// A unit's last day: it, and who commands it, end on the eve.
    fn end(&mut self, unit: &Unit) {
        let until = Some(self.eve());
        self.facts.units.push(Unit { valid: Validity { until, ..unit.valid }, ..unit.clone() });
        self.end_command(unit);
    }

    fn end_command(&mut self, unit: &Unit) {
        let (eve, kind) = (self.eve(), RelationKind::PartOf);
        for (to, valid) in self.tree.commanders(unit.id) {
            if valid.on(eve) {
                let valid = Validity { until: Some(eve), ..valid };
                self.facts.relations.push(Relation { unit: unit.id, kind, to, valid });
            }
        }
    }

    fn rehang(&mut self, unit: &Unit, under: UnitId) {
        self.end_command(unit);
        self.relate(unit.id, RelationKind::PartOf, under);
    }

    fn relate(&mut self, unit: UnitId, kind: RelationKind, to: UnitId) {
        let valid = Validity { from: Some(self.on), until: None };
        self.facts.relations.push(Relation { unit, kind, to, valid });
    }

    /// Villages and bodies right below a unit on the eve.
    fn below(&self, unit: &Unit) -> Vec<&'t Unit> {
        self.tree.children(unit.id, RelationKind::PartOf, self.eve())
    }

    fn begin(&mut self, new: &NewUnit, from: &Unit) -> Result<UnitId, Diagnostic> {
        let (kind, name) = self.kind_and_name(&new.name)?;
        let above = self.tree.ancestors(from.id, self.eve());
        let under = new.under.or_else(|| above.first().map(|unit| unit.id)).ok_or_else(nothing)?;
        let id = match (&new.code, self.tree.scheme(self.on)) {
            (Some(code), Some(scheme)) => coded_id(scheme, from.tier, code, Some(self.on)),
            _ => body_id(under, &kind, &format!("{}@{}", key_of(&name), self.on)),
        };
        let valid = Validity { from: Some(self.on), until: None };
        let (code, aliases) = (new.code.clone(), Vec::new());
        self.facts.units.push(Unit { id, kind, tier: from.tier, code, name, aliases, valid });
        self.relate(id, RelationKind::PartOf, under);
        Ok(id)
    }

    fn kind_and_name(&self, text: &str) -> Result<(String, String), Diagnostic> {
        let read = self.tree.vocabulary.kind_and_name(text);
        read.map(|(kind, name)| (kind.to_owned(), squeeze(name))).ok_or_else(|| {
            Diagnostic::error(
                "reform_name",
                format!("không nhận ra loại đơn vị trong “{text}”"),
                format!("no kind of unit is known in “{text}”"),
            )
            .hint("viết cả loại: Xã Mai Sơn", "write the kind too: Xã Mai Sơn")
        })
    }

    fn of_somebody_else(&self, unit: &Unit) -> Diagnostic {
        let name = unit.full_name();
        Diagnostic::error(
            "reform_village",
            format!("có thôn, bản không thuộc {name}, hoặc đã giao cho đơn vị khác"),
            format!("a village does not belong to {name}, or was given to another unit already"),
        )
    }
}

fn nothing() -> Diagnostic {
    Diagnostic::error(
        "reform_empty",
        "quyết định này không thay đổi gì",
        "this decision changes nothing",
    )
    .hint(
        "xem lại các đơn vị và ngày; có thể đã ghi rồi: phaodai units list",
        "look at its units and its day again; it may be there already: phaodai units list",
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Eras, Vocabulary, resolve};
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
        kind = "huyện"
        code = "052"
        name = "Đồi Cỏ"
        part_of = "05"
        [[unit]]
        kind = "xã"
        code = "00501"
        name = "Bến Mây"
        part_of = "051"
        villages = ["Bản Bông"]
        [[unit]]
        kind = "xã"
        code = "00502"
        name = "Khe Sâu"
        part_of = "051"
        villages = ["Bản Nước", "Làng Đá"]
    "#;

    const DAY: Date = date(2023, 1, 1);
    const EVE: Date = date(2022, 12, 31);

    fn facts() -> UnitFacts {
        let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
        UnitFacts::from_toml(FILE, &eras, &vocabulary).unwrap()
    }

    fn build(facts: UnitFacts) -> UnitTree {
        let built =
            UnitTree::build(Eras::builtin().unwrap(), Vocabulary::builtin().unwrap(), [facts]);
        assert_eq!(built.warnings, []);
        built.output
    }

    /// Finds the id of a unit by its full name.
    type Ids<'t> = dyn Fn(&str) -> UnitId + 't;

    /// The tree after a decision: what it says takes the place of what was known under the same id.
    fn after(step: impl Fn(&Ids<'_>) -> Step) -> Result<UnitTree, Diagnostic> {
        let mut known = facts();
        let tree = build(known.clone());
        let id = |name: &str| {
            let mut units = tree.units().iter();
            units.find(|unit| unit.full_name() == name).unwrap().id
        };
        let new = Reform { on: DAY, step: step(&id) }.facts(&tree)?;
        known.units.retain(|unit| new.units.iter().all(|other| other.id != unit.id));
        known.relations.retain(|one| new.relations.iter().all(|o| o.record() != one.record()));
        known.units.extend(new.units);
        known.relations.extend(new.relations);
        Ok(build(known))
    }

    fn names(tree: &UnitTree, code: &str, day: Date) -> Vec<String> {
        let id = tree.by_code(code, day).unwrap().id;
        let below = tree.children(id, RelationKind::PartOf, day);
        below.iter().map(|unit| unit.full_name()).collect()
    }

    #[test]
    fn two_communes_become_one_and_the_day_before_both_are_there() {
        let tree = after(|id| Step::Merge {
            units: vec![id("Xã Bến Mây"), id("Xã Khe Sâu")],
            into: Heir::New(NewUnit {
                code: Some("00501".to_owned()),
                name: "Xã Mây Sâu".to_owned(),
                under: None,
            }),
        })
        .unwrap();
        assert_eq!(names(&tree, "051", EVE), ["Xã Bến Mây", "Xã Khe Sâu"]);
        assert_eq!(names(&tree, "051", DAY), ["Xã Mây Sâu"]);
        assert_eq!(names(&tree, "00501", EVE), ["Bản Bông"]);
        assert_eq!(names(&tree, "00501", DAY), ["Bản Bông", "Bản Nước", "Làng Đá"]);
        let heir = tree.by_code("00501", DAY).unwrap();
        let old: Vec<String> = tree.predecessors(heir.id).iter().map(|u| u.full_name()).collect();
        assert_eq!(old, ["Xã Bến Mây", "Xã Khe Sâu"]);
        assert_ne!(tree.by_code("00501", EVE).unwrap().id, heir.id, "one code, two communes");
        let found = resolve(&tree, "UBND huyện Suối Đá", "UBND các xã", DAY);
        assert_eq!(found.units, [heir.id]);
    }

    #[test]
    fn an_heir_that_was_there_goes_on() {
        let tree = after(|id| Step::Merge {
            units: vec![id("Xã Bến Mây"), id("Xã Khe Sâu")],
            into: Heir::Known(id("Xã Khe Sâu")),
        })
        .unwrap();
        assert_eq!(names(&tree, "00502", DAY), ["Bản Bông", "Bản Nước", "Làng Đá"]);
        assert!(tree.by_code("00501", DAY).is_none());
    }

    #[test]
    fn a_split_gives_villages_away_and_names_those_that_are_left() {
        let part =
            NewUnit {
                code: Some("00509".to_owned()), name: "Xã Đá Mới".to_owned(), under: None
            };
        let tree = after(|id| Step::Split {
            unit: id("Xã Khe Sâu"),
            parts: vec![(part.clone(), vec![id("Làng Đá")])],
            goes_on: true,
        })
        .unwrap();
        assert_eq!(names(&tree, "00509", DAY), ["Làng Đá"]);
        assert_eq!(names(&tree, "00502", DAY), ["Bản Nước"]);
        assert_eq!(names(&tree, "00502", EVE), ["Bản Nước", "Làng Đá"]);
        let tree = build(facts());
        let unit = tree.by_code("00502", EVE).unwrap().id;
        let step = Step::Split { unit, parts: vec![(part, vec![])], goes_on: false };
        let left = Reform { on: DAY, step }.facts(&tree).unwrap().warnings;
        assert_eq!(left.iter().map(|one| one.code).collect::<Vec<_>>(), ["reform_left"; 2]);
    }

    #[test]
    fn a_moved_commune_has_another_district_from_that_day() {
        let tree =
            after(|id| Step::Move { unit: id("Xã Bến Mây"), under: id("Huyện Đồi Cỏ") }).unwrap();
        assert_eq!(
            (names(&tree, "052", EVE), names(&tree, "052", DAY)),
            (vec![], vec!["Xã Bến Mây".to_owned()])
        );
        assert_eq!(names(&tree, "051", DAY), ["Xã Khe Sâu"]);
        assert_eq!(names(&tree, "00501", DAY), ["Bản Bông"]);
    }

    #[test]
    fn a_new_name_leads_to_the_same_unit_and_so_does_the_old_one() {
        let tree = after(|id| Step::Rename {
            unit: id("Xã Bến Mây"),
            name: "Phường  Mây Hồng".to_owned(),
        })
        .unwrap();
        let unit = tree.by_code("00501", DAY).unwrap();
        assert_eq!(unit.full_name(), "Phường Mây Hồng");
        assert_eq!(unit.aliases[0].name, "Bến Mây");
        assert_eq!(unit.full_name_on(DAY), "Phường Mây Hồng");
        assert_eq!(unit.full_name_on(DAY.yesterday().unwrap()), "Xã Bến Mây");
        let read = Unit::from_fields(&unit.to_fields()).unwrap();
        assert_eq!(&read, unit);
    }

    #[test]
    fn what_changes_nothing_or_nobody_is_refused() {
        let code = |step: fn(&Ids<'_>) -> Step| after(step).unwrap_err().code;
        assert_eq!(
            code(|id| Step::Move { unit: id("Xã Bến Mây"), under: id("Huyện Suối Đá") }),
            "reform_empty"
        );
        assert_eq!(
            code(|id| Step::Merge { units: vec![], into: Heir::Known(id("Xã Bến Mây")) }),
            "reform_empty"
        );
        assert_eq!(
            code(|id| Step::Rename { unit: id("Xã Bến Mây"), name: "Mây".to_owned() }),
            "reform_name"
        );
        assert_eq!(code(|_| Step::Abolish { unit: UnitId::derived("nobody") }), "reform_unit");
    }
}

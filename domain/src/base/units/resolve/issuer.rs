//! Who issues a document: the territory it speaks for, and the unit itself.

use jiff::civil::Date;

use super::super::UnitTree;
use super::super::identity::country_id;
use super::super::vocabulary::Role;
use super::Status;
use super::place::only;
use super::reading::Reading;
use crate::base::UnitId;

/// Who issues a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The territory whose units its group phrases mean.
    pub place: UnitId,
    /// The unit itself; `None` when the tree does not hold that body ("Tỉnh ủy Sóc Trăng" in a tree of territories).
    pub unit: Option<UnitId>,
}

/// Reads the name of an issuer as the head of a document prints it. `None` when it names no unit or more than one.
pub fn issuer(tree: &UnitTree, text: &str, day: Date) -> Option<Issuer> {
    let root = tree.position(country_id());
    let reading = Reading::new(tree, text, root, day);
    if reading.words.is_empty() {
        return None;
    }
    let named = reading.whole_item().map(|unit| reading.issuer_unit(unit));
    named.flatten().or_else(|| reading.central()).or_else(|| reading.place_of_body())
}

impl Reading<'_> {
    /// The text as one item that names one unit.
    fn whole_item(&self) -> Option<u32> {
        let item = self.item(0)?;
        match item.found.as_slice() {
            [found] if found.status == Status::Resolved => only(found.units.clone()),
            _ => None,
        }
    }

    fn issuer_unit(&self, unit: u32) -> Option<Issuer> {
        let place = self.tree.at(self.owner(unit)?).id;
        Some(Issuer { place, unit: Some(self.tree.at(unit).id) })
    }

    /// A central body: its territory is the whole country.
    fn central(&self) -> Option<Issuer> {
        self.role(Role::Central, 0)?;
        Some(Issuer { place: self.tree.at(self.place?).id, unit: None })
    }

    /// A body that the tree does not hold, by the territory in its name: "Sở Y tế tỉnh Sơn La", "Tỉnh ủy Sóc Trăng".
    fn place_of_body(&self) -> Option<Issuer> {
        let named = (0..self.words.len()).find_map(|at| self.named(at)).map(|named| named.unit);
        let place = named.or_else(|| self.place_by_organ())?;
        Some(Issuer { place: self.tree.at(place).id, unit: None })
    }

    fn place_by_organ(&self) -> Option<u32> {
        let start = self.head(0).titled;
        let hit = self.vocabulary().kind_words.longest(&self.words, start)?;
        let kinds = hit.meaning.iter().map(|kind| &self.vocabulary().kinds[*kind]);
        let tiers: Vec<_> = kinds.flat_map(|kind| kind.of.clone()).collect();
        (start + hit.words..self.words.len()).find_map(|at| {
            let name = self.tree.names.territories.longest(&self.words, at)?;
            let fits = |at: &&u32| self.exists(**at) && tiers.contains(&self.tree.at(**at).tier);
            only(name.meaning.iter().filter(fits).copied().collect())
        })
    }
}

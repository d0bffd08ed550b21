//! How long two people must be at a place together for it to be a contact.

use super::{Kind, Minute};

/// Fewest minutes at each kind of place, as the rule pack of the day gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    by_kind: Vec<Option<Minute>>,
    other: Option<Minute>,
}

impl Rule {
    /// The same at every place. Two people who were there together for no whole minute have not met.
    pub fn everywhere(minutes: Minute) -> Self {
        Self { by_kind: Vec::new(), other: Some(minutes.max(1)) }
    }

    /// The same with another time at a kind of place; `None`: people there are not near each other.
    #[must_use]
    pub fn at(mut self, kind: Kind, minutes: Option<Minute>) -> Self {
        let at = usize::from(kind.0);
        if self.by_kind.len() <= at {
            self.by_kind.resize(at + 1, self.other);
        }
        if let Some(slot) = self.by_kind.get_mut(at) {
            *slot = minutes.map(|minutes| minutes.max(1));
        }
        self
    }

    /// Fewest minutes at a kind of place.
    pub fn fewest(&self, kind: Kind) -> Option<Minute> {
        self.by_kind.get(usize::from(kind.0)).copied().unwrap_or(self.other)
    }
}

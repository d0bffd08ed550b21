//! What the directives on distancing say: data of `definitions/rules/measures.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::base::Bilingual;

/// A distancing regime.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// The choice of the register `measure`.
    pub name: String,
    /// What it is called.
    pub title: Bilingual,
    /// The paper.
    pub source: String,
    /// The stricter one has the higher number.
    pub strength: u8,
    /// What it says.
    pub points: Vec<Bilingual>,
}

#[derive(Deserialize)]
struct File {
    regime: Vec<Regime>,
}

static READ: LazyLock<Vec<Regime>> = LazyLock::new(|| {
    let text = include_str!("../../../definitions/rules/measures.toml");
    toml::from_str::<File>(text).map(|file| file.regime).unwrap_or_default()
});

/// The regimes, the strictest first.
pub fn regimes() -> &'static [Regime] {
    &READ
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::built_in;

    #[test]
    fn every_choice_of_the_register_is_a_regime_with_a_source() {
        let registers = built_in();
        let register = registers.iter().find(|one| one.name == "measure").unwrap();
        let field = register.field("regime").unwrap();
        let choices: Vec<&str> =
            register.choices_of(field).iter().map(|one| one.name.as_str()).collect();
        let names: Vec<&str> = regimes().iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, choices);
        assert!(regimes().is_sorted_by_key(|one| u8::MAX - one.strength));
        assert!(regimes().iter().all(|one| !one.source.is_empty()));
    }
}

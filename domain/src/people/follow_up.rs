//! Whom somebody has to follow up: figures that should come down, as data (`definitions/rules/follow_up.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::base::Bilingual;

/// A figure whose people or households are to be followed up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Name of the register.
    pub register: String,
    /// Name of its indicator: the records that it counts are those to follow up.
    pub indicator: String,
}

/// The figures, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUps {
    /// Name of the file's rules.
    pub name: String,
    /// What they are called.
    pub title: Bilingual,
    /// Where they come from.
    pub source: String,
    /// The figures.
    #[serde(rename = "list")]
    pub lists: Vec<FollowUp>,
}

impl FollowUps {
    /// Those of the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }
}

/// A file that cannot be read has no lists; a test holds that it can.
static BUILT_IN: LazyLock<FollowUps> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../definitions/rules/follow_up.toml")).unwrap_or_default()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::built_in;

    #[test]
    fn every_list_is_an_indicator_that_narrows_a_register_of_the_program() {
        let lists = &FollowUps::built_in().lists;
        assert!(lists.len() >= 5);
        let registers = built_in();
        for one in lists {
            let register = registers.iter().find(|register| register.name == one.register);
            let indicator = register.and_then(|register| {
                register.indicators.iter().find(|indicator| indicator.name == one.indicator)
            });
            assert!(indicator.is_some_and(|indicator| !indicator.filter.is_empty()), "{one:?}");
        }
    }
}

//! The name of a figure in a rule: where it comes from, and which it is.

use std::fmt;

/// Where a figure of a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A line of the return itself, as it is stated.
    Line,
    /// The same return of the day before; of the last day with one, where that is not too long ago ([`Check::before_days`]).
    ///
    /// [`Check::before_days`]: super::Check::before_days
    Before,
    /// The sum over the returns that the units below have sent.
    Below,
    /// What the line's register counted at the cut-off, or counts now while that is still to come: what comes in later is
    /// tomorrow's.
    Now,
    /// What the program counted when the return was frozen, where the unit states another figure.
    Counted,
    /// Records that entered a register since the return before.
    Came,
    /// Records that left a register, with a reason, since the return before.
    Struck,
    /// What is usual for the unit, by its own history.
    Usual,
    /// An indicator of this register, now.
    Register(String),
}

/// Prefixes that stand for an origin; any other prefix is the name of a register.
const PREFIXES: [(&str, Origin); 7] = [
    ("before", Origin::Before),
    ("below", Origin::Below),
    ("now", Origin::Now),
    ("counted", Origin::Counted),
    ("came", Origin::Came),
    ("struck", Origin::Struck),
    ("usual", Origin::Usual),
];

/// A figure as a rule names it: `total`, `before.total`, `quarantine_site.beds_occupied`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureName {
    /// Where it comes from.
    pub origin: Origin,
    /// Name of the line, the indicator or (for movements) the register.
    pub name: String,
}

impl FigureName {
    /// Reads the name as it stands in an equation.
    pub fn of(text: &str) -> Self {
        let Some((prefix, name)) = text.split_once('.') else {
            return Self { origin: Origin::Line, name: text.to_owned() };
        };
        let known = PREFIXES.iter().find(|(known, _)| *known == prefix);
        let origin = match known {
            Some((_, origin)) => origin.clone(),
            None => Origin::Register(prefix.to_owned()),
        };
        Self { origin, name: name.to_owned() }
    }

    /// Whether it speaks of a line of the return's template.
    pub fn is_of_line(&self) -> bool {
        !matches!(self.origin, Origin::Came | Origin::Struck | Origin::Register(_))
    }
}

impl fmt::Display for FigureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Origin::Line => f.write_str(&self.name),
            Origin::Register(register) => write!(f, "{register}.{}", self.name),
            origin => {
                let known = PREFIXES.iter().find(|(_, known)| known == origin);
                write!(f, "{}.{}", known.map_or("", |(prefix, _)| prefix), self.name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_as_it_was_written() {
        for text in ["total", "before.total", "below.total", "struck.away_resident", "site.beds"] {
            assert_eq!(FigureName::of(text).to_string(), text);
        }
        assert_eq!(FigureName::of("site.beds").origin, Origin::Register("site".to_owned()));
        assert!(FigureName::of("now.total").is_of_line());
        assert!(!FigureName::of("came.away_resident").is_of_line());
    }
}

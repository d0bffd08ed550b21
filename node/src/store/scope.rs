//! What an officer may see: a short list of ranges of paths. No scope means nothing is seen.

use domain::register::Cell;

/// Ranges of paths. A row is visible when its unit's path lies in one of them.
///
/// The units under a path are the paths that begin with it, which is one range; what was moved away from under it is cut
/// out of that range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// From (included) and to (excluded); in order, apart from each other.
    ranges: Vec<(String, String)>,
}

/// A character after all digits of a path: the end of the range of a path and what is under it.
const AFTER: char = '{';

impl Scope {
    /// Nothing is seen.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Everything is seen: for the program itself (rebuild, collation), not for a person.
    pub fn everything() -> Self {
        Self::under([String::new()])
    }

    /// The units under these paths, and those themselves. Paths that another covers are left out.
    pub fn under(paths: impl IntoIterator<Item = String>) -> Self {
        let mut ranges: Vec<(String, String)> =
            paths.into_iter().map(|path| (path.clone(), format!("{path}{AFTER}"))).collect();
        ranges.sort_unstable();
        let mut apart: Vec<(String, String)> = Vec::new();
        for range in ranges {
            if apart.last().is_none_or(|covering| range.0 >= covering.1) {
                apart.push(range);
            }
        }
        Self { ranges: apart }
    }

    /// One range of paths: from (included) and to (excluded).
    pub(crate) fn between(range: (String, String)) -> Self {
        Self { ranges: vec![range] }
    }

    /// The same without the units under some paths.
    pub fn without(self, paths: impl IntoIterator<Item = String>) -> Self {
        paths.into_iter().fold(self, |scope, path| scope.cut(&path))
    }

    fn cut(self, path: &str) -> Self {
        let (from, to) = (path.to_owned(), format!("{path}{AFTER}"));
        let parts = self.ranges.into_iter().flat_map(|(low, high)| {
            let before = (low.clone(), from.clone().min(high.clone()));
            let after = (to.clone().max(low), high);
            [before, after]
        });
        Self { ranges: parts.filter(|(low, high)| low < high).collect() }
    }

    /// What either sees.
    pub fn or(self, other: Self) -> Self {
        let mut ranges = self.ranges;
        ranges.extend(other.ranges);
        ranges.sort_unstable();
        let mut apart: Vec<(String, String)> = Vec::new();
        for (low, high) in ranges {
            match apart.last_mut() {
                Some(before) if low <= before.1 => {
                    before.1 = high.max(std::mem::take(&mut before.1))
                }
                _ => apart.push((low, high)),
            }
        }
        Self { ranges: apart }
    }

    /// The ranges: from a path, included, to a path, excluded.
    pub fn ranges(&self) -> &[(String, String)] {
        &self.ranges
    }

    /// Whether a row with this path is seen.
    pub fn sees(&self, path: &str) -> bool {
        self.ranges.iter().any(|(low, high)| low.as_str() <= path && path < high.as_str())
    }

    /// The condition on `path` for a `WHERE`, with its parameters from `$from` on. The text holds no value.
    pub fn condition(&self, from: usize) -> (String, Vec<Cell<'static>>) {
        if self.ranges.is_empty() {
            return ("1 = 0".to_owned(), Vec::new());
        }
        let ranges = (0..self.ranges.len()).map(|at| {
            let low = from + 2 * at;
            format!("(path >= ${low} AND path < ${})", low + 1)
        });
        let text = format!("({})", ranges.collect::<Vec<_>>().join(" OR "));
        let bounds = self.ranges.iter().flat_map(|(low, high)| {
            [Cell::Text(low.clone().into()), Cell::Text(high.clone().into())]
        });
        (text, bounds.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(paths: &[&str]) -> Scope {
        Scope::under(paths.iter().map(|path| (*path).to_owned()))
    }

    #[test]
    fn no_scope_sees_nothing_and_a_district_sees_its_communes_only() {
        assert!(!Scope::nothing().sees("00010002"));
        assert_eq!(Scope::nothing().condition(1).0, "1 = 0");
        let district = under(&["00010002"]);
        assert!(district.sees("00010002") && district.sees("000100020003"));
        assert!(!district.sees("00010003") && !district.sees("0001"));
        assert!(Scope::everything().sees("0001"));
    }

    #[test]
    fn covered_prefixes_are_left_out() {
        assert_eq!(under(&["00020001", "0002", "0003"]), under(&["0002", "0003"]));
    }

    #[test]
    fn what_was_moved_away_is_not_seen_and_its_neighbours_are() {
        let scope = under(&["0001"]).without(["00010002".to_owned()]);
        for (path, seen) in [
            ("0001", true),
            ("00010001", true),
            ("00010001zzzz", true),
            ("00010002", false),
            ("000100020001", false),
            ("00010003", true),
            ("0002", false),
        ] {
            assert_eq!(scope.sees(path), seen, "{path}");
        }
        assert_eq!(scope.clone().without(["0001".to_owned()]), Scope::nothing());
        assert_eq!(scope.clone().without(["0002".to_owned()]), scope);
    }

    #[test]
    fn two_scopes_together_see_what_either_sees() {
        let both =
            under(&["0001"]).without(["00010002".to_owned()]).or(under(&["00010002", "0003"]));
        for (path, seen) in
            [("0001", true), ("000100020001", true), ("0002", false), ("0003", true)]
        {
            assert_eq!(both.sees(path), seen, "{path}");
        }
        assert_eq!(Scope::nothing().or(under(&["0001"])), under(&["0001"]));
    }

    #[test]
    fn the_condition_has_only_placeholders() {
        let (text, bounds) = under(&["0001", "0002"]).condition(3);
        assert_eq!(text, "((path >= $3 AND path < $4) OR (path >= $5 AND path < $6))");
        assert_eq!(bounds[1], Cell::Text("0001{".into()));
    }
}

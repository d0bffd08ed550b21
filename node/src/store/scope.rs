//! What an officer may see: a short list of path prefixes. No scope means nothing is seen.

use domain::register::Cell;

/// Path prefixes. A row is visible when its unit's path begins with one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    prefixes: Vec<String>,
}

/// A character after all digits of a path: the end of a prefix's range.
const AFTER: char = '{';

impl Scope {
    /// Nothing is seen.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Everything is seen: for the program itself (rebuild, collation), not for a person.
    pub fn everything() -> Self {
        Self { prefixes: vec![String::new()] }
    }

    /// The units under these paths, and those themselves. Prefixes that another covers are left out.
    pub fn under(paths: impl IntoIterator<Item = String>) -> Self {
        let mut paths: Vec<String> = paths.into_iter().collect();
        paths.sort_unstable();
        let mut prefixes: Vec<String> = Vec::new();
        for path in paths {
            if prefixes.last().is_none_or(|covering| !path.starts_with(covering.as_str())) {
                prefixes.push(path);
            }
        }
        Self { prefixes }
    }

    /// The prefixes.
    pub fn prefixes(&self) -> &[String] {
        &self.prefixes
    }

    /// Whether a row with this path is seen.
    pub fn sees(&self, path: &str) -> bool {
        self.prefixes.iter().any(|prefix| path.starts_with(prefix.as_str()))
    }

    /// The path just after all paths that begin with a prefix.
    pub(crate) fn after(prefix: &str) -> String {
        format!("{prefix}{AFTER}")
    }

    /// The condition on `path` for a `WHERE`, with its parameters from `$from` on. The text holds no value.
    pub fn condition(&self, from: usize) -> (String, Vec<Cell<'static>>) {
        if self.prefixes.is_empty() {
            return ("1 = 0".to_owned(), Vec::new());
        }
        let ranges = (0..self.prefixes.len()).map(|at| {
            let low = from + 2 * at;
            format!("(path >= ${low} AND path < ${})", low + 1)
        });
        let text = format!("({})", ranges.collect::<Vec<_>>().join(" OR "));
        let bounds = self.prefixes.iter().flat_map(|prefix| {
            [Cell::Text(prefix.clone().into()), Cell::Text(Self::after(prefix).into())]
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
        assert_eq!(under(&["00020001", "0002", "0003"]).prefixes(), ["0002", "0003"]);
    }

    #[test]
    fn the_condition_has_only_placeholders() {
        let (text, bounds) = under(&["0001", "0002"]).condition(3);
        assert_eq!(text, "((path >= $3 AND path < $4) OR (path >= $5 AND path < $6))");
        assert_eq!(bounds[1], Cell::Text("0001{".into()));
    }
}

//! The page of the expression language says what the program does.

use std::collections::BTreeMap;

use domain::formula::functions;

#[test]
fn the_pages_name_every_function_and_whether_figures_take_it() {
    let word = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
    let operators = ["or", "and", "div", "mod"];
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for function in functions::all().filter(|f| word(f.name) && !operators.contains(&f.name)) {
        *known.entry(function.name).or_default() |= function.sqlite.is_some();
    }
    known.extend(functions::SPECIAL.map(|name| (name, false)));
    for page in
        [include_str!("../../docs/formulas.vi.md"), include_str!("../../docs/formulas.en.md")]
    {
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
        let told: BTreeMap<&str, bool> =
            rows.map(|(name, rest)| (name, rest.trim_start().starts_with('✓'))).collect();
        assert_eq!(told, known);
    }
}

//! Forms that are written here as tables, and what becomes of them.

mod accepted;
mod again;
mod refused;

use super::*;
use crate::base::Lang;
use crate::base::UnitId;

fn owner() -> Owner {
    Owner::Unit(UnitId::derived("test"))
}

fn form(text: &str) -> Result<Warned<Vec<Definition>>, Vec<Diagnostic>> {
    read(owner(), "phieu", &Sheet::all_from_text(text), &[])
}

fn faults(text: &str) -> String {
    let faults = form(text).expect_err("this form has faults");
    rendered(&faults)
}

fn rendered(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|one| one.render(Lang::En)).collect::<Vec<_>>().join("\n")
}

/// The definitions without what every field has alike, and the warnings.
fn read_form(text: &str) -> String {
    let read = form(text).unwrap_or_else(|faults| panic!("{}", rendered(&faults)));
    let tomls: Vec<String> = read.output.iter().map(Definition::to_toml).collect();
    let same = ["visibility = \"unit\"", "retention = ", "id = "];
    let lines = tomls.iter().flat_map(|toml| toml.lines());
    let kept: Vec<&str> = lines.filter(|line| !same.iter().any(|s| line.starts_with(s))).collect();
    format!("{}\n---\n{}", kept.join("\n"), rendered(&read.warnings))
}

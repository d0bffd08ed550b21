//! Definitions and forms that are refused, each in a file of its own, with what the officer is told of it.

use std::path::Path;

use domain::base::{Diagnostic, Lang, UnitId};
use domain::register::{Definition, Owner, xlsform};
use phaodai::files::form_sheets;

const OWNER: fn() -> Owner = || Owner::Unit(UnitId::derived("test"));

fn faults(path: &Path) -> Vec<Diagnostic> {
    let ending = path.extension().unwrap_or_default();
    if ending == "toml" {
        let text = std::fs::read_to_string(path).unwrap();
        return Definition::issued_by(OWNER(), &text).expect_err(&path.display().to_string());
    }
    let sheets = form_sheets(path).unwrap();
    let read = xlsform::read(OWNER(), "xau", &sheets, &[]);
    read.expect_err(&path.display().to_string())
}

#[test]
fn a_bad_definition_is_told_with_place_expectation_and_way_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/bad");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 20, "{}", paths.len());
    for path in paths {
        let faults = faults(&path);
        for fault in &faults {
            let placed = fault.place.row.is_some() || fault.place.field.is_some();
            let whole_file = fault.code == "form_without_survey";
            assert!(placed || whole_file, "{}: {fault}", path.display());
        }
        let told: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}\n{}", fault.render(Lang::Vi), fault.render(Lang::En)))
            .collect();
        let name = path.file_name().unwrap().to_string_lossy().replace('.', "_");
        insta::assert_snapshot!(name, told.join("\n"));
    }
}

//! The shared workbooks: none makes the program stop, each imports whole or is refused with places.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::base::{Diagnostic, UnitId, Warned};
use domain::register::{Definition, Owner, xlsform};
use phaodai::files::form_sheets;

/// How many of the workbooks of `pyxform` import at least.
const IMPORTED: usize = 38;

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("PHAODAI_SHARED").map(PathBuf::from);
    let forms = folder.map(|folder| folder.join("data/forms")).filter(|forms| forms.is_dir());
    if forms.is_none() {
        println!("skipped: PHAODAI_SHARED has no data/forms");
    }
    forms
}

fn read(path: &Path) -> Result<Warned<Vec<Definition>>, Vec<Diagnostic>> {
    let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
    let sheets = form_sheets(path).map_err(|fault| vec![fault])?;
    xlsform::read(Owner::Unit(UnitId::derived("test")), &stem, &sheets, &[])
}

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
        match ending.as_deref() {
            _ if path.is_dir() => workbooks(&path, found),
            Some("xlsx" | "xls" | "xlsm") => found.push(path),
            _ => {}
        }
    }
}

/// What a definition must be, to be kept: its text is read back, and so is its form.
fn is_whole(definitions: &[Definition]) {
    for definition in definitions {
        assert_eq!(Definition::from_toml(&definition.to_toml()).as_ref(), Ok(definition));
    }
    let sheets = xlsform::sheets(&definitions[0], &definitions[1..]);
    let again = xlsform::read(Owner::BuiltIn, "again", &sheets, &[]).map(|read| read.output);
    let again = again.unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(again, definitions);
}

#[test]
fn the_vietnamese_form_imports_whole() {
    let Some(forms) = shared() else { return };
    let read = read(&forms.join("hcmc_contact_tracing_kobo.xlsx")).unwrap();
    is_whole(&read.output);
    let fields: usize = read.output.iter().map(|definition| definition.in_use().count()).sum();
    assert_eq!((read.output.len(), fields), (12, 122));
    let contacts = read.output.iter().find(|one| one.name.ends_with("contacts_list")).unwrap();
    let link = contacts.field("parent").unwrap();
    assert!(link.register.ends_with("location_list"));
}

#[test]
fn every_workbook_imports_whole_or_is_refused_with_places() {
    let Some(forms) = shared() else { return };
    let mut found = Vec::new();
    workbooks(&forms.join("pyxform_tests"), &mut found);
    found.sort();
    let (mut plain, mut warned) = (0_usize, 0_usize);
    let mut refused: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in &found {
        match read(path) {
            Ok(read) => {
                is_whole(&read.output);
                // Every form without our columns is told what we chose for visibility and retention.
                let ours = ["form_visibility_unit", "form_visibility_sensitive", "form_retention"];
                let more = read.warnings.iter().any(|warning| !ours.contains(&warning.code));
                plain += usize::from(!more);
                warned += usize::from(more);
            }
            Err(faults) => {
                for fault in &faults {
                    let placed = fault.place.sheet.is_some() || fault.code == "form_without_survey";
                    assert!(placed && fault.hint.is_some(), "{}: {fault}", path.display());
                }
                let name = path.strip_prefix(&forms).unwrap().display().to_string();
                refused.insert(name, faults.iter().map(|fault| fault.code).collect());
            }
        }
    }
    println!(
        "{} workbooks: {plain} whole, {warned} with warnings, {} refused",
        found.len(),
        refused.len()
    );
    for (name, codes) in &refused {
        println!("  {name}: {}", codes.join(", "));
    }
    assert!(plain + warned >= IMPORTED, "{plain} + {warned}");
}

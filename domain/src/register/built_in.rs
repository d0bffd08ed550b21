//! The registers that every node has from the start, read from the data folder at compile time.

use std::sync::LazyLock;

use super::{Definition, Owner};
use crate::base::Diagnostic;

/// A file of the program and its text.
type File = (&'static str, &'static str);

macro_rules! file {
    ($path:literal) => {
        ($path, include_str!(concat!("../../../", $path)))
    };
}

const SYSTEM: &[File] = &[
    file!("definitions/system/unit.toml"),
    file!("definitions/system/unit_relation.toml"),
    file!("definitions/system/home_node.toml"),
    file!("definitions/system/node.toml"),
    file!("definitions/system/officer.toml"),
    file!("definitions/system/definition.toml"),
    file!("definitions/system/directive.toml"),
    file!("definitions/system/notice.toml"),
    file!("definitions/system/obligation.toml"),
    file!("definitions/system/import.toml"),
    file!("definitions/system/column_mapping.toml"),
    file!("definitions/system/told_apart.toml"),
    file!("definitions/system/return.toml"),
    file!("definitions/system/return_owed.toml"),
    file!("definitions/system/attestation.toml"),
    file!("definitions/system/receipt.toml"),
    file!("definitions/system/task.toml"),
    file!("definitions/system/discrepancy.toml"),
    file!("definitions/system/rule_pack.toml"),
    file!("definitions/system/attachment.toml"),
    file!("definitions/system/response_body.toml"),
    file!("definitions/system/body_member.toml"),
    file!("definitions/system/body_paper.toml"),
    file!("definitions/system/body_duty.toml"),
    file!("definitions/system/area_in_charge.toml"),
    file!("definitions/system/visit.toml"),
    file!("definitions/system/reading.toml"),
    file!("definitions/system/reminder.toml"),
    file!("definitions/system/briefing_edit.toml"),
];

const BUILT_IN: &[File] = &[
    file!("definitions/registers/away_resident.toml"),
    file!("definitions/registers/household.toml"),
    file!("definitions/registers/household_member.toml"),
    file!("definitions/registers/quarantine_site.toml"),
    file!("definitions/registers/daily_situation.toml"),
    file!("definitions/registers/person.toml"),
    file!("definitions/registers/risk_level.toml"),
    file!("definitions/registers/place.toml"),
    file!("definitions/registers/place_visit.toml"),
    file!("definitions/registers/contact.toml"),
    file!("definitions/registers/case.toml"),
    file!("definitions/registers/traced_contact.toml"),
    file!("definitions/registers/follow_up.toml"),
    file!("definitions/registers/follow_up_day.toml"),
    file!("definitions/registers/quarantine_stay.toml"),
    file!("definitions/registers/zone.toml"),
    file!("definitions/registers/checkpoint.toml"),
    file!("definitions/registers/measure.toml"),
    file!("definitions/registers/sighting.toml"),
    file!("definitions/registers/compliance_check.toml"),
    file!("definitions/registers/service_point.toml"),
];

/// All built-in definitions: the system's first, then the registers of national rules.
///
/// A file that cannot be read has none here: whoever starts the program asks [`built_in_faults`] first.
pub fn built_in() -> Vec<Definition> {
    READ.0.clone()
}

/// What is wrong with the definitions that the program was built with, each fault naming its file. A program with any
/// must not start: a register that is silently missing would look like an empty one.
pub fn built_in_faults() -> Vec<Diagnostic> {
    READ.1.clone()
}

/// The files as they were read, once for each run of the program.
static READ: LazyLock<(Vec<Definition>, Vec<Diagnostic>)> =
    LazyLock::new(|| read_all(SYSTEM, BUILT_IN));

fn read_all(system: &[File], built_in: &[File]) -> (Vec<Definition>, Vec<Diagnostic>) {
    let system = system.iter().map(|file| (Owner::System, file));
    let built_in = built_in.iter().map(|file| (Owner::BuiltIn, file));
    let (mut definitions, mut faults) = (Vec::new(), Vec::new());
    for (owner, file) in system.chain(built_in) {
        match read(owner, *file) {
            Ok(definition) => definitions.push(definition),
            Err(found) => faults.extend(found),
        }
    }
    (definitions, faults)
}

fn read(owner: Owner, (name, text): File) -> Result<Definition, Vec<Diagnostic>> {
    let read = Definition::issued_by(owner, text);
    read.map_err(|faults| faults.into_iter().map(|fault| fault.in_file(name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_of_the_program_is_read() {
        let faults: Vec<String> = built_in_faults().iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert_eq!(built_in().len(), SYSTEM.len() + BUILT_IN.len());
    }

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (folder, files) in [("definitions/system", SYSTEM), ("definitions/registers", BUILT_IN)]
        {
            let there = std::fs::read_dir(root.join(folder)).unwrap();
            let there: std::collections::BTreeSet<String> = there
                .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().display()))
                .collect();
            assert_eq!(there, files.iter().map(|(name, _)| (*name).to_owned()).collect());
        }
    }

    #[test]
    fn a_definition_that_cannot_be_read_is_named_with_its_file() {
        let broken: File = ("definitions/registers/hong.toml", "name = \"hong\"\nversion = 0");
        let (definitions, found) = read_all(SYSTEM, &[broken]);
        assert!(!found.is_empty());
        assert_eq!(definitions.len(), SYSTEM.len());
        for fault in found {
            assert_eq!(fault.place.file.as_deref(), Some("definitions/registers/hong.toml"));
        }
    }
}

//! The registers that every node has from the start, read from the data folder at compile time.

use super::{Definition, Owner};
use crate::base::Diagnostic;

const SYSTEM: &[&str] = &[
    include_str!("../../../definitions/system/unit.toml"),
    include_str!("../../../definitions/system/unit_relation.toml"),
    include_str!("../../../definitions/system/home_node.toml"),
    include_str!("../../../definitions/system/node.toml"),
    include_str!("../../../definitions/system/officer.toml"),
    include_str!("../../../definitions/system/definition.toml"),
    include_str!("../../../definitions/system/directive.toml"),
    include_str!("../../../definitions/system/obligation.toml"),
    include_str!("../../../definitions/system/import.toml"),
    include_str!("../../../definitions/system/return.toml"),
    include_str!("../../../definitions/system/attestation.toml"),
    include_str!("../../../definitions/system/receipt.toml"),
];

const BUILT_IN: &[&str] = &[include_str!("../../../definitions/registers/away_resident.toml")];

/// All built-in definitions: the system's first, then the registers of national rules.
///
/// They are data of the program itself; a test reads every one, so that none is ever left out here.
pub fn built_in() -> Vec<Definition> {
    read_all().into_iter().filter_map(Result::ok).collect()
}

fn read_all() -> Vec<Result<Definition, Vec<Diagnostic>>> {
    let system = SYSTEM.iter().map(|text| Definition::issued_by(Owner::System, text));
    let registers = BUILT_IN.iter().map(|text| Definition::issued_by(Owner::BuiltIn, text));
    system.chain(registers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_of_the_program_is_read() {
        for (text, read) in SYSTEM.iter().chain(BUILT_IN).zip(read_all()) {
            let faults = read.err().unwrap_or_default();
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            assert!(faults.is_empty(), "{}\n{}", &text[..80], faults.join("\n"));
        }
        assert_eq!(built_in().len(), SYSTEM.len() + BUILT_IN.len());
    }
}

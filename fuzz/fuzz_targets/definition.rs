//! A definition that somebody wrote by hand: it is read, or every fault is told; what is read survives its own text.
#![no_main]

use domain::register::{Definition, Owner};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match Definition::issued_by(Owner::BuiltIn, &text) {
        Ok(definition) => assert_eq!(Definition::from_toml(&definition.to_toml()), Ok(definition)),
        Err(faults) => assert!(!faults.is_empty()),
    }
});

//! Bytes from another node: an entry, its bodies and a body are read or refused, never believed and never a panic.
#![no_main]

use domain::entry::{Sealed, pack};
use domain::record;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sealed) = Sealed::read(bytes.to_vec()) {
        let again = sealed.entry().clone().seal();
        assert_eq!(again.bytes(), bytes, "what was read is written again the same");
    }
    if let Ok(slots) = pack::read(bytes) {
        slots.iter().flatten().for_each(|(_, body)| has_one_form(body));
    }
    has_one_form(bytes);
});

fn has_one_form(bytes: &[u8]) {
    if let Ok(body) = record::decode(bytes) {
        assert_eq!(record::encode(&body), bytes, "a body has one form only");
    }
}

//! Bytes from another node: an entry, its bodies and a body are read or refused, never believed and never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sealed) = domain::entry::Sealed::read(bytes.to_vec()) {
        assert_eq!(sealed.bytes(), bytes, "what was read is what is kept");
    }
    if let Ok(body) = domain::record::decode(bytes) {
        assert_eq!(domain::record::encode(&body), bytes, "a body has one form only");
    }
});

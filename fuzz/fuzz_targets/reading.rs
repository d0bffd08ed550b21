//! Reading must never fail, whatever the text: no panic, no line that nobody accounts for, always valid JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let document = domain::document::parse(&text);
    let reading = domain::directive::read(&document);
    let json = serde_json::to_string(&reading).expect("a reading is always valid JSON");
    assert!(!json.is_empty());
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    for obligation in &reading.obligations {
        assert!(obligation.lines.first >= 1 && obligation.lines.last <= lines.max(1), "{:?}", obligation.lines);
    }
});

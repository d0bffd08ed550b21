//! What whoever keeps the machine is told once a week.

use std::collections::BTreeMap;

use serde_json::Value;

use super::list;
use crate::support::{COMMUNE, Desk};

/// What `doctor` says, by code.
fn states(desk: &Desk) -> BTreeMap<String, String> {
    let checks: Value = serde_json::from_str(&desk.run(["doctor"]).out).unwrap();
    let text = |check: &Value, name: &str| check[name].as_str().unwrap().to_owned();
    let all = checks.as_array().unwrap().iter();
    all.map(|check| (text(check, "code"), text(check, "state"))).collect()
}

#[test]
fn a_fresh_node_is_whole_and_asks_for_its_first_backup() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list(0..50));
    desk.import(&file, COMMUNE).done();
    let found = states(&desk);
    let codes: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(codes, ["backup", "clock", "disk_encryption", "figures", "key", "ledger", "room"]);
    assert_eq!((found["ledger"].as_str(), found["backup"].as_str()), ("good", "bad"));
    assert_eq!(desk.run(["doctor"]).code, 1, "there is something to mend");
    desk.run(["backup", &desk.argument("sao-luu.db")]).done();
    // It lies beside the data: better than none.
    assert_eq!(states(&desk)["backup"], if cfg!(unix) { "attention" } else { "good" });
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::district();
    assert_eq!(states(&desk)["key"], "good");
    let key = desk.data().join("node.key");
    std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(states(&desk)["key"], "bad");
}

#[test]
fn a_broken_ledger_is_told_and_nothing_panics() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list(0..200));
    desk.import(&file, COMMUNE).done();
    let database = desk.data().join("phaodai.db");
    let bytes = std::fs::read(&database).unwrap();
    assert_eq!(states(&desk)["ledger"], "good");
    // As it stands in the body of an entry: a text of ten bytes in CBOR (RFC 8949).
    let way = [&[0x6a], "Bắc Ninh".as_bytes()].concat();
    let at = bytes.windows(way.len()).position(|window| window == way).unwrap();
    let mut changed = bytes;
    changed[at + 1] ^= 1;
    std::fs::write(&database, changed).unwrap();
    assert_eq!(states(&desk)["ledger"], "bad");
}

//! One byte changed in the database file, by hand: `verify` says where.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Demonstration, run};
use crate::support::Ran;

/// A copy of the demonstration's node that may be damaged.
fn copy() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (backup, data) = (folder.path().join("sao-luu.db"), folder.path().join("data"));
    let backup = backup.to_str().unwrap();
    Demonstration::shared().run(["backup", backup]).done();
    run(&data, ["restore", backup]).done();
    assert_eq!(run(&data, ["verify"]).done()["whole"], true);
    (folder, data)
}

/// Where bytes stand in the database.
fn places(database: &[u8], sought: &[u8]) -> Vec<usize> {
    let windows = database.windows(sought.len()).enumerate();
    windows.filter(|(_, window)| *window == sought).map(|(at, _)| at).collect()
}

/// The name of a person as it stands in the body of an entry: field 1 and a text in CBOR (RFC 8949).
fn in_a_body(name: &str) -> Vec<u8> {
    let length = u8::try_from(name.len()).unwrap();
    let head = if length < 24 { vec![1, 0x60 | length] } else { vec![1, 0x78, length] };
    [&head, name.as_bytes()].concat()
}

/// Somebody whose name stands in one body only: id, name, and where in the file.
fn somebody(database: &[u8]) -> (String, String, usize) {
    let figure = "04105/2021-09-10/not_returned";
    let opened = Demonstration::shared().run(["open", figure, "--limit", "200"]).done();
    let records = opened["records"].as_array().unwrap();
    let found = records.iter().find_map(|record| {
        let name = record["fields"]["full_name"].as_str()?;
        match places(database, &in_a_body(name))[..] {
            [at] => Some((record["id"].as_str()?.to_owned(), name.to_owned(), at)),
            _ => None,
        }
    });
    found.expect("a name that only one of two hundred has")
}

fn verify_with_a_changed_byte(data: &Path, at: usize) -> Ran {
    let file = data.join("phaodai.db");
    let mut database = fs::read(&file).unwrap();
    database[at] ^= 1;
    fs::write(&file, database).unwrap();
    run(data, ["verify"])
}

#[test]
fn a_changed_byte_of_an_entry_is_named_with_its_entry_and_record() {
    let (_folder, data) = copy();
    let database = fs::read(data.join("phaodai.db")).unwrap();
    let (id, name, at) = somebody(&database);
    let verified = verify_with_a_changed_byte(&data, at + in_a_body(&name).len() - 1).partly();
    assert_eq!(verified["whole"], false);
    let broken = &verified["first_broken"];
    assert!(broken["entry"].is_u64() && broken["seq"].is_u64(), "{verified}");
    assert!(broken["what"].as_str().unwrap().contains(&id), "{id}: {verified}");
}

#[test]
fn a_changed_byte_of_a_table_is_named_with_its_record() {
    let (_folder, data) = copy();
    let database = fs::read(data.join("phaodai.db")).unwrap();
    let (id, name, body) = somebody(&database);
    let mut outside = places(&database, name.as_bytes());
    outside.retain(|at| *at != body + in_a_body(&name).len() - name.len());
    assert_eq!(outside.len(), 1, "one body and one row of a table");
    let verified = verify_with_a_changed_byte(&data, outside[0] + name.len() - 1).partly();
    assert_eq!(verified["whole"], false);
    let broken = verified["broken"].as_array().unwrap();
    assert!(broken.iter().any(|what| what.as_str().unwrap().contains(&id)), "{id}: {verified}");
}

//! Two people at one node: both lists are there, in whichever order they came.

use super::list;
use crate::support::{COMMUNE, Desk, OTHER_COMMUNE, Ran};

#[test]
fn two_imports_at_once_are_both_there() {
    let desk = Desk::district();
    let (one, other) = (desk.put("mot.csv", list(0..8_000)), desk.put("hai.csv", list(0..8_000)));
    let start = |file: &str, unit: &str| {
        let mut command = desk.command(["import", "away_resident", file, "--unit", unit]);
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    let running = [start(&one, COMMUNE), start(&other, OTHER_COMMUNE)];
    for child in running {
        let outcome = Ran::of(child.wait_with_output().unwrap()).done();
        assert_eq!(outcome["accepted"], 8_000);
    }
    for unit in [COMMUNE, OTHER_COMMUNE] {
        assert_eq!(desk.records(unit, "csv").len(), 8_000);
    }
    desk.entries();
}

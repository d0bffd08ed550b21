//! A disk that takes no more: told, nothing half-written, readable, and gone on with when there is room.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::list;
use crate::support::{COMMUNE, Desk, Ran};

const ROWS: usize = 30_000;

/// The file that `SQLite` keeps beside a database in use, in bytes: `phaodai.db-shm`.
const INDEX: u64 = 32 * 1024;

/// Runs the program at a desk with a limit on the size of the files it writes, in bytes.
fn limited(desk: &Desk, bytes: u64, arguments: &[&str]) -> Ran {
    let full = desk.command(arguments);
    let mut shell = Command::new("sh");
    // POSIX: the limit counts blocks of 512 bytes.
    shell.args(["-c", &format!("ulimit -f {}; exec \"$@\"", bytes / 512), "sh"]);
    shell.arg(full.get_program()).args(full.get_args());
    Ran::of(shell.output().expect("a shell"))
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |file| file.len())
}

#[test]
fn an_import_onto_a_full_disk_says_so_and_goes_on_when_there_is_room() {
    let desk = Desk::district();
    let first = desk.put("dau.csv", list(0..100));
    desk.import(&first, COMMUNE).done();
    let file = desk.put("ds.csv", list(0..ROWS));
    let room = size(&desk.data().join("phaodai.db")) + 1_500_000;
    let cut = limited(&desk, room, &["import", "away_resident", &file, "--unit", COMMUNE]);
    cut.refused(1, "store_unwritable");
    // It can still be read, if only the index of the log finds room, and holds whole entries only.
    assert_eq!(limited(&desk, INDEX, &["verify", "--quick"]).done()["whole"], true);
    limited(&desk, 0, &["verify", "--quick"]).refused(1, "store_unwritable");
    assert!(desk.records(COMMUNE, "csv").len() >= 100);
    // With room again the same call goes on, and nobody is there twice.
    desk.import(&file, COMMUNE).done();
    assert_eq!(desk.records(COMMUNE, "csv").len(), ROWS);
    desk.entries();
}

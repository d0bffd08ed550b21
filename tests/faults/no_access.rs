//! A data folder that may be read and not written: a copy on a disk, an account without rights.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;

use super::list;
use crate::support::{COMMUNE, Desk, Ran};

/// Somebody who owns nothing here: the account `nobody` of Debian.
const NOBODY: u32 = 65_534;

#[test]
fn a_folder_that_may_not_be_written_is_told_with_the_way_out() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list(0..10));
    desk.import(&file, COMMUNE).done();
    // Root may write anywhere, so the program runs as somebody else, from a place that everybody can reach.
    let program = desk.path("phaodai");
    let import = desk.command(["import", "away_resident", &file, "--unit", COMMUNE]);
    fs::copy(import.get_program(), &program).unwrap();
    let open = |path: &std::path::Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    };
    open(program.parent().unwrap(), 0o755);
    open(&desk.data(), 0o555);
    open(&desk.data().join("phaodai.db"), 0o444);
    let mut command = std::process::Command::new(&program);
    command.args(import.get_args());
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    Ran::of(command.output().unwrap()).refused(1, "store_no_access");
    open(&desk.data(), 0o755);
    open(&desk.data().join("phaodai.db"), 0o644);
    assert_eq!(desk.records(COMMUNE, "csv").len(), 10);
}

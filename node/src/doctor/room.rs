//! Is there room for the next days?

use std::path::Path;

use super::{Check, State};
use crate::os;

const MIB: u64 = 1024 * 1024;
/// An import of a million rows takes about half a gigabyte, and a backup the size of the database.
const ENOUGH: u64 = 2048 * MIB;
/// Below this a day's returns may not fit.
const LITTLE: u64 = 256 * MIB;

pub(super) fn check(folder: &Path) -> Check {
    match os::free_bytes(folder) {
        Some(free) => judge(free),
        None => Check::of(
            "room",
            State::Unknown,
            (
                "Không biết ổ đĩa còn bao nhiêu chỗ trên máy này.",
                "How much room the disk has cannot be told on this machine.",
            ),
            (
                "Xem dung lượng ổ đĩa trong hệ điều hành.",
                "Look at the disk in the system's own tool.",
            ),
        ),
    }
}

fn judge(free: u64) -> Check {
    let mib = free / MIB;
    let (vi, en) = (format!("Ổ đĩa còn {mib} MiB."), format!("The disk has {mib} MiB left."));
    let remedy = (
        "Dọn ổ đĩa hoặc chuyển dữ liệu sang ổ lớn hơn (backup, restore).",
        "Free some room, or move the data to a larger disk (backup, restore).",
    );
    match free {
        ENOUGH.. => Check::good("room", vi, en),
        LITTLE.. => Check::of("room", State::Attention, (vi, en), remedy),
        _ => Check::of("room", State::Bad, (vi, en), remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_room_asks_for_a_look_and_none_is_bad() {
        assert_eq!(judge(10 * ENOUGH).state, State::Good);
        assert_eq!(judge(ENOUGH - 1).state, State::Attention);
        assert_eq!(judge(LITTLE - 1).state, State::Bad);
    }

    #[test]
    fn the_disk_of_a_folder_has_some_room() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!cfg!(unix) || os::free_bytes(folder.path()).is_some_and(|free| free > 0));
    }
}

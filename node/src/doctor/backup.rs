//! How old is the last backup?

use jiff::Timestamp;

use super::{Check, State};

/// A day's work is the most that an outbreak can spare.
const OLD_HOURS: i64 = 24;
/// A week's lists cannot be typed again.
const TOO_OLD_HOURS: i64 = 7 * 24;

/// The last backup, as the node noted it.
pub(super) struct Last {
    pub(super) at: Timestamp,
    pub(super) place: String,
    /// Whether it lies on the disk of the data: one theft, one broken disk, and both are gone.
    pub(super) same_disk: bool,
}

pub(super) fn check(last: Option<Last>, now: Timestamp, entries: u64) -> Check {
    let remedy = (
        "Sao lưu ra ổ khác hằng ngày: phaodai backup E:/sao-luu/TEN.db; giữ node.key ở nơi riêng.",
        "Back up to another disk every day: phaodai backup E:/backups/NAME.db; keep node.key apart.",
    );
    let Some(Last { at, place, same_disk }) = last else {
        let found = (
            format!("Chưa từng sao lưu; máy đang giữ {entries} bút toán."),
            format!("There never was a backup; this node holds {entries} entries."),
        );
        return Check::of("backup", State::Bad, found, remedy);
    };
    let hours = at.duration_until(now).as_hours();
    let (vi, en) = (
        format!("Lần sao lưu gần nhất cách đây {hours} giờ: {place}."),
        format!("The last backup is {hours} hours old: {place}."),
    );
    if same_disk && hours < TOO_OLD_HOURS {
        let found = (
            format!("{vi} Nó nằm cùng ổ đĩa với dữ liệu."),
            format!("{en} It lies on the disk of the data."),
        );
        return Check::of("backup", State::Attention, found, remedy);
    }
    match hours {
        ..OLD_HOURS => Check::good("backup", vi, en),
        OLD_HOURS..TOO_OLD_HOURS => Check::of("backup", State::Attention, (vi, en), remedy),
        _ => Check::of("backup", State::Bad, (vi, en), remedy),
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn a_backup_is_good_for_a_day_and_bad_after_a_week() {
        let now: Timestamp = "2021-09-10T03:00:00Z".parse().unwrap();
        let state = |hours: i64| {
            let (at, place) = (now - hours.hours(), "E:/x.db".to_owned());
            check(Some(Last { at, place, same_disk: false }), now, 5).state
        };
        assert_eq!((state(0), state(23)), (State::Good, State::Good));
        assert_eq!((state(24), state(167)), (State::Attention, State::Attention));
        assert_eq!(state(168), State::Bad);
        assert_eq!(check(None, now, 5).state, State::Bad);
        let beside = Last { at: now, place: "./b.db".to_owned(), same_disk: true };
        assert_eq!(check(Some(beside), now, 5).state, State::Attention);
    }
}

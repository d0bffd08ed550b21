//! Is the clock right? It decides who was on time.

use domain::base::local;
use jiff::{SignedDuration, Timestamp};

use super::{Check, Machine, State};

/// Clocks of two machines differ by minutes; more is a wrong clock.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
/// A node that nobody used for a year, or a clock that was set a year ahead.
const LEAP: SignedDuration = SignedDuration::from_hours(366 * 24);

pub(super) fn check(last: Option<Timestamp>, now: Timestamp, machine: &Machine) -> Check {
    let remedy = (
        "Đặt lại ngày giờ của máy theo giờ mạng (múi +07:00) trước khi nhận hoặc gửi báo cáo: giờ này quyết định đúng hạn hay muộn.",
        "Set the machine's clock by the network (+07:00) before a return is sent or received: it decides who is on time.",
    );
    let shown = |moment: Timestamp| local(moment).strftime("%H:%M %d/%m/%Y").to_string();
    let Some(last) = last else { return synchronized(now, machine) };
    let behind = now.duration_until(last);
    if behind > TOLERANCE {
        let found = (
            format!(
                "Đồng hồ máy ({}) chậm hơn bút toán mới nhất ({}): đồng hồ đang chậm, hoặc đã từng chạy trước.",
                shown(now),
                shown(last)
            ),
            format!(
                "The clock ({}) is behind the newest entry ({}): it is slow now, or was fast before.",
                shown(now),
                shown(last)
            ),
        );
        return Check::of("clock", State::Bad, found, remedy);
    }
    if last.duration_until(now) > LEAP {
        let found = (
            format!(
                "Từ bút toán mới nhất ({}) đến giờ máy ({}) hơn một năm.",
                shown(last),
                shown(now)
            ),
            format!(
                "More than a year lies between the newest entry ({}) and the clock ({}).",
                shown(last),
                shown(now)
            ),
        );
        return Check::of("clock", State::Attention, found, remedy);
    }
    synchronized(now, machine)
}

/// Whether a time server has set the clock.
fn synchronized(now: Timestamp, machine: &Machine) -> Check {
    let shown = local(now).strftime("%H:%M %d/%m/%Y").to_string();
    if machine.synchronized.exists() {
        return Check::good(
            "clock",
            format!("Đồng hồ {shown}, đã chỉnh theo giờ mạng."),
            format!("The clock says {shown} and was set by the network."),
        );
    }
    let state = if machine.keeps_time.exists() { State::Attention } else { State::Unknown };
    Check::of(
        "clock",
        state,
        (
            format!("Đồng hồ {shown}; không biết có theo giờ mạng hay không."),
            format!("The clock says {shown}; whether the network set it cannot be told."),
        ),
        ("So với giờ trên điện thoại.", "Compare it with the clock of a telephone."),
    )
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn state(last: Option<Timestamp>) -> State {
        let folder = tempfile::tempdir().unwrap();
        let synchronized = folder.path().join("synchronized");
        std::fs::write(&synchronized, "").unwrap();
        let machine = Machine { synchronized, ..Machine::default() };
        check(last, now(), &machine).state
    }

    fn now() -> Timestamp {
        "2021-09-10T03:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_clock_behind_the_ledger_is_bad_and_one_far_ahead_asks_for_a_look() {
        assert_eq!(state(None), State::Good);
        assert_eq!(state(Some(now() - 1.hour())), State::Good);
        assert_eq!(state(Some(now() + 4.minutes())), State::Good, "clocks differ by minutes");
        assert_eq!(state(Some(now() + 6.minutes())), State::Bad);
        assert_eq!(state(Some(now() - (366 * 24).hours())), State::Good);
        assert_eq!(state(Some(now() - (367 * 24).hours())), State::Attention);
    }

    #[test]
    fn without_a_time_server_nothing_is_claimed() {
        let nowhere = tempfile::tempdir().unwrap();
        let (synchronized, keeps_time) =
            (nowhere.path().join("synchronized"), nowhere.path().join("none"));
        let machine = Machine { synchronized, keeps_time, ..Machine::default() };
        assert_eq!(check(None, now(), &machine).state, State::Unknown);
        let kept = Machine { keeps_time: nowhere.path().to_owned(), ..machine };
        assert_eq!(check(None, now(), &kept).state, State::Attention);
    }
}

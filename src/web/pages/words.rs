//! Words that several pages share: how things stand, as a coloured tag.

use domain::base::{Bilingual, Lang};
use domain::directive::task::Standing as TaskStanding;
use domain::returns::Standing;
use node::publish::State;

/// A short word with a colour.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    /// `ok`, `warn`, `bad`, or nothing.
    pub(crate) class: &'static str,
    /// The word.
    pub(crate) text: String,
}

fn tag(class: &'static str, lang: Lang, vi: &str, en: &str) -> Tag {
    Tag { class, text: Bilingual::new(vi, en).get(lang).to_owned() }
}

/// How a unit stands towards a return.
pub(crate) fn standing(standing: Standing, lang: Lang) -> Tag {
    match standing {
        Standing::OnTime => tag("ok", lang, "đúng giờ", "on time"),
        Standing::Late => tag("warn", lang, "muộn", "late"),
        Standing::Missing => tag("bad", lang, "chưa báo cáo", "missing"),
        Standing::Waiting => tag("", lang, "chờ, còn hạn", "waiting"),
    }
}

/// How a task stands.
pub(crate) fn task(standing: TaskStanding, lang: Lang) -> Tag {
    match standing {
        TaskStanding::Asleep => tag("", lang, "chờ điều kiện", "waiting for its condition"),
        TaskStanding::InTime => tag("", lang, "còn hạn", "in time"),
        TaskStanding::NoTerm => tag("", lang, "không có hạn", "no term"),
        TaskStanding::Late => tag("bad", lang, "quá hạn", "late"),
        TaskStanding::KeptUp => tag("ok", lang, "đang duy trì", "kept up"),
        TaskStanding::Silent => {
            tag("bad", lang, "im lặng, không có minh chứng", "silent, no evidence")
        }
        TaskStanding::DoneInTime => tag("ok", lang, "xong đúng hạn", "done in time"),
        TaskStanding::DoneLate => tag("warn", lang, "xong muộn", "done late"),
        TaskStanding::Released => tag("", lang, "không phải làm nữa", "released"),
    }
}

/// Where a version of a return stands.
pub(crate) fn version(state: State, lang: Lang) -> Tag {
    match state.name() {
        "draft" => tag("", lang, "bản nháp", "draft"),
        "confirmed" => tag("warn", lang, "đã đủ xác nhận, chưa gửi", "confirmed, not sent"),
        "received" => tag("ok", lang, "đã nhận", "received"),
        "superseded" => tag("", lang, "đã có bản thay", "superseded"),
        other => tag("", lang, other, other),
    }
}

/// A moment with the offset of Vietnam, for `datetime` and the countdown.
pub(crate) fn stamp(at: jiff::Timestamp) -> String {
    at.display_with_offset(domain::base::VIETNAM).to_string()
}

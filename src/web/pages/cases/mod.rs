//! Cases: the night on which a test comes back positive, from the contact list to the last contact reached; and what the
//! cases of a district look like together.

mod act;
mod calls;
mod list;
mod paper;
mod pictures;
mod show;

use domain::base::Lang;
use domain::people::Right::{ReadRecords, WriteRecords};
use domain::tracing::{Class, Ended};
use jiff::civil::DateTime;
use node::analysis::tracing::{Case, Contact};

use super::words::Tag;
use crate::web::chrome::{day_text, wall_text};
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/cases", Need::Right(ReadRecords), list::show),
    Route::get("/cases/pictures", Need::Right(ReadRecords), pictures::show),
    Route::get("/cases/{record}", Need::Right(ReadRecords), show::show),
    Route::get("/cases/{record}/calls", Need::Right(ReadRecords), calls::show),
    Route::get("/cases/{record}/contacts.docx", Need::Right(ReadRecords), paper::contacts),
    Route::post("/cases/{record}/state", Need::Right(WriteRecords), act::state),
    Route::post("/cases/{record}/list", Need::Right(WriteRecords), act::list),
    Route::post("/cases/{record}/strike", Need::Right(WriteRecords), act::strike),
    Route::post("/cases/{record}/result", Need::Right(WriteRecords), act::result),
    Route::post("/cases/{record}/met", Need::Right(WriteRecords), act::met),
    Route::post("/cases/{record}/was", Need::Right(WriteRecords), act::was),
    Route::post("/cases/{record}/close", Need::Right(WriteRecords), act::close),
];

/// `F1`, as people write it.
pub(super) fn class(class: Class, lang: Lang) -> String {
    match class {
        Class::None => domain::base::Bilingual::new("hết diện", "none").get(lang).to_owned(),
        class => class.name().to_uppercase(),
    }
}

/// Why somebody is no longer followed.
pub(super) fn ended(ended: Ended, visit: &Visit<'_>) -> String {
    match ended {
        Ended::Window => visit.w("hết thời gian theo dõi", "the time is over"),
        Ended::LinkNegative => visit.w("F1 liên quan âm tính", "the linked F1 is negative"),
        Ended::BecameCase => visit.w("thành F0", "became a case"),
        Ended::NoContact => visit.w("không còn tiếp xúc", "no contact is left"),
        Ended::Struck => visit.w("bỏ khỏi danh sách", "struck off"),
    }
    .to_owned()
}

/// Where somebody is: village and unit, or beyond the units of this node.
pub(super) fn place(one: &Contact, visit: &Visit<'_>) -> String {
    match (one.beyond.as_str(), one.village.as_str()) {
        ("", "") => visit.unit_name(one.where_is),
        ("", village) => format!("{village}, {}", visit.unit_name(one.where_is)),
        (beyond, _) => beyond.to_owned(),
    }
}

/// How a case stands.
pub(super) fn state(case: &Case, visit: &Visit<'_>) -> Tag {
    let (class, vi, en) = match (case.state.as_str(), case.outcome.as_str()) {
        ("suspected", _) => ("warn", "nghi ngờ", "suspected"),
        ("provisional", _) => ("warn", "test nhanh dương tính", "antigen positive"),
        ("negative", _) => ("", "âm tính, loại trừ", "excluded"),
        (_, "discharged") => ("ok", "ra viện", "discharged"),
        (_, "died") => ("", "tử vong", "died"),
        (_, "moved") => ("", "chuyển nơi khác", "moved"),
        _ => ("bad", "F0, đang điều trị", "F0, under treatment"),
    };
    Tag { class, text: visit.w(vi, en).to_owned() }
}

/// `8/5/2021 10:00–13:00`, or over several days with both.
pub(super) fn times(from: DateTime, to: DateTime) -> String {
    if from.date() == to.date() {
        return format!("{}–{:02}:{:02}", wall_text(from), to.hour(), to.minute());
    }
    format!("{} – {}", wall_text(from), wall_text(to))
}

/// The days of a case in one line.
pub(super) fn days(case: &Case, visit: &Visit<'_>) -> String {
    let days = [
        (visit.w("khởi phát", "onset"), case.days.onset),
        (visit.w("lấy mẫu", "sample"), case.days.sampled),
        (visit.w("ghi nhận", "confirmed"), case.days.confirmed),
    ];
    let known = days.iter().filter_map(|(word, day)| Some(format!("{word} {}", day_text((*day)?))));
    known.collect::<Vec<_>>().join(" · ")
}

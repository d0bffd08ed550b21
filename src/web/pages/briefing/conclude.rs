//! What was decided: on record as a notice, read as a directive, issued as tasks from its page.

use domain::base::Diagnostic;
use domain::people::Right;
use domain::{directive, document};
use node::tasks::{Incoming, Office};

use crate::cli::briefing::notice;
use crate::web::pages::directives;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Takes the conclusions, a line each.
pub(super) fn take(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::Conclude)?;
    let day = visit.day()?;
    let words = visit.form.some("words").ok_or_else(|| {
        Diagnostic::error("words_missing", "Chưa có kết luận nào.", "There is no conclusion.")
            .hint("Ghi mỗi kết luận một dòng.", "Write a conclusion a line.")
            .at_field("words")
    })?;
    let text = notice(&unit.full_name_on(day), &unit.name, day, words);
    let reading = directive::read(&document::parse(&text));
    let name = format!("ket-luan-giao-ban-{day}.txt");
    let incoming = Incoming {
        unit: unit.id,
        file_name: &name,
        text: &text,
        reading: &reading,
        officer: visit.officer(),
    };
    let office = Office::open(visit.node())?;
    let received = office.receive(&incoming)?;
    let say = visit.w(
        "Kết luận đã vào sổ: xem từng việc rồi giao.",
        "The conclusions are on record: look at each, then issue.",
    );
    Reply::said(directives::address(&office, &received.directive), say)
}

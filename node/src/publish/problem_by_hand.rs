//! What is said of figures stated by hand, of returns taken in and of returns put in use: one function per condition.

use domain::base::{Diagnostic, Lang, UnitId};
use domain::returns::{ByHand, Line, Taken, Template};
use jiff::civil::Date;

use super::day::spoken;
use super::{Desk, Subject};
use crate::people::Officer;

pub(super) fn always_owed(template: &Template) -> Diagnostic {
    Diagnostic::error(
        "template_always_owed",
        format!(
            "“{}” thì đơn vị nào cũng phải báo cáo, không cần đưa vào dùng.",
            template.title.vi
        ),
        format!("Everybody owes “{}” anyway; it need not be put in use.", template.title.en),
    )
}

pub(super) fn days_reversed(from: Date, until: Date) -> Diagnostic {
    let (vi_from, vi_until) = (spoken(from), spoken(until));
    Diagnostic::error(
        "days_reversed",
        format!("Ngày cuối {vi_until} đứng trước ngày đầu {vi_from}."),
        format!("The last day {until} lies before the first, {from}."),
    )
}

pub(super) fn not_in_use(
    desk: &Desk<'_>,
    unit: UnitId,
    template: &Template,
    day: Date,
) -> Diagnostic {
    let (name, at) = (desk.unit_name(unit, day), spoken(day));
    Diagnostic::error(
        "template_not_in_use",
        format!("{name} không đưa mẫu “{}” vào dùng ngày {at}.", template.title.vi),
        format!("{name} has not put “{}” in use on {day}.", template.title.en),
    )
    .hint("Xem: phaodai return templates list.", "See: phaodai return templates list.")
}

pub(super) fn typist_missing() -> Diagnostic {
    Diagnostic::error(
        "officer_missing",
        "Số nhập tay phải có tên người nhập.",
        "A figure stated by hand needs the name of who types it.",
    )
    .hint("Thêm --as \"HỌ TÊN\".", "Add --as \"FULL NAME\".")
}

pub(super) fn template_line_unknown(template: &Template, name: &str) -> Diagnostic {
    let lines: Vec<&str> = template.lines.iter().map(|line| line.name.as_str()).collect();
    let lines = lines.join(", ");
    Diagnostic::error(
        "line_unknown",
        format!("Mẫu “{}” không có dòng “{name}”.", template.title.vi),
        format!("The template “{}” has no line `{name}`.", template.title.en),
    )
    .hint(format!("Các dòng: {lines}."), format!("Lines: {lines}."))
}

pub(super) fn why_without_figure(line: &Line) -> Diagnostic {
    let name = &line.name;
    Diagnostic::error(
        "figure_missing",
        format!("“{}”: có nguồn hoặc lý do mà chưa có số.", line.title.vi),
        format!("“{}”: a source or reason without a figure.", line.title.en),
    )
    .hint(format!("Thêm --set {name}=SỐ."), format!("Add --set {name}=NUMBER."))
}

pub(super) fn figure_negative(line: &Line, figure: i64) -> Diagnostic {
    Diagnostic::error(
        "figure_negative",
        format!("“{}” không thể là {figure}.", line.title.vi),
        format!("“{}” cannot be {figure}.", line.title.en),
    )
    .hint("Ghi số nguyên từ 0 trở lên.", "Write a whole number, zero or more.")
}

/// A typed figure needs its source, an adjusted one its reason.
pub(super) fn why_missing(line: &Line) -> Diagnostic {
    let name = &line.name;
    if line.is_typed() {
        return Diagnostic::error(
            "source_missing",
            format!("“{}” không có sổ trong máy: phải ghi số lấy từ đâu.", line.title.vi),
            format!("No register holds “{}”: say where the figure comes from.", line.title.en),
        )
        .hint(
            format!("Thêm --source {name}=\"Trạm y tế xã, sổ A5\"."),
            format!("Add --source {name}=\"health station, book A5\"."),
        );
    }
    Diagnostic::error(
        "adjust_reason_missing",
        format!("“{}” đếm từ sổ; khai số khác phải nêu lý do.", line.title.vi),
        format!("“{}” is computed; another figure needs a reason.", line.title.en),
    )
    .hint(
        format!("Thêm --why {name}=\"…\"; hoặc sửa sổ rồi lập lại báo cáo."),
        format!("Add --why {name}=\"…\"; or correct the register and prepare again."),
    )
}

/// A declared figure that is not the computed one.
pub(super) fn adjusted(line: &Line, counted: i64, by_hand: &ByHand) -> Diagnostic {
    let (declared, why, who) = (by_hand.declared, &by_hand.why, &by_hand.name);
    Diagnostic::warning(
        "figure_adjusted",
        format!("“{}”: khai {declared}, đếm được {counted}; lý do ({who}): {why}.", line.title.vi),
        format!("“{}”: {declared} declared, {counted} computed; {who}: {why}.", line.title.en),
    )
    .hint(
        "Báo cáo giữ cả hai số; bỏ số khai: --clear và tên dòng.",
        "The return keeps both; drop the declared one: --clear and the line.",
    )
}

pub(super) fn take_own_return(desk: &Desk<'_>, subject: &Subject, officer: &Officer) -> Diagnostic {
    let (name, unit) = (&officer.full_name, desk.unit_name(subject.unit, subject.period));
    let key = desk.key(subject.unit, subject.period);
    Diagnostic::error(
        "take_own_return",
        format!("{name} là cán bộ của {unit}: báo cáo của chính đơn vị thì lập, xác nhận và gửi."),
        format!("{name} is of {unit} itself: its own return is prepared, confirmed and sent."),
    )
    .hint(
        format!("phaodai return prepare --unit {key} --date {}", subject.period),
        format!("phaodai return prepare --unit {key} --date {}", subject.period),
    )
}

pub(super) fn nothing_brought(taken: &Taken) -> Diagnostic {
    let how = &taken.how;
    Diagnostic::error(
        "nothing_brought",
        format!("Không có số liệu nào trong {how}: phiếu còn trống."),
        format!("There is no figure in {how}: the form is empty."),
    )
    .hint(
        "Đề nghị đơn vị điền và gửi lại; hoặc nhập số nghe qua điện thoại bằng --paper --set.",
        "Ask the unit to fill it in and send it again; or type what was told with --paper --set.",
    )
}

/// What a unit said of itself against what the registers held here say of it.
pub(super) fn contradicted(line: &Line, counted: i64, by_hand: &ByHand) -> Diagnostic {
    let (declared, why) = (by_hand.declared, &by_hand.why);
    Diagnostic::warning(
        "declared_contradicts_register",
        format!(
            "“{}”: đơn vị khai {declared}, sổ giữ ở máy này đếm được {counted} ({why}).",
            line.title.vi
        ),
        format!(
            "“{}”: {declared} stated, registers held here count {counted} ({why}).",
            line.title.en
        ),
    )
    .hint("Giữ cả hai số; hỏi lại đơn vị.", "Both are kept; ask the unit.")
}

/// Many lines without a figure, in one sentence.
pub(super) fn lines_without_figure(lines: &[&Line], taken: bool) -> Diagnostic {
    let titles = |lang| {
        lines.iter().map(|line| line.title.get(lang).to_owned()).collect::<Vec<_>>().join("; ")
    };
    let (vi, en, count) = (titles(Lang::Vi), titles(Lang::En), lines.len());
    let fault = Diagnostic::warning(
        "line_without_figure",
        format!("{count} dòng chưa có số, để trống, không ghi 0: {vi}."),
        format!("{count} lines have no figure and stay empty, not zero: {en}."),
    );
    match taken {
        true => fault.hint(
            "Đơn vị không ghi; hỏi rồi nhận lại với --reason.",
            "The unit left them out; ask, then take it in again with --reason.",
        ),
        false => fault.hint(
            "Nhập: --set DÒNG=SỐ --source DÒNG=\"…\".",
            "Type them: --set LINE=NUMBER --source LINE=\"…\".",
        ),
    }
}

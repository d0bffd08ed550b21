//! What the office says when it cannot do what it was asked: one function per condition.

use domain::base::Diagnostic;
use jiff::civil::{Date, DateTime};

pub(super) fn unit_unknown(text: &str, day: Date) -> Diagnostic {
    Diagnostic::error(
        "unit_unknown",
        format!("Ngày {day} không có đơn vị nào mang mã “{text}”."),
        format!("On {day} no unit has the code `{text}`."),
    )
    .hint("Tìm mã: phaodai units list TÊN.", "Look a code up: phaodai units list NAME.")
}

pub(super) fn lost(file: &str) -> Diagnostic {
    Diagnostic::error(
        "directive_lost",
        format!("Đã ghi văn bản {file} nhưng không đọc lại được."),
        format!("The document {file} was written but cannot be read back."),
    )
    .hint("Chạy: phaodai verify.", "Run: phaodai verify.")
}

pub(super) fn reading_not_reached(unit: &str, number: &str) -> Diagnostic {
    Diagnostic::error(
        "reading_not_reached",
        format!("Văn bản {number} không gửi đến {unit} và không giao việc cho đơn vị này."),
        format!("The directive {number} is not sent to {unit} and orders nothing of it."),
    )
    .hint(
        "Chọn cán bộ của đơn vị được gửi hoặc được giao việc, hoặc vào sổ văn bản ở đơn vị này.",
        "Choose an officer of a unit that it goes to, or register it at this unit.",
    )
}

pub(super) fn bad_arrival(text: &str) -> Diagnostic {
    Diagnostic::error(
        "directive_reference",
        format!("“{text}” không phải là số đến."),
        format!("`{text}` is no arrival number."),
    )
    .hint(
        "Viết số đến: 3, hoặc 3.2021 nếu là văn bản của năm khác.",
        "Write the arrival number: 3, or 3.2021 for another year.",
    )
}

pub(super) fn directive_unknown(text: &str, known: usize) -> Diagnostic {
    Diagnostic::error(
        "directive_unknown",
        format!("Không có văn bản số đến {text} (đang có {known} văn bản)."),
        format!("There is no directive {text} ({known} are on record)."),
    )
    .hint("Xem: phaodai directive list.", "See: phaodai directive list.")
}

pub(super) fn directive_unclear(text: &str, one: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "directive_unclear",
        format!("Cả {one} và {other} đều có văn bản số đến {text}."),
        format!("Both {one} and {other} have a directive {text}."),
    )
    .hint("Thêm --unit và mã đơn vị.", "Add --unit and a code.")
}

pub(super) fn bad_reference(text: &str) -> Diagnostic {
    Diagnostic::error(
        "task_reference",
        format!("“{text}” không phải là ký hiệu của một việc."),
        format!("`{text}` does not name a task."),
    )
    .hint(
        "Viết số đến/nhiệm vụ/đơn vị, ví dụ 3/o12/04105; việc định kỳ thêm ngày: 3/o12/04105/2021-09-10.",
        "Write arrival/obligation/unit, as in 3/o12/04105; a period of a recurring one: 3/o12/04105/2021-09-10.",
    )
}

pub(super) fn task_unknown(text: &str) -> Diagnostic {
    Diagnostic::error(
        "task_unknown",
        format!("Không có việc {text}."),
        format!("There is no task {text}."),
    )
    .hint("Xem: phaodai task list --unit MÃ.", "See: phaodai task list --unit CODE.")
}

pub(super) fn obligation_unknown(label: &str, known: usize) -> Diagnostic {
    Diagnostic::error(
        "obligation_unknown",
        format!("Văn bản không có nhiệm vụ {label} (có {known} nhiệm vụ)."),
        format!("The directive has no obligation {label} (it has {known})."),
    )
    .hint("Xem: phaodai directive show SỐ.", "See: phaodai directive show NUMBER.")
}

pub(super) fn obligation_issued(label: &str) -> Diagnostic {
    Diagnostic::error(
        "obligation_issued",
        format!("Nhiệm vụ {label} đã giao cho các đơn vị, không sửa được nữa."),
        format!("Obligation {label} was given to units and cannot be changed any more."),
    )
    .hint(
        "Thu hồi việc (task withdraw), hoặc gia hạn (task extend), hoặc thêm nhiệm vụ mới.",
        "Withdraw its tasks (task withdraw), extend them (task extend), or add another obligation.",
    )
}

pub(super) fn split_not_found(label: &str, words: &str) -> Diagnostic {
    Diagnostic::error(
        "split_not_found",
        format!("Trong {label} không có chữ “{words}” (hoặc đó là chữ đầu)."),
        format!("The words `{words}` do not stand inside {label}."),
    )
    .hint(
        "Chép đúng các chữ mở đầu phần thứ hai.",
        "Copy the words with which the second part begins.",
    )
}

pub(super) fn reason_missing() -> Diagnostic {
    Diagnostic::error("reason_missing", "Bước này cần nêu lý do.", "This step needs a reason.")
        .hint("Thêm --say \"lý do\".", "Add --say \"reason\".")
}

pub(super) fn not_yours(officer: &str, unit: &str) -> Diagnostic {
    Diagnostic::error(
        "task_not_yours",
        format!("{officer} không thuộc {unit}, cũng không thuộc đơn vị giao việc."),
        format!("{officer} belongs neither to {unit} nor to the unit that gave the task."),
    )
    .hint("Chọn cán bộ khác bằng --as.", "Choose another officer with --as.")
}

pub(super) fn no_term() -> Diagnostic {
    Diagnostic::error(
        "task_no_term",
        "Việc này không có thời hạn để gia hạn.",
        "This task has no term to extend.",
    )
    .hint("Báo tiến độ: task progress.", "Say how far it is: task progress.")
}

pub(super) fn term_earlier(term: DateTime, until: DateTime) -> Diagnostic {
    Diagnostic::error(
        "task_term_earlier",
        format!("Hạn mới {until} không sau hạn đang có {term}."),
        format!("The new term {until} is not after the one it has, {term}."),
    )
    .hint("Ghi ngày muộn hơn.", "Give a later day.")
}

pub(super) fn nothing_to_remind() -> Diagnostic {
    Diagnostic::error(
        "task_settled",
        "Việc này không còn gì phải nhắc.",
        "There is nothing left to remind of.",
    )
}

pub(super) fn not_below(unit: &str, above: &str) -> Diagnostic {
    Diagnostic::error(
        "task_not_below",
        format!("{unit} không thuộc {above}."),
        format!("{unit} is not below {above}."),
    )
    .hint("Chỉ giao tiếp cho đơn vị bên dưới.", "Share out to units below only.")
}

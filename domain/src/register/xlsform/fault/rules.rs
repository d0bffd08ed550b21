//! What is said of formulas.

use super::super::expression::Trouble;
use super::{error, warning};
use crate::base::Diagnostic;

pub(in super::super) fn repeat_condition() -> Diagnostic {
    warning(
        "form_repeat_condition",
        "Điều kiện của nhóm lặp không dùng: sổ con luôn mở được từ dòng của sổ chính.",
        "The condition of the repeat is left out: its register is open for every outer record.",
    )
}

pub(in super::super) fn repeat_count() -> Diagnostic {
    warning(
        "form_repeat_count",
        "Số lần lặp không dùng: sổ con nhận bao nhiêu dòng cũng được.",
        "The number of repeats is left out: the register takes any number of records.",
    )
}

pub(in super::super) fn required_condition(text: &str) -> Diagnostic {
    warning(
        "form_required_condition",
        format!("Bắt buộc có điều kiện ({text}): dòng thiếu vẫn nhận, kèm lưu ý."),
        format!("Required under a condition ({text}): a row without it is taken, with a warning."),
    )
}

pub(in super::super) fn default_formula(text: &str) -> Diagnostic {
    warning(
        "form_default_formula",
        format!("Giá trị mặc định là công thức ({text}) nên bỏ: trường để trống lúc đầu."),
        format!("The default is a formula ({text}) and left out: the field begins empty."),
    )
}

pub(in super::super) fn rule_left_out(text: &str, why: &Diagnostic) -> Diagnostic {
    let diagnostic = warning(
        "form_rule_left_out",
        format!("Bỏ công thức “{text}”: {}", why.message.vi),
        format!("The formula `{text}` is left out: {}", why.message.en),
    );
    match &why.hint {
        Some(hint) => diagnostic.hint(hint.vi.clone(), hint.en.clone()),
        None => diagnostic,
    }
}

pub(in super::super) fn trouble(trouble: &Trouble) -> Diagnostic {
    match trouble {
        Trouble::Unknown(name) => error(
            "form_field_unknown",
            format!("Không có câu hỏi nào tên “{name}”."),
            format!("No question is named `{name}`."),
        )
        .hint("Kiểm tra chữ hoa, chữ thường.", "Names differ by case."),
        Trouble::Ambiguous(name) => error(
            "form_field_ambiguous",
            format!("Có nhiều câu hỏi tên “{name}”: không rõ là câu nào."),
            format!("Several questions are named `{name}`: which one is not clear."),
        )
        .hint("Đổi tên để chỉ còn một.", "Rename them so that one remains."),
        Trouble::NoValue(name) => error(
            "form_field_without_value",
            format!("“{name}” là lời dẫn, nhóm hoặc do thiết bị ghi, không có giá trị trong sổ."),
            format!("`{name}` is a note, a group or the device's: it has no value in a register."),
        )
        .hint("Dùng một câu hỏi.", "Use a question."),
        Trouble::Elsewhere(name) => error(
            "form_field_elsewhere",
            format!("“{name}” nằm trong một nhóm lặp khác, không liên kết với dòng này."),
            format!("`{name}` is in another repeat, which nothing links to this row."),
        )
        .hint(
            "Hai nhóm lặp cạnh nhau không biết nhau: tính ở biểu mẫu ngoài bằng sum(…), count(…), rồi dùng trường ấy.",
            "Repeats beside each other do not know each other: use sum(…) or count(…) in the form around them, and then that field.",
        ),
        Trouble::Refused => error(
            "form_field_refused",
            "Công thức dùng một câu hỏi không nhận được.",
            "The formula uses a question that cannot be taken over.",
        )
        .hint("Sửa câu hỏi ấy trước.", "Mend that question first."),
        Trouble::LastSaved(name) => error(
            "form_last_saved",
            format!("Không có lần gửi trước để lấy “{name}”."),
            format!("There is no last answer to take `{name}` from."),
        )
        .hint("Bỏ last-saved#.", "Remove last-saved#."),
    }
}

pub(in super::super) fn no_calculation() -> Diagnostic {
    error(
        "form_calculation_missing",
        "Dòng calculate chưa có công thức.",
        "The calculate row has no formula.",
    )
    .hint("Điền cột calculation.", "Fill the column calculation.")
}

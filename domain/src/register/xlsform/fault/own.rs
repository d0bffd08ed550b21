//! What is said of the columns and sheets that are ours.

use super::error;
use crate::base::Diagnostic;

pub(in super::super) fn not_a_number(text: &str) -> Diagnostic {
    error(
        "form_number",
        format!("“{text}” không phải là số của trường."),
        format!("`{text}` is not the number of a field."),
    )
    .hint(
        "Số từ 1 đến 65535; dòng mới thì để trống.",
        "A number from 1 to 65535; a new row leaves it empty.",
    )
}

pub(in super::super) fn not_an_id(text: &str) -> Diagnostic {
    error(
        "form_id",
        format!("“{text}” không phải là mã cố định của một sổ."),
        format!("`{text}` is not the permanent id of a register."),
    )
    .hint("Để trống: máy tự đặt mã.", "Leave it empty: the program gives the id.")
}

pub(in super::super) fn unknown_word(text: &str, words: &str) -> Diagnostic {
    error(
        "form_word",
        format!("“{text}” không dùng được ở cột này."),
        format!("`{text}` cannot stand in this column."),
    )
    .hint(format!("Một trong: {words}."), format!("One of: {words}."))
}

pub(in super::super) fn no_repeat(name: &str) -> Diagnostic {
    error(
        "form_repeat_unknown",
        format!("Biểu mẫu không có nhóm lặp “{name}”."),
        format!("The form has no repeat `{name}`."),
    )
    .hint(
        "Cột repeat ghi tên của một begin repeat; để trống là cả biểu mẫu.",
        "The column repeat names a begin repeat; empty is the form itself.",
    )
}

pub(in super::super) fn no_check() -> Diagnostic {
    error("form_balance_check", "Thiếu đẳng thức.", "The equation is missing.").hint(
        "Viết ở cột check: da_ve + chua_ve = tong.",
        "Write in the column check: returned + not_returned = total.",
    )
}

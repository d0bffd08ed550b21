//! What is said of an edit that cannot be made.

use crate::base::Diagnostic;
use crate::register::{Definition, Field};

pub(super) fn no_field(definition: &Definition, wanted: &str) -> Diagnostic {
    let labels =
        |get: fn(&Field) -> &str| definition.in_use().map(get).collect::<Vec<_>>().join("; ");
    Diagnostic::error(
        "edit_no_field",
        format!("Sổ “{}” không có cột “{wanted}”.", definition.title.vi),
        format!("The register “{}” has no column `{wanted}`.", definition.title.en),
    )
    .hint(
        format!("Các cột: {}.", labels(|field| &field.label.vi)),
        format!("Columns: {}.", labels(|field| &field.name)),
    )
}

pub(super) fn field_there(label: &str, there: &Field) -> Diagnostic {
    Diagnostic::error(
        "edit_field_there",
        format!("Đã có cột “{}” ({}), trùng với “{label}”.", there.label.vi, there.name),
        format!("The column “{}” ({}) is there already.", there.label.en, there.name),
    )
    .hint(
        "Dùng cột đã có, hoặc đặt nhãn khác hẳn.",
        "Use the one that is there, or give another label.",
    )
}

pub(super) fn no_choices(field: &Field) -> Diagnostic {
    Diagnostic::error(
        "edit_no_choices",
        format!("Cột “{}” không phải cột chọn.", field.label.vi),
        format!("The column “{}” has no choices.", field.label.en),
    )
    .hint(
        "Thêm một cột mới kiểu chọn(A|B); cột cũ cho thôi dùng.",
        "Add a new column select_one(A|B), and retire the old one.",
    )
}

pub(super) fn no_choice(field: &Field, wanted: &str, labels: &str) -> Diagnostic {
    Diagnostic::error(
        "edit_no_choice",
        format!("Cột “{}” không có lựa chọn “{wanted}”.", field.label.vi),
        format!("The column “{}” has no choice `{wanted}`.", field.label.en),
    )
    .hint(format!("Các lựa chọn: {labels}."), format!("Choices: {labels}."))
}

pub(super) fn choice_there(field: &Field, label: &str) -> Diagnostic {
    Diagnostic::error(
        "edit_choice_there",
        format!("Cột “{}” đã có lựa chọn “{label}”.", field.label.vi),
        format!("The column “{}” has the choice `{label}` already.", field.label.en),
    )
    .hint("Đặt tên khác.", "Give another name.")
}

pub(super) fn last_choice(field: &Field) -> Diagnostic {
    Diagnostic::error(
        "edit_last_choice",
        format!("Cột “{}” phải còn ít nhất một lựa chọn.", field.label.vi),
        format!("The column “{}” must keep at least one choice.", field.label.en),
    )
    .hint("Cho cả cột thôi dùng.", "Retire the column instead.")
}

pub(super) fn nothing() -> Diagnostic {
    Diagnostic::error("edit_nothing", "Chưa nói sửa gì.", "Nothing to change was given.").hint(
        "Ví dụ: --add \"Ở cùng ai\", hoặc --retire \"Đối tượng\".",
        "For example: --add \"Stays with\", or --retire \"Group\".",
    )
}

pub(super) fn in_use_by(field: &Field, users: &[String]) -> Diagnostic {
    let users = users.join(", ");
    Diagnostic::error(
        "edit_field_used",
        format!("Cột “{}” đang được dùng ở: {users}.", field.label.vi),
        format!("The column “{}” is used by: {users}.", field.label.en),
    )
    .hint(
        "Sửa hoặc bỏ những chỗ đó trước (register edit … mở tệp định nghĩa).",
        "Change or remove those first (register edit … opens the definition).",
    )
}

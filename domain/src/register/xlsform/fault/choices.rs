//! What is said of choice lists.

use super::super::sheet::Sheet;
use super::error;
use crate::base::Diagnostic;

pub(in super::super) fn no_list(name: &str, lists: &str, sheets: &[Sheet]) -> Diagnostic {
    let diagnostic = error(
        "form_list_unknown",
        format!("Không có danh mục “{name}”."),
        format!("There is no choice list `{name}`."),
    );
    if lists.is_empty() {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let names = names.join(", ");
        return diagnostic.hint(
            format!("Tệp không có trang choices có cột list_name và name; các trang: {names}."),
            format!("The file has no sheet choices with list_name and name; its sheets: {names}."),
        );
    }
    diagnostic.hint(
        format!("Các danh mục ở trang choices: {lists}."),
        format!("The lists of the sheet choices: {lists}."),
    )
}

pub(in super::super) fn choice_without_name(list: &str) -> Diagnostic {
    error(
        "form_choice_name",
        format!("Một lựa chọn của danh mục “{list}” chưa có tên."),
        format!("A choice of the list `{list}` has no name."),
    )
    .hint("Điền cột name.", "Fill the column name.")
}

pub(in super::super) fn choice_with_space(name: &str) -> Diagnostic {
    error(
        "form_choice_space",
        format!("Tên lựa chọn “{name}” có khoảng trắng; khi chọn nhiều sẽ lẫn với tên khác."),
        format!("The choice name `{name}` has a space: among several chosen it would be two."),
    )
    .hint("Viết liền: not_yet. Nhãn thì tuỳ ý.", "Write it in one: not_yet. The label is free.")
}

pub(in super::super) fn choice_twice(name: &str, list: &str) -> Diagnostic {
    error(
        "form_choice_twice",
        format!("Danh mục “{list}” có hai lựa chọn cùng tên “{name}”."),
        format!("The list `{list}` has two choices named `{name}`."),
    )
    .hint(
        "Đổi tên một trong hai: tên được ghi vào sổ, nên phải chỉ một thứ.",
        "Rename one of them: the name is what is stored, so it must mean one thing.",
    )
}

pub(in super::super) fn list_in_a_file(file: &str, stem: &str) -> Diagnostic {
    error(
        "form_list_in_a_file",
        format!("Danh mục “{file}” nằm ở một tệp riêng, không có trong biểu mẫu."),
        format!("The choices `{file}` are in a file of their own, which the form does not hold."),
    )
    .hint(
        format!("Chép tệp ấy vào trang choices, list_name là {stem}; dòng này để nguyên."),
        format!("Copy that file to the sheet choices, with list_name {stem}; this row stays."),
    )
}

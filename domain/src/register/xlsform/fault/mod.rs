//! What is said of a form, in both languages, each with the way out.

mod blocks;
mod choices;
mod own;
mod rules;

pub(super) use blocks::{block_crossed, block_open, block_unopened};
pub(super) use choices::{
    choice_twice, choice_with_space, choice_without_name, list_in_a_file, no_list,
};
pub(super) use own::{no_check, no_repeat, not_a_number, not_an_id, unknown_word};
pub(super) use rules::{
    default_formula, no_calculation, repeat_condition, repeat_count, required_condition,
    rule_left_out, trouble,
};

use super::sheet::Sheet;
use crate::base::Diagnostic;

pub(super) fn at(diagnostic: Diagnostic, sheet: &str, row: u64, title: &str) -> Diagnostic {
    in_sheet(diagnostic.at_row(row).at_field(title), sheet)
}

pub(super) fn in_sheet(mut diagnostic: Diagnostic, sheet: &str) -> Diagnostic {
    if !sheet.is_empty() {
        diagnostic.place.sheet = Some(sheet.to_owned());
    }
    diagnostic
}

fn error(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, vi, en)
}

fn warning(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(code, vi, en)
}

pub(super) fn no_survey(sheets: &[Sheet]) -> Diagnostic {
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let names = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
    error(
        "form_without_survey",
        "Tệp không có trang survey, nên không phải là biểu mẫu XLSForm.",
        "The file has no sheet `survey`, so it is no XLSForm.",
    )
    .hint(
        format!("Các trang có trong tệp: {names}. Đặt tên trang câu hỏi là survey."),
        format!("Its sheets: {names}. Name the sheet of questions survey."),
    )
}

pub(super) fn no_type_column() -> Diagnostic {
    error(
        "form_without_type",
        "Dòng đầu của trang không có cột type.",
        "The first row of the sheet has no column `type`.",
    )
    .hint("Dòng đầu cần: type, name, label.", "The first row wants: type, name, label.")
}

pub(super) fn no_question(repeats: bool) -> Diagnostic {
    if repeats {
        return error(
            "form_without_outer_question",
            "Mọi câu hỏi đều nằm trong nhóm lặp: sổ chính không có trường nào.",
            "All questions are inside repeats: the outer register has no field.",
        )
        .hint(
            "Thêm một câu hỏi ngoài nhóm lặp, ví dụ tên chủ hộ, để biết các dòng lặp thuộc về ai.",
            "Add a question outside, such as the head of the household, to tell whose rows they are.",
        );
    }
    error("form_without_question", "Biểu mẫu chưa có câu hỏi nào.", "The form has no question.")
        .hint("Thêm một dòng: text, ho_ten, Họ tên.", "Add a row: text, full_name, Full name.")
}

pub(super) fn column_twice(title: &str) -> Diagnostic {
    error(
        "form_column_twice",
        format!("Cột “{title}” có hai lần."),
        format!("The column `{title}` stands twice."),
    )
    .hint("Bỏ hoặc đổi tên một cột.", "Remove or rename one of them.")
}

pub(super) fn unknown_type(text: &str) -> Diagnostic {
    error(
        "form_type_unknown",
        format!("Không có kiểu câu hỏi “{text}”."),
        format!("There is no type `{text}`."),
    )
    .hint(
        "Các kiểu thường dùng: text, integer, decimal, date, time, dateTime, select_one DANH_MỤC, select_multiple DANH_MỤC, geopoint, image, file, barcode, calculate, note, begin group, begin repeat.",
        "Usual types: text, integer, decimal, date, time, dateTime, select_one LIST, select_multiple LIST, geopoint, image, file, barcode, calculate, note, begin group, begin repeat.",
    )
}

pub(super) fn refused_type(text: &str, vi: &str, en: &str) -> Diagnostic {
    error(
        "form_type_unsupported",
        format!("Không nhận được kiểu “{text}”: {vi}."),
        format!("The type `{text}` cannot be taken over: {en}."),
    )
    .hint(
        "Dùng kiểu khác (select_one với danh mục ở trang choices, begin group, begin repeat), hoặc bỏ dòng này.",
        "Use another type (select_one with a list on the sheet choices, begin group, begin repeat), or remove the row.",
    )
}

pub(super) fn no_name() -> Diagnostic {
    error(
        "form_name_missing",
        "Câu hỏi hoặc nhóm chưa có tên.",
        "The question or group has no name.",
    )
    .hint("Điền cột name: ho_ten.", "Fill the column name: full_name.")
}

pub(super) fn name_twice(name: &str) -> Diagnostic {
    error(
        "form_name_twice",
        format!("Tên “{name}” đã có ở một dòng trên cùng nhóm."),
        format!("The name `{name}` stands twice in the same group."),
    )
    .hint("Đổi tên một trong hai.", "Rename one of them.")
}

//! What is said of a form, in both languages, each with the way out.

use super::expression::Trouble;
use super::sheet::Sheet;
use super::types::Block;
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

fn block(block: Block) -> &'static str {
    match block {
        Block::Group => "begin group",
        Block::Repeat => "begin repeat",
    }
}

pub(super) fn block_open(open: Block) -> Diagnostic {
    let open = block(open);
    error(
        "form_block_open",
        format!("“{open}” ở dòng này không có dòng đóng."),
        format!("The `{open}` of this row is never closed."),
    )
    .hint("Thêm dòng end group hoặc end repeat.", "Add a row end group or end repeat.")
}

pub(super) fn block_crossed(open: Block, row: u64) -> Diagnostic {
    let open = block(open);
    error(
        "form_block_crossed",
        format!("Dòng đóng này không khớp với “{open}” ở dòng {row}."),
        format!("This end does not belong to the `{open}` of row {row}."),
    )
    .hint("Đóng nhóm bên trong trước.", "Close the inner one first.")
}

pub(super) fn block_unopened() -> Diagnostic {
    error("form_block_unopened", "Không có nhóm nào đang mở.", "No group is open here.")
        .hint("Bỏ dòng này, hoặc thêm dòng begin.", "Remove the row, or add a begin.")
}

pub(super) fn no_list(name: &str, lists: &str, sheets: &[Sheet]) -> Diagnostic {
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

pub(super) fn choice_without_name(list: &str) -> Diagnostic {
    error(
        "form_choice_name",
        format!("Một lựa chọn của danh mục “{list}” chưa có tên."),
        format!("A choice of the list `{list}` has no name."),
    )
    .hint("Điền cột name.", "Fill the column name.")
}

pub(super) fn choice_with_space(name: &str) -> Diagnostic {
    error(
        "form_choice_space",
        format!("Tên lựa chọn “{name}” có khoảng trắng; khi chọn nhiều sẽ lẫn với tên khác."),
        format!("The choice name `{name}` has a space: among several chosen it would be two."),
    )
    .hint("Viết liền: not_yet. Nhãn thì tuỳ ý.", "Write it in one: not_yet. The label is free.")
}

pub(super) fn choice_twice(name: &str, list: &str) -> Diagnostic {
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

pub(super) fn no_calculation() -> Diagnostic {
    error(
        "form_calculation_missing",
        "Dòng calculate chưa có công thức.",
        "The calculate row has no formula.",
    )
    .hint("Điền cột calculation.", "Fill the column calculation.")
}

pub(super) fn not_a_number(text: &str) -> Diagnostic {
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

pub(super) fn not_an_id(text: &str) -> Diagnostic {
    error(
        "form_id",
        format!("“{text}” không phải là mã cố định của một sổ."),
        format!("`{text}` is not the permanent id of a register."),
    )
    .hint("Để trống: máy tự đặt mã.", "Leave it empty: the program gives the id.")
}

pub(super) fn unknown_word(text: &str, words: &str) -> Diagnostic {
    error(
        "form_word",
        format!("“{text}” không dùng được ở cột này."),
        format!("`{text}` cannot stand in this column."),
    )
    .hint(format!("Một trong: {words}."), format!("One of: {words}."))
}

pub(super) fn no_repeat(name: &str) -> Diagnostic {
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

pub(super) fn no_check() -> Diagnostic {
    error("form_balance_check", "Thiếu đẳng thức.", "The equation is missing.").hint(
        "Viết ở cột check: da_ve + chua_ve = tong.",
        "Write in the column check: returned + not_returned = total.",
    )
}

pub(super) fn repeat_condition() -> Diagnostic {
    warning(
        "form_repeat_condition",
        "Điều kiện của nhóm lặp không dùng: sổ con luôn mở được từ dòng của sổ chính.",
        "The condition of the repeat is left out: its register is open for every outer record.",
    )
}

pub(super) fn repeat_count() -> Diagnostic {
    warning(
        "form_repeat_count",
        "Số lần lặp không dùng: sổ con nhận bao nhiêu dòng cũng được.",
        "The number of repeats is left out: the register takes any number of records.",
    )
}

pub(super) fn required_condition(text: &str) -> Diagnostic {
    warning(
        "form_required_condition",
        format!("Bắt buộc có điều kiện ({text}): dòng thiếu vẫn nhận, kèm lưu ý."),
        format!("Required under a condition ({text}): a row without it is taken, with a warning."),
    )
}

pub(super) fn default_formula(text: &str) -> Diagnostic {
    warning(
        "form_default_formula",
        format!("Giá trị mặc định là công thức ({text}) nên bỏ: trường để trống lúc đầu."),
        format!("The default is a formula ({text}) and left out: the field begins empty."),
    )
}

pub(super) fn rule_left_out(text: &str, why: &Diagnostic) -> Diagnostic {
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

pub(super) fn trouble(trouble: &Trouble) -> Diagnostic {
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
            format!("“{name}” thuộc sổ khác: bên ngoài nhóm lặp, hoặc bên trong một nhóm lặp."),
            format!("`{name}` is in another register: outside the repeat, or inside one."),
        )
        .hint(
            "Công thức chỉ dùng các trường của cùng một sổ.",
            "A formula uses the fields of one register.",
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

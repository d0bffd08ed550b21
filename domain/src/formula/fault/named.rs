//! What is said of other records, tables and patterns that a formula names.

use super::fault;
use crate::base::Diagnostic;

pub(in super::super) fn related_not_in_sql(register: &str) -> Diagnostic {
    fault(
        "formula_related_not_in_sql",
        format!("Chỉ tiêu đếm trong một sổ, không dùng được trường của sổ “{register}”."),
        format!("A figure counts in one register and cannot use fields of `{register}`."),
    )
    .hint(
        "Đưa giá trị ấy vào một trường calculate của sổ này, rồi dùng trường đó.",
        "Bring the value into a calculate field of this register, and use that field.",
    )
}

pub(in super::super) fn many() -> Diagnostic {
    fault(
        "formula_many",
        "Ở đây là giá trị của nhiều dòng; cần một giá trị.",
        "These are the values of several records; one value is needed here.",
    )
    .hint(
        "Dùng sum(…), count(…), max(…), min(…), join(', ', …) hoặc indexed-repeat(…, …, 1).",
        "Use sum(…), count(…), max(…), min(…), join(', ', …) or indexed-repeat(…, …, 1).",
    )
}

pub(in super::super) fn bad_pattern(pattern: &str, reason: &str) -> Diagnostic {
    fault(
        "formula_pattern",
        format!("Mẫu “{pattern}” không dùng được: {reason}."),
        format!("The pattern `{pattern}` cannot be used: {reason}."),
    )
    .hint(
        "Mẫu so với cả chuỗi: regex(., '[0-9]{10}'). Không nhìn trước, nhìn sau: (?=…), (?!…), \\1.",
        "A pattern fits the whole text: regex(., '[0-9]{10}'). No looking ahead or back: (?=…), (?!…), \\1.",
    )
}

pub(in super::super) fn not_written(name: &str, what_vi: &str, what_en: &str) -> Diagnostic {
    fault(
        "formula_not_written",
        format!("“{name}” cần {what_vi} viết sẵn trong công thức."),
        format!("`{name}` needs {what_en} written in the formula."),
    )
    .hint(
        "Ví dụ: regex(., '[0-9]{10}'), jr:choice-name(${x}, '${x}'), pulldata('danh_muc', 'cot', 'name', ${x}).",
        "For instance: regex(., '[0-9]{10}'), jr:choice-name(${x}, '${x}'), pulldata('list', 'column', 'name', ${x}).",
    )
}

pub(in super::super) fn no_table<'a>(
    name: &str,
    lists: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let lists = lists.collect::<Vec<_>>().join(", ");
    let lists = if lists.is_empty() { "–".to_owned() } else { lists };
    fault(
        "formula_table_unknown",
        format!("Định nghĩa không mang bảng “{name}”: bảng ấy ở một tệp khác."),
        format!("The definition does not hold the table `{name}`: it is in another file."),
    )
    .hint(
        format!("Đưa bảng vào thành một danh mục (trang choices) cùng tên. Các danh mục: {lists}."),
        format!(
            "Bring the table in as a choice list of that name (sheet choices). Lists: {lists}."
        ),
    )
}

pub(in super::super) fn no_column<'a>(
    name: &str,
    columns: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let columns = columns.collect::<Vec<_>>().join(", ");
    fault(
        "formula_column_unknown",
        format!("Bảng không có cột “{name}”."),
        format!("The table has no column `{name}`."),
    )
    .hint(format!("Các cột: {columns}."), format!("Columns: {columns}."))
}

pub(in super::super) fn no_choices(name: &str) -> Diagnostic {
    fault(
        "formula_field_without_choices",
        format!("“{name}” không phải là trường chọn."),
        format!("`{name}` is no select field."),
    )
    .hint("Dùng một trường select_one hoặc select_multiple.", "Use a select field.")
}

pub(in super::super) fn signed_elsewhere() -> Diagnostic {
    fault(
        "formula_signed",
        "extract-signed cần khoá của bên ký, sổ không giữ khoá ấy.",
        "extract-signed needs the key of the signer, which a register does not hold.",
    )
    .hint(
        "Giữ nguyên nội dung mã ở một trường barcode, kiểm tra chữ ký ở nơi khác.",
        "Keep the content of the code in a barcode field, and check its signature elsewhere.",
    )
}

pub(in super::super) fn paths_elsewhere(name: &str) -> Diagnostic {
    fault(
        "formula_path",
        format!("Đường dẫn qua {name}() ở dạng này không dùng được."),
        format!("A path through {name}() of this form cannot be used."),
    )
    .hint(
        "Viết ${tên_trường}; bảng thì viết pulldata('danh_muc', 'cot', 'name', ${x}).",
        "Write ${field_name}; for a table, pulldata('list', 'column', 'name', ${x}).",
    )
}

pub(in super::super) fn arguments(name: &str, wanted: &str) -> Diagnostic {
    fault(
        "formula_arguments",
        format!("“{name}” cần: {wanted}."),
        format!("`{name}` takes: {wanted}."),
    )
    .hint("Kiểm tra số vế trong ngoặc.", "Check how many arguments stand in the brackets.")
}

//! What can be wrong with a formula, in both languages, each with the way out.

use super::functions;
use super::tree::Type;
use crate::base::Diagnostic;

fn fault(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, vi, en)
}

pub(super) fn too_long() -> Diagnostic {
    fault("formula_too_long", "Công thức quá dài.", "The formula is too long.").hint(
        "Chia ra: đặt một phần vào một trường calculate.",
        "Divide it: move a part to a calculate field.",
    )
}

pub(super) fn too_large() -> Diagnostic {
    fault(
        "formula_too_large",
        "Kết quả có thể lớn hoặc nhỏ quá mức máy tính được.",
        "The result could be larger or smaller than can be computed.",
    )
    .hint("Bớt phép nhân, phép chia.", "Multiply or divide less often.")
}

pub(super) fn quote_open() -> Diagnostic {
    fault("formula_quote", "Dấu nháy mở mà không đóng.", "A quote opens and does not close.")
        .hint("Viết 'yes' với hai dấu nháy.", "Write 'yes' with both quotes.")
}

pub(super) fn field_form() -> Diagnostic {
    fault("formula_field_form", "Tên trường viết chưa đúng.", "The field is not written right.")
        .hint("Viết ${tên_trường}.", "Write ${field_name}.")
}

pub(super) fn number_form(number: &str) -> Diagnostic {
    fault(
        "formula_number",
        format!("“{number}” không phải là số dùng được."),
        format!("`{number}` is not a number that can be used."),
    )
    .hint("Nhiều nhất 15 chữ số, một dấu chấm: 0.75.", "At most 15 digits, one point: 0.75.")
}

pub(super) fn character(character: char) -> Diagnostic {
    fault(
        "formula_character",
        format!("Ký tự “{character}” không có nghĩa trong công thức."),
        format!("The character `{character}` has no meaning in a formula."),
    )
    .hint(
        "Chữ thì đặt trong dấu nháy đơn; so sánh bằng = != < <= > >=.",
        "Texts stand in single quotes; comparisons are = != < <= > >=.",
    )
}

pub(super) fn left_over() -> Diagnostic {
    fault(
        "formula_left_over",
        "Phần này thừa ra sau công thức.",
        "This is left over after the formula.",
    )
    .hint("Nối bằng and, or, hoặc một phép tính.", "Join it by and, or, or an operator.")
}

pub(super) fn expected(wanted: &str) -> Diagnostic {
    fault(
        "formula_expected",
        format!("Ở đây cần “{wanted}”."),
        format!("`{wanted}` is expected here."),
    )
    .hint("Kiểm tra các dấu ngoặc và dấu phẩy.", "Check the brackets and commas.")
}

pub(super) fn ends_early() -> Diagnostic {
    fault("formula_ends", "Công thức còn thiếu vế sau.", "The formula ends too early.")
        .hint("Thêm một trường, một số hoặc một chuỗi.", "Add a field, a number or a text.")
}

pub(super) fn no_operand() -> Diagnostic {
    fault(
        "formula_operand",
        "Ở đây cần một trường, một số hoặc một chuỗi.",
        "A field, a number or a text is expected here.",
    )
    .hint("Ví dụ: ${returned} != 'yes'.", "For instance: ${returned} != 'yes'.")
}

pub(super) fn bare_word(word: &str) -> Diagnostic {
    fault(
        "formula_bare_word",
        format!("“{word}” không phải là trường, chuỗi hay hàm."),
        format!("`{word}` is neither a field nor a text nor a function."),
    )
    .hint(
        format!("Trường: ${{{word}}}; chuỗi: '{word}'; hàm: {word}()."),
        format!("A field: ${{{word}}}; a text: '{word}'; a function: {word}()."),
    )
}

pub(super) fn unknown_field(name: &str, names: &[String]) -> Diagnostic {
    let names = names.join(", ");
    fault(
        "formula_field_unknown",
        format!("Không có trường nào tên “{name}”."),
        format!("There is no field named `{name}`."),
    )
    .hint(format!("Các trường: {names}."), format!("Fields: {names}."))
}

pub(super) fn no_this() -> Diagnostic {
    fault(
        "formula_this",
        "Dấu chấm chỉ dùng trong điều kiện của một trường.",
        "The dot serves only in the constraint of a field.",
    )
    .hint("Viết tên trường: ${tên_trường}.", "Write the name of the field: ${field_name}.")
}

pub(super) fn unknown_function(name: &str) -> Diagnostic {
    let word = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut names: Vec<&str> = functions::all().map(|f| f.name).collect();
    names.extend(super::special::NAMES);
    names.retain(|name| word(name));
    names.sort_unstable();
    names.dedup();
    let names = names.join(", ");
    fault(
        "formula_function_unknown",
        format!("Không có hàm nào tên “{name}”."),
        format!("There is no function `{name}`."),
    )
    .hint(format!("Các hàm: {names}."), format!("Functions: {names}."))
}

pub(super) fn unknown_choice<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let names = names.collect::<Vec<_>>().join(", ");
    fault(
        "formula_choice_unknown",
        format!("“{text}” không phải là lựa chọn của trường này."),
        format!("`{text}` is none of the choices of this field."),
    )
    .hint(format!("Các lựa chọn: {names}."), format!("Choices: {names}."))
}

pub(super) fn bad_date(text: &str) -> Diagnostic {
    fault(
        "formula_date",
        format!("“{text}” không phải là một ngày."),
        format!("`{text}` is not a date."),
    )
    .hint("Viết năm-tháng-ngày: date('2021-09-15').", "Write year-month-day: date('2021-09-15').")
}

pub(super) fn misfit(name: &str, types: &[Type]) -> Diagnostic {
    let vi = types.iter().map(|ty| ty.vi()).collect::<Vec<_>>().join(", ");
    let en = types.iter().map(|ty| ty.en()).collect::<Vec<_>>().join(", ");
    let fault = fault(
        "formula_types",
        format!("“{name}” không dùng được với: {vi}."),
        format!("`{name}` does not take: {en}."),
    );
    match types {
        [Type::Date, Type::Text] | [Type::Text, Type::Date] => fault.hint(
            "Ngày viết sẵn thì đặt trong date('2021-09-15').",
            "A written date stands in date('2021-09-15').",
        ),
        [Type::Number, Type::Text] | [Type::Text, Type::Number] => fault.hint(
            "Số viết không có dấu nháy; đổi chữ ra số bằng number(…).",
            "Numbers have no quotes; number(…) turns a text into one.",
        ),
        [Type::Date, Type::Number] | [Type::Number, Type::Date] => fault.hint(
            "Số ngày giữa hai ngày: today() - ${ngày} > 14.",
            "Days between two dates: today() - ${date} > 14.",
        ),
        _ => fault.hint(
            "Hai vế phải cùng kiểu; chữ không so lớn bé được.",
            "Both sides must be of one type; texts have no order.",
        ),
    }
}

pub(super) fn wrong_result(wanted: Type, found: Type) -> Diagnostic {
    let fault = fault(
        "formula_result",
        format!("Công thức này cho {}; ở đây cần {}.", found.vi(), wanted.vi()),
        format!("This formula gives {}; {} is needed here.", found.en(), wanted.en()),
    );
    match wanted {
        Type::Boolean => fault.hint(
            "Viết một so sánh: ${returned} = 'yes'.",
            "Write a comparison: ${returned} = 'yes'.",
        ),
        _ => fault.hint("Cộng một trường số: ${amount}.", "Sum a number field: ${amount}."),
    }
}

pub(super) fn not_in_sql(name: &str) -> Diagnostic {
    fault(
        "formula_not_in_sql",
        format!("“{name}” với kiểu này chỉ dùng trong biểu mẫu, không dùng trong chỉ tiêu."),
        format!("`{name}` of this type serves in forms only, not in indicators."),
    )
    .hint(
        "Tính nó trong một trường calculate, rồi dùng trường đó.",
        "Compute it in a calculate field, and use that field.",
    )
}

pub(super) fn related_not_in_sql(register: &str) -> Diagnostic {
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

pub(super) fn many() -> Diagnostic {
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

pub(super) fn bad_pattern(pattern: &str, reason: &str) -> Diagnostic {
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

pub(super) fn not_written(name: &str, what_vi: &str, what_en: &str) -> Diagnostic {
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

pub(super) fn no_table<'a>(name: &str, lists: impl Iterator<Item = &'a str>) -> Diagnostic {
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

pub(super) fn no_column<'a>(name: &str, columns: impl Iterator<Item = &'a str>) -> Diagnostic {
    let columns = columns.collect::<Vec<_>>().join(", ");
    fault(
        "formula_column_unknown",
        format!("Bảng không có cột “{name}”."),
        format!("The table has no column `{name}`."),
    )
    .hint(format!("Các cột: {columns}."), format!("Columns: {columns}."))
}

pub(super) fn no_choices(name: &str) -> Diagnostic {
    fault(
        "formula_field_without_choices",
        format!("“{name}” không phải là trường chọn."),
        format!("`{name}` is no select field."),
    )
    .hint("Dùng một trường select_one hoặc select_multiple.", "Use a select field.")
}

pub(super) fn signed_elsewhere() -> Diagnostic {
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

pub(super) fn paths_elsewhere(name: &str) -> Diagnostic {
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

pub(super) fn arguments(name: &str, wanted: &str) -> Diagnostic {
    fault(
        "formula_arguments",
        format!("“{name}” cần: {wanted}."),
        format!("`{name}` takes: {wanted}."),
    )
    .hint("Kiểm tra số vế trong ngoặc.", "Check how many arguments stand in the brackets.")
}

pub(super) fn sql_too_long() -> Diagnostic {
    fault(
        "formula_too_long",
        "Công thức này quá dài khi đổi ra câu truy vấn.",
        "The formula becomes too long a query.",
    )
    .hint("Bớt mod lồng nhau.", "Nest mod less.")
}

impl Type {
    fn vi(self) -> &'static str {
        match self {
            Self::Empty => "rỗng",
            Self::Boolean => "điều kiện đúng/sai",
            Self::Text => "chữ",
            Self::Number => "số",
            Self::Date => "ngày",
            Self::Time => "giờ",
            Self::DateTime => "ngày giờ",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Boolean => "a condition",
            Self::Text => "text",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::DateTime => "a date and time",
        }
    }
}

//! What can be wrong with a formula, in both languages, each with the way out.

mod named;

pub(super) use named::{
    arguments, bad_pattern, many, no_choices, no_column, no_table, not_written, paths_elsewhere,
    related_not_in_sql, signed_elsewhere,
};

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

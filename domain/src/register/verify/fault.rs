//! What is said of a definition that does not hold, in both languages, each with the way out.

use jiff::civil::Date;

use super::LONGEST_NAME;
use crate::base::{Diagnostic, Kind};

pub(super) fn bad_name(name: &str) -> Diagnostic {
    Diagnostic::error(
        "name_form",
        format!("Tên “{name}” có ký tự không dùng được, hoặc dài quá {LONGEST_NAME} ký tự."),
        format!("The name `{name}` has a character that cannot be used, or over {LONGEST_NAME}."),
    )
    .hint(
        "Chỉ dùng a–z, 0–9 và dấu gạch dưới, bắt đầu bằng chữ: expected_return.",
        "Only a–z, 0–9 and underscores, a letter first: expected_return.",
    )
}

pub(super) fn twice(code: &'static str, vi: &str, en: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        code,
        format!("Có hai {vi} cùng tên “{name}”."),
        format!("Two of the same name: {en} `{name}`."),
    )
    .hint("Đổi tên một trong hai.", "Rename one of them.")
}

pub(super) fn number_twice(no: u16) -> Diagnostic {
    Diagnostic::error(
        "field_number_twice",
        format!("Số {no} đã có trường khác dùng."),
        format!("The number {no} belongs to another field."),
    )
    .hint("Lấy số chưa dùng bao giờ.", "Take a number that was never used.")
}

pub(super) fn no_field() -> Diagnostic {
    Diagnostic::error("no_field", "Sổ chưa có trường nào.", "The register has no field yet.")
        .hint("Thêm ít nhất một [[field]].", "Add at least one [[field]].")
}

pub(super) fn no_list(name: &str, lists: &str) -> Diagnostic {
    Diagnostic::error(
        "choices_unknown",
        format!("Trường chọn cần một danh mục; không có danh mục tên “{name}”."),
        format!("A select field needs a choice list; there is none named `{name}`."),
    )
    .hint(
        format!("Thêm [[choices]], hoặc dùng danh mục có sẵn: {lists}."),
        format!("Add [[choices]], or use one that is there: {lists}."),
    )
}

pub(super) fn choices_without_select() -> Diagnostic {
    Diagnostic::error(
        "choices_without_select",
        "Chỉ trường select_one và select_multiple mới có danh mục.",
        "Only select_one and select_multiple have choices.",
    )
    .hint("Bỏ khoá choices, hoặc đổi kind.", "Remove the key choices, or change kind.")
}

pub(super) fn calculation_mismatch(kind: Kind) -> Diagnostic {
    let (vi, en) = if kind == Kind::Calculate {
        ("Trường calculate cần công thức.", "A calculate field needs its formula.")
    } else {
        ("Chỉ trường calculate mới có công thức.", "Only a calculate field has a formula.")
    };
    Diagnostic::error("calculation", vi, en)
        .hint("Sửa kind hoặc calculation.", "Change kind or calculation.")
}

pub(super) fn shape_misfit() -> Diagnostic {
    Diagnostic::error(
        "shape_misfit",
        "Dạng (shape) này không hợp với kiểu của trường.",
        "This shape does not fit the kind of the field.",
    )
    .hint(
        "year đi với integer; các dạng khác đi với text.",
        "year goes with integer; the other shapes go with text.",
    )
}

pub(super) fn header_twice(word: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "header_twice",
        format!("Tên cột “{word}” đã là của trường {other}."),
        format!("The header “{word}” already belongs to the field {other}."),
    )
    .hint(
        "Mỗi tên cột (không kể dấu, hoa thường) chỉ chỉ một trường.",
        "A header, accents and case aside, points to one field only.",
    )
}

pub(super) fn empty_list() -> Diagnostic {
    Diagnostic::error("choices_empty", "Danh mục chưa có mục nào.", "The choice list is empty.")
        .hint("Thêm items = [{ name, label }].", "Add items = [{ name, label }].")
}

pub(super) fn choice_with_space(name: &str) -> Diagnostic {
    Diagnostic::error(
        "choice_form",
        format!("Tên lựa chọn “{name}” có khoảng trắng."),
        format!("The choice name `{name}` has a space."),
    )
    .hint("Viết liền: not_yet. Nhãn thì tuỳ ý.", "Write it in one: not_yet. The label is free.")
}

pub(super) fn spelling_twice(word: &str, one: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "choice_spelling_twice",
        format!("“{word}” có thể là {one} hoặc {other}."),
        format!("“{word}” could be {one} or {other}."),
    )
    .hint("Giữ cách viết đó ở một lựa chọn thôi.", "Keep that spelling at one choice only.")
}

pub(super) fn no_field_named(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "field_unknown",
        format!("Không có trường nào tên “{name}”."),
        format!("There is no field named `{name}`."),
    )
    .hint(format!("Các trường: {names}."), format!("Fields: {names}."))
}

pub(super) fn empty_key() -> Diagnostic {
    Diagnostic::error(
        "key_empty",
        "Một khoá trùng không có trường nào.",
        "A duplicate key is empty.",
    )
    .hint("Bỏ khoá rỗng đi.", "Remove the empty key.")
}

pub(super) fn circle_fault() -> Diagnostic {
    Diagnostic::error(
        "circle",
        "Công thức chạy vòng: trường này chờ kết quả của chính nó, hoặc của một trường như thế.",
        "The formulas run in a circle: this field waits for itself, or for a field that does.",
    )
    .hint("Bỏ một trong các ${…} tạo vòng.", "Remove one of the ${…} that close the circle.")
}

pub(super) fn no_indicator(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "indicator_unknown",
        format!("Không có chỉ tiêu nào tên “{name}”."),
        format!("There is no indicator named `{name}`."),
    )
    .hint(format!("Các chỉ tiêu: {names}."), format!("Indicators: {names}."))
}

pub(super) fn no_section(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "section_unknown",
        format!("Phía trên không có phần nào tên “{name}”."),
        format!("There is no section named `{name}` above."),
    )
    .hint(
        format!("Thêm [[section]], hoặc dùng phần có sẵn: {names}."),
        format!("Add [[section]], or use one that is there: {names}."),
    )
}

pub(super) fn register_without_record() -> Diagnostic {
    Diagnostic::error(
        "register_without_record",
        "Chỉ trường record mới trỏ tới một sổ khác.",
        "Only a record field links to another register.",
    )
    .hint(
        "Bỏ khoá register, hoặc viết kind = \"record\".",
        "Remove the key register, or write kind = \"record\".",
    )
}

pub(super) fn no_state_field(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "move_field",
        format!("Trạng thái cần một trường select_one; “{name}” không phải là trường như thế."),
        format!("States are the choices of a select_one field; `{name}` is none."),
    )
    .hint(format!("Các trường chọn một: {names}."), format!("The select_one fields: {names}."))
}

pub(super) fn no_state(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "move_state",
        format!("“{name}” không phải là lựa chọn của trường trạng thái."),
        format!("`{name}` is none of the choices of the state field."),
    )
    .hint(format!("Các lựa chọn: {names}."), format!("Choices: {names}."))
}

pub(super) fn ends_before_it_begins(from: Date, to: Date) -> Diagnostic {
    Diagnostic::error(
        "definition_period",
        format!("Sổ hết hiệu lực ({to}) trước khi có hiệu lực ({from})."),
        format!("The register ends ({to}) before it begins ({from})."),
    )
    .hint("Xem lại valid_from và valid_to.", "Look at valid_from and valid_to again.")
}

//! What the rules between the fields of a row find, before it is put into words.

use crate::base::{Diagnostic, Severity};
use crate::register::Field;

/// A rule of the definition that a row does not keep.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding<'a> {
    /// A field that is required or wanted holds nothing.
    Missing(&'a Field),
    /// A field holds something though it does not apply to this row; it is not kept.
    NotRelevant(&'a Field),
    /// The field's constraint does not hold.
    Constraint(&'a Field),
    /// A choice stands in the field that is not offered beside the other fields.
    NotOffered {
        /// The field.
        field: &'a Field,
        /// The label of the choice.
        chosen: String,
        /// The labels of those that are offered.
        offered: Vec<String>,
    },
    /// A state follows another that no step of the workflow leads to.
    Step {
        /// The field of the state.
        field: &'a Field,
        /// The label of the state before; "" when there was none.
        from: String,
        /// The label of the state that is wanted; "" when it is cleared.
        to: String,
        /// The steps from here, each with who takes it.
        allowed: Vec<String>,
        /// Whether it is taken all the same.
        warns: bool,
    },
    /// The identity number tells another year of birth than the row.
    BirthYear {
        /// The field of the identity number.
        field: &'a Field,
        /// The number.
        number: String,
        /// The year that the number tells.
        told: i16,
        /// The year that the row says.
        year: i64,
    },
}

impl Finding<'_> {
    /// Whether the row is refused for it.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Constraint(_) | Self::NotOffered { .. } => Severity::Error,
            Self::Step { warns, .. } if !warns => Severity::Error,
            Self::Missing(field) if field.required => Severity::Error,
            Self::Missing(_)
            | Self::NotRelevant(_)
            | Self::BirthYear { .. }
            | Self::Step { .. } => Severity::Warning,
        }
    }

    pub(super) fn is_fault(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// In words, with the way out.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Missing(field) => missing(field),
            Self::NotRelevant(field) => not_relevant(field),
            Self::Constraint(field) => constraint(field),
            Self::NotOffered { field, chosen, offered } => not_offered(field, chosen, offered),
            Self::Step { field, from, to, allowed, warns } => {
                let fault = step(field, (from, to), allowed, *warns);
                Diagnostic { severity: self.severity(), ..fault }
            }
            Self::BirthYear { field, number, told, year } => Diagnostic::warning(
                "cccd_birth_year",
                format!("Số {number} là của người sinh năm {told}; dòng này ghi {year}."),
                format!("The number {number} tells a birth in {told}; the row says {year}."),
            )
            .hint("Xem lại thẻ và năm sinh.", "Look at the card and the year again.")
            .at_field(&field.name),
        }
    }
}

fn missing(field: &Field) -> Diagnostic {
    let (vi, en) = (&field.label.vi, &field.label.en);
    if field.required {
        return Diagnostic::error("required", format!("Thiếu {vi}."), format!("{en} is missing."))
            .hint(
                "Điền vào rồi lưu lại; các ô khác giữ nguyên.",
                "Fill it in and save again; the other cells stay.",
            )
            .at_field(&field.name);
    }
    Diagnostic::warning("wanted", format!("Chưa có {vi}."), format!("{en} is not known yet."))
        .hint("Dòng vẫn được nhận; bổ sung khi biết.", "The row is taken; add it when it is known.")
        .at_field(&field.name)
}

fn not_relevant(field: &Field) -> Diagnostic {
    let (vi, en) = (&field.label.vi, &field.label.en);
    Diagnostic::warning(
        "not_relevant",
        format!("{vi} không áp dụng cho dòng này nên không được lưu."),
        format!("{en} does not apply to this row and is not kept."),
    )
    .at_field(&field.name)
}

fn constraint(field: &Field) -> Diagnostic {
    let (vi, en) = (&field.label.vi, &field.label.en);
    let fault = match &field.constraint_message {
        Some(said) => Diagnostic::error(
            "constraint",
            format!("{vi}: {}", said.vi),
            format!("{en}: {}", said.en),
        ),
        None => Diagnostic::error(
            "constraint",
            format!("{vi}: giá trị này không được chấp nhận."),
            format!("{en}: this value is not accepted."),
        ),
    };
    let rule = &field.constraint;
    fault.hint(format!("Điều kiện: {rule}."), format!("The rule: {rule}.")).at_field(&field.name)
}

/// The most choices that a hint names.
const NAMED: usize = 12;

fn not_offered(field: &Field, chosen: &str, offered: &[String]) -> Diagnostic {
    let (vi, en) = (&field.label.vi, &field.label.en);
    let more = if offered.len() > NAMED { "; …" } else { "" };
    let named = offered[..offered.len().min(NAMED)].join("; ");
    let fault = Diagnostic::error(
        "choice_not_offered",
        format!("{vi}: “{chosen}” không đi cùng các ô khác của dòng."),
        format!("{en}: “{chosen}” does not go with the other cells of the row."),
    );
    let fault = match offered {
        [] => fault.hint(
            "Với các ô ấy không có lựa chọn nào: xem lại các ô ấy trước.",
            "With those cells there is no choice at all: look at those first.",
        ),
        _ => fault.hint(
            format!("Với các ô ấy thì chọn một trong: {named}{more}."),
            format!("With those cells, one of: {named}{more}."),
        ),
    };
    fault.at_field(&field.name)
}

fn step(field: &Field, (from, to): (&str, &str), allowed: &[String], warns: bool) -> Diagnostic {
    let (vi, en) = (&field.label.vi, &field.label.en);
    let named =
        |state: &str| if state.is_empty() { "–".to_owned() } else { format!("“{state}”") };
    let (code, vi, en) = match from {
        "" => (
            "state_start",
            format!("{vi}: dòng mới không bắt đầu ở {}.", named(to)),
            format!("{en}: a new record does not begin at {}.", named(to)),
        ),
        from => (
            "state_step",
            format!("{vi}: từ {} không chuyển sang {} được.", named(from), named(to)),
            format!("{en}: there is no step from {} to {}.", named(from), named(to)),
        ),
    };
    let fault = Diagnostic::error(code, vi, en).at_field(&field.name);
    let steps = if allowed.is_empty() { "–".to_owned() } else { allowed.join("; ") };
    match warns {
        true => fault.hint(
            format!("Dòng vẫn được nhận, vì danh sách đã có từ trước. Bắt đầu thường ở: {steps}."),
            format!("The row is taken, because the list was kept before. Beginnings: {steps}."),
        ),
        false if allowed.is_empty() => fault.hint(
            "Đây là trạng thái cuối. Nhập nhầm thì rút dòng lại, nêu lý do.",
            "This state is the last. If it is a mistake, retract the record with a reason.",
        ),
        false => fault.hint(
            format!("Từ đây chỉ chuyển sang: {steps}."),
            format!("From here the steps are: {steps}."),
        ),
    }
}

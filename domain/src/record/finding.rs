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
            Self::Constraint(_) => Severity::Error,
            Self::Missing(field) if field.required => Severity::Error,
            Self::Missing(_) | Self::NotRelevant(_) | Self::BirthYear { .. } => Severity::Warning,
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

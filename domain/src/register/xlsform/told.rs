//! Warnings that would be one per row, gathered into one per subject.

use std::collections::BTreeMap;

use super::fault;
use crate::base::Diagnostic;

/// What there is to say of several rows at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// Types in an old spelling.
    OldTypes,
    /// Rows that have a name or label and no type.
    NoType,
    /// What the device fills in, left out.
    MetaLeftOut,
    /// What the device fills in, kept because a formula asks for it.
    MetaKept,
    /// Types that a register does without.
    TypesLeftOut,
    /// Types that are kept as a near one.
    Near,
    /// Questions that are computed although their type is not `calculate`.
    Computed,
    /// Columns that are not read.
    Columns,
    /// Sheets that are not read.
    Sheets,
    /// Languages without a place.
    Languages,
    /// Names that had to change.
    Renamed,
    /// Labels that two fields shared.
    Labels,
    /// Labels that two choices shared.
    ChoiceLabels,
    /// `read_only` and `trigger`.
    ReadOnly,
    /// Sensitive by our choice.
    Sensitive,
    /// Visible to the unit by our choice.
    Visible,
    /// Retention by our choice.
    Retention,
    /// Choices without a name or label.
    Choices,
}

/// The gathered warnings.
#[derive(Debug, Default)]
pub(super) struct Told(BTreeMap<Subject, Vec<(String, u64, String)>>);

impl Told {
    pub(super) fn add(&mut self, subject: Subject, sheet: &str, row: u64, text: impl Into<String>) {
        self.0.entry(subject).or_default().push((sheet.to_owned(), row, text.into()));
    }

    /// One warning per subject, at its first row.
    pub(super) fn into_warnings(self) -> Vec<Diagnostic> {
        let warning = |(subject, all): (Subject, Vec<(String, u64, String)>)| {
            let mut words: Vec<&str> = all.iter().map(|(_, _, text)| text.as_str()).collect();
            words.dedup();
            let diagnostic = told(subject, &words.join(", "));
            match all.first() {
                Some((sheet, row, _)) if *row > 0 => {
                    fault::in_sheet(diagnostic, sheet).at_row(*row)
                }
                Some((sheet, ..)) if !sheet.is_empty() => fault::in_sheet(diagnostic, sheet),
                _ => diagnostic,
            }
        };
        self.0.into_iter().map(warning).collect()
    }
}

/// One warning for many rows.
fn told(subject: Subject, words: &str) -> Diagnostic {
    let (code, vi, en) = match subject {
        Subject::OldTypes => (
            "form_types_old",
            "Kiểu viết theo lối cũ, vẫn nhận",
            "Types in an old spelling, taken all the same",
        ),
        Subject::NoType => (
            "form_rows_without_type",
            "Dòng không có kiểu, không đọc",
            "Rows without a type, not read",
        ),
        Subject::MetaLeftOut => (
            "form_meta_left_out",
            "Do thiết bị tự ghi, sổ không giữ",
            "Filled in by the device, not kept",
        ),
        Subject::MetaKept => (
            "form_meta_kept",
            "Do thiết bị tự ghi; giữ làm trường vì có công thức dùng",
            "Filled in by the device; kept as fields because a formula asks for them",
        ),
        Subject::TypesLeftOut => (
            "form_types_left_out",
            "Kiểu mà sổ không giữ, bỏ",
            "Types that a register does without, left out",
        ),
        Subject::Near => (
            "form_types_near",
            "Giữ dưới dạng gần nhất (chữ hoặc tệp)",
            "Kept as what is nearest (text or file)",
        ),
        Subject::Computed => (
            "form_computed",
            "Có công thức nên thành trường tính",
            "Have a formula and become calculate fields",
        ),
        Subject::Columns => {
            ("form_columns_left_out", "Cột không dùng đến", "Columns that are not used")
        }
        Subject::Sheets => ("form_sheets_left_out", "Trang không đọc", "Sheets that are not read"),
        Subject::Languages => (
            "form_languages_left_out",
            "Ngôn ngữ ngoài tiếng Việt và tiếng Anh, bỏ",
            "Languages other than Vietnamese and English, left out",
        ),
        Subject::Renamed => (
            "form_renamed",
            "Tên đổi cho hợp với công thức",
            "Names changed so that formulas can use them",
        ),
        Subject::Labels => (
            "form_labels_numbered",
            "Nhãn trùng nhau, thêm số để phân biệt cột",
            "Labels that two fields shared, numbered to tell columns apart",
        ),
        Subject::ChoiceLabels => (
            "form_choice_labels_numbered",
            "Nhãn lựa chọn trùng nhau, thêm số",
            "Labels that two choices shared, numbered",
        ),
        Subject::ReadOnly => (
            "form_read_only",
            "read_only và trigger không dùng",
            "read_only and trigger are left out",
        ),
        Subject::Sensitive => (
            "form_visibility_sensitive",
            "Chưa ghi ai được xem; đặt là nhạy cảm (che trong danh sách)",
            "No visibility given; set to sensitive (masked in lists)",
        ),
        Subject::Visible => (
            "form_visibility_unit",
            "Chưa ghi ai được xem; đặt là trong đơn vị",
            "No visibility given; set to the unit",
        ),
        Subject::Retention => (
            "form_retention",
            "Chưa ghi giữ bao lâu; đặt là hết dịch cộng hai năm",
            "No retention given; set to two years after the outbreak",
        ),
        Subject::Choices => (
            "form_choices_without_list",
            "Dòng ở trang choices không có list_name, không đọc",
            "Rows of the sheet choices without list_name, not read",
        ),
    };
    Diagnostic::warning(code, format!("{vi}: {words}."), format!("{en}: {words}."))
}

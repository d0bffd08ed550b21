//! What is missing or odd, said to the officer.

use super::{Document, spelling};
use crate::base::Diagnostic;

/// How many suspicious words are reported at most: a scan full of them is one problem, not a thousand.
const MOST_SUSPECTS: usize = 50;

/// Warnings about what the document lacks.
pub(super) fn missing(document: &Document) -> Vec<Diagnostic> {
    let header = &document.header;
    let mut warnings = Vec::new();
    let mut say = |missing: bool, code, vi: &str, en: &str| {
        if missing {
            warnings.push(Diagnostic::warning(code, vi, en));
        }
    };
    say(
        header.issuer.is_none(),
        "issuer_missing",
        "không thấy cơ quan ban hành",
        "the issuer is not printed",
    );
    say(
        header.number.is_none(),
        "number_missing",
        "văn bản chưa có số",
        "the document has no number",
    );
    say(
        header.date.is_none(),
        "date_missing",
        "không thấy ngày ban hành",
        "the date of issue is not printed",
    );
    let partial = header.date.is_some_and(|date| date.full().is_none());
    say(
        partial,
        "date_incomplete",
        "ngày ban hành còn để trống một phần",
        "part of the date of issue is blank",
    );
    say(
        header.subject.is_none(),
        "subject_missing",
        "không thấy trích yếu",
        "the subject is not printed",
    );
    let unsigned = document.signature.as_ref().is_none_or(|signature| signature.name.is_none());
    say(unsigned, "signature_missing", "không thấy người ký", "the signer is not printed");
    say(
        document.items.is_empty(),
        "text_missing",
        "không thấy nội dung văn bản",
        "the document has no text",
    );
    warnings
}

/// A warning for a line that was joined to the one above it.
pub(super) fn joined(line: u32) -> Diagnostic {
    Diagnostic::warning(
        "line_break_joined",
        "nối với dòng trên vì câu bị ngắt",
        "joined with the line above, which was cut mid-sentence",
    )
    .at_row(u64::from(line))
}

/// A warning that the issuer's lines are lost and its name was concluded from other parts.
pub(super) fn inferred() -> Diagnostic {
    Diagnostic::warning(
        "issuer_inferred",
        "tên cơ quan ban hành suy từ ký hiệu, địa danh và nội dung",
        "the issuer was concluded from symbol, place and text",
    )
    .hint("đối chiếu với bản gốc", "compare with the paper")
}

/// Warnings for words that look misread.
pub(super) fn suspects(document: &Document) -> Vec<Diagnostic> {
    let clauses = document.items.iter().flat_map(super::Item::walk);
    let found = clauses.flat_map(|clause| {
        spelling::suspects(&clause.text)
            .into_iter()
            .map(move |(at, said, meant)| (clause.line_at(at), said, meant))
    });
    found
        .take(MOST_SUSPECTS)
        .map(|(line, said, meant)| {
            Diagnostic::warning(
                "spelling_suspect",
                format!("“{said}” có thể là “{meant}”"),
                format!("“{said}” may mean “{meant}”"),
            )
            .at_row(u64::from(line))
        })
        .collect()
}

//! What agreement says when it cannot do what it was asked: one function per condition.

use domain::base::Diagnostic;
use domain::returns::Template;
use domain::returns::agreement::Rule;

use super::DiscrepancyReference;

pub(super) fn rule_line_unknown(rule: &Rule, line: &str, template: &Template) -> Diagnostic {
    let (rule, name) = (&rule.name, &template.name);
    let known: Vec<&str> = template.lines.iter().map(|line| line.name.as_str()).collect();
    let known = known.join(", ");
    Diagnostic::error(
        "rule_line_unknown",
        format!("Quy tắc “{rule}” nói đến dòng “{line}” mà mẫu {name} không có."),
        format!("The rule `{rule}` speaks of the line `{line}`, which {name} does not have."),
    )
    .hint(format!("Các dòng: {known}."), format!("Lines: {known}."))
}

pub(super) fn bad_reference(text: &str) -> Diagnostic {
    Diagnostic::error(
        "discrepancy_reference",
        format!("“{text}” không phải là ký hiệu của một số liệu vênh."),
        format!("`{text}` does not name a discrepancy."),
    )
    .hint(
        "Viết đơn vị/ngày/quy tắc, ví dụ 04117/2021-09-10/returned_fell; nếu có nhiều thì thêm /dòng.",
        "Write unit/day/rule, as in 04117/2021-09-10/returned_fell; where there are several add /line.",
    )
}

pub(super) fn unknown(reference: &DiscrepancyReference) -> Diagnostic {
    Diagnostic::error(
        "discrepancy_unknown",
        format!("Không có số liệu vênh {reference}."),
        format!("There is no discrepancy {reference}."),
    )
    .hint("Xem: phaodai discrepancy list --unit MÃ.", "See: phaodai discrepancy list --unit CODE.")
}

pub(super) fn several(reference: &DiscrepancyReference, abouts: &[&str]) -> Diagnostic {
    let abouts = abouts.join(", ");
    Diagnostic::error(
        "discrepancy_ambiguous",
        format!("{reference} có nhiều số liệu vênh."),
        format!("{reference} names several discrepancies."),
    )
    .hint(
        format!("Thêm một trong các phần sau vào cuối: /{abouts}"),
        format!("Add one of these at the end: /{abouts}"),
    )
}

pub(super) fn not_yours(officer: &str, unit: &str) -> Diagnostic {
    Diagnostic::error(
        "discrepancy_not_yours",
        format!("{officer} không phải là người của {unit}, cũng không thuộc đơn vị cấp trên."),
        format!("{officer} belongs neither to {unit} nor to a unit above it."),
    )
    .hint("Chọn cán bộ khác bằng --as.", "Choose another officer with --as.")
}

pub(super) fn words_missing() -> Diagnostic {
    Diagnostic::error(
        "reason_missing",
        "Bước này cần nêu lý do hoặc nội dung giải trình.",
        "This step needs words: a reason, or the explanation.",
    )
    .hint("Thêm --say \"…\".", "Add --say \"…\".")
}

pub(super) fn route_missing(route: (&str, &str), reference: &str, flag: &str) -> Diagnostic {
    Diagnostic::error(
        "discrepancy_route_missing",
        format!("Giải trình chưa gửi {}; phải gửi cả hai nơi.", route.0),
        format!("The explanation has not gone {}; it must go both ways.", route.1),
    )
    .hint(
        format!("Đơn vị gửi thêm: phaodai discrepancy explain {reference} --route {flag}"),
        format!(
            "The unit sends it there too: phaodai discrepancy explain {reference} --route {flag}"
        ),
    )
}

pub(super) fn until_past(until: jiff::civil::DateTime) -> Diagnostic {
    Diagnostic::error(
        "discrepancy_until_past",
        format!("Hạn giải trình {until} đã qua."),
        format!("The time to explain, {until}, is over already."),
    )
    .hint("Ghi giờ muộn hơn.", "Give a later time.")
}

//! What can be the matter with a briefing.

use domain::base::Diagnostic;

pub(super) fn reminder_not_yours(name: &str, unit: &str) -> Diagnostic {
    Diagnostic::error(
        "reminder_not_yours",
        format!("{name} không thuộc cấp trên của {unit}, không nhắc được."),
        format!("{name} is of no unit above {unit} and cannot remind it."),
    )
    .hint(
        "Người nhắc phải thuộc đơn vị cấp trên: --as \"HỌ TÊN\".",
        "Whoever reminds belongs to a unit above: --as \"NAME\".",
    )
}

pub(super) fn nothing_to_remind(about: &str) -> Diagnostic {
    Diagnostic::error(
        "reminder_needless",
        format!("{about}: không còn gì để nhắc."),
        format!("{about}: there is nothing left to remind of."),
    )
    .hint(
        "Ai còn nợ gì: phaodai briefing --unit MÃ, mục “Đề nghị nhắc”.",
        "Who owes what: phaodai briefing --unit CODE, section “Proposed reminders”.",
    )
}

pub(super) fn other_unit(about: &str, unit: &str) -> Diagnostic {
    Diagnostic::error(
        "reminder_other_unit",
        format!("{about} không phải của {unit}."),
        format!("{about} is not of {unit}."),
    )
    .hint("Xem lại mã đơn vị và mã việc.", "Check the code of the unit and the reference.")
}

//! A new password.

use domain::base::Diagnostic;
use node::people::accounts::Accounts;

use super::sessions;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Changes it. Every other session ends.
pub(super) fn change(visit: &Visit<'_>) -> Answer {
    let (who, form) = (visit.who()?, &visit.form);
    let given = |name| form.given(name).unwrap_or_default();
    if given("new_password") != given("again_password") {
        return sessions::refused(visit, not_the_same());
    }
    let accounts = Accounts::of(visit.node());
    match accounts.change_password(
        who.id(),
        given("old_password"),
        given("new_password"),
        &who.session,
    ) {
        Ok(()) => Reply::said(
            "/account",
            visit.w(
                "Đã đổi mật khẩu; nơi khác đã bị đăng xuất.",
                "The password is changed; others were signed out.",
            ),
        ),
        Err(fault) => sessions::refused(visit, fault),
    }
}

fn not_the_same() -> Diagnostic {
    Diagnostic::error(
        "passwords_differ",
        "Hai lần gõ mật khẩu mới không giống nhau.",
        "The new password was typed in two ways.",
    )
    .hint("Gõ lại cả hai ô.", "Type both again.")
    .at_field("again_password")
}

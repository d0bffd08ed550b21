//! What is wrong with an account, a password or an attempt to sign in.

use domain::base::Diagnostic;
use domain::people::Roles;

pub(super) fn refused() -> Diagnostic {
    Diagnostic::error(
        "sign_in_refused",
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "Name or password is not right.",
    )
    .hint(
        "Xem phím Caps Lock và bộ gõ tiếng Việt; quên thì nhờ quản trị máy chủ đặt lại.",
        "Look at Caps Lock and the keyboard; the administrator sets a new one.",
    )
}

pub(super) fn barred(seconds: u64) -> Diagnostic {
    let (vi, en) = (
        format!("Sai mật khẩu nhiều lần: chờ {seconds} giây rồi thử lại."),
        format!("Too many wrong passwords: wait {seconds} seconds, then try again."),
    );
    Diagnostic::error("sign_in_barred", vi, en).hint(
        "Quản trị máy chủ đặt lại mật khẩu thì vào được ngay.",
        "A new password set by the administrator ends the wait.",
    )
}

pub(super) fn login_wrong() -> Diagnostic {
    Diagnostic::error(
        "login_wrong",
        "Tên đăng nhập có 3 đến 40 ký tự: chữ không dấu, số, dấu . _ - @",
        "A name to sign in with has 3 to 40 letters without accents, digits, . _ - @",
    )
    .hint("Ví dụ: loan.chiengmung", "For example: loan.chiengmung")
    .at_field("login")
}

pub(super) fn login_taken(login: &str) -> Diagnostic {
    Diagnostic::error(
        "login_taken",
        format!("Đã có tài khoản \"{login}\"."),
        format!("There is an account \"{login}\" already."),
    )
    .hint(
        "Chọn tên khác, ví dụ thêm tên xã.",
        "Choose another name, with the commune in it for example.",
    )
    .at_field("login")
}

pub(super) fn account_unknown(name: &str) -> Diagnostic {
    Diagnostic::error(
        "account_unknown",
        format!("Không có tài khoản \"{name}\"."),
        format!("There is no account \"{name}\"."),
    )
    .hint("Xem: phaodai account list", "See: phaodai account list")
}

pub(super) fn role_unknown(name: &str) -> Diagnostic {
    let names: Vec<&str> = Roles::built_in().all().iter().map(|role| role.name.as_str()).collect();
    let names = names.join(", ");
    Diagnostic::error(
        "role_unknown",
        format!("Không có vai trò \"{name}\"."),
        format!("There is no role \"{name}\"."),
    )
    .hint(format!("Các vai trò: {names}"), format!("Roles: {names}"))
    .at_field("role")
}

pub(super) fn password_wrong() -> Diagnostic {
    Diagnostic::error(
        "password_wrong",
        "Mật khẩu đang dùng không đúng.",
        "The password in use is not right.",
    )
    .hint("Gõ lại mật khẩu đang dùng.", "Type the password in use again.")
    .at_field("old_password")
}

pub(super) fn password_same() -> Diagnostic {
    Diagnostic::error(
        "password_same",
        "Mật khẩu mới giống mật khẩu đang dùng.",
        "The new password is the one in use.",
    )
    .hint("Chọn mật khẩu khác.", "Choose another.")
    .at_field("new_password")
}

pub(super) fn password_length(least: usize, most: usize) -> Diagnostic {
    let (vi, en) = (
        format!("Mật khẩu có {least} đến {most} ký tự."),
        format!("A password has {least} to {most} characters."),
    );
    Diagnostic::error("password_length", vi, en)
        .hint(
            "Ba bốn từ dễ nhớ là được; không cần chữ hoa hay ký hiệu.",
            "Three or four words that you remember do; no capitals or signs are needed.",
        )
        .at_field("new_password")
}

pub(super) fn password_common() -> Diagnostic {
    Diagnostic::error(
        "password_common",
        "Mật khẩu này ai cũng thử đầu tiên.",
        "This password is what everybody tries first.",
    )
    .hint(
        "Chọn ba bốn từ không liên quan nhau.",
        "Choose three or four words that have nothing to do with each other.",
    )
    .at_field("new_password")
}

pub(super) fn password_is_name() -> Diagnostic {
    Diagnostic::error(
        "password_is_name",
        "Mật khẩu chứa tên đăng nhập.",
        "The password holds the name to sign in with.",
    )
    .hint("Chọn mật khẩu không có tên mình.", "Choose one without your name.")
    .at_field("new_password")
}

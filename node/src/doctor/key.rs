//! Can others on this machine read the node's key?

use std::path::Path;

use super::{Check, State};
use crate::{ledger, os};

pub(super) fn check(folder: &Path) -> Check {
    let path = folder.join(ledger::KEY_FILE);
    match os::others_may_read(&path) {
        Some(false) => Check::good(
            "key",
            "Khóa node.key chỉ chủ máy đọc được; hãy giữ thêm một bản ở nơi riêng.",
            "Only the owner can read node.key; keep one more copy apart.",
        ),
        Some(true) => Check::of(
            "key",
            State::Bad,
            (
                "Người khác trên máy này đọc được khóa node.key và ký thay máy được.",
                "Others on this machine can read node.key, and sign in its name.",
            ),
            (
                format!("Chạy: chmod 600 {}", path.display()),
                format!("Run: chmod 600 {}", path.display()),
            ),
        ),
        None => Check::of(
            "key",
            State::Unknown,
            (
                "Không biết ai đọc được khóa node.key trên máy này.",
                "Who can read node.key cannot be told on this machine.",
            ),
            (
                "Thư mục dữ liệu phải nằm trong thư mục riêng của người dùng.",
                "Keep the data folder within the user's own folder.",
            ),
        ),
    }
}

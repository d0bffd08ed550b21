//! Why a request is not answered: each is a page that says where to go next, or an error of the API.

use axum::http::StatusCode;
use domain::base::{Bilingual, Diagnostic};
use node::NodeError;
use serde::Serialize;

/// Why not.
#[derive(Debug)]
pub enum Nope {
    /// Nobody is signed in.
    SignIn,
    /// The visitor may not do this anywhere.
    Forbidden,
    /// There is no such page, record or unit for this visitor: those of others are not told from those that are not.
    NotFound,
    /// A new password must be chosen first.
    PasswordFirst,
    /// The request was forged, or its page is too old.
    Forged,
    /// Too many requests; seconds to wait.
    Slowly(u64),
    /// The body is larger than the route takes.
    TooLarge(usize),
    /// Something about the request is wrong.
    Wrong(Vec<Diagnostic>),
    /// Something here is wrong.
    Broken(Box<Diagnostic>),
}

/// What a page or the API says of it.
#[derive(Debug, Serialize)]
pub struct Saying {
    /// Stable identifier in snake case.
    pub code: &'static str,
    /// What is the matter.
    pub message: Bilingual,
    /// The way out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
}

impl Nope {
    /// A fault of the program itself.
    pub fn broken(fault: &dyn std::fmt::Display) -> Self {
        let vi = format!("Máy chủ gặp lỗi: {fault}.");
        let fault =
            Diagnostic::error("server_fault", vi, format!("The server has a fault: {fault}."));
        Self::Broken(Box::new(fault.hint(
            "Thử lại; nếu vẫn lỗi, báo quản trị máy chủ.",
            "Try again; if it stays, tell the administrator.",
        )))
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Forged | Self::PasswordFirst => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Slowly(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Broken(fault)
                if ["store_busy", "store_full", "store_unwritable"].contains(&fault.code) =>
            {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What to say of it, one thing after another.
    pub fn sayings(&self) -> Vec<Saying> {
        let one = |code, vi: &str, en: &str, hint: Option<(&str, &str)>| {
            let hint = hint.map(|(vi, en)| Bilingual::new(vi, en));
            vec![Saying { code, message: Bilingual::new(vi, en), hint }]
        };
        match self {
            Self::SignIn => one(
                "sign_in_needed",
                "Cần đăng nhập để xem trang này.",
                "Sign in to see this page.",
                None,
            ),
            Self::Forbidden => one(
                "not_allowed",
                "Tài khoản này không có quyền làm việc đó.",
                "This account has no right to do that.",
                Some((
                    "Cần thêm quyền: hỏi quản trị máy chủ.",
                    "For more rights ask the administrator.",
                )),
            ),
            Self::NotFound => one(
                "not_found",
                "Không có trang này, hoặc nó không thuộc phạm vi của tài khoản.",
                "There is no such page, or it is outside the scope of this account.",
                Some((
                    "Kiểm tra lại địa chỉ, hoặc về trang Hôm nay.",
                    "Check the address, or go to Today.",
                )),
            ),
            Self::PasswordFirst => one(
                "password_first",
                "Mật khẩu này do người khác đặt: đổi mật khẩu trước đã.",
                "Somebody else set this password: choose your own first.",
                Some(("Vào trang Đổi mật khẩu.", "Go to the page that changes the password.")),
            ),
            Self::Forged => one(
                "form_expired",
                "Biểu mẫu này đã cũ hoặc không do trang này gửi; chưa ghi gì cả.",
                "This form is too old, or was not sent by this site; nothing was written.",
                Some((
                    "Quay lại, tải lại trang rồi gửi lần nữa.",
                    "Go back, reload the page and send it again.",
                )),
            ),
            Self::Slowly(seconds) => one(
                "too_many_requests",
                &format!("Gửi quá nhiều yêu cầu; chờ {seconds} giây."),
                &format!("Too many requests; wait {seconds} seconds."),
                Some(("Chờ rồi thử lại.", "Wait, then try again.")),
            ),
            Self::TooLarge(most) => one(
                "too_large",
                &format!("Tệp hoặc biểu mẫu lớn hơn {} MB; chưa nhận gì cả.", most >> 20),
                &format!("The file or form is larger than {} MB; nothing was taken.", most >> 20),
                Some(("Chia nhỏ tệp rồi gửi từng phần.", "Split the file and send it in parts.")),
            ),
            Self::Wrong(faults) => faults.iter().map(saying).collect(),
            Self::Broken(fault) => vec![saying(fault)],
        }
    }
}

fn saying(fault: &Diagnostic) -> Saying {
    Saying { code: fault.code, message: fault.message.clone(), hint: fault.hint.clone() }
}

impl From<Diagnostic> for Nope {
    fn from(fault: Diagnostic) -> Self {
        const OURS: [&str; 9] = [
            "store_busy",
            "store_full",
            "store_unwritable",
            "store_no_access",
            "store_damaged",
            "store_error",
            "file_error",
            "no_randomness",
            "server_fault",
        ];
        if OURS.contains(&fault.code) {
            Self::Broken(Box::new(fault))
        } else {
            Self::Wrong(vec![fault])
        }
    }
}

impl From<NodeError> for Nope {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::UnknownRecord(_) => Self::NotFound,
            other => other.to_diagnostic().into(),
        }
    }
}

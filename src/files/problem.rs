//! What can be the matter with a file, said once.

use std::io;
use std::path::Path;

use domain::base::Diagnostic;

/// The name that the user knows the file by.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The file cannot be opened or read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let diagnostic = match error.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::error("file_missing", "không có tệp này", "there is no such file")
                .hint("xem lại tên tệp và thư mục", "check the name of the file and its folder")
        }
        io::ErrorKind::PermissionDenied => Diagnostic::error(
            "file_denied",
            "không có quyền mở tệp",
            "no permission to open the file",
        )
        .hint(
            "đóng tệp đang mở trong chương trình khác, hoặc chép tệp sang thư mục khác",
            "close the file in other programs, or copy it to another folder",
        ),
        _ => Diagnostic::error(
            "file_unreadable",
            format!("không đọc được tệp: {error}"),
            format!("cannot read the file: {error}"),
        ),
    };
    diagnostic.in_file(name(path))
}

/// The file cannot be written.
pub(super) fn unwritable(path: &Path, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        "file_unwritable",
        format!("không ghi được tệp: {error}"),
        format!("cannot write the file: {error}"),
    )
    .hint(
        "đóng tệp nếu đang mở trong Excel; xem ổ đĩa còn chỗ không",
        "close the file if Excel has it open; check that the disk has room",
    )
    .in_file(name(path))
}

/// Nothing is in the file.
pub(super) fn empty() -> Diagnostic {
    Diagnostic::error("file_empty", "tệp rỗng", "the file is empty").hint(
        "tải lại hoặc xin lại tệp từ nơi gửi",
        "download the file again or ask the sender for it",
    )
}

/// The file, or what it inflates to, is beyond the limit.
pub(super) fn too_large(limit: u64) -> Diagnostic {
    let megabytes = limit / (1024 * 1024);
    Diagnostic::error(
        "file_too_large",
        format!("tệp, hoặc nội dung nén bên trong, lớn hơn {megabytes} MB"),
        format!("the file, or what is packed inside, is larger than {megabytes} MB"),
    )
    .hint("chia tệp thành nhiều phần; bỏ ảnh khỏi tệp", "split the file; take pictures out of it")
}

/// The file asks for a password.
pub(super) fn encrypted() -> Diagnostic {
    Diagnostic::error("file_encrypted", "tệp đặt mật khẩu", "the file is locked with a password")
        .hint(
            "mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại",
            "open it in Word or Excel, remove the password and save it",
        )
}

/// The file says that it is of a kind, and its inside is damaged.
pub(super) fn broken(kind: &str, detail: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        "file_broken",
        format!("tệp {kind} bị hỏng: {detail}"),
        format!("the {kind} file is damaged: {detail}"),
    )
    .hint(
        "mở bằng chương trình đã tạo ra tệp, lưu lại, hoặc xin lại tệp",
        "open it in the program that made it and save it again, or ask for it again",
    )
}

/// Letters in an encoding that is not Unicode.
pub(super) fn not_unicode() -> Diagnostic {
    Diagnostic::error(
        "not_unicode",
        "chữ trong tệp không theo mã Unicode (có thể là TCVN3, VNI hoặc Windows-1258)",
        "the letters are not in Unicode (perhaps TCVN3, VNI or Windows-1258)",
    )
    .hint(
        "mở bằng Word, Excel hoặc UniKey Toolkit, chuyển sang Unicode rồi lưu dạng UTF-8",
        "open it in Word, Excel or UniKey Toolkit, convert it to Unicode and save it as UTF-8",
    )
}

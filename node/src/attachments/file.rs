//! A file before it is attached.

use domain::base::Diagnostic;

/// The largest file that is taken, in bytes: a photo or a scanned plan, not a film.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;

/// A file that may be attached: it has a name, and neither too few nor too many bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    name: String,
    content: Vec<u8>,
}

impl File {
    /// A file by its name and bytes.
    ///
    /// # Errors
    /// `file_empty`, `file_too_large`.
    pub fn new(name: impl Into<String>, content: Vec<u8>) -> Result<Self, Diagnostic> {
        let name = name.into();
        if content.is_empty() {
            return Err(empty().in_file(name));
        }
        if content.len() > MOST_BYTES {
            return Err(too_large().in_file(name));
        }
        Ok(Self { name, content })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// BLAKE3 of its bytes, 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        blake3::hash(&self.content).to_hex().to_string()
    }

    /// The MIME type that its name tells; "" when it tells none that is known here.
    pub(super) fn kind(&self) -> &'static str {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        match ending.as_deref() {
            Some("pdf") => "application/pdf",
            Some("jpg" | "jpeg") => "image/jpeg",
            Some("png") => "image/png",
            Some("txt") => "text/plain",
            Some("docx") => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "",
        }
    }
}

fn empty() -> Diagnostic {
    Diagnostic::error("file_empty", "Tệp rỗng.", "The file is empty.").hint(
        "Mở tệp xem có nội dung không, rồi lưu lại.",
        "Open the file, see whether it has content, and save it again.",
    )
}

fn too_large() -> Diagnostic {
    let most = MOST_BYTES / (1024 * 1024);
    Diagnostic::error(
        "file_too_large",
        format!("Tệp lớn hơn mức {most} MB."),
        format!("The file is larger than {most} MB."),
    )
    .hint(
        "Chụp hoặc quét lại với độ phân giải thấp hơn, hoặc tách thành nhiều tệp.",
        "Scan it with fewer dots, or split it into several files.",
    )
}

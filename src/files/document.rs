//! The text of an official document, whatever it was saved as.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use domain::base::Diagnostic;

use super::archive::Archive;
use super::sniff::{self, Content};
use super::{docx, pdf, problem, text};

/// The largest document file that is read: 64 MiB.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The text of a document: `.txt`, `.md`, `.docx` or `.pdf` with a text layer, told apart by content.
///
/// Paragraphs stand on lines of their own with an empty line between them; the cells of a table follow one another in
/// reading order. Automatic numbers and bullets of Word are written out, tracked deletions left out, text boxes and
/// footnotes kept.
///
/// # Errors
/// `file_missing`, `file_denied`, `file_unreadable`, `file_empty`, `file_too_large`, `file_broken`, `file_encrypted`,
/// `not_unicode`, `no_text_layer` (a scanned PDF), `no_text`, `old_word`, and `kind_unsupported` for anything else,
/// each with the way out.
pub fn document_text(path: &Path) -> Result<String, Diagnostic> {
    let bytes = load(path)?;
    let text = read(bytes).map_err(|problem| problem.in_file(problem::name(path)))?;
    if text.trim().is_empty() {
        return Err(no_text().in_file(problem::name(path)));
    }
    Ok(text)
}

fn load(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error| problem::unreadable(path, &error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LIMIT {
        return Err(problem::too_large(LIMIT).in_file(problem::name(path)));
    }
    Ok(bytes)
}

fn read(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    match sniff::content(&bytes) {
        Content::Empty => Err(problem::empty()),
        Content::Text => text::decode(&bytes),
        Content::Pdf => pdf::text(bytes),
        Content::Zip => packed(bytes),
        Content::Compound => Err(compound(&bytes)),
        Content::Rtf => Err(unsupported("RTF")),
        Content::Html => Err(unsupported("HTML")),
        Content::Picture => Err(picture()),
        Content::Binary => Err(unsupported("nhị phân · binary")),
    }
}

fn packed(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let mut archive = Archive::open(Cursor::new(bytes), ".docx")?;
    if archive.has("word/document.xml") {
        docx::text(&mut archive)
    } else if archive.has("xl/workbook.xml") {
        Err(unsupported("Excel").hint(
            "nhập danh sách bằng lệnh nhập sổ; văn bản chỉ đạo cần bản .docx",
            "bring lists in through the import; a directive is needed as .docx",
        ))
    } else if archive.has("content.xml") {
        Err(unsupported("OpenDocument"))
    } else {
        Err(unsupported("zip"))
    }
}

fn compound(bytes: &[u8]) -> Diagnostic {
    if sniff::contains_utf16(bytes, "EncryptedPackage") {
        return problem::encrypted();
    }
    if !sniff::contains_utf16(bytes, "WordDocument") {
        return unsupported("Office 97–2003");
    }
    Diagnostic::error("old_word", "văn bản Word đời cũ (.doc)", "a document of old Word (.doc)")
        .hint(
            "mở bằng Word hoặc LibreOffice, chọn Lưu thành .docx, rồi đưa vào lại",
            "open it in Word or LibreOffice, save it as .docx, and bring it in again",
        )
}

fn unsupported(kind: &str) -> Diagnostic {
    Diagnostic::error(
        "kind_unsupported",
        format!("không đọc được loại tệp này ({kind})"),
        format!("this kind of file cannot be read ({kind})"),
    )
    .hint(
        "cần bản .docx, .pdf có lớp chữ, hoặc .txt",
        "a .docx, a .pdf with a text layer, or a .txt is needed",
    )
}

fn picture() -> Diagnostic {
    Diagnostic::error(
        "no_text_layer",
        "tệp là ảnh, không có lớp chữ; cần bản .docx",
        "the file is a picture without a text layer; the .docx is needed",
    )
    .hint(
        "xin bản .docx từ nơi ban hành, hoặc nhập nội dung bằng tay",
        "ask the issuer for the .docx, or type the content",
    )
}

fn no_text() -> Diagnostic {
    Diagnostic::error("no_text", "văn bản không có chữ nào", "the document holds no text").hint(
        "mở tệp xem có phải chỉ có ảnh chụp; xin bản .docx có chữ",
        "check whether it holds only pictures; ask for the .docx with text",
    )
}

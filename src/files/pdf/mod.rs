//! The text of a PDF that has a text layer.
//!
//! Fonts are decoded by `pdf-extract`, which gave all Vietnamese letters of every font kind that was tried (lopdf's own
//! extraction dropped "ệ", "ỉ", "đ" where a program had split its fonts). Lines and columns are found by [`layout`],
//! because the head of a dispatch stands in two columns that plain extraction runs together.

mod guard;
mod layout;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::base::Diagnostic;
use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc};

use super::problem;
use layout::{Glyph, Page};

/// The text, page after page.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    guard::check_size(&bytes)?;
    // The decoder meets damaged files with panics; here is the one place that turns them into an error.
    let pages = catch_unwind(AssertUnwindSafe(|| pages(&bytes)))
        .unwrap_or_else(|_| Err(problem::broken("PDF", &"cấu trúc · structure")))?;
    let text = layout::text(pages);
    if text.trim().is_empty() { Err(no_text_layer()) } else { Ok(text) }
}

fn pages(bytes: &[u8]) -> Result<Vec<Page>, Diagnostic> {
    let mut document = Document::load_mem(bytes).map_err(|error| broken(&error))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| problem::encrypted())?;
    }
    guard::check_forms(&document)?;
    guard::drop_pictures(&mut document);
    let mut pages = Pages::default();
    let done = output_doc(&document, &mut pages);
    if pages.left == 0 {
        return Err(problem::too_large(guard::LIMIT));
    }
    done.map_err(|error| problem::broken("PDF", &error))?;
    Ok(pages.done)
}

fn broken(error: &pdf_extract::Error) -> Diagnostic {
    let said = error.to_string().to_lowercase();
    let locked = ["password", "decrypt", "encrypt"].iter().any(|word| said.contains(word));
    if locked { problem::encrypted() } else { problem::broken("PDF", error) }
}

fn no_text_layer() -> Diagnostic {
    Diagnostic::error(
        "no_text_layer",
        "tệp PDF không có lớp chữ; cần bản .docx",
        "the PDF has no text layer; the .docx is needed",
    )
    .hint(
        "bản này là ảnh quét: xin bản .docx từ nơi ban hành, hoặc nhập nội dung bằng tay",
        "this is a scan: ask the issuer for the .docx, or type the content",
    )
}

/// Takes the characters where they stand.
struct Pages {
    done: Vec<Page>,
    /// How many more are taken; forms that draw forms can make letters without end.
    left: u32,
}

impl Default for Pages {
    /// Five million letters are two thousand full pages.
    fn default() -> Self {
        Self { done: Vec::new(), left: 5_000_000 }
    }
}

impl OutputDev for Pages {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.done.push(Page::default());
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return Err(std::fmt::Error.into());
        }
        let scale = (at.m11.hypot(at.m12) * at.m21.hypot(at.m22)).sqrt();
        let size = (scale * size).abs();
        let glyph =
            Glyph { x: at.m31, end: at.m31 + width * size, y: at.m32, size, text: text.to_owned() };
        if let Some(page) = self.done.last_mut().filter(|_| glyph.is_sound()) {
            page.glyphs.push(glyph);
        }
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

//! The text of a Word document (ISO/IEC 29500, `WordprocessingML`), as the reader of the paper sees it.

mod lines;
mod lists;
mod styles;
mod walk;
mod xml;

use std::io::{Read, Seek};

use domain::base::Diagnostic;

use super::archive::Archive;
use lists::Lists;
use styles::Styles;
use walk::{Notes, Walk};

/// Body, text boxes, notes; page headers and footers only when the body holds nothing.
pub(super) fn text<R: Read + Seek>(archive: &mut Archive<R>) -> Result<String, Diagnostic> {
    let styles = Styles::read(&part(archive, "word/styles.xml")?)?;
    let mut lists = Lists::read(&part(archive, "word/numbering.xml")?)?;
    let mut notes = Notes::new();
    for name in ["footnote", "endnote"] {
        let xml = part(archive, &format!("word/{name}s.xml"))?;
        notes.append(&mut Walk::new(&styles, &mut lists).notes(&xml)?);
    }
    let body = part(archive, "word/document.xml")?;
    let text = Walk::new(&styles, &mut lists).body(&body, &notes)?;
    if text.trim().is_empty() { margins(archive, &styles, &mut lists) } else { Ok(text) }
}

fn margins<R: Read + Seek>(
    archive: &mut Archive<R>,
    styles: &Styles,
    lists: &mut Lists,
) -> Result<String, Diagnostic> {
    let mut texts = Vec::new();
    for name in [archive.names("word/header"), archive.names("word/footer")].concat() {
        let xml = part(archive, &name)?;
        texts.push(Walk::new(styles, lists).body(&xml, &Notes::new())?);
    }
    texts.retain(|text| !text.trim().is_empty());
    Ok(texts.join("\n"))
}

/// A part; one that is absent holds nothing.
fn part<R: Read + Seek>(archive: &mut Archive<R>, name: &str) -> Result<String, Diagnostic> {
    archive.part(name).map(Option::unwrap_or_default)
}

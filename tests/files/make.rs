//! Makes the files that the tests read: Word documents, PDFs, archives.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file with this content in a folder of its own; it lives as long as the folder.
pub fn file(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("room for a small file");
    (folder, path)
}

/// A zip archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a fresh name");
        zip.write_all(content).expect("room in memory");
    }
    zip.finish().expect("a complete archive").into_inner()
}

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml""#;

/// A Word document: the XML inside `w:body`, and other parts by the name of their root.
pub fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let part = |root: &str, inner: &str| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{inner}</w:{root}>"#
        )
    };
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let made: Vec<(String, String)> = others
        .iter()
        .map(|(root, inner)| (format!("word/{}.xml", file_of(root)), part(root, inner)))
        .collect();
    let mut parts =
        vec![("[Content_Types].xml", &b"<Types/>"[..]), ("word/document.xml", document.as_bytes())];
    parts.extend(made.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())));
    archive(&parts)
}

fn file_of(root: &str) -> &str {
    match root {
        "hdr" => "header1",
        root => root,
    }
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// A paragraph of a list.
pub fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// A PDF of pages; each text stands at a place (points from the lower left) in letters of 12 points.
///
/// One Type 0 font whose codes are UTF-16, with a `ToUnicode` map and half an em for each letter.
pub fn pdf(pages: &[&[(f64, f64, &str)]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 10 + 2 * at)).collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len())),
        (3, "<< /Type /Font /Subtype /Type0 /BaseFont /Thu /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>".to_owned()),
        (4, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Thu /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 >>".to_owned()),
        (5, "<< /Type /FontDescriptor /FontName /Thu /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>".to_owned()),
        (6, stream(&unicode_map(pages))),
    ];
    for (at, page) in pages.iter().enumerate() {
        let (page_id, content_id) = (10 + 2 * at, 11 + 2 * at);
        let fonts = "/Resources << /Font << /F1 3 0 R >> >>";
        objects.push((page_id, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {content_id} 0 R >>")));
        objects.push((content_id, stream(&content(page))));
    }
    pdf_of(&objects)
}

/// A PDF of objects by number.
pub fn pdf_of(objects: &[(usize, String)]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let last = objects.iter().map(|(id, _)| *id).max().unwrap_or(0);
    let mut table = vec!["0000000000 65535 f \n".to_owned(); last + 1];
    for (id, object) in objects {
        table[*id] = format!("{:010} 00000 n \n", out.len());
        out.extend_from_slice(format!("{id} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let start = out.len();
    let trailer =
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", last + 1);
    out.extend_from_slice(format!("xref\n0 {}\n{}{trailer}", last + 1, table.concat()).as_bytes());
    out
}

/// An object that is a stream.
pub fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

fn content(page: &[(f64, f64, &str)]) -> String {
    let shown = page
        .iter()
        .map(|(x, y, text)| format!("BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET\n", hex(text)));
    shown.collect()
}

fn unicode_map(pages: &[&[(f64, f64, &str)]]) -> String {
    let texts = pages.iter().flat_map(|page| page.iter().map(|(_, _, text)| *text));
    let units: std::collections::BTreeSet<u16> = texts.flat_map(str::encode_utf16).collect();
    let lines: Vec<String> =
        units.iter().map(|unit| format!("<{unit:04X}> <{unit:04X}>\n")).collect();
    let blocks = lines
        .chunks(100)
        .map(|block| format!("{} beginbfchar\n{}endbfchar\n", block.len(), block.concat()));
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Thu def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        blocks.collect::<String>()
    )
}

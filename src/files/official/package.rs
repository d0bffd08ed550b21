//! The package around the body of a Word file: content types, links, letters, page, and the number on top of each page.

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::chart;
use super::paper::Chart;

const TYPE: &str = "application/vnd.openxmlformats-officedocument";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORDS: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#;

/// A4 with margins of 20 mm above and below, 30 left, 15 right (Decree 30/2020/NĐ-CP, Annex I). The first page has no
/// number.
const PAGE: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>"#;

const NUMBER: &str = r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;

const STYLES: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#;

/// The file as bytes: a zip of the parts, dated alike every time.
pub(super) fn package(body: &[u8], charts: &[&Chart]) -> io::Result<Vec<u8>> {
    let body = String::from_utf8_lossy(body);
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(charts.len())),
        (
            "_rels/.rels".to_owned(),
            links([("rId1".to_owned(), "officeDocument", "word/document.xml".to_owned())]),
        ),
        ("word/_rels/document.xml.rels".to_owned(), document_links(charts.len())),
        (
            "word/styles.xml".to_owned(),
            format!("{DECLARATION}<w:styles {WORDS}>{STYLES}</w:styles>"),
        ),
        ("word/header1.xml".to_owned(), format!("{DECLARATION}<w:hdr {WORDS}>{NUMBER}</w:hdr>")),
        (
            "word/document.xml".to_owned(),
            format!("{DECLARATION}<w:document {WORDS}><w:body>{body}{PAGE}</w:body></w:document>"),
        ),
    ];
    for (index, chart) in charts.iter().enumerate() {
        parts.push((chart::part_name(index + 1), chart::part(chart)));
    }
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        file.start_file(name, SimpleFileOptions::default())?;
        file.write_all(content.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

fn content_types(charts: usize) -> String {
    let mut types = format!(
        r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#
    );
    let words = [("document", "document.main"), ("styles", "styles"), ("header1", "header")];
    for (part, kind) in words {
        types.push_str(&format!(
            r#"<Override PartName="/word/{part}.xml" ContentType="{TYPE}.wordprocessingml.{kind}+xml"/>"#
        ));
    }
    for number in 1..=charts {
        let part = chart::part_name(number);
        types.push_str(&format!(
            r#"<Override PartName="/{part}" ContentType="{TYPE}.drawingml.chart+xml"/>"#
        ));
    }
    types + "</Types>"
}

fn document_links(charts: usize) -> String {
    let own = [("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml")];
    let own = own.map(|(id, kind, target)| (id.to_owned(), kind, target.to_owned()));
    let charts = (1..=charts).map(|number| {
        let target = chart::part_name(number).trim_start_matches("word/").to_owned();
        (chart::link(number), "chart", target)
    });
    links(own.into_iter().chain(charts))
}

fn links(links: impl IntoIterator<Item = (String, &'static str, String)>) -> String {
    let mut all = format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    );
    for (id, kind, target) in links {
        all.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{LINK}/{kind}" Target="{target}"/>"#
        ));
    }
    all + "</Relationships>"
}

//! The package around the body of a Word file: content types, links, styles, page and foot.

use std::io::{self, Cursor, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::docx::{Align, Paragraph, Xml, paragraph};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The file as bytes: a zip of the parts, dated alike every time.
pub(super) fn package(body: &[u8], footer: &str) -> io::Result<Vec<u8>> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let document = document(body)?;
    let footer = footer_part(footer)?;
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE_LINKS.as_bytes()),
        ("word/_rels/document.xml.rels", DOCUMENT_LINKS.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/footer1.xml", &footer),
        ("word/document.xml", &document),
    ];
    for (name, bytes) in parts {
        file.start_file(name, SimpleFileOptions::default())?;
        file.write_all(bytes)?;
    }
    Ok(file.finish()?.into_inner())
}

fn document(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut xml = part()?;
    let root =
        xml.create_element("w:document").with_attributes([("xmlns:w", MAIN), ("xmlns:r", LINKS)]);
    root.write_inner_content(|xml| {
        xml.create_element("w:body").write_inner_content(|xml| {
            xml.get_mut().write_all(body)?;
            page(xml)
        })?;
        Ok(())
    })?;
    Ok(xml.into_inner())
}

/// A4 with the margins of Decree 30/2020/NĐ-CP: 20 mm above and below, 30 left, 15 right.
fn page(xml: &mut Xml) -> io::Result<()> {
    xml.create_element("w:sectPr").write_inner_content(|xml| {
        xml.create_element("w:footerReference")
            .with_attributes([("w:type", "default"), ("r:id", "rId2")])
            .write_empty()?;
        xml.create_element("w:pgSz")
            .with_attributes([("w:w", "11906"), ("w:h", "16838")])
            .write_empty()?;
        xml.create_element("w:pgMar")
            .with_attributes([
                ("w:top", "1134"),
                ("w:right", "850"),
                ("w:bottom", "1134"),
                ("w:left", "1701"),
                ("w:header", "567"),
                ("w:footer", "567"),
                ("w:gutter", "0"),
            ])
            .write_empty()?;
        Ok(())
    })?;
    Ok(())
}

fn footer_part(text: &str) -> io::Result<Vec<u8>> {
    let mut xml = part()?;
    xml.create_element("w:ftr").with_attribute(("xmlns:w", MAIN)).write_inner_content(|xml| {
        paragraph(xml, &Paragraph::plain(9).at(Align::Center).italic(), text)
    })?;
    Ok(xml.into_inner())
}

fn part() -> io::Result<Xml> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    Ok(xml)
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

const PACKAGE_LINKS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_LINKS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"#;

//! Files that cannot be read: each gives a code and a way out, none stops the program.

use std::io::Write;
use std::path::Path;

use domain::base::Lang;
use phaodai::files::{document_text, table};
use proptest::prelude::*;

use super::make::{archive, docx, file, p, pdf, pdf_of};

fn document_code(name: &str, content: &[u8]) -> &'static str {
    let (_folder, path) = file(name, content);
    document_text(&path).expect_err(name).code
}

fn table_code(name: &str, content: &[u8]) -> &'static str {
    let (_folder, path) = file(name, content);
    table::read(&path, &|_| 1).err().expect(name).code
}

/// The container of old Office files with one name in its directory.
fn compound(entry: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(600, 0);
    bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn documents() {
    let no_body = archive(&[("word/other.xml", b"<x/>")]);
    let cut = &docx(&p("Công văn"), &[])[..200];
    for (name, content, code) in [
        ("rong.docx", &b""[..], "file_empty"),
        ("trang.txt", b" \n \n", "no_text"),
        ("tcvn3.txt", b"C\xe9ng v\xa8n s\xe8 12", "not_unicode"),
        ("cu.doc", &compound("WordDocument"), "old_word"),
        ("khoa.docx", &compound("EncryptedPackage"), "file_encrypted"),
        ("cu.xls", &compound("Workbook"), "kind_unsupported"),
        ("anh.docx", b"\x89PNG\r\n\x1a\n\0\0", "no_text_layer"),
        ("may.txt", b"MZ\x90\0\x03\0\0", "kind_unsupported"),
        ("a.rtf", b"{\\rtf1 x}", "kind_unsupported"),
        ("a.doc", b"<html><body>x", "kind_unsupported"),
        ("a.zip", &no_body, "kind_unsupported"),
        ("dut.docx", cut, "file_broken"),
        ("hong.docx", &archive(&[("word/document.xml", b"<w:document><w:p a=<<<")]), "file_broken"),
        ("trang.docx", &docx("<w:p/>", &[]), "no_text"),
        ("hong.pdf", b"%PDF-1.4\ngarbage", "file_broken"),
        ("so.xlsx", &archive(&[("xl/workbook.xml", b"<workbook/>")]), "kind_unsupported"),
    ] {
        assert_eq!(document_code(name, content), code, "{name}");
    }
    assert_eq!(document_text(Path::new("/khong/co.docx")).unwrap_err().code, "file_missing");
}

#[test]
fn tables() {
    for (name, content, code) in [
        ("rong.csv", &b""[..], "file_empty"),
        ("khoa.xlsx", &compound("EncryptedPackage"), "file_encrypted"),
        ("van-ban.xls", &compound("WordDocument"), "kind_unsupported"),
        ("hong.xls", &compound("Workbook"), "file_broken"),
        ("web.xls", b"<html><table>", "kind_unsupported"),
        ("a.pdf", b"%PDF-1.4", "kind_unsupported"),
        ("van-ban.xlsx", &docx(&p("x"), &[]), "kind_unsupported"),
        ("thieu.xlsx", &archive(&[("xl/workbook.xml", b"<workbook/>")]), "file_broken"),
    ] {
        assert_eq!(table_code(name, content), code, "{name}");
    }
}

#[test]
fn the_message_names_the_file_and_the_way_out() {
    let (_folder, path) = file("cv-12.doc", &compound("WordDocument"));
    let said = document_text(&path).unwrap_err().render(Lang::Vi);
    assert!(
        said.starts_with("cv-12.doc: văn bản Word đời cũ (.doc) [old_word]\n  → mở bằng Word"),
        "{said}"
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_fills_the_memory() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..130 {
        zip.write_all(&block).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(document_code("bom.docx", &bomb), "file_too_large");
}

#[test]
fn a_pdf_bomb_is_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..520 {
        packer.write_all(&block).unwrap();
    }
    let packed = packer.finish().unwrap();
    let mut bytes = b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >>\nstream\n".to_vec();
    bytes.extend(packed);
    assert_eq!(document_code("bom.pdf", &bytes), "file_too_large");
}

#[test]
fn large_text_is_read_and_too_large_text_is_refused() {
    let line = "1. UBND các xã, thị trấn rà soát người đi làm ăn xa.\n";
    let text = line.repeat(50 * 1024 * 1024 / line.len());
    let (_folder, path) = file("dai.txt", text.as_bytes());
    assert_eq!(document_text(&path).unwrap().len(), text.len());
    assert_eq!(document_code("qua-dai.txt", &vec![b'a'; 64 * 1024 * 1024 + 1]), "file_too_large");
}

#[test]
fn a_pdf_without_pages_is_no_surprise() {
    let nothing = pdf_of(&[(1, "<< /Type /Catalog >>".into())]);
    assert!(["no_text_layer", "file_broken"].contains(&document_code("khong-trang.pdf", &nothing)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A damaged file gives text, rows or a diagnostic; whatever is hit, nothing panics through.
    #[test]
    fn damage_never_stops_the_program(at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let list = super::tables_in::workbook();
        for (name, good) in [
            ("a.docx", docx(&p("1. Rà soát"), &[])),
            ("a.pdf", pdf(&[&[(70.0, 700.0, "1. Rà soát người đi làm ăn xa")]])),
            ("a.xlsx", list),
        ] {
            let mut changed = good.clone();
            changed[at.index(good.len())] = with;
            let shorter = &good[..cut.index(good.len())];
            for content in [&changed[..], shorter] {
                let (_folder, path) = file(name, content);
                let _text = document_text(&path);
                if let Ok(tables) = table::read(&path, &|_| 1) {
                    tables.output.into_iter().for_each(|table| table.rows.for_each(drop));
                }
            }
        }
    }
}

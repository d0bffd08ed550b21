//! The Word file of the dispatch says what the text says, line by line and in the same order.

use std::io::{Cursor, Read};

use phaodai::demo::{DISPATCH_TEXT, dispatch_docx};

#[test]
fn the_word_file_holds_the_text_in_its_order() {
    let document = part("word/document.xml");
    let lines: Vec<&str> = DISPATCH_TEXT.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(runs(&document), lines);
}

#[test]
fn the_foot_says_that_it_is_nobodys_document() {
    let foot = runs(&part("word/footer1.xml")).concat();
    assert!(foot.contains("không phải văn bản của cơ quan nhà nước"), "{foot}");
}

#[test]
fn the_address_for_reports_can_belong_to_nobody() {
    let addresses: Vec<&str> =
        DISPATCH_TEXT.split_whitespace().filter(|word| word.contains('@')).collect();
    assert_eq!(addresses, ["baocao.maison@example.invalid"]);
}

fn part(name: &str) -> String {
    let bytes = dispatch_docx().expect("memory can be written");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    package.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The texts of all runs, one per paragraph.
fn runs(xml: &str) -> Vec<String> {
    let texts = xml.split("<w:t xml:space=\"preserve\">").skip(1);
    texts.filter_map(|rest| rest.split("</w:t>").next()).map(plain).collect()
}

fn plain(xml: &str) -> String {
    xml.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

//! `phaodai read`: one object a file, in order, whatever happens to the others.

use serde_json::{Value, json};

use crate::support::Desk;
use phaodai::demo::{DISPATCH_TEXT, dispatch_docx};

fn names(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["file"].as_str().unwrap()).collect()
}

#[test]
fn files_are_read_in_the_order_in_which_they_are_named() {
    let desk = Desk::empty();
    let text = desk.put("b.txt", DISPATCH_TEXT);
    let word = desk.put("a.docx", dispatch_docx().unwrap());
    let ran = desk.run(["read", &text, &word, &text]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut lines = ran.lines();
    assert_eq!(names(&lines), ["b.txt", "a.docx", "b.txt"]);
    assert_eq!(lines[0], lines[2], "the same text gives the same reading");

    // Word and text say the same, apart from the lines on which they say it.
    for line in &mut lines {
        line["file"] = Value::Null;
        without_lines(line);
    }
    assert_eq!(lines[0]["obligations"], lines[1]["obligations"]);
}

fn without_lines(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("lines");
            fields.values_mut().for_each(without_lines);
        }
        Value::Array(parts) => parts.iter_mut().for_each(without_lines),
        _ => {}
    }
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_the_others_are_read() {
    let desk = Desk::empty();
    let text = desk.put("cv.txt", DISPATCH_TEXT);
    let gone = desk.argument("khong-co.txt");
    let ran = desk.run(["read", &gone, &text]);
    assert_eq!(ran.code, 1, "{ran:#?}");
    let lines = ran.lines();
    assert_eq!(names(&lines), ["khong-co.txt", "cv.txt"]);
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["file", "error"]);
    assert_eq!(lines[0]["error"]["code"], "file_missing");
    assert!(!lines[0]["error"]["message"].as_str().unwrap().is_empty());
    assert_eq!(lines[1]["date"], "2021-09-09");
}

#[test]
fn what_is_not_found_is_null_or_empty_and_never_a_failure() {
    let desk = Desk::empty();
    let ran = desk.run(["read", &desk.put("tho.txt", "Trăm năm trong cõi người ta\n")]);
    assert_eq!(ran.code, 0, "{ran:#?}");
    let line = &ran.lines()[0];
    for name in ["number", "date", "issuer", "signature"] {
        assert_eq!(line[name], Value::Null, "{name}");
    }
    assert_eq!(line["obligations"], json!([]));
    let warnings = line["warnings"].as_array().unwrap();
    let codes: Vec<&str> = warnings.iter().map(|said| said["code"].as_str().unwrap()).collect();
    for code in ["number_missing", "date_missing", "issuer_missing", "signature_missing"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn with_a_list_of_units_the_addressees_have_codes() {
    let desk = Desk::empty();
    let file = desk.put("cv.docx", dispatch_docx().unwrap());
    let ran = desk.run(["read", &file, "--units", "mai_son"]);
    assert_eq!(ran.code, 0, "{ran:#?}");
    let line = &ran.lines()[0];
    let all = json!(["UBND các xã, thị trấn"]);
    let obligations = line["obligations"].as_array().unwrap();
    let theirs: Vec<&Value> =
        obligations.iter().filter(|order| order["assignees"] == all).collect();
    assert!(theirs.len() >= 8, "{}", theirs.len());
    for order in theirs {
        let codes = order["units"].as_array().unwrap();
        assert_eq!(codes.len(), 22, "{order}");
        assert!(codes.contains(&json!("04105")) && codes.contains(&json!("04165")), "{order}");
        assert_eq!(order["unresolved"], json!([]));
    }
}

#[test]
fn without_a_list_of_units_nothing_is_said_of_codes() {
    let desk = Desk::empty();
    let ran = desk.run(["read", &desk.put("cv.txt", DISPATCH_TEXT)]);
    let line = &ran.lines()[0];
    assert!(
        line["obligations"].as_array().unwrap().iter().all(|order| order.get("units").is_none())
    );
}

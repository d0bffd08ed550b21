//! One paper for every layout; the header, the tree, the signature and the list as an officer would write them down.

use domain::document::{Document, Role};

use super::paper;

/// Header, signature and list in short lines.
fn head(document: &Document) -> String {
    let header = &document.header;
    let say = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let signature = document.signature.as_ref().map_or_else(
        || "–".to_owned(),
        |s| format!("{} | {} | {}", say(&s.authority), say(&s.title), say(&s.name)),
    );
    let recipients: Vec<String> = document
        .recipients
        .iter()
        .map(|one| {
            one.purpose
                .as_ref()
                .map_or_else(|| one.name.clone(), |purpose| format!("{} [{purpose}]", one.name))
        })
        .collect();
    let citations: Vec<String> = document
        .citations
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one.number,
                one.date.map_or_else(|| "–".to_owned(), |date| date.to_string())
            )
        })
        .collect();
    format!(
        "issuer: {} < {}\nchannel: {:?}, type: {}\nnumber: {} ({})\nat: {}, {}\nurgency: {:?}\nsubject: {}\nto: {}\nsigned: {signature}\nlist: {}\ncites: {}",
        say(&header.issuer),
        say(&header.parent),
        header.channel,
        header.kind.map_or("–", |kind| kind.name()),
        say(&header.number),
        say(&header.symbol),
        say(&header.place),
        header.date.map_or_else(|| "–".to_owned(), |date| date.to_string()),
        header.urgency,
        say(&header.subject),
        header.addressees.join(" | "),
        recipients.join(" | "),
        citations.join(", "),
    )
}

/// Role, path and lines of every clause.
fn tree(document: &Document) -> String {
    let clauses = document.items.iter().flat_map(|item| item.walk());
    let rows =
        clauses.map(|c| format!("{:?} {} [{},{}]", c.role, c.path, c.lines.first, c.lines.last));
    rows.collect::<Vec<_>>().join("\n")
}

macro_rules! papers {
    ($($test:ident $file:literal;)*) => {
        $(
            #[test]
            fn $test() {
                let document = paper($file);
                insta::assert_snapshot!(concat!(stringify!($test), "_head"), head(&document));
                insta::assert_snapshot!(concat!(stringify!($test), "_tree"), tree(&document));
            }
        )*
    };
}

papers! {
    decision_in_two_columns "quyet_dinh.txt";
    party_directive_with_asterisk "chi_thi_dang.txt";
    telegram_with_list_after_the_signature "cong_dien.txt";
    plan_with_leftovers_of_markdown_and_a_blank_number "ke_hoach_markdown.md";
    letter_run_together_on_four_lines "chay_dong.txt";
    resolution_with_articles "nghi_quyet.txt";
    proposal_with_list_on_one_line "to_trinh.txt";
    scan_with_interleaved_columns_and_page_break "quet.txt";
    notice_with_appendix "thong_bao.txt";
    scrap_without_header "manh.txt";
}

#[test]
fn a_page_number_does_not_cut_a_sentence() {
    let document = paper("quet.txt");
    let clause = document.items.iter().find(|item| item.path == "2.").unwrap();
    assert!(clause.text.contains("phối hợp với Công an xã kiểm tra"), "{}", clause.text);
    let at = clause.text.find("an xã kiểm tra").unwrap();
    assert_eq!(clause.line_at(at), 18);
}

#[test]
fn what_is_missing_is_said_and_not_invented() {
    let document = paper("manh.txt");
    let codes: Vec<&str> = document.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(
        codes,
        [
            "issuer_missing",
            "number_missing",
            "date_missing",
            "subject_missing",
            "signature_missing"
        ]
    );
    assert!(document.items.iter().any(|item| item.role == Role::Body));
}

#[test]
fn the_json_is_what_scripts_read() {
    let reading = domain::directive::read(&paper("quet.txt"));
    let json: serde_json::Value = serde_json::to_value(&reading).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "issuer",
            "parent",
            "channel",
            "type",
            "number",
            "symbol",
            "place",
            "date",
            "urgency",
            "subject",
            "addressees",
            "citations",
            "items",
            "obligations",
            "signature",
            "recipients",
            "warnings"
        ]
    );
    insta::assert_json_snapshot!(
        "scan_json",
        serde_json::json!({"signature": json["signature"], "recipients": json["recipients"], "citations": json["citations"], "item": json["items"][1], "warning": json["warnings"][0]})
    );
}

//! Forms that come again.

use super::*;

#[test]
fn a_form_that_comes_again_keeps_its_numbers() {
    let survey = |rows: &str| format!("| survey | | |\n| | type | name | label |\n{rows}");
    let first =
        survey("| | text | name | Tên |\n| | integer | age | Tuổi |\n| | text | place | Nơi |\n");
    let first = form(&first).unwrap().output;
    assert_eq!(again(&first, &first), first, "nothing changed, so the version stays");
    let second = survey(
        "| | date | age | Ngày sinh |\n| | text | name | Họ tên |\n| | text | phone | Máy |\n",
    );
    let sheets = Sheet::all_from_text(&second);
    let second = read(owner(), "phieu", &sheets, &first).unwrap().output;
    let fields: Vec<_> =
        second[0].fields.iter().map(|f| (f.no, f.name.as_str(), f.retired)).collect();
    let expected = [
        (4, "age", false),
        (1, "name", false),
        (5, "phone", false),
        (2, "age_old", true),
        (3, "place", true),
    ];
    assert_eq!((fields, second[0].version), (expected.to_vec(), 2));
    assert!(super::super::super::UpgradePlan::between(&first[0], &second[0]).is_ok());
}

fn again(definitions: &[Definition], known: &[Definition]) -> Vec<Definition> {
    let sheets = sheets(&definitions[0], &definitions[1..]);
    let read = read(owner(), "other", &sheets, known);
    read.unwrap_or_else(|faults| panic!("{}\n{sheets:#?}", rendered(&faults))).output
}

#[test]
fn every_register_of_the_program_comes_back_from_its_form() {
    for definition in super::super::super::built_in() {
        let definitions = [definition];
        assert_eq!(again(&definitions, &[]), definitions);
    }
}

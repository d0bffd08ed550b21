//! Small lists with the defects that real ones have.

use jiff::civil::date;

use super::*;
use crate::base::units::{RelationKind, UnitTree};

const PROVINCES: &str =
    "code,name,full_name\n05,Núi Xanh,Tỉnh Núi Xanh\n06,Biển Bạc,Thành phố Biển Bạc\n";
const DISTRICTS: &str = "code,name,full_name,province_code\n051,Suối Đá,Huyện Suối Đá,05\n\
    052,Đồi Cỏ,Thị xã Đồi Cỏ,05\n061,9,Quận 9,06\n099,Lạc,Huyện Lạc,77\n";
const WARDS: &str = "code,name,full_name,district_code\n00501,Bến  Mây,Xã Bến  Mây,051\n00502, Khe Sâu,Xã  Khe Sâu,051\n\
    00503,Đồng,Phường Phường Đồng,052\n00501,Bến Gió,Xã Bến Gió,051\n00504,Rừng,Tổng Rừng,051\n\
    00505,01,Phường 01,061\n";
const TWO_TIER: &str = r#"[{"Code":"05","Name":"Núi Xanh","FullName":"Tỉnh Núi Xanh","Wards":[
    {"Code":"00501","Name":"Khe Sâu","FullName":"Xã Khe Sâu","ProvinceCode":"05"},
    {"Code":"00502","Name":"Hòn Én","FullName":"đặc khu Hòn Én","ProvinceCode":"05"}]}]"#;

fn read(files: &[(&str, &str)]) -> Result<UnitFacts, Diagnostic> {
    let files: Vec<ListFile<'_>> =
        files.iter().map(|(name, text)| ListFile { name, text }).collect();
    let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
    read_list(&files, ListDates::default(), &eras, &vocabulary)
}

fn before() -> UnitFacts {
    // The order of the files does not matter.
    read(&[("x_wards.csv", WARDS), ("x_provinces.csv", PROVINCES), ("x_districts.csv", DISTRICTS)])
        .unwrap()
}

fn told(facts: &UnitFacts) -> Vec<(&str, Option<u64>)> {
    facts.warnings.iter().map(|warning| (warning.code, warning.place.row)).collect()
}

#[test]
fn defects_are_named_with_file_and_row() {
    let facts = before();
    assert_eq!(
        told(&facts),
        [
            ("units_parent", Some(5)),
            ("units_spaces", Some(2)),
            ("units_spaces", Some(3)),
            ("units_name_differs", Some(4)),
            ("units_code_twice", Some(5)),
            ("units_name", Some(6)),
        ]
    );
    assert_eq!(facts.warnings[0].place.file.as_deref(), Some("x_districts.csv"));
    let names: Vec<String> = facts.units.iter().map(Unit::full_name).collect();
    assert_eq!(names[7..], ["Xã Bến Mây", "Xã Khe Sâu", "Phường Phường Đồng", "Phường 01"]);
    assert_eq!(facts.units[7].code.as_deref(), Some("00501"));
}

#[test]
fn the_two_lists_stand_side_by_side() {
    let after = read(&[("now.json", TWO_TIER)]).unwrap();
    assert_eq!(told(&after), [("units_case", None)]);
    let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
    let tree = UnitTree::build(eras, vocabulary, [before(), after]).output;
    let named = |code, day| tree.by_code(code, day).map(Unit::full_name);
    let (last, first) = (date(2025, 6, 30), date(2025, 7, 1));
    assert_eq!(named("00501", last).as_deref(), Some("Xã Bến Mây"));
    assert_eq!(named("00501", first).as_deref(), Some("Xã Khe Sâu"));
    assert_eq!(named("051", first), None);
    let province = |day| tree.by_code("05", day).unwrap().id;
    assert_ne!(province(last), province(first));
    let below = |day| tree.children(province(day), RelationKind::PartOf, day).len();
    assert_eq!((below(last), below(first)), (2, 2));
    assert_eq!(tree.tiers(last).len(), tree.tiers(first).len() + 1);
}

#[test]
fn two_nodes_derive_the_same_ids_and_the_officer_may_set_dates() {
    let ids = |facts: &UnitFacts| facts.units.iter().map(|unit| unit.id).collect::<Vec<_>>();
    assert_eq!(ids(&before()), ids(&before()));
    let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
    let dates = ListDates { from: Some(date(2021, 11, 1)), until: None };
    let file = ListFile { name: "x_provinces.csv", text: PROVINCES };
    let districts = ListFile { name: "x_districts.csv", text: DISTRICTS };
    let dated = read_list(&[file, districts], dates, &eras, &vocabulary).unwrap();
    assert_eq!(dated.units[1].id, before().units[1].id);
    let valid = Validity { from: Some(date(2021, 11, 1)), until: Some(date(2025, 6, 30)) };
    assert_eq!(dated.units[1].valid, valid);
}

#[test]
fn files_that_are_no_lists_are_refused_with_a_way_out() {
    let code = |files: &[(&str, &str)]| read(files).map_err(|error| (error.code, error.place.row));
    assert_eq!(code(&[("notes.txt", "x")]), Err(("units_list_empty", None)));
    assert_eq!(code(&[("x_wards.csv", "a,b\n1,2\n")]), Err(("units_list_file", Some(2))));
    assert_eq!(code(&[("x.json", "[{")]), Err(("units_list_file", Some(1))));
    assert!(read(&[("x.json", "{}")]).unwrap_err().hint.is_some());
}

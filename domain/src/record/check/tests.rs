//! Forms held against built-in and invented definitions.

use super::*;
use crate::base::Lang;
use crate::register::{Owner, built_in};

const TODAY: Date = Date::constant(2021, 9, 10);

fn form(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    cells.iter().map(|(name, typed)| ((*name).to_owned(), (*typed).to_owned())).collect()
}

fn definition(name: &str) -> Definition {
    built_in().into_iter().find(|definition| definition.name == name).unwrap()
}

fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|one| one.render(Lang::Vi)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_row_with_gaps_is_taken_and_the_gaps_are_told() {
    let read = check(
        &definition("away_resident"),
        &form(&[("full_name", "Lò Thị Đào"), ("cccd", "014198123456"), ("birth_year", "1989")]),
        TODAY,
    )
    .unwrap();
    assert_eq!(read.output.get(&9), Some(&Value::from("no")), "nobody is back before it is said");
    insta::assert_snapshot!(told(&read.warnings), @r#"
cột address: Chưa có Địa chỉ. [wanted]
  → Dòng vẫn được nhận; bổ sung khi biết.
cột destination: Chưa có Đi đâu. [wanted]
  → Dòng vẫn được nhận; bổ sung khi biết.
cột phone: Chưa có Số điện thoại liên lạc. [wanted]
  → Dòng vẫn được nhận; bổ sung khi biết.
cột vaccinated: Chưa có Đã tiêm vacxin hay chưa. [wanted]
  → Dòng vẫn được nhận; bổ sung khi biết.
cột cccd: Số 014198123456 là của người sinh năm 1998; dòng này ghi 1989. [cccd_birth_year]
  → Xem lại thẻ và năm sinh.
"#);
}

#[test]
fn every_fault_of_a_form_is_told_at_its_field() {
    let faults = check(
        &definition("away_resident"),
        &form(&[("expected_return", "30/2/2021"), ("returned", "có lẽ"), ("colour", "đỏ")]),
        TODAY,
    )
    .unwrap_err();
    insta::assert_snapshot!(told(&faults), @r#"
cột colour: “Sổ công dân ở ngoài tỉnh” không có trường “colour”. [field_unknown]
  → Các trường: full_name, address, destination, expected_return, phone, vaccinated, group, village, returned, contacted, needs_support, cccd, birth_year.
cột expected_return: Dự kiến ngày về: Lịch không có ngày “30/2/2021”. [date_none]
  → Kiểm tra ngày và tháng.
cột returned: Đã về hay chưa: “có lẽ” không có trong danh mục. [choice_unknown]
  → Chọn một trong: Đã về; Chưa về.
cột full_name: Thiếu Họ tên. [required]
  → Điền vào rồi lưu lại; các ô khác giữ nguyên.
"#);
}

#[test]
fn constraints_hold_between_fields_and_not_on_empty() {
    let unit = definition("unit");
    let row = |to: &str| {
        form(&[
            ("name", "Xã Nà Bó"),
            ("unit_kind", "commune"),
            ("valid_from", "1/11/2021"),
            ("valid_to", to),
        ])
    };
    assert!(check(&unit, &row(""), TODAY).is_ok());
    assert!(check(&unit, &row("30/6/2025"), TODAY).is_ok());
    let faults = check(&unit, &row("1/1/2020"), TODAY).unwrap_err();
    assert_eq!(
        (faults[0].code, faults[0].place.field.as_deref()),
        ("constraint", Some("valid_to"))
    );
}

#[test]
fn relevant_and_calculation_follow_the_other_fields() {
    let text = r#"
name = "stay"
title = "Cách ly"
[[field]]
no = 1
name = "until"
kind = "calculate"
calculation = "${from} + 14"
label = "Đến ngày"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "from"
kind = "date"
label = "Từ ngày"
required = true
visibility = "unit"
retention = "permanent"
[[field]]
no = 3
name = "why"
kind = "text"
label = "Lý do"
relevant = "${until} < today()"
required = true
visibility = "unit"
retention = "permanent"
"#;
    let stay = Definition::issued_by(Owner::BuiltIn, text).unwrap();
    let read = check(&stay, &form(&[("from", "1/9/2021"), ("why", "muộn")]), TODAY).unwrap();
    assert_eq!(read.output.get(&1), Some(&Value::from(jiff::civil::date(2021, 9, 15))));
    assert_eq!(read.output.get(&3), None);
    assert_eq!(read.warnings[0].code, "not_relevant");
    let faults = check(&stay, &form(&[("from", "1/8/2021")]), TODAY).unwrap_err();
    assert_eq!(faults[0].place.field.as_deref(), Some("why"));
    let faults = check(&stay, &form(&[("from", "mai")]), TODAY).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["date_form"]);
}

#[test]
fn a_correction_is_refused_without_its_reason() {
    let cells = [
        ("of_unit", "0190a0a0-0000-7000-8000-000000000000"),
        ("template", "away"),
        ("period", "2021-09-10"),
        ("payload", "{}"),
        ("payload_hash", "00"),
    ];
    let version = |number: &'static str| {
        let mut cells = form(&cells);
        cells.insert("version".to_owned(), number.to_owned());
        check(&definition("return"), &cells, TODAY)
    };
    assert!(version("1").is_ok());
    assert_eq!(version("2").unwrap_err()[0].place.field.as_deref(), Some("reason"));
}

const STAY: &str = r#"
name = "stay"
title = "Điều trị"
[[field]]
no = 1
name = "state"
kind = "select_one"
choices = "state"
label = "Tình trạng"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "province"
kind = "select_one"
choices = "province"
label = "Tỉnh"
visibility = "unit"
retention = "permanent"
[[field]]
no = 3
name = "commune"
kind = "select_multiple"
choices = "commune"
choice_filter = "province = ${province}"
label = "Xã"
visibility = "unit"
retention = "permanent"
[[choices]]
name = "state"
items = [
  { name = "suspected", label = "Nghi ngờ" },
  { name = "confirmed", label = "Xác định" },
  { name = "discharged", label = "Ra viện" },
]
[[choices]]
name = "province"
items = [{ name = "14", label = "Sơn La" }, { name = "17", label = "Hoà Bình" }]
[[choices]]
name = "commune"
items = [
  { name = "hat_lot", label = "Hát Lót", columns = { province = "14" } },
  { name = "chieng_mung", label = "Chiềng Mung", columns = { province = "14" } },
  { name = "da_bac", label = "Đà Bắc", columns = { province = "17" } },
]
[[move]]
field = "state"
to = "suspected"
[[move]]
field = "state"
from = "suspected"
to = "confirmed"
by = ["Trạm trưởng"]
[[move]]
field = "state"
from = "confirmed"
to = "discharged"
"#;

fn step(from: Option<&str>, to: &str, posts: Option<&[String]>) -> Result<String, String> {
    let stay = Definition::issued_by(Owner::BuiltIn, STAY).unwrap();
    let checker = Checker::new(&stay).unwrap();
    let state = |name: &str| Body::from([(1, Value::from(name))]);
    let before = from.map(state);
    let around = match &before {
        Some(before) => Circumstances::of_change(TODAY, before),
        None => Circumstances::of_new(TODAY),
    };
    let held = checker.complete(state(to), &BTreeSet::new(), &Circumstances { posts, ..around });
    let warned =
        |found: Vec<Finding<'_>>| told(&found.iter().map(Finding::diagnostic).collect::<Vec<_>>());
    held.map(|(_, found)| warned(found)).map_err(|faults| told(&faults))
}

#[test]
fn a_state_takes_only_the_steps_of_the_workflow() {
    let head = ["trạm trưởng".to_owned()];
    let clerk = ["Văn thư".to_owned()];
    assert_eq!(step(Some("suspected"), "confirmed", None), Ok(String::new()));
    assert_eq!(step(Some("suspected"), "confirmed", Some(&head)), Ok(String::new()));
    assert_eq!(step(Some("discharged"), "discharged", Some(&clerk)), Ok(String::new()));
    assert_eq!(step(None, "suspected", Some(&clerk)), Ok(String::new()));
    let refused = [
        step(Some("suspected"), "discharged", None),
        step(Some("suspected"), "confirmed", Some(&clerk)),
        step(Some("discharged"), "suspected", None),
        step(Some("confirmed"), "", None),
        step(None, "confirmed", None),
    ];
    let refused: Vec<String> = refused.into_iter().map(Result::unwrap_err).collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn a_list_that_was_kept_before_may_come_in_the_middle() {
    let stay = Definition::issued_by(Owner::BuiltIn, STAY).unwrap();
    let checker = Checker::new(&stay).unwrap();
    let body = Body::from([(1, Value::from("discharged"))]);
    let around = Circumstances::of_list(TODAY);
    let (_, found) = checker.complete(body, &BTreeSet::new(), &around).unwrap();
    let told: Vec<&str> = found.iter().map(|found| found.diagnostic().code).collect();
    assert_eq!(told, ["state_start"]);
}

#[test]
fn a_choice_that_is_not_offered_is_refused_with_those_that_are() {
    let stay = Definition::issued_by(Owner::BuiltIn, STAY).unwrap();
    let row = |province: &str, commune: &str| {
        check(&stay, &form(&[("province", province), ("commune", commune)]), TODAY)
    };
    assert!(row("Sơn La", "Hát Lót, Chiềng Mung").is_ok());
    assert!(row("Sơn La", "").is_ok());
    let refused = [row("Sơn La", "Hát Lót, Đà Bắc"), row("", "Đà Bắc")];
    let refused: Vec<String> = refused.into_iter().map(|read| told(&read.unwrap_err())).collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn what_asks_other_records_says_nothing_where_they_are_not_known() {
    let text = r#"
name = "member"
title = "Người"
[[field]]
no = 1
name = "age"
kind = "integer"
relevant = "${household.open} = 'yes'"
constraint = ". <= ${household.oldest}"
label = "Tuổi"
visibility = "unit"
retention = "permanent"
[[related]]
register = "household"
stands = "outside"
fields = [{ name = "open", no = 1, kind = "text" }, { name = "oldest", no = 2, kind = "integer" }]
"#;
    let member = Definition::issued_by(Owner::BuiltIn, text).unwrap();
    let checker = Checker::new(&member).unwrap();
    let held = |household: Option<Body>| {
        let records = household.map(|body| BTreeMap::from([("household".to_owned(), vec![body])]));
        let around = crate::formula::Around { records: records.as_ref(), ..Default::default() };
        let around = Circumstances { around, ..Circumstances::of_new(TODAY) };
        let body = Body::from([(1, Value::from(40))]);
        let held = checker.complete(body, &BTreeSet::new(), &around);
        held.map(|(body, found)| (body.len(), found.len())).map_err(|faults| faults.len())
    };
    assert_eq!(held(None), Ok((1, 0)));
    let household = |open: &str, oldest: i64| {
        Some(Body::from([(1, Value::from(open)), (2, Value::from(oldest))]))
    };
    assert_eq!(held(household("yes", 70)), Ok((1, 0)));
    assert_eq!(held(household("no", 70)), Ok((0, 1)));
    assert_eq!(held(household("yes", 30)), Err(1));
}

#[test]
fn what_asks_other_records_is_computed_again_and_nothing_else() {
    let text = r#"
name = "household"
title = "Hộ"
[[field]]
no = 1
name = "head"
kind = "text"
constraint = "count(${member}) < 3"
label = "Chủ hộ"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "members"
kind = "calculate"
calculation = "count(${member})"
label = "Số người"
visibility = "unit"
retention = "permanent"
[[field]]
no = 3
name = "doubled"
kind = "calculate"
calculation = "${members} * 2"
label = "Gấp đôi"
visibility = "unit"
retention = "permanent"
[[field]]
no = 4
name = "shout"
kind = "calculate"
calculation = "concat(${head}, '!')"
label = "Gọi"
visibility = "unit"
retention = "permanent"
[[related]]
register = "member"
stands = "inside"
fields = []
"#;
    let household = Definition::issued_by(Owner::BuiltIn, text).unwrap();
    let checker = Checker::new(&household).unwrap();
    let computed = |members: usize, standing: &Body| {
        let records = BTreeMap::from([("member".to_owned(), vec![Body::new(); members])]);
        let around = crate::formula::Around { records: Some(&records), ..Default::default() };
        checker.recompute(standing, &Circumstances { around, ..Circumstances::of_new(TODAY) })
    };
    let standing = Body::from([
        (1, Value::from("Lò Văn Ánh")),
        (2, Value::Decimal(2.0)),
        (3, Value::Decimal(4.0)),
    ]);
    assert_eq!(computed(2, &standing), Body::new());
    // Five members break the rule of the head's name; the figures follow all the same, and the name stays.
    assert_eq!(
        computed(5, &standing),
        Body::from([(2, Value::Decimal(5.0)), (3, Value::Decimal(10.0))])
    );
}

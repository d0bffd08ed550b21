//! Forms that are written here as tables, and what becomes of them.

use super::*;
use crate::base::Lang;
use crate::base::UnitId;

fn owner() -> Owner {
    Owner::Unit(UnitId::derived("test"))
}

fn form(text: &str) -> Result<Warned<Vec<Definition>>, Vec<Diagnostic>> {
    read(owner(), "phieu", &Sheet::all_from_text(text), &[])
}

fn faults(text: &str) -> String {
    let faults = form(text).expect_err("this form has faults");
    rendered(&faults)
}

fn rendered(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|one| one.render(Lang::En)).collect::<Vec<_>>().join("\n")
}

/// The definitions without what every field has alike, and the warnings.
fn read_form(text: &str) -> String {
    let read = form(text).unwrap_or_else(|faults| panic!("{}", rendered(&faults)));
    let tomls: Vec<String> = read.output.iter().map(Definition::to_toml).collect();
    let same = ["visibility = \"unit\"", "retention = ", "id = "];
    let lines = tomls.iter().flat_map(|toml| toml.lines());
    let kept: Vec<&str> = lines.filter(|line| !same.iter().any(|s| line.starts_with(s))).collect();
    format!("{}\n---\n{}", kept.join("\n"), rendered(&read.warnings))
}

#[test]
fn a_form_of_a_commune_becomes_a_register() {
    insta::assert_snapshot!(read_form(
        "
| survey | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required | relevant | constraint |
| | start | start | | | | | |
| | note | intro | Hỏi từng hộ. | Ask each household. | | | |
| | text | Ho_ten | Họ và tên | Full name | yes | | |
| | q int | Tuoi | Tuổi | Age | | | . >= 0 and . <= 120 |
| | begin_group | suc_khoe | Sức khoẻ | Health | | ${Tuoi} >= 18 | |
| | select_one co_khong | Sot | Có sốt không? | Fever? | TRUE | | |
| | date | Ngay_sot | Ngày sốt | Since | | ${Sot} = 1 | . <= today() |
| | end_group | | | | | | |
| choices | | | | | | | |
| | list name | name | label::Tiếng Việt (vi) | label::English (en) | | | |
| | co_khong | 1 | Có | Yes | | | |
| | co_khong | 0 | Không | No | | | |
| settings | | | | | | | |
| | form_title | form_id | version | | | | |
| | Khai báo y tế | khai_bao | 3 | | | | |
"
    ), @r#"
    name = "khai_bao"
    version = 1
    source = "XLSForm khai_bao 3"
    kept_by = "commune"

    [title]
    vi = "Khai báo y tế"
    en = "Khai báo y tế"

    [[field]]
    no = 1
    name = "ho_ten"
    kind = "text"
    required = true
    shape = "person_name"

    [field.label]
    vi = "Họ và tên"
    en = "Full name"

    [[field]]
    no = 2
    name = "tuoi"
    kind = "integer"
    constraint = ". >= 0 and . <= 120"

    [field.label]
    vi = "Tuổi"
    en = "Age"

    [[field]]
    no = 3
    name = "sot"
    kind = "select_one"
    required = true
    relevant = "${tuoi} >= 18"
    choices = "co_khong"
    section = "suc_khoe"
    visibility = "sensitive"

    [field.label]
    vi = "Có sốt không?"
    en = "Fever?"

    [[field]]
    no = 4
    name = "ngay_sot"
    kind = "date"
    relevant = "(${tuoi} >= 18) and (${sot} = '1')"
    constraint = ". <= today()"
    section = "suc_khoe"
    visibility = "sensitive"

    [field.label]
    vi = "Ngày sốt"
    en = "Since"

    [[section]]
    name = "suc_khoe"

    [section.title]
    vi = "Sức khoẻ"
    en = "Health"

    [[note]]
    name = "intro"
    before = "ho_ten"

    [note.text]
    vi = "Hỏi từng hộ."
    en = "Ask each household."

    [[choices]]
    name = "co_khong"

    [[choices.items]]
    name = "1"

    [choices.items.label]
    vi = "Có"
    en = "Yes"

    [[choices.items]]
    name = "0"

    [choices.items.label]
    vi = "Không"
    en = "No"
    ---
    sheet survey, row 4: Filled in by the device, not kept: start. [form_meta_left_out]
    sheet survey, row 6: No visibility given; set to the unit: ho_ten, tuoi. [form_visibility_unit]
    sheet survey, row 6: No retention given; set to two years after the outbreak: ho_ten, tuoi, sot, ngay_sot. [form_retention]
    sheet survey, row 7: Types in an old spelling, taken all the same: q int. [form_types_old]
    sheet survey, row 9: No visibility given; set to sensitive (masked in lists): sot, ngay_sot. [form_visibility_sensitive]
    "#);
}

#[test]
fn every_fault_of_a_form_is_told_with_its_place() {
    insta::assert_snapshot!(faults(
        "
| survey | | | | | | | | | | |
| | type | name | label | label | relevant | constraint | calculation | default | choice_filter | bind::phaodai:visibility |
| | text | name | Tên | Name | | | | | | everybody |
| | text | name | Tên nữa | | | | | | | |
| | txt | phone | Điện thoại | | | | | | | |
| | text | | Không tên | | | | | | | |
| | integer | age | Tuổi | | ${nmae} != '' | . >= 0 and | | mười | | |
| | select_one yes_on | fever | Sốt | | | | | | | |
| | select_one yes_no | cough | Ho | | ${cough} = 'perhaps' | | | | | |
| | rank yes_no | order | Thứ tự | | | | | | | |
| | select_one_from_file places.csv | place | Nơi | | | | | | | |
| | calculate | sum | | | | | round(${age}, 0) | | | |
| | calculate | none | | | | | | | | |
| | calculate | a | | | | | ${b} + 1 | | | |
| | calculate | b | | | | | ${a} + 1 | | | |
| | begin group | g | Nhóm | | | | | | | |
| | text | note_2 | Trong nhóm | | ${last-saved#age} = 3 | | ${last-saved#age} | | | |
| | end repeat | | | | | | | | | |
| | end group | | | | | | | | | |
| | begin repeat | r | Lặp | | | | | | | |
| choices | | | | | | | | | | |
| | list_name | name | label | | | | | | | |
| | yes_no | yes | Có | | | | | | | |
| | yes_no | yes | Rồi | | | | | | | |
| | yes_no | not yet | Chưa | | | | | | | |
| | yes_no | | Không | | | | | | | |
| _indicators | | | | | | | | | | |
| | repeat | name | title_vi | where | | | | | | |
| | | old | Già | round(${age}) > 60 | | | | | | |
| | r2 | x | X | | | | | | | |
| _balance | | | | | | | | | | |
| | check | missing | | | | | | | | |
| | old + young = total | perhaps | | | | | | | | |
"
    ), @r#"
    sheet survey, row 3, field label: The column `label` stands twice. [form_column_twice]
      → Remove or rename one of them.
    sheet survey, row 4, field bind::phaodai:visibility: `everybody` cannot stand in this column. [form_word]
      → One of: public, unit, sensitive.
    sheet survey, row 5, field name: The name `name` stands twice in the same group. [form_name_twice]
      → Rename one of them.
    sheet survey, row 6, field type: There is no type `txt`. [form_type_unknown]
      → Usual types: text, integer, decimal, date, time, dateTime, select_one LIST, select_multiple LIST, geopoint, image, file, barcode, calculate, note, begin group, begin repeat.
    sheet survey, row 7, field name: The question or group has no name. [form_name_missing]
      → Fill the column name: full_name.
    sheet survey, row 8, field relevant: No question is named `nmae`. [form_field_unknown]
      → Names differ by case.
    sheet survey, row 8, field constraint: The formula ends too early. [formula_ends]
      → Add a field, a number or a text.
    sheet survey, row 8, field default: Tuổi: “mười” is not a whole number. [integer_form]
      → Write it without a fraction: 1200 or 1.200.
    sheet survey, row 9, field type: There is no choice list `yes_on`. [form_list_unknown]
      → The lists of the sheet choices: yes_no.
    sheet survey, row 10, field relevant: `perhaps` is none of the choices of this field. [formula_choice_unknown]
      → Choices: yes, yes, not yet.
    sheet survey, row 11, field type: The type `rank yes_no` cannot be taken over: a register does not keep the order of choices. [form_type_unsupported]
      → Use another type (select_one with a list on the sheet choices, begin group, begin repeat), or remove the row.
    sheet survey, row 12, field type: The type `select_one_from_file places.csv` cannot be taken over: its choices are in a file of their own, which the form does not hold. [form_type_unsupported]
      → Use another type (select_one with a list on the sheet choices, begin group, begin repeat), or remove the row.
    sheet survey, row 13, field calculation: There is no function `round`. [formula_function_unknown]
      → Functions: or, and, not, true, false, div, mod, if, coalesce, selected, contains, starts-with, string-length, today, date, number, string.
    sheet survey, row 14, field calculation: The calculate row has no formula. [form_calculation_missing]
      → Fill the column calculation.
    sheet survey, row 15, field calculation: The formulas run in a circle: this field waits for itself, or for a field that does. [circle]
      → Remove one of the ${…} that close the circle.
    sheet survey, row 16, field calculation: The formulas run in a circle: this field waits for itself, or for a field that does. [circle]
      → Remove one of the ${…} that close the circle.
    sheet survey, row 18, field calculation: There is no last answer to take `last-saved#age` from. [form_last_saved]
      → Remove last-saved#.
    sheet survey, row 19, field type: This end does not belong to the `begin group` of row 17. [form_block_crossed]
      → Close the inner one first.
    sheet survey, row 20, field type: No group is open here. [form_block_unopened]
      → Remove the row, or add a begin.
    sheet survey, row 21, field type: The `begin repeat` of this row is never closed. [form_block_open]
      → Add a row end group or end repeat.
    sheet choices, row 25, field name: The list `yes_no` has two choices named `yes`. [form_choice_twice]
      → Rename one of them: the name is what is stored, so it must mean one thing.
    sheet choices, row 26, field name: The choice name `not yet` has a space: among several chosen it would be two. [form_choice_space]
      → Write it in one: not_yet. The label is free.
    sheet choices, row 27, field name: A choice of the list `yes_no` has no name. [form_choice_name]
      → Fill the column name.
    sheet _indicators, row 30, field where: There is no function `round`. [formula_function_unknown]
      → Functions: or, and, not, true, false, div, mod, if, coalesce, selected, contains, starts-with, string-length, today, date, number, string.
    sheet _indicators, row 31, field repeat: The form has no repeat `r2`. [form_repeat_unknown]
      → The column repeat names a begin repeat; empty is the form itself.
    sheet _balance, row 34, field missing: `perhaps` cannot stand in this column. [form_word]
      → One of: skip, zero, never.
    sheet _balance, row 34, field check: There is no indicator named `young`. [indicator_unknown]
      → Indicators: old.
    sheet _balance, row 34, field check: There is no indicator named `total`. [indicator_unknown]
      → Indicators: old.
    "#);
}

#[test]
fn what_the_formula_language_lacks_is_left_out_where_the_form_works_without_it() {
    insta::assert_snapshot!(read_form(
        "
| survey | | | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::Lao (lo) | required | relevant | constraint | default | repeat_count |
| | today | today | | | | | | | |
| | deviceid | deviceid | | | | | | | |
| | username | who | | | | | | | |
| | text | email | Thư điện tử | ອີເມວ | ${who} != '' | | regex(., '.+@.+') | | |
| | date | since | Từ ngày | | | ../email != '' | . <= ${today} | today() | |
| | phone number | tel | Số máy | | | | | | |
| | percentage | share | Tỉ lệ | | | | | | |
| | range | pain | Mức đau | | | yes | | | |
| | select_one yn or_other | fever | Sốt | | | | | | |
| | acknowledge | agree | Đồng ý | | | | | | |
| | geotrace | way | Đường đi | | | | | | |
| | audit | audit | | | | | | | |
| | | lost | Dòng lạc | | | | | | |
| | integer | sum | Tổng | | | | | | |
| | begin repeat | people | Người trong hộ | | | ${fever} = 'yes' | | | ${sum} |
| | text | name | Tên | | | | | | |
| | text | role | Tên | | | ${fever} = 'yes' | | | |
| | begin repeat | doses | Mũi tiêm | | | | | | |
| | date | day | Ngày | | | | | | |
| | end repeat | | | | | | | | |
| | end repeat | | | | | | | | |
| | note | thanks | Cảm ơn ${email}. | | | regex(${email}, 'x') | | | |
| choices | | | | | | | | | |
| | list_name | name | label | image | | | | | |
| | yn | yes | Có | yes.png | | | | | |
| | yn | no | Không | | | | | | |
| notes for me | | | | | | | | | |
| | x | | | | | | | | |
"
    ), @r#"
    name = "phieu"
    version = 1
    source = "XLSForm phieu"
    kept_by = "commune"

    [title]
    vi = "phieu"
    en = "phieu"

    [[field]]
    no = 1
    name = "who"
    kind = "text"

    [field.label]
    vi = "who"
    en = "who"

    [[field]]
    no = 2
    name = "email"
    kind = "text"
    wanted = true
    visibility = "sensitive"

    [field.label]
    vi = "Thư điện tử"
    en = "Thư điện tử"

    [[field]]
    no = 3
    name = "since"
    kind = "date"
    relevant = "${email} != ''"
    constraint = ". <= today()"

    [field.label]
    vi = "Từ ngày"
    en = "Từ ngày"

    [[field]]
    no = 4
    name = "tel"
    kind = "text"
    shape = "phone"
    visibility = "sensitive"

    [field.label]
    vi = "Số máy"
    en = "Số máy"

    [[field]]
    no = 5
    name = "share"
    kind = "integer"
    constraint = ". >= 0 and . <= 100"

    [field.label]
    vi = "Tỉ lệ"
    en = "Tỉ lệ"

    [[field]]
    no = 6
    name = "pain"
    kind = "integer"
    constraint = ". >= 0 and . <= 10"

    [field.label]
    vi = "Mức đau"
    en = "Mức đau"

    [[field]]
    no = 7
    name = "fever"
    kind = "select_one"
    choices = "yn_or_other"
    visibility = "sensitive"

    [field.label]
    vi = "Sốt"
    en = "Sốt"

    [[field]]
    no = 8
    name = "fever_other"
    kind = "text"
    relevant = "selected(${fever}, 'other')"
    visibility = "sensitive"

    [field.label]
    vi = "Sốt: khác, ghi rõ"
    en = "Sốt: other, specify"

    [[field]]
    no = 9
    name = "agree"
    kind = "select_one"
    choices = "acknowledge"

    [field.label]
    vi = "Đồng ý"
    en = "Đồng ý"

    [[field]]
    no = 10
    name = "way"
    kind = "text"
    visibility = "sensitive"

    [field.label]
    vi = "Đường đi"
    en = "Đường đi"

    [[field]]
    no = 11
    name = "sum"
    kind = "integer"

    [field.label]
    vi = "Tổng"
    en = "Tổng"

    [[note]]
    name = "thanks"

    [note.text]
    vi = "Cảm ơn ${email}."
    en = "Cảm ơn ${email}."

    [[choices]]
    name = "yn_or_other"

    [[choices.items]]
    name = "yes"

    [choices.items.label]
    vi = "Có"
    en = "Có"

    [[choices.items]]
    name = "no"

    [choices.items.label]
    vi = "Không"
    en = "Không"

    [[choices.items]]
    name = "other"

    [choices.items.label]
    vi = "Khác"
    en = "Other"

    [[choices]]
    name = "acknowledge"

    [[choices.items]]
    name = "OK"

    [choices.items.label]
    vi = "Đã xác nhận"
    en = "Confirmed"
    name = "phieu_people"
    version = 1
    source = "XLSForm phieu"
    kept_by = "commune"

    [title]
    vi = "phieu – Người trong hộ"
    en = "phieu – Người trong hộ"

    [[field]]
    no = 1
    name = "parent"
    kind = "record"
    required = true
    register = "phieu"

    [field.label]
    vi = "Thuộc dòng của: phieu"
    en = "Belongs to: phieu"

    [[field]]
    no = 2
    name = "name"
    kind = "text"

    [field.label]
    vi = "Tên"
    en = "Tên"

    [[field]]
    no = 3
    name = "role"
    kind = "text"

    [field.label]
    vi = "Tên (2)"
    en = "Tên (2)"
    name = "phieu_people_doses"
    version = 1
    source = "XLSForm phieu"
    kept_by = "commune"

    [title]
    vi = "phieu – Người trong hộ – Mũi tiêm"
    en = "phieu – Người trong hộ – Mũi tiêm"

    [[field]]
    no = 1
    name = "parent"
    kind = "record"
    required = true
    register = "phieu_people"

    [field.label]
    vi = "Thuộc dòng của: phieu – Người trong hộ"
    en = "Belongs to: phieu – Người trong hộ"

    [[field]]
    no = 2
    name = "day"
    kind = "date"

    [field.label]
    vi = "Ngày"
    en = "Ngày"
    ---
    sheet survey, row 4: Filled in by the device, not kept: today, deviceid. [form_meta_left_out]
    sheet survey, row 6: Filled in by the device; kept as fields because a formula asks for them: who. [form_meta_kept]
    sheet survey, row 6: No visibility given; set to the unit: who, since, share, pain, agree, sum, name, role, day. [form_visibility_unit]
    sheet survey, row 6: No retention given; set to two years after the outbreak: who, email, since, tel, share, pain, fever, agree, way, sum, name, role, day. [form_retention]
    sheet survey, row 7: No visibility given; set to sensitive (masked in lists): email, tel, fever, way. [form_visibility_sensitive]
    sheet survey, row 7, field required: Required under a condition (${who} != ''): a row without it is taken, with a warning. [form_required_condition]
    sheet survey, row 7, field constraint: The formula `regex(., '.+@.+')` is left out: There is no function `regex`. [form_rule_left_out]
      → Functions: or, and, not, true, false, div, mod, if, coalesce, selected, contains, starts-with, string-length, today, date, number, string.
    sheet survey, row 8, field default: The default is a formula (today()) and left out: the field begins empty. [form_default_formula]
    sheet survey, row 14: Kept as what is nearest (text or file): geotrace. [form_types_near]
    sheet survey, row 15: Types that a register does without, left out: audit. [form_types_left_out]
    sheet survey, row 16: Rows without a type, not read: 16. [form_rows_without_type]
    sheet survey, row 18, field relevant: The condition of the repeat is left out: its register is open for every outer record. [form_repeat_condition]
    sheet survey, row 18, field repeat_count: The number of repeats is left out: the register takes any number of records. [form_repeat_count]
    sheet survey, row 20: Labels that two fields shared, numbered to tell columns apart: “Tên (2)”. [form_labels_numbered]
    sheet survey, row 20, field relevant: The formula `${fever} = 'yes'` is left out: `fever` is in another register: outside the repeat, or inside one. [form_rule_left_out]
      → A formula uses the fields of one register.
    sheet survey, row 25, field relevant: The formula `regex(${email}, 'x')` is left out: There is no function `regex`. [form_rule_left_out]
      → Functions: or, and, not, true, false, div, mod, if, coalesce, selected, contains, starts-with, string-length, today, date, number, string.
    Columns that are not used: image (choices). [form_columns_left_out]
    Sheets that are not read: notes for me. [form_sheets_left_out]
    Languages other than Vietnamese and English, left out: Lao (lo). [form_languages_left_out]
    "#);
}

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
    assert!(super::super::UpgradePlan::between(&first[0], &second[0]).is_ok());
}

/// What reading gives of the sheets that are written of definitions.
fn again(definitions: &[Definition], known: &[Definition]) -> Vec<Definition> {
    let sheets = sheets(&definitions[0], &definitions[1..]);
    let read = read(owner(), "other", &sheets, known);
    read.unwrap_or_else(|faults| panic!("{}\n{sheets:#?}", rendered(&faults))).output
}

#[test]
fn every_register_of_the_program_comes_back_from_its_form() {
    for definition in super::super::built_in() {
        let definitions = [definition];
        assert_eq!(again(&definitions, &[]), definitions);
    }
}

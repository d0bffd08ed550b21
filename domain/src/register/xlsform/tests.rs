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
    sheet survey, row 6: No visibility given; set to the unit: ho_ten, tuoi, sot, ngay_sot. [form_visibility_unit]
    sheet survey, row 6: No retention given; set to two years after the outbreak: ho_ten, tuoi, sot, ngay_sot. [form_retention]
    sheet survey, row 7: Types in an old spelling, taken all the same: q int. [form_types_old]
    "#);
}

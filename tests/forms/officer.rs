//! The officer who has a form, and the one who must add a column to a list tonight.

use domain::register::xlsform::Row;
use phaodai::files::{form_sheets, write_form};
use serde_json::Value;

use super::desk;
use crate::support::{COMMUNE, Cell, Desk, List, shown};

fn import_form(desk: &Desk, form: &str) -> Value {
    desk.run(["register", "import", &desk.argument(form), "--unit", "125"]).done()
}

fn states(imported: &Value) -> Vec<(String, String, u64)> {
    let registers = imported["registers"].as_array().unwrap().iter();
    registers
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (text("name"), text("state"), one["version"].as_u64().unwrap())
        })
        .collect()
}

fn state(name: &str, state: &str, version: u64) -> (String, String, u64) {
    (name.to_owned(), state.to_owned(), version)
}

#[test]
fn a_form_becomes_registers_that_take_rows() {
    let desk = desk();
    let imported = import_form(&desk, "phieu.md");
    let expected = [state("khai_bao_ho", "new", 1), state("khai_bao_ho_nguoi", "new", 1)];
    assert_eq!(states(&imported), expected);

    let list =
        List::of(["Họ và tên chủ hộ", "Số người trong nhà", "Có ai sốt không", "Sốt từ ngày"])
            .row(["Cầm Thị Mây".into(), Cell::Number(4.0), "Có".into(), "5/9/2021".into()])
            .row(["Quàng Văn Ơn".into(), Cell::Number(2.0), "Không".into(), "".into()]);
    let file = desk.put("ho.xlsx", list.xlsx());
    desk.run(["import", "khai_bao_ho", &file, "--unit", COMMUNE]).done();
    let out = desk.argument("ra.xlsx");
    desk.run(["export", "khai_bao_ho", "--unit", COMMUNE, "-o", &out]).done();
    let rows = shown(&desk.path("ra.xlsx"));
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .any(|row| row["Họ và tên chủ hộ"] == "Cầm Thị Mây" && row["Có ai sốt không"] == "Có")
    );
}

#[test]
fn rows_of_a_repeat_belong_to_a_record() {
    let desk = desk();
    import_form(&desk, "phieu.md");
    let parent = "0196f0a0-0000-7000-8000-000000000001";
    let list = List::of(["Thuộc dòng của: Phiếu khai báo hộ", "Tên người", "Tuổi"])
        .row([parent.into(), "Cầm Văn Ba".into(), Cell::Number(9.0)])
        .row(["".into(), "Không rõ nhà".into(), Cell::Number(9.0)]);
    let file = desk.put("nguoi.xlsx", list.xlsx());
    let outcome = desk.run(["import", "khai_bao_ho_nguoi", &file, "--unit", COMMUNE]).partly();
    assert_eq!((outcome["accepted"].as_u64(), outcome["rejected"].as_u64()), (Some(1), Some(1)));
    let out = desk.argument("ra.xlsx");
    desk.run(["export", "khai_bao_ho_nguoi", "--unit", COMMUNE, "-o", &out]).done();
    assert_eq!(shown(&desk.path("ra.xlsx"))[0]["Thuộc dòng của: Phiếu khai báo hộ"], parent);
}

#[test]
fn a_column_is_added_in_the_form_and_no_row_is_lost() {
    let desk = desk();
    import_form(&desk, "phieu.md");
    let list = List::of(["Họ và tên chủ hộ", "Địa chỉ nhà"])
        .row(["Cầm Thị Mây".into(), "Bản Mòng".into()]);
    let file = desk.put("ho.xlsx", list.xlsx());
    desk.run(["import", "khai_bao_ho", &file, "--unit", COMMUNE]).done();

    let form = desk.path("sua.xlsx");
    desk.run(["register", "export", "khai_bao_ho", "-o", &desk.argument("sua.xlsx")]).done();
    let unchanged = import_form(&desk, "sua.xlsx");
    let expected =
        [state("khai_bao_ho", "unchanged", 1), state("khai_bao_ho_nguoi", "unchanged", 1)];
    assert_eq!(states(&unchanged), expected);

    let mut sheets = form_sheets(&form).unwrap();
    let survey = sheets.iter_mut().find(|sheet| sheet.name == "survey").unwrap();
    let cells = ["text", "ghi_chu", "Ghi chú thêm", "Remark"].map(str::to_owned).to_vec();
    survey.rows.insert(1, Row { number: 2, cells });
    survey.rows.retain(|row| row.cells.get(1).is_none_or(|name| name != "dia_chi"));
    for (number, row) in (1..).zip(&mut survey.rows) {
        row.number = number;
    }
    write_form(&form, &sheets).unwrap();
    let changed = import_form(&desk, "sua.xlsx");
    assert_eq!(states(&changed)[0], state("khai_bao_ho", "changed", 2));
    let fields = changed["registers"][0]["definition"]["field"].as_array().unwrap();
    let field = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap();
    assert_eq!(field("dia_chi")["retired"], Value::Bool(true));
    assert_eq!(field("ghi_chu")["no"], 6);

    let list =
        List::of(["Họ và tên chủ hộ", "Ghi chú thêm"]).row(["Hà Văn Tư".into(), "Mới đến".into()]);
    let file = desk.put("them.xlsx", list.xlsx());
    desk.run(["import", "khai_bao_ho", &file, "--unit", COMMUNE]).done();
    desk.run(["export", "khai_bao_ho", "--unit", COMMUNE, "-o", &desk.argument("ra.xlsx")]).done();
    assert_eq!(shown(&desk.path("ra.xlsx")).len(), 2);
    desk.run(["verify"]).done();
}

#[test]
fn a_trial_writes_the_definitions_and_takes_nothing() {
    let desk = desk();
    let (form, out) = (desk.argument("phieu.md"), desk.argument("so.toml"));
    let tried = desk.run(["register", "import", &form, "--dry-run", "-o", &out]).done();
    assert_eq!(tried["dry_run"], Value::Bool(true));
    assert!(desk.path("khai_bao_ho_nguoi.toml").exists());
    desk.run(["register", "show", "khai_bao_ho"]).refused(1, "register_unknown");
    desk.run(["register", "accept", &out, "--unit", "125"]);
    desk.run(["register", "show", "khai_bao_ho"]).done();
}

#[test]
fn a_form_with_faults_is_refused_whole() {
    let desk = desk();
    let broken = super::FORM
        .replace("integer | tuoi", "select_one khong_co | tuoi")
        .replace("${sot} = 'co' |", "${sto} = 'co' |");
    let form = desk.put("sai.md", broken);
    let ran = desk.run(["register", "import", &form, "--unit", "125"]);
    ran.refused(1, "form_list_unknown");
    assert!(ran.err.contains("form_field_unknown"), "{}", ran.err);
    assert!(ran.err.contains("sai.md, trang survey, dòng"), "{}", ran.err);
    desk.run(["register", "show", "khai_bao_ho"]).refused(1, "register_unknown");
}

#[test]
fn a_register_of_the_system_is_not_replaced() {
    let desk = desk();
    desk.run(["register", "export", "return", "-o", &desk.argument("return.xlsx")]).done();
    let ran = desk.run(["register", "import", &desk.argument("return.xlsx"), "--unit", "125"]);
    ran.refused(1, "form_of_system");
}

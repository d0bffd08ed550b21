//! The rules of a form, held on the rows of a list: steps of a state, choices that go together, links by name.

use super::desk;
use crate::support::{COMMUNE, Cell, Desk, List, shown};

const CASES: &str = "
| survey | | | | | |
| | type | name | label::Tiếng Việt (vi) | choice_filter | calculation |
| | text | ho_ten | Họ tên chủ hộ | | |
| | text | so_nha | Số nhà | | |
| | select_one tinh | tinh | Tỉnh | | |
| | select_one xa | xa | Xã | tinh = ${tinh} | |
| | select_one trang_thai | trang_thai | Trạng thái | | |
| | begin repeat | nguoi | Người | | |
| | text | ten | Tên người | | |
| | calculate | o | Ở nhà số | | concat(${so_nha}, ', ', jr:choice-name('hat_lot', '${o_xa}')) |
| | select_one xa | o_xa | Ở xã | | |
| | end repeat | | | | |
| choices | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | tinh | |
| | tinh | 14 | Sơn La | | |
| | tinh | 17 | Hoà Bình | | |
| | xa | hat_lot | Hát Lót | 14 | |
| | xa | da_bac | Đà Bắc | 17 | |
| | trang_thai | nghi_ngo | Nghi ngờ | | |
| | trang_thai | xac_dinh | Xác định | | |
| | trang_thai | ra_vien | Ra viện | | |
| settings | | | | | |
| | form_title | form_id | | | |
| | Ca bệnh | ca_benh | | | |
| _register | | | | | |
| | repeat | keys | | | |
| | | ho_ten | | | |
| _workflow | | | | | |
| | field | from | to | by | |
| | trang_thai | | nghi_ngo | | |
| | trang_thai | nghi_ngo | xac_dinh | Trạm trưởng | |
| | trang_thai | xac_dinh | ra_vien | | |
";

fn with_cases() -> Desk {
    let desk = desk();
    desk.put("ca.md", CASES);
    desk.run(["register", "import", &desk.argument("ca.md"), "--unit", "125"]).done();
    desk
}

fn list(desk: &Desk, name: &str, rows: &[[&str; 5]]) -> String {
    let head = ["Họ tên chủ hộ", "Số nhà", "Tỉnh", "Xã", "Trạng thái"];
    let list = rows.iter().fold(List::of(head), |list, row| list.row(row.map(Cell::from)));
    desk.put(name, list.xlsx())
}

#[test]
fn a_record_does_not_jump_from_suspected_to_discharged() {
    let desk = with_cases();
    let first = list(
        &desk,
        "1.xlsx",
        &[
            ["Lò Văn Ánh", "7", "Sơn La", "Hát Lót", "Nghi ngờ"],
            ["Lò Thị Đào", "8", "Sơn La", "Hát Lót", "Xác định"],
        ],
    );
    let taken = desk.run(["import", "ca_benh", &first, "--unit", COMMUNE]).done();
    // The list was kept before: the second row begins in the middle, and that is only said.
    assert_eq!((taken["accepted"].as_u64(), taken["warned"].as_u64()), (Some(2), Some(1)));
    let second = list(
        &desk,
        "2.xlsx",
        &[
            ["Lò Văn Ánh", "7", "Sơn La", "Hát Lót", "Ra viện"],
            ["Lò Thị Đào", "8", "Sơn La", "Hát Lót", "Ra viện"],
        ],
    );
    let refused = desk.run(["import", "ca_benh", &second, "--unit", COMMUNE]).partly();
    assert_eq!((refused["accepted"].as_u64(), refused["rejected"].as_u64()), (Some(1), Some(1)));
    let problem = &refused["errors"][0];
    assert_eq!(problem["rule"], "state_step");
    assert!(problem["message"].as_str().unwrap().contains("Xác định (Trạm trưởng)"), "{problem}");
}

#[test]
fn a_choice_that_does_not_go_with_the_other_cells_is_refused() {
    let desk = with_cases();
    let rows = [["Hà Văn Tư", "1", "Hoà Bình", "Hát Lót", "Nghi ngờ"]];
    let file = list(&desk, "1.xlsx", &rows);
    let ran = desk.run(["import", "ca_benh", &file, "--unit", COMMUNE]).partly();
    assert_eq!(ran["errors"][0]["rule"], "choice_not_offered");
    assert!(ran["errors"][0]["message"].as_str().unwrap().contains("Đà Bắc"));
}

#[test]
fn a_link_is_written_by_name_and_the_row_reads_what_it_links_to() {
    let desk = with_cases();
    let rows = [
        ["Lò Văn Ánh", "7", "Sơn La", "Hát Lót", "Nghi ngờ"],
        ["Lò Văn Bình", "9", "Sơn La", "Hát Lót", "Nghi ngờ"],
    ];
    let file = list(&desk, "1.xlsx", &rows);
    desk.run(["import", "ca_benh", &file, "--unit", COMMUNE]).done();
    let people = List::of(["Thuộc dòng của: Ca bệnh", "Tên người"])
        .row(["lo van binh".into(), "Lò Thị Hoa".into()])
        .row(["Lò Văn Không Có".into(), "Lò Thị Huệ".into()]);
    let file = desk.put("nguoi.xlsx", people.xlsx());
    let ran = desk.run(["import", "ca_benh_nguoi", &file, "--unit", COMMUNE]).partly();
    assert_eq!((ran["accepted"].as_u64(), ran["rejected"].as_u64()), (Some(1), Some(1)));
    assert_eq!(ran["errors"][0]["rule"], "link_unknown");
    let out = desk.argument("ra.xlsx");
    desk.run(["export", "ca_benh_nguoi", "--unit", COMMUNE, "-o", &out]).done();
    assert_eq!(shown(&desk.path("ra.xlsx"))[0]["Ở nhà số"], "9, Hát Lót");
}

//! Calls that cannot be met: the code of the error in brackets, a way out, and nothing written.

use crate::support::{COMMUNE, Cell, Desk, List, REGISTER};

fn list() -> Vec<u8> {
    let list = List::of(["Họ và tên", "SĐT"]);
    list.row(["Lò Văn Ánh", "0300000000"].map(Cell::from)).csv()
}

/// Imports a file of these bytes; the ledger stays as it was.
#[track_caller]
fn refuses(name: &str, content: &[u8], code: &str) {
    let desk = Desk::district();
    let entries = desk.entries();
    let ran = desk.import(&desk.put(name, content), COMMUNE);
    ran.refused(1, code);
    assert!(ran.err.contains(name), "the file is named: {}", ran.err);
    assert_eq!(desk.entries(), entries);
}

#[test]
fn an_unknown_unit_is_refused() {
    let desk = Desk::district();
    let entries = desk.entries();
    let ran = desk.import(&desk.put("ds.csv", list()), "99999");
    ran.refused(1, "unit_unknown");
    assert!(ran.err.contains("99999"), "{}", ran.err);
    assert_eq!(desk.entries(), entries);
}

#[test]
fn an_unknown_register_is_refused_and_the_known_ones_are_named() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list());
    let ran = desk.run(["import", "so_la", &file, "--unit", COMMUNE]);
    ran.refused(1, "register_unknown");
    assert!(ran.err.contains("so_la") && ran.err.contains(REGISTER), "{}", ran.err);
}

#[test]
fn a_list_without_any_known_title_is_refused() {
    let list = List::of(["Mặt hàng", "Đơn giá"]).row(["Gạo", "15000"].map(Cell::from));
    refuses("gia.csv", &list.csv(), "header_not_found");
    refuses("gia.xlsx", &list.xlsx(), "header_not_found");
}

#[test]
fn an_empty_file_is_refused() {
    refuses("rong.csv", b"", "file_empty");
    refuses("rong.xlsx", b"", "file_empty");
}

#[test]
fn a_file_that_is_no_list_is_refused() {
    let noise: Vec<u8> =
        (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refuses("anh.csv", &noise, "kind_unsupported");
    refuses("cong-van.csv", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "kind_unsupported");
}

#[test]
fn a_workbook_that_was_cut_off_is_refused() {
    let list = List::of(["Họ và tên"]).row(["Lò Văn Ánh"].map(Cell::from)).xlsx();
    refuses("ds.xlsx", &list[..list.len() / 2], "file_broken");
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let desk = Desk::district();
    desk.import(&desk.argument("khong-co.csv"), COMMUNE).refused(1, "file_missing");
}

#[test]
fn a_call_without_a_unit_is_a_wrong_call() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list());
    let ran = desk.run(["import", REGISTER, &file]);
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(ran.err.contains("--unit"), "{}", ran.err);
}

#[test]
fn a_trial_in_a_folder_without_a_node_is_refused_and_makes_none() {
    let desk = Desk::empty();
    let file = desk.put("ds.csv", list());
    let ran = desk.run(["import", REGISTER, &file, "--unit", COMMUNE, "--dry-run"]);
    assert_eq!(ran.code, 1, "{ran:#?}");
    assert!(!desk.data().exists());
}

//! The registers that every commune has from the start, filled as a clerk fills them and counted.

use std::collections::BTreeMap;

use crate::support::{COMMUNE, Desk};

/// Imports a list into a register; every row is taken.
fn import(desk: &Desk, register: &str, text: &str) {
    let file = desk.put(&format!("{register}.csv"), text);
    let done = desk.run(["import", register, &file, "--unit", COMMUNE]).done();
    assert_eq!(done["accepted"], done["rows"], "{done:#}");
}

/// The figures of a register.
fn figures(desk: &Desk, register: &str) -> BTreeMap<String, i64> {
    let counted = ["register", "figures", register, "--unit", COMMUNE, "--date", "2021-09-10"];
    let told = desk.run(counted).done();
    let rows = told["figures"].as_array().unwrap_or_else(|| panic!("{told:#}")).iter();
    rows.map(|row| (row["indicator"].as_str().unwrap().to_owned(), row["value"].as_i64().unwrap()))
        .collect()
}

fn expect(found: &BTreeMap<String, i64>, expected: &[(&str, i64)]) {
    for (name, figure) in expected {
        assert_eq!(found.get(*name), Some(figure), "{name} of {found:?}");
    }
}

#[test]
fn households_that_lack_food_are_counted_helped_and_not_helped() {
    let desk = Desk::district();
    import(
        &desk,
        "household",
        "Chủ hộ,Bản,Nhân khẩu,Diện,Thiếu lương thực,Còn đủ ăn mấy ngày,Ngày hỗ trợ\n\
         Lò Văn Ánh,Bản Mé,5,Hộ nghèo,x,2,09/09/2021\n\
         Quàng Thị Bó,Bản Mé,3,cận nghèo,thiếu,1,\n\
         Cầm Văn Cương,Bản Nà Bó,4,,không,,\n",
    );
    let expected = [
        ("households", 3),
        ("people", 12),
        ("poor", 1),
        ("near_poor", 1),
        ("lacking_food", 2),
        ("lacking_helped", 1),
        ("lacking_not_helped", 1),
    ];
    expect(&figures(&desk, "household"), &expected);
}

#[test]
fn beds_are_counted_where_a_site_can_take_people() {
    let desk = Desk::district();
    import(
        &desk,
        "quarantine_site",
        "Tên khu cách ly,Bản,Cấp,Tình trạng,Sức chứa,Đang ở\n\
         Trường mầm non Mé,Bản Mé,bản,sẵn sàng,20,0\n\
         Nhà văn hóa Nà Bó,Bản Nà Bó,bản,đang hoạt động,10,12\n\
         Trường tiểu học cũ,Bản Mé,xã,đã đóng,40,0\n",
    );
    let expected = [
        ("sites", 2),
        ("sites_ready", 2),
        ("beds", 30),
        ("beds_occupied", 12),
        ("beds_free", 18),
        ("overcrowded", 1),
    ];
    expect(&figures(&desk, "quarantine_site"), &expected);
}

#[test]
fn the_situation_of_a_day_is_that_days_row() {
    let desk = Desk::district();
    import(
        &desk,
        "daily_situation",
        "Ngày,F0 mới,Tổng F0,F0 đang điều trị,F0 khỏi,Tử vong\n\
         09/09/2021,2,5,5,0,0\n\
         10/09/2021,1,6,4,2,0\n",
    );
    let expected =
        [("cases_new", 1), ("cases_total", 6), ("cases_treated", 4), ("cases_discharged", 2)];
    expect(&figures(&desk, "daily_situation"), &expected);
}

#[test]
fn a_person_is_known_by_card_telephone_or_name_and_birth() {
    let desk = Desk::district();
    import(
        &desk,
        "person",
        "Họ và tên,Năm sinh,Giới tính,CCCD,SĐT,Bản\n\
         Lò Thị Đào,1985,Nữ,014185000001,0912345678,Bản Mé\n\
         Quàng Văn Nam,1990,Nam,,,Bản Mé\n",
    );
    let again = desk.put(
        "lai.csv",
        "Họ và tên,Năm sinh,SĐT,Bản\nLÒ THỊ ĐÀO,1985,0912345678,ban me\nQuang Van Nam,1990,0987654321,Bản Mé\n",
    );
    let outcome = desk.run(["import", "person", &again, "--unit", COMMUNE]).done();
    assert_eq!(outcome["rows"], 2);
    expect(&figures(&desk, "person"), &[("people", 2), ("with_phone", 2), ("without_phone", 0)]);
}

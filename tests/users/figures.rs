//! A register that has no return yet: its figures are seen all the same, and each opens into its records.

use crate::support::{COMMUNE, Cell, Desk, List, OTHER_COMMUNE};

const REGISTER: &str = r#"
name = "kitchen"
version = 1
title = { vi = "Sổ bếp ăn", en = "Kitchens" }
source = "Công văn số 1"
kept_by = "commune"
keys = [["phone"]]

[[field]]
no = 1
name = "phone"
kind = "text"
required = true
shape = "phone"
visibility = "sensitive"
retention = "outbreak_plus_two_years"
label = { vi = "Số điện thoại", en = "Telephone" }

[[field]]
no = 2
name = "meals"
kind = "integer"
wanted = true
visibility = "unit"
retention = "outbreak_plus_two_years"
label = { vi = "Số suất", en = "Meals" }

[[indicator]]
name = "total"
title = { vi = "Tổng số bếp", en = "Kitchens" }

[[indicator]]
name = "cooked"
title = { vi = "Số suất ăn", en = "Meals cooked" }
where = "${meals} > 0"
sum = "${meals}"

[[indicator]]
name = "idle"
title = { vi = "Bếp nghỉ", en = "Idle kitchens" }
where = "${meals} = 0"
"#;

fn desk() -> Desk {
    let desk = Desk::district();
    let file = desk.put("bep.toml", REGISTER);
    desk.screen(["register", "accept", &file, "--unit", "125"]).well();
    for (unit, kitchens) in [(COMMUNE, &[120.0, 0.0, 30.0][..]), (OTHER_COMMUNE, &[45.0])] {
        let mut list = List::of(["Số điện thoại", "Số suất"]);
        for (n, meals) in kitchens.iter().enumerate() {
            list.push([Cell::from(format!("03{unit}{n:03}")), Cell::from(*meals)]);
        }
        let file = desk.put("bep.csv", list.csv());
        desk.run(["import", "kitchen", &file, "--unit", unit]).done();
    }
    desk
}

#[test]
fn figures_of_a_register_without_a_return_are_seen_for_unit_and_communes() {
    let desk = desk();
    let said = desk.run(["register", "figures", "kitchen", "--unit", "125"]).done();
    assert_eq!(said["records"], 4);
    let figures: Vec<(&str, i64, i64)> = said["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let number = |key: &str| one[key].as_i64().unwrap();
            (one["indicator"].as_str().unwrap(), number("value"), number("records"))
        })
        .collect();
    assert_eq!(figures, [("total", 4, 4), ("cooked", 195, 3), ("idle", 1, 1)]);
    let units = said["units"].as_array().unwrap();
    assert_eq!(units.len(), 22, "a commune without records stands there with zero");
    let of = |code: &str| units.iter().find(|unit| unit["unit"] == code).unwrap();
    assert_eq!(of(COMMUNE)["values"]["cooked"], 150);
    assert_eq!((&of(OTHER_COMMUNE)["records"], &of("04117")["records"]), (&1.into(), &0.into()));

    let page = desk.screen(["register", "figures", "kitchen", "--unit", COMMUNE]).well();
    insta::assert_snapshot!(page, @r"
    Sổ bếp ăn (kitchen)
    Thị trấn Hát Lót (04105) · số đang có trong sổ, chưa gửi · 3 dòng

      Chỉ tiêu     Số liệu  Số dòng  Mở ra (phaodai open …)
      Tổng số bếp        3        3  04105/2021-09-10/kitchen.total
      Số suất ăn       150        2  04105/2021-09-10/kitchen.cooked
      Bếp nghỉ           1        1  04105/2021-09-10/kitchen.idle
    ");
}

#[test]
fn a_figure_of_a_register_opens_into_its_records() {
    let desk = desk();
    let said = desk.run(["register", "figures", "kitchen", "--unit", "125"]).done();
    for figure in said["figures"].as_array().unwrap() {
        let opened = desk.run(["open", figure["figure"].as_str().unwrap()]).done();
        assert_eq!(opened["total"], figure["records"], "{figure}");
        assert_eq!(opened["value"], figure["value"], "{figure}");
        assert_eq!(opened["masked"], true);
    }
    let page = desk.screen(["open", "04105/2021-09-10/kitchen.idle"]).well();
    assert!(page.contains("Bếp nghỉ: 1 (số đang có trong sổ, chưa gửi)"), "{page}");
    assert!(page.contains("•••") && !page.contains("0304105001"), "{page}");
    desk.run(["open", "125/2021-09-10/kitchen.khong_co"]).refused(1, "indicator_unknown");
    desk.run(["open", "125/2021-09-10/kitchen.idle@v1"]).refused(1, "version_unknown");
    desk.run(["register", "figures", "khong_co", "--unit", "125"]).refused(1, "register_unknown");
}

//! A household's figures over its members: they follow when a member comes later, in another list.

use super::desk;
use crate::support::{COMMUNE, Cell, Desk, List, shown};

const HOUSEHOLDS: &str = "
| survey | | | | | |
| | type | name | label::Tiếng Việt (vi) | calculation | relevant |
| | text | ho_ten | Họ tên chủ hộ | | |
| | begin repeat | nguoi | Người | | |
| | text | ten | Tên người | | |
| | integer | tuoi | Tuổi | | |
| | calculate | tre | Là trẻ | if(${tuoi} < 16, 1, 0) | |
| | calculate | nha | Nhà có trẻ | if(${so_tre} > 0, 'có', 'không') | |
| | end repeat | | | | |
| | calculate | so_nguoi | Số người | count(${nguoi}) | |
| | calculate | so_tre | Số trẻ | sum(${tre}) | |
| | calculate | nguoi_lon | Người lớn | ${so_nguoi} - ${so_tre} | |
| settings | | | | | |
| | form_title | form_id | | | |
| | Sổ hộ | so_ho | | | |
| _register | | | | | |
| | repeat | keys | | | |
| | | ho_ten | | | |
| | nguoi | ten | | | |
| _indicators | | | | | |
| | name | title_vi | title_en | where | sum |
| | tre_em | Số trẻ em | Children | | ${so_tre} |
";

fn members(desk: &Desk, name: &str, rows: &[(&str, &str, f64)]) -> String {
    let head = List::of(["Thuộc dòng của: Sổ hộ", "Tên người", "Tuổi"]);
    let list = rows.iter().fold(head, |list, (house, who, age)| {
        list.row([(*house).into(), (*who).into(), Cell::Number(*age)])
    });
    desk.put(name, list.xlsx())
}

fn household(desk: &Desk, head: &str) -> [String; 3] {
    desk.run(["export", "so_ho", "--unit", COMMUNE, "-o", &desk.argument("ho-ra.xlsx")]).done();
    let rows = shown(&desk.path("ho-ra.xlsx"));
    let row = rows.iter().find(|row| row["Họ tên chủ hộ"] == head).unwrap();
    ["Số người", "Số trẻ", "Người lớn"].map(|title| row[title].clone())
}

#[test]
fn a_household_counts_the_members_that_come_later() {
    let desk = desk();
    desk.put("so-ho.md", HOUSEHOLDS);
    desk.run(["register", "import", &desk.argument("so-ho.md"), "--unit", "125"]).done();
    let heads = List::of(["Họ tên chủ hộ"]).row(["Lò Văn Ánh".into()]).row(["Cầm Thị Mây".into()]);
    let file = desk.put("ho.xlsx", heads.xlsx());
    desk.run(["import", "so_ho", &file, "--unit", COMMUNE]).done();
    assert_eq!(household(&desk, "Lò Văn Ánh"), ["0", "0", "0"]);

    let file = members(
        &desk,
        "1.xlsx",
        &[("Lò Văn Ánh", "Lò Thị Đào", 34.0), ("Lò Văn Ánh", "Lò Văn Tư", 9.0)],
    );
    desk.run(["import", "so_ho_nguoi", &file, "--unit", COMMUNE]).done();
    assert_eq!(household(&desk, "Lò Văn Ánh"), ["2", "1", "1"]);
    assert_eq!(household(&desk, "Cầm Thị Mây"), ["0", "0", "0"], "a household that nobody joined");

    // An age put right counts too, and what the members ask of their household follows in turn.
    let file = members(&desk, "2.xlsx", &[("Lò Văn Ánh", "Lò Văn Tư", 19.0)]);
    desk.run(["import", "so_ho_nguoi", &file, "--unit", COMMUNE]).done();
    assert_eq!(household(&desk, "Lò Văn Ánh"), ["2", "0", "2"]);
    desk.run(["export", "so_ho_nguoi", "--unit", COMMUNE, "-o", &desk.argument("ra.xlsx")]).done();
    let asked = shown(&desk.path("ra.xlsx"));
    assert!(asked.iter().all(|row| row["Nhà có trẻ"] == "không"), "{asked:?}");

    // The same list again changes nothing, and the tables follow from the ledger.
    let again = desk.run(["import", "so_ho_nguoi", &file, "--unit", COMMUNE]).done();
    assert_eq!(again["accepted"], 0);
    desk.run(["verify"]).done();
    desk.run(["rebuild", "--into", &desk.argument("again.db")]).done();
    assert_eq!(household(&desk, "Lò Văn Ánh"), ["2", "0", "2"]);
}

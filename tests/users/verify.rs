//! What whoever keeps the machine reads after `verify`: what was checked; of a breach what, where, and what to do.

use std::fs;

use crate::support::{COMMUNE, Cell, Desk, List};

fn desk() -> Desk {
    let desk = Desk::district();
    let list = List::of(["Họ và tên", "SĐT"]);
    let list = list.row(["Lò Thị Chỉ Có Một", "0300000000"].map(Cell::from));
    desk.import(&desk.put("ds.csv", list.csv()), COMMUNE).done();
    desk
}

#[test]
fn a_whole_node_says_what_was_checked() {
    let page = desk().screen(["verify"]).well();
    for part in ["bút toán", "chuỗi băm", "dòng dữ liệu", "chữ ký", "giống từng dòng", "nguyên vẹn"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    let quick = desk().screen(["verify", "--quick"]).well();
    assert!(quick.contains("KHÔNG kiểm (--quick)"), "{quick}");
}

#[test]
fn a_changed_letter_is_named_with_its_place_and_the_way_out() {
    let desk = desk();
    let path = desk.data().join("phaodai.db");
    let mut bytes = fs::read(&path).unwrap();
    let name = "Lò Thị Chỉ Có Một".as_bytes();
    let places: Vec<usize> =
        (0..bytes.len() - name.len()).filter(|at| bytes[*at..].starts_with(name)).collect();
    assert!(!places.is_empty(), "the name stands in the file");
    for at in places {
        bytes[at] = b'M';
    }
    fs::write(&path, bytes).unwrap();
    let ran = desk.screen(["verify"]);
    assert_eq!(ran.code, 1, "{ran:#?}");
    for part in [
        "HỎNG",
        "Cái gì: ",
        "không khớp mã băm trong chuỗi: đã bị sửa",
        "Ở đâu: bút toán thứ ",
        "của Thị trấn Hát Lót (04105)",
        "Làm tiếp:",
        "phaodai restore BAN-SAO-LUU.db --data phuc-hoi",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    let english = desk.screen(["verify", "--lang", "en"]);
    assert!(english.err.contains("is not the one that was hashed"), "{}", english.err);
    assert!(english.err.contains("phaodai restore BACKUP.db"), "{}", english.err);
}

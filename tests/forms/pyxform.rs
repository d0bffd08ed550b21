//! What we export, `pyxform` (the converter of ODK and Kobo) takes.

use std::process::Command;

use super::desk;

/// The interpreter that has `pyxform`: that of `PHAODAI_PYTHON`, or the usual one.
fn python() -> Option<String> {
    let named = std::env::var("PHAODAI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&named).args(["-c", "import pyxform"]).output();
    if there.is_ok_and(|ran| ran.status.success()) {
        return Some(named);
    }
    let said =
        "pyxform is not installed (pip install pyxform; PHAODAI_PYTHON names the interpreter)";
    assert!(std::env::var_os("PHAODAI_REQUIRE_ALL").is_none(), "{said}");
    println!("skipped: {said}");
    None
}

#[test]
fn exported_forms_are_converted_by_pyxform() {
    let Some(python) = python() else { return };
    let desk = desk();
    desk.run(["register", "import", &desk.argument("phieu.md"), "--unit", "125"]).done();
    for (register, expected) in [
        (
            "khai_bao_ho",
            vec!["<h:title>Phiếu khai báo hộ</h:title>", "ngay_sot", "khai_bao_ho_nguoi"],
        ),
        ("away_resident", vec!["phaodai:visibility=\"sensitive\"", "Sổ công dân ở ngoài tỉnh"]),
        ("return", vec!["<h:title>"]),
    ] {
        let (form, xml) = (format!("{register}.xlsx"), format!("{register}.xml"));
        desk.run(["register", "export", register, "-o", &desk.argument(&form)]).done();
        let ran = Command::new(&python)
            .args(["-m", "pyxform.xls2xform", "--skip_validate"])
            .args([desk.path(&form), desk.path(&xml)])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr) + String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success(), "{register}: {said}");
        let written = std::fs::read_to_string(desk.path(&xml)).unwrap_or_else(|_| panic!("{said}"));
        for text in expected {
            assert!(written.contains(text), "{register}: {text}");
        }
    }
}

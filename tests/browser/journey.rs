//! The morning at Mai Sơn in real Chromium, from the dispatch to the resident.

use super::Stage;

const DISPATCH: &str = "UBND HUYỆN MAI SƠN\n\nSố: 901/UBND-YT\nHỎA TỐC\n\nV/v rà soát người về từ vùng dịch\nMai Sơn, ngày 10 tháng 9 năm 2021\n\n\
    Kính gửi: Ủy ban nhân dân các xã, thị trấn.\n\nUBND huyện yêu cầu:\n\n\
    1. UBND các xã, thị trấn rà soát người về từ vùng dịch, chậm nhất vào ngày 15/9/2021.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nCầm Văn Thuận\n";

/// Somebody who is put on the lists of two communes.
const TWICE: [(&str, &str); 4] = [
    ("#f-full_name", "Lò Thị Hai Nơi"),
    ("#f-cccd", "014185001234"),
    ("#f-village", "Bản Mòng"),
    ("#f-destination", "Hà Nội"),
];

#[test]
fn a_morning_from_the_dispatch_to_the_resident() {
    let Some((stage, driver)) = Stage::set() else { return };
    let dispatch = stage.data().join("901.txt");
    std::fs::write(&dispatch, DISPATCH).unwrap();

    // The district's duty officer drops a dispatch, looks at what was read, and issues it.
    let officer = driver.window();
    officer.sign_in(&stage.main, "huyen.truc");
    officer.go(&format!("{}/directives/add", stage.main));
    officer.choose("#file", &dispatch);
    officer.click("main form button");
    officer.wait_for("#paper mark");
    officer.click("[data-mark=o1]");
    officer.wait_for("#paper mark.chosen");
    officer.press("Xác nhận tất cả");
    officer.wait_until_it_says("đã xác nhận");
    officer.press("Giao việc cho các đơn vị");
    officer.wait_until_it_says("22 đơn vị");
    officer.go(&format!("{}/board", stage.main));
    officer.wait_until_it_says("21/22");

    // The commune's clerk imports the list and makes the return out.
    let clerk = driver.window();
    clerk.sign_in(&stage.main, "xa.nhaplieu");
    clerk.wait_until_it_says("Chưa lập");
    clerk.go(&format!("{}/registers/away_resident/import", stage.main));
    let folder = stage.data().join("demo/danh-sach/chua-gui");
    let list = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    clerk.choose("#file", &list);
    clerk.click("main form button");
    clerk.wait_until_it_says("chưa ghi gì");
    clerk.press("Xem");
    clerk.wait_until_it_says("Cột nào là trường nào");
    clerk.press("Nhập");
    clerk.wait_until_it_says("đã nhận");
    clerk.go(&format!("{}/", stage.main));
    clerk.press("Mở báo cáo");
    clerk.press("Lập báo cáo từ sổ");
    clerk.wait_until_it_says("xem lại từng số rồi xác nhận");
    let address = clerk.path();

    // Two people confirm, each with a sign-in of their own; then it goes.
    for login in ["xa.bithu", "xa.chutich"] {
        let leader = driver.window();
        leader.sign_in(&stage.main, login);
        leader.go(&format!("{}{address}", stage.main));
        leader.press("Tôi xác nhận số liệu này");
        leader.wait_until_it_says("Đã xác nhận.");
    }
    clerk.go(&format!("{}{address}", stage.main));
    clerk.press("Gửi báo cáo");
    clerk.wait_until_it_says("Ban Chỉ đạo");

    // The district sees it arrive without touching the page.
    officer.wait_until_it_says("22/22");

    // It asks about a figure that does not agree; the commune explains; the leader accepts; the briefing prints.
    let other = "/registers/away_resident/new";
    officer.go(&format!("{}{other}", stage.main));
    for (field, value) in TWICE {
        officer.type_in(field, value);
    }
    officer.click("#record button");
    officer.wait_until_it_says("Đã ghi.");
    clerk.go(&format!("{}{other}", stage.main));
    for (field, value) in TWICE {
        clerk.type_in(field, value);
    }
    clerk.click("#record button");
    clerk.wait_until_it_says("Đã ghi.");
    officer.go(&format!("{}/discrepancies?show=all", stage.main));
    officer.press("Đối chiếu ngay");
    officer.wait_until_it_says("Đã đối chiếu.");
    officer.press("Xã Tà Hộc: Một người có trong sổ của hai đơn vị");
    officer.wait_until_it_says("Hai số");
    let thread = officer.path();
    officer.type_in("#say", "Người này đang ở đâu?");
    officer.press("Yêu cầu giải trình");
    officer.wait_until_it_says("Đã ghi.");
    let chair = driver.window();
    chair.sign_in(&stage.main, "xa.chutich");
    chair.go(&format!("{}{thread}", stage.main));
    chair.wait_until_it_says("Người này đang ở đâu?");
    chair.type_in("#say", "Đã chuyển hộ khẩu sang xã khác; xã sẽ rút tên.");
    chair.press("Giải trình");
    chair.wait_until_it_says("Đã ghi.");
    let leader = driver.window();
    leader.sign_in(&stage.main, "huyen.chutich");
    leader.go(&format!("{}{thread}", stage.main));
    leader.wait_until_it_says("xã sẽ rút tên");
    leader.press("Chấp nhận");
    leader.wait_until_it_says("Đã ghi.");
    drop(leader);
    officer.go(&format!("{}/briefing", stage.main));
    officer.wait_until_it_says("22/22");
    let paper = officer.print();
    assert!(paper.starts_with(b"%PDF") && paper.len() > 10_000, "{}", paper.len());

    // The chair of the commune accepts the new task.
    chair.go(&format!("{}/", stage.main));
    chair.press("Nhận việc mới");
    chair.press("Nhận tất cả việc chưa nhận");
    chair.wait_until_it_says("Số việc đã nhận");

    // A resident finds what applies without signing in.
    let resident = driver.window();
    resident.go(&format!("{}/", stage.public));
    resident.type_in("#q", "ta hoc");
    resident.click("main form button");
    resident.press("Xã Tà Hộc");
    resident.wait_until_it_says("Người từ tỉnh ngoài về phải khai báo");
}

#[test]
fn a_paste_from_a_spreadsheet_fills_the_grid_and_one_undo_empties_it() {
    let Some((stage, driver)) = Stage::set() else { return };
    let clerk = driver.window();
    clerk.sign_in(&stage.main, "xa.nhaplieu");
    clerk.go(&format!("{}/registers/away_resident/grid", stage.main));
    clerk.wait_for("#grid input");
    let paste = "const data = new DataTransfer(); data.setData('text', arguments[0]);
        document.querySelector('#grid input').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        return [...document.querySelectorAll('#grid input')].filter(one => one.value).length;";
    let text = "Lò Văn Dán\tBản Mòng\nLò Thị Dán\tBản Mòng\n";
    assert_eq!(clerk.script(paste, &[text.into()]), 4);
    let undo = "document.querySelector('#grid input').dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
        return [...document.querySelectorAll('#grid input')].filter(one => one.value).length;";
    assert_eq!(clerk.script(undo, &[]), 0);
    // Going back from a written form does not write it again.
    clerk.go(&format!("{}/registers/away_resident/new", stage.main));
    for (field, value) in [
        ("#f-full_name", "Lò Văn Trở Lại"),
        ("#f-village", "Bản Mòng"),
        ("#f-destination", "Hà Nội"),
    ] {
        clerk.type_in(field, value);
    }
    clerk.click("#record button");
    clerk.wait_until_it_says("Đã ghi.");
    clerk.back();
    clerk.wait_for("#record");
    clerk.go(&format!("{}/registers/away_resident?q=lo+van+tro+lai", stage.main));
    assert_eq!(clerk.text().matches("Lò Văn Trở Lại").count(), 1, "{}", clerk.text());
}

#[test]
fn a_form_shows_and_hides_while_it_is_filled_in_and_a_last_line_begets_another() {
    let Some((stage, driver)) = Stage::set() else { return };
    let clerk = driver.window();
    clerk.sign_in(&stage.main, "xa.nhaplieu");
    clerk.go(&format!("{}/registers/household/new", stage.main));
    let shown = "return document.querySelector('[data-field=food_days]').hidden === arguments[0]";
    let until = |script: &str, wanted: bool| {
        (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            clerk.script(script, &[wanted.into()]) == serde_json::Value::Bool(true)
        })
    };
    assert!(until(shown, true), "how long the food lasts does not matter yet");
    clerk.script(
        "const one = document.querySelector('#f-lacks_food'); one.value = 'yes';
         one.dispatchEvent(new Event('change', { bubbles: true }));",
        &[],
    );
    assert!(until(shown, false), "now it does");
    // What is wrong is said at its field, and only where somebody was.
    clerk.type_in("#f-members", "3");
    clerk.type_in("#f-children", "5");
    clerk.type_in("#f-note", "x");
    clerk.wait_for("#e-children");
    let faults = "return document.querySelectorAll('.field-fault').length";
    assert_eq!(clerk.script(faults, &[]), 1);
    // Whoever fills the last line of the people gets another.
    let lines = "return document.querySelectorAll('table[data-grid] tbody tr').length";
    let before = clerk.script(lines, &[]).as_u64().unwrap();
    clerk.type_in("[name='m.household_member.5.full_name']", "Lò Văn Năm");
    assert!(until(
        "return document.querySelectorAll('table[data-grid] tbody tr').length > 5",
        true
    ));
    assert_eq!(clerk.script(lines, &[]).as_u64(), Some(before + 1));
    clerk.wait_for("[name='m.household_member.6.full_name']");
}

#[test]
fn what_goes_wrong_at_a_form_loses_nothing_that_was_typed() {
    let Some((stage, driver)) = Stage::set() else { return };
    let (clerk, other) = (driver.window(), driver.window());
    clerk.sign_in(&stage.main, "xa.nhaplieu");
    other.sign_in(&stage.main, "xa.nhaplieu");
    let new = format!("{}/registers/away_resident/new", stage.main);
    let person = [
        ("#f-full_name", "Lò Văn Nhấn Đúp"),
        ("#f-village", "Bản Mòng"),
        ("#f-destination", "Hà Nội"),
    ];
    // A double click writes once.
    clerk.go(&new);
    person.iter().for_each(|(field, value)| clerk.type_in(field, value));
    clerk.script(
        "const form = document.querySelector('#record'); form.dataset.sent = '';
         form.submit(); form.submit();",
        &[],
    );
    clerk.wait_until_it_says("Lịch sử");
    let record = clerk.path();
    clerk.go(&format!("{}/registers/away_resident?q=lo+van+nhan+dup", stage.main));
    assert_eq!(clerk.text().matches("Lò Văn Nhấn Đúp").count(), 1);

    // Two people who change one record: the second sees both, and nothing is written over.
    clerk.go(&format!("{}{record}", stage.main));
    other.go(&format!("{}{record}", stage.main));
    for (window, place) in [(&clerk, "Hải Phòng"), (&other, "Bắc Ninh")] {
        window.type_in("#f-destination", place);
        window.type_in("#reason", "gia đình báo lại");
        window.click("#record .bar button");
    }
    clerk.wait_until_it_says("Đã ghi thay đổi.");
    other.wait_until_it_says("Người khác vừa sửa dòng này");
    assert!(other.text().contains("Hải Phòng") && other.text().contains("Bắc Ninh"));

    // A session that was ended in the middle of a form: after signing in again the form is there as it was typed.
    clerk.go(&new);
    clerk.type_in("#f-full_name", "Lò Văn Mất Phiên");
    clerk.type_in("#f-village", "Bản Mòng");
    other.go(&format!("{}/account", stage.main));
    other.press("Đăng xuất mọi nơi khác");
    other.wait_until_it_says("Đang đăng nhập ở");
    clerk.click("#record .bar button");
    clerk.wait_for("#password");
    clerk.type_in("#login", "xa.nhaplieu");
    clerk.type_in("#password", "pháo đài chạy thử");
    clerk.click("main form button");
    clerk.press("Gửi tiếp");
    clerk.wait_for("#f-full_name");
    let typed = "return document.querySelector('#f-full_name').value";
    assert_eq!(clerk.script(typed, &[]), "Lò Văn Mất Phiên");

    // A file that is no list, and one that is too large: said in words, and the page is there.
    let import = format!("{}/registers/away_resident/import", stage.main);
    let wrong = stage.data().join("anh.xlsx");
    std::fs::write(&wrong, b"\x89PNG\r\n no workbook").unwrap();
    clerk.go(&import);
    clerk.choose("#file", &wrong);
    clerk.click("main form button");
    clerk.wait_until_it_says("anh.xlsx");
    clerk.wait_for(".fault");
    let large = stage.data().join("lon.csv");
    std::fs::File::create(&large).unwrap().set_len(140 << 20).unwrap();
    clerk.go(&import);
    clerk.choose("#file", &large);
    clerk.click("main form button");
    clerk.wait_until_it_says("128 MB");
}

//! Nà Bó, May 2021, in real Chromium: from the first positive test at 20:05 on 17 May to the zone that is lifted at 00:00 on
//! 7 June. Dates, numbers of people and households, checkpoints and the number of the decision are those of the real event;
//! names are invented.

use std::fmt::Write;
use std::path::Path;

use domain::base::stamp;
use jiff::civil::date;
use node::people::accounts::Accounts;
use node::people::{self, NewOfficer};
use node::{Clock, Node, Options};
use serde_json::json;

use super::Stage;
use super::access::{audit, keep};
use super::driver::{Driver, Window};

const HOUSEHOLDS: usize = 22;
const PEOPLE: usize = 80;
/// Who was at the wedding with the case: the first of every household but its own, and of twelve households a second.
const GUESTS: usize = 33;

/// The health station of Nà Bó: an officer with an account.
fn station(data: &Path) {
    let clock = Clock::fixed(stamp(date(2021, 5, 17).at(7, 0, 0, 0)).unwrap());
    let node = Node::open(data, Options { clock, ..Options::default() }).unwrap();
    let tree = node::units::tree(&node).unwrap();
    let unit = tree.by_code("04136", date(2021, 5, 17)).unwrap().id;
    let officer =
        NewOfficer { full_name: "Lường Thị Trạm", post: "officer", unit, acting_for: None };
    let officer = people::add(&node, &officer, None).unwrap();
    let accounts = Accounts::of(&node);
    let account = accounts.add("nabo.yte", Some(officer), None).unwrap();
    accounts.set_password(account.id, "pháo đài chạy thử", false, None).unwrap();
    accounts.grant(account.id, "commune_clerk", unit, None).unwrap();
}

/// Name, household and year of birth of everybody in Mỏ Đồng: twenty-two households, eighty people.
fn people_of_the_hamlet() -> Vec<(String, usize, usize)> {
    const FAMILIES: [&str; 11] =
        ["Lò", "Hà", "Cầm", "Quàng", "Tòng", "Lường", "Vì", "Hoàng", "Cà", "Bạc", "Đèo"];
    const NAMES: [&str; 8] = ["Ánh", "Bình", "Chung", "Dung", "Hạnh", "Khoa", "Lan", "Minh"];
    (0..PEOPLE)
        .map(|at| {
            let home = at % HOUSEHOLDS;
            let generation = at / HOUSEHOLDS;
            let middle = if home < 11 { "Văn" } else { "Thị" };
            let name = format!(
                "{} {middle} {} {}",
                FAMILIES[home % 11],
                NAMES[generation],
                NAMES[home % 8]
            );
            (name, home, 1950 + generation * 20 + home % 10)
        })
        .collect()
}

fn head(home: usize) -> String {
    people_of_the_hamlet()[home].0.clone()
}

/// Signs in, unless the session of before still holds.
fn enter(window: &Window<'_>, site: &str, login: &str) {
    window.go(&format!("{site}/account"));
    let signed_in = window.script("return !!document.querySelector('nav.ways')", &[]);
    if signed_in != json!(true) {
        window.sign_in(site, login);
    }
}

/// Takes a list in as a clerk does: the file, the look at it, the columns, the result.
fn import(window: &Window<'_>, site: &str, data: &Path, register: &str, rows: usize, text: &str) {
    let file = data.join(format!("{register}-{rows}.csv"));
    std::fs::write(&file, text).unwrap();
    window.go(&format!("{site}/registers/{register}/import"));
    window.choose("#file", &file);
    window.click("main form button");
    window.wait_until_it_says("chưa ghi gì");
    window.press("Xem");
    window.wait_until_it_says("Cột nào là trường nào");
    window.press("Nhập");
    window.wait_until_it_says(&format!("{rows} đã nhận"));
}

/// Fills the fields of a record's form and sends it.
fn fill(window: &Window<'_>, address: &str, fields: &[(&str, &str)]) {
    window.go(address);
    window.wait_for("#record");
    for (name, value) in fields {
        // Set as a date picker would, whatever the browser's language.
        let set = "const field = document.querySelector('#f-' + arguments[0]) || document.querySelector('#' + arguments[0]); if (!field) return false;
            field.value = arguments[1]; field.dispatchEvent(new Event('input', {bubbles: true}));
            field.dispatchEvent(new Event('change', {bubbles: true})); return field.value === arguments[1];";
        assert_eq!(
            window.script(set, &[json!(name), json!(value)]),
            json!(true),
            "{name} = {value}"
        );
    }
    window.press("Ghi");
}

/// Every page of the night, as full as it gets, can be read by anybody on a laptop and on a telephone.
fn read_by_anybody(stage: &Stage, driver: &Driver, case: &str, zone: &str) {
    let mut faults = Vec::new();
    for (window, width) in [(driver.window(), 1280), (driver.phone(), 360)] {
        enter(&window, &stage.main, "nabo.yte");
        for (name, path) in [
            ("na-bo-ca", case),
            ("na-bo-goi", &format!("{case}/calls")),
            ("na-bo-hinh", "/cases/pictures"),
            ("na-bo-cac-ca", "/cases"),
            ("na-bo-theo-doi", "/follow-up"),
            ("na-bo-vung", zone),
            ("na-bo-cac-vung", "/zones"),
        ] {
            window.go(&format!("{}{path}", stage.main));
            window.wait_for("main h1");
            audit(&window, &format!("{name} at {width}"), &mut faults);
            keep(&window, name, width);
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_event_of_na_bo_from_the_first_case_to_the_lifted_zone() {
    let Some((mut stage, driver)) = Stage::at("2021-05-17T19:30", station) else { return };
    let data = stage.data();
    let hamlet = people_of_the_hamlet();

    // The health station has its lists: households, people.
    let clerk = driver.window();
    enter(&clerk, &stage.main, "nabo.yte");
    let site = stage.main.clone();
    let mut text = "Chủ hộ,Bản,Nhân khẩu,Nhu cầu\n".to_owned();
    for home in 0..HOUSEHOLDS {
        let members = hamlet.iter().filter(|(_, own, _)| *own == home).count();
        let needs = if home % 5 == 0 { "Lương thực" } else { "" };
        let _ = writeln!(text, "{},Mỏ Đồng,{members},{needs}", head(home));
    }
    import(&clerk, &site, &data, "household", HOUSEHOLDS, &text);
    let mut text = "Họ tên,Năm sinh,Bản,Số điện thoại,Hộ gia đình\n".to_owned();
    for (at, (name, home, year)) in hamlet.iter().enumerate() {
        // One in ten has no telephone.
        let phone = if at % 10 == 9 { String::new() } else { format!("09{:08}", 12_000_000 + at) };
        let _ = writeln!(text, "{name},{year},Mỏ Đồng,{phone},{}", head(*home));
    }
    import(&clerk, &site, &data, "person", PEOPLE, &text);

    // Somebody is suspected; at 20:05 the test comes back positive.
    let (case_name, _, case_year) = hamlet[0].clone();
    let year = case_year.to_string();
    fill(
        &clerk,
        &format!("{site}/registers/case/new"),
        &[
            ("full_name", &case_name),
            ("birth_year", &year),
            ("village", "Mỏ Đồng"),
            ("phone", "0912000000"),
            ("national_number", "BN4367"),
            ("state", "suspected"),
            ("onset", "2021-05-14"),
            ("sampled_on", "2021-05-16"),
        ],
    );
    clerk.wait_until_it_says("Đã ghi.");
    clerk.press("Truy vết ca này");
    clerk.wait_until_it_says("BN4367");
    let case = clerk.path();
    clerk.wait_until_it_says("Chưa có ai.");
    stage.later("2021-05-17T20:05");
    enter(&clerk, &stage.main, "nabo.yte");
    clerk.go(&format!("{}{case}", stage.main));
    clerk.press("Dương tính: ghi F0");
    // Those who live with the case are known from the lists.
    clerk.wait_until_it_says("3 người tiếp xúc được đề xuất");

    // Where it was: a wedding, with the list of who was there.
    let set =
        "for (const [css, value] of arguments[0]) { document.querySelector(css).value = value; }";
    let wedding = json!([
        ["#new_place", "Đám cưới Mỏ Đồng"],
        ["#place_kind", "worship"],
        ["#from", "2021-05-15T10:00"],
        ["#to", "2021-05-15T13:00"]
    ]);
    clerk.script(set, &[wedding]);
    clerk.press("Ghi lịch trình");
    clerk.wait_until_it_says("Đã ghi lịch trình");
    let mut text = "Người,Địa điểm,Từ lúc,Đến lúc,Biết qua\n".to_owned();
    let guests = hamlet.iter().filter(|(name, home, _)| *home != 0 && *name != case_name);
    for (name, _, _) in guests.take(GUESTS) {
        let _ = writeln!(text, "{name},Đám cưới Mỏ Đồng,15/5/2021 11:00,15/5/2021 14:00,Phỏng vấn");
    }
    import(&clerk, &stage.main.clone(), &data, "place_visit", GUESTS, &text);

    // One whom it met lives in another commune.
    clerk.go(&format!("{}{case}", stage.main));
    clerk.wait_until_it_says("Đám cưới Mỏ Đồng");
    let met = json!([
        ["#full_name", "Quàng Văn Khách"],
        ["#birth_year", "1988"],
        ["#phone", "0912345999"],
        ["#village", "Bản Mòng"],
        ["#kind", "meal"],
        ["#first", "2021-05-16T18:00"],
        ["#minutes", "40"],
        ["#distance", "1"]
    ]);
    clerk.script(set, &[met]);
    clerk.script("const lives = document.querySelector('#lives_at'); lives.value = [...lives.options].find(one => one.text.includes('Tà Hộc')).value;", &[]);
    clerk.press("Ghi người tiếp xúc");
    clerk.wait_until_it_says("đã vào danh sách đề xuất");

    // All are looked at and listed; each becomes a follow-up where the person is.
    clerk.press("Đưa tất cả vào danh sách (");
    clerk.wait_until_it_says("người đã vào danh sách");
    let told = clerk.text();
    assert!(told.contains("Người tiếp xúc 80"), "{told}");
    assert!(
        told.contains("Số điện thoại (") && told.contains("79 phiếu theo dõi chưa được nhận"),
        "{told}"
    );
    clerk.press("Tạm đóng, khử khuẩn");
    clerk.wait_until_it_says("Đã ghi tạm đóng.");
    clerk.press("Phiếu gọi (in)");
    clerk.wait_until_it_says("Phiếu gọi người tiếp xúc");
    let sheet = clerk.print();
    assert!(sheet.starts_with(b"%PDF") && sheet.len() > 10_000, "{}", sheet.len());

    // The other commune finds the person on its list, and nothing of the case.
    let neighbour = driver.window();
    enter(&neighbour, &stage.main, "xa.nhaplieu");
    neighbour.go(&format!("{}/follow-up", stage.main));
    neighbour.wait_until_it_says("Quàng Văn Khách");
    assert!(!neighbour.text().contains(&case_name));
    neighbour.press("Nhận tất cả phiếu mới (1)");
    neighbour.wait_until_it_says("1 phiếu đã nhận");
    neighbour.go(&format!("{}{case}", stage.main));
    neighbour.wait_until_it_says("Không có");

    // The zone: a decision, three checkpoints, the households inside and what they need.
    fill(
        &clerk,
        &format!("{}/registers/zone/new", stage.main),
        &[
            ("name", "Xóm Mỏ Đồng"),
            ("village", "Mỏ Đồng"),
            ("boundary", "từ cầu bản Bó Liếng đến ngã ba Tiểu khu 1"),
            ("decision", "921/QĐ-UBND"),
            ("decided_on", "2021-05-17"),
            ("from", "2021-05-17"),
            ("planned_until", "2021-06-06"),
            ("households", "22"),
            ("people", "80"),
        ],
    );
    clerk.wait_until_it_says("Đã ghi.");
    clerk.press("Trang vùng phong tỏa");
    let zone = clerk.path();
    for number in 1..=3 {
        fill(
            &clerk,
            &format!("{}/registers/checkpoint/new", stage.main),
            &[
                ("name", &format!("Chốt {number}")),
                ("zone", "Xóm Mỏ Đồng"),
                ("location", "đầu xóm"),
                ("staffed_by", "công an, dân quân"),
                ("people", "4"),
                ("from", "2021-05-17"),
            ],
        );
        clerk.wait_until_it_says("Đã ghi.");
    }
    let mut text = "Chủ hộ,Bản,Vùng phong tỏa\n".to_owned();
    for home in 0..HOUSEHOLDS {
        let _ = writeln!(text, "{},Mỏ Đồng,Xóm Mỏ Đồng", head(home));
    }
    import(&clerk, &stage.main.clone(), &data, "household", HOUSEHOLDS, &text);
    clerk.go(&format!("{}{zone}", stage.main));
    clerk.wait_until_it_says("22 hộ, 80 người");
    clerk.wait_until_it_says("Chốt kiểm soát 3");
    let told = clerk.text();
    assert!(told.contains("đang phong tỏa") && told.contains("chưa giúp"), "{told}");
    let resident = driver.window();
    resident.go(&format!("{}/?unit=04136", stage.public));
    resident.wait_until_it_says("Vùng phong tỏa: Xóm Mỏ Đồng");

    read_by_anybody(&stage, &driver, &case, &zone);

    // In the morning the last contact is reached, and the indicator stands: minutes from the result.
    stage.later("2021-05-18T06:35");
    for (window, login) in [(&clerk, "nabo.yte"), (&neighbour, "xa.nhaplieu")] {
        enter(window, &stage.main, login);
        window.go(&format!("{}/follow-up", stage.main));
        window.wait_for("table select");
        window.script("document.querySelectorAll('select[name^=\"seen.\"]').forEach(one => one.value = 'yes');
            document.querySelectorAll('select[name^=\"state.\"]').forEach(one => one.value = 'isolating');", &[]);
        window.press("Ghi theo dõi");
        window.wait_until_it_says("người đã ghi");
    }
    clerk.go(&format!("{}{case}", stage.main));
    clerk.wait_until_it_says("37/37 · người cuối cùng sau 630 phút");

    // Twenty days: everybody is seen each morning, until the quarantine of the F2 ends on 1 June, and the F1 after that.
    for (now, first, days, people) in [
        ("2021-06-01T08:00", date(2021, 5, 19), 14, 79),
        ("2021-06-06T08:00", date(2021, 6, 2), 5, 36),
    ] {
        stage.later(now);
        enter(&clerk, &stage.main, "nabo.yte");
        // What the night has ended is ended by the clock, soon after the server starts.
        let counted = format!("{people} phải theo dõi");
        for _ in 0..200 {
            clerk.go(&format!("{}/follow-up", stage.main));
            if clerk.text().contains(&counted) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
        for day in 0..days {
            let on = first.checked_add(jiff::ToSpan::days(day)).unwrap();
            clerk.go(&format!("{}/follow-up?day={on}", stage.main));
            clerk.wait_for("table select");
            clerk.script(
                "document.querySelectorAll('select[name^=\"seen.\"]').forEach(one => one.value = 'yes');
                 document.querySelectorAll('input[name^=\"temperature.\"]').forEach(one => one.value = '36,6');",
                &[],
            );
            clerk.press("Ghi theo dõi");
            clerk.wait_until_it_says(&format!("{people} người đã ghi"));
        }
    }
    clerk.go(&format!("{}/follow-up", stage.main));
    clerk.wait_until_it_says("20 ngày đã gặp");
    assert!(clerk.text().contains("36 đã gặp hôm nay"), "{}", clerk.text());

    // Twenty days without a case: the zone may be lifted, and is, at midnight.
    clerk.go(&format!("{}{zone}", stage.main));
    clerk.wait_until_it_says("đủ điều kiện xét dỡ bỏ");
    clerk.press("Kéo dài, dỡ bỏ, sửa");
    let edit = clerk.path();
    fill(
        &clerk,
        &format!("{}{edit}", stage.main),
        &[
            ("lifting_decision", "1012/QĐ-UBND"),
            ("lifted_from", "2021-06-07"),
            ("reason", "Đã 20 ngày không có ca mới"),
        ],
    );
    clerk.wait_until_it_says("Đã ghi thay đổi.");
    clerk.go(&format!("{}{zone}", stage.main));
    clerk.wait_until_it_says("dỡ bỏ từ 00:00 7/6/2021");
    assert!(clerk.text().contains("đang phong tỏa"), "until midnight it is in force");
    resident.go(&format!("{}/?unit=04136", stage.public));
    resident.wait_until_it_says("Vùng phong tỏa: Xóm Mỏ Đồng");
    stage.later("2021-06-07T00:01");
    enter(&clerk, &stage.main, "nabo.yte");
    clerk.go(&format!("{}{zone}", stage.main));
    clerk.wait_until_it_says("đã dỡ bỏ");
    assert_eq!(clerk.script("return document.querySelector('#since').innerText", &[]), json!("21"));
    resident.go(&format!("{}/?unit=04136", stage.public));
    resident.wait_until_it_says("Đang áp dụng");
    assert!(!resident.text().contains("Vùng phong tỏa"), "{}", resident.text());
}

//! The morning on the pages, form by form: what the browser journey does, without a browser.

use node::people::accounts::Accounts;

use super::{Browser, COMMUNE, PASSWORD, Web};

const RETURN: &str = "/returns/04165/2021-09-10/away_resident_daily";

/// The list of the commune that has not reported.
fn list(web: &Web) -> (String, Vec<u8>) {
    let folder = web.data().join("demo/danh-sach/chua-gui");
    let file =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).next().unwrap();
    (file.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&file).unwrap())
}

#[test]
fn a_commune_imports_its_list_fills_in_its_return_and_two_people_confirm_it() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    assert!(clerk.get("/").text().contains("Chưa lập"));
    let (name, content) = list(&web);
    let tried = clerk.upload(
        "/registers/away_resident/import",
        "/registers/away_resident/import",
        &[],
        ("file", &name, &content),
    );
    let tried = clerk.wait(tried.to());
    assert!(tried.body.contains("chưa ghi gì"), "{}", tried.text());
    let preview = tried
        .body
        .split("href=\"")
        .find(|part| part.starts_with("/registers/away_resident/import/"))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert!(
        clerk.get("/registers/away_resident").text().contains("Không có dòng nào"),
        "a trial writes nothing"
    );
    let looked = clerk.get(&preview).text();
    assert!(looked.contains("sẽ nhận") && looked.contains("Họ tên"), "{looked}");
    let done = clerk.fill(&preview, &preview, &[]).to().to_owned();
    assert!(clerk.wait(&done).text().contains("đã nhận"));

    let made = clerk.fill(RETURN, &format!("{RETURN}/prepare"), &[]);
    assert_eq!(made.to(), RETURN);
    assert!(!clerk.get(RETURN).body.contains("Tôi xác nhận"), "a clerk answers for nothing");
    for login in ["xa.bithu", "xa.chutich"] {
        let mut leader = web.signed_in(login);
        assert!(leader.get(RETURN).body.contains("Tôi xác nhận"), "{login}");
        leader.fill(RETURN, &format!("{RETURN}/attest"), &[("note", "")]).to();
    }
    let mut officer = web.signed_in("huyen.truc");
    assert!(officer.get("/").text().contains("21/22"));
    clerk.fill(RETURN, &format!("{RETURN}/submit"), &[]).to();
    let shown = clerk.get(RETURN).text();
    assert!(shown.contains("đúng giờ") && shown.contains("09:41"), "{shown}");
    assert!(officer.get("/board").text().contains("22/22"));
    assert!(officer.get("/").text().contains("22/22"));

    // A correction needs a reason, and says so without losing the page.
    let refused = clerk.fill(RETURN, &format!("{RETURN}/prepare"), &[("reason", "")]);
    assert_eq!((refused.status, refused.fault()), (422, Some("reason_missing")));
}

#[test]
fn figures_open_into_records_and_each_reading_is_on_the_log() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let page = officer.get("/figure?a=04117/2021-09-10/not_returned");
    assert!(page.text().contains("Số chưa về: 273"), "{}", page.text());
    let record = page
        .body
        .split("href=\"/registers/away_resident/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    // A list does not show what is opened one by one.
    assert!(page.body.contains("•••"));
    let before = web.node().reader().unwrap().readings_of(record.parse().unwrap()).unwrap().len();
    assert!(before >= 1);
    let form = officer.get(&format!("/registers/away_resident/{record}"));
    assert!(form.body.contains("•••") && !form.body.contains("type=\"tel\""));
    let opened = officer.fill(
        &format!("/registers/away_resident/{record}"),
        &format!("/registers/away_resident/{record}/open"),
        &[("field", "phone")],
    );
    assert_eq!(opened.status, 200, "{}", opened.body);
    let readings = web.node().reader().unwrap().readings_of(record.parse().unwrap()).unwrap();
    assert!(readings.len() > before && readings[0].purpose.contains("điện thoại"), "{readings:?}");
}

#[test]
fn two_people_who_change_one_record_both_see_what_the_other_wrote() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = [
        ("f.full_name", "Lò Thị Hai"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
        ("f.returned", "no"),
    ];
    let record = clerk
        .fill("/registers/away_resident/new", "/registers/away_resident/new", &new)
        .to()
        .to_owned();
    let mut other = web.signed_in("huyen.truc");
    let (mine, theirs) = (clerk.get(&record), other.get(&record));
    let change = |page: &super::Page, to: &str| {
        vec![
            ("csrf".to_owned(), page.hidden("csrf")),
            ("entry".to_owned(), page.hidden("entry")),
            ("f.destination".to_owned(), to.to_owned()),
            ("reason".to_owned(), "nhà báo lại".to_owned()),
        ]
    };
    let send = |browser: &mut Browser<'_>, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(&record, &fields)
    };
    send(&mut other, &change(&theirs, "Hải Phòng")).to();
    let refused = send(&mut clerk, &change(&mine, "Bắc Ninh"));
    assert_eq!((refused.status, refused.fault()), (422, Some("changed_meanwhile")));
    let text = refused.text();
    assert!(text.contains("Hải Phòng") && refused.body.contains("Bắc Ninh"), "{text}");
    // The page that shows both carries the newer entry: sent again it is written, and the ledger keeps both.
    send(&mut clerk, &change(&refused, "Bắc Ninh")).to();
    let history = clerk.get(&record).text();
    assert!(history.contains("Hải Phòng") && history.contains("Bắc Ninh"), "{history}");
}

#[test]
fn a_form_keeps_what_was_typed_and_says_what_is_wrong_at_the_field() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let page = clerk.fill(
        "/registers/away_resident/new",
        "/registers/away_resident/new",
        &[("f.full_name", ""), ("f.village", "Bản Đã Gõ"), ("f.expected_return", "mai")],
    );
    assert_eq!(page.status, 422);
    assert!(page.body.contains("value=\"Bản Đã Gõ\""));
    assert!(
        page.body.contains("id=\"e-full_name\"") && page.body.contains("id=\"e-expected_return\""),
        "{}",
        page.text()
    );
}

#[test]
fn the_district_drops_a_dispatch_corrects_it_issues_it_and_a_commune_acts() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let dispatch = "UBND HUYỆN MAI SƠN\n\nSố: 900/UBND-YT\nHỎA TỐC\n\nV/v rà soát\nMai Sơn, ngày 10 tháng 9 năm 2021\n\nKính gửi: Ủy ban nhân dân các xã, thị trấn.\n\nUBND huyện yêu cầu:\n\n1. UBND các xã, thị trấn rà soát người về từ vùng dịch, chậm nhất vào ngày 15/9/2021.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nCầm Văn Thuận\n";
    let page = officer.upload(
        "/directives/add",
        "/directives/add",
        &[],
        ("file", "900.txt", dispatch.as_bytes()),
    );
    let at = page.to().to_owned();
    let review = officer.get(&at);
    assert!(review.body.contains("<mark id=\"t-o1\""), "{}", review.body);
    let text = format!("{at}?view=text");
    officer.fill(&at, &format!("{at}/correct"), &[("do", "confirm_all")]).to();
    let missed = officer.fill(
        &text,
        &format!("{at}/correct"),
        &[("do", "add"), ("words", "Tổ chức trực 24/24"), ("to", "đơn vị không có")],
    );
    assert_eq!((missed.status, missed.fault()), (422, Some("assignee_unknown")));
    assert!(missed.body.contains("Tổ chức trực 24/24"), "what was typed stays");
    // The units that were read stand ticked in a list; one is taken out and comes back in.
    let choose = format!("{at}/units?order=o1");
    let list = officer.get(&choose);
    assert_eq!(list.body.matches(" checked").count(), 22, "{}", list.text());
    let ids: Vec<String> = list
        .body
        .split("name=\"unit\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let ticked: Vec<(&str, &str)> =
        ids.iter().skip(1).take(21).map(|id| ("unit", &id[..])).collect();
    officer.fill(&choose, &choose, &ticked).to();
    assert_eq!(officer.get(&choose).body.matches(" checked").count(), 21);
    let nobody = officer.fill(&choose, &choose, &[]);
    assert_eq!((nobody.status, nobody.fault()), (422, Some("assignee_unknown")));
    let stranger = domain::base::UnitId::derived("tỉnh khác").to_string();
    assert_eq!(officer.fill(&choose, &choose, &[("unit", &stranger)]).status, 404);
    let all: Vec<(&str, &str)> = ids.iter().take(22).map(|id| ("unit", &id[..])).collect();
    officer.fill(&choose, &choose, &all).to();
    officer
        .fill(
            &text,
            &format!("{at}/correct"),
            &[("do", "add"), ("words", "Tổ chức trực 24/24"), ("to", COMMUNE)],
        )
        .to();
    officer.fill(&at, &format!("{at}/issue"), &[]).to();
    assert!(officer.get(&at).text().contains("23 đã giao"), "{}", officer.get(&at).text());
    let report = officer.get(&format!("{at}/report"));
    assert!(report.bytes.starts_with(b"PK"));

    let mut chair = web.signed_in("xa.chutich");
    assert!(chair.get("/").text().contains("Nhận việc mới"));
    let tasks = chair.get("/tasks?show=unaccepted");
    let reference = tasks.body.split("/task?ref=2").nth(1).unwrap().split('"').next().unwrap();
    let task = format!("/task?ref=2{reference}");
    let named = format!("2{reference}");
    chair.fill(&task, "/task", &[("ref", &named), ("step", "accept")]).to();
    let done = chair.upload(
        &task,
        "/task",
        &[("ref", &named), ("step", "report"), ("say", "đã rà soát xong")],
        ("evidence", "kết quả.pdf", b"%PDF-1.4 ..."),
    );
    assert!(chair.get(done.to()).text().contains("kết quả.pdf"));
    chair.fill(&at, &format!("{at}/read"), &[("say", "tại giao ban xã")]).to();
    assert!(officer.get(&at).text().contains("Quán triệt 1/22"), "{}", officer.get(&at).text());
    let seen = officer.get(&task).text();
    assert!(seen.contains("Đã báo xong") && seen.contains("đã rà soát xong"), "{seen}");
}

/// An account of the chair of a commune, by the commune's name.
fn chair_of(web: &Web, unit: &str) -> String {
    let (tree, day) = (node::units::tree(web.node()).unwrap(), jiff::civil::date(2021, 9, 10));
    let officers = node::people::officers(web.node()).unwrap();
    let chair = officers
        .iter()
        .find(|one| {
            ["chair", "deputy_chair"].contains(&&one.post[..])
                && tree.get(one.unit).is_some_and(|found| found.full_name_on(day) == unit)
        })
        .unwrap_or_else(|| panic!("nobody heads {unit}"));
    let accounts = Accounts::of(web.node());
    let account = accounts.add("xa.khac", Some(chair.id), None).unwrap();
    accounts.set_password(account.id, PASSWORD, false, None).unwrap();
    accounts.grant(account.id, "commune_leader", chair.unit, None).unwrap();
    account.login
}

#[test]
fn a_discrepancy_is_asked_about_explained_and_judged_and_the_briefing_tells() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    // One person is put on the lists of two communes; the district compares.
    let commune = |code: &str| {
        let tree = node::units::tree(web.node()).unwrap();
        tree.called(code, jiff::civil::date(2021, 9, 10)).unwrap().id.to_string()
    };
    for code in [COMMUNE, "04117"] {
        let fields = [
            ("unit", &commune(code)[..]),
            ("f.full_name", "Lò Thị Hai Nơi"),
            ("f.cccd", "014185001234"),
            ("f.village", "Bản Mòng"),
            ("f.destination", "Hà Nội"),
            ("apart", "yes"),
        ];
        let new = "/registers/away_resident/new";
        assert_eq!(officer.fill(new, new, &fields).status, 303);
    }
    let known = officer.get("/discrepancies?show=all").body;
    officer.fill("/discrepancies", "/discrepancies/check?unit=125", &[]);
    let list = officer.get("/discrepancies?show=all").body;
    let all = list.split("/discrepancy?ref=").skip(1).map(|rest| rest.split('"').next().unwrap());
    let reference = all.map(str::to_owned).find(|one| !known.contains(one)).unwrap();
    let at = format!("/discrepancy?ref={reference}");
    let shown = officer.get(&at);
    assert!(shown.text().contains("Hai số") && !shown.body.contains(">Chấp nhận<"));
    let step = |browser: &mut Browser<'_>, what, words| {
        let page =
            browser.fill(&at, "/discrepancy", &[("ref", &reference), ("do", what), ("say", words)]);
        (page.status, page.fault().map(str::to_owned))
    };
    assert_eq!(step(&mut officer, "ask", "Vì sao hôm nay ít hơn hôm qua?").0, 303);
    assert_eq!(step(&mut officer, "accept", "được").0, 403);

    let unit = shown.body.split("<p><strong>").nth(1).unwrap().split('<').next().unwrap();
    let mut chair = web.signed_in(&chair_of(&web, unit));
    assert!(chair.get("/").text().contains("giải trình"), "{}", chair.get("/").text());
    assert!(chair.get(&at).text().contains("Vì sao hôm nay ít hơn hôm qua?"));
    let empty = step(&mut chair, "explain", "");
    assert_eq!((empty.0, empty.1.is_some()), (422, true), "an explanation says something");
    assert_eq!(step(&mut chair, "explain", "Hôm qua đếm hai lần bản Nà Bó; nay đã sửa.").0, 303);
    assert!(!chair.get(&at).body.contains(">Chấp nhận<"), "nobody judges the own words");

    let mut leader = web.signed_in("huyen.chutich");
    assert!(leader.get(&at).text().contains("đếm hai lần bản Nà Bó"));
    assert_eq!(step(&mut leader, "refuse", "Nêu rõ tên người bị đếm hai lần.").0, 303);
    assert_eq!(step(&mut chair, "explain", "Đã gửi kèm danh sách 3 người.").0, 303);
    assert_eq!(step(&mut leader, "accept", "Đồng ý.").0, 303);
    let thread = officer.get(&at).text();
    let said = ["Vì sao hôm nay", "bản Nà Bó", "Nêu rõ tên", "danh sách 3 người", "Đồng ý."];
    let places: Vec<usize> = said.iter().map(|one| thread.find(one).unwrap()).collect();
    assert!(places.is_sorted(), "{thread}");
    assert!(!officer.get("/discrepancies?show=unexplained").body.contains(&reference));
    let briefing = officer.get("/briefing");
    assert!(
        briefing.text().contains("21/22") && briefing.body.contains("<svg class=\"chart\""),
        "{}",
        briefing.text()
    );
    assert!(officer.get("/briefing/document").bytes.starts_with(b"PK"));
    let concluded = officer.fill(
        "/briefing",
        "/briefing/conclude?unit=125",
        &[("words", "1. UBND xã Tà Hộc báo cáo ngay trong ngày 10/9/2021.")],
    );
    assert!(officer.get(concluded.to()).text().contains("Tà Hộc"));
}

#[test]
fn an_export_carries_who_took_it_and_the_list_is_found_by_name_without_accents() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let list = officer.get("/registers/away_resident?q=leo+thi&unit=04105");
    assert_eq!(list.status, 200);
    let names = list.body.matches("Lèo Thị").count();
    assert!(names > 0, "{}", list.text());
    let next = officer.get("/registers/away_resident?unit=04105");
    let after = next
        .body
        .split("href=\"/registers/away_resident?")
        .find(|part| part.contains("after="))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&");
    let second = officer.get(&format!("/registers/away_resident?{after}"));
    assert_eq!(second.body.matches("<tr>").count(), next.body.matches("<tr>").count());
    assert_ne!(second.text(), next.text());
    let job = officer
        .fill(
            "/registers/away_resident?unit=04117",
            "/registers/away_resident/export?unit=04117",
            &[],
        )
        .to()
        .to_owned();
    let done = officer.wait(&job);
    assert!(done.text().contains("428"), "{}", done.text());
    let file = officer.get(&format!("{job}/file"));
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(file.bytes)).unwrap();
    let mut properties = String::new();
    std::io::Read::read_to_string(&mut book.by_name("docProps/core.xml").unwrap(), &mut properties)
        .unwrap();
    assert!(properties.contains("Xuất bởi"), "{properties}");
    assert_eq!(web.signed_in("xa.nhaplieu").get(&job).status, 404, "nobody else sees the work");
    assert_eq!(web.browser().sign_in("xa.nhaplieu", PASSWORD).status, 303);
}

//! Cases and their contacts on the screen: what follows from a positive test, who sees what of it, and the papers.

use domain::people::Roles;
use node::people::accounts::Accounts;

use super::briefing::words;
use super::{COMMUNE, Page, Web};

/// A case of the commune with somebody whom it met, and the path of its page.
fn with_case(web: &Web) -> String {
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = "/registers/case/new";
    let made = clerk.fill(
        new,
        new,
        &[
            ("f.full_name", "Lò Văn Ca"),
            ("f.birth_year", "1980"),
            ("f.village", "Bản Mòng"),
            ("f.phone", "0912345670"),
            ("f.state", "suspected"),
            ("f.onset", "2021-09-07"),
            ("f.sampled_on", "2021-09-09"),
        ],
    );
    assert_eq!(made.status, 303, "{}", made.text());
    let case = made.to().replace("/registers/case/", "/cases/");
    let page = clerk.fill(&case, &format!("{case}/state"), &[("state", "confirmed")]);
    assert_eq!(page.status, 303, "{}", page.text());
    let met = met(&mut clerk, &case, "Hà Thị Gặp", "2021-09-08T10:00");
    assert_eq!(met.status, 303, "{}", met.text());
    case
}

fn met(clerk: &mut super::Browser<'_>, case: &str, name: &str, first: &str) -> Page {
    let fields = [
        ("full_name", name),
        ("birth_year", "1985"),
        ("phone", "0912345671"),
        ("village", "Bản Mòng"),
        ("kind", "meal"),
        ("first", first),
        ("minutes", "45"),
        ("distance", "1"),
    ];
    clerk.fill(case, &format!("{case}/met"), &fields)
}

#[test]
fn a_contact_within_the_window_is_proposed_and_one_before_it_is_not() {
    let web = Web::new();
    let case = with_case(&web);
    let mut clerk = web.signed_in("xa.nhaplieu");
    let page = clerk.get(&case);
    let text = page.text();
    assert!(text.contains("Hà Thị Gặp") && text.contains("máy đề xuất"), "{text}");
    assert!(text.contains("4/9/2021 – 11/9/2021 00:00 (theo ngày khởi phát)"), "{text}");
    assert!(text.contains("3638/QĐ-BYT, từ 30/07/2021"), "{text}");
    // The first day of the window is 4 September.
    met(&mut clerk, &case, "Lường Văn Sớm", "2021-09-03T10:00");
    let text = clerk.get(&case).text();
    assert!(text.contains("không phải là tiếp xúc") && !text.contains("Lường Văn Sớm"), "{text}");
    // A contact that cannot be: told, and the person is not left behind.
    let before = clerk.get("/registers/person").text().matches("Hà Thị Nửa").count();
    let fields = [
        ("full_name", "Hà Thị Nửa"),
        ("kind", "meal"),
        ("first", "2021-09-08T10:00"),
        ("last", "2021-09-08T09:00"),
    ];
    let refused = clerk.fill(&case, &format!("{case}/met"), &fields);
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("không trước lần đầu"), "{}", refused.text());
    assert_eq!(clerk.get("/registers/person").text().matches("Hà Thị Nửa").count(), before);
}

#[test]
fn the_list_is_taken_over_where_people_are_and_a_positive_contact_is_a_case_in_one_press() {
    let web = Web::new();
    let case = with_case(&web);
    let mut clerk = web.signed_in("xa.nhaplieu");
    let listed = clerk.fill(&case, &format!("{case}/list"), &[("all", "yes")]);
    assert_eq!(listed.status, 303, "{}", listed.text());
    let follow = clerk.get("/follow-up").text();
    assert!(follow.contains("Hà Thị Gặp") && follow.contains("mới chuyển đến"), "{follow}");
    clerk.fill("/follow-up", "/follow-up/acknowledge", &[("unit", COMMUNE)]);
    // The first screen says whom somebody has to find.
    assert!(clerk.get("/").text().contains("Người phải gặp, phải gọi"));
    let page = clerk.get(&case);
    assert!(page.text().contains("đã nhận"), "{}", page.text());
    let contact = page.hidden("contact");
    // Whoever is struck off needs a reason.
    let struck =
        clerk.fill(&case, &format!("{case}/strike"), &[("contact", &contact), ("why", " ")]);
    assert_eq!(struck.status, 422, "{}", struck.text());
    let positive = [("contact", contact.as_str()), ("result", "positive")];
    let made = clerk.fill(&case, &format!("{case}/result"), &positive);
    let second = made.to().to_owned();
    assert!(second.starts_with("/cases/") && second != case, "{second}");
    let text = clerk.get(&case).text();
    assert!(text.contains("thành F0") && text.contains("Cùng chùm ca bệnh"), "{text}");
    let text = clerk.get(&second).text();
    assert!(text.contains("Lây từ") && text.contains("CA-04165-001"), "{text}");
    let list = clerk.get("/cases").text();
    assert!(list.contains("CA-04165-002"), "{list}");
    let pictures = clerk.get("/cases/pictures");
    assert!(pictures.body.matches("class=\"m f0\"").count() == 2, "both stand in the chain");
}

fn district(web: &Web) -> domain::base::UnitId {
    let tree = node::units::tree(web.node()).unwrap();
    tree.called("125", jiff::civil::date(2021, 9, 10)).unwrap().id
}

/// Somebody of the province, who reads lists and opens nothing.
fn province(web: &Web) -> super::Browser<'_> {
    let accounts = Accounts::of(web.node());
    assert!(Roles::built_in().all().iter().any(|role| role.name == "province"));
    let account = accounts.add("tinh.xem", None, None).unwrap();
    accounts.set_password(account.id, super::PASSWORD, false, None).unwrap();
    accounts.grant(account.id, "province", district(web), None).unwrap();
    web.signed_in("tinh.xem")
}

#[test]
fn telephones_and_reasons_are_for_those_who_may_open_them_and_each_look_is_written_down() {
    let web = Web::new();
    let case = with_case(&web);
    let mut clerk = web.signed_in("xa.nhaplieu");
    let seen = clerk.get(&case).text();
    assert!(seen.contains("0912345671") && seen.contains("Hà Thị Gặp gặp Lò Văn Ca"), "{seen}");
    let page = clerk.get(&case).body;
    let link = page.split("/registers/traced_contact/").nth(1).unwrap().split('"').next().unwrap();
    let contact: domain::base::RecordId = link.parse().unwrap();
    let readings = || web.node().reader().unwrap().readings_of(contact).unwrap().len();
    let before = readings();
    assert!(before > 0, "the look is in the read log");
    clerk.get(&format!("{case}/calls"));
    assert_eq!(readings(), before + 1);
    // The province reads the list and opens nothing.
    let mut province = province(&web);
    let masked = province.get(&case);
    assert_eq!(masked.status, 200);
    assert!(!masked.body.contains("0912345671") && !masked.body.contains("gặp Lò Văn Ca"));
    assert!(masked.body.contains("•••") && !masked.body.contains("/strike"));
    let sheet = province.get(&format!("{case}/calls"));
    assert!(!sheet.body.contains("0912345671") && sheet.text().contains("không được mở"));
    // Nor does the record's own page show what only the program writes and what is masked.
    let link =
        masked.body.split("/registers/traced_contact/").nth(1).unwrap().split('"').next().unwrap();
    let record = province.get(&format!("/registers/traced_contact/{link}"));
    assert!(record.status == 200 && !record.body.contains("0912345671"), "{}", record.text());
    assert!(!record.body.contains("gặp Lò Văn Ca"), "{}", record.text());
    let (accounts, district) = (Accounts::of(web.node()), district(&web));
    let oversight = accounts.add("mat.tran", None, None).unwrap();
    accounts.set_password(oversight.id, super::PASSWORD, false, None).unwrap();
    accounts.grant(oversight.id, "hotline_operator", district, None).unwrap();
    let mut operator = web.signed_in("mat.tran");
    assert_eq!(operator.get(&case).status, 404);
    assert!(!operator.get("/cases").body.contains("Lò Văn Ca"));
    assert_eq!(operator.get("/follow-up").status, 404);
}

#[test]
fn papers_are_word_files_that_say_what_the_pages_say() {
    let web = Web::new();
    let case = with_case(&web);
    let mut clerk = web.signed_in("xa.nhaplieu");
    let list = words(&clerk.get(&format!("{case}/contacts.docx")).bytes);
    assert!(
        list.contains("DANH SÁCH") && list.contains("Hà Thị Gặp") && list.contains("0912345671"),
        "{list}"
    );
    let zone = "/registers/zone/new";
    let fields = [
        ("f.name", "Bản Mòng"),
        ("f.village", "Bản Mòng"),
        ("f.decision", "15/QĐ-UBND"),
        ("f.decided_on", "2021-09-09"),
        ("f.from", "2021-09-10"),
        ("f.households", "22"),
        ("f.people", "80"),
    ];
    let made = clerk.fill(zone, zone, &fields);
    let zone = made.to().replace("/registers/zone/", "/zones/");
    let paper = words(&clerk.get(&format!("{zone}/decision.docx")).bytes);
    assert!(
        paper.contains("gồm 22 hộ, 80 nhân khẩu") && paper.contains("từ 00 giờ 00 ngày 10/9/2021"),
        "{paper}"
    );
    let paper = words(&clerk.get(&format!("{zone}/lifting.docx")).bytes);
    assert!(
        paper.contains("15/QĐ-UBND ngày 9/9/2021") && paper.contains("ngày ......../"),
        "{paper}"
    );
    assert!(clerk.get(&zone).text().contains("đang phong tỏa"));
    let stay = "/registers/quarantine_stay/new";
    let fields = [
        ("f.full_name", "Hà Thị Gặp"),
        ("f.birth_year", "1985"),
        ("f.reason", "f1"),
        ("f.form", "home"),
        ("f.last_exposure", "2021-09-08"),
        ("f.from", "2021-09-10"),
    ];
    let made = clerk.fill(stay, stay, &fields);
    let record = made.to().replace("/registers/quarantine_stay/", "");
    let paper = words(&clerk.get(&format!("/stays/{record}/decision.docx")).bytes);
    assert!(
        paper.contains("tại nhà đối với ông (bà) Hà Thị Gặp")
            && paper.contains("đến hết ngày 22/9/2021"),
        "{paper}"
    );
    assert!(paper.contains("5599/BYT-MT") && paper.contains("đến hết ngày 6/10/2021"), "{paper}");
    // What the program wrote is not changed by whoever sends it.
    let page = format!("/registers/quarantine_stay/{record}");
    let entry = clerk.get(&page).hidden("entry");
    let forged = [("f.until", "2021-09-11"), ("f.note", "x"), ("reason", "thử"), ("entry", &entry)];
    clerk.fill(&page, &page, &forged);
    assert!(
        clerk.get(&page).text().contains("22/9/2021")
            || clerk.get(&page).body.contains("22/09/2021")
    );
    assert!(!clerk.get(&page).body.contains("11/09/2021"));
}

#[test]
fn a_district_s_decision_on_distancing_is_on_the_public_page_until_it_ends() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let tree = node::units::tree(web.node()).unwrap();
    let day = jiff::civil::date(2021, 9, 10);
    let commune = tree.called(COMMUNE, day).unwrap().id.to_string();
    let new = "/registers/measure/new";
    let measure = |from: &'static str, until: &'static str, regime: &'static str| {
        [
            ("f.area", commune.clone()),
            ("f.regime", regime.to_owned()),
            ("f.overrides", "Tụ tập không quá 5 người".to_owned()),
            ("f.from", from.to_owned()),
            ("f.until", until.to_owned()),
            ("f.decision", "12/QĐ-UBND".to_owned()),
        ]
    };
    for fields in [
        measure("2021-09-01T00:00", "2021-09-10T00:00", "ct16"),
        measure("2021-09-10T00:00", "2021-09-24T00:00", "ct15"),
    ] {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let made = officer.fill(new, new, &fields);
        assert_eq!(made.status, 303, "{}", made.text());
    }
    let page = web.public(&format!("/?unit={COMMUNE}")).text();
    assert!(page.contains("Chỉ thị 15") && page.contains("Tụ tập không quá 5 người"), "{page}");
    assert!(
        page.contains("Không hội họp, sự kiện quá 20 người") && !page.contains("Chỉ thị 16"),
        "{page}"
    );
    assert!(officer.get("/zones").text().contains("Chỉ thị 15"));
}

/// What a page says, with one blank between the words.
fn in_a_row(page: &Page) -> String {
    page.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn checks_and_what_came_of_them_stand_beside_the_measures() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = "/registers/compliance_check/new";
    let check = |clerk: &mut super::Browser<'_>, more: &[(&str, &str)]| {
        let fields = [&[("f.checked_on", "2021-09-10"), ("f.place", "chợ xã")], more].concat();
        clerk.fill(new, new, &fields)
    };
    assert_eq!(check(&mut clerk, &[("f.result", "kept")]).status, 303);
    let fined = [
        ("f.result", "fined"),
        ("f.violation", "gathering"),
        ("f.offender", "quán Hoa"),
        ("f.fine", "5000000"),
    ];
    let made = check(&mut clerk, &fined);
    assert_eq!(made.status, 303, "{}", made.text());
    let too_much = check(&mut clerk, &[("f.result", "fined"), ("f.fine", "300000000")]);
    assert_eq!(too_much.status, 422, "{}", too_much.text());
    assert!(too_much.text().contains("không quá 200 triệu"), "{}", too_much.text());
    let text = in_a_row(&clerk.get("/zones"));
    assert!(text.contains("Xã Tà Hộc 2 1 1 5.000.000"), "{text}");
    // The district sees its communes and their sum; nobody's name stands there.
    let mut district = web.signed_in("huyen.truc");
    let text = in_a_row(&district.get("/zones"));
    assert!(text.contains("Xã Mường Chanh 2 1 1 2.000.000"), "{text}");
    assert!(text.contains("Tất cả 4 2 2 7.000.000"), "{text}");
    assert!(!text.contains("quán Hoa"), "{text}");
}

#[test]
fn residents_see_where_they_get_care() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = "/registers/service_point/new";
    let fields = [
        ("f.name", "Trạm y tế lưu động số 2"),
        ("f.kind", "mobile_station"),
        ("f.serves", "Bản Pù, Bản Mòng"),
        ("f.hours", "7:00–17:00"),
        ("f.phone", "0912345699"),
        ("f.until", "2021-09-30"),
    ];
    assert_eq!(clerk.fill(new, new, &fields).status, 303);
    let text = in_a_row(&clerk.get("/care"));
    assert!(text.contains("Trạm y tế lưu động số 2") && text.contains("30/9/2021"), "{text}");
    let page = in_a_row(&web.public("/?unit=04165"));
    assert!(
        page.contains("Điểm y tế gần nhà") && page.contains("phục vụ Bản Pù, Bản Mòng"),
        "{page}"
    );
    let elsewhere = in_a_row(&web.public("/?unit=04136"));
    assert!(!elsewhere.contains("Trạm y tế lưu động số 2"), "{elsewhere}");
    // The district sees which hamlet of the demonstration has nobody.
    let mut district = web.signed_in("huyen.truc");
    let text = in_a_row(&district.get("/care"));
    assert!(
        text.contains("Xã Mường Chanh : Bản Xum") || text.contains("Xã Mường Chanh: Bản Xum"),
        "{text}"
    );
}

#[test]
fn who_is_short_of_breath_stands_on_the_first_screen() {
    let web = Web::new();
    let case = with_case(&web);
    let mut clerk = web.signed_in("xa.nhaplieu");
    clerk.fill(&case, &format!("{case}/list"), &[("all", "yes")]);
    assert!(!clerk.get("/").text().contains("có dấu hiệu nặng"));
    let body = clerk.get("/follow-up").body;
    let id = body.split("name=\"spo2.").nth(1).unwrap().split('"').next().unwrap();
    let noted = |clerk: &mut super::Browser<'_>, percent: &str| {
        let (seen, spo2) = (format!("seen.{id}"), format!("spo2.{id}"));
        let fields = [("day", "2021-09-10"), ("unit", COMMUNE), (&seen, "yes"), (&spo2, percent)];
        let done = clerk.fill("/follow-up", "/follow-up/day", &fields);
        assert_eq!(done.status, 303, "{}", done.text());
        in_a_row(&clerk.get("/follow-up"))
    };
    let text = noted(&mut clerk, "95");
    assert!(text.contains("đã gặp, bình thường") && text.contains("0 dấu hiệu nặng"), "{text}");
    let text = noted(&mut clerk, "94");
    assert!(text.contains("dấu hiệu nặng: gọi cấp cứu"), "{text}");
    assert!(text.contains("1 dấu hiệu nặng"), "{text}");
    let today = in_a_row(&clerk.get("/"));
    assert!(today.contains("Hôm nay có dấu hiệu nặng"), "{today}");
    // How somebody is stands there for those alone who may open it.
    let mut province = province(&web);
    let page = province.get(&format!("/follow-up?unit={COMMUNE}&day=2021-09-10"));
    let text = in_a_row(&page);
    assert!(page.status == 200 && text.contains("Hà Thị Gặp") && text.contains("đã gặp"), "{text}");
    assert!(!text.contains("gọi cấp cứu"), "{text}");
}

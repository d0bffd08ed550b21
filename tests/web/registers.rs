//! Lists and their forms: what a form says while it is filled in, masked fields, registers that a directive asks for.

use super::Web;

/// The form of a record with its guard, sent to where a form is looked at.
fn guide(
    browser: &mut super::Browser<'_>,
    page: &str,
    fields: &[(&str, &str)],
) -> serde_json::Value {
    let form = browser.get(page);
    let at = form.body.split("data-check=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let csrf = form.hidden("csrf");
    let said = browser.post(&at, &[&[("csrf", csrf.as_str())][..], fields].concat());
    assert_eq!(said.status, 200, "{}", said.body);
    serde_json::from_str(&said.body).unwrap()
}

#[test]
fn a_form_says_while_it_is_filled_in_what_matters_and_what_is_wrong() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = "/registers/household/new";
    let hidden = |said: &serde_json::Value| said["hidden"].to_string();
    // How long the food lasts matters where food is lacking.
    let said = guide(&mut clerk, new, &[("f.lacks_food", "no")]);
    assert!(hidden(&said).contains("food_days"), "{said}");
    assert!(said["faults"]["head"].is_string(), "what is missing is known: {said}");
    let said = guide(
        &mut clerk,
        new,
        &[
            ("f.lacks_food", "yes"),
            ("f.head", "Lò Văn Chủ"),
            ("f.members", "3"),
            ("f.children", "5"),
        ],
    );
    assert!(!hidden(&said).contains("food_days"), "{said}");
    let children = said["faults"]["children"].as_str().unwrap();
    assert!(children.contains("không nhiều hơn số nhân khẩu"), "{said}");
    assert!(said["faults"].get("head").is_none(), "{said}");
    // Nothing was written, and nobody who may not write asks.
    assert!(!clerk.get("/registers/household").body.contains("Lò Văn Chủ"));
    let mut leader = web.signed_in("xa.chutich");
    let csrf = leader.get("/registers").hidden("csrf");
    assert_eq!(leader.post("/registers/household/check", &[("csrf", &csrf)]).status, 403);
}

#[test]
fn a_masked_field_that_was_opened_can_be_emptied_and_what_was_typed_stays() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = "/registers/away_resident/new";
    let fields = [
        ("f.full_name", "Lò Văn Mở"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
        ("f.phone", "0912 345 678"),
    ];
    let made = clerk.fill(new, new, &fields);
    let at = made.to().to_owned();
    assert!(!clerk.get(&at).body.contains("0912"));
    let opened =
        clerk.fill(&at, &format!("{at}/open"), &[("field", "phone"), ("f.village", "Bản Đang Gõ")]);
    assert!(opened.body.contains("0912345678") && opened.body.contains("Bản Đang Gõ"));
    assert_eq!(opened.hidden("opened.phone"), "yes");
    let emptied = [("f.phone", ""), ("opened.phone", "yes"), ("reason", "số sai")];
    let entry = clerk.get(&at).hidden("entry");
    let changed = clerk.fill(&at, &at, &[&emptied[..], &[("entry", &entry)]].concat());
    assert_eq!(changed.status, 303, "{}", changed.text());
    let shown = clerk.get(&at);
    assert!(!shown.body.contains("•••</span>") || !shown.body.contains("opened.phone"));
    let field = shown.body.split("data-field=\"phone\"").nth(1).unwrap();
    assert!(field.split("</div>").next().unwrap().contains("value=\"\""), "it is empty now");
}

#[test]
fn a_register_that_a_directive_asks_for_is_looked_at_corrected_and_accepted_on_the_screen() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let dispatch = "UBND HUYỆN MAI SƠN\n\nSố: 903/UBND-YT\n\nV/v lập danh sách lái xe đường dài\nMai Sơn, ngày 10 tháng 9 năm 2021\n\n\
        Kính gửi: Ủy ban nhân dân các xã, thị trấn.\n\nUBND huyện yêu cầu:\n\n\
        1. UBND các xã, thị trấn lập danh sách lái xe đường dài (họ tên, số điện thoại, biển số xe, ngày xuất bến, đã xét nghiệm; số đã xét nghiệm, số chưa xét nghiệm), chậm nhất vào ngày 15/9/2021.\n\n\
        Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nCầm Văn Thuận\n";
    let add = "/directives/add";
    let page = officer.upload(add, add, &[], ("file", "903.txt", dispatch.as_bytes()));
    let at = page.to().to_owned();
    let ask = format!("{at}/register");
    assert!(officer.get(&at).body.contains(&ask), "the way to it stands beside the text");
    let proposed = officer.get(&ask);
    let text = proposed.text();
    assert!(proposed.body.contains("value=\"Biển số xe\""), "{}", proposed.body);
    assert!(text.contains("Số đếm được từ sổ"), "{text}");
    let kept: Vec<String> = proposed
        .body
        .split("name=\"keep.")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert!(kept.len() >= 5, "{kept:?}");
    // A name that is no name is told, and what was typed stays.
    let fields: Vec<(String, &str)> =
        kept.iter().map(|name| (format!("keep.{name}"), "yes")).collect();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, yes)| (name.as_str(), *yes)).collect();
    let wrong = [&fields[..], &[("name", "Lái Xe"), ("title", "Lái xe đường dài")]].concat();
    let refused = officer.fill(&ask, &ask, &wrong);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Lái xe đường dài") && refused.fault().is_some());
    let label = format!("label.{}", kept[0]);
    let right = [
        &fields[..],
        &[("name", "lai_xe"), ("title", "Lái xe đường dài"), (&label, "Họ tên lái xe")],
    ];
    let accepted = officer.fill(&ask, &ask, &right.concat());
    assert_eq!(accepted.to(), "/registers/lai_xe");
    assert!(officer.get("/registers").text().contains("Lái xe đường dài"));
    // The clerk of a commune writes into it at once.
    let mut clerk = web.signed_in("xa.nhaplieu");
    let form = clerk.get("/registers/lai_xe/new");
    assert!(form.status == 200 && form.text().contains("Họ tên lái xe"), "{}", form.text());
    // It is not made twice, and a commune's clerk makes none.
    assert_eq!(officer.fill(&ask, &ask, &right.concat()).status, 422);
    assert_eq!(clerk.get(&ask).status, 403);
}

#[test]
fn a_household_and_its_people_are_one_form_and_all_of_it_is_written_or_nothing() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let new = "/registers/household/new";
    let head = [("f.head", "Lò Văn Chủ"), ("f.village", "Bản Mòng"), ("f.members", "3")];
    let person = |number: usize, name: &'static str, born: &'static str| {
        let at = |field: &str| format!("m.household_member.{number}.{field}");
        [
            (at("full_name"), name),
            (at("birth_year"), born),
            (at("relation"), "Con"),
            (at("health"), "Bình thường"),
        ]
    };
    let send = |clerk: &mut super::Browser<'_>,
                page: &str,
                head: &[(&str, &str)],
                people: &[[(String, &'static str); 4]]| {
        let people = people.iter().flatten().map(|(name, value)| (name.as_str(), *value));
        let fields: Vec<(&str, &str)> = head.iter().copied().chain(people).collect();
        clerk.fill(page, page, &fields)
    };
    // One year of birth is wrong: nothing is written, all that was typed stays, and the row says why.
    let entries = |web: &Web| web.node().reader().unwrap().last_entry().unwrap();
    let before = entries(&web);
    let refused = send(
        &mut clerk,
        new,
        &head,
        &[person(1, "Lò Thị Con", "2015"), person(4, "Lò Văn Em", "hai nghìn")],
    );
    assert_eq!(refused.status, 422);
    assert_eq!(entries(&web), before);
    assert!(refused.body.contains("Lò Văn Em") && refused.body.contains("Lò Thị Con"));
    assert!(
        refused.body.contains("field-fault") && refused.text().contains("Năm sinh:"),
        "{}",
        refused.text()
    );
    let made = send(
        &mut clerk,
        new,
        &head,
        &[person(1, "Lò Thị Con", "2015"), person(4, "Lò Văn Em", "2018")],
    );
    let at = made.to().to_owned();
    assert_eq!(entries(&web), before + 1, "one entry for the household and its people");
    let shown = clerk.get(&at);
    assert!(
        shown.text().contains("Lò Thị Con · 2015") && shown.text().contains("Lò Văn Em · 2018")
    );
    // Somebody who comes later is added where the household stands; the household itself does not change.
    let entry = shown.hidden("entry");
    send(&mut clerk, &at, &[("entry", &entry)], &[person(1, "Lò Thị Út", "2021")]).to();
    assert!(clerk.get(&at).text().contains("Lò Thị Út"));
    // The list of people names the household by its head as well as by its id.
    let list = "/registers/household_member/new";
    let by_name =
        [("f.household", "Lo Van Chu"), ("f.full_name", "Lò Văn Khách"), ("f.birth_year", "1980")];
    clerk.fill(list, list, &by_name).to();
    assert!(clerk.get(&at).text().contains("Lò Văn Khách"));
    let people = clerk.get("/registers/household_member?column=household&column=full_name").text();
    assert!(
        people.contains("Lò Văn Chủ Lò Văn Khách") || people.contains("Lò Văn Chủ"),
        "{people}"
    );
    let nobody = [("f.household", "Không Có Hộ"), ("f.full_name", "Lò Văn Lạc")];
    let refused = clerk.fill(list, list, &nobody);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"e-household\""), "{}", refused.text());
}

#[test]
fn a_view_that_is_kept_comes_back_with_its_search_and_columns_and_is_nobody_elses() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let list = "/registers/away_resident";
    let view = "q=hung&filter=not_returned&column=full_name&column=village";
    let at = format!("{list}/views?{view}");
    let kept =
        clerk.fill(&format!("{list}?{view}"), &at, &[("do", "save"), ("view", "Hùng chưa về")]);
    assert_eq!(kept.to(), format!("{list}?{view}"));
    let shown = clerk.get(list);
    let href =
        shown.body.split("Hùng chưa về</a>").next().unwrap().rsplit("href=\"").next().unwrap();
    let href = href.split('"').next().unwrap().replace("&#38;", "&");
    assert_eq!(href, format!("{list}?{view}"));
    assert!(clerk.get(&href).body.contains("value=\"hung\""));
    assert!(!web.signed_in("xa.chutich").get(list).body.contains("Hùng chưa về"));
    let nameless = clerk.fill(list, &at, &[("do", "save"), ("view", "  ")]);
    assert_eq!((nameless.status, nameless.fault()), (422, Some("view_name")));
    clerk.fill(list, &at, &[("do", "remove"), ("view", "Hùng chưa về")]).to();
    assert!(!clerk.get(list).body.contains("Hùng chưa về"));
}

#[test]
fn a_level_that_was_decided_colours_the_tile_of_its_commune_until_it_ends() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let tree = node::units::tree(web.node()).unwrap();
    let commune = tree.called("04117", jiff::civil::date(2021, 9, 10)).unwrap().id.to_string();
    let new = "/registers/risk_level/new";
    let form = officer.get(new);
    assert!(form.body.contains(&format!("<option value=\"{commune}\"")), "{}", form.text());
    let level = |level, since, until, decision| {
        [
            ("f.area", commune.as_str()),
            ("f.level", level),
            ("f.since", since),
            ("f.until", until),
            ("f.decision", decision),
        ]
    };
    officer.fill(new, new, &level("r2", "2021-09-01", "2021-09-30", "QĐ 11")).to();
    officer.fill(new, new, &level("r4", "2021-09-09", "2021-09-10", "QĐ 12/UBND")).to();
    let list = officer.get("/registers/risk_level").text();
    assert!(
        list.contains("Nguy cơ rất cao (đỏ)") && list.contains("Xã "),
        "named, not numbered: {list}"
    );
    let board = officer.get("/board").body;
    assert_eq!(board.matches("risk-r4").count(), 1);
    assert!(board.contains("Nguy cơ rất cao (đỏ) · từ 9/9/2021 · QĐ 12/UBND"), "{board}");
    // What a commune writes of itself, or of its neighbour, colours nothing.
    let mut clerk = web.signed_in("xa.nhaplieu");
    let own = level("r3", "2021-09-10", "", "tự ghi");
    assert_ne!(clerk.fill(new, new, &own).status, 500);
    assert!(!officer.get("/board").body.contains("risk-r3"));
    // The next day the stricter level is over, and the one before holds.
    let next = officer.get("/board?day=2021-09-11").body;
    assert!(next.contains("risk-r2") && !next.contains("risk-r4"));
    // An end before the beginning is refused at its field.
    let wrong = officer.fill(new, new, &level("r1", "2021-10-02", "2021-10-01", "QĐ 13"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("không trước ngày bắt đầu"));
    // Beds of the commune's quarantine sites stand on its tile.
    let sites = "/registers/quarantine_site/new";
    let form = clerk.get(sites);
    assert_eq!(form.status, 200);
    let site = [
        ("f.name", "Trường THCS"),
        ("f.village", "Bản Mòng"),
        ("f.level", "commune"),
        ("f.state", "in_use"),
        ("f.capacity", "40"),
        ("f.occupied", "12"),
    ];
    let made = clerk.fill(sites, sites, &site);
    assert_eq!(made.status, 303, "{}", made.text());
    assert!(officer.get("/board").text().contains("Giường cách ly trống: 28/40"));
}

#[test]
fn no_row_of_a_long_paste_is_lost() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let grid = "/registers/household/grid";
    let cell = |number: usize, field: &str| format!("c.{number}.{field}");
    let rows = 1..=620;
    let fields: Vec<(String, String)> = rows
        .flat_map(|number| {
            let head = format!("Lò Văn Hộ {}", "ABCDEFGHIK".chars().nth(number % 10).unwrap());
            [(cell(number, "head"), head), (cell(number, "village"), format!("Bản {number}"))]
        })
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let before = web.node().reader().unwrap().last_entry().unwrap();
    let written = clerk.fill(grid, grid, &fields);
    assert_eq!(web.node().reader().unwrap().last_entry().unwrap(), before + 1, "one entry");
    assert_eq!(written.status, 303, "{}", written.text().chars().take(400).collect::<String>());
    assert!(clerk.get(written.to()).text().contains("620"));
}

//! 9:40 at the commune: two figures that no register holds, one that the clerk knows better than the register.

use super::{COMMUNE, OTHER, Office, figure};

const CLERK: &str = "Hà Thị Chủ";
const HEAD: &str = "Nguyễn Văn Huyện";

/// An office whose district has put the daily bulletin in use.
fn with_bulletin() -> Office {
    let office = Office::new();
    for template in ["epidemic_daily", "epidemic_rollup"] {
        let enable = ["return", "templates", "enable", template, "--unit", "125", "--as", HEAD];
        assert_eq!(office.run("07:30", &enable).code, Some(0));
    }
    office
}

const BULLETIN: [&str; 2] = ["--template", "epidemic_daily"];

fn bulletin(office: &Office, time: &str, verb: &str, unit: &str, more: &[&str]) -> super::Ran {
    let more: Vec<&str> = BULLETIN.iter().chain(more).copied().collect();
    office.statement(time, verb, unit, &more)
}

#[test]
fn a_typed_figure_needs_its_source_and_who_types_it_and_a_missing_one_stays_missing() {
    let office = with_bulletin();
    let set = ["--set", "f0_new=2"];
    let source = ["--source", "f0_new=Trạm y tế xã, sổ A5"];
    let who = ["--as", CLERK];
    let prepare = |more: &[&[&str]]| bulletin(&office, "09:40", "prepare", COMMUNE, &more.concat());
    prepare(&[&set, &who]).refused("source_missing");
    prepare(&[&set, &source]).refused("officer_missing");
    prepare(&[&set, &source, &["--as", "Tòng Thị Nhiệm"]]).refused("out_of_scope");
    let negative = prepare(&[&["--set", "f0_new=-2"], &source, &who]);
    assert_eq!(negative.code, Some(2), "{}", negative.err);
    assert!(negative.err.contains("[figure_form]"), "{}", negative.err);
    prepare(&[&["--set", "f9_new=2"], &source, &who]).refused("line_unknown");
    let first = prepare(&[&set, &source, &who]).json();
    let cases = figure(&first, "f0_new");
    assert_eq!((&cases["value"], &cases["changed"]), (&2.into(), &false.into()));
    assert_eq!(cases["by_hand"]["why"], "Trạm y tế xã, sổ A5");
    assert_eq!(cases["by_hand"]["name"], CLERK);
    assert_eq!(cases["by_hand"]["counted"], serde_json::Value::Null);
    assert_eq!(figure(&first, "f1_new")["value"], serde_json::Value::Null, "missing, not zero");
    let warnings = first["warnings"].to_string();
    assert!(warnings.contains("line_without_figure"), "{warnings}");
    // Prepared again: what was typed stays; another figure is added to it.
    let more = ["--set", "f1_new=1.204", "--source", "f1_new=Sổ F1", "--as", CLERK];
    let second = bulletin(&office, "09:45", "prepare", COMMUNE, &more).json();
    assert_eq!(figure(&second, "f0_new")["value"], 2);
    assert_eq!(figure(&second, "f1_new")["value"], 1204);
    let third =
        bulletin(&office, "09:46", "prepare", COMMUNE, &["--clear", "f1_new", "--as", CLERK]);
    assert_eq!(figure(&third.json(), "f1_new")["value"], serde_json::Value::Null);
    let opened =
        office.run("09:47", &["open", "04117/2021-09-10/epidemic_daily.f0_new@v1", "--json"]);
    assert_eq!(opened.json()["by_hand"]["why"], "Trạm y tế xã, sổ A5");
}

#[test]
fn a_broken_balance_of_the_bulletin_warns_and_never_blocks() {
    let office = with_bulletin();
    let typed = |isolating: &str, total: &str| {
        let all = [
            format!("f1_isolating={isolating}"),
            "f1_completed=124".to_owned(),
            format!("f1_total={total}"),
        ];
        let mut more: Vec<String> = Vec::new();
        for one in &all {
            let name = one.split('=').next().unwrap_or_default();
            more.extend(["--set".to_owned(), one.clone()]);
            more.extend(["--source".to_owned(), format!("{name}=Trạm y tế")]);
        }
        let mut more: Vec<&str> = more.iter().map(String::as_str).collect();
        more.extend(["--as", CLERK]);
        bulletin(&office, "09:40", "prepare", COMMUNE, &more).json()["warnings"].to_string()
    };
    assert!(!typed("141", "265").contains("balance_broken"), "141 + 124 = 265");
    let said = typed("141", "266");
    assert!(said.contains("balance_broken"), "{said}");
    assert!(said.contains("265 và 266"), "{said}");
    for officer in ["Lò Văn Bí", CLERK] {
        bulletin(&office, "09:50", "attest", COMMUNE, &["--as", officer]).json();
    }
    let sent = bulletin(&office, "09:55", "submit", COMMUNE, &[]).json();
    assert_eq!(sent["state"], "received");
    let rollup = ["--template", "epidemic_rollup"];
    let up = office.statement("11:00", "prepare", "125", &rollup).json();
    assert_eq!(figure(&up, "f1_total")["value"], 266);
    assert_eq!(figure(&up, "on_time")["value"], 1);
    assert_eq!(figure(&up, "f0_new")["value"], serde_json::Value::Null, "nobody stated it");
    assert_eq!(office.statement("11:00", "recompute", "125", &rollup).json()["same"], true);
    let again = bulletin(&office, "11:00", "recompute", COMMUNE, &[]).json();
    assert_eq!(again["same"], true);
    assert_eq!(again["by_hand"]["f1_total"]["declared"], 266);
}

#[test]
fn an_adjusted_figure_keeps_both_and_is_shown_wherever_the_figure_is() {
    let office = Office::new();
    let set = ["--set", "total=5", "--as", CLERK];
    office.statement("09:40", "prepare", COMMUNE, &set).refused("adjust_reason_missing");
    let why = ["--set", "total=5", "--why", "total=bản Nà Ớt chưa vào sổ", "--as", CLERK];
    let sent = office.report("09:40", COMMUNE, &why);
    let total = figure(&sent, "total");
    assert_eq!((&total["value"], &total["by_hand"]["counted"]), (&5.into(), &3.into()));
    assert_eq!(total["changed"], false, "the register still says three");
    assert!(sent["warnings"].to_string().contains("figure_adjusted"));
    let collate = ["collate", "--unit", "125", "--date", "2021-09-10"];
    let page = office.run("10:05", &collate).out;
    assert!(
        page.contains(
            "* Xã Mường Chanh, Tổng số người ở ngoài tỉnh: khai 5, đếm được 3; bản Nà Ớt"
        ),
        "{page}"
    );
    let json = office.run("10:05", &[&collate[..], &["--json"]].concat()).json();
    assert_eq!(json["totals"]["total"], 5);
    let rows = json["rows"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["unit"] == COMMUNE).expect("the commune");
    assert_eq!(row["by_hand"]["total"]["counted"], 3);
    let opened = office.run("10:05", &["open", "04117/2021-09-10/total", "--json"]).json();
    assert_eq!((&opened["value"], &opened["total"]), (&5.into(), &3.into()));
    assert_eq!(opened["by_hand"]["why"], "bản Nà Ớt chưa vào sổ");
    office.statement("10:05", "show", COMMUNE, &["-o", "to.xlsx"]).json();
    let cells = super::district::cells(&office.path("to.xlsx")).concat().join("|");
    assert!(cells.contains("bản Nà Ớt chưa vào sổ (đếm được 3)"), "{cells}");
    // The register changes later: the counted figure is what is held against it.
    office.resident(&office.node(), COMMUNE, "Cà Thị Sót", ["no", "yes", ""]);
    let again =
        office.run("11:00", &["return", "recompute", "--unit", COMMUNE, "--date", "2021-09-10"]);
    assert_eq!(again.code, Some(0), "{}", again.out);
    assert!(
        again.out.contains("total: 5 nhập tay, máy không tính lại · số đếm 3"),
        "{}",
        again.out
    );
    let shown = office.statement("11:00", "show", COMMUNE, &[]).json();
    assert_eq!(figure(&shown, "total")["changed"], true);
    let cleared = ["--clear", "total", "--reason", "đã vào sổ", "--as", CLERK];
    let second = office.statement("11:10", "prepare", COMMUNE, &cleared).json();
    assert_eq!((&figure(&second, "total")["value"], &second["version"]), (&4.into(), &2.into()));
}

#[test]
fn a_second_return_is_owed_only_where_and_when_it_was_put_in_use() {
    let office = Office::new();
    bulletin(&office, "09:00", "prepare", COMMUNE, &[]).refused("template_not_owed");
    office.statement("09:00", "prepare", COMMUNE, &[]).json();
    let enable = |unit: &str, who: &str| {
        let fixed = ["return", "templates", "enable", "epidemic_daily", "--until", "2021-09-10"];
        office.run("09:00", &[&fixed[..], &["--unit", unit, "--as", who, "--json"]].concat())
    };
    enable("125", CLERK).refused("out_of_scope");
    let listed = enable(COMMUNE, HEAD).json();
    let daily = &listed["templates"][2];
    assert_eq!((&daily["name"], &daily["always"]), (&"epidemic_daily".into(), &false.into()));
    assert_eq!(daily["in_use"][0]["unit"], COMMUNE);
    bulletin(&office, "09:10", "prepare", COMMUNE, &[]).json();
    bulletin(&office, "09:10", "prepare", OTHER, &[]).refused("template_not_owed");
    office.statement("09:10", "prepare", COMMUNE, &[]).refused("template_unclear");
    office.statement("09:10", "prepare", OTHER, &[]).json();
    let fixed = ["collate", "--unit", "125", "--template", "epidemic_daily", "--json", "--date"];
    let on = |day: &str| office.run("09:20", &[&fixed[..], &[day]].concat());
    assert_eq!(on("2021-09-10").json()["counts"]["obliged"], 1);
    on("2021-09-11").refused("nobody_obliged");
}

#[test]
fn the_text_for_the_chat_says_figures_changes_who_signed_and_what_is_missing() {
    let office = Office::new();
    let text = |time: &str| {
        let ran = office.run(time, &["return", "text", "--unit", COMMUNE, "--date", "2021-09-10"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    let none = office.run("09:00", &["return", "text", "--unit", COMMUNE, "--date", "2021-09-10"]);
    none.refused("return_not_prepared");
    let why = ["--set", "total=1.250", "--why", "total=sổ bản", "--as", CLERK];
    office.statement("09:41", "prepare", COMMUNE, &why).json();
    office.statement("09:43", "attest", COMMUNE, &["--as", "Lò Văn Bí"]).json();
    insta::assert_snapshot!(text("09:44"), @r"
    XÃ MƯỜNG CHANH
    Báo cáo người địa phương ở ngoài tỉnh
    Ngày 10/09/2021, lần 1, tính đến 09:41

    - Tổng số người ở ngoài tỉnh: 1.250 [khai; đếm được 3: sổ bản]
    - Số đã về: 1
    - Số chưa về: 2
    - Số đã liên lạc được: 1
    - Số chưa liên lạc được: 1
    - Số gặp khó khăn cần hỗ trợ: 1

    Chưa có báo cáo ngày 09/09/2021 để so.
    Bí thư Lò Văn Bí đã xác nhận; Chủ tịch CHƯA xác nhận.
    CHƯA GỬI.
    ");
    office.statement("09:45", "attest", COMMUNE, &["--as", CLERK]).json();
    office.statement("09:50", "submit", COMMUNE, &[]).json();
    let sent = text("09:51");
    assert!(sent.contains("Huyện nhận lúc 09:50, đúng giờ."), "{sent}");
    assert!(sent.lines().all(|line| !line.contains('|') && !line.contains('\t')), "{sent}");
    let next = ["return", "prepare", "--unit", COMMUNE, "--date", "2021-09-11"];
    assert_eq!(office.run("23:00", &next).code, Some(0));
    let next = ["return", "text", "--unit", COMMUNE, "--date", "2021-09-11"];
    let compared = office.run("23:00", &next).out;
    assert!(compared.contains("- Tổng số người ở ngoài tỉnh: 3 (-1.247)"), "{compared}");
    assert!(compared.contains("- Số đã về: 1 (=)"), "{compared}");
}

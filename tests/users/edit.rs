//! The officer who changes a list at night, and the clerk who finds it changed in the morning.

use serde_json::Value;

use crate::support::{COMMUNE, Desk, Ran};

fn list(title: &str, people: &[(&str, &str)]) -> String {
    let rows = people
        .iter()
        .enumerate()
        .map(|(at, (name, cell))| format!("{name},Bản Mé,09{at:08},Bắc Ninh,{cell}\n"));
    format!("Họ và tên,Bản,SĐT,Đi đâu,{title}\n{}", rows.collect::<String>())
}

fn edit(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(["register", "edit", "away_resident"].iter().chain(more))
}

fn figure(desk: &Desk, name: &str, day: &str) -> Option<i64> {
    let said =
        desk.run(["register", "figures", "away_resident", "--unit", COMMUNE, "--date", day]).done();
    let rows = said["figures"].as_array().unwrap();
    rows.iter().find(|row| row["indicator"] == name).and_then(|row| row["value"].as_i64())
}

fn changes(said: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let one = |one: &Value| (text(&one["what"]), text(&one["names"][0]));
    said["changes"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn columns_and_a_figure_in_one_line_are_in_import_export_and_figures() {
    let desk = Desk::district();
    let said = edit(
        &desk,
        &[
            "--add",
            "Nơi cách ly:chọn(Tại nhà|Tập trung)",
            "--figure",
            "Số cách ly tại nhà=${noi_cach_ly} = 'tai_nha'",
        ],
    )
    .done();
    assert_eq!(said["version"], 2);
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(
        changes(&said),
        [
            pair("added", "noi_cach_ly"),
            pair("choices", "+ Tại nhà"),
            pair("indicators", "so_cach_ly_tai_nha")
        ]
    );
    let rows = [("Lò Thị Đào", "tại nhà"), ("Hà Văn Pọm", "Tập trung"), ("Cầm Thị Ín", "ở lán")];
    let outcome = desk.import(&desk.put("ds.csv", list("Nơi cách ly", &rows)), COMMUNE).partly();
    assert_eq!((&outcome["accepted"], &outcome["rejected"]), (&2.into(), &1.into()));
    let shown = desk.records(COMMUNE, "csv");
    assert_eq!(shown.iter().filter(|one| one.get("Nơi cách ly").is_some()).count(), 2);
    assert_eq!(figure(&desk, "so_cach_ly_tai_nha", "2021-09-10"), Some(1));
    desk.entries();
}

#[test]
fn a_version_for_tomorrow_leaves_today_alone() {
    let desk = Desk::district();
    let more = ["--add", "Ở cùng ai", "--figure", "Số ở một mình=${o_cung_ai} = 'một mình'"];
    edit(&desk, &[&more[..], &["--from", "2021-09-11"]].concat()).done();
    let file = desk.put("ds.csv", list("Ở cùng ai", &[("Lò Thị Đào", "một mình")]));
    let today = desk.import(&file, COMMUNE).done();
    assert!(today["mapping"].get("Ở cùng ai").is_none_or(Value::is_null), "{today:#}");
    assert_eq!(figure(&desk, "so_o_mot_minh", "2021-09-10"), None);
    let tomorrow = desk.put("ds-mai.csv", list("Ở cùng ai", &[("Lò Thị Đào", "một mình")]) + "\n");
    let ran = desk
        .screen_at("2021-09-11T08:00", ["import", "away_resident", &tomorrow, "--unit", COMMUNE]);
    assert_eq!(ran.code, 0, "{ran:#?}");
    assert_eq!(figure(&desk, "so_o_mot_minh", "2021-09-11"), Some(1));
    assert_eq!(figure(&desk, "so_o_mot_minh", "2021-09-10"), None, "that day had other figures");
    desk.entries();
}

#[test]
fn a_split_choice_keeps_what_old_rows_say() {
    let desk = Desk::district();
    let people = [("Lò Thị Đào", "lao động"), ("Hà Văn Pọm", "học sinh")];
    desk.import(&desk.put("cu.csv", list("Đối tượng", &people)), COMMUNE).done();
    let split = "Đối tượng=lao động>Lao động tự do|Công nhân khu công nghiệp";
    let said = edit(&desk, &["--split", split]).done();
    assert_eq!(said["changes"][0]["names"].as_array().unwrap().len(), 3);
    let people = [("Cầm Thị Ín", "lao động tự do"), ("Vì Thị Sao", "lao động")];
    let new: String = list("Đối tượng", &people).replace("09000", "08000");
    let outcome = desk.import(&desk.put("moi.csv", new), COMMUNE).done();
    let warned: Vec<&str> =
        outcome["warnings"].as_array().unwrap().iter().filter_map(|w| w["rule"].as_str()).collect();
    assert!(warned.contains(&"choice_retired"), "{outcome:#}");
    let groups: Vec<String> =
        desk.records(COMMUNE, "csv").iter().map(|one| one["Đối tượng"].clone()).collect();
    let count = |label: &str| groups.iter().filter(|group| *group == label).count();
    assert_eq!(
        (count("Người lao động"), count("Lao động tự do"), count("Học sinh")),
        (2, 1, 1),
        "{groups:?}"
    );
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_happens() {
    let desk = Desk::district();
    edit(&desk, &["--retire", "Đã về"]).refused(1, "edit_field_used");
    edit(&desk, &["--add", "SĐT"]).refused(1, "edit_field_there");
    edit(&desk, &["--add", "Màu tóc:mầu"]).refused(1, "answers_unknown");
    edit(&desk, &["--split", "Đối tượng"]).refused(2, "edit_form");
    desk.run(["register", "edit", "unit", "--add", "Ghi chú"]).refused(1, "edit_system");
    let before = desk.entries();
    let said = edit(&desk, &["--add", "Ghi chú", "--dry-run"]).done();
    assert_eq!((&said["dry_run"], desk.entries()), (&true.into(), before));
}

#[test]
fn a_register_that_ended_takes_no_more_rows_and_can_still_be_seen() {
    let desk = Desk::district();
    let file = desk.put("ds.csv", list("Đối tượng", &[("Lò Thị Đào", "học sinh")]));
    desk.import(&file, COMMUNE).done();
    edit(&desk, &["--until", "2021-09-10"]).done();
    let next =
        desk.screen_at("2021-09-11T08:00", ["import", "away_resident", &file, "--unit", COMMUNE]);
    assert!(next.code == 1 && next.err.contains("register_closed"), "{next:#?}");
    assert_eq!(figure(&desk, "total", "2021-09-10"), Some(1));
}

#[cfg(unix)]
#[test]
fn in_an_editor_faults_are_told_and_nothing_typed_is_lost() {
    let desk = Desk::district();
    let run = |change: &str| {
        let mut command = desk.command(["register", "edit", "away_resident"]);
        command.env("EDITOR", format!("sed -i {change}")).env_remove("VISUAL");
        Ran::of(command.output().unwrap())
    };
    run("s/^kept_by.*/kept_by=\"nobody\"/").refused(1, "definition_type");
    let kept = desk.data().join("edit-away_resident-2.toml");
    assert!(std::fs::read_to_string(&kept).unwrap().contains("nobody"));
    let said = run("s/nobody/district/").done();
    assert_eq!(said["version"], 2);
    assert!(!kept.exists(), "what was taken need not lie about");
    let history = desk.run(["register", "history", "away_resident"]).done();
    assert_eq!(history.as_array().unwrap().len(), 2);
    let again = run("s/nothing/there/").done();
    assert_eq!((&again["version"], &again["changes"]), (&2.into(), &serde_json::json!([])));
    assert!(
        std::fs::read_dir(desk.data())
            .unwrap()
            .all(|file| { !file.unwrap().file_name().to_string_lossy().starts_with("edit-") })
    );
}

//! The officer who must add a column to a list tonight, with thousands of records in it.

use crate::support::{COMMUNE, Desk};

const MORE: &str = r#"
[[field]]
no = 90
name = "stays_with"
kind = "text"
label = { vi = "Ở cùng ai", en = "Stays with" }
aliases = ["Ở với ai"]
visibility = "unit"
retention = "outbreak_plus_two_years"

[[indicator]]
name  = "alone"
title = { vi = "Số người ở một mình", en = "Alone" }
where = "${stays_with} = 'một mình'"
"#;

/// The definition in use, with a field and an indicator more, in the version that is given.
fn changed(desk: &Desk, version: &str) -> String {
    let shown = desk.command(["register", "show", "away_resident"]);
    let mut plain = std::process::Command::new(shown.get_program());
    plain.args(shown.get_args().filter(|argument| *argument != "--json"));
    let text = String::from_utf8(plain.output().unwrap().stdout).unwrap();
    let (head, rest) = text.split_once("version = 1").unwrap();
    desk.put("so.toml", format!("{head}version = {version}{rest}\n{MORE}"))
}

fn list(people: usize, with: &str) -> String {
    let rows = (0..people).map(|n| format!("Lò Thị {n},Bản Mé,09{n:08},Bắc Ninh{with}\n"));
    let title = if with.is_empty() { "" } else { ",Ở với ai" };
    format!("Họ và tên,Bản,SĐT,Đi đâu{title}\n{}", rows.collect::<String>())
}

#[test]
fn a_new_field_is_in_import_export_and_figures_without_a_change_of_the_program() {
    let desk = Desk::district();
    let before = desk.put("truoc.csv", list(15_000, ""));
    desk.import(&before, COMMUNE).done();
    let file = changed(&desk, "2");
    let checked = desk.run(["register", "check", &file]).done();
    let said: Vec<(&str, &str)> = checked["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["what"].as_str().unwrap(), one["names"][0].as_str().unwrap()))
        .collect();
    assert_eq!(said, [("added", "stays_with"), ("indicators", "alone")], "{checked:#}");
    let kept = desk.entries();
    assert_eq!(desk.run(["register", "accept", &file]).code, 0);
    assert_eq!(desk.entries(), kept + 1);
    let history = desk.run(["register", "history", "away_resident"]).done();
    let steps: Vec<(i64, &str)> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let first = one["changes"][0]["names"][0].as_str().unwrap_or_default();
            (one["version"].as_i64().unwrap(), first)
        })
        .collect();
    assert_eq!(steps, [(1, ""), (2, "stays_with")], "{history:#}");

    let after = desk.put("sau.csv", list(40, ",một mình"));
    let outcome = desk.import(&after, COMMUNE).done();
    assert_eq!((&outcome["updated"], &outcome["rejected"]), (&40.into(), &0.into()));
    let records = desk.records(COMMUNE, "csv");
    assert_eq!(records.len(), 15_000);
    let alone = records.iter().filter(|one| one.get("Ở cùng ai").is_some_and(|x| x == "một mình"));
    assert_eq!(alone.count(), 40);
    let figures = desk.run(["register", "figures", "away_resident", "--unit", COMMUNE]).done();
    let rows = figures["figures"].as_array().unwrap();
    let figure = rows.iter().find(|row| row["indicator"] == "alone").unwrap();
    assert_eq!(figure["value"], 40);
    let returned = ["return", "prepare", "--unit", COMMUNE, "--date", "2021-09-10"];
    assert_eq!(desk.run(returned).done()["figures"][0]["value"], 15_000);
    desk.entries();
}

#[test]
fn a_change_without_a_new_version_is_refused_and_not_silently_ignored() {
    let desk = Desk::district();
    let file = changed(&desk, "1");
    desk.run(["register", "check", &file]).refused(1, "version_not_raised");
    desk.run(["register", "accept", &file]).refused(1, "version_not_raised");
}

#[test]
fn a_definition_with_faults_names_each_at_its_place() {
    let desk = Desk::district();
    let file = desk.put(
        "so.toml",
        "name = \"x\"\ntitle = \"X\"\nkept_by = \"commune\"\n[[field]]\nno = 1\nname = \"a\"\nkind = \"date\"\n\
         label = \"A\"\nrelevant = \"${b} = 1\"\nvisibility = \"unit\"\nretention = \"permanent\"\n",
    );
    let told = desk.run(["register", "check", &file]);
    assert_eq!((told.code, told.out.as_str()), (1, ""), "{told:#?}");
    assert!(told.err.contains("so.toml") && told.err.contains("“b”"), "{told:#?}");
}

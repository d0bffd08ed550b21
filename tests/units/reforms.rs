//! A decision on units, and what the clerk of the new unit and the auditor of the old one see afterwards.

use serde_json::Value;

use crate::support::{COMMUNE, Desk, OTHER_COMMUNE, Ran, program};

const REFORM: &str = "2022-01-01";

fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Ran {
    Ran::of(program(&desk.data(), now).args(arguments).output().unwrap())
}

fn list(from: usize, people: usize) -> String {
    let rows = (from..from + people).map(|n| format!("Lò Thị {n},Bản Nà Bó,09{n:08},Bắc Ninh\n"));
    format!("Họ và tên,Bản,SĐT,Đi đâu\n{}", rows.collect::<String>())
}

/// Two communes with 30 and 12 people of whom they know.
fn two_communes() -> Desk {
    let desk = Desk::district();
    for (unit, from, people) in [(COMMUNE, 0, 30), (OTHER_COMMUNE, 100, 12)] {
        let file = desk.put(&format!("{unit}.csv"), list(from, people));
        desk.import(&file, unit).done();
    }
    desk
}

fn people(desk: &Desk, now: &str, unit: &str) -> usize {
    let file = desk.argument(&format!("{unit}-{}.csv", &now[..10]));
    let _ = std::fs::remove_file(&file);
    let said = at(desk, now, &["export", "away_resident", "--unit", unit, "-o", &file]).done();
    usize::try_from(said["rows"].as_u64().unwrap()).unwrap()
}

fn total(returned: &Value) -> i64 {
    let figures = returned["figures"].as_array().unwrap();
    let figure = figures.iter().find(|figure| figure["line"] == "total").unwrap();
    figure["value"].as_i64().unwrap()
}

#[test]
fn a_merged_commune_keeps_its_records_and_returns_and_its_heir_sees_them() {
    let desk = two_communes();
    let prepare = ["return", "prepare", "--unit", COMMUNE, "--date", "2021-09-10"];
    let before = desk.run(prepare).done();
    assert_eq!(total(&before), 30);
    let new =
        ["units", "merge", COMMUNE, OTHER_COMMUNE, "--new", "04199:Xã Mai Mới", "--on", REFORM];
    let decided = at(&desk, "2021-12-20T08:00", &new).done();
    assert_eq!(decided["units"].as_array().unwrap().len(), 3);
    // By the old boundaries and by the new ones.
    let later = "2022-01-05T08:00";
    assert_eq!(people(&desk, later, COMMUNE), 30);
    assert_eq!(people(&desk, later, OTHER_COMMUNE), 12);
    assert_eq!(people(&desk, later, "04199"), 42);
    let of_heir = ["return", "prepare", "--unit", "04199", "--date", "2022-01-05"];
    assert_eq!(total(&at(&desk, later, &of_heir).done()), 42);
    // What was stated under the old boundaries is computed again under them.
    let recompute = ["return", "recompute", "--unit", COMMUNE, "--date", "2021-09-10"];
    assert_eq!(at(&desk, later, &recompute).done()["same"], true);
    let recompute = ["return", "recompute", "--unit", "04199", "--date", "2022-01-05"];
    assert_eq!(at(&desk, later, &recompute).done()["same"], true);
    // The heir writes under its own name.
    let file = desk.put("moi.csv", list(200, 5));
    at(&desk, later, &["import", "away_resident", &file, "--unit", "04199"]).done();
    assert_eq!(people(&desk, later, "04199"), 47);
    assert_eq!(people(&desk, later, COMMUNE), 30);
    assert_eq!(people(&desk, later, "125"), 47, "the district counts each once");
    desk.entries();
}

#[test]
fn a_list_of_the_heir_finds_people_in_the_books_of_the_communes_merged_into_it() {
    let desk = two_communes();
    let new =
        ["units", "merge", COMMUNE, OTHER_COMMUNE, "--new", "04199:Xã Mai Mới", "--on", REFORM];
    at(&desk, "2021-12-20T08:00", &new).done();
    let later = "2022-01-05T08:00";
    // Ten of the first commune, all of the second, three whom nobody had; two of them have moved on meanwhile.
    let rows = list(20, 10)
        + list(100, 12).split_once('\n').unwrap().1
        + list(300, 3).split_once('\n').unwrap().1;
    let rows =
        rows.replacen("Bắc Ninh", "Hà Nội", 1).replace("0900000105,Bắc Ninh", "0900000105,Hà Nội");
    let file = desk.put("xa-moi.csv", rows);
    let import = ["import", "away_resident", &file, "--unit", "04199"];
    let outcome = at(&desk, later, &import).done();
    let count = |name: &str| outcome[name].as_u64().unwrap();
    assert_eq!(
        (count("rows"), count("accepted"), count("updated"), count("unchanged")),
        (25, 5, 2, 20),
        "{outcome:#}"
    );
    assert_eq!(people(&desk, later, "04199"), 45);
    assert_eq!(people(&desk, later, COMMUNE), 30, "whoever was in its book stays there");
    let again = at(&desk, later, &import).done();
    assert_eq!((&again["accepted"], &again["unchanged"]), (&0.into(), &25.into()), "{again:#}");
    desk.entries();
}

#[test]
fn a_moved_commune_is_seen_by_its_new_superior_and_not_by_the_old_one() {
    let desk = two_communes();
    let lists = desk.put(
        "yen-chau.toml",
        "scheme = \"qd-124-2004\"\n[[unit]]\nkind = \"tỉnh\"\ncode = \"14\"\nname = \"Sơn La\"\n\
         [[unit]]\nkind = \"huyện\"\ncode = \"124\"\nname = \"Yên Châu\"\npart_of = \"14\"\n",
    );
    desk.run(["units", "import", &lists]).done();
    assert_eq!(people(&desk, "2021-09-10T09:00", "125"), 42);
    let moved = ["units", "move", OTHER_COMMUNE, "--under", "124", "--on", REFORM];
    at(&desk, "2022-01-01T08:00", &moved).done();
    let later = "2022-01-05T08:00";
    assert_eq!(people(&desk, later, "124"), 12);
    assert_eq!(people(&desk, later, "125"), 30);
    assert_eq!(people(&desk, later, OTHER_COMMUNE), 12);
    let listed = at(&desk, later, &["units", "list", "--under", "124"]).done();
    assert_eq!(listed.as_array().unwrap().len(), 1);
}

#[test]
fn a_new_name_a_trial_and_a_decision_that_changes_nothing() {
    let desk = Desk::district();
    let rename = ["units", "rename", COMMUNE, "--name", "Phường Hát Lót", "--on", REFORM];
    let before = desk.entries();
    let mut trial = rename.to_vec();
    trial.push("--dry-run");
    desk.run(trial).done();
    assert_eq!(desk.entries(), before, "a trial writes nothing");
    desk.run(rename).done();
    let found = at(&desk, "2022-02-01T08:00", &["units", "list", COMMUNE]).done();
    assert_eq!(found[0]["name"], "Phường Hát Lót");
    let then = desk.run(["units", "list", COMMUNE, "--date", "2021-12-31"]).done();
    assert_eq!(then[0]["name"], "Thị trấn Hát Lót", "a paper of that day has the name of that day");
    let list = |day: &str| {
        let collated =
            at(&desk, "2022-02-01T08:00", &["collate", "--unit", "125", "--date", day]).done();
        let rows = collated["rows"].as_array().unwrap();
        rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(list("2021-09-10").contains(&"Thị trấn Hát Lót".to_owned()));
    assert!(list("2022-01-31").contains(&"Phường Hát Lót".to_owned()));
    desk.run(rename).refused(1, "reform_empty");
}

#[test]
fn an_abolished_unit_is_there_until_its_last_day() {
    let desk = Desk::district();
    desk.run(["units", "abolish", COMMUNE, "--on", REFORM]).done();
    let listed = |date: &str| {
        let units = desk.run(["units", "list", COMMUNE, "--date", date]).done();
        units.as_array().unwrap().len()
    };
    assert_eq!((listed("2021-12-31"), listed(REFORM)), (1, 0));
}

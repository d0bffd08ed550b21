//! A week at Mai Sơn, from Friday 10 to Thursday 16 September 2021: seven mornings of three communes, one directive on the
//! second day, a correction, an explanation refused and given again, more time asked and given, a commune that reports
//! on paper. At the end the leader asks five questions, and each is answered by one command.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::{COMMUNE, Desk, OTHER_COMMUNE, REGISTER, Ran, program};
use crate::tasks::DISPATCH;

const CHAIR: &str = "Cầm Văn Thuận";
const COMMUNE_OFFICERS: [&str; 2] = ["Hà Thị Thư", "Lò Văn Bí"];
const OTHER_OFFICERS: [&str; 2] = ["Quàng Thị Ngân", "Tòng Văn Ban"];
/// A commune without the program.
const PAPER_COMMUNE: &str = "04111";

/// A week as the district's node lives it.
struct Week {
    desk: Desk,
}

impl Week {
    fn begin() -> Self {
        let desk = Desk::district();
        for (name, post, unit) in [
            (CHAIR, "chair", "125"),
            (COMMUNE_OFFICERS[0], "secretary", COMMUNE),
            (COMMUNE_OFFICERS[1], "chair", COMMUNE),
            (OTHER_OFFICERS[0], "secretary", OTHER_COMMUNE),
            (OTHER_OFFICERS[1], "chair", OTHER_COMMUNE),
        ] {
            desk.run(["officer", "add", "--name", name, "--post", post, "--unit", unit]).done();
        }
        Self { desk }
    }

    /// Runs the program at a day and time of September.
    fn run(&self, now: &str, arguments: &[&str]) -> Ran {
        let now = format!("2021-09-{now}");
        Ran::of(program(&self.desk.data(), &now).args(arguments).output().unwrap())
    }

    /// A commune's list of that day: so many people, the first of whom are back.
    fn list(&self, now: &str, unit: &str, people: usize, back: usize) {
        let mut text = "Họ và tên,Số điện thoại,Đã về\n".to_owned();
        let code = &unit[3..];
        for at in 0..people {
            let name = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"][at % 6];
            let returned = if at < back { "x" } else { "chưa" };
            writeln!(text, "Cà Văn {name},0912{code}{at:04},{returned}").unwrap();
        }
        let file = self.desk.put(&format!("{unit}-{}.csv", now.replace(':', "")), text);
        self.run(now, &["import", REGISTER, &file, "--unit", unit]).done();
    }

    /// The return of a day, made out, confirmed by both and sent.
    fn report(&self, now: &str, unit: &str, more: &[&str]) -> Value {
        let day = format!("2021-09-{}", &now[..2]);
        let verb = |verb: &str, more: &[&str]| {
            let fixed = ["return", verb, "--unit", unit, "--date", &day];
            self.run(now, &[&fixed[..], more].concat()).done()
        };
        verb("prepare", more);
        for officer in if unit == COMMUNE { COMMUNE_OFFICERS } else { OTHER_OFFICERS } {
            verb("attest", &["--as", officer]);
        }
        verb("submit", &[])
    }

    /// What the third commune tells by telephone, taken down by the district.
    fn paper(&self, now: &str, total: u32) -> Value {
        let day = format!("2021-09-{}", &now[..2]);
        let total = format!("total={total}");
        let take = ["return", "take", "--paper", "--unit", PAPER_COMMUNE, "--date", &day];
        let told =
            ["--how", "điện thoại, đồng chí Chủ tịch xã", "--set", &total, "--set", "returned=3"];
        self.run(now, &[&take[..], &told, &["--as", CHAIR]].concat()).done()
    }

    fn collate(&self, day: &str) -> Value {
        let date = format!("2021-09-{day}");
        self.run(&format!("{day}T11:00"), &["collate", "--unit", "125", "--date", &date]).done()
    }

    fn step(&self, now: &str, verb: &[&str], officer: &str, say: &str) -> Ran {
        self.run(now, &[verb, &["--as", officer, "--say", say]].concat())
    }

    /// The task of a commune whose order holds these words.
    fn task(&self, now: &str, unit: &str, words: &str) -> String {
        let listed = self.run(now, &["task", "list", "--unit", unit]).done();
        let tasks = listed.as_array().unwrap().iter();
        let mut found = tasks.filter(|task| task["quote"].as_str().unwrap().contains(words));
        found.next().unwrap()["task"].as_str().unwrap().to_owned()
    }
}

fn counts(collated: &Value) -> [u64; 3] {
    ["on_time", "late", "missing"].map(|standing| collated["counts"][standing].as_u64().unwrap())
}

/// The first four mornings: figures, the directive, a discrepancy that is explained twice, a correction.
fn first_mornings(week: &Week) {
    week.list("10T08:00", COMMUNE, 20, 8);
    week.list("10T08:10", OTHER_COMMUNE, 12, 2);
    week.report("10T09:20", COMMUNE, &[]);
    week.report("10T09:30", OTHER_COMMUNE, &[]);
    week.paper("10T09:50", 40);
    assert_eq!(counts(&week.collate("10")), [3, 0, 19]);

    // Saturday: the directive comes in at two in the afternoon; one commune takes its tasks, the other does not.
    week.report("11T09:10", COMMUNE, &[]);
    week.report("11T09:15", OTHER_COMMUNE, &[]);
    week.paper("11T09:40", 40);
    let file = week.desk.put("812.txt", DISPATCH);
    week.run("11T14:00", &["directive", "add", &file, "--unit", "125", "--as", CHAIR]).done();
    let issue = ["directive", "issue", "1", "--unit", "125", "--all", "--as", CHAIR];
    week.run("11T14:05", &issue).done();
    let plan = week.task("11T14:10", COMMUNE, "kịch bản");
    week.step("11T14:30", &["task", "accept", &plan], COMMUNE_OFFICERS[1], "").done();

    // Sunday: three who were back are not any more, and nobody says why.
    week.list("12T08:00", COMMUNE, 20, 5);
    week.report("12T09:20", COMMUNE, &[]);
    week.report("12T09:30", OTHER_COMMUNE, &[]);
    week.paper("12T10:20", 40);
    assert_eq!(counts(&week.collate("12")), [2, 1, 19], "what came on paper came late");
    let check = ["discrepancy", "check", "--unit", "125", "--as", CHAIR];
    week.run("12T10:30", &check).done();
    let fell = "04105/2021-09-12/returned_fell";
    let dispute = |now: &str, verb: &str, officer: &str, say: &str| {
        week.step(now, &["discrepancy", verb, fell], officer, say).done()
    };
    dispute("12T10:35", "ask", CHAIR, "vì sao giảm 3 người");
    dispute("12T11:00", "explain", COMMUNE_OFFICERS[1], "ghi nhầm");
    dispute("12T11:30", "refuse", CHAIR, "chưa nêu tên từng người");
    dispute("12T13:00", "explain", COMMUNE_OFFICERS[0], "Sáu, Một, Hai chưa về, bản ghi nhầm");
    let taken = dispute("12T14:00", "accept", CHAIR, "rõ");
    assert_eq!((&taken["state"], &taken["open"]), (&"accepted".into(), &false.into()));

    // Monday: the other commune finds three more people after it has sent, and corrects.
    week.report("13T09:00", COMMUNE, &[]);
    week.report("13T09:05", OTHER_COMMUNE, &[]);
    week.paper("13T09:30", 41);
    week.list("13T09:40", OTHER_COMMUNE, 15, 2);
    week.run("13T09:41", &["return", "prepare", "--unit", OTHER_COMMUNE])
        .refused(1, "reason_missing");
    let second = week.report("13T09:45", OTHER_COMMUNE, &["--reason", "bản Mé nộp danh sách sau"]);
    assert_eq!((&second["version"], &second["standing"]), (&2.into(), &"on_time".into()));
    let first =
        ["return", "show", "--unit", OTHER_COMMUNE, "--date", "2021-09-13", "--version", "1"];
    let total = |shown: &Value| {
        let lines = shown["figures"].as_array().unwrap().iter();
        lines.clone().find(|line| line["line"] == "total").unwrap()["value"].clone()
    };
    let first = week.run("13T10:00", &first).done();
    assert_eq!(
        (total(&first), total(&second)),
        (12.into(), 15.into()),
        "the first stays as it was"
    );
}

/// The last three: more time, a task that is done, the reminders.
fn last_mornings(week: &Week) {
    let plan = week.task("14T08:00", OTHER_COMMUNE, "kịch bản");
    for (day, total) in [("14", 41), ("15", 42), ("16", 42)] {
        week.report(&format!("{day}T09:00"), COMMUNE, &[]);
        week.report(&format!("{day}T09:05"), OTHER_COMMUNE, &[]);
        if day != "16" {
            week.paper(&format!("{day}T09:30"), total);
        }
    }
    let extend = |now: &str, officer: &str, until: &str, say: &str| {
        week.step(now, &["task", "extend", &plan, "--until", until], officer, say).done()
    };
    week.step("14T10:00", &["task", "accept", &plan], OTHER_OFFICERS[1], "").done();
    extend("14T10:05", OTHER_OFFICERS[1], "2021-09-20", "chờ hướng dẫn của Trung tâm Y tế");
    let given = extend("14T15:00", CHAIR, "2021-09-18", "thêm ba ngày");
    assert_eq!(given[0]["due"], "2021-09-18T23:59:59");

    let own = week.task("15T08:00", COMMUNE, "kịch bản");
    let say = |now: &str, verb: &str, officer: &str, say: &str| {
        week.step(now, &["task", verb, &own], officer, say).done()
    };
    say("15T16:00", "report", COMMUNE_OFFICERS[1], "đã ban hành kịch bản");
    say("16T08:30", "close", CHAIR, "đạt");
    let shown = week.run("16T09:00", &["task", "show", &own]).done();
    assert_eq!(
        shown["standing"], "done_in_time",
        "what is reported on the last day is done in time"
    );
}

#[test]
fn seven_mornings_and_the_five_questions_of_the_leader() {
    let week = Week::begin();
    first_mornings(&week);
    last_mornings(&week);

    // Who is late? Who reported on paper all week has not called this morning.
    let collated = week.collate("16");
    assert_eq!(counts(&collated), [2, 0, 20]);
    let rows = collated["rows"].as_array().unwrap().iter();
    let missing: Vec<&str> = rows
        .filter(|row| row["standing"] == "missing")
        .map(|row| row["unit"].as_str().unwrap())
        .collect();
    assert!(missing.contains(&PAPER_COMMUNE), "{missing:?}");

    // Which figures disagree, and why?
    let fell = week.run("16T11:00", &["discrepancy", "list", "--unit", "125"]).done();
    let fell = fell["list"].as_array().unwrap().iter();
    let mut fell = fell.filter(|one| one["discrepancy"] == "04105/2021-09-12/returned_fell");
    let fell = fell.next().unwrap();
    assert_eq!(fell["explanation"], "Sáu, Một, Hai chưa về, bản ghi nhầm");

    // Who has not accepted the directive?
    let waiting = week.run("16T11:00", &["task", "list", "--unit", "125", "--unaccepted"]).done();
    let units: std::collections::BTreeSet<&str> = waiting
        .as_array()
        .unwrap()
        .iter()
        .filter(|task| task["quote"].as_str().unwrap().contains("kịch bản"))
        .map(|task| task["unit"].as_str().unwrap())
        .collect();
    assert_eq!(units.len(), 20);
    assert!(!units.contains(COMMUNE) && !units.contains(OTHER_COMMUNE));

    week.run("16T11:30", &["verify"]).done();
    let fold =
        ["return", "recompute", "--unit", OTHER_COMMUNE, "--date", "2021-09-13", "--version", "1"];
    assert_eq!(week.run("16T11:30", &fold).done()["same"], true);
}

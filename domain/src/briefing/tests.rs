//! Who is commended and who is reminded: a firing case and its near misses.

use jiff::civil::date;

use super::*;
use crate::base::{Lang, UnitId};
use crate::directive::task::Standing;
use crate::returns::{Counts, Standing as ReturnStanding};

fn unit(days: usize, on_time: usize) -> UnitFact {
    UnitFact {
        unit: UnitId::derived("na bo"),
        name: "Xã Nà Bó".to_owned(),
        key: "04123".to_owned(),
        standing: ReturnStanding::OnTime,
        received: None,
        source: Source::Return("04123".to_owned(), date(2021, 9, 10), "daily".to_owned()),
        past: Past { days, on_time, late: days - on_time, missing: 0 },
        reminded: 0,
    }
}

fn task(standing: Standing) -> TaskFact {
    TaskFact {
        unit: UnitId::derived("na bo"),
        name: "Xã Nà Bó".to_owned(),
        key: "04123".to_owned(),
        title: "Rà soát danh sách".to_owned(),
        standing,
        unaccepted: false,
        unaccepted_late: false,
        due: Some(date(2021, 9, 9).at(17, 0, 0, 0)),
        given: None,
        source: Source::Task("1/o1/04123".to_owned()),
        directive: 0,
        order: (String::new(), String::new()),
        reminded: 2,
    }
}

fn disagreement(unexplained: bool) -> Disagreement {
    Disagreement {
        unit: UnitId::derived("na bo"),
        name: "Xã Nà Bó".to_owned(),
        title: "Số đã về giảm".to_owned(),
        figures: "41 · 53".to_owned(),
        due: None,
        unexplained,
        overdue: false,
        explanation: String::new(),
        source: Source::Discrepancy("04123/2021-09-10/returned_fell".to_owned()),
        reminded: 0,
    }
}

fn facts(unit: UnitFact, tasks: Vec<TaskFact>, disagreements: Vec<Disagreement>) -> Facts {
    let day = date(2021, 9, 10);
    let counts = Counts { obliged: 1, on_time: 1, ..Counts::default() };
    Facts {
        unit: "Huyện Mai Sơn".to_owned(),
        key: "125".to_owned(),
        day,
        now: day.at(10, 30, 0, 0),
        looks_back: false,
        template: Some("daily".to_owned()),
        days: [day, date(2021, 9, 9), date(2021, 9, 3)].map(|day| Day { day, counts }),
        figures: Vec::new(),
        series: None,
        units: vec![unit],
        disagreements,
        tasks,
        directives: Vec::new(),
    }
}

fn points(facts: &Facts, name: &str, lang: Lang) -> Vec<String> {
    let briefing = compose(facts, &BriefingRules::built_in(), lang);
    let section = briefing.sections.into_iter().find(|one| one.name == name).unwrap();
    let point = |item| match item {
        Item::Point(line) => {
            assert!(!line.sources.is_empty(), "{} has a source", line.text);
            Some(line.text)
        }
        _ => None,
    };
    section.items.into_iter().filter_map(point).collect()
}

#[test]
fn a_week_in_time_with_nothing_open_is_commended_and_each_near_miss_is_not() {
    let commended = |facts: &Facts| points(facts, "commended", Lang::Vi);
    let done = || vec![task(Standing::DoneInTime)];
    assert_eq!(
        commended(&facts(unit(7, 7), done(), vec![])),
        ["Xã Nà Bó: 7 ngày liền báo cáo đúng giờ, không còn số liệu vênh, 1 việc xong đúng hạn."]
    );
    let unaccepted = TaskFact { unaccepted_late: true, ..task(Standing::InTime) };
    for near in [
        facts(unit(6, 6), done(), vec![]),
        facts(unit(7, 6), done(), vec![]),
        facts(unit(7, 7), vec![task(Standing::Late)], vec![]),
        facts(unit(7, 7), vec![unaccepted], vec![]),
        facts(unit(7, 7), done(), vec![disagreement(false)]),
    ] {
        assert!(commended(&near).is_empty());
    }
}

#[test]
fn a_unit_is_reminded_once_of_all_that_it_owes_with_how_often_before() {
    let owing = UnitFact { standing: ReturnStanding::Missing, ..unit(7, 6) };
    let all = facts(owing, vec![task(Standing::Late)], vec![disagreement(true)]);
    assert_eq!(
        points(&all, "reminders", Lang::Vi),
        [
            "Đề nghị Xã Nà Bó: gửi ngay báo cáo ngày 10/9/2021 đã quá giờ chốt; hoàn thành việc quá hạn từ 17:00 \
          09/9: Rà soát danh sách (nhắc lần thứ 3); giải trình: Số đã về giảm (41 · 53)."
        ]
    );
    assert!(points(&all, "reminders", Lang::En)[0].contains("(reminder no. 3)"));
    let nothing = facts(unit(7, 7), vec![task(Standing::DoneLate)], vec![disagreement(false)]);
    assert!(points(&nothing, "reminders", Lang::Vi).is_empty());
}

#[test]
fn a_late_task_done_late_and_one_in_time_are_three() {
    let standings = [Standing::Late, Standing::DoneLate, Standing::DoneInTime, Standing::InTime];
    let mut all = facts(unit(7, 7), standings.map(task).to_vec(), vec![]);
    let source = Source::Directive("1.2021".to_owned(), "125".to_owned());
    all.directives = vec![DirectiveFact { title: "812/UBND-YT".to_owned(), source }];
    assert_eq!(
        points(&all, "directives", Lang::Vi),
        ["812/UBND-YT: 2/4 việc xong (trong đó 1 xong muộn), 1 quá hạn."]
    );
    assert_eq!(points(&all, "tasks", Lang::Vi).len(), 1);
}

//! Kept figures are what SQL and the evaluator count, whatever was written, and in whatever order.

use domain::base::{RecordId, UnitId, Value};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::Body;
use domain::register::{Definition, Owner};
use jiff::SignedDuration;
use node::measure::{all_records, count, figures_by_unit};
use node::{Node, Options, Scope};
use proptest::prelude::*;

use crate::support::{TEN, unit};

const LIST: &str = r#"
name    = "stays"
version = 1
title   = { vi = "Lưu trú", en = "Stays" }

[[field]]
no = 1
name = "state"
kind = "text"
label = { vi = "Trạng thái", en = "State" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[field]]
no = 2
name = "nights"
kind = "integer"
label = { vi = "Số đêm", en = "Nights" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[field]]
no = 3
name = "price"
kind = "decimal"
label = { vi = "Giá", en = "Price" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[field]]
no = 4
name = "leaves"
kind = "date"
label = { vi = "Ngày đi", en = "Leaves" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[indicator]]
name = "inside"
title = { vi = "Đang ở", en = "Inside" }
where = "${state} = 'in'"

[[indicator]]
name = "nights"
title = { vi = "Số đêm", en = "Nights" }
where = "${state} != 'out'"
sum = "${nights}"

[[indicator]]
name = "paid"
title = { vi = "Tiền", en = "Paid" }
sum = "${price}"

[[indicator]]
name = "total"
title = { vi = "Tổng số", en = "Total" }
"#;

const OVERDUE: &str = r#"
[[indicator]]
name = "overdue"
title = { vi = "Quá hạn", en = "Overdue" }
where = "${leaves} < today()"
"#;

fn stays(version: u32) -> Definition {
    let mut text = LIST.replace("version = 1", &format!("version = {version}"));
    if version > 1 {
        text.push_str(OVERDUE);
    }
    let faults = |faults: Vec<_>| panic!("{faults:?}");
    Definition::issued_by(Owner::Unit(unit("district")), &text).unwrap_or_else(faults)
}

fn options() -> Options {
    let mut options = Options::fixed(TEN.parse().unwrap(), 7);
    options.definitions = vec![stays(1)];
    options
}

fn new_node(folder: &std::path::Path) -> Node {
    Node::create(folder, options()).unwrap()
}

/// One thing that happens.
#[derive(Clone, Debug)]
enum Step {
    Write { unit: u8, record: u8, body: Body },
    Retract { record: u8 },
    Erase { record: u8 },
    Import { unit: u8, rows: u8, body: Body },
    Redefine,
    NextDay,
    Settle,
    SelfCheck,
}

fn bodies() -> impl Strategy<Value = Body> {
    let state = prop::sample::select(vec!["in", "out", ""]);
    let price = prop_oneof![3 => Just(0.0), 2 => Just(250.0), 1 => Just(0.5), 1 => Just(0.1)];
    let leaves = prop::option::of(5_i8..15);
    (state, 0_i64..9, price, leaves).prop_map(|(state, nights, price, leaves)| {
        let mut body = Body::from([
            (1, Value::text(state)),
            (2, Value::Integer(nights)),
            (3, Value::Decimal(price)),
        ]);
        if let Some(day) = leaves {
            body.insert(4, Value::Date(jiff::civil::date(2021, 9, day)));
        }
        body
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0_u8..3, 0_u8..12, bodies()).prop_map(|(unit, record, body)| Step::Write { unit, record, body }),
        2 => (0_u8..12).prop_map(|record| Step::Retract { record }),
        1 => (0_u8..12).prop_map(|record| Step::Erase { record }),
        1 => (0_u8..3, 60_u8..70, bodies()).prop_map(|(unit, rows, body)| Step::Import { unit, rows, body }),
        1 => Just(Step::Redefine),
        1 => Just(Step::NextDay),
        1 => Just(Step::Settle),
        1 => Just(Step::SelfCheck),
    ];
    prop::collection::vec(step, 1..25)
}

fn owner(number: u8) -> UnitId {
    unit(&format!("commune {number}"))
}

fn draft(whose: UnitId, changes: Vec<(RecordId, Act)>) -> Draft {
    let definition = stays(1).id;
    let change = |(record, act)| DraftChange { definition, version: 1, record, act };
    let reason = Some("Nghị định 13/2023/NĐ-CP, điều 16".to_owned());
    Draft { unit: whose, officer: None, reason, changes: changes.into_iter().map(change).collect() }
}

/// Does a step; one that the node refuses (a record of another unit, or of nobody) changes nothing.
fn perform(node: &Node, at: usize, step: &Step) {
    let id = |record: u8| RecordId::derived(&format!("stay {record}"));
    match step {
        Step::Write { unit, record, body } => {
            let _ = node.append(&draft(owner(*unit), vec![(id(*record), Act::Put(body.clone()))]));
        }
        Step::Retract { record } | Step::Erase { record } => {
            let act = if matches!(step, Step::Erase { .. }) { Act::Erase } else { Act::Retract };
            for unit in 0..3 {
                let _ = node.append(&draft(owner(unit), vec![(id(*record), act.clone())]));
            }
        }
        Step::Import { unit, rows, body } => {
            let row = |row: u8| {
                (RecordId::derived(&format!("import {at} {row}")), Act::Put(body.clone()))
            };
            let ready = node.ready(draft(owner(*unit), (0..*rows).map(row).collect())).unwrap();
            let mut bulk = node.bulk(stays(1).id, u64::from(*rows)).unwrap();
            bulk.push(ready).unwrap();
            // Half of the imports are cut off before their end.
            if at.is_multiple_of(2) {
                bulk.finish().unwrap();
            }
        }
        Step::Redefine => {
            let _ = node.define(unit("district"), None, &stays(2));
        }
        Step::NextDay => node.clock().advance(SignedDuration::from_hours(24)),
        Step::Settle => {
            node.settle_figures().unwrap();
        }
        Step::SelfCheck => {
            assert_eq!(node.check_figures(100, 1).unwrap(), [], "nothing was damaged");
        }
    }
}

/// Kept, by SQL, by the evaluator.
fn agree(node: &Node) {
    let (registry, today) = (node.registry(), node.clock().today());
    let (register, everything) = (registry.get(stays(1).id).unwrap(), Scope::everything());
    let definition = &register.definition;
    let reader = node.reader().unwrap();
    let kept = node.kept_counts(register, &everything, today).unwrap();
    assert_eq!(kept, node.recount(register, today).unwrap());
    let by_sql = figures_by_unit(&reader, register, &everything, today).unwrap();
    assert_eq!(kept.keys().collect::<Vec<_>>(), by_sql.keys().collect::<Vec<_>>());
    let records = all_records(&reader, &register.table, &everything).unwrap();
    for (unit, counts) in kept {
        let figures: Vec<i64> =
            definition.indicators.iter().map(|one| by_sql[&unit][&one.name]).collect();
        assert_eq!(counts.figures, figures, "kept and SQL");
        let own: Vec<&Body> = records
            .iter()
            .filter(|record| record.unit == unit)
            .map(|record| &record.body)
            .collect();
        assert_eq!(counts.records, i64::try_from(own.len()).unwrap());
        // The evaluator adds doubles in another order than SQL; whole numbers it must meet exactly.
        let folded = count(definition, own, today).unwrap();
        if counts.exact {
            let folded: Vec<i64> =
                definition.indicators.iter().map(|one| folded[&one.name]).collect();
            assert_eq!(counts.figures, folded, "kept and evaluator");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn kept_figures_are_those_of_a_recount(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let node = new_node(folder.path());
        for (at, step) in steps.iter().enumerate() {
            perform(&node, at, step);
        }
        agree(&node);
        let rebuilt = folder.path().join("rebuilt");
        std::fs::create_dir(&rebuilt).unwrap();
        node.rebuild(&rebuilt.join("phaodai.db"), &mut |_| ()).unwrap();
        std::fs::copy(folder.path().join("node.key"), rebuilt.join("node.key")).unwrap();
        let (now, mut options) = (node.clock().now(), options());
        options.clock = node::Clock::fixed(now);
        agree(&Node::open(&rebuilt, options).unwrap());
    }
}

#[test]
fn a_write_touches_one_kept_row_and_leaves_it_fresh() {
    let folder = tempfile::tempdir().unwrap();
    let node = new_node(folder.path());
    let body = Body::from([(1, Value::text("in")), (2, Value::Integer(3))]);
    let record = node.new_record().unwrap();
    node.append(&draft(owner(0), vec![(record, Act::Put(body))])).unwrap();
    let settled = node.settle_figures().unwrap();
    assert_eq!(settled, 0, "nothing was left to count");
    agree(&node);
}

fn set_counts(node: &Node, sql: &str) {
    let file = rusqlite::Connection::open(node.folder().join("phaodai.db")).unwrap();
    assert_eq!(file.execute(sql, []).unwrap(), 1);
}

/// Two units with records; the first one's kept figures can be damaged.
fn two_units(folder: &std::path::Path) -> Node {
    let node = new_node(folder);
    for number in [0, 1] {
        let body = Body::from([(1, Value::text("in")), (2, Value::Integer(3))]);
        let record = node.new_record().unwrap();
        node.append(&draft(owner(number), vec![(record, Act::Put(body))])).unwrap();
    }
    node
}

#[test]
fn a_damaged_figure_raises_an_alarm_and_is_right_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let node = two_units(folder.path());
    let before = node.reader().unwrap();
    let bytes = "SELECT counts FROM kept_figure ORDER BY path LIMIT 1";
    let bytes = before.query_one(bytes, &[]).unwrap();
    drop(before);
    set_counts(
        &node,
        "UPDATE kept_figure SET counts = x'040200060300020200'
        WHERE path = (SELECT min(path) FROM kept_figure)",
    );
    let alarms = node.check_figures(10, 1).unwrap();
    assert!(!alarms.is_empty(), "kept {bytes:?}");
    assert!(alarms.iter().all(|alarm| alarm.unit == owner(0)), "only the damaged unit: {alarms:?}");
    assert!(
        alarms
            .iter()
            .any(|alarm| alarm.indicator.is_empty() && alarm.kept == 2 && alarm.counted == 1)
    );
    agree(&node);
    let checks =
        node::doctor::examine(&node, &node::doctor::Machine::default(), node.clock().now());
    let figures = checks.unwrap().into_iter().find(|check| check.code == "figures").unwrap();
    assert_eq!(figures.state, node::doctor::State::Bad);
    let said = figures.found.vi;
    assert!(said.contains("giữ 2, đếm lại 1") && said.contains("stays"), "{said}");
    // It stays until somebody takes note of it, once.
    assert_eq!(node.check_figures(10, 2).unwrap(), []);
    let open = node.reader().unwrap().figure_alarms(&Scope::everything()).unwrap();
    assert_eq!(open.len(), alarms.len());
    for alarm in &open {
        assert!(node.note_alarm(alarm.no, "Lò Văn A").unwrap());
        assert!(!node.note_alarm(alarm.no, "Lò Văn A").unwrap());
    }
    assert_eq!(node.reader().unwrap().figure_alarms(&Scope::everything()).unwrap(), []);
}

#[test]
fn without_damage_there_is_no_alarm_and_what_is_due_runs_once() {
    let folder = tempfile::tempdir().unwrap();
    let node = two_units(folder.path());
    let names = |ran: Vec<node::jobs::Ran>| -> Vec<&'static str> {
        ran.into_iter().map(|ran| ran.job.name()).collect()
    };
    let all = ["trace", "new_day", "settle_figures", "check_figures", "sign_heads"];
    assert_eq!(names(node.run_due_jobs().unwrap()), all);
    assert_eq!(names(node.run_due_jobs().unwrap()), [""; 0], "nothing is due twice");
    assert_eq!(node.reader().unwrap().figure_alarms(&Scope::everything()).unwrap(), []);
    node.clock().advance(SignedDuration::from_mins(59));
    assert_eq!(names(node.run_due_jobs().unwrap()), ["settle_figures"]);
    node.clock().advance(SignedDuration::from_mins(1));
    assert_eq!(names(node.run_due_jobs().unwrap()), ["trace", "check_figures", "sign_heads"]);
    node.clock().advance(SignedDuration::from_hours(13));
    assert_eq!(names(node.run_due_jobs().unwrap()), all, "11 o'clock at night has become midnight");
}

#[test]
fn what_never_ran_is_due_at_once_on_a_clock_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let start = domain::base::stamp(jiff::civil::date(2021, 9, 10).at(7, 0, 0, 0)).unwrap();
    let clock = node::Clock::running_from(start);
    let node = Node::create(folder.path(), Options { clock, ..Options::fixed(start, 1) }).unwrap();
    assert_eq!(node.run_due_jobs().unwrap().len(), node::jobs::Job::ALL.len());
    assert_eq!(node.run_due_jobs().unwrap(), []);
}

#[test]
fn figures_of_a_new_day_are_counted_at_midnight() {
    let folder = tempfile::tempdir().unwrap();
    let node = two_units(folder.path());
    node.define(unit("district"), None, &stays(2)).unwrap();
    let leaves = Body::from([(4, Value::Date(jiff::civil::date(2021, 9, 10)))]);
    let record = node.new_record().unwrap();
    node.append(&draft(owner(0), vec![(record, Act::Put(leaves))])).unwrap();
    assert_eq!(node.settle_figures().unwrap(), 2, "a formula more");
    let overdue = |node: &Node| {
        let (registry, today) = (node.registry(), node.clock().today());
        let register = registry.get(stays(1).id).unwrap();
        node.kept_counts(register, &Scope::everything(), today).unwrap()[&owner(0)].figures[4]
    };
    assert_eq!(overdue(&node), 0);
    node.clock().advance(SignedDuration::from_hours(24));
    assert_eq!(overdue(&node), 1, "a reader counts what is of yesterday");
    assert_eq!(node.run_job(node::jobs::Job::NewDay).unwrap().done, 2);
    assert_eq!(overdue(&node), 1);
    assert_eq!(node.settle_figures().unwrap(), 0);
}

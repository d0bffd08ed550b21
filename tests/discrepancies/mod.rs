//! Figures that should agree and do not: the duty officer of the district finds and asks, the chairman of a commune sees
//! both figures and the people behind them and explains, the district takes the explanation or does not.

mod rules;
mod scope;
mod steps;

use std::fmt::Write as _;

use domain::base::{RecordId, stamp};
use domain::entry::{Act, Draft, DraftChange};
use domain::register::Owner;
use jiff::civil::{Date, date};
use node::{Clock, Node, Options, measure, units};
use serde_json::Value;

use crate::support::{COMMUNE, Desk, OTHER_COMMUNE, REGISTER, Ran, program};

const DAY: Date = date(2021, 9, 10);
const CHAIR: &str = "Cầm Văn Thuận";
const COMMUNE_CHAIR: &str = "Lò Văn Bí";
const COMMUNE_SECRETARY: &str = "Hà Thị Thư";
const OTHER_CHAIR: &str = "Tòng Văn Ban";
const OTHER_SECRETARY: &str = "Quàng Thị Ngân";

/// A person on a list.
#[derive(Clone)]
struct Row {
    name: String,
    phone: String,
    cccd: &'static str,
    returned: bool,
}

/// Twenty people of a commune, of whom the first so many are back.
fn people(commune: &str, back: usize) -> Vec<Row> {
    (0..20).map(|at| numbered(commune, at, at < back)).collect()
}

fn numbered(commune: &str, at: usize, returned: bool) -> Row {
    let unit = if commune == COMMUNE { 1 } else { 2 };
    Row {
        name: format!("Cà Văn {}", ["Một", "Hai", "Ba", "Bốn", "Năm"][at % 5]),
        phone: format!("09120{unit}{at:04}"),
        cccd: "",
        returned,
    }
}

/// A district with those who answer for its figures, in two communes.
fn district() -> Desk {
    let desk = Desk::district();
    for (name, post, unit) in [
        (CHAIR, "chair", "125"),
        (COMMUNE_CHAIR, "chair", COMMUNE),
        (COMMUNE_SECRETARY, "secretary", COMMUNE),
        (OTHER_CHAIR, "chair", OTHER_COMMUNE),
        (OTHER_SECRETARY, "secretary", OTHER_COMMUNE),
    ] {
        desk.run(["officer", "add", "--name", name, "--post", post, "--unit", unit]).done();
    }
    desk
}

fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Ran {
    Ran::of(program(&desk.data(), now).args(arguments).output().unwrap())
}

/// Brings a list in; whoever is on record already is changed.
fn import(desk: &Desk, now: &str, unit: &str, rows: &[Row]) {
    let mut text = "Họ và tên,Số điện thoại,Số CCCD,Đã về\n".to_owned();
    for row in rows {
        let returned = if row.returned { "x" } else { "chưa" };
        writeln!(text, "{},{},{},{returned}", row.name, row.phone, row.cccd).unwrap();
    }
    let name = format!("{unit}-{}.csv", now.replace([':', '-'], ""));
    let file = desk.put(&name, text);
    at(desk, now, &["import", REGISTER, &file, "--unit", unit]).done();
}

/// Prepares, confirms and submits the return of a day; gives what was printed.
fn report(desk: &Desk, now: &str, unit: &str, more: &[&str]) -> Value {
    let officers: &[&str] = match unit {
        COMMUNE => &[COMMUNE_SECRETARY, COMMUNE_CHAIR],
        OTHER_COMMUNE => &[OTHER_SECRETARY, OTHER_CHAIR],
        _ => &[CHAIR],
    };
    let verb = |verb: &str, more: &[&str]| {
        let fixed = ["return", verb, "--unit", unit, "--date", &now[..10]];
        at(desk, now, &[&fixed[..], more].concat()).done()
    };
    verb("prepare", more);
    for officer in officers {
        verb("attest", &["--as", officer]);
    }
    verb("submit", &[])
}

fn check(desk: &Desk, now: &str) -> Value {
    at(desk, now, &["discrepancy", "check", "--unit", "125", "--as", CHAIR]).done()
}

/// What a check finds, by name.
fn found(checked: &Value) -> Vec<String> {
    let text = |one: &Value| one["discrepancy"].as_str().unwrap().to_owned();
    let mut found: Vec<String> = checked["found"].as_array().unwrap().iter().map(text).collect();
    found.sort();
    found
}

fn list(desk: &Desk, now: &str, unit: &str, more: &[&str]) -> Value {
    at(desk, now, &[&["discrepancy", "list", "--unit", unit][..], more].concat()).done()
}

fn show(desk: &Desk, now: &str, which: &str, officer: &str) -> Value {
    at(desk, now, &["discrepancy", "show", which, "--as", officer]).done()
}

/// A step with a discrepancy.
fn step(desk: &Desk, now: &str, verb: &str, which: &str, officer: &str, say: &str) -> Ran {
    at(desk, now, &["discrepancy", verb, which, "--as", officer, "--say", say])
}

/// The district's node, with a clock of its own: for what lists cannot say.
fn node(desk: &Desk, hour: i8) -> Node {
    let clock = Clock::fixed(stamp(DAY.at(hour, 0, 0, 0)).unwrap());
    Node::open(&desk.data(), Options { clock, ..Options::default() }).unwrap()
}

/// Takes people who satisfy a condition off a list, with a reason.
fn strike(desk: &Desk, hour: i8, unit: &str, condition: &str, people: usize) {
    let node = node(desk, hour);
    let unit = units::tree(&node).unwrap().by_code(unit, DAY).unwrap().id;
    let registry = node.registry();
    let register = registry.get(Owner::BuiltIn.id_of(REGISTER)).unwrap();
    let scope = node.scope_of(unit).unwrap();
    let found = measure::matching(&node.reader().unwrap(), register, condition, &scope).unwrap();
    assert!(found.len() >= people, "{} people satisfy {condition}", found.len());
    let change = |record: RecordId| {
        let (definition, version) = (register.definition.id, register.definition.version);
        DraftChange { definition, version, record, act: Act::Retract }
    };
    let changes = found.iter().take(people).map(|record| change(record.id)).collect();
    let reason = Some("Đã chuyển đi nơi khác".to_owned());
    node.append(&Draft { unit, officer: None, reason, changes }).unwrap();
}

/// The evening before: a commune of twenty, eight back; the morning after, so many of the eight are not.
fn fallen(fewer: usize) -> Desk {
    let desk = district();
    import(&desk, "2021-09-09T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-09T09:00", COMMUNE, &[]);
    import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 8 - fewer));
    report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    desk
}

const FELL: &str = "04105/2021-09-10/returned_fell";

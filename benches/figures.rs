//! Forty figures: one write that keeps them fresh, a full recount against `DuckDB`, and reading what is kept.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::base::{RecordId, UnitId, Value};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::Body;
use domain::register::{Definition, Owner};
use jiff::civil::{Date, date};
use node::{Node, Options, Register, Scope};

use crate::report::{Report, Row, seconds, time};

const ROWS: u32 = 5_000_000;
const UNITS: u32 = 10_600;
const WRITES: usize = 400;
const ROUNDS: usize = 3;
const TODAY: Date = date(2021, 9, 10);

/// The choice fields: number, name, how many values (`a`, `b`, `c` …).
const CHOICES: [(u16, &str, u32); 6] = [
    (4, "state", 5),
    (5, "returned", 2),
    (6, "contacted", 2),
    (7, "doses", 3),
    (8, "kind", 4),
    (9, "help", 2),
];

/// Measures all of it in one folder, which goes away at the end.
pub fn run(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    one_write(report, folder.path());
    let node = new_node(&folder.path().join("province"), true);
    fill(&node);
    recount(report, &node, folder.path());
    read(report, &node);
}

fn new_node(folder: &Path, counting: bool) -> Node {
    let mut options = Options::fixed("2021-09-10T03:00:00Z".parse().expect("a moment"), 1);
    options.definitions = vec![definition(counting)];
    Node::create(folder, options).expect("a node")
}

/// The figures, as a definition writes them and as SQL does: eighteen of one choice, eighteen of two, two of a date, one
/// sum, one of everything.
fn figures() -> Vec<(String, String, bool)> {
    let mut conditions: Vec<Vec<(&str, char)>> = Vec::new();
    for (_, name, count) in CHOICES {
        conditions.extend(letters(count).map(|value| vec![(name, value)]));
    }
    for value in letters(5) {
        conditions.extend(letters(2).map(|other| vec![("state", value), ("returned", other)]));
    }
    for value in letters(4) {
        conditions.extend(letters(2).map(|other| vec![("kind", value), ("help", other)]));
    }
    let own = |parts: &Vec<(&str, char)>| {
        parts.iter().map(|(name, value)| format!("${{{name}}} = '{value}'")).collect::<Vec<_>>()
    };
    let sql = |parts: &Vec<(&str, char)>| {
        parts.iter().map(|(name, value)| format!("{name} = '{value}'")).collect::<Vec<_>>()
    };
    let mut figures: Vec<(String, String, bool)> = conditions
        .iter()
        .map(|parts| (own(parts).join(" and "), sql(parts).join(" AND "), false))
        .collect();
    figures.push(("${due} < today()".to_owned(), "due < 18880".to_owned(), false));
    figures.push((
        "${due} < today() and ${returned} = 'a'".to_owned(),
        "due < 18880 AND returned = 'a'".to_owned(),
        false,
    ));
    figures.push(("${state} = 'a'".to_owned(), "state = 'a'".to_owned(), true));
    figures.push(("true()".to_owned(), "true".to_owned(), false));
    figures
}

fn letters(count: u32) -> impl Iterator<Item = char> {
    ('a'..='z').take(count as usize)
}

fn definition(counting: bool) -> Definition {
    let mut text =
        String::from("name = \"bench\"\nversion = 1\ntitle = { vi = \"Đo\", en = \"Bench\" }\n");
    let rest = "visibility = \"unit\"\nretention = \"outbreak_plus_two_years\"\n";
    let mut field = |no: u16, name: &str, kind: &str, more: &str| {
        text += &format!(
            "[[field]]\nno = {no}\nname = \"{name}\"\nkind = \"{kind}\"\nlabel = {{ vi = \"{name}\", en = \"{name}\" }}\n{more}{rest}"
        );
    };
    for (no, name) in [(1, "person"), (2, "phone"), (3, "place")] {
        field(no, name, "text", "");
    }
    for (no, name, count) in CHOICES {
        field(no, name, "select_one", &format!("choices = \"c{count}\"\n"));
    }
    field(10, "people", "integer", "");
    field(11, "due", "date", "");
    for count in [2, 3, 4, 5] {
        text += &format!("[[choices]]\nname = \"c{count}\"\nitems = [\n");
        for value in letters(count) {
            text += &format!(
                "{{ name = \"{value}\", label = {{ vi = \"{value}\", en = \"{value}\" }} }},\n"
            );
        }
        text += "]\n";
    }
    for (at, (condition, _, sums)) in figures().into_iter().enumerate().filter(|_| counting) {
        let sum = if sums { "sum = \"${people}\"\n" } else { "" };
        text += &format!(
            "[[indicator]]\nname = \"i{at}\"\ntitle = {{ vi = \"i{at}\", en = \"i{at}\" }}\nwhere = \"{condition}\"\n{sum}"
        );
    }
    Definition::issued_by(Owner::Unit(unit(0)), &text).expect("the definition of the bench")
}

fn unit(no: u32) -> UnitId {
    UnitId::derived(&format!("commune {no}"))
}

/// Alternately with and without figures, so that whatever else the machine does falls on both; medians.
fn one_write(report: &mut Report, folder: &Path) {
    let nodes = [true, false].map(|counting| {
        new_node(&folder.join(if counting { "with" } else { "without" }), counting)
    });
    let mut took: [Vec<Duration>; 2] = Default::default();
    for at in 0..WRITES {
        for (node, took) in nodes.iter().zip(&mut took) {
            let draft = draft(at);
            took.push(time(|| node.append(&draft).expect("a write")).1);
        }
    }
    let [with, without] = took.map(|mut took| {
        took.sort_unstable();
        took[took.len() / 2]
    });
    let ratio = with.as_secs_f64() / without.as_secs_f64();
    let micros = |took: Duration| format!("{} µs", took.as_micros());
    report.add(Row {
        work: "one write while 40 indicators are kept fresh (durable, median)".to_owned(),
        ours: micros(with),
        peer: format!("without them {}", micros(without)),
        figure: format!("{ratio:.2} ×"),
        promise: "≤ 2 ×",
        held: Some(ratio <= 2.0),
    });
}

/// Two writes of three change a record that was there.
fn draft(at: usize) -> Draft {
    let letter = |count: usize| Value::text(char::from(b'a' + (at % count) as u8).to_string());
    let mut body: Body = CHOICES.iter().map(|(no, _, n)| (*no, letter(*n as usize))).collect();
    body.insert(1, Value::text("Lò Văn Nghĩa"));
    body.insert(10, Value::Integer(at as i64 % 7));
    body.insert(11, Value::Date(TODAY));
    let (definition, record) = (definition(false).id, RecordId::derived(&format!("{}", at / 3)));
    let change = DraftChange { definition, version: 1, record, act: Act::Put(body) };
    Draft { unit: unit(0), officer: None, reason: None, changes: vec![change] }
}

/// The same value of a field in both databases: by arithmetic on the number of the row.
fn value(no: u16, count: u32) -> String {
    format!("(i * {} % 10007 % {count})", 7919 + 12 * u32::from(no))
}

/// Puts the rows into the table itself: this bench needs no ledger.
fn fill(node: &Node) {
    let file = rusqlite::Connection::open(node.folder().join("phaodai.db")).expect("the database");
    let table =
        node.registry().get(definition(true).id).expect("the register").table.plan.table.clone();
    file.execute_batch(&format!(
        "PRAGMA synchronous = off; BEGIN; DROP INDEX {table}_path; CREATE TEMP TABLE units (no integer primary key, unit blob, path text);"
    ))
    .expect("a bare table");
    for no in 0..UNITS {
        let path = format!("z{no:07}");
        for sql in [
            "INSERT INTO temp.units VALUES (?1, ?2, ?3)",
            "INSERT INTO main.unit_path (no, unit, path) VALUES (?1 + 100, ?2, ?3)",
        ] {
            let mut insert = file.prepare_cached(sql).expect("a statement");
            insert.execute(rusqlite::params![no, unit(no).bytes(), path]).expect("a unit");
        }
    }
    let choices: String =
        CHOICES.iter().map(|(no, _, n)| format!(", char(97 + {})", value(*no, *n))).collect();
    let (people, due) = (value(10, 10), value(11, 60));
    file.execute_batch(&format!(
        "INSERT INTO {table} (id, unit, path, entry, state, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11)
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {ROWS})
         SELECT CAST(printf('%016d', i) AS BLOB), unit, path, 1, 0, 'Lò Văn ' || i, '09' || (10000000 + i), 'KCN Vân Trung, Bắc Giang'{choices}, {people}, 18850 + {due}
         FROM n JOIN temp.units ON no = i * 7919 % {UNITS};
         DELETE FROM kept_register; COMMIT;"
    ))
    .expect("the rows");
}

fn recount(report: &mut Report, node: &Node, folder: &Path) {
    let registry = node.registry();
    let register = registry.get(definition(true).id).expect("the register");
    let (mut ours, mut total) = (Duration::MAX, 0);
    for _ in 0..ROUNDS {
        let (counted, took) = time(|| node.recount(register, TODAY).expect("a recount"));
        ours = ours.min(took);
        total = counted.values().flat_map(|counts| &counts.figures).sum::<i64>();
    }
    let peer = duckdb(folder);
    if let Some((_, sum)) = peer {
        assert_eq!(sum, total, "both count the same");
    }
    let ratio = peer.map(|(peer, _)| ours.as_secs_f64() / peer.as_secs_f64());
    report.add(Row {
        work: format!("recount {UNITS} communes × 40 figures over {ROWS} records, two threads"),
        ours: seconds(ours),
        peer: peer
            .map_or("not measured".to_owned(), |(took, _)| format!("DuckDB {}", seconds(took))),
        figure: ratio.map_or("–".to_owned(), |ratio| format!("{ratio:.1} ×")),
        promise: "≤ 3 ×",
        held: ratio.map(|ratio| ratio <= 3.0),
    });
}

/// The same rows and figures in `DuckDB`, in memory, best of the same number of rounds: seconds, and the sum of all
/// figures. `None` where Python has no `duckdb`.
fn duckdb(folder: &Path) -> Option<(Duration, i64)> {
    let choices: String = CHOICES
        .iter()
        .map(|(no, name, n)| format!(", chr((97 + {})::INTEGER) AS {name}", value(*no, *n)))
        .collect();
    let (people, due) = (value(10, 10), value(11, 60));
    let columns: Vec<String> = figures()
        .iter()
        .map(|(_, sql, sums)| {
            let what = if *sums { "sum(people)" } else { "count(*)" };
            format!("COALESCE({what} FILTER (WHERE {sql}), 0)::BIGINT")
        })
        .collect();
    let numbered: Vec<String> =
        columns.iter().enumerate().map(|(at, column)| format!("{column} AS c{at}")).collect();
    let sums: Vec<String> = (0..columns.len()).map(|at| format!("sum(c{at})")).collect();
    let script = format!(
        r#"
import duckdb, time
c = duckdb.connect()
c.execute("PRAGMA threads=2")
c.execute("""CREATE TABLE t AS SELECT md5((i * 7919 % {UNITS})::VARCHAR)::UUID AS unit, 'Lò Văn ' || i AS person,
  '09' || (10000000 + i) AS phone, 'KCN Vân Trung, Bắc Giang' AS place{choices}, {people} AS people, 18850 + {due} AS due
  FROM (SELECT range AS i FROM range({ROWS}))""")
best = 1e9
for _ in range({ROUNDS}):
    start = time.perf_counter()
    c.execute("""CREATE OR REPLACE TEMP TABLE f AS SELECT unit, {} FROM t GROUP BY unit""")
    best = min(best, time.perf_counter() - start)
print(best, c.execute("SELECT {} FROM f").fetchone()[0])
"#,
        numbered.join(", "),
        sums.join(" + ")
    );
    let path = folder.join("figures.py");
    std::fs::File::create(&path).and_then(|mut file| file.write_all(script.as_bytes())).ok()?;
    let python = std::env::var_os("PHAODAI_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).arg(&path).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (best, sum) = text.trim().split_once(' ')?;
    Some((Duration::from_secs_f64(best.parse().ok()?), sum.parse().ok()?))
}

fn read(report: &mut Report, node: &Node) {
    let (registry, everything) = (node.registry(), Scope::everything());
    let register: &Register = registry.get(definition(true).id).expect("the register");
    let (settled, took) = time(|| node.settle_figures().expect("figures are kept"));
    eprintln!("   {settled} units counted and kept in {}", seconds(took));
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let (kept, took) = time(|| node.kept_counts(register, &everything, TODAY).expect("kept"));
        assert_eq!(kept.len(), UNITS as usize, "every commune is there");
        best = best.min(took);
    }
    report.add(Row {
        work: format!("read the kept figures of {UNITS} communes × 40"),
        ours: format!("{:.1} ms", best.as_secs_f64() * 1e3),
        peer: "–".to_owned(),
        figure: format!("{:.1} ms", best.as_secs_f64() * 1e3),
        promise: "< 60 ms",
        held: Some(best < Duration::from_millis(60)),
    });
}

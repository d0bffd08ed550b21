//! Contacts to the third generation among ten million visits: of one case after the other, in the order of time.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use engines::contacts::{Question, Rule, Seed, Visit, Visits, trace};

use crate::report::{Report, Row};

const PEOPLE: u32 = 400_000;
const DAYS: u32 = 10;
const DAY: u32 = 1440;
/// Cases that are traced.
const CASES: usize = 200;
/// Cases that the peer traces too.
const COMPARED: usize = 5;
const UNTIL: u32 = 9 * DAY;
const FEWEST: u32 = 15;

/// Homes of four, workplaces of sixteen, and markets: twenty-five visits a person in ten days.
fn world() -> Vec<Visit> {
    let mut random = fastrand::Rng::with_seed(7);
    let (homes, works, markets) = (PEOPLE / 4, PEOPLE / 16, 2000);
    let mut visits = Vec::with_capacity((PEOPLE * 25) as usize);
    for person in 0..PEOPLE {
        let work = homes + random.u32(..works);
        for day in 0..DAYS {
            let begin = day * DAY;
            let mut stay = |place, from, long| {
                visits.extend(Visit::new(person, place, begin + from, begin + from + long));
            };
            stay(person / 4, 1080 + random.u32(..60), 700 + random.u32(..40));
            stay(work, 480 + random.u32(..60), 480 + random.u32(..60));
            if day % 2 == person % 2 {
                let market = homes + works + random.u32(..markets);
                stay(market, 360 + random.u32(..840), 10 + random.u32(..35));
            }
        }
    }
    visits
}

/// Runs it.
pub fn run(report: &mut Report) {
    let visits = world();
    let count = visits.len();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("visits.csv");
    write(&file, &visits).expect("a file");
    let mut index = Visits::default();
    let begun = Instant::now();
    index.add(visits);
    let built = begun.elapsed();
    let each = index.bytes() as f64 / count as f64;

    let rule = Rule::everywhere(FEWEST);
    let isolated = BTreeMap::new();
    let mut random = fastrand::Rng::with_seed(11);
    let cases: Vec<u32> = (0..CASES).map(|_| random.u32(..PEOPLE)).collect();
    let mut took = Vec::new();
    let mut counts = Vec::new();
    for person in &cases {
        let seeds = [Seed { person: *person, from: 4 * DAY, to: 7 * DAY }];
        let question = Question {
            seeds: &seeds,
            generations: 3,
            until: UNTIL,
            rule: &rule,
            isolated: &isolated,
        };
        let begun = Instant::now();
        let traced = trace(&index, &question);
        took.push(begun.elapsed());
        counts.push([1, 2, 3].map(|generation| traced.in_generation(generation)));
    }
    took.sort_unstable();
    let (median, high) = (took[CASES / 2], took[CASES * 95 / 100]);
    let peer = duckdb(folder.path(), &file, &cases[..COMPARED]);
    if let Some((_, theirs)) = &peer {
        assert_eq!(theirs[..], counts[..COMPARED], "both find the same people");
    }
    let ratio = peer.as_ref().map(|(peer, _)| peer.as_secs_f64() / median.as_secs_f64());
    let millis = |took: Duration| format!("{:.1} ms", took.as_secs_f64() * 1000.0);
    report.add(Row {
        work: format!("contacts to the third generation among {count} visits, in the order of time; {CASES} cases"),
        ours: format!("median {}, p95 {}", millis(median), millis(high)),
        peer: peer.map_or("not measured".to_owned(), |(took, _)| format!("DuckDB, indexed, median {}", millis(took))),
        figure: ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.0} × faster, p95 {}", millis(high))),
        promise: "≥ 50 × faster, p95 < 150 ms",
        held: ratio.map(|ratio| ratio >= 50.0 && high < Duration::from_millis(150)),
    });
    report.add(Row {
        work: format!("index of {count} visits"),
        ours: format!("{:.2} s, {each:.0} bytes a visit", built.as_secs_f64()),
        peer: "–".to_owned(),
        figure: format!("{:.2} s, {each:.0} bytes", built.as_secs_f64()),
        promise: "< 5 s, < 40 bytes a visit",
        held: Some(built < Duration::from_secs(5) && each < 40.0),
    });
}

fn write(path: &Path, visits: &[Visit]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for visit in visits {
        writeln!(file, "{},{},{},{}", visit.person, visit.place, visit.from, visit.to)?;
    }
    file.flush()
}

/// The median time of `DuckDB` for the same cases, and how many people it finds in each generation. `None` where Python has
/// no `duckdb`.
fn duckdb(folder: &Path, file: &Path, cases: &[u32]) -> Option<(Duration, Vec<[usize; 3]>)> {
    let script = format!(
        r#"
import duckdb, time
c = duckdb.connect()
c.execute("PRAGMA threads=2")
c.execute("CREATE TABLE v AS SELECT * FROM read_csv('{file}', header=false, columns={{'person':'UINTEGER','place':'UINTEGER','f':'UINTEGER','t':'UINTEGER'}}) ORDER BY place, f")
c.execute("CREATE INDEX by_place ON v(place)")
c.execute("CREATE INDEX by_person ON v(person)")
took, lines = [], []
for case in {cases:?}:
    begun = time.perf_counter()
    c.execute("CREATE OR REPLACE TEMP TABLE b(person UINTEGER, a UINTEGER, g INTEGER)")
    c.execute("INSERT INTO b VALUES (?, 0, 0)", [case])
    c.execute("CREATE OR REPLACE TEMP TABLE s AS SELECT ?::UINTEGER AS person, {from}::UINTEGER AS a, {to}::UINTEGER AS e", [case])
    counts = []
    for g in (1, 2, 3):
        c.execute("""CREATE OR REPLACE TEMP TABLE src AS SELECT v.place, greatest(v.f, s.a) AS f, least(v.t, s.e) AS t
          FROM s JOIN v ON v.person = s.person WHERE v.f < s.e AND s.a < v.t AND least(v.t, s.e) >= greatest(v.f, s.a) + {fewest}""")
        c.execute("""CREATE OR REPLACE TEMP TABLE met AS SELECT x.person, min(greatest(x.f, src.f)) AS a
          FROM src JOIN v x ON x.place = src.place AND x.f < src.t AND src.f < x.t
          WHERE least(x.t, src.t, {until}) >= greatest(x.f, src.f) + {fewest} GROUP BY x.person""")
        c.execute("""CREATE OR REPLACE TEMP TABLE n AS SELECT met.person, met.a, b.person IS NULL AS fresh FROM met LEFT JOIN b USING (person)
          WHERE b.person IS NULL OR met.a < b.a""")
        counts.append(c.execute("SELECT count(*) FROM n WHERE fresh").fetchone()[0])
        c.execute("UPDATE b SET a = n.a FROM n WHERE n.person = b.person")
        c.execute(f"INSERT INTO b SELECT person, a, {{g}} FROM n WHERE fresh")
        c.execute("CREATE OR REPLACE TEMP TABLE s AS SELECT person, a, {until}::UINTEGER AS e FROM n")
    took.append(time.perf_counter() - begun)
    lines.append(" ".join(map(str, counts)))
took.sort()
print(took[len(took) // 2])
print("\n".join(lines))
"#,
        file = file.display(),
        from = 4 * DAY,
        to = 7 * DAY,
        until = UNTIL,
        fewest = FEWEST,
    );
    let path = folder.join("contacts.py");
    std::fs::write(&path, script).ok()?;
    let python = std::env::var_os("PHAODAI_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).arg(&path).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut lines = text.lines();
    let took = Duration::from_secs_f64(lines.next()?.parse().ok()?);
    let counts = lines.map(|line| {
        let mut numbers = line.split(' ').map(|number| number.parse().unwrap_or_default());
        [(); 3].map(|()| numbers.next().unwrap_or_default())
    });
    Some((took, counts.collect()))
}

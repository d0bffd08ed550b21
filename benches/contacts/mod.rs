//! Contacts to the third generation among ten million visits: of one case after the other, in the order of time. Two
//! peers get the same file and the same question in SQL, and must find as many people in each generation.

mod duckdb;
mod postgres;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use engines::contacts::{Question, Rule, Seed, Visit, Visits, trace};

use crate::report::{Report, Row};

const PEOPLE: u32 = 400_000;
const DAYS: u32 = 10;
const DAY: u32 = 1440;
/// Cases that are traced.
const CASES: usize = 200;
/// Cases that the peers trace too.
const COMPARED: usize = 50;
const GENERATIONS: u8 = 3;
/// When a case could infect others.
const SEEDED: Range<u32> = 4 * DAY..7 * DAY;
const UNTIL: u32 = 9 * DAY;
const FEWEST: u32 = 15;

/// What a peer found.
struct Answer {
    median: Duration,
    /// People in each generation, case by case.
    people: Vec<[usize; 3]>,
}

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

/// What ours took.
struct Ours {
    visits: usize,
    median: Duration,
    high: Duration,
}

impl Ours {
    fn against(&self, name: &str, peer: Option<Duration>) -> Row {
        let millis = |took: Duration| format!("{:.1} ms", took.as_secs_f64() * 1000.0);
        let (count, median, high) = (self.visits, millis(self.median), millis(self.high));
        let ratio = peer.map(|peer| peer.as_secs_f64() / self.median.as_secs_f64());
        Row {
            work: format!(
                "contacts to the third generation among {count} visits, in the order of time; {CASES} cases"
            ),
            ours: format!("median {median}, p95 {high}"),
            peer: peer.map_or_else(
                || format!("{name} not measured"),
                |took| format!("{name} median {}", millis(took)),
            ),
            figure: ratio
                .map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.0} × faster, p95 {high}")),
            promise: "≥ 50 × faster, p95 < 150 ms",
            held: ratio.map(|ratio| ratio >= 50.0 && self.high < Duration::from_millis(150)),
        }
    }
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
        let seeds = [Seed { person: *person, from: SEEDED.start, to: SEEDED.end }];
        let question = Question {
            seeds: &seeds,
            generations: GENERATIONS,
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
    let ours = Ours { visits: count, median: took[CASES / 2], high: took[CASES * 95 / 100] };
    let compared = &cases[..COMPARED];
    let [plain, bounded] = match postgres::ask(folder.path(), &file, compared) {
        Some(both) => both.map(Some),
        None => [None, None],
    };
    let peers = [
        ("DuckDB, indexed,", duckdb::ask(folder.path(), &file, compared)),
        ("PostgreSQL, covering indexes,", plain),
        ("PostgreSQL, covering indexes, the longest stay written into the query,", bounded),
    ];
    for (name, peer) in peers {
        if let Some(peer) = &peer {
            assert_eq!(peer.people[..], counts[..COMPARED], "{name} finds the same people");
        }
        report.add(ours.against(name, peer.map(|peer| peer.median)));
    }
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

/// Reads what a peer printed: a line a case, with the seconds that it took and the people of each generation. `None` where
/// it did not come to the end.
fn answer(printed: &[u8], cases: usize) -> Option<Answer> {
    let (mut took, mut people) = (Vec::new(), Vec::new());
    for line in std::str::from_utf8(printed).ok()?.lines() {
        let mut words = line.split(' ');
        took.push(Duration::from_secs_f64(words.next()?.parse().ok()?));
        let counts: Result<Vec<usize>, _> = words.map(str::parse).collect();
        people.push(counts.ok()?.try_into().ok()?);
    }
    took.sort_unstable();
    let median = (took.len() == cases).then(|| took[cases / 2])?;
    Some(Answer { median, people })
}

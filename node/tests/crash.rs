//! A power cut: the writing process is killed at a random moment, and what it acknowledged is still there.
//!
//! The writer says on its standard output what is on the disk, one line for each entry. The parent keeps that list, kills
//! the process at a moment that the seed chooses (the log is carried over every few pages, so many kills fall into a
//! checkpoint), opens the node again and compares.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::base::{RecordId, Value};
use domain::entry::Act;
use node::{Depth, Node, Options, Random, Scope, StoreOptions};

use crate::support::{body, draft, guests_id, new_node, options, unit};

const FOLDER: &str = "PHAODAI_TEST_FOLDER";
const SEED: &str = "PHAODAI_TEST_SEED";

/// Records in one entry: all of them or none must be there.
const TOGETHER: usize = 3;

fn options_with_many_checkpoints(seed: u64) -> Options {
    let store = StoreOptions { checkpoint_pages: 8, ..StoreOptions::default() };
    Options { store, ..options(seed) }
}

/// The process that is killed: writes for ever and says what is acknowledged. New records, changes of old ones, and
/// retractions.
#[test]
#[ignore = "run by the tests below, as a process of its own"]
fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let seed: u64 = std::env::var(SEED).unwrap().parse().unwrap();
    let node = Node::open(folder.as_ref(), options_with_many_checkpoints(seed)).unwrap();
    let dice = Random::seeded(seed);
    let mut out = std::io::stdout();
    let mut all: Vec<[RecordId; TOGETHER]> = Vec::new();
    for number in 1_i64.. {
        let die = usize::from(dice.bytes::<1>().unwrap()[0]);
        let (records, retract) = if all.is_empty() || die < 150 {
            (std::array::from_fn(|_| node.new_record().unwrap()), false)
        } else {
            (all[die % all.len()], die > 235)
        };
        let act = |at: usize| match retract {
            true => Act::Retract,
            false => Act::Put(body(&format!("Khách {number} {at} {}", "dài ".repeat(die)), number)),
        };
        let changes = records.iter().enumerate().map(|(at, id)| (*id, act(at))).collect();
        node.append(&draft(unit("commune"), changes)).unwrap();
        let said = if retract { 0 } else { number };
        let ids: Vec<String> = records.iter().map(ToString::to_string).collect();
        writeln!(out, "acknowledged {number} {said} {}", ids.join(" ")).unwrap();
        out.flush().unwrap();
        if !all.contains(&records) {
            all.push(records);
        }
    }
}

/// The state of a record that was acknowledged: the number of the entry, and what it set; 0 stands for retracted.
type Acknowledged = BTreeMap<[RecordId; TOGETHER], (i64, i64)>;

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    (1..=20).for_each(survives_a_kill);
}

#[test]
#[ignore = "takes minutes: two hundred kills"]
fn what_was_acknowledged_before_any_of_two_hundred_kills_is_there_after_it() {
    (1..=200).for_each(survives_a_kill);
}

fn survives_a_kill(seed: u64) {
    let made = new_node(100 + seed);
    let folder = made.folder;
    drop(made.node);
    let acknowledged = run_and_kill(folder.path(), seed);
    let node = Node::open(folder.path(), options(2000 + seed)).unwrap();
    let verified = node.verify(Depth::Tables, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken, [], "seed {seed}");
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    let reader = node.reader().unwrap();
    let last = acknowledged.values().map(|(entry, _)| *entry).max().unwrap_or(0);
    let mut in_flight = 0;
    for (records, (entry, said)) in &acknowledged {
        let states = records.map(|record| {
            let row = reader.record(table, &Scope::everything(), record).unwrap();
            let row = row.unwrap_or_else(|| panic!("seed {seed}: {record} was acknowledged"));
            match row.body.get(&4) {
                Some(Value::Integer(number)) if !row.retracted => *number,
                _ => 0,
            }
        });
        assert!(states.iter().all(|state| *state == states[0]), "seed {seed}: half an entry");
        if states[0] != *said {
            // The entry that came to the disk before the kill, and was not said any more: a change or a retraction.
            in_flight += 1;
            assert!(
                [0, last + 1].contains(&states[0]),
                "seed {seed}: entry {entry} is lost: {states:?}"
            );
        }
    }
    assert!(in_flight <= 1, "seed {seed}: {in_flight} entries are not as they were acknowledged");
    let differing = acknowledged.len();
    let count = reader.count(table, &Scope::everything()).unwrap();
    assert_eq!(count % TOGETHER as u64, 0, "seed {seed}: whole entries");
    assert!(count <= (differing as u64 + 1) * TOGETHER as u64, "seed {seed}: nothing from nowhere");
    // It goes on where it stopped.
    let record = node.new_record().unwrap();
    node.append(&draft(unit("commune"), vec![(record, Act::Put(body("Sau", 1)))])).unwrap();
}

/// Starts the writer, kills it some moments after it began to write, gives what it acknowledged up to then.
fn run_and_kill(folder: &Path, seed: u64) -> Acknowledged {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::writes_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Acknowledged::new();
    let mut note = |line: &str| {
        let Some((_, said)) = line.split_once("acknowledged ") else { return false };
        let mut words = said.split_whitespace();
        let (Some(entry), Some(number)) = (words.next(), words.next()) else { return false };
        let ids: Vec<RecordId> = words.filter_map(|word| word.parse().ok()).collect();
        // The kill may fall into the line itself; then nobody was told.
        let Ok(records) = <[RecordId; TOGETHER]>::try_from(ids) else { return false };
        acknowledged.insert(records, (entry.parse().unwrap(), number.parse().unwrap()));
        true
    };
    for line in lines.by_ref() {
        if note(&line.unwrap()) {
            break;
        }
    }
    let moment = u16::from_le_bytes(Random::seeded(seed).bytes().unwrap());
    std::thread::sleep(Duration::from_micros(u64::from(moment) * 4));
    child.kill().unwrap();
    lines.map_while(Result::ok).for_each(|line| {
        note(&line);
    });
    child.wait().unwrap();
    assert!(!acknowledged.is_empty());
    acknowledged
}

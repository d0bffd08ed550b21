//! A power cut: the writing process is killed, and what it acknowledged is still there.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use domain::base::RecordId;
use domain::entry::Act;
use node::{Depth, Node, Random, Scope};

use crate::support::{body, draft, guests_id, new_node, options, unit};

const FOLDER: &str = "PHAODAI_TEST_FOLDER";

/// The process that is killed: appends for ever and says each record that is acknowledged.
#[test]
#[ignore = "run by the test below, as a process of its own"]
fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let node = Node::open(folder.as_ref(), options(1001)).unwrap();
    let mut out = std::io::stdout();
    for number in 0.. {
        let records: Vec<RecordId> = (0..3).map(|_| node.new_record().unwrap()).collect();
        let puts =
            records.iter().map(|id| (*id, Act::Put(body(&format!("Khách {number}"), number))));
        node.append(&draft(unit("commune"), puts.collect())).unwrap();
        for record in records {
            writeln!(out, "acknowledged {record}").unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    for seed in 1..=3 {
        let node = new_node(100 + seed);
        let folder = node.folder;
        drop(node.node);
        let lines = u64::from(Random::seeded(seed).bytes::<1>().unwrap()[0]) % 60 + 1;
        let acknowledged = run_and_kill(folder.path(), usize::try_from(lines).unwrap());
        let node = Node::open(folder.path(), options(2000 + seed)).unwrap();
        let verified = node.verify(Depth::Tables, &mut |_, _| ()).unwrap();
        assert_eq!(verified.broken, [], "seed {seed}");
        let registry = node.registry();
        let table = &registry.get(guests_id()).unwrap().table;
        let reader = node.reader().unwrap();
        for record in acknowledged {
            let row = reader.record(table, &Scope::everything(), record).unwrap();
            assert!(row.is_some(), "seed {seed}: {record} was acknowledged");
        }
        assert_eq!(reader.count(table, &Scope::everything()).unwrap() % 3, 0, "whole entries");
    }
}

/// Starts the writer, kills it after so many lines, gives what it acknowledged up to then.
fn run_and_kill(folder: &std::path::Path, lines: usize) -> Vec<RecordId> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::writes_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some((_, record)) = line.split_once("acknowledged ") {
            acknowledged.push(record.trim().parse().unwrap());
        }
        if acknowledged.len() >= lines {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(acknowledged.len(), lines);
    acknowledged
}

//! Full disks, two writers, files of others.

use std::time::Duration;

use node::{Depth, Node, NodeError, Options, StoreOptions};
use rusqlite::Connection;

use crate::support::{TestNode, body, draft, new_node, options, unit};
use domain::entry::Act;

fn limited(seed: u64, store: StoreOptions) -> Options {
    Options { store, ..options(seed) }
}

#[test]
fn a_full_disk_is_told_and_the_node_stays_readable() {
    let TestNode { node, folder, .. } = new_node(61);
    drop(node);
    let pages = std::fs::metadata(folder.path().join("phaodai.db")).unwrap().len() / 8192;
    let max_pages = Some(u32::try_from(pages).unwrap() + 6);
    let small = StoreOptions { max_pages, ..StoreOptions::default() };
    let node = Node::open(folder.path(), limited(62, small)).unwrap();
    let full = (0..200).find_map(|number| {
        let record = node.new_record().unwrap();
        let put = Act::Put(body(&format!("{number} {}", "dài ".repeat(200)), number));
        node.append(&draft(unit("commune"), vec![(record, put)])).err().map(|error| (number, error))
    });
    let (written, error) = full.unwrap();
    assert!(matches!(error, NodeError::DiskFull), "{error}");
    let registry = node.registry();
    let table = &registry.get(crate::support::guests_id()).unwrap().table;
    let everything = node::Scope::everything();
    let count = node.reader().unwrap().count(table, &everything).unwrap();
    assert_eq!(count, written.cast_unsigned());
    assert_eq!(node.verify(Depth::Ledger, &mut |_, _| ()).unwrap().broken, []);
    drop(node);
    let node = Node::open(folder.path(), options(63)).unwrap();
    let record = node.new_record().unwrap();
    node.append(&draft(unit("commune"), vec![(record, Act::Put(body("An", 1)))])).unwrap();
    assert_eq!(node.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
}

#[test]
fn a_writer_that_waits_too_long_says_who_is_in_the_way() {
    let TestNode { node, folder, .. } = new_node(64);
    drop(node);
    let patience = Duration::from_millis(20);
    let hasty = StoreOptions { patience, ..StoreOptions::default() };
    let node = Node::open(folder.path(), limited(65, hasty)).unwrap();
    let other = Connection::open(folder.path().join("phaodai.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let record = node.new_record().unwrap();
    let put = draft(unit("commune"), vec![(record, Act::Put(body("An", 1)))]);
    assert_eq!(node.append(&put).unwrap_err().code(), "store_busy");
    node.reader().unwrap().heads().unwrap();
    other.execute_batch("ROLLBACK").unwrap();
    node.append(&put).unwrap();
}

#[test]
fn two_processes_take_turns_and_the_chain_stays_whole() {
    let first = new_node(66);
    let second = Node::open(first.folder.path(), options(67)).unwrap();
    let commune = unit("commune");
    for number in 0..5 {
        first.add(commune, &format!("Một {number}"), number);
        let record = second.new_record().unwrap();
        let put = Act::Put(body(&format!("Hai {number}"), number));
        second.append(&draft(commune, vec![(record, put)])).unwrap();
    }
    let verified = first.verify(Depth::Tables, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken, []);
    assert_eq!(first.reader().unwrap().heads_of(commune).unwrap()[0].seq, 10);
}

#[test]
fn files_of_others_and_of_tomorrow_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phaodai.db");
    let code = || Node::open(folder.path(), options(68)).unwrap_err().code();
    assert_eq!(code(), "node_not_found");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(code(), "node_not_ours");
    std::fs::remove_file(&path).unwrap();
    let node = Node::create(folder.path(), options(69)).unwrap();
    assert_eq!(Node::create(folder.path(), options(69)).unwrap_err().code(), "node_exists");
    drop(node);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(code(), "node_newer");
}

#[test]
fn an_import_that_was_cut_off_has_its_indexes_after_the_next_opening() {
    let node = new_node(70);
    node.add(unit("commune"), "An", 1);
    let registry = node.registry();
    let table = registry.get(crate::support::guests_id()).unwrap().table.plan.clone();
    let connection = Connection::open(node.folder.path().join("phaodai.db")).unwrap();
    for (column, _) in table.indexes() {
        connection.execute_batch(&format!("DROP INDEX {}_{column}", table.table)).unwrap();
    }
    drop(connection);
    assert!(!node.verify(Depth::Ledger, &mut |_, _| ()).unwrap().is_whole());
    let node = node.reopen();
    assert_eq!(node.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
}

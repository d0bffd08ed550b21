//! Signatures, home nodes, the read log, backups and what comes back from them.

use domain::base::{NodeId, OfficerId};
use node::{Depth, Identity, Node, Scope};

use crate::support::{guests_id, new_node, options, unit};

#[test]
fn heads_are_signed_once_each_and_a_reading_is_kept() {
    let node = new_node(41);
    let record = node.add(unit("commune"), "An", 1);
    let streams = node.reader().unwrap().streams().unwrap().len();
    assert_eq!(node.sign_heads().unwrap(), streams);
    assert_eq!(node.sign_heads().unwrap(), 0);
    node.add(unit("commune"), "Bình", 1);
    assert_eq!(node.sign_heads().unwrap(), 1);
    let nurse = OfficerId::derived("nurse");
    node.log_readings(nurse, guests_id(), &[record], "gọi điện hỏi thăm").unwrap();
    node.log_readings(nurse, guests_id(), &[record], "in danh sách").unwrap();
    let readings = node.reader().unwrap().readings_of(record).unwrap();
    assert_eq!(readings.len(), 2);
    assert_eq!(readings[0].purpose, "in danh sách");
    let verified = node.verify(Depth::Tables, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken, []);
    assert_eq!(verified.signatures, streams as u64 + 1);
}

#[test]
fn the_home_of_a_unit_is_what_the_latest_entry_says() {
    let node = new_node(42);
    let commune = unit("commune");
    assert_eq!(node.home_of(commune).unwrap(), None);
    node.set_home(commune, NodeId::derived("laptop"), None, "giao máy xã").unwrap();
    node.clock().advance(jiff::SignedDuration::from_mins(1));
    node.set_home(commune, node.id(), None, "máy xã hỏng, huyện làm thay").unwrap();
    assert_eq!(node.home_of(commune).unwrap(), Some(node.id()));
}

#[test]
fn a_backup_is_taken_while_others_write_and_holds_one_moment() {
    let node = new_node(43);
    for number in 0..50 {
        node.add(unit("commune"), &format!("Khách {number}"), 1);
    }
    let target = tempfile::tempdir().unwrap();
    let path = target.path().join("backup.db");
    let backed_up = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for number in 0..20 {
                node.add(unit("commune"), &format!("Trong lúc sao lưu {number}"), 1);
            }
        });
        let backed_up = node.backup(&path, &mut |_| ()).unwrap();
        writing.join().unwrap();
        backed_up
    });
    assert!(backed_up.entries >= 52);
    assert_eq!(node.backup(&path, &mut |_| ()).unwrap_err().code(), "node_exists");
    let files = std::fs::read_dir(target.path()).unwrap().count();
    assert_eq!(files, 1, "one file, nothing beside it");
    let folder = tempfile::tempdir().unwrap();
    let copy = Node::restore(&path, folder.path(), &Identity::New, options(44)).unwrap();
    assert_eq!(copy.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
    let heads = copy.reader().unwrap().heads().unwrap();
    assert!(backed_up.heads.iter().all(|head| heads.contains(head)));
}

#[test]
fn a_node_restored_as_new_goes_on_under_its_own_name_and_takes_the_units_over() {
    let node = new_node(45);
    let commune = unit("commune");
    node.add(commune, "An", 1);
    node.set_home(commune, node.id(), None, "máy xã").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    node.backup(&path, &mut |_| ()).unwrap();
    let later = options(46);
    later.clock.advance(jiff::SignedDuration::from_hours(1));
    let new = Node::restore(&path, &folder.path().join("new"), &Identity::New, later).unwrap();
    assert_ne!(new.id(), node.id());
    assert_eq!(new.home_of(commune).unwrap(), Some(new.id()));
    assert_eq!(new.reader().unwrap().heads_of(commune).unwrap().len(), 2);
    new.sign_heads().unwrap();
    assert_eq!(new.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
    let registry = new.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    assert_eq!(new.reader().unwrap().count(table, &Scope::everything()).unwrap(), 1);
}

#[test]
fn a_node_restored_as_itself_needs_its_key() {
    let node = new_node(47);
    node.add(unit("commune"), "An", 1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    node.backup(&path, &mut |_| ()).unwrap();
    let key = node.folder.path().join("node.key");
    let other = new_node(48);
    let wrong = Identity::Same(other.folder.path().join("node.key"));
    let into = folder.path().join("same");
    let refused = Node::restore(&path, &into, &wrong, options(49)).unwrap_err();
    assert_eq!(refused.code(), "key_wrong");
    let same = Node::restore(&path, &into, &Identity::Same(key), options(49)).unwrap();
    assert_eq!(same.id(), node.id());
    same.add_guest();
    assert_eq!(same.verify(Depth::Ledger, &mut |_, _| ()).unwrap().broken, []);
}

trait AddGuest {
    fn add_guest(&self);
}

impl AddGuest for Node {
    fn add_guest(&self) {
        let record = self.new_record().unwrap();
        let act = domain::entry::Act::Put(crate::support::body("Bình", 1));
        self.append(&crate::support::draft(unit("commune"), vec![(record, act)])).unwrap();
    }
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let node = new_node(50);
    node.add(unit("commune"), "An", 1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.db");
    node.backup(&path, &mut |_| ()).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("UPDATE pack SET bytes = x'80' WHERE entry = 2").unwrap();
    drop(connection);
    let into = folder.path().join("new");
    let refused = Node::restore(&path, &into, &Identity::New, options(51)).unwrap_err();
    assert_eq!(refused.code(), "copy_bad");
    assert!(!into.join("phaodai.db").exists());
}

//! The tables follow from the entries, whatever was written.

use domain::base::{RecordId, Value};
use domain::entry::Act;
use domain::record::Body;
use node::{Digest, Node, Scope};
use proptest::prelude::*;

use crate::support::{TestNode, body, draft, guests_id, new_node, options, unit};

/// One thing that somebody does; indexes are taken modulo what is there.
#[derive(Clone, Debug)]
enum Doing {
    Add { unit: u8, count: u8 },
    Change { unit: u8, record: u8, nights: i64 },
    Clear { unit: u8, record: u8 },
    Retract { unit: u8, record: u8 },
    Erase { unit: u8, record: u8 },
    Home { unit: u8 },
    Sign,
}

fn doing() -> impl Strategy<Value = Doing> {
    let of = |kind: fn(u8, u8) -> Doing| (0_u8..3, any::<u8>()).prop_map(move |(u, r)| kind(u, r));
    prop_oneof![
        4 => (0_u8..3, 1_u8..6).prop_map(|(unit, count)| Doing::Add { unit, count }),
        4 => (0_u8..3, any::<u8>(), -5_i64..50)
            .prop_map(|(unit, record, nights)| Doing::Change { unit, record, nights }),
        1 => of(|unit, record| Doing::Clear { unit, record }),
        2 => of(|unit, record| Doing::Retract { unit, record }),
        1 => of(|unit, record| Doing::Erase { unit, record }),
        1 => (0_u8..3).prop_map(|unit| Doing::Home { unit }),
        1 => Just(Doing::Sign),
    ]
}

/// Does it; keeps the records of each unit that are still in its register.
fn perform(node: &Node, records: &mut [Vec<RecordId>; 3], doing: &Doing) {
    let whose = |index: u8| unit(&format!("commune {index}"));
    let pick = |records: &[Vec<RecordId>; 3], unit: u8, record: u8| {
        let of_unit = &records[usize::from(unit)];
        (!of_unit.is_empty()).then(|| of_unit[usize::from(record) % of_unit.len()])
    };
    let one = |unit: u8, record: Option<RecordId>, act: Act| {
        if let Some(record) = record {
            node.append(&draft(whose(unit), vec![(record, act)])).unwrap();
        }
    };
    match *doing {
        Doing::Add { unit, count } => {
            let fresh: Vec<RecordId> = (0..count).map(|_| node.new_record().unwrap()).collect();
            let puts = fresh.iter().enumerate();
            let puts = puts.map(|(at, id)| (*id, Act::Put(body(&format!("Lò Văn {at}"), 1))));
            node.append(&draft(whose(unit), puts.collect())).unwrap();
            records[usize::from(unit)].extend(fresh);
        }
        Doing::Change { unit, record, nights } => {
            let body = Body::from([(4, Value::Integer(nights)), (2, Value::from("0912345678"))]);
            one(unit, pick(records, unit, record), Act::Put(body));
        }
        Doing::Clear { unit, record } => {
            let body = Body::from([(1, Value::Empty), (2, Value::Empty)]);
            one(unit, pick(records, unit, record), Act::Put(body));
        }
        Doing::Retract { unit, record } => one(unit, pick(records, unit, record), Act::Retract),
        Doing::Erase { unit, record } => {
            let picked = pick(records, unit, record);
            one(unit, picked, Act::Erase);
            records[usize::from(unit)].retain(|id| Some(*id) != picked);
        }
        Doing::Home { unit } => {
            node.set_home(whose(unit), node.id(), None, "thử").unwrap();
        }
        Doing::Sign => {
            node.sign_heads().unwrap();
        }
    }
}

fn rebuilt_digest(node: &TestNode) -> Digest {
    let folder = tempfile::tempdir().unwrap();
    node.rebuild(&folder.path().join("phaodai.db"), &mut |_| ()).unwrap();
    std::fs::copy(node.folder.path().join("node.key"), folder.path().join("node.key")).unwrap();
    let copy = Node::open(folder.path(), options(1)).unwrap();
    let verified = copy.verify(node::Depth::Tables, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken, []);
    copy.digest().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_rebuilt_and_folded_are_the_tables_that_were_written(all in prop::collection::vec(doing(), 1..25)) {
        let node = new_node(11);
        let mut records = [vec![], vec![], vec![]];
        for doing in &all {
            perform(&node, &mut records, doing);
        }
        let digest = node.digest().unwrap();
        prop_assert_eq!(&rebuilt_digest(&node), &digest);
        let heads = node.reader().unwrap().heads().unwrap();
        let scratch = node.fold_at(&heads).unwrap();
        prop_assert_eq!(&Digest::of(scratch.reader(), scratch.registry()).unwrap(), &digest);
        let verified = node.verify(node::Depth::Tables, &mut |_, _| ()).unwrap();
        prop_assert_eq!(verified.broken, vec![]);
    }
}

#[test]
fn the_records_of_yesterday_are_found_at_yesterdays_positions() {
    let node = new_node(12);
    let commune = unit("commune");
    let record = node.add(commune, "An", 1);
    let yesterday = node.reader().unwrap().heads_of(commune).unwrap();
    node.put(commune, record, body("An", 9));
    node.add(commune, "Bình", 2);
    let scratch = node.fold_at(&yesterday).unwrap();
    let table = &scratch.registry().get(guests_id()).unwrap().table;
    let scope = node.scope_of(commune).unwrap();
    let records = scratch.reader().records(table, &scope, None, 10).unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].body, body("An", 1));
}

#[test]
fn a_position_that_is_not_held_is_refused_by_name() {
    let node = new_node(13);
    node.add(unit("commune"), "An", 1);
    let mut head = node.reader().unwrap().heads_of(unit("commune")).unwrap()[0];
    head.hash.0[0] ^= 1;
    assert_eq!(node.fold_at(&[head]).unwrap_err().code(), "position_unknown");
    head.seq = 99;
    assert_eq!(node.fold_at(&[head]).unwrap_err().code(), "position_unknown");
}

#[test]
fn an_import_in_bulk_gives_the_tables_that_single_entries_give() {
    let node = new_node(14);
    let commune = unit("commune");
    let mut bulk = node.bulk(guests_id(), 30_000).unwrap();
    for batch in 0..3 {
        let puts = (0..200).map(|row| {
            let record = node.new_record().unwrap();
            (record, Act::Put(body(&format!("Lò Thị {batch} {row}"), row)))
        });
        bulk.push(node.ready(draft(commune, puts.collect())).unwrap()).unwrap();
    }
    let appended = bulk.finish().unwrap();
    assert_eq!(appended.len(), 3);
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    assert_eq!(node.reader().unwrap().count(table, &Scope::everything()).unwrap(), 600);
    assert_eq!(rebuilt_digest(&node), node.digest().unwrap());
}

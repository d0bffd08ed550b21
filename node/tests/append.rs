//! Writing and reading back.

use domain::base::{RecordId, Value};
use domain::entry::Act;
use domain::record::Body;
use node::Scope;
use node::ledger::Happened;

use crate::support::{body, draft, guests_id, new_node, unit};

#[test]
fn what_is_appended_is_in_the_register_and_still_there_after_reopening() {
    let node = new_node(1);
    let commune = unit("commune");
    let record = node.add(commune, "Lò Thị Đào", 3);
    let node = node.reopen();
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    let scope = node.scope_of(commune).unwrap();
    let reader = node.reader().unwrap();
    let found = reader.record(table, &scope, record).unwrap().unwrap();
    assert_eq!(found.body, body("Lò Thị Đào", 3));
    assert_eq!(reader.count(table, &scope).unwrap(), 1);
}

#[test]
fn no_scope_sees_nothing_and_a_neighbour_sees_nothing() {
    let node = new_node(2);
    let record = node.add(unit("commune"), "An", 1);
    node.add(unit("neighbour"), "Bình", 1);
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    let reader = node.reader().unwrap();
    let neighbour = node.scope_of(unit("neighbour")).unwrap();
    for scope in [Scope::nothing(), neighbour, node.scope_of(unit("nobody")).unwrap()] {
        assert_eq!(reader.record(table, &scope, record).unwrap(), None);
    }
    assert_eq!(reader.records(table, &Scope::nothing(), None, 10).unwrap(), []);
    assert_eq!(reader.records(table, &Scope::everything(), None, 10).unwrap().len(), 2);
}

#[test]
fn a_second_change_sets_only_its_fields_and_the_history_keeps_both() {
    let node = new_node(3);
    let commune = unit("commune");
    let record = node.add(commune, "An", 1);
    node.put(commune, record, Body::from([(4, Value::Integer(5)), (2, Value::from("0912345678"))]));
    node.put(commune, record, Body::from([(4, Value::Empty)]));
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    let found = node.reader().unwrap().record(table, &Scope::everything(), record).unwrap();
    let expected = Body::from([(1, Value::from("An")), (2, Value::from("0912345678"))]);
    assert_eq!(found.unwrap().body, expected);
    let history = node.history(guests_id(), record, &Scope::everything()).unwrap();
    assert_eq!(history.len(), 3);
    assert_eq!(history[0].happened, Happened::Put(body("An", 1)));
    assert!(history.windows(2).all(|pair| pair[0].at < pair[1].at));
    assert_eq!(history[1].head.seq, 2);
}

#[test]
fn a_retracted_record_leaves_lists_and_counts_and_can_come_back() {
    let node = new_node(4);
    let commune = unit("commune");
    let record = node.add(commune, "An", 1);
    node.append(&draft(commune, vec![(record, Act::Retract)])).unwrap();
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    let all = Scope::everything();
    let (count, row) = {
        let reader = node.reader().unwrap();
        (reader.count(table, &all).unwrap(), reader.record(table, &all, record).unwrap())
    };
    assert_eq!((count, row.unwrap().retracted), (0, true));
    node.put(commune, record, Body::from([(4, Value::Integer(2))]));
    let row = node.reader().unwrap().record(table, &all, record).unwrap().unwrap();
    assert_eq!((row.retracted, row.body), (false, body("An", 2)));
}

#[test]
fn a_draft_is_all_or_nothing() {
    let node = new_node(5);
    let (commune, other) = (unit("commune"), unit("other"));
    let record = node.add(commune, "An", 1);
    let before = (node.digest().unwrap(), node.reader().unwrap().heads().unwrap());
    let fresh = node.new_record().unwrap();
    let changes = vec![(fresh, Act::Put(body("Bình", 1))), (record, Act::Put(body("An", 9)))];
    let refused = node.append(&draft(other, changes)).unwrap_err();
    assert_eq!(refused.code(), "record_of_another_unit");
    let unknown = RecordId::derived("nobody");
    let refused = node.append(&draft(commune, vec![(unknown, Act::Retract)])).unwrap_err();
    assert_eq!(refused.code(), "record_unknown");
    let refused = node.append(&draft(other, vec![(record, Act::Erase)])).unwrap_err();
    assert_eq!(refused.code(), "record_of_another_unit");
    assert_eq!((node.digest().unwrap(), node.reader().unwrap().heads().unwrap()), before);
    node.put(commune, record, body("An", 2));
}

//! New registers and new versions of old ones.

use domain::base::Value;
use domain::entry::Act;
use domain::record::Body;
use domain::register::Definition;
use node::{Depth, Node, Scope};

use crate::support::{body, draft, guests, guests_id, new_node, unit};

/// The second version: a field more, another key, a renamed field.
fn second() -> Definition {
    let mut text = guests().to_toml().replace("version = 1", "version = 2");
    text = text.replace(r#"name = "nights""#, r#"name = "nights_here""#);
    text.push_str(
        r#"
[[field]]
no = 5
name = "room"
kind = "text"
visibility = "unit"
retention = "permanent"
[field.label]
vi = "Phòng"
en = "Room"
"#,
    );
    let definition = Definition::from_toml(&text);
    let mut definition = definition.unwrap_or_else(|faults| panic!("{faults:?}"));
    definition.keys = vec![vec!["name".to_owned(), "room".to_owned()], vec!["name".to_owned()]];
    definition
}

#[test]
fn a_new_version_keeps_all_rows_and_a_rebuild_gives_the_same_tables() {
    let node = new_node(81);
    let commune = unit("commune");
    let record = node.add(commune, "An", 3);
    node.define(unit("district"), None, &second()).unwrap();
    node.put(commune, record, Body::from([(5, Value::from("101"))]));
    node.add(commune, "Bình", 1);
    let node = node.reopen();
    let registry = node.registry();
    let register = registry.get(guests_id()).unwrap();
    assert_eq!(register.definition.version, 2);
    let row = node.reader().unwrap().record(&register.table, &Scope::everything(), record);
    let mut expected = body("An", 3);
    expected.insert(5, Value::from("101"));
    assert_eq!(row.unwrap().unwrap().body, expected);
    assert_eq!(node.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
    let folder = tempfile::tempdir().unwrap();
    node.rebuild(&folder.path().join("phaodai.db"), &mut |_| ()).unwrap();
    std::fs::copy(node.folder.path().join("node.key"), folder.path().join("node.key")).unwrap();
    let copy = Node::open(folder.path(), crate::support::options(82)).unwrap();
    assert_eq!(copy.digest().unwrap(), node.digest().unwrap());
}

#[test]
fn a_version_that_would_lose_data_is_refused_and_nothing_has_happened() {
    let node = new_node(83);
    let mut lossy = second();
    lossy.fields.remove(1);
    lossy.keys.clear();
    let before = node.digest().unwrap();
    let refused = node.define(unit("district"), None, &lossy).unwrap_err();
    assert_eq!(refused.code(), "definition_refused");
    assert_eq!(node.digest().unwrap(), before);
    assert_eq!(node.registry().get(guests_id()).unwrap().definition.version, 1);
    node.define(unit("district"), None, &second()).unwrap();
}

#[test]
fn a_register_or_version_that_nobody_defined_is_refused() {
    let node = new_node(84);
    let record = node.new_record().unwrap();
    let mut unknown = draft(unit("commune"), vec![(record, Act::Put(body("An", 1)))]);
    unknown.changes[0].version = 7;
    assert_eq!(node.append(&unknown).unwrap_err().code(), "register_version_unknown");
    unknown.changes[0].definition = domain::base::DefinitionId::derived("nobody");
    assert_eq!(node.append(&unknown).unwrap_err().code(), "register_unknown");
}

#[test]
fn the_program_registers_what_it_ships_once() {
    let node = new_node(85);
    let before = node.reader().unwrap().last_entry().unwrap();
    let node = node.reopen();
    assert_eq!(node.reader().unwrap().last_entry().unwrap(), before);
    let names: Vec<String> =
        node.registry().iter().map(|register| register.definition.name.clone()).collect();
    for name in ["definition", "home_node", "node", "unit", "unit_relation", "guests"] {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
}

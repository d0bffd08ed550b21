//! Units in their tree: paths and scopes.

use domain::base::{RecordId, UnitId, Value};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::Body;
use node::Node;

use crate::support::{TestNode, guests_id, new_node, unit};

/// Says that a unit is part of another, as the catalogue of units does.
fn part_of(node: &Node, child: UnitId, parent: UnitId, from: &str) {
    let registry = node.registry();
    let register = registry.named("unit_relation").next().unwrap();
    let fields = [
        ("child", Value::text(child.to_string())),
        ("parent", Value::text(parent.to_string())),
        ("relation", Value::from("part_of")),
        ("valid_from", Value::Date(from.parse().unwrap())),
    ];
    let field = |name: &str| register.definition.field(name).unwrap().no;
    let body: Body = fields.into_iter().map(|(name, value)| (field(name), value)).collect();
    let record = RecordId::derived(&format!("{child} {parent} {from}"));
    let (definition, version, act) =
        (register.definition.id, register.definition.version, Act::Put(body));
    let changes = vec![DraftChange { definition, version, record, act }];
    let draft = Draft { unit: unit("catalogue"), officer: None, reason: None, changes };
    node.append(&draft).unwrap();
}

fn district() -> TestNode {
    let node = new_node(91);
    part_of(&node, unit("commune"), unit("district"), "2004-01-01");
    part_of(&node, unit("district"), unit("province"), "2004-01-01");
    node
}

#[test]
fn a_unit_gets_its_place_when_it_is_first_written_and_keeps_it() {
    let node = district();
    assert!(node.scope_of(unit("province")).unwrap().ranges().is_empty());
    node.add(unit("commune"), "An", 1);
    let paths = ["province", "district", "commune"].map(|name| {
        let path = node.reader().unwrap().path_of(unit(name)).unwrap();
        path.unwrap()
    });
    assert_eq!(paths.clone().map(|path| path.len()), [4, 8, 12]);
    assert!(paths[2].starts_with(&paths[1]) && paths[1].starts_with(&paths[0]));
    part_of(&node, unit("commune"), unit("province"), "2025-07-01");
    node.add(unit("commune"), "Bình", 1);
    let later = node.reader().unwrap().path_of(unit("commune")).unwrap();
    assert_eq!(later.as_deref(), Some(paths[2].as_str()));
}

#[test]
fn a_district_sees_its_communes_and_a_commune_only_itself() {
    let node = district();
    part_of(&node, unit("next"), unit("district"), "2004-01-01");
    node.add(unit("commune"), "An", 1);
    node.add(unit("next"), "Bình", 1);
    node.add(unit("elsewhere"), "Chi", 1);
    let registry = node.registry();
    let table = &registry.get(guests_id()).unwrap().table;
    let count = |name: &str| {
        let scope = node.scope_of(unit(name)).unwrap();
        node.reader().unwrap().count(table, &scope).unwrap()
    };
    let counts = ["province", "district", "commune", "next", "elsewhere", "nobody"].map(count);
    assert_eq!(counts, [2, 2, 1, 1, 1, 0]);
}

#[test]
fn units_that_stand_above_each_other_in_a_circle_still_get_a_place() {
    let node = new_node(92);
    part_of(&node, unit("a"), unit("b"), "2004-01-01");
    part_of(&node, unit("b"), unit("a"), "2004-01-01");
    node.add(unit("a"), "An", 1);
    let path = node.reader().unwrap().path_of(unit("a")).unwrap();
    assert_eq!(path.map(|path| path.len()), Some(8));
}

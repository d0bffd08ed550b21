use super::*;
use crate::register::{UpgradePlan, built_in};

fn away() -> Definition {
    built_in().into_iter().find(|definition| definition.name == "away_resident").unwrap()
}

#[test]
fn the_table_of_residents_outside_the_province() {
    let plan = TablePlan::of(&away());
    insta::assert_snapshot!(plan.create(Dialect::Sqlite).join(";\n"), @r#"
    CREATE TABLE r_73ac6d7bfca18b8fb961a3b24d6ef3ff (
      id BLOB NOT NULL PRIMARY KEY,
      unit BLOB NOT NULL,
      path TEXT NOT NULL,
      entry INTEGER NOT NULL,
      state INTEGER NOT NULL,
      k12 INTEGER,
      k5_1 INTEGER,
      k1_13_8 INTEGER,
      search TEXT,
      f1 TEXT,
      f2 TEXT,
      f3 TEXT,
      f4 INTEGER,
      f5 TEXT,
      f6 TEXT,
      f7 TEXT,
      f8 TEXT,
      f9 TEXT,
      f10 TEXT,
      f11 TEXT,
      f12 TEXT,
      f13 INTEGER
    ) STRICT;
    CREATE INDEX r_73ac6d7bfca18b8fb961a3b24d6ef3ff_path ON r_73ac6d7bfca18b8fb961a3b24d6ef3ff (path);
    CREATE INDEX r_73ac6d7bfca18b8fb961a3b24d6ef3ff_k12 ON r_73ac6d7bfca18b8fb961a3b24d6ef3ff (k12) WHERE k12 IS NOT NULL;
    CREATE INDEX r_73ac6d7bfca18b8fb961a3b24d6ef3ff_k5_1 ON r_73ac6d7bfca18b8fb961a3b24d6ef3ff (k5_1) WHERE k5_1 IS NOT NULL;
    CREATE INDEX r_73ac6d7bfca18b8fb961a3b24d6ef3ff_k1_13_8 ON r_73ac6d7bfca18b8fb961a3b24d6ef3ff (k1_13_8) WHERE k1_13_8 IS NOT NULL;
    CREATE INDEX r_73ac6d7bfca18b8fb961a3b24d6ef3ff_search ON r_73ac6d7bfca18b8fb961a3b24d6ef3ff (search);
    CREATE VIEW v_away_resident AS SELECT id AS _id, unit AS _unit, path AS _path, entry AS _entry, f1 AS "full_name", f2 AS "address", f3 AS "destination", date(f4 * 86400, 'unixepoch') AS "expected_return", f5 AS "phone", f6 AS "vaccinated", f7 AS "group", f8 AS "village", f9 AS "returned", f10 AS "contacted", f11 AS "needs_support", f12 AS "cccd", f13 AS "birth_year" FROM r_73ac6d7bfca18b8fb961a3b24d6ef3ff WHERE state = 0
    "#);
}

#[test]
fn both_dialects_differ_in_types_only() {
    let plan = TablePlan::of(&away());
    let (sqlite, postgres) = (plan.create(Dialect::Sqlite), plan.create(Dialect::Postgres));
    let difference: Vec<String> = sqlite
        .join("\n")
        .lines()
        .zip(postgres.join("\n").lines())
        .filter(|(one, other)| one != other)
        .map(|(one, other)| format!("{}  |  {}", one.trim(), other.trim()))
        .collect();
    insta::assert_snapshot!(difference.join("\n"), @r#"
    id BLOB NOT NULL PRIMARY KEY,  |  id BYTEA NOT NULL PRIMARY KEY,
    unit BLOB NOT NULL,  |  unit BYTEA NOT NULL,
    path TEXT NOT NULL,  |  path TEXT COLLATE "C" NOT NULL,
    entry INTEGER NOT NULL,  |  entry BIGINT NOT NULL,
    state INTEGER NOT NULL,  |  state BIGINT NOT NULL,
    k12 INTEGER,  |  k12 BIGINT,
    k5_1 INTEGER,  |  k5_1 BIGINT,
    k1_13_8 INTEGER,  |  k1_13_8 BIGINT,
    search TEXT,  |  search TEXT COLLATE "C",
    f1 TEXT,  |  f1 TEXT COLLATE "C",
    f2 TEXT,  |  f2 TEXT COLLATE "C",
    f3 TEXT,  |  f3 TEXT COLLATE "C",
    f4 INTEGER,  |  f4 BIGINT,
    f5 TEXT,  |  f5 TEXT COLLATE "C",
    f6 TEXT,  |  f6 TEXT COLLATE "C",
    f7 TEXT,  |  f7 TEXT COLLATE "C",
    f8 TEXT,  |  f8 TEXT COLLATE "C",
    f9 TEXT,  |  f9 TEXT COLLATE "C",
    f10 TEXT,  |  f10 TEXT COLLATE "C",
    f11 TEXT,  |  f11 TEXT COLLATE "C",
    f12 TEXT,  |  f12 TEXT COLLATE "C",
    f13 INTEGER  |  f13 BIGINT
    ) STRICT  |  )
    CREATE VIEW v_away_resident AS SELECT id AS _id, unit AS _unit, path AS _path, entry AS _entry, f1 AS "full_name", f2 AS "address", f3 AS "destination", date(f4 * 86400, 'unixepoch') AS "expected_return", f5 AS "phone", f6 AS "vaccinated", f7 AS "group", f8 AS "village", f9 AS "returned", f10 AS "contacted", f11 AS "needs_support", f12 AS "cccd", f13 AS "birth_year" FROM r_73ac6d7bfca18b8fb961a3b24d6ef3ff WHERE state = 0  |  CREATE VIEW v_away_resident AS SELECT id AS _id, unit AS _unit, path AS _path, entry AS _entry, f1 AS "full_name", f2 AS "address", f3 AS "destination", DATE '1970-01-01' + CAST(f4 AS INTEGER) AS "expected_return", f5 AS "phone", f6 AS "vaccinated", f7 AS "group", f8 AS "village", f9 AS "returned", f10 AS "contacted", f11 AS "needs_support", f12 AS "cccd", f13 AS "birth_year" FROM r_73ac6d7bfca18b8fb961a3b24d6ef3ff WHERE state = 0
    "#);
}

#[test]
fn a_body_comes_back_from_its_cells() {
    let plan = TablePlan::of(&away());
    let body = Body::from([
        (1, Value::from("Lò Thị Đào")),
        (4, Value::from(jiff::civil::date(2021, 9, 15))),
        (5, Value::from("0912345678")),
        (13, Value::from(1985)),
    ]);
    let cells = plan.cells(&body);
    assert_eq!(cells[0], Cell::Null, "no identity number, no key");
    assert!(matches!(cells[1], Cell::Integer(_)), "telephone and name");
    assert_eq!(cells[3], Cell::Text("lo thi dao".into()));
    let fields = cells.into_iter().skip(plan.keys.len() + 1);
    assert_eq!(plan.body(fields), body);
}

#[test]
fn a_unit_s_own_register_has_a_view_of_its_own() {
    let mut one = away();
    one.id = DefinitionId::derived("unit/one/away_resident");
    assert_ne!(TablePlan::of(&one).view, TablePlan::of(&away()).view);
    assert_eq!(TablePlan::of(&away()).view, "v_away_resident");
}

#[test]
fn renaming_is_free_and_retiring_keeps_the_column() {
    let old = away();
    let mut new = old.clone();
    new.version = 2;
    new.fields[1].name = "home".into();
    new.fields[2].retired = true;
    new.columns.clear();
    let upgrade = UpgradePlan::between(&old, &new).unwrap();
    let statements = upgrade.statements(Dialect::Sqlite);
    assert_eq!(statements.len(), 2, "only the view is made again: {statements:?}");
    assert!(statements[1].contains("f2 AS \"home\"") && !statements[1].contains("f3 AS"));
    assert!(upgrade.refill.is_empty() && upgrade.refill_row().is_none());
}

#[test]
fn what_would_lose_data_is_refused_with_a_way_out() {
    let old = away();
    let mut new = old.clone();
    new.fields[3].kind = Kind::Text;
    new.fields.remove(0);
    let faults = UpgradePlan::between(&old, &new).unwrap_err();
    let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["upgrade_version", "upgrade_field_vanished", "upgrade_type_changed"]);
    assert!(faults.iter().all(|fault| fault.hint.is_some()));
}

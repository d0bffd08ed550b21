//! `DuckDB` as the peer, through Python.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{Answer, FEWEST, SEEDED, UNTIL, answer};

/// What `DuckDB` finds for these cases; `None` where Python has no `duckdb`.
pub fn ask(folder: &Path, file: &Path, cases: &[u32]) -> Option<Answer> {
    let script = format!(
        r#"
import duckdb, time
c = duckdb.connect()
c.execute("PRAGMA threads=2")
c.execute("CREATE TABLE v AS SELECT * FROM read_csv('{file}', header=false, columns={{'person':'UINTEGER','place':'UINTEGER','f':'UINTEGER','t':'UINTEGER'}}) ORDER BY place, f")
c.execute("CREATE INDEX by_place ON v(place)")
c.execute("CREATE INDEX by_person ON v(person)")
for case in {cases:?}:
    begun = time.perf_counter()
    c.execute("CREATE OR REPLACE TEMP TABLE b(person UINTEGER, a UINTEGER, g INTEGER)")
    c.execute("INSERT INTO b VALUES (?, 0, 0)", [case])
    c.execute("CREATE OR REPLACE TEMP TABLE s AS SELECT ?::UINTEGER AS person, {from}::UINTEGER AS a, {to}::UINTEGER AS e", [case])
    counts = []
    for g in (1, 2, 3):
        c.execute("""CREATE OR REPLACE TEMP TABLE src AS SELECT v.place, greatest(v.f, s.a) AS f, least(v.t, s.e) AS t
          FROM s JOIN v ON v.person = s.person WHERE v.f < s.e AND s.a < v.t AND least(v.t, s.e) >= greatest(v.f, s.a) + {fewest}""")
        c.execute("""CREATE OR REPLACE TEMP TABLE met AS SELECT x.person, min(greatest(x.f, src.f)) AS a
          FROM src JOIN v x ON x.place = src.place AND x.f < src.t AND src.f < x.t
          WHERE least(x.t, src.t, {until}) >= greatest(x.f, src.f) + {fewest} GROUP BY x.person""")
        c.execute("""CREATE OR REPLACE TEMP TABLE n AS SELECT met.person, met.a, b.person IS NULL AS fresh FROM met LEFT JOIN b USING (person)
          WHERE b.person IS NULL OR met.a < b.a""")
        counts.append(c.execute("SELECT count(*) FROM n WHERE fresh").fetchone()[0])
        c.execute("UPDATE b SET a = n.a FROM n WHERE n.person = b.person")
        c.execute(f"INSERT INTO b SELECT person, a, {{g}} FROM n WHERE fresh")
        c.execute("CREATE OR REPLACE TEMP TABLE s AS SELECT person, a, {until}::UINTEGER AS e FROM n")
    print(time.perf_counter() - begun, *counts)
"#,
        file = file.display(),
        from = SEEDED.start,
        to = SEEDED.end,
        until = UNTIL,
        fewest = FEWEST,
    );
    let path = folder.join("contacts.py");
    std::fs::write(&path, script).ok()?;
    let python = std::env::var_os("PHAODAI_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).arg(&path).stderr(Stdio::null()).output().ok()?;
    answer(&output.stdout, cases.len())
}

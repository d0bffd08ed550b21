//! `PostgreSQL` as the peer, through `psql`: on the server of `PHAODAI_POSTGRES`, or on one of its own where the variable
//! is not set. Everything stands in temporary tables, so that nothing is left behind.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Answer, FEWEST, GENERATIONS, SEEDED, UNTIL, answer};

/// Starts or stops a server in the folder `$1`, which answers on a socket there and nowhere else. It does not run as root,
/// so root starts it as the user whom Debian's package makes; the same as in `.ci/run`.
const SERVER: &str = r#"
set -e
cd "$1"
bin=$(find /usr/lib/postgresql -name initdb -printf '%h\n' | sort -V | tail -1)
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [ "$2" = stop ]; then
  as_postgres "$bin/pg_ctl" -D "$1/postgres/data" -m immediate -w stop
  exit
fi
mkdir postgres
chmod 755 .
if [ "$(id -u)" = 0 ]; then chown postgres postgres; fi
as_postgres "$bin/initdb" -D "$1/postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8
as_postgres "$bin/pg_ctl" -D "$1/postgres/data" -l "$1/postgres/log" -w \
  -o "-c listen_addresses='' -k $1/postgres" start
"#;

/// What `PostgreSQL` finds for these cases: asked as `DuckDB` is, and once more with a bound that no stay is longer than the
/// longest. `None` where there is no server or no `psql`.
pub fn ask(folder: &Path, file: &Path, cases: &[u32]) -> Option<[Answer; 2]> {
    let path = folder.join("contacts.sql");
    std::fs::write(&path, script(file, cases)).ok()?;
    let named = std::env::var("PHAODAI_POSTGRES").ok();
    let own = if named.is_none() { Some(Server::start(folder)?) } else { None };
    let database = named.or_else(|| own.as_ref().map(Server::database))?;
    let mut psql = Command::new("psql");
    psql.args(["-X", "-q", "-A", "-t", "-F", " ", "-v", "ON_ERROR_STOP=1", "-d", &database, "-f"]);
    let output = psql.arg(&path).stderr(Stdio::inherit()).output().ok()?;
    let lines: Vec<&[u8]> = output.stdout.split_inclusive(|byte| *byte == b'\n').collect();
    let (plain, bounded) = lines.split_at_checked(cases.len())?;
    let read = |lines: &[&[u8]]| answer(&lines.concat(), cases.len());
    Some([read(plain)?, read(bounded)?])
}

/// The rows once, then each case in a transaction of its own, under the clock of the server.
///
/// Both indexes carry all columns, so that no row is looked up beside them. That no stay is longer than the longest bounds
/// the stays at a place from below; somebody has to know it and write it down, and then it is about twice as fast.
fn script(file: &Path, cases: &[u32]) -> String {
    let mut text = format!(
        r"
SET jit = off;
SET temp_buffers = '1GB';
SET work_mem = '256MB';
SET maintenance_work_mem = '1GB';
CREATE TEMP TABLE v (person integer, place integer, f integer, t integer);
\copy v FROM '{}' WITH (FORMAT csv)
CREATE INDEX ON v (place, f) INCLUDE (t, person);
CREATE INDEX ON v (person, f) INCLUDE (t, place);
VACUUM ANALYZE v;
SELECT max(t - f) AS longest FROM v \gset
CREATE TEMP TABLE b (person integer, a integer, g integer);
CREATE TEMP TABLE s (person integer, a integer, e integer);
CREATE TEMP TABLE n (person integer, a integer, fresh boolean);
",
        file.display()
    );
    for (case, bounded) in
        [false, true].into_iter().flat_map(|bounded| cases.iter().map(move |case| (case, bounded)))
    {
        let (from, to) = (SEEDED.start, SEEDED.end);
        let _ = writeln!(
            text,
            r"
SELECT clock_timestamp() AS begun \gset
BEGIN;
TRUNCATE b, s;
INSERT INTO b VALUES ({case}, 0, 0);
INSERT INTO s VALUES ({case}, {from}, {to});"
        );
        (1..=GENERATIONS).for_each(|generation| text.push_str(&step(generation, bounded)));
        text.push_str(
            r"COMMIT;
SELECT extract(epoch FROM clock_timestamp() - :'begun'::timestamptz), count(*) FILTER (WHERE g = 1),
  count(*) FILTER (WHERE g = 2), count(*) FILTER (WHERE g = 3) FROM b;
",
        );
    }
    text
}

/// From those who are sources now, in `s`, to those whom they met.
fn step(generation: u8, bounded: bool) -> String {
    let bound = if bounded { "AND x.f > src.f - :longest" } else { "" };
    format!(
        r"ANALYZE s;
TRUNCATE n;
INSERT INTO n
  WITH src AS (SELECT v.place, greatest(v.f, s.a) AS f, least(v.t, s.e) AS t
    FROM s JOIN v ON v.person = s.person
    WHERE v.f < s.e AND s.a < v.t AND least(v.t, s.e) >= greatest(v.f, s.a) + {FEWEST}),
  met AS (SELECT x.person, min(greatest(x.f, src.f)) AS a
    FROM src JOIN v x ON x.place = src.place AND x.f < src.t AND src.f < x.t {bound}
    WHERE least(x.t, src.t, {UNTIL}) >= greatest(x.f, src.f) + {FEWEST} GROUP BY x.person)
  SELECT met.person, met.a, b.person IS NULL FROM met LEFT JOIN b USING (person)
  WHERE b.person IS NULL OR met.a < b.a;
UPDATE b SET a = n.a FROM n WHERE n.person = b.person;
INSERT INTO b SELECT person, a, {generation} FROM n WHERE fresh;
TRUNCATE s;
INSERT INTO s SELECT person, a, {UNTIL} FROM n;
"
    )
}

/// A server of the bench's own, which stops when it goes out of scope.
struct Server {
    folder: PathBuf,
}

impl Server {
    fn start(folder: &Path) -> Option<Self> {
        let server = Self { folder: folder.to_owned() };
        server.shell("start").then_some(server)
    }

    fn database(&self) -> String {
        format!("host={} user=postgres dbname=postgres", self.folder.join("postgres").display())
    }

    fn shell(&self, order: &str) -> bool {
        let mut shell = Command::new("sh");
        shell.args(["-c", SERVER, "sh"]).arg(&self.folder).arg(order);
        shell
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|ended| ended.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shell("stop");
    }
}

//! A power cut in the middle of a large import: the same call again goes on, and the figures are those of one go.

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::{COMMUNE, Desk, REGISTER, person};

const ROWS: usize = 60_000;
/// Every row of which the number divides by this has a day that no calendar has.
const FAULTY: usize = 1_000;
/// After every row of which the number divides by this, the next repeats it.
const REPEATED: usize = 1_600;

/// By how many bytes the database and its log have grown since the import began, when the power is cut: at once, after
/// the first large transaction, and in the next.
const CUTS: [u64; 3] = [1, 8_000_000, 12_000_000];

fn write_list(path: &Path) {
    let mut out = std::io::BufWriter::new(fs::File::create(path).unwrap());
    writeln!(out, "Họ và tên,Bản,SĐT,Đi đâu,Dự kiến ngày về,Đã về").unwrap();
    for n in 1..=ROWS {
        let someone = person(if n % REPEATED == 1 && n > 1 { n - 1 } else { n });
        let day = if n % FAULTY == 500 { "31/9/2021" } else { "30/9/2021" };
        let returned = if n % 3 == 0 { "x" } else { "chưa" };
        // Of every seventh only the name and the way are known; the way tells them apart.
        let (phone, way) = if n % 7 == 0 && n % REPEATED > 1 {
            (String::new(), format!("Bắc Ninh - phòng {n}"))
        } else {
            (someone.phone, "Bắc Ninh".to_owned())
        };
        let (name, village) = (someone.name, someone.village);
        writeln!(out, "{name},{village},{phone},{way},{day},{returned}").unwrap();
    }
}

/// Bytes of the database and of its log.
fn size(desk: &Desk) -> u64 {
    let of = |name: &str| fs::metadata(desk.data().join(name)).map_or(0, |file| file.len());
    of("phaodai.db") + of("phaodai.db-wal")
}

/// Kills the import when its files have grown by so many bytes.
fn cut_off(mut running: Child, desk: &Desk, before: u64, growth: u64) {
    while size(desk) < before + growth {
        assert!(running.try_wait().unwrap().is_none(), "it ended before {growth} bytes");
        sleep(Duration::from_millis(2));
    }
    running.kill().unwrap();
    let status = running.wait().unwrap();
    assert_eq!(status.signal(), Some(9), "it ended by itself: {status}");
}

#[test]
fn an_import_that_was_killed_goes_on_where_it_was() {
    let desk = Desk::district();
    let file = desk.argument("ds.csv");
    write_list(Path::new(&file));
    let refused = ROWS / FAULTY;
    let repeated = (ROWS - 1) / REPEATED;
    let accepted = ROWS - refused - repeated;

    let before = size(&desk);
    for growth in CUTS {
        let mut command = desk.command(["import", REGISTER, &file, "--unit", COMMUNE]);
        let running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        cut_off(running, &desk, before, growth);
        let verified = desk.run(["verify", "--quick"]).done();
        assert_eq!(verified["whole"], true, "after a cut at {growth} bytes: {verified}");
    }

    let outcome = desk.import(&file, COMMUNE).partly();
    assert_eq!(outcome["resumed"], true);
    for (name, expected) in
        [("rows", ROWS), ("accepted", accepted), ("rejected", refused), ("duplicates", repeated)]
    {
        assert_eq!(outcome[name], expected, "{name}");
    }
    assert_eq!(
        outcome["errors"].as_array().unwrap().len(),
        refused,
        "of the rows before the cut too"
    );
    desk.entries();
    assert_eq!(desk.records(COMMUNE, "csv").len(), accepted);

    let again = desk.import(&file, COMMUNE).partly();
    assert_eq!((&again["accepted"], &again["resumed"]), (&0.into(), &false.into()));
    assert_eq!(again["unchanged"], accepted);
}

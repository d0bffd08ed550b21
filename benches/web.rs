//! The pages of a morning over a million records in a district: 200 requests a second, as browsers would send them.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::lists::{phaodai, write_list};
use crate::report::{Report, Row};

/// Communes of the district of Mai Sơn.
const COMMUNES: [&str; 22] = [
    "04105", "04108", "04111", "04114", "04117", "04120", "04123", "04126", "04129", "04132",
    "04135", "04136", "04138", "04141", "04144", "04147", "04150", "04153", "04156", "04159",
    "04162", "04165",
];
const RECORDS: u32 = 1_000_000;
const PASSWORD: &str = "bốn chữ dễ nhớ";
/// Browsers that are open.
const BROWSERS: u32 = 24;
/// Requests a second of all together.
const EACH_SECOND: u32 = 200;
const LASTS: Duration = Duration::from_secs(20);

/// What a browser asks for, of a hundred.
const MIX: [(&str, u32, &str); 6] = [
    ("list", 30, "/registers/away_resident?unit={unit}"),
    ("search", 15, "/registers/away_resident?unit={unit}&q=hung"),
    ("return", 20, "/returns/{unit}/2021-09-10/away_resident_daily"),
    ("board", 15, "/board"),
    ("today", 10, "/"),
    ("form", 10, "/registers/away_resident/new"),
];

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs it.
pub fn run(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    district(&data, folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--now", "2021-09-10T09:00", "--data"])
        .arg(&data);
    let mut server =
        Server(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it serves"));
    let mut said = BufReader::new(server.0.stdout.take().expect("its words"));
    let mut line = String::new();
    said.read_line(&mut line).expect("its address");
    let address =
        line.split("http://").nth(1).expect("an address").trim().trim_end_matches('/').to_owned();
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    let cookies: Vec<String> = (0..BROWSERS).map(|_| sign_in(&address)).collect();
    let idle = memory(server.0.id());
    let mut taken = morning(&address, &cookies);
    let busy = memory(server.0.id());
    taken.sort_by_key(|(_, took, _)| *took);
    let at = |kind: Option<&str>, part: f64| {
        let own: Vec<Duration> = taken
            .iter()
            .filter(|(name, ..)| kind.is_none_or(|kind| kind == *name))
            .map(|(_, took, _)| *took)
            .collect();
        own[((own.len() - 1) as f64 * part) as usize]
    };
    let millis = |took: Duration| format!("{:.0} ms", took.as_secs_f64() * 1000.0);
    for (kind, ..) in MIX {
        eprintln!(
            "   {kind}: median {}, p95 {}, p99 {}",
            millis(at(Some(kind), 0.5)),
            millis(at(Some(kind), 0.95)),
            millis(at(Some(kind), 0.99))
        );
    }
    let (median, high) = (at(None, 0.5), at(None, 0.95));
    let rate = taken.len() as f64 / LASTS.as_secs_f64();
    report.add(Row {
        work: format!("list, search, return, board, today and form pages over 1,000,000 records, {rate:.0} requests/s, {BROWSERS} browsers"),
        ours: format!("median {}, p95 {}", millis(median), millis(high)),
        peer: "–".to_owned(),
        figure: format!("p95 {}", millis(high)),
        promise: "p95 < 100 ms at 200 requests/s",
        held: Some(high < Duration::from_millis(100) && rate > f64::from(EACH_SECOND) * 0.97),
    });
    let heaviest = taken.iter().map(|(.., bytes)| *bytes).max().unwrap_or_default();
    report.add(Row {
        work: "the heaviest of these pages".to_owned(),
        ours: format!("{} kB", heaviest / 1000),
        peer: "–".to_owned(),
        figure: format!("{} kB", heaviest / 1000),
        promise: "< 60 kB",
        held: Some(heaviest < 60_000),
    });
    report.add(Row {
        work: "memory of the server with 1,000,000 records: idle, and after the requests"
            .to_owned(),
        ours: format!("{idle} MB, {busy} MB"),
        peer: "–".to_owned(),
        figure: format!("{idle} MB"),
        promise: "< 200 MB idle",
        held: Some(idle < 200),
    });
}

/// A district with its records, an officer who may see them, and somebody to sign in.
fn district(data: &Path, folder: &Path) {
    phaodai(data, &["init", "--units", "mai_son"]);
    let each = RECORDS / COMMUNES.len() as u32 + 1;
    for (number, code) in (0..).zip(COMMUNES) {
        let csv = folder.join(format!("{code}.csv"));
        write_list(&csv, number * each..(number + 1) * each).expect("a list");
        phaodai(data, &["import", "away_resident", &csv.display().to_string(), "--unit", code]);
        let _ = fs::remove_file(&csv);
    }
    phaodai(
        data,
        &["officer", "add", "--unit", "125", "--post", "clerk", "--name", "Nguyễn Thị Trực"],
    );
    let mut command = crate::lists::command(
        data,
        &[
            "account",
            "add",
            "truc",
            "--officer",
            "Nguyễn Thị Trực",
            "--role",
            "district_officer",
            "--unit",
            "125",
            "--stdin",
            "--keep",
        ],
    );
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("an account");
    child.stdin.take().expect("its input").write_all(PASSWORD.as_bytes()).expect("a password");
    assert!(child.wait().expect("an account").success());
}

/// A connection that stays open.
struct Line {
    stream: BufReader<TcpStream>,
}

impl Line {
    fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { stream: BufReader::new(stream) }
    }

    /// Status, headers and body.
    fn send(&mut self, request: &str) -> (u16, String, Vec<u8>) {
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request");
        let (mut head, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("an answer");
            if line.trim().is_empty() {
                break;
            }
            head.push_str(&line);
        }
        let length = head.lines().find_map(|line| {
            line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned)
        });
        let mut body = vec![0; length.and_then(|length| length.trim().parse().ok()).unwrap_or(0)];
        self.stream.read_exact(&mut body).expect("a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, head, body)
    }
}

fn sign_in(address: &str) -> String {
    let mut line = Line::open(address);
    let (_, head, body) = line.send(&format!("GET /sign-in HTTP/1.1\r\nHost: {address}\r\n\r\n"));
    let before = cookie(&head);
    let page = String::from_utf8_lossy(&body).into_owned();
    let csrf = page
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a token")
        .to_owned();
    let password: String = PASSWORD.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let form = format!("csrf={csrf}&login=truc&to=%2F&password={password}");
    let (status, head, _) = line.send(&format!(
        "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nCookie: {before}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    ));
    if status == 429 {
        std::thread::sleep(Duration::from_secs(2));
        return sign_in(address);
    }
    assert_eq!(status, 303, "nobody is signed in");
    cookie(&head)
}

fn cookie(head: &str) -> String {
    let line = head
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("set-cookie:"))
        .expect("a cookie");
    line.split_once(": ").and_then(|(_, rest)| rest.split(';').next()).expect("a cookie").to_owned()
}

type Taken = (&'static str, Duration, usize);

/// Every browser asks at its moments, whether the last answer has come or not: what waits counts from the moment on.
fn morning(address: &str, cookies: &[String]) -> Vec<Taken> {
    let taken: Arc<Mutex<Vec<Taken>>> = Arc::default();
    let pause = Duration::from_secs(1) * BROWSERS / EACH_SECOND;
    std::thread::scope(|scope| {
        for (number, cookie) in (0..).zip(cookies) {
            let taken = taken.clone();
            scope.spawn(move || {
                let mut line = Line::open(address);
                let mut random = fastrand::Rng::with_seed(number);
                let begun = Instant::now() + pause * u32::try_from(number).unwrap_or(0) / BROWSERS;
                let mut own = Vec::new();
                for turn in 0.. {
                    let due = begun + pause * turn;
                    if due - begun > LASTS {
                        break;
                    }
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let mut roll = random.u32(..100);
                    let (kind, _, path) = MIX
                        .into_iter()
                        .find(|(_, share, _)| {
                            let hit = roll < *share;
                            roll = roll.wrapping_sub(*share);
                            hit
                        })
                        .expect("a kind");
                    let path = path.replace("{unit}", COMMUNES[random.usize(..COMMUNES.len())]);
                    let (status, _, body) = line.send(&format!(
                        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n"
                    ));
                    assert_eq!(status, 200, "{path}");
                    own.push((kind, due.elapsed(), body.len()));
                }
                taken.lock().expect("no thread broke").extend(own);
            });
        }
    });
    std::mem::take(&mut *taken.lock().expect("no thread broke"))
}

/// Memory of a process in MB, as Linux tells it; 0 elsewhere.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

//! The morning of 10 September 2021, as the clerk of a commune and the duty officer of the district live it: the program
//! is run as they run it, with a clock that the test sets.

mod by_hand;
mod clerk;
mod district;
mod taken;

use std::path::PathBuf;
use std::process::{Command, Output};

use domain::base::units::mai_son;
use domain::base::{Value, stamp};
use domain::entry::Draft;
use domain::register::Owner;
use jiff::civil::{Date, date};
use node::people::{self, NewOfficer};
use node::{Node, Options, fields, units};
use serde_json::Value as Json;
use tempfile::TempDir;

const DAY: Date = date(2021, 9, 10);

/// Mường Chanh, and its neighbour Chiềng Ban.
const COMMUNE: &str = "04117";
const OTHER: &str = "04120";

/// A district's node in a folder of its own.
struct Office {
    folder: TempDir,
}

/// What the program did.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    /// It ended well; its JSON.
    fn json(&self) -> Json {
        assert_eq!(self.code, Some(0), "{}", self.err);
        serde_json::from_str(&self.out).expect("one JSON value")
    }

    /// It was refused with this code, and says so on standard error only.
    fn refused(&self, code: &str) -> &str {
        assert_eq!(self.code, Some(1), "{}", self.out);
        assert!(self.err.contains(&format!("[{code}]")), "{}", self.err);
        assert_eq!(self.out, "");
        &self.err
    }
}

impl Office {
    /// Units, and in two communes both officers and some people who are away.
    fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().expect("a folder") };
        let seven = stamp(DAY.at(7, 0, 0, 0)).expect("a moment");
        let options = Options::fixed(seven, 3);
        let node = Node::create(&office.data(), options).expect("a node");
        units::write(&node, &mai_son().expect("units"), None).expect("units are written");
        for (name, post, code) in [
            ("Lò Văn Bí", "secretary", COMMUNE),
            ("Hà Thị Chủ", "chair", COMMUNE),
            ("Quàng Văn Ban", "secretary", OTHER),
            ("Tòng Thị Nhiệm", "chair", OTHER),
            ("Nguyễn Văn Huyện", "chair", "125"),
        ] {
            office.officer(&node, name, post, code, None);
        }
        for (at, (code, marks)) in [
            (COMMUNE, ["yes", "", ""]),
            (COMMUNE, ["no", "yes", ""]),
            (COMMUNE, ["no", "no", "yes"]),
            (OTHER, ["no", "no", ""]),
        ]
        .into_iter()
        .enumerate()
        {
            office.resident(&node, code, &format!("Cà Văn {at}"), marks);
        }
        office
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The node itself, for what other commands do: lists come in at any time.
    fn node(&self) -> Node {
        let nine = stamp(DAY.at(9, 0, 0, 0)).expect("a moment");
        Node::open(&self.data(), Options { clock: node::Clock::fixed(nine), ..Options::default() })
            .expect("the node opens")
    }

    fn officer(&self, node: &Node, full_name: &str, post: &str, code: &str, acting: Option<&str>) {
        let unit = units::tree(node).expect("a tree").by_code(code, DAY).expect("a unit").id;
        let officer = NewOfficer { full_name, post, unit, acting_for: acting };
        people::add(node, &officer, None).expect("an officer");
    }

    fn resident(&self, node: &Node, code: &str, name: &str, marks: [&str; 3]) {
        let unit = units::tree(node).expect("a tree").by_code(code, DAY).expect("a unit").id;
        let registry = node.registry();
        let register = registry.get(Owner::BuiltIn.id_of("away_resident")).expect("the register");
        let [returned, contacted, support] = marks;
        let values = [
            ("full_name", Value::text(name)),
            ("village", Value::text("Bản Hua Hường")),
            ("phone", Value::text("0900000001")),
            ("returned", Value::text(returned)),
            ("contacted", Value::text(contacted)),
            ("needs_support", Value::text(support)),
        ];
        let record = node.new_record().expect("an id");
        let changes = vec![fields::change(&register.definition, record, &values)];
        let draft = Draft { unit, officer: None, reason: None, changes };
        node.append(&draft).expect("a record");
    }

    /// Runs the program at a time of the day.
    fn run(&self, time: &str, arguments: &[&str]) -> Ran {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_phaodai"))
            .args(arguments)
            .arg("--data")
            .arg(self.data())
            .args(["--now", &format!("2021-09-10T{time}")])
            .current_dir(self.folder.path())
            .output()
            .expect("the program runs");
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// `phaodai return VERB` about a unit, with further arguments.
    fn statement(&self, time: &str, verb: &str, unit: &str, more: &[&str]) -> Ran {
        let fixed = ["return", verb, "--unit", unit, "--date", "2021-09-10", "--json"];
        let arguments: Vec<&str> = fixed.iter().chain(more).copied().collect();
        self.run(time, &arguments)
    }

    /// Prepares, confirms twice and submits at this time of the day; gives the return.
    fn report(&self, time: &str, unit: &str, more: &[&str]) -> Json {
        let officers: &[&str] = match unit {
            COMMUNE => &["Lò Văn Bí", "Hà Thị Chủ"],
            OTHER => &["Quàng Văn Ban", "Tòng Thị Nhiệm"],
            _ => &["Nguyễn Văn Huyện"],
        };
        self.statement(time, "prepare", unit, more).json();
        for officer in officers {
            self.statement(time, "attest", unit, &["--as", officer]).json();
        }
        self.statement(time, "submit", unit, &[]).json()
    }
}

/// The figure of a line in the JSON of a return.
fn figure<'j>(shown: &'j Json, line: &str) -> &'j Json {
    let figures = shown["figures"].as_array().expect("figures");
    figures.iter().find(|figure| figure["line"] == line).expect("the line")
}

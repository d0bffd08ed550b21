//! The morning briefing as those live it who write it, read it and act on it: the duty officer at 10:15, the chair of the
//! district at 10:30, the chair of a commune who is reminded.

mod conclusions;
mod page;
mod past;
mod reminders;

use serde_json::Value;

use crate::support::{COMMUNE, Desk, OTHER_COMMUNE, REGISTER, Ran, program};

const CHAIR: &str = "Cầm Văn Thuận";
const COMMUNE_CHAIR: &str = "Lò Văn Bí";
const COMMUNE_SECRETARY: &str = "Hà Thị Thư";
const OTHER_CHAIR: &str = "Tòng Văn Ban";
const OTHER_SECRETARY: &str = "Quàng Thị Ngân";
/// When the leader reads.
const READ: &str = "2021-09-10T10:30";

fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Ran {
    Ran::of(program(&desk.data(), now).args(arguments).output().unwrap())
}

/// A district with those who answer for its figures, in two communes.
fn district() -> Desk {
    let desk = Desk::district();
    for (name, post, unit) in [
        (CHAIR, "chair", "125"),
        (COMMUNE_CHAIR, "chair", COMMUNE),
        (COMMUNE_SECRETARY, "secretary", COMMUNE),
        (OTHER_CHAIR, "chair", OTHER_COMMUNE),
        (OTHER_SECRETARY, "secretary", OTHER_COMMUNE),
    ] {
        desk.run(["officer", "add", "--name", name, "--post", post, "--unit", unit]).done();
    }
    desk
}

/// Ten people of a commune, of whom the first so many are back.
fn people(desk: &Desk, now: &str, unit: &str, back: usize) {
    let mut text = "Họ và tên,Số điện thoại,Đã về\n".to_owned();
    for at in 0..10 {
        let returned = if at < back { "x" } else { "chưa" };
        text.push_str(&format!("Cà Văn Một,0912{}{at},{returned}\n", &unit[..5]));
    }
    let file = desk.put(&format!("{unit}-{}.csv", now.replace([':', '-'], "")), text);
    at(desk, now, &["import", REGISTER, &file, "--unit", unit]).done();
}

/// The return of a day is prepared, confirmed by two and sent.
fn report(desk: &Desk, now: &str, unit: &str) {
    let officers = match unit {
        COMMUNE => [COMMUNE_SECRETARY, COMMUNE_CHAIR],
        _ => [OTHER_SECRETARY, OTHER_CHAIR],
    };
    let verb = |verb: &str, more: &[&str]| {
        let fixed = ["return", verb, "--unit", unit, "--date", &now[..10]];
        at(desk, now, &[&fixed[..], more].concat()).done()
    };
    verb("prepare", &[]);
    for officer in officers {
        verb("attest", &["--as", officer]);
    }
    verb("submit", &[]);
}

/// Two communes on the ninth; on the tenth one in time with one person more back, the other after the cut-off.
fn two_days() -> Desk {
    let desk = district();
    people(&desk, "2021-09-09T08:00", COMMUNE, 3);
    report(&desk, "2021-09-09T09:00", COMMUNE);
    people(&desk, "2021-09-10T08:00", COMMUNE, 4);
    report(&desk, "2021-09-10T09:00", COMMUNE);
    people(&desk, "2021-09-10T09:30", OTHER_COMMUNE, 6);
    report(&desk, "2021-09-10T10:05", OTHER_COMMUNE);
    desk
}

fn briefing(desk: &Desk, now: &str) -> Value {
    at(desk, now, &["briefing", "--unit", "125", "--json"]).done()
}

/// The texts of a section.
fn section(briefing: &Value, name: &str) -> Vec<String> {
    let sections = briefing["sections"].as_array().unwrap();
    let one = sections.iter().find(|one| one["name"] == name).unwrap();
    let items = one["items"].as_array().unwrap().iter();
    items.filter_map(|item| item["text"].as_str().map(str::to_owned)).collect()
}

/// The one text of a section that names something.
fn naming(briefing: &Value, name: &str, words: &str) -> String {
    let texts = section(briefing, name);
    let found = texts.iter().find(|text| text.contains(words));
    found.unwrap_or_else(|| panic!("{words} is not named in {texts:#?}")).clone()
}

/// Every source anywhere in it, once.
fn sources(value: &Value, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(map) => {
            if let Some(open) = map.get("open").and_then(Value::as_array) {
                let words: Vec<String> =
                    open.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
                if !found.contains(&words) {
                    found.push(words);
                }
            }
            map.values().for_each(|value| sources(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| sources(value, found)),
        _ => {}
    }
}

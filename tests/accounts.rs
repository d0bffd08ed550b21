//! `phaodai account`: the administrator gives somebody a way in, changes it, takes it away.

use std::io::Write;
use std::process::Stdio;

use node::people::accounts::{Accounts, Caller};
use node::{Clock, Node, Options};
use serde_json::Value;

use crate::support::{COMMUNE, Desk, Ran};

/// Whether somebody gets in at this desk, on the morning of the tests.
fn gets_in(desk: &Desk, login: &str, password: &str) -> bool {
    let clock = Clock::fixed("2021-09-10T01:00:00Z".parse().unwrap());
    let node = Node::open(&desk.data(), Options { clock, ..Options::default() }).unwrap();
    let caller = Caller { address: "127.0.0.1".to_owned(), agent: String::new() };
    Accounts::of(&node).sign_in(login, password, &caller).is_ok()
}

fn account(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run([&["account"], arguments].concat())
}

fn only(list: &Value) -> &Value {
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
    &list[0]
}

#[test]
fn an_account_is_made_with_a_password_that_is_printed_once_and_taken_away_again() {
    let desk = Desk::district();
    let made = account(&desk, &["add", "Loan.Mai", "--role", "commune_clerk", "--unit", COMMUNE]);
    let made = made.done();
    let password = made["password"].as_str().unwrap().to_owned();
    assert_eq!((made["login"].as_str(), password.len()), (Some("loan.mai"), 19));
    assert!(gets_in(&desk, "loan.mai", &password));

    let list = account(&desk, &["list"]).done();
    let one = only(&list);
    assert_eq!(
        (one["must_change"].as_bool(), one["disabled"].as_bool()),
        (Some(true), Some(false))
    );
    assert_eq!(one["grants"][0]["role"], "commune_clerk");
    assert_eq!(one["grants"][0]["unit_name"], "Thị trấn Hát Lót");
    assert!(!list.to_string().contains(&password));

    account(&desk, &["disable", "loan.mai"]).done();
    assert!(!gets_in(&desk, "loan.mai", &password));
    account(&desk, &["enable", "loan.mai"]).done();
    let fresh = account(&desk, &["password", "loan.mai"]).done();
    assert!(!gets_in(&desk, "loan.mai", &password), "the old one is no longer good");
    assert!(gets_in(&desk, "loan.mai", fresh["password"].as_str().unwrap()));

    account(&desk, &["grant", "loan.mai", "--role", "auditor", "--unit", "125"]).done();
    account(&desk, &["revoke", "loan.mai", "--role", "commune_clerk", "--unit", COMMUNE]).done();
    let list = account(&desk, &["list"]).done();
    assert_eq!(only(&list)["grants"].as_array().unwrap().len(), 1);
    assert_eq!(only(&list)["grants"][0]["role"], "auditor");

    let log = account(&desk, &["log", "loan.mai"]).done();
    let events: Vec<&str> =
        log.as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap()).collect();
    for event in ["added", "granted", "revoked", "disabled", "enabled", "password_set", "refused"] {
        assert!(events.contains(&event), "{event}: {events:?}");
    }
    assert!(desk.screen(["account", "log"]).well().contains("sai tên hoặc mật khẩu"));
}

#[test]
fn a_password_can_be_piped_in_and_a_weak_one_makes_no_account_that_anybody_uses() {
    let desk = Desk::district();
    let add = |login: &str, password: &str| {
        let mut command = desk.command(["account", "add", login, "--stdin", "--keep", "--json"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    };
    let made = add("loan.mai", "bốn chữ dễ nhớ\n");
    assert!(made.done()["password"].is_null() && !made.out.contains("bốn chữ"), "{}", made.out);
    assert!(gets_in(&desk, "loan.mai", "bốn chữ dễ nhớ"));
    assert_eq!(only(&account(&desk, &["list"]).done())["must_change"].as_bool(), Some(false));
    add("minh.mai", "ngắn").refused(1, "password_length");
    assert_eq!(account(&desk, &["list"]).done().as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_named_wrongly_is_told_and_nothing_is_made() {
    let desk = Desk::district();
    let add = |more: &[&str]| account(&desk, &[&["add", "loan.mai"], more].concat());
    add(&["--role", "clerk", "--unit", COMMUNE]).refused(1, "role_unknown");
    add(&["--role", "commune_clerk", "--unit", "99999"]).refused(1, "unit_unknown");
    add(&["--officer", "Không Có Ai"]).refused(1, "officer_unknown");
    account(&desk, &["add", "x"]).refused(1, "login_wrong");
    account(&desk, &["disable", "khong.co"]).refused(1, "account_unknown");
    assert_eq!(account(&desk, &["list"]).done().as_array().map(Vec::len), Some(0));
    assert!(desk.screen(["account", "roles"]).well().contains("Cán bộ nhập liệu xã"));
}

#[test]
fn a_key_of_the_api_is_printed_once() {
    let desk = Desk::district();
    account(&desk, &["add", "bang.tinh", "--role", "province", "--unit", "125"]).done();
    let made =
        account(&desk, &["token", "bang.tinh", "--purpose", "bảng tính của huyện", "--days", "90"]);
    let made = made.done();
    let key = made["key"].as_str().unwrap();
    assert!(key.len() >= 32);
    assert!(!account(&desk, &["log"]).out.contains(key));
    let clock = Clock::fixed("2021-09-10T01:00:00Z".parse().unwrap());
    let node = Node::open(&desk.data(), Options { clock, ..Options::default() }).unwrap();
    let used = Accounts::of(&node).token(key).unwrap().unwrap();
    assert!(!used.token.may_write && used.account.login == "bang.tinh");
}

//! Accounts: what is slow, what looks alike, what ends when.

use jiff::SignedDuration;
use node::people::accounts::{Accounts, Caller};
use node::{Clock, Node};

use crate::support;

const PASSWORD: &str = "bốn chữ dễ nhớ";

fn node() -> (tempfile::TempDir, Node, Clock) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed("2021-09-10T01:00:00Z".parse().unwrap());
    let options = node::Options { clock: clock.clone(), ..node::Options::default() };
    let node = Node::create(&folder.path().join("data"), options).unwrap();
    (folder, node, clock)
}

fn caller() -> Caller {
    Caller { address: "10.0.0.7".to_owned(), agent: "Firefox".to_owned() }
}

#[test]
fn wrong_passwords_bar_the_account_longer_and_longer_and_a_right_one_ends_it() {
    let (_folder, node, clock) = node();
    let accounts = Accounts::of(&node);
    let account = accounts.add("loan.chiengmung", None, None).unwrap();
    accounts.set_password(account.id, PASSWORD, false, None).unwrap();
    let sign_in = |password: &str| {
        accounts.sign_in("Loan.ChiengMung", password, &caller()).map_err(|fault| fault.code)
    };
    for _ in 0..5 {
        assert_eq!(sign_in("sai mật khẩu rồi").unwrap_err(), "sign_in_refused");
    }
    assert_eq!(sign_in(PASSWORD).unwrap_err(), "sign_in_barred");
    clock.advance(SignedDuration::from_secs(30));
    assert_eq!(sign_in("sai mật khẩu rồi").unwrap_err(), "sign_in_refused");
    clock.advance(SignedDuration::from_secs(31));
    assert_eq!(
        sign_in(PASSWORD).unwrap_err(),
        "sign_in_barred",
        "the second wait is twice as long"
    );
    clock.advance(SignedDuration::from_secs(30));
    assert!(sign_in(PASSWORD).is_ok());
    assert_eq!(
        accounts.sign_in("khong.co.ai", PASSWORD, &caller()).unwrap_err().code,
        "sign_in_refused"
    );
    let events: Vec<String> = accounts
        .log(Some(account.id), None, 20)
        .unwrap()
        .into_iter()
        .map(|event| event.event)
        .collect();
    assert_eq!(events.iter().filter(|event| *event == "refused").count(), 6);
    assert_eq!(events.first().map(String::as_str), Some("signed_in"));
}

#[test]
fn a_password_typed_for_the_name_is_kept_nowhere() {
    let (folder, node, _) = node();
    let accounts = Accounts::of(&node);
    let typed = "con-meo-nam-tren-mai";
    assert!(accounts.sign_in(typed, PASSWORD, &caller()).is_err());
    let events = accounts.log(None, None, 5).unwrap();
    assert_eq!((events[0].event.as_str(), events[0].login.as_str()), ("refused", ""));
    drop(node);
    for file in std::fs::read_dir(folder.path().join("data")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        assert!(!bytes.windows(typed.len()).any(|window| window == typed.as_bytes()));
    }
}

#[test]
fn a_session_ends_when_nobody_uses_it_when_its_week_is_over_and_when_it_is_ended_elsewhere() {
    let (_folder, node, clock) = node();
    let accounts = Accounts::of(&node);
    let account = accounts.add("loan", None, None).unwrap();
    accounts.set_password(account.id, PASSWORD, false, None).unwrap();
    let begin = || accounts.sign_in("loan", PASSWORD, &caller()).unwrap();
    let lives = |secret: &str| accounts.session(secret).unwrap().is_some();
    let idle = begin();
    clock.advance(SignedDuration::from_hours(11));
    assert!(lives(&idle.secret), "looked at before its twelve hours were over");
    clock.advance(SignedDuration::from_hours(12));
    assert!(!lives(&idle.secret));
    let long = begin();
    for _ in 0..16 {
        clock.advance(SignedDuration::from_hours(10));
        assert!(lives(&long.secret));
    }
    clock.advance(SignedDuration::from_hours(8));
    assert!(!lives(&long.secret), "seven days, however busy");
    let (here, there) = (begin(), begin());
    accounts.end_session(account.id, &there.name, None).unwrap();
    assert!(lives(&here.secret) && !lives(&there.secret));
    accounts.disable(account.id, None, true).unwrap();
    assert!(!lives(&here.secret));
    assert_eq!(accounts.sign_in("loan", PASSWORD, &caller()).unwrap_err().code, "sign_in_refused");
}

#[test]
fn a_new_password_by_somebody_else_ends_every_session_and_the_own_one_stays() {
    let (_folder, node, _clock) = node();
    let accounts = Accounts::of(&node);
    let account = accounts.add("loan", None, None).unwrap();
    accounts.set_password(account.id, PASSWORD, false, None).unwrap();
    let (here, there) = (
        accounts.sign_in("loan", PASSWORD, &caller()).unwrap(),
        accounts.sign_in("loan", PASSWORD, &caller()).unwrap(),
    );
    let code = |old: &str, new: &str| {
        accounts.change_password(account.id, old, new, &here.name).map_err(|fault| fault.code)
    };
    assert_eq!(code("không đúng đâu", "mới mà dài đấy").unwrap_err(), "password_wrong");
    assert_eq!(code(PASSWORD, PASSWORD).unwrap_err(), "password_same");
    code(PASSWORD, "mới mà dài đấy").unwrap();
    assert!(accounts.session(&here.secret).unwrap().is_some());
    assert!(accounts.session(&there.secret).unwrap().is_none());
    accounts.set_password(account.id, "quản trị đặt lại", true, None).unwrap();
    assert!(accounts.session(&here.secret).unwrap().is_none());
    assert!(accounts.get(account.id).unwrap().unwrap().must_change);
}

#[test]
fn a_key_ends_by_itself_is_withdrawn_and_dies_with_its_account() {
    let (_folder, node, clock) = node();
    let accounts = Accounts::of(&node);
    let account = accounts.add("bang.tinh", None, None).unwrap();
    let key = |days| accounts.make_token(account.id, "bảng tính", false, days, None).unwrap();
    let (short, withdrawn, kept) = (key(1), key(30), key(30));
    let lives = |key: &str| accounts.token(key).unwrap().is_some();
    assert!(lives(&short.key) && !lives("pd_khong"));
    accounts.end_token(account.id, &withdrawn.token.name, None).unwrap();
    clock.advance(SignedDuration::from_hours(25));
    assert!(!lives(&short.key) && !lives(&withdrawn.key) && lives(&kept.key));
    accounts.disable(account.id, None, true).unwrap();
    assert!(!lives(&kept.key));
}

#[test]
fn no_secret_stands_in_the_database_and_names_are_taken_once() {
    let (folder, node, _clock) = node();
    let accounts = Accounts::of(&node);
    let account = accounts.add("loan", None, None).unwrap();
    accounts.set_password(account.id, PASSWORD, false, None).unwrap();
    let session = accounts.sign_in("loan", PASSWORD, &caller()).unwrap();
    let key = accounts.make_token(account.id, "thử", true, 5, None).unwrap();
    assert!(!format!("{session:?}{key:?}").contains(&session.secret));
    assert_eq!(accounts.add("LOAN", None, None).unwrap_err().code, "login_taken");
    assert_eq!(accounts.add("có dấu và dấu cách", None, None).unwrap_err().code, "login_wrong");
    assert_eq!(
        accounts.grant(account.id, "vua", support::unit("xã"), None).unwrap_err().code,
        "role_unknown"
    );
    drop(node);
    for name in ["phaodai.db", "phaodai.db-wal"] {
        let bytes = std::fs::read(folder.path().join("data").join(name)).unwrap_or_default();
        for secret in [PASSWORD, &session.secret, &key.key] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{name}");
        }
    }
}

//! A paper comes in, is looked at, and goes out as tasks.

use std::collections::BTreeSet;
use std::process::Stdio;

use serde_json::Value;

use super::{CHAIR, DISPATCH, at, office};
use crate::support::{COMMUNE, Desk, Ran};

fn orders(desk: &Desk) -> Vec<Value> {
    let shown = desk.run(["directive", "show", "1", "--unit", "125"]).done();
    shown["obligations"].as_array().unwrap().clone()
}

fn of<'v>(orders: &'v [Value], words: &str) -> &'v Value {
    orders.iter().find(|one| one["quote"].as_str().unwrap().contains(words)).unwrap()
}

#[test]
fn a_paper_is_registered_once_with_its_orders_and_who_they_bind() {
    let desk = office();
    let again = desk.put("ban-sao.txt", DISPATCH);
    let said = desk.run(["directive", "add", &again, "--unit", "125"]).done();
    assert_eq!((&said["new"], &said["arrival"]), (&false.into(), &1.into()));
    let other = desk.put("khac.txt", DISPATCH.replace("812/", "813/"));
    let said = desk.run(["directive", "add", &other, "--unit", "125"]).done();
    assert_eq!(
        (&said["new"], &said["arrival"], &said["urgency"]),
        (&true.into(), &2.into(), &"hỏa tốc".into())
    );
    let next_year = desk.put("nam-sau.txt", DISPATCH.replace("812/", "1/"));
    let said =
        at(&desk, "2022-01-04T08:00", &["directive", "add", &next_year, "--unit", "125"]).done();
    assert_eq!(
        (&said["arrival"], &said["year"]),
        (&1.into(), &2022.into()),
        "each year begins anew"
    );
    let orders = orders(&desk);
    assert_eq!(of(&orders, "kịch bản")["units"].as_array().unwrap().len(), 22);
    assert_eq!(of(&orders, "kịch bản")["deadline"]["kind"], "fixed");
    assert_eq!(of(&orders, "báo cáo số người")["deadline"]["kind"], "recurring");
    assert_eq!(of(&orders, "điểm bán hàng")["units"].as_array().unwrap().len(), 1);
    assert_eq!(of(&orders, "kích hoạt")["deadline"]["kind"], "conditional");
    desk.entries();
}

/// Two desks of an office register what the post has brought, at the same moment.
#[test]
fn papers_that_are_registered_at_the_same_moment_get_numbers_of_their_own() {
    let desk = office();
    let add = |no: u32| {
        let text = DISPATCH.replace("812/", &format!("{}/", 900 + no));
        let file = desk.put(&format!("van-ban-{no}.txt"), text);
        let mut command = desk.command(["directive", "add", &file, "--unit", "125"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<_> = (0..6).map(add).collect();
    let mut numbers = BTreeSet::new();
    for child in running {
        let said = Ran::of(child.wait_with_output().unwrap()).done();
        assert_eq!(said["new"], true);
        numbers.insert(said["arrival"].as_i64().unwrap());
    }
    // The office has registered one before.
    assert_eq!(numbers.into_iter().collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
    desk.entries();
}

#[test]
fn one_paper_that_two_people_register_at_the_same_moment_is_one() {
    let desk = office();
    let file = desk.put("mot.txt", DISPATCH.replace("812/", "950/"));
    let add = |_: u32| {
        let mut command = desk.command(["directive", "add", &file, "--unit", "125"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<_> = (0..4).map(add).collect();
    let said: Vec<Value> = running
        .into_iter()
        .map(|child| Ran::of(child.wait_with_output().unwrap()).done())
        .collect();
    assert_eq!(said.iter().filter(|one| one["new"] == true).count(), 1, "{said:?}");
    assert!(said.iter().all(|one| one["arrival"] == 2), "{said:?}");
}

#[test]
fn nothing_goes_out_that_nobody_has_looked_at() {
    let desk = office();
    let said = desk.run(["directive", "issue", "1", "--unit", "125"]).done();
    assert_eq!(said["tasks"], 0);
    assert!(said["left"].as_array().unwrap().iter().all(|one| one["why"] == "not_confirmed"));
    let before = desk.entries();
    desk.run(["directive", "issue", "1", "--unit", "125"]).done();
    assert_eq!(desk.entries(), before, "and nothing was written");
}

#[test]
fn orders_are_corrected_and_given_once() {
    let desk = office();
    let orders_then = orders(&desk);
    let label = |words: &str| of(&orders_then, words)["label"].as_str().unwrap().to_owned();
    let (report, plan, market) = (label("báo cáo số người"), label("kịch bản"), label("điểm bán"));
    let correct = |more: &[&str]| {
        desk.run(["directive", "correct", "1", "--unit", "125", "--as", CHAIR].iter().chain(more))
    };
    correct(&["--reject", &market, "--confirm", &report]).done();
    correct(&[
        "--assign",
        &format!("{plan}={COMMUNE},04108"),
        "--due",
        &format!("{plan}=chậm nhất ngày 12/9/2021"),
    ])
    .done();
    correct(&["--add", "Trạm y tế xã trực 24/24", "--to", "UBND các xã, thị trấn"]).done();
    correct(&["--assign", &format!("{plan}=xã Không Có")]).refused(1, "assignee_unknown");
    let before = desk.entries();
    correct(&["--reject", "o99", "--add", "Họp giao ban", "--to", COMMUNE])
        .refused(1, "obligation_unknown");
    assert_eq!(desk.entries(), before, "all that was asked, or nothing");
    correct(&[]).refused(2, "correct_nothing");
    let now = orders(&desk);
    assert_eq!(of(&now, "kịch bản")["deadline"]["at"], "2021-09-12T23:59:59");
    let said = desk.run(["directive", "issue", "1", "--unit", "125", "--as", CHAIR]).done();
    assert_eq!(said["tasks"], 22 + 2 + 22, "{said:#}");
    let again = desk.run(["directive", "issue", "1", "--unit", "125", "--all"]).done();
    assert_eq!(again["tasks"], 22, "the one that was left: {again:#}");
    correct(&["--reject", &report]).refused(1, "obligation_issued");
    desk.entries();
}

#[test]
fn one_order_is_split_in_two_and_two_are_made_one() {
    let desk = office();
    let known = orders(&desk);
    let label = |words: &str| of(&known, words)["label"].as_str().unwrap().to_owned();
    let correct = |more: &[&str]| {
        desk.run(["directive", "correct", "1", "--unit", "125"].iter().chain(more)).done()
    };
    correct(&["--split", &format!("{}=cách ly tại nhà", label("kịch bản"))]);
    let now = orders(&desk);
    assert_eq!(now.len(), known.len() + 1);
    assert_eq!(of(&now, "cách ly tại nhà, chậm nhất")["units"].as_array().unwrap().len(), 22);
    correct(&["--merge", &format!("{},{}", label("báo cáo số người"), label("điểm bán"))]);
    let now = orders(&desk);
    let merged = of(&now, "báo cáo số người");
    assert_eq!(merged["units"].as_array().unwrap().len(), 23);
    assert!(merged["quote"].as_str().unwrap().contains("điểm bán hàng"), "{merged:#}");
}

#[test]
fn a_paper_of_the_province_binds_the_district_only_as_far_as_it_reaches() {
    let desk = office();
    let said = desk.run(["directive", "lineage", "1", "--unit", "125"]).done();
    assert_eq!(said["carries_out"][0]["number"], "1367-CV/HU");
    assert_eq!(said["carries_out"][0]["held"], Value::Null, "named, and not held here");
    let party = "HUYỆN ỦY MAI SƠN\n\nSố 1367-CV/HU\n\nMai Sơn, ngày 06 tháng 9 năm 2021\n\n\
        Kính gửi: Ủy ban nhân dân huyện.\n\n1. UBND huyện chỉ đạo các xã lập phương án cách ly.\n";
    let file = desk.put("1367.txt", party);
    desk.run(["directive", "add", &file, "--unit", "125"]).done();
    let said = desk.run(["directive", "lineage", "2", "--unit", "125"]).done();
    assert_eq!(said["carried_out_by"][0]["number"], "812/UBND-YT", "{said:#}");
    let said = desk.run(["directive", "lineage", "1", "--unit", "125"]).done();
    assert_eq!(said["carries_out"][0]["held"], 2);
}

#[test]
fn who_leads_and_who_cooperates_both_have_the_task() {
    let desk = Desk::district();
    let paper = "UBND HUYỆN MAI SƠN\n\nSố: 820/UBND-KT\n\nMai Sơn, ngày 09 tháng 9 năm 2021\n\n\
        Kính gửi: Các phòng, đơn vị.\n\n\
        1. Phòng Kinh tế và Hạ tầng chủ trì, phối hợp với Trung tâm Y tế huyện kiểm tra các chợ, chậm nhất ngày 15/9/2021.\n";
    let file = desk.put("820.txt", paper);
    desk.run(["directive", "add", &file, "--unit", "125"]).done();
    desk.run(["directive", "issue", "1", "--unit", "125", "--all"]).done();
    let tasks = desk.run(["task", "list", "--unit", "125"]).done();
    let mut roles: Vec<(&str, bool)> = tasks
        .as_array()
        .unwrap()
        .iter()
        .map(|task| (task["name"].as_str().unwrap(), task["leads"].as_bool().unwrap()))
        .collect();
    roles.sort_unstable();
    let expected = [("Phòng Kinh tế và Hạ tầng", true), ("Trung tâm y tế huyện Mai Sơn", false)];
    assert_eq!(roles, expected, "{tasks:#}");
}

//! From found to accepted, with everything that may come between.

use super::*;

/// The states that a discrepancy went through.
fn history(desk: &Desk, which: &str) -> Vec<String> {
    let shown = show(desk, "2021-09-12T08:00", which, CHAIR);
    let steps = shown["history"].as_array().unwrap().iter();
    steps.map(|step| step["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn it_is_asked_explained_refused_explained_again_and_accepted() {
    let desk = fallen(3);
    check(&desk, "2021-09-10T10:05");
    let take = |now: &str, verb: &str, who: &str, say: &str| {
        step(&desk, &format!("2021-09-10T{now}"), verb, FELL, who, say)
    };
    take("10:06", "accept", CHAIR, "").refused(1, "discrepancy_step");
    take("10:06", "ask", COMMUNE_CHAIR, "").refused(1, "discrepancy_step");
    let asked = take("10:10", "ask", CHAIR, "vì sao giảm 3 người").done();
    assert_eq!((&asked["state"], &asked["due"]), (&"asked".into(), &"2021-09-10T14:10:00".into()));
    take("10:20", "explain", COMMUNE_CHAIR, "").refused(1, "reason_missing");
    take("10:20", "explain", COMMUNE_CHAIR, "ghi nhầm").done();
    take("10:25", "accept", COMMUNE_CHAIR, "").refused(1, "discrepancy_step");
    take("10:30", "refuse", CHAIR, "").refused(1, "reason_missing");
    let refused = take("10:30", "refuse", CHAIR, "chưa nêu tên từng người").done();
    assert_eq!(refused["due"], "2021-09-10T14:30:00", "the time to explain begins again");
    assert_eq!(refused["open"], true);
    let again = take("11:00", "explain", COMMUNE_SECRETARY, "ba người: Ba, Bốn, Năm").done();
    assert_eq!(again["explained_by"], COMMUNE_SECRETARY);
    assert_eq!(again["party_route_at"], "2021-09-10T11:00:00");
    assert_eq!(again["state_route_at"], "2021-09-10T11:00:00");
    let done = take("11:10", "accept", CHAIR, "rõ").done();
    assert_eq!((&done["state"], &done["open"]), (&"accepted".into(), &false.into()));
    assert_eq!((&done["verdict"], &done["judged_by"]), (&"rõ".into(), &CHAIR.into()));
    let states = ["found", "asked", "explained", "refused", "explained", "accepted"];
    assert_eq!(history(&desk, FELL), states);
    let shown = show(&desk, "2021-09-12T08:00", FELL, CHAIR);
    assert_eq!(shown["history"][3]["words"], "chưa nêu tên từng người");
    assert_eq!(shown["history"][4]["by"], COMMUNE_SECRETARY);
    assert_eq!(found(&check(&desk, "2021-09-10T11:20")), [""; 0], "settled is settled");
}

#[test]
fn an_explanation_goes_both_ways_before_it_is_taken() {
    let desk = fallen(3);
    check(&desk, "2021-09-10T10:05");
    let explain = |now: &str, more: &[&str]| {
        let fixed = ["discrepancy", "explain", FELL, "--as", COMMUNE_CHAIR];
        at(&desk, &format!("2021-09-10T{now}"), &[&fixed[..], more].concat())
    };
    let one = explain("10:20", &["--route", "state", "--say", "ghi nhầm"]).done();
    assert_eq!((&one["state"], &one["party_route_at"]), (&"explained".into(), &Value::Null));
    let refused = step(&desk, "2021-09-10T10:30", "accept", FELL, CHAIR, "");
    refused.refused(1, "discrepancy_route_missing");
    assert!(refused.err.contains("--route party"), "{}", refused.err);
    let both = explain("10:40", &["--route", "party"]).done();
    assert_eq!(both["explanation"], "ghi nhầm", "the same words go the other way");
    assert_eq!(both["state_route_at"], "2021-09-10T10:20:00");
    step(&desk, "2021-09-10T10:50", "accept", FELL, CHAIR, "").done();
}

#[test]
fn who_does_not_explain_is_overdue() {
    let desk = fallen(3);
    check(&desk, "2021-09-10T10:05");
    let overdue = |now: &str| list(&desk, now, "125", &["--overdue"])["list"].clone();
    assert_eq!(overdue("2021-09-10T14:05:00"), serde_json::json!([]));
    assert_eq!(overdue("2021-09-10T14:05:01")[0]["discrepancy"], FELL);
    let until = |time: &str| {
        let ask = ["discrepancy", "ask", FELL, "--as", CHAIR, "--until", time];
        at(&desk, "2021-09-10T15:00", &ask)
    };
    until("2021-09-10T14:00").refused(1, "discrepancy_until_past");
    until("2021-09-11T08:00").done();
    assert_eq!(overdue("2021-09-10T23:00"), serde_json::json!([]));
    let unexplained = list(&desk, "2021-09-11T08:01", "125", &["--unexplained"]);
    let counts =
        ["found", "open", "unexplained", "overdue"].map(|name| &unexplained["counts"][name]);
    assert_eq!(counts, [1, 1, 1, 1].map(Value::from).each_ref());
    let screen = desk.screen_at("2021-09-11T08:01", ["discrepancy", "list", "--unit", "125"]);
    assert!(screen.well().contains("QUÁ HẠN"));
}

#[test]
fn a_corrected_return_settles_it_and_the_old_mistake_brings_it_back() {
    let desk = fallen(3);
    check(&desk, "2021-09-10T10:05");
    step(&desk, "2021-09-10T10:06", "ask", FELL, CHAIR, "").done();
    import(&desk, "2021-09-10T10:20", COMMUNE, &people(COMMUNE, 8));
    assert_eq!(check(&desk, "2021-09-10T10:25")["still"], 1, "a mended list is no mended return");
    report(&desk, "2021-09-10T10:30", COMMUNE, &["--reason", "ghi nhầm ba người"]);
    let after = check(&desk, "2021-09-10T10:35");
    assert_eq!(after["corrected"][0]["discrepancy"], FELL);
    assert_eq!(list(&desk, "2021-09-10T10:36", "125", &["--open"])["list"], serde_json::json!([]));
    import(&desk, "2021-09-10T11:00", COMMUNE, &people(COMMUNE, 6));
    report(&desk, "2021-09-10T11:10", COMMUNE, &["--reason", "lại nhầm"]);
    assert_eq!(found(&check(&desk, "2021-09-10T11:20")), [FELL]);
    assert_eq!(history(&desk, FELL), ["found", "asked", "corrected", "found"]);
}

#[test]
fn what_the_register_takes_back_is_gone_and_what_is_no_matter_stays_so() {
    let desk = district();
    import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-10T08:30", COMMUNE, &[]);
    let late: Vec<Row> = (20..26).map(|at| numbered(COMMUNE, at, false)).collect();
    import(&desk, "2021-09-10T08:40", COMMUNE, &late);
    let both = found(&check(&desk, "2021-09-10T09:20"));
    let [not_returned, total] = &both[..] else { panic!("{both:?}") };
    step(&desk, "2021-09-10T09:21", "dismiss", total, CHAIR, "").refused(1, "reason_missing");
    step(&desk, "2021-09-10T09:21", "dismiss", total, CHAIR, "xã đã báo qua điện thoại").done();
    let again = check(&desk, "2021-09-10T09:25");
    assert_eq!((found(&again).len(), &again["still"]), (0, &1.into()), "{again}");
    strike(&desk, 9, COMMUNE, "${returned} != 'yes'", 6);
    let after = check(&desk, "2021-09-10T09:40");
    assert_eq!(after["gone"][0]["discrepancy"], *not_returned);
}

#[test]
fn nothing_of_this_stops_a_return() {
    let desk = district();
    import(&desk, "2021-09-09T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-09T09:00", COMMUNE, &[]);
    import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 2));
    let prepare = ["return", "prepare", "--unit", COMMUNE, "--date", "2021-09-10"];
    let prepared = at(&desk, "2021-09-10T08:30", &prepare).done();
    let warned = |shown: &Value| {
        let warnings = shown["warnings"].as_array().unwrap().iter();
        warnings.filter(|one| one["code"] == "figures_disagree").count()
    };
    assert_eq!(warned(&prepared), 1, "{}", prepared["warnings"]);
    let submitted = report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    assert_eq!((&submitted["state"], warned(&submitted)), (&"received".into(), 1));
    let collate = ["collate", "--unit", "125", "--date", "2021-09-10"];
    let open = |now: &str| {
        let rows = at(&desk, now, &collate).done()["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["unit"] == COMMUNE).unwrap()["discrepancies"].clone()
    };
    assert_eq!(open("2021-09-10T10:04"), 0);
    check(&desk, "2021-09-10T10:05");
    assert_eq!(open("2021-09-10T10:06"), 1);
    let shown = ["return", "show", "--unit", COMMUNE, "--date", "2021-09-10"];
    let json = at(&desk, "2021-09-10T10:06", &shown).done();
    assert_eq!(json["discrepancies"][0]["discrepancy"], FELL);
    let screen = desk.screen_at("2021-09-10T10:06", shown).well();
    assert!(screen.contains(&format!("≠ {FELL}")), "{screen}");
    let screen = desk.screen_at("2021-09-10T10:06", collate).well();
    assert!(screen.contains("Số liệu vênh chưa xong: Thị trấn Hát Lót (1)"), "{screen}");
}

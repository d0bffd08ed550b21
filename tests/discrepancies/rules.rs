//! Each kind of rule on a district as it works: once where it fires, once next to that.

use std::fs;

use super::*;

#[test]
fn those_returned_become_fewer_and_the_people_are_named() {
    let desk = fallen(3);
    let checked = check(&desk, "2021-09-10T10:05");
    assert_eq!(found(&checked), [FELL]);
    let shown = show(&desk, "2021-09-10T10:06", FELL, COMMUNE_CHAIR);
    let values = ["one", "other"].map(|side| shown[side]["value"].as_i64());
    assert_eq!(values, [Some(5), Some(8)]);
    assert_eq!(shown["behind"][0]["records"].as_array().unwrap().len(), 3);
    assert_eq!(shown["behind"][0]["masked"], false);
    let opens = shown["opened"].as_array().unwrap().iter();
    let opens: Vec<&str> = opens.filter_map(|one| one["opens"].as_str()).collect();
    assert_eq!(opens, ["04105/2021-09-10/returned@v1", "04105/2021-09-09/returned@v1"]);
    for (address, records) in opens.iter().zip([5, 8]) {
        let opened = at(&desk, "2021-09-10T10:06", &["open", address]).done();
        assert_eq!(opened["total"], records, "{address}");
    }
    let entries = desk.entries();
    let again = check(&desk, "2021-09-10T10:10");
    assert_eq!((found(&again).len(), &again["still"]), (0, &1.into()));
    assert_eq!(desk.entries(), entries, "the same again is written once");
}

#[test]
fn a_figure_that_is_declared_and_not_counted_breaks_what_hangs_on_it() {
    let desk = district();
    import(&desk, "2021-09-09T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-09T09:00", COMMUNE, &[]);
    let declare = |now: &str, total: &str, more: &[&str]| {
        let fixed = ["--set", total, "--why", "total=ba người chưa vào sổ", "--as", COMMUNE_CHAIR];
        report(&desk, now, COMMUNE, &[&fixed[..], more].concat())
    };
    declare("2021-09-10T09:00", "total=23", &[]);
    let checked = check(&desk, "2021-09-10T10:05");
    let rules =
        ["declared_is_counted/away_resident_daily.total", "returned_and_not", "total_moves"];
    assert_eq!(found(&checked), rules.map(|rule| format!("04105/2021-09-10/{rule}")));
    for one in checked["found"].as_array().unwrap() {
        let values = ["one", "other"].map(|side| one[side]["value"].as_i64().unwrap());
        assert!(values == [23, 20] || values == [20, 23], "{one}");
    }
    declare("2021-09-10T10:30", "total=20", &["--reason", "khai lại đúng số đếm"]);
    let after = check(&desk, "2021-09-10T10:35");
    assert_eq!((after["corrected"].as_array().unwrap().len(), &after["still"]), (3, &0.into()));
}

#[test]
fn the_last_return_is_asked_where_yesterday_has_none() {
    for (last, expected) in [("2021-09-03", 1), ("2021-09-02", 0)] {
        let desk = district();
        import(&desk, &format!("{last}T08:00"), COMMUNE, &people(COMMUNE, 8));
        report(&desk, &format!("{last}T09:00"), COMMUNE, &[]);
        import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 5));
        report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
        let checked = check(&desk, "2021-09-10T10:05");
        assert_eq!(found(&checked).len(), expected, "last on {last}: {checked}");
        for one in checked["found"].as_array().unwrap() {
            assert_eq!(one["discrepancy"], FELL);
            let said = one["says"].as_str().unwrap();
            assert!(said.ends_with("Số đã về (báo cáo gần nhất, 03/9/2021): 8"), "{said}");
            let shown = show(&desk, "2021-09-10T10:06", FELL, COMMUNE_CHAIR);
            assert_eq!(shown["opened"][2]["opens"], "04105/2021-09-03/returned@v1", "{shown}");
            assert_eq!(shown["behind"][0]["records"].as_array().unwrap().len(), 3);
        }
    }
}

#[test]
fn how_long_ago_the_last_return_may_be_is_the_districts_to_say() {
    let desk = district();
    let folder = desk.data().join("rules");
    fs::create_dir_all(&folder).unwrap();
    let own =
        "name = \"huyen\"\ntitle = { vi = \"Của huyện\", en = \"Own\" }\nbefore_within_days = 2\n";
    fs::write(folder.join("agreement.toml"), own).unwrap();
    import(&desk, "2021-09-07T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-07T09:00", COMMUNE, &[]);
    import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 5));
    report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    assert_eq!(found(&check(&desk, "2021-09-10T10:05")), [""; 0], "three days are too long");
}

#[test]
fn a_figure_stated_over_a_computed_one_is_told_in_every_return() {
    let desk = district();
    let enable = ["return", "templates", "enable", "epidemic_daily", "--unit", "125"];
    let enable = [&enable[..], &["--from", "2021-09-10", "--as", CHAIR]].concat();
    at(&desk, "2021-09-10T07:00", &enable).done();
    let sites = "\"Tên khu, điểm cách ly\",Số giường,Đang cách ly,Tình trạng\nTrường tiểu học,60,13,Đang hoạt động\n";
    let sites = desk.put("khu.csv", sites);
    let import = ["import", "quarantine_site", &sites, "--unit", COMMUNE];
    at(&desk, "2021-09-10T08:10", &import).done();
    // Of the figures that are computed one is stated as it is, one is not; a typed one has none beside it.
    let template = ["--template", "epidemic_daily"];
    let figures = ["--set", "sites_ready=2", "--why", "sites_ready=một điểm chưa vào sổ"];
    let typed = ["--set", "f0_new=2", "--source", "f0_new=Trạm y tế, sổ A5", "--as", COMMUNE_CHAIR];
    report_by(&desk, COMMUNE, &template, &[&figures[..], &typed].concat());
    let checked = check(&desk, "2021-09-10T10:05");
    let one = "04105/2021-09-10/declared_is_counted/epidemic_daily.sites_ready";
    assert_eq!(found(&checked), [one], "{checked}");
    let shown = show(&desk, "2021-09-10T10:06", one, COMMUNE_CHAIR);
    assert_eq!((&shown["one"]["value"], &shown["other"]["value"]), (&2.into(), &1.into()));
    let opens = shown["opened"][0]["opens"].as_str().unwrap();
    at(&desk, "2021-09-10T10:07", &["open", opens]).done();
}

/// A return by a template, prepared with figures, confirmed and sent.
fn report_by(desk: &Desk, unit: &str, template: &[&str], figures: &[&str]) {
    let verb = |verb: &str, more: &[&str]| {
        let fixed = ["return", verb, "--unit", unit, "--date", "2021-09-10"];
        at(desk, "2021-09-10T09:00", &[&fixed[..], template, more].concat()).done()
    };
    verb("prepare", figures);
    for officer in [COMMUNE_SECRETARY, COMMUNE_CHAIR] {
        verb("attest", &["--as", officer]);
    }
    verb("submit", &[]);
}

#[test]
fn a_balance_of_another_template_is_a_rule_too() {
    for (completed, expected) in [("124", 0), ("123", 1)] {
        let desk = district();
        let enable = ["return", "templates", "enable", "epidemic_daily", "--unit", "125"];
        let enable = [&enable[..], &["--from", "2021-09-10", "--as", CHAIR]].concat();
        at(&desk, "2021-09-10T07:00", &enable).done();
        let mut more = vec!["--template".to_owned(), "epidemic_daily".to_owned()];
        for (line, figure) in
            [("f1_isolating", "141"), ("f1_completed", completed), ("f1_total", "265")]
        {
            more.extend(["--set".to_owned(), format!("{line}={figure}")]);
            more.extend(["--source".to_owned(), format!("{line}=Trạm y tế, sổ A5")]);
        }
        let fixed = ["return", "prepare", "--unit", COMMUNE, "--as", COMMUNE_CHAIR];
        let prepare: Vec<&str> = fixed.into_iter().chain(more.iter().map(String::as_str)).collect();
        at(&desk, "2021-09-10T09:00", &prepare).done();
        for officer in [COMMUNE_SECRETARY, COMMUNE_CHAIR] {
            let attest = ["return", "attest", "--unit", COMMUNE, "--as", officer];
            let attest = [&attest[..], &["--template", "epidemic_daily"]].concat();
            at(&desk, "2021-09-10T09:05", &attest).done();
        }
        let submit = ["return", "submit", "--unit", COMMUNE, "--template", "epidemic_daily"];
        at(&desk, "2021-09-10T09:10", &submit).done();
        let checked = check(&desk, "2021-09-10T10:05");
        assert_eq!(found(&checked).len(), expected, "{completed}: {checked}");
        for one in found(&checked) {
            assert_eq!(one, "04105/2021-09-10/balance/f1_isolating+f1_completed=f1_total");
            let shown = show(&desk, "2021-09-10T10:06", &one, COMMUNE_CHAIR);
            assert_eq!(
                (&shown["one"]["value"], &shown["other"]["value"]),
                (&264.into(), &265.into())
            );
        }
    }
}

#[test]
fn a_fall_with_people_taken_off_the_list_behind_it_is_silent() {
    let desk = district();
    import(&desk, "2021-09-09T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-09T09:00", COMMUNE, &[]);
    strike(&desk, 8, COMMUNE, "${returned} = 'yes'", 3);
    report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    let checked = check(&desk, "2021-09-10T10:05");
    assert_eq!(found(&checked), [""; 0], "{checked}");
    assert!(checked["judged"].as_u64().unwrap() > 5, "and that was looked at: {checked}");
}

#[test]
fn a_register_that_moves_far_after_the_return_is_asked_about() {
    for (more, expected) in [(5, 0), (6, 2)] {
        let desk = district();
        import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 8));
        report(&desk, "2021-09-10T08:30", COMMUNE, &[]);
        let late: Vec<Row> = (20..20 + more).map(|at| numbered(COMMUNE, at, false)).collect();
        import(&desk, "2021-09-10T09:00", COMMUNE, &late);
        let checked = check(&desk, "2021-09-10T10:05");
        assert_eq!(found(&checked).len(), expected, "{more} more: {checked}");
        for one in checked["found"].as_array().unwrap() {
            assert_eq!((&one["rule"], &one["records"]), (&"register_moved_on".into(), &6.into()));
        }
        let evening: Vec<Row> = (40..60).map(|at| numbered(COMMUNE, at, false)).collect();
        import(&desk, "2021-09-10T15:00", COMMUNE, &evening);
        let later = check(&desk, "2021-09-10T17:00");
        assert_eq!(found(&later), [""; 0], "what comes in after the cut-off is tomorrow's");
        assert_eq!(later["still"], expected, "and what came before it stays: {later}");
    }
}

#[test]
fn a_roll_up_that_is_no_longer_the_sum_is_the_districts_to_explain() {
    let desk = district();
    import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 8));
    report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    report(&desk, "2021-09-10T11:00", "125", &[]);
    assert_eq!(found(&check(&desk, "2021-09-10T11:05")), [""; 0], "it was the sum");
    import(&desk, "2021-09-10T11:10", COMMUNE, &people(COMMUNE, 9));
    report(&desk, "2021-09-10T11:20", COMMUNE, &["--reason", "thêm một người về"]);
    let late = found(&check(&desk, "2021-09-10T11:30"));
    let of = |line: &str| format!("125/2021-09-10/rollup_is_sum/{line}");
    assert_eq!(late, ["not_contacted", "not_returned", "returned"].map(of));
    let shown = show(&desk, "2021-09-10T11:31", &late[2], CHAIR);
    assert_eq!((&shown["one"]["value"], &shown["other"]["value"]), (&8.into(), &9.into()));
    assert_eq!(shown["owner"]["unit"], "125");
    step(&desk, "2021-09-10T11:32", "ask", &late[2], CHAIR, "").refused(1, "discrepancy_step");
    report(&desk, "2021-09-10T11:40", "125", &["--reason", "xã gửi lại"]);
    let after = check(&desk, "2021-09-10T11:45");
    assert_eq!(after["corrected"].as_array().unwrap().len(), 3);
}

#[test]
fn one_register_against_another() {
    for (occupied, expected) in [(13, 0), (14, 1)] {
        let desk = district();
        import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 8));
        let sites = desk.put(
            "khu.csv",
            format!("\"Tên khu, điểm cách ly\",Số giường,Đang cách ly,Tình trạng\nTrường tiểu học,60,{occupied},Đang hoạt động\n"),
        );
        let import = ["import", "quarantine_site", &sites, "--unit", COMMUNE];
        at(&desk, "2021-09-10T08:10", &import).done();
        report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
        let checked = check(&desk, "2021-09-10T10:05");
        assert_eq!(found(&checked).len(), expected, "{occupied} beds: {checked}");
        for one in checked["found"].as_array().unwrap() {
            let said = one["says"].as_str().unwrap();
            assert!(said.contains("(trong sổ): 14") && said.contains("Số đã về: 8"), "{said}");
        }
    }
}

#[test]
fn a_jump_against_the_communes_own_week_is_asked_about() {
    for (more, expected) in [(5, 0), (40, 2)] {
        let desk = district();
        import(&desk, "2021-09-02T08:00", COMMUNE, &people(COMMUNE, 0));
        for day in 3..10 {
            report(&desk, &format!("2021-09-0{day}T09:00"), COMMUNE, &[]);
        }
        let new: Vec<Row> = (20..20 + more).map(|at| numbered(COMMUNE, at, false)).collect();
        import(&desk, "2021-09-10T08:00", COMMUNE, &new);
        report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
        let checked = check(&desk, "2021-09-10T10:05");
        assert_eq!(found(&checked).len(), expected, "{more} more: {checked}");
        for one in checked["found"].as_array().unwrap() {
            let (today, usual) = (&one["one"]["value"], &one["other"]["value"]);
            assert_eq!((today, usual), (&60.into(), &20.into()), "{one}");
            assert_eq!(one["rule"], "unusual_level");
        }
    }
}

#[test]
fn one_person_on_two_lists_is_told_to_both() {
    let desk = district();
    let mut here = people(COMMUNE, 8);
    let mut there = people(OTHER_COMMUNE, 8);
    here[3].cccd = "014090000123";
    there[5].cccd = "014090000123";
    // A namesake with another number, and one with another telephone, are other people.
    (here[6].cccd, there[6].cccd) = ("014090000124", "014090000125");
    import(&desk, "2021-09-10T08:00", COMMUNE, &here);
    import(&desk, "2021-09-10T08:10", OTHER_COMMUNE, &there);
    let checked = check(&desk, "2021-09-10T10:05");
    let found = found(&checked);
    assert_eq!(found.len(), 2, "{checked}");
    assert!(found[0].starts_with("04105/2021-09-10/same_person/"));
    assert!(found[1].starts_with("04108/2021-09-10/same_person/"));
    let counts = list(&desk, "2021-09-10T10:06", "125", &["--open"])["counts"].clone();
    assert_eq!(counts["found"], 1, "it is one finding: {counts}");
    strike(&desk, 11, OTHER_COMMUNE, "${cccd} = '014090000123'", 1);
    let after = check(&desk, "2021-09-10T11:05");
    assert_eq!(after["gone"].as_array().unwrap().len(), 2, "{after}");
}

#[test]
fn a_rule_of_the_district_needs_a_file_and_no_program() {
    let desk = district();
    let folder = desk.data().join("rules");
    fs::create_dir_all(&folder).unwrap();
    let write = |line: &str| {
        let text = format!(
            "name = \"huyen\"\ntitle = {{ vi = \"Của huyện\", en = \"Own\" }}\n\n[[rule]]\nname = \"half_returned\"\n\
             title = {{ vi = \"Chưa đến một nửa đã về\", en = \"Fewer than half are back\" }}\nsource = \"Huyện\"\nhours = 2\n\
             template = \"away_resident_daily\"\ncheck = \"{line} >= not_returned\"\n"
        );
        fs::write(folder.join("agreement.toml"), text).unwrap();
    };
    write("gone_home");
    at(&desk, "2021-09-10T08:00", &["discrepancy", "rules"]).refused(1, "rule_line_unknown");
    write("returned");
    import(&desk, "2021-09-10T08:00", COMMUNE, &people(COMMUNE, 9));
    import(&desk, "2021-09-10T08:10", OTHER_COMMUNE, &people(OTHER_COMMUNE, 10));
    report(&desk, "2021-09-10T09:00", COMMUNE, &[]);
    report(&desk, "2021-09-10T09:05", OTHER_COMMUNE, &[]);
    let checked = check(&desk, "2021-09-10T10:05");
    assert_eq!(found(&checked), ["04105/2021-09-10/half_returned"]);
    assert_eq!(checked["found"][0]["due"], "2021-09-10T12:05:00");
}

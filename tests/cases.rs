//! Cases from files: what cannot be is told at its row and the rest goes on; real line lists are taken in as they are, and
//! their chains are those of the published data.

use serde_json::Value;

use crate::support::{COMMUNE, Desk};

fn import(desk: &Desk, register: &str, file: &str, more: &[&str]) -> Value {
    let fixed = ["import", register, file, "--unit", COMMUNE];
    let ran = desk.run([&fixed[..], more].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:#?}"))
}

/// Row and code of what was refused.
fn refused(outcome: &Value) -> Vec<(u64, String)> {
    let errors = outcome["errors"].as_array().unwrap().iter();
    errors
        .map(|one| (one["row"].as_u64().unwrap(), one["rule"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn what_cannot_be_is_told_at_its_row_and_the_rest_goes_on() {
    let desk = Desk::district();
    let list = desk.put(
        "ca.csv",
        "Họ tên,Năm sinh,Bản,Số BN,Khởi phát,Lấy mẫu,Ngày công bố\n\
         Lò Văn Một,1980,Mòng,BN1001,14/5/2021,15/5/2021,16/5/2021\n\
         Lò Văn Hai,1980,Mòng,BN1002,31/2/2021,15/5/2021,16/5/2021\n\
         Lò Văn Ba,2022,Mòng,BN1003,14/5/2021,15/5/2021,16/5/2021\n\
         Lò Văn Bốn,1980,Mòng,BN1001,14/5/2021,15/5/2021,16/5/2021\n\
         Lò Văn Năm,1980,Mòng,1005,14/5/2021,15/5/2021,16/5/2021\n\
         Lò Văn Sáu,1980,Mòng,BN1006,14/5/2021,17/5/2021,16/5/2021\n\
         Lò Văn Bảy,1980,Mòng,,14/5/2021,15/5/2021,16/5/2021\n",
    );
    let outcome = import(&desk, "case", &list, &[]);
    assert_eq!((&outcome["rows"], &outcome["accepted"]), (&7.into(), &2.into()), "{outcome}");
    let told = refused(&outcome);
    let expected = [
        (3, "date_none"),
        // The sample and the symptoms are both before the year of birth.
        (4, "constraint"),
        (4, "constraint"),
        (5, "value_taken"),
        (6, "constraint"),
        (7, "constraint"),
    ];
    assert_eq!(told, expected.map(|(row, code)| (row, code.to_owned())), "{outcome}");
    // The same number again in another file, for somebody else: refused; for the same person: nothing new.
    let again = desk.put(
        "ca2.csv",
        "Họ tên,Năm sinh,Bản,Số BN\nLò Văn Tám,1980,Mòng,BN1001\nLò Văn Một,1980,Mòng,BN1001\n",
    );
    let outcome = import(&desk, "case", &again, &[]);
    assert_eq!(refused(&outcome), [(2, "value_taken".to_owned())], "{outcome}");
    assert_eq!(outcome["duplicates"], 1, "{outcome}");
    let people =
        desk.put("nguoi.csv", "Họ tên,Năm sinh,Bản\nHà Thị A,1990,Mòng\nHà Thị B,1991,Mòng\n");
    import(&desk, "person", &people, &[]);
    let contacts = desk.put(
        "tiepxuc.csv",
        "Một người,Người kia,Lần đầu,Lần cuối\nHà Thị A,Hà Thị A,15/5/2021,\nHà Thị A,Hà Thị B,15/5/2021 10:00,15/5/2021 9:00\n\
         Hà Thị A,Hà Thị C,15/5/2021,\nHà Thị A,Hà Thị B,15/5/2021 10:00,15/5/2021 11:00\n",
    );
    let outcome = import(&desk, "contact", &contacts, &[]);
    assert_eq!(
        refused(&outcome),
        [(2, "constraint"), (3, "constraint"), (4, "link_unknown")]
            .map(|(row, code)| (row, code.to_owned())),
        "{outcome}"
    );
    assert_eq!(outcome["accepted"], 1);
    let places = desk.put("noi.csv", "Tên địa điểm,Loại\nChợ Mòng,Chợ\n");
    import(&desk, "place", &places, &[]);
    let visits = desk.put(
        "lichtrinh.csv",
        "Người,Địa điểm,Từ lúc,Đến lúc\nHà Thị A,Chợ Mòng,15/5/2021 10:00,15/5/2021 10:00\nHà Thị A,Chợ Mòng,15/5/2021 10:00,15/5/2021 10:30\n",
    );
    let outcome = import(&desk, "place_visit", &visits, &[]);
    assert_eq!(refused(&outcome), [(2, "constraint".to_owned())], "{outcome}");
    assert_eq!(outcome["accepted"], 1);
    // Sources that name each other in a circle are cut, and told.
    let circle = desk.put(
        "vong.csv",
        "Mã ca,Họ tên,Năm sinh,Bản\nX1,Vi Văn X,1970,Mòng\nX2,Vi Văn Y,1971,Mòng\n",
    );
    import(&desk, "case", &circle, &[]);
    let sources = desk.put("nguon.csv", "Mã ca,Lây từ ca\nX1,X2\nX2,X1\n");
    assert_eq!(import(&desk, "case", &sources, &[])["accepted"], 2);
    let chains = desk.run(["case", "chains", "--unit", COMMUNE]).done();
    assert_eq!(chains["circles"].as_array().unwrap().len(), 1, "{chains}");
    assert_eq!(chains["clusters"], serde_json::json!([2]));
}

#[test]
fn the_rules_of_a_new_paper_are_taken_in_from_those_above() {
    let desk = Desk::district();
    let before = desk.run(["rules", "list"]).done();
    let packs = before.as_array().unwrap();
    assert!(packs.iter().any(|pack| pack["name"] == "5599/BYT-MT" && pack["sure"] == "found"));
    let file = desk.put(
        "vung.toml",
        "name = 'zone'\ntitle = { vi = 'Vùng', en = 'Zone' }\n[[pack]]\nname = '900/UBND'\nfrom = '2021-09-15'\n\
         source = 'CV 900/UBND'\nsure = 'found'\ndays_without_case = 10\n",
    );
    let below = desk.run(["rules", "add", &file, "--unit", COMMUNE]);
    assert!(
        below.out.contains("rules_from_below") || below.err.contains("rules_from_below"),
        "{below:#?}"
    );
    let added = desk.run(["rules", "add", &file, "--unit", "125"]).done();
    assert_eq!(added[0]["name"], "900/UBND");
    let after = desk.run(["rules", "list"]).done();
    assert_eq!(after.as_array().unwrap().len(), packs.len() + 1);
    // Whoever asks again, or rebuilds from the ledger, finds the same.
    desk.run(["verify"]).done();
    let wrong = desk.put("sai.toml", "name = 'zone'\ntitle = 3\n");
    let refused = desk.run(["rules", "add", &wrong, "--unit", "125"]);
    assert!(
        refused.out.contains("rule_packs") || refused.err.contains("rule_packs"),
        "{refused:#?}"
    );
}

/// A desk with copies of the real line lists; nothing, said aloud, where they are not.
fn line_lists() -> Option<Desk> {
    let folder = crate::document::shared()?.join("data/linelists");
    let desk = Desk::district();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        desk.put(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap());
    }
    Some(desk)
}

#[test]
fn the_chains_of_mers_in_korea_are_those_of_the_data() {
    let Some(desk) = line_lists() else { return };
    let list = import(&desk, "case", &desk.argument("mers_korea_2015__linelist.csv"), &[]);
    // Two died before the day of their diagnosis, as the list has it: told at the row.
    assert_eq!(
        (&list["rows"], &list["accepted"], &list["rejected"]),
        (&162.into(), &160.into(), &2.into())
    );
    let file = desk.argument("mers_korea_2015__contacts.csv");
    let map = [
        "--map",
        "from=infected_by",
        "--map",
        "to=code",
        "--map",
        "exposure=-",
        "--map",
        "diff_dt_onset=-",
    ];
    let sources = import(&desk, "case", &file, &map);
    assert_eq!((&sources["rows"], &sources["rejected"]), (&98.into(), &0.into()));
    let edges = import(
        &desk,
        "contact",
        &file,
        &[
            "--map",
            "from=one",
            "--map",
            "to=other",
            "--map",
            "exposure=kind",
            "--map",
            "diff_dt_onset=-",
        ],
    );
    assert_eq!((&edges["accepted"], &edges["rejected"]), (&98.into(), &0.into()), "{edges}");
    let chains = desk.run(["case", "chains", "--unit", COMMUNE]).done();
    assert_eq!(chains["generations"], serde_json::json!([65, 28, 65, 2]), "{chains}");
    assert_eq!(chains["clusters"], serde_json::json!([94, 3]));
    assert_eq!(chains["most"], serde_json::json!({ "case": "SK_14", "infected": 38 }));
    let serial = &chains["serial_interval"];
    assert_eq!((&serial["pairs"], &serial["median"]), (&95.into(), &14.0.into()));
    assert!((serial["mean"].as_f64().unwrap() - 14.6).abs() < 0.1, "{serial}");
}

#[test]
fn a_simulated_outbreak_of_thousands_is_taken_in_and_its_chains_are_followed() {
    let Some(desk) = line_lists() else { return };
    let list = import(&desk, "case", &desk.argument("ebola_sim_clean__linelist.csv"), &[]);
    assert_eq!(
        (&list["rows"], &list["accepted"]),
        (&5829.into(), &5829.into()),
        "{}",
        list["errors"]
    );
    let file = desk.argument("ebola_sim_clean__contacts.csv");
    let map = ["--map", "infector=infected_by", "--map", "case_id=code", "--map", "source=-"];
    let sources = import(&desk, "case", &file, &map);
    // Of 3,800 sources 1,657 are not in the list of cases: each is told at its row.
    assert_eq!((&sources["accepted"], &sources["rejected"]), (&2143.into(), &1657.into()));
    let chains = desk.run(["case", "chains", "--unit", COMMUNE]).done();
    assert_eq!(chains["generations"], serde_json::json!([3713, 1398, 490, 187, 52, 12, 3, 1]));
    assert_eq!(chains["clusters"][0], 12);
    assert_eq!(chains["circles"], serde_json::json!([]));
}

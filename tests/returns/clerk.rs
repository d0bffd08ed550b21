//! 9:40 at the commune: two confirmations and a receipt before ten.

use super::{COMMUNE, OTHER, Office, figure};

#[test]
fn a_morning_from_the_live_count_to_the_receipt() {
    let office = Office::new();
    let live = office.statement("09:40", "show", COMMUNE, &[]).json();
    assert_eq!(live["version"], serde_json::Value::Null);
    assert_eq!(
        (&figure(&live, "total")["live"], &live["standing"]),
        (&3.into(), &"waiting".into())
    );
    let page = office.run("09:41", &["return", "prepare", "--unit", COMMUNE]);
    assert_eq!(page.code, Some(0), "{}", page.err);
    insta::assert_snapshot!(page.out, @r#"
    Báo cáo người địa phương ở ngoài tỉnh · lần 1 · bản nháp
    Xã Mường Chanh (04117) · 10/09/2021 · tính đến 09:41
    Giờ chốt: trước 10:00 · chờ, còn hạn

      Tổng số người ở ngoài tỉnh  3
      Số đã về                    1
      Số chưa về                  2
      Số đã liên lạc được         1
      Số chưa liên lạc được       1
      Số gặp khó khăn cần hỗ trợ  1

      Bí thư: chưa xác nhận
      Chủ tịch: chưa xác nhận

    Tiếp: phaodai return attest --unit 04117 --date 2021-09-10 --as "Lò Văn Bí"
    "#);
    office.statement("09:43", "attest", COMMUNE, &["--as", "Lò Văn Bí"]).json();
    let confirmed = office.statement("09:50", "attest", COMMUNE, &["--as", "ha thi chu"]).json();
    assert_eq!(confirmed["state"], "confirmed");
    let sent = office.run("09:59:59", &["return", "submit", "--unit", COMMUNE]);
    insta::assert_snapshot!(sent.out, @r"
    Báo cáo người địa phương ở ngoài tỉnh · lần 1 · đã nhận
    Xã Mường Chanh (04117) · 10/09/2021 · tính đến 09:41
    Giờ chốt: trước 10:00 · đúng giờ

      Tổng số người ở ngoài tỉnh  3
      Số đã về                    1
      Số chưa về                  2
      Số đã liên lạc được         1
      Số chưa liên lạc được       1
      Số gặp khó khăn cần hỗ trợ  1

      Bí thư: Lò Văn Bí xác nhận lúc 09:43 10/09/2021
      Chủ tịch: Hà Thị Chủ xác nhận lúc 09:50 10/09/2021
      Biên nhận của Ban Chỉ đạo phòng, chống dịch Covid-19 huyện: 09:59:59 10/09/2021 · đúng giờ
    ");
}

#[test]
fn at_ten_o_clock_it_is_late() {
    let office = Office::new();
    let sent = office.report("10:00:00", COMMUNE, &[]);
    assert_eq!(sent["standing"], "late");
    assert_eq!(sent["receipts"][0]["on_time"], false);
    assert_eq!(sent["receipts"][0]["received_at"], "2021-09-10T10:00:00+07:00");
    let early = Office::new();
    let sent = early.report("09:59:59", COMMUNE, &[]);
    assert_eq!(
        (&sent["standing"], &sent["receipts"][0]["on_time"]),
        (&"on_time".into(), &true.into())
    );
}

#[test]
fn one_signature_is_not_enough_and_the_message_says_whose_is_missing() {
    let office = Office::new();
    office.statement("09:41", "submit", COMMUNE, &[]).refused("return_not_prepared");
    office.statement("09:41", "prepare", COMMUNE, &[]).json();
    office.statement("09:43", "attest", COMMUNE, &["--as", "Lò Văn Bí"]).json();
    let ran = office.statement("09:45", "submit", COMMUNE, &[]);
    let said = ran.refused("attestation_missing");
    assert!(said.contains("Chủ tịch: Hà Thị Chủ"), "{said}");
    office.statement("09:46", "attest", COMMUNE, &["--as", "Lò Văn Bí"]).refused("attested_twice");
    let nobody = office.statement("09:46", "attest", COMMUNE, &[]);
    assert_eq!(nobody.code, Some(2));
    assert!(nobody.err.contains("[officer_missing]"), "{}", nobody.err);
}

#[test]
fn a_deputy_on_record_signs_for_the_chair_and_a_stranger_does_not() {
    let office = Office::new();
    office.officer(&office.node(), "Vì Văn Phó", "deputy_chair", COMMUNE, Some("chair"));
    office.officer(&office.node(), "Lường Văn Thường", "deputy_chair", COMMUNE, None);
    office.statement("09:41", "prepare", COMMUNE, &[]).json();
    let stranger = office.statement("09:42", "attest", COMMUNE, &["--as", "Tòng Thị Nhiệm"]);
    stranger.refused("officer_of_other_unit");
    let deputy = office.statement("09:42", "attest", COMMUNE, &["--as", "Lường Văn Thường"]);
    deputy.refused("post_not_held");
    office.statement("09:43", "attest", COMMUNE, &["--as", "Lò Văn Bí"]).json();
    let done = office.statement("09:44", "attest", COMMUNE, &["--as", "Vì Văn Phó"]).json();
    assert_eq!(done["attestations"][1]["acting_for"], "chair");
    let page = office.run("09:45", &["return", "submit", "--unit", COMMUNE]);
    assert!(page.out.contains("KT. Chủ tịch: Vì Văn Phó xác nhận lúc 09:44"), "{}", page.out);
}

#[test]
fn a_correction_is_a_second_version_with_a_reason() {
    let office = Office::new();
    let first = office.report("09:30", COMMUNE, &[]);
    office.resident(&office.node(), COMMUNE, "Cà Thị Sót", ["no", "yes", ""]);
    let changed = office.statement("09:50", "show", COMMUNE, &[]).json();
    let total = figure(&changed, "total");
    assert_eq!(
        (&total["value"], &total["live"], &total["changed"]),
        (&3.into(), &4.into(), &true.into())
    );
    office.statement("10:20", "prepare", COMMUNE, &[]).refused("reason_missing");
    let second = office.report("10:20", COMMUNE, &["--reason", "bổ sung 1 người bỏ sót"]);
    assert_eq!((&second["version"], &figure(&second, "total")["value"]), (&2.into(), &4.into()));
    assert_eq!(second["reason"], "bổ sung 1 người bỏ sót");
    // The first version decides on timeliness, and stays as it was.
    assert_eq!(second["standing"], "on_time");
    let before = office.statement("10:30", "show", COMMUNE, &["--version", "1"]).json();
    assert_eq!((&before["hash"], &before["state"]), (&first["hash"], &"superseded".into()));
    assert_eq!(figure(&before, "total")["value"], 3);
    let again = office.statement("11:00", "recompute", COMMUNE, &["--version", "1"]).json();
    assert_eq!((&again["same"], &again["records"]), (&true.into(), &3.into()));
    let list = office.statement("11:00", "list", COMMUNE, &[]).json();
    assert_eq!(list["returns"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_form_that_the_superior_expects_holds_figures_names_and_times() {
    let office = Office::new();
    office.report("09:30", OTHER, &[]);
    let file = office.path("bao-cao.xlsx");
    office.statement("09:40", "show", OTHER, &["-o", "bao-cao.xlsx"]).json();
    let text = super::district::cells(&file).into_iter().flatten().collect::<Vec<_>>().join("\n");
    for part in
        ["ỦY BAN NHÂN DÂN XÃ CHIỀNG BAN", "Số chưa về", "Tòng Thị Nhiệm", "đúng giờ", "CHỦ TỊCH"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

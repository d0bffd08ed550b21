//! 10:05 at the district: who is late, what it adds up to, and what is behind a figure.

use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};

use super::{COMMUNE, OTHER, Office, figure};

/// The first sheet of a workbook, as text.
pub(super) fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book = open_workbook_auto(path).expect("a workbook");
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).expect("a sheet");
    let text = |cell: &Data| match cell {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn collate(office: &Office, time: &str, more: &[&str]) -> super::Ran {
    let fixed = ["collate", "--unit", "125", "--date", "2021-09-10"];
    office.run(time, &fixed.iter().chain(more).copied().collect::<Vec<_>>())
}

#[test]
fn the_duty_officer_sees_who_is_late_who_is_missing_and_the_totals() {
    let office = Office::new();
    office.report("09:30", COMMUNE, &[]);
    office.report("10:00", OTHER, &[]);
    let json = collate(&office, "10:05", &["--json"]).json();
    let counts = &json["counts"];
    let named = ["obliged", "on_time", "late", "missing", "waiting"].map(|name| &counts[name]);
    assert_eq!(named, [22, 1, 1, 20, 0].map(serde_json::Value::from).each_ref());
    assert_eq!((&json["unit"], &json["template"]), (&"125".into(), &"away_resident_daily".into()));
    assert_eq!(json["cut_off"], "2021-09-10T10:00:00+07:00");
    assert_eq!((&json["totals"]["total"], &json["totals"]["not_returned"]), (&4.into(), &3.into()));
    let rows = json["rows"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["unit"] == COMMUNE).expect("the commune");
    assert_eq!((&row["standing"], &row["version"]), (&"on_time".into(), &1.into()));
    assert_eq!(row["figures"]["not_returned"], "04117/2021-09-10/not_returned@v1");
    assert_eq!(row["received_at"], "2021-09-10T09:30:00+07:00");
    let page = collate(&office, "10:05", &[]).out;
    let head: Vec<&str> = page.lines().take(12).map(str::trim_end).collect();
    insta::assert_snapshot!(head.join("\n"), @r"
    Báo cáo người địa phương ở ngoài tỉnh
    Huyện Mai Sơn, 10/09/2021 · giờ chốt trước 10:00
    Phải báo cáo 22 · đúng giờ 1 · muộn 1 · chưa báo cáo 20

                                                               Tổng số                                     Số chưa  Số gặp khó
                                                               người ở                        Số đã liên  liên lạc    khăn cần
      Mã     Đơn vị            Tình trạng    Nhận lúc  Lần  ngoài tỉnh  Số đã về  Số chưa về    lạc được      được      hỗ trợ
      04105  Thị trấn Hát Lót  chưa báo cáo                          —         —           —           —         —           —
      04108  Xã Chiềng Sung    chưa báo cáo                          —         —           —           —         —           —
      04111  Xã Mường Bằng     chưa báo cáo                          —         —           —           —         —           —
      04114  Xã Chiềng Chăn    chưa báo cáo                          —         —           —           —         —           —
      04117  Xã Mường Chanh    đúng giờ      09:30     1             3         1           2           1         1           1
    ");
    assert!(page.contains("Muộn: Xã Chiềng Ban\n"), "{page}");
}

#[test]
fn before_ten_nobody_is_missing() {
    let office = Office::new();
    let json = collate(&office, "09:59:59", &["--json"]).json();
    assert_eq!((&json["counts"]["waiting"], &json["counts"]["missing"]), (&22.into(), &0.into()));
    assert_eq!(json["totals"]["total"], 0);
}

#[test]
fn the_workbook_holds_standings_times_figures_totals_and_the_missing() {
    let office = Office::new();
    office.report("09:30", COMMUNE, &[]);
    office.report("10:01", OTHER, &[]);
    let ran = collate(&office, "10:05", &["-o", "tong-hop.xlsx"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = cells(&office.path("tong-hop.xlsx"));
    let row_of = |text: &str| rows.iter().find(|row| row.iter().any(|cell| cell == text));
    let commune = row_of("Xã Mường Chanh").expect("the commune").join("|");
    assert!(commune.contains("04117|Xã Mường Chanh|đúng giờ|"), "{commune}");
    assert!(commune.ends_with("|1|3|1|2|1|1|1"), "{commune}");
    let late = row_of("Xã Chiềng Ban").expect("the other").join("|");
    assert!(late.contains("|muộn|"), "{late}");
    let totals = row_of("Cộng").expect("totals").join("|");
    assert!(totals.ends_with("|4|1|3|1|2|1"), "{totals}");
    let all = rows.into_iter().flatten().collect::<Vec<_>>().join("\n");
    assert!(all.contains("Phải báo cáo 22; đúng giờ 1; muộn 1; chưa báo cáo 20."), "{all}");
    assert!(all.contains("Báo cáo muộn: Xã Chiềng Ban."), "{all}");
    assert!(all.contains("ỦY BAN NHÂN DÂN HUYỆN MAI SƠN"), "{all}");
}

#[test]
fn the_district_reports_upwards_with_two_receipts_and_the_missing_named() {
    let office = Office::new();
    office.report("09:30", COMMUNE, &[]);
    office.report("10:01", OTHER, &[]);
    let sent = office.report("11:00", "125", &[]);
    let receipts = sent["receipts"].as_array().expect("receipts");
    let receivers: Vec<&str> = receipts.iter().filter_map(|one| one["receiver"].as_str()).collect();
    assert_eq!(receivers, ["district_party_standing", "provincial_steering_committee"]);
    let value = |line: &str| figure(&sent, line)["value"].clone();
    let lines = ["obliged", "on_time", "late", "missing", "total", "not_returned"].map(value);
    assert_eq!(lines, [22, 1, 1, 20, 4, 3].map(serde_json::Value::from));
    // A third commune comes later: what was stated stays, and comes out again.
    office.resident(&office.node(), OTHER, "Cà Thị Muộn", ["no", "", ""]);
    office.report("11:30", OTHER, &["--reason", "bổ sung"]);
    assert_eq!(office.statement("12:00", "recompute", "125", &[]).json()["same"], true);
    let shown = office.statement("12:00", "show", "125", &[]).json();
    assert_eq!(figure(&shown, "total")["live"], 5);
    assert_eq!(figure(&shown, "total")["value"], 4);
}

#[test]
fn a_figure_of_the_district_opens_down_to_the_person() {
    let office = Office::new();
    office.report("09:30", COMMUNE, &[]);
    let open = |figure: &str, more: &[&str]| {
        let fixed = ["open", figure, "--json"];
        office.run("10:10", &fixed.iter().chain(more).copied().collect::<Vec<_>>())
    };
    let parts = open("125/2021-09-10/not_returned", &[]).json();
    assert_eq!(parts["value"], 2);
    let part = parts["parts"].as_array().expect("parts").iter().find(|part| part["value"] == 2);
    let address = part.expect("the commune")["figure"].as_str().expect("an address").to_owned();
    let named = open(&address, &["--as", "Nguyễn Văn Huyện"]).json();
    assert_eq!((&named["total"], &named["masked"]), (&2.into(), &false.into()));
    assert_eq!(named["records"][0]["fields"]["full_name"], "Cà Văn 1");
    assert_eq!(named["records"][0]["fields"]["phone"], "0900000001");
    let nameless = open(&address, &["--limit", "1"]).json();
    assert_eq!((&nameless["total"], &nameless["masked"]), (&2.into(), &true.into()));
    assert_eq!(nameless["records"][0]["fields"]["phone"], "•••");
    assert_eq!(nameless["records"].as_array().map(Vec::len), Some(1));
    open(&address, &["--as", "Tòng Thị Nhiệm"]).refused("out_of_scope");
    let live = open("04120/2021-09-10/not_contacted", &[]).json();
    assert_eq!((&live["as_of"], &live["total"]), (&serde_json::Value::Null, &1.into()));
    let missing = open("125/2021-09-10/missing", &[]).json();
    assert_eq!(missing["parts"].as_array().map(Vec::len), Some(21));
    assert_eq!(open("125/10.9/missing", &[]).code, Some(2));
}

#[test]
fn a_list_behind_a_figure_goes_into_a_file() {
    let office = Office::new();
    let ran = office.run(
        "09:00",
        &["open", "04117/2021-09-10/not_returned", "--as", "Hà Thị Chủ", "-o", "chua-ve.xlsx"],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Số chưa về: 2 (số đang có trong sổ, chưa gửi)"), "{}", ran.out);
    let rows = cells(&office.path("chua-ve.xlsx"));
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[0][0].as_str(), rows[1][0].as_str()), ("Họ tên", "Cà Văn 1"));
    assert!(rows[1].iter().any(|cell| cell == "Chưa về"), "{:?}", rows[1]);
}

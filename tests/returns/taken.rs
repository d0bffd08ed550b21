//! Before ten at the district: a commune without the program sends its form, in a mail or by hand, or telephones.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;
use serde_json::Value as Json;

use super::{COMMUNE, OTHER, Office, Ran, figure};

const OFFICER: &str = "Nguyễn Văn Huyện";
/// A commune of which nothing is held here.
const FAR: &str = "04123";

fn take(office: &Office, time: &str, file: &str, more: &[&str]) -> Ran {
    let fixed = ["return", "take", file, "--json", "--as", OFFICER];
    office.run(time, &fixed.iter().chain(more).copied().collect::<Vec<_>>())
}

/// What a commune makes of the form: rows in any order, figures as it likes.
struct Made<'a> {
    mark: &'a str,
    day: &'a str,
    rows: &'a [(&'a str, &'a str, &'a str)],
}

const MARK: &str = "Mã phiếu, không sửa: PHAODAI-BAOCAO away_resident_daily v1 04123 2021-09-10";

impl Made<'_> {
    fn save(&self, path: &Path) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, title) in (0..).zip(["STT", "Nội dung", "Số liệu", "Nguồn số liệu, ghi chú"])
        {
            sheet.write_string(4, at, title).expect("a cell");
        }
        sheet.write_string(2, 4, "#@day").expect("a cell");
        sheet.write_string(2, 2, self.day).expect("a cell");
        sheet.write_string(3, 4, "#@chair").expect("a cell");
        sheet.write_string(3, 2, "Lò Văn Xa").expect("a cell");
        for (row, (key, figure, source)) in (7..).zip(self.rows) {
            match figure.strip_prefix('=') {
                Some(number) => {
                    sheet.write_number(row, 2, number.parse::<f64>().expect("a number"))
                }
                None => sheet.write_string(row, 2, *figure),
            }
            .expect("a cell");
            sheet.write_string(row, 3, *source).expect("a cell");
            sheet.write_string(row, 4, format!("#{key}")).expect("a cell");
        }
        sheet.write_string(60, 0, self.mark).expect("a cell");
        book.save(path).expect("a workbook");
    }
}

const ROWS: &[(&str, &str, &str)] = &[
    ("returned", "1.234", "sổ bản"),
    ("total", "=2000", ""),
    ("contacted", "", ""),
    ("not_returned", "khoảng 700", ""),
    ("not_contacted", "=1.5", ""),
    ("need_support", " 12 ", ""),
];

fn messy(office: &Office, name: &str) {
    Made { mark: MARK, day: "10/9/2021", rows: ROWS }.save(&office.path(name));
}

#[test]
fn the_form_that_one_node_writes_another_takes_in() {
    let (commune, district) = (Office::new(), Office::new());
    let why = ["--set", "total=5", "--why", "total=bản Nà Ớt chưa vào sổ", "--as", "Hà Thị Chủ"];
    commune.report("09:30", COMMUNE, &why);
    let file = district.path("phieu.xlsx");
    let file = file.to_str().expect("a path");
    commune.statement("09:35", "show", COMMUNE, &["-o", file]).json();
    let taken = take(&district, "09:59:59", file, &[]).json();
    assert_eq!((&taken["state"], &taken["standing"]), (&"received".into(), &"on_time".into()));
    assert_eq!(taken["receipts"][0]["received_at"], "2021-09-10T09:59:59+07:00");
    let all = ["total", "returned", "not_returned", "contacted", "not_contacted", "need_support"];
    let values = all.map(|line| figure(&taken, line)["value"].clone());
    assert_eq!(values, [5, 1, 2, 1, 1, 1].map(Json::from));
    // The district holds a list of that commune: both figures stay, and it is said.
    assert_eq!(figure(&taken, "total")["by_hand"]["counted"], 3);
    assert!(taken["warnings"].to_string().contains("declared_contradicts_register"));
    assert_eq!(taken["attestations"], Json::Array(Vec::new()), "nobody has confirmed here");
    let named = &taken["taken"]["declared_by"];
    assert_eq!((&named["secretary"], &named["chair"]), (&"Lò Văn Bí".into(), &"Hà Thị Chủ".into()));
    let hash = blake3::hash(&fs::read(file).expect("the file")).to_hex().to_string();
    assert_eq!(taken["taken"]["file"]["hash"], hash);
    let again = take(&district, "10:30", file, &[]).json();
    assert_eq!((&again["version"], &again["standing"]), (&1.into(), &"on_time".into()));
    let again = district.statement("11:00", "recompute", COMMUNE, &[]).json();
    assert_eq!((&again["same"], &again["by_hand"]["total"]["declared"]), (&true.into(), &5.into()));
    let page = district.run("11:00", &["collate", "--unit", "125", "--date", "2021-09-10"]).out;
    assert!(page.contains("Nhận từ giấy, tệp: Xã Mường Chanh"), "{page}");
    let text = district.run("11:00", &["return", "text", "--unit", COMMUNE]).out;
    assert!(text.contains("Bí thư Lò Văn Bí (ghi trên giấy)"), "{text}");
    assert_eq!(district.run("11:00", &["verify"]).code, Some(0));
}

#[test]
fn a_messy_form_is_read_as_far_as_it_says_something_and_never_guessed() {
    let office = Office::new();
    messy(&office, "phieu.xlsx");
    let taken = take(&office, "09:50", "phieu.xlsx", &[]).json();
    assert_eq!(taken["unit"], FAR);
    let value = |line: &str| figure(&taken, line)["value"].clone();
    assert_eq!(
        [value("total"), value("returned"), value("need_support")],
        [2000, 1234, 12].map(Json::from)
    );
    for line in ["contacted", "not_returned", "not_contacted"] {
        assert_eq!(value(line), Json::Null, "{line}");
    }
    assert_eq!(taken["taken"]["unread"]["not_returned"], "khoảng 700");
    assert_eq!(taken["taken"]["unread"]["not_contacted"], "1.5");
    let why = figure(&taken, "returned")["by_hand"]["why"].to_string();
    assert!(why.contains("sổ bản (bản giấy, tệp của đơn vị, nhận qua tệp phieu.xlsx)"), "{why}");
    // No record of that commune is held here: that is not a count of zero.
    assert_eq!(figure(&taken, "total")["by_hand"]["counted"], Json::Null);
    let warnings = taken["warnings"].as_array().expect("warnings");
    let unread = warnings.iter().filter(|one| one["code"] == "sheet_figure_unread").count();
    assert_eq!(unread, 2);
    let opened = office.run("10:00", &["open", "04123/2021-09-10/total", "--json"]).json();
    assert_eq!(opened["taken"]["via"], "workbook");
}

#[test]
fn what_a_form_says_of_itself_must_fit() {
    let office = Office::new();
    messy(&office, "phieu.xlsx");
    take(&office, "09:50", "phieu.xlsx", &["--unit", OTHER]).refused("sheet_other_unit");
    take(&office, "09:50", "phieu.xlsx", &["--date", "2021-09-11"]).refused("sheet_other_day");
    let save = |name: &str, mark: &str, day: &str| {
        Made { mark, day, rows: ROWS }.save(&office.path(name));
    };
    save("hom-qua.xlsx", MARK, "9/9/2021");
    take(&office, "09:50", "hom-qua.xlsx", &[]).refused("sheet_other_day");
    let late = take(&office, "09:50", "hom-qua.xlsx", &["--date", "2021-09-09"]).json();
    assert_eq!(late["standing"], "late");
    save("mai.xlsx", MARK, "mai");
    take(&office, "09:50", "mai.xlsx", &[]).refused("sheet_day_unread");
    save("moi.xlsx", &MARK.replace(" v1 ", " v2 "), "10/9/2021");
    take(&office, "09:50", "moi.xlsx", &[]).refused("sheet_newer");
    save("la.xlsx", &MARK.replace("04123", "99999"), "10/9/2021");
    take(&office, "09:50", "la.xlsx", &[]).refused("unit_unknown");
    save("mat.xlsx", "không còn mã", "10/9/2021");
    take(&office, "09:50", "mat.xlsx", &[]).refused("sheet_mark_gone");
    let said = ["--unit", FAR, "--date", "2021-09-10"];
    take(&office, "09:50", "mat.xlsx", &said).json();
    Made { mark: MARK, day: "10/9/2021", rows: &[("total", "", "")] }
        .save(&office.path("trong.xlsx"));
    let empty = take(&office, "09:51", "trong.xlsx", &["--reason", "gửi lại"]);
    empty.refused("nothing_brought");
    messy(&office, "lai.xlsx");
    take(&office, "09:52", "lai.xlsx", &[]).refused("reason_missing");
    let second = take(&office, "09:52", "lai.xlsx", &["--reason", "xã gửi lại"]).json();
    assert_eq!((&second["version"], &second["reason"]), (&2.into(), &"xã gửi lại".into()));
    fs::write(office.path("list.xlsx"), "Họ tên,Số\n").expect("a file");
    assert_eq!(take(&office, "09:53", "list.xlsx", &[]).code, Some(1));
}

#[test]
fn only_an_officer_above_takes_in() {
    let office = Office::new();
    messy(&office, "phieu.xlsx");
    let by =
        |who: &str| office.run("09:50", &["return", "take", "phieu.xlsx", "--json", "--as", who]);
    by("Tòng Thị Nhiệm").refused("out_of_scope");
    let own =
        ["return", "take", "--paper", "--unit", COMMUNE, "--how", "tự báo", "--set", "total=3"];
    office.run("09:50", &[&own[..], &["--as", "Hà Thị Chủ"]].concat()).refused("take_own_return");
    let nobody = office.run("09:50", &["return", "take", "phieu.xlsx"]);
    assert_eq!(nobody.code, Some(2), "{}", nobody.err);
}

#[test]
fn a_commune_that_telephones_is_typed_in_by_the_district() {
    let office = Office::new();
    let paper =
        ["return", "take", "--paper", "--unit", FAR, "--how", "điện thoại 09:20, đ/c Chủ tịch"];
    let more = [
        "--set",
        "total=1.012",
        "--source",
        "total=sổ tay trưởng bản",
        "--stated",
        "chair=Lò Văn Xa",
    ];
    let all = [&paper[..], &more[..], &["--as-of", "9 giờ", "--as", OFFICER]].concat();
    let page = office.run("09:30", &all);
    assert_eq!(page.code, Some(0), "{}", page.err);
    insta::assert_snapshot!(page.out, @r"
    Báo cáo người địa phương ở ngoài tỉnh · lần 1 · đã nhận
    Xã Chiềng Mung (04123) · 10/09/2021
    Giờ chốt: trước 10:00 · đúng giờ

      Tổng số người ở ngoài tỉnh  1.012  ← nguồn: sổ tay trưởng bản (bản giấy, tệp của đơn vị, nhận qua điện thoại 09:20, đ/c Chủ tịch) (Nguyễn Văn Huyện)
      Số đã về                        —
      Số chưa về                      —
      Số đã liên lạc được             —
      Số chưa liên lạc được           —
      Số gặp khó khăn cần hỗ trợ      —

      Bí thư: không ghi tên
      Chủ tịch: Lò Văn Xa · ghi trên giấy, không xác nhận trên máy
      Nhận qua điện thoại 09:20, đ/c Chủ tịch · người nhận Nguyễn Văn Huyện
      Xã ghi tính đến: 9 giờ
      Biên nhận của Ban Chỉ đạo phòng, chống dịch Covid-19 huyện: 09:30:00 10/09/2021 · đúng giờ
      ! 5 dòng chưa có số, để trống, không ghi 0: Số đã về; Số chưa về; Số đã liên lạc được; Số chưa liên lạc được; Số gặp khó khăn cần hỗ trợ. [line_without_figure]
      → Đơn vị không ghi; hỏi rồi nhận lại với --reason.
    ");
    let post = [&paper[..], &["--set", "total=1", "--stated", "clerk=A", "--as", OFFICER]].concat();
    assert_eq!(office.run("09:30", &post).code, Some(2));
}

/// Base64 in lines of 76.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (at, three) in bytes.chunks(3).enumerate() {
        if at > 0 && at % 19 == 0 {
            out.push_str("\r\n");
        }
        let number = three.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
        let number = number << (8 * (3 - three.len()));
        for place in 0..4 {
            let six = (number >> (18 - 6 * place)) & 63;
            let letter = char::from(LETTERS[six as usize]);
            out.push(if place <= three.len() { letter } else { '=' });
        }
    }
    out
}

/// A mail with these attachments: the header lines that name each, and its content.
fn letter(parts: &[(&str, &[u8])]) -> String {
    let mut mail = "From: =?UTF-8?B?WMOjIENoaeG7gW5nIE11bmc=?= <xa.chieng.mung@example.vn>\r\n\
        To: huyen@example.vn\r\nSubject: =?UTF-8?Q?B=C3=A1o_c=C3=A1o_ng=C3=A0y_10/9?=\r\n\
        Date: Fri, 10 Sep 2021 08:15:00 +0700\r\nMessage-ID: <abc.1@example.vn>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"ranh\"\r\n\r\n\
        --ranh\r\nContent-Type: text/plain; charset=UTF-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nK=C3=ADnh g=E1=BB=ADi huy=E1=BB=87n\r\n"
        .to_owned();
    for (head, content) in parts {
        mail.push_str(&format!(
            "--ranh\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(content)
        ));
    }
    mail + "--ranh--\r\n"
}

const PLAIN: &str = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"a.xlsx\"";

#[test]
fn a_mail_is_opened_and_the_form_taken_out_of_it() {
    let office = Office::new();
    messy(&office, "phieu.xlsx");
    let book = fs::read(office.path("phieu.xlsx")).expect("the form");
    let encoded = format!(
        "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\nContent-Disposition: attachment; filename=\"=?UTF-8?B?{}?=\"",
        base64("Phiếu xã Chiềng Mung.xlsx".as_bytes())
    );
    let note = "Content-Type: image/png\r\nContent-Disposition: inline; filename=logo.png";
    fs::write(office.path("thu.eml"), letter(&[(note, b"\x89PNG\r\n"), (&encoded, &book)]))
        .expect("a mail");
    let taken = take(&office, "09:58", "thu.eml", &[]).json();
    assert_eq!(figure(&taken, "total")["value"], 2000);
    let mail = &taken["taken"]["mail"];
    assert_eq!(mail["message_id"], "abc.1@example.vn");
    assert_eq!(mail["from"], "Xã Chiềng Mung <xa.chieng.mung@example.vn>");
    assert_eq!(
        (&mail["subject"], &mail["date"]),
        (&"Báo cáo ngày 10/9".into(), &"2021-09-10T01:15:00Z".into())
    );
    assert_eq!(mail["attachment"], "Phiếu xã Chiềng Mung.xlsx");
    // The mail says 08:15; the district received it at 09:58.
    assert_eq!(taken["receipts"][0]["received_at"], "2021-09-10T09:58:00+07:00");
    let page = office.run("10:00", &["return", "show", "--unit", FAR]).out;
    assert!(page.contains("Giờ ghi trong thư: 08:15 10/09/2021 (không phải giờ nhận)"), "{page}");
    // The file itself, sent again by chat, is the same file.
    let known = office.run("10:30", &["return", "take", "phieu.xlsx", "--as", OFFICER]);
    assert!(known.out.starts_with("Tệp này đã nhận trước đó"), "{}", known.out);
    // What is kept is the mail, with all that was in it, and not the sheet that came again.
    let back = office.path("lay-lai.eml");
    let file = ["return", "file", "--unit", FAR, "--date", "2021-09-10", "-o"];
    office.run("10:40", &[&file[..], &[back.to_str().expect("a path"), "--json"]].concat()).json();
    assert_eq!(fs::read(&back).expect("it"), fs::read(office.path("thu.eml")).expect("the mail"));
}

#[test]
fn mails_that_hold_no_form_or_several_say_so() {
    let office = Office::new();
    messy(&office, "phieu.xlsx");
    Made { mark: &MARK.replace("04123", "04126"), day: "10/9/2021", rows: ROWS }
        .save(&office.path("khac.xlsx"));
    let read = |name: &str| fs::read(office.path(name)).expect("a file");
    let (one, other) = (read("phieu.xlsx"), read("khac.xlsx"));
    let named = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''phi%E1%BA%BFu%20kh%C3%A1c.xls";
    let mail = |name: &str, parts: &[(&str, &[u8])]| {
        fs::write(office.path(name), letter(parts)).expect("a mail");
    };
    mail("hai.eml", &[(PLAIN, &one), (named, &other)]);
    let said = take(&office, "09:50", "hai.eml", &[]);
    let said = said.refused("mail_two_sheets");
    assert!(said.contains("a.xlsx, phiếu khác.xls"), "{said}");
    let chosen = take(&office, "09:50", "hai.eml", &["--attachment", "phieu khac.xls"]).json();
    assert_eq!(chosen["unit"], "04126");
    take(&office, "09:50", "hai.eml", &["--attachment", "b.xlsx"])
        .refused("mail_attachment_unknown");
    let winmail = "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Disposition: attachment; filename=winmail.dat";
    mail("win.eml", &[(winmail, &[0x78, 0x9f, 0x3e, 0x22, 0, 1])]);
    take(&office, "09:50", "win.eml", &[]).refused("mail_winmail");
    mail("khong.eml", &[]);
    take(&office, "09:50", "khong.eml", &[]).refused("mail_no_workbook");
    let list = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=ds.xlsx";
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Họ tên").expect("a cell");
    book.save(office.path("ds.xlsx")).expect("a workbook");
    mail("ds.eml", &[(list, &read("ds.xlsx"))]);
    take(&office, "09:50", "ds.eml", &[]).refused("sheet_unknown");
}

#[test]
fn a_mail_that_is_too_large_to_keep_is_taken_in_and_that_is_said() {
    let office = Office::new();
    messy(&office, "phieu.xlsx");
    let book = fs::read(office.path("phieu.xlsx")).expect("the form");
    let film = vec![0x5a; 19 * 1024 * 1024];
    let part = "Content-Type: video/mp4\r\nContent-Disposition: attachment; filename=chot.mp4";
    fs::write(office.path("nang.eml"), letter(&[(PLAIN, &book), (part, &film)])).expect("a mail");
    let taken = take(&office, "09:50", "nang.eml", &[]).json();
    assert_eq!(figure(&taken, "returned")["value"], 1234);
    assert!(
        taken["warnings"].to_string().contains("return_file_not_kept"),
        "{}",
        taken["warnings"]
    );
    let out = office.path("khong.eml");
    let file = ["return", "file", "--unit", FAR, "--date", "2021-09-10", "-o"];
    office
        .run("10:40", &[&file[..], &[out.to_str().expect("a path"), "--json"]].concat())
        .refused("return_no_file");
}

#[test]
fn the_file_that_a_return_was_taken_from_comes_back_as_it_came() {
    let district = Office::new();
    messy(&district, "phieu.xlsx");
    let came = fs::read(district.path("phieu.xlsx")).expect("the form");
    take(&district, "09:50", "phieu.xlsx", &[]).json();
    let back = |time: &str, unit: &str, out: &str| {
        let fixed = ["return", "file", "--unit", unit, "--date", "2021-09-10"];
        district.run(time, &[&fixed[..], &["-o", out, "--json"]].concat())
    };
    let out = district.path("lay-lai.xlsx");
    back("11:00", FAR, out.to_str().expect("a path")).json();
    assert_eq!(fs::read(&out).expect("the file"), came);
    district.report("09:55", COMMUNE, &["--as", "Hà Thị Chủ"]);
    let none = district.path("khong-co.xlsx");
    back("11:05", COMMUNE, none.to_str().expect("a path")).refused("return_no_file");
}

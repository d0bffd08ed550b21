//! What people type and what is kept, as a table that a health officer could read.

use super::*;
use crate::register::built_in;

const TODAY: Date = Date::constant(2021, 9, 10);

/// "typed => kept  (codes of warnings)" for each, or "typed => ERROR code".
fn table(field: &str, typed: &[&str]) -> String {
    let away = built_in().into_iter().find(|definition| definition.name == "away_resident");
    let away = away.unwrap();
    let reader = FieldReader::new(&away, away.field(field).unwrap());
    let line = |typed: &&str| match reader.read(typed, TODAY) {
        Err(fault) => format!("{typed} => ERROR {}", fault.code),
        Ok(read) => {
            let codes: Vec<&str> = read.warnings.iter().map(|warning| warning.code).collect();
            format!("{typed} => {} {}", read.value, codes.join(" ")).trim_end().to_owned()
        }
    };
    typed.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn dates() {
    insta::assert_snapshot!(table("expected_return", &[
        "15/9/2021", "05/09/2021", "15-9-2021", "15.9.2021", "15 / 9 / 2021", "2021-09-15", "2021-09-15 00:00:00",
        "2021-09-15T07:30:00", "15/9/2021 7:30", "15/9/21", "1/1/65", "44454", "44454.0", "ngày 15 tháng 9 năm 2021",
        "Ngày 15/9/2021", "15/9", "9/2021", "2021", "31/2/2021", "9/15/2021", "chưa rõ", "-", "cuối tháng 9",
        "15/9/2021/1", "115/9/2021", "99999",
    ]), @r#"
    15/9/2021 => 2021-09-15
    05/09/2021 => 2021-09-05
    15-9-2021 => 2021-09-15
    15.9.2021 => 2021-09-15
    15 / 9 / 2021 => 2021-09-15
    2021-09-15 => 2021-09-15
    2021-09-15 00:00:00 => 2021-09-15
    2021-09-15T07:30:00 => 2021-09-15
    15/9/2021 7:30 => 2021-09-15
    15/9/21 => 2021-09-15 date_two_digit_year
    1/1/65 => 1965-01-01 date_two_digit_year
    44454 => 2021-09-15 date_excel_number
    44454.0 => 2021-09-15 date_excel_number
    ngày 15 tháng 9 năm 2021 => 2021-09-15
    Ngày 15/9/2021 => 2021-09-15
    15/9 => ERROR date_form
    9/2021 => ERROR date_form
    2021 => ERROR date_form
    31/2/2021 => ERROR date_none
    9/15/2021 => ERROR date_month_first
    chưa rõ =>  says_nothing
    - =>  says_nothing
    cuối tháng 9 => ERROR date_form
    15/9/2021/1 => ERROR date_form
    115/9/2021 => ERROR date_form
    99999 => ERROR date_form
    "#);
}

#[test]
fn telephones() {
    insta::assert_snapshot!(table("phone", &[
        "0912345678", "0912 345 678", "0912.345.678", "912345678", "912345678.0", "9.12345678E8", "+84 912 345 678",
        "84912345678", "0084912345678", "01691234567", "1691234567", "0120 123 4567", "02123845678", "2123845678",
        "0912345678/0987654321", "0912345678 - 0987654321", "091234567", "không có", "không", "anh Hùng", "113",
    ]), @r#"
    0912345678 => 0912345678
    0912 345 678 => 0912345678
    0912.345.678 => 0912345678
    912345678 => 0912345678 phone_zero
    912345678.0 => 0912345678 phone_zero
    9.12345678E8 => 0912345678 phone_zero
    +84 912 345 678 => 0912345678
    84912345678 => 0912345678
    0084912345678 => 0912345678
    01691234567 => 0391234567 phone_old_prefix
    1691234567 => 0391234567 phone_zero phone_old_prefix
    0120 123 4567 => 0701234567 phone_old_prefix
    02123845678 => 02123845678
    2123845678 => 02123845678 phone_zero
    0912345678/0987654321 => 0912345678 phone_second
    0912345678 - 0987654321 => 0912345678 phone_second
    091234567 => 091234567 phone_odd
    không có =>  says_nothing
    không =>  says_nothing
    anh Hùng => ERROR phone_form
    113 => 113 phone_odd
    "#);
}

#[test]
fn identity_numbers() {
    insta::assert_snapshot!(table("cccd", &[
        "014198123456", "014 198 123 456", "14198123456", "1.4198123456E10", "1203123456", "003098123456", "050123456",
        "50123456", "0141981234", "01419812345678", "mất thẻ", "chưa có", "'014198123456",
    ]), @r#"
    014198123456 => 014198123456
    014 198 123 456 => 014198123456
    14198123456 => 014198123456 cccd_zero
    1.4198123456E10 => 014198123456 cccd_zero
    1203123456 => 001203123456 cccd_zero
    003098123456 => 003098123456 cccd_province
    050123456 => 050123456
    50123456 => 050123456 cccd_zero
    0141981234 => 0141981234 cccd_length
    01419812345678 => 01419812345678 cccd_length
    mất thẻ => ERROR cccd_form
    chưa có =>  says_nothing
    '014198123456 => 014198123456
    "#);
    assert_eq!(identity_number_tells("014198123456"), Some((Sex::Female, 1998)));
    assert_eq!(identity_number_tells("094203123456"), Some((Sex::Male, 2003)));
    assert_eq!(identity_number_tells("094303123456"), Some((Sex::Female, 2003)));
    assert_eq!(identity_number_tells("123456789"), None);
}

#[test]
fn choices_under_many_words() {
    insta::assert_snapshot!(table("returned", &[
        "yes", "Đã về", "đã về", "DA VE", "x", "X", "1", "rồi", "có", "chưa", "Chưa về.", "0", "không", "ko", "về hôm qua", "",
    ]), @r#"
    yes => yes
    Đã về => yes
    đã về => yes
    DA VE => yes
    x => yes
    X => yes
    1 => yes
    rồi => yes
    có => yes
    chưa => no
    Chưa về. => no
    0 => no
    không => no
    ko => no
    về hôm qua => ERROR choice_unknown
     =>
    "#);
    insta::assert_snapshot!(table("vaccinated", &["2 mũi", "Đã tiêm 1 mũi", "x", "chưa tiêm", "0", "AstraZeneca"]), @r#"
    2 mũi => two
    Đã tiêm 1 mũi => one
    x => yes
    chưa tiêm => no
    0 => no
    AstraZeneca => ERROR choice_unknown
    "#);
}

#[test]
fn years_and_names() {
    insta::assert_snapshot!(table("birth_year", &["1985", "1985.0", "12/3/1985", "85", "năm 85", "3000"]), @r#"
    1985 => 1985
    1985.0 => 1985
    12/3/1985 => 1985 year_of_date
    85 => 1985 date_two_digit_year
    năm 85 => ERROR year_form
    3000 => ERROR year_form
    "#);
    insta::assert_snapshot!(table("full_name", &["  Lò Thị   Đào ", "LÒ VĂN A", "Y", "Lo\u{300} Va\u{306}n Cu\u{31b}\u{323}c"]), @r#"
      Lò Thị   Đào  => Lò Thị Đào
    LÒ VĂN A => LÒ VĂN A
    Y => Y
    Lò Văn Cực => Lò Văn Cực
    "#);
}

#[test]
fn what_nobody_sees_is_left_out() {
    assert_eq!(text::line("Cầm\u{200b} Văn\u{a0}B"), "Cầm Văn B");
    assert_eq!(text::clean("một\r\nhai\u{0} \u{feff}"), "một\nhai");
}

#[test]
fn numbers_and_times() {
    let integer = |typed: &str| number::integer(typed).map(|read| read.value.to_string());
    let decimal = |typed: &str| {
        let read = number::decimal(typed);
        read.map(|read| {
            format!("{}{}", read.value, if read.warnings.is_empty() { "" } else { "?" })
        })
    };
    let time = |typed: &str| date::time(typed).map(|time| time.to_string());
    let shown = |typed: &str, read: Result<String, Diagnostic>| {
        format!("{typed} => {}", read.unwrap_or_else(|fault| format!("ERROR {}", fault.code)))
    };
    let lines: Vec<String> = [
        "12",
        "1.200",
        "1,200",
        "1 200",
        "1.200.000",
        "12.0",
        "12,0",
        "-3",
        "12,5",
        "0.500",
        "1e3",
        "9999999999999999",
        "mười",
    ]
    .iter()
    .map(|typed| shown(typed, integer(typed)))
    .chain(
        [
            "1,5",
            "1.5",
            "1.234,5",
            "1,234.5",
            "1.234",
            "1.234.567",
            "36,55",
            "0.123",
            "1.2.3",
            "abc",
            "NaN",
            "inf",
        ]
        .iter()
        .map(|t| shown(t, decimal(t))),
    )
    .chain(
        ["7:30", "07:30:15", "7h30", "7h", "7 giờ 30", "25:00", "7", "sáng"]
            .iter()
            .map(|t| shown(t, time(t))),
    )
    .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    12 => 12
    1.200 => 1200
    1,200 => 1200
    1 200 => 1200
    1.200.000 => 1200000
    12.0 => 12
    12,0 => 12
    -3 => -3
    12,5 => ERROR integer_form
    0.500 => ERROR integer_form
    1e3 => 1000
    9999999999999999 => ERROR number_large
    mười => ERROR integer_form
    1,5 => 1.5
    1.5 => 1.5
    1.234,5 => 1234.5
    1,234.5 => 1234.5
    1.234 => 1.234?
    1.234.567 => 1234567
    36,55 => 36.55
    0.123 => 0.123
    1.2.3 => ERROR number_form
    abc => ERROR number_form
    NaN => ERROR number_form
    inf => ERROR number_form
    7:30 => 07:30:00
    07:30:15 => 07:30:15
    7h30 => 07:30:00
    7h => 07:00:00
    7 giờ 30 => 07:30:00
    25:00 => ERROR time_form
    7 => ERROR time_form
    sáng => ERROR time_form
    "#);
}

#[test]
fn moments() {
    let moment = |typed: &str| date::date_time(typed, TODAY).map(|read| read.value.to_string());
    assert_eq!(moment("15/9/2021 7h30").unwrap(), "2021-09-15T07:30:00");
    assert_eq!(moment("2021-09-15T07:30:00").unwrap(), "2021-09-15T07:30:00");
    assert_eq!(moment("44454.3125").unwrap(), "2021-09-15T07:30:00");
    assert_eq!(moment("15/9/2021").unwrap(), "2021-09-15T00:00:00");
}

#[test]
fn a_fault_names_field_rule_and_way_out() {
    let away = built_in().into_iter().find(|definition| definition.name == "away_resident");
    let away = away.unwrap();
    let reader = FieldReader::new(&away, away.field("expected_return").unwrap());
    let fault = reader.read("cuối tháng 9", TODAY).unwrap_err();
    insta::assert_snapshot!(fault.render(crate::base::Lang::Vi), @r#"
    cột expected_return: Dự kiến ngày về: “cuối tháng 9” không phải là một ngày đầy đủ. [date_form]
      → Viết ngày/tháng/năm: 15/9/2021.
    "#);
}

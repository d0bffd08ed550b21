//! What each function of a form gives, with the traps of `XForms`.

use super::*;
use crate::base::Diagnostic;

fn on(text: &str, body: &Body) -> String {
    let definition = traders();
    let scope = Scope::of(&definition);
    let formula = Formula::parse(text, &scope).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let now = Some(date(2021, 9, 10).at(9, 41, 5, 0));
    let around = Around { now, seed: 7, position: Some(2), ..Around::default() };
    formula.evaluate_among(Context { body, today: date(2021, 9, 10) }, around).to_string()
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(on(text, &body()), *expected, "{text}");
    }
}

#[test]
fn texts() {
    check(
        &[
            ("substr('abcde', 1)", "bcde"),
            ("substr('abcde', 1, 3)", "bc"),
            ("substr('abcde', -2)", "de"),
            ("substr('abcde', 3, 1)", ""),
            ("substr('đất', 0, 1)", "đ"),
            ("substring-before('a-b-c', '-')", "a"),
            ("substring-after('a-b-c', '-')", "b-c"),
            ("substring-after('abc', '-')", ""),
            ("ends-with('rau quả', 'quả')", "true"),
            ("translate('bar', 'abc', 'AB')", "BAr"),
            ("normalize-space('  a   b ')", "a b"),
            ("concat('a', ${stalls}, true())", "a4true"),
            ("concat(${goods}, '')", "rau quả"),
            ("join('-', 'a', 2, 'c')", "a-2-c"),
            ("string-length(concat())", "0"),
        ][..14],
    );
    assert!(Formula::parse("concat()", &Scope::of(&traders())).is_err());
}

#[test]
fn patterns_fit_the_whole_text() {
    check(&[
        ("regex('0912345678', '[0-9]{10}')", "true"),
        ("regex('0912345678x', '[0-9]{10}')", "false"),
        ("regex('a|b', 'a|b')", "false"),
        ("regex('Lò Thị Đào', '[\\p{L} ]+')", "true"),
        ("regex(${stalls}, '[0-9]')", "true"),
    ]);
    let fault = |text: &str| Formula::parse(text, &Scope::of(&traders())).unwrap_err();
    assert_eq!(fault("regex(${goods}, '(')").code, "formula_pattern");
    assert_eq!(fault("regex(${goods}, '(?=a)a')").code, "formula_pattern");
    assert_eq!(fault("regex(${goods}, ${status})").code, "formula_not_written");
}

#[test]
fn numbers() {
    check(&[
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(-0.4)", "0"),
        ("round(1.005, 2)", "1.01"),
        ("round(1234.5, -2)", "1200"),
        ("int(-2.9)", "-2"),
        ("int('12.7')", "12"),
        ("abs(3 - 5)", "2"),
        ("pow(2, 10)", "1024"),
        ("sqrt(-1)", ""),
        ("log10(1000)", "3"),
        ("exp10(3)", "1000"),
        ("log(exp(1))", "1"),
        ("round(sin(pi() div 6), 9)", "0.5"),
        ("round(atan2(1, 1) * 4, 5)", "3.14159"),
        ("round(cos(0) + tan(0) + asin(0) + acos(1) + atan(0), 6)", "1"),
        ("max(1, '', 3, 2)", "3"),
        ("min(${stalls}, 9)", "4"),
        ("max('', '')", ""),
        ("max(${tested_on}, date('2021-10-01'))", "2021-10-01"),
        ("exp(1000)", ""),
    ]);
}

#[test]
fn dates_and_moments() {
    check(
        &[
            ("now()", "2021-09-10T09:41:05"),
            ("format-date(${tested_on}, '%e/%n/%Y')", "1/9/2021"),
            (
                "format-date(${tested_on}, '%d.%m.%y %A %a %B %b %%')",
                "01.09.21 Thứ 4 T4 tháng 9 Th9 %",
            ),
            ("format-date-time(now(), '%H:%M:%S.%3 %h')", "09:41:05.000 9"),
            ("decimal-date-time(date('1970-01-02'))", "1"),
            ("decimal-date-time(date-time('1970-01-01T12:00:00'))", "0.5"),
            ("decimal-time(date-time('2021-09-10T18:00:00'))", "0.75"),
            ("round((now() - date-time('2021-09-09T09:41:05')) * 24)", "24"),
            ("date(now())", "2021-09-10"),
            ("date('2021-02-' )", ""),
            ("number(date('1970-01-02'))", "1"),
        ][..9],
    );
    check(&[("number(date('1970-01-02'))", "1"), ("date(concat('2021-02-', '30'))", "")]);
}

#[test]
fn lists_and_conditions() {
    check(&[
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 3)", ""),
        ("count-selected('a b c')", "3"),
        ("count-selected('')", "0"),
        ("jr:choice-name(${status}, '${status}')", "Mở"),
        ("pulldata('status', 'label', 'name', 'closed')", "Đóng"),
        ("pulldata('status', 'label', 'name', 'none')", ""),
        ("boolean('false')", "true"),
        ("boolean('')", "false"),
        ("boolean-from-string('false')", "false"),
        ("boolean-from-string('1')", "true"),
        ("checklist(2, 3, true(), false(), true())", "true"),
        ("checklist(-1, 1, true(), true())", "false"),
        ("weighted-checklist(5, -1, true(), 3, false(), 4, true(), 2)", "true"),
        ("position()", "2"),
    ]);
}

#[test]
fn places() {
    check(&[
        ("round(distance('21.0 104.0', '21.0 104.0 600 5'))", "0"),
        // A degree of latitude on this sphere.
        ("round(distance('21.0 104.0 0 0; 22.0 104.0 0 0'))", "111319"),
        ("round(area('0 0; 0 0.01; 0.01 0.01; 0.01 0'), -2)", "1239200"),
        ("geofence('21.5 104.5', '21 104; 21 105; 22 105; 22 104; 21 104')", "true"),
        ("geofence('20.5 104.5', '21 104; 21 105; 22 105; 22 104; 21 104')", "false"),
        ("intersects('0 0; 1 1; 0 1; 1 0')", "true"),
        ("intersects('0 0; 0 1; 1 1; 1 0; 0 0')", "false"),
        ("distance('đâu đó')", ""),
        ("area('95 0; 0 0; 1 1')", ""),
    ]);
}

#[test]
fn fingerprints_and_chance() {
    check(&[
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'SHA-1')", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        (
            "digest('abc', 'SHA-256', 'hex')",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        ("digest('abc', 'CRC')", ""),
        ("base64-decode('eMOjIE5hIEzhu6l1')", "xã Na Lứu"),
        ("base64-decode('no base 64!')", ""),
        ("random() >= 0 and random() < 1 and random() != random()", "true"),
        ("string-length(uuid())", "36"),
        ("count-selected(randomize('a b c d'))", "4"),
        ("randomize('a b c d e f', 42) = randomize('a b c d e f', 42)", "true"),
    ]);
    assert_eq!(on("uuid()", &body()), on("uuid()", &body()), "the same seed gives the same");
}

#[test]
fn what_cannot_be_is_refused_with_the_way_out() {
    let definition = traders();
    let fault = |text: &str| Formula::parse(text, &Scope::of(&definition)).unwrap_err();
    let told = |text: &str| {
        let fault: Diagnostic = fault(text);
        assert!(fault.place.span.is_some(), "{text}");
        format!("{text}\n{}", fault.render(Lang::Vi))
    };
    let all = [
        "extract-signed(${goods}, 'key')",
        "instance('fruits')",
        "pulldata('fruits', 'name', 'key', ${goods})",
        "pulldata('status', 'colour', 'name', ${status})",
        "jr:choice-name(${goods}, '${goods}')",
        "once(1)",
    ]
    .map(told);
    insta::assert_snapshot!(all.join("\n"));
}

//! What must hold for every text.

use proptest::prelude::*;

use super::{Document, parse};
use crate::base::text::nfc;

/// Lines as papers have them, and lines that try to break the reader.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("ỦY BAN NHÂN DÂN".to_owned()),
        Just("HUYỆN PHIÊNG CAI -------".to_owned()),
        Just("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned()),
        Just("UBND XÃ\tĐộc lập - Tự do - Hạnh phúc".to_owned()),
        Just("Số: 12/UBND-VX   Nà Hạ, ngày tháng 9 năm 2021".to_owned()),
        Just("V/v rà soát người về từ".to_owned()),
        Just("KẾ HOẠCH".to_owned()),
        Just("VỀ TIÊM VẮC XIN Thực hiện Công điện số 1/CĐ-TTg, 2/CĐ-TTg ngày 1/8/2021".to_owned()),
        Just("Kính gửi: - Các phòng; - UBND các xã.".to_owned()),
        Just("CHỦ TỊCH UBND TỈNH điện:".to_owned()),
        Just("- Trạm Y tế; - 2025”;".to_owned()),
        Just("QUYẾT ĐỊNH:".to_owned()),
        Just("Điều 1. Giao Trạm Y tế (xã".to_owned()),
        Just("1. Rà soát. 2. Lập danh sách; a) theo bản; b) theo hộ./. Nơi nhận: - Như trên; KT. CHỦ TỊCH".to_owned()),
        Just("Nơi nhận:                TM. ỦY BAN NHÂN DÂN".to_owned()),
        Just("- Lưu: VT.   PHÓ CHỦ TỊCH".to_owned()),
        Just("Lò Văn Panh".to_owned()),
        Just("PHỤ LỤC I | 2 | --- | *** |".to_owned()),
        Just("\u{feff}**a\u{301}\u{323}** \\* __ # <br/> \u{f0b7} ½ 12/ -/ 1.1.1.1.1.".to_owned()),
        "[ -~àáảãạđĐƯƠỦY0-9.;:/()*|\\-]{0,60}",
        any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n"), Just("\r")];
    (prop::collection::vec(line(), 0..40), end).prop_map(|(lines, end)| lines.join(end))
}

/// The lines that hold a letter or digit, numbered as the reader numbers them.
fn worded(text: &str) -> Vec<u32> {
    let text = nfc(text);
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let lines = text.split(end).enumerate();
    lines
        .filter(|(_, line)| line.chars().any(char::is_alphanumeric))
        .map(|(at, _)| u32::try_from(at + 1).unwrap())
        .collect()
}

#[test]
fn letters_of_other_scripts_are_composed_too() {
    assert_eq!(parse("\u{cc7}"), parse("\u{cc6}\u{cd5}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_line_is_found_again(text in text()) {
        let document = parse(&text);
        for line in worded(&text) {
            prop_assert!(document.lines().any(|lines| lines.contains(line)), "line {line} of {text:?}");
        }
    }

    #[test]
    fn offsets_of_a_clause_lead_to_its_lines(text in text()) {
        let document = parse(&text);
        for clause in document.items.iter().flat_map(super::Item::walk) {
            for (at, _) in clause.text.char_indices() {
                prop_assert!(clause.lines.contains(clause.line_at(at)), "{clause:?}");
            }
        }
    }

    #[test]
    fn paths_are_unique(text in text()) {
        let document = parse(&text);
        let mut paths: Vec<&str> = document.items.iter().flat_map(super::Item::walk).map(|clause| clause.path.as_str()).collect();
        let all = paths.len();
        paths.sort_unstable();
        paths.dedup();
        prop_assert_eq!(paths.len(), all);
    }

    #[test]
    fn line_ends_and_composition_make_no_difference(text in text()) {
        use unicode_normalization::UnicodeNormalization;
        let unix = nfc(&text.replace('\r', " "));
        let plain = parse(&unix);
        let windows: Document = parse(&unix.replace('\n', "\r\n"));
        prop_assert_eq!(&plain, &windows);
        let decomposed: String = unix.nfd().collect();
        prop_assert_eq!(&plain, &parse(&decomposed));
    }
}

#[test]
fn a_head_of_two_columns_run_together_is_read_whole() {
    let text = "UBND HUYỆN SÔNG LAM  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRUNG TÂM Y TẾ  Độc lập – Tự do – Hạnh phúc
Số: 12/TTYT-KSBT   Sông Lam, ngày 3 tháng 8 năm 2021
V/v rà soát người về từ vùng dịch   KHẨN
Kính gửi: - Trạm Y tế các xã, thị trấn; - Phòng Y tế.
Trung tâm Y tế yêu cầu Trạm Y tế các xã, thị trấn lập danh sách./.
";
    let header = parse(text).header;
    assert_eq!(header.number.as_deref(), Some("12/TTYT-KSBT"));
    assert_eq!(header.date.and_then(|date| date.full()), jiff::civil::Date::new(2021, 8, 3).ok());
    assert_eq!(header.place.as_deref(), Some("Sông Lam"));
    assert_eq!(header.subject.as_deref(), Some("rà soát người về từ vùng dịch"));
    assert_eq!(header.addressees, ["Trạm Y tế các xã, thị trấn", "Phòng Y tế"]);
    assert_eq!(header.issuer.as_deref(), Some("Trung tâm Y tế"));
    // A sentence that names the same things is no header.
    let plain = parse(
        "Thực hiện Công văn số 12/TTYT-KSBT ngày 3/8/2021 của Trung tâm Y tế, các xã rà soát.",
    );
    assert_eq!(plain.header.number, None);
}

//! What holds for every phrase, whoever writes it and on whatever day.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::base::units::{Eras, UnitTree, Vocabulary, mai_son};

thread_local! {
    static TREE: UnitTree = UnitTree::build(
        Eras::builtin().unwrap(),
        Vocabulary::builtin().unwrap(),
        [mai_son().unwrap()],
    )
    .output;
}

/// Pieces of real phrases, in any order, with anything between them.
fn phrase() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "UBND",
        "Ủy ban nhân dân",
        "Đảng ủy",
        "Bí thư",
        "Chủ tịch",
        "Thủ trưởng",
        "Giao",
        "các",
        "xã",
        "thị trấn",
        "huyện",
        "tỉnh",
        "thành phố",
        "cấp xã",
        "Nà Bó",
        "Cò Nòi",
        "Mai Sơn",
        "Sơn La",
        "Hát Lót",
        "22/22",
        "3",
        "phòng",
        "ban",
        "đơn vị",
        "Kinh tế và Hạ tầng",
        "NN&PTNT",
        "TTYT",
        "HĐND",
        "trừ",
        "nơi",
        "trên địa bàn",
        "sau",
        "để biết",
        "huyện ủy",
        "thị ủy",
        "và",
        "từ",
        "đến",
        "Trạm Y tế",
        "Ban Chỉ đạo phòng, chống dịch",
        "P.",
        "TP.",
        "bản",
        "trong cả nước",
        "trực thuộc trung ương",
    ]);
    let between = prop::sample::select(vec![
        " ", ", ", "; ", ": ", " - ", "\n- ", " (", ") ", ". ", "/", " và ",
    ]);
    let pieces = prop::collection::vec((piece, between), 0..14);
    let joined = pieces.prop_map(|pieces| {
        pieces.into_iter().flat_map(|(piece, between)| [piece, between]).collect::<String>()
    });
    prop_oneof![4 => joined, 1 => "\\PC{0,40}", 1 => any::<String>()]
}

fn issuers() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Ủy ban nhân dân huyện Mai Sơn",
        "UBND xã Nà Bó",
        "Huyện ủy Mai Sơn",
        "UBND tỉnh Sơn La",
        "Thủ tướng Chính phủ",
        "",
    ])
}

fn days() -> impl Strategy<Value = Date> {
    prop::sample::select(vec![
        date(2021, 9, 9),
        date(2025, 6, 30),
        date(2025, 7, 1),
        date(2025, 11, 1),
    ])
}

fn check(
    tree: &UnitTree,
    phrase: &str,
    resolution: &Resolution,
    day: Date,
) -> Result<(), TestCaseError> {
    let covered =
        |at: usize| resolution.parts.iter().any(|part| part.span.0 <= at && at < part.span.1);
    for (at, character) in phrase.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        prop_assert!(covered(at), "{character} at {at} is neither understood nor listed");
    }
    for pair in resolution.parts.windows(2) {
        prop_assert!(pair[0].span.1 <= pair[1].span.0, "{:?}", pair);
    }
    let left = resolution.parts.iter().filter(|part| part.status == Status::Unresolved);
    for part in left {
        prop_assert!(part.units.is_empty());
        prop_assert!(resolution.unresolved.contains(&phrase[part.span.0..part.span.1].to_owned()));
    }
    for id in &resolution.units {
        prop_assert!(tree.get(*id).is_some_and(|unit| unit.valid.on(day)));
    }
    let mut once = resolution.units.clone();
    once.sort();
    once.dedup();
    prop_assert_eq!(once.len(), resolution.units.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_word_is_understood_or_listed(phrase in phrase(), issuer in issuers(), day in days()) {
        TREE.with(|tree| {
            let resolution = resolve(tree, issuer, &phrase, day);
            check(tree, &phrase, &resolution, day)
        })?;
    }

    #[test]
    fn any_text_may_be_an_issuer(text in phrase(), day in days()) {
        TREE.with(|tree| {
            let place = issuer(tree, &text, day).and_then(|issuer| tree.get(issuer.place).cloned());
            prop_assert!(place.is_none_or(|place| place.is_territorial() && place.valid.on(day)));
            Ok(())
        })?;
    }

    #[test]
    fn the_outcome_does_not_depend_on_case_or_tone_placement(issuer in issuers()) {
        TREE.with(|tree| {
            let day = date(2021, 9, 9);
            let units = |phrase: &str| resolve(tree, issuer, phrase, day).units;
            let phrase = "Đảng ủy, Ủy ban nhân dân các xã, thị trấn; Huyện ủy";
            prop_assert_eq!(units(phrase), units(&phrase.to_uppercase()));
            prop_assert_eq!(units(phrase), units(&phrase.replace("ủy", "uỷ").replace("Ủy", "Uỷ")));
            Ok(())
        })?;
    }
}

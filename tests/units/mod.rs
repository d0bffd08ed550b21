//! The real lists of units: 2021 with districts, 2025 without, both in one tree.

mod reforms;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::base::units::{
    Eras, ListDates, ListFile, Unit, UnitFacts, UnitTree, Vocabulary, mai_son, read_list, resolve,
};
use domain::register::Tier;
use jiff::civil::{Date, date};

const IN_2021: Date = date(2021, 9, 9);
const IN_2025: Date = date(2025, 11, 1);
const THREE_TIER: [&str; 3] =
    ["2021-11_provinces.csv", "2021-11_districts.csv", "2021-11_wards.csv"];
const TWO_TIER: [&str; 1] = ["2025_two_tier.json"];

/// The folder with the lists. Absent, the test prints so and ends; `PHAODAI_REQUIRE_ALL=1` makes that a failure.
fn lists() -> Option<PathBuf> {
    let shared = std::env::var_os("PHAODAI_SHARED").map(PathBuf::from);
    let folder = shared.map(|shared| shared.join("data/admin_units")).filter(|path| path.is_dir());
    if folder.is_none() {
        let required = std::env::var("PHAODAI_REQUIRE_ALL").is_ok_and(|value| value == "1");
        assert!(!required, "PHAODAI_SHARED with data/admin_units is required");
        println!("skipped: no PHAODAI_SHARED with data/admin_units");
    }
    folder
}

fn facts(folder: &Path, names: &[&str]) -> UnitFacts {
    let texts: Vec<String> =
        names.iter().map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).collect();
    let files: Vec<ListFile<'_>> =
        names.iter().zip(&texts).map(|(name, text)| ListFile { name, text }).collect();
    let (eras, vocabulary) = (Eras::builtin().unwrap(), Vocabulary::builtin().unwrap());
    read_list(&files, ListDates::default(), &eras, &vocabulary).unwrap()
}

fn tree_of(facts: Vec<UnitFacts>) -> UnitTree {
    let built = UnitTree::build(Eras::builtin().unwrap(), Vocabulary::builtin().unwrap(), facts);
    assert_eq!(built.warnings, []);
    built.output
}

/// The built-in district first, so that its corrected names stand; then both lists.
fn whole_tree(folder: &Path) -> UnitTree {
    tree_of(vec![mai_son().unwrap(), facts(folder, &THREE_TIER), facts(folder, &TWO_TIER)])
}

fn counts(facts: &UnitFacts) -> Vec<(Tier, usize)> {
    facts.count_by_tier().into_iter().filter(|(tier, _)| *tier != Tier::Country).collect()
}

#[test]
fn each_list_says_what_it_holds() {
    let Some(folder) = lists() else { return };
    let before = facts(&folder, &THREE_TIER);
    let expected = [(Tier::Province, 63), (Tier::District, 705), (Tier::Commune, 10_590)];
    assert_eq!(counts(&before), expected);
    let after = facts(&folder, &TWO_TIER);
    assert_eq!(counts(&after), [(Tier::Province, 34), (Tier::Commune, 3_321)]);
    assert_eq!(warnings(&before), [("units_name_differs", 1), ("units_spaces", 20)].into());
    assert_eq!(warnings(&after), [("units_case", 1)].into());
    let co_noi = before.warnings.iter().find(|w| w.place.row == Some(row_of(&folder, "04138,")));
    assert!(co_noi.unwrap().message.vi.contains("\"Cò Nòi\""));
}

fn warnings(facts: &UnitFacts) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for warning in &facts.warnings {
        *counts.entry(warning.code).or_default() += 1;
    }
    counts
}

fn row_of(folder: &Path, start: &str) -> u64 {
    let text = std::fs::read_to_string(folder.join(THREE_TIER[2])).unwrap();
    text.lines().position(|line| line.starts_with(start)).unwrap() as u64 + 1
}

#[test]
fn a_code_means_what_it_meant_on_the_day() {
    let Some(folder) = lists() else { return };
    let tree = whole_tree(&folder);
    let on = |code, day| tree.by_code(code, day).map(Unit::full_name);
    assert_eq!(on("04136", IN_2021).as_deref(), Some("Xã Nà Bó"));
    assert_eq!(on("04136", IN_2025).as_deref(), Some("Xã Tà Hộc"));
    assert_eq!(on("04105", IN_2021).as_deref(), Some("Thị trấn Hát Lót"));
    assert_eq!(on("04105", IN_2025).as_deref(), Some("Xã Mai Sơn"));
    assert_eq!(on("125", IN_2021).as_deref(), Some("Huyện Mai Sơn"));
    assert_eq!(on("125", IN_2025), None);
    assert_eq!(on("04136", date(2025, 6, 30)).as_deref(), Some("Xã Nà Bó"));
    assert_eq!(on("04136", date(2025, 7, 1)).as_deref(), Some("Xã Tà Hộc"));
    assert_eq!(tree.with_code("04136").count(), 2);
    let both = |tier| tree.units().iter().filter(|unit| unit.tier == tier).count();
    assert_eq!(
        [both(Tier::Province), both(Tier::District), both(Tier::Commune)],
        [63 + 34, 705, 10_590 + 3_321]
    );
}

#[test]
fn the_built_in_district_and_the_list_are_the_same_units() {
    let Some(folder) = lists() else { return };
    let built_in = mai_son().unwrap();
    let listed = facts(&folder, &THREE_TIER);
    let coded = built_in.units.iter().filter(|unit| unit.code.is_some());
    for unit in coded {
        let same = listed.units.iter().find(|other| other.id == unit.id).unwrap();
        assert_eq!((&same.code, &same.kind), (&unit.code, &unit.kind));
    }
    let tree = whole_tree(&folder);
    let aliases = &tree.by_code("04117", IN_2021).unwrap().aliases;
    assert!(aliases.iter().any(|alias| alias.name == "Mương Chanh"));
}

/// Issuer, day, phrase; how many units of which tier; what is left.
const PHRASES: &[(&str, Date, &str, &str, &[&str])] = &[
    ("Ủy ban nhân dân huyện Mai Sơn", IN_2021, "UBND các xã, thị trấn", "22 Commune", &[]),
    ("UBND tỉnh Sóc Trăng", IN_2021, "UBND các huyện, thị xã, thành phố", "11 District", &[]),
    ("Tỉnh ủy Sóc Trăng", IN_2021, "UBND các huyện, thị xã, thành phố", "11 District", &[]),
    ("UBND tỉnh Sóc Trăng", IN_2021, "UBND các huyện, thị, thành phố", "11 District", &[]),
    ("UBND tỉnh Sóc Trăng", IN_2021, "11/11 huyện", "11 District", &[]),
    ("UBND tỉnh Sóc Trăng", IN_2021, "11/11 huyện, thị xã, thành phố", "11 District", &[]),
    ("UBND tỉnh Sóc Trăng", IN_2021, "UBND các xã, phường, thị trấn", "109 Commune", &[]),
    (
        "UBND tỉnh Sóc Trăng",
        IN_2021,
        "- Các Sở, ban ngành, đơn vị sự nghiệp;\n- Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể;\n\
         - UBND các huyện, thị xã, thành phố;\n\ntỉnh Sóc Trăng.",
        "11 District",
        &[
            "Các Sở, ban ngành, đơn vị sự nghiệp",
            "Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể",
        ],
    ),
    (
        "Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng",
        IN_2021,
        "Thủ trưởng các Sở, ban ngành, đoàn thể, các cơ quan trung ương đóng trên địa bàn tỉnh, Chủ tịch UBND các \
         huyện, thị xã, thành phố",
        "11 District",
        &[
            "Thủ trưởng các Sở, ban ngành, đoàn thể",
            "các cơ quan trung ương đóng trên địa bàn tỉnh",
        ],
    ),
    (
        "Tỉnh ủy Sóc Trăng",
        IN_2021,
        "11/11 khu cách ly tập trung của các huyện, thị xã, thành phố",
        "",
        &["11/11 khu cách ly tập trung của các huyện, thị xã, thành phố"],
    ),
    (
        "Tỉnh ủy Bình Phước",
        IN_2021,
        "- UBND, UBMTTQ Việt Nam tỉnh;\n- Các huyện, thị ủy, thành ủy, đảng ủy trực thuộc;\n- Các sở, ban, ngành, \
         đoàn thể tỉnh.",
        "1 Province",
        &[
            "UBMTTQ Việt Nam tỉnh",
            "Các huyện, thị ủy, thành ủy",
            "đảng ủy trực thuộc",
            "Các sở, ban, ngành, đoàn thể tỉnh",
        ],
    ),
    (
        "Tỉnh ủy Bình Phước",
        IN_2021,
        "Bí thư các huyện, thị, thành ủy",
        "",
        &["Bí thư các huyện, thị, thành ủy"],
    ),
    (
        "Tỉnh ủy Sóc Trăng",
        IN_2021,
        "Các huyện uỷ, thị uỷ, thành uỷ",
        "",
        &["Các huyện uỷ, thị uỷ, thành uỷ"],
    ),
    (
        "Tỉnh ủy Sóc Trăng",
        IN_2021,
        "Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh, Sở Y tế, Sở Giao thông vận tải",
        "",
        &["Bộ Chỉ huy Quân sự tỉnh", "Công an tỉnh", "Sở Y tế", "Sở Giao thông vận tải"],
    ),
    ("Tỉnh ủy Sóc Trăng", IN_2021, "xã Tham Đôn, huyện Mỹ Xuyên", "1 Commune", &[]),
    ("Tỉnh ủy Sóc Trăng", IN_2021, "UBND xã Vĩnh Tân, thị xã Vĩnh Châu", "1 Commune", &[]),
    ("Tỉnh ủy Sóc Trăng", IN_2021, "UBND TX Vĩnh Châu, UBND TP. Sóc Trăng", "2 District", &[]),
    ("Tỉnh ủy Sóc Trăng", IN_2021, "UBND Phường 1", "", &["UBND Phường 1"]),
    ("Tỉnh ủy Sóc Trăng", IN_2021, "UBND Phường 1, thành phố Sóc Trăng", "1 Commune", &[]),
    (
        "UBND tỉnh Lào Cai",
        IN_2021,
        "Đảng ủy, UBND các xã, phường, thị trấn",
        "152 Commune",
        &["Đảng ủy"],
    ),
    ("UBND tỉnh Lào Cai", IN_2021, "Chủ tịch các huyện, thị xã, thành phố", "9 District", &[]),
    (
        "UBND tỉnh Lào Cai",
        IN_2021,
        "Huyện ủy, Thị ủy, Thành ủy",
        "",
        &["Huyện ủy, Thị ủy, Thành ủy"],
    ),
    ("UBND tỉnh Lào Cai", IN_2021, "Báo Lào Cai", "", &["Báo Lào Cai"]),
    ("UBND tỉnh Lào Cai", IN_2021, "các xã biên giới", "", &["các xã biên giới"]),
    ("UBND tỉnh Bình Phước", IN_2021, "UBND các huyện, thị xã, thành phố", "11 District", &[]),
    ("UBND tỉnh Sơn La", IN_2021, "UBND các huyện, thành phố", "12 District", &[]),
    ("UBND tỉnh Sơn La", IN_2025, "UBND các xã, phường", "75 Commune", &[]),
    ("UBND tỉnh Sơn La", IN_2025, "UBND các huyện, thành phố", "", &["UBND các huyện, thành phố"]),
    (
        "UBND Thành phố Hồ Chí Minh",
        IN_2025,
        "Ủy ban nhân dân phường, xã, đặc khu",
        "168 Commune",
        &[],
    ),
    ("Thủ tướng Chính phủ", IN_2025, "Ủy ban nhân dân tỉnh Đồng Nai", "1 Province", &[]),
    ("Cục Thuế", IN_2025, "UBND Thành phố Hồ Chí Minh", "1 Province", &[]),
    (
        "Thủ tướng Chính phủ",
        IN_2025,
        "Chủ tịch UBND các tỉnh: Khánh Hòa, Đắk Lắk, Gia Lai",
        "3 Province",
        &[],
    ),
    (
        "Thủ tướng Chính phủ",
        IN_2025,
        "các tỉnh, thành phố: Hà Tĩnh, Quảng Trị, Huế, Đà Nẵng, Quảng Ngãi, Gia Lai, Đắk Lắk, Khánh Hòa, Lâm Đồng",
        "9 Province",
        &[],
    ),
    (
        "Thủ tướng Chính phủ",
        IN_2025,
        "các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng",
        "",
        &["các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng"],
    ),
    (
        "Thủ tướng Chính phủ",
        IN_2025,
        "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "34 Province",
        &[],
    ),
    (
        "Thủ tướng Chính phủ",
        IN_2021,
        "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "63 Province",
        &[],
    ),
    ("Thủ tướng Chính phủ", IN_2021, "UBND xã Tân Thành", "", &["UBND xã Tân Thành"]),
    ("", IN_2021, "UBND các xã, thị trấn", "", &["UBND các xã, thị trấn"]),
    ("", IN_2021, "UBND huyện Mai Sơn", "1 District", &[]),
    ("UBND huyện Mai Sơn", IN_2025, "UBND các xã, thị trấn", "", &["UBND các xã, thị trấn"]),
];

#[test]
fn phrases_of_real_documents_reach_whom_they_name() {
    let Some(folder) = lists() else { return };
    let tree = whole_tree(&folder);
    let mut wrong = String::new();
    for (issuer, day, phrase, units, left) in PHRASES {
        let resolution = resolve(&tree, issuer, phrase, *day);
        let mut tiers: BTreeMap<Tier, usize> = BTreeMap::new();
        for id in &resolution.units {
            *tiers.entry(tree.get(*id).unwrap().tier).or_default() += 1;
        }
        let counted: Vec<String> =
            tiers.iter().map(|(tier, count)| format!("{count} {tier:?}")).collect();
        let said = counted.join(" + ");
        if said != *units || resolution.unresolved != *left {
            wrong.push_str(&format!(
                "\n{issuer}: {phrase}\n  is       {said} {:?}\n  expected {units} {left:?}",
                resolution.unresolved
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

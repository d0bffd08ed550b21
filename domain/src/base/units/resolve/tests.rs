//! What an officer of huyện Mai Sơn writes, and whom it reaches. The tree is the built-in one.

use jiff::civil::{Date, date};

use super::*;
use crate::base::units::{Eras, UnitTree, Vocabulary, mai_son};

const DAY: Date = date(2021, 9, 9);
const UBND: &str = "Ủy ban nhân dân huyện Mai Sơn";

fn tree() -> UnitTree {
    let facts = mai_son().unwrap();
    let built = UnitTree::build(Eras::builtin().unwrap(), Vocabulary::builtin().unwrap(), [facts]);
    assert_eq!(built.warnings, []);
    built.output
}

fn names(tree: &UnitTree, ids: &[UnitId]) -> Vec<String> {
    ids.iter().map(|id| tree.get(*id).unwrap().full_name()).collect()
}

/// Whole groups are given by their number, everything else by name; then what is left, word for word.
fn said(tree: &UnitTree, resolution: &Resolution) -> String {
    let units = match resolution.units.len() {
        many @ 6.. => many.to_string(),
        _ => names(tree, &resolution.units).join(" + "),
    };
    let left = resolution.unresolved.join(" | ");
    let candidates: Vec<UnitId> =
        resolution.parts.iter().flat_map(|part| part.candidates.clone()).collect();
    let perhaps = match candidates[..] {
        [] => String::new(),
        _ => format!(" ?{}", names(tree, &candidates).join(" + ")),
    };
    match (units.is_empty(), left.is_empty()) {
        (false, true) => units,
        (true, false) => format!("–– {left}{perhaps}"),
        _ => format!("{units} –– {left}{perhaps}"),
    }
}

fn golden(issuer: &str, table: &[(&str, &str)]) {
    let tree = tree();
    let mut wrong = String::new();
    for (phrase, expected) in table {
        let said = said(&tree, &resolve(&tree, issuer, phrase, DAY));
        if said != *expected {
            wrong.push_str(&format!("\n{phrase}\n  is       {said}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn whole_groups() {
    golden(
        UBND,
        &[
            ("UBND các xã, thị trấn", "22"),
            ("- UBND các xã, thị trấn.", "22"),
            ("Giao UBND các xã, thị trấn", "22"),
            ("ỦY BAN NHÂN DÂN CÁC XÃ, THỊ TRẤN", "22"),
            ("Uỷ ban nhân dân các xã, thị trấn", "22"),
            ("Ủy ban\nnhân dân các xã, thị trấn", "22"),
            ("các xã và thị trấn", "22"),
            ("UBND xã, thị trấn", "22"),
            ("UBND các xã, phường, thị trấn", "22"),
            ("UBND các xã, phường thị trấn", "22"),
            ("UBND các xã/phường/thị trấn", "22"),
            ("UBND cấp xã", "22"),
            ("Chủ tịch UBND các xã, thị trấn", "22"),
            ("đồng chí Chủ tịch Ủy ban nhân dân xã, thị trấn", "22"),
            ("22/22 xã, thị trấn", "22"),
            ("22 xã, thị trấn", "22"),
            ("22/22 xã", "22"),
            ("UBND các xã, thị trấn trên địa bàn huyện", "22"),
            ("UBND các xã, thị trấn trên địa bàn huyện Mai Sơn", "22"),
            ("UBND các xã, thị trấn huyện Mai Sơn", "22"),
            ("UBND các xã, thị trấn (để thực hiện)", "22"),
            ("UBND các xã", "21"),
            ("Đảng ủy, UBND các xã, thị trấn", "44"),
            ("Đảng ủy - UBND các xã, thị trấn", "44"),
            ("Bí thư Đảng ủy, Chủ tịch UBND các xã, thị trấn", "44"),
            ("Bí thư đảng ủy, Chủ tịch UBND cấp xã", "44"),
            ("Bí thư, Chủ tịch UBND các xã, thị trấn", "44"),
            ("Bí thư các xã, thị trấn", "22"),
            ("Trạm Y tế các xã, thị trấn", "22"),
            ("các Trạm Y tế", "22"),
            ("Trưởng trạm y tế các xã, thị trấn", "22"),
            ("HĐND, UBND các xã, thị trấn", "22 –– HĐND"),
        ],
    );
}

#[test]
fn a_group_with_a_restriction_is_not_all_of_them() {
    golden(
        UBND,
        &[
            ("UBND các xã biên giới", "–– UBND các xã biên giới"),
            ("UBND các xã, thị trấn có dịch", "–– UBND các xã, thị trấn có dịch"),
            ("UBND các xã, thị trấn, nơi có dịch", "–– UBND các xã, thị trấn | nơi có dịch"),
            ("UBND các xã, thị trấn (theo danh sách)", "–– UBND các xã, thị trấn (theo danh sách"),
            ("UBND các xã, thị trấn liên quan", "–– UBND các xã, thị trấn liên quan"),
            ("3 xã, thị trấn", "–– 3 xã, thị trấn"),
            ("3/22 xã, thị trấn", "–– 3/22 xã, thị trấn"),
            ("các khu cách ly của các xã, thị trấn", "–– các khu cách ly của các xã, thị trấn"),
            ("UBND các xã, thị trấn, trừ xã Nà Bó", "21"),
            ("UBND các xã, thị trấn (trừ xã Nà Bó và xã Cò Nòi)", "20"),
            (
                "UBND các xã, thị trấn trừ các xã vùng cao",
                "–– UBND các xã, thị trấn | trừ các xã vùng cao",
            ),
            (
                "UBND các xã, thị trấn; riêng xã Nà Bó báo cáo",
                "22 –– riêng xã Nà Bó báo cáo ?Xã Nà Bó",
            ),
            ("các phòng, ban liên quan", "–– các phòng, ban liên quan"),
        ],
    );
}

#[test]
fn bodies() {
    golden(
        UBND,
        &[
            (
                "các phòng, đơn vị: Kinh tế và Hạ tầng, Nông nghiệp và Phát triển nông thôn, Trung tâm y tế huyện",
                "Phòng Kinh tế và Hạ tầng + Phòng Nông nghiệp và Phát triển nông thôn + Trung tâm y tế huyện Mai Sơn",
            ),
            (
                "phòng KT&HT, NN&PTNT, TTYT huyện",
                "Phòng Kinh tế và Hạ tầng + Phòng Nông nghiệp và Phát triển nông thôn + Trung tâm y tế huyện Mai Sơn",
            ),
            ("Trung tâm Y tế", "Trung tâm y tế huyện Mai Sơn"),
            ("Giám đốc Trung tâm Y tế huyện", "Trung tâm y tế huyện Mai Sơn"),
            ("P. Nội vụ", "Phòng Nội vụ"),
            ("Phòng LĐ-TB&XH", "Phòng Lao động – Thương binh và Xã hội"),
            ("Trưởng phòng Y tế", "Phòng Y tế"),
            ("Văn phòng HĐND-UBND huyện", "Văn phòng HĐND-UBND huyện Mai Sơn"),
            ("VP HĐND-UBND", "Văn phòng HĐND-UBND huyện Mai Sơn"),
            ("Văn phòng huyện ủy", "Văn phòng Huyện ủy"),
            ("Thường trực huyện ủy", "Huyện ủy Mai Sơn"),
            ("Huyện uỷ Mai Sơn", "Huyện ủy Mai Sơn"),
            ("Bí thư huyện ủy, Chủ tịch UBND huyện", "Huyện ủy Mai Sơn + Huyện Mai Sơn"),
            (
                "Ban Chỉ đạo phòng, chống Covid-19 huyện",
                "Ban chỉ đạo phòng, chống dịch Covid-19 huyện Mai Sơn",
            ),
            (
                "BCĐ phòng chống dịch Covid-19 huyện Mai Sơn",
                "Ban chỉ đạo phòng, chống dịch Covid-19 huyện Mai Sơn",
            ),
            ("Công an huyện", "Công an huyện Mai Sơn"),
            ("BCH Quân sự huyện", "Ban chỉ huy quân sự huyện Mai Sơn"),
            ("UBMTTQ Việt Nam huyện", "Ủy ban mặt trận tổ quốc Việt Nam huyện Mai Sơn"),
            ("Hội Nông dân, Hội Phụ nữ huyện", "Hội Nông dân + Hội Liên hiệp Phụ nữ"),
            ("Các phòng, ban, cơ quan, đơn vị", "19"),
            ("Các phòng, ban, cơ quan, đơn vị; Trung tâm Y tế; UBND các xã, thị trấn", "41"),
            ("Thủ trưởng các phòng, ban, ngành, đoàn thể huyện", "20"),
            ("Đảng ủy xã Nà Bó", "Đảng ủy xã Nà Bó"),
            ("Trạm Y tế thị trấn Hát Lót", "Trạm y tế thị trấn Hát Lót"),
            ("Giám đốc Sở Y tế", "–– Giám đốc Sở Y tế"),
            (
                "Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh",
                "–– Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh",
            ),
            ("Các đoàn thể huyện", "7"),
        ],
    );
}

#[test]
fn named_units() {
    golden(
        UBND,
        &[
            ("UBND xã Nà Bó", "Xã Nà Bó"),
            ("UBND xã Nà Pó", "Xã Nà Bó"),
            ("UBND xã Cò  Nòi", "Xã Cò Nòi"),
            ("UBND thị trấn Hát Lót, UBND xã Hát Lót", "Thị trấn Hát Lót + Xã Hát Lót"),
            ("TT. Hát Lót", "Thị trấn Hát Lót"),
            ("các xã: Cò Nòi, Nà Bó và Chiềng Ban", "Xã Cò Nòi + Xã Nà Bó + Xã Chiềng Ban"),
            ("các xã Cò Nòi, Nà Bó", "Xã Cò Nòi + Xã Nà Bó"),
            ("xã Cò Nòi, Nà Bó", "Xã Cò Nòi + Xã Nà Bó"),
            (
                "Đảng ủy, UBND các xã: Cò Nòi, Nà Bó",
                "Đảng ủy xã Cò Nòi + Xã Cò Nòi + Đảng ủy xã Nà Bó + Xã Nà Bó",
            ),
            ("các xã: Cò Nòi, Tân Thành", "Xã Cò Nòi –– Tân Thành"),
            ("các xã: Tân Thành", "–– các xã | Tân Thành"),
            ("UBND huyện", "Huyện Mai Sơn"),
            ("UBND tỉnh", "Tỉnh Sơn La"),
            ("UBND tỉnh Sơn La", "Tỉnh Sơn La"),
            ("xã Nà Bó, huyện Mai Sơn, tỉnh Sơn La", "Xã Nà Bó"),
            ("UBND các xã, thị trấn; huyện Mai Sơn", "22"),
            ("xã Na Bo", "–– xã Na Bo ?Xã Nà Bó"),
            ("UBND", "–– UBND"),
            ("UBND xã", "–– UBND xã"),
            ("", ""),
            ("…", ""),
        ]
        .map(|(phrase, said)| (phrase, if said.is_empty() { " –– " } else { said })),
    );
}

#[test]
fn from_a_commune() {
    let tree = tree();
    let said = |phrase| said(&tree, &resolve(&tree, "UBND xã Nà Bó, huyện Mai Sơn", phrase, DAY));
    let villages = resolve(&tree, "UBND xã Nà Bó", "các bản, tiểu khu", DAY).units;
    let commune = tree.by_code("04136", DAY).unwrap();
    assert!(villages.iter().all(|id| tree.ancestors(*id, DAY)[0] == commune));
    assert!((6..=14).contains(&villages.len()));
    assert_eq!(said("UBND xã"), "Xã Nà Bó");
    assert_eq!(said("Trạm Y tế xã"), "Trạm y tế xã Nà Bó");
    assert_eq!(said("UBND huyện"), "Huyện Mai Sơn");
    assert_eq!(said("Trung tâm Y tế huyện"), "Trung tâm y tế huyện Mai Sơn");
    assert_eq!(said("UBND xã Cò Nòi"), "Xã Cò Nòi");
    assert_eq!(said("UBND các xã, thị trấn"), "–– UBND các xã, thị trấn");
}

#[test]
fn issuers() {
    let tree = tree();
    let said = |text| {
        let name = |id: UnitId| tree.get(id).unwrap().full_name();
        issuer(&tree, text, DAY).map(|issuer| {
            let unit = issuer.unit.map(name).unwrap_or_default();
            format!("{} / {unit}", name(issuer.place))
        })
    };
    for (text, expected) in [
        ("UỶ BAN NHÂN DÂN\nHUYỆN MAI SƠN", "Huyện Mai Sơn / Huyện Mai Sơn"),
        ("HUYỆN MAI SƠN", "Huyện Mai Sơn / Huyện Mai Sơn"),
        ("HUYỆN ỦY MAI SƠN", "Huyện Mai Sơn / Huyện ủy Mai Sơn"),
        ("Tỉnh ủy Sơn La", "Tỉnh Sơn La / "),
        ("Sở Y tế tỉnh Sơn La", "Tỉnh Sơn La / "),
        ("Sở Y tế Sơn La", "Tỉnh Sơn La / "),
        ("Thủ tướng Chính phủ", "Quốc gia Việt Nam / "),
        ("Trung tâm Y tế huyện Mai Sơn", "Huyện Mai Sơn / Trung tâm y tế huyện Mai Sơn"),
        ("UBND xã Nà Bó", "Xã Nà Bó / Xã Nà Bó"),
    ] {
        assert_eq!(said(text).as_deref(), Some(expected), "{text}");
    }
    for nobody in ["", "Công ty cao su", "UBND huyện", "Số: 12/UBND-VX"] {
        assert_eq!(said(nobody), None, "{nobody}");
    }
}

//! What follows from several parts together: the channel, and an issuer whose lines are lost.

use super::header::{Channel, Header};
use super::letters::spells_word;
use super::source::Row;
use super::{DocumentType, Signature};
use crate::base::text::fold;

/// Party or state: by the heading, the issuer, the way the number is written, the signature.
pub(super) fn channel(header: &Header, signature: Option<&Signature>, rows: &[Row<'_>]) -> Channel {
    if header.channel == Channel::Party {
        return Channel::Party;
    }
    let names: Vec<String> =
        [&header.issuer, &header.parent].into_iter().flatten().map(|name| fold(name)).collect();
    let party = names.iter().any(|name| is_party(name))
        || (names.is_empty()
            && (party_number(header.number.as_deref().or(header.symbol.as_deref()))
                || party_signature(signature, rows)));
    if party { Channel::Party } else { Channel::State }
}

fn is_party(name: &str) -> bool {
    const BODIES: [&str; 18] = [
        "tinh uy",
        "thanh uy",
        "huyen uy",
        "thi uy",
        "quan uy",
        "dang uy",
        "dang bo",
        "chi bo",
        "dang doan",
        "ban can su",
        "ban tuyen giao",
        "ban to chuc tinh uy",
        "ban dan van",
        "ban noi chinh",
        "van phong tinh uy",
        "van phong huyen uy",
        "van phong thanh uy",
        "ban chap hanh trung uong",
    ];
    BODIES.iter().any(|body| spells_word(name, body).is_some())
}

/// "CV/TU", "62-CV/TU", "CT/HU": the office stands behind the slash.
fn party_number(number: Option<&str>) -> bool {
    let office = number.and_then(|number| number.rsplit('/').next());
    office.is_some_and(|office| {
        matches!(
            office,
            "TU" | "HU" | "ĐU" | "TW" | "VPTU" | "VPTW" | "BTGTU" | "QU" | "ThU" | "VPHU"
        )
    })
}

/// "T/M BAN THƯỜNG VỤ", copied to the office of a party committee.
fn party_signature(signature: Option<&Signature>, rows: &[Row<'_>]) -> bool {
    let authority = signature
        .and_then(|signature| signature.authority.as_deref())
        .map(fold)
        .unwrap_or_default();
    let standing =
        ["ban thuong vu", "ban chap hanh", "thuong truc tinh uy", "thuong truc huyen uy"]
            .iter()
            .any(|body| authority.contains(body));
    standing
        && rows.iter().rev().take(40).chain(rows.iter().take(40)).any(|row| {
            ["ỉnh ủy", "uyện ủy", "hành ủy", "ảng ủy", "ỉnh uỷ", "uyện uỷ", "hị ủy"]
                .iter()
                .any(|word| row.text.contains(word))
        })
}

/// The issuer, when its lines are lost but symbol, place and text agree on it: "UBND-VX", "Lào Cai"
/// and "Chủ tịch UBND tỉnh" make "Ủy ban nhân dân tỉnh Lào Cai".
pub(super) fn issuer(header: &Header, rows: &[Row<'_>]) -> Option<String> {
    let (symbol, place) = (header.symbol.as_deref()?, header.place.as_deref()?);
    let offices: Vec<&str> = symbol.split(['-', '/']).collect();
    let seat = |name: &str| format!("{name} {place}");
    if header.kind == Some(DocumentType::Telegram) && offices.contains(&"TTg") {
        return Some("Thủ tướng Chính phủ".to_owned());
    }
    match offices.last() {
        Some(&"TU") => Some(seat("Tỉnh ủy")),
        Some(&"HU") => Some(seat("Huyện ủy")),
        _ if offices.contains(&"UBND") => {
            committee(rows).map(|area| seat(&format!("Ủy ban nhân dân {area}")))
        }
        _ => None,
    }
}

/// The area whose committee the text speaks for.
fn committee(rows: &[Row<'_>]) -> Option<&'static str> {
    const AREAS: [(&str, &str); 8] = [
        ("thành phố", "thành phố"),
        ("thị trấn", "thị trấn"),
        ("thị xã", "thị xã"),
        ("tỉnh", "tỉnh"),
        ("huyện", "huyện"),
        ("quận", "quận"),
        ("phường", "phường"),
        ("xã", "xã"),
    ];
    const HEADS: [&str; 4] =
        ["Chủ tịch UBND ", "Chủ tịch Ủy ban nhân dân ", "Chủ tịch Uỷ ban nhân dân ", "PCT UBND "];
    rows.iter().find_map(|row| {
        HEADS.iter().find_map(|head| {
            let at = row.text.find(head)? + head.len();
            AREAS.iter().find(|(word, _)| row.text[at..].starts_with(word)).map(|(_, area)| *area)
        })
    })
}

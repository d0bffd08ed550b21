//! Who may see a field of which the form does not say it: the strictest that is still of use.
//!
//! Nothing is ever public. Sensitive are what reaches or identifies a person (telephone, identity number, e-mail, place
//! on the map, pictures) and what is said of somebody's health: Decree 13/2023/NĐ-CP, article 2, clause 4, names health,
//! origin, belief and whereabouts as sensitive personal data. Everything is kept until two years after the outbreak, the
//! shortest of the periods.

use super::{Field, Retention, Shape, Visibility};
use crate::base::Kind;
use crate::record::header::header_key;

/// The period of a field without one.
pub(super) const RETENTION: Retention = Retention::OutbreakPlusTwoYears;

/// Words that make a field sensitive, folded; each stands for itself and for what begins with it.
const SENSITIVE: &[&str] = &[
    "phone",
    "tel",
    "mobile",
    "dien thoai",
    "sdt",
    "email",
    "e mail",
    "cccd",
    "cmnd",
    "cmt",
    "can cuoc",
    "dinh danh",
    "passport",
    "ho chieu",
    "id card",
    "identity",
    "national id",
    "patient code",
    "ma benh",
    "gps",
    "toa do",
    "disease",
    "benh",
    "symptom",
    "trieu chung",
    "diagnos",
    "chan doan",
    "hiv",
    "pregnan",
    "thai",
    "mang thai",
    "cancer",
    "ung thu",
    "diabetes",
    "tieu duong",
    "hypertension",
    "huyet ap",
    "test result",
    "ket qua xet nghiem",
    "comorbid",
    "treatment",
    "dieu tri",
    "hospital",
    "death",
    "fever",
    "sot",
    "tu vong",
    "religio",
    "ton giao",
    "ethnic",
    "dan toc",
];

/// Words that make a text the name of a person, folded, whole.
const PERSON: &[&str] = &[
    "ho ten",
    "ho va ten",
    "ten day du",
    "full name",
    "name of patient",
    "patient name",
    "person name",
];

/// The visibility of a field without one, by type, name and label.
pub(super) fn visibility(field: &Field) -> Visibility {
    let kinds = [Kind::Geopoint, Kind::Image, Kind::File, Kind::Barcode];
    let shapes = [Shape::Phone, Shape::Cccd];
    if kinds.contains(&field.kind) || shapes.contains(&field.shape) || says(field, SENSITIVE) {
        return Visibility::Sensitive;
    }
    Visibility::Unit
}

/// The shape of a text field without one. Only what changes nothing of what people type is guessed.
pub(super) fn shape(field: &Field) -> Shape {
    let words = words(field);
    let person = words.iter().any(|word| PERSON.contains(&word.as_str()));
    if field.kind == Kind::Text && person { Shape::PersonName } else { Shape::Plain }
}

fn says(field: &Field, list: &[&str]) -> bool {
    words(field).iter().any(|word| {
        let padded = format!(" {word}");
        list.iter().any(|sensitive| padded.contains(&format!(" {sensitive}")))
    })
}

fn words(field: &Field) -> [String; 3] {
    [&field.name, &field.label.vi, &field.label.en].map(|text| header_key(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Bilingual;

    #[test]
    fn what_reaches_a_person_or_tells_of_health_is_sensitive() {
        let field = |kind, label: &str| Field {
            label: Bilingual::new(label, label),
            ..Field::new("x", kind, Visibility::Public, Retention::Permanent)
        };
        for (kind, label, expected) in [
            (Kind::Text, "Số điện thoại", Visibility::Sensitive),
            (Kind::Text, "ID card/Passport number", Visibility::Sensitive),
            (Kind::SelectMultiple, "Loại triệu chứng", Visibility::Sensitive),
            (Kind::Geopoint, "Vị trí nhà", Visibility::Sensitive),
            (Kind::Text, "Địa chỉ", Visibility::Unit),
            (Kind::Integer, "Số người trong hộ", Visibility::Unit),
        ] {
            assert_eq!(visibility(&field(kind, label)), expected, "{label}");
        }
        assert_eq!(shape(&field(Kind::Text, "Họ và tên")), Shape::PersonName);
        assert_eq!(shape(&field(Kind::Text, "Tên chợ")), Shape::Plain);
    }
}

//! The twenty-two communes of Mai Sơn with a few invented villages, as the list of units would give them.

use phaodai::demo::{CommuneKind, Place};

const COMMUNES: [(&str, &str); 22] = [
    ("04105", "Hát Lót"),
    ("04108", "Chiềng Sung"),
    ("04111", "Mường Bằng"),
    ("04114", "Chiềng Chăn"),
    ("04117", "Mường Chanh"),
    ("04120", "Chiềng Ban"),
    ("04123", "Chiềng Mung"),
    ("04126", "Mường Bon"),
    ("04129", "Chiềng Chung"),
    ("04132", "Chiềng Mai"),
    ("04135", "Hát Lót"),
    ("04136", "Nà Bó"),
    ("04138", "Cò Nòi"),
    ("04141", "Chiềng Nơi"),
    ("04144", "Phiêng Cằm"),
    ("04147", "Chiềng Dong"),
    ("04150", "Chiềng Kheo"),
    ("04153", "Chiềng Ve"),
    ("04156", "Chiềng Lương"),
    ("04159", "Phiêng Pằn"),
    ("04162", "Nà Ơt"),
    ("04165", "Tà Hộc"),
];

/// Owner of the villages that the places borrow.
pub struct MaiSon {
    town: Vec<String>,
    country: Vec<String>,
}

impl MaiSon {
    pub fn new() -> Self {
        let town = (1..=8).map(|number| format!("Tiểu khu {number}")).collect();
        let country = ["Nà Hạ", "Pá Khoang", "Huổi Tòng", "Noong Luông", "Bó Đươi", "Co Trai"];
        Self { town, country: country.map(|name| format!("Bản {name}")).to_vec() }
    }

    pub fn places(&self) -> Vec<Place<'_>> {
        COMMUNES.map(|(code, name)| self.place(code, name)).to_vec()
    }

    fn place(&self, code: &'static str, name: &'static str) -> Place<'_> {
        let (kind, villages) = match code {
            "04105" => (CommuneKind::Township, &self.town),
            _ => (CommuneKind::Commune, &self.country),
        };
        Place { code, kind, name, villages }
    }
}

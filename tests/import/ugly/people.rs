//! The clean list that every ugly one starts from, and what the register must hold afterwards.

use jiff::civil::{Date, date};

use crate::support::{Cell, Shown, person};

/// Titles of the plain list.
pub const TITLES: [&str; 8] =
    ["STT", "Họ và tên", "Năm sinh", "Bản", "SĐT", "Đi đâu", "Dự kiến ngày về", "Đã về"];

/// Somebody who does not exist, with everything that the list says.
#[derive(Clone, Debug)]
pub struct Away {
    pub name: String,
    pub village: String,
    pub phone: String,
    pub birth: i16,
    pub destination: &'static str,
    pub back: Date,
    pub returned: bool,
}

/// The nth person.
pub fn away(n: usize) -> Away {
    let someone = person(n);
    Away {
        name: someone.name,
        village: someone.village.to_owned(),
        phone: someone.phone,
        birth: 1950 + i16::try_from(n * 7 % 50).unwrap(),
        destination: ["Bắc Ninh", "Hà Nội", "Bình Dương"][n % 3],
        back: date(2021, 9, i8::try_from(1 + n * 5 % 28).unwrap()),
        returned: n.is_multiple_of(3),
    }
}

/// The first people.
pub fn people(count: usize) -> Vec<Away> {
    (0..count).map(away).collect()
}

impl Away {
    /// `05/09/2021`.
    pub fn back_text(&self) -> String {
        self.back.strftime("%d/%m/%Y").to_string()
    }

    /// A cross or nothing.
    pub fn cross(&self) -> &'static str {
        if self.returned { "x" } else { "" }
    }

    /// The row of the plain list, as text.
    pub fn row(&self, number: usize) -> Vec<Cell> {
        let cells = [
            number.to_string(),
            self.name.clone(),
            self.birth.to_string(),
            self.village.clone(),
            self.phone.clone(),
            self.destination.to_owned(),
            self.back_text(),
            self.cross().to_owned(),
        ];
        cells.map(Cell::from).to_vec()
    }

    /// What an export shows of the person.
    pub fn shown(&self) -> Shown {
        let returned = if self.returned { "Đã về" } else { "Chưa về" };
        let cells = [
            ("Họ tên", self.name.clone()),
            ("Năm sinh", self.birth.to_string()),
            ("Bản, tiểu khu", self.village.clone()),
            ("Số điện thoại liên lạc", self.phone.clone()),
            ("Đi đâu", self.destination.to_owned()),
            ("Dự kiến ngày về", self.back_text()),
            ("Đã về hay chưa", returned.to_owned()),
        ];
        cells.map(|(title, cell)| (title.to_owned(), cell)).into()
    }
}

/// The plain list: titles and a row each.
pub fn plain(people: &[Away]) -> Vec<Vec<Cell>> {
    let titles = TITLES.map(Cell::from).to_vec();
    let rows = (1..).zip(people).map(|(number, one)| one.row(number));
    std::iter::once(titles).chain(rows).collect()
}

//! Makes the files: workbooks of Excel, and text in the encodings of before Unicode. Nothing of the program's own code.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::support::Cell;

pub type Grid = Vec<Vec<Cell>>;

/// A row of texts.
pub fn texts<const N: usize>(cells: [&str; N]) -> Vec<Cell> {
    cells.map(Cell::from).to_vec()
}

/// A workbook of these sheets; `adorn` is given each sheet with its number.
pub fn xlsx(sheets: &[(&str, Grid)], adorn: impl Fn(usize, &mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let as_day = Format::new().set_num_format("dd/mm/yyyy");
    for (at, (name, grid)) in sheets.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(grid) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Text(text) if text.is_empty() => continue,
                    Cell::Text(text) => sheet.write_string(row, column, text),
                    Cell::Number(number) => sheet.write_number(row, column, *number),
                    Cell::Day(day) => sheet.write_datetime_with_format(row, column, *day, &as_day),
                }
                .unwrap();
            }
        }
        adorn(at, sheet);
    }
    book.save_to_buffer().unwrap()
}

/// One sheet without adornments.
pub fn sheet(grid: Grid) -> Vec<u8> {
    xlsx(&[("Sheet1", grid)], |_, _| ())
}

/// Lines of text with this separator.
pub fn lines(grid: &Grid, separator: char) -> String {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.strftime("%d/%m/%Y").to_string(),
    };
    let line =
        |row: &Vec<Cell>| row.iter().map(text).collect::<Vec<_>>().join(&separator.to_string());
    grid.iter().map(|row| line(row) + "\r\n").collect()
}

/// UTF-16 with a byte order mark, little end first.
pub fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Letter by letter through a table; what is not in it must be ASCII.
fn through(text: &str, table: impl Fn(char) -> Option<Vec<u8>>) -> Vec<u8> {
    let one = |c: char| {
        table(c).unwrap_or_else(|| {
            assert!(c.is_ascii(), "{c} has no place in this encoding");
            vec![c as u8]
        })
    };
    text.chars().flat_map(one).collect()
}

const TCVN3: [(&str, u8); 14] = [
    ("ĂÂÊÔƠƯĐăâêôơưđ", 0xa1),
    ("àảãáạ", 0xb5),
    ("ằẳẵắ", 0xbb),
    ("ặầẩẫấậè", 0xc6),
    ("ẻẽéẹềểễếệìỉ", 0xce),
    ("ĩíịò", 0xdc),
    ("ỏõóọồổỗốộờởỡớợù", 0xe1),
    ("ủũúụừửữứựỳỷỹýỵ", 0xf1),
    // The fonts of capitals show the small letters large.
    ("ÀẢÃÁẠ", 0xb5),
    ("ẶẦẨẪẤẬÈ", 0xc6),
    ("ẺẼÉẸỀỂỄẾỆÌỈ", 0xce),
    ("ĨÍỊÒ", 0xdc),
    ("ỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙ", 0xe1),
    ("ỦŨÚỤỪỬỮỨỰỲỶỸÝỴ", 0xf1),
];

/// TCVN 5712:1993 (ABC).
pub fn tcvn3(text: &str) -> Vec<u8> {
    through(text, |c| {
        TCVN3.iter().find_map(|(letters, first)| {
            let at = letters.chars().position(|letter| letter == c)?;
            Some(vec![first + u8::try_from(at).unwrap()])
        })
    })
}

/// A letter apart: the vowel with its own sign, and its tone (1 grave, 2 acute, 3 tilde, 4 hook, 5 dot; 0 none).
fn apart(c: char) -> (char, usize) {
    const VOWELS: [&str; 12] = [
        "aàáãảạ",
        "ăằắẵẳặ",
        "âầấẫẩậ",
        "eèéẽẻẹ",
        "êềếễểệ",
        "iìíĩỉị",
        "oòóõỏọ",
        "ôồốỗổộ",
        "ơờớỡởợ",
        "uùúũủụ",
        "ưừứữửự",
        "yỳýỹỷỵ",
    ];
    let small = c.to_lowercase().next().unwrap();
    for row in VOWELS {
        if let Some(tone) = row.chars().position(|letter| letter == small) {
            let plain = row.chars().next().unwrap();
            let plain = if c == small { plain } else { plain.to_uppercase().next().unwrap() };
            return (plain, tone);
        }
    }
    (c, 0)
}

/// Windows code page 1258: every tone behind its vowel.
pub fn windows1258(text: &str) -> Vec<u8> {
    through(text, |c| {
        let (plain, tone) = apart(c);
        let base = match plain {
            'Ă' => 0xc3,
            'ă' => 0xe3,
            'Â' | 'Ê' | 'Ô' | 'â' | 'ê' | 'ô' => u8::try_from(u32::from(plain)).unwrap(),
            'Đ' => 0xd0,
            'đ' => 0xf0,
            'Ơ' => 0xd5,
            'ơ' => 0xf5,
            'Ư' => 0xdd,
            'ư' => 0xfd,
            ascii => ascii as u8,
        };
        let mark = [None, Some(0xcc), Some(0xec), Some(0xde), Some(0xd2), Some(0xf2)][tone];
        Some(std::iter::once(base).chain(mark).collect())
    })
}

/// VNI for Windows.
pub fn vni(text: &str) -> Vec<u8> {
    through(text, |c| {
        let (plain, tone) = apart(c);
        let large = plain.is_uppercase();
        let base = |small: u8| if large && small < 0x80 { small - 32 } else { small };
        let case = |code: u8| if large { code - 32 } else { code };
        Some(match (plain.to_lowercase().next().unwrap(), tone) {
            ('đ', _) => vec![case(0xf1)],
            ('i', 0) => vec![base(b'i')],
            ('i', tone) => vec![case([0, 0xec, 0xed, 0xf3, 0xe6, 0xf2][tone])],
            ('y', 5) => vec![case(0xee)],
            ('ă', tone) => vec![base(b'a'), case([0xea, 0xe8, 0xe9, 0xfc, 0xfa, 0xeb][tone])],
            (vowel @ ('â' | 'ê' | 'ô'), tone) => {
                let bare = [('â', b'a'), ('ê', b'e'), ('ô', b'o')];
                let bare = bare.iter().find(|(sign, _)| *sign == vowel).unwrap().1;
                vec![base(bare), case([0xe2, 0xe0, 0xe1, 0xe3, 0xe5, 0xe4][tone])]
            }
            (vowel, 0) if matches!(vowel, 'ơ' | 'ư') => {
                vec![case(if vowel == 'ơ' { 0xf4 } else { 0xf6 })]
            }
            (vowel, tone) if tone > 0 => {
                let first = match vowel {
                    'ơ' => case(0xf4),
                    'ư' => case(0xf6),
                    ascii => base(ascii as u8),
                };
                vec![first, case([0, 0xf8, 0xf9, 0xf5, 0xfb, 0xef][tone])]
            }
            _ => vec![plain as u8],
        })
    })
}

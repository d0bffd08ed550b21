//! The top of a paper: issuer and number at the left, state and motto and day at the right, kind and subject below.

use std::io;

use jiff::civil::Date;

use super::grid::{Side, sides};
use super::paper::{Paper, Run};
use super::write::{Look, Xml, paragraph};

/// Widths of the two sides, in twentieths of a point: the name of the state takes one line in letters of 12 points.
const WIDTHS: [u32; 2] = [3900, 5454];

/// Components 1 to 5 of the layout.
pub(super) fn letterhead(xml: &mut Xml, paper: &Paper) -> io::Result<()> {
    sides(xml, WIDTHS, &[issuer(paper), state(paper)])?;
    let Some(kind) = &paper.kind else {
        return paragraph(xml, &Look::centred(8), &[]);
    };
    let look = Look { keep: true, ..Look::centred(14) };
    paragraph(xml, &Look { room: (240, 0), ..look }, &[Run::bold(kind.as_str())])?;
    paragraph(xml, &look, &[Run::bold(paper.subject.as_str())])?;
    paragraph(xml, &Look { sides: (3400, 3400), ruled: true, ..Look::centred(8) }, &[])
}

fn issuer(paper: &Paper) -> Side {
    let mut side: Side = Vec::new();
    if let Some(superior) = &paper.superior {
        side.push((Look::centred(12), vec![Run::plain(superior.to_uppercase())]));
    }
    for line in &paper.issuer {
        side.push((Look::centred(12), vec![Run::bold(line.to_uppercase())]));
    }
    side.push((Look { sides: (1250, 1250), ruled: true, ..Look::centred(4) }, Vec::new()));
    side.push((Look::centred(13), vec![Run::plain(number(paper))]));
    if paper.kind.is_none() {
        side.push((Look::centred(12), vec![Run::plain(format!("V/v {}", paper.subject))]));
    }
    side
}

/// "Số: 09/BC-UBND"; room for the number while there is none.
fn number(paper: &Paper) -> String {
    match &paper.number {
        None => format!("Số:        /{}", paper.symbol),
        Some(number) => match number.parse::<u32>() {
            Ok(number) if number < 10 => format!("Số: 0{number}/{}", paper.symbol),
            _ => format!("Số: {number}/{}", paper.symbol),
        },
    }
}

fn state(paper: &Paper) -> Side {
    let motto = Look::centred(13);
    let day = Run::italic(format!("{}, {}", paper.place, dated(paper.date)));
    vec![
        (Look::centred(12), vec![Run::bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]),
        (motto, vec![Run::bold("Độc lập - Tự do - Hạnh phúc")]),
        (Look { sides: (1050, 1050), ruled: true, ..Look::centred(4) }, Vec::new()),
        (motto, vec![day]),
    ]
}

/// Days below ten and the first two months have a nought before them.
fn dated(date: Option<Date>) -> String {
    let Some(date) = date else {
        return "ngày      tháng      năm        ".to_owned();
    };
    let month =
        if date.month() < 3 { format!("0{}", date.month()) } else { date.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

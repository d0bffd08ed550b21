//! The header: its parts announce themselves, in whatever order and columns the paper or the
//! converter left them.

mod addressees;
mod issuer;
pub(super) mod number;
mod part;
mod scan;
mod subject;
mod title;

use std::borrow::Cow;

use self::part::Part;
use self::scan::{Next, Scan};
use super::header::Header;
use super::source::{Row, cells};

/// How many lines a header may take.
const LONGEST: usize = 120;

/// The header, and where the text begins: row and byte.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub header: Header,
    pub body: (usize, usize),
}

/// Reads the header from the top of the document.
pub(super) fn read(rows: &[Row<'_>]) -> Head {
    let mut scan = Scan { last_anchor: last_anchor(rows), ..Scan::default() };
    let mut body = (rows.len(), 0);
    for (at, row) in rows.iter().enumerate() {
        match scan.row(row, at) {
            Next::Row | Next::Whole if at < LONGEST => {}
            Next::Row | Next::Whole => {
                body = (at + 1, 0);
                break;
            }
            Next::Text(byte) => {
                body = (at, byte);
                break;
            }
            Next::Addressees(byte) => {
                body = scan.addressees(rows, (at, byte));
                break;
            }
        }
    }
    Head { header: scan.finish(rows, body.0), body }
}

/// White space folded.
pub(super) fn squeezed(text: &str) -> String {
    crate::base::text::squeeze(text)
}

fn columns<'a>(row: &'a Row<'_>) -> Vec<Cow<'a, str>> {
    let split = row.raw.contains(['\t', '|']) || row.raw.contains("   ");
    if split && row.raw.len() < 600 { cells(row.raw) } else { Vec::new() }
}

/// The last of the first rows that surely belongs to a header.
fn last_anchor(rows: &[Row<'_>]) -> usize {
    let anchors = rows.iter().take(40).enumerate().filter(|(_, row)| {
        row.text.len() < 200
            && part::at_start(&row.text).is_some_and(|(part, _)| match part {
                Part::Motto | Part::PartyMotto => true,
                Part::Number(number) => number.symbol.is_some(),
                _ => false,
            })
    });
    anchors.map(|(at, _)| at).max().unwrap_or(0)
}

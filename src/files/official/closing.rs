//! The foot of a paper: who receives it at the left, who signs it at the right.

use std::io;

use super::grid::{Side, sides};
use super::paper::{Paper, Run};
use super::write::{Look, Xml, paragraph};

/// Widths of the two sides, in twentieths of a point.
const WIDTHS: [u32; 2] = [4500, 4854];

/// Lines left free for signature and seal.
const ROOM_TO_SIGN: usize = 4;

/// Components 7 and 9b of the layout. A table must be followed by a paragraph.
pub(super) fn closing(xml: &mut Xml, paper: &Paper) -> io::Result<()> {
    paragraph(xml, &Look::left(8), &[])?;
    sides(xml, WIDTHS, &[recipients(paper), signature(paper)])?;
    paragraph(xml, &Look::left(2), &[])
}

fn recipients(paper: &Paper) -> Side {
    if paper.recipients.is_empty() {
        return Side::new();
    }
    let title = Run { bold: true, italic: true, ..Run::plain("Nơi nhận:") };
    let mut side = vec![(Look::left(12), vec![title])];
    let last = paper.recipients.len() - 1;
    for (index, recipient) in paper.recipients.iter().enumerate() {
        let end = if index == last { "." } else { ";" };
        side.push((Look::left(11), vec![Run::plain(format!("- {recipient}{end}"))]));
    }
    side
}

fn signature(paper: &Paper) -> Side {
    let look = Look::centred(14);
    let mut side: Side = Vec::new();
    for line in &paper.signer.capacity {
        side.push((look, vec![Run::bold(line.to_uppercase())]));
    }
    side.extend(std::iter::repeat_n((look, Vec::new()), ROOM_TO_SIGN));
    if let Some(name) = &paper.signer.name {
        side.push((look, vec![Run::bold(name.as_str())]));
    }
    side
}

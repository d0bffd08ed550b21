//! Finds where a page stands in two columns, and gives them one after the other.

use super::{Line, Segment};

/// A gap of a line that may part columns, in sizes of the letters.
pub(super) const GAP: f64 = 1.5;

/// A piece of a page.
pub(super) enum Part<'a> {
    /// A line of running text, or a row of a table with tabs.
    Whole(&'a Line),
    /// Lines that stand side by side: the left ones, then the right ones.
    Columns(Columns),
}

/// The two columns, and the heights of their first and last line.
pub(super) struct Columns {
    sides: [Vec<String>; 2],
    heights: (f64, f64),
}

impl IntoIterator for Columns {
    type Item = Vec<String>;
    type IntoIter = std::array::IntoIter<Vec<String>, 2>;
    fn into_iter(self) -> Self::IntoIter {
        self.sides.into_iter()
    }
}

impl Part<'_> {
    /// The heights of the first and the last line.
    pub(super) fn heights(&self) -> (f64, f64) {
        match self {
            Part::Whole(line) => (line.y, line.y),
            Part::Columns(columns) => columns.heights,
        }
    }
}

/// A vertical strip without letters.
#[derive(Clone, Copy)]
struct Gutter {
    from: f64,
    to: f64,
}

impl Gutter {
    fn of(line: &Line) -> Option<Self> {
        match &line.segments[..] {
            [left, right] => Some(Self { from: left.end, to: right.x }),
            _ => None,
        }
    }

    /// The strip that is left when this line stands beside it; `None` when the line crosses it.
    fn beside(self, line: &Line) -> Option<Self> {
        let middle = (self.from + self.to) / 2.0;
        let mut strip = self;
        for segment in &line.segments {
            if segment.end <= middle {
                strip.from = strip.from.max(segment.end);
            } else if segment.x >= middle {
                strip.to = strip.to.min(segment.x);
            } else {
                return None;
            }
        }
        (line.segments.len() <= 2 && strip.to - strip.from > 0.5 * line.size).then_some(strip)
    }

    fn is_left(self, segment: &Segment) -> bool {
        segment.end <= (self.from + self.to) / 2.0
    }
}

/// A page as a sequence of parts.
pub(super) fn parts(lines: &[Line]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = lines;
    while let [line, after @ ..] = rest {
        match block(rest) {
            Some((block, gutter)) => {
                rest = &rest[block.len()..];
                parts.push(Part::Columns(columns(block, gutter)));
            }
            None => {
                parts.push(Part::Whole(line));
                rest = after;
            }
        }
    }
    parts
}

/// The lines from here that stand side by side around one gutter: at least two of them on both sides.
fn block(lines: &[Line]) -> Option<(&[Line], Gutter)> {
    let mut gutter = Gutter::of(lines.first()?)?;
    let foot = is_foot(&lines[0]);
    let mut both = 1;
    let mut length = 1;
    for (at, line) in lines.iter().enumerate().skip(1) {
        let Some(narrower) = gutter.beside(line) else { break };
        let two = line.segments.len() == 2;
        if two {
            both += 1;
        }
        if two || foot || (at == length && goes_on(line, narrower)) {
            length = at + 1;
        }
        if two || length == at + 1 {
            gutter = narrower;
        }
    }
    (both > 1 || foot).then_some((&lines[..length], gutter))
}

/// A subject ("V/v …") goes on in the left column below the last line of the right one.
fn goes_on(line: &Line, gutter: Gutter) -> bool {
    let Some(segment) = line.segments.first() else { return false };
    let lower = segment
        .text
        .chars()
        .next()
        .is_some_and(|first| first.is_lowercase() || first.is_ascii_digit());
    gutter.is_left(segment)
        && (lower || segment.text.starts_with("V/v") || segment.text.starts_with("Về việc"))
}

/// A foot of a single line: "Nơi nhận:" beside the authority of the signer.
fn is_foot(line: &Line) -> bool {
    line.segments.first().is_some_and(|left| left.text.starts_with("Nơi nhận"))
}

fn columns(block: &[Line], gutter: Gutter) -> Columns {
    let mut sides = [Vec::new(), Vec::new()];
    for segment in block.iter().flat_map(|line| &line.segments) {
        sides[usize::from(!gutter.is_left(segment))].push(segment.text.clone());
    }
    let heights =
        (block.first().map_or(0.0, |line| line.y), block.last().map_or(0.0, |line| line.y));
    Columns { sides, heights }
}

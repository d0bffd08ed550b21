//! Characters at places → lines, columns, paragraphs.
//!
//! The head and the foot of a dispatch stand in two columns; they are given one after the other, left first. Lines that
//! the right margin cut are joined again, so that a clause is one line as it is in a Word file.

mod columns;

use columns::Part;

/// One character, or a ligature, where it stands. Lengths in points, `y` upwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

impl Glyph {
    /// Whether its figures can be reckoned with.
    pub(super) fn is_sound(&self) -> bool {
        [self.x, self.end, self.y, self.size].iter().all(|figure| figure.is_finite())
            && self.size > 0.0
    }
}

/// The characters of a page in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
}

/// Text between two wide gaps of a line.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    x: f64,
    end: f64,
    text: String,
}

/// What stands at one height.
#[derive(Clone, Debug)]
pub(super) struct Line {
    y: f64,
    size: f64,
    segments: Vec<Segment>,
}

impl Line {
    fn x(&self) -> f64 {
        self.segments.first().map_or(0.0, |segment| segment.x)
    }

    fn end(&self) -> f64 {
        self.segments.last().map_or(0.0, |segment| segment.end)
    }

    fn text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join("\t")
    }
}

/// The text of all pages.
pub(super) fn text(pages: Vec<Page>) -> String {
    let mut out = String::new();
    let mut cut = false;
    for (at, page) in pages.into_iter().enumerate() {
        let mut lines = lines(page.glyphs);
        if at > 0 {
            drop_page_number(&mut lines);
        }
        cut = write(&lines, &mut out, cut);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Gathers characters of about the same height into lines, from the top down.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row)
                if row
                    .first()
                    .is_some_and(|first| first.y - glyph.y < 0.45 * first.size.max(glyph.size)) =>
            {
                row.push(glyph);
            }
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let y = glyphs.first()?.y;
    let mut segments: Vec<Segment> = Vec::new();
    for glyph in
        glyphs.into_iter().filter(|glyph| !glyph.text.trim().is_empty() || glyph.text.contains(' '))
    {
        let blank = glyph.text.trim().is_empty();
        match segments.last_mut() {
            Some(segment) if glyph.x - segment.end < columns::GAP * size => {
                if blank
                    || (glyph.x - segment.end > 0.2 * glyph.size && !segment.text.ends_with(' '))
                {
                    segment.text.push(' ');
                }
                if !blank {
                    segment.text.push_str(&glyph.text);
                    segment.end = segment.end.max(glyph.end);
                }
            }
            _ if blank => {}
            _ => segments.push(Segment { x: glyph.x, end: glyph.end, text: glyph.text }),
        }
    }
    for segment in &mut segments {
        segment.text =
            segment.text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    }
    (!segments.is_empty()).then_some(Line { y, size, segments })
}

/// The number of a page stands alone in its first or last line (NĐ 30/2020, Phụ lục I: top margin, centred).
fn drop_page_number(lines: &mut Vec<Line>) {
    let is_number = |line: &Line| {
        let text = line.text();
        text.len() <= 4 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if lines.first().is_some_and(is_number) {
        lines.remove(0);
    } else if lines.last().is_some_and(is_number) {
        lines.pop();
    }
}

/// Writes one page behind what is there; says whether its last line was cut by the margin.
fn write(lines: &[Line], out: &mut String, mut cut: bool) -> bool {
    let left = lines.iter().map(Line::x).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(Line::end).fold(0.0, f64::max);
    let pitch = pitch(lines);
    let mut above: Option<f64> = None;
    for part in columns::parts(lines) {
        let whole = matches!(part, Part::Whole(_));
        let (first, last) = part.heights();
        let gap = !whole || above.is_some_and(|above| above - first > 1.45 * pitch);
        match part {
            Part::Whole(line) => {
                let goes_on =
                    cut && !gap && line.x() - left < 0.8 * line.size && !starts_item(&line.text());
                separate(
                    out,
                    if goes_on {
                        " "
                    } else if gap {
                        "\n\n"
                    } else {
                        "\n"
                    },
                );
                out.push_str(&line.text());
                cut = right - line.end() < 2.5 * line.size && line.segments.len() == 1;
            }
            Part::Columns(columns) => {
                for column in columns {
                    separate(out, "\n\n");
                    out.push_str(&column.join("\n"));
                }
                cut = false;
            }
        }
        above = Some(last - if whole { 0.0 } else { pitch });
    }
    cut
}

fn separate(out: &mut String, by: &str) {
    if !out.is_empty() {
        out.push_str(by);
    }
}

/// The usual distance of lines: the median, so that head and foot do not disturb it.
fn pitch(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines.windows(2).map(|pair| pair[0].y - pair[1].y).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a line begins a clause: "1.", "a)", "-", "+", "Điều 2".
fn starts_item(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let numbered = |end| {
        word.strip_suffix(end).is_some_and(|label: &str| (1..=5).contains(&label.chars().count()))
    };
    word.starts_with(['-', '+', '–', '•', '*'])
        || numbered('.') && word.starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c))
        || numbered(')')
}

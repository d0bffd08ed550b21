//! Pictures of an outbreak, drawn on the server: legible printed in black and white, without a word of script. What each says
//! stands in a table beside it for whoever cannot see it.

pub(crate) mod chain;
pub(crate) mod epicurve;
pub(crate) mod network;
pub(crate) mod tiles;

use std::fmt::Write;

use jiff::civil::Date;

/// A drawing that grows.
struct Svg {
    body: String,
    width: f64,
    height: f64,
}

impl Svg {
    fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    /// An element without content.
    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        let _ = self.body.write_fmt(element);
    }

    fn text(&mut self, (x, y): (f64, f64), class: &str, words: &str) {
        let words = plain(words);
        self.put(format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>"));
    }

    /// The whole drawing under a title.
    fn finish(self, kind: &str, title: &str) -> String {
        let Self { body, width, height } = self;
        let title = plain(title);
        format!(
            "<svg class=\"chart {kind}\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"img\"><title>{title}</title>{body}</svg>"
        )
    }
}

/// The mark of a class: a case is a full circle, F1 an empty one, F2 an empty square, further ones a diamond.
fn mark(svg: &mut Svg, (x, y): (f64, f64), class: u8) {
    match class {
        0 => svg.put(format_args!("<circle class=\"m f0\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>")),
        1 => {
            svg.put(format_args!("<circle class=\"m f1\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\"/>"))
        }
        2 => svg.put(format_args!(
            "<rect class=\"m f2\" x=\"{:.1}\" y=\"{:.1}\" width=\"10\" height=\"10\"/>",
            x - 5.0,
            y - 5.0
        )),
        _ => svg
            .put(format_args!("<path class=\"m f3\" d=\"M{:.1} {y:.1}l6-6 6 6-6 6z\"/>", x - 6.0)),
    }
}

/// Text as it stands in a drawing.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// At most so many letters.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// `17/5`.
fn day(date: Date) -> String {
    format!("{}/{}", date.day(), date.month())
}

/// Days from one to another.
fn days(from: Date, to: Date) -> i32 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| span.get_days())
}

#[expect(clippy::cast_precision_loss, reason = "marks of a drawing")]
fn float(number: usize) -> f64 {
    number as f64
}

//! A figure over some days as a drawing: bars with their values, legible printed in black and white.

use std::fmt::Write;

/// One day of a chart.
#[derive(Clone, Debug)]
pub(crate) struct Day {
    /// `10/9`.
    pub(crate) label: String,
    /// The figure; a gap where it is missing.
    pub(crate) value: Option<i64>,
}

const HEIGHT: f64 = 110.0;
const BAR: f64 = 34.0;
const STEP: f64 = 46.0;

/// An SVG of bars. Its words are those of the table beside it, so it says nothing of its own to a screen reader.
pub(crate) fn bars(days: &[Day], number: impl Fn(i64) -> String) -> String {
    let most = days.iter().filter_map(|day| day.value).max().unwrap_or_default().max(1);
    #[expect(
        clippy::cast_precision_loss,
        reason = "figures of a district, as heights of a drawing"
    )]
    let height = |value: i64| value.max(0) as f64 / most as f64 * HEIGHT;
    #[expect(clippy::cast_precision_loss, reason = "a few days")]
    let width = days.len() as f64 * STEP + 10.0;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width:.0} {:.0}\" width=\"{width:.0}\" aria-hidden=\"true\"><path class=\"axis\" d=\"M0 {:.0}H{width:.0}\"/>",
        HEIGHT + 40.0,
        HEIGHT + 18.0
    );
    for (at, day) in days.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few days")]
        let x = at as f64 * STEP + 6.0;
        let middle = x + BAR / 2.0;
        let bottom = HEIGHT + 18.0;
        if let Some(value) = day.value {
            let tall = height(value);
            // Writing to a text does not fail.
            let _ = write!(
                svg,
                "<rect class=\"bar\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{BAR}\" height=\"{tall:.1}\"/><text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                bottom - tall,
                bottom - tall - 4.0,
                number(value)
            );
        } else {
            let _ = write!(
                svg,
                "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">—</text>",
                bottom - 4.0
            );
        }
        let _ = write!(
            svg,
            "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            bottom + 15.0,
            plain(&day.label)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Letters that would end a text of the drawing are left out.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !"<>&\"'".contains(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tallest_bar_is_the_largest_figure_and_a_gap_stays_a_gap() {
        let day = |label: &str, value| Day { label: label.to_owned(), value };
        let svg =
            bars(&[day("8/9", Some(5)), day("9/9", None), day("10/9<", Some(10))], |number| {
                number.to_string()
            });
        assert!(svg.contains("height=\"110.0\"") && svg.contains("height=\"55.0\""), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(svg.contains("—") && !svg.contains("10/9<<"));
    }
}

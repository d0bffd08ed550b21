//! The epidemic curve: how many a day, or a week, each class with a pattern of its own.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Svg, day, days, float};

/// Patterns in the order of the series: full, hatched, dotted, empty, crossed.
const PATTERNS: [&str; 5] = ["full", "hatched", "dotted", "empty", "crossed"];
/// More days than that are drawn by weeks.
const DAYS: i32 = 60;
const HEIGHT: f64 = 180.0;
const LEFT: f64 = 36.0;
const TOP: f64 = 14.0;

/// How many of each series on each day. Days without anything may be missing.
pub(crate) fn epicurve(counts: &[(Date, Vec<u32>)], names: &[String], title: &str) -> String {
    let (Some(first), Some(last)) =
        (counts.iter().map(|one| one.0).min(), counts.iter().map(|one| one.0).max())
    else {
        return String::new();
    };
    let every = if days(first, last) >= DAYS { 7 } else { 1 };
    let bars = usize::try_from(days(first, last) / every + 1).unwrap_or(1);
    let mut sums: Vec<Vec<u32>> = vec![vec![0; names.len()]; bars];
    for (on, values) in counts {
        let at = usize::try_from(days(first, *on) / every).unwrap_or_default();
        for (slot, value) in sums.get_mut(at).into_iter().flatten().zip(values) {
            *slot += value;
        }
    }
    let most = sums.iter().map(|bar| bar.iter().sum::<u32>()).max().unwrap_or(1).max(1);
    let wide = (760.0 / float(bars)).clamp(5.0, 34.0);
    let width = (LEFT + float(bars) * wide + 20.0).max(360.0);
    let bottom = TOP + HEIGHT;
    let mut svg = Svg::new(width, bottom + 52.0);
    patterns(&mut svg);
    ticks(&mut svg, most, width);
    let label_every = (bars / 12).max(1);
    for (at, bar) in sums.iter().enumerate() {
        let x = LEFT + float(at) * wide;
        let mut y = bottom;
        for (series, count) in bar.iter().enumerate().filter(|(_, count)| **count > 0) {
            let tall = f64::from(*count) / f64::from(most) * HEIGHT;
            y -= tall;
            let pattern = PATTERNS[series % PATTERNS.len()];
            svg.put(format_args!("<rect class=\"p-{pattern}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{tall:.1}\"/>", wide - 1.0));
        }
        if at % label_every == 0
            && let Ok(on) =
                first.checked_add((i64::try_from(at).unwrap_or_default() * i64::from(every)).days())
        {
            svg.text((x, bottom + 14.0), "", &day(on));
        }
    }
    for (series, name) in names.iter().enumerate() {
        let x = LEFT + float(series) * 120.0;
        let pattern = PATTERNS[series % PATTERNS.len()];
        svg.put(format_args!(
            "<rect class=\"p-{pattern}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"14\" height=\"12\"/>",
            bottom + 28.0
        ));
        svg.text((x + 18.0, bottom + 38.0), "", name);
    }
    svg.finish("epicurve", title)
}

/// Whole numbers at the left, four or fewer.
fn ticks(svg: &mut Svg, most: u32, width: f64) {
    let step = most.div_ceil(4).max(1);
    for value in (0..=most).step_by(step as usize) {
        let y = TOP + HEIGHT - f64::from(value) / f64::from(most) * HEIGHT;
        svg.put(format_args!("<path class=\"axis\" d=\"M{LEFT} {y:.1}H{width:.1}\"/>"));
        svg.text((LEFT - 6.0, y + 4.0), "end", &value.to_string());
    }
}

fn patterns(svg: &mut Svg) {
    svg.put(format_args!(
        "<defs><pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path class=\"ink\" d=\"M0 6L6 0\"/></pattern><pattern id=\"dotted\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle class=\"dot\" cx=\"2\" cy=\"2\" r=\"1.2\"/></pattern><pattern id=\"crossed\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><path class=\"ink\" d=\"M0 7L7 0M0 0L7 7\"/></pattern></defs>"
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_class_has_its_pattern_and_the_tallest_bar_is_the_worst_day() {
        let names = ["F0".to_owned(), "F1".to_owned()];
        let counts = [(date(2021, 5, 17), vec![1, 3]), (date(2021, 5, 19), vec![2, 0])];
        let svg = epicurve(&counts, &names, "Đường cong dịch");
        // Two marks of the legend and three parts of bars.
        assert_eq!(svg.matches("class=\"p-full\"").count(), 3);
        assert_eq!(svg.matches("class=\"p-hatched\"").count(), 2);
        assert!(svg.contains("height=\"135.0\"") && svg.contains("height=\"90.0\""), "{svg}");
        assert!(svg.contains(">17/5<") && svg.contains(">4<"));
    }

    #[test]
    fn many_days_are_weeks_and_no_day_is_nothing() {
        let names = ["F0".to_owned()];
        let counts = [
            (date(2021, 1, 1), vec![1]),
            (date(2021, 1, 7), vec![1]),
            (date(2021, 6, 30), vec![1]),
        ];
        let svg = epicurve(&counts, &names, "");
        assert_eq!(
            svg.matches("class=\"p-full\"").count(),
            3,
            "two in one week, one in another, the legend"
        );
        assert_eq!(epicurve(&[], &names, ""), "");
    }
}

//! Units as squares, the darker the more active cases, with the number on each.

use super::{Svg, float, short};

/// A unit.
#[derive(Clone, Debug)]
pub(crate) struct Tile {
    /// Its name.
    pub(crate) name: String,
    /// Cases under treatment.
    pub(crate) active: usize,
    /// What is said of the last case.
    pub(crate) since: String,
}

/// Shades: none, then up to so many.
const LIMITS: [usize; 4] = [0, 2, 5, 20];
const SIDE: f64 = 112.0;
const HIGH: f64 = 74.0;
const COLUMNS: usize = 8;

fn shade(active: usize) -> usize {
    LIMITS.iter().position(|limit| active <= *limit).unwrap_or(LIMITS.len())
}

/// The drawing, in the order given; empty for no unit.
pub(crate) fn tiles(units: &[Tile], title: &str) -> String {
    if units.is_empty() {
        return String::new();
    }
    let columns = COLUMNS.min(units.len());
    let rows = units.len().div_ceil(columns);
    let width = (float(columns) * SIDE).max(440.0);
    let mut svg = Svg::new(width, float(rows) * HIGH + 30.0);
    for (at, unit) in units.iter().enumerate() {
        let (x, y) = (float(at % columns) * SIDE, float(at / columns) * HIGH);
        let shade = shade(unit.active);
        svg.put(format_args!(
            "<rect class=\"t t{shade}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            x + 2.0,
            y + 2.0,
            SIDE - 4.0,
            HIGH - 4.0
        ));
        let ink = if shade > 2 { "light" } else { "" };
        svg.text((x + 8.0, y + 28.0), &format!("count {ink}"), &unit.active.to_string());
        svg.text((x + 8.0, y + 46.0), ink, &short(&unit.name, 17));
        svg.text((x + 8.0, y + 62.0), ink, &short(&unit.since, 17));
    }
    let y = float(rows) * HIGH + 8.0;
    let mut from = 0;
    for (shade, limit) in LIMITS.iter().map(|limit| Some(*limit)).chain([None]).enumerate() {
        let x = float(shade) * 86.0;
        svg.put(format_args!(
            "<rect class=\"t t{shade}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"14\" height=\"12\"/>",
            x + 2.0
        ));
        let words = match limit {
            Some(limit) if limit == from => limit.to_string(),
            Some(limit) => format!("{from}–{limit}"),
            None => format!("≥ {from}"),
        };
        svg.text((x + 20.0, y + 11.0), "", &words);
        from = limit.map_or(from, |limit| limit + 1);
    }
    svg.finish("tilemap", title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_on_each_square_and_the_shade_follows_it() {
        let unit =
            |name: &str, active| Tile { name: name.to_owned(), active, since: String::new() };
        let svg = tiles(
            &[unit("Nà Bó", 3), unit("Cò Nòi", 0), unit("Chiềng Mung", 40)],
            "Ca đang điều trị",
        );
        let squares = |shade: usize| svg.matches(&format!("class=\"t t{shade}\"")).count();
        assert_eq!([0, 1, 2, 3, 4].map(squares), [2, 1, 2, 1, 2], "each once more in the legend");
        assert!(svg.contains(">40<") && svg.contains(">Nà Bó<") && svg.contains("≥ 21"));
        assert_eq!(tiles(&[], ""), "");
    }
}

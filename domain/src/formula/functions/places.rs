//! Places on the Earth: `"lat lon alt acc"`, and several of them joined by semicolons.
//!
//! The Earth is a sphere of 6,378,100 m, as in `JavaRosa`, so that a form gives here what it gave on the telephone.

use super::super::evaluate::Answer;
use super::super::tree::Type::{Boolean, Number, Text};
use super::Takes::{EachAny, Is};
use super::{Function, forms_only, forms_only_many};

const RADIUS: f64 = 6_378_100.0;

pub(super) static ROWS: &[Function] = &[
    // Square metres inside a line of at least three points.
    forms_only("area", &[Is(Text)], Number, |a, _| area(points(a).as_deref())),
    forms_only("area", &[EachAny], Number, |a, _| area(points(a[0].each()).as_deref())),
    // Metres along a line.
    forms_only_many("distance", &[Is(Text)], Number, |a, _| distance(points(a).as_deref())),
    forms_only("distance", &[EachAny], Number, |a, _| distance(points(a[0].each()).as_deref())),
    forms_only("geofence", &[Is(Text), Is(Text)], Boolean, |a, _| {
        let inside =
            points(&a[..1]).and_then(|point| Some(holds(&points(&a[1..])?, *point.first()?)));
        Answer::Boolean(inside.unwrap_or(false))
    }),
    // Whether a line crosses itself.
    forms_only("intersects", &[Is(Text)], Boolean, |a, _| {
        Answer::Boolean(points(a).is_some_and(|points| crosses_itself(&points)))
    }),
];

/// Latitude and longitude in degrees.
type Point = (f64, f64);

/// `None` when something is no place.
fn points(texts: &[Answer<'_>]) -> Option<Vec<Point>> {
    let parts = texts.iter().flat_map(|text| text.as_text().split(';'));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(point).collect()
}

fn point(text: &str) -> Option<Point> {
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let (lat, lon) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon))
}

/// Haversine.
fn metres((lat1, lon1): Point, (lat2, lon2): Point) -> f64 {
    let half = |a: f64, b: f64| libm::sin((b - a).to_radians() / 2.0);
    let (dlat, dlon) = (half(lat1, lat2), half(lon1, lon2));
    let across = libm::cos(lat1.to_radians()) * libm::cos(lat2.to_radians());
    let chord = (dlat * dlat + across * dlon * dlon).clamp(0.0, 1.0);
    2.0 * RADIUS * libm::asin(chord.sqrt())
}

fn distance(points: Option<&[Point]>) -> Answer<'static> {
    let Some(points) = points else { return Answer::Empty };
    Answer::finite(points.windows(2).map(|pair| metres(pair[0], pair[1])).sum())
}

fn area(points: Option<&[Point]>) -> Answer<'static> {
    let Some(points) = points else { return Answer::Empty };
    let sum: f64 = sides(points)
        .map(|((lat1, lon1), (lat2, lon2))| {
            let sines = libm::sin(lat1.to_radians()) + libm::sin(lat2.to_radians());
            (lon2 - lon1).to_radians() * (2.0 + sines)
        })
        .sum();
    Answer::finite((sum * RADIUS * RADIUS / 2.0).abs())
}

/// Each side of a closed line.
fn sides(points: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    points.iter().copied().zip(points.iter().copied().cycle().skip(1)).take(points.len())
}

/// Casts a ray to the east and counts the sides that it crosses.
fn holds(points: &[Point], (lat, lon): Point) -> bool {
    let crossed = sides(points).filter(|((lat1, lon1), (lat2, lon2))| {
        (*lat1 > lat) != (*lat2 > lat) && lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1
    });
    crossed.count() % 2 == 1
}

/// Neighbouring sides share a point and do not count; nor do the ends of a closed line.
fn crosses_itself(points: &[Point]) -> bool {
    let lines: Vec<(Point, Point)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let closed = points.first() == points.last();
    (0..lines.len()).any(|one| {
        (one + 2..lines.len()).any(|other| {
            let ends = closed && one == 0 && other + 1 == lines.len();
            !ends && cross(lines[one], lines[other])
        })
    })
}

fn cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    let apart = |x: f64, y: f64| (x > 0.0 && y < 0.0) || (x < 0.0 && y > 0.0);
    apart(side(a, b, c), side(a, b, d)) && apart(side(c, d, a), side(c, d, b))
}

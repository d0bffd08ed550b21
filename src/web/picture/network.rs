//! Who met whom in a cluster: cases in the middle, their contacts around them, theirs further out.

use super::{Svg, float, mark, short};

/// Somebody.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// What people call it.
    pub(crate) label: String,
    /// 0 is a case, 1 an F1 …
    pub(crate) class: u8,
    /// Where the page about it is.
    pub(crate) href: Option<String>,
}

/// Two who met.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// One, by place in the list.
    pub(crate) from: usize,
    /// The other.
    pub(crate) to: usize,
}

/// People who are drawn; further ones are counted.
const MOST: usize = 150;

/// The drawing; empty for nobody.
pub(crate) fn network(nodes: &[Node], edges: &[Edge], title: &str, more: &str) -> String {
    if nodes.is_empty() {
        return String::new();
    }
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|at| (nodes.get(*at).map(|one| one.class), *at));
    order.truncate(MOST);
    let places = places(nodes, edges, &order);
    let reach = places.iter().flatten().map(|(x, y)| x.abs().max(y.abs())).fold(60.0, f64::max);
    let (half, high) = (reach + 110.0, reach + 30.0);
    let left_out = nodes.len() - order.len();
    let mut svg = Svg::new(half * 2.0, high * 2.0 + if left_out > 0 { 20.0 } else { 0.0 });
    let at = |place: (f64, f64)| (place.0 + half, place.1 + high);
    let of = |node: usize| places.get(node).copied().flatten().map(at);
    for edge in edges {
        if let (Some((x1, y1)), Some((x2, y2))) = (of(edge.from), of(edge.to)) {
            svg.put(format_args!("<path class=\"edge\" d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\"/>"));
        }
    }
    for node in order {
        let (Some(one), Some(place)) = (nodes.get(node), of(node)) else { continue };
        if let Some(href) = &one.href {
            svg.put(format_args!("<a href=\"{}\">", super::plain(href)));
        }
        mark(&mut svg, place, one.class);
        let right = place.0 >= half - 1.0;
        let (x, class) = if right { (place.0 + 9.0, "") } else { (place.0 - 9.0, "end") };
        svg.text((x, place.1 + 4.0), class, &short(&one.label, 16));
        if one.href.is_some() {
            svg.put(format_args!("</a>"));
        }
    }
    if left_out > 0 {
        svg.text((8.0, high * 2.0 + 12.0), "", &format!("+ {left_out} {more}"));
    }
    svg.finish("network", title)
}

/// Where everybody stands: a ring a class; in each ring those who met the same people stand beside each other.
fn places(nodes: &[Node], edges: &[Edge], order: &[usize]) -> Vec<Option<(f64, f64)>> {
    let mut places: Vec<Option<(f64, f64)>> = vec![None; nodes.len()];
    let mut angles: Vec<f64> = vec![0.0; nodes.len()];
    let mut radius = 0.0_f64;
    for class in 0..=u8::MAX {
        let mut ring: Vec<usize> = order
            .iter()
            .copied()
            .filter(|node| nodes.get(*node).is_some_and(|one| one.class == class))
            .collect();
        if ring.is_empty() {
            if order.iter().all(|node| nodes.get(*node).is_none_or(|one| one.class < class)) {
                break;
            }
            continue;
        }
        let toward = |node: usize| {
            let met = edges.iter().filter_map(|edge| match (edge.from == node, edge.to == node) {
                (true, _) => Some(edge.to),
                (_, true) => Some(edge.from),
                _ => None,
            });
            met.filter(|other| places.get(*other).copied().flatten().is_some())
                .filter_map(|other| angles.get(other).copied())
                .next()
                .unwrap_or_default()
        };
        let mut wanted: Vec<(f64, usize)> =
            ring.iter().map(|node| (toward(*node), *node)).collect();
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        ring = wanted.into_iter().map(|(_, node)| node).collect();
        // Room for a label's height between neighbours.
        let least = float(ring.len()) * 20.0 / std::f64::consts::TAU;
        radius = if ring.len() == 1 && radius == 0.0 { 0.0 } else { (radius + 90.0).max(least) };
        for (at, node) in ring.iter().enumerate() {
            let angle = float(at) / float(ring.len()) * std::f64::consts::TAU;
            if let (Some(place), Some(kept)) = (places.get_mut(*node), angles.get_mut(*node)) {
                *place = Some((angle.cos() * radius, angle.sin() * radius));
                *kept = angle;
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(class: u8) -> Node {
        Node {
            label: format!("người {class}"), class, href: Some("/cases/1?a=1&b=2".to_owned())
        }
    }

    #[test]
    fn everybody_is_drawn_once_with_every_meeting_and_the_same_drawing_comes_again() {
        let nodes = [node(0), node(1), node(1), node(2)];
        let edges = [Edge { from: 0, to: 1 }, Edge { from: 0, to: 2 }, Edge { from: 2, to: 3 }];
        let svg = network(&nodes, &edges, "Mạng lưới", "người nữa");
        assert_eq!(svg.matches("class=\"edge\"").count(), 3);
        assert_eq!(svg.matches("class=\"m f1\"").count(), 2);
        assert!(svg.contains("a=1&amp;b=2"));
        assert_eq!(svg, network(&nodes, &edges, "Mạng lưới", "người nữa"));
        let seen: Vec<_> = places(&nodes, &edges, &[0, 1, 2, 3]).into_iter().flatten().collect();
        assert_eq!(seen.len(), 4);
        assert!(seen.iter().all(|one| seen.iter().filter(|other| one == *other).count() == 1));
    }

    #[test]
    fn too_many_are_counted_and_nobody_is_nothing() {
        let nodes: Vec<Node> = (0..200).map(|_| node(1)).collect();
        assert!(network(&nodes, &[], "", "người nữa").contains("+ 50 người nữa"));
        assert_eq!(network(&[], &[], "", ""), "");
    }
}

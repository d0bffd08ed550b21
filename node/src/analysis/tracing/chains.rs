//! Chains of infection as they were investigated: who was infected by whom, in how many generations, with how many days
//! between them. Sources that name each other in a circle are cut where they close it.

use std::collections::BTreeMap;

use domain::base::RecordId;
use jiff::civil::Date;

use super::world::Case;

/// What chains of cases look like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains {
    /// Confirmed cases.
    pub cases: usize,
    /// Cases whose source is one of the cases.
    pub with_source: usize,
    /// Cases in each generation: 0 are those without a source among the cases.
    pub generations: Vec<usize>,
    /// Cases of each cluster of two and more, the largest first.
    pub clusters: Vec<usize>,
    /// The case that infected most, and how many.
    pub most: Option<(String, usize)>,
    /// Mean number that a case infected.
    pub mean_infected: f64,
    /// Days from the onset of the source to that of the case: how many pairs, mean, standard deviation, median.
    pub serial: Option<Serial>,
    /// Cases whose source, followed back, leads to themselves.
    pub circles: Vec<String>,
}

/// Days from onset to onset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Serial {
    /// Pairs with both days.
    pub pairs: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation, of a sample.
    pub deviation: f64,
    /// Median.
    pub median: f64,
    /// Pairs in which the source fell ill later than the case.
    pub negative: usize,
}

/// For each case, the generation in which it stands; and the cases at which a circle was cut.
fn generations(sources: &[Option<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut depth: Vec<Option<usize>> = vec![None; sources.len()];
    let mut circles = Vec::new();
    for start in 0..sources.len() {
        let mut way = Vec::new();
        let mut at = start;
        // Up to a case whose generation is known, or that has no source.
        let base = loop {
            if let Some(known) = depth.get(at).copied().flatten() {
                break Some(known);
            }
            if way.contains(&at) {
                circles.push(at);
                break None;
            }
            way.push(at);
            match sources.get(at).copied().flatten() {
                Some(source) => at = source,
                None => break None,
            }
        };
        let first = base.map_or(0, |known| known + 1);
        for (generation, case) in (first..).zip(way.into_iter().rev()) {
            if let Some(slot) = depth.get_mut(case) {
                *slot = Some(generation);
            }
        }
    }
    (depth.into_iter().map(Option::unwrap_or_default).collect(), circles)
}

/// Looks at the chains of confirmed cases.
pub fn chains(cases: &[Case]) -> Chains {
    let cases: Vec<&Case> = cases.iter().filter(|case| case.is_confirmed()).collect();
    let at: BTreeMap<RecordId, usize> =
        cases.iter().enumerate().map(|(at, case)| (case.record, at)).collect();
    let sources: Vec<Option<usize>> = cases
        .iter()
        .enumerate()
        .map(|(own, case)| {
            let source = case.infected_by.and_then(|source| at.get(&source).copied());
            source.filter(|source| *source != own)
        })
        .collect();
    let (depth, circles) = generations(&sources);
    let mut found = Chains {
        cases: cases.len(),
        with_source: sources.iter().flatten().count(),
        circles: circles.iter().map(|at| cases[*at].label().to_owned()).collect(),
        ..Chains::default()
    };
    for generation in depth {
        if found.generations.len() <= generation {
            found.generations.resize(generation + 1, 0);
        }
        found.generations[generation] += 1;
    }
    let mut infected = vec![0_usize; cases.len()];
    for source in sources.iter().flatten() {
        infected[*source] += 1;
    }
    let most = infected.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - *at));
    found.most = most
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| (cases[at].label().to_owned(), *count));
    found.mean_infected = ratio(found.with_source, cases.len());
    found.clusters = clusters(&sources);
    let onset = |at: usize| cases[at].days.onset;
    found.serial = serial(
        sources
            .iter()
            .enumerate()
            .filter_map(|(case, source)| Some((onset((*source)?)?, onset(case)?)))
            .map(|(source, case)| days_between(source, case)),
    );
    found
}

/// Sizes of the groups that sources join, those of two and more, the largest first.
fn clusters(sources: &[Option<usize>]) -> Vec<usize> {
    let mut root: Vec<usize> = (0..sources.len()).collect();
    let find = |root: &[usize], mut at: usize| {
        while root[at] != at {
            at = root[at];
        }
        at
    };
    for (case, source) in sources.iter().enumerate() {
        let Some(source) = source else { continue };
        let (one, other) = (find(&root, case), find(&root, *source));
        root[one.max(other)] = one.min(other);
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for case in 0..sources.len() {
        *sizes.entry(find(&root, case)).or_default() += 1;
    }
    let mut sizes: Vec<usize> = sizes.into_values().filter(|size| *size > 1).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes
}

fn days_between(source: Date, case: Date) -> i32 {
    source.until((jiff::Unit::Day, case)).map_or(0, |span| span.get_days())
}

fn serial(days: impl Iterator<Item = i32>) -> Option<Serial> {
    let mut days: Vec<i32> = days.collect();
    days.sort_unstable();
    let pairs = days.len();
    let first = days.get(pairs.checked_sub(1)? / 2)?;
    let second = days.get(pairs / 2)?;
    #[expect(clippy::cast_precision_loss, reason = "some thousands of pairs")]
    let count = pairs as f64;
    let mean = f64::from(days.iter().sum::<i32>()) / count;
    let squares: f64 = days.iter().map(|day| (f64::from(*day) - mean).powi(2)).sum();
    Some(Serial {
        pairs,
        mean,
        deviation: if pairs > 1 { (squares / (count - 1.0)).sqrt() } else { 0.0 },
        median: f64::midpoint(f64::from(*first), f64::from(*second)),
        negative: days.iter().filter(|day| **day < 0).count(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of cases")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generations_follow_sources_and_a_circle_is_cut() {
        // 0 → 1 → 2, 0 → 3; 4 ↔ 5; 6 alone.
        let sources = [None, Some(0), Some(1), Some(0), Some(5), Some(4), None];
        let (depth, circles) = generations(&sources);
        assert_eq!(&depth[..4], [0, 1, 2, 1]);
        assert_eq!(circles, [4]);
        assert_eq!(clusters(&sources), [4, 2]);
    }

    #[test]
    fn days_from_onset_to_onset() {
        let found = serial([10, 13, -1, 14].into_iter()).unwrap();
        assert_eq!((found.pairs, found.negative, found.median), (4, 1, 11.5));
        assert!((found.mean - 9.0).abs() < 1e-9 && (found.deviation - 6.879_922).abs() < 1e-5);
        assert_eq!(serial(std::iter::empty()), None);
    }
}

//! The numbers by which a page refers to its sources.

use domain::briefing::Source;

/// Sources in the order in which they are first referred to.
#[derive(Default)]
pub(super) struct Sources {
    known: Vec<Source>,
}

impl Sources {
    /// `[3]`, `[3, 5–7]`; "" for none.
    pub(super) fn mark(&mut self, sources: &[Source]) -> String {
        let mut numbers: Vec<usize> = sources.iter().map(|source| self.number(source)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let told = runs.iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { String::new() } else { format!("[{}]", told.join(", ")) }
    }

    fn number(&mut self, source: &Source) -> usize {
        let place = self.known.iter().position(|known| known == source);
        place.unwrap_or_else(|| {
            self.known.push(source.clone());
            self.known.len() - 1
        }) + 1
    }

    /// Each with its number.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &Source)> {
        self.known.iter().enumerate().map(|(place, source)| (place + 1, source))
    }
}

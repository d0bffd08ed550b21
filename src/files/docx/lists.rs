//! Automatic numbers and bullets: Word keeps them apart from the text, and dispatches use them for their clauses.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::Diagnostic;
use quick_xml::events::{BytesStart, Event};

use super::styles::Styles;
use super::xml;

const LEVELS: usize = 9;

/// How one level of a list counts and looks.
#[derive(Clone, Debug, Default)]
struct Level {
    start: i64,
    format: String,
    text: String,
    style: Option<String>,
    never_restarts: bool,
    legal: bool,
}

/// A list pattern, shared by lists.
#[derive(Debug, Default)]
struct Pattern {
    levels: BTreeMap<usize, Level>,
    style_link: Option<String>,
}

/// A list: a pattern, with levels that differ from it.
#[derive(Debug, Default)]
struct List {
    pattern: u32,
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    patterns: BTreeMap<u32, Pattern>,
    lists: BTreeMap<u32, List>,
    counts: BTreeMap<u32, [Option<i64>; LEVELS]>,
    started: BTreeSet<(u32, usize)>,
}

impl Lists {
    /// Reads `word/numbering.xml`.
    pub(super) fn read(part: &str) -> Result<Self, Diagnostic> {
        let mut reader = xml::reader(part);
        let mut building = Building::default();
        loop {
            match reader.read_event().map_err(|error| xml::broken(&error))? {
                Event::Start(element) | Event::Empty(element) => building.take(&element),
                Event::Eof => return Ok(building.lists),
                _ => {}
            }
        }
    }

    /// The next number or bullet of a list at a level; `None` when nothing is printed.
    pub(super) fn label(&mut self, list: u32, level: usize, styles: &Styles) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let pattern = self.pattern_of(list, styles)?;
        let shape = self.level(list, pattern, level)?.clone();
        let numbers = self.count(list, pattern, level);
        if shape.format == "bullet" {
            return Some(bullet(&shape.text).to_owned());
        }
        let mut label = shape.text.clone();
        for (at, number) in numbers.iter().enumerate().take(level + 1) {
            let format = match self.level(list, pattern, at) {
                Some(part) if !shape.legal => part.format.as_str(),
                _ => "decimal",
            };
            label = label.replace(&format!("%{}", at + 1), &written(number.unwrap_or(1), format));
        }
        Some(label.trim().to_owned()).filter(|label| !label.is_empty())
    }

    /// The level whose paragraphs have this style.
    pub(super) fn level_of_style(&self, list: u32, style: &str, styles: &Styles) -> Option<usize> {
        let pattern = self.patterns.get(&self.pattern_of(list, styles)?)?;
        let mut levels = pattern.levels.iter();
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    fn pattern_of(&self, list: u32, styles: &Styles) -> Option<u32> {
        let pattern = self.lists.get(&list)?.pattern;
        let Some(link) = &self.patterns.get(&pattern)?.style_link else { return Some(pattern) };
        let linked = styles.place(link).and_then(|(place, _)| self.lists.get(&place.list?));
        Some(linked.map_or(pattern, |list| list.pattern))
    }

    fn level(&self, list: u32, pattern: u32, level: usize) -> Option<&Level> {
        let own = self.lists.get(&list).and_then(|list| list.levels.get(&level));
        own.or_else(|| self.patterns.get(&pattern)?.levels.get(&level))
    }

    /// Counts on at a level and starts the deeper ones anew.
    fn count(&mut self, list: u32, pattern: u32, level: usize) -> [Option<i64>; LEVELS] {
        let starts: Vec<i64> =
            (0..LEVELS).map(|at| self.level(list, pattern, at).map_or(1, |l| l.start)).collect();
        let keeps: Vec<bool> = (0..LEVELS)
            .map(|at| self.level(list, pattern, at).is_some_and(|l| l.never_restarts))
            .collect();
        let forced = self.lists.get(&list).and_then(|list| list.starts.get(&level)).copied();
        let first_use = self.started.insert((list, level));
        let counts = self.counts.entry(pattern).or_default();
        for at in 0..level {
            counts[at].get_or_insert(starts[at]);
        }
        counts[level] = match (forced.filter(|_| first_use), counts[level]) {
            (Some(forced), _) => Some(forced),
            (None, Some(last)) => Some(last.saturating_add(1)),
            (None, None) => Some(starts[level]),
        };
        for at in level + 1..LEVELS {
            if !keeps[at] {
                counts[at] = None;
            }
        }
        *counts
    }
}

/// The part that the elements being read belong to.
#[derive(Debug, Default)]
struct Building {
    lists: Lists,
    pattern: u32,
    list: Option<u32>,
    level: usize,
}

impl Building {
    fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "abstractNum" => {
                self.pattern = id(element, "abstractNumId");
                self.list = None;
                self.lists.patterns.insert(self.pattern, Pattern::default());
            }
            "num" => {
                self.list = Some(id(element, "numId"));
                self.lists.lists.insert(id(element, "numId"), List::default());
            }
            "numStyleLink" => {
                if let Some(pattern) = self.lists.patterns.get_mut(&self.pattern) {
                    pattern.style_link = xml::val(element);
                }
            }
            "lvl" | "lvlOverride" => self.level = id(element, "ilvl") as usize,
            "abstractNumId" | "startOverride" => self.of_list(element),
            _ => self.of_level(element),
        }
        if element.local_name().as_ref() == "lvl" {
            self.levels().map(|levels| {
                levels.insert(id(element, "ilvl") as usize, Level { start: 1, ..Level::default() })
            });
        }
    }

    fn of_list(&mut self, element: &BytesStart<'_>) {
        let Some(list) = self.list.and_then(|list| self.lists.lists.get_mut(&list)) else { return };
        if element.local_name().as_ref() == "abstractNumId" {
            list.pattern = xml::number(element).unwrap_or_default();
        } else if let Some(start) = xml::number(element) {
            list.starts.insert(self.level, start);
        }
    }

    fn of_level(&mut self, element: &BytesStart<'_>) {
        let at = self.level;
        let Some(level) = self.levels().and_then(|levels| levels.get_mut(&at)) else { return };
        match element.local_name().as_ref() {
            "start" => level.start = xml::number(element).unwrap_or(1),
            "numFmt" => level.format = xml::val(element).unwrap_or_default(),
            "lvlText" => level.text = xml::val(element).unwrap_or_default(),
            "pStyle" => level.style = xml::val(element),
            "lvlRestart" => level.never_restarts = xml::number(element) == Some(0),
            "isLgl" => level.legal = xml::on(element),
            _ => {}
        }
    }

    fn levels(&mut self) -> Option<&mut BTreeMap<usize, Level>> {
        match self.list {
            Some(list) => self.lists.lists.get_mut(&list).map(|list| &mut list.levels),
            None => self.lists.patterns.get_mut(&self.pattern).map(|pattern| &mut pattern.levels),
        }
    }
}

fn id(element: &BytesStart<'_>, name: &str) -> u32 {
    xml::attribute(element, name).and_then(|id| id.trim().parse().ok()).unwrap_or_default()
}

/// Symbol fonts put their bullets where Unicode has nothing; a dash is what dispatches print.
fn bullet(text: &str) -> &str {
    match text.trim() {
        "" => "-",
        mark if mark.chars().all(|c| ('\u{e000}'..='\u{f8ff}').contains(&c)) => {
            if mark == "\u{f0b7}" { "•" } else { "-" }
        }
        "o" | "§" | "v" | "Ø" | "ü" => "-",
        mark => mark,
    }
}

/// A number as a level writes it.
fn written(number: i64, format: &str) -> String {
    match format {
        "none" => String::new(),
        "lowerLetter" => letters(number).unwrap_or_else(|| number.to_string()),
        "upperLetter" => letters(number).map_or_else(|| number.to_string(), |l| l.to_uppercase()),
        "lowerRoman" => roman(number).map_or_else(|| number.to_string(), |r| r.to_lowercase()),
        "upperRoman" => roman(number).unwrap_or_else(|| number.to_string()),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// a … z, aa, bb, … as Word counts.
fn letters(number: i64) -> Option<String> {
    let at = u8::try_from(number - 1).ok()?;
    Some(char::from(b'a' + at % 26).to_string().repeat(usize::from(at / 26) + 1))
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = (1..4000).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, expected) in [
            (3, "decimal", "3"),
            (2, "lowerLetter", "b"),
            (28, "lowerLetter", "bb"),
            (4, "upperLetter", "D"),
            (14, "upperRoman", "XIV"),
            (9, "lowerRoman", "ix"),
            (7, "decimalZero", "07"),
            (1, "none", ""),
            (5000, "upperRoman", "5000"),
            (i64::MAX, "lowerLetter", "9223372036854775807"),
        ] {
            assert_eq!(written(number, format), expected, "{format}");
        }
    }

    #[test]
    fn bullets_of_symbol_fonts_become_readable() {
        for (mark, expected) in
            [("\u{f0b7}", "•"), ("\u{f02d}", "-"), ("-", "-"), ("+", "+"), ("–", "–"), ("", "-")]
        {
            assert_eq!(bullet(mark), expected);
        }
    }
}

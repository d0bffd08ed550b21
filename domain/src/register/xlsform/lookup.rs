//! Tables of the form in formulas: `instance('list')/root/item[name = ${x}]/label` and `pulldata(…)`.

use std::collections::BTreeSet;

use super::draft::{Draft, Form};

impl Form<'_> {
    /// The formula with its paths into lists written as `pulldata`, and its lists under our names.
    pub(super) fn with_tables(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("instance(") {
            out.push_str(&rest[..at]);
            let (path, length) = match path(&rest[at..]) {
                Some((path, length)) => (path.written(), length),
                None => ("instance(".to_owned(), "instance(".len()),
            };
            out.push_str(&path);
            rest = &rest[at + length..];
        }
        out.push_str(rest);
        self.renamed(&out)
    }

    fn renamed(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, list, after)) = table(rest) {
            out.push_str(before);
            out.push_str(&format!("'{}'", self.lists.ours(list).unwrap_or(list)));
            rest = after;
        }
        out + rest
    }

    /// Our names of the lists that formulas of a register ask for.
    pub(super) fn tables_of(&self, drafts: &[Draft]) -> BTreeSet<String> {
        let texts = drafts.iter().flat_map(|draft| {
            [&draft.relevant, &draft.constraint, &draft.calculation, &draft.choice_filter]
        });
        let mut lists = BTreeSet::new();
        for text in texts {
            let text = self.with_tables(text);
            let mut rest = text.as_str();
            while let Some((_, list, after)) = table(rest) {
                lists.insert(list.to_owned());
                rest = after;
            }
        }
        lists
    }
}

/// A path into a list: what it names, and the column that is compared with a value.
struct Path<'t> {
    list: &'t str,
    by: &'t str,
    value: &'t str,
    wanted: &'t str,
}

impl Path<'_> {
    fn written(&self) -> String {
        let Self { list, by, value, wanted } = self;
        format!("pulldata('{list}', '{wanted}', '{by}', {value})")
    }
}

/// The path that opens a text, and its length; `None` for any other form of path.
fn path(text: &str) -> Option<(Path<'_>, usize)> {
    let inner = text.strip_prefix("instance(")?;
    let (list, rest) = quoted(inner)?;
    let rest = rest.trim_start().strip_prefix(")/root/item[")?;
    let end = closing(rest)?;
    let (by, value) = rest[..end].split_once('=')?;
    let by = by.trim();
    let plain = !by.is_empty() && by.chars().all(is_letter) && !value.contains(" and ");
    let rest = rest[end + 1..].strip_prefix('/').filter(|_| plain)?;
    let length = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    let wanted = &rest[..length];
    let used = text.len() - rest.len() + length;
    Some((Path { list, by, value: value.trim(), wanted }, used))
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The text before the next `pulldata`'s table, the table, and what follows it.
fn table(text: &str) -> Option<(&str, &str, &str)> {
    let opens = "pulldata(";
    let at = text.find(opens)? + opens.len();
    let space = text[at..].len() - text[at..].trim_start().len();
    let (list, rest) = quoted(&text[at + space..])?;
    Some((&text[..at + space], list, rest))
}

fn quoted(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    text[1..].split_once(quote)
}

/// Where the bracket that is open closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
        None
    })
}

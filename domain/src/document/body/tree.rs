//! The tree of clauses, from the order of their labels.

use super::super::letters::is_ended;
use super::super::{Item, Role};
use super::label::Kind;
use super::paragraph::Paragraph;

/// Builds the tree. Paragraphs that are no clauses stand at the top, in their place.
pub(crate) fn build(paragraphs: Vec<Paragraph>, roles: &[Role]) -> Vec<Item> {
    let mut tree = Tree::default();
    for (paragraph, role) in paragraphs.into_iter().zip(roles.iter().copied()) {
        if matches!(role, Role::Body | Role::Appendix) {
            tree.place(paragraph, role);
        } else {
            tree.close_to(0);
            tree.top.push(item(paragraph, role).1);
        }
    }
    tree.close_to(0);
    tree.top
}

fn item(paragraph: Paragraph, role: Role) -> (Option<Kind>, Item) {
    let Paragraph { kind, label, text, lines, breaks, .. } = paragraph;
    (kind, Item { label, text, lines, breaks, role, ..Item::default() })
}

#[derive(Default)]
struct Tree {
    top: Vec<Item>,
    /// The clauses that are still open, outermost first. Every kind stands here at most once, so
    /// the depth is bounded by the number of kinds.
    open: Vec<(Kind, Item)>,
}

impl Tree {
    fn place(&mut self, paragraph: Paragraph, role: Role) {
        let (kind, item) = item(paragraph, role);
        let Some(kind) = kind else { return self.place_plain(item) };
        self.close_to(self.depth_for(kind));
        self.open.push((kind, item));
    }

    /// How many open clauses stay open above a clause of this kind.
    fn depth_for(&self, kind: Kind) -> usize {
        if let Some(same) = self.open.iter().position(|(open, _)| *open == kind) {
            return same;
        }
        let opens_list =
            self.open.last().is_some_and(|(_, item)| item.text.trim_end().ends_with(':'));
        if kind.is_mark() && opens_list {
            return self.open.len();
        }
        self.open.iter().position(|(open, _)| *open > kind).unwrap_or(self.open.len())
    }

    /// A paragraph without a label belongs to the numbered clause above it; below a dash only when
    /// that dash is a heading.
    fn place_plain(&mut self, item: Item) {
        let mut depth = self.open.len();
        while depth > 0
            && self.open[depth - 1].0.is_mark()
            && is_ended_clause(&self.open[depth - 1].1)
        {
            depth -= 1;
        }
        self.close_to(depth);
        match self.open.last_mut() {
            Some((_, parent)) => parent.children.push(item),
            None => self.top.push(item),
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some((_, item)) = self.open.pop() else { return };
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(item),
                None => self.top.push(item),
            }
        }
    }
}

/// A dash that says something whole, so that what follows is not under it.
fn is_ended_clause(item: &Item) -> bool {
    let text = item.text.trim_end();
    is_ended(text) && !text.ends_with(':') || text.len() > 110
}

/// Writes the path of every item: labels from the top, siblings without a number counted from 1.
pub(crate) fn name_paths(items: &mut [Item], above: &str) {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for item in items {
        let mark = match item.label.as_deref() {
            Some("–" | "—") => "-",
            Some(label) => label,
            None => "¶",
        };
        let numbered = mark.contains(char::is_alphanumeric);
        let count = seen.entry(mark.to_owned()).and_modify(|count| *count += 1).or_insert(1);
        item.path = match (numbered, *count) {
            (true, 1) => format!("{above}{mark}"),
            (true, again) => format!("{above}{mark}({again})"),
            (false, count) => format!("{above}{mark}{count}"),
        };
        let path = item.path.clone();
        name_paths(&mut item.children, &path);
    }
}

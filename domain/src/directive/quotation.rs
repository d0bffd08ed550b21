//! Which words a paper says itself, and which it only quotes from a law.

use super::sentence::Span;
use super::words::Text;

/// How many clauses one quotation may run over.
const LONGEST: usize = 60;

/// For each text, the words outside a quotation that runs over several texts. A quotation that
/// never closes is none.
pub(super) fn outside(texts: &[Text<'_>]) -> Vec<Span> {
    let mut said: Vec<Span> = texts.iter().map(|text| (0, text.words.len())).collect();
    let mut at = 0;
    while at < texts.len() {
        // What closes one quotation opens no other: look behind it only.
        let from = said[at].0;
        let open = lone(&texts[at], from, b'{').or_else(|| lone_after_colon(&texts[at], from));
        let Some(open) = open else {
            at += 1;
            continue;
        };
        let last = texts.len().min(at + LONGEST);
        let close = (at + 1..last).find_map(|next| {
            let place = lone(&texts[next], 0, b'}').or_else(|| lone(&texts[next], 0, b'"'))?;
            Some((next, place))
        });
        let Some((end, place)) = close else {
            at += 1;
            continue;
        };
        said[at].1 = open;
        for between in &mut said[at + 1..end] {
            between.1 = between.0;
        }
        said[end].0 = place + 1;
        at = end;
    }
    said
}

/// A quote mark from a word on without a partner in its own text.
fn lone(text: &Text<'_>, from: usize, mark: u8) -> Option<usize> {
    (from..text.words.len()).find(|at| text.words[*at].is(mark) && text.words[*at].partner == 0)
}

/// A straight quote mark counts as opening only after a colon.
fn lone_after_colon(text: &Text<'_>, from: usize) -> Option<usize> {
    let at = lone(text, from, b'"')?;
    (at > 0 && text.mark_at(at - 1, b':')).then_some(at)
}

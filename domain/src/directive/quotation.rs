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
        let Some(open) = lone(&texts[at], b'{').or_else(|| lone_after_colon(&texts[at])) else {
            at += 1;
            continue;
        };
        let last = texts.len().min(at + LONGEST);
        let close = (at + 1..last).find_map(|next| {
            let place = lone(&texts[next], b'}').or_else(|| lone(&texts[next], b'"'))?;
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

/// A quote mark without a partner in its own text.
fn lone(text: &Text<'_>, mark: u8) -> Option<usize> {
    text.words.iter().position(|word| word.is(mark) && word.partner == 0)
}

/// A straight quote mark counts as opening only after a colon.
fn lone_after_colon(text: &Text<'_>) -> Option<usize> {
    let at = lone(text, b'"')?;
    (at > 0 && text.mark_at(at - 1, b':')).then_some(at)
}

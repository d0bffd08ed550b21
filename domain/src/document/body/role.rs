//! Which paragraphs are the legal basis, which lead in, which order, which close.

use super::super::Role;
use super::super::letters::{is_capitals, spells};
use super::super::vocabulary::BASIS;
use super::paragraph::Paragraph;
use super::split::{is_closing, opens_closing};

/// The role of every paragraph between the header and the signature.
pub(crate) fn assign(paragraphs: &[Paragraph]) -> Vec<Role> {
    let begin = body_begin(paragraphs);
    let end = body_end(paragraphs, begin);
    paragraphs
        .iter()
        .enumerate()
        .map(|(at, paragraph)| match at {
            at if at < begin && is_basis(paragraph) => Role::Basis,
            at if at < begin => Role::LeadIn,
            at if at >= end => Role::Closing,
            _ => Role::Body,
        })
        .collect()
}

/// The first clause: what follows "QUYẾT ĐỊNH:", else the first label, else what follows the first
/// lead-in with a colon, else what is neither basis nor heading.
fn body_begin(paragraphs: &[Paragraph]) -> usize {
    let enacting = paragraphs.iter().position(is_enacting).map(|at| at + 1);
    let labelled =
        paragraphs.iter().position(|p| p.kind.is_some_and(|kind| !kind.is_mark() || !is_basis(p)));
    let colon =
        paragraphs.iter().position(|p| p.kind.is_none() && p.text.ends_with(':')).map(|at| at + 1);
    let first = match (enacting, labelled, colon) {
        (Some(at), _, _) => at,
        (None, Some(label), Some(colon)) => label.min(colon),
        (None, Some(at), None) | (None, None, Some(at)) => at,
        (None, None, None) => {
            paragraphs.iter().take_while(|p| is_basis(p) && p.text.ends_with([',', ';'])).count()
        }
    };
    if first < paragraphs.len() { first } else { orders_anyway(paragraphs) }
}

/// A short dispatch whose one paragraph is occasion and order at once.
fn orders_anyway(paragraphs: &[Paragraph]) -> usize {
    paragraphs
        .iter()
        .take_while(|p| is_basis(p) && p.text.ends_with([',', ';']))
        .count()
        .min(paragraphs.len().saturating_sub(1))
}

/// "QUYẾT ĐỊNH:", "QUYẾT NGHỊ:", "YÊU CẦU:".
fn is_enacting(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.trim_end_matches([':', '.', ' ']);
    let known = ["quyet dinh", "quyet nghi", "chi thi", "yeu cau", "nay thong bao"];
    text.len() < 40
        && is_capitals(text)
        && paragraph.text.trim_end().ends_with(':')
        && known.iter().any(|word| spells(text, word) == Some(text.len()))
}

/// "Căn cứ …", "Thực hiện …", unless it goes on to lead in ("… như sau:").
fn is_basis(paragraph: &Paragraph) -> bool {
    !paragraph.text.trim_end().ends_with(':')
        && BASIS.iter().any(|opener| spells(&paragraph.text, opener).is_some())
}

/// The closing formula: unlabelled paragraphs at the very end that read like one.
fn body_end(paragraphs: &[Paragraph], begin: usize) -> usize {
    let mut end = paragraphs.len();
    while end > begin + 1 {
        let paragraph = &paragraphs[end - 1];
        if paragraph.kind.is_some() || !closes(paragraph, end == paragraphs.len()) {
            break;
        }
        end -= 1;
    }
    end
}

fn closes(paragraph: &Paragraph, last: bool) -> bool {
    let text = paragraph.text.trim_end();
    let first = super::super::letters::sentence_starts(text)
        .next()
        .map_or(text, |next| text[..next].trim_end());
    opens_closing(first) || (last && is_closing(first))
}

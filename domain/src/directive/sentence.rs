//! A text → sentences, and the parts of a sentence that may each order something.

use super::vocabulary::Vocabulary;
use super::words::{Shape, Text};

/// A stretch of words, from and to (exclusive).
pub(super) type Span = (usize, usize);

/// The sentences between two words. A full stop inside a number, an abbreviation, a bracket or a
/// quotation ends none; neither does an ellipsis that a small letter follows.
pub(super) fn sentences(text: &Text<'_>, from: usize, to: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = from;
    let mut at = from;
    while at < to {
        let past = text.past_bracket(at);
        if past > at && past <= to {
            // A bracket that holds the end of a sentence ends it: "… vật nuôi ...). Thời gian …".
            at = past;
            continue;
        }
        if ends_sentence(text, at, to) {
            push(&mut found, start, without_last_mark(text, start, at));
            start = at + 1;
        }
        at += 1;
    }
    push(&mut found, start, without_last_mark(text, start, to));
    found
}

/// The end of a sentence without the "./." that closes a paper.
fn without_last_mark(text: &Text<'_>, from: usize, to: usize) -> usize {
    let slash = to > from && text.mark_at(to - 1, b'/');
    if !slash {
        return to;
    }
    let stop = to - 1 > from && text.mark_at(to - 2, b'.');
    to - 1 - usize::from(stop)
}

fn ends_sentence(text: &Text<'_>, at: usize, to: usize) -> bool {
    let word = &text.words[at];
    if !word.is(b'.') && !word.is(b'~') && !word.is(b'?') && !word.is(b'!') {
        return false;
    }
    let Some(next) = text.words.get(at + 1).filter(|_| at + 1 < to) else { return true };
    if !next.spaced || next.is(b'.') || next.is(b',') || next.is(b')') || next.is(b'/') {
        return false;
    }
    let begins = match next.shape {
        Shape::Capital | Shape::Number(_) => true,
        Shape::Mark(mark) => matches!(mark, b'(' | b'[' | b'{' | b'"' | b'-' | b'+'),
        Shape::Small => false,
    };
    begins && !(word.is(b'.') && abbreviated(text, at))
}

/// Whether the full stop belongs to an abbreviation: "TP. Biên Hòa", "P. Long Bình", "PGS. TS. An".
fn abbreviated(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| text.words.get(before)) else {
        return true;
    };
    if before.to != text.words[at].from {
        return false;
    }
    let short = &text.source[before.from as usize..before.to as usize];
    let capitals = before.is_capital() && short.chars().all(char::is_uppercase);
    capitals && short.chars().count() <= 2
        || matches!(
            short,
            "ThS" | "GS" | "PGS" | "Tp" | "Ths" | "BSCK" | "Tr" | "tr" | "TTr" | "Th"
        )
}

/// The parts of a sentence: between semicolons, before "đồng thời" and before enumerating brackets
/// like "(1)" or "(ii)".
pub(super) fn parts(text: &Text<'_>, (from, to): Span, vocabulary: &Vocabulary) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = from;
    let mut at = from;
    while at < to {
        if let Some(past) = enumerator(text, at) {
            push(&mut found, start, at);
            start = at;
            at = past;
            continue;
        }
        let past = text.past_bracket(at);
        if past > at && past <= to {
            at = past;
            continue;
        }
        let meanwhile = text.mark_at(at, b',') && vocabulary.meanwhile.begins(&text.words, at + 1);
        if text.mark_at(at, b';') || meanwhile {
            push(&mut found, start, at);
            start = at + 1;
        }
        at += 1;
    }
    push(&mut found, start, to);
    found
}

fn push(found: &mut Vec<Span>, from: usize, to: usize) {
    if from < to {
        found.push((from, to));
    }
}

/// The place after an enumerating bracket: "(1)", "(iv)", "(a)".
pub(super) fn enumerator(text: &Text<'_>, at: usize) -> Option<usize> {
    if !text.mark_at(at, b'(') || !text.mark_at(at + 2, b')') {
        return None;
    }
    let inner = text.get(at + 1)?;
    let written = &text.source[inner.from as usize..inner.to as usize];
    let counts = match inner.shape {
        Shape::Number(number) => number < 50,
        Shape::Small => {
            written.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'))
                || written.chars().count() == 1
        }
        _ => false,
    };
    counts.then_some(at + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(source: &str) -> Vec<&str> {
        let vocabulary = Vocabulary::get();
        let text = vocabulary.words(source);
        sentences(&text, 0, text.words.len())
            .into_iter()
            .flat_map(|sentence| parts(&text, sentence, vocabulary))
            .map(|(from, to)| text.slice(from, to))
            .collect()
    }

    #[test]
    fn stops_that_end_nothing() {
        let one = "Rà soát 3.390 nhà tại TP. Huế theo Điều 4.1 (xem mục I. A), ngày 15.9.2021 ... cho kịp";
        assert_eq!(split(one), [one]);
        assert_eq!(
            split("Lập sổ (họ tên, tuổi ...). Thời gian: 15/9. Gửi về Sở Y tế…"),
            ["Lập sổ (họ tên, tuổi ...)", "Thời gian: 15/9", "Gửi về Sở Y tế"]
        );
    }

    #[test]
    fn the_mark_that_closes_a_paper_is_no_word() {
        assert_eq!(split("Các xã nghiêm túc thực hiện./."), ["Các xã nghiêm túc thực hiện"]);
        assert_eq!(split("Các xã nghiêm túc thực hiện./"), ["Các xã nghiêm túc thực hiện"]);
        assert_eq!(split("Trực 24/24. Báo cáo./."), ["Trực 24/24", "Báo cáo"]);
    }

    #[test]
    fn parts_of_a_sentence() {
        assert_eq!(
            split("Lập sổ (gồm tên; tuổi); kiểm tra, đồng thời báo cáo. (1) Giao sở; (ii) giao bộ"),
            [
                "Lập sổ (gồm tên; tuổi)",
                "kiểm tra",
                "đồng thời báo cáo",
                "(1) Giao sở",
                "(ii) giao bộ"
            ]
        );
    }
}

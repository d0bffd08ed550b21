//! Cleaned web text runs lead-in, clauses and closing formula together on one line: cut them apart
//! where the words allow.

use super::super::letters::{head, sentence_starts, spells, spells_word, starts_large};
use super::super::vocabulary::CLOSINGS;
use super::label::{self, Kind};
use super::paragraph::Paragraph;

/// Cuts every paragraph of the list.
pub(crate) fn run_on(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut out = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        cut(paragraph, &mut out);
    }
    if let Some(last) = out.pop() {
        cut_closing(last, &mut out);
    }
    out
}

fn cut(mut paragraph: Paragraph, out: &mut Vec<Paragraph>) {
    if paragraph.text.len() < 80 {
        return out.push(paragraph);
    }
    if let Some(at) = after_lead_in(&paragraph.text) {
        let rest = paragraph.split_off(at);
        out.push(paragraph);
        return cut_clauses(rest, out);
    }
    cut_clauses(paragraph, out);
}

/// After "… có ý kiến như sau: ", when words follow on the same line.
fn after_lead_in(text: &str) -> Option<usize> {
    const LEADS: [&str; 8] =
        ["sau", "sau đây", "ý kiến", "QUYẾT ĐỊNH", "QUYẾT NGHỊ", "chỉ đạo", "yêu cầu", "như sau"];
    text.match_indices(": ").map(|(at, _)| at).find_map(|at| {
        let leads = LEADS.iter().any(|lead| text[..at].ends_with(lead));
        let rest = &text[at + 2..];
        (leads && rest.len() > 20 && starts_clause(rest)).then_some(at + 2)
    })
}

fn starts_clause(rest: &str) -> bool {
    starts_large(rest) || label::read(rest).is_some()
}

/// "1. … 2. …", "a) …; b) …", "- …; - …" on one line.
fn cut_clauses(mut paragraph: Paragraph, out: &mut Vec<Paragraph>) {
    let mut wanted = next_label(paragraph.kind, paragraph.label.as_deref());
    let mut cuts = Vec::new();
    for (at, _) in paragraph.text.match_indices(' ') {
        if !after_stop(&paragraph.text[..at]) {
            continue;
        }
        let rest = &paragraph.text[at + 1..];
        let Some(label) = label::read(head(rest, 40)) else { continue };
        let printed = &rest[..label.printed];
        let words = &rest[label.taken..];
        if starts_large(words) && fits(label.kind, printed, wanted.as_ref()) {
            wanted = next_label(Some(label.kind), Some(printed));
            cuts.push(at);
        }
    }
    let mut tails = Vec::with_capacity(cuts.len());
    for at in cuts.into_iter().rev() {
        tails.push(paragraph.split_off(at));
    }
    out.push(paragraph);
    out.extend(tails.into_iter().rev());
}

fn after_stop(before: &str) -> bool {
    before.ends_with([';', ':', '.', '…'])
}

/// A number or letter must be the one that comes next, or the first; a dash may always come.
fn fits(kind: Kind, printed: &str, wanted: Option<&(Kind, String)>) -> bool {
    match kind {
        Kind::Dash | Kind::Plus => true,
        Kind::Number(1) | Kind::Letter => {
            let core = core(printed);
            matches!(core.as_str(), "1" | "a")
                || wanted.is_some_and(|(want, text)| *want == kind && *text == core)
        }
        Kind::Article => printed.contains(['.', ':']),
        _ => false,
    }
}

fn next_label(kind: Option<Kind>, printed: Option<&str>) -> Option<(Kind, String)> {
    let (kind, core) = (kind?, core(printed?));
    let next = match kind {
        Kind::Number(1) => (core.parse::<u32>().ok()? + 1).to_string(),
        Kind::Letter => following(core.chars().next()?)?.to_string(),
        _ => return None,
    };
    Some((kind, next))
}

/// The letters of points run a, b, c, d, đ, e, g, h, i, k, l …
fn following(letter: char) -> Option<char> {
    const ORDER: &str = "abcdđeghiklmnopqrstuvxy";
    ORDER.chars().skip_while(|c| *c != letter).nth(1)
}

fn core(printed: &str) -> String {
    printed.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The closing sentence at the end of the last clause becomes a paragraph of its own.
fn cut_closing(mut paragraph: Paragraph, out: &mut Vec<Paragraph>) {
    let starts: Vec<usize> = sentence_starts(&paragraph.text).collect();
    let ends = starts.iter().skip(1).copied().chain([paragraph.text.len()]);
    let sentences: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    let closes = |(from, to): &(usize, usize)| is_closing(paragraph.text[*from..*to].trim_end());
    let closing =
        sentences.iter().rev().take(3).take_while(|one| closes(one)).last().map(|(from, _)| *from);
    let tail = closing.map(|at| paragraph.split_off(at));
    out.push(paragraph);
    out.extend(tail);
}

/// Whether a sentence closes a document: "Đề nghị các đơn vị khẩn trương triển khai thực hiện./.",
/// "Văn phòng Chính phủ thông báo để … biết, thực hiện./.".
pub(crate) fn is_closing(sentence: &str) -> bool {
    opens_closing(sentence) || tells_to_know(sentence)
}

/// Whether a sentence begins as closing formulas do.
pub(crate) fn opens_closing(sentence: &str) -> bool {
    CLOSINGS.iter().any(|opener| match opener.strip_suffix(' ') {
        Some(word) => spells_word(sentence, word).is_some(),
        None => spells(sentence, opener).is_some(),
    }) || orders_to_carry_out(sentence)
}

/// "UBND huyện yêu cầu các đơn vị nghiêm túc triển khai thực hiện": the issuer asks for the whole.
fn orders_to_carry_out(sentence: &str) -> bool {
    const SPEAKERS: [&str; 13] = [
        "chu tich",
        "uy ban nhan dan",
        "ubnd",
        "thu tuong",
        "ban thuong vu",
        "thuong truc",
        "ban chi dao",
        "bo truong",
        "bo ",
        "so ",
        "hoi dong nhan dan",
        "giam doc",
        "huyen uy",
    ];
    const WHOLE: [&str; 7] = [
        "triển khai thực hiện",
        "thực hiện nghiêm",
        "nghiêm túc",
        "tổ chức thực hiện",
        "thi hành",
        "triển khai, thực hiện",
        "quán triệt",
    ];
    if sentence.len() >= 900 || !SPEAKERS.iter().any(|speaker| spells(sentence, speaker).is_some())
    {
        return false;
    }
    let order = ["yêu cầu", "đề nghị", "chịu trách nhiệm thi hành"]
        .iter()
        .filter_map(|word| sentence.find(word))
        .min();
    order.is_some_and(|at| at < 130 && WHOLE.iter().any(|word| sentence[at..].contains(word)))
}

/// "… thông báo để các đơn vị biết, thực hiện".
fn tells_to_know(sentence: &str) -> bool {
    let told =
        ["thông báo", "có ý kiến", "trả lời"].iter().filter_map(|word| sentence.find(word)).min();
    sentence.len() < 500
        && told.is_some_and(|at| {
            sentence[at..]
                .find(" để ")
                .is_some_and(|purpose| sentence[at + purpose..].contains("biết"))
        })
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::{self, Fragment};
    use super::*;

    fn texts(text: &str) -> Vec<(Option<String>, String)> {
        let fragments = [Fragment { line: 7, text }];
        let paragraphs = run_on(paragraph::gather(&fragments, false).list);
        assert!(paragraphs.iter().all(|p| p.lines == super::super::super::Lines::one(7)));
        paragraphs.into_iter().map(|p| (p.label, p.text)).collect()
    }

    #[test]
    fn lead_in_clauses_and_closing_come_apart() {
        let line = "Xét Tờ trình số 12/TTr-SYT của Sở Y tế, Chủ tịch UBND tỉnh có ý kiến như sau: 1. Sở Y tế rà soát các khoản 1. và 3. 2. Công an tỉnh phối hợp. UBND tỉnh thông báo để các đơn vị biết, thực hiện./.";
        let parts = texts(line);
        assert_eq!(parts.len(), 4, "{parts:#?}");
        assert_eq!(parts[1].0.as_deref(), Some("1."));
        assert_eq!(parts[2].1, "Công an tỉnh phối hợp.");
        assert!(parts[3].1.starts_with("UBND tỉnh thông báo"));
    }

    #[test]
    fn dashes_within_a_line() {
        let parts = texts(
            "Các đơn vị thực hiện những việc sau: - Rà soát người về từ vùng dịch; - Lập danh sách theo bản; - Báo cáo hằng ngày trước 10h00.",
        );
        assert_eq!(
            parts.iter().map(|(label, _)| label.as_deref()).collect::<Vec<_>>(),
            [None, Some("-"), Some("-"), Some("-")]
        );
    }

    #[test]
    fn ordinary_sentences_stay_whole() {
        let parts = texts(
            "Rà soát theo khoản 1. Điều 5 và điểm a) Điều 6 của Quy chế; tổng hợp số liệu của các bản, tiểu khu trong xã.",
        );
        assert_eq!(parts.len(), 1, "{parts:#?}");
    }

    fn joined(lines: &[&str]) -> usize {
        let fragments: Vec<Fragment<'_>> =
            (1..).zip(lines).map(|(line, text)| Fragment { line, text }).collect();
        paragraph::gather(&fragments, false).list.len()
    }

    #[test]
    fn a_line_may_break_before_a_programme_or_within_a_pair() {
        let long = "Việc gộp ba phần việc của các ngành thành một phần việc chung giúp các xã tập trung nguồn lực vào vùng khó khăn trong những năm tới, thay vì";
        assert_eq!(joined(&[long, "Chương trình tiêm chủng chỉ thực hiện ở một số xã."]), 1);
        assert_eq!(joined(&["1. Các việc chung", "Chương trình tiêm chủng mở rộng."]), 2);
        let pair = "Ủy ban nhân dân các xã phối hợp với các tổ chức chính trị";
        assert_eq!(joined(&[pair, "- xã hội vận động người dân đi tiêm."]), 1);
        assert_eq!(joined(&[pair, "- vận động người dân đi tiêm."]), 2);
    }
}

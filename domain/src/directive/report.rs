//! To whom a report goes, through whom and by what means.

use super::actor::Names;
use super::reading::{Channel, Report};
use super::sentence::Span;

/// How far behind its verb the receiver of a report may stand.
const REACH: usize = 60;

/// The report that a clause orders; empty when it orders none.
pub(super) fn read(names: Names<'_>, (from, to): Span) -> Report {
    let mut report = Report::default();
    let words = &names.text.words;
    let v = names.v;
    let verb = (from..to).find(|at| {
        v.report_verb.begins(words, *at)
            && v.not_verb.at(words, *at) == 0
            && v.purpose.before(words, *at, 2) == 0
    });
    report.address = address(names, (from, to));
    report.channel = channel(names, (from, to), report.address.is_some());
    let Some(verb) = verb else { return report };
    let after = verb + v.report_verb.at(words, verb);
    let reach = to.min(after + REACH);
    report.to = receiver(names, after, reach);
    report.via = via(names, verb, to);
    report
}

fn receiver(names: Names<'_>, after: usize, reach: usize) -> Vec<String> {
    let words = &names.text.words;
    let v = names.v;
    if let Some(to) = body(names, after, reach) {
        return to;
    }
    let mut at = after;
    while at < reach {
        let past = names.text.past_bracket(at);
        if past > at {
            at = past;
            continue;
        }
        if v.purpose.begins(words, at) && at > after {
            break;
        }
        if let length @ 1.. = v.report_to.at(words, at)
            && let Some(to) = body(names, at + length, reach)
        {
            return to;
        }
        at += 1;
    }
    Vec::new()
}

/// The bodies named at a place; a group word like "địa phương" alone receives no report.
fn body(names: Names<'_>, at: usize, reach: usize) -> Option<Vec<String>> {
    let words = &names.text.words;
    let start = at + names.v.many_bare.at(words, at);
    if !names.v.own_head.begins(words, start) && !names.v.receiver_head.begins(words, start) {
        return None;
    }
    let (from, to) = names.at(at, reach)?.name;
    let cut = (from..to).find(|at| {
        let dash = names.text.mark_at(*at, b'-') && words[*at].spaced;
        dash || names.text.mark_at(*at, b'(')
            || *at > from
                && (names.v.report_to.begins(words, *at) || names.v.report_what.begins(words, *at))
    });
    let list = names.list((from, cut.unwrap_or(to)));
    (!list.is_empty()).then_some(list)
}

fn via(names: Names<'_>, from: usize, to: usize) -> Vec<String> {
    let words = &names.text.words;
    let mut at = from;
    while let Some((place, length)) = names.v.via.find(words, at, to) {
        if let Some(list) = body(names, place + length, to) {
            return list;
        }
        at = place + length;
    }
    Vec::new()
}

/// The e-mail address in a clause: the words around `@` up to the next white space.
fn address(names: Names<'_>, (from, to): Span) -> Option<String> {
    let text = names.text;
    let at = (from..to).find(|at| text.mark_at(*at, b'@'))?;
    let mut first = at;
    while first > from && !text.words[first].spaced && !text.words[first - 1].is(b':') {
        first -= 1;
    }
    let mut last = at + 1;
    while last < to && !text.words[last].spaced {
        last += 1;
    }
    while last > at + 1
        && !text.words[last - 1].is_syllable()
        && text.words[last - 1].number().is_none()
    {
        last -= 1;
    }
    (first < at && last > at + 1).then(|| text.slice(first, last).to_owned())
}

fn channel(names: Names<'_>, (from, to): Span, addressed: bool) -> Option<Channel> {
    let words = &names.text.words;
    let v = names.v;
    if addressed || v.email.find(words, from, to).is_some() {
        Some(Channel::Email)
    } else if v.report_verb.find(words, from, to).is_none() {
        None
    } else if v.zalo.find(words, from, to).is_some() {
        Some(Channel::Zalo)
    } else if v.phone_report.find(words, from, to).is_some() {
        Some(Channel::Phone)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directive::vocabulary::Vocabulary;

    fn of(source: &str) -> (Vec<String>, Vec<String>, Option<String>) {
        let v = Vocabulary::get();
        let text = v.words(source);
        let report = read(Names { text: &text, v }, (0, text.words.len()));
        (report.to, report.via, report.address)
    }

    #[test]
    fn receivers_routes_and_addresses() {
        type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], Option<&'a str>);
        let cases: [Case<'_>; 6] = [
            (
                "báo cáo Ủy ban nhân dân tỉnh (qua Sở Tư pháp) kết quả thực hiện",
                &["Ủy ban nhân dân tỉnh"],
                &["Sở Tư pháp"],
                None,
            ),
            ("gửi báo cáo kết quả về Sở Y tế trước ngày 5/9", &["Sở Y tế"], &[], None),
            (
                "báo cáo với Ban Chỉ đạo huyện (qua Văn phòng HĐND-UBND huyện - Cơ quan thường trực) theo địa chỉ Email: so.lieu@x.gov.vn trước 10h00",
                &["Ban Chỉ đạo huyện"],
                &["Văn phòng HĐND-UBND huyện"],
                Some("so.lieu@x.gov.vn"),
            ),
            (
                "kịp thời phản ánh về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh",
                &["Sở Nội vụ"],
                &[],
                None,
            ),
            ("rà soát các hộ nghèo để báo cáo", &[], &[], None),
            ("báo cáo UBND tỉnh về tình hình dịch", &["UBND tỉnh"], &[], None),
        ];
        for (source, to, via, address) in cases {
            assert_eq!(
                of(source),
                (
                    to.iter().map(|s| (*s).to_owned()).collect(),
                    via.iter().map(|s| (*s).to_owned()).collect(),
                    address.map(str::to_owned)
                ),
                "{source}"
            );
        }
    }
}

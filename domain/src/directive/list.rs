//! What a clause wants written down, counted or made.

use super::sentence::Span;
use super::vocabulary::Vocabulary;
use super::words::Text;

/// Fields, counts and products of one clause.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lists {
    pub fields: Vec<String>,
    pub optional: Vec<String>,
    pub counts: Vec<String>,
    pub deliverables: Vec<String>,
}

/// How many words the name of a field may have.
const LONGEST_FIELD: usize = 14;
/// How deep brackets are followed.
const DEEPEST: usize = 4;

/// Reads the lists of a clause.
pub(super) fn read(text: &Text<'_>, (from, to): Span) -> Lists {
    let reader = Reader { text, v: Vocabulary::get() };
    let mut lists = Lists::default();
    reader.stretches((from, to), 0, &mut lists);
    if lists.counts.is_empty() {
        reader.counts(&reader.entries((from, to)), &mut lists);
    }
    if lists.counts.is_empty() {
        lists.counts.extend(reader.counted(from, to));
    }
    lists.deliverables = reader.products(from, to);
    lists
}

/// The figures of "(họ tên, địa chỉ …); tổng số, số đã …": the semicolon behind the bracket parts the list of fields from
/// that of the figures, and is no end of the order. `from` is behind the semicolon; the first entry that is no figure
/// ends the list.
pub(super) fn counts_behind(text: &Text<'_>, (from, to): Span) -> Vec<String> {
    let reader = Reader { text, v: Vocabulary::get() };
    let counts = |(at, _): &Span| reader.v.count_word.begins(&text.words, *at);
    let entries: Vec<Span> = reader.entries((from, to)).into_iter().take_while(counts).collect();
    let mut lists = Lists::default();
    reader.counts(&entries, &mut lists);
    lists.counts
}

struct Reader<'t> {
    text: &'t Text<'t>,
    v: &'static Vocabulary,
}

impl Reader<'_> {
    /// Looks at each bracket, and at what stands behind a colon.
    fn stretches(&self, (from, to): Span, depth: usize, lists: &mut Lists) {
        if depth > DEEPEST {
            return;
        }
        let mut at = from;
        let mut colon_read = false;
        while at < to {
            let past = self.text.past_bracket(at);
            if past > at && past <= to {
                if self.text.mark_at(at, b'(') {
                    let inner = (at + 1, past - 1);
                    self.list(inner, lists);
                    self.stretches(inner, depth + 1, lists);
                }
                at = past;
                continue;
            }
            if self.text.mark_at(at, b':') && !colon_read {
                self.list((at + 1, to), lists);
                colon_read = true;
            }
            at += 1;
        }
    }

    /// Takes a list over when at least two of its entries are fields, or two are counts.
    fn list(&self, span: Span, lists: &mut Lists) {
        let words = &self.text.words;
        let intro = self.v.list_intro.at(words, span.0);
        let colon = usize::from(self.text.mark_at(span.0 + intro, b':'));
        let entries = self.entries((span.0 + intro + colon, span.1));
        let counts =
            |at: usize| self.v.count_word.begins(words, at) && self.v.not_count.at(words, at) == 0;
        let fields = |at: usize| self.v.field_word.begins(words, at);
        if entries.iter().filter(|(from, _)| fields(*from) && !counts(*from)).count() >= 2 {
            for (from, to) in entries.iter().copied().filter(|(from, _)| !counts(*from)) {
                let (name, optional) = self.field(from, to);
                if !name.is_empty() && to - from <= LONGEST_FIELD && !lists.fields.contains(&name) {
                    if optional {
                        lists.optional.push(name.clone());
                    }
                    lists.fields.push(name);
                }
            }
        }
        self.counts(&entries, lists);
    }

    /// Takes over the counts of a list that has at least two.
    fn counts(&self, entries: &[Span], lists: &mut Lists) {
        let words = &self.text.words;
        let counts =
            |at: usize| self.v.count_word.begins(words, at) && self.v.not_count.at(words, at) == 0;
        if entries.iter().filter(|(from, _)| counts(*from)).count() < 2 {
            return;
        }
        for (from, to) in entries.iter().copied().filter(|(from, _)| counts(*from)) {
            let name = self.text.slice(from, to).to_owned();
            if to - from <= LONGEST_FIELD && !lists.counts.contains(&name) {
                lists.counts.push(name);
            }
        }
    }

    fn entries(&self, (from, to): Span) -> Vec<Span> {
        let mut entries = Vec::new();
        let mut start = from;
        let mut at = from;
        while at <= to {
            let past = if at < to { self.text.past_bracket(at) } else { at };
            if past > at {
                at = past;
                continue;
            }
            if at == to || self.text.mark_at(at, b',') || self.text.mark_at(at, b';') {
                let end = self.without_dots(start, at);
                if start < end {
                    entries.push((start, end));
                }
                start = at + 1;
            }
            at += 1;
        }
        entries
    }

    fn without_dots(&self, from: usize, mut to: usize) -> usize {
        while to > from && (self.text.mark_at(to - 1, b'.') || self.text.mark_at(to - 1, b'~')) {
            to -= 1;
        }
        to
    }

    /// A field's name without "(nếu có)", and whether it had that.
    fn field(&self, from: usize, to: usize) -> (String, bool) {
        let bracket = (from..to).find(|at| self.text.mark_at(*at, b'('));
        let optional = self.v.optional.find(&self.text.words, from, to);
        let end = match (bracket, optional) {
            (Some(bracket), Some((at, _))) if bracket < at => bracket,
            (_, Some((at, _))) => at,
            _ => to,
        };
        (self.text.slice(from, end).to_owned(), optional.is_some())
    }

    /// "thống kê … số hộ bị ảnh hưởng": one count without a list.
    fn counted(&self, from: usize, to: usize) -> Option<String> {
        let words = &self.text.words;
        let (verb, length) = self.v.count_verb.find(words, from, to)?;
        let start = (verb + length..to).find(|at| {
            self.v.count_word.begins(words, *at)
                && self.v.not_count.at(words, *at) == 0
                && words
                    .get(at + 1)
                    .is_some_and(|next| next.is_syllable() && next.number().is_none())
        })?;
        let end = (start + 1..to.min(start + LONGEST_FIELD))
            .find(|at| !words[*at].is_syllable() || self.v.count_end.begins(words, *at))?;
        (end > start + 1).then(|| self.text.slice(start, end).to_owned())
    }

    /// Products: "xây dựng kế hoạch", "hoàn thiện các kịch bản, phương án".
    fn products(&self, from: usize, to: usize) -> Vec<String> {
        let words = &self.text.words;
        let mut products: Vec<String> = Vec::new();
        let mut at = from;
        while let Some((verb, length)) = self.v.create.find(words, at, to) {
            at = verb + length;
            let start = at + self.v.product_filler.at(words, at);
            let mut end = start;
            while let length @ 1.. = self.v.deliverable.at(words, end) {
                end += length;
                let link = self.v.and.at(words, end);
                if link == 0 || !self.v.deliverable.begins(words, end + link) {
                    break;
                }
                end += link;
            }
            let end = end.min(to);
            let product = self.text.slice(start, end).to_owned();
            if end > start
                && words.get(end).is_none_or(|next| next.number().is_none())
                && !products.contains(&product)
            {
                products.push(product);
            }
            at = at.max(end);
        }
        products
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Lists {
        let text = Vocabulary::get().words(source);
        read(&text, (0, text.words.len()))
    }

    #[test]
    fn fields_optional_fields_and_counts() {
        let lists = of(
            "Lập danh sách từng ấp (họ tên, năm sinh, ngày về (nếu có), số điện thoại ...), số đã về, số chưa về",
        );
        assert_eq!(lists.fields, ["họ tên", "năm sinh", "ngày về", "số điện thoại"]);
        assert_eq!(lists.optional, ["ngày về"]);
        let nested = of(
            "Quản lý người đi xa (danh sách từng ấp (họ tên, địa chỉ), số đã về, số chưa về; số cần giúp ...)",
        );
        assert_eq!(nested.fields, ["họ tên", "địa chỉ"]);
        assert_eq!(nested.counts, ["số đã về", "số chưa về", "số cần giúp"]);
        assert_eq!(of("thống kê số hộ bị ngập, báo cáo").counts, ["số hộ bị ngập"]);
        assert_eq!(of("Sở Y tế (Chi cục Dân số, phòng y tế)").fields, [""; 0]);
    }

    #[test]
    fn products() {
        assert_eq!(
            of("Hoàn thiện các kịch bản, phương án ứng phó").deliverables,
            ["kịch bản, phương án"]
        );
        assert_eq!(
            of("ban hành quy chế hoạt động; xây dựng Kế hoạch").deliverables,
            ["quy chế", "Kế hoạch"]
        );
        assert_eq!(of("theo kế hoạch đã ban hành").deliverables, [""; 0]);
    }
}

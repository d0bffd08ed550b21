//! Who is meant: the name of a body or post at a place of a text, and where its verb stands.

use super::sentence::Span;
use super::vocabulary::Vocabulary;
use super::words::Text;

/// How many words a name with its attributes may have; longer ones are no names.
const LONGEST: usize = 160;

/// A body or post named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Actor {
    /// The words of the name.
    pub name: Span,
    /// Where what it has to do begins; `None` when the stretch ends with the name.
    pub verb: Option<usize>,
    /// Whether "là" follows: the sentence says what it is, not what it has to do.
    pub is_something: bool,
}

/// Reads names in one text.
#[derive(Clone, Copy)]
pub(super) struct Names<'t> {
    pub text: &'t Text<'t>,
    pub v: &'static Vocabulary,
}

impl Names<'_> {
    /// The name that begins at `at`, looking no further than `end`.
    pub fn at(&self, at: usize, end: usize) -> Option<Actor> {
        let start = self.skip_quantifiers(at, end);
        self.head_at(start).then(|| self.read(at, start, end.min(at + LONGEST)))
    }

    /// Whether a word that begins names stands at `at`.
    pub fn head_at(&self, at: usize) -> bool {
        let words = &self.text.words;
        self.v.head.begins(words, at) && self.v.not_head.at(words, at) == 0 && !self.organises(at)
    }

    /// "tổ chức" as a verb: neither "các tổ chức" nor "tổ chức, cá nhân".
    fn organises(&self, at: usize) -> bool {
        let words = &self.text.words;
        self.v.organise.begins(words, at)
            && self.v.many.before(words, at, 3) == 0
            && self.v.not_verb.at(words, at) == 0
    }

    fn skip_quantifiers(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            let length = self.v.many.at(&self.text.words, at);
            let counted = usize::from(
                self.text.get(at).is_some_and(|word| word.number().is_some_and(|n| n < 1000)),
            );
            if length + counted == 0 {
                break;
            }
            at += length.max(counted);
        }
        at
    }

    fn read(&self, from: usize, start: usize, end: usize) -> Actor {
        let words = &self.text.words;
        let mut at = start;
        let mut name_end = None;
        let mut is_something = false;
        let mut described = false;
        while at < end {
            let past = self.text.past_bracket(at);
            if past > at {
                at = past.min(end);
                continue;
            }
            let partner = words[at].partner;
            if partner < 0 && at - from < partner.unsigned_abs() as usize {
                return self.actor(from, name_end.unwrap_or(at), None, is_something);
            }
            if self.text.mark_at(at, b':') && !self.lists_names(from, at) {
                return self.actor(
                    from,
                    name_end.unwrap_or(at),
                    self.first_word(at + 1, end),
                    is_something,
                );
            }
            if self.text.mark_at(at, b';') && !self.goes_on(at + 1, end) {
                return self.actor(from, name_end.unwrap_or(at), None, is_something);
            }
            let length = self.part_of_name(at);
            if length > 0 {
                at += length;
                described = false;
                continue;
            }
            if name_end.is_none()
                && at > start
                && self.v.tense.begins(words, at)
                && self.v.passive.at(words, at) == 0
            {
                return self.actor(from, at, None, true);
            }
            if name_end.is_none()
                && at > start
                && self.v.qualifier.begins(words, at)
                && self.verb_length(at) <= self.v.qualifier.at(words, at)
            {
                is_something = self.v.copula.begins(words, at);
                name_end = Some(at);
                if self.v.modal.at(words, at) == 0 && self.verb_length(at) == 0 {
                    at += self.v.qualifier.at(words, at);
                    continue;
                }
            }
            let verb = if at > start { self.verb_of_name(at) } else { 0 };
            if verb > 0 && (described || self.describes(start, at)) {
                described = self.v.passive.before(words, at, 2) > 0 || described;
                at += verb;
                continue;
            }
            if verb > 0 {
                return self.actor(from, name_end.unwrap_or(at), Some(at), is_something);
            }
            described = false;
            at += 1;
        }
        self.actor(from, name_end.unwrap_or(at), None, is_something)
    }

    fn actor(&self, from: usize, to: usize, verb: Option<usize>, is_something: bool) -> Actor {
        let mut to = to.min(self.text.words.len());
        let trailing = |at: usize| {
            [b',', b';', b':', b'.', b'-'].iter().any(|mark| self.text.mark_at(at, *mark))
        };
        while to > from + 1
            && (trailing(to - 1) || self.v.and_word.before(&self.text.words, to, 1) > 0)
        {
            to -= 1;
        }
        Actor { name: (from, to), verb, is_something }
    }

    /// How many words at a place belong to a name although they look like verbs.
    fn part_of_name(&self, at: usize) -> usize {
        let words = &self.text.words;
        if let length @ 1.. = self.v.compound.at(words, at) {
            return length;
        }
        let whole = self.v.head.at(words, at);
        if whole > 1 && self.v.verb.at(words, at) == 0 && self.v.not_head.at(words, at) == 0 {
            // "các nhà đầu tư", "người sử dụng lao động": a post within a list, verbs and all.
            return whole;
        }
        let head = self.v.field_head.at(words, at);
        if head > 0 && (head > 1 || self.verb_length(at) < 2) {
            return head + self.v.field.at(words, at + head);
        }
        // One more field of a list: "Các Bộ: Quốc phòng, Công an".
        let field = self.v.field.at(words, at);
        let capital = words[at].is_capital();
        if field > 0 && capital && at > 0 && (self.v.list_link.begins(words, at - 1)) {
            return field;
        }
        self.v.not_verb.at(words, at)
    }

    /// The length of the verb, adverb or modal that begins at a place; 0 when none does.
    pub fn verb_length(&self, at: usize) -> usize {
        let words = &self.text.words;
        if self.v.not_verb.at(words, at) > 0 {
            return 0;
        }
        self.v.modal.at(words, at).max(self.v.verb.at(words, at)).max(self.v.manner.at(words, at))
    }

    /// The same after a name, where a single syllable is rather part of the name.
    fn verb_of_name(&self, at: usize) -> usize {
        let words = &self.text.words;
        let orders = self.v.require.at(words, at).max(self.v.request.at(words, at));
        if orders > 0 && self.v.not_force.at(words, at) == 0 {
            return orders;
        }
        let length = self.verb_length(at);
        let single = self.v.modal.begins(words, at)
            || self.v.manner.begins(words, at)
            || self.v.short_verb.begins(words, at);
        // A capital makes a single syllable part of a name: "Cần Thơ", "Giao Thủy".
        if length > 1 || single && !words[at].is_capital() { length } else { 0 }
    }

    /// Whether the verb at `at` only describes the name before it.
    fn describes(&self, start: usize, at: usize) -> bool {
        let words = &self.text.words;
        if self.v.modal.begins(words, at) && self.v.ban.at(words, at) == 0 {
            return self.v.passive.before(words, at, 1) > 0;
        }
        if words[at].is_capital() && words[at].spaced && at > start {
            // "Ban Chỉ đạo": the capital belongs to the name; "Sở Y tế Khẩn trương": it begins the order.
            let head = self.v.open_head.before(words, at, 3);
            // "Hội đồng Kinh doanh": so does the one after a head of two words, unless it urges.
            let of_two =
                head > 1 && words[at - head].is_capital() && !self.v.manner.begins(words, at);
            return of_two || head > 0 && words[at - 1].is_capital();
        }
        self.v.passive.before(words, at, 2) > 0 || self.v.relative_link.before(words, at, 2) > 0
    }

    /// Whether a colon only opens the list of names: "các tỉnh: Hà Tĩnh, Quảng Trị".
    fn lists_names(&self, from: usize, colon: usize) -> bool {
        let words = &self.text.words;
        let next = colon + 1;
        let named = words.get(next).is_some_and(|word| word.is_capital());
        let group = self.v.list_group.before(words, colon, 4) > 0;
        let field = self.v.field.at(words, next);
        let ends = |at: usize| {
            at >= words.len() || self.v.list_link.begins(words, at) || words[at].is(b';')
        };
        let name = self.verb_length(next) == 0 || field > 0 && ends(next + field);
        named && group && colon > from && name
    }

    /// Whether a list of names goes on after a semicolon.
    fn goes_on(&self, at: usize, end: usize) -> bool {
        let start = self.skip_quantifiers(at, end);
        self.head_at(start)
            && self.v.not_verb.at(&self.text.words, at) == 0
            && self.verb_length(at) == 0
    }

    fn first_word(&self, at: usize, end: usize) -> Option<usize> {
        (at < end).then_some(at)
    }

    /// One phrase for each body of a list: lists part at semicolons, and at commas and "và" where a
    /// name of its own begins; "các sở, ban, ngành" stays one.
    pub fn list(&self, (from, to): Span) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut start = self.past_group(from, to);
        let listed = start > from;
        let mut grouped = false;
        let mut at = start;
        while at < to {
            let past = self.text.past_bracket(at);
            if past > at && past <= to {
                at = past;
                continue;
            }
            // "các tỉnh: Hà Tĩnh, Quảng Trị": one group, however many names the colon lists.
            grouped |= self.text.mark_at(at, b':') && !listed;
            let parted = self.parts_at(at, to, listed).filter(|_| {
                !(self.is_bare_post(start, at) || grouped && self.text.mark_at(at, b','))
            });
            if let Some(next) = parted {
                grouped = false;
                self.push(&mut pieces, start, at);
                start = next;
                at = next.max(at + 1);
                continue;
            }
            at += self.part_of_name(at).max(1);
        }
        self.push(&mut pieces, start, to);
        pieces
    }

    /// A name without the bracket that explains it: "Sở Nội vụ (cơ quan thường trực …)".
    pub fn without_bracket(&self, (from, to): Span) -> Span {
        let closes =
            to.checked_sub(1).and_then(|last| self.text.get(last)).filter(|word| word.is(b')'));
        let opening = closes.map(|word| to - 1 - word.partner.unsigned_abs() as usize);
        (from, opening.filter(|opening| *opening > from).unwrap_or(to))
    }

    /// After "các phòng, đơn vị:" the names themselves are listed.
    fn past_group(&self, from: usize, to: usize) -> usize {
        let words = &self.text.words;
        let colon = (from..to.min(from + 8)).find(|at| self.text.mark_at(*at, b':'));
        match colon {
            Some(colon) if self.v.office_group.at(words, from) == colon - from => colon + 1,
            _ => from,
        }
    }

    fn parts_at(&self, at: usize, to: usize, listed: bool) -> Option<usize> {
        let words = &self.text.words;
        if self.text.mark_at(at, b';') {
            return Some(at + 1);
        }
        let comma = self.text.mark_at(at, b',');
        if !comma && !self.v.and_word.begins(words, at) {
            return None;
        }
        let next = at + 1;
        if next >= to {
            return None;
        }
        let start = next + self.v.many_bare.at(words, next);
        let own = self.v.own_head.begins(words, start) && self.v.not_head.at(words, start) == 0;
        let post = self.v.person_head.begins(words, start);
        let rest = !comma && self.head_at(start) && self.related_follows(start, to);
        // "Bí thư và Chủ tịch các tỉnh: A, B" share the list; otherwise each post is its own.
        let shared = post && (at..to).any(|at| self.text.mark_at(at, b':'));
        let new = own && (comma || !shared) || rest;
        (new || comma && listed && words[next].is_capital()).then_some(next)
    }

    /// "Giám đốc, Thủ trưởng các sở": a post without its body waits for it.
    fn is_bare_post(&self, from: usize, to: usize) -> bool {
        let start = from + self.v.many_bare.at(&self.text.words, from);
        to > start && self.v.post.at(&self.text.words, start) == to - start
    }

    /// "… và các cơ quan, đơn vị liên quan": the rest of a list, a group of its own.
    fn related_follows(&self, at: usize, to: usize) -> bool {
        let until = (at..to).find(|at| self.text.mark_at(*at, b';')).unwrap_or(to);
        self.v.related.find(&self.text.words, at, until.min(at + 14)).is_some()
    }

    fn push(&self, pieces: &mut Vec<String>, from: usize, to: usize) {
        let trailing =
            |at: usize| [b',', b';', b':', b'.'].iter().any(|mark| self.text.mark_at(at, *mark));
        let mut to = to;
        while to > from && trailing(to - 1) {
            to -= 1;
        }
        let piece = self.text.slice(from, to);
        if !piece.is_empty() {
            pieces.push(piece.to_owned());
        }
    }
}

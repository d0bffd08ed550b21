//! Which column of a file is which field: whatever order, case, accents and abbreviations the header has.

use std::collections::BTreeMap;

use crate::base::Kind;
use crate::base::text::fold;
use crate::register::{Choice, Definition};

/// The columns of a file against the fields of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Per column of the file: the number of its field.
    pub columns: Vec<Option<u16>>,
    /// Columns that no field answers to, by position from 0. Their content must not be lost silently.
    pub unknown: Vec<usize>,
    /// For unknown columns: the field that the words point to without being sure; somebody has to say yes.
    pub suggested: Vec<(usize, u16)>,
    /// Required and wanted fields without a column.
    pub missing: Vec<u16>,
    /// Columns whose field another column already has: (this one, the one that has it).
    pub ambiguous: Vec<(usize, usize)>,
    /// Columns that tick one choice of a field each: "Đã về (x)" beside "Chưa về (x)".
    pub ticks: Vec<Tick>,
    /// Columns that somebody decided to leave out.
    pub dropped: Vec<usize>,
}

impl Mapping {
    /// The field that a column fills, by its cells or by ticks.
    pub fn field_of(&self, column: usize) -> Option<u16> {
        let ticked = self.ticks.iter().find(|tick| tick.column == column).map(|tick| tick.field);
        self.columns.get(column).copied().flatten().or(ticked)
    }
}

/// A column whose cross means a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The column, from 0.
    pub column: usize,
    /// Number of the field.
    pub field: u16,
    /// Name of the choice.
    pub choice: String,
    /// The number at the end of its title, where the columns count steps: "Mũi 1", "Mũi 2". The last step counts.
    pub step: Option<u32>,
}

/// What somebody decided about columns, by the key of the title: the field, or `None` to leave it out.
pub type Decisions = BTreeMap<String, Option<u16>>;

/// What parts the rows of a header of several rows in one title.
pub const LEVEL: &str = " | ";

/// Headers of running numbers: their column is left out.
const IGNORED: [&str; 7] = ["stt", "tt", "so tt", "so thu tu", "thu tu", "no", "so"];

/// Matches a header row against the labels, names and aliases of the fields in use.
///
/// A word in brackets — "Dự kiến ngày về (nếu có)" — counts only when the header is not known without it.
pub fn match_columns(definition: &Definition, headers: &[String]) -> Mapping {
    match_decided(definition, headers, &Decisions::new())
}

/// The same, where somebody has decided about some of the columns.
pub fn match_decided(definition: &Definition, headers: &[String], decided: &Decisions) -> Mapping {
    let words = words(definition);
    let decision = |header: &String| decided.get(&header_key(header));
    let mut mapping = Mapping { ticks: ticks(definition, &words, headers), ..Mapping::default() };
    mapping.ticks.retain(|tick| decision(&headers[tick.column]).is_none());
    let mut owners: BTreeMap<u16, usize> =
        mapping.ticks.iter().map(|tick| (tick.field, tick.column)).collect();
    // What was decided comes before what the titles say.
    for (at, header) in headers.iter().enumerate() {
        if let Some(Some(no)) = decision(header) {
            owners.entry(*no).or_insert(at);
        }
    }
    for (at, header) in headers.iter().enumerate() {
        if mapping.ticks.iter().any(|tick| tick.column == at) {
            mapping.columns.push(None);
            continue;
        }
        if let Some(decision) = decision(header) {
            let taken = decision.filter(|no| owners.get(no) == Some(&at));
            match decision {
                None => mapping.dropped.push(at),
                Some(no) if taken.is_none() => mapping.ambiguous.push((at, owners[no])),
                Some(_) => {}
            }
            mapping.columns.push(taken);
            continue;
        }
        let field = find(&words, header);
        let taken = field.filter(|no| !owners.contains_key(no));
        match field {
            Some(no) if taken.is_none() => mapping.ambiguous.push((at, owners[&no])),
            Some(no) => drop(owners.insert(no, at)),
            None if is_ignored(header) => {}
            None => {
                mapping.unknown.push(at);
                mapping.suggested.extend(suggest(&words, header).map(|no| (at, no)));
            }
        }
        mapping.columns.push(taken);
    }
    mapping.suggested.retain(|(_, no)| !owners.contains_key(no));
    let asked = definition.in_use().filter(|field| field.required || field.wanted);
    mapping.missing = asked.map(|field| field.no).filter(|no| !owners.contains_key(no)).collect();
    mapping
}

/// Folded letters and digits only: "Số ĐT (liên hệ):" is "so dt lien he".
pub fn header_key(header: &str) -> String {
    let folded = fold(header);
    let letters: String =
        folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    crate::base::text::squeeze(&letters)
}

/// Every word of a field, by key.
fn words(definition: &Definition) -> BTreeMap<String, u16> {
    let mut words = BTreeMap::new();
    // What only the program writes is never read from a file.
    for field in definition.in_use().filter(|field| !field.program) {
        let own = [&field.label.vi, &field.label.en, &field.name];
        for word in own.into_iter().chain(&field.aliases) {
            words.entry(header_key(word)).or_insert(field.no);
        }
    }
    words.remove("");
    words.extend(in_any_order(&words));
    words
}

/// Titles of three words or more, their words sorted: "Ngày về DK" is "DK ngày về". Two words can mean the contrary of
/// each other ("chưa về", "về chưa"), and a bag that two fields share means neither.
fn in_any_order(words: &BTreeMap<String, u16>) -> BTreeMap<String, u16> {
    let mut bags: BTreeMap<String, Option<u16>> = BTreeMap::new();
    for (title, field) in words {
        if let Some(bag) = bag(title) {
            let known = bags.entry(bag).or_insert(Some(*field));
            *known = known.filter(|known| known == field);
        }
    }
    bags.into_iter().filter_map(|(bag, field)| Some((bag, field?))).collect()
}

/// The words of a title, sorted; the mark before them keeps them from being taken for a title.
fn bag(key: &str) -> Option<String> {
    let mut parts: Vec<&str> = key.split(' ').collect();
    parts.sort_unstable();
    (parts.len() > 2).then(|| format!("#{}", parts.join(" ")))
}

/// The whole title, then its lowest row, then the rows above it.
fn find(words: &BTreeMap<String, u16>, header: &str) -> Option<u16> {
    let one = |title: &str| {
        let (whole, bare) = (header_key(title), header_key(&without_brackets(title)));
        let named = words.get(&whole).or_else(|| words.get(&bare));
        named.or_else(|| words.get(&bag(&bare)?)).copied()
    };
    one(header).or_else(|| header.contains(LEVEL).then(|| header.rsplit(LEVEL).find_map(one))?)
}

/// Columns that tick the choices of one field: at least two different ones, told by their titles.
fn ticks(definition: &Definition, words: &BTreeMap<String, u16>, headers: &[String]) -> Vec<Tick> {
    let fields = definition.in_use().filter(|field| field.kind == Kind::SelectOne);
    let fields: Vec<(u16, &[Choice])> =
        fields.map(|field| (field.no, definition.choices_of(field))).collect();
    let tick = |(column, header): (usize, &String)| {
        let (group, title) = header.rsplit_once(LEVEL).unwrap_or(("", header));
        let title = header_key(&without_brackets(title));
        let of_group = find(words, group);
        // A short word such as "chưa" is a choice only below the title of its field.
        let wordy = title.contains(' ');
        let mut found = fields.iter().filter_map(|(no, choices)| {
            let here = of_group == Some(*no) || (of_group.is_none() && wordy);
            here.then(|| Some((*no, choices.iter().find(|choice| is_called(choice, &title))?)))?
        });
        let (field, choice) = found.next()?;
        let step = title.rsplit(' ').next().and_then(|word| word.parse().ok());
        found.next().is_none().then(|| Tick { column, field, choice: choice.name.clone(), step })
    };
    let ticks: Vec<Tick> = headers.iter().enumerate().filter_map(tick).collect();
    let others = |one: &Tick| {
        ticks.iter().any(|other| other.field == one.field && other.choice != one.choice)
    };
    ticks.iter().filter(|tick| others(tick)).cloned().collect()
}

fn is_called(choice: &Choice, key: &str) -> bool {
    let own = [&choice.label.vi, &choice.label.en];
    own.into_iter().chain(&choice.aliases).any(|word| header_key(word) == key)
}

/// Whether a title is that of running numbers, or of nothing.
pub fn is_running_number(title: &str) -> bool {
    is_ignored(title)
}

fn is_ignored(header: &str) -> bool {
    let key = header_key(header);
    key.is_empty() || IGNORED.contains(&key.as_str())
}

fn without_brackets(header: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(header.len());
    for c in header.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The field whose longest word opens the header, when there is exactly one of that length.
fn suggest(words: &BTreeMap<String, u16>, header: &str) -> Option<u16> {
    let key = header_key(header);
    let opens = |word: &str| key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    let found = words.iter().filter(|(word, _)| word.len() >= 4 && opens(word));
    found.max_by_key(|(word, _)| word.len()).map(|(_, no)| *no)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::built_in;

    fn told(headers: &[&str]) -> String {
        let away = built_in().into_iter().find(|definition| definition.name == "away_resident");
        let away = away.unwrap();
        let owned: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let mapping = match_columns(&away, &owned);
        let name = |no: &u16| away.field_no(*no).map_or("?", |field| field.name.as_str());
        let columns = mapping.columns.iter().zip(headers).map(|(no, header)| {
            format!("{} = {}", header.replace('\n', "⏎"), no.as_ref().map_or("–", name))
        });
        let missing: Vec<&str> = mapping.missing.iter().map(name).collect();
        let suggested: Vec<String> = mapping
            .suggested
            .iter()
            .map(|(at, no)| format!("{} → {}?", headers[*at], name(no)))
            .collect();
        format!(
            "{}\nunknown {:?}\nsuggested {suggested:?}\nmissing {missing:?}\nambiguous {:?}",
            columns.collect::<Vec<_>>().join("\n"),
            mapping.unknown,
            mapping.ambiguous
        )
    }

    #[test]
    fn headers_as_communes_write_them() {
        insta::assert_snapshot!(told(&[
            "TT", "Họ và tên", "NĂM SINH", "Số CCCD/CMND", "Bản, TK", "Địa chỉ\n(thường trú)", "nơi đến",
            "Ngày về dự kiến", "SĐT", "Tiêm VX", "Đã về/chưa về", "Liên lạc", "Khó khăn, cần hỗ trợ", "Ghi chú", "",
        ]), @r#"
    TT = –
    Họ và tên = full_name
    NĂM SINH = birth_year
    Số CCCD/CMND = cccd
    Bản, TK = village
    Địa chỉ⏎(thường trú) = address
    nơi đến = destination
    Ngày về dự kiến = expected_return
    SĐT = phone
    Tiêm VX = vaccinated
    Đã về/chưa về = returned
    Liên lạc = contacted
    Khó khăn, cần hỗ trợ = needs_support
    Ghi chú = –
     = –
    unknown [13]
    suggested []
    missing []
    ambiguous []
    "#);
    }

    #[test]
    fn without_accents_in_brackets_twice_and_almost() {
        insta::assert_snapshot!(told(&[
            "STT", "ho ten", "du kien ngay ve (neu co)", "Số điện thoại liên lạc (bắt buộc)", "SĐT",
            "Họ tên chủ hộ", "Màu áo",
        ]), @r#"
    STT = –
    ho ten = full_name
    du kien ngay ve (neu co) = expected_return
    Số điện thoại liên lạc (bắt buộc) = phone
    SĐT = –
    Họ tên chủ hộ = –
    Màu áo = –
    unknown [5, 6]
    suggested []
    missing ["address", "destination", "vaccinated"]
    ambiguous [(4, 3)]
    "#);
    }
}

//! Which column of a file is which field: whatever order, case, accents and abbreviations the header has.

use std::collections::BTreeMap;

use crate::base::text::fold;
use crate::register::Definition;

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
}

/// Headers of running numbers: their column is left out.
const IGNORED: [&str; 7] = ["stt", "tt", "so tt", "so thu tu", "thu tu", "no", "so"];

/// Matches a header row against the labels, names and aliases of the fields in use.
///
/// A word in brackets — "Dự kiến ngày về (nếu có)" — counts only when the header is not known without it.
pub fn match_columns(definition: &Definition, headers: &[String]) -> Mapping {
    let words = words(definition);
    let mut mapping = Mapping::default();
    let mut owners: BTreeMap<u16, usize> = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
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
pub(crate) fn header_key(header: &str) -> String {
    let folded = fold(header);
    let letters: String =
        folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    crate::base::text::squeeze(&letters)
}

/// Every word of a field, by key.
fn words(definition: &Definition) -> BTreeMap<String, u16> {
    let mut words = BTreeMap::new();
    for field in definition.in_use() {
        let own = [&field.label.vi, &field.label.en, &field.name];
        for word in own.into_iter().chain(&field.aliases) {
            words.entry(header_key(word)).or_insert(field.no);
        }
    }
    words.remove("");
    words
}

fn find(words: &BTreeMap<String, u16>, header: &str) -> Option<u16> {
    let whole = words.get(&header_key(header));
    whole.or_else(|| words.get(&header_key(&without_brackets(header)))).copied()
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

//! The counts of a directive as indicators over yes/no fields: "số đã về" and "số chưa về" count one field.

use super::Draft;
use super::words::{snake_case, stem};
use crate::base::{Bilingual, Diagnostic, Kind};
use crate::record::header::header_key;
use crate::register::{Balance, Indicator, Missing};

#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) indicators: Vec<Indicator>,
    pub(super) balances: Vec<Balance>,
}

/// One count against its field.
struct Count {
    field: usize,
    denied: bool,
    indicator: String,
}

/// Indicators in the order of the directive, then the total; what they count is added to the draft where it is missing.
pub(super) fn counts(draft: &mut Draft, phrases: &[String]) -> Counts {
    let mut out = Counts::default();
    let mut found: Vec<Count> = Vec::new();
    for phrase in phrases {
        let about = without_number_words(phrase);
        if about.is_empty() {
            continue;
        }
        match count(draft, &about) {
            Some((field, denied)) => {
                let indicator = indicator(draft, phrase, field, denied);
                if out.indicators.iter().all(|other| other.name != indicator.name) {
                    found.push(Count { field, denied, indicator: indicator.name.clone() });
                    out.indicators.push(indicator);
                }
            }
            None => draft.questions.push(underived(phrase)),
        }
    }
    out.indicators.push(total());
    balances(draft, &found, &mut out);
    out
}

/// The yes/no field that a count is about, and whether it counts those who have not.
fn count(draft: &mut Draft, about: &str) -> Option<(usize, bool)> {
    let key = header_key(about);
    let denied = key.starts_with("chua ") || key.starts_with("khong ");
    let subject = stem(about);
    let paired = denied || key.starts_with("da ");
    if !paired && is_quantity(&key) {
        return None;
    }
    let before = draft.fields.len();
    let wanted =
        if paired { format!("đã {subject} hay chưa") } else { format!("{subject} hay không") };
    let known = draft.fields.iter().position(|field| is_about(field.label.vi.as_str(), &subject));
    let at = known.unwrap_or_else(|| {
        let phrase = known_phrase(&subject, paired).unwrap_or(wanted);
        draft.field(&phrase, true)
    });
    if draft.fields[at].kind != Kind::SelectOne {
        draft.fields.truncate(before.max(at));
        return None;
    }
    if draft.fields.len() > before {
        let name = draft.fields[at].name.clone();
        draft.questions.push(derived(&draft.fields[at].label.vi).at_field(name));
    }
    Some((at, denied))
}

fn is_about(label: &str, subject: &str) -> bool {
    header_key(&stem(label)) == header_key(subject)
}

/// The wording under which a register of the program may know the subject.
fn known_phrase(subject: &str, paired: bool) -> Option<String> {
    let phrase = if paired { format!("đã {subject}") } else { subject.to_owned() };
    let (field, _) = super::words::field(&phrase);
    (field.kind == Kind::SelectOne && !field.aliases.is_empty()).then_some(phrase)
}

/// Numbers that no yes/no answers: "số lượng thuốc", "số kinh phí".
fn is_quantity(key: &str) -> bool {
    ["luong", "kinh phi", "tien", "ngay", "luot", "kg", "tan", "suat"]
        .iter()
        .any(|word| key.starts_with(word))
}

/// "số người đã về" is about "đã về"; "tổng số" is about nothing more.
fn without_number_words(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let lead = ["tong", "so", "nguoi", "truong", "hop", "cong", "dan", "ho", "ca"];
    let first = words.iter().position(|word| !lead.contains(&header_key(word).as_str()));
    first.map_or_else(String::new, |first| words[first..].join(" "))
}

fn indicator(draft: &Draft, phrase: &str, at: usize, denied: bool) -> Indicator {
    let field = &draft.fields[at];
    let no = draft.yes_no(at).map_or_else(|| "no".to_owned(), |choice| choice.name);
    let name = if denied { format!("not_{}", field.name) } else { field.name.clone() };
    let title = phrase.trim();
    // An empty field is not done: who is not known to be back is not back.
    let filter = if denied {
        format!("${{{0}}} = '' or ${{{0}}} = '{no}'", field.name)
    } else {
        format!("${{{0}}} != '' and ${{{0}}} != '{no}'", field.name)
    };
    let mut letters = title.chars();
    let title =
        letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect());
    Indicator {
        name: if name.is_empty() { snake_case(phrase) } else { name },
        title: Bilingual::new(title.clone(), title),
        filter,
        sum: String::new(),
    }
}

fn total() -> Indicator {
    Indicator {
        name: "total".to_owned(),
        title: Bilingual::new("Tổng số", "Total"),
        filter: String::new(),
        sum: String::new(),
    }
}

/// Both halves of a question make the total. Whether a second question is asked of all or of a part, the words of the
/// directive do not tell.
fn balances(draft: &mut Draft, found: &[Count], out: &mut Counts) {
    let halves = found.iter().filter(|count| !count.denied).filter_map(|yes| {
        let no = found.iter().find(|other| other.denied && other.field == yes.field)?;
        Some((yes, no))
    });
    for (at, (yes, no)) in halves.enumerate() {
        let check = format!("{} + {} = total", yes.indicator, no.indicator);
        if at > 0 {
            draft.questions.push(of_whom(&check).at_field(&yes.indicator));
        }
        out.balances.push(Balance { check, missing: Missing::Skip, message: None });
    }
}

fn derived(label: &str) -> Diagnostic {
    Diagnostic::warning(
        "proposal_field_derived",
        format!("Thêm trường “{label}” để đếm được: văn bản chỉ nêu con số."),
        format!("The field “{label}” was added so that it can be counted: the directive names figures only."),
    )
    .hint("Đổi nhãn hoặc bỏ nếu không cần.", "Change its label, or remove it.")
}

fn underived(phrase: &str) -> Diagnostic {
    Diagnostic::warning(
        "proposal_count_underived",
        format!("Chưa biết “{phrase}” đếm từ trường nào."),
        format!("Which field “{phrase}” is counted from is not known."),
    )
    .hint(
        "Thêm trường và viết công thức cho chỉ tiêu này.",
        "Add a field and write the formula of this figure.",
    )
}

fn of_whom(check: &str) -> Diagnostic {
    Diagnostic::warning(
        "proposal_balance",
        format!("Phép cân đối “{check}” tính trên cả danh sách."),
        format!("The balance `{check}` is over the whole list."),
    )
    .hint(
        "Nếu chỉ hỏi một phần (ví dụ những người chưa về), sửa công thức và phép cân đối.",
        "If only a part is asked (those not yet returned, say), change formula and balance.",
    )
}

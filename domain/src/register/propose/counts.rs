//! The counts of a directive as indicators over yes/no fields: "số đã về" and "số chưa về" count one field.

use super::Draft;
use super::words::{capital, snake_case, stem};
use crate::base::{Bilingual, Diagnostic, Kind};
use crate::record::header::header_key;
use crate::register::{Balance, Indicator, Missing, built_in};

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
    let mut whole = None;
    for phrase in phrases {
        if let Some(indicator) = summed(draft, phrase) {
            if out.indicators.iter().all(|other| other.name != indicator.name) {
                out.indicators.push(indicator);
            }
            continue;
        }
        let about = without_number_words(phrase);
        if about.is_empty() {
            whole = whole.or(Some(phrase.as_str()));
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
    out.indicators.push(total(whole));
    balances(draft, &found, &mut out);
    out
}

/// A count in the words of a number that every row has is the sum of that number: no second field is needed.
fn summed(draft: &Draft, phrase: &str) -> Option<Indicator> {
    let key = header_key(phrase);
    let field = draft.fields.iter().find(|field| header_key(&field.label.vi) == key)?;
    (field.kind == Kind::Integer).then(|| Indicator {
        name: field.name.clone(),
        title: in_words(phrase),
        filter: String::new(),
        sum: format!("${{{}}}", field.name),
    })
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
    let longer = || if paired { longer(draft, &subject) } else { None };
    let known = known.or_else(longer);
    if let Some(field) = known.map(|at| &draft.fields[at])
        && field.kind == Kind::SelectOne
        && !is_about(field.label.vi.as_str(), &subject)
    {
        let question = counted_from(about, &field.label.vi).at_field(field.name.as_str());
        draft.questions.push(question);
    }
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

/// The one yes/no field whose words go on where those of the count end: "số đã nhận" beside "đã nhận nhu yếu phẩm hay
/// chưa". With several of them the words do not tell which is meant.
fn longer(draft: &Draft, subject: &str) -> Option<usize> {
    let begins = format!("{} ", header_key(subject));
    let mut found = draft.fields.iter().enumerate().filter(|(_, field)| {
        field.kind == Kind::SelectOne && header_key(&stem(&field.label.vi)).starts_with(&begins)
    });
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
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
    // An empty field is not done: who is not known to be back is not back.
    let filter = if denied {
        format!("${{{0}}} = '' or ${{{0}}} = '{no}'", field.name)
    } else {
        format!("${{{0}}} != '' and ${{{0}}} != '{no}'", field.name)
    };
    Indicator {
        name: if name.is_empty() { snake_case(phrase) } else { name },
        title: in_words(phrase),
        filter,
        sum: String::new(),
    }
}

/// The words of a count as a title. In English only where a register of the program has that title already: the rest is
/// left to the officer, and until then the Vietnamese stands for both.
fn in_words(phrase: &str) -> Bilingual {
    let title = capital(phrase);
    let key = header_key(&title);
    let known = built_in().into_iter().flat_map(|definition| definition.indicators);
    let known = known.map(|one| one.title).find(|known| header_key(&known.vi) == key);
    let english = known.map_or_else(|| title.clone(), |known| known.en);
    Bilingual::new(title, english)
}

/// All records, under the words that the directive has for them.
fn total(phrase: Option<&str>) -> Indicator {
    let plain = || Bilingual::new("Tổng số", "Total");
    Indicator {
        name: "total".to_owned(),
        title: phrase.map(in_words).filter(|title| title.vi != "Tổng số").unwrap_or_else(plain),
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

fn counted_from(about: &str, label: &str) -> Diagnostic {
    Diagnostic::warning(
        "proposal_count_of_field",
        format!("Số “{about}” được đếm từ trường “{label}”."),
        format!("The number “{about}” is counted from the field “{label}”."),
    )
    .hint(
        "Nếu là việc khác, thêm một trường và sửa công thức của chỉ tiêu.",
        "If something else is meant, add a field and change the formula of the figure.",
    )
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

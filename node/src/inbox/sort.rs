//! One row: read cell by cell, then held against the record that it speaks of.

use std::collections::BTreeSet;

use domain::base::text::fold;
use domain::base::{Diagnostic, RecordId, Value};
use domain::record::{Before, Body, Checker, Circumstances, Finding, encode};
use domain::register::TablePlan;
use engines::matching::Keys;
use jiff::civil::Date;

use super::Cells;
use super::links::Links;
use super::rows::Kept;

/// A row whose cells were read.
#[derive(Debug)]
pub(super) struct ReadRow {
    /// Position among the rows of the file, from 1.
    pub(super) at: u64,
    /// The row as the user counts.
    pub(super) row: u64,
    /// What it holds, or why it is refused.
    pub(super) content: Result<Content, Refused>,
}

/// What a row holds.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) body: Body,
    pub(super) keys: Keys,
    /// What was odd about single cells.
    pub(super) warnings: Vec<Diagnostic>,
    /// The cells as they were typed, for the workbook of refused rows if the rules refuse the row later.
    pub(super) cells: Kept,
}

/// Why a row is refused, with its cells as they were typed.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) faults: Vec<Diagnostic>,
    pub(super) cells: Kept,
}

/// Reads the cells of a row. A blank cell says nothing of its field, unless the field has a default: then it says that.
pub(super) fn read_row(
    checker: &Checker<'_>,
    plan: &TablePlan,
    (columns, links): (&[Option<u16>], &Links),
    cells: &Cells,
    today: Date,
) -> Result<Content, Refused> {
    let mut body = Body::new();
    let mut warnings = Vec::new();
    let mut faults = Vec::new();
    let mut unread = BTreeSet::new();
    for (no, typed) in
        columns.iter().zip(cells.texts()).filter_map(|(no, typed)| Some(((*no)?, typed)))
    {
        match links.read(no, typed).unwrap_or_else(|| checker.read(no, typed, today)) {
            Ok(read) => {
                warnings.extend(read.warnings);
                if !read.value.is_empty() {
                    body.insert(no, read.value);
                } else if let Some(default) = checker.defaults().get(&no) {
                    body.insert(no, default.clone());
                }
            }
            Err(fault) => {
                unread.insert(no);
                faults.push(fault);
            }
        }
    }
    if !faults.is_empty() {
        let alone = Circumstances::of_list(today);
        faults.extend(with_defaults(checker, body, &unread, &alone).err().into_iter().flatten());
        return Err(Refused { faults, cells: cells.keep() });
    }
    let mut keys: Keys = plan.keys.iter().map(|key| key.hash(&body)).collect();
    if fills_none(&keys)
        && let Ok(whole) =
            with_defaults(checker, body.clone(), &unread, &Circumstances::of_list(today))
    {
        keys.push(Some(whole_key(&whole.0)));
    }
    Ok(Content { body, keys, warnings, cells: cells.keep() })
}

/// Whether a row or a record fills no duplicate key, so that nothing less than all of it tells who it speaks of.
pub(super) fn fills_none(keys: &Keys) -> bool {
    keys.iter().all(Option::is_none)
}

/// The key of a row or a record that fills no other: all that it says. Without it the same file would be taken twice.
pub(super) fn whole_key(body: &Body) -> i64 {
    let mut filled = body.clone();
    filled.retain(|_, value| !value.is_empty());
    let hash = blake3::hash(&encode(&filled));
    let first = hash.as_bytes().iter().take(size_of::<i64>());
    first.fold(0, |key, byte| key << 8 | i64::from(*byte))
}

/// Holds the rules over a new record.
fn with_defaults<'d>(
    checker: &Checker<'d>,
    mut body: Body,
    unread: &BTreeSet<u16>,
    around: &Circumstances<'_>,
) -> Result<(Body, Vec<Finding<'d>>), Vec<Diagnostic>> {
    for (no, default) in checker.defaults() {
        body.entry(*no).or_insert_with(|| default.clone());
    }
    body.retain(|no, _| !unread.contains(no));
    checker.complete(body, unread, around)
}

/// What a row does to the register.
#[derive(Debug)]
pub(super) enum Change {
    /// A new record.
    New(Body),
    /// These fields of a record get other values.
    Update(RecordId, Body),
    /// Its record says the same already.
    Nothing,
}

/// What a row does, given the record that it speaks of and what is around it, and what is odd about it.
pub(super) fn change<'d>(
    checker: &Checker<'d>,
    content: &mut Content,
    known: Option<(RecordId, Body)>,
    around: &Circumstances<'_>,
) -> Result<(Change, Vec<Finding<'d>>), Vec<Diagnostic>> {
    let said = std::mem::take(&mut content.body);
    let Some((record, before)) = known else {
        let (body, odd) = with_defaults(checker, said, &BTreeSet::new(), around)?;
        return Ok((Change::New(body), odd));
    };
    let mut after = before.clone();
    after.extend(said.into_iter().filter(|(no, value)| {
        before.get(no).is_none_or(|known| !is_poorer_spelling(known, value))
    }));
    let around = Circumstances { before: Before::Stood(&before), ..*around };
    let (after, odd) = checker.complete(after, &BTreeSet::new(), &around)?;
    let changed = difference(&before, &after);
    let change = if changed.is_empty() { Change::Nothing } else { Change::Update(record, changed) };
    Ok((change, odd))
}

/// Whether a text only says worse what is known: the same words without their accents, or in capitals throughout. A
/// village head who types "LO THI ANH" does not take the accents from a name.
fn is_poorer_spelling(known: &Value, said: &Value) -> bool {
    let (Value::Text(known), Value::Text(said)) = (known, said) else { return false };
    if known == said || fold(known) != fold(said) {
        return false;
    }
    let lost_accents = said.is_ascii() && !known.is_ascii();
    let shouts = |text: &str| text.chars().any(char::is_alphabetic) && text.to_uppercase() == text;
    lost_accents || shouts(said) && !shouts(known)
}

/// The fields that differ, with their new values; a field that is gone gets `Empty`.
fn difference(before: &Body, after: &Body) -> Body {
    let mut changed: Body = after
        .iter()
        .filter(|(no, value)| before.get(no) != Some(value))
        .map(|(no, value)| (*no, value.clone()))
        .collect();
    let gone = before.keys().filter(|no| !after.contains_key(no));
    changed.extend(gone.map(|no| (*no, Value::Empty)));
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(name: &str, way: Value) -> Body {
        Body::from([(1, Value::text(name)), (3, way)])
    }

    #[test]
    fn all_that_is_said_is_the_key_and_an_empty_field_says_nothing() {
        let known = body("Lò Văn Ánh", Value::Empty);
        assert_eq!(whole_key(&known), whole_key(&Body::from([(1, Value::text("Lò Văn Ánh"))])));
        assert_ne!(whole_key(&known), whole_key(&body("Lò Văn Ánh", Value::text("Hà Nội"))));
    }

    #[test]
    fn a_worse_spelling_takes_nothing_from_a_better_one() {
        let poorer =
            |known: &str, said: &str| is_poorer_spelling(&Value::text(known), &Value::text(said));
        assert!(poorer("Lò Thị Ánh", "Lo Thi Anh"));
        assert!(poorer("Lò Thị Ánh", "LÒ THỊ ÁNH"));
        assert!(!poorer("LO THI ANH", "Lò Thị Ánh"), "the better one is taken");
        assert!(!poorer("Lò Thị Ánh", "Lò Thị Anh Đào"), "another name is another name");
        assert!(!poorer("Lò Thị Ánh", "Lò Thị Ánh"));
    }

    #[test]
    fn a_single_key_is_enough() {
        assert!(fills_none(&vec![None, None]));
        assert!(!fills_none(&vec![None, Some(7)]));
    }
}

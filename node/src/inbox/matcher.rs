//! Whom each row speaks of, and what it changes: rows that were read become entries.

use std::sync::mpsc::{Receiver, SyncSender};

use domain::base::{Diagnostic, Kind, Lang, RecordId, UnitId};
use domain::record::{Body, Checker, Finding};
use engines::matching::People;
use jiff::civil::Date;

use super::apart::Apart;
use super::around::{Others, Surroundings};
use super::commit::{Earlier, Gatherer};
use super::rows::sheet_and_row;
use super::run::{HANDFUL, OnReject, Request, strongest_is_identity};
use super::sort::{Change, Content, ReadRow, Refused, change};
use super::unique::Taken;
use super::{Outcome, Problem};
use crate::projection::Ready;
use crate::store::{Record, Scope};
use crate::{Node, Result};

/// Decides what each row does, and makes entries.
pub(super) struct Matcher<'n, 'r> {
    pub(super) node: &'n Node,
    pub(super) request: &'r Request<'r>,
    pub(super) checker: &'r Checker<'r>,
    pub(super) known: People<RecordId>,
    pub(super) apart: Apart<'r>,
    pub(super) gatherer: Gatherer<'n>,
    pub(super) today: Date,
    pub(super) surroundings: Surroundings,
    pub(super) taken: Taken,
}

/// What a row was found to speak of.
struct Met {
    /// The record, as it stands; none for somebody new.
    before: Option<Record>,
    /// The weak key that it was known by, and whose record that is.
    like: Option<(usize, String)>,
    /// What the row says, when an officer has told it apart from somebody like it.
    told: Option<i64>,
}

impl Matcher<'_, '_> {
    pub(super) fn run(
        mut self,
        rows: &Receiver<Vec<ReadRow>>,
        entries: &SyncSender<Ready>,
        earlier: Earlier,
        on_reject: OnReject<'_>,
        on_progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Outcome> {
        let mut outcome = Outcome {
            accepted: earlier.accepted,
            duplicates: earlier.duplicates,
            unchanged: earlier.unchanged,
            updated: earlier.updated,
            ..Outcome::default()
        };
        for row in rows.iter().flatten() {
            outcome.rows += 1;
            for entry in self.take(row, &mut outcome, earlier.rows, on_reject)? {
                if entries.send(entry).is_err() {
                    // The writer has failed, and its error is what the caller gets.
                    return Ok(outcome);
                }
            }
            if outcome.rows.is_multiple_of(HANDFUL as u64) {
                on_progress(outcome.rows);
            }
        }
        for entry in self.gatherer.finish(&outcome, earlier.rows > 0)? {
            let _ = entries.send(entry);
        }
        on_progress(outcome.rows);
        Ok(outcome)
    }

    fn take(
        &mut self,
        row: ReadRow,
        outcome: &mut Outcome,
        dealt_with: u64,
        on_reject: OnReject<'_>,
    ) -> Result<Vec<Ready>> {
        let number = row.row;
        let content = match row.content {
            Ok(content) => content,
            Err(refused) => {
                self.refuse(number, &refused, outcome, on_reject);
                return Ok(Vec::new());
            }
        };
        let said = self.apart.hash(number, &content.body);
        if let Some(record) = self.apart.record(said) {
            // A row that was told apart before goes to its own record.
            if row.at <= dealt_with {
                return Ok(Vec::new());
            }
            let met = Met { before: self.before(record)?, like: None, told: None };
            return self.hold((row.at, number), content, met, outcome, on_reject);
        }
        let found = self.known.find_by(&content.keys);
        let apart = self.apart.is_asked(number) && found.is_some_and(|(key, _)| self.is_weak(key));
        let found = found.filter(|_| !apart);
        let person = found.map(|(_, person)| person);
        let by = found.map(|(key, _)| key).filter(|key| self.is_weak(*key));
        if row.at <= dealt_with
            && let Some(person) = person
        {
            self.known.met(&content.keys, person.record, number);
            return Ok(Vec::new());
        }
        if let Some(earlier) = person.and_then(|person| person.row()) {
            outcome.duplicates += 1;
            outcome.warn(|| self.repeats(number, earlier, by));
            return Ok(Vec::new());
        }
        let before = match person {
            Some(person) => self.before(person.record)?,
            None => None,
        };
        let like = by.and_then(|key| Some((key, self.name_of(before.as_ref()?))));
        let told = said.filter(|_| apart);
        self.hold((row.at, number), content, Met { before, like, told }, outcome, on_reject)
    }

    /// Holds the rules over a row and the record that it speaks of, and takes what changes.
    fn hold(
        &mut self,
        (at, number): (u64, u64),
        mut content: Content,
        met: Met,
        outcome: &mut Outcome,
        on_reject: OnReject<'_>,
    ) -> Result<Vec<Ready>> {
        let holder = met.before.as_ref().map_or(self.request.unit, |before| before.unit);
        let before = met.before.map(|before| (before.id, before.body));
        let others = self.others(before.as_ref(), &content.body)?;
        let around = self.surroundings.circumstances(self.today, at, others.as_ref());
        let changed =
            change(self.checker, &mut content, before, &around).and_then(|(change, odd)| {
                let faults = match &change {
                    Change::New(body) => self.taken.faults(None, body),
                    Change::Update(record, body) => self.taken.faults(Some(*record), body),
                    Change::Nothing => Vec::new(),
                };
                if faults.is_empty() { Ok((change, odd)) } else { Err(faults) }
            });
        match changed {
            Err(faults) => {
                let cells = std::mem::take(&mut content.cells);
                self.refuse(number, &Refused { faults, cells }, outcome, on_reject);
                Ok(Vec::new())
            }
            Ok((change, odd)) => {
                if let (Change::Update(..), Some((key, name))) = (&change, met.like) {
                    outcome.warn(|| self.resembles(number, &name, key));
                }
                self.accept(number, &content, (holder, change, met.told), &odd, outcome)
            }
        }
    }

    /// The records that formulas ask, where they ask any.
    fn others(&self, before: Option<&(RecordId, Body)>, said: &Body) -> Result<Option<Others>> {
        if self.request.register.definition.related.is_empty() {
            return Ok(None);
        }
        let mut body = before.map_or_else(Body::new, |(_, body)| body.clone());
        body.extend(said.iter().map(|(no, value)| (*no, value.clone())));
        self.surroundings.others(self.node, before.map(|(record, _)| *record), &body)
    }

    /// Whether a key may be shared by two people: any but an identity number and all that a row says.
    fn is_weak(&self, key: usize) -> bool {
        let definition = self.checker.definition();
        key < definition.keys.len() && !(key == 0 && strongest_is_identity(definition))
    }

    /// What the register calls somebody: its first required field.
    fn name_of(&self, record: &Record) -> String {
        let in_use =
            || self.checker.definition().in_use().filter(|field| field.kind != Kind::Record);
        let required = in_use().filter(|field| field.required);
        // Where nothing but the link must be filled, the first words of the record are what people know it by.
        let names =
            required.chain(in_use()).filter_map(|field| record.body.get(&field.no)?.as_text());
        names.map(str::to_owned).next().unwrap_or_default()
    }

    /// The fields of a key, in words.
    fn key_in_words(&self, key: usize) -> (String, String) {
        let definition = self.checker.definition();
        let names = definition.keys.get(key).map(Vec::as_slice).unwrap_or_default();
        let fields: Vec<_> = names.iter().filter_map(|name| definition.field(name)).collect();
        let join =
            |lang| fields.iter().map(|field| field.label.get(lang)).collect::<Vec<_>>().join(" + ");
        (join(Lang::Vi), join(Lang::En))
    }

    fn resembles(&self, row: u64, name: &str, key: usize) -> Problem {
        let (vi, en) = self.key_in_words(key);
        let (_, shown) = self.place(row);
        let warning = Diagnostic::warning(
            "row_matches",
            format!("cập nhật “{name}” đã có trong sổ, nhận ra theo {vi}"),
            format!("updates “{name}” who is there, known by {en}"),
        )
        .hint(
            format!("nếu là người khác, nhập lại với --apart {shown}"),
            format!("if it is somebody else, import again with --apart {shown}"),
        );
        self.problem(row, &warning)
    }

    fn place(&self, number: u64) -> (Option<String>, u64) {
        if self.request.sheets.len() < 2 {
            return (None, number);
        }
        let (sheet, row) = sheet_and_row(number);
        (self.request.sheets.get(sheet).cloned(), row)
    }

    /// A diagnostic as the outcome lists it, with sheet and row as the user counts.
    fn problem(&self, number: u64, diagnostic: &Diagnostic) -> Problem {
        let (sheet, row) = self.place(number);
        Problem { sheet, ..problem(row, diagnostic, self.request.lang) }
    }

    /// The record that a row speaks of, as it stands.
    fn before(&self, record: RecordId) -> Result<Option<Record>> {
        let table = &self.request.register.table;
        self.node.reader()?.record(table, &Scope::everything(), record)
    }

    fn accept(
        &mut self,
        row: u64,
        content: &Content,
        (holder, change, told): (UnitId, Change, Option<i64>),
        odd: &[Finding<'_>],
        outcome: &mut Outcome,
    ) -> Result<Vec<Ready>> {
        for warning in &content.warnings {
            outcome.warn(|| self.problem(row, warning));
        }
        for finding in odd {
            outcome.warn(|| self.problem(row, &finding.diagnostic()));
        }
        let (record, body) = match change {
            Change::New(body) => {
                let record = self.node.new_record()?;
                if let Some(hash) = told {
                    let change = self.apart.tell(self.node, hash, record)?;
                    self.gatherer.also(change);
                }
                self.known.add(record, &content.keys, Some(row));
                (record, body)
            }
            Change::Update(record, body) => {
                self.known.met(&content.keys, record, row);
                outcome.updated += 1;
                (record, body)
            }
            Change::Nothing => {
                if let Some(person) = self.known.find(&content.keys) {
                    self.known.met(&content.keys, person.record, row);
                }
                outcome.duplicates += 1;
                outcome.unchanged += 1;
                return Ok(Vec::new());
            }
        };
        outcome.accepted += 1;
        self.taken.add(record, &body);
        self.gatherer.take(holder, record, body, outcome)
    }

    fn refuse(&self, row: u64, refused: &Refused, outcome: &mut Outcome, on_reject: OnReject<'_>) {
        outcome.rejected += 1;
        let problems: Vec<Problem> =
            refused.faults.iter().map(|fault| self.problem(row, fault)).collect();
        let reasons: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        on_reject(&refused.cells.texts(), &reasons);
        outcome.errors.extend(problems);
    }

    fn repeats(&self, row: u64, earlier: u64, by: Option<usize>) -> Problem {
        let (sheet, earlier) = self.place(earlier);
        let earlier = sheet.map_or(earlier.to_string(), |sheet| format!("{earlier} [{sheet}]"));
        let mut warning = Diagnostic::warning(
            "row_repeats",
            format!("trùng với dòng {earlier} trong cùng tệp"),
            format!("repeats row {earlier} of the same file"),
        );
        if let Some(key) = by {
            let (vi, en) = self.key_in_words(key);
            let (_, shown) = self.place(row);
            warning = warning.hint(
                format!("giống nhau ở {vi}; nếu là người khác, nhập lại với --apart {shown}"),
                format!("alike in {en}; if it is somebody else, import again with --apart {shown}"),
            );
        }
        self.problem(row, &warning)
    }
}

/// A diagnostic as the outcome lists it: sentence and way out; row and field stand apart.
fn problem(row: u64, diagnostic: &Diagnostic, lang: Lang) -> Problem {
    let hint = diagnostic.hint.as_ref().map(|hint| format!(" → {}", hint.get(lang)));
    Problem {
        sheet: None,
        row,
        field: diagnostic.place.field.clone().unwrap_or_default(),
        rule: diagnostic.code.to_owned(),
        message: format!("{}{}", diagnostic.message.get(lang), hint.unwrap_or_default()),
    }
}

//! The stages of an import, each on a thread of its own: cells are read, rows are matched, entries are written.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use domain::base::{Diagnostic, Lang, OfficerId, RecordId, UnitId, Value};
use domain::record::{Checker, Finding};
use domain::register::{Definition, Shape};
use engines::matching::People;
use jiff::civil::Date;

use super::apart::Apart;
use super::commit::{Earlier, Gatherer, Progress};
use super::rows::sheet_and_row;
use super::sort::{Change, Content, ReadRow, Refused, change, fills_none, read_row, whole_key};
use super::{Cells, Outcome, Problem, Rows};
use crate::projection::{Ready, Register};
use crate::store::{Record, Scope};
use crate::units::register as system;
use crate::{Node, Result};

/// Rows that go from thread to thread at a time.
const HANDFUL: usize = 500;
/// Handfuls or entries that wait between two threads: enough that neither starves, few enough for the memory.
const WAITING: usize = 4;

/// What is to be imported.
#[derive(Debug)]
pub struct Request<'a> {
    /// The register.
    pub register: Arc<Register>,
    /// Whose records they become.
    pub unit: UnitId,
    /// Who acts.
    pub officer: Option<OfficerId>,
    /// Per column of the file: the number of its field.
    pub columns: &'a [Option<u16>],
    /// Name of the file, for the record of the import.
    pub file_name: &'a str,
    /// BLAKE3 of the file.
    pub file_hash: [u8; 32],
    /// About how many rows are to come; it decides how indexes are kept meanwhile.
    pub expected_rows: u64,
    /// Names of the sheets, where the file has several lists: then rows are numbered by
    /// [`row_of_sheet`](super::row_of_sheet).
    pub sheets: &'a [String],
    /// Rows that are nobody who is there, whatever their weaker keys say.
    pub apart: &'a BTreeSet<u64>,
    /// Writes nothing.
    pub dry_run: bool,
    /// Language of the messages.
    pub lang: Lang,
}

/// Rows of the file that were refused go here, with their cells and the reasons.
pub type OnReject<'a> = &'a mut (dyn FnMut(&[String], &[String]) + Send);

/// Imports a file. `on_progress` is told how many rows were dealt with.
///
/// # Errors
/// When the database cannot be read or written; what was committed until then stays, and the next call with the same file
/// goes on after it.
pub fn import(
    node: &Node,
    request: &Request<'_>,
    rows: &mut dyn Rows,
    on_reject: OnReject<'_>,
    on_progress: &(dyn Fn(u64) + Sync),
) -> Result<Outcome> {
    let definition = &request.register.definition;
    let checker = Checker::new(definition)
        .map_err(|faults| crate::NodeError::Definition { definition: definition.id, faults })?;
    let known = known(node, request)?;
    let progress = progress(node, request)?;
    let earlier = progress.earlier(node)?;
    let apart = Apart::of(node, request.unit, &definition.name, request.apart)?;
    let mut bulk =
        if request.dry_run { None } else { Some(node.bulk(definition.id, request.expected_rows)?) };
    let today = node.clock().today();
    let outcome = thread::scope(|scope| {
        let (rows_in, rows_out) = sync_channel(WAITING);
        let (entries_in, entries_out) = sync_channel::<Ready>(WAITING);
        let reading = &checker;
        scope.spawn(move || read_all(reading, request, rows, today, &rows_in));
        let matching = scope.spawn(move || {
            let gatherer = Gatherer::new(
                node,
                request.register.clone(),
                progress,
                request.unit,
                request.officer,
            );
            let matcher =
                Matcher { node, request, checker: reading, known, apart, gatherer, today };
            matcher.run(&rows_out, &entries_in, earlier.unwrap_or_default(), on_reject, on_progress)
        });
        for entry in &entries_out {
            if let Some(bulk) = &mut bulk {
                bulk.push(entry)?;
            }
        }
        matching.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    if let Some(bulk) = bulk {
        bulk.finish()?;
    }
    Ok(Outcome { resumed: earlier.is_some(), dry_run: request.dry_run, ..outcome })
}

/// The keys of the records that the unit sees: its own, and those of units that were merged into it.
fn known(node: &Node, request: &Request<'_>) -> Result<People<RecordId>> {
    let definition = &request.register.definition;
    let identity = strongest_is_identity(definition);
    let mut known = People::new(identity, request.expected_rows, definition.keys.len());
    let table = &request.register.table;
    let reader = node.reader()?;
    let scope = node.scope_in(&reader, request.unit)?;
    let mut keyless = Vec::new();
    reader.keys(table, &scope, |record, keys| match fills_none(&keys) {
        true => keyless.push((record, keys)),
        false => known.add(record, &keys, None),
    })?;
    for (record, mut keys) in keyless {
        if let Some(found) = reader.record(table, &scope, record)? {
            keys.push(Some(whole_key(&found.body)));
            known.add(record, &keys, None);
        }
    }
    Ok(known)
}

/// Whether the strongest key is an identity number.
fn strongest_is_identity(definition: &Definition) -> bool {
    let Some([name]) = definition.keys.first().map(Vec::as_slice) else { return false };
    definition.field(name).is_some_and(|field| field.shape == Shape::Cccd)
}

fn progress(node: &Node, request: &Request<'_>) -> Result<Progress> {
    let hash: String = request.file_hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let name = &request.register.definition.name;
    let record = RecordId::derived(&format!("import/{}/{name}/{hash}", request.unit));
    let about = vec![
        ("file_hash", Value::text(hash)),
        ("file_name", Value::text(request.file_name)),
        ("register", Value::text(name.as_str())),
        ("of_unit", Value::text(request.unit.to_string())),
    ];
    Ok(Progress::new(system(node, "import")?, record, node.clock().now(), about))
}

fn read_all(
    checker: &Checker<'_>,
    request: &Request<'_>,
    rows: &mut dyn Rows,
    today: Date,
    out: &SyncSender<Vec<ReadRow>>,
) {
    let mut cells = Cells::default();
    let mut handful = Vec::with_capacity(HANDFUL);
    let mut at = 0;
    loop {
        cells.clear();
        let (row, content) = match rows.next_row(&mut cells) {
            Ok(None) => break,
            Ok(Some(row)) => (
                row,
                read_row(checker, &request.register.table.plan, request.columns, &cells, today),
            ),
            Err(fault) => {
                let row = fault.place.row.unwrap_or(0);
                (row, Err(Refused { faults: vec![fault], cells: cells.keep() }))
            }
        };
        at += 1;
        handful.push(ReadRow { at, row, content });
        if handful.len() == HANDFUL
            && out.send(std::mem::replace(&mut handful, Vec::with_capacity(HANDFUL))).is_err()
        {
            return;
        }
    }
    // When nobody listens any more, the import has failed and says so itself.
    let _ = out.send(handful);
}

/// Decides what each row does, and makes entries.
struct Matcher<'n, 'r> {
    node: &'n Node,
    request: &'r Request<'r>,
    checker: &'r Checker<'r>,
    known: People<RecordId>,
    apart: Apart<'r>,
    gatherer: Gatherer<'n>,
    today: Date,
}

impl Matcher<'_, '_> {
    fn run(
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
        let mut content = match row.content {
            Ok(content) => content,
            Err(refused) => {
                self.refuse(number, &refused, outcome, on_reject);
                return Ok(Vec::new());
            }
        };
        let said = self.apart.hash(number, &content.body);
        if let Some(record) = self.apart.record(said) {
            return self.take_known(
                number,
                &mut content,
                record,
                row.at <= dealt_with,
                outcome,
                on_reject,
            );
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
        let holder = before.as_ref().map_or(self.request.unit, |before| before.unit);
        let before = before.map(|before| (before.id, before.body));
        match change(self.checker, &mut content, before, self.today) {
            Err(faults) => {
                let cells = std::mem::take(&mut content.cells);
                self.refuse(number, &Refused { faults, cells }, outcome, on_reject);
                Ok(Vec::new())
            }
            Ok((change, odd)) => {
                if let (Change::Update(..), Some((key, name))) = (&change, like) {
                    outcome.warn(|| self.resembles(number, &name, key));
                }
                let told = said.filter(|_| apart);
                self.accept(number, &content, (holder, change, told), &odd, outcome)
            }
        }
    }

    /// A row that was told apart before goes to its own record.
    fn take_known(
        &mut self,
        number: u64,
        content: &mut Content,
        record: RecordId,
        dealt_with: bool,
        outcome: &mut Outcome,
        on_reject: OnReject<'_>,
    ) -> Result<Vec<Ready>> {
        if dealt_with {
            return Ok(Vec::new());
        }
        let before = self.before(record)?;
        let holder = before.as_ref().map_or(self.request.unit, |before| before.unit);
        let before = before.map(|before| (before.id, before.body));
        match change(self.checker, content, before, self.today) {
            Err(faults) => {
                let cells = std::mem::take(&mut content.cells);
                self.refuse(number, &Refused { faults, cells }, outcome, on_reject);
                Ok(Vec::new())
            }
            Ok((change, odd)) => {
                self.accept(number, content, (holder, change, None), &odd, outcome)
            }
        }
    }

    /// Whether a key may be shared by two people: any but an identity number and all that a row says.
    fn is_weak(&self, key: usize) -> bool {
        let definition = self.checker.definition();
        key < definition.keys.len() && !(key == 0 && strongest_is_identity(definition))
    }

    /// What the register calls somebody: its first required field.
    fn name_of(&self, record: &Record) -> String {
        let required = self.checker.definition().in_use().find(|field| field.required);
        let name = required.and_then(|field| record.body.get(&field.no));
        name.and_then(Value::as_text).unwrap_or_default().to_owned()
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

//! The stages of an import, each on a thread of its own: cells are read, rows are matched, entries are written.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use domain::base::{Lang, OfficerId, RecordId, UnitId, Value};
use domain::record::Checker;
use domain::register::{Definition, Shape};
use engines::matching::People;
use jiff::civil::Date;

use super::apart::Apart;
use super::around::Surroundings;
use super::commit::{Gatherer, Progress};
use super::follow::Following;
use super::links::Links;
use super::matcher::Matcher;
use super::sort::{ReadRow, Refused, fills_none, read_row, whole_key};
use super::unique::Taken;
use super::{Cells, Outcome, Rows};
use crate::analysis::tracing;
use crate::projection::{Ready, Register};
use crate::units::register as system;
use crate::{Node, Result};

/// Rows that go from thread to thread at a time.
pub(super) const HANDFUL: usize = 500;
/// Handfuls that wait between reading and matching: enough that neither starves, few enough for the memory.
const ROWS_WAITING: usize = 4;
/// Entries that wait for the writer: as many as come while it writes a transaction and the disk takes it, so that the
/// other threads go on meanwhile. With a tenth of this, an import takes a third longer.
const ENTRIES_WAITING: usize = 40;

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
    let surroundings = Surroundings::of(node, definition, request.officer)?;
    let scope = node.scope_of(request.unit)?;
    let links = Links::of(node, definition, request.columns, &scope)?;
    let taken = Taken::of(node, &request.register)?;
    let progress = progress(node, request)?;
    let earlier = progress.earlier(node)?;
    let apart = Apart::of(node, request.unit, &definition.name, request.apart)?;
    let mut bulk =
        if request.dry_run { None } else { Some(node.bulk(definition.id, request.expected_rows)?) };
    let today = node.clock().today();
    let outcome = thread::scope(|scope| {
        let (rows_in, rows_out) = sync_channel(ROWS_WAITING);
        let (entries_in, entries_out) = sync_channel::<Ready>(ENTRIES_WAITING);
        let reading = &checker;
        scope.spawn(move || read_all(reading, request, rows, (today, &links), &rows_in));
        let matching = scope.spawn(move || {
            let gatherer = Gatherer::new(
                node,
                request.register.clone(),
                progress,
                request.unit,
                request.officer,
            );
            let matcher = Matcher {
                node,
                request,
                checker: reading,
                known,
                apart,
                gatherer,
                today,
                surroundings,
                taken,
            };
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
        Following { node, unit: request.unit, officer: request.officer }.after(definition)?;
        tracing::after(node, &[definition.name.as_str()], request.officer)?;
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
pub(super) fn strongest_is_identity(definition: &Definition) -> bool {
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
    (today, links): (Date, &Links),
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
                read_row(
                    checker,
                    &request.register.table.plan,
                    (request.columns, links),
                    &cells,
                    today,
                ),
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

//! Registers: lists with search and filters, one form for every list, grid entry, import in four steps, export.

mod all;
mod check;
mod export;
mod form;
mod grid;
mod import;
mod list;
mod open;
mod rows;
mod save;
mod views;

use std::sync::Arc;

use domain::base::{RecordId, UnitId};
use domain::people::Right::{self, Export, Import, OpenSensitive, ReadRecords, WriteRecords};
use node::Record;
use node::projection::Register;

use crate::web::nope::Nope;
use crate::web::route::{Need, Route};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/registers", Need::Right(ReadRecords), all::show),
    Route::get("/registers/{name}", Need::Right(ReadRecords), list::show),
    Route::get("/registers/{name}/new", Need::Right(WriteRecords), form::new),
    Route::post("/registers/{name}/new", Need::Right(WriteRecords), save::new),
    Route::post("/registers/{name}/check", Need::Right(WriteRecords), check::new),
    Route::get("/registers/{name}/grid", Need::Right(WriteRecords), grid::show),
    Route::post("/registers/{name}/grid", Need::Right(WriteRecords), grid::save),
    Route::get("/registers/{name}/import", Need::Right(Import), import::choose),
    Route::post("/registers/{name}/import", Need::Right(Import), import::take).with_files(),
    Route::get("/registers/{name}/import/{id}", Need::Right(Import), import::preview),
    Route::post("/registers/{name}/import/{id}", Need::Right(Import), import::run),
    Route::post("/registers/{name}/views", Need::Right(ReadRecords), views::change),
    Route::post("/registers/{name}/export", Need::Right(Export), export::begin),
    Route::get("/registers/{name}/{record}", Need::Right(ReadRecords), form::show),
    Route::post("/registers/{name}/{record}", Need::Right(WriteRecords), save::change),
    Route::post("/registers/{name}/{record}/check", Need::Right(WriteRecords), check::change),
    Route::post("/registers/{name}/{record}/retract", Need::Right(WriteRecords), save::retract),
    Route::post("/registers/{name}/{record}/open", Need::Right(OpenSensitive), open::open),
];

/// The register of an address, when the visitor holds the right on it. The program's own are not lists that people fill
/// in: they have pages of their own.
fn register(visit: &Visit<'_>, right: Right) -> Result<Arc<Register>, Nope> {
    let name = visit.part("name");
    if !visit.who()?.may(Claim::on(right, name)) {
        return Err(Nope::NotFound);
    }
    let registry = visit.node().registry();
    let found = registry.called(name).map_err(|_| Nope::NotFound)?;
    if is_own(found) {
        return Err(Nope::NotFound);
    }
    Ok(registry.in_force(found, visit.today()))
}

/// Whether a register is one of the program's own.
fn is_own(register: &Register) -> bool {
    domain::register::Owner::System.id_of(&register.definition.name) == register.definition.id
}

/// The record of an address, when the right reaches its unit.
fn record(visit: &Visit<'_>, register: &Register, right: Right) -> Result<Record, Nope> {
    let id: RecordId = visit.part("record").parse().map_err(|_| Nope::NotFound)?;
    let scope = visit.who()?.scope(Claim::on(right, &register.definition.name));
    let found = visit.node().reader()?.record(&register.table, &scope, id)?;
    found.filter(|record| !record.retracted).ok_or(Nope::NotFound)
}

/// The units for which a right on a register is held, and those below them, to choose from.
fn units(
    visit: &Visit<'_>,
    register: &Register,
    right: Right,
) -> Result<Vec<(UnitId, String)>, Nope> {
    let (who, tree, day) = (visit.who()?, visit.tree()?, visit.today());
    let claim = Claim::on(right, &register.definition.name);
    let mut units: Vec<(UnitId, String)> = Vec::new();
    for unit in who.units(claim).into_iter().filter_map(|unit| tree.get(unit)) {
        let below = tree.descendants(unit.id, day).into_iter().filter(|one| one.valid.on(day));
        for one in std::iter::once(unit).chain(below) {
            let keeps = one.tier == register.definition.kept_by;
            if keeps && units.iter().all(|(known, _)| *known != one.id) {
                units.push((one.id, one.full_name_on(day)));
            }
        }
    }
    if units.is_empty() {
        let own = who.units(claim).into_iter().filter_map(|unit| tree.get(unit));
        units.extend(own.map(|unit| (unit.id, unit.full_name_on(day))));
    }
    Ok(units)
}

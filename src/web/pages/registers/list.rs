//! A list: search without accents, filters in words, keyset pages, columns to choose.

use askama::Template;
use domain::base::text::fold;
use domain::base::{Diagnostic, days_since_1970};
use domain::formula::{Formula, Scope as Names, Sql};
use domain::people::Right;
use domain::register::{Definition, Dialect, Field};
use node::people::accounts::Accounts;
use node::store::{Place, Wanted};

use super::{register, units};
use crate::web::chrome::Chrome;
use crate::web::nope::{Nope, Saying};
use crate::web::records;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "registers/list.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    name: String,
    title: String,
    units: Vec<(String, String, bool)>,
    q: String,
    searches: bool,
    filters: Vec<(String, String, bool)>,
    condition: String,
    columns: Vec<(String, String, bool)>,
    heads: Vec<String>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
    may_write: bool,
    may_import: bool,
    may_export: bool,
    query: String,
    /// Name and address of each view that is kept.
    views: Vec<(String, String)>,
}

struct Row {
    href: String,
    unit: String,
    cells: Vec<String>,
}

/// Rows of a page.
const AT_ONCE: u32 = 50;

/// The page.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    page(visit, Vec::new())
}

/// The page, with what was wrong with something that was asked of it.
pub(super) fn page(visit: &Visit<'_>, wrong: Vec<Saying>) -> Answer {
    let register = register(visit, Right::ReadRecords)?;
    let (definition, who) = (&register.definition, visit.who()?);
    let choices = units(visit, &register, Right::ReadRecords)?;
    let asked = visit
        .query
        .some("unit")
        .map(|_| visit.unit(Claim::on(Right::ReadRecords, &definition.name)))
        .transpose()?;
    let asked = asked.map(|unit| unit.id);
    let scope = match asked {
        Some(unit) => visit.node().scope_of(unit)?,
        None => who.scope(Claim::on(Right::ReadRecords, &definition.name)),
    };
    let mut sayings = wrong;
    let condition = condition(visit, definition).unwrap_or_else(|fault| {
        sayings.extend(Nope::from(fault).sayings());
        None
    });
    let search = fold(visit.query.get("q"));
    let wanted = Wanted {
        search: &search,
        condition: condition.as_ref(),
        today: days_since_1970(visit.today()),
        after: after(visit),
    };
    let page = visit.node().reader()?.page(&register.table, &scope, &wanted, AT_ONCE)?;
    let columns = columns(visit, definition);
    let row = |record: &node::Record| Row {
        href: format!("/registers/{}/{}", definition.name, record.id),
        unit: visit.unit_name(record.unit),
        cells: columns
            .iter()
            .map(|field| records::shown(visit, definition, field, &record.body, false))
            .collect(),
    };
    let status = if sayings.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let chosen = visit.query.get("filter");
    let shown = Page {
        c: visit.chrome("Sổ", "Register"),
        sayings,
        name: definition.name.clone(),
        title: definition.title.get(visit.lang).to_owned(),
        units: choices
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone(), asked == Some(*id)))
            .collect(),
        q: visit.query.get("q").to_owned(),
        searches: !register.table.plan.search.is_empty(),
        filters: definition
            .indicators
            .iter()
            .filter(|one| !one.filter.is_empty())
            .map(|one| (one.name.clone(), one.title.get(visit.lang).to_owned(), one.name == chosen))
            .collect(),
        condition: visit.query.get("condition").to_owned(),
        columns: definition
            .in_use()
            .map(|field| {
                let shown = columns.iter().any(|column| column.no == field.no);
                (field.name.clone(), field.label.get(visit.lang).to_owned(), shown)
            })
            .collect(),
        heads: columns.iter().map(|field| field.label.get(visit.lang).to_owned()).collect(),
        rows: page.records.iter().map(row).collect(),
        next: page
            .next
            .map(|place| format!("/registers/{}?{}", definition.name, query(visit, Some(&place)))),
        first: visit
            .query
            .some("after")
            .map(|_| format!("/registers/{}?{}", definition.name, query(visit, None))),
        may_write: who.may(Claim::on(Right::WriteRecords, &definition.name)),
        may_import: who.may(Claim::on(Right::Import, &definition.name)),
        may_export: who.may(Claim::on(Right::Export, &definition.name)),
        query: query(visit, None),
        views: Accounts::of(visit.node())
            .views(who.id(), &definition.name)?
            .into_iter()
            .map(|view| (view.name, format!("/registers/{}?{}", definition.name, view.query)))
            .collect(),
    };
    Reply::page_with(status, &shown)
}

/// The chosen figure's own condition, and what was typed.
fn condition(visit: &Visit<'_>, definition: &Definition) -> Result<Option<Sql>, Diagnostic> {
    let chosen = visit.query.get("filter");
    let figure =
        definition.indicators.iter().find(|one| one.name == chosen).map(|one| one.filter.as_str());
    let typed = visit.query.some("condition");
    let text = match (figure.filter(|text| !text.is_empty()), typed) {
        (None, None) => return Ok(None),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (Some(one), Some(other)) => format!("({one}) and ({other})"),
    };
    let formula = Formula::condition(&text, &Names::of(definition))?;
    // A condition on a masked field would tell its values one question after another.
    let asks =
        |field: &&Field| formula.fields().contains(&field.no) && records::is_sensitive(field);
    if let (Some(field), true) = (definition.in_use().find(asks), typed.is_some()) {
        let (vi, en) = (&field.label.vi, &field.label.en);
        return Err(Diagnostic::error(
            "condition_sensitive",
            format!("Không lọc theo cột được che: {vi}."),
            format!("A masked column cannot be filtered by: {en}."),
        )
        .hint("Lọc theo cột khác.", "Filter by another column."));
    }
    formula.to_sql(Dialect::Sqlite).map(Some)
}

/// The columns that were chosen, or those of the definition.
fn columns<'d>(visit: &Visit<'_>, definition: &'d Definition) -> Vec<&'d Field> {
    let chosen: Vec<&Field> = visit
        .query
        .all("column")
        .filter_map(|name| definition.field(name))
        .filter(|field| !field.retired)
        .collect();
    if chosen.is_empty() { records::columns(definition) } else { chosen }
}

fn after(visit: &Visit<'_>) -> Option<Place> {
    let (row, text) = visit.query.some("after")?.split_once(' ')?;
    Some(Place { row: row.parse().ok()?, text: text.to_owned() })
}

/// The address of another page of the same list.
pub(super) fn query(visit: &Visit<'_>, after: Option<&Place>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in
        visit.query.fields().filter(|(name, value)| *name != "after" && !value.is_empty())
    {
        query.append_pair(name, value);
    }
    if let Some(place) = after {
        query.append_pair("after", &format!("{} {}", place.row, place.text));
    }
    query.finish()
}

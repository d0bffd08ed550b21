//! The table that follows from a definition.
//!
//! Tables and columns are named by ids and numbers, so that renaming never touches them and no user's text ever stands
//! in SQL. A view named after the register shows them by field name, for reporting tools.
//!
//! | column | holds |
//! |---|---|
//! | `id` | record id, 16 bytes |
//! | `unit` | unit id, 16 bytes |
//! | `path` | path of the unit in the tree: what a scope compares |
//! | `entry` | number of the latest entry that touched the row, as the node counts them |
//! | `state` | 0 live, 1 retracted |
//! | `k1_4` … | one per duplicate key, named after its fields: hash of the folded values, NULL when one is empty |
//! | `search` | folded person names |
//! | `f1` … | the fields, by number |

mod cell;
mod ddl;
mod upgrade;

pub use cell::{Cell, Storage};
pub use ddl::Dialect;
pub use upgrade::UpgradePlan;

use std::borrow::Cow;

use super::{Definition, Field, Shape};
use crate::base::{DefinitionId, Kind, Value};
use crate::formula::Scope;
use crate::record::{Body, hash_of_folded, key_hash, key_part};

/// The columns before the derived ones and the fields: `id, unit, path, entry, state`.
pub const STANDARD: [&str; 5] = ["id", "unit", "path", "entry", "state"];

/// A table, its view and the statements that reach them.
///
/// In every statement the placeholders stand in the order of their numbers: `SQLite` numbers `$1`, `$2` … by where they
/// stand, `PostgreSQL` by what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePlan {
    /// Which register.
    pub definition: DefinitionId,
    /// `r_` and the id in hexadecimal.
    pub table: String,
    /// The view for reporting tools.
    pub view: String,
    /// One column per duplicate key, in the order of the definition.
    pub keys: Vec<KeyColumn>,
    /// Fields whose folded text is in the search column, by number; empty means there is no such column.
    pub search: Vec<u16>,
    /// The field columns, by ascending number, retired ones too.
    pub columns: Vec<Column>,
    /// Inserts a row that is not there yet: `$1`–`$5` are [`STANDARD`], then [`TablePlan::cells`].
    pub insert: String,
    /// The same, or replaces the row that has this id.
    pub upsert: String,
    /// Reads a row by id (`$1`): [`STANDARD`], then the fields for [`TablePlan::body`].
    pub select: String,
    /// By an entry (`$1`), takes a row (`$2`) out of lists and counts.
    pub retract: String,
    /// Removes a row (`$1`): lawful erasure.
    pub erase: String,
}

/// A field's column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Number of the field.
    pub no: u16,
    /// Name of the column.
    pub column: String,
    /// Name of the field, for the view; `None` when retired.
    pub field: Option<String>,
    /// Type of the field.
    pub kind: Kind,
    /// How it is stored.
    pub storage: Storage,
}

/// The column of a duplicate key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyColumn {
    /// `k` and the numbers of its fields.
    pub column: String,
    /// Numbers of its fields, in the order of the key.
    pub fields: Vec<u16>,
}

impl TablePlan {
    /// The table of a definition that was read without faults.
    pub fn of(definition: &Definition) -> Self {
        let table = format!("r_{}", hex(definition.id.bytes()));
        let mut fields: Vec<&Field> = definition.fields.iter().collect();
        fields.sort_by_key(|field| field.no);
        let scope = Scope::with_retired(definition);
        let columns = fields.into_iter().map(|field| column(&scope, field)).collect();
        let mut plan = Self {
            definition: definition.id,
            view: view_name(definition),
            keys: key_columns(definition),
            search: search_fields(definition),
            columns,
            insert: String::new(),
            upsert: String::new(),
            select: String::new(),
            retract: format!("UPDATE {table} SET state = 1, entry = $1 WHERE id = $2"),
            erase: format!("DELETE FROM {table} WHERE id = $1"),
            table,
        };
        plan.insert = plan.insert_text();
        plan.upsert = plan.upsert_text();
        plan.select = plan.select_text();
        plan
    }

    /// What follows the standard columns in `insert` and `upsert`: keys, search, fields.
    pub fn cells<'a>(&self, body: &'a Body) -> Vec<Cell<'a>> {
        let mut cells = self.derived(body);
        cells.extend(self.columns.iter().map(|column| {
            body.get(&column.no).map_or(Cell::Null, |value| Cell::of(column.storage, value))
        }));
        cells
    }

    /// The same from a body that is not needed any more: its texts become the cells.
    pub fn cells_taking(&self, mut body: Body) -> Vec<Cell<'static>> {
        let mut cells = self.derived(&body);
        cells.extend(self.columns.iter().map(|column| {
            let value = body.get_mut(&column.no).map(std::mem::take);
            value.map_or(Cell::Null, |value| Cell::taking(column.storage, value))
        }));
        cells
    }

    /// The cells of keys and search, with room for those of the fields.
    fn derived(&self, body: &Body) -> Vec<Cell<'static>> {
        let folded = self.folded(body);
        let part = |no: &u16| folded.iter().find(|(at, _)| at == no).map_or("", |(_, text)| text);
        let mut cells = Vec::with_capacity(self.keys.len() + 1 + self.columns.len());
        cells.extend(self.keys.iter().map(|key| {
            hash_of_folded(key.fields.iter().map(part)).map_or(Cell::Null, Cell::Integer)
        }));
        if !self.search.is_empty() {
            let names: Vec<&str> = self.search.iter().map(part).filter(|n| !n.is_empty()).collect();
            let names = names.join(" ");
            cells.push(if names.is_empty() { Cell::Null } else { Cell::Text(names.into()) });
        }
        cells
    }

    /// The hash of each duplicate key of a body, in the order of [`TablePlan::keys`]; `None` where a part is empty.
    pub fn key_hashes(&self, body: &Body) -> Vec<Option<i64>> {
        let folded = self.folded(body);
        let part = |no: &u16| folded.iter().find(|(at, _)| at == no).map_or("", |(_, text)| text);
        self.keys.iter().map(|key| hash_of_folded(key.fields.iter().map(part))).collect()
    }

    /// The folded values of the fields in keys and search: each is folded once, however many keys it is in.
    fn folded<'a>(&self, body: &'a Body) -> Vec<(u16, Cow<'a, str>)> {
        let mut folded: Vec<(u16, Cow<'a, str>)> = Vec::with_capacity(8);
        let keys = self.keys.iter().flat_map(|key| &key.fields);
        for no in keys.chain(&self.search) {
            if let Some(value) = body.get(no)
                && folded.iter().all(|(at, _)| at != no)
            {
                folded.push((*no, key_part(value)));
            }
        }
        folded
    }

    /// The body of a row, from the cells that follow the standard columns in `select`. Empty fields are left out.
    pub fn body<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>) -> Body {
        let fields = self.columns.iter().zip(cells);
        let values = fields.map(|(column, cell)| (column.no, cell.into_value(column.kind)));
        values.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The column of a field.
    pub fn column(&self, no: u16) -> Option<&Column> {
        let at = self.columns.binary_search_by_key(&no, |column| column.no).ok()?;
        self.columns.get(at)
    }
}

impl KeyColumn {
    /// The hash of a body's values; `None` when one of them is empty.
    pub fn hash(&self, body: &Body) -> Option<i64> {
        key_hash(self.fields.iter().map(|no| body.get(no).unwrap_or(&Value::Empty)))
    }
}

fn column(scope: &Scope<'_>, field: &Field) -> Column {
    Column {
        no: field.no,
        column: format!("f{}", field.no),
        field: (!field.retired).then(|| field.name.clone()),
        kind: field.kind,
        storage: storage(scope, field),
    }
}

/// A calculate field is stored as what its formula gives.
fn storage(scope: &Scope<'_>, field: &Field) -> Storage {
    scope.storage(&field.name).unwrap_or_else(|| Storage::of(field.kind))
}

fn key_columns(definition: &Definition) -> Vec<KeyColumn> {
    let numbers = |key: &Vec<String>| -> Vec<u16> {
        key.iter().filter_map(|name| definition.field(name)).map(|field| field.no).collect()
    };
    let mut columns: Vec<KeyColumn> = Vec::new();
    for fields in definition.keys.iter().map(numbers).filter(|fields| !fields.is_empty()) {
        let names: Vec<String> = fields.iter().map(u16::to_string).collect();
        let column = format!("k{}", names.join("_"));
        if columns.iter().all(|other| other.column != column) {
            columns.push(KeyColumn { column, fields });
        }
    }
    columns
}

fn search_fields(definition: &Definition) -> Vec<u16> {
    let names = definition.in_use().filter(|field| field.shape == Shape::PersonName);
    let mut numbers: Vec<u16> = names.map(|field| field.no).collect();
    numbers.sort_unstable();
    numbers
}

/// `v_name` for what every node has; a unit's own register adds the end of its id, since names are unique per unit only.
fn view_name(definition: &Definition) -> String {
    let name = &definition.name;
    let shipped = [super::Owner::System, super::Owner::BuiltIn]
        .iter()
        .any(|owner| owner.id_of(name) == definition.id);
    if shipped {
        format!("v_{name}")
    } else {
        format!("v_{name}_{}", &hex(&definition.id.bytes()[12..]))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;

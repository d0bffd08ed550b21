//! From one version of a definition to the next, without losing data: the result equals a table made anew.

use std::collections::BTreeSet;

use super::{Dialect, TablePlan};
use crate::base::Diagnostic;
use crate::formula::Scope;
use crate::register::{Definition, Field};

/// What changes in the table between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpgradePlan {
    old: TablePlan,
    new: TablePlan,
    /// Key and search columns that must be filled again from the rows, by name.
    pub refill: Vec<String>,
}

impl UpgradePlan {
    /// Compares two versions of one register.
    ///
    /// # Errors
    /// When a field changed its type or vanished: both would lose data. Renaming is free, retiring keeps the column.
    pub fn between(old: &Definition, new: &Definition) -> Result<Self, Vec<Diagnostic>> {
        let faults = faults(old, new);
        if !faults.is_empty() {
            return Err(faults);
        }
        let (old, new) = (TablePlan::of(old), TablePlan::of(new));
        let mut refill: Vec<String> = new
            .keys
            .iter()
            .filter(|key| !old.keys.contains(key))
            .map(|key| key.column.clone())
            .collect();
        if new.search != old.search && !new.search.is_empty() {
            refill.push("search".to_owned());
        }
        Ok(Self { old, new, refill })
    }

    /// The statements, one after another, inside one transaction; then the columns of `refill` are filled.
    pub fn statements(&self, dialect: Dialect) -> Vec<String> {
        let mut statements = vec![self.old.drop_view()];
        statements.extend(self.drops());
        statements.extend(self.adds(dialect));
        statements.push(self.new.create_view(dialect));
        statements
    }

    /// The table after the upgrade.
    pub fn table(&self) -> &TablePlan {
        &self.new
    }

    /// Sets the refilled columns of one row: one parameter per column of `refill`, then its id.
    pub fn refill_row(&self) -> Option<String> {
        let sets: Vec<String> = self
            .refill
            .iter()
            .enumerate()
            .map(|(at, column)| format!("{column} = ${}", at + 1))
            .collect();
        let table = &self.new.table;
        let (sets, last) = (sets.join(", "), sets.len() + 1);
        (last > 1).then(|| format!("UPDATE {table} SET {sets} WHERE id = ${last}"))
    }

    /// Derived columns that the new version does without. Fields are never dropped.
    fn drops(&self) -> Vec<String> {
        let kept: BTreeSet<&str> = self.new.derived_and_fields().map(|(name, _)| name).collect();
        let table = &self.old.table;
        let gone = self.old.derived_and_fields().filter(|(name, _)| !kept.contains(name));
        gone.flat_map(|(name, _)| {
            [
                format!("DROP INDEX {table}_{name}"),
                format!("ALTER TABLE {table} DROP COLUMN {name}"),
            ]
        })
        .collect()
    }

    fn adds(&self, dialect: Dialect) -> Vec<String> {
        let had: BTreeSet<&str> = self.old.derived_and_fields().map(|(name, _)| name).collect();
        let table = &self.new.table;
        let mut statements = Vec::new();
        for (name, storage) in self.new.derived_and_fields() {
            if !had.contains(name) {
                let column_type = dialect.column_type(storage);
                statements.push(format!("ALTER TABLE {table} ADD COLUMN {name} {column_type}"));
            }
        }
        let indexes = self.new.indexes().into_iter();
        let fresh = indexes.filter(|(name, _)| *name != "path" && !had.contains(name));
        statements.extend(fresh.map(|(_, statement)| statement));
        statements
    }
}

fn faults(old: &Definition, new: &Definition) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let (was, is) = (Scope::with_retired(old), Scope::with_retired(new));
    if old.id != new.id {
        faults.push(other_register());
    }
    if new.version <= old.version {
        faults.push(version_not_higher(old.version).at_field("version"));
    }
    for field in &old.fields {
        let fault = match new.field_no(field.no) {
            None => Some(vanished(field)),
            Some(now) if now.kind != field.kind => Some(type_changed(field, now)),
            // A calculation may change, but not from text to number or date.
            Some(now) if super::storage(&was, field) != super::storage(&is, now) => {
                Some(type_changed(field, now))
            }
            Some(_) => None,
        };
        faults.extend(fault.map(|fault| fault.at_field(format!("field.{}", field.name))));
    }
    faults
}

fn other_register() -> Diagnostic {
    Diagnostic::error(
        "upgrade_other_register",
        "Hai bản định nghĩa này là của hai sổ khác nhau.",
        "These two definitions belong to different registers.",
    )
    .hint("Giữ nguyên dòng id.", "Keep the id.")
}

fn version_not_higher(old: u32) -> Diagnostic {
    Diagnostic::error(
        "upgrade_version",
        format!("Bản mới phải có version lớn hơn {old}."),
        format!("The new version must be higher than {old}."),
    )
    .hint(
        format!("Viết version = {}.", u64::from(old) + 1),
        format!("Write version = {}.", u64::from(old) + 1),
    )
}

fn vanished(field: &Field) -> Diagnostic {
    Diagnostic::error(
        "upgrade_field_vanished",
        format!("Trường số {} ({}) không còn trong bản mới.", field.no, field.name),
        format!("Field number {} ({}) is no longer in the new version.", field.no, field.name),
    )
    .hint(
        "Giữ trường và ghi retired = true: dữ liệu cũ ở lại, biểu mẫu bỏ nó.",
        "Keep the field and write retired = true: old data stay, forms leave it out.",
    )
}

fn type_changed(field: &Field, now: &Field) -> Diagnostic {
    Diagnostic::error(
        "upgrade_type_changed",
        format!("Trường số {} ({}) đổi kiểu.", field.no, now.name),
        format!("Field number {} ({}) changed its type.", field.no, now.name),
    )
    .hint(
        "Đổi kiểu là một trường mới: cho số mới, và ghi retired = true ở trường cũ.",
        "A change of type is a new field: give it a new number, and retire the old one.",
    )
}

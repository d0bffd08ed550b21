//! What `${…}` and `.` mean: the fields of a definition with their types.

use std::collections::BTreeMap;

use super::size::Size;
use super::tree::{Formula, Type};
use crate::base::Kind;
use crate::register::{Choice, ChoiceList, Definition, Field, Related, RelatedField, Storage};

/// The fields that formulas of one definition can name.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    fields: BTreeMap<&'a str, Known<'a>>,
    related: &'a [Related],
    lists: &'a [ChoiceList],
    this: Option<(&'a str, u16)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub(super) no: u16,
    pub(super) ty: Type,
    pub(super) storage: Storage,
    pub(super) size: Size,
    /// Choices of a select field; empty for the others.
    pub(super) choices: &'a [Choice],
}

impl<'a> Scope<'a> {
    /// The fields in use. A calculate field has the type of its formula; one whose formula has a fault, or runs in a
    /// circle, counts as text, and is reported where it stands.
    pub fn of(definition: &'a Definition) -> Self {
        Self::over(definition, definition.in_use())
    }

    /// The same with retired fields, which keep their columns.
    pub(crate) fn with_retired(definition: &'a Definition) -> Self {
        Self::over(definition, definition.fields.iter())
    }

    fn over(definition: &'a Definition, fields: impl Iterator<Item = &'a Field>) -> Self {
        let mut scope = Self {
            fields: BTreeMap::new(),
            related: &definition.related,
            lists: &definition.choices,
            this: None,
        };
        let (mut waiting, plain): (Vec<_>, Vec<_>) =
            fields.partition(|field| field.kind == Kind::Calculate);
        for field in plain {
            let choices = definition.choices_of(field);
            scope.fields.insert(&field.name, Known { choices, ..known(field) });
        }
        while let Some(at) = waiting.iter().position(|field| scope.calculates(field)) {
            waiting.swap_remove(at);
        }
        for field in waiting {
            scope.fields.insert(&field.name, known(field));
        }
        scope
    }

    /// The same, with `.` standing for a field.
    pub fn at(&self, field: &'a Field) -> Self {
        Self { this: Some((&field.name, field.no)), ..self.clone() }
    }

    fn calculates(&mut self, field: &'a Field) -> bool {
        let Ok(formula) = Formula::parse(&field.calculation, &self.at(field)) else { return false };
        let (ty, storage) = kept_as(formula.ty());
        let calculated = Known { ty, storage, ..known(field) };
        self.fields.insert(&field.name, calculated);
        true
    }

    pub(super) fn field(&self, name: &str) -> Option<Known<'a>> {
        self.fields.get(name).copied()
    }

    pub(super) fn this(&self) -> Option<Known<'a>> {
        self.field(self.this?.0)
    }

    /// The number of the field that `.` stands for.
    pub(super) fn this_no(&self) -> Option<u16> {
        self.this.map(|(_, no)| no)
    }

    /// A related register by its name.
    pub(super) fn related(&self, register: &str) -> Option<&'a Related> {
        self.related.iter().find(|related| related.register == register)
    }

    /// A choice list by its name.
    pub(super) fn list(&self, name: &str) -> Option<&'a ChoiceList> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// The names of the choice lists.
    pub(super) fn list_names(&self) -> impl Iterator<Item = &'a str> {
        self.lists.iter().map(|list| list.name.as_str())
    }

    /// All that can stand in `${…}`.
    pub(super) fn names(&self) -> Vec<String> {
        let own = self.fields.keys().map(|name| (*name).to_owned());
        let others = self.related.iter().flat_map(|related| {
            let field = |field: &RelatedField| format!("{}.{}", related.register, field.name);
            related.fields.iter().map(field)
        });
        own.chain(others).collect()
    }

    /// The kind under which other registers know a calculated field: that of its answer.
    pub(crate) fn calculated_kind(&self, name: &str) -> Kind {
        match self.field(name).map(|known| known.ty) {
            Some(Type::Number) => Kind::Decimal,
            Some(Type::Date) => Kind::Date,
            Some(Type::Time) => Kind::Time,
            Some(Type::DateTime) => Kind::DateTime,
            _ => Kind::Text,
        }
    }

    /// How the column of a field stores its values.
    pub(crate) fn storage(&self, name: &str) -> Option<Storage> {
        self.field(name).map(|known| known.storage)
    }
}

fn known(field: &Field) -> Known<'static> {
    Known::of(field.no, field.kind)
}

impl Known<'_> {
    pub(super) fn of(no: u16, kind: Kind) -> Known<'static> {
        let storage = Storage::of(kind);
        let ty = type_of(kind);
        Known { no, ty, storage, size: Size::INPUT, choices: &[] }
    }
}

fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Integer | Kind::Decimal => Type::Number,
        Kind::Date => Type::Date,
        Kind::Time => Type::Time,
        Kind::DateTime => Type::DateTime,
        _ => Type::Text,
    }
}

/// What a calculated answer is once it stands in its field: a condition is kept as the text "true" or "false", as
/// `XForms` does.
fn kept_as(ty: Type) -> (Type, Storage) {
    match ty {
        Type::Number => (ty, Storage::Real),
        Type::Date => (ty, Storage::Days),
        Type::Time | Type::DateTime => (ty, Storage::Text),
        Type::Text | Type::Boolean | Type::Empty => (Type::Text, Storage::Text),
    }
}

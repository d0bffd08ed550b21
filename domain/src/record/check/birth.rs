//! The year of birth that an identity number tells, beside the one that the row says.

use super::super::typed::identity_number_tells;
use super::super::{Body, Finding};
use crate::base::Value;
use crate::register::{Definition, Shape};

/// The one identity number and the one year of birth of a register.
pub(super) fn birth_fields(definition: &Definition) -> Option<(u16, u16)> {
    let only = |shape: Shape| {
        let mut fields = definition.in_use().filter(move |field| field.shape == shape);
        fields.next().filter(|_| fields.next().is_none()).map(|field| field.no)
    };
    Some((only(Shape::Cccd)?, only(Shape::Year)?))
}

/// A card tells the year of birth. They often differ by a slip of the hand, so it is only said.
pub(super) fn birth_mismatch<'a>(
    definition: &'a Definition,
    fields: (u16, u16),
    body: &Body,
) -> Option<Finding<'a>> {
    let number = body.get(&fields.0)?.as_text()?;
    let Value::Integer(year) = body.get(&fields.1)? else { return None };
    let (_, told) = identity_number_tells(number)?;
    let field = definition.field_no(fields.0)?;
    let (number, year) = (number.to_owned(), *year);
    (i64::from(told) != year).then_some(Finding::BirthYear { field, number, told, year })
}

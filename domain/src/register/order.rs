//! The order in which the fields of a form are computed: what a field needs comes before it.

use std::collections::BTreeSet;

use super::{Definition, Field};
use crate::formula::Formula;

/// Numbers of the fields in use, each after those that its `relevant` and `calculation` read; otherwise as on the form.
///
/// # Errors
/// The fields that run in a circle, or wait for one.
pub(crate) fn order(definition: &Definition) -> Result<Vec<u16>, Vec<u16>> {
    let mut waiting: Vec<(&Field, BTreeSet<String>)> =
        definition.in_use().map(|field| (field, needs(field))).collect();
    let mut ordered: Vec<u16> = Vec::with_capacity(waiting.len());
    while let Some(at) = waiting.iter().position(|(_, needs)| ready(needs, &waiting)) {
        ordered.push(waiting.remove(at).0.no);
    }
    let left: Vec<u16> = waiting.into_iter().map(|(field, _)| field.no).collect();
    if left.is_empty() { Ok(ordered) } else { Err(left) }
}

fn needs(field: &Field) -> BTreeSet<String> {
    &Formula::names(&field.relevant) | &Formula::names(&field.calculation)
}

/// A field that needs itself is among those that wait, and so never becomes ready.
fn ready(needs: &BTreeSet<String>, waiting: &[(&Field, BTreeSet<String>)]) -> bool {
    waiting.iter().all(|(field, _)| !needs.contains(&field.name))
}

#[cfg(test)]
mod tests {
    use super::super::Owner;
    use super::*;

    #[test]
    fn what_is_needed_comes_first() {
        let field = |no: u16, name: &str, formula: &str| {
            let rest = "label = \"F\"\nvisibility = \"unit\"\nretention = \"permanent\"\n";
            format!(
                "[[field]]\nno = {no}\nname = \"{name}\"\n{formula}\naliases = [\"{name}\"]\n{rest}"
            )
        };
        let text = [
            "name = \"a\"\ntitle = \"A\"\n".to_owned(),
            field(1, "sum", "kind = \"calculate\"\ncalculation = \"${half} * 2\"")
                .replace("\"F\"", "\"F1\""),
            field(2, "half", "kind = \"calculate\"\ncalculation = \"${number} div 2\"")
                .replace("\"F\"", "\"F2\""),
            field(3, "number", "kind = \"integer\"").replace("\"F\"", "\"F3\""),
        ]
        .concat();
        let definition = Definition::issued_by(Owner::BuiltIn, &text).unwrap();
        assert_eq!(order(&definition), Ok(vec![3, 2, 1]));
    }
}

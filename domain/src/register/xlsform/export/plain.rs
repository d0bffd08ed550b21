//! Formulas of a register as a form writes them: `${field}` wherever that can mean only one field.

use super::super::super::{Definition, Stands};
use super::Writer;

impl Writer<'_> {
    /// A formula in which fields of other registers stand without the name of their register, where the form has no
    /// other field of that name. Where it has one, the longer name stays: we read it, other programs do not.
    pub(super) fn plain(&self, formula: &str, definition: &Definition) -> String {
        let mut out = String::with_capacity(formula.len());
        let mut rest = formula;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else { break };
            out.push_str(before);
            let short = name.split_once('.').filter(|(register, field)| {
                let beside = definition.related.iter().any(|related| {
                    related.register == *register && related.stands == Stands::Beside
                });
                if beside { formula.contains("indexed-repeat(") } else { self.is_single(field) }
            });
            out.push_str(&format!("${{{}}}", short.map_or(name, |(_, field)| field)));
            rest = after;
        }
        out + rest
    }

    /// Whether only one register of the form has a field of this name.
    fn is_single(&self, field: &str) -> bool {
        let has = |one: &&Definition| one.field(field).is_some();
        self.whole.into_iter().chain(self.children).filter(has).count() == 1
    }
}

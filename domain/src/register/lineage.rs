//! Where a figure comes from: the fields that an indicator reads, also through calculate fields; and backwards, what
//! depends on a field.

use std::collections::BTreeSet;

use super::{Definition, Field, Indicator};
use crate::formula::Formula;

/// A field that a figure reads.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldTrace<'a> {
    /// The field.
    pub field: &'a Field,
    /// The calculate fields between the formula and it, the nearest to the formula first; empty when the formula itself
    /// names it.
    pub through: Vec<&'a Field>,
}

/// What depends on a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldUse<'a> {
    /// Calculate fields that read it, directly or through another.
    pub calculations: Vec<&'a Field>,
    /// Indicators that read it, directly or through a calculate field.
    pub indicators: Vec<&'a Indicator>,
}

/// The fields behind an indicator, each once, in the order in which they are met: what the formula names comes first,
/// then what is behind calculate fields.
pub fn fields_behind<'a>(definition: &'a Definition, indicator: &Indicator) -> Vec<FieldTrace<'a>> {
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut traces: Vec<FieldTrace<'a>> = Vec::new();
    let named =
        [&indicator.filter, &indicator.sum].into_iter().flat_map(|text| Formula::names(text));
    let mut waiting: Vec<(String, Vec<&'a Field>)> = named.map(|name| (name, Vec::new())).collect();
    while !waiting.is_empty() {
        let mut behind = Vec::new();
        for (name, through) in waiting {
            let Some(field) = definition.field(&name).filter(|_| met.insert(name.clone())) else {
                continue;
            };
            let deeper: Vec<&Field> = through.iter().copied().chain([field]).collect();
            let names = Formula::names(&field.calculation).into_iter();
            behind.extend(names.map(|name| (name, deeper.clone())));
            traces.push(FieldTrace { field, through });
        }
        waiting = behind;
    }
    traces
}

/// What depends on a field of this name.
pub fn uses_of<'a>(definition: &'a Definition, field: &str) -> FieldUse<'a> {
    let mut reached = BTreeSet::from([field.to_owned()]);
    let mut calculations: Vec<&Field> = Vec::new();
    loop {
        let reads = |one: &&Field| {
            !reached.contains(&one.name)
                && Formula::names(&one.calculation).iter().any(|name| reached.contains(name))
        };
        let found: Vec<&Field> = definition.in_use().filter(reads).collect();
        if found.is_empty() {
            break;
        }
        reached.extend(found.iter().map(|one| one.name.clone()));
        calculations.extend(found);
    }
    let reads = |one: &&Indicator| {
        fields_behind(definition, one).iter().any(|trace| trace.field.name == field)
    };
    FieldUse { calculations, indicators: definition.indicators.iter().filter(reads).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Owner;

    const LIST: &str = r#"
name = "visits"
version = 1
title = { vi = "Lượt", en = "Visits" }

[[field]]
no = 1
name = "nights"
kind = "integer"
label = { vi = "Số đêm", en = "Nights" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[field]]
no = 2
name = "price"
kind = "integer"
label = { vi = "Giá", en = "Price" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[field]]
no = 3
name = "cost"
kind = "calculate"
calculation = "${nights} * ${price}"
label = { vi = "Tiền", en = "Cost" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[indicator]]
name = "paid"
title = { vi = "Tổng tiền", en = "Paid" }
where = "${nights} > 1"
sum = "${cost}"

[[indicator]]
name = "total"
title = { vi = "Tổng số", en = "Total" }
"#;

    #[test]
    fn a_sum_goes_back_through_a_calculation_and_forward_again() {
        let id = crate::base::UnitId::derived("district");
        let definition = Definition::issued_by(Owner::Unit(id), LIST).unwrap();
        let traces = fields_behind(&definition, &definition.indicators[0]);
        let said: Vec<(&str, Vec<&str>)> = traces
            .iter()
            .map(|one| {
                (one.field.name.as_str(), one.through.iter().map(|f| f.name.as_str()).collect())
            })
            .collect();
        assert_eq!(said, [("nights", vec![]), ("cost", vec![]), ("price", vec!["cost"])]);
        assert_eq!(fields_behind(&definition, &definition.indicators[1]), []);
        let uses = uses_of(&definition, "price");
        assert_eq!(uses.calculations[0].name, "cost");
        assert_eq!(
            uses.indicators.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
            ["paid"]
        );
        assert_eq!(uses_of(&definition, "nobody").indicators, Vec::<&Indicator>::new());
    }
}

//! The decision on a stay in quarantine, as a Word file.

use domain::base::Value;
use domain::people::Right;
use jiff::civil::Date;
use node::fields;

use crate::papers::{StayFacts, quarantine_decision};
use crate::web::nope::Nope;
use crate::web::pages::written;
use crate::web::records;
use crate::web::reply::Answer;
use crate::web::visit::Visit;

/// The decision.
pub(super) fn decision(visit: &Visit<'_>) -> Answer {
    let register = written::register(visit, "quarantine_stay")?;
    let record = written::record(visit, &register, Right::ReadRecords, visit.part("record"))?;
    let definition = &register.definition;
    let shown = |name: &str| {
        let field = definition.field(name);
        let text = field.map(|field| records::shown(visit, definition, field, &record.body, false));
        text.unwrap_or_default()
    };
    let day = |name: &str| -> Option<Date> {
        match fields::value(definition, &record.body, name) {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    };
    let (tree, today) = (visit.tree()?, visit.today());
    let unit = tree.get(record.unit).cloned().ok_or(Nope::NotFound)?;
    let above = tree.ancestors(unit.id, today).into_iter().next();
    let address = [shown("address"), shown("village")];
    let address: Vec<String> = address.into_iter().filter(|part| !part.is_empty()).collect();
    let paper = quarantine_decision(&StayFacts {
        unit: unit.full_name_on(today),
        place: unit.name.clone(),
        above: above.map(|unit| unit.full_name_on(today)),
        name: shown("full_name"),
        birth: shown("birth_year"),
        address: address.join(", "),
        reason: shown("reason"),
        form: shown("form").to_lowercase(),
        site: shown("site"),
        from: day("from").ok_or(Nope::NotFound)?,
        until: day("until"),
        monitored_until: day("monitored_until"),
        tests: shown("tests"),
        rule: shown("rule"),
    });
    written::paper(&paper, "quyet-dinh-cach-ly")
}

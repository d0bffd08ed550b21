//! Any text is a formula or a diagnostic; a formula has an answer for every record, and a query or a reason against it.

#![no_main]

use std::sync::LazyLock;

use domain::base::Value;
use domain::formula::{Context, Formula, Scope};
use domain::record::Body;
use domain::register::{Definition, Dialect, Indicator, built_in, filter_query};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

static REGISTER: LazyLock<Definition> = LazyLock::new(|| {
    let mut registers = built_in().into_iter();
    registers.find(|definition| definition.name == "away_resident").expect("a built-in register")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let scope = Scope::of(&REGISTER);
    let Ok(formula) = Formula::parse(text, &scope) else { return };
    let full = Body::from([
        (1, Value::text("Lò Văn Thử")),
        (4, Value::Date(date(2021, 9, 15))),
        (9, Value::text("no")),
        (13, Value::Integer(1990)),
    ]);
    for body in [Body::new(), full] {
        let context = Context { body: &body, today: date(2021, 9, 10) };
        let _ = formula.evaluate(context).into_value();
    }
    let indicator = REGISTER.indicators.first().expect("the register counts something");
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let indicator = Indicator { filter: text.to_owned(), ..indicator.clone() };
        let _ = filter_query(&REGISTER, &indicator, dialect);
    }
});

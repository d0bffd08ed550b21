//! Days: whether a unit is in force on one, and which day of this node's data a user may have meant.

use domain::base::units::{Unit, Validity};
use domain::base::{Diagnostic, local_date};
use domain::returns::Address;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Desk, Outcome, problem};
use crate::store::Scope;
use crate::{Node, Result, fields, measure, units};

/// The last day of which this node holds a return, or on which it took anything in, among the days that fit.
///
/// # Errors
/// When the database cannot be read.
pub fn last_day_with_data(node: &Node, fits: impl Fn(Date) -> bool) -> Result<Option<Date>> {
    let register = units::register(node, "return")?;
    let reader = node.reader()?;
    let returns = measure::all_records(&reader, &register.table, &Scope::everything())?;
    let periods = returns
        .iter()
        .filter_map(|record| fields::date(&register.definition, &record.body, "period"));
    if let Some(last) = periods.filter(|day| fits(*day)).max() {
        return Ok(Some(last));
    }
    let ends = reader.streams()?.into_iter().filter_map(|stream| day_of(stream.tail.at.millis));
    Ok(ends.filter(|day| fits(*day)).max())
}

fn day_of(millis: u64) -> Option<Date> {
    let moment = Timestamp::from_millisecond(i64::try_from(millis).ok()?).ok()?;
    Some(local_date(moment))
}

impl Desk<'_> {
    /// A unit that is in force on a day, by its code or id.
    ///
    /// # Errors
    /// `unit_unknown`; `unit_not_in_force` names the day that was taken and one on which the unit was there.
    pub fn unit_in_force(&self, text: &str, day: Date) -> Outcome<&Unit> {
        let unit = self.unit(text, day)?;
        if unit.valid.on(day) { Ok(unit) } else { Err(self.not_in_force(unit, day)?) }
    }

    fn not_in_force(&self, unit: &Unit, day: Date) -> Outcome<Diagnostic> {
        let fault = problem::not_in_force(unit, (day, day == self.today()));
        Ok(match self.day_of(unit)? {
            Some(meant) => fault.hint(
                format!("Ghi thêm ngày cần xem: --date {meant}"),
                format!("Add the day that is meant: --date {meant}"),
            ),
            None => fault,
        })
    }

    /// The same for the day in the address of a figure.
    pub(super) fn not_in_force_at(&self, unit: &Unit, address: &Address) -> Outcome<Diagnostic> {
        let fault = problem::not_in_force(unit, (address.day, false));
        Ok(match self.day_of(unit)? {
            Some(day) => {
                let meant = Address { day, version: None, ..address.clone() };
                fault.hint(format!("Mở ngày khác: {meant}"), format!("Open another day: {meant}"))
            }
            None => fault,
        })
    }

    /// A day on which the unit was there, and for which there is something to see if possible.
    fn day_of(&self, unit: &Unit) -> Outcome<Option<Date>> {
        let meant = last_day_with_data(self.node, |day| unit.valid.on(day))?;
        Ok(meant.or(unit.valid.until).or(unit.valid.from))
    }
}

/// The days of a unit, as a sentence says them: "từ 01/07/2025", "đến hết 30/06/2025".
pub fn in_words(valid: Validity) -> (String, String) {
    let vi = [("từ", valid.from), ("đến hết", valid.until)];
    let en = [("from", valid.from), ("until", valid.until)];
    let words = |parts: [(&str, Option<Date>); 2], said: fn(Date) -> String| {
        let parts =
            parts.into_iter().filter_map(|(word, day)| Some(format!("{word} {}", said(day?))));
        parts.collect::<Vec<_>>().join(" ")
    };
    (words(vi, spoken), words(en, |day| day.to_string()))
}

/// `10/09/2021`.
pub fn spoken(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

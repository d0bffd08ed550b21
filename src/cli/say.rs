//! What the terminal says besides: standings, cut-offs, alarms.

use domain::returns::{CutOff, Standing};
use jiff::civil::Date;

pub use crate::say::{clock, day, figure, folded, moment, moment_of, number, read_day, stamp};

use super::Context;

/// How a unit stands.
pub fn standing(standing: Standing, context: &Context) -> &'static str {
    let (vi, en) = match standing {
        Standing::OnTime => ("đúng giờ", "on time"),
        Standing::Late => ("muộn", "late"),
        Standing::Missing => ("chưa báo cáo", "missing"),
        Standing::Waiting => ("chờ, còn hạn", "waiting"),
    };
    context.say(vi, en)
}

/// "trước 10:00" is strict, "chậm nhất 10:00" is not.
pub fn cut_off(cut_off: CutOff, context: &Context) -> String {
    let word = match cut_off {
        CutOff::Before(_) => context.say("trước", "before"),
        CutOff::By(_) => context.say("chậm nhất", "by"),
    };
    format!("{word} {}", clock(cut_off.time()))
}

/// Tells whoever is shown figures of a unit which of them were wrong before and nobody took note of.
pub fn alarms(
    desk: &node::publish::Desk<'_>,
    unit: domain::base::UnitId,
    day: Date,
    context: &Context,
) -> Result<(), super::Failure> {
    for alarm in desk.figure_alarms(unit, day)? {
        println!("! {}", alarm.render(context.lang));
    }
    Ok(())
}

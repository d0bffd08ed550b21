//! A discrepancy in words.

use jiff::civil::DateTime;
use node::publish::{Desk, Discrepancy};

use super::super::directive::wall;
use super::super::{Context, say};

/// A discrepancy in four lines: what names it, what does not agree, both figures, how it stands.
pub fn lines(one: &Discrepancy, now: DateTime, desk: &Desk<'_>, context: &Context) -> String {
    let reference = desk.discrepancy_reference(one);
    let unit = desk.unit_name(one.unit, one.period);
    let title = one.title.get(context.lang);
    let mut page = format!("{reference}  {unit}\n    {title}\n");
    page.push_str(&format!("    {}\n", figures(one, desk, context)));
    page.push_str(&format!("    {}\n", standing(one, now, desk, context)));
    page
}

/// "Số đã về: 41 · Số đã về (hôm trước): 53", or on whose lists the person is.
pub fn figures(one: &Discrepancy, desk: &Desk<'_>, context: &Context) -> String {
    if !one.shared_with.is_empty() {
        let units = one.shared_with.iter().map(|unit| desk.unit_name(*unit, one.period));
        let units: Vec<String> = units.collect();
        let words = context.say("cũng có trong sổ của", "also on the list of");
        return format!("{words} {}", units.join(", "));
    }
    let side = |text: &str, value: i64| {
        let words = desk.side_in_words(one, text, context.lang);
        format!("{words}: {}", say::number(value, context.lang))
    };
    let mut text =
        format!("{} · {}", side(&one.one, one.one_value), side(&one.other, one.other_value));
    if let Some((low, high)) = one.evidence.usual {
        let number = |number| say::number(number, context.lang);
        text.push_str(&format!(" ({}–{})", number(low), number(high)));
    }
    text
}

/// The state, by when it is to be explained and whether that is over, who was asked.
pub fn standing(one: &Discrepancy, now: DateTime, desk: &Desk<'_>, context: &Context) -> String {
    let mut text = one.state.title().get(context.lang).to_owned();
    if one.owner != one.unit {
        let owner = desk.unit_name(one.owner, one.period);
        text.push_str(&format!(" · {} {owner}", context.say("giải trình:", "to explain:")));
    }
    if let Some(due) = one.due.filter(|_| one.is_unexplained()) {
        let words = context.say("giải trình trước", "explain by");
        text.push_str(&format!(" · {words} {}", wall(due)));
    }
    if one.is_overdue(now) {
        text.push_str(context.say(" · QUÁ HẠN", " · OVERDUE"));
    }
    text
}

//! The briefing as JSON: each sentence and each cell with its sources and the arguments that open them.

use domain::briefing::{Briefing, Facts, Item, Line};
use serde_json::{Value, json};

/// Everything.
pub(super) fn briefing(briefing: &Briefing, facts: &Facts) -> Value {
    let counts = facts.days[0].counts;
    let sections: Vec<Value> = briefing
        .sections
        .iter()
        .map(|section| {
            let items: Vec<Value> = section.items.iter().map(item).collect();
            json!({"name": section.name, "title": section.title, "items": items})
        })
        .collect();
    let figures: Vec<Value> = facts
        .figures
        .iter()
        .map(|one| {
            let [today, yesterday, last_week] = one.values;
            json!({"name": one.name, "title": one.title, "today": today, "yesterday": yesterday,
                "last_week": last_week, "change": one.change, "sources": one.sources})
        })
        .collect();
    let units: Vec<Value> = facts
        .units
        .iter()
        .map(|one| {
            json!({"unit": one.key, "name": one.name, "standing": one.standing,
                "days": one.past.days, "on_time": one.past.on_time, "late": one.past.late,
                "missing": one.past.missing, "reminded": one.reminded, "source": one.source})
        })
        .collect();
    json!({"unit": facts.key, "name": facts.unit, "day": facts.day, "as_of": facts.now,
        "template": facts.template, "counts": counts, "figures": figures, "units": units,
        "sections": sections})
}

fn item(item: &Item) -> Value {
    let line = |line: &Line| json!({"text": line.text, "source": line.sources});
    match item {
        Item::Sentence(one) | Item::Point(one) => line(one),
        Item::Table(table) => {
            let rows: Vec<Vec<Value>> =
                table.rows.iter().map(|row| row.iter().map(line).collect()).collect();
            json!({"columns": table.columns, "rows": rows})
        }
        Item::Chart(chart) => {
            let points: Vec<Value> = chart
                .points
                .iter()
                .map(|one| json!({"label": one.label, "value": one.value, "source": [one.source]}))
                .collect();
            json!({"chart": chart.title, "points": points})
        }
    }
}

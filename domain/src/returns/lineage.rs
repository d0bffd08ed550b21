//! Where a figure goes: the lines of returns that carry an indicator, and the roll-ups made of them; and which lines a new
//! version of a register would change.

use std::collections::BTreeSet;

use super::{Figure, Line, Template};
use crate::base::Diagnostic;
use crate::register::{Definition, Indicator, fields_behind};

/// A line that carries an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried<'a> {
    /// The return.
    pub template: &'a Template,
    /// The line.
    pub line: &'a Line,
    /// How many roll-ups lie between the register and it: 0 where it is counted.
    pub levels: usize,
}

/// The lines that carry an indicator, where it is counted first, then each roll-up.
pub fn carried<'a>(templates: &'a [Template], register: &str, indicator: &str) -> Vec<Carried<'a>> {
    let mut found: Vec<Carried<'a>> = Vec::new();
    let mut met: BTreeSet<(&str, &str)> = BTreeSet::new();
    for level in 0.. {
        let before: BTreeSet<(&str, &str)> = met.clone();
        for template in templates {
            for line in &template.lines {
                let carries = match &line.figure {
                    Figure::Counted { register: from, indicator: of } => {
                        level == 0 && from == register && of == indicator
                    }
                    Figure::Summed { template, line } => {
                        before.contains(&(template.as_str(), line.as_str()))
                    }
                    Figure::Standings { .. } | Figure::Typed => false,
                };
                if carries && met.insert((&template.name, &line.name)) {
                    found.push(Carried { template, line, levels: level });
                }
            }
        }
        if met.len() == before.len() {
            break;
        }
    }
    found
}

/// Warnings about lines of returns whose figure a new version of a register would take away, or make another.
pub fn endangered(known: &Definition, new: &Definition, templates: &[Template]) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for indicator in &known.indicators {
        let lines = carried(templates, &known.name, &indicator.name);
        let Some(change) = change(known, new, indicator).filter(|_| !lines.is_empty()) else {
            continue;
        };
        let named: Vec<String> =
            lines.iter().map(|one| format!("{}.{}", one.template.name, one.line.name)).collect();
        let (name, lines) = (&indicator.name, named.join(", "));
        warnings.push(
            Diagnostic::warning(
                "return_line_depends",
                format!("Chỉ tiêu {name} {}; dòng báo cáo lấy số này: {lines}.", change.0),
                format!("Indicator {name} {}; lines of returns that carry it: {lines}.", change.1),
            )
            .hint(
                "Báo cho nơi nhận báo cáo, hoặc đặt chỉ tiêu mới tên khác và giữ chỉ tiêu này.",
                "Tell the receivers of the return, or add an indicator of another name and keep this one.",
            ),
        );
    }
    warnings
}

/// What happens to an indicator, in Vietnamese and English.
fn change(known: &Definition, new: &Definition, indicator: &Indicator) -> Option<(String, String)> {
    let Some(next) = new.indicators.iter().find(|one| one.name == indicator.name) else {
        return Some((
            "không còn trong bản mới".to_owned(),
            "is not in the new version".to_owned(),
        ));
    };
    if (&next.filter, &next.sum) != (&indicator.filter, &indicator.sum) {
        return Some(("có công thức khác".to_owned(), "has another formula".to_owned()));
    }
    let traces = fields_behind(known, indicator);
    let other = traces.iter().map(|trace| trace.field).find(|field| {
        new.field(&field.name).is_none_or(|now| {
            now.no != field.no
                || now.calculation != field.calculation
                || known.choices_of(field).iter().any(|choice| {
                    let left = new
                        .choices_of(now)
                        .iter()
                        .any(|one| one.name == choice.name && (!one.retired || choice.retired));
                    !left
                })
        })
    })?;
    let name = &other.name;
    Some(match new.field(name) {
        None => (format!("mất trường {name}"), format!("loses its field {name}")),
        Some(_) => (format!("đọc trường {name} đã đổi"), format!("reads {name}, which changes")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::built_in;

    fn away() -> Definition {
        built_in().into_iter().find(|one| one.name == "away_resident").unwrap()
    }

    fn templates() -> Vec<Template> {
        crate::returns::built_in().unwrap()
    }

    #[test]
    fn a_roll_up_carries_what_the_commune_counts() {
        let templates = templates();
        let found = carried(&templates, "away_resident", "not_returned");
        let said: Vec<(&str, usize)> =
            found.iter().map(|one| (one.template.name.as_str(), one.levels)).collect();
        assert_eq!(said, [("away_resident_daily", 0), ("away_resident_rollup", 1)]);
        assert_eq!(carried(&templates, "away_resident", "nothing"), []);
    }

    #[test]
    fn a_line_is_endangered_by_another_formula_and_by_nothing_else() {
        let (known, templates) = (away(), templates());
        assert_eq!(endangered(&known, &known, &templates), []);
        let mut new = known.clone();
        new.indicators[0].title.vi = "Tên khác".to_owned();
        assert_eq!(endangered(&known, &new, &templates), [], "a title is no formula");
        new.indicators[0].filter = "${returned} = 'no'".to_owned();
        let said = endangered(&known, &new, &templates);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].code, "return_line_depends");
        new.indicators.remove(0);
        assert_eq!(endangered(&known, &new, &templates).len(), 1);
    }
}

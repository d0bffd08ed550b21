//! Rules that are written once for every template: `template = "*"`, `lines = ["*"]`.

use super::read::about;
use super::{Check, Rule, Test};
use crate::formula::Equation;
use crate::returns::{Line, Template};

/// Stands for every template, and for every line of it that the program can compute.
pub(super) const EVERY: &str = "*";

/// The rules with those for every template written out: one for each line that is computed.
///
/// So a return which a district invents tomorrow is judged like the first. They are about `TEMPLATE.LINE`: two returns of a unit may have a line
/// of one name.
pub fn in_templates(rules: Vec<Rule>, templates: &[Template]) -> Vec<Rule> {
    let written_out = |rule: Rule| match &rule.test {
        Test::Equation(check) if check.template == EVERY => {
            let in_one = |template| in_template(&rule, check, template);
            templates.iter().flat_map(in_one).collect()
        }
        _ => vec![rule],
    };
    rules.into_iter().flat_map(written_out).collect()
}

fn in_template(rule: &Rule, check: &Check, template: &Template) -> Vec<Rule> {
    let computed = template.lines.iter().filter(|line| !line.is_typed());
    computed.filter_map(|line| in_line(rule, check, template, line)).collect()
}

fn in_line(rule: &Rule, check: &Check, template: &Template, line: &Line) -> Option<Rule> {
    let text = about(&check.text, &line.name);
    // The rule could be read, and a line's name is a name: so can this.
    let equation = Equation::parse(&text).ok()?;
    let check = Check { template: template.name.clone(), text, equation, ..check.clone() };
    let about = format!("{}.{}", template.name, line.name);
    Some(Rule { about, test: Test::Equation(check), ..rule.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::built_in_rules;
    use super::*;
    use crate::returns::built_in;

    #[test]
    fn a_rule_for_every_template_is_about_each_line_that_is_computed() {
        let (rules, templates) = (built_in_rules().unwrap(), built_in().unwrap());
        let all = in_templates(rules, &templates);
        let about: Vec<&str> = all
            .iter()
            .filter(|rule| rule.name == "declared_is_counted")
            .map(|rule| rule.about.as_str())
            .collect();
        let computed =
            |template: &Template| template.lines.iter().filter(|line| !line.is_typed()).count();
        assert_eq!(about.len(), templates.iter().map(computed).sum::<usize>());
        assert!(about.contains(&"away_resident_daily.total"), "{about:?}");
        assert!(about.iter().all(|about| !about.starts_with("epidemic_daily.f0_new")));
        assert!(all.iter().all(|rule| rule.template() != Some(EVERY)));
        let one = all.iter().find(|rule| rule.about == "away_resident_rollup.total").unwrap();
        let Test::Equation(check) = &one.test else { panic!("an equation") };
        assert_eq!(
            (check.text.as_str(), check.template.as_str()),
            ("total = counted.total", "away_resident_rollup")
        );
    }
}

//! The rules in force on a node: the program's, with those of its data folder over them, and the balances of templates.

use domain::base::Bilingual;
use domain::formula::Equation;
use domain::register::Balance;
use domain::returns::Template;
use domain::returns::agreement::{
    Check, Gravity, Origin, Owner, Rule, Test, Tolerance, built_in_rules, in_templates, read_rules,
};

use super::super::{Desk, Outcome};
use super::problem;
use crate::NodeError;

/// Name of the rules that are balances of templates; which, the equation tells.
const BALANCE: &str = "balance";
/// Hours to explain a balance that does not hold, as for the other rules within one return.
const HOURS: u32 = 4;

/// A balance of a template as a rule: what is found to be broken is asked about and explained like the rest.
fn of_balance(template: &Template, balance: &Balance) -> Option<Rule> {
    // An equation that cannot be read is refused with its template.
    let equation = Equation::parse(&balance.check).ok()?;
    let plain = || Bilingual::new("Các dòng của báo cáo không cân đối", "Lines do not balance");
    Some(Rule {
        name: BALANCE.to_owned(),
        about: balance.check.split_whitespace().collect(),
        title: balance.message.clone().unwrap_or_else(plain),
        source: template.source.clone(),
        severity: Gravity::Serious,
        owner: Owner::Unit,
        hours: HOURS,
        test: Test::Equation(Check {
            template: template.name.clone(),
            text: balance.check.clone(),
            equation,
            missing: balance.missing,
            tolerance: Tolerance::default(),
            // A balance is within one return.
            before_days: 1,
        }),
    })
}

/// File of further rules, in the data folder.
const FILE: [&str; 2] = ["rules", "agreement.toml"];

impl Desk<'_> {
    /// The rules that figures are held against here.
    ///
    /// # Errors
    /// The first fault of the file `rules/agreement.toml` of the data folder, with its line; a rule that names a line
    /// which its template does not have.
    pub fn agreement_rules(&self) -> Outcome<Vec<Rule>> {
        let mut rules = built_in_rules()?;
        for template in &self.templates {
            let balances = template.balances.iter();
            rules.extend(balances.filter_map(|balance| of_balance(template, balance)));
        }
        let path = self.node.folder().join(FILE[0]).join(FILE[1]);
        if !path.exists() {
            return Ok(in_templates(rules, &self.templates));
        }
        let text = std::fs::read_to_string(&path).map_err(NodeError::file(&path))?;
        let in_file = |fault: domain::base::Diagnostic| fault.in_file(path.display().to_string());
        let rules = read_rules(&rules, &text).map_err(in_file)?;
        let rules = in_templates(rules, &self.templates);
        for rule in &rules {
            self.fits(rule).map_err(in_file)?;
        }
        Ok(rules)
    }

    /// Balances of the template and adjusted figures have their own words where a return is made out.
    pub(super) fn is_told_elsewhere(rule: &Rule) -> bool {
        let counted =
            |check: &Check| check.figures().iter().any(|figure| figure.origin == Origin::Counted);
        rule.name == BALANCE || matches!(&rule.test, Test::Equation(check) if counted(check))
    }

    /// A rule of a template that is known here speaks of its lines.
    fn fits(&self, rule: &Rule) -> Outcome<()> {
        let known = self.templates.iter().find(|one| Some(one.name.as_str()) == rule.template());
        let Some(template) = known else { return Ok(()) };
        let lines: Vec<String> = match &rule.test {
            Test::Equation(check) => {
                let figures = check.figures().into_iter();
                figures.filter(|name| name.is_of_line()).map(|name| name.name).collect()
            }
            Test::Outlier(outlier) => vec![outlier.line.clone()],
            Test::SamePerson(_) => Vec::new(),
        };
        match lines.iter().find(|line| template.line(line).is_none()) {
            Some(line) => Err(problem::rule_line_unknown(rule, line, template)),
            None => Ok(()),
        }
    }
}

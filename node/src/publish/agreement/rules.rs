//! The rules in force on a node: the program's, with those of its data folder over them, and the balances of templates.

use domain::returns::agreement::{Rule, Test, built_in_rules, read_rules};

use super::super::{Desk, Outcome};
use super::problem;
use crate::NodeError;

/// File of further rules, in the data folder.
const FILE: [&str; 2] = ["rules", "agreement.toml"];

impl Desk<'_> {
    /// The rules that figures are held against here.
    ///
    /// # Errors
    /// The first fault of the file `rules/agreement.toml` of the data folder, with its line; a rule that names a line
    /// which its template does not have.
    pub fn agreement_rules(&self) -> Outcome<Vec<Rule>> {
        let rules = built_in_rules()?;
        let path = self.node.folder().join(FILE[0]).join(FILE[1]);
        if !path.exists() {
            return Ok(rules);
        }
        let text = std::fs::read_to_string(&path).map_err(NodeError::file(&path))?;
        let in_file = |fault: domain::base::Diagnostic| fault.in_file(path.display().to_string());
        let rules = read_rules(&rules, &text).map_err(in_file)?;
        for rule in &rules {
            self.fits(rule).map_err(in_file)?;
        }
        Ok(rules)
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

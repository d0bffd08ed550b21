//! Reading rules: a rule is data, and a new one needs no Rust.

use serde::Deserialize;

use super::every::EVERY;
use super::rule::{Check, Gravity, Outlier, Owner, Rule, Sameness, Test, Tolerance, YESTERDAY};
use crate::base::{Bilingual, Diagnostic};
use crate::formula::Equation;
use crate::register::Missing;

const BUILT_IN: &str = include_str!("../../../../definitions/rules/agreement.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "title")]
    _title: Bilingual,
    before_within_days: Option<u16>,
    #[serde(default, rename = "rule")]
    rules: Vec<toml::Spanned<Written>>,
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    title: Bilingual,
    source: String,
    #[serde(default)]
    severity: Gravity,
    #[serde(default)]
    owner: Owner,
    hours: u32,
    #[serde(default)]
    template: String,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    check: String,
    #[serde(default)]
    missing: Missing,
    #[serde(default)]
    tolerance: Tolerance,
    outlier: Option<Outlier>,
    same_person: Option<Sameness>,
    #[serde(default)]
    off: bool,
}

/// The rules that come with the program.
///
/// # Errors
/// Never for the file of this release; a test holds that.
pub fn built_in_rules() -> Result<Vec<Rule>, Diagnostic> {
    read_rules(&[], BUILT_IN).map_err(|fault| fault.in_file("definitions/rules/agreement.toml"))
}

/// Reads a file of rules over rules that are known.
///
/// One of a known name takes its place, one with `off = true` takes it away. A rule with several `lines` becomes one rule for each; one for every template (`"*"`) is written out by
/// [`in_templates`](super::in_templates). `before_within_days` holds for all of them.
///
/// # Errors
/// The first fault, with its line: a key that is unknown or missing, an equation that cannot be read, a rule that tests
/// nothing or two things at once.
pub fn read_rules(known: &[Rule], text: &str) -> Result<Vec<Rule>, Diagnostic> {
    let file: File = toml::from_str(text).map_err(|error| {
        let fault = Diagnostic::error(
            "rules_unreadable",
            format!("bộ quy tắc số liệu không đọc được: {}", error.message()),
            format!("the rules of agreement cannot be read: {}", error.message()),
        );
        fault.at_row(row(text, error.span().map_or(0, |span| span.start)))
    })?;
    let mut rules = known.to_vec();
    for written in file.rules {
        let at = row(text, written.span().start);
        let written = written.into_inner();
        rules.retain(|rule| rule.name != written.name);
        if !written.off {
            rules.extend(of(&written).map_err(|fault| fault.at_row(at))?);
        }
    }
    let known = known.iter().map(Rule::before_days).max();
    look_back(&mut rules, file.before_within_days.or(known).unwrap_or(YESTERDAY));
    Ok(rules)
}

fn look_back(rules: &mut [Rule], days: u16) {
    for rule in rules {
        if let Test::Equation(check) = &mut rule.test {
            check.before_days = days.max(YESTERDAY);
        }
    }
}

fn row(text: &str, at: usize) -> u64 {
    text.get(..at).map_or(0, |before| before.matches('\n').count() as u64) + 1
}

fn of(written: &Written) -> Result<Vec<Rule>, Diagnostic> {
    if !is_name(&written.name) {
        return Err(fault(
            &written.name,
            "tên chỉ được có chữ thường không dấu, chữ số và dấu gạch dưới",
            "a name holds only lower-case letters, digits and underscores",
        ));
    }
    let tests =
        [!written.check.is_empty(), written.outlier.is_some(), written.same_person.is_some()];
    if tests.into_iter().filter(|there| *there).count() != 1 {
        return Err(fault(
            &written.name,
            "phải có đúng một trong check, outlier, same_person",
            "exactly one of check, outlier, same_person is needed",
        ));
    }
    if written.same_person.is_none() && written.template.is_empty() {
        return Err(fault(&written.name, "thiếu template", "template is missing"));
    }
    if let Some(same) = &written.same_person {
        if same.keys.is_empty() || same.keys.iter().any(Vec::is_empty) {
            return Err(fault(&written.name, "keys không được trống", "keys must not be empty"));
        }
        return Ok(vec![rule(written, "", Test::SamePerson(same.clone()))]);
    }
    if written.template == EVERY {
        return Ok(vec![rule(written, EVERY, of_every_template(written)?)]);
    }
    let lines: Vec<&str> = match written.lines.is_empty() {
        true => vec![""],
        false => written.lines.iter().map(String::as_str).collect(),
    };
    lines.into_iter().map(|line| Ok(rule(written, line, of_line(written, line)?))).collect()
}

/// An equation that is written for every line of every template, with the word `line` in it.
fn of_every_template(written: &Written) -> Result<Test, Diagnostic> {
    if written.outlier.is_some() || written.lines != [EVERY] {
        return Err(fault(
            &written.name,
            "template = \"*\" cần check và lines = [\"*\"]",
            "template = \"*\" needs check and lines = [\"*\"]",
        ));
    }
    of_line(written, "")
}

fn of_line(written: &Written, line: &str) -> Result<Test, Diagnostic> {
    let template = written.template.clone();
    if let Some(outlier) = &written.outlier {
        if line.is_empty() {
            return Err(fault(&written.name, "thiếu lines", "lines is missing"));
        }
        return Ok(Test::Outlier(Outlier { template, line: line.to_owned(), ..outlier.clone() }));
    }
    let text = about(&written.check, line);
    let equation = Equation::parse(&text)?;
    let (missing, tolerance) = (written.missing, written.tolerance);
    let before_days = YESTERDAY;
    Ok(Test::Equation(Check { template, text, equation, missing, tolerance, before_days }))
}

/// The equation for one line: the word `line` in it stands for the line's name.
pub(super) fn about(check: &str, line: &str) -> String {
    if line.is_empty() {
        return check.to_owned();
    }
    let word = |word: &str| match word.rsplit_once('.') {
        Some((origin, "line")) => format!("{origin}.{line}"),
        None if word == "line" => line.to_owned(),
        _ => word.to_owned(),
    };
    check.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn rule(written: &Written, line: &str, test: Test) -> Rule {
    Rule {
        name: written.name.clone(),
        about: line.to_owned(),
        title: written.title.clone(),
        source: written.source.clone(),
        severity: written.severity,
        owner: written.owner,
        hours: written.hours,
        test,
    }
}

fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(letter)
}

fn fault(name: &str, vi: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        "rule_faulty",
        format!("Quy tắc “{name}”: {vi}."),
        format!("The rule `{name}`: {en}."),
    )
    .hint(
        "So với definitions/rules/agreement.toml.",
        "Compare it with definitions/rules/agreement.toml.",
    )
}

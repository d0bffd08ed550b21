//! A whole form against its definition: every cell is read, then the rules between fields are held.

mod birth;
mod states;

use std::collections::{BTreeMap, BTreeSet};

use birth::{birth_fields, birth_mismatch};

use jiff::civil::Date;

use states::States;

use super::circumstances::Circumstances;
use super::finding::Finding;
use super::typed::FieldReader;
use super::{Body, Coerced};
use crate::base::{Diagnostic, Value, Warned};
use crate::formula::{Context, Formula, Scope};
use crate::register::{Definition, Field, Offering, order};

/// The rules of a definition, prepared once and used for every row.
#[derive(Clone, Debug)]
pub struct Checker<'a> {
    definition: &'a Definition,
    /// In the order in which fields are computed.
    rules: Vec<Rule<'a>>,
    defaults: Body,
    /// Numbers of an identity number and a year of birth, where the register has one of each.
    birth: Option<(u16, u16)>,
    /// The fields whose values move as the definition says.
    states: Vec<States<'a>>,
}

/// How a form looks while it is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Fields that do not matter with what was typed.
    pub hidden: BTreeSet<u16>,
    /// For fields whose choices depend on others: the names of those that are left.
    pub offered: BTreeMap<u16, Vec<String>>,
    /// What computed fields give; [`Value::Empty`] where nothing comes of it yet.
    pub computed: BTreeMap<u16, Value>,
    /// What would be refused now, each at its field. What is not typed yet is among it.
    pub faults: Vec<Diagnostic>,
}

/// A form that was read, with all that its rules say.
struct Held {
    body: Body,
    warnings: Vec<Diagnostic>,
    faults: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
struct Rule<'a> {
    reader: FieldReader<'a>,
    relevant: Option<Formula>,
    constraint: Option<Formula>,
    calculation: Option<Formula>,
    offering: Option<Offering<'a>>,
}

/// Reads and checks one form of a new record; for many rows, prepare a [`Checker`].
///
/// # Errors
/// Every fault of the form at once, each at its field.
pub fn check(
    definition: &Definition,
    input: &BTreeMap<String, String>,
    today: Date,
) -> Result<Warned<Body>, Vec<Diagnostic>> {
    Checker::new(definition)?.check(input, &Circumstances::of_new(today))
}

impl<'a> Checker<'a> {
    /// Prepares the rules of a definition.
    ///
    /// # Errors
    /// The faults of its formulas; a definition that was read has none.
    pub fn new(definition: &'a Definition) -> Result<Self, Vec<Diagnostic>> {
        let scope = Scope::of(definition);
        let numbers =
            order(definition).map_err(|circle| vec![circle_fault(definition, &circle)])?;
        let fields = numbers.into_iter().filter_map(|no| definition.field_no(no));
        let (rules, faults): (Vec<_>, Vec<_>) =
            fields.map(|field| Rule::new(definition, field, &scope)).partition(Result::is_ok);
        let faults: Vec<Diagnostic> = faults.into_iter().filter_map(Result::err).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let rules: Vec<Rule<'a>> = rules.into_iter().filter_map(Result::ok).collect();
        let defaults = rules.iter().filter_map(Rule::default).collect();
        let (birth, states) = (birth_fields(definition), States::of(definition));
        Ok(Self { definition, rules, defaults, birth, states })
    }

    /// The definition.
    pub fn definition(&self) -> &'a Definition {
        self.definition
    }

    /// What fields hold in a fresh form, and in an import whose file has no column for them.
    pub fn defaults(&self) -> &Body {
        &self.defaults
    }

    /// Reads one cell of a field in use, by the field's number.
    ///
    /// # Errors
    /// When the cell cannot be read; names field, rule and way out.
    pub fn read(&self, no: u16, typed: &str, today: Date) -> Result<Coerced, Diagnostic> {
        match self.rule(no) {
            Some(rule) => rule.reader.read(typed, today),
            None => Err(unknown_field(self.definition, &no.to_string())),
        }
    }

    /// Reads a form by field names and holds all rules. A field that the form does not carry gets its default.
    ///
    /// # Errors
    /// Every fault at once: cells that cannot be read, unknown fields, missing ones, broken constraints.
    pub fn check(
        &self,
        input: &BTreeMap<String, String>,
        around: &Circumstances<'_>,
    ) -> Result<Warned<Body>, Vec<Diagnostic>> {
        let Held { body, warnings, faults } = self.held(input, around);
        if faults.is_empty() { Ok(Warned { output: body, warnings }) } else { Err(faults) }
    }

    /// How a form looks with what was typed so far: what no longer matters, what is computed, which choices are left,
    /// and what would be refused.
    pub fn guide(&self, input: &BTreeMap<String, String>, around: &Circumstances<'_>) -> Guide {
        let Held { body, faults, .. } = self.held(input, around);
        let (mut hidden, mut offered) = (BTreeSet::new(), BTreeMap::new());
        for rule in &self.rules {
            let no = rule.field().no;
            if around.holds(rule.relevant.as_ref(), &body) == Some(false) {
                hidden.insert(no);
            }
            if let Some(offering) = &rule.offering {
                offered.insert(no, offering.names(|formula| around.holds(Some(formula), &body)));
            }
        }
        let computed = self.rules.iter().filter(|rule| rule.calculation.is_some());
        let computed = computed.map(|rule| rule.field().no);
        let value = |no: u16| (no, body.get(&no).cloned().unwrap_or(Value::Empty));
        Guide { hidden, offered, computed: computed.map(value).collect(), faults }
    }

    /// Reads every cell and holds every rule.
    fn held(&self, input: &BTreeMap<String, String>, around: &Circumstances<'_>) -> Held {
        let mut faults: Vec<Diagnostic> = input
            .keys()
            .filter(|name| self.definition.field(name).is_none())
            .map(|name| unknown_field(self.definition, name))
            .collect();
        let mut body = Body::new();
        let mut warnings = Vec::new();
        let mut unread = BTreeSet::new();
        for rule in &self.rules {
            let field = rule.field();
            let Some(typed) = input.get(&field.name) else {
                if let Some(value) = self.defaults.get(&field.no) {
                    body.insert(field.no, value.clone());
                }
                continue;
            };
            match rule.reader.read(typed, around.today) {
                Ok(read) => {
                    warnings.extend(read.warnings);
                    if !read.value.is_empty() {
                        body.insert(field.no, read.value);
                    }
                }
                Err(fault) => {
                    unread.insert(field.no);
                    faults.push(fault);
                }
            }
        }
        let mut found = Vec::new();
        self.hold(&mut body, &unread, around, &mut found, &mut faults);
        warnings.extend(found.iter().map(Finding::diagnostic));
        Held { body, warnings, faults }
    }

    /// Holds the rules between fields over values that were read cell by cell, and computes what is to be computed.
    ///
    /// `unread` names the fields whose cells could not be read: they are not reported as missing once more. The
    /// warnings are not put into words yet: a list of a million rows has millions of them, and shows a few.
    ///
    /// # Errors
    /// Every broken rule at once. The warnings of a row that is refused are lost with it.
    pub fn complete(
        &self,
        mut body: Body,
        unread: &BTreeSet<u16>,
        around: &Circumstances<'_>,
    ) -> Result<(Body, Vec<Finding<'a>>), Vec<Diagnostic>> {
        let (mut warnings, mut faults) = (Vec::new(), Vec::new());
        self.hold(&mut body, unread, around, &mut warnings, &mut faults);
        if faults.is_empty() { Ok((body, warnings)) } else { Err(faults) }
    }

    /// What computed fields give now that records around this one have changed; [`Value::Empty`] where one is no longer
    /// relevant. Only fields that ask other records, and those computed from them: the others follow from the record
    /// itself, which has not changed. Nothing is refused; what was said stays.
    pub fn recompute(&self, body: &Body, around: &Circumstances<'_>) -> Body {
        let mut after = body.clone();
        let mut following = BTreeSet::new();
        for rule in self.rules.iter().filter(|rule| rule.calculation.is_some()) {
            if rule.follows(&following) {
                following.insert(rule.field().no);
                // Its faults are for whoever changes the record next.
                let _ = rule.hold(&mut after, around);
            }
        }
        let now = |no: &u16| after.get(no).cloned().unwrap_or(Value::Empty);
        let before = |no: &u16| body.get(no).cloned().unwrap_or(Value::Empty);
        let changed = following.iter().filter(|no| now(no) != before(no));
        changed.map(|no| (*no, now(no))).collect()
    }

    fn hold(
        &self,
        body: &mut Body,
        unread: &BTreeSet<u16>,
        around: &Circumstances<'_>,
        warnings: &mut Vec<Finding<'a>>,
        faults: &mut Vec<Diagnostic>,
    ) {
        for rule in self.rules.iter().filter(|rule| !unread.contains(&rule.field().no)) {
            match rule.hold(body, around) {
                Some(found) if found.is_fault() => faults.push(found.diagnostic()),
                found => warnings.extend(found),
            }
        }
        for found in self.states.iter().filter_map(|states| states.hold(body, around)) {
            match found.is_fault() {
                true => faults.push(found.diagnostic()),
                false => warnings.push(found),
            }
        }
        warnings
            .extend(self.birth.and_then(|fields| birth_mismatch(self.definition, fields, body)));
    }

    fn rule(&self, no: u16) -> Option<&Rule<'a>> {
        self.rules.iter().find(|rule| rule.field().no == no)
    }
}

impl<'a> Rule<'a> {
    fn new(
        definition: &'a Definition,
        field: &'a Field,
        scope: &Scope<'a>,
    ) -> Result<Self, Diagnostic> {
        let scope = scope.at(field);
        let condition = |text: &str| match text {
            "" => Ok(None),
            text => Formula::condition(text, &scope).map(Some),
        };
        let calculation = match field.calculation.as_str() {
            "" => None,
            text => Some(Formula::parse(text, &scope)?),
        };
        Ok(Self {
            reader: FieldReader::new(definition, field),
            relevant: condition(&field.relevant)?,
            constraint: condition(&field.constraint)?,
            calculation,
            offering: Offering::of(definition, field)?,
        })
    }

    fn field(&self) -> &'a Field {
        self.reader.field()
    }

    /// Defaults are written in full in the definition, so no date of today is needed to read them.
    fn default(&self) -> Option<(u16, Value)> {
        let field = self.field();
        let read = self.reader.read(&field.default, Date::constant(2000, 1, 1)).ok()?;
        (!read.value.is_empty()).then_some((field.no, read.value))
    }

    /// Whether what it computes follows from other records, or from fields that do.
    fn follows(&self, following: &BTreeSet<u16>) -> bool {
        let mut formulas = self.calculation.iter().chain(&self.relevant);
        formulas.any(|formula| formula.asks_others() || !formula.fields().is_disjoint(following))
    }

    /// Computes the field, or says what is wrong with it. A rule that asks other records says nothing where they are not
    /// known: no value is dropped or refused because nobody could look.
    fn hold(&self, body: &mut Body, around: &Circumstances<'_>) -> Option<Finding<'a>> {
        let field = self.field();
        if around.holds(self.relevant.as_ref(), body) == Some(false) {
            return body.remove(&field.no).map(|_| Finding::NotRelevant(field));
        }
        if let Some(calculation) = &self.calculation
            && around.can_judge(calculation)
        {
            let context = Context { body, today: around.today };
            let among = around.among(field.no);
            let value = calculation.evaluate_among(context, among).into_value();
            body.insert(field.no, value);
        }
        if body.get(&field.no).is_none_or(Value::is_empty) {
            body.remove(&field.no);
            return (field.required || field.wanted).then_some(Finding::Missing(field));
        }
        if around.holds(self.constraint.as_ref(), body) == Some(false) {
            return Some(Finding::Constraint(field));
        }
        self.not_offered(body, around)
    }

    /// The choices that stand in the field and are not offered beside the other fields.
    fn not_offered(&self, body: &Body, around: &Circumstances<'_>) -> Option<Finding<'a>> {
        let offering = self.offering.as_ref()?;
        let field = self.field();
        let chosen = body.get(&field.no)?.as_text()?;
        let offered =
            |name: &str| offering.offers(name, |formula| around.holds(Some(formula), body));
        let refused = chosen.split_whitespace().find(|name| !offered(name))?;
        let labels = offering.labels(|formula| around.holds(Some(formula), body));
        Some(Finding::NotOffered { field, chosen: offering.label(refused), offered: labels })
    }
}

fn unknown_field(definition: &Definition, name: &str) -> Diagnostic {
    let names = definition.in_use().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        "field_unknown",
        format!("“{}” không có trường “{name}”.", definition.title.vi),
        format!("The register “{}” has no field `{name}`.", definition.title.en),
    )
    .hint(format!("Các trường: {names}."), format!("Fields: {names}."))
    .at_field(name)
}

fn circle_fault(definition: &Definition, circle: &[u16]) -> Diagnostic {
    let names = circle.iter().filter_map(|no| definition.field_no(*no)).map(|f| f.name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        "circle",
        format!("Công thức chạy vòng: {names}."),
        format!("The formulas run in a circle: {names}."),
    )
    .hint("Bỏ một trong các ${…} tạo vòng.", "Remove one of the ${…} that close the circle.")
}

#[cfg(test)]
mod tests;

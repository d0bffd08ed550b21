//! A whole form against its definition: every cell is read, then the rules between fields are held.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::finding::Finding;
use super::typed::{FieldReader, identity_number_tells};
use super::{Body, Coerced};
use crate::base::{Diagnostic, Value, Warned};
use crate::formula::{Context, Formula, Scope};
use crate::register::{Definition, Field, Shape, order};

/// The rules of a definition, prepared once and used for every row.
#[derive(Clone, Debug)]
pub struct Checker<'a> {
    definition: &'a Definition,
    /// In the order in which fields are computed.
    rules: Vec<Rule<'a>>,
    defaults: Body,
    /// Numbers of an identity number and a year of birth, where the register has one of each.
    birth: Option<(u16, u16)>,
}

#[derive(Clone, Debug)]
struct Rule<'a> {
    reader: FieldReader<'a>,
    relevant: Option<Formula>,
    constraint: Option<Formula>,
    calculation: Option<Formula>,
}

/// Reads and checks one form; for many rows, prepare a [`Checker`].
///
/// # Errors
/// Every fault of the form at once, each at its field.
pub fn check(
    definition: &Definition,
    input: &BTreeMap<String, String>,
    today: Date,
) -> Result<Warned<Body>, Vec<Diagnostic>> {
    Checker::new(definition)?.check(input, today)
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
        Ok(Self { definition, rules, defaults, birth: birth_fields(definition) })
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
        today: Date,
    ) -> Result<Warned<Body>, Vec<Diagnostic>> {
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
            match rule.reader.read(typed, today) {
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
        self.hold(&mut body, &unread, today, &mut found, &mut faults);
        warnings.extend(found.iter().map(Finding::diagnostic));
        if faults.is_empty() { Ok(Warned { output: body, warnings }) } else { Err(faults) }
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
        today: Date,
    ) -> Result<(Body, Vec<Finding<'a>>), Vec<Diagnostic>> {
        let (mut warnings, mut faults) = (Vec::new(), Vec::new());
        self.hold(&mut body, unread, today, &mut warnings, &mut faults);
        if faults.is_empty() { Ok((body, warnings)) } else { Err(faults) }
    }

    fn hold(
        &self,
        body: &mut Body,
        unread: &BTreeSet<u16>,
        today: Date,
        warnings: &mut Vec<Finding<'a>>,
        faults: &mut Vec<Diagnostic>,
    ) {
        for rule in self.rules.iter().filter(|rule| !unread.contains(&rule.field().no)) {
            match rule.hold(body, today) {
                Some(found) if found.is_fault() => faults.push(found.diagnostic()),
                found => warnings.extend(found),
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

    /// Computes the field, or says what is wrong with it.
    fn hold(&self, body: &mut Body, today: Date) -> Option<Finding<'a>> {
        let field = self.field();
        if self.relevant.as_ref().is_some_and(|relevant| !relevant.holds(Context { body, today })) {
            return body.remove(&field.no).map(|_| Finding::NotRelevant(field));
        }
        if let Some(calculation) = &self.calculation {
            let value = calculation.evaluate(Context { body, today }).into_value();
            body.insert(field.no, value);
        }
        if body.get(&field.no).is_none_or(Value::is_empty) {
            body.remove(&field.no);
            return (field.required || field.wanted).then_some(Finding::Missing(field));
        }
        let holds = self.constraint.as_ref().is_none_or(|rule| rule.holds(Context { body, today }));
        (!holds).then_some(Finding::Constraint(field))
    }
}

/// The one identity number and the one year of birth of a register.
fn birth_fields(definition: &Definition) -> Option<(u16, u16)> {
    let only = |shape: Shape| {
        let mut fields = definition.in_use().filter(move |field| field.shape == shape);
        fields.next().filter(|_| fields.next().is_none()).map(|field| field.no)
    };
    Some((only(Shape::Cccd)?, only(Shape::Year)?))
}

/// A card tells the year of birth. They often differ by a slip of the hand, so it is only said.
fn birth_mismatch<'a>(
    definition: &'a Definition,
    fields: (u16, u16),
    body: &Body,
) -> Option<Finding<'a>> {
    let number = body.get(&fields.0)?.as_text()?;
    let Value::Integer(year) = body.get(&fields.1)? else { return None };
    let (_, told) = identity_number_tells(number)?;
    let field = definition.field_no(fields.0)?;
    let (number, year) = (number.to_owned(), *year);
    (i64::from(told) != year).then_some(Finding::BirthYear { field, number, told, year })
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
mod tests {
    use super::*;
    use crate::base::Lang;
    use crate::register::{Owner, built_in};

    const TODAY: Date = Date::constant(2021, 9, 10);

    fn form(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
        cells.iter().map(|(name, typed)| ((*name).to_owned(), (*typed).to_owned())).collect()
    }

    fn definition(name: &str) -> Definition {
        built_in().into_iter().find(|definition| definition.name == name).unwrap()
    }

    fn told(found: &[Diagnostic]) -> String {
        found.iter().map(|one| one.render(Lang::Vi)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_row_with_gaps_is_taken_and_the_gaps_are_told() {
        let read = check(
            &definition("away_resident"),
            &form(&[("full_name", "Lò Thị Đào"), ("cccd", "014198123456"), ("birth_year", "1989")]),
            TODAY,
        )
        .unwrap();
        assert_eq!(
            read.output.get(&9),
            Some(&Value::from("no")),
            "nobody is back before it is said"
        );
        insta::assert_snapshot!(told(&read.warnings), @r#"
    cột address: Chưa có Địa chỉ. [wanted]
      → Dòng vẫn được nhận; bổ sung khi biết.
    cột destination: Chưa có Đi đâu. [wanted]
      → Dòng vẫn được nhận; bổ sung khi biết.
    cột phone: Chưa có Số điện thoại liên lạc. [wanted]
      → Dòng vẫn được nhận; bổ sung khi biết.
    cột vaccinated: Chưa có Đã tiêm vacxin hay chưa. [wanted]
      → Dòng vẫn được nhận; bổ sung khi biết.
    cột cccd: Số 014198123456 là của người sinh năm 1998; dòng này ghi 1989. [cccd_birth_year]
      → Xem lại thẻ và năm sinh.
    "#);
    }

    #[test]
    fn every_fault_of_a_form_is_told_at_its_field() {
        let faults = check(
            &definition("away_resident"),
            &form(&[("expected_return", "30/2/2021"), ("returned", "có lẽ"), ("colour", "đỏ")]),
            TODAY,
        )
        .unwrap_err();
        insta::assert_snapshot!(told(&faults), @r#"
    cột colour: “Sổ công dân ở ngoài tỉnh” không có trường “colour”. [field_unknown]
      → Các trường: full_name, address, destination, expected_return, phone, vaccinated, group, village, returned, contacted, needs_support, cccd, birth_year.
    cột expected_return: Dự kiến ngày về: Lịch không có ngày “30/2/2021”. [date_none]
      → Kiểm tra ngày và tháng.
    cột returned: Đã về hay chưa: “có lẽ” không có trong danh mục. [choice_unknown]
      → Chọn một trong: Đã về; Chưa về.
    cột full_name: Thiếu Họ tên. [required]
      → Điền vào rồi lưu lại; các ô khác giữ nguyên.
    "#);
    }

    #[test]
    fn constraints_hold_between_fields_and_not_on_empty() {
        let unit = definition("unit");
        let row = |to: &str| {
            form(&[
                ("name", "Xã Nà Bó"),
                ("unit_kind", "commune"),
                ("valid_from", "1/11/2021"),
                ("valid_to", to),
            ])
        };
        assert!(check(&unit, &row(""), TODAY).is_ok());
        assert!(check(&unit, &row("30/6/2025"), TODAY).is_ok());
        let faults = check(&unit, &row("1/1/2020"), TODAY).unwrap_err();
        assert_eq!(
            (faults[0].code, faults[0].place.field.as_deref()),
            ("constraint", Some("valid_to"))
        );
    }

    #[test]
    fn relevant_and_calculation_follow_the_other_fields() {
        let text = r#"
name = "stay"
title = "Cách ly"
[[field]]
no = 1
name = "until"
kind = "calculate"
calculation = "${from} + 14"
label = "Đến ngày"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "from"
kind = "date"
label = "Từ ngày"
required = true
visibility = "unit"
retention = "permanent"
[[field]]
no = 3
name = "why"
kind = "text"
label = "Lý do"
relevant = "${until} < today()"
required = true
visibility = "unit"
retention = "permanent"
"#;
        let stay = Definition::issued_by(Owner::BuiltIn, text).unwrap();
        let read = check(&stay, &form(&[("from", "1/9/2021"), ("why", "muộn")]), TODAY).unwrap();
        assert_eq!(read.output.get(&1), Some(&Value::from(jiff::civil::date(2021, 9, 15))));
        assert_eq!(read.output.get(&3), None);
        assert_eq!(read.warnings[0].code, "not_relevant");
        let faults = check(&stay, &form(&[("from", "1/8/2021")]), TODAY).unwrap_err();
        assert_eq!(faults[0].place.field.as_deref(), Some("why"));
        let faults = check(&stay, &form(&[("from", "mai")]), TODAY).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["date_form"]);
    }

    #[test]
    fn a_correction_is_refused_without_its_reason() {
        let cells = [
            ("of_unit", "0190a0a0-0000-7000-8000-000000000000"),
            ("template", "away"),
            ("period", "2021-09-10"),
            ("payload", "{}"),
            ("payload_hash", "00"),
        ];
        let version = |number: &'static str| {
            let mut cells = form(&cells);
            cells.insert("version".to_owned(), number.to_owned());
            check(&definition("return"), &cells, TODAY)
        };
        assert!(version("1").is_ok());
        assert_eq!(version("2").unwrap_err()[0].place.field.as_deref(), Some("reason"));
    }
}

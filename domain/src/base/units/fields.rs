//! Units and relations as flat fields, for the system registers `unit` and `unit_relation`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::{Diagnostic, UnitId};

use super::identity::{tier_from_word, tier_word};
use super::{Alias, Former, Relation, RelationKind, Unit, Validity};

/// Field name → text. An empty text is the same as an absent field.
pub type Fields = BTreeMap<String, String>;

/// Between the name of an alias and where it stands written; one alias a line.
const SOURCE_MARK: &str = "\t";

impl Unit {
    /// The fields of register `unit`: id, kind, tier, code, name, aliases (one a line, its source after a tab),
    /// `valid_from`, `valid_until`.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        put(&mut fields, "id", self.id.to_string());
        put(&mut fields, "kind", self.kind.clone());
        put(&mut fields, "tier", tier_word(self.tier).to_owned());
        put(&mut fields, "code", self.code.clone().unwrap_or_default());
        put(&mut fields, "name", self.name.clone());
        put(&mut fields, "aliases", aliases_text(&self.aliases));
        put_validity(&mut fields, self.valid);
        fields
    }

    /// Reads the fields back.
    ///
    /// # Errors
    /// `units_field` at the field that is missing or cannot be read.
    pub fn from_fields(fields: &Fields) -> Result<Self, Diagnostic> {
        Ok(Self {
            id: id(fields, "id")?,
            kind: required(fields, "kind")?.to_owned(),
            tier: tier_from_word(required(fields, "tier")?).ok_or_else(|| wrong(fields, "tier"))?,
            code: optional(fields, "code").map(str::to_owned),
            name: required(fields, "name")?.to_owned(),
            aliases: optional(fields, "aliases").map(aliases_of).unwrap_or_default(),
            valid: validity(fields)?,
        })
    }
}

impl Relation {
    /// The fields of register `unit_relation`: unit, relation, to, `valid_from`, `valid_until`.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        put(&mut fields, "unit", self.unit.to_string());
        put(&mut fields, "relation", self.kind.word().to_owned());
        put(&mut fields, "to", self.to.to_string());
        put_validity(&mut fields, self.valid);
        fields
    }

    /// Reads the fields back.
    ///
    /// # Errors
    /// `units_field` at the field that is missing or cannot be read.
    pub fn from_fields(fields: &Fields) -> Result<Self, Diagnostic> {
        let kind = RelationKind::from_word(required(fields, "relation")?);
        Ok(Self {
            unit: id(fields, "unit")?,
            kind: kind.ok_or_else(|| wrong(fields, "relation"))?,
            to: id(fields, "to")?,
            valid: validity(fields)?,
        })
    }
}

fn put(fields: &mut Fields, name: &str, text: String) {
    if !text.is_empty() {
        fields.insert(name.to_owned(), text);
    }
}

fn put_validity(fields: &mut Fields, valid: Validity) {
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    put(fields, "valid_from", text(valid.from));
    put(fields, "valid_until", text(valid.until));
}

fn aliases_text(aliases: &[Alias]) -> String {
    let line = |alias: &Alias| match (&alias.former, alias.source.as_str()) {
        (Some(Former { kind, until }), source) => {
            [&alias.name, source, kind, &until.to_string()].join(SOURCE_MARK)
        }
        (None, "") => alias.name.clone(),
        (None, source) => [&alias.name, source].join(SOURCE_MARK),
    };
    aliases.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn aliases_of(text: &str) -> Vec<Alias> {
    let alias = |line: &str| {
        let mut parts = line.split(SOURCE_MARK).map(str::to_owned);
        let name = parts.next().unwrap_or_default();
        let source = parts.next().unwrap_or_default();
        let former = parts.next().zip(parts.next().and_then(|until| until.parse().ok()));
        Alias { name, source, former: former.map(|(kind, until)| Former { kind, until }) }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(alias).collect()
}

fn optional<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.get(name).map(String::as_str).filter(|text| !text.is_empty())
}

fn required<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, Diagnostic> {
    optional(fields, name).ok_or_else(|| wrong(fields, name))
}

fn id(fields: &Fields, name: &str) -> Result<UnitId, Diagnostic> {
    required(fields, name)?.parse().map_err(|_| wrong(fields, name))
}

fn date(fields: &Fields, name: &str) -> Result<Option<Date>, Diagnostic> {
    let text = optional(fields, name);
    text.map(|text| text.parse().map_err(|_| wrong(fields, name))).transpose()
}

fn validity(fields: &Fields) -> Result<Validity, Diagnostic> {
    let valid = Validity { from: date(fields, "valid_from")?, until: date(fields, "valid_until")? };
    match (valid.from, valid.until) {
        (Some(from), Some(until)) if until < from => Err(wrong(fields, "valid_until")),
        _ => Ok(valid),
    }
}

fn wrong(fields: &Fields, name: &str) -> Diagnostic {
    let (vi, en) = match optional(fields, name) {
        None => ("còn thiếu".to_owned(), "is missing".to_owned()),
        Some(text) => {
            (format!("không đọc được: \"{text}\""), format!("cannot be read: \"{text}\""))
        }
    };
    Diagnostic::error("units_field", format!("trường {name} {vi}"), format!("field {name} {en}"))
        .at_field(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::mai_son;

    #[test]
    fn every_built_in_unit_and_relation_survives_storage() {
        let facts = mai_son().unwrap();
        for unit in &facts.units {
            assert_eq!(&Unit::from_fields(&unit.to_fields()).unwrap(), unit);
        }
        for relation in &facts.relations {
            assert_eq!(&Relation::from_fields(&relation.to_fields()).unwrap(), relation);
        }
    }

    #[test]
    fn an_error_names_its_field() {
        let good = mai_son().unwrap().units[5].to_fields();
        let field_at_fault = |name: &str, text: &str| {
            let mut fields = good.clone();
            fields.insert(name.to_owned(), text.to_owned());
            Unit::from_fields(&fields).unwrap_err().place.field.unwrap()
        };
        assert_eq!(field_at_fault("tier", "làng"), "tier");
        assert_eq!(field_at_fault("id", "125"), "id");
        assert_eq!(field_at_fault("name", ""), "name");
        assert_eq!(field_at_fault("valid_from", "32/9/2021"), "valid_from");
        assert_eq!(field_at_fault("valid_from", "2030-01-01"), "valid_until");
    }
}

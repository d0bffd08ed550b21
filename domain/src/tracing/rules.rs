//! All packs that tracing asks: those of the program, and those that a province has added since.

use serde::Deserialize;

use super::pack::unread;
use super::{ContactPack, Pack, Packs, QuarantinePack, Sure, ZonePack};
use super::{contact_packs, quarantine_packs, zone_packs};
use crate::base::{Bilingual, Diagnostic};
use jiff::civil::Date;

/// The rules of tracing, each with its packs.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// What a contact is.
    pub contact: Packs<ContactPack>,
    /// How long quarantine takes.
    pub quarantine: Packs<QuarantinePack>,
    /// When a zone may be lifted.
    pub zone: Packs<ZonePack>,
}

/// What a file of packs says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RulesFile {
    /// Which rules: `contact`, `quarantine`, `zone`.
    pub name: String,
    /// What they are called.
    pub title: Bilingual,
}

/// A pack, for whoever looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackHead {
    /// The rules that it belongs to.
    pub rules: &'static str,
    /// The paper.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// How sure it is.
    pub sure: Sure,
    /// What the paper says.
    pub source: String,
}

impl Rules {
    /// Those of the program.
    ///
    /// # Errors
    /// When the program was built with rules that cannot be read; a test holds that it was not.
    pub fn built_in() -> Result<Self, Diagnostic> {
        Ok(Self {
            contact: contact_packs()?.clone(),
            quarantine: quarantine_packs()?.clone(),
            zone: zone_packs()?.clone(),
        })
    }

    /// These and the packs of a file, written as those of `definitions/rules` are.
    ///
    /// # Errors
    /// `rule_packs`: the text cannot be read, with the line; `rules_unknown`; `rule_pack_known`.
    pub fn with(mut self, text: &str) -> Result<(Self, RulesFile), Diagnostic> {
        let file: RulesFile = toml::from_str(text).map_err(|error| unread(text, &error))?;
        match file.name.as_str() {
            "contact" => self.contact = self.contact.with(Packs::from_toml(text)?)?,
            "quarantine" => self.quarantine = self.quarantine.with(Packs::from_toml(text)?)?,
            "zone" => self.zone = self.zone.with(Packs::from_toml(text)?)?,
            other => return Err(unknown(other)),
        }
        Ok((self, file))
    }

    /// Every pack, by rules and day.
    pub fn heads(&self) -> Vec<PackHead> {
        fn of<P: Pack>(rules: &'static str, packs: &[P]) -> impl Iterator<Item = PackHead> {
            packs.iter().map(move |pack| PackHead {
                rules,
                name: pack.name().to_owned(),
                from: pack.from(),
                sure: pack.sure(),
                source: pack.source().to_owned(),
            })
        }
        of("contact", self.contact.all())
            .chain(of("quarantine", self.quarantine.all()))
            .chain(of("zone", self.zone.all()))
            .collect()
    }
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::error(
        "rules_unknown",
        format!("Không có bộ quy định “{name}”."),
        format!("There are no rules “{name}”."),
    )
    .hint(
        "name = \"contact\", \"quarantine\" hoặc \"zone\".",
        "name = \"contact\", \"quarantine\" or \"zone\".",
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn zone(name: &str, from: &str, days: i32) -> String {
        format!(
            "name = \"zone\"\ntitle = {{ vi = \"a\", en = \"b\" }}\n[[pack]]\nname = \"{name}\"\nfrom = \"{from}\"\n\
             source = \"s\"\nsure = \"found\"\ndays_without_case = {days}\n"
        )
    }

    fn days(rules: &Rules, on: Date) -> i32 {
        rules.zone.on(on).unwrap().days_without_case
    }

    #[test]
    fn a_pack_that_is_added_holds_from_its_day_and_not_before() {
        let before = Rules::built_in().unwrap();
        let (rules, file) = before.clone().with(&zone("12/QĐ", "2021-09-15", 7)).unwrap();
        assert_eq!(file.name, "zone");
        assert_eq!(days(&rules, date(2021, 9, 14)), days(&before, date(2021, 9, 14)));
        assert_eq!(days(&rules, date(2021, 9, 15)), 7);
        assert_eq!(rules.contact, before.contact);
        // The same once more changes nothing; another of that day takes its place.
        let (again, _) = rules.clone().with(&zone("12/QĐ", "2021-09-15", 7)).unwrap();
        assert_eq!(again, rules);
        let (other, _) = rules.clone().with(&zone("13/QĐ", "2021-09-15", 10)).unwrap();
        assert_eq!(days(&other, date(2021, 9, 15)), 10);
        assert_eq!(other.heads().len(), rules.heads().len());
    }

    #[test]
    fn what_a_decision_names_stays_what_it_was() {
        let rules = Rules::built_in().unwrap();
        let (rules, _) = rules.with(&zone("12/QĐ", "2021-09-15", 7)).unwrap();
        let fault = rules.with(&zone("12/QĐ", "2021-09-15", 8)).unwrap_err();
        assert_eq!(fault.code, "rule_pack_known");
    }

    #[test]
    fn a_text_that_cannot_be_read_is_told_with_its_line() {
        let rules = Rules::built_in().unwrap();
        let wrong = zone("12/QĐ", "2021-09-15", 7).replace("days_without_case", "days_without");
        let fault = rules.clone().with(&wrong).unwrap_err();
        assert!(fault.code == "rule_packs" && fault.message.vi.contains("dòng "), "{fault}");
        let other = zone("12/QĐ", "2021-09-15", 7).replace("\"zone\"", "\"fines\"");
        assert_eq!(rules.with(&other).unwrap_err().code, "rules_unknown");
    }
}

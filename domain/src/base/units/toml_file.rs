//! Units from a TOML file: a district with its offices and villages, written by hand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::base::text::squeeze;
use crate::base::{Diagnostic, UnitId};
use crate::register::Tier;

use super::identity::{body_id, coded_id, country_id, tier_word};
use super::lexicon::key_of;
use super::list::country;
use super::{Alias, Eras, Relation, RelationKind, Unit, UnitFacts, Validity, Vocabulary};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What to call the file where its facts are shown.
    #[serde(default)]
    label: String,
    scheme: String,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
    #[serde(default, rename = "unit")]
    units: Vec<UnitEntry>,
    #[serde(default)]
    each: Vec<EachEntry>,
    #[serde(default, rename = "relation")]
    relations: Vec<RelationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    #[serde(default)]
    key: Option<String>,
    kind: String,
    #[serde(default)]
    tier: Option<Tier>,
    #[serde(default)]
    code: Option<String>,
    name: String,
    #[serde(default)]
    aliases: Vec<AliasEntry>,
    #[serde(default)]
    part_of: Option<String>,
    #[serde(default)]
    territory: Option<String>,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
    #[serde(default)]
    villages: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AliasEntry {
    Name(String),
    Sourced { name: String, source: String },
}

/// A body that every unit of a tier in this file has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EachEntry {
    tier: Tier,
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationEntry {
    unit: String,
    kind: String,
    to: String,
    #[serde(default)]
    on: Option<Date>,
}

impl UnitFacts {
    /// Reads a file of units. What does not fit together is left out and stands in the warnings.
    ///
    /// # Errors
    /// `units_file` when the text is not such a file, `units_scheme` when its code scheme is not in `tiers.toml`.
    pub fn from_toml(text: &str, eras: &Eras, vocabulary: &Vocabulary) -> Result<Self, Diagnostic> {
        let file: File = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
        if eras.of_scheme(&file.scheme).is_none() {
            return Err(unknown_scheme(&file.scheme));
        }
        let mut reader = Reader::new(&file, vocabulary);
        for entry in &file.units {
            reader.unit(entry);
        }
        for each in &file.each {
            reader.body_of_each(each);
        }
        for relation in &file.relations {
            reader.relation(relation);
        }
        Ok(reader.facts)
    }
}

struct Reader<'a> {
    file: &'a File,
    vocabulary: &'a Vocabulary,
    facts: UnitFacts,
    by_key: BTreeMap<String, UnitId>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a File, vocabulary: &'a Vocabulary) -> Self {
        let facts = UnitFacts { units: vec![country()], ..UnitFacts::default() };
        Self { file, vocabulary, facts, by_key: BTreeMap::new() }
    }

    fn unit(&mut self, entry: &UnitEntry) {
        let Some(tier) = self.tier_of(entry) else {
            return self.warn(
                "units_kind",
                &entry.name,
                "loại đơn vị không có trong danh mục loại",
                "its kind is not in the list of kinds",
            );
        };
        let Some(parent) = self.parent_of(entry, tier) else {
            return self.warn(
                "units_parent",
                &entry.name,
                "không tìm thấy đơn vị cấp trên",
                "its parent is not in the file",
            );
        };
        let id = self.id_of(entry, tier, parent);
        let key = entry.key.as_ref().or(entry.code.as_ref());
        if let Some(key) = key
            && self.by_key.insert(key.clone(), id).is_some()
        {
            return self.warn(
                "units_twice",
                &entry.name,
                "mã hoặc khóa đã dùng",
                "its code or key is used twice",
            );
        }
        self.push(id, &entry.kind, tier, entry);
        self.relate(id, RelationKind::PartOf, parent, self.valid_of(entry));
        self.territory(id, entry);
        for village in &entry.villages {
            self.village(id, village);
        }
    }

    fn tier_of(&self, entry: &UnitEntry) -> Option<Tier> {
        let kind = self.vocabulary.kind(&entry.kind)?;
        let fits = |tier: Tier| kind.tiers.contains(&tier);
        entry.tier.or_else(|| kind.tiers.first().copied()).filter(|tier| fits(*tier))
    }

    fn parent_of(&self, entry: &UnitEntry, tier: Tier) -> Option<UnitId> {
        match &entry.part_of {
            Some(key) => self.by_key.get(key).copied(),
            None => (tier == Tier::Province).then(country_id),
        }
    }

    fn id_of(&self, entry: &UnitEntry, tier: Tier, parent: UnitId) -> UnitId {
        match (&entry.code, &entry.key) {
            (Some(code), _) => coded_id(&self.file.scheme, tier, code, entry.from),
            (None, Some(key)) => {
                UnitId::derived(&format!("{}/{}#{key}", self.file.scheme, tier_word(tier)))
            }
            (None, None) => body_id(parent, &entry.kind, &key_of(&entry.name)),
        }
    }

    fn valid_of(&self, entry: &UnitEntry) -> Validity {
        Validity { from: entry.from, until: entry.until }.or(self.valid())
    }

    fn valid(&self) -> Validity {
        Validity { from: self.file.from, until: self.file.until }
    }

    fn push(&mut self, id: UnitId, kind: &str, tier: Tier, entry: &UnitEntry) {
        let aliases = entry.aliases.iter().map(AliasEntry::alias).collect();
        self.facts.units.push(Unit {
            id,
            kind: kind.to_owned(),
            tier,
            code: entry.code.clone(),
            name: squeeze(&entry.name),
            aliases,
            valid: self.valid_of(entry),
        });
    }

    fn territory(&mut self, id: UnitId, entry: &UnitEntry) {
        let Some(key) = &entry.territory else { return };
        match self.by_key.get(key) {
            Some(&to) => self.relate(id, RelationKind::Territory, to, self.valid_of(entry)),
            None => self.warn(
                "units_parent",
                &entry.name,
                "không tìm thấy địa bàn",
                "its territory is not in the file",
            ),
        }
    }

    /// `Bản Nà Hạ`: the kind stands before the name.
    fn village(&mut self, commune: UnitId, text: &str) {
        let Some((kind, name)) = self.vocabulary.kind_and_name(text) else {
            return self.warn(
                "units_kind",
                text,
                "không nhận ra loại thôn, bản",
                "its kind of village is not known",
            );
        };
        let (kind, name) = (kind.to_owned(), squeeze(name));
        let id = body_id(commune, &kind, &key_of(&name));
        let unit = Unit {
            id,
            kind,
            tier: Tier::Village,
            code: None,
            name,
            aliases: Vec::new(),
            valid: self.valid(),
        };
        self.facts.units.push(unit);
        self.relate(id, RelationKind::PartOf, commune, self.valid());
    }

    fn body_of_each(&mut self, each: &EachEntry) {
        let owners: Vec<Unit> =
            self.facts.units.iter().filter(|unit| unit.tier == each.tier).cloned().collect();
        for owner in owners {
            let name = format!("{} {}", owner.kind, owner.name);
            let id = body_id(owner.id, &each.kind, &key_of(&name));
            self.facts.units.push(Unit {
                id,
                kind: each.kind.clone(),
                tier: Tier::Body,
                code: None,
                name,
                aliases: Vec::new(),
                valid: owner.valid,
            });
            self.relate(id, RelationKind::PartOf, owner.id, owner.valid);
        }
    }

    fn relation(&mut self, entry: &RelationEntry) {
        let ends = (self.by_key.get(&entry.unit), self.by_key.get(&entry.to));
        match (RelationKind::from_word(&entry.kind), ends) {
            (Some(kind), (Some(&unit), Some(&to))) => {
                let valid = Validity { from: entry.on, until: None };
                self.relate(unit, kind, to, valid);
            }
            _ => self.warn(
                "units_relation",
                &entry.unit,
                "quan hệ không rõ loại hoặc đơn vị",
                "a relation of unknown kind or to an unknown unit",
            ),
        }
    }

    fn relate(&mut self, unit: UnitId, kind: RelationKind, to: UnitId, valid: Validity) {
        self.facts.relations.push(Relation { unit, kind, to, valid });
    }

    fn warn(&mut self, code: &'static str, name: &str, vi: &str, en: &str) {
        let mut warning =
            Diagnostic::warning(code, format!("\"{name}\": {vi}"), format!("\"{name}\": {en}"));
        if !self.file.label.is_empty() {
            warning = warning.in_file(&self.file.label);
        }
        self.facts.warnings.push(warning);
    }
}

impl AliasEntry {
    fn alias(&self) -> Alias {
        let (name, source) = match self {
            Self::Name(name) => (name, ""),
            Self::Sourced { name, source } => (name, source.as_str()),
        };
        Alias { name: name.clone(), source: source.to_owned(), former: None }
    }
}

fn unreadable(text: &str, error: &toml::de::Error) -> Diagnostic {
    let why = error.message();
    let diagnostic = Diagnostic::error(
        "units_file",
        format!("không đọc được tệp đơn vị: {why}"),
        format!("the file of units cannot be read: {why}"),
    );
    match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or_default();
            let line = before.matches('\n').count() as u64 + 1;
            diagnostic.at_row(line)
        }
        None => diagnostic,
    }
}

fn unknown_scheme(scheme: &str) -> Diagnostic {
    Diagnostic::error(
        "units_scheme",
        format!("không có bộ mã \"{scheme}\" trong danh mục cấp"),
        format!("there is no code scheme \"{scheme}\" in the list of tiers"),
    )
    .at_field("scheme")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<UnitFacts, Diagnostic> {
        UnitFacts::from_toml(text, &Eras::builtin().unwrap(), &Vocabulary::builtin().unwrap())
    }

    fn unit(lines: &str) -> String {
        format!("[[unit]]\n{lines}\n")
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_named() {
        let province = unit("kind = 'tỉnh'\ncode = '05'\nname = 'Núi Xanh'");
        for (more, code) in [
            (unit("kind = 'tổng'\nname = 'Lạ'\npart_of = '05'"), "units_kind"),
            (unit("kind = 'xã'\ntier = 'district'\nname = 'Lạ'\npart_of = '05'"), "units_kind"),
            (unit("kind = 'huyện'\nname = 'Lạ'\npart_of = '77'"), "units_parent"),
            (unit("kind = 'huyện'\nname = 'Lạ'"), "units_parent"),
            (unit("kind = 'tỉnh'\ncode = '05'\nname = 'Lạ'"), "units_twice"),
            ("[[relation]]\nunit = '05'\nkind = 'eats'\nto = '05'\n".to_owned(), "units_relation"),
        ] {
            let facts = read(&format!("scheme = 'qd-124-2004'\n{province}{more}")).unwrap();
            let codes: Vec<&str> = facts.warnings.iter().map(|warning| warning.code).collect();
            assert_eq!(codes, [code], "{more}");
            assert_eq!(facts.units.len(), 2, "the country and its province remain");
        }
    }

    #[test]
    fn a_village_without_a_kind_is_named() {
        let text = "scheme = 'qd-124-2004'\n\
            [[unit]]\nkind = 'tỉnh'\ncode = '05'\nname = 'Núi Xanh'\nvillages = ['Bản Nước', 'Nước']\n";
        let facts = read(text).unwrap();
        assert_eq!(facts.units.len(), 3);
        assert_eq!(facts.warnings[0].message.vi, "\"Nước\": không nhận ra loại thôn, bản");
    }

    #[test]
    fn a_file_of_another_form_or_scheme_is_refused() {
        let error = read("scheme = 'qd-124-2004'\n[[unit]]\nnom = 'x'\n").unwrap_err();
        assert_eq!((error.code, error.place.row), ("units_file", Some(3)));
        assert_eq!(read("scheme = 'iso'").unwrap_err().code, "units_scheme");
    }
}

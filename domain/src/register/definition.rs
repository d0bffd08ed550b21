//! The definition of a register: plain data, read from TOML or an `XLSForm`, carried in the ledger.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::{Bilingual, DefinitionId, Kind};

/// A list that units keep. A built-in one and one that a district invents this morning are alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Permanent id; the same for all versions.
    pub id: DefinitionId,
    /// Name in snake case, unique per issuing unit.
    pub name: String,
    /// Counts up from 1; a definition is never changed in place.
    pub version: u32,
    /// Title on screen.
    pub title: Bilingual,
    /// Where the list comes from: the decree, dispatch or standard that orders it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The tier of the units that keep it.
    #[serde(default)]
    pub kept_by: Tier,
    /// First day on which this version is in force; none means any day, those before it was taken too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last day on which the register is kept; none means until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Fields in the order of the form.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// Parts of the form under a title of their own, in order; fields name theirs.
    #[serde(default, rename = "section", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Texts that stand between the fields.
    #[serde(default, rename = "note", skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Choice lists by name.
    #[serde(default, rename = "choices", skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceList>,
    /// Fields that tell whether two rows are the same; tried in order. Each inner list is one key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Vec<String>>,
    /// Which changes of state are meant to happen: the states are the choices of a select field.
    #[serde(default, rename = "move", skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// Figures counted from the records.
    #[serde(default, rename = "indicator", skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// Equations that the figures should satisfy.
    #[serde(default, rename = "balance", skip_serializing_if = "Vec::is_empty")]
    pub balances: Vec<Balance>,
    /// Columns of the list by default; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What formulas use of the registers around this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// Defaults are left out of the written form, so that a definition keeps its hash when the format grows.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Who keeps a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Central state.
    Country,
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh (until 30/6/2025).
    District,
    /// Xã, phường, thị trấn, đặc khu.
    #[default]
    Commune,
    /// Thôn, bản, tiểu khu, tổ dân phố …
    Village,
    /// A body without a territory of its own: department, office, station, company, front organisation.
    Body,
}

/// One field of a register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Number within the register, never reused; columns are named by it.
    pub no: u16,
    /// Name in formulas, in snake case.
    pub name: String,
    /// Type, as in `XLSForm`.
    pub kind: Kind,
    /// Label on forms and header in exports.
    pub label: Bilingual,
    /// Help under the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
    /// Whether a row without it is refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// Whether a row without it is taken, with a warning: the person counts, and what is missing stays listed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub wanted: bool,
    /// What to say when it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_message: Option<Bilingual>,
    /// Expression: when the field applies. Empty means always.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relevant: String,
    /// Expression on `.`: what is acceptable. Empty means anything of the type.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub constraint: String,
    /// What to say when the constraint fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint_message: Option<Bilingual>,
    /// Expression that computes a `calculate` field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub calculation: String,
    /// Name of the choice list of a `select_one` or `select_multiple`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub choices: String,
    /// Expression over the columns of the choices and `${fields}`: which of them are offered. Empty means all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub choice_filter: String,
    /// Name of the register, of the same issuer, whose records a `record` field links to. Empty means any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub register: String,
    /// Name of the [`Section`] in which it stands. Empty means none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// How forms draw it, in the words of `XLSForm`: `minimal`, `horizontal`, `year` …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// Whether only the program writes it: what follows from other records, and is never typed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub program: bool,
    /// Whether no two records say the same: a number that an authority gives to one case only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique: bool,
    /// Value of a fresh form, and of an import whose file has no such column.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub default: String,
    /// Other header words under which files bring this field; matched without accents and case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// How values are written alike: see [`Shape`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub shape: Shape,
    /// Who may see it.
    pub visibility: Visibility,
    /// How long it is kept.
    pub retention: Retention,
    /// Retired fields stay in the table and leave forms and exports.
    #[serde(default, skip_serializing_if = "is_default")]
    pub retired: bool,
}

/// A part of the form: a group of `XLSForm`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Name, in snake case.
    pub name: String,
    /// Title on forms.
    pub title: Bilingual,
    /// Name of the section that holds it; it stands before this one. Empty means none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part_of: String,
    /// How forms draw it: `field-list`, `table-list` …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
}

/// A register around this one, of the same issuer, with the fields that formulas here use: `${register.field}`.
///
/// Numbers and types of fields never change, so what stands here stays true when the other register gets a new version,
/// and a definition can be read and checked alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Name of the register.
    pub register: String,
    /// On which side of the link it stands.
    pub stands: Stands,
    /// The fields that formulas use; none where they only count its records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<RelatedField>,
}

/// Where a related register stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// Our records belong to one of its records: the form around a repeat.
    Outside,
    /// Its records belong to one of ours: a repeat.
    Inside,
    /// Its records and ours belong together to one record: other rows of the same repeat.
    Beside,
}

/// A field of a related register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedField {
    /// Its name there.
    pub name: String,
    /// Its number there.
    pub no: u16,
    /// Its type; of a `calculate` field, the type of what it computes.
    pub kind: Kind,
}

/// A text of the form that asks nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Name, in snake case.
    pub name: String,
    /// What it says.
    pub text: Bilingual,
    /// Expression: when it is shown. Empty means always.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relevant: String,
    /// Name of the field before which it stands. Empty means at the end.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
}

/// One step that records go: from one choice of a select field to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The `select_one` field that holds the state.
    pub field: String,
    /// The choice that it leaves. Empty means a fresh record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// The choice that it takes.
    pub to: String,
    /// The posts whose officers take the step, in their own words. Empty means all who may write.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
}

impl Field {
    /// Whether people fill it in: it is neither computed by a formula nor written by the program.
    pub fn is_typed(&self) -> bool {
        self.calculation.is_empty() && !self.program
    }

    /// A field without number, rules or choices yet; its label is its name.
    pub fn new(name: &str, kind: Kind, visibility: Visibility, retention: Retention) -> Self {
        Self {
            no: 0,
            name: name.to_owned(),
            kind,
            label: Bilingual::new(name, name),
            hint: None,
            required: false,
            wanted: false,
            required_message: None,
            relevant: String::new(),
            constraint: String::new(),
            constraint_message: None,
            calculation: String::new(),
            choices: String::new(),
            choice_filter: String::new(),
            register: String::new(),
            section: String::new(),
            appearance: String::new(),
            program: false,
            unique: false,
            default: String::new(),
            aliases: Vec::new(),
            shape: Shape::Plain,
            visibility,
            retention,
            retired: false,
        }
    }
}

/// What kind of text a text field holds, for reading what people type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Nothing special.
    #[default]
    Plain,
    /// Name of a person: compared folded, in search and duplicate keys.
    PersonName,
    /// Telephone number: kept as 0xxxxxxxxx.
    Phone,
    /// Citizen identity number: 12 digits, or the old 9.
    Cccd,
    /// Name of a village of the unit: compared folded.
    Village,
    /// Year, four digits.
    Year,
}

/// Who may see a field, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody, the public page included.
    Public,
    /// Officers whose scope holds the record's unit.
    Unit,
    /// The same, masked in lists and opened one by one; each reading is recorded.
    Sensitive,
}

/// How long a field is kept after the record closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// For ever: figures and acts of authority.
    Permanent,
    /// Ten years: health records.
    TenYears,
    /// Until two years after the outbreak is declared over.
    OutbreakPlusTwoYears,
}

/// The choices of a select field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceList {
    /// Name of the list.
    pub name: String,
    /// Its choices, in order.
    pub items: Vec<Choice>,
}

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored.
    pub name: String,
    /// What is shown.
    pub label: Bilingual,
    /// Other spellings in files: "x", "rồi", "có" …; matched folded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What a choice filter can ask of it, by column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Retired choices stay in the records that have them; forms do not offer them any more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub retired: bool,
}

/// A figure counted from the records of one register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Name in balances and returns, in snake case.
    pub name: String,
    /// Title on screen.
    pub title: Bilingual,
    /// Expression that tells which records count. Empty means all.
    #[serde(default, rename = "where", skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Expression that is summed over those records. Empty means: count them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sum: String,
}

impl Indicator {
    /// Whether it counts records or sums an expression over them.
    pub fn measure(&self) -> Measure<'_> {
        if self.sum.is_empty() { Measure::Count } else { Measure::Sum(&self.sum) }
    }
}

/// What an indicator does with the records that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure<'a> {
    /// Their number.
    Count,
    /// The sum of an expression.
    Sum(&'a str),
}

/// An equation between indicators, e.g. `returned + not_returned = total`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// The equation.
    pub check: String,
    /// What to do when a figure is missing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub missing: Missing,
    /// What to say when it does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Bilingual>,
}

/// The three strategies of DHIS2 validation rules for missing values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The rule is not judged.
    #[default]
    Skip,
    /// A missing figure counts as zero.
    Zero,
    /// The rule is judged always; a missing figure breaks it.
    Never,
}

impl Definition {
    /// A first version without anything yet; its title is its name.
    pub fn new(id: DefinitionId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            version: 1,
            title: Bilingual::new(name, name),
            source: String::new(),
            kept_by: Tier::default(),
            valid_from: None,
            valid_to: None,
            fields: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            choices: Vec::new(),
            keys: Vec::new(),
            moves: Vec::new(),
            indicators: Vec::new(),
            balances: Vec::new(),
            columns: Vec::new(),
            related: Vec::new(),
        }
    }

    /// A field that is in use, by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name && !field.retired)
    }

    /// A field by its number, retired ones too.
    pub fn field_no(&self, no: u16) -> Option<&Field> {
        self.fields.iter().find(|field| field.no == no)
    }

    /// The choices of a field; empty for fields without.
    pub fn choices_of(&self, field: &Field) -> &[Choice] {
        let list = self
            .choices
            .iter()
            .find(|list| !field.choices.is_empty() && list.name == field.choices);
        list.map_or(&[], |list| &list.items)
    }

    /// Whether the register is still kept on a day.
    pub fn kept_on(&self, day: Date) -> bool {
        self.valid_to.is_none_or(|last| day <= last)
    }

    /// The fields in use, in order.
    pub fn in_use(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.retired)
    }
}

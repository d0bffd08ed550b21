//! Definitions from TOML and back: `from_toml` tells all faults at once, each with line and key.

mod source;

use source::{Source, Table};

use super::definition::{
    Balance, Choice, ChoiceList, Definition, Field, Indicator, Missing, Move, Note, Related,
    RelatedField, Retention, Section, Shape, Stands, Tier, Visibility,
};
use super::lines::Lines;
use crate::base::{DefinitionId, Diagnostic, Kind, UnitId};

/// Who issues a definition; with the name it decides the permanent id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The program: registers that ledger, scope and audit themselves need.
    System,
    /// The program: registers that national rules order everywhere.
    BuiltIn,
    /// A unit that orders a list of its own.
    Unit(UnitId),
}

impl Owner {
    /// The id that every node derives alike: a register is (issuing unit, name).
    pub fn id_of(self, name: &str) -> DefinitionId {
        match self {
            Self::System => DefinitionId::derived(&format!("system/{name}")),
            Self::BuiltIn => DefinitionId::derived(&format!("built-in/{name}")),
            Self::Unit(unit) => DefinitionId::derived(&format!("unit/{unit}/{name}")),
        }
    }
}

impl Definition {
    /// Reads a definition whose text holds its `id`, as [`Definition::to_toml`] writes it.
    ///
    /// # Errors
    /// All faults at once, in the order of the text, each with line, key, what was expected and the way out.
    pub fn from_toml(text: &str) -> Result<Self, Vec<Diagnostic>> {
        read(text, None)
    }

    /// Reads a definition that `owner` issues; where the text holds no `id`, owner and name give it.
    ///
    /// # Errors
    /// As [`Definition::from_toml`].
    pub fn issued_by(owner: Owner, text: &str) -> Result<Self, Vec<Diagnostic>> {
        read(text, Some(owner))
    }

    /// The definition as TOML; [`Definition::from_toml`] reads back the same.
    pub fn to_toml(&self) -> String {
        // A definition holds nothing that TOML cannot write: the property test below holds this.
        toml::to_string(self).unwrap_or_default()
    }
}

fn read(text: &str, owner: Option<Owner>) -> Result<Definition, Vec<Diagnostic>> {
    let text = text.trim_start_matches('\u{feff}');
    let (document, broken) = toml::de::DeTable::parse_recoverable(text);
    let source = Source::new(text);
    for error in &broken {
        source.report(syntax(&source, error));
    }
    if !broken.is_empty() {
        return Err(source.into_found());
    }
    let mut lines = Lines::default();
    let definition = definition(&Table::new(&source, &document, String::new()), owner, &mut lines);
    let mut found = source.into_found();
    found.extend(super::verify::verify(&definition, &lines));
    found.sort_by_key(|diagnostic| diagnostic.place.row);
    if found.is_empty() { Ok(definition) } else { Err(found) }
}

fn syntax(source: &Source, error: &toml::de::Error) -> Diagnostic {
    let what = error.message();
    let line = error.span().map_or(1, |span| source.line(span.start));
    Diagnostic::error(
        "definition_syntax",
        format!("Dòng này không đúng cú pháp TOML: {what}."),
        format!("This line is not TOML: {what}."),
    )
    .hint(
        "Chuỗi đặt trong dấu nháy kép; mỗi trường mở bằng [[field]].",
        "Texts stand in double quotes; every field opens with [[field]].",
    )
    .at_row(line)
}

fn definition(top: &Table<'_, '_>, owner: Option<Owner>, lines: &mut Lines) -> Definition {
    let name = top.required_text("name", "away_resident");
    let id = id(top, owner, &name);
    let definition = Definition {
        id,
        version: top.number("version", u32::MAX).unwrap_or(1),
        title: top.required_bilingual("title"),
        source: top.text("source"),
        kept_by: top.word("kept_by", TIERS).unwrap_or_default(),
        valid_from: top.date("valid_from"),
        valid_to: top.date("valid_to"),
        fields: top.tables("field", |table| {
            lines.fields.push(table.line());
            field(table)
        }),
        sections: top.tables("section", |table| {
            lines.sections.push(table.line());
            section(table)
        }),
        notes: top.tables("note", |table| {
            lines.notes.push(table.line());
            note(table)
        }),
        choices: top.tables("choices", |table| {
            lines.choices.push(table.line());
            choice_list(table)
        }),
        keys: top.text_lists("keys"),
        moves: top.tables("move", |table| {
            lines.moves.push(table.line());
            step(&table)
        }),
        indicators: top.tables("indicator", |table| {
            lines.indicators.push(table.line());
            indicator(table)
        }),
        balances: top.tables("balance", |table| {
            lines.balances.push(table.line());
            balance(&table)
        }),
        columns: top.texts("columns"),
        related: top.tables("related", |table| {
            lines.related.push(table.line());
            related(table)
        }),
        name,
    };
    top.finish();
    definition
}

fn id(top: &Table<'_, '_>, owner: Option<Owner>, name: &str) -> DefinitionId {
    let text = top.text("id");
    match (text.parse(), owner) {
        (Ok(id), _) => id,
        (Err(_), Some(owner)) if text.is_empty() => owner.id_of(name),
        _ => {
            top.fault(
                "id",
                Diagnostic::error(
                    "definition_id",
                    "Thiếu mã cố định của sổ, hoặc mã không phải UUID.",
                    "The permanent id of the register is missing or is not a UUID.",
                )
                .hint(
                    "Sổ mới của đơn vị thì bỏ dòng id: máy tự đặt.",
                    "A new register of a unit leaves the line out: the program gives the id.",
                ),
            );
            DefinitionId::from_bytes([0; 16])
        }
    }
}

fn field(mut table: Table<'_, '_>) -> Field {
    let name = table.required_text("name", "full_name");
    if !name.is_empty() {
        table.call(format!("field.{name}"));
    }
    let no = table.number("no", u32::from(u16::MAX)).and_then(|no| u16::try_from(no).ok());
    if no.is_none() {
        table.fault("no", number_missing());
    }
    let field = Field {
        no: no.unwrap_or_default(),
        kind: table.required_word("kind", KINDS).unwrap_or(Kind::Text),
        label: table.required_bilingual("label"),
        hint: table.bilingual("hint"),
        required: table.flag("required"),
        wanted: table.flag("wanted"),
        required_message: table.bilingual("required_message"),
        relevant: table.text("relevant"),
        constraint: table.text("constraint"),
        constraint_message: table.bilingual("constraint_message"),
        calculation: table.text("calculation"),
        choices: table.text("choices"),
        choice_filter: table.text("choice_filter"),
        register: table.text("register"),
        section: table.text("section"),
        appearance: table.text("appearance"),
        program: table.flag("program"),
        unique: table.flag("unique"),
        default: table.text("default"),
        aliases: table.texts("aliases"),
        shape: table.word("shape", SHAPES).unwrap_or_default(),
        visibility: table
            .required_word("visibility", VISIBILITIES)
            .unwrap_or(Visibility::Sensitive),
        retention: table
            .required_word("retention", RETENTIONS)
            .unwrap_or(Retention::OutbreakPlusTwoYears),
        retired: table.flag("retired"),
        name,
    };
    table.finish();
    field
}

fn number_missing() -> Diagnostic {
    Diagnostic::error(
        "definition_field_number",
        "Trường cần một số riêng (no).",
        "The field needs a number of its own (no).",
    )
    .hint(
        "Đánh số từ 1; số đã dùng không bao giờ dùng lại.",
        "Count from 1; a number once used is never used again.",
    )
}

fn choice_list(mut table: Table<'_, '_>) -> ChoiceList {
    let name = table.required_text("name", "yes_no");
    if !name.is_empty() {
        table.call(format!("choices.{name}"));
    }
    let list = ChoiceList { name, items: table.tables("items", |table| choice(&table)) };
    table.finish();
    list
}

fn choice(table: &Table<'_, '_>) -> Choice {
    let choice = Choice {
        name: table.required_text("name", "yes"),
        label: table.required_bilingual("label"),
        aliases: table.texts("aliases"),
        columns: table.text_map("columns"),
        retired: table.flag("retired"),
    };
    table.finish();
    choice
}

fn section(mut table: Table<'_, '_>) -> Section {
    let name = table.required_text("name", "address");
    if !name.is_empty() {
        table.call(format!("section.{name}"));
    }
    let section = Section {
        title: table.required_bilingual("title"),
        part_of: table.text("part_of"),
        appearance: table.text("appearance"),
        name,
    };
    table.finish();
    section
}

fn note(mut table: Table<'_, '_>) -> Note {
    let name = table.required_text("name", "before_you_ask");
    if !name.is_empty() {
        table.call(format!("note.{name}"));
    }
    let note = Note {
        text: table.required_bilingual("text"),
        relevant: table.text("relevant"),
        before: table.text("before"),
        name,
    };
    table.finish();
    note
}

fn step(table: &Table<'_, '_>) -> Move {
    let step = Move {
        field: table.required_text("field", "returned"),
        from: table.text("from"),
        to: table.required_text("to", "yes"),
        by: table.texts("by"),
    };
    table.finish();
    step
}

fn related(mut table: Table<'_, '_>) -> Related {
    let register = table.required_text("register", "household_member");
    if !register.is_empty() {
        table.call(format!("related.{register}"));
    }
    let related = Related {
        stands: table.required_word("stands", STANDS).unwrap_or(Stands::Inside),
        fields: table.tables("fields", |table| related_field(&table)),
        register,
    };
    table.finish();
    related
}

fn related_field(table: &Table<'_, '_>) -> RelatedField {
    let no = table.number("no", u32::from(u16::MAX)).and_then(|no| u16::try_from(no).ok());
    if no.is_none() {
        table.fault("no", number_missing());
    }
    let field = RelatedField {
        name: table.required_text("name", "age"),
        no: no.unwrap_or_default(),
        kind: table.required_word("kind", KINDS).unwrap_or(Kind::Text),
    };
    table.finish();
    field
}

fn indicator(mut table: Table<'_, '_>) -> Indicator {
    let name = table.required_text("name", "returned");
    if !name.is_empty() {
        table.call(format!("indicator.{name}"));
    }
    let indicator = Indicator {
        title: table.required_bilingual("title"),
        filter: table.text("where"),
        sum: table.text("sum"),
        name,
    };
    table.finish();
    indicator
}

fn balance(table: &Table<'_, '_>) -> Balance {
    let balance = Balance {
        check: table.required_text("check", "returned + not_returned = total"),
        missing: table.word("missing", MISSING).unwrap_or_default(),
        message: table.bilingual("message"),
    };
    table.finish();
    balance
}

pub(in crate::register) const TIERS: &[(&str, Tier)] = &[
    ("country", Tier::Country),
    ("province", Tier::Province),
    ("district", Tier::District),
    ("commune", Tier::Commune),
    ("village", Tier::Village),
    ("body", Tier::Body),
];

pub(in crate::register) const KINDS: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("integer", Kind::Integer),
    ("decimal", Kind::Decimal),
    ("date", Kind::Date),
    ("time", Kind::Time),
    ("dateTime", Kind::DateTime),
    ("select_one", Kind::SelectOne),
    ("select_multiple", Kind::SelectMultiple),
    ("geopoint", Kind::Geopoint),
    ("image", Kind::Image),
    ("file", Kind::File),
    ("barcode", Kind::Barcode),
    ("calculate", Kind::Calculate),
    ("unit", Kind::Unit),
    ("record", Kind::Record),
];

const STANDS: &[(&str, Stands)] =
    &[("outside", Stands::Outside), ("inside", Stands::Inside), ("beside", Stands::Beside)];

pub(in crate::register) const SHAPES: &[(&str, Shape)] = &[
    ("plain", Shape::Plain),
    ("person_name", Shape::PersonName),
    ("phone", Shape::Phone),
    ("cccd", Shape::Cccd),
    ("village", Shape::Village),
    ("year", Shape::Year),
];

pub(in crate::register) const VISIBILITIES: &[(&str, Visibility)] = &[
    ("public", Visibility::Public),
    ("unit", Visibility::Unit),
    ("sensitive", Visibility::Sensitive),
];

pub(in crate::register) const RETENTIONS: &[(&str, Retention)] = &[
    ("permanent", Retention::Permanent),
    ("ten_years", Retention::TenYears),
    ("outbreak_plus_two_years", Retention::OutbreakPlusTwoYears),
];

pub(in crate::register) const MISSING: &[(&str, Missing)] =
    &[("skip", Missing::Skip), ("zero", Missing::Zero), ("never", Missing::Never)];

#[cfg(test)]
mod tests;

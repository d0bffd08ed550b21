//! For all definitions: what is written as a form is read as the same definition.

use proptest::prelude::*;

use super::super::definition::{Balance, Indicator, Missing, Move, Note, Section};
use super::super::lines::Lines;
use super::super::verify::verify;
use super::super::{
    Choice, ChoiceList, Definition, Field, Owner, Retention, Shape, Tier, Visibility,
};
use super::{read, sheets};
use crate::base::{Bilingual, Kind, UnitId};

const KINDS: [Kind; 15] = [
    Kind::Text,
    Kind::Integer,
    Kind::Decimal,
    Kind::Date,
    Kind::Time,
    Kind::DateTime,
    Kind::SelectOne,
    Kind::SelectMultiple,
    Kind::Geopoint,
    Kind::Image,
    Kind::File,
    Kind::Barcode,
    Kind::Calculate,
    Kind::Unit,
    Kind::Record,
];

/// What chance decides of one field.
#[derive(Clone, Debug)]
struct Luck {
    kind: Kind,
    text: String,
    other: String,
    flags: u32,
    section: usize,
}

fn luck() -> impl Strategy<Value = Luck> {
    let text = "[a-zA-Zàđệ0-9|\\\\;,:'\"${}(). ]{0,12}";
    (proptest::sample::select(KINDS.to_vec()), text, text, any::<u32>(), 0..4_usize).prop_map(
        |(kind, text, other, flags, section)| {
            let [text, other] = [text, other].map(|text| crate::base::text::nfc(text.trim()));
            Luck { kind, text, other, flags, section }
        },
    )
}

fn both(prefix: &str, at: usize, luck: &Luck) -> Bilingual {
    let text = |lang: &str, text: &str| format!("{prefix}{lang} {at} {text}").trim().to_owned();
    Bilingual::new(text("v", &luck.text), text("e", &luck.other))
}

fn field(at: usize, luck: &Luck, prefix: &str) -> Field {
    let flag = |bit: u32| luck.flags >> bit & 1 == 1;
    let visibility =
        [Visibility::Public, Visibility::Unit, Visibility::Sensitive][luck.flags as usize % 3];
    let retention = [Retention::Permanent, Retention::TenYears, Retention::OutbreakPlusTwoYears]
        [(luck.flags >> 3) as usize % 3];
    let mut field = Field::new(&format!("{prefix}{at}"), luck.kind, visibility, retention);
    // Numbers that are neither dense nor in order.
    field.no = u16::try_from(1 + (at * 7) % 101).unwrap_or(1);
    field.label = both("nhãn", at, luck);
    field.hint = flag(5).then(|| both("gợi ý", at, luck));
    field.required = flag(6);
    field.wanted = flag(7);
    field.required_message = flag(8).then(|| both("cần", at, luck));
    field.relevant =
        if flag(9) && at > 0 { format!("${{{prefix}0}} != ''") } else { String::new() };
    field.constraint = if flag(10) { ". = .".to_owned() } else { String::new() };
    field.constraint_message = flag(11).then(|| both("sai", at, luck));
    field.appearance = if flag(12) { "minimal".to_owned() } else { String::new() };
    field.aliases = if flag(13) && !luck.text.is_empty() {
        vec![
            format!("tên khác {at} {}", luck.text),
            format!("{at} | \\ {}", luck.other).trim().to_owned(),
        ]
    } else {
        Vec::new()
    };
    field.retired = flag(14) && at > 0;
    match luck.kind {
        Kind::Calculate => field.calculation = "1 + 1".to_owned(),
        Kind::SelectOne | Kind::SelectMultiple => {
            field.choices = "list".to_owned();
            field.choice_filter = if flag(15) { "area = '14'".to_owned() } else { String::new() };
            field.default = if flag(16) { "yes".to_owned() } else { String::new() };
        }
        Kind::Integer if flag(15) => field.shape = Shape::Year,
        Kind::Text if flag(15) => field.shape = Shape::PersonName,
        Kind::Text if flag(16) => field.default = "mặc định".to_owned(),
        Kind::Record if flag(15) => field.register = "elsewhere".to_owned(),
        _ => {}
    }
    field
}

fn definition(name: &str, prefix: &str, fields: &[Luck]) -> Definition {
    let owner = Owner::Unit(UnitId::derived("somebody"));
    let mut definition = Definition::new(owner.id_of(name), name);
    let first = &fields[0];
    let flag = |bit: u32| first.flags >> bit & 1 == 1;
    definition.version = 1 + first.flags % 9;
    definition.title = both("sổ", 0, first);
    definition.source = first.other.clone();
    definition.kept_by = if flag(20) { Tier::Village } else { Tier::Commune };
    let section = |at: usize, part_of: &str| Section {
        name: format!("s{at}"),
        title: both("phần", at, first),
        part_of: part_of.to_owned(),
        appearance: if flag(21) { "field-list".to_owned() } else { String::new() },
    };
    definition.sections = vec![section(1, ""), section(2, "s1"), section(3, "")];
    for (at, luck) in fields.iter().enumerate() {
        let mut field = field(at, luck, prefix);
        field.section =
            [String::new(), "s1".into(), "s2".into(), "s3".into()][luck.section].clone();
        if !field.retired && luck.flags >> 17 & 1 == 1 {
            let (name, text) = (format!("n{prefix}{at}"), both("lời dẫn", at, luck));
            let relevant = if flag(22) { format!("${{{prefix}0}} = ''") } else { String::new() };
            definition.notes.push(Note { name, text, relevant, before: field.name.clone() });
        }
        definition.fields.push(field);
    }
    let text = both("cuối", 0, first);
    let (name, relevant, before) = (format!("n{prefix}end"), String::new(), String::new());
    definition.notes.push(Note { name, text, relevant, before });
    definition.choices = vec![list(first)];
    definition.keys = if flag(23) { vec![vec![format!("{prefix}0")]] } else { Vec::new() };
    definition.columns = if flag(24) { vec![format!("{prefix}0")] } else { Vec::new() };
    figures(&mut definition, prefix, first);
    definition
}

fn list(luck: &Luck) -> ChoiceList {
    let choice = |name: &str, area: &str| Choice {
        name: name.to_owned(),
        label: Bilingual::new(format!("chọn {name} {}", luck.other).trim(), format!("pick {name}")),
        aliases: vec![format!("{name}|x")],
        columns: [("area".to_owned(), area.to_owned())].into_iter().collect(),
        ..Choice::default()
    };
    let mut last = choice("no", "");
    last.columns.clear();
    ChoiceList { name: "list".to_owned(), items: vec![choice("yes", "14"), last] }
}

fn figures(definition: &mut Definition, prefix: &str, luck: &Luck) {
    let title = both("số", 0, luck);
    let filter =
        if luck.flags >> 25 & 1 == 1 { format!("${{{prefix}0}} != ''") } else { String::new() };
    definition.indicators =
        vec![Indicator { name: "total".into(), title, filter, sum: String::new() }];
    let message = (luck.flags >> 26 & 1 == 1).then(|| both("vênh", 0, luck));
    let missing = [Missing::Skip, Missing::Zero, Missing::Never][(luck.flags >> 27) as usize % 3];
    definition.balances = vec![Balance { check: "total = total".into(), missing, message }];
    let state = definition.in_use().find(|field| field.kind == Kind::SelectOne);
    definition.moves = state.map_or_else(Vec::new, |field| {
        let (field, from) = (field.name.clone(), "yes".to_owned());
        vec![Move {
            field, from, to: "no".into(), by: vec!["Trưởng trạm".into(), "a|b".into()]
        }]
    });
}

/// A register of records that belong to those of another.
fn child(parent: &Definition, name: &str, prefix: &str, fields: &[Luck]) -> Definition {
    let mut child = definition(name, prefix, fields);
    let mut link = Field::new("link", Kind::Record, Visibility::Unit, Retention::Permanent);
    link.no = 200;
    link.label = Bilingual::new("Thuộc về", "Belongs to");
    link.required = true;
    link.register.clone_from(&parent.name);
    child.fields.insert(0, link);
    child
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(
        outer in proptest::collection::vec(luck(), 1..8),
        inner in proptest::collection::vec(luck(), 1..5),
        children in 0..3_usize,
    ) {
        let mut definitions = vec![definition("outer", "f", &outer)];
        if children > 0 {
            definitions.push(child(&definitions[0], "outer_people", "p", &inner));
        }
        if children > 1 {
            definitions.push(child(&definitions[1], "outer_people_doses", "d", &inner));
        }
        for definition in &mut definitions {
            let lists = definition.choices.clone();
            let used = definition.fields.iter().any(|field| field.choices == "list");
            definition.choices = if used { lists } else { Vec::new() };
        }
        // Two registers of one form share their lists.
        let shared = definitions.iter().flat_map(|one| one.choices.clone()).next();
        for definition in definitions.iter_mut().filter(|one| !one.choices.is_empty()) {
            definition.choices = shared.clone().into_iter().collect();
        }
        for definition in &definitions {
            prop_assert_eq!(verify(definition, &Lines::default()), Vec::new());
        }
        let written = sheets(&definitions[0], &definitions[1..]);
        let again = read(Owner::BuiltIn, "other", &written, &[]);
        prop_assert_eq!(again.map(|read| read.output), Ok(definitions), "{:#?}", written);
    }
}

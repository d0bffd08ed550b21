use super::super::built_in;
use super::*;
use crate::base::Lang;

fn faults(text: &str) -> String {
    let faults = Definition::issued_by(Owner::BuiltIn, text).expect_err("this text has faults");
    let lines: Vec<String> = faults.iter().map(|fault| fault.render(Lang::En)).collect();
    lines.join("\n")
}

#[test]
fn all_faults_are_told_at_once_with_line_and_way_out() {
    let text = r#"
name = "Chợ đầu mối"
versoin = 2
title = "Chợ"
keys = [["phone"]]

[[field]]
no = 1
name = "trader"
kind = "txt"
label = "Người bán"
visibility = "unit"
retention = "permanent"

[[field]]
no = 1
name = "tested"
kind = "select_one"
label = { vi = "Đã xét nghiệm" }
choices = "yes_no"
required = "có"
"#;
    insta::assert_snapshot!(faults(text), @r#"
    field name: The name `Chợ đầu mối` has a character that cannot be used, or over 48. [name_form]
      → Only a–z, 0–9 and underscores, a letter first: expected_return.
    field keys: There is no field named `phone`. [field_unknown]
      → Fields: trader, tested.
    row 3, field versoin: There is no key `versoin` here. [definition_key_unknown]
      → Keys that can stand here: name, id, version, title, source, kept_by, valid_from, valid_to, field, section, note, choices, keys, move, indicator, balance, columns, related.
    row 10, field field.trader.kind: This key holds one of: text, integer, decimal, date, time, dateTime, select_one, select_multiple, geopoint, image, file, barcode, calculate, unit, record. [definition_type]
    row 15, field field.tested.visibility: The key `visibility` is missing. [definition_key_missing]
      → Add `visibility = "…"` (public, unit, sensitive).
    row 15, field field.tested.retention: The key `retention` is missing. [definition_key_missing]
      → Add `retention = "…"` (permanent, ten_years, outbreak_plus_two_years).
    row 15, field field.tested.no: The number 1 belongs to another field. [field_number_twice]
      → Take a number that was never used.
    row 15, field field.tested.choices: A select field needs a choice list; there is none named `yes_no`. [choices_unknown]
      → Add [[choices]], or use one that is there: –.
    row 21, field field.tested.required: This key holds true or false. [definition_type]
    "#);
}

#[test]
fn a_broken_line_is_named() {
    insta::assert_snapshot!(faults("name = \"a\"\ntitle = Chợ\n"), @r#"
    row 2: This line is not TOML: string values must be quoted, expected literal string. [definition_syntax]
      → Texts stand in double quotes; every field opens with [[field]].
    "#);
}

#[test]
fn what_is_written_is_read_back() {
    for definition in built_in() {
        let text = definition.to_toml();
        assert_eq!(Definition::from_toml(&text).as_ref(), Ok(&definition), "{text}");
    }
}

#[test]
fn ids_follow_from_owner_and_name() {
    let away = built_in().into_iter().find(|definition| definition.name == "away_resident");
    assert_eq!(away.map(|d| d.id), Some(DefinitionId::derived("built-in/away_resident")));
    let (one, two) = (UnitId::derived("a"), UnitId::derived("b"));
    assert_ne!(Owner::Unit(one).id_of("market"), Owner::Unit(two).id_of("market"));
}

#[test]
fn a_text_that_is_to_be_read_alone_needs_its_id() {
    let text = include_str!("../../../../definitions/registers/away_resident.toml");
    let faults = Definition::from_toml(text).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["definition_id"]);
}

#[test]
fn the_hash_changes_with_the_definition_and_with_nothing_else() {
    let all = built_in();
    let away = all.last().unwrap();
    assert_eq!(away.hash(), Definition::from_toml(&away.to_toml()).unwrap().hash());
    let mut changed = away.clone();
    changed.fields[0].label.en.push('!');
    assert_ne!(away.hash(), changed.hash());
}

#[test]
fn formulas_and_balances_are_checked_when_the_definition_is_read() {
    let field = |no: u16, rest: &str| {
        format!(
            "[[field]]\nno = {no}\nlabel = \"F{no}\"\nvisibility = \"unit\"\nretention = \"permanent\"\n{rest}\n"
        )
    };
    let text = [
        "name = \"tests\"\ntitle = \"Xét nghiệm\"\n".to_owned(),
        field(1, "name = \"taken\"\nkind = \"date\"\nconstraint = \". <= today\""),
        field(2, "name = \"one\"\nkind = \"calculate\"\ncalculation = \"${two} + 1\""),
        field(3, "name = \"two\"\nkind = \"calculate\"\ncalculation = \"${one} + 1\""),
        field(4, "name = \"note\"\nkind = \"text\"\nrelevant = \"${taken}\""),
        "[[indicator]]\nname = \"late\"\ntitle = \"Muộn\"\nwhere = \"string(${taken}) = '2021'\"\n"
            .to_owned(),
        "[[indicator]]\nname = \"amount\"\ntitle = \"Số\"\nsum = \"${note}\"\n".to_owned(),
        "[[balance]]\ncheck = \"late + early = amount\"\n".to_owned(),
    ]
    .concat();
    insta::assert_snapshot!(faults(&text), @r#"
    row 3, field field.taken.constraint: `today` is neither a field nor a text nor a function. [formula_bare_word]
      → A field: ${today}; a text: 'today'; a function: today().
    row 11, field field.one.calculation: The formulas run in a circle: this field waits for itself, or for a field that does. [circle]
      → Remove one of the ${…} that close the circle.
    row 19, field field.two.calculation: The formulas run in a circle: this field waits for itself, or for a field that does. [circle]
      → Remove one of the ${…} that close the circle.
    row 27, field field.note.relevant: This formula gives a date; a condition is needed here. [formula_result]
      → Write a comparison: ${returned} = 'yes'.
    row 35, field indicator.late.where: `string` of this type serves in forms only, not in indicators. [formula_not_in_sql]
      → Compute it in a calculate field, and use that field.
    row 39, field indicator.amount.sum: This formula gives text; a number is needed here. [formula_result]
      → Sum a number field: ${amount}.
    row 43, field balance[1].check: There is no indicator named `early`. [indicator_unknown]
      → Indicators: late, amount.
    "#);
}

#[test]
fn sections_notes_links_and_moves_are_checked_when_the_definition_is_read() {
    let text = r#"
name = "contacts"
title = "Tiếp xúc"
[[field]]
no = 1
name = "case"
kind = "record"
register = "Ca bệnh"
section = "who"
label = "Ca bệnh"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "traced"
kind = "select_one"
choices = "traced"
label = "Truy vết"
section = "how"
register = "cases"
visibility = "unit"
retention = "permanent"
[[section]]
name = "who"
title = "Ai"
part_of = "whole"
[[section]]
name = "who"
title = "Ai nữa"
[[note]]
name = "case"
text = "Hỏi từng người."
before = "phone"
relevant = "${traced}"
[[choices]]
name = "traced"
items = [{ name = "yes", label = "Rồi" }, { name = "no", label = "Chưa", columns = { day = 1 } }]
[[move]]
field = "case"
to = "yes"
[[move]]
field = "traced"
from = "perhaps"
to = "yes"
"#;
    insta::assert_snapshot!(faults(text), @r#"
    row 4, field field.case.register: The name `Ca bệnh` has a character that cannot be used, or over 48. [name_form]
      → Only a–z, 0–9 and underscores, a letter first: expected_return.
    row 13, field field.traced.section: There is no section named `how` above. [section_unknown]
      → Add [[section]], or use one that is there: who, who.
    row 13, field field.traced.register: Only a record field links to another register. [register_without_record]
      → Remove the key register, or write kind = "record".
    row 23, field section.who.part_of: There is no section named `whole` above. [section_unknown]
      → Add [[section]], or use one that is there: –.
    row 27, field section.who.name: Two of the same name: section `who`. [section_twice]
      → Rename one of them.
    row 30, field note.case.name: Two of the same name: note `case`. [note_twice]
      → Rename one of them.
    row 30, field note.case.before: There is no field named `phone`. [field_unknown]
      → Fields: case, traced.
    row 30, field note.case.relevant: This formula gives text; a condition is needed here. [formula_result]
      → Write a comparison: ${returned} = 'yes'.
    row 37, field choices.traced.items[2].columns: This key holds texts by name: { name = "…" }. [definition_type]
    row 38, field move[1].field: States are the choices of a select_one field; `case` is none. [move_field]
      → The select_one fields: traced.
    row 41, field move[2].from: `perhaps` is none of the choices of the state field. [move_state]
      → Choices: yes, no.
    "#);
}

#[test]
fn the_layout_of_a_form_is_written_and_read_back() {
    let text = r#"
name = "contacts"
title = "Tiếp xúc"
[[field]]
no = 1
name = "case"
kind = "record"
register = "cases"
section = "when"
appearance = "minimal"
required_message = "Ghi ca bệnh."
label = "Ca bệnh"
visibility = "unit"
retention = "permanent"
[[field]]
no = 2
name = "traced"
kind = "select_one"
choices = "traced"
choice_filter = "stage != 'late'"
label = "Truy vết"
visibility = "unit"
retention = "permanent"
[[section]]
name = "who"
title = "Ai"
appearance = "field-list"
[[section]]
name = "when"
title = "Khi nào"
part_of = "who"
[[note]]
name = "ask"
text = "Hỏi từng người."
before = "traced"
relevant = "${case} != ''"
[[choices]]
name = "traced"
items = [{ name = "yes", label = "Rồi" }, { name = "no", label = "Chưa", columns = { stage = "late" } }]
[[move]]
field = "traced"
to = "no"
[[move]]
field = "traced"
from = "no"
to = "yes"
by = ["Trạm trưởng"]
"#;
    let definition = Definition::issued_by(Owner::BuiltIn, text).unwrap();
    assert_eq!(Definition::from_toml(&definition.to_toml()), Ok(definition.clone()));
    assert_eq!(definition.moves[1].by, ["Trạm trưởng"]);
    assert_eq!(definition.sections[1].part_of, "who");
}

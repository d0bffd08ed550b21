//! What must hold in a definition beyond the shape of its text.

use std::collections::{BTreeMap, BTreeSet};

use super::Dialect;
use super::definition::{Choice, Definition, Field, Indicator, Shape};
use super::lines::Lines;
use crate::base::text::fold;
use crate::base::{Diagnostic, Kind, Severity};
use crate::formula::{Equation, Formula, Scope, Writer};
use crate::record::FieldReader;
use crate::record::header::header_key;

/// The longest name, so that tables, views and indexes keep theirs within 63 bytes in `PostgreSQL`.
const LONGEST_NAME: usize = 48;

/// All faults of a definition: names, numbers, choices, keys, columns, shapes, formulas, balances.
pub(super) fn verify(definition: &Definition, lines: &Lines) -> Vec<Diagnostic> {
    let mut faults = Faults { found: Vec::new(), definition, lines };
    faults.heads();
    faults.fields();
    faults.headers();
    faults.choice_lists();
    faults.references();
    faults.figures();
    faults.formulas();
    faults.balances();
    faults.found
}

struct Faults<'a> {
    found: Vec<Diagnostic>,
    definition: &'a Definition,
    lines: &'a Lines,
}

impl<'a> Faults<'a> {
    fn add(&mut self, line: Option<&u64>, place: String, diagnostic: Diagnostic) {
        let diagnostic = diagnostic.at_field(place);
        self.found.push(match line {
            Some(line) => diagnostic.at_row(*line),
            None => diagnostic,
        });
    }

    fn at_field(&mut self, index: usize, key: &str, diagnostic: Diagnostic) {
        let name = &self.definition.fields[index].name;
        let lines = self.lines;
        self.add(lines.fields.get(index), format!("field.{name}.{key}"), diagnostic);
    }

    fn name(&mut self, line: Option<&u64>, place: &str, name: &str) {
        if !name.is_empty() && !is_name(name) {
            self.add(line, format!("{place}.name"), bad_name(name));
        }
    }

    fn heads(&mut self) {
        let name = &self.definition.name;
        if !name.is_empty() && !is_name(name) {
            self.add(None, "name".into(), bad_name(name));
        }
        if self.definition.fields.is_empty() {
            self.add(None, "field".into(), no_field());
        }
    }

    fn fields(&mut self) {
        let (mut names, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let definition = self.definition;
        for (index, field) in definition.fields.iter().enumerate() {
            self.name(self.lines.fields.get(index), &format!("field.{}", field.name), &field.name);
            if !field.name.is_empty() && !names.insert(&field.name) {
                self.at_field(index, "name", twice("field_twice", "trường", "field", &field.name));
            }
            if field.no != 0 && !numbers.insert(field.no) {
                self.at_field(index, "no", number_twice(field.no));
            }
            self.kind(index, field);
            self.default(index, field);
        }
    }

    /// A default must be written in full: nobody is there to look at a warning.
    fn default(&mut self, index: usize, field: &Field) {
        let reader = FieldReader::new(self.definition, field);
        match reader.read(&field.default, jiff::civil::Date::constant(2000, 1, 1)) {
            Err(fault) => self.at_field(index, "default", fault),
            Ok(read) => {
                for warning in read.warnings {
                    let fault = Diagnostic { severity: Severity::Error, ..warning };
                    self.at_field(index, "default", fault);
                }
            }
        }
    }

    fn kind(&mut self, index: usize, field: &Field) {
        let select = matches!(field.kind, Kind::SelectOne | Kind::SelectMultiple);
        let listed = self.definition.choices.iter().any(|list| list.name == field.choices);
        if select && !listed {
            let lists = self.definition.choices.iter().map(|list| list.name.as_str());
            self.at_field(index, "choices", no_list(&field.choices, &listing(lists)));
        }
        if !select && !field.choices.is_empty() {
            self.at_field(index, "choices", choices_without_select());
        }
        if (field.kind == Kind::Calculate) == field.calculation.is_empty() {
            self.at_field(index, "calculation", calculation_mismatch(field.kind));
        }
        let fits = match field.shape {
            Shape::Plain => true,
            Shape::Year => field.kind == Kind::Integer,
            _ => field.kind == Kind::Text,
        };
        if !fits {
            self.at_field(index, "shape", shape_misfit());
        }
    }

    /// Two fields must not answer to the same header.
    fn headers(&mut self) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let definition = self.definition;
        for (index, field) in definition.fields.iter().enumerate().filter(|(_, f)| !f.retired) {
            let own: BTreeSet<String> = [&field.label.vi, &field.label.en, &field.name]
                .into_iter()
                .chain(&field.aliases)
                .map(|word| header_key(word))
                .filter(|word| !word.is_empty())
                .collect();
            for word in own {
                match seen.get(&word) {
                    Some(other) if *other != field.name => {
                        let fault = header_twice(&word, other);
                        self.at_field(index, "aliases", fault);
                    }
                    _ => drop(seen.insert(word, &field.name)),
                }
            }
        }
    }

    fn choice_lists(&mut self) {
        let mut names = BTreeSet::new();
        let definition = self.definition;
        for (index, list) in definition.choices.iter().enumerate() {
            let line = self.lines.choices.get(index);
            let place = format!("choices.{}", list.name);
            self.name(line, &place, &list.name);
            if !names.insert(&list.name) {
                let fault = twice("choices_twice", "danh mục", "choice list", &list.name);
                self.add(line, place.clone(), fault);
            }
            if list.items.is_empty() {
                self.add(line, place.clone(), empty_list());
            }
            for fault in choice_faults(&list.items) {
                self.add(line, format!("{place}.items"), fault);
            }
        }
    }

    fn references(&mut self) {
        let definition = self.definition;
        let names = || listing(definition.in_use().map(|field| field.name.as_str()));
        let keys = definition.keys.iter().flatten().map(|name| ("keys", name));
        let columns = definition.columns.iter().map(|name| ("columns", name));
        for (place, name) in keys.chain(columns) {
            if definition.field(name).is_none() {
                self.add(None, place.into(), no_field_named(name, &names()));
            }
        }
        if definition.keys.iter().any(Vec::is_empty) {
            self.add(None, "keys".into(), empty_key());
        }
    }

    fn figures(&mut self) {
        let mut names = BTreeSet::new();
        let definition = self.definition;
        for (index, indicator) in definition.indicators.iter().enumerate() {
            let line = self.lines.indicators.get(index);
            let place = format!("indicator.{}", indicator.name);
            self.name(line, &place, &indicator.name);
            if !names.insert(indicator.name.as_str()) {
                let fault = twice("indicator_twice", "chỉ tiêu", "indicator", &indicator.name);
                self.add(line, place, fault);
            }
        }
    }
}

impl Faults<'_> {
    fn formulas(&mut self) {
        let definition = self.definition;
        let scope = Scope::of(definition);
        let circle = super::order::order(definition).err().unwrap_or_default();
        for (index, field) in definition.fields.iter().enumerate().filter(|(_, f)| !f.retired) {
            if circle.contains(&field.no) {
                self.at_field(index, "calculation", circle_fault());
                continue;
            }
            let scope = scope.at(field);
            let condition = |text: &str| Formula::condition(text, &scope).err();
            let any = |text: &str| Formula::parse(text, &scope).err();
            let checks = [
                ("relevant", &field.relevant, &condition as &dyn Fn(&str) -> Option<Diagnostic>),
                ("constraint", &field.constraint, &condition),
                ("calculation", &field.calculation, &any),
            ];
            for (key, text, check) in checks {
                if let Some(fault) = (!text.is_empty()).then(|| check(text)).flatten() {
                    self.at_field(index, key, fault);
                }
            }
        }
        for (index, indicator) in definition.indicators.iter().enumerate() {
            let line = self.lines.indicators.get(index);
            for (key, fault) in indicator_faults(indicator, &scope) {
                self.add(line, format!("indicator.{}.{key}", indicator.name), fault);
            }
        }
    }

    fn balances(&mut self) {
        let definition = self.definition;
        let indicators = || definition.indicators.iter().map(|indicator| indicator.name.as_str());
        for (index, balance) in definition.balances.iter().enumerate() {
            let line = self.lines.balances.get(index);
            let place = format!("balance[{}].check", index + 1);
            match Equation::parse(&balance.check) {
                Err(_) if balance.check.is_empty() => {}
                Err(fault) => self.add(line, place, fault),
                Ok(equation) => {
                    for name in equation.names().filter(|name| indicators().all(|i| i != *name)) {
                        self.add(line, place.clone(), no_indicator(name, &listing(indicators())));
                    }
                }
            }
        }
    }
}

/// An indicator must serve in both databases.
fn indicator_faults(indicator: &Indicator, scope: &Scope<'_>) -> Vec<(&'static str, Diagnostic)> {
    let both = |formula: Formula| {
        let write = |dialect| Writer::new(dialect).formula(&formula).map(drop);
        write(Dialect::Sqlite).and_then(|()| write(Dialect::Postgres))
    };
    let filter = Formula::condition(&indicator.filter, scope).and_then(both);
    let sum = Formula::number(&indicator.sum, scope).and_then(both);
    [("where", &indicator.filter, filter), ("sum", &indicator.sum, sum)]
        .into_iter()
        .filter(|(_, text, _)| !text.is_empty())
        .filter_map(|(key, _, result)| Some((key, result.err()?)))
        .collect()
}

/// Whether a name can stand in formulas, tables and addresses: `a`–`z`, digits and single underscores.
pub(super) fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let starts = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    letters && starts && name.len() <= LONGEST_NAME
}

fn choice_faults(items: &[Choice]) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for item in items {
        if item.name.chars().any(char::is_whitespace) {
            faults.push(choice_with_space(&item.name));
        }
        if !names.insert(&item.name) {
            faults.push(twice("choice_twice", "lựa chọn", "choice", &item.name));
        }
        let words = [&item.name, &item.label.vi, &item.label.en].into_iter().chain(&item.aliases);
        for word in words.map(|word| fold(word)) {
            match spellings.get(&word) {
                Some(other) if *other != item.name => {
                    faults.push(spelling_twice(&word, other, &item.name))
                }
                _ => drop(spellings.insert(word, &item.name)),
            }
        }
    }
    faults
}

/// Words in a row, for hints.
pub(super) fn listing<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    if words.is_empty() { "–".to_owned() } else { words.join(", ") }
}

fn bad_name(name: &str) -> Diagnostic {
    Diagnostic::error(
        "name_form",
        format!("Tên “{name}” có ký tự không dùng được, hoặc dài quá {LONGEST_NAME} ký tự."),
        format!("The name `{name}` has a character that cannot be used, or over {LONGEST_NAME}."),
    )
    .hint(
        "Chỉ dùng a–z, 0–9 và dấu gạch dưới, bắt đầu bằng chữ: expected_return.",
        "Only a–z, 0–9 and underscores, a letter first: expected_return.",
    )
}

fn twice(code: &'static str, vi: &str, en: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        code,
        format!("Có hai {vi} cùng tên “{name}”."),
        format!("Two of the same name: {en} `{name}`."),
    )
    .hint("Đổi tên một trong hai.", "Rename one of them.")
}

fn number_twice(no: u16) -> Diagnostic {
    Diagnostic::error(
        "field_number_twice",
        format!("Số {no} đã có trường khác dùng."),
        format!("The number {no} belongs to another field."),
    )
    .hint("Lấy số chưa dùng bao giờ.", "Take a number that was never used.")
}

fn no_field() -> Diagnostic {
    Diagnostic::error("no_field", "Sổ chưa có trường nào.", "The register has no field yet.")
        .hint("Thêm ít nhất một [[field]].", "Add at least one [[field]].")
}

fn no_list(name: &str, lists: &str) -> Diagnostic {
    Diagnostic::error(
        "choices_unknown",
        format!("Trường chọn cần một danh mục; không có danh mục tên “{name}”."),
        format!("A select field needs a choice list; there is none named `{name}`."),
    )
    .hint(
        format!("Thêm [[choices]], hoặc dùng danh mục có sẵn: {lists}."),
        format!("Add [[choices]], or use one that is there: {lists}."),
    )
}

fn choices_without_select() -> Diagnostic {
    Diagnostic::error(
        "choices_without_select",
        "Chỉ trường select_one và select_multiple mới có danh mục.",
        "Only select_one and select_multiple have choices.",
    )
    .hint("Bỏ khoá choices, hoặc đổi kind.", "Remove the key choices, or change kind.")
}

fn calculation_mismatch(kind: Kind) -> Diagnostic {
    let (vi, en) = if kind == Kind::Calculate {
        ("Trường calculate cần công thức.", "A calculate field needs its formula.")
    } else {
        ("Chỉ trường calculate mới có công thức.", "Only a calculate field has a formula.")
    };
    Diagnostic::error("calculation", vi, en)
        .hint("Sửa kind hoặc calculation.", "Change kind or calculation.")
}

fn shape_misfit() -> Diagnostic {
    Diagnostic::error(
        "shape_misfit",
        "Dạng (shape) này không hợp với kiểu của trường.",
        "This shape does not fit the kind of the field.",
    )
    .hint(
        "year đi với integer; các dạng khác đi với text.",
        "year goes with integer; the other shapes go with text.",
    )
}

fn header_twice(word: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "header_twice",
        format!("Tên cột “{word}” đã là của trường {other}."),
        format!("The header “{word}” already belongs to the field {other}."),
    )
    .hint(
        "Mỗi tên cột (không kể dấu, hoa thường) chỉ chỉ một trường.",
        "A header, accents and case aside, points to one field only.",
    )
}

fn empty_list() -> Diagnostic {
    Diagnostic::error("choices_empty", "Danh mục chưa có mục nào.", "The choice list is empty.")
        .hint("Thêm items = [{ name, label }].", "Add items = [{ name, label }].")
}

fn choice_with_space(name: &str) -> Diagnostic {
    Diagnostic::error(
        "choice_form",
        format!("Tên lựa chọn “{name}” có khoảng trắng."),
        format!("The choice name `{name}` has a space."),
    )
    .hint("Viết liền: not_yet. Nhãn thì tuỳ ý.", "Write it in one: not_yet. The label is free.")
}

fn spelling_twice(word: &str, one: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        "choice_spelling_twice",
        format!("“{word}” có thể là {one} hoặc {other}."),
        format!("“{word}” could be {one} or {other}."),
    )
    .hint("Giữ cách viết đó ở một lựa chọn thôi.", "Keep that spelling at one choice only.")
}

fn no_field_named(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "field_unknown",
        format!("Không có trường nào tên “{name}”."),
        format!("There is no field named `{name}`."),
    )
    .hint(format!("Các trường: {names}."), format!("Fields: {names}."))
}

fn empty_key() -> Diagnostic {
    Diagnostic::error(
        "key_empty",
        "Một khoá trùng không có trường nào.",
        "A duplicate key is empty.",
    )
    .hint("Bỏ khoá rỗng đi.", "Remove the empty key.")
}

fn circle_fault() -> Diagnostic {
    Diagnostic::error(
        "circle",
        "Công thức chạy vòng: trường này chờ kết quả của chính nó, hoặc của một trường như thế.",
        "The formulas run in a circle: this field waits for itself, or for a field that does.",
    )
    .hint("Bỏ một trong các ${…} tạo vòng.", "Remove one of the ${…} that close the circle.")
}

fn no_indicator(name: &str, names: &str) -> Diagnostic {
    Diagnostic::error(
        "indicator_unknown",
        format!("Không có chỉ tiêu nào tên “{name}”."),
        format!("There is no indicator named `{name}`."),
    )
    .hint(format!("Các chỉ tiêu: {names}."), format!("Indicators: {names}."))
}

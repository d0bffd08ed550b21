//! Links to records of other registers, as people write them: by name, code or identity number.

use std::collections::{BTreeMap, BTreeSet};

use domain::base::text::fold;
use domain::base::{Bilingual, Diagnostic, Kind, RecordId, Value};
use domain::record::Coerced;
use domain::register::{Definition, Field, Shape};

use super::around::single;
use crate::store::{Record, Scope};
use crate::{Node, Result, units};

/// The most candidates that a fault names.
const NAMED: usize = 5;

/// The linked registers of an import, by the number of the field that links.
#[derive(Default)]
pub(super) struct Links(BTreeMap<u16, Linked>);

/// A register that a field links to, as far as the scope sees it.
struct Linked {
    field: String,
    title: Bilingual,
    known: BTreeSet<RecordId>,
    spellings: BTreeMap<String, Vec<(RecordId, String)>>,
}

impl Links {
    /// Reads the registers that the columns of a file link to; nothing, where none does.
    pub(super) fn of(
        node: &Node,
        definition: &Definition,
        columns: &[Option<u16>],
        scope: &Scope,
    ) -> Result<Self> {
        let linking = definition.in_use().filter(|field| {
            field.kind == Kind::Record
                && !field.register.is_empty()
                && columns.contains(&Some(field.no))
        });
        let mut links = BTreeMap::new();
        for field in linking {
            let Some(register) = single(node, &field.register) else { continue };
            let mut linked = Linked {
                field: field.name.clone(),
                title: register.definition.title.clone(),
                known: BTreeSet::new(),
                spellings: BTreeMap::new(),
            };
            let names = naming(&register.definition);
            units::each_in(node, &register, scope, |record| linked.add(record, &names))?;
            links.insert(field.no, linked);
        }
        Ok(Self(links))
    }

    /// Reads a cell of a field that links; `None` for all other cells.
    pub(super) fn read(
        &self,
        no: u16,
        typed: &str,
    ) -> Option<std::result::Result<Coerced, Diagnostic>> {
        let linked = self.0.get(&no)?;
        let typed = typed.trim();
        (!typed.is_empty())
            .then(|| linked.read(typed).map_err(|fault| fault.at_field(&linked.field)))
    }
}

impl Linked {
    fn add(&mut self, record: &Record, names: &[u16]) {
        self.known.insert(record.id);
        let texts = names.iter().filter_map(|no| record.body.get(no));
        let texts: Vec<String> = texts.map(Value::to_string).filter(|t| !t.is_empty()).collect();
        for text in &texts {
            let all = self.spellings.entry(fold(text)).or_default();
            if all.iter().all(|(id, _)| *id != record.id) {
                all.push((record.id, texts.join(", ")));
            }
        }
    }

    fn read(&self, typed: &str) -> std::result::Result<Coerced, Diagnostic> {
        if let Ok(id) = typed.parse::<RecordId>() {
            let warnings =
                if self.known.contains(&id) { Vec::new() } else { vec![self.dangling(typed)] };
            return Ok(Coerced { value: Value::text(id.to_string()), warnings });
        }
        match self.spellings.get(&fold(typed)).map_or(&[][..], Vec::as_slice) {
            [(id, _)] => Ok(Coerced { value: Value::text(id.to_string()), warnings: Vec::new() }),
            [] => Err(self.unknown(typed)),
            several => Err(self.several(typed, several)),
        }
    }

    fn dangling(&self, typed: &str) -> Diagnostic {
        Diagnostic::warning(
            "link_dangling",
            format!("không thấy dòng {typed} trong “{}” của đơn vị.", self.title.vi),
            format!("“{}” of the unit has no record {typed}.", self.title.en),
        )
        .hint(
            "Dòng vẫn được nhận; nhập sổ kia trước, hoặc sửa mã.",
            "The row is taken; import the other register first, or mend the id.",
        )
        .at_field(&self.field)
    }

    fn unknown(&self, typed: &str) -> Diagnostic {
        Diagnostic::error(
            "link_unknown",
            format!("không có dòng nào trong “{}” ghi “{typed}”.", self.title.vi),
            format!("no record of “{}” says “{typed}”.", self.title.en),
        )
        .hint(
            "Viết tên, mã hoặc số CCCD như trong sổ ấy; hoặc nhập sổ ấy trước.",
            "Write the name, code or identity number as it stands there; or import that register first.",
        )
    }

    fn several(&self, typed: &str, all: &[(RecordId, String)]) -> Diagnostic {
        let named: Vec<String> =
            all.iter().take(NAMED).map(|(id, text)| format!("{text} [{id}]")).collect();
        let named = named.join("; ");
        Diagnostic::error(
            "link_ambiguous",
            format!("“{typed}” chỉ {} dòng của “{}”.", all.len(), self.title.vi),
            format!("“{typed}” means {} records of “{}”.", all.len(), self.title.en),
        )
        .hint(
            format!("Viết mã của một dòng: {named}."),
            format!("Write the id of one of them: {named}."),
        )
    }
}

/// The fields by which people name a record: identity number, name of a person, and whatever is a key alone.
pub(super) fn naming(definition: &Definition) -> Vec<u16> {
    let key = |field: &Field| definition.keys.iter().any(|key| *key == [field.name.clone()]);
    let names = |field: &&Field| {
        matches!(field.shape, Shape::Cccd | Shape::PersonName)
            || key(field)
            || matches!(field.name.as_str(), "name" | "code")
    };
    definition.in_use().filter(names).map(|field| field.no).collect()
}

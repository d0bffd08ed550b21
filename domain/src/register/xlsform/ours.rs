//! The sheets that are ours: what a definition holds and `XLSForm` has no place for.

use super::super::definition::{Balance, Indicator, Move, Section};
use super::super::{Definition, Owner, Tier};
use super::draft::{Form, sheet};
use super::expression::{Trouble, translate};
use super::fault;
use super::grid::Line;
use super::question::draft;
use super::survey::Walk;
use super::types::meaning;
use crate::base::{Bilingual, DefinitionId, Kind};

pub(super) use super::super::read::{KINDS, MISSING, RETENTIONS, SHAPES, TIERS, VISIBILITIES};

/// Between the parts of a list in one cell.
pub(super) const BAR: char = '|';

/// What `_register` and `_sections` say of one register.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    name: String,
    id: Option<DefinitionId>,
    version: u32,
    title: Option<Bilingual>,
    source: String,
    kept_by: Option<Tier>,
    keys: Vec<Vec<String>>,
    columns: Vec<String>,
    sections: Vec<Section>,
}

impl Own {
    /// Puts it into a fresh definition.
    pub(super) fn put(&self, owner: Owner, definition: &mut Definition) {
        if !self.name.is_empty() {
            definition.name.clone_from(&self.name);
            definition.id = owner.id_of(&self.name);
        }
        definition.id = self.id.unwrap_or(definition.id);
        definition.version = self.version.max(1);
        if let Some(title) = &self.title {
            definition.title = title.clone();
        }
        definition.source.clone_from(&self.source);
        definition.kept_by = self.kept_by.unwrap_or_default();
        definition.keys.clone_from(&self.keys);
        definition.columns.clone_from(&self.columns);
        definition.sections.clone_from(&self.sections);
    }
}

/// A list in one cell, parted by bars; `\|` is a bar inside a part, `\\` a backslash.
pub(super) fn aliases(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        match (letter, parts.last_mut()) {
            ('\\', Some(part)) => part.extend(letters.next()),
            (BAR, _) => parts.push(String::new()),
            (letter, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The same in one cell.
pub(super) fn cell(parts: &[String]) -> String {
    let part = |part: &String| part.replace('\\', "\\\\").replace(BAR, "\\|");
    parts.iter().map(part).collect::<Vec<_>>().join(" | ")
}

/// `cccd; phone, full_name`
fn keys(cell: &str) -> Vec<Vec<String>> {
    let keys = cell.split(';').map(names).filter(|key| !key.is_empty());
    keys.collect()
}

fn names(cell: &str) -> Vec<String> {
    let names = cell.split(',').map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

fn both(line: &Line<'_>, what: &str) -> Option<Bilingual> {
    let (vi, en) = (line.own(&format!("{what}_vi")), line.own(&format!("{what}_en")));
    let (vi, en) = (if vi.is_empty() { &en } else { &vi }, if en.is_empty() { &vi } else { &en });
    (!vi.is_empty()).then(|| Bilingual::new(vi.clone(), en.clone()))
}

impl Form<'_> {
    /// The two sheets that are needed before the survey.
    pub(super) fn read_own(&mut self) {
        for (name, read) in [
            ("_register", Self::own_register as fn(&mut Self, &Line<'_>)),
            ("_sections", Self::own_section),
        ] {
            let Some(grid) = self.grid(name) else { continue };
            grid.lines().for_each(|line| read(self, &line));
        }
    }

    fn own_register(&mut self, line: &Line<'_>) {
        let id = line.own("id");
        let parsed: Option<DefinitionId> = id.parse().ok();
        if parsed.is_none() && !id.is_empty() {
            self.faults.push(line.at("id", fault::not_an_id(&id)));
        }
        let kept_by = line.own("kept_by");
        let tier = TIERS.iter().find(|(word, _)| *word == kept_by).map(|(_, tier)| *tier);
        if tier.is_none() && !kept_by.is_empty() {
            let words: Vec<&str> = TIERS.iter().map(|(word, _)| *word).collect();
            let diagnostic = fault::unknown_word(&kept_by, &words.join(", "));
            self.faults.push(line.at("kept_by", diagnostic));
        }
        let own = Own {
            name: line.own("name"),
            id: parsed,
            version: line.own("version").parse().unwrap_or(1),
            title: both(line, "title"),
            source: line.own("source"),
            kept_by: tier,
            keys: keys(&line.own("keys")),
            columns: names(&line.own("columns")),
            sections: Vec::new(),
        };
        self.own.insert(line.own("repeat"), own);
    }

    fn own_section(&mut self, line: &Line<'_>) {
        let name = line.own("name");
        let section = Section {
            title: both(line, "title").unwrap_or_else(|| Bilingual::new(&*name, &*name)),
            part_of: line.own("part_of"),
            appearance: line.own("appearance"),
            name,
        };
        self.own.entry(line.own("repeat")).or_default().sections.push(section);
    }

    /// The sheets that speak of fields, after the survey.
    pub(super) fn read_own_sheets(&mut self) {
        let known = [
            ("_retired", Self::own_retired as fn(&mut Self, &Line<'_>, usize)),
            ("_workflow", Self::own_move),
            ("_indicators", Self::own_indicator),
            ("_balance", Self::own_balance),
        ];
        for (name, read) in known {
            let Some(grid) = self.grid(name) else { continue };
            for line in grid.lines() {
                let repeat = line.own("repeat");
                match self.registers.iter().position(|register| register.repeat == repeat) {
                    Some(register) => read(self, &line, register),
                    None => self.faults.push(line.at("repeat", fault::no_repeat(&repeat))),
                }
            }
        }
        let ours = ["_register", "_sections", "_retired", "_workflow", "_indicators", "_balance"];
        let others = self.sheets.iter().filter(|s| s.name.starts_with('_') && !s.rows.is_empty());
        for name in others.map(|sheet| sheet.name.trim()) {
            if sheet(self.sheets, name).is_some()
                && ours.iter().all(|own| !own.eq_ignore_ascii_case(name))
            {
                self.told.add(super::told::Subject::Sheets, "", 0, name);
            }
        }
    }

    fn own_move(&mut self, line: &Line<'_>, register: usize) {
        let raw = line.own("field");
        let field = self.our_name(&raw, register);
        let step = Move {
            field,
            from: line.own("from"),
            to: line.own("to"),
            by: aliases(&line.own("by")),
        };
        let register = &mut self.registers[register];
        register.definition.moves.push(step);
        register.lines.moves.push(line.number);
    }

    fn our_name(&self, raw: &str, register: usize) -> String {
        let asked = format!("${{{raw}}}");
        let ours = translate(&asked, &self.names, register, Kind::Text).unwrap_or(asked);
        ours.trim_start_matches("${").trim_end_matches('}').to_owned()
    }

    fn own_indicator(&mut self, line: &Line<'_>, register: usize) {
        let name = line.own("name");
        let title = both(line, "title").unwrap_or_else(|| Bilingual::new(&*name, &*name));
        let [filter, sum] = ["where", "sum"].map(|key| {
            let text = line.own(key);
            match translate(&text, &self.names, register, Kind::Text) {
                Ok(ours) => ours,
                // Our own names are told apart when the definition is verified.
                Err(Trouble::Unknown(_)) => text,
                Err(trouble) => {
                    self.faults.push(line.at(key, fault::trouble(&trouble)));
                    String::new()
                }
            }
        });
        let register = &mut self.registers[register];
        register.definition.indicators.push(Indicator { name, title, filter, sum });
        register.lines.indicators.push(line.number);
    }

    fn own_balance(&mut self, line: &Line<'_>, register: usize) {
        let missing = line.own("missing");
        let found = MISSING.iter().find(|(word, _)| *word == missing).map(|(_, value)| *value);
        if found.is_none() && !missing.is_empty() {
            let words: Vec<&str> = MISSING.iter().map(|(word, _)| *word).collect();
            let diagnostic = fault::unknown_word(&missing, &words.join(", "));
            self.faults.push(line.at("missing", diagnostic));
        }
        let (check, message) = (line.own("check"), both(line, "message"));
        if check.is_empty() {
            self.faults.push(line.at("check", fault::no_check()));
        }
        let register = &mut self.registers[register];
        register.definition.balances.push(Balance {
            check,
            missing: found.unwrap_or_default(),
            message,
        });
        register.lines.balances.push(line.number);
    }

    /// A field that is out of use: it keeps its number and its column.
    fn own_retired(&mut self, line: &Line<'_>, register: usize) {
        let walk = Walk::default();
        let mut draft = draft(line, &walk);
        let (meaning, _) = meaning(&line.get("type"));
        let Some(mut field) = self.typed(line, &meaning, &mut draft) else { return };
        let raw = line.get("name");
        self.labelled(line, &raw, &mut field);
        self.demands(line, &mut field);
        self.own_columns(line, &mut field);
        self.guarded(line, &mut field);
        field.name = raw;
        field.section = line.get("phaodai:section");
        field.relevant = std::mem::take(&mut draft.relevant);
        field.constraint = std::mem::take(&mut draft.constraint);
        field.calculation = std::mem::take(&mut draft.calculation);
        field.choice_filter = std::mem::take(&mut draft.choice_filter);
        field.retired = true;
        let after: u16 = line.get("phaodai:after").parse().unwrap_or(0);
        self.registers[register].insert(field, draft, after);
    }
}

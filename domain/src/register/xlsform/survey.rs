//! The survey sheet, row by row: groups become sections, repeats registers, questions fields.

use std::collections::{BTreeMap, BTreeSet};

use super::super::privacy;
use super::super::{Definition, Field, Note, Section};
use super::draft::{Draft, Form, Group};
use super::expression::{Target, boolean};
use super::fault;
use super::grid::Line;
use super::names::{free, name_of};
use super::told::Subject;
use super::types::{Block, Meaning, meaning};
use crate::base::{Bilingual, Kind};

/// Where the walk through the sheet stands.
#[derive(Debug, Default)]
pub(super) struct Walk {
    open: Vec<Open>,
    /// Names in each block, to tell those that stand twice.
    pub(super) names: BTreeSet<(usize, String)>,
    blocks: usize,
    /// Names that any formula of the form asks for.
    pub(super) asked: BTreeSet<String>,
    /// Repeats with a row that links to a register, and that register: forms of ours have the link among their rows.
    linked: BTreeSet<(String, String)>,
}

#[derive(Debug)]
struct Open {
    block: Block,
    id: usize,
    row: u64,
    register: usize,
    section: String,
    groups: Vec<usize>,
}

impl Walk {
    pub(super) fn register(&self) -> usize {
        self.open.last().map_or(0, |open| open.register)
    }

    pub(super) fn section(&self) -> &str {
        self.open.last().map_or("", |open| &open.section)
    }

    pub(super) fn groups(&self) -> Vec<usize> {
        self.open.last().map(|open| open.groups.clone()).unwrap_or_default()
    }

    fn block(&self) -> usize {
        self.open.last().map_or(0, |open| open.id)
    }

    /// Whether a name is new in its block.
    pub(super) fn is_new(&mut self, name: &str) -> bool {
        let block = self.block();
        self.names.insert((block, name.to_owned()))
    }
}

impl Form<'_> {
    pub(super) fn read_survey(&mut self) {
        let Some(grid) = self.grid("survey") else { return };
        if !grid.has("type") {
            self.faults.push(fault::in_sheet(fault::no_type_column(), grid.sheet));
            return;
        }
        let (asked, linked) = (asked(grid.lines()), linked(grid.lines()));
        let mut walk = Walk { asked, linked, ..Walk::default() };
        for line in grid.lines() {
            if boolean(&line.get("disabled")) != Some(true) {
                self.row(&line, &mut walk);
            }
        }
        for open in walk.open {
            let diagnostic = fault::block_open(open.block).at_row(open.row).at_field("type");
            self.faults.push(fault::in_sheet(diagnostic, grid.sheet));
        }
        for register in &mut self.registers {
            register.definition.notes.append(&mut register.waiting);
            // Formulas ask for fields and never for notes, so fields come first to their names.
            for note in &mut register.definition.notes {
                note.name = free(&note.name, &register.taken);
                register.taken.insert(note.name.clone());
            }
        }
    }

    fn row(&mut self, line: &Line<'_>, walk: &mut Walk) {
        let text = line.get("type");
        if text.is_empty() {
            let said =
                [line.get("name"), line.texts("label").into_iter().map(|(_, t)| t).collect()];
            if said.iter().any(|text| !text.is_empty()) {
                let row = line.number.to_string();
                self.told.add(Subject::NoType, "survey", line.number, row);
            }
            return;
        }
        let (meaning, current) = meaning(&text);
        if !current && !matches!(meaning, Meaning::Refused(..)) {
            self.told.add(Subject::OldTypes, "survey", line.number, text.clone());
        }
        if matches!(meaning, Meaning::Unknown | Meaning::Refused(..)) {
            self.names.add(&line.get("name"), Target::Refused);
        }
        match meaning {
            Meaning::Unknown => self.say(line, "type", fault::unknown_type(&text)),
            Meaning::Refused(vi, en) => self.say(line, "type", fault::refused_type(&text, vi, en)),
            Meaning::LeftOut => self.leave_out(line, &text),
            Meaning::Begin(Block::Group) => self.begin_group(line, walk),
            Meaning::Begin(Block::Repeat) => self.begin_repeat(line, walk),
            Meaning::End(block) => self.end(line, block, walk),
            Meaning::Note => self.note(line, walk),
            Meaning::Meta(meta) => self.meta(line, meta, walk),
            other => self.question(line, other, walk),
        }
    }

    fn leave_out(&mut self, line: &Line<'_>, text: &str) {
        self.names.add(&line.get("name"), Target::LeftOut);
        self.told.add(Subject::TypesLeftOut, "survey", line.number, text);
    }

    fn begin_group(&mut self, line: &Line<'_>, walk: &mut Walk) {
        let raw = line.get("name");
        if raw.is_empty() {
            self.say(line, "name", fault::no_name());
        } else if !walk.is_new(&raw) {
            self.say(line, "name", fault::name_twice(&raw));
        }
        self.names.add(&raw, Target::NoValue);
        let register = walk.register();
        let section = self.section(line, &raw, walk);
        let mut groups = walk.groups();
        let relevant = line.get("relevant");
        if !relevant.is_empty() {
            self.groups.push(Group { register, row: line.number, relevant });
            groups.push(self.groups.len() - 1);
        }
        walk.blocks += 1;
        let (id, row) = (walk.blocks, line.number);
        walk.open.push(Open { block: Block::Group, id, row, register, section, groups });
    }

    /// The section of a group, made unless it is there already.
    fn section(&mut self, line: &Line<'_>, raw: &str, walk: &Walk) -> String {
        let title = self.languages.pick(&line.texts("label"));
        let sections = &mut self.registers[walk.register()].definition.sections;
        let told = line.get("phaodai:section");
        let wanted = if told.is_empty() { name_of(raw) } else { told.clone() };
        if let Some(own) = sections.iter().find(|section| section.name == wanted)
            && (!told.is_empty() || own.part_of == walk.section())
        {
            return wanted;
        }
        let taken = sections.iter().map(|section| section.name.clone()).collect();
        let name = free(&wanted, &taken);
        sections.push(Section {
            name: name.clone(),
            title: title.unwrap_or_else(|| words_of(raw)),
            part_of: walk.section().to_owned(),
            appearance: line.get("appearance"),
        });
        self.registers[walk.register()].lines.sections.push(line.number);
        name
    }

    fn begin_repeat(&mut self, line: &Line<'_>, walk: &mut Walk) {
        let raw = line.get("name");
        if raw.is_empty() {
            self.say(line, "name", fault::no_name());
        } else if !walk.is_new(&raw) {
            self.say(line, "name", fault::name_twice(&raw));
        }
        for (key, diagnostic) in
            [("relevant", fault::repeat_condition()), ("repeat_count", fault::repeat_count())]
        {
            if !line.get(key).is_empty() {
                self.say(line, key, diagnostic);
            }
        }
        let outer = walk.register();
        let definition = self.child(outer, &raw, line);
        let parent = self.registers[outer].definition.clone();
        let register = self.open_register(definition, &raw);
        let name = self.registers[register].definition.name.clone();
        self.names.open(&name, &raw, Some(outer));
        self.registers[register].lines.sections = Vec::new();
        walk.blocks += 1;
        let (id, row) = (walk.blocks, line.number);
        let (section, groups) = (String::new(), Vec::new());
        walk.open.push(Open { block: Block::Repeat, id, row, register, section, groups });
        if !walk.linked.contains(&(raw, parent.name.clone())) {
            self.link(register, &parent, line);
        }
    }

    fn child(&self, outer: usize, raw: &str, line: &Line<'_>) -> Definition {
        let parent = &self.registers[outer].definition;
        let taken =
            self.registers.iter().map(|register| register.definition.name.clone()).collect();
        let name = free(&child_name(&self.registers[0].definition.name, &parent.name, raw), &taken);
        let title = self.languages.pick(&line.texts("label")).unwrap_or_else(|| words_of(raw));
        let mut definition = Definition::new(self.owner.id_of(&name), &name);
        definition.title = Bilingual::new(
            format!("{} – {}", parent.title.vi, title.vi),
            format!("{} – {}", parent.title.en, title.en),
        );
        definition.source.clone_from(&parent.source);
        definition.kept_by = parent.kept_by;
        definition
    }

    /// The field by which the records of a repeat know theirs.
    fn link(&mut self, register: usize, parent: &Definition, line: &Line<'_>) {
        let visibility = super::super::Visibility::Unit;
        let mut field = Field::new("parent", Kind::Record, visibility, privacy::RETENTION);
        field.label = Bilingual::new(
            format!("Thuộc dòng của: {}", parent.title.vi),
            format!("Belongs to: {}", parent.title.en),
        );
        field.required = true;
        parent.name.clone_into(&mut field.register);
        self.registers[register].push(field, Draft { row: line.number, ..Draft::default() });
    }

    fn end(&mut self, line: &Line<'_>, block: Block, walk: &mut Walk) {
        match walk.open.last() {
            Some(open) if open.block == block => drop(walk.open.pop()),
            Some(open) => {
                let diagnostic = fault::block_crossed(open.block, open.row);
                self.say(line, "type", diagnostic);
                walk.open.pop();
            }
            None => self.say(line, "type", fault::block_unopened()),
        }
    }

    fn note(&mut self, line: &Line<'_>, walk: &mut Walk) {
        let raw = line.get("name");
        if !raw.is_empty() && !walk.is_new(&raw) {
            self.say(line, "name", fault::name_twice(&raw));
        }
        self.names.add(&raw, Target::NoValue);
        let text = self.languages.pick(&line.texts("label"));
        let register = &mut self.registers[walk.register()];
        let name = if raw.is_empty() { "note".to_owned() } else { name_of(&raw) };
        let text = text.unwrap_or_else(|| words_of(&raw));
        register.lines.notes.push(line.number);
        register.note_rules.push((line.get("relevant"), walk.groups()));
        let (relevant, before) = (String::new(), String::new());
        register.waiting.push(Note { name, text, relevant, before });
    }
}

/// The name of a repeat's register: that of the outer one and its own; what is too long loses the middle.
fn child_name(form: &str, parent: &str, raw: &str) -> String {
    const LONGEST: usize = 48;
    let repeat = name_of(raw);
    let room = LONGEST.saturating_sub(repeat.len() + 1);
    let outer = [parent, form].into_iter().find(|outer| outer.len() <= room);
    let outer = outer.unwrap_or_else(|| form.get(..room).unwrap_or(form)).trim_end_matches('_');
    name_of(&format!("{outer}_{repeat}"))
}

/// A name as words, where there is no label.
pub(super) fn words_of(raw: &str) -> Bilingual {
    let words = raw.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { raw.to_owned() } else { words };
    Bilingual::new(words.clone(), words)
}

/// The repeats of a form with the registers that rows in them link to.
fn linked<'a>(lines: impl Iterator<Item = Line<'a>>) -> BTreeSet<(String, String)> {
    let (mut open, mut linked) = (Vec::new(), BTreeSet::new());
    for line in lines.filter(|line| boolean(&line.get("disabled")) != Some(true)) {
        match meaning(&line.get("type")).0 {
            Meaning::Begin(Block::Repeat) => open.push(line.get("name")),
            Meaning::End(Block::Repeat) => drop(open.pop()),
            _ => {
                let register = line.get("phaodai:register");
                linked.extend(
                    open.last()
                        .filter(|_| !register.is_empty())
                        .map(|repeat| (repeat.clone(), register)),
                );
            }
        }
    }
    linked
}

/// The names after `${` in all formulas of the sheet.
fn asked<'a>(lines: impl Iterator<Item = Line<'a>>) -> BTreeSet<String> {
    let keys = ["relevant", "constraint", "calculation", "choice_filter", "required", "default"];
    let texts = lines.flat_map(|line| keys.map(|key| line.get(key)));
    let mut names: BTreeMap<String, ()> = BTreeMap::new();
    for text in texts {
        for part in text.split("${").skip(1) {
            names.extend(part.split_once('}').map(|(name, _)| (name.trim().to_owned(), ())));
        }
    }
    names.into_keys().collect()
}

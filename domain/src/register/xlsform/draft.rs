//! The form while it is read: its sheets, and the drafts of the registers that come of it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::lines::Lines;
use super::super::{Definition, Field, Note, Owner};
use super::choices::Lists;
use super::column::Column;
use super::expression::{Names, boolean};
use super::grid::{Grid, Line};
use super::language::Languages;
use super::names::name_of;
use super::ours::Own;
use super::sheet::Sheet;
use super::told::{Subject, Told};
use super::{SHEETS, fault};
use crate::base::Diagnostic;

/// A form that is being read.
#[derive(Debug)]
pub(super) struct Form<'a> {
    pub(super) owner: Owner,
    pub(super) sheets: &'a [Sheet],
    pub(super) languages: Languages,
    pub(super) lists: Lists,
    pub(super) names: Names,
    /// The form's own first; a repeat comes after what holds it.
    pub(super) registers: Vec<Register>,
    pub(super) groups: Vec<Group>,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) told: Told,
    /// What the sheets `_register` and `_sections` say, by repeat; "" is the form itself.
    pub(super) own: BTreeMap<String, Own>,
}

/// A register that is being made.
#[derive(Debug)]
pub(super) struct Register {
    pub(super) definition: Definition,
    /// Rows of its parts.
    pub(super) lines: Lines,
    /// What the form says of its fields, in their order.
    pub(super) drafts: Vec<Draft>,
    /// Name of the repeat in the form; "" for the form itself.
    pub(super) repeat: String,
    /// Names of fields, and of notes at the end.
    pub(super) taken: BTreeSet<String>,
    /// Notes that wait for the field before which they stand.
    pub(super) waiting: Vec<Note>,
    /// Formulas of the notes, as the form writes them, with their groups.
    pub(super) note_rules: Vec<(String, Vec<usize>)>,
}

/// What the form says of a field, before its formulas are translated.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) row: u64,
    /// Positions of the groups that hold it, within its register.
    pub(super) groups: Vec<usize>,
    pub(super) relevant: String,
    pub(super) constraint: String,
    pub(super) calculation: String,
    pub(super) choice_filter: String,
    /// Constraints that the type itself states, in our language.
    pub(super) bounds: String,
}

/// A group and its condition.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) register: usize,
    pub(super) row: u64,
    pub(super) relevant: String,
}

impl Register {
    pub(super) fn new(definition: Definition, repeat: &str) -> Self {
        Self {
            definition,
            lines: Lines::default(),
            drafts: Vec::new(),
            repeat: repeat.to_owned(),
            taken: BTreeSet::new(),
            waiting: Vec::new(),
            note_rules: Vec::new(),
        }
    }

    /// Adds a field; the notes that wait stand before it.
    pub(super) fn push(&mut self, field: Field, draft: Draft) {
        for mut note in self.waiting.drain(..) {
            field.name.clone_into(&mut note.before);
            self.definition.notes.push(note);
        }
        self.taken.insert(field.name.clone());
        self.lines.fields.push(draft.row);
        self.definition.fields.push(field);
        self.drafts.push(draft);
    }

    /// Puts a retired field behind the field of a number, or first.
    pub(super) fn insert(&mut self, field: Field, draft: Draft, after: u16) {
        let fields = &self.definition.fields;
        let at = fields.iter().position(|other| other.no != 0 && other.no == after);
        let at = at.map_or(0, |at| at + 1);
        self.taken.insert(field.name.clone());
        self.lines.fields.insert(at, draft.row);
        self.definition.fields.insert(at, field);
        self.drafts.insert(at, draft);
    }
}

/// A sheet by name, whatever its case.
pub(super) fn sheet<'a>(sheets: &'a [Sheet], name: &str) -> Option<&'a Sheet> {
    sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
}

impl<'a> Form<'a> {
    /// Opens a form: settings, languages, choices. The survey follows.
    pub(super) fn open(
        owner: Owner,
        stem: &str,
        sheets: &'a [Sheet],
    ) -> Result<Self, Vec<Diagnostic>> {
        let survey = sheet(sheets, "survey").filter(|survey| !survey.rows.is_empty());
        if survey.is_none() {
            return Err(vec![fault::no_survey(sheets)]);
        }
        let mut form = Self {
            owner,
            sheets,
            languages: Languages::default(),
            lists: Lists::default(),
            names: Names::default(),
            registers: Vec::new(),
            groups: Vec::new(),
            faults: Vec::new(),
            warnings: Vec::new(),
            told: Told::default(),
            own: BTreeMap::new(),
        };
        let settings = form.settings();
        form.read_languages(settings.get("default_language").map_or("", String::as_str));
        form.read_choices(
            settings.get("allow_choice_duplicates").is_some_and(|yes| boolean(yes) == Some(true)),
        );
        form.read_own();
        let definition = form.own_definition(stem, &settings);
        form.open_register(definition, "");
        form.names.open(&form.registers[0].definition.name, "", None);
        form.sheets_left_out();
        Ok(form)
    }

    pub(super) fn grid(&mut self, name: &str) -> Option<Grid<'a>> {
        let sheet = sheet(self.sheets, name)?;
        Some(Grid::of(sheet, &mut self.faults))
    }

    /// The first row of the settings, by the words of `XLSForm`.
    fn settings(&mut self) -> BTreeMap<&'static str, String> {
        let Some(grid) = self.grid("settings") else { return BTreeMap::new() };
        let keys =
            ["form_title", "form_id", "version", "default_language", "allow_choice_duplicates"];
        let line = grid.lines().next();
        keys.into_iter()
            .filter_map(|key| Some((key, line?.get(key))))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// Titles are read here for their languages only; a column that stands twice is told when its sheet is read.
    fn read_languages(&mut self, default: &str) {
        let mut unheard = Vec::new();
        let sheets = self.sheets.iter().filter(|sheet| is_form_sheet(&sheet.name));
        let grids: Vec<Grid<'_>> = sheets.map(|sheet| Grid::of(sheet, &mut unheard)).collect();
        let named = grids.iter().flat_map(Grid::languages);
        self.languages = Languages::of(named, default);
        for language in self.languages.others.clone() {
            self.told.add(Subject::Languages, "", 0, language);
        }
        for grid in &grids {
            let choices = grid.sheet.to_lowercase().contains("choices");
            let left_out = |column: &Column| match column {
                Column::LeftOut => true,
                Column::Other(title) => !choices && !title.starts_with('_'),
                Column::Known(..) => false,
            };
            for title in grid.unread(left_out) {
                self.told.add(Subject::Columns, "", 0, format!("{} ({})", title, grid.sheet));
            }
        }
    }

    fn sheets_left_out(&mut self) {
        let others = self.sheets.iter().filter(|sheet| {
            !sheet.rows.is_empty() && !is_form_sheet(&sheet.name) && !sheet.name.starts_with('_')
        });
        let names: Vec<String> = others.map(|sheet| sheet.name.clone()).collect();
        names.into_iter().for_each(|name| self.told.add(Subject::Sheets, "", 0, name));
    }

    fn own_definition(&self, stem: &str, settings: &BTreeMap<&str, String>) -> Definition {
        let id = settings.get("form_id").map_or(stem, String::as_str);
        let name = name_of(id);
        let mut definition = Definition::new(self.owner.id_of(&name), &name);
        let title = settings.get("form_title").map_or(id, String::as_str);
        definition.title = crate::base::Bilingual::new(title, title);
        let version = settings.get("version").map_or("", String::as_str);
        definition.source = ["XLSForm", id, version].join(" ").trim().to_owned();
        definition
    }

    /// Begins a register with what our own sheets say of it, and gives its position.
    pub(super) fn open_register(&mut self, mut definition: Definition, repeat: &str) -> usize {
        if let Some(own) = self.own.get(repeat) {
            own.put(self.owner, &mut definition);
        }
        self.registers.push(Register::new(definition, repeat));
        self.registers.len() - 1
    }

    /// A diagnostic at a column of a row; faults stop the form, warnings do not.
    pub(super) fn say(&mut self, line: &Line<'_>, key: &str, diagnostic: Diagnostic) {
        self.say_placed(line.at(key, diagnostic));
    }

    pub(super) fn say_placed(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            crate::base::Severity::Error => self.faults.push(diagnostic),
            crate::base::Severity::Warning => self.warnings.push(diagnostic),
        }
    }
}

fn is_form_sheet(name: &str) -> bool {
    SHEETS.iter().any(|known| name.trim().eq_ignore_ascii_case(known))
}

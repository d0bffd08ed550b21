//! One question of the survey: a field.

use super::super::privacy;
use super::super::{Field, Retention, Shape, Visibility};
use super::choices::OTHER;
use super::draft::{Draft, Form};
use super::expression::{Target, boolean};
use super::fault;
use super::grid::Line;
use super::names::{free, name_of};
use super::ours::{self, aliases};
use super::survey::{Walk, words_of};
use super::told::Subject;
use super::types::Meaning;
use crate::base::{Bilingual, Kind};

impl Form<'_> {
    /// What the device fills in: left out, unless a formula asks for it.
    pub(super) fn meta(&mut self, line: &Line<'_>, meta: &str, walk: &mut Walk) {
        let given = line.get("name");
        let raw = if given.is_empty() { meta.to_owned() } else { given };
        if meta == "today" {
            self.names.add(&raw, Target::Today);
        } else if walk.asked.contains(&raw) {
            let kind = match meta {
                "start" | "end" => Kind::DateTime,
                "start-geopoint" => Kind::Geopoint,
                _ => Kind::Text,
            };
            self.told.add(Subject::MetaKept, "survey", line.number, raw);
            return self.question(line, Meaning::Field(kind), walk);
        } else {
            self.names.add(&raw, Target::LeftOut);
        }
        self.told.add(Subject::MetaLeftOut, "survey", line.number, raw);
    }

    pub(super) fn question(&mut self, line: &Line<'_>, meaning: Meaning, walk: &mut Walk) {
        let raw = line.get("name");
        if raw.is_empty() {
            return self.say(line, "name", fault::no_name());
        }
        if !walk.is_new(&raw) {
            return self.say(line, "name", fault::name_twice(&raw));
        }
        // Kobo writes the version of the form into each answer.
        if raw.trim_matches('_') == "version" && raw.starts_with('_') {
            self.names.add(&raw, Target::LeftOut);
            return self.told.add(Subject::MetaLeftOut, "survey", line.number, raw);
        }
        let mut draft = draft(line, walk);
        let Some(mut field) = self.typed(line, &meaning, &mut draft) else {
            return self.names.add(&raw, Target::Refused);
        };
        field.name = self.name(line, &raw, walk);
        self.labelled(line, &raw, &mut field);
        self.demands(line, &mut field);
        self.own_columns(line, &mut field);
        self.guarded(line, &mut field);
        walk.section().clone_into(&mut field.section);
        let register = walk.register();
        self.names.add_field(&raw, register, &field.name, field.kind);
        let other = matches!(meaning, Meaning::Select { or_other: true, .. });
        let written = other.then(|| self.written_in(&raw, &field, &draft, walk));
        self.registers[register].push(field, draft);
        if let Some((field, draft)) = written {
            self.registers[register].push(field, draft);
        }
    }

    /// The field with its kind and choices; `None` when its list is not there, which is told.
    pub(super) fn typed(
        &mut self,
        line: &Line<'_>,
        meaning: &Meaning,
        draft: &mut Draft,
    ) -> Option<Field> {
        let mut field = Field::new("", Kind::Text, Visibility::Sensitive, privacy::RETENTION);
        match meaning {
            Meaning::Field(kind) => field.kind = *kind,
            Meaning::Near(kind, _) => {
                field.kind = *kind;
                if line.get("phaodai:kind").is_empty() {
                    self.told.add(Subject::Near, "survey", line.number, line.get("type"));
                }
            }
            Meaning::Bounded(low, high) => {
                field.kind = Kind::Integer;
                draft.bounds = format!(". >= {low} and . <= {high}");
            }
            Meaning::Phone => field.shape = Shape::Phone,
            Meaning::Range => {
                let (kind, bounds) = range(&line.get("parameters"));
                field.kind = kind;
                draft.bounds = bounds;
            }
            Meaning::Acknowledge => {
                field.kind = Kind::SelectOne;
                field.choices = self.lists.acknowledge();
            }
            Meaning::Select { multiple, list, or_other, external } => {
                field.kind = if *multiple { Kind::SelectMultiple } else { Kind::SelectOne };
                let found = self.lists.take(list, *or_other, *external).or_else(|| {
                    let stem = file_stem(list)?;
                    self.lists.take(stem, *or_other, *external)
                });
                let Some(name) = found else {
                    let known: Vec<&str> = self.lists.names().collect();
                    let diagnostic = match file_stem(list) {
                        Some(stem) => fault::list_in_a_file(list, stem),
                        None => fault::no_list(list, &known.join(", "), self.sheets),
                    };
                    self.say(line, "type", diagnostic);
                    return None;
                };
                field.choices = name;
            }
            _ => return None,
        }
        self.computed(line, &mut field, draft);
        Some(field)
    }

    /// A question with a formula is computed, whatever its type says; a `calculate` without one is a fault.
    fn computed(&mut self, line: &Line<'_>, field: &mut Field, draft: &Draft) {
        if field.kind == Kind::Calculate && draft.calculation.is_empty() {
            self.say(line, "calculation", fault::no_calculation());
        }
        if field.kind != Kind::Calculate && !draft.calculation.is_empty() {
            field.kind = Kind::Calculate;
            field.choices = String::new();
            self.told.add(Subject::Computed, "survey", line.number, line.get("name"));
        }
    }

    /// A name that is free in the register; in a group, its section's name is put before one that is not.
    fn name(&mut self, line: &Line<'_>, raw: &str, walk: &Walk) -> String {
        let taken = &self.registers[walk.register()].taken;
        let mut name = name_of(raw);
        if taken.contains(&name) && !walk.section().is_empty() {
            name = name_of(&format!("{}_{name}", walk.section()));
        }
        let name = free(&name, taken);
        if name != raw.to_lowercase() {
            self.told.add(Subject::Renamed, "survey", line.number, format!("{raw} → {name}"));
        }
        name
    }

    pub(super) fn labelled(&mut self, line: &Line<'_>, raw: &str, field: &mut Field) {
        let pick = |key: &str| self.languages.pick(&line.texts(key));
        field.label = pick("label").unwrap_or_else(|| words_of(raw));
        field.hint = pick("hint");
        field.constraint_message = pick("constraint_message");
        field.required_message = pick("required_message");
        field.appearance = line.get("appearance");
    }

    pub(super) fn demands(&mut self, line: &Line<'_>, field: &mut Field) {
        let required = line.get("required");
        match boolean(&required) {
            Some(required) => field.required = required,
            None if required.is_empty() => {}
            None => {
                field.wanted = true;
                self.say(line, "required", fault::required_condition(&required));
            }
        }
        let default = line.get("default");
        if is_formula(&default) {
            self.say(line, "default", fault::default_formula(&default));
        } else {
            field.default = if field.kind == Kind::Time { time(&default) } else { default };
        }
        for key in ["read_only", "trigger"] {
            let text = line.get(key);
            if !text.is_empty() && boolean(&text) != Some(false) {
                self.told.add(Subject::ReadOnly, "survey", line.number, line.get("name"));
            }
        }
    }

    /// The columns in which `XLSForm` carries what is ours.
    pub(super) fn own_columns(&mut self, line: &Line<'_>, field: &mut Field) {
        let (no, wanted) = (line.get("phaodai:no"), line.get("phaodai:wanted"));
        field.no = no.parse().unwrap_or_default();
        if field.no == 0 && !no.is_empty() {
            self.say(line, "phaodai:no", fault::not_a_number(&no));
        }
        field.wanted |= boolean(&wanted) == Some(true);
        field.unique = boolean(&line.get("phaodai:unique")) == Some(true);
        field.program = boolean(&line.get("phaodai:program")) == Some(true);
        field.register = line.get("phaodai:register");
        field.aliases = aliases(&line.get("phaodai:aliases"));
        if let Some(kind) = self.word(line, "phaodai:kind", ours::KINDS) {
            field.kind = kind;
        }
        match self.word(line, "phaodai:shape", ours::SHAPES) {
            Some(shape) => field.shape = shape,
            None if field.shape == Shape::Plain => field.shape = privacy::shape(field),
            None => {}
        }
    }

    /// Who may see it and how long it is kept; where the form is silent, the strictest that is of use.
    pub(super) fn guarded(&mut self, line: &Line<'_>, field: &mut Field) {
        match self.word::<Visibility>(line, "phaodai:visibility", ours::VISIBILITIES) {
            Some(visibility) => field.visibility = visibility,
            None => {
                let place = line.get("type").to_ascii_lowercase().starts_with("geo");
                field.visibility =
                    if place { Visibility::Sensitive } else { privacy::visibility(field) };
                let sensitive = field.visibility == Visibility::Sensitive;
                let subject = if sensitive { Subject::Sensitive } else { Subject::Visible };
                self.told.add(subject, "survey", line.number, field.name.clone());
            }
        }
        match self.word::<Retention>(line, "phaodai:retention", ours::RETENTIONS) {
            Some(retention) => field.retention = retention,
            None => self.told.add(Subject::Retention, "survey", line.number, field.name.clone()),
        }
    }

    /// One of the words of a column of ours; `None` when it is empty, or another word, which is told.
    pub(super) fn word<T: Copy>(
        &mut self,
        line: &Line<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = line.get(key);
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() && !text.is_empty() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.say(line, key, fault::unknown_word(&text, &known.join(", ")));
        }
        found.map(|(_, value)| *value)
    }

    /// The text field beside a select with `or_other`.
    fn written_in(&self, raw: &str, select: &Field, draft: &Draft, walk: &Walk) -> (Field, Draft) {
        let register = &self.registers[walk.register()];
        let mut taken = register.taken.clone();
        taken.insert(select.name.clone());
        let name = free(&name_of(&format!("{}_other", select.name)), &taken);
        let mut field = Field::new(&name, Kind::Text, select.visibility, select.retention);
        field.label = Bilingual::new(
            format!("{}: khác, ghi rõ", select.label.vi),
            format!("{}: other, specify", select.label.en),
        );
        select.section.clone_into(&mut field.section);
        let relevant = format!("selected(${{{raw}}}, '{OTHER}')");
        let groups = draft.groups.clone();
        (field, Draft { row: draft.row, groups, relevant, ..Draft::default() })
    }
}

pub(super) fn draft(line: &Line<'_>, walk: &Walk) -> Draft {
    Draft {
        row: line.number,
        groups: walk.groups(),
        relevant: line.get("relevant"),
        constraint: line.get("constraint"),
        calculation: line.get("calculation"),
        choice_filter: line.get("choice_filter"),
        ..Draft::default()
    }
}

/// The name of a list that a form keeps in a file beside it.
fn file_stem(list: &str) -> Option<&str> {
    let endings = [".csv", ".xml", ".geojson"];
    endings.iter().find_map(|ending| list.strip_suffix(ending))
}

/// A default that is computed when a form is opened.
fn is_formula(default: &str) -> bool {
    default.contains("${") || (default.contains('(') && default.trim_end().ends_with(')'))
}

/// Old workbooks keep a time of day as a part of the day.
fn time(default: &str) -> String {
    match default.parse::<f64>() {
        Ok(part) if (0.0..1.0).contains(&part) => {
            #[expect(clippy::cast_possible_truncation, reason = "a day has 86,400 seconds")]
            let seconds = (part * 86_400.0).round() as i64;
            format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        _ => default.to_owned(),
    }
}

/// `start=1;end=10;step=1` as kind and bounds; the defaults are those of `XLSForm`.
fn range(parameters: &str) -> (Kind, String) {
    let pairs = parameters.split([';', ',', ' ']).filter_map(|pair| pair.split_once('='));
    let (mut start, mut end, mut step) = ("0".to_owned(), "10".to_owned(), "1".to_owned());
    for (key, value) in pairs {
        let value = value.trim();
        match key.trim() {
            "start" if value.parse::<f64>().is_ok() => value.clone_into(&mut start),
            "end" if value.parse::<f64>().is_ok() => value.clone_into(&mut end),
            "step" if value.parse::<f64>().is_ok() => value.clone_into(&mut step),
            _ => {}
        }
    }
    let whole = [&start, &end, &step].iter().all(|number| number.parse::<i64>().is_ok());
    let kind = if whole { Kind::Integer } else { Kind::Decimal };
    (kind, format!(". >= {start} and . <= {end}"))
}

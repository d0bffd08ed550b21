//! Groups around the fields of a survey, and the notes between them.

use std::collections::BTreeSet;

use super::super::super::{Definition, Note, Section};
use super::super::names::free;
use super::{Cells, SURVEY, both};

/// Opens and closes groups as the fields ask for it.
pub(super) struct Layout<'a> {
    sections: &'a [Section],
    open: Vec<&'a str>,
    used: BTreeSet<String>,
    /// The sections in the order in which reading the form will meet them.
    pub(super) met: Vec<Section>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(definition: &'a Definition) -> Self {
        let used = definition.fields.iter().map(|field| field.name.clone());
        let used = used.chain(definition.notes.iter().map(|note| note.name.clone())).collect();
        Self { sections: &definition.sections, open: Vec::new(), used, met: Vec::new() }
    }

    fn section(&self, name: &str) -> Option<&'a Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// From the outermost section to this one.
    fn path(&self, name: &'a str) -> Vec<&'a str> {
        let mut path: Vec<&str> =
            std::iter::successors(self.section(name), |s| self.section(&s.part_of))
                .take(self.sections.len())
                .map(|section| section.name.as_str())
                .collect();
        path.reverse();
        path
    }

    pub(super) fn enter(&mut self, name: &'a str, survey: &mut Vec<Cells>) {
        let path = self.path(name);
        let shared = self.open.iter().zip(&path).take_while(|(one, two)| one == two).count();
        self.leave(shared, survey);
        for name in &path[shared..] {
            let Some(section) = self.section(name) else { continue };
            let group = free(name, &self.used);
            self.used.insert(group.clone());
            let mut row = Cells::from([
                ("type", "begin group".to_owned()),
                ("name", group),
                ("appearance", section.appearance.clone()),
                ("bind::phaodai:section", section.name.clone()),
            ]);
            both(&mut row, SURVEY[2], SURVEY[3], Some(&section.title));
            survey.push(row);
            self.open.push(name);
            if self.met.iter().all(|met| met.name != section.name) {
                self.met.push(section.clone());
            }
        }
    }

    pub(super) fn leave(&mut self, depth: usize, survey: &mut Vec<Cells>) {
        while self.open.len() > depth {
            self.open.pop();
            survey.push(Cells::from([("type", "end group".to_owned())]));
        }
    }
}

pub(super) fn note_row(note: &Note) -> Cells {
    let mut row = Cells::from([
        ("type", "note".to_owned()),
        ("name", note.name.clone()),
        ("relevant", note.relevant.clone()),
    ]);
    both(&mut row, SURVEY[2], SURVEY[3], Some(&note.text));
    row
}

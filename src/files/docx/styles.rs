//! Which list the paragraphs of a style belong to.

use std::collections::BTreeMap;

use domain::base::Diagnostic;
use quick_xml::events::Event;

use super::xml;

/// A paragraph's place in a list, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The list; 0 says "none" and overrides a style.
    pub(super) list: Option<u32>,
    /// The level, from 0.
    pub(super) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    place: Place,
}

/// All styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn read(part: &str) -> Result<Self, Diagnostic> {
        let mut reader = xml::reader(part);
        let mut styles = BTreeMap::new();
        let mut current = String::new();
        loop {
            match reader.read_event().map_err(|error| xml::broken(&error))? {
                Event::Start(element) | Event::Empty(element) => {
                    let name = element.local_name();
                    if name.as_ref() == "style" {
                        current = xml::attribute(&element, "styleId").unwrap_or_default();
                        styles.insert(current.clone(), Style::default());
                    }
                    let Some(style) = styles.get_mut(&current) else { continue };
                    match name.as_ref() {
                        "basedOn" => style.based_on = xml::val(&element),
                        "numId" => style.place.list = xml::number(&element),
                        "ilvl" => style.place.level = xml::number(&element),
                        _ => {}
                    }
                }
                Event::Eof => return Ok(Self(styles)),
                _ => {}
            }
        }
    }

    /// The place that a style gives, with the style that says so: its own or that of a style it is based on.
    pub(super) fn place<'a>(&'a self, id: &'a str) -> Option<(Place, &'a str)> {
        let mut id = id;
        for _ in 0..20 {
            let style = self.0.get(id)?;
            if style.place.list.is_some() {
                return Some((style.place, id));
            }
            id = style.based_on.as_deref()?;
        }
        None
    }
}

//! Walks through a part of a document, keeps what is printed, and passes over what is not.

use std::collections::BTreeMap;

use domain::base::Diagnostic;
use quick_xml::events::{BytesStart, Event};

use super::lines::Lines;
use super::lists::Lists;
use super::styles::{Place, Styles};
use super::xml;

/// Footnotes and endnotes by kind and id.
pub(super) type Notes = BTreeMap<(&'static str, String), String>;

/// An element that is open and matters to what is inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    RowProperties,
    Row,
    Block,
    Table,
    Text,
    Note(&'static str),
    /// Two forms of one drawing; true once the first has been taken.
    Alternate(bool),
    Other,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    place: Place,
    style: Option<String>,
    joins_next: bool,
}

/// One walk through one part.
pub(super) struct Walk<'a> {
    styles: &'a Styles,
    lists: &'a mut Lists,
    lines: Lines,
    open: Vec<Open>,
    /// Depth of what is passed over; 0 when nothing is.
    passing: usize,
    /// The rest of a deleted table row is passed over.
    row_deleted: bool,
    hidden: bool,
    paragraphs: Vec<Paragraph>,
    carried: String,
    note: String,
    notes: Notes,
    cited: Vec<(&'static str, String)>,
}

impl<'a> Walk<'a> {
    /// A walk that counts on in the lists of the document.
    pub(super) fn new(styles: &'a Styles, lists: &'a mut Lists) -> Self {
        Self {
            styles,
            lists,
            lines: Lines::default(),
            open: Vec::new(),
            passing: 0,
            row_deleted: false,
            hidden: false,
            paragraphs: Vec::new(),
            carried: String::new(),
            note: String::new(),
            notes: Notes::new(),
            cited: Vec::new(),
        }
    }

    /// The notes of a part of notes.
    pub(super) fn notes(mut self, part: &str) -> Result<Notes, Diagnostic> {
        self.walk(part)?;
        Ok(self.notes)
    }

    /// The text of a body, and below it the notes that it cites.
    pub(super) fn body(mut self, part: &str, notes: &Notes) -> Result<String, Diagnostic> {
        self.walk(part)?;
        for (at, key) in std::mem::take(&mut self.cited).iter().enumerate() {
            self.lines.gap();
            let text = notes.get(key).map_or("", |text| text.trim());
            self.lines.paragraph(&format!("[{}] {text}", at + 1));
        }
        Ok(self.lines.take())
    }

    fn walk(&mut self, part: &str) -> Result<(), Diagnostic> {
        let mut reader = xml::reader(part);
        loop {
            match reader.read_event().map_err(|error| xml::broken(&error))? {
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => self.text(&xml::reference(&reference)),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        if self.passing > 0 || self.is_passed_over(element) {
            self.passing += 1;
            return;
        }
        let opened = match element.local_name().as_ref() {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                Open::Paragraph
            }
            "pPr" => Open::ParagraphProperties,
            "r" => Open::Run,
            "rPr" => Open::RunProperties,
            "trPr" => Open::RowProperties,
            "tr" => Open::Row,
            "tbl" => Open::Table,
            "tc" | "txbxContent" => {
                self.lines.gap();
                Open::Block
            }
            "t" => Open::Text,
            "AlternateContent" => Open::Alternate(false),
            "footnote" => self.open_note("footnote", element),
            "endnote" => self.open_note("endnote", element),
            _ => {
                self.mark(element);
                Open::Other
            }
        };
        self.open.push(opened);
    }

    /// What is not printed: tracked deletions, former formatting, the second form of a drawing, separators of notes.
    fn is_passed_over(&mut self, element: &BytesStart<'_>) -> bool {
        match element.local_name().as_ref() {
            "del" | "moveFrom" => match self.open.last() {
                Some(Open::RunProperties) => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.joins_next = true;
                    }
                    true
                }
                Some(Open::RowProperties) => {
                    self.row_deleted = true;
                    true
                }
                _ => true,
            },
            "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange"
            | "sectPrChange" => true,
            "Choice" => {
                if let Some(Open::Alternate(taken)) = self.open.last_mut() {
                    *taken = true;
                }
                false
            }
            "Fallback" => self.open.last() == Some(&Open::Alternate(true)),
            "tc" => self.row_deleted,
            "footnote" | "endnote" => {
                xml::attribute(element, "type").is_some_and(|kind| kind != "normal")
            }
            _ => false,
        }
    }

    fn open_note(&mut self, kind: &'static str, element: &BytesStart<'_>) -> Open {
        self.lines.take();
        self.note = xml::attribute(element, "id").unwrap_or_default();
        Open::Note(kind)
    }

    /// Single elements that mean something by themselves.
    fn mark(&mut self, element: &BytesStart<'_>) {
        let in_properties = self.open.contains(&Open::ParagraphProperties);
        match element.local_name().as_ref() {
            "tab" | "ptab" if !in_properties => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "sym" => self.put(symbol(xml::attribute(element, "char").as_deref())),
            "vanish" if self.is_in_run() && xml::on(element) => self.hidden = true,
            "footnoteReference" => self.cite("footnote", element),
            "endnoteReference" => self.cite("endnote", element),
            "pStyle" | "numId" | "ilvl" => self.place(element),
            _ => {}
        }
    }

    fn is_in_run(&self) -> bool {
        self.open.ends_with(&[Open::Run, Open::RunProperties])
    }

    fn place(&mut self, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match element.local_name().as_ref() {
            "pStyle" => paragraph.style = xml::val(element),
            "numId" => paragraph.place.list = xml::number(element),
            _ => paragraph.place.level = xml::number(element),
        }
    }

    fn cite(&mut self, kind: &'static str, element: &BytesStart<'_>) {
        self.cited.push((kind, xml::attribute(element, "id").unwrap_or_default()));
        self.put(&format!("[{}]", self.cited.len()));
    }

    fn text(&mut self, text: &str) {
        if self.passing == 0 && self.open.last() == Some(&Open::Text) {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !self.hidden) {
            paragraph.text.push_str(text);
        }
    }

    fn end(&mut self) {
        if self.passing > 0 {
            self.passing -= 1;
            return;
        }
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Run) => self.hidden = false,
            Some(Open::Row) => self.row_deleted = false,
            Some(Open::Block | Open::Table) => self.lines.gap(),
            Some(Open::Note(kind)) => {
                let text = self.lines.take();
                self.notes.insert((kind, std::mem::take(&mut self.note)), text);
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        if paragraph.joins_next {
            self.carried = text;
            return;
        }
        let label = self.label(&paragraph);
        if !self.open.contains(&Open::Block) {
            self.lines.gap();
        }
        match label.filter(|_| !text.trim().is_empty()) {
            Some(label) => self.lines.paragraph(&format!("{label} {}", text.trim_start())),
            None => self.lines.paragraph(&text),
        }
    }

    /// The automatic number: by the paragraph itself, or by its style.
    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let style = paragraph.style.as_deref().and_then(|style| self.styles.place(style));
        let styled = style.map(|(place, _)| place).unwrap_or_default();
        let list = paragraph.place.list.or(styled.list).filter(|list| *list != 0)?;
        let by_style = || self.lists.level_of_style(list, style?.1, self.styles);
        let level = paragraph.place.level.or_else(by_style).or(styled.level).unwrap_or(0);
        self.lists.label(list, level, self.styles)
    }
}

/// Signs of the Wingdings and Symbol fonts that forms use; others become a bullet rather than nothing.
fn symbol(code: Option<&str>) -> &'static str {
    match code.unwrap_or_default().to_uppercase().as_str() {
        "F06F" | "F0A8" | "F071" => "☐",
        "F0FE" | "F052" => "☑",
        "F0FD" | "F078" => "☒",
        "F0FC" => "✓",
        "F02D" => "-",
        "F0B0" => "°",
        "F0B3" => "≥",
        "F0A3" => "≤",
        _ => "•",
    }
}

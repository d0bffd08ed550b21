//! Which column of the file was taken for which field, in the order of the file, and which fields found no column.

use std::collections::BTreeSet;

use domain::record::header::Mapping;
use domain::register::{Definition, Field};
use serde::Serialize;

use crate::cli::{Context, say};
use crate::files::Rejects;

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Name of the field that it was taken for.
    pub field: Option<String>,
    /// The label of that field, in the language that was asked for.
    pub label: Option<String>,
    /// Why it was left out, when it was.
    pub left_out: Option<LeftOut>,
}

/// Why the cells of a column go nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Running numbers.
    Number,
    /// The column of this title has the field already.
    Repeats(String),
    /// No field answers to the title, but it begins like this label.
    Resembles(String),
    /// No field answers to the title.
    Unknown,
    /// The reasons of an earlier import, in its workbook of refused rows.
    Reasons,
    /// Somebody decided so.
    Decided,
}

/// The columns of a file, and the fields without one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Columns {
    /// In the order of the file.
    pub columns: Vec<Column>,
    /// Names of the fields that no column was taken for.
    pub fields_without_column: Vec<String>,
    #[serde(skip)]
    wanted: Vec<String>,
    #[serde(skip)]
    others: Vec<String>,
}

impl Columns {
    /// Of all lists of a file.
    pub fn of(lists: &[(&[String], &Mapping)], definition: &Definition, context: &Context) -> Self {
        let label = |field: &Field| field.label.get(context.lang).to_owned();
        let filled: BTreeSet<u16> = lists
            .iter()
            .flat_map(|(_, mapping)| {
                let ticked = mapping.ticks.iter().map(|tick| tick.field);
                mapping.columns.iter().flatten().copied().chain(ticked)
            })
            .collect();
        let mut all = Self::default();
        for (titles, mapping) in lists {
            for (at, title) in titles.iter().enumerate().filter(|(_, title)| !title.is_empty()) {
                let no = mapping.columns.get(at).copied().flatten();
                let ticked = mapping.ticks.iter().find(|tick| tick.column == at);
                let no = no.or(ticked.map(|tick| tick.field));
                let taken = no.and_then(|no| definition.field_no(no));
                let left_out = match taken {
                    Some(_) => None,
                    None => Some(left_out(at, titles, mapping, definition, context)),
                };
                let column = Column {
                    title: title.clone(),
                    field: taken.map(|field| field.name.clone()),
                    label: taken.map(label),
                    left_out,
                };
                if !all.columns.contains(&column) {
                    all.columns.push(column);
                }
            }
        }
        for field in definition.in_use().filter(|field| !filled.contains(&field.no)) {
            all.fields_without_column.push(field.name.clone());
            let wanted = field.required || field.wanted;
            if wanted { &mut all.wanted } else { &mut all.others }.push(label(field));
        }
        all
    }

    /// Takes fields that are filled without a column of their own, such as the village of a sheet, off those missing.
    pub fn fill(&mut self, fields: Vec<Option<u16>>, definition: &Definition) {
        for field in fields.into_iter().flatten().filter_map(|no| definition.field_no(no)) {
            self.fields_without_column.retain(|name| *name != field.name);
            let other = |label: &String| *label != field.label.vi && *label != field.label.en;
            self.wanted.retain(other);
            self.others.retain(other);
        }
    }

    /// As lines on the screen.
    pub fn page(&self, context: &Context) -> String {
        let widest = self.columns.iter().map(|column| column.title.chars().count()).max();
        let width = widest.unwrap_or_default().min(32);
        let mut page = format!(
            "{}\n",
            context
                .say("Cột của tệp → trường của sổ:", "Column of the file → field of the register:")
        );
        for column in &self.columns {
            let gap = " ".repeat(width.saturating_sub(column.title.chars().count()));
            page.push_str(&format!("  {}{gap} {}\n", column.title, fate(column, context)));
        }
        let wanted = context.say("Tệp thiếu cột mà sổ cần: ", "Wanted, but not in the file: ");
        let others = context.say("Trường khác không có cột: ", "Other fields without a column: ");
        for (words, labels) in [(wanted, &self.wanted), (others, &self.others)] {
            if !labels.is_empty() {
                page.push_str(&say::folded(words, labels));
            }
        }
        page
    }
}

fn left_out(
    at: usize,
    titles: &[String],
    mapping: &Mapping,
    definition: &Definition,
    context: &Context,
) -> LeftOut {
    if let Some((_, owner)) = mapping.ambiguous.iter().find(|(column, _)| *column == at) {
        return LeftOut::Repeats(titles.get(*owner).cloned().unwrap_or_default());
    }
    if mapping.dropped.contains(&at) {
        return LeftOut::Decided;
    }
    if at + 1 == titles.len() && titles[at] == Rejects::REASON {
        return LeftOut::Reasons;
    }
    if !mapping.unknown.contains(&at) {
        return LeftOut::Number;
    }
    let like = mapping.suggested.iter().find(|(column, _)| *column == at);
    let like = like.and_then(|(_, no)| definition.field_no(*no));
    like.map_or(LeftOut::Unknown, |field| {
        LeftOut::Resembles(field.label.get(context.lang).to_owned())
    })
}

/// What becomes of a column.
fn fate(column: &Column, context: &Context) -> String {
    let not = context.say("KHÔNG NHẬN", "LEFT OUT");
    match (&column.label, &column.left_out) {
        (Some(label), _) => format!("→ {label}"),
        (None, None | Some(LeftOut::Unknown)) => {
            format!("  {not}: {}", context.say("sổ không có trường này", "no such field"))
        }
        (None, Some(LeftOut::Number)) => {
            context.say("  (số thứ tự, bỏ qua)", "  (running number, passed over)").to_owned()
        }
        (None, Some(LeftOut::Repeats(other))) => {
            format!("  {not}: {} “{other}”", context.say("trùng với cột", "repeats column"))
        }
        (None, Some(LeftOut::Resembles(label))) => {
            let (vi, en) = ("nếu là", "if this is");
            let mend = context.say("thì sửa tiêu đề thành như vậy", "make that its title");
            format!("  {not}: {} “{label}” {mend}", context.say(vi, en))
        }
        (None, Some(LeftOut::Reasons)) => context
            .say("  (lý do của lần trước, bỏ qua)", "  (earlier reasons, passed over)")
            .to_owned(),
        (None, Some(LeftOut::Decided)) => {
            format!("  {not}: {}", context.say("theo chỉ định", "as decided"))
        }
    }
}

//! The tree of clauses → obligations: headings and lead-ins say whom the clauses below them bind.

mod admit;
mod attribute;
mod heading;
mod lead;
mod obligation;
mod sentence;
mod time;

use jiff::civil::Date;

use crate::base::Diagnostic;
use crate::document::{Document, DocumentType, Item, Lines, Role};

use super::clause::{Clauses, Order};
use super::deadline::Deadline;
use super::plan::Attribute;
use super::reading::{Force, Obligation};
use super::sentence::Span;
use super::vocabulary::Vocabulary;
use super::words::Text;
use super::{quotation, table};

/// Reads all obligations of a document, in the order of its text.
pub(super) fn obligations(document: &Document) -> (Vec<Obligation>, Vec<Diagnostic>) {
    let v = Vocabulary::get();
    let items: Vec<&Item> = document.items.iter().flat_map(Item::walk).collect();
    let texts: Vec<Text<'_>> = items.iter().map(|item| v.words(&item.text)).collect();
    let said = quotation::outside(&texts);
    let (rows, in_table) = table::rows(document);
    let date = document.header.date;
    let mut reader = Reader {
        document,
        v,
        items,
        texts,
        said,
        in_table,
        issued: date.and_then(|date| {
            Date::new(date.known_year(), date.known_month()?, 1)
                .ok()
                .map(|first| date.full().unwrap_or(first))
        }),
        asks_only: false,
        next: 0,
        dangling: None,
        found: Vec::new(),
        last_start: 0,
        longer: None,
        own: Vec::new(),
        warnings: Vec::new(),
        listed: None,
        group: 0,
        group_closed: false,
    };
    reader.asks_only = reader.only_answers();
    reader.list(&document.items, &mut Setting::default(), None);
    for row in &rows {
        reader.row(row);
    }
    reader.finish()
}

/// What headings and lead-ins above a clause say.
#[derive(Clone, Debug, Default)]
struct Setting {
    /// Whom the clauses bind that name nobody.
    assignees: Vec<String>,
    /// The verb of the lead-in or heading.
    force: Option<Force>,
    /// Inside a part that sets goals or describes: only clauses that name somebody order.
    goal: bool,
    /// Inside a part that orders nothing at all.
    silent: bool,
    /// The lead-in said that the paper orders: "yêu cầu", "kết luận như sau".
    orders: bool,
    /// A lead-in has been read: from here on the paper orders.
    led: bool,
}

/// Whom the clause before bound, within one item.
#[derive(Clone, Debug, Default)]
struct Current {
    assignees: Vec<String>,
    force: Option<Force>,
}

struct Reader<'d> {
    document: &'d Document,
    v: &'static Vocabulary,
    items: Vec<&'d Item>,
    texts: Vec<Text<'d>>,
    /// What of each item is said by the paper itself, not quoted from a law.
    said: Vec<Span>,
    in_table: Vec<bool>,
    issued: Option<Date>,
    /// A letter that answers questions: its explanations of law bind nobody.
    asks_only: bool,
    next: usize,
    /// Whom a heading names that has no clauses under it.
    dangling: Option<(Vec<String>, Option<Force>)>,
    found: Vec<Obligation>,
    /// First byte of the last obligation in the text of its item.
    last_start: usize,
    /// How far the last obligation reaches: item and byte.
    longer: Option<(usize, usize)>,
    /// For each obligation, whether its own clause names the assignees.
    own: Vec<bool>,
    warnings: Vec<Diagnostic>,
    /// The deadline of an order that a list spells out, and the path of its item.
    listed: Option<(&'d str, Deadline)>,
    /// First obligation that a following attribute ("Đơn vị chủ trì: …") belongs to.
    group: usize,
    group_closed: bool,
}

/// How many obligations back a term or an attribute reaches.
const MOST_BACK: usize = 200;

impl<'d> Reader<'d> {
    fn list(&mut self, items: &'d [Item], setting: &mut Setting, above: Option<&'d Item>) {
        for item in items {
            let index = self.next;
            self.next += 1;
            if self.in_table[index] || item.role == Role::Appendix {
                let mut inside = Setting { goal: true, ..Setting::default() };
                self.list(&item.children, &mut inside, None);
                continue;
            }
            if self.attribute(index)
                || above.is_some_and(|above| self.attribute_below(above, index))
            {
                self.list(&item.children, &mut setting.clone(), None);
                continue;
            }
            let before = self.found.len();
            if let Some((assignees, force)) = self.dangling.take().filter(|_| item.label.is_none())
            {
                // A heading that names somebody and has nothing under it binds the paragraph after it.
                let own = Setting {
                    assignees,
                    force: force.or(setting.force),
                    led: true,
                    ..setting.clone()
                };
                let mut below = self.item(item, index, &mut own.clone());
                self.list(&item.children, &mut below, Some(item));
                continue;
            }
            if item.children.is_empty() {
                self.dangling =
                    self.heading(index).filter(|_| item.label.is_some() && !setting.silent);
                if self.dangling.is_some() {
                    continue;
                }
            }
            let mut below = self.item(item, index, setting);
            self.list(&item.children, &mut below, Some(item));
            self.heading_alone(item, index, before, setting);
        }
    }

    /// A heading whose children are only attributes is itself what has to be done.
    fn heading_alone(&mut self, item: &'d Item, index: usize, before: usize, setting: &Setting) {
        let (from, to) = self.said[index];
        if item.children.is_empty()
            || self.found.len() > before
            || setting.goal
            || !self.is_plain_heading(item, index)
        {
            return;
        }
        let attributes = item
            .children
            .iter()
            .all(|child| Attribute::begins(&self.v.words(&child.text), 0).is_some());
        if attributes {
            self.sentence(index, (from, to), &mut Current::default(), setting);
            let own = self.next - item.walk().count() + 1;
            for child in own..self.next {
                self.attribute(child);
            }
        }
    }

    /// Reads one item and says what holds for the items below it; a lead-in also changes what holds
    /// for the items after it.
    fn item(&mut self, item: &'d Item, index: usize, setting: &mut Setting) -> Setting {
        let (from, to) = self.said[index];
        let mut below = setting.clone();
        if from >= to {
            return below;
        }
        if self.is_goal(index) {
            below.goal = true;
            below.silent =
                setting.silent || self.v.goal_silent.begins(&self.texts[index].words, from);
            if item.children.is_empty() {
                self.sentences(index, (from, to), &mut below.clone());
            }
            return below;
        }
        if let Some((assignees, force)) = self.heading(index) {
            below.assignees = assignees;
            below.force = force.or(setting.force);
            below.led = true;
            return below;
        }
        if self.is_plain_heading(item, index) {
            return below;
        }
        let mut local = setting.clone();
        let first = self.sentences(index, (from, to), &mut local);
        if item.role == Role::Closing {
            return below;
        }
        if item.children.is_empty() {
            if local.led && !setting.led || leads_in(item.role) || self.ends_with_colon(index) {
                *setting = local;
            }
            return below;
        }
        if let Some(names) = self.addressed(index) {
            local.assignees = names;
        } else if !first.assignees.is_empty() {
            local.assignees = first.assignees;
            local.force = first.force.or(local.force);
        }
        local
    }

    fn clauses(&self, index: usize) -> Clauses<'_> {
        Clauses::new(&self.texts[index])
    }

    fn finish(mut self) -> (Vec<Obligation>, Vec<Diagnostic>) {
        self.bind_addressees();
        self.found.sort_by_key(|obligation| obligation.lines.first);
        for (number, obligation) in self.found.iter_mut().enumerate() {
            obligation.id = format!("o{}", number + 1);
        }
        (self.found, self.warnings)
    }
}

/// Whether a clause stands before what the paper orders.
fn leads_in(role: Role) -> bool {
    matches!(role, Role::LeadIn | Role::Basis)
}

#[cfg(test)]
mod tests;

//! Attributes of a plan's items and rows of its tables.

use super::super::actor::Actor;
use super::super::deadline;
use super::super::plan::{Attribute, says_nothing, time_of};
use super::super::reading::Obligation;
use super::super::sentence::parts;
use super::super::words::Text;
use super::super::{list, report, table};
use super::{Clauses, Item, MOST_BACK, Reader};

impl<'d> Reader<'d> {
    // --- attributes of a plan ---

    /// A new obligation after an attribute begins a new group.
    pub(super) fn close_group(&mut self) {
        if self.group_closed {
            self.group = self.found.len();
            self.group_closed = false;
        }
    }

    /// Reads "Đơn vị chủ trì: …" and gives it to the obligations before it.
    pub(super) fn attribute(&mut self, index: usize) -> bool {
        let (from, to) = self.said[index];
        let text = &self.texts[index];
        if from >= to {
            return false;
        }
        let Some((attribute, value)) = Attribute::begins(text, from) else { return false };
        if attribute == Attribute::Task {
            self.group_closed = true;
        }
        if matches!(attribute, Attribute::Task | Attribute::Number | Attribute::Note)
            || value >= to && attribute != Attribute::Time
        {
            return false;
        }
        if self.group >= self.found.len() {
            return false;
        }
        self.apply_attribute(index, attribute, value);
        true
    }

    /// "Cơ quan thực hiện:" with a list below it: "+ Sở A chủ trì, phối hợp với Sở B". Entries that
    /// order something of their own are left to be read as orders.
    pub(super) fn attribute_below(&mut self, above: &'d Item, index: usize) -> bool {
        let text = self.v.words(&above.text);
        let opens = |attribute: Attribute| matches!(attribute, Attribute::Lead | Attribute::With);
        let Some((attribute, _)) = Attribute::begins(&text, 0)
            .filter(|(attribute, value)| opens(*attribute) && *value >= text.words.len())
        else {
            return false;
        };
        let bare = self.only_names(index);
        if bare && self.group < self.found.len() {
            self.apply_attribute(index, attribute, self.said[index].0);
        }
        bare
    }

    /// "Sở A", "Sở A chủ trì, phối hợp với Sở B": names and nothing to do.
    fn only_names(&self, index: usize) -> bool {
        let (from, to) = self.said[index];
        let clauses = self.clauses(index);
        let words = &self.texts[index].words;
        let Some(actor) = clauses.names.at(from, to) else { return false };
        let Some(verb) = actor.verb else { return actor.name.1 + 2 >= to };
        let leads = verb + self.v.leads.at(words, verb);
        let Some((at, length)) = self.v.together.find(words, leads, to.min(leads + 8)) else {
            return leads > verb && leads + 2 >= to;
        };
        let partner = clauses.names.at(at + length, to);
        partner.is_some_and(|partner| partner.verb.is_none() && partner.name.1 + 2 >= to)
    }

    /// Gives the value of an attribute to the obligations of its group.
    fn apply_attribute(&mut self, index: usize, attribute: Attribute, value: usize) {
        let to = self.said[index].1;
        let text = &self.texts[index];
        let clauses = self.clauses(index);
        let actor = clauses.names.at(value, to);
        let (name, partners) = match actor {
            Some(Actor { name, verb: Some(verb), .. }) => (name, clauses.partners(verb, to).1),
            _ => ((value, to), Vec::new()),
        };
        let names = clauses.names.list(name);
        let lead = text.slice(name.0, name.1).trim_end_matches(['.', ';']).to_owned();
        let (deadline, ambiguous) = time_of(text, value, to, self.issued);
        let product = text.slice(value, to).trim_end_matches(['.', ';']).to_owned();
        let group = self.group.max(self.found.len().saturating_sub(MOST_BACK));
        for (obligation, own) in self.found.iter_mut().zip(&self.own).skip(group) {
            match attribute {
                Attribute::Lead => {
                    obligation.lead = Some(lead.clone());
                    if !*own {
                        obligation.assignees.clone_from(&names);
                    }
                    if !partners.is_empty() {
                        obligation.with.clone_from(&partners);
                    }
                }
                Attribute::With => obligation.with.clone_from(&names),
                Attribute::Time if !obligation.deadline.is_dated() && !says_nothing(&deadline) => {
                    obligation.deadline = deadline.clone()
                }
                Attribute::Product if !obligation.deliverables.contains(&product) => {
                    obligation.deliverables.push(product.clone())
                }
                _ => {}
            }
        }
        if attribute == Attribute::Time && ambiguous {
            self.warn_ambiguous(&deadline, self.items[index].lines);
        }
        self.group_closed = true;
    }

    /// A row of a table of tasks.
    pub(super) fn row(&mut self, row: &table::Row<'d>) {
        let Some(task) = row.words(Attribute::Task) else { return };
        let Some(lead) = row.words(Attribute::Lead) else { return };
        let list = |text: &Text<'_>| Clauses::new(text).names.list((0, text.words.len()));
        let assignees = list(&lead);
        let with = row.words(Attribute::With).map(|text| list(&text)).unwrap_or_default();
        let (deadline, ambiguous) = match row.words(Attribute::Time) {
            Some(text) => time_of(&text, 0, text.words.len(), self.issued),
            None => (deadline::undated(&task, 0, task.words.len()), false),
        };
        if ambiguous {
            self.warn_ambiguous(&deadline, row.lines);
        }
        let product = row.cell(Attribute::Product).map(str::to_owned);
        let clauses = Clauses::new(&task);
        let whole = (0, task.words.len());
        for (from, to) in parts(&task, whole, self.v) {
            let orders = from == 0
                || clauses.order(from, to, to).is_some_and(|order| order.action.is_some());
            if !orders {
                continue;
            }
            let lists = list::read(&task, (from, to));
            self.found.push(Obligation {
                id: String::new(),
                item: row.path.to_owned(),
                quote: task.slice(from, to).to_owned(),
                lines: row.lines,
                assignees: assignees.clone(),
                lead: Some(lead.source.to_owned()),
                with: with.clone(),
                units: None,
                unresolved: None,
                force: None,
                deadline: deadline.clone(),
                report: report::read(clauses.names, (from, to)),
                fields: lists.fields,
                optional_fields: lists.optional,
                counts: lists.counts,
                deliverables: product.clone().map_or(lists.deliverables, |product| vec![product]),
            });
        }
    }
}

//! Which clauses count as orders in this paper, and whom they bind.

use super::{Current, DocumentType, Force, Order, Reader, Role, Setting, leads_in};
use crate::base::text::fold;

impl Reader<'_> {
    /// Whether the clause counts as an order here, and whom it binds from now on.
    pub(super) fn admit(
        &self,
        index: usize,
        order: Order,
        current: &mut Current,
        setting: &Setting,
    ) -> bool {
        // "giao Sở Y tế …" orders wherever it stands.
        let assigned = order.force == Some(Force::Assign) && order.subject.is_some();
        if setting.silent && !assigned {
            return false;
        }
        let clauses = self.clauses(index);
        if let Some(subject) = order.subject {
            let names = clauses.names.list(subject);
            if names.iter().any(|name| self.is_issuer(name)) && order.force.is_none() {
                return false;
            }
            if leads_in(self.items[index].role) && order.force.is_none() && !setting.led {
                return false;
            }
            if self.asks_only
                && order.force != Some(Force::Request)
                && !names.iter().any(|name| self.is_addressee(name))
            {
                return false;
            }
            if setting.goal && !self.texts[index].words[subject.0].is_capital() {
                return false;
            }
            *current = Current { assignees: names, force: order.force };
            return true;
        }
        if let Some(force) = order.force {
            current.force = Some(force);
            return !self.asks_only;
        }
        let item = self.items[index];
        let nobody = current.assignees.is_empty() && setting.assignees.is_empty();
        if nobody && !setting.orders && !self.is_plan() || !setting.led && self.must_lead() {
            return false;
        }
        if self.asks_only {
            return false;
        }
        if item.role == Role::Closing {
            return !current.assignees.is_empty() || setting.led && !setting.assignees.is_empty();
        }
        if leads_in(item.role) && !setting.led {
            return false;
        }
        if setting.goal || leads_in(item.role) {
            return !current.assignees.is_empty() && (setting.led || setting.goal);
        }
        true
    }

    /// A paper that sets out what is to be done, even without a verb of ordering.
    pub(super) fn is_plan(&self) -> bool {
        !matches!(
            self.document.header.kind,
            Some(DocumentType::Letter | DocumentType::Notice | DocumentType::Report) | None
        )
    }

    /// Directives and telegrams order only after their lead-in.
    pub(super) fn must_lead(&self) -> bool {
        matches!(self.document.header.kind, Some(DocumentType::Directive | DocumentType::Telegram))
    }

    pub(super) fn is_issuer(&self, name: &str) -> bool {
        let issuer = self.document.header.issuer.as_deref().unwrap_or_default();
        !issuer.is_empty() && fold(name) == fold(issuer)
    }

    pub(super) fn is_addressee(&self, name: &str) -> bool {
        let name = fold(name);
        self.document.header.addressees.iter().any(|addressee| fold(addressee).contains(&name))
    }

    /// A letter that names no body of its own, at most "các đơn vị", binds those it is addressed to.
    pub(super) fn bind_addressees(&mut self) {
        let addressees = &self.document.header.addressees;
        let letter = self.document.header.kind == Some(DocumentType::Letter);
        let says_nothing = |name: &String| {
            let text = self.v.words(name);
            self.v.addressed_group.at(&text.words, 0) == text.words.len()
        };
        let nobody = self.found.iter().all(|found| found.assignees.iter().all(says_nothing));
        if !letter || addressees.is_empty() || !nobody {
            return;
        }
        for obligation in &mut self.found {
            obligation.lead = obligation.lead.take().map(|_| addressees.join(", "));
            obligation.assignees.clone_from(addressees);
        }
    }

    /// A letter that begins "Trả lời công văn …", "… nhận được công văn …" only explains.
    pub(super) fn only_answers(&self) -> bool {
        let begins = self.texts.iter().zip(&self.items).take(4);
        begins.filter(|(_, item)| item.role != Role::Appendix).any(|(text, _)| {
            let to = text.words.len().min(120);
            let own = |(at, length)| self.v.this.begins(&text.words, at + length);
            self.v.reply.find(&text.words, 0, to).is_some_and(|found| !own(found))
        })
    }
}

//! Views of a list that an account keeps: search, filter and columns under a name.

use domain::base::Diagnostic;

use super::{AccountId, Accounts, Outcome};
use crate::Result;

/// A view that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What it is called.
    pub name: String,
    /// The address after `?`.
    pub query: String,
}

/// Most letters of a name.
const NAME_LETTERS: usize = 60;
/// Most bytes of a query.
const QUERY_BYTES: usize = 4000;
/// Views of one register that an account keeps.
const MOST: usize = 30;

impl Accounts<'_> {
    /// The views that an account keeps of a register, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn views(&self, id: AccountId, register: &str) -> Result<Vec<SavedView>> {
        let rows = self.node.reader()?.saved_views(&id.0, register)?.into_iter();
        Ok(rows.map(|(name, query)| SavedView { name, query }).collect())
    }

    /// Keeps a view; one of the same name is replaced.
    ///
    /// # Errors
    /// `view_name`, `view_too_long`, `views_too_many`; when the database cannot be written.
    pub fn save_view(&self, id: AccountId, register: &str, view: &SavedView) -> Outcome<()> {
        let name = view.name.trim();
        if name.is_empty() || name.chars().count() > NAME_LETTERS {
            return Err(Diagnostic::error(
                "view_name",
                format!("Tên cách xem có 1 đến {NAME_LETTERS} ký tự."),
                format!("The name of a view has 1 to {NAME_LETTERS} characters."),
            )
            .hint("Ví dụ: chưa về, chưa liên lạc được.", "For example: not returned, not reached.")
            .at_field("name"));
        }
        if view.query.len() > QUERY_BYTES {
            return Err(Diagnostic::error(
                "view_too_long",
                "Cách xem này dài quá, không lưu được.",
                "The view is too long to be kept.",
            )
            .hint("Chọn ít cột hơn.", "Choose fewer columns."));
        }
        let known = self.views(id, register)?;
        if known.len() >= MOST && known.iter().all(|one| one.name != name) {
            return Err(Diagnostic::error(
                "views_too_many",
                format!("Mỗi sổ lưu được {MOST} cách xem."),
                format!("{MOST} views of a register are kept."),
            )
            .hint("Bỏ bớt cách xem cũ.", "Remove an old one."));
        }
        let writer = self.node.store().writer()?;
        writer.save_view(&id.0, register, (name, &view.query))?;
        Ok(writer.commit()?)
    }

    /// Takes a view away.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_view(&self, id: AccountId, register: &str, name: &str) -> Outcome<()> {
        let writer = self.node.store().writer()?;
        writer.remove_view(&id.0, register, name)?;
        Ok(writer.commit()?)
    }
}

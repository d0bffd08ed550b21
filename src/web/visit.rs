//! One request, as a handler sees it.

use std::cell::OnceCell;
use std::sync::Arc;

use domain::base::units::{Unit, UnitTree};
use domain::base::{Diagnostic, Lang, OfficerId, UnitId, local};
use jiff::civil::{Date, DateTime};
use node::people::Officer;
use node::{Node, Scope, people, units};

use crate::cli::Context;

use super::chrome::Chrome;
use super::nope::Nope;
use super::request::Form;
use super::site::Site;
use super::visitor::{Claim, Visitor};

/// One request: who asks for what, and what was sent with it.
pub struct Visit<'s> {
    /// The site.
    pub site: &'s Arc<Site>,
    /// The language of the screen.
    pub lang: Lang,
    /// What stands after `?` in the address.
    pub query: Form,
    /// What was sent.
    pub form: Form,
    /// Path of the request.
    pub path: String,
    /// Address it came from.
    pub address: String,
    /// Browser, as it calls itself.
    pub agent: String,
    pub(super) named: Vec<(String, String)>,
    pub(super) who: Option<Visitor>,
    pub(super) theme: &'static str,
    pub(super) seed: String,
    /// The units as the page found them first.
    pub(super) tree: OnceCell<Arc<UnitTree>>,
}

impl std::fmt::Debug for Visit<'_> {
    /// Never what was sent: it may hold passwords and personal data.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Visit").field("path", &self.path).finish_non_exhaustive()
    }
}

impl<'s> Visit<'s> {
    /// The node.
    pub fn node(&self) -> &'s Node {
        &self.site.node
    }

    /// One of two texts, by language.
    pub fn w<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// A part of the path, by the name that it has in the table of routes.
    pub fn part(&self, name: &str) -> &str {
        let found = self.named.iter().find(|(given, _)| given == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`Nope::SignIn`] when nobody is.
    pub fn who(&self) -> Result<&Visitor, Nope> {
        self.who.as_ref().ok_or(Nope::SignIn)
    }

    /// Who is signed in, if anybody.
    pub fn visitor(&self) -> Option<&Visitor> {
        self.who.as_ref()
    }

    /// The officer who acts, for the ledger.
    pub fn officer(&self) -> Option<OfficerId> {
        self.who.as_ref().and_then(Visitor::officer_id)
    }

    /// The same; work that must name who did it is refused to accounts that act as nobody.
    ///
    /// # Errors
    /// `officer_needed`.
    pub fn acting_officer(&self) -> Result<OfficerId, Nope> {
        self.officer().ok_or_else(|| {
            Diagnostic::error(
                "officer_needed",
                "Tài khoản này chưa gắn với cán bộ nào, nên không làm được việc cần tên người làm.",
                "This account acts as no officer, and this work needs the name of whoever does it.",
            )
            .hint(
                "Quản trị máy chủ gắn cán bộ cho tài khoản.",
                "The administrator binds an officer to the account.",
            )
            .into()
        })
    }

    /// What words of the command line need to know: the language.
    pub(crate) fn context(&self) -> Context {
        Context {
            data: std::path::PathBuf::new(),
            now: None,
            lang: self.lang,
            officer: None,
            json: false,
        }
    }

    /// Takes a file out of what was sent, so that it outlives the request.
    pub fn take_file(&self, name: &str) -> Option<super::Upload> {
        self.form.take_file(name)
    }

    /// Now, on the clock on the wall.
    pub fn now(&self) -> DateTime {
        local(self.node().clock().now())
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// The day that the page is about: `?day=`, or today.
    ///
    /// # Errors
    /// `day_wrong`, when it is no date.
    pub fn day(&self) -> Result<Date, Nope> {
        let Some(text) = self.query.some("day").or_else(|| self.form.some("day")) else {
            return Ok(self.today());
        };
        text.parse().map_err(|_| {
            Diagnostic::error(
                "day_wrong",
                format!("\"{text}\" không phải là ngày"),
                format!("\"{text}\" is no date"),
            )
            .hint("ghi như 2021-09-10", "write it like 2021-09-10")
            .into()
        })
    }

    /// The units, as they are now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tree(&self) -> Result<Arc<UnitTree>, Nope> {
        if let Some(tree) = self.tree.get() {
            return Ok(tree.clone());
        }
        let tree = units::tree(self.node())?;
        Ok(self.tree.get_or_init(|| tree).clone())
    }

    /// The officers on record.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn officers(&self) -> Result<Arc<Vec<Officer>>, Nope> {
        Ok(people::officers(self.node())?)
    }

    /// The unit that the page is about: `unit=` by code or id, or the visitor's own.
    ///
    /// # Errors
    /// [`Nope::NotFound`] when the right does not reach it, or there is none.
    pub fn unit<'r>(&self, claim: impl Into<Claim<'r>>) -> Result<Unit, Nope> {
        let asked = self.query.some("unit").or_else(|| self.form.some("unit"));
        self.unit_called(claim, asked)
    }

    /// A unit by code or id; without one, the first for which the visitor holds the right.
    ///
    /// # Errors
    /// As [`Visit::unit`].
    pub fn unit_called<'r>(
        &self,
        claim: impl Into<Claim<'r>>,
        asked: Option<&str>,
    ) -> Result<Unit, Nope> {
        let (who, tree, day, claim) = (self.who()?, self.tree()?, self.today(), claim.into());
        let Some(text) = asked else {
            let first = who.units(claim).into_iter().find_map(|unit| tree.get(unit));
            return first.cloned().ok_or(Nope::Forbidden);
        };
        let unit = tree.called(text, day).ok_or(Nope::NotFound)?;
        if who.may_in(claim, unit.id, &tree, day) { Ok(unit.clone()) } else { Err(Nope::NotFound) }
    }

    /// The same for a unit by its id.
    ///
    /// # Errors
    /// As [`Visit::unit`].
    pub fn reach<'r>(&self, claim: impl Into<Claim<'r>>, unit: UnitId) -> Result<(), Nope> {
        let (who, tree) = (self.who()?, self.tree()?);
        if who.may_in(claim, unit, &tree, self.today()) { Ok(()) } else { Err(Nope::NotFound) }
    }

    /// What a right reaches.
    ///
    /// # Errors
    /// [`Nope::SignIn`] when nobody is signed in.
    pub fn scope<'r>(&self, claim: impl Into<Claim<'r>>) -> Result<Scope, Nope> {
        Ok(self.who()?.scope(claim))
    }

    /// What stands around the page: title, ways to other pages, who is signed in.
    pub fn chrome(&self, vi: &str, en: &str) -> Chrome {
        Chrome::of(self, self.w(vi, en))
    }

    /// Name of a unit today.
    pub fn unit_name(&self, unit: UnitId) -> String {
        let name = |tree: Arc<UnitTree>| Some(tree.get(unit)?.full_name_on(self.today()));
        self.tree().ok().and_then(name).unwrap_or_else(|| unit.to_string())
    }

    /// Name and post of an officer on record; nothing when not on record.
    pub fn officer_name(&self, id: OfficerId) -> Option<String> {
        let officers = self.officers().ok()?;
        officers.iter().find(|officer| officer.id == id).map(|officer| officer.full_name.clone())
    }
}

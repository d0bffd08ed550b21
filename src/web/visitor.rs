//! Who is signed in: an account, the officer as whom it acts, and what it may do where.

use domain::base::units::{Unit, UnitTree};
use domain::base::{OfficerId, UnitId};
use domain::people::{Right, Role, Roles};
use jiff::civil::Date;
use node::people::Officer;
use node::people::accounts::{Account, AccountId};
use node::{Node, Scope};

/// What is asked for: a right, and where it is one on records, the register.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'r> {
    right: Right,
    register: Option<&'r str>,
}

impl<'r> Claim<'r> {
    /// A right on the records of one register.
    pub fn on(right: Right, register: &'r str) -> Self {
        Self { right, register: Some(register) }
    }

    fn is_met_by(self, role: &Role) -> bool {
        match self.register {
            Some(register) => role.gives_on(self.right, register),
            None => role.gives(self.right),
        }
    }
}

impl From<Right> for Claim<'_> {
    /// Of a right on records: the right on any register.
    fn from(right: Right) -> Self {
        Self { right, register: None }
    }
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The account.
    pub account: Account,
    /// Name of the session, or of the key of the API.
    pub session: String,
    /// The officer as whom it acts.
    pub officer: Option<Officer>,
    /// Whether it came with a key of the API.
    pub by_key: bool,
    held: Vec<Held>,
}

/// A role for a unit, with what lies under that unit.
#[derive(Clone, Debug)]
struct Held {
    role: &'static Role,
    unit: UnitId,
    scope: Scope,
}

impl Visitor {
    /// Looks up what an account may do.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(super) fn of(
        node: &Node,
        account: Account,
        session: String,
        officer: Option<Officer>,
    ) -> node::Result<Self> {
        let mut held = Vec::new();
        for grant in &account.grants {
            // A role that this version of the program does not know gives nothing.
            let Some(role) = Roles::built_in().called(&grant.role) else { continue };
            held.push(Held { role, unit: grant.unit, scope: node.scope_of(grant.unit)? });
        }
        Ok(Self { account, session, officer, by_key: false, held })
    }

    /// The account's id.
    pub fn id(&self) -> AccountId {
        self.account.id
    }

    /// The officer's id: who acts, in the ledger.
    pub fn officer_id(&self) -> Option<OfficerId> {
        self.officer.as_ref().map(|officer| officer.id)
    }

    /// Whether a right is held for any unit.
    pub fn may<'r>(&self, claim: impl Into<Claim<'r>>) -> bool {
        self.granted(claim.into()).next().is_some()
    }

    /// The grants that meet a claim: role, unit and register are asked of one grant, never of two together.
    fn granted<'r>(&self, claim: Claim<'r>) -> impl Iterator<Item = &Held> + use<'_, 'r> {
        self.held.iter().filter(move |held| claim.is_met_by(held.role))
    }

    /// Whether a right is held for a unit: for it, or for one above it.
    pub fn may_in<'r>(
        &self,
        claim: impl Into<Claim<'r>>,
        unit: UnitId,
        tree: &UnitTree,
        day: Date,
    ) -> bool {
        let above: Vec<UnitId> = tree.ancestors(unit, day).iter().map(|above| above.id).collect();
        let reaches = |held: &Held| {
            held.unit == unit
                || above.contains(&held.unit)
                || tree.predecessors(held.unit).iter().any(|before| before.id == unit)
        };
        self.granted(claim.into()).any(reaches)
    }

    /// What a right reaches. Nothing without it.
    pub fn scope<'r>(&self, claim: impl Into<Claim<'r>>) -> Scope {
        let scopes = self.granted(claim.into()).map(|held| held.scope.clone());
        scopes.fold(Scope::nothing(), Scope::or)
    }

    /// The units for which a right is held, the officer's own first; not those below them.
    pub fn units<'r>(&self, claim: impl Into<Claim<'r>>) -> Vec<UnitId> {
        let own = self.officer.as_ref().map(|officer| officer.unit);
        let mut units: Vec<UnitId> = Vec::new();
        for held in self.granted(claim.into()) {
            if !units.contains(&held.unit) {
                units.push(held.unit);
            }
        }
        units.sort_by_key(|unit| Some(*unit) != own);
        units
    }

    /// The unit in whose name the account works: the first for which it holds any role.
    pub fn home(&self) -> Option<UnitId> {
        self.held.first().map(|held| held.unit)
    }

    /// Titles of the roles, each once.
    pub fn roles(&self) -> Vec<&'static Role> {
        let mut roles: Vec<&'static Role> = Vec::new();
        for held in &self.held {
            if !roles.iter().any(|role| role.name == held.role.name) {
                roles.push(held.role);
            }
        }
        roles
    }
}

/// Name of a unit for lists of choice.
pub fn unit_label(unit: &Unit, day: Date) -> String {
    match &unit.code {
        Some(code) => format!("{} ({code})", unit.full_name_on(day)),
        None => unit.full_name_on(day),
    }
}

//! Who is signed in: an account, the officer as whom it acts, and what it may do where.

use domain::base::units::{Unit, UnitTree};
use domain::base::{OfficerId, UnitId};
use domain::people::{Right, Role, Roles};
use jiff::civil::Date;
use node::people::Officer;
use node::people::accounts::{Account, AccountId};
use node::{Node, Scope};

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
    pub fn may(&self, right: Right) -> bool {
        self.held.iter().any(|held| held.role.gives(right))
    }

    /// Whether a right is held for a unit: for it, or for one above it.
    pub fn may_in(&self, right: Right, unit: UnitId, tree: &UnitTree, day: Date) -> bool {
        let above: Vec<UnitId> = tree.ancestors(unit, day).iter().map(|above| above.id).collect();
        let reaches = |held: &Held| {
            held.unit == unit
                || above.contains(&held.unit)
                || tree.predecessors(held.unit).iter().any(|before| before.id == unit)
        };
        self.held.iter().any(|held| held.role.gives(right) && reaches(held))
    }

    /// Whether a right on the records of a register is held for any unit.
    pub fn may_on(&self, right: Right, register: &str) -> bool {
        self.held.iter().any(|held| held.role.gives_on(right, register))
    }

    /// What a right reaches. Nothing without it.
    pub fn scope(&self, right: Right) -> Scope {
        self.scope_where(|role| role.gives(right))
    }

    /// What a right reaches in a register. Nothing without it.
    pub fn scope_on(&self, right: Right, register: &str) -> Scope {
        self.scope_where(|role| role.gives_on(right, register))
    }

    fn scope_where(&self, gives: impl Fn(&Role) -> bool) -> Scope {
        let scopes =
            self.held.iter().filter(|held| gives(held.role)).map(|held| held.scope.clone());
        scopes.fold(Scope::nothing(), Scope::or)
    }

    /// The units for which a right is held, the officer's own first; not those below them.
    pub fn units(&self, right: Right) -> Vec<UnitId> {
        let own = self.officer.as_ref().map(|officer| officer.unit);
        let mut units: Vec<UnitId> = Vec::new();
        for held in self.held.iter().filter(|held| held.role.gives(right)) {
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

//! An account: a name to sign in with, the officer as whom it acts, roles for units.

use std::fmt;
use std::str::FromStr;

use domain::base::text::fold;
use domain::base::{OfficerId, UnitId};
use domain::people::{Role, Roles};

use super::{Accounts, Outcome, problem};
use crate::Result;
use crate::store::{AccountRow, Reader};

/// Id of an account. It never leaves the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub(super) [u8; 16]);

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl FromStr for AccountId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let number = u128::from_str_radix(text, 16)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// A role for a unit and what is below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Name of the role.
    pub role: String,
    /// The unit.
    pub unit: UnitId,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Name to sign in with.
    pub login: String,
    /// The officer as whom it acts.
    pub officer: Option<OfficerId>,
    /// Whether a new password must be chosen first.
    pub must_change: bool,
    /// Whether it may not sign in.
    pub disabled: bool,
    /// When it was made: milliseconds since 1970.
    pub created_at: u64,
    /// When somebody last signed in.
    pub signed_in_at: Option<u64>,
    /// Until when no attempt is looked at.
    pub barred_until: Option<u64>,
    /// Roles for units.
    pub grants: Vec<Grant>,
}

impl Account {
    pub(super) fn of(reader: &Reader<'_>, row: AccountRow) -> Result<Self> {
        let grants = reader.grants(&row.id)?;
        Ok(Self {
            id: AccountId(row.id),
            login: row.login,
            officer: row.officer,
            must_change: row.must_change,
            disabled: row.disabled,
            created_at: row.created_at,
            signed_in_at: row.signed_in_at,
            barred_until: row.barred_until,
            grants: grants.into_iter().map(|(role, unit)| Grant { role, unit }).collect(),
        })
    }
}

impl Accounts<'_> {
    /// All of them, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all(&self) -> Result<Vec<Account>> {
        let reader = self.node.reader()?;
        reader.accounts()?.into_iter().map(|row| Account::of(&reader, row)).collect()
    }

    /// One by its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn get(&self, id: AccountId) -> Result<Option<Account>> {
        let reader = self.node.reader()?;
        reader.account(&id.0)?.map(|row| Account::of(&reader, row)).transpose()
    }

    /// One by the name to sign in with.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn called(&self, login: &str) -> Result<Option<Account>> {
        let reader = self.node.reader()?;
        reader.account_called(&login_of(login))?.map(|row| Account::of(&reader, row)).transpose()
    }

    /// One by the name to sign in with, which must be there.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be read.
    pub fn expect(&self, login: &str) -> Outcome<Account> {
        self.called(login)?.ok_or_else(|| problem::account_unknown(login))
    }

    /// Makes an account. It cannot sign in before it has a password.
    ///
    /// # Errors
    /// `login_wrong`, `login_taken`; when the database cannot be written.
    pub fn add(
        &self,
        login: &str,
        officer: Option<OfficerId>,
        by: Option<AccountId>,
    ) -> Outcome<Account> {
        let login = login_of(login);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte);
        if !(3..=40).contains(&login.len()) || !login.bytes().all(plain) {
            return Err(problem::login_wrong());
        }
        if self.called(&login)?.is_some() {
            return Err(problem::login_taken(&login));
        }
        let id = AccountId(self.node.random().bytes()?);
        let row = AccountRow {
            id: id.0,
            login,
            officer,
            password: None,
            must_change: false,
            disabled: false,
            created_at: self.now(),
            failures: 0,
            barred_until: None,
            signed_in_at: None,
        };
        let writer = self.node.store().writer()?;
        writer.add_account(&row)?;
        self.note(&writer, Some(id), &row.login, "added", "", by, "")?;
        writer.commit()?;
        self.get(id)?.ok_or_else(|| problem::account_unknown(&row.login))
    }

    /// Binds an account to another officer, or to none.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be written.
    pub fn bind(
        &self,
        id: AccountId,
        officer: Option<OfficerId>,
        by: Option<AccountId>,
    ) -> Outcome<()> {
        let account = self.known(id)?;
        let writer = self.node.store().writer()?;
        writer.set_officer(&id.0, officer)?;
        let detail = officer.map(|officer| officer.to_string()).unwrap_or_default();
        self.note(&writer, Some(id), &account.login, "bound", "", by, &detail)?;
        Ok(writer.commit()?)
    }

    /// Lets an account sign in no more, or again. Its sessions end at once.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be written.
    pub fn disable(&self, id: AccountId, by: Option<AccountId>, disabled: bool) -> Outcome<()> {
        let account = self.known(id)?;
        let writer = self.node.store().writer()?;
        writer.set_disabled(&id.0, disabled)?;
        writer.end_sessions(&id.0, None)?;
        let event = if disabled { "disabled" } else { "enabled" };
        self.note(&writer, Some(id), &account.login, event, "", by, "")?;
        Ok(writer.commit()?)
    }

    /// Gives a role for a unit.
    ///
    /// # Errors
    /// `role_unknown`, `account_unknown`; when the database cannot be written.
    pub fn grant(
        &self,
        id: AccountId,
        role: &str,
        unit: UnitId,
        by: Option<AccountId>,
    ) -> Outcome<()> {
        let known = role_called(role)?;
        let account = self.known(id)?;
        let writer = self.node.store().writer()?;
        writer.add_grant(&id.0, &known.name, unit)?;
        self.note(&writer, Some(id), &account.login, "granted", "", by, &format!("{role} {unit}"))?;
        Ok(writer.commit()?)
    }

    /// Takes a role for a unit away.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be written.
    pub fn revoke(
        &self,
        id: AccountId,
        role: &str,
        unit: UnitId,
        by: Option<AccountId>,
    ) -> Outcome<()> {
        let account = self.known(id)?;
        let writer = self.node.store().writer()?;
        writer.remove_grant(&id.0, role, unit)?;
        self.note(&writer, Some(id), &account.login, "revoked", "", by, &format!("{role} {unit}"))?;
        Ok(writer.commit()?)
    }

    pub(super) fn known(&self, id: AccountId) -> Outcome<Account> {
        self.get(id)?.ok_or_else(|| problem::account_unknown(&id.to_string()))
    }
}

/// Names to sign in with are compared without case and accents.
/// A role by its name.
///
/// # Errors
/// `role_unknown`, with the names that there are.
pub fn role_called(name: &str) -> Outcome<&'static Role> {
    Roles::built_in().called(name).ok_or_else(|| problem::role_unknown(name))
}

pub(super) fn login_of(login: &str) -> String {
    fold(login.trim())
}

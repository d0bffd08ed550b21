//! What happened to accounts.

use super::{AccountId, Accounts};
use crate::Result;
use crate::store::{EventRow, Writer};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountEvent {
    /// Its number, from 1 on.
    pub no: u64,
    /// When: milliseconds since 1970.
    pub at: u64,
    /// The account, where one is known.
    pub account: Option<AccountId>,
    /// Its name, or what was typed as one.
    pub login: String,
    /// What: `signed_in`, `refused`, `barred`, `signed_out`, `password_set`, `granted` …
    pub event: String,
    /// Address it came from; empty on the command line.
    pub address: String,
    /// Who did it, where it was somebody else.
    pub by: Option<AccountId>,
    /// A role and a unit, the name of a session …
    pub detail: String,
}

/// Most letters of a typed name that are kept.
const LOGIN_LETTERS: usize = 100;

impl Accounts<'_> {
    /// What happened to one account, or to all; the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn log(
        &self,
        account: Option<AccountId>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AccountEvent>> {
        let id = account.map(|account| account.0);
        let rows = self.node.reader()?.account_events(id.as_ref(), before, limit)?;
        let event = |row: EventRow| AccountEvent {
            no: row.no,
            at: row.at,
            account: row.account.map(AccountId),
            login: row.login,
            event: row.event,
            address: row.address,
            by: row.by_account.map(AccountId),
            detail: row.detail,
        };
        Ok(rows.into_iter().map(event).collect())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one argument a column; each caller reads as a line of the log"
    )]
    pub(super) fn note(
        &self,
        writer: &Writer<'_>,
        account: Option<AccountId>,
        login: &str,
        event: &str,
        address: &str,
        by: Option<AccountId>,
        detail: &str,
    ) -> Result<()> {
        writer.log_account(&EventRow {
            no: 0,
            at: self.now(),
            account: account.map(|account| account.0),
            login: login.chars().take(LOGIN_LETTERS).collect(),
            event: event.to_owned(),
            address: address.to_owned(),
            by_account: by.map(|by| by.0),
            detail: detail.to_owned(),
        })
    }
}

//! Signing in: a wrong name and a wrong password look alike and take as long; after five in a row there is a wait.

use std::fmt;

use super::account::login_of;
use super::{Account, AccountId, Accounts, Outcome, hash_of, password, problem, random_hex};
use crate::store::{AccountRow, SessionRow};

/// Where somebody signs in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Address.
    pub address: String,
    /// Browser, as it calls itself.
    pub agent: String,
}

/// Somebody who has signed in.
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// What the browser must show from now on. Nothing else keeps it.
    pub secret: String,
    /// Name of the session.
    pub name: String,
    /// When it ends whatever happens: milliseconds since 1970.
    pub ends_at: u64,
}

impl fmt::Debug for SignedIn {
    /// Never the secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignedIn")
            .field("account", &self.account.login)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Wrong passwords in a row that cost nothing.
const FREE: u32 = 4;
/// The first wait, in milliseconds; each further wrong password doubles it.
const FIRST_WAIT: u64 = 30_000;
/// The longest wait.
const LONGEST_WAIT: u64 = 3_600_000;
/// How long a session lasts whatever happens: seven days.
pub(super) const LASTS: u64 = 7 * 86_400_000;

impl Accounts<'_> {
    /// Signs in.
    ///
    /// # Errors
    /// `sign_in_refused` for a wrong name, a wrong password and an account that may not; `sign_in_barred` with the wait.
    pub fn sign_in(&self, login: &str, given: &str, from: &Caller) -> Outcome<SignedIn> {
        let row = self.node.reader()?.account_called(&login_of(login))?;
        let now = self.now();
        if let Some(until) =
            row.as_ref().and_then(|row| row.barred_until).filter(|until| *until > now)
        {
            self.refused(row.as_ref(), "barred", from, None)?;
            return Err(problem::barred((until - now).div_ceil(1000)));
        }
        let right = password::is_right(given, row.as_ref().and_then(|row| row.password.as_deref()));
        match row {
            Some(row) if right && !row.disabled => self.begin(&row, from),
            row => {
                let wait =
                    row.as_ref().filter(|_| !right).and_then(|row| wait_after(row.failures + 1));
                let failures = row
                    .as_ref()
                    .filter(|_| !right)
                    .map(|row| (row.failures + 1, wait.map(|wait| now + wait)));
                self.refused(row.as_ref(), "refused", from, failures)?;
                Err(problem::refused())
            }
        }
    }

    /// Writes down that somebody could not sign in. A name that is nobody's is not kept: it may be a password that was
    /// typed into the wrong field.
    fn refused(
        &self,
        row: Option<&AccountRow>,
        event: &str,
        from: &Caller,
        failures: Option<(u32, Option<u64>)>,
    ) -> Outcome<()> {
        let writer = self.node.store().writer()?;
        if let (Some(row), Some((failures, barred))) = (row, failures) {
            writer.note_failure(&row.id, failures, barred)?;
        }
        let account = row.map(|row| AccountId(row.id));
        let login = row.map_or("", |row| row.login.as_str());
        self.note(&writer, account, login, event, &from.address, None, "")?;
        Ok(writer.commit()?)
    }

    fn begin(&self, row: &AccountRow, from: &Caller) -> Outcome<SignedIn> {
        let now = self.now();
        let (secret, name) = (random_hex::<32>(self.node)?, random_hex::<8>(self.node)?);
        let session = SessionRow {
            name: name.clone(),
            account: row.id,
            begun_at: now,
            used_at: now,
            ends_at: now + LASTS,
            agent: from.agent.chars().take(200).collect(),
            address: from.address.clone(),
        };
        let writer = self.node.store().writer()?;
        writer.sweep_sessions(now, super::session::IDLE)?;
        writer.add_session(&hash_of(&secret), &session)?;
        writer.note_sign_in(&row.id, now)?;
        self.note(
            &writer,
            Some(AccountId(row.id)),
            &row.login,
            "signed_in",
            &from.address,
            None,
            &name,
        )?;
        writer.commit()?;
        Ok(SignedIn {
            account: self.known(AccountId(row.id))?,
            secret,
            name,
            ends_at: session.ends_at,
        })
    }
}

/// How long nobody may try after so many wrong passwords in a row.
fn wait_after(failures: u32) -> Option<u64> {
    let beyond = failures.checked_sub(FREE + 1)?;
    Some(FIRST_WAIT.saturating_mul(1 << beyond.min(20)).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_begins_with_the_fifth_and_doubles_up_to_an_hour() {
        assert_eq!(wait_after(4), None);
        assert_eq!(wait_after(5), Some(30_000));
        assert_eq!(wait_after(6), Some(60_000));
        assert_eq!(wait_after(60), Some(LONGEST_WAIT));
    }
}

//! A signed-in browser.

use super::{Account, AccountId, Accounts, Outcome, hash_of};
use crate::Result;
use crate::store::{Reader, SessionRow};

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Name by which people see and end it.
    pub name: String,
    /// Whose it is.
    pub account: Account,
    /// When it began: milliseconds since 1970.
    pub begun_at: u64,
    /// When it was last used, to five minutes.
    pub used_at: u64,
    /// When it ends whatever happens.
    pub ends_at: u64,
    /// Browser, as it calls itself.
    pub agent: String,
    /// Address it came from.
    pub address: String,
}

/// A session that nobody uses for so long ends: twelve hours.
pub(super) const IDLE: u64 = 12 * 3_600_000;
/// How exactly the last use is noted: five minutes.
const NOTED_EVERY: u64 = 300_000;

impl Accounts<'_> {
    /// The session of a secret; `None` when there is none, it has ended, or its account may not sign in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn session(&self, secret: &str) -> Result<Option<Session>> {
        let reader = self.node.reader()?;
        let Some(row) = reader.session(&hash_of(secret))? else { return Ok(None) };
        let now = self.now();
        if row.ends_at <= now || row.used_at + IDLE <= now {
            return Ok(None);
        }
        let Some(session) = whole(&reader, row)? else { return Ok(None) };
        drop(reader);
        if session.account.disabled {
            return Ok(None);
        }
        if session.used_at + NOTED_EVERY <= now {
            self.note_use(&session.name, now);
        }
        Ok(Some(session))
    }

    /// Notes that a session is in use. Nobody who looks at a page waits for an import to let go of the database: it is
    /// noted the next time.
    fn note_use(&self, name: &str, now: u64) {
        if let Some(Ok(writer)) = self.node.store().writer_if_free()
            && writer.use_session(name, now).is_ok()
        {
            let _ = writer.commit();
        }
    }

    /// The sessions of an account, the latest used first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn sessions(&self, account: AccountId) -> Result<Vec<Session>> {
        let reader = self.node.reader()?;
        let now = self.now();
        let rows = reader.sessions_of(&account.0)?.into_iter();
        let open = rows.filter(|row| row.ends_at > now && row.used_at + IDLE > now);
        let sessions: Result<Vec<Option<Session>>> = open.map(|row| whole(&reader, row)).collect();
        Ok(sessions?.into_iter().flatten().collect())
    }

    /// Ends a session of an account, wherever it is open.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be written.
    pub fn end_session(
        &self,
        account: AccountId,
        name: &str,
        by: Option<AccountId>,
    ) -> Outcome<()> {
        let login = self.known(account)?.login;
        let writer = self.node.store().writer()?;
        writer.end_session(&account.0, name)?;
        self.note(&writer, Some(account), &login, "signed_out", "", by, name)?;
        Ok(writer.commit()?)
    }

    /// Ends all sessions of an account but one.
    ///
    /// # Errors
    /// As [`Accounts::end_session`].
    pub fn end_all(&self, account: AccountId, except: Option<&str>) -> Outcome<()> {
        let login = self.known(account)?.login;
        let writer = self.node.store().writer()?;
        writer.end_sessions(&account.0, except)?;
        self.note(&writer, Some(account), &login, "signed_out", "", None, "*")?;
        Ok(writer.commit()?)
    }
}

fn whole(reader: &Reader<'_>, row: SessionRow) -> Result<Option<Session>> {
    let Some(account) = reader.account(&row.account)? else { return Ok(None) };
    Ok(Some(Session {
        account: Account::of(reader, account)?,
        name: row.name,
        begun_at: row.begun_at,
        used_at: row.used_at,
        ends_at: row.ends_at,
        agent: row.agent,
        address: row.address,
    }))
}

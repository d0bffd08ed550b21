//! Tables of accounts, sessions, keys of the API, and what happened to them.

use domain::base::{OfficerId, UnitId};
use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::{Reader, Writer};
use crate::Result;

/// Hash of a secret: the table never holds the secret itself.
pub(crate) type SecretHash = [u8; 32];

/// A row of `account`.
#[derive(Clone, Debug)]
pub(crate) struct AccountRow {
    pub(crate) id: [u8; 16],
    pub(crate) login: String,
    pub(crate) officer: Option<OfficerId>,
    pub(crate) password: Option<String>,
    pub(crate) must_change: bool,
    pub(crate) disabled: bool,
    pub(crate) created_at: u64,
    pub(crate) failures: u32,
    pub(crate) barred_until: Option<u64>,
    pub(crate) signed_in_at: Option<u64>,
}

/// A row of `session`.
#[derive(Clone, Debug)]
pub(crate) struct SessionRow {
    pub(crate) name: String,
    pub(crate) account: [u8; 16],
    pub(crate) begun_at: u64,
    pub(crate) used_at: u64,
    pub(crate) ends_at: u64,
    pub(crate) agent: String,
    pub(crate) address: String,
}

/// A row of `token`.
#[derive(Clone, Debug)]
pub(crate) struct TokenRow {
    pub(crate) name: String,
    pub(crate) account: [u8; 16],
    pub(crate) purpose: String,
    pub(crate) may_write: bool,
    pub(crate) created_at: u64,
    pub(crate) ends_at: u64,
    pub(crate) used_at: Option<u64>,
}

/// A row of `account_log`.
#[derive(Clone, Debug)]
pub(crate) struct EventRow {
    pub(crate) no: u64,
    pub(crate) at: u64,
    pub(crate) account: Option<[u8; 16]>,
    pub(crate) login: String,
    pub(crate) event: String,
    pub(crate) address: String,
    pub(crate) by_account: Option<[u8; 16]>,
    pub(crate) detail: String,
}

const ACCOUNT: &str =
    "SELECT id, login, officer, password, must_change, disabled, created_at, failures,
                              barred_until, signed_in_at FROM account";
const SESSION: &str =
    "SELECT name, account, begun_at, used_at, ends_at, agent, address FROM session";
const TOKEN: &str =
    "SELECT name, account, purpose, may_write, created_at, ends_at, used_at FROM token";

impl Reader<'_> {
    pub(crate) fn accounts(&self) -> Result<Vec<AccountRow>> {
        let mut statement =
            self.connection().prepare_cached(&format!("{ACCOUNT} ORDER BY login"))?;
        let rows = statement.query_map([], account)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn account(&self, id: &[u8; 16]) -> Result<Option<AccountRow>> {
        self.account_where("id = $1", id)
    }

    pub(crate) fn account_called(&self, login: &str) -> Result<Option<AccountRow>> {
        self.account_where("login = $1", &login)
    }

    fn account_where(&self, condition: &str, value: &dyn ToSql) -> Result<Option<AccountRow>> {
        let mut statement =
            self.connection().prepare_cached(&format!("{ACCOUNT} WHERE {condition}"))?;
        Ok(statement.query_row([value], account).optional()?)
    }

    /// Roles and units of an account.
    pub(crate) fn grants(&self, account: &[u8; 16]) -> Result<Vec<(String, UnitId)>> {
        let sql = "SELECT role, unit FROM account_grant WHERE account = $1 ORDER BY rowid";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([account], |row| {
            Ok((row.get(0)?, UnitId::from_bytes(row.get::<_, [u8; 16]>(1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn session(&self, secret: &SecretHash) -> Result<Option<SessionRow>> {
        let mut statement =
            self.connection().prepare_cached(&format!("{SESSION} WHERE secret = $1"))?;
        Ok(statement.query_row([secret], session).optional()?)
    }

    pub(crate) fn sessions_of(&self, account: &[u8; 16]) -> Result<Vec<SessionRow>> {
        let sql = format!("{SESSION} WHERE account = $1 ORDER BY used_at DESC");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([account], session)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn token(&self, secret: &SecretHash) -> Result<Option<TokenRow>> {
        let mut statement =
            self.connection().prepare_cached(&format!("{TOKEN} WHERE secret = $1"))?;
        Ok(statement.query_row([secret], token).optional()?)
    }

    pub(crate) fn tokens_of(&self, account: &[u8; 16]) -> Result<Vec<TokenRow>> {
        let sql = format!("{TOKEN} WHERE account = $1 ORDER BY created_at");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([account], token)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What happened to accounts, the latest first.
    pub(crate) fn account_events(
        &self,
        account: Option<&[u8; 16]>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<EventRow>> {
        let sql =
            "SELECT no, at, account, login, event, address, by_account, detail FROM account_log
                   WHERE no < $1 AND ($2 IS NULL OR account = $2) ORDER BY no DESC LIMIT $3";
        let mut statement = self.connection().prepare_cached(sql)?;
        let before = before.map_or(i64::MAX, u64::cast_signed);
        let rows = statement.query_map(params![before, account, limit], |row| {
            Ok(EventRow {
                no: row.get::<_, i64>(0)?.cast_unsigned(),
                at: row.get::<_, i64>(1)?.cast_unsigned(),
                account: row.get(2)?,
                login: row.get(3)?,
                event: row.get(4)?,
                address: row.get(5)?,
                by_account: row.get(6)?,
                detail: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    pub(crate) fn add_account(&self, row: &AccountRow) -> Result<()> {
        let sql = "INSERT INTO account (id, login, officer, must_change, disabled, created_at)
                   VALUES ($1, $2, $3, 0, 0, $4)";
        let officer = row.officer.as_ref().map(|officer| officer.bytes());
        self.run(sql, params![row.id, row.login, officer, row.created_at.cast_signed()])
    }

    pub(crate) fn set_officer(&self, id: &[u8; 16], officer: Option<OfficerId>) -> Result<()> {
        let officer = officer.as_ref().map(|officer| officer.bytes());
        self.run("UPDATE account SET officer = $1 WHERE id = $2", params![officer, id])
    }

    pub(crate) fn set_password(
        &self,
        id: &[u8; 16],
        password: &str,
        must_change: bool,
    ) -> Result<()> {
        let sql =
            "UPDATE account SET password = $1, must_change = $2, failures = 0, barred_until = NULL
                   WHERE id = $3";
        self.run(sql, params![password, must_change, id])
    }

    pub(crate) fn set_disabled(&self, id: &[u8; 16], disabled: bool) -> Result<()> {
        self.run("UPDATE account SET disabled = $1 WHERE id = $2", params![disabled, id])
    }

    pub(crate) fn note_failure(
        &self,
        id: &[u8; 16],
        failures: u32,
        barred: Option<u64>,
    ) -> Result<()> {
        let sql = "UPDATE account SET failures = $1, barred_until = $2 WHERE id = $3";
        self.run(sql, params![failures, barred.map(u64::cast_signed), id])
    }

    pub(crate) fn note_sign_in(&self, id: &[u8; 16], at: u64) -> Result<()> {
        let sql =
            "UPDATE account SET failures = 0, barred_until = NULL, signed_in_at = $1 WHERE id = $2";
        self.run(sql, params![at.cast_signed(), id])
    }

    pub(crate) fn add_grant(&self, id: &[u8; 16], role: &str, unit: UnitId) -> Result<()> {
        let sql = "INSERT INTO account_grant (account, role, unit) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        self.run(sql, params![id, role, unit.bytes()])
    }

    pub(crate) fn remove_grant(&self, id: &[u8; 16], role: &str, unit: UnitId) -> Result<()> {
        let sql = "DELETE FROM account_grant WHERE account = $1 AND role = $2 AND unit = $3";
        self.run(sql, params![id, role, unit.bytes()])
    }

    pub(crate) fn add_session(&self, secret: &SecretHash, row: &SessionRow) -> Result<()> {
        let sql = "INSERT INTO session (secret, name, account, begun_at, used_at, ends_at, agent, address)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let (begun, used, ends) =
            (row.begun_at.cast_signed(), row.used_at.cast_signed(), row.ends_at.cast_signed());
        self.run(
            sql,
            params![secret, row.name, row.account, begun, used, ends, row.agent, row.address],
        )
    }

    pub(crate) fn use_session(&self, name: &str, at: u64) -> Result<()> {
        self.run("UPDATE session SET used_at = $1 WHERE name = $2", params![at.cast_signed(), name])
    }

    /// Ends the sessions of an account: one by name, or all but one.
    pub(crate) fn end_session(&self, account: &[u8; 16], name: &str) -> Result<()> {
        self.run("DELETE FROM session WHERE account = $1 AND name = $2", params![account, name])
    }

    pub(crate) fn end_sessions(&self, account: &[u8; 16], except: Option<&str>) -> Result<()> {
        let sql = "DELETE FROM session WHERE account = $1 AND name <> coalesce($2, '')";
        self.run(sql, params![account, except])
    }

    /// Removes sessions that ended by themselves.
    pub(crate) fn sweep_sessions(&self, now: u64, idle: u64) -> Result<()> {
        let sql = "DELETE FROM session WHERE ends_at <= $1 OR used_at <= $2";
        self.run(sql, params![now.cast_signed(), now.saturating_sub(idle).cast_signed()])
    }

    pub(crate) fn add_token(&self, secret: &SecretHash, row: &TokenRow) -> Result<()> {
        let sql =
            "INSERT INTO token (secret, name, account, purpose, may_write, created_at, ends_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let (created, ends) = (row.created_at.cast_signed(), row.ends_at.cast_signed());
        self.run(
            sql,
            params![secret, row.name, row.account, row.purpose, row.may_write, created, ends],
        )
    }

    pub(crate) fn use_token(&self, name: &str, at: u64) -> Result<()> {
        self.run("UPDATE token SET used_at = $1 WHERE name = $2", params![at.cast_signed(), name])
    }

    pub(crate) fn end_token(&self, account: &[u8; 16], name: &str) -> Result<()> {
        self.run("DELETE FROM token WHERE account = $1 AND name = $2", params![account, name])
    }

    pub(crate) fn log_account(&self, row: &EventRow) -> Result<()> {
        let sql =
            "INSERT INTO account_log (no, at, account, login, event, address, by_account, detail)
                   SELECT coalesce(max(no), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM account_log";
        let at = row.at.cast_signed();
        self.run(
            sql,
            params![at, row.account, row.login, row.event, row.address, row.by_account, row.detail],
        )
    }

    fn run(&self, sql: &str, parameters: &[&dyn ToSql]) -> Result<()> {
        self.connection().prepare_cached(sql)?.execute(parameters)?;
        Ok(())
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        id: row.get(0)?,
        login: row.get(1)?,
        officer: row.get::<_, Option<[u8; 16]>>(2)?.map(OfficerId::from_bytes),
        password: row.get(3)?,
        must_change: row.get(4)?,
        disabled: row.get(5)?,
        created_at: row.get::<_, i64>(6)?.cast_unsigned(),
        failures: row.get(7)?,
        barred_until: row.get::<_, Option<i64>>(8)?.map(i64::cast_unsigned),
        signed_in_at: row.get::<_, Option<i64>>(9)?.map(i64::cast_unsigned),
    })
}

fn session(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        name: row.get(0)?,
        account: row.get(1)?,
        begun_at: row.get::<_, i64>(2)?.cast_unsigned(),
        used_at: row.get::<_, i64>(3)?.cast_unsigned(),
        ends_at: row.get::<_, i64>(4)?.cast_unsigned(),
        agent: row.get(5)?,
        address: row.get(6)?,
    })
}

fn token(row: &Row<'_>) -> rusqlite::Result<TokenRow> {
    Ok(TokenRow {
        name: row.get(0)?,
        account: row.get(1)?,
        purpose: row.get(2)?,
        may_write: row.get(3)?,
        created_at: row.get::<_, i64>(4)?.cast_unsigned(),
        ends_at: row.get::<_, i64>(5)?.cast_unsigned(),
        used_at: row.get::<_, Option<i64>>(6)?.map(i64::cast_unsigned),
    })
}

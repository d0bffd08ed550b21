//! Keys by which another program acts for an account at the API.

use std::fmt;

use super::{Account, AccountId, Accounts, Outcome, hash_of, random_hex};
use crate::Result;
use crate::store::TokenRow;

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Name by which people see and withdraw it.
    pub name: String,
    /// For whom it acts.
    pub account: AccountId,
    /// What it is for.
    pub purpose: String,
    /// Whether it may also write records.
    pub may_write: bool,
    /// When it was made: milliseconds since 1970.
    pub created_at: u64,
    /// When it ends.
    pub ends_at: u64,
    /// When it was last used, to five minutes.
    pub used_at: Option<u64>,
}

/// A key that was just made. Its text is shown once.
pub struct NewToken {
    /// What the other program must show.
    pub key: String,
    /// The rest of it.
    pub token: Token,
}

impl fmt::Debug for NewToken {
    /// Never the key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("NewToken").field("token", &self.token).finish_non_exhaustive()
    }
}

/// A key that was shown, and for whom it acts.
#[derive(Clone, Debug)]
pub struct TokenUse {
    /// The key.
    pub token: Token,
    /// The account.
    pub account: Account,
}

const DAY: u64 = 86_400_000;
/// How exactly the last use is noted: five minutes.
const NOTED_EVERY: u64 = 300_000;

impl Accounts<'_> {
    /// Makes a key.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be written.
    pub fn make_token(
        &self,
        account: AccountId,
        purpose: &str,
        may_write: bool,
        days: u32,
        by: Option<AccountId>,
    ) -> Outcome<NewToken> {
        let login = self.known(account)?.login;
        let key = format!("pd_{}", random_hex::<32>(self.node)?);
        let row = TokenRow {
            name: random_hex::<6>(self.node)?,
            account: account.0,
            purpose: purpose.chars().take(200).collect(),
            may_write,
            created_at: self.now(),
            ends_at: self.now() + u64::from(days.clamp(1, 3650)) * DAY,
            used_at: None,
        };
        let writer = self.node.store().writer()?;
        writer.add_token(&hash_of(&key), &row)?;
        self.note(&writer, Some(account), &login, "token_made", "", by, &row.name)?;
        writer.commit()?;
        Ok(NewToken { key, token: token(row) })
    }

    /// The key of this text, with its account; `None` when there is none, it has ended, or the account may not sign in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn token(&self, key: &str) -> Result<Option<TokenUse>> {
        let reader = self.node.reader()?;
        let Some(row) = reader.token(&hash_of(key))? else { return Ok(None) };
        let now = self.now();
        let Some(account) = reader.account(&row.account)? else { return Ok(None) };
        if row.ends_at <= now || account.disabled {
            return Ok(None);
        }
        let account = Account::of(&reader, account)?;
        drop(reader);
        if row.used_at.is_none_or(|used| used + NOTED_EVERY <= now) {
            let writer = self.node.store().writer()?;
            writer.use_token(&row.name, now)?;
            writer.commit()?;
        }
        Ok(Some(TokenUse { token: token(row), account }))
    }

    /// The keys of an account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tokens(&self, account: AccountId) -> Result<Vec<Token>> {
        Ok(self.node.reader()?.tokens_of(&account.0)?.into_iter().map(token).collect())
    }

    /// Withdraws a key.
    ///
    /// # Errors
    /// `account_unknown`; when the database cannot be written.
    pub fn end_token(&self, account: AccountId, name: &str, by: Option<AccountId>) -> Outcome<()> {
        let login = self.known(account)?.login;
        let writer = self.node.store().writer()?;
        writer.end_token(&account.0, name)?;
        self.note(&writer, Some(account), &login, "token_ended", "", by, name)?;
        Ok(writer.commit()?)
    }
}

fn token(row: TokenRow) -> Token {
    Token {
        name: row.name,
        account: AccountId(row.account),
        purpose: row.purpose,
        may_write: row.may_write,
        created_at: row.created_at,
        ends_at: row.ends_at,
        used_at: row.used_at,
    }
}

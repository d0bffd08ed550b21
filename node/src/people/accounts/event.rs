//! What happened to accounts.

use domain::base::Bilingual;

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
    /// Its name; empty where somebody typed a name that is nobody's.
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

impl AccountEvent {
    /// What happened, in words.
    pub fn title(&self) -> Bilingual {
        let (vi, en) = match self.event.as_str() {
            "added" => ("lập tài khoản", "account made"),
            "bound" => ("gắn cán bộ", "officer bound"),
            "signed_in" => ("đăng nhập", "signed in"),
            "refused" => ("sai tên hoặc mật khẩu", "wrong name or password"),
            "barred" => ("đang bị chờ vì sai nhiều lần", "had to wait after wrong passwords"),
            "signed_out" => ("đăng xuất", "signed out"),
            "password_set" => ("đặt mật khẩu", "password set"),
            "granted" => ("giao vai trò", "role given"),
            "revoked" => ("thôi vai trò", "role taken away"),
            "disabled" => ("khóa tài khoản", "account disabled"),
            "enabled" => ("mở khóa tài khoản", "account enabled"),
            "token_made" => ("lập khóa API", "key of the API made"),
            "token_ended" => ("hủy khóa API", "key of the API ended"),
            // A later version of the program may write of more.
            other => (other, other),
        };
        Bilingual::new(vi, en)
    }
}

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
            login: login.to_owned(),
            event: event.to_owned(),
            address: address.to_owned(),
            by_account: by.map(|by| by.0),
            detail: detail.to_owned(),
        })
    }
}

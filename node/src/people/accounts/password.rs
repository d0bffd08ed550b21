//! Passwords: argon2id (RFC 9106), with the parameters that OWASP gives; rules that a person can keep.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::base::text::fold;

use super::account::login_of;
use super::{AccountId, Accounts, Outcome, problem};
use crate::{NodeError, Result};

/// Fewest and most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 10..=200;

/// What everybody tries first; longer ones than ten characters only, folded.
const COMMON: [&str; 16] = [
    "1234567890",
    "12345678910",
    "0123456789",
    "0987654321",
    "1111111111",
    "0000000000",
    "qwertyuiop",
    "password123",
    "passwordpassword",
    "matkhau123",
    "matkhau1234",
    "matkhaumatkhau",
    "phaodai2021",
    "phaodaiphaodai",
    "abcdefghij",
    "iloveyou123",
];

/// Memory in KiB, passes: OWASP's second choice, 19 MiB.
const COST: (u32, u32) = (19 * 1024, 2);

fn argon2() -> Result<Argon2<'static>> {
    // A test signs in thousands of times: there the least that the algorithm takes does.
    let (memory, passes) = if cfg!(test) { (64, 1) } else { COST };
    let params = Params::new(memory, passes, 1, None)
        .map_err(|error| NodeError::Random(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The text that is stored of a password.
pub(super) fn hashed(accounts: Accounts<'_>, password: &str) -> Result<String> {
    let salt: [u8; 16] = accounts.node.random().bytes()?;
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|error| NodeError::Random(error.to_string()))
}

/// Whether a password is the one that was stored. Without one it takes as long, and is `false`.
pub(super) fn is_right(password: &str, stored: Option<&str>) -> bool {
    /// The hash of no password that anybody knows.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let right = argon2().is_ok_and(|argon2| {
        argon2.verify_password(password.as_bytes(), stored.unwrap_or(NOBODY)).is_ok()
    });
    right && stored.is_some()
}

/// Letters and digits that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";

impl Accounts<'_> {
    /// A password to hand over, in groups of four: 80 bits.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn fresh_password(&self) -> Result<String> {
        let bytes: [u8; 16] = self.node.random().bytes()?;
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        let groups = bytes.chunks(4).map(|group| group.iter().map(letter).collect::<String>());
        Ok(groups.collect::<Vec<_>>().join("-"))
    }

    /// Whether a password would be taken for an account of this name.
    ///
    /// # Errors
    /// `password_length`, `password_common`, `password_is_name`.
    pub fn check_password(password: &str, login: &str) -> Outcome<()> {
        check(password, &login_of(login))
    }

    /// Sets a password, by an administrator or by whoever sits at the machine. All sessions end.
    ///
    /// # Errors
    /// `password_short`, `password_common`, `password_is_name`, `account_unknown`; when the database cannot be written.
    pub fn set_password(
        &self,
        id: AccountId,
        password: &str,
        must_change: bool,
        by: Option<AccountId>,
    ) -> Outcome<()> {
        self.put_password(id, password, must_change, by, None)
    }

    /// Changes one's own password. All other sessions end.
    ///
    /// # Errors
    /// `password_wrong` for the old one, and as [`Accounts::set_password`].
    pub fn change_password(&self, id: AccountId, old: &str, new: &str, keep: &str) -> Outcome<()> {
        let stored = self.node.reader()?.account(&id.0)?.and_then(|row| row.password);
        if !is_right(old, stored.as_deref()) {
            return Err(problem::password_wrong());
        }
        if old == new {
            return Err(problem::password_same());
        }
        self.put_password(id, new, false, Some(id), Some(keep))
    }

    fn put_password(
        &self,
        id: AccountId,
        password: &str,
        must_change: bool,
        by: Option<AccountId>,
        keep: Option<&str>,
    ) -> Outcome<()> {
        let account = self.known(id)?;
        check(password, &account.login)?;
        let hash = hashed(*self, password)?;
        let writer = self.node.store().writer()?;
        writer.set_password(&id.0, &hash, must_change)?;
        writer.end_sessions(&id.0, keep)?;
        self.note(
            &writer,
            Some(id),
            &account.login,
            "password_set",
            "",
            by.filter(|by| *by != id),
            "",
        )?;
        Ok(writer.commit()?)
    }
}

/// Long enough, not what everybody tries, not the name itself. Nothing else: no capitals, no signs, no end date.
fn check(password: &str, login: &str) -> Outcome<()> {
    if !LENGTH.contains(&password.chars().count()) {
        return Err(problem::password_length(*LENGTH.start(), *LENGTH.end()));
    }
    let folded = fold(password);
    let first = folded.chars().next();
    if COMMON.contains(&folded.as_str()) || folded.chars().all(|letter| Some(letter) == first) {
        return Err(problem::password_common());
    }
    if folded.contains(login) {
        return Err(problem::password_is_name());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_few_and_each_says_why() {
        let code = |password| check(password, "loan").err().map(|fault| fault.code);
        assert_eq!(code("ngắn quá"), Some("password_length"));
        assert_eq!(code("Matkhau123"), Some("password_common"));
        assert_eq!(code("aaaaaaaaaaaa"), Some("password_common"));
        assert_eq!(code("chị Loan ở bản"), Some("password_is_name"));
        assert_eq!(code("bốn chữ dễ nhớ"), None);
    }

    #[test]
    fn the_hash_of_nobody_can_be_read_so_that_it_takes_as_long() {
        use argon2::password_hash::phc::PasswordHash;
        assert!(!is_right("x", None));
        let nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        assert!(PasswordHash::new(nobody).is_ok());
    }
}

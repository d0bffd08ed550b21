//! A form that is sent twice (a double click, a reload) is done once: the second gets the answer of the first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Where the first of a form went, and what it said.
pub(crate) type Outcome = (String, Option<String>);

/// The forms that were sent lately.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    forms: Mutex<BTreeMap<(String, String), Entry>>,
}

#[derive(Debug)]
struct Entry {
    once: Arc<Once>,
    at: Instant,
}

/// One form.
#[derive(Debug, Default)]
pub(crate) struct Once(Mutex<Option<Outcome>>);

/// How long a form is remembered.
const REMEMBERED: Duration = Duration::from_secs(600);

impl Sent {
    /// The form of a session with this number, new or sent before.
    pub(crate) fn form(&self, session: &str, once: &str, now: Instant) -> Arc<Once> {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        forms.retain(|_, entry| now.saturating_duration_since(entry.at) < REMEMBERED);
        let key = (session.to_owned(), once.to_owned());
        let entry = forms.entry(key).or_insert_with(|| Entry { once: Arc::default(), at: now });
        entry.once.clone()
    }
}

impl Once {
    /// Waits for the first, if it is still being done, and holds the others up until the guard goes.
    pub(crate) fn wait(&self) -> MutexGuard<'_, Option<Outcome>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_finds_what_the_first_did_and_other_sessions_do_not() {
        let (sent, now) = (Sent::default(), Instant::now());
        *sent.form("s", "1", now).wait() = Some(("/there".to_owned(), None));
        assert!(sent.form("s", "1", now).wait().is_some());
        assert!(sent.form("t", "1", now).wait().is_none());
        assert!(sent.form("s", "1", now + REMEMBERED).wait().is_none());
    }
}

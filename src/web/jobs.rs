//! Work that is longer than a request: an import, an export, a backup. It goes on when the page is left, and can be
//! come back to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::base::Diagnostic;
use node::people::accounts::AccountId;

/// The work of a site.
#[derive(Debug)]
pub struct Jobs {
    folder: PathBuf,
    jobs: Mutex<BTreeMap<String, Arc<Job>>>,
}

/// One piece of work.
#[derive(Debug)]
pub struct Job {
    /// Its number in addresses.
    pub id: String,
    /// Whose it is: nobody else sees it.
    pub owner: AccountId,
    /// What is done.
    pub title: String,
    /// How far it is.
    pub progress: Progress,
    /// Where its files lie; the folder goes when the server starts next.
    pub folder: PathBuf,
    state: Mutex<JobState>,
}

/// How far a piece of work is.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
}

/// Whether it is over.
#[derive(Clone, Debug)]
pub enum JobState {
    /// It goes on.
    Running,
    /// It is done.
    Done(JobDone),
    /// It could not be done.
    Failed(Vec<Diagnostic>),
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct JobDone {
    /// What to say.
    pub say: String,
    /// Where to go and look.
    pub to: Option<String>,
    /// A file to be saved: its name, its media type, where it lies.
    pub file: Option<(String, &'static str, PathBuf)>,
}

impl Progress {
    /// So much of so much is done.
    pub fn set(&self, done: u64, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    /// How much of how much; 0 of 0 as long as nothing is known.
    pub fn get(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}

impl Job {
    /// Whether it is over.
    pub fn state(&self) -> JobState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn end(&self, state: JobState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Folder of files that work leaves, in the node's folder.
const FOLDER: &str = "jobs";

impl Jobs {
    pub(super) fn new(node: &Path) -> Self {
        Self { folder: node.join(FOLDER), jobs: Mutex::default() }
    }

    /// Removes what an earlier run left.
    pub(super) fn sweep(&self) {
        // Files that cannot be removed now do no harm: nobody can ask for them.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    /// Begins a piece of work on a thread of its own.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn begin(
        &self,
        id: String,
        owner: AccountId,
        title: String,
        work: impl FnOnce(&Job) -> Result<JobDone, Vec<Diagnostic>> + Send + 'static,
    ) -> node::Result<Arc<Job>> {
        let folder = self.folder.join(&id);
        std::fs::create_dir_all(&folder).map_err(node::NodeError::file(&folder))?;
        let (progress, state) = (Progress::default(), Mutex::new(JobState::Running));
        let job = Arc::new(Job { id, owner, title, progress, folder, state });
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(job.id.clone(), job.clone());
        let at_work = job.clone();
        std::thread::spawn(move || {
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&at_work)));
            at_work.end(match ended {
                Ok(Ok(done)) => JobState::Done(done),
                Ok(Err(faults)) => JobState::Failed(faults),
                Err(_) => JobState::Failed(vec![broke()]),
            });
        });
        Ok(job)
    }

    /// One of an account's.
    pub fn get(&self, id: &str, owner: AccountId) -> Option<Arc<Job>> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(id).filter(|job| job.owner == owner).cloned()
    }

    /// All of an account's, the latest last.
    pub fn of(&self, owner: AccountId) -> Vec<Arc<Job>> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values().filter(|job| job.owner == owner).cloned().collect()
    }
}

fn broke() -> Diagnostic {
    Diagnostic::error(
        "job_broke",
        "Việc này dừng giữa chừng vì lỗi chương trình.",
        "The work broke off by a fault of the program.",
    )
    .hint(
        "Dữ liệu đã ghi vẫn nguyên; làm lại, hoặc báo quản trị máy chủ.",
        "What was written is whole; do it again, or tell the administrator.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(job: &Job) -> JobState {
        loop {
            match job.state() {
                JobState::Running => std::thread::yield_now(),
                state => return state,
            }
        }
    }

    #[test]
    fn work_goes_on_by_itself_and_only_its_owner_sees_it() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Jobs::new(folder.path());
        let (one, other): (AccountId, AccountId) =
            ("01".repeat(16).parse().unwrap(), "02".repeat(16).parse().unwrap());
        let job = jobs
            .begin("a".into(), one, "đếm".into(), |job| {
                job.progress.set(3, 3);
                Ok(JobDone { say: "xong".into(), ..JobDone::default() })
            })
            .unwrap();
        assert!(matches!(ended(&job), JobState::Done(done) if done.say == "xong"));
        assert_eq!(job.progress.get(), (3, 3));
        assert!(jobs.get("a", one).is_some() && jobs.get("a", other).is_none());
    }

    #[test]
    fn work_that_breaks_off_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Jobs::new(folder.path());
        let owner: AccountId = "01".repeat(16).parse().unwrap();
        let job = jobs.begin("a".into(), owner, "đếm".into(), |_| panic!("broken")).unwrap();
        assert!(matches!(ended(&job), JobState::Failed(faults) if faults[0].code == "job_broke"));
    }
}

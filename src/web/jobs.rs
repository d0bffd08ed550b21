//! Work that is longer than a request: an import, an export, a backup. It goes on when the page is left, and can be
//! come back to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

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
    /// Where its files lie. The folder goes with the value.
    pub folder: PathBuf,
    begun: Instant,
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

impl Drop for Job {
    /// Lists of people and copies of the database do not lie about longer than somebody may ask for them.
    fn drop(&mut self) {
        // What cannot be removed now is removed when the server starts next.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Job {
    /// Whether it is over.
    pub fn state(&self) -> JobState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_over(&self) -> bool {
        !matches!(self.state(), JobState::Running)
    }

    fn end(&self, state: JobState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Pieces of work of one account that are kept when they are over; older ones go.
const KEPT: usize = 5;
/// How long a piece of work that is over is kept: a day.
const LASTS: Duration = Duration::from_secs(86_400);

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
        let begun = Instant::now();
        let job = Arc::new(Job { id, owner, title, progress, folder, begun, state });
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let old = old(&jobs, owner, begun);
        let gone: Vec<_> = old.iter().filter_map(|id| jobs.remove(id)).collect();
        jobs.insert(job.id.clone(), job.clone());
        drop(jobs);
        // Their folders are removed while nobody waits.
        drop(gone);
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

    /// All of an account's that are kept.
    pub fn of(&self, owner: AccountId) -> Vec<Arc<Job>> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values().filter(|job| job.owner == owner).cloned().collect()
    }
}

/// Work that is over and not kept when an account begins another: what is a day old, and the oldest of its own.
fn old(jobs: &BTreeMap<String, Arc<Job>>, owner: AccountId, now: Instant) -> Vec<String> {
    let over = || jobs.values().filter(|job| job.is_over());
    let stale = over().filter(|job| now.saturating_duration_since(job.begun) >= LASTS);
    let mut own: Vec<&Arc<Job>> = over().filter(|job| job.owner == owner).collect();
    own.sort_by_key(|job| job.begun);
    let beyond = own.len().saturating_sub(KEPT - 1);
    stale.chain(own.into_iter().take(beyond)).map(|job| job.id.clone()).collect()
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
    fn the_latest_work_is_kept_for_a_day_and_the_files_of_older_work_go() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Jobs::new(folder.path());
        let (one, other): (AccountId, AccountId) =
            ("01".repeat(16).parse().unwrap(), "02".repeat(16).parse().unwrap());
        let begin = |id: &str, owner| {
            let work = |job: &Job| {
                std::fs::write(job.folder.join("list.xlsx"), "x").unwrap();
                Ok(JobDone::default())
            };
            let job = jobs.begin(id.into(), owner, "xuất".into(), work).unwrap();
            ended(&job);
            job.folder.clone()
        };
        let theirs = begin("theirs", other);
        let mine: Vec<PathBuf> = (0..7).map(|number| begin(&format!("m{number}"), one)).collect();
        // A thread that has said its last word may still hold its job for a moment.
        let goes = |folder: &PathBuf| {
            (0..1000).any(|_| {
                std::thread::sleep(Duration::from_millis(1));
                !folder.exists()
            })
        };
        assert!(mine[..2].iter().all(goes) && mine[2..].iter().all(|folder| folder.exists()));
        assert!(jobs.get("m1", one).is_none() && jobs.get("m2", one).is_some());
        assert!(theirs.exists());
        let all = jobs.jobs.lock().unwrap();
        let tomorrow = Instant::now() + LASTS;
        assert_eq!(old(&all, one, tomorrow).iter().filter(|id| *id == "theirs").count(), 1);
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

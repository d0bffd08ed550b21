//! Backups while the node runs, and nodes from backups.
//!
//! **The key is not in a backup.** A backup travels on sticks and lies in drawers; whoever finds it must not be able to
//! sign in the node's name. Copy `node.key` once, when the node is made, and keep it apart.
//!
//! **A restored node is a new node**, unless told otherwise. If the old one wrote anything after the backup, and another
//! node has it, going on under the old name would give one number to two entries. So [`Identity::New`] makes a new name
//! and key, and takes over the units that were at home on the old node, by entries. [`Identity::Same`] is for moving a
//! node that was stopped first.

use std::fs::File;
use std::path::{Path, PathBuf};

use domain::base::NodeId;
use domain::entry::Head;

use super::{Depth, Key, Verified, verify::verify};
use crate::config::StoreOptions;
use crate::store::{CopyProgress, FILE, Store};
use crate::{NodeError, Result, os};

/// Who a restored node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A new node that goes on where the old one stopped.
    New,
    /// The old node itself, which is stopped for ever; its key file.
    Same(PathBuf),
}

/// A backup that was made and checked.
#[derive(Clone, Debug)]
pub struct BackedUp {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Entries in it.
    pub entries: u64,
    /// Heads of all streams in it: whoever notes them can prove later that nothing was cut off.
    pub heads: Vec<Head>,
}

/// Copies a database into a new file and checks the copy.
pub(crate) fn backup(
    store: &Store,
    path: &Path,
    progress: &mut dyn FnMut(CopyProgress),
) -> Result<BackedUp> {
    if path.exists() {
        return Err(NodeError::Exists(path.to_owned()));
    }
    let partial = partial(path);
    let _ = std::fs::remove_file(&partial);
    let reader = store.reader()?;
    let copied = reader.copy_to(&partial, progress).and_then(|()| check(&partial));
    if let Err(error) = copied {
        let _ = std::fs::remove_file(&partial);
        return Err(error);
    }
    put_in_place(&partial, path)?;
    let bytes = std::fs::metadata(path).map_err(NodeError::file(path))?.len();
    let (entries, heads) = (reader.last_entry()?, reader.heads()?);
    Ok(BackedUp { path: path.to_owned(), bytes, entries, heads })
}

/// Puts a copy of a backup into a data folder, with or without its key; gives the database.
pub(crate) fn restore(
    backup: &Path,
    folder: &Path,
    options: StoreOptions,
    identity: &Identity,
) -> Result<Store> {
    let path = folder.join(FILE);
    if path.exists() {
        return Err(NodeError::Exists(path));
    }
    std::fs::create_dir_all(folder).map_err(NodeError::file(folder))?;
    let partial = partial(&path);
    std::fs::copy(backup, &partial).map_err(NodeError::file(backup))?;
    let checked = check(&partial).and_then(|()| check_key(&partial, folder, identity));
    if let Err(error) = checked {
        let _ = std::fs::remove_file(&partial);
        return Err(error);
    }
    put_in_place(&partial, &path)?;
    Store::open(&path, options)
}

/// The old node's key, when it is to go on as the old node.
fn check_key(copy: &Path, folder: &Path, identity: &Identity) -> Result<()> {
    let Identity::Same(file) = identity else { return Ok(()) };
    let key = Key::read(file)?;
    let known = {
        let store = Store::open(copy, StoreOptions::default())?;
        let reader = store.reader()?;
        reader.meta("public_key")?
    };
    remove_log(copy);
    if known.as_deref() != Some(key.public().as_str()) {
        return Err(NodeError::WrongKey(file.clone()));
    }
    let target = folder.join(super::KEY_FILE);
    if target.exists() {
        return if Key::read(&target)?.public() == key.public() {
            Ok(())
        } else {
            Err(NodeError::Exists(target))
        };
    }
    let text = std::fs::read(file).map_err(NodeError::file(file))?;
    os::create_private(&target, &text).map_err(NodeError::file(target))
}

/// A copy must pass its own check before it may be called one.
fn check(copy: &Path) -> Result<()> {
    let verified: Verified = {
        let store = Store::open(copy, StoreOptions::default())?;
        verify(&store, Depth::Ledger, &mut |_, _| ())?
    };
    remove_log(copy);
    match verified.broken.first() {
        None => Ok(()),
        Some(broken) => Err(NodeError::BadCopy(broken.to_string())),
    }
}

/// Opening a database to check it leaves an empty log beside it.
fn remove_log(path: &Path) {
    for end in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

fn partial(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

/// A file has its name only when all of it is on the disk.
fn put_in_place(partial: &Path, path: &Path) -> Result<()> {
    let file = File::options().write(true).open(partial).map_err(NodeError::file(partial))?;
    file.sync_all().map_err(NodeError::file(partial))?;
    std::fs::rename(partial, path).map_err(NodeError::file(path))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    os::sync_folder(folder.unwrap_or(Path::new("."))).map_err(NodeError::file(path))
}

/// The node that a database belongs to.
pub(crate) fn node_of(store: &Store) -> Result<NodeId> {
    let node = store.reader()?.meta("node")?;
    node.and_then(|text| text.parse().ok())
        .ok_or_else(|| NodeError::Damaged("the node's id is missing".to_owned()))
}

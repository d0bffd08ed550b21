//! Lawful erasure: nothing of the person stays, the chain stays whole, and everybody says so.

use domain::entry::{Act, Draft, DraftChange};
use node::attachments::{self, Attachment, File, Target};
use node::ledger::Happened;
use node::{Depth, Scope};

use crate::support::{TestNode, body, draft, guests_id, new_node, unit};

/// A name that nothing else in the file contains.
const SECRET: &str = "Bí Mật Quá Đi";

fn erased(seed: u64) -> (TestNode, domain::base::RecordId) {
    let node = new_node(seed);
    let commune = unit("commune");
    let record = node.add(commune, SECRET, 1);
    node.add(commune, "Hàng Xóm", 1);
    node.put(commune, record, body(&format!("{SECRET} Sửa"), 2));
    node.append(&draft(commune, vec![(record, Act::Erase)])).unwrap();
    (node, record)
}

#[test]
fn the_chain_stays_whole_and_verify_names_the_entry_that_erased() {
    let (node, record) = erased(31);
    let verified = node.verify(Depth::Tables, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken, []);
    let last = node.reader().unwrap().last_entry().unwrap();
    assert_eq!(verified.erased.len(), 2);
    assert!(verified.erased.iter().all(|body| body.record == record && body.by == last));
    let history = node.history(guests_id(), record, &Scope::everything()).unwrap();
    let happened: Vec<Happened> = history.into_iter().map(|step| step.happened).collect();
    assert_eq!(happened, [Happened::PutErased, Happened::PutErased, Happened::Erase]);
}

#[test]
fn no_byte_of_the_name_stays_in_any_file_of_the_node() {
    let (node, _) = erased(32);
    let folded = domain::base::text::fold(SECRET);
    for file in std::fs::read_dir(node.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for text in [SECRET, &folded] {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text} is still in {}", path.display());
        }
    }
}

#[test]
fn rebuild_says_what_it_could_not_read_and_gives_the_same_tables() {
    let (node, record) = erased(33);
    let folder = tempfile::tempdir().unwrap();
    let rebuilt = node.rebuild(&folder.path().join("phaodai.db"), &mut |_| ()).unwrap();
    assert_eq!(rebuilt.unreadable.len(), 2);
    assert!(rebuilt.unreadable.iter().all(|lost| lost.record == record));
    let heads = node.reader().unwrap().heads_of(unit("commune")).unwrap();
    assert_eq!(node.fold_at(&heads).unwrap().erased(), 2);
}

#[test]
fn a_body_that_vanished_without_an_erasure_is_a_breach() {
    let (node, _) = erased(34);
    let record = node.add(unit("commune"), "An", 1);
    let no = node.reader().unwrap().last_entry().unwrap();
    let connection = rusqlite::Connection::open(node.folder.path().join("phaodai.db")).unwrap();
    let pack = [0x81_u8, 0xf6];
    let sql = "UPDATE pack SET bytes = $1 WHERE entry = $2";
    connection.execute(sql, rusqlite::params![pack, no.cast_signed()]).unwrap();
    let verified = node.verify(Depth::Ledger, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken.len(), 1);
    assert_eq!(verified.broken[0].breach, node::ledger::Breach::BodyMissing(record));
}

#[test]
fn without_a_legal_basis_nothing_is_erased() {
    let node = new_node(35);
    let record = node.add(unit("commune"), "An", 1);
    let mut bare = draft(unit("commune"), vec![(record, Act::Erase)]);
    bare.reason = None;
    assert_eq!(node.append(&bare).unwrap_err().code(), "draft_reason_missing");
}

/// A file that two records have: the bytes stay while one of them names it, and go with the last.
#[test]
fn the_bytes_of_a_file_go_with_the_last_record_that_names_it() {
    const STAMP: &[u8] = b"a scan that nothing else in the file contains";
    let (node, commune) = (new_node(34), unit("commune"));
    let people = ["Lò Thị Mây", "Lò Văn Sơn"].map(|name| node.add(commune, name, 1));
    for record in people {
        let target = Target { unit: commune, record, register: "guests", note: "" };
        let scan = File::new("giay.jpg", STAMP.to_vec()).unwrap();
        attachments::attach(&node, target, &[scan], None).unwrap();
    }
    let of = |record| {
        attachments::attachments_of(&node, &Scope::everything(), record).unwrap().remove(0)
    };
    let [one, other] = people.map(of);
    let erase = |attachment: &Attachment| {
        let registry = node.registry();
        let definition = &registry.called("attachment").unwrap().definition;
        let (definition, version) = (definition.id, definition.version);
        let change = DraftChange { definition, version, record: attachment.id, act: Act::Erase };
        let reason = Some("theo yêu cầu của người có dữ liệu".to_owned());
        node.append(&Draft { unit: commune, officer: None, reason, changes: vec![change] })
            .unwrap();
    };
    erase(&one);
    assert_eq!(attachments::content(&node, &other).unwrap().as_deref(), Some(STAMP));
    erase(&other);
    assert_eq!(attachments::content(&node, &other).unwrap(), None);
    for file in std::fs::read_dir(node.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(STAMP.len()).any(|window| window == STAMP));
    }
    assert_eq!(node.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
}

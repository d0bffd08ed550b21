//! Databases of each release: what was written then is read now.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use domain::base::OfficerId;
use domain::entry::Act;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use node::attachments::{self, File, Target};
use node::{Depth, Node, Scope};

use crate::support::{TestNode, body, draft, guests_id, new_node, options, unit};

fn fixture(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/v{version}"))
}

/// Makes the fixture of this version: `cargo test -p node -- --ignored makes_the_fixture`. Only once for each version.
#[test]
#[ignore = "writes into the source tree"]
fn makes_the_fixture_of_this_version() {
    let folder = fixture(1);
    assert!(!folder.exists(), "a released fixture is never made again");
    std::fs::create_dir_all(&folder).unwrap();
    let node = new_node(1);
    let commune = unit("commune");
    let record = node.add(commune, "Lò Thị Đào", 3);
    let erased = node.add(commune, "Quàng Văn An", 1);
    node.put(commune, record, body("Lò Thị Đào", 4));
    node.add(unit("neighbour"), "Hờ A Sùng", 2);
    let gone = node.add(unit("neighbour"), "Nhập Nhầm", 2);
    node.append(&draft(unit("neighbour"), vec![(gone, Act::Retract)])).unwrap();
    node.append(&draft(commune, vec![(erased, Act::Erase)])).unwrap();
    node.set_home(commune, node.id(), None, "máy xã").unwrap();
    node.log_readings(OfficerId::derived("nurse"), guests_id(), &[record], "gọi điện").unwrap();
    node.sign_heads().unwrap();
    std::fs::write(folder.join("digest.txt"), registers(&node)).unwrap();
    let copy = node.folder.path().join("copy.db");
    node.backup(&copy, &mut |_| ()).unwrap();
    let packed = std::fs::File::create(folder.join("phaodai.db.gz")).unwrap();
    let mut packed = GzEncoder::new(packed, Compression::best());
    packed.write_all(&std::fs::read(copy).unwrap()).unwrap();
    packed.finish().unwrap();
    std::fs::copy(node.folder.path().join("node.key"), folder.join("node.key")).unwrap();
}

/// Puts database and key of a fixture into a data folder.
fn unpack(fixture: &Path, folder: &Path) {
    let mut bytes = Vec::new();
    let packed = std::fs::File::open(fixture.join("phaodai.db.gz")).unwrap();
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    std::fs::write(folder.join("phaodai.db"), bytes).unwrap();
    std::fs::copy(fixture.join("node.key"), folder.join("node.key")).unwrap();
}

/// The digest of the register that does not belong to the program: its own grow with each version.
fn registers(node: &Node) -> String {
    let digest = node.digest().unwrap();
    format!("guests {}\n", digest.registers[&guests_id()])
}

#[test]
fn a_database_of_version_1_is_opened_whole_and_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    unpack(&fixture(1), folder.path());
    let node = Node::open(folder.path(), options(2)).unwrap();
    let verified = node.verify(Depth::Tables, &mut |_, _| ()).unwrap();
    assert_eq!(verified.broken, []);
    assert_eq!(verified.erased.len(), 1);
    assert!(verified.signatures >= 3);
    let expected = std::fs::read_to_string(fixture(1).join("digest.txt")).unwrap();
    assert_eq!(registers(&node), expected);
    let node = TestNode { node, folder, seed: 2 };
    node.add(unit("commune"), "Sau Khi Nâng Cấp", 1);
    assert_eq!(node.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
}

/// The version of a database file, as it says itself.
fn user_version(folder: &Path) -> u32 {
    let file = rusqlite::Connection::open(folder.join("phaodai.db")).unwrap();
    file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// An office that worked before files could be attached: it takes the new program, and attaches the first.
#[test]
fn a_database_of_before_files_were_kept_takes_one() {
    let folder = tempfile::tempdir().unwrap();
    unpack(&fixture(1), folder.path());
    assert_eq!(user_version(folder.path()), 1, "it has no table of files yet");
    let node = Node::open(folder.path(), options(2)).unwrap();
    assert!(user_version(folder.path()) >= 3, "and now it has");
    let node = TestNode { node, folder, seed: 2 };
    let commune = unit("commune");
    let record = node.add(commune, "Có Kèm Tệp", 1);
    let content = b"to khai bang giay, chup lai".to_vec();
    let file = File::new("to-khai.jpg".to_owned(), content.clone()).unwrap();
    let target = Target { unit: commune, record, register: "guests", note: "tờ khai" };
    attachments::attach(&node, target, &[file], None).unwrap();
    let held = attachments::attachments_of(&node, &Scope::everything(), record).unwrap();
    assert_eq!(attachments::content(&node, &held[0]).unwrap().unwrap(), content);
    assert_eq!(node.verify(Depth::Tables, &mut |_, _| ()).unwrap().broken, []);
    let copy = node.folder.path().join("sao-luu.db");
    node.backup(&copy, &mut |_| ()).unwrap();
    let copied = rusqlite::Connection::open(&copy).unwrap();
    let files: i64 = copied.query_row("SELECT count(*) FROM file", [], |row| row.get(0)).unwrap();
    assert_eq!(files, 1, "the copy has it too");
}

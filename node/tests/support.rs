//! A node in a folder of its own, a small register, and drafts for it.

use domain::base::{DefinitionId, RecordId, UnitId, Value};
use domain::entry::{Act, Draft, DraftChange};
use domain::record::Body;
use domain::register::{Definition, Owner};
use node::{Appended, Node, Options};
use tempfile::TempDir;

/// Ten in the morning, 10 September 2021, in Vietnam.
pub(crate) const TEN: &str = "2021-09-10T03:00:00Z";

const LIST: &str = r#"
name    = "guests"
version = 1
title   = { vi = "Khách lưu trú", en = "Guests" }
keys    = [["phone"], ["name", "born"]]

[[field]]
no = 1
name = "name"
kind = "text"
shape = "person_name"
label = { vi = "Họ tên", en = "Name" }
required = true
visibility = "sensitive"
retention = "outbreak_plus_two_years"

[[field]]
no = 2
name = "phone"
kind = "text"
shape = "phone"
label = { vi = "Điện thoại", en = "Phone" }
visibility = "sensitive"
retention = "outbreak_plus_two_years"

[[field]]
no = 3
name = "born"
kind = "date"
label = { vi = "Ngày sinh", en = "Born" }
visibility = "unit"
retention = "outbreak_plus_two_years"

[[field]]
no = 4
name = "nights"
kind = "integer"
label = { vi = "Số đêm", en = "Nights" }
visibility = "unit"
retention = "outbreak_plus_two_years"
"#;

/// The register of the tests, as a unit might issue it.
pub(crate) fn guests() -> Definition {
    let faults = |faults: Vec<_>| panic!("{faults:?}");
    Definition::issued_by(Owner::Unit(unit("district")), LIST).unwrap_or_else(faults)
}

pub(crate) fn guests_id() -> DefinitionId {
    guests().id
}

pub(crate) fn unit(name: &str) -> UnitId {
    UnitId::derived(name)
}

/// A fresh node; the folder goes when it does.
pub(crate) struct TestNode {
    pub(crate) node: Node,
    pub(crate) folder: TempDir,
    pub(crate) seed: u64,
}

impl std::ops::Deref for TestNode {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.node
    }
}

pub(crate) fn options(seed: u64) -> Options {
    let mut options = Options::fixed(TEN.parse().unwrap(), seed);
    options.definitions = vec![guests()];
    options
}

pub(crate) fn new_node(seed: u64) -> TestNode {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::create(folder.path(), options(seed)).unwrap();
    TestNode { node, folder, seed }
}

impl TestNode {
    /// Closes the node and opens it again.
    pub(crate) fn reopen(self) -> Self {
        let Self { node, folder, seed } = self;
        drop(node);
        let node = Node::open(folder.path(), options(seed + 1000)).unwrap();
        Self { node, folder, seed }
    }

    /// Writes a guest; gives the record.
    pub(crate) fn add(&self, whose: UnitId, name: &str, nights: i64) -> RecordId {
        let record = self.new_record().unwrap();
        self.put(whose, record, body(name, nights));
        record
    }

    pub(crate) fn put(&self, whose: UnitId, record: RecordId, body: Body) -> Appended {
        self.append(&draft(whose, vec![(record, Act::Put(body))])).unwrap()
    }
}

pub(crate) fn body(name: &str, nights: i64) -> Body {
    Body::from([(1, Value::text(name)), (4, Value::Integer(nights))])
}

/// A draft of the test register, with a reason.
pub(crate) fn draft(unit: UnitId, changes: Vec<(RecordId, Act)>) -> Draft {
    let (definition, version) = (guests_id(), 1);
    let change = |(record, act)| DraftChange { definition, version, record, act };
    let reason = Some("Nghị định 13/2023/NĐ-CP, điều 16".to_owned());
    Draft { unit, officer: None, reason, changes: changes.into_iter().map(change).collect() }
}

//! Who answers: the committee and the command centre of each commune, and who watches over which locality.

mod areas;
mod bodies;

use crate::support::Desk;

/// A desk with the officers of a commune and of the district.
fn desk() -> Desk {
    let desk = Desk::district();
    for (unit, post, name) in [
        ("04105", "secretary", "Lò Văn Bí"),
        ("04105", "chair", "Hà Thị Chủ"),
        ("04105", "clerk", "Cầm Văn Ba"),
        ("04108", "chair", "Vì Văn Bốn"),
        ("125", "deputy_chair", "Cầm Văn Thuận"),
    ] {
        desk.run(["officer", "add", "--unit", unit, "--post", post, "--name", name]).done();
    }
    desk
}

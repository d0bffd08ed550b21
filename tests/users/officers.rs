//! Who holds which post, as people say it.

use crate::support::{COMMUNE, Desk};

#[test]
fn posts_are_said_in_the_language_of_the_screen() {
    let desk = Desk::district();
    for (name, post) in [
        ("Lò Văn Bí", "secretary"),
        ("Hà Thị Chủ", "chair"),
        ("Vì Văn Phó", "deputy_chair"),
        ("Tòng Văn Quyền", "deputy_secretary"),
    ] {
        let add = ["officer", "add", "--unit", COMMUNE, "--post", post, "--name", name];
        desk.run(add).done();
    }
    desk.screen(["officer", "act", "Vì Văn Phó", "--for", "chair", "--reason", "đi họp"]).well();
    let act = ["officer", "act", "Tòng Văn Quyền", "--for", "chair", "--reason", "khuyết"];
    desk.screen(act).well();

    let page = desk.screen(["officer", "list", "--unit", COMMUNE]).well();
    let line = |name: &str| page.lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(line("Lò Văn Bí").contains("  Bí thư  "), "{page}");
    assert!(line("Hà Thị Chủ").contains("  Chủ tịch  "), "{page}");
    assert!(line("Vì Văn Phó").contains("  Phó chủ tịch  "), "{page}");
    assert!(line("Vì Văn Phó").contains("KT. Chủ tịch"), "{page}");
    assert!(line("Tòng Văn Quyền").contains("quyền Chủ tịch"), "{page}");
    assert!(!page.contains("secretary") && !page.contains("chair"), "{page}");

    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");

    let english = desk.screen(["officer", "list", "--unit", COMMUNE, "--lang", "en"]).well();
    assert!(english.contains("Party secretary") && english.contains("Deputy chair"), "{english}");
    assert!(english.contains("for the Chair") && english.contains("acting Chair"), "{english}");

    let rows = desk.run(["officer", "list", "--unit", COMMUNE]).done();
    let posts = rows.as_array().unwrap().iter().map(|row| row["post"].as_str().unwrap());
    let posts: std::collections::BTreeSet<&str> = posts.collect();
    let expected = ["chair", "deputy_chair", "deputy_secretary", "secretary"];
    assert!(posts.iter().eq(&expected), "scripts get the names of the register: {posts:?}");
}

//! Whoever labels documents by hand and asks how well they are read.

use std::process::{Command, Stdio};

use crate::support::{Desk, Ran};

const LETTER: &str = "UBND HUYỆN SÔNG LAM\nSố: 71/UBND-YT\nSông Lam, ngày 03 tháng 8 năm 2021\n\
    Kính gửi: UBND các xã\nUBND các xã báo cáo kết quả trước ngày 10/8/2021.\n";

/// What is printed on both channels.
fn scored(desk: &Desk, further: &[&str]) -> Ran {
    let labels = desk.argument("nhan");
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.env_remove("PHAODAI_SHARED").stdin(Stdio::null());
    command.args(["read", "--score", &labels]).args(further);
    Ran::of(command.output().expect("the program starts"))
}

#[test]
fn differences_are_listed_only_when_they_are_asked_for() {
    let desk = Desk::empty();
    std::fs::create_dir(desk.path("nhan")).unwrap();
    desk.put("nhan/cong-van.txt", LETTER);
    desk.put("nhan/cong-van.toml", "file = \"cong-van.txt\"\n[header]\nnumber = \"72/UBND-YT\"\n");
    let quiet = scored(&desk, &[]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""), "{quiet:#?}");
    assert!(quiet.out.contains("header.number"), "{quiet:#?}");
    let told = scored(&desk, &["--differences"]);
    assert!(told.err.contains("72/UBND-YT"), "{told:#?}");
    let english = scored(&desk, &["--lang", "en"]);
    assert!(english.out.contains("right") && !english.out.contains("nhãn"), "{english:#?}");
}

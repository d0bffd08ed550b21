//! Wrong calls and help: in Vietnamese, in English for who asks, always with the usage and an example.

use std::process::{Command, Stdio};

use crate::support::Ran;

/// The program as somebody types it, with nothing added.
fn typed(arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.env_remove("PHAODAI_SHARED").env("COLUMNS", "80").stdin(Stdio::null());
    Ran::of(command.args(arguments).output().expect("the program starts"))
}

/// What is said of a wrong call.
#[track_caller]
fn wrong(arguments: &[&str]) -> String {
    let ran = typed(arguments);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:#?}");
    ran.err
}

#[test]
fn read_without_a_file_is_told_in_vietnamese_with_usage_and_example() {
    insta::assert_snapshot!(wrong(&["read"]), @r"
    Lệnh còn thiếu <FILE>. [argument_missing]
    Cách dùng: phaodai read [TÙY CHỌN] [FILE]...
    Ví dụ: phaodai read cong-van.docx
    Xem thêm: phaodai read --help
    ");
}

#[test]
fn the_same_in_english_wherever_the_language_is_named() {
    for arguments in [&["read", "--lang", "en"][..], &["--lang=en", "read"]] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(wrong(arguments), @r"
            The command lacks <FILE>. [argument_missing]
            Usage: phaodai read [OPTIONS] [FILE]...
            Example: phaodai read cong-van.docx
            More: phaodai read --help
            ");
        }
    }
}

#[test]
fn every_kind_of_wrong_call_names_what_is_wrong_and_the_way_out() {
    for (arguments, code, part) in [
        (&["impot"][..], "command_unknown", "Có phải: "),
        (&["--data", "thu"], "command_missing", "phaodai --help"),
        (&["verify", "--qick"], "argument_unknown", "→ Có phải: --quick"),
        (&["return", "show"], "argument_missing", "thiếu --unit <CODE>"),
        (&["collate", "--unit"], "value_missing", "--unit <CODE> cần một giá trị"),
        (&["units", "list", "--date", "32/13/2021"], "value_unfit", "10/9/2021"),
        (&["verify", "--now", "mai"], "value_unfit", "2021-09-10T09:41"),
        (&["verify", "--lang", "fr"], "value_unfit", "→ Chọn: vi, en"),
        (&["verify", "--lang", "vi", "--lang", "vi"], "argument_twice", "--lang <LANG> chỉ"),
        (&["read", "a.txt", "--score", "b"], "argument_conflict", "--score"),
    ] {
        let said = wrong(arguments);
        assert!(said.contains(&format!("[{code}]")), "{arguments:?}\n{said}");
        assert!(said.contains(part), "{arguments:?}\n{said}");
        assert!(said.contains("Cách dùng: phaodai ") && said.contains("Ví dụ: phaodai "), "{said}");
        assert!(!said.contains("error:") && !said.contains("For more"), "{said}");
    }
}

/// `phaodai … | head`: whoever reads the output may have had enough of it.
#[test]
fn a_reader_that_goes_away_is_no_crash() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.args(["register", "--help"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let said = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stderr), "");
}

#[test]
fn help_is_vietnamese_unless_english_is_asked_for_and_fits_the_screen() {
    for command in [&["import"][..], &["return", "attest"], &["register", "figures"], &[]] {
        let help = typed(&[command, &["--help"]].concat()).well();
        for part in ["Cách dùng: phaodai", "Tùy chọn:", "Xem hướng dẫn này", "Ví dụ:"]
        {
            assert!(help.contains(part), "{command:?} {part}\n{help}");
        }
        assert!(!help.contains("Usage") && !help.contains(" · "), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
        let english = typed(&[command, &["--help", "--lang", "en"]].concat()).well();
        assert!(english.contains("Usage: phaodai") && english.contains("Options:"), "{english}");
        assert!(!english.contains("Tùy chọn") && !english.contains(" · "), "{english}");
    }
    let bare = typed(&[]);
    assert_eq!(bare.code, 2);
    assert!(bare.err.starts_with("Pháo Đài: ") && bare.err.contains("Lệnh:"), "{}", bare.err);
}

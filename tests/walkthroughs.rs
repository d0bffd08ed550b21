//! The walkthroughs in `docs/walkthroughs` are manual, acceptance test and demonstration in one: each is run as written.
//!
//! A fenced block that opens with `text file=NAME` is written to that file. In a `console` block a line `$ phaodai …` is
//! run, and the lines below it, up to the next `$`, are what it prints. `[..]` stands for anything within a line, and a
//! line `...` for any lines. `! N` before a command (`$ ! 1 phaodai …`) says that it ends with that exit code.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

#[derive(Debug)]
struct Step {
    line: usize,
    code: i32,
    arguments: Vec<String>,
    expected: Vec<String>,
}

#[derive(Debug)]
enum Block {
    File(String, String),
    Steps(Vec<Step>),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<(usize, &str)> =
            lines.by_ref().take_while(|(_, line)| *line != "```").collect();
        if let Some(name) = info.strip_prefix("text file=") {
            let content = body.iter().map(|(_, line)| format!("{line}\n")).collect();
            blocks.push(Block::File(name.to_owned(), content));
        } else if info == "console" {
            blocks.push(Block::Steps(steps(&body)));
        }
    }
    blocks
}

fn steps(body: &[(usize, &str)]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, line) in body {
        let Some(command) = line.strip_prefix("$ ") else {
            let step = steps
                .last_mut()
                .unwrap_or_else(|| panic!("line {}: output before a command", at + 1));
            step.expected.push((*line).to_owned());
            continue;
        };
        let mut words = split(command).into_iter();
        let mut word = words.next();
        let mut code = 0;
        if word.as_deref() == Some("!") {
            code = words
                .next()
                .and_then(|n| n.parse().ok())
                .unwrap_or_else(|| panic!("line {}: ! wants a code", at + 1));
            word = words.next();
        }
        assert_eq!(word.as_deref(), Some("phaodai"), "line {}: only phaodai is run", at + 1);
        steps.push(Step { line: at + 1, code, arguments: words.collect(), expected: Vec::new() });
    }
    steps
}

/// Words of a command line; single or double quotes hold a word together.
fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in command.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// Whether a printed line is what the walkthrough says; `[..]` stands for anything.
fn line_matches(expected: &str, printed: &str) -> bool {
    let mut parts = expected.split("[..]");
    let Some(mut rest) = printed.strip_prefix(parts.next().unwrap_or("")) else { return false };
    let mut open = false;
    for part in parts {
        open = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    open || rest.is_empty()
}

fn output_matches(expected: &[String], printed: &[&str]) -> bool {
    match (expected.split_first(), printed.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first == "..." => {
            (0..=printed.len()).any(|skip| output_matches(rest, &printed[skip..]))
        }
        (Some((first, rest)), Some((line, more))) => {
            line_matches(first, line) && output_matches(rest, more)
        }
        _ => false,
    }
}

fn run(step: &Step, folder: &Path, name: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_phaodai"))
        .args(&step.arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{name}:{}: {error}", step.line));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    assert_eq!(
        output.status.code(),
        Some(step.code),
        "{name}:{}: exit code; it printed:\n{printed}",
        step.line
    );
    assert!(
        output_matches(&step.expected, &lines),
        "{name}:{}: expected\n{}\n--- printed\n{printed}",
        step.line,
        step.expected.join("\n")
    );
}

/// Writes a file of a walkthrough, in a folder below if its name says so, and never outside.
fn put(folder: &Path, name: &str, content: &str) {
    let plain = |part| matches!(part, Component::Normal(_));
    assert!(Path::new(name).components().all(plain), "{name} is no place in the folder");
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap_or(folder)).expect("the folder can be made");
    fs::write(path, content).expect("the file can be written");
}

fn walk(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    walk_text(&fs::read_to_string(path).expect("the walkthrough is readable"), &name);
}

fn walk_text(text: &str, name: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut ran = 0;
    for block in blocks(text) {
        match block {
            Block::File(file, content) => put(folder.path(), &file, &content),
            Block::Steps(steps) => {
                ran += steps.len();
                steps.iter().for_each(|step| run(step, folder.path(), name));
            }
        }
    }
    assert!(ran > 0, "{name} runs nothing");
}

#[test]
fn every_walkthrough_runs_as_written() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/walkthroughs");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("docs/walkthroughs").flatten().map(|e| e.path()).collect();
    paths.sort();
    assert!(paths.len() >= 2, "the walkthroughs are gone");
    paths.iter().for_each(|path| walk(path));
}

#[test]
fn a_walkthrough_may_keep_its_files_in_folders() {
    let text = "```text file=den/2021/cong-van.txt\nSố: 1/UBND\n```\n\n\
                ```console\n$ phaodai read den/2021/cong-van.txt\n...\n```\n";
    walk_text(text, "folders");
}

#[test]
#[should_panic(expected = "is no place in the folder")]
fn a_walkthrough_writes_nothing_outside_its_folder() {
    put(Path::new("/nowhere"), "../ra-ngoai.txt", "");
}

#[test]
fn wildcards_match_what_they_should_and_no_more() {
    assert!(line_matches("a [..] c", "a b c"));
    assert!(!line_matches("a [..] c", "a b d"));
    assert!(!line_matches("a", "a b"));
    assert!(line_matches("a[..]", "a b"));
    let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert!(output_matches(&lines("a ... d"), &["a", "b", "c", "d"]));
    assert!(!output_matches(&lines("a ... d"), &["a", "b", "c"]));
}

#[test]
fn quotes_hold_words_together() {
    assert_eq!(split("phaodai --as 'Lò Văn A' x"), ["phaodai", "--as", "Lò Văn A", "x"]);
}

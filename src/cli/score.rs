//! `phaodai read --score DIR`: how well reading agrees with labels written by hand.

use std::fs;
use std::path::{Path, PathBuf};

use domain::base::Diagnostic;
use domain::directive::score::{Label, Score};
use domain::{directive, document};
use serde_json::json;

use super::{Context, Failure, Outcome};
use crate::files;

/// Scores every label of the folder and prints the table; the differences, only when they are asked for, on standard
/// error: whoever has seen those of held-out labels cannot be measured by them any more.
pub fn run(
    labels: &Path,
    texts: Option<&Path>,
    differences: bool,
    context: &Context,
) -> Result<Outcome, Failure> {
    let mut score = Score::default();
    let mut documents = 0;
    for path in paths(labels)? {
        let label = label(&path)?;
        let text = files::document_text(&find(&label.file, labels, texts))?;
        score.add(&label, &directive::read(&document::parse(&text)));
        documents += 1;
    }
    if !differences {
        score.differences.clear();
    }
    if context.json {
        context.print_json(&as_json(&score, documents))?;
    } else {
        score.differences.iter().for_each(|line| eprintln!("{line}"));
        print!("{}", table(&score, documents, context));
    }
    Ok(Outcome::Done)
}

fn paths(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn label(path: &Path) -> Result<Label, Failure> {
    toml::from_str(&fs::read_to_string(path)?).map_err(|error| {
        let message = error.message().to_owned();
        Diagnostic::error(
            "label_broken",
            format!("Tệp nhãn không đúng: {message}"),
            format!("The label file is wrong: {message}"),
        )
        .in_file(path.display().to_string())
        .into()
    })
}

/// The text stands below the given folder, or beside the labels.
fn find(file: &str, labels: &Path, texts: Option<&Path>) -> PathBuf {
    let folders = [texts.unwrap_or(labels), labels];
    let found = folders.into_iter().map(|folder| folder.join(file)).find(|path| path.exists());
    found.unwrap_or_else(|| folders[0].join(file))
}

fn table(score: &Score, documents: usize, context: &Context) -> String {
    let head = context.say("trường", "field");
    let mut page = format!(
        "{documents} {}\n{head:<24} {:>6} {:>6} {:>6}  P     R\n",
        context.say("văn bản", "documents"),
        context.say("đúng", "right"),
        context.say("máy", "found"),
        context.say("nhãn", "label")
    );
    let all = ("header".to_owned(), score.header());
    for (name, tally) in score.tallies.iter().chain([&all]) {
        page.push_str(&format!(
            "{name:<24} {:>6} {:>6} {:>6}  {:.3} {:.3}\n",
            tally.hits,
            tally.found,
            tally.expected,
            tally.precision(),
            tally.recall()
        ));
    }
    page
}

fn as_json(score: &Score, documents: usize) -> serde_json::Value {
    let fields = score.tallies.iter().map(|(name, tally)| {
        let figures = json!({"hits": tally.hits, "found": tally.found, "expected": tally.expected,
            "precision": tally.precision(), "recall": tally.recall()});
        (name.clone(), figures)
    });
    json!({"documents": documents, "fields": fields.collect::<serde_json::Map<_, _>>(), "differences": score.differences})
}

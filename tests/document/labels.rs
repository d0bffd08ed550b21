//! Labels that were written by hand from the paper, without looking at what the program finds.

use std::fs;

use domain::directive::score::{Label, Score};
use domain::{directive, document};

use super::{local, shared};

fn score() -> Option<Score> {
    let folder = shared()?;
    let mut score = Score::default();
    for entry in fs::read_dir(local("labels")).expect("readable") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let label: Label =
            toml::from_str(&fs::read_to_string(&path).expect("readable")).expect("readable");
        let text = fs::read_to_string(folder.join(&label.file)).expect("readable");
        score.add(&label, &directive::read(&document::parse(&text)));
    }
    Some(score)
}

#[test]
fn headers_and_citations_agree_with_the_labels() {
    let Some(score) = score() else { return };
    for tally in [score.header(), score.tally("citations")] {
        assert!(tally.expected > 40, "{tally:?}");
        assert!(
            tally.precision() >= 0.97 && tally.recall() >= 0.97,
            "{tally:?} {:#?}",
            score.differences
        );
    }
}

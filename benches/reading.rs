//! Reading documents, on one core: pages of 2,500 letters a second.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use domain::{directive, document};

use crate::report::{Report, Row, time};

/// Letters on a page.
const PAGE: f64 = 2_500.0;
/// How often the documents are read in a run.
const ROUNDS: usize = 20;

/// The shared documents where they are present, else the papers of the tests.
fn texts() -> Vec<String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/document/papers");
    let shared =
        std::env::var_os("PHAODAI_SHARED").map(PathBuf::from).filter(|folder| folder.is_dir());
    let folders = shared.map_or_else(
        || vec![own],
        |folder| vec![folder.join("dispatches"), folder.join("data/documents")],
    );
    let files = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let texts = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// Measures taking documents apart, and with it finding what they order.
#[expect(clippy::cast_precision_loss, reason = "counts of letters and rounds")]
pub fn run(report: &mut Report) {
    let texts = texts();
    let pages =
        texts.iter().map(|text| text.chars().count() as f64 / PAGE).sum::<f64>() * ROUNDS as f64;
    let mut measure = |work: &str, promise, least: f64, read: &dyn Fn(&str)| {
        let ((), took) =
            time(|| (0..ROUNDS).for_each(|_| texts.iter().for_each(|text| read(text))));
        let rate = pages / took.as_secs_f64();
        report.add(Row {
            work: work.to_owned(),
            ours: format!("{:.2} s for {pages:.0} pages", took.as_secs_f64()),
            peer: "–".to_owned(),
            figure: format!("{rate:.0} pages/s"),
            promise,
            held: Some(rate >= least),
        });
    };
    measure("take documents apart", "≥ 4,000 pages/s", 4_000.0, &|text| {
        black_box(document::parse(text));
    });
    measure("read documents: header, clauses, obligations", "≥ 2,000 pages/s", 2_000.0, &|text| {
        black_box(directive::read(&document::parse(text)));
    });
}

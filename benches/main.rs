//! One bench a promise, each against its peer in the same run; writes `docs/performance.md`.
//!
//! `cargo bench` runs all; `cargo bench -- import` only those whose name holds the word (and then writes nothing).
//! A peer that is not installed prints "not measured". Figures are ratios; absolute times are by-products.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a bench that cannot set up its world has failed"
)]

mod contacts;
mod figures;
mod lists;
mod reading;
mod report;
mod web;

use report::Report;

fn main() -> std::io::Result<()> {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let mut report = Report::new();
    type Bench = fn(&mut Report);
    let benches: [(&str, Bench); 5] = [
        ("reading", reading::run),
        ("lists", lists::run),
        ("figures", figures::run),
        ("contacts", contacts::run),
        ("web", web::run),
    ];
    for (name, bench) in benches {
        if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
            eprintln!("== {name}");
            bench(&mut report);
        }
    }
    println!("{}", report.table());
    if words.is_empty() { report.write() } else { Ok(()) }
}

//! Our own style sheet and the little JavaScript: inside the program, compressed once, under an address that changes with
//! their content.

use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::nope::Nope;
use super::reply::{Answer, Reply};
use super::visit::Visit;

struct Asset {
    name: &'static str,
    kind: &'static str,
    hash: String,
    content: Vec<u8>,
}

macro_rules! assets {
    ($(($name:literal, $kind:literal)),* $(,)?) => {
        &[$(($name, $kind, include_bytes!(concat!("../../assets/", $name)))),*]
    };
}

const FILES: &[(&str, &str, &[u8])] = assets![
    ("style.css", "text/css; charset=utf-8"),
    ("app.js", "text/javascript; charset=utf-8"),
    ("icon.svg", "image/svg+xml"),
];

static ALL: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let asset = |(name, kind, content): &(&'static str, &'static str, &'static [u8])| {
        let hash = blake3::hash(content).to_hex().as_str()[..12].to_owned();
        Asset { name, kind, hash, content: compressed(content) }
    };
    FILES.iter().map(asset).collect()
});

/// Address of an asset.
pub(super) fn address(name: &str) -> String {
    let hash = ALL.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.hash);
    format!("/assets/{hash}/{name}")
}

/// An asset by its hash and name.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let (hash, name) = (visit.part("hash"), visit.part("name"));
    let asset =
        ALL.iter().find(|asset| asset.name == name && asset.hash == hash).ok_or(Nope::NotFound)?;
    Ok(Reply::Asset { kind: asset.kind, content: &asset.content, gzip: true })
}

fn compressed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}

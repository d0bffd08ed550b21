//! What would make the decoder fill the memory or run in circles is refused before it starts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use domain::base::Diagnostic;
use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use crate::files::problem;

/// The most that all streams of a PDF together may inflate to.
pub(super) const LIMIT: u64 = 512 * 1024 * 1024;

/// Inflates every stream into nothing, and counts.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut left = LIMIT;
    for stream in streams(bytes) {
        if !matches!(stream, [0x08 | 0x18 | 0x28 | 0x38 | 0x48 | 0x58 | 0x68 | 0x78, ..]) {
            continue;
        }
        let mut inflated = ZlibDecoder::new(stream).take(left + 1);
        // A stream that breaks off gives what came before; the decoder will say what is wrong with it.
        let mut block = [0; 16 * 1024];
        while let Ok(count @ 1..) = inflated.read(&mut block) {
            left = left.checked_sub(count as u64).ok_or_else(|| problem::too_large(LIMIT))?;
        }
    }
    Ok(())
}

/// What follows each `stream` keyword.
fn streams(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = bytes.get(from..)?.windows(6).position(|window| window == b"stream")? + from + 6;
        from = at;
        let rest = &bytes[at..];
        Some(rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest))
    })
}

/// A form that draws itself, by itself or through others, would never end.
pub(super) fn check_forms(document: &Document) -> Result<(), Diagnostic> {
    let mut draws: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    for (id, object) in &document.objects {
        if let Object::Stream(stream) = object
            && is(&stream.dict, b"Form")
        {
            let anything = may_name_anything(stream).then_some(*id);
            draws.insert(
                *id,
                drawn_by(document, &stream.dict).into_iter().chain(anything).collect(),
            );
        }
    }
    // Whoever draws nothing but finished forms is finished; what remains in the end draws itself.
    loop {
        let known: BTreeSet<ObjectId> = draws.keys().copied().collect();
        draws.retain(|_, drawn| drawn.iter().any(|id| known.contains(id)));
        if draws.len() == known.len() {
            break;
        }
    }
    if draws.is_empty() { Ok(()) } else { Err(problem::broken("PDF", &"Form XObject ↺")) }
}

fn is(dictionary: &Dictionary, subtype: &[u8]) -> bool {
    matches!(dictionary.get(b"Subtype"), Ok(Object::Name(name)) if name == subtype)
}

/// The forms that a form can name.
fn drawn_by(document: &Document, form: &Dictionary) -> Vec<ObjectId> {
    let inner = |dictionary: &Dictionary, key: &[u8]| {
        let (_, object) = document.dereference(dictionary.get(key).ok()?).ok()?;
        object.as_dict().ok().cloned()
    };
    let objects = inner(form, b"Resources").and_then(|resources| inner(&resources, b"XObject"));
    let values = objects.iter().flat_map(|objects| objects.iter().map(|(_, object)| object));
    values.filter_map(|object| object.as_reference().ok()).collect()
}

/// A form without resources of its own uses those of whoever draws it, and so may name itself (PDF 1.1 only).
fn may_name_anything(stream: &Stream) -> bool {
    let content = || stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    !stream.dict.has(b"Resources") && content().windows(2).any(|word| word == b"Do")
}

/// Pictures hold no letters; the decoder would look for some in their bytes.
pub(super) fn drop_pictures(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is(&stream.dict, b"Image")
        {
            stream.dict.remove(b"Filter");
            stream.set_content(Vec::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stream_is_found_whatever_ends_its_line() {
        let file = b"1 0 obj <<>> stream\r\nabc endstream 2 0 obj stream\nxyz";
        let starts: Vec<&[u8]> =
            streams(file).map(|stream| &stream[..3.min(stream.len())]).collect();
        assert_eq!(starts, [&b"abc"[..], b" 2 ", b"xyz"]);
    }
}

//! Fingerprints of texts, and texts in base 64.

use sha2::Digest as _;

use super::super::evaluate::Answer;
use super::super::tree::Type::Text;
use super::Takes::Is;
use super::{Function, forms_only};

pub(super) static ROWS: &[Function] = &[
    forms_only("digest", &[Is(Text), Is(Text)], Text, |a, _| digest(a, "base64")),
    forms_only("digest", &[Is(Text), Is(Text), Is(Text)], Text, |a, _| digest(a, a[2].as_text())),
    // Bytes that are no text give none.
    forms_only("base64-decode", &[Is(Text)], Text, |a, _| {
        let bytes = from_base64(a[0].as_text());
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        Answer::text(text.unwrap_or_default())
    }),
];

/// The algorithms of `XForms` by name; an unknown name gives nothing.
fn digest(a: &[Answer<'_>], encoding: &str) -> Answer<'static> {
    let text = a[0].as_text().as_bytes();
    let bytes = match a[1].as_text().to_ascii_uppercase().as_str() {
        "MD5" => md5::Md5::digest(text).to_vec(),
        "SHA-1" => sha1::Sha1::digest(text).to_vec(),
        "SHA-256" => sha2::Sha256::digest(text).to_vec(),
        "SHA-384" => sha2::Sha384::digest(text).to_vec(),
        "SHA-512" => sha2::Sha512::digest(text).to_vec(),
        _ => return Answer::Empty,
    };
    match encoding {
        "hex" => Answer::text(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        "base64" => Answer::text(to_base64(&bytes)),
        _ => Answer::Empty,
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

/// White space is skipped; anything else that does not belong makes it no base 64.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let body = letters.strip_suffix(b"==").or(letters.strip_suffix(b"=")).unwrap_or(&letters);
    let (mut bits, mut held, mut out) = (0_u32, 0, Vec::with_capacity(body.len() * 3 / 4));
    for letter in body {
        let value = LETTERS.iter().position(|known| known == letter)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 255).ok()?);
        }
    }
    Some(out)
}

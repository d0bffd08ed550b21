//! What a file is, by its content; names lie too often.

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing there.
    Empty,
    /// A zip archive: .docx, .xlsx, .ods, .odt and others.
    Zip,
    /// PDF.
    Pdf,
    /// The container of Office 97–2003 and of password-locked files of later versions.
    Compound,
    /// Rich text format.
    Rtf,
    /// A web page, which some programs save under the name .doc or .xls.
    Html,
    /// A picture.
    Picture,
    /// Bytes that no text has.
    Binary,
    /// Perhaps text.
    Text,
}

const PICTURES: [&[u8]; 6] =
    [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  "];

/// Judges the beginning of a file; 4 KiB are enough.
pub(super) fn content(bytes: &[u8]) -> Content {
    let start = &bytes[..bytes.len().min(1024)];
    let text = start.trim_ascii_start();
    if bytes.is_empty() {
        Content::Empty
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Content::Zip
    } else if contains(start, b"%PDF-") {
        Content::Pdf
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Content::Compound
    } else if text.starts_with(b"{\\rtf") {
        Content::Rtf
    } else if is_html(text) {
        Content::Html
    } else if PICTURES.iter().any(|magic| bytes.starts_with(magic)) || is_webp(bytes) {
        Content::Picture
    } else if !has_utf16_mark(bytes) && bytes.iter().take(4096).any(|byte| is_no_text(*byte)) {
        Content::Binary
    } else {
        Content::Text
    }
}

/// Whether a UTF-16 byte order mark stands first.
pub(super) fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Whether the bytes hold a name in UTF-16, as the directories of compound files write it.
pub(super) fn contains_utf16(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    contains(bytes, &wide)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn is_html(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(200)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}');
    ["<!doctype html", "<html", "<?xml version=\"1.0\"?><html"]
        .iter()
        .any(|tag| head.starts_with(tag))
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

fn is_no_text(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x0b | 0x1a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_decide() {
        for (bytes, kind) in [
            (&b""[..], Content::Empty),
            (b"PK\x03\x04rest", Content::Zip),
            (b"\r\n%PDF-1.4", Content::Pdf),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content::Compound),
            (b"{\\rtf1", Content::Rtf),
            (b"\n<HTML><body>", Content::Html),
            (b"\x89PNG\r\n", Content::Picture),
            (b"abc\0def", Content::Binary),
            (b"\xff\xfea\0", Content::Text),
            ("1. Rà soát".as_bytes(), Content::Text),
        ] {
            assert_eq!(content(bytes), kind, "{bytes:?}");
        }
    }
}

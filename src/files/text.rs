//! Plain text: UTF-8 with or without a byte order mark, and UTF-16 with one.

use std::io::{self, BufRead, Read};

use domain::base::Diagnostic;
use domain::record::list::letters::Letters;

use super::{problem, sniff};

/// Decodes a text file; line ends become `\n`.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Diagnostic> {
    let text = if sniff::has_utf16_mark(bytes) {
        let mut text = String::with_capacity(bytes.len());
        Utf16::new(bytes).read_to_string(&mut text).map_err(|_| problem::not_unicode())?;
        text
    } else {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        std::str::from_utf8(bytes).map_err(|_| problem::not_unicode())?.to_owned()
    };
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// Turns UTF-16 with a byte order mark into UTF-8 on the way; half characters become U+FFFD.
pub(super) struct Utf16<R> {
    inner: R,
    big_endian: Option<bool>,
    high: Option<u16>,
    ready: Vec<u8>,
    given: usize,
}

impl<R: BufRead> Utf16<R> {
    /// Wraps a reader that stands before the byte order mark.
    pub(super) fn new(inner: R) -> Self {
        Self { inner, big_endian: None, high: None, ready: Vec::new(), given: 0 }
    }

    fn unit(&mut self) -> io::Result<Option<u16>> {
        let mut pair = [0; 2];
        match self.inner.read_exact(&mut pair) {
            Ok(()) => Ok(Some(match self.big_endian {
                Some(false) => u16::from_le_bytes(pair),
                _ => u16::from_be_bytes(pair),
            })),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        if self.big_endian.is_none() {
            self.big_endian = Some(self.unit()? != Some(0xfffe));
        }
        while self.ready.len() < 8192 {
            let Some(unit) = self.unit()? else {
                if self.high.take().is_some() {
                    self.push(char::REPLACEMENT_CHARACTER);
                }
                return Ok(());
            };
            self.take(unit);
        }
        Ok(())
    }

    fn take(&mut self, unit: u16) {
        let joined = self.high.take().map(|high| char::decode_utf16([high, unit]).next());
        match joined {
            Some(Some(Ok(character))) => return self.push(character),
            Some(_) => self.push(char::REPLACEMENT_CHARACTER),
            None => {}
        }
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
        } else {
            self.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    fn push(&mut self, character: char) {
        self.ready.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.refill()?;
        }
        let part = &self.ready[self.given..];
        let count = part.len().min(into.len());
        into[..count].copy_from_slice(&part[..count]);
        self.given += count;
        Ok(count)
    }
}

/// Turns a file of before Unicode into UTF-8 on the way, line by line.
pub(super) struct Old<R> {
    inner: R,
    letters: Letters,
    ready: Vec<u8>,
    given: usize,
}

impl<R: BufRead> Old<R> {
    /// Wraps a reader of these letters.
    pub(super) fn new(inner: R, letters: Letters) -> Self {
        Self { inner, letters, ready: Vec::new(), given: 0 }
    }
}

impl<R: BufRead> Read for Old<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            // No word goes beyond its line; a file without line ends is cut where it is longest.
            let mut line = Vec::new();
            self.inner.by_ref().take(1024 * 1024).read_until(b'\n', &mut line)?;
            (self.ready, self.given) = (self.letters.decode(&line).into_bytes(), 0);
        }
        let part = &self.ready[self.given..];
        let count = part.len().min(into.len());
        into[..count].copy_from_slice(&part[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_unicode_form_gives_the_same_text() {
        let text = "Số: 12/UBND-VP\n𝔾 Đề nghị các xã";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(
            decode(format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes()).unwrap(),
            text
        );
        assert_eq!(decode(&utf16(text, true)).unwrap(), text);
        assert_eq!(decode(&utf16(text, false)).unwrap(), text);
        let long = "Lò Văn Ánh 🏔".repeat(5000);
        assert_eq!(decode(&utf16(&long, false)).unwrap(), long);
    }

    #[test]
    fn old_encodings_are_named_and_not_guessed() {
        let tcvn3 = b"C\xe9ng v\xa8n s\xe8 12";
        assert_eq!(decode(tcvn3).unwrap_err().code, "not_unicode");
    }

    #[test]
    fn half_a_character_is_marked() {
        assert_eq!(decode(b"\xff\xfe\x00\xd8a\0").unwrap(), "\u{fffd}a");
        assert_eq!(decode(b"\xff\xfea\0\x00\xd8").unwrap(), "a\u{fffd}");
    }
}

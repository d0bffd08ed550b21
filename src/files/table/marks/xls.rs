//! Marks of an `.xls` file: the records of Excel 97–2003 (BIFF8) and, as far as it has them, Excel 95, in a compound file.
//! Each record is a number, a length and so many bytes; the places within are those of \[MS-XLS\], sections named below.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Marks;

/// The largest stream that is looked at: 65,536 rows of 256 columns fit several times over.
const LIMIT: u64 = 512 * 1024 * 1024;

/// The marks of so many sheets, in the order of the workbook.
pub(super) fn of(path: &Path, sheets: usize) -> Vec<Option<Marks>> {
    let stream = stream(path).unwrap_or_default();
    let starts = starts(&stream);
    (0..sheets).map(|at| starts.get(at).and_then(|start| sheet(stream.get(*start..)?))).collect()
}

/// The stream that holds the workbook; Excel 95 named it differently.
fn stream(path: &Path) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(File::open(path).ok()?).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// One record after another; ends where a record is cut off.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (word(self.0, 0)?, word(self.0, 2)?);
        let data = self.0.get(4..4 + usize::from(length))?;
        self.0 = &self.0[4 + data.len()..];
        Some((kind, data))
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

/// `BOF` 2.4.21, `EOF` 2.4.103.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Where the sheets begin, by `BoundSheet8` (2.4.28).
fn starts(stream: &[u8]) -> Vec<usize> {
    Records(stream)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == 0x0085)
        .filter_map(|(_, data)| {
            Some(usize::from(word(data, 0)?) | usize::from(word(data, 2)?) << 16)
        })
        .collect()
}

/// Reads one sheet; `None` when it is cut off before its end.
fn sheet(stream: &[u8]) -> Option<Marks> {
    let (mut marks, mut depth) = (Marks::default(), 0);
    for (kind, data) in Records(stream) {
        match kind {
            // Charts stand within a sheet, between a beginning and an end of their own.
            BEGIN => depth += 1,
            END if depth <= 1 => return Some(marks),
            END => depth -= 1,
            _ if depth == 1 => drop(record(&mut marks, kind, data)),
            _ => {}
        }
    }
    None
}

/// Takes in what a record says; `None` when it is too short for that.
fn record(marks: &mut Marks, kind: u16, data: &[u8]) -> Option<()> {
    match kind {
        // Row 2.4.221: fDyZero, which Excel sets for rows that a filter leaves out as well.
        0x0208 if word(data, 12)? & 0x20 != 0 => {
            let row = u64::from(word(data, 0)?) + 1;
            marks.hidden_rows.push(row, row);
        }
        // ColInfo 2.4.53: fHidden.
        0x007d if word(data, 8)? & 1 != 0 => {
            marks.hide_columns(word(data, 0)?.into(), word(data, 2)?.into());
        }
        // MergeCells 2.4.168: a count, and eight bytes each.
        0x00e5 => {
            for region in data.get(2..)?.chunks_exact(8).take(word(data, 0)?.into()) {
                let (first, last) = (word(region, 0)?, word(region, 2)?);
                let column = word(region, 4)?;
                marks.merge(column.into(), u64::from(first) + 1, u64::from(last) + 1);
            }
        }
        _ => {}
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(kind: u16, words: &[u16]) -> Vec<u8> {
        let length = u16::try_from(2 * words.len()).unwrap();
        [kind, length].iter().chain(words).flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Row 3 hidden and row 4 not, columns C and D hidden, a region over rows 2 to 5 and one within a row, and a chart that
    /// says something of rows as well.
    fn whole() -> Vec<u8> {
        [
            write(BEGIN, &[0x0600, 0x0010]),
            write(0x007d, &[2, 3, 0, 0, 1, 0]),
            write(0x0208, &[2, 0, 8, 255, 0, 0, 0x0120, 0x0f]),
            write(0x0208, &[3, 0, 8, 255, 0, 0, 0x0100, 0x0f]),
            write(BEGIN, &[0x0600, 0x0020]),
            write(0x0208, &[3, 0, 8, 255, 0, 0, 0x0120, 0x0f]),
            write(END, &[]),
            write(0x00e5, &[2, 1, 4, 3, 3, 7, 7, 0, 5]),
            write(END, &[]),
            write(0x0208, &[5, 0, 8, 255, 0, 0, 0x0120, 0x0f]),
        ]
        .concat()
    }

    #[test]
    fn flags_of_rows_columns_and_regions_are_those_of_the_sheet_itself() {
        let marks = sheet(&whole()).unwrap();
        let hidden: Vec<u64> = (0..9).filter(|row| marks.hidden_rows.contains(*row)).collect();
        assert_eq!(hidden, [3]);
        assert_eq!(marks.hidden_columns.into_iter().collect::<Vec<_>>(), [2, 3]);
        assert_eq!(marks.merged, [(3, 2, 5)]);
    }

    #[test]
    fn a_sheet_without_its_end_says_nothing() {
        let whole = whole();
        assert_eq!(sheet(&whole[..whole.len() - 30]), None);
        assert_eq!(sheet(&[]), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_some_end(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
            let whole = whole();
            drop((sheet(&bytes), starts(&bytes)));
            let (head, _) = whole.split_at(cut.min(whole.len()));
            drop(sheet(&[head, &bytes[..]].concat()));
        }
    }
}

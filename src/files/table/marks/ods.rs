//! Marks of an `.ods` file (`OpenDocument` 1.3, part 3, chapter 9): one part, `content.xml`, holds all sheets. Rows, columns
//! and cells that are alike are written once with a number of repetitions, up to the end of the sheet.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_xlsxwriter::utility::column_number_to_name;

use super::{Marks, Zipped, attribute, number};

/// The most rows that a sheet of any spreadsheet program has.
const ROWS: u64 = 1_048_576;

/// The marks of each sheet by its name; `None` when the part cannot be read.
pub(super) fn of(archive: &mut Zipped) -> Option<BTreeMap<String, Marks>> {
    read(&archive.part("content.xml").ok().flatten()?)
}

fn read(xml: &str) -> Option<BTreeMap<String, Marks>> {
    let mut reader = Reader::from_str(xml);
    // An empty element has an end as well, so that groups and sheets within sheets are counted in one way.
    reader.config_mut().expand_empty_elements = true;
    let (mut sheets, mut walk) = (BTreeMap::new(), Walk::default());
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(sheets),
            Event::Start(tag) => walk.enter(&tag),
            Event::End(tag) => sheets.extend(walk.leave(tag.local_name().as_ref())),
            _ => {}
        }
    }
}

/// Where in a sheet the reading stands.
#[derive(Default)]
struct Walk {
    /// How many sheets are open: one may stand within a cell of another, and says nothing of the outer one's rows.
    depth: u32,
    name: String,
    marks: Marks,
    /// Groups that are open, and whether each is folded away.
    groups: Vec<bool>,
    /// Rows before this one.
    rows: u64,
    /// How many rows this one stands for.
    repeated: u64,
    /// Columns that were declared, and those of the row that were passed.
    columns: u64,
    cells: u64,
}

impl Walk {
    fn enter(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        if name.as_ref() == "table" {
            self.depth += 1;
            if self.depth == 1 {
                *self = Self {
                    depth: 1,
                    name: attribute(tag, "table:name").unwrap_or_default(),
                    ..Self::default()
                };
            }
        }
        if self.depth != 1 {
            return;
        }
        match name.as_ref() {
            "table-row-group" | "table-column-group" => {
                let folded = attribute(tag, "table:display").is_some_and(|said| said == "false");
                self.groups.push(folded);
            }
            "table-column" => self.column(tag),
            "table-row" => self.row(tag),
            "table-cell" | "covered-table-cell" => self.cell(tag),
            _ => {}
        }
    }

    /// Gives the sheet that ended.
    fn leave(&mut self, name: &str) -> Option<(String, Marks)> {
        match name {
            "table" => {
                self.depth = self.depth.saturating_sub(1);
                return (self.depth == 0).then(|| std::mem::take(self)).map(|w| (w.name, w.marks));
            }
            "table-row-group" | "table-column-group" if self.depth == 1 => drop(self.groups.pop()),
            "table-row" if self.depth == 1 => self.rows += self.repeated,
            _ => {}
        }
        None
    }

    /// Whether a row or column is folded away, filtered out, or in a group that is.
    fn hides(&self, tag: &BytesStart<'_>) -> bool {
        let said = attribute(tag, "table:visibility");
        said.is_some_and(|said| said == "collapse" || said == "filter")
            || self.groups.contains(&true)
    }

    fn column(&mut self, tag: &BytesStart<'_>) {
        let first = self.columns;
        self.columns = first.saturating_add(repeats(tag, "table:number-columns-repeated"));
        if self.hides(tag) {
            self.marks.hide_columns(first, self.columns - 1);
        }
    }

    fn row(&mut self, tag: &BytesStart<'_>) {
        self.cells = 0;
        self.repeated = repeats(tag, "table:number-rows-repeated").min(ROWS - self.rows.min(ROWS));
        if self.repeated > 0 && self.hides(tag) {
            self.marks.hidden_rows.push(self.rows + 1, self.rows + self.repeated);
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let (column, row) = (self.cells, self.rows + 1);
        self.cells = column.saturating_add(repeats(tag, "table:number-columns-repeated"));
        let spanned = repeats(tag, "table:number-rows-spanned");
        self.marks.merge(column, row, row.saturating_add(spanned - 1).min(ROWS));
        if attribute(tag, "table:formula").is_some()
            && attribute(tag, "office:value-type").is_none()
            && let Ok(column) = u16::try_from(column)
        {
            self.marks.uncomputed.push(format!("{}{row}", column_number_to_name(column)));
        }
    }
}

/// A number of repetitions: one where nothing sensible is said.
fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    number(tag, name).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_sheet(inside: &str) -> Marks {
        let xml = format!(
            r#"<office:spreadsheet><table:table table:name="DS">{inside}</table:table></office:spreadsheet>"#
        );
        read(&xml).unwrap().remove("DS").unwrap()
    }

    fn hidden(marks: &Marks, rows: std::ops::RangeInclusive<u64>) -> Vec<u64> {
        rows.filter(|row| marks.hidden_rows.contains(*row)).collect()
    }

    #[test]
    fn repeated_filtered_and_folded_rows_are_hidden_at_their_own_numbers() {
        let marks = of_sheet(
            r#"<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
               <table:table-row table:visibility="filter" table:number-rows-repeated="3"/>
               <table:table-header-rows><table:table-row/></table:table-header-rows>
               <table:table-row-group table:display="false">
                 <table:table-row-group><table:table-row/></table:table-row-group><table:table-row/>
               </table:table-row-group>
               <table:table-row/><table:table-row table:visibility="collapse"/>"#,
        );
        assert_eq!(hidden(&marks, 0..=20), [3, 4, 5, 7, 8, 10]);
    }

    #[test]
    fn a_million_hidden_rows_and_columns_cost_nothing_and_end_at_the_sheet() {
        let marks = of_sheet(&format!(
            r#"<table:table-column table:number-columns-repeated="{max}" table:visibility="collapse"/>
               <table:table-column table:number-columns-repeated="{max}" table:visibility="collapse"/>
               <table:table-row table:number-rows-repeated="{max}" table:visibility="collapse">
                 <table:table-cell table:number-columns-repeated="{max}"/>
                 <table:table-cell table:number-columns-repeated="{max}" table:number-rows-spanned="{max}"/>
               </table:table-row><table:table-row table:visibility="collapse"/>"#,
            max = u64::MAX
        ));
        assert_eq!(hidden(&marks, ROWS - 1..=ROWS + 2), [ROWS - 1, ROWS]);
        assert_eq!(marks.hidden_columns.len(), 1024);
        assert_eq!(marks.merged, []);
    }

    #[test]
    fn merged_cells_stand_behind_covered_and_repeated_ones() {
        let marks = of_sheet(
            r#"<table:table-row><table:table-cell table:number-columns-spanned="3"/>
                 <table:covered-table-cell table:number-columns-repeated="2"/>
                 <table:table-cell table:number-rows-spanned="3"><text:p>Bản Mòn</text:p></table:table-cell>
               </table:table-row>
               <table:table-row><table:table-cell table:number-columns-repeated="3"/><table:covered-table-cell/>
                 <table:table-cell table:number-rows-spanned="2"/></table:table-row>"#,
        );
        assert_eq!(marks.merged, [(3, 1, 3), (4, 2, 3)]);
    }

    #[test]
    fn a_sheet_within_a_cell_does_not_count_and_each_sheet_begins_anew() {
        let row = r#"<table:table-row table:visibility="collapse"/>"#;
        let xml = format!(
            r#"<s><table:table table:name="Một"><table:table-row><table:table-cell>
                 <table:table>{row}{row}</table:table></table:table-cell></table:table-row>{row}</table:table>
               <table:table table:name="Hai &amp; ba">{row}</table:table></s>"#
        );
        let sheets = read(&xml).unwrap();
        assert_eq!(hidden(&sheets["Một"], 0..=9), [2]);
        assert_eq!(hidden(&sheets["Hai & ba"], 0..=9), [1]);
    }

    #[test]
    fn a_formula_without_a_result_is_named_by_its_cell() {
        let marks = of_sheet(
            r#"<table:table-row/><table:table-row><table:table-cell table:number-columns-repeated="27"/>
                 <table:table-cell table:formula="of:=1+1"/>
                 <table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/></table:table-row>"#,
        );
        assert_eq!(marks.uncomputed, ["AB2"]);
    }

    #[test]
    fn what_is_no_xml_says_nothing() {
        assert_eq!(read("<table:table table:name='DS'><table:table-row"), None);
    }
}

//! What a workbook does not show, and cells that stand for several rows, in each format of workbooks. Nothing hidden is
//! lost, and everything hidden is told.

use rust_xlsxwriter::Worksheet;

use super::binary::xlsb;
use super::make::{Grid, xlsx};
use super::opendocument::{Leaf, ods};
use super::people::{Away, people, plain};
use super::{Ugly, old};
use crate::support::Cell;

const VILLAGE: usize = 3;
const PHONE: usize = 4;

/// Six people, two of each village beside each other; the village stands in the upper row of two only.
fn merged() -> (Vec<Away>, Grid) {
    let mut sorted = people(6);
    sorted.sort_by(|a, b| a.village.cmp(&b.village));
    let mut grid = plain(&sorted);
    for lower in [2, 4, 6] {
        grid[lower][VILLAGE] = Cell::from("");
    }
    (sorted, grid)
}

/// A list that is shown, and another that is not.
fn two_lists() -> (Vec<Away>, [Grid; 2]) {
    let all = people(6);
    let lists = [plain(&all[..4]), plain(&all[4..])];
    (all, lists)
}

pub fn all() -> Vec<Ugly> {
    let all = people(6);
    let (sorted, villages) = merged();
    let (both, [shown, not_shown]) = two_lists();
    let hide_second = |at: usize, sheet: &mut Worksheet| {
        sheet.set_hidden(at == 1);
    };
    vec![
        Ugly::of(
            "rows folded away and filtered out, and a hidden column, in OpenDocument",
            "ods",
            ods(&[Leaf {
                name: "DS",
                grid: plain(&all),
                hidden_rows: vec![(2, "collapse"), (3, "filter")],
                hidden_column: Some(PHONE),
                ..Leaf::default()
            }]),
            &all,
        )
        .says(&["rows_hidden", "columns_hidden"]),
        Ugly::of(
            "villages merged over their people in OpenDocument",
            "ods",
            ods(&[Leaf {
                name: "DS",
                grid: villages,
                merged: [1, 3, 5].map(|upper| (upper, VILLAGE, 2)).to_vec(),
                ..Leaf::default()
            }]),
            &sorted,
        ),
        Ugly::of(
            "a hidden sheet in OpenDocument",
            "ods",
            ods(&[
                Leaf { name: "Tháng 9", grid: shown.clone(), ..Leaf::default() },
                Leaf {
                    name: "Bổ sung", grid: not_shown.clone(), hidden: true, ..Leaf::default()
                },
            ]),
            &both,
        )
        .says(&["sheet_hidden"]),
        Ugly::of(
            "a hidden sheet in a workbook",
            "xlsx",
            xlsx(&[("Tháng 9", shown), ("Bổ sung", not_shown)], hide_second),
            &both,
        )
        .says(&["sheet_hidden"]),
        old::hidden(),
        Ugly::of(
            "a binary workbook, of which nothing hidden can be told",
            "xlsb",
            xlsb(&plain(&all), 2),
            &all,
        )
        .says(&["hidden_unknown"]),
    ]
}

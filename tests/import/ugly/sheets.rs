//! Sheets, headers and columns.

use rust_xlsxwriter::{Format, Worksheet};

use super::Ugly;
use super::make::{Grid, sheet, texts, xlsx};
use super::people::{Away, people, plain};
use crate::support::Cell;

const VILLAGES: [&str; 3] = ["Bản Nà Ớt", "Tiểu khu 6", "Bản Mòn"];

fn of_village(all: &[Away], village: &str) -> Vec<Away> {
    all.iter().filter(|one| one.village == village).cloned().collect()
}

/// Only some columns of the plain list, in this order.
fn columns(grid: &Grid, order: &[usize]) -> Grid {
    grid.iter().map(|row| order.iter().map(|at| row[*at].clone()).collect()).collect()
}

fn named(mut grid: Grid, titles: &[(usize, &str)]) -> Grid {
    titles.iter().for_each(|(at, title)| grid[0][*at] = Cell::from(*title));
    grid
}

/// The last column twice: a cross for those who are back, and one for those who are not.
fn two_ticks(people: &[Away]) -> Grid {
    let mut grid = plain(people);
    for (row, one) in grid.iter_mut().skip(1).zip(people) {
        row.push(Cell::from(if one.returned { "" } else { "x" }));
    }
    grid
}

fn below(mut grid: Grid, groups: &[&str], titles: &[&str]) -> Grid {
    let text = |cells: &[&str]| cells.iter().map(|cell| Cell::from(*cell)).collect::<Vec<_>>();
    grid[0] = text(titles);
    grid.insert(0, text(groups));
    grid
}

fn in_columns(people: &[Away]) -> Grid {
    columns(&plain(people), &[0, 1, 2, 4, 5, 6, 7])
}

pub fn all() -> Vec<Ugly> {
    let six = people(6);
    let plainly = |_: usize, _: &mut Worksheet| ();
    let by_village = |orders: [&[usize]; 3]| -> Vec<(&str, Grid)> {
        let grid = |(village, order): (&&'static str, &[usize])| {
            (*village, columns(&plain(&of_village(&six, village)), order))
        };
        VILLAGES.iter().zip(orders).map(grid).collect()
    };
    let same: &[usize] = &[0, 1, 2, 4, 5, 6, 7];
    let other: &[usize] = &[4, 1, 7, 6, 2, 5];
    let less: &[usize] = &[0, 1, 2, 4, 6, 7];
    let mut partly = six.clone();
    let mut with_cover = by_village([same, same, same]);
    with_cover.insert(
        0,
        ("Tổng hợp", vec![texts(["STT", "Bản", "Đã về"]), texts(["1", "Bản Mòn", "1"])]),
    );
    let by_heading: Grid = {
        let mut grid = in_columns(&[]);
        for village in VILLAGES {
            grid.push(texts(["", village]));
            grid.extend(in_columns(&of_village(&six, village)).into_iter().skip(1));
        }
        grid
    };
    let merged: Grid = {
        let mut sorted = six.clone();
        sorted.sort_by(|a, b| a.village.cmp(&b.village));
        let mut grid = plain(&sorted);
        (1..grid.len()).filter(|at| at % 2 == 0).for_each(|at| grid[at][3] = Cell::from(""));
        grid
    };
    let merge = |_: usize, sheet: &mut Worksheet| {
        let mut villages = VILLAGES;
        villages.sort_unstable();
        for (at, village) in (0..).zip(villages) {
            sheet.merge_range(1 + 2 * at, 3, 2 + 2 * at, 3, village, &Format::new()).unwrap();
        }
    };
    let hide = |_: usize, sheet: &mut Worksheet| {
        sheet.set_row_hidden(2).unwrap().set_row_hidden(3).unwrap();
        sheet.set_column_hidden(4).unwrap();
    };
    let plain_titles = ["STT", "Họ và tên", "Năm sinh", "Bản", "SĐT", "Đi đâu", "Dự kiến ngày về"];
    let with_two = |a: &'static str, b: &'static str| [&plain_titles[..], &[a, b]].concat();
    let mut both = two_ticks(&six);
    both[1][8] = Cell::from("x");
    partly.iter_mut().filter(|one| one.village == VILLAGES[1]).for_each(|one| one.destination = "");
    let mut doses = columns(&plain(&six), &[0, 1, 2, 3, 4, 5, 6, 7]);
    for (n, row) in doses.iter_mut().skip(1).enumerate() {
        row.push(Cell::from(if n < 4 { "x" } else { "" }));
        row.push(Cell::from(if n < 2 { "x" } else { "" }));
    }
    let doses = below(
        doses,
        &[&plain_titles[..], &["Đã về", "Tiêm vắc xin", ""]].concat(),
        &["", "", "", "", "", "", "", "", "Mũi 1", "Mũi 2"],
    );
    let mut dosed = Ugly::of("doses below their title", "xlsx", sheet(doses), &six);
    for (record, n) in dosed.records.iter_mut().zip(0..4) {
        let said = if n < 2 { "Đã tiêm 2 mũi" } else { "Đã tiêm 1 mũi" };
        record.insert("Đã tiêm vacxin hay chưa".into(), said.into());
    }
    vec![
        Ugly::of(
            "a sheet per village",
            "xlsx",
            xlsx(&by_village([same, same, same]), plainly),
            &six,
        ),
        Ugly::of(
            "a sheet per village, each with its own order",
            "xlsx",
            xlsx(&by_village([same, other, same]), plainly),
            &six,
        ),
        Ugly::of(
            "the first sheet lacks a column",
            "xlsx",
            xlsx(
                &{
                    let mut s = by_village([same, less, same]);
                    s.swap(0, 1);
                    s
                },
                plainly,
            ),
            &partly,
        )
        .lacking("Đi đâu"),
        Ugly::of("a cover with sums", "xlsx", xlsx(&with_cover, plainly), &six)
            .says(&["sheets_left_out"]),
        Ugly::of("headings name the village", "xlsx", sheet(by_heading), &six).skips(&[
            (2, "heading"),
            (5, "heading"),
            (8, "heading"),
        ]),
        Ugly::of(
            "a title names the village",
            "xlsx",
            {
                let mut grid = in_columns(&of_village(&six, VILLAGES[1]));
                grid.splice(
                    0..0,
                    [texts(["DANH SÁCH CÔNG DÂN Ở NGOÀI TỈNH"]), texts(["Tiểu khu 6"])],
                );
                sheet(grid)
            },
            &of_village(&six, VILLAGES[1]),
        ),
        Ugly::of("villages merged over their people", "xlsx", xlsx(&[("DS", merged)], merge), &six),
        Ugly::of(
            "two ticks below one title",
            "xlsx",
            sheet(below(
                two_ticks(&six),
                &with_two("Tình hình về", ""),
                &["", "", "", "", "", "", "", "Đã về", "Chưa về"],
            )),
            &six,
        ),
        Ugly::of(
            "two ticks in a row",
            "xlsx",
            sheet(named(
                two_ticks(&six)
                    .into_iter()
                    .enumerate()
                    .map(|(at, mut row)| {
                        if at == 0 {
                            row.push(Cell::from(""));
                        }
                        row
                    })
                    .collect(),
                &[(7, "Đã về (x)"), (8, "Chưa về (x)")],
            )),
            &six,
        ),
        Ugly::of(
            "ticked twice",
            "xlsx",
            sheet(below(
                both,
                &with_two("Tình hình về", ""),
                &["", "", "", "", "", "", "", "Đã về", "Chưa về"],
            )),
            &six[1..],
        )
        .rejects(&["ticks_contradict"]),
        dosed,
        Ugly::of(
            "hidden rows and a hidden column",
            "xlsx",
            xlsx(&[("DS", plain(&six))], hide),
            &six,
        )
        .says(&["rows_hidden", "columns_hidden"]),
        Ugly::of(
            "abbreviated titles in capitals",
            "xlsx",
            sheet(named(
                plain(&six),
                &[(1, "HỌ TÊN"), (2, "NS"), (3, "TK"), (4, "ĐT"), (6, "DK về")],
            )),
            &six,
        ),
    ]
}

impl Ugly {
    /// Where a person has nothing in this column.
    fn lacking(mut self, title: &str) -> Self {
        for record in &mut self.records {
            record.retain(|name, cell| name != title || !cell.is_empty());
        }
        self
    }
}

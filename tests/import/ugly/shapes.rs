//! Rows above, between and below the people.

use super::Ugly;
use super::make::{lines, sheet, texts};
use super::people::{people, plain};
use crate::support::Cell;

fn titled(mut grid: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let heading = [
        texts(["UBND THỊ TRẤN HÁT LÓT"]),
        texts(["", "DANH SÁCH CÔNG DÂN Ở NGOÀI TỈNH"]),
        texts(["", "(Kèm theo công văn ngày 09/9/2021)"]),
    ];
    grid.splice(0..0, heading);
    grid
}

pub fn all() -> Vec<Ugly> {
    let four = people(4);
    let with = |rows: &[(usize, Vec<Cell>)]| {
        let mut grid = plain(&four);
        rows.iter().for_each(|(at, row)| grid.insert(*at, row.clone()));
        grid
    };
    let x = |grid: Vec<Vec<Cell>>| sheet(grid);
    vec![
        Ugly::of(
            "three title rows and a totals row",
            "xlsx",
            x(titled(with(&[(5, texts(["", "Tổng cộng", "", "", "", "", "", "2"]))]))),
            &four,
        )
        .skips(&[(9, "totals")]),
        Ugly::of(
            "title rows in CSV with semicolons",
            "csv",
            format!("\u{feff}{}", lines(&titled(plain(&four)), ';')).into(),
            &four,
        ),
        Ugly::of(
            "totals in words that count one more",
            "xlsx",
            x(with(&[(5, texts(["Cộng: 5 người"]))])),
            &four,
        )
        .skips(&[(6, "totals")])
        .says(&["totals_differ"]),
        Ugly::of(
            "totals below a column that count one less",
            "csv",
            lines(&with(&[(5, texts(["Tổng", "4", "", "", "", "", "", "1"]))]), ',').into(),
            &four,
        )
        .skips(&[(6, "totals")])
        .says(&["totals_differ"]),
        Ugly::of(
            "a sum without a word",
            "xlsx",
            x(with(&[(5, texts(["", "", "", "", "", "", "", "2"]))])),
            &four,
        )
        .skips(&[(6, "totals")]),
        Ugly::of(
            "subtotals and a total",
            "xlsx",
            x(with(&[
                (3, texts(["", "Cộng", "2"])),
                (6, texts(["", "Cộng", "2"])),
                (7, texts(["", "Tổng cộng", "", "", "", "", "", "2"])),
            ])),
            &four,
        )
        .skips(&[(4, "totals"), (7, "totals"), (8, "totals")]),
        Ugly::of("the header on every page", "xlsx", x(with(&[(3, plain(&[])[0].clone())])), &four)
            .skips(&[(4, "header_again")]),
        Ugly::of(
            "columns numbered below the header",
            "xlsx",
            x(with(&[(1, texts(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]))])),
            &four,
        )
        .skips(&[(2, "header_again")]),
        Ugly::of(
            "signatures",
            "xlsx",
            x(with(&[
                (5, texts(["", "", "", "", "", "Hát Lót, ngày 10 tháng 9 năm 2021"])),
                (6, texts(["", "Người lập biểu", "", "", "", "TM. BAN QUẢN LÝ BẢN"])),
                (7, texts(["", "Lò Văn Hặc", "", "", "", "Cà Thị Ơn"])),
            ])),
            &four,
        )
        .skips(&[(6, "signature"), (7, "signature"), (8, "signature")]),
        Ugly::of(
            "notes between rows and numbers without anybody",
            "csv",
            lines(
                &with(&[
                    (2, texts(["", "Ghi chú: hộ này vừa chuyển đến"])),
                    (6, texts(["5"])),
                    (7, texts(["6"])),
                ]),
                '\t',
            )
            .into(),
            &four,
        )
        .skips(&[(3, "note"), (7, "note"), (8, "note")]),
    ]
}

//! Dates, numbers, names and formulas.

use jiff::civil::date;
use rust_xlsxwriter::{Formula, Worksheet};

use super::Ugly;
use super::make::{Grid, lines, sheet, xlsx};
use super::opendocument::{Leaf, ods};
use super::people::{Away, away, people, plain};
use crate::support::Cell;

const BIRTH: usize = 2;
const PHONE: usize = 4;
const BACK: usize = 6;

/// The plain list with one column written anew.
fn with(people: &[Away], column: usize, cell: impl Fn(&Away) -> Cell) -> Grid {
    let mut grid = plain(people);
    for (row, one) in grid.iter_mut().skip(1).zip(people) {
        row[column] = cell(one);
    }
    grid
}

fn with_names(name: impl Fn(&str) -> String) -> (Grid, Vec<Away>) {
    let mut named = people(5);
    named.iter_mut().for_each(|one| one.name = name(&one.name));
    (plain(&named), named)
}

fn month_first(one: &Away) -> Cell {
    Cell::from(one.back.strftime("%m/%d/%Y").to_string())
}

pub fn all() -> Vec<Ugly> {
    let five = people(5);
    let csv = |grid: &Grid| lines(grid, ',').into_bytes();
    let (large, in_capitals) = with_names(str::to_uppercase);
    let (bare, without_accents) = with_names(|_| "Lo Van Nuoi".to_owned());
    let mut mixed: Vec<Away> = [0, 1, 2].map(away).to_vec();
    mixed[0].back = date(2021, 9, 15);
    mixed[1].back = date(2021, 9, 5);
    mixed[2].back = date(2021, 9, 16);
    let mut mixed_up = plain(&mixed);
    mixed_up[3][BACK] = Cell::from("9/16/2021");
    let broken = |_: usize, sheet: &mut Worksheet| {
        sheet.write_formula(2, 5, Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write_formula(1, 2, Formula::new("=1900+50").set_result("1950")).unwrap();
    };
    let excel = |one: &Away| Cell::from(one.back);
    vec![
        Ugly::of(
            "month first in a whole column",
            "csv",
            csv(&with(&five, BACK, month_first)),
            &five,
        )
        .says(&["dates_month_first"]),
        Ugly::of("month first in a workbook", "xlsx", sheet(with(&five, BACK, month_first)), &five)
            .says(&["dates_month_first"]),
        Ugly::of("both orders in one column", "csv", csv(&mixed_up), &mixed[..1])
            .rejects(&["date_order_unclear", "date_month_first"])
            .says(&["dates_mixed"]),
        Ugly::of(
            "two-digit years",
            "xlsx",
            sheet(with(&five, BACK, |one| Cell::from(one.back.strftime("%-d/%-m/%y").to_string()))),
            &five,
        ),
        Ugly::of(
            "two-digit years of birth",
            "csv",
            csv(&with(&five, BIRTH, |one| Cell::from(format!("{:02}", one.birth % 100)))),
            &five,
        ),
        Ugly::of(
            "days of birth with two-digit years",
            "xlsx",
            sheet(with(&five, BIRTH, |one| Cell::from(format!("20/11/{:02}", one.birth % 100)))),
            &five,
        ),
        Ugly::of(
            "numbers as numbers, telephones without their zero",
            "xlsx",
            {
                let mut grid = with(&five, PHONE, |one| Cell::Number(one.phone.parse().unwrap()));
                for (row, one) in grid.iter_mut().skip(1).zip(&five) {
                    (row[BIRTH], row[BACK]) = (Cell::Number(one.birth.into()), excel(one));
                }
                sheet(grid)
            },
            &five,
        ),
        Ugly::of("names in capitals are kept as typed", "xlsx", sheet(large), &in_capitals),
        Ugly::of("names without accents", "csv", csv(&bare), &without_accents),
        Ugly::of(
            "a formula that failed",
            "xlsx",
            xlsx(&[("DS", plain(&five))], broken),
            &[&five[..1], &five[2..]].concat(),
        )
        .rejects(&["cell_error"]),
        Ugly::of(
            "an OpenDocument sheet",
            "ods",
            ods(&[Leaf { name: "DS", grid: with(&five, BACK, excel), ..Leaf::default() }]),
            &five,
        ),
    ]
}

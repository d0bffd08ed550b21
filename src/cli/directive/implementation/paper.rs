//! The report on how a directive is carried out, in the layout of Decree 30/2020/NĐ-CP.

use domain::base::Lang;
use domain::base::units::Unit;
use domain::register::Tier;
use node::tasks::{Implementation, Office, OrderProgress};

use super::words;
use crate::files::official::{Align, Block, Column, Grid, Paper, Run, Signer};

/// The paper; number and signer are left to those who sign.
pub(super) fn paper(report: &Implementation, office: &Office<'_>) -> Paper {
    let day = report.now.date();
    let unit = office.tree().get(report.directive.unit);
    let above = office.tree().ancestors(report.directive.unit, day).first().copied();
    let mut blocks = vec![
        Block::Heading(1, "I. Kết quả chung".to_owned()),
        Block::Paragraph(vec![Run::plain(words::summary(report, Lang::Vi))]),
        Block::Table(overview(report)),
        Block::Heading(1, "II. Từng nhiệm vụ".to_owned()),
    ];
    for (no, order) in (1..).zip(&report.orders) {
        blocks.extend(told(no, order, report));
    }
    if !report.not_given.is_empty() {
        let words = format!("{}.", words::not_given(report, Lang::Vi));
        blocks.push(Block::Paragraph(vec![Run::italic(words)]));
    }
    let committee =
        |unit: &Unit| matches!(unit.tier, Tier::Province | Tier::District | Tier::Commune);
    let name = unit.map(|unit| unit.full_name_on(day)).unwrap_or_default();
    let issuer = match unit.filter(|unit| committee(unit)) {
        Some(_) => vec!["Ủy ban nhân dân".to_owned(), name],
        None => vec![name],
    };
    let superior = above.filter(|unit| committee(unit));
    Paper {
        superior: superior.map(|unit| format!("UBND {}", unit.full_name_on(day))),
        issuer,
        number: None,
        symbol: "BC-UBND".to_owned(),
        place: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
        date: Some(day),
        kind: Some("BÁO CÁO".to_owned()),
        subject: format!("Kết quả thực hiện {}", words::called(report)),
        blocks,
        recipients: vec![
            "Như trên".to_owned(),
            "Các đơn vị có tên trong báo cáo".to_owned(),
            "Lưu: VT".to_owned(),
        ],
        signer: Signer { capacity: vec!["TM. ỦY BAN NHÂN DÂN".to_owned()], name: None },
    }
}

/// Orders against figures: one line an order.
fn overview(report: &Implementation) -> Grid {
    let figure = |title: &str| Column::new(title, 2, Align::Right);
    let columns = vec![
        Column::new("Nhiệm vụ", 9, Align::Left),
        figure("Giao"),
        figure("Đúng hạn"),
        figure("Xong muộn"),
        figure("Đang làm"),
        figure("Quá hạn"),
        figure("Chưa nhận"),
    ];
    let row = |title: String, tally: &domain::directive::task::Tally| {
        let figures = [
            tally.owed,
            tally.done_in_time,
            tally.done_late,
            tally.open + tally.kept_up + tally.asleep,
            tally.late + tally.silent,
            tally.unaccepted,
        ];
        let cells = figures.into_iter().map(|figure| vec![Run::plain(figure.to_string())]);
        std::iter::once(vec![Run::plain(title)]).chain(cells).collect()
    };
    let mut rows: Vec<Vec<Vec<Run>>> = report
        .orders
        .iter()
        .zip(1..)
        .map(|(order, no)| row(format!("{no}. {}", short(&order.order.quote)), &order.tally))
        .collect();
    rows.push(row("Cộng".to_owned(), &report.tally));
    Grid { columns, rows }
}

/// An order with its units by name.
fn told(no: usize, order: &OrderProgress, report: &Implementation) -> Vec<Block> {
    let item = match order.order.item.as_str() {
        "" => String::new(),
        item => format!(" (mục {})", item.trim_end_matches('.')),
    };
    let mut blocks = vec![
        Block::Heading(2, format!("{no}. Nhiệm vụ {no}{item}")),
        Block::Paragraph(vec![Run::italic(format!("“{}”", order.order.quote.replace('\n', " ")))]),
    ];
    let mut figures = words::figures(&order.tally, Lang::Vi);
    if !order.order.deadline.text.is_empty() {
        figures = format!("Thời hạn: {}; {figures}", order.order.deadline.text);
    }
    blocks.push(Block::Paragraph(vec![Run::plain(format!("{}.", capital(&figures)))]));
    let lines = words::by_standing(order, report.now, Lang::Vi);
    blocks.extend(lines.into_iter().map(|line| Block::Bullet(vec![Run::plain(line)])));
    blocks
}

/// The first words of an order.
fn short(quote: &str) -> String {
    const LETTERS: usize = 70;
    let quote = quote.replace('\n', " ");
    if quote.chars().count() <= LETTERS {
        return quote;
    }
    let cut: String = quote.chars().take(LETTERS).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

//! The briefing on paper: a report in the layout of Decree 30/2020/NĐ-CP, a page and a half.

use domain::briefing::{Briefing, Chart, Facts, Item, Line, Section, Table};
use domain::register::Tier;
use node::briefing::Round;

use super::super::{Failure, say};
use super::sources::Sources;
use crate::files::official::{self, Align, Block, Column, Grid, Paper, Run, Signer};

/// The paper. Number and signer stay blank: they are given by those who sign.
pub(super) fn paper(
    briefing: &Briefing,
    facts: &Facts,
    round: &Round<'_>,
) -> Result<Paper, Failure> {
    let mut sources = Sources::default();
    let mut blocks = Vec::new();
    for (index, section) in briefing.sections.iter().enumerate() {
        blocks.push(Block::Heading(2, format!("{}. {}", index + 1, section.title)));
        blocks.extend(said(section, round.rules.printed, &mut sources));
    }
    blocks.extend(origins(&sources));
    let unit = round.desk.unit(&facts.key, facts.day)?;
    let above = round.desk.tree().ancestors(unit.id, facts.day).into_iter();
    let above = above.into_iter().find(|one| matches!(one.tier, Tier::Province | Tier::District));
    Ok(Paper {
        superior: above.map(|one| format!("UBND {}", one.full_name_on(facts.day))),
        issuer: vec!["Ủy ban nhân dân".to_owned(), facts.unit.clone()],
        number: None,
        symbol: "BC-UBND".to_owned(),
        place: unit.name.clone(),
        date: Some(facts.day),
        kind: Some("BÁO CÁO".to_owned()),
        subject: format!("Phục vụ giao ban ngày {}", say::day(facts.day)),
        blocks,
        recipients: vec![
            "Lãnh đạo UBND (để chỉ đạo)".to_owned(),
            "Các đơn vị có tên trong báo cáo".to_owned(),
            "Lưu: VT".to_owned(),
        ],
        signer: Signer { capacity: vec!["Người báo cáo".to_owned()], name: None },
    })
}

/// What is beyond so many points is counted, and stands in the text.
fn said(section: &Section, printed: usize, sources: &mut Sources) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut points = 0;
    for item in &section.items {
        match item {
            Item::Sentence(line) => blocks.push(Block::Paragraph(marked(line, sources))),
            Item::Point(line) => {
                points += 1;
                if points <= printed {
                    blocks.push(Block::Bullet(marked(line, sources)));
                }
            }
            Item::Table(table) => blocks.push(Block::Table(grid(table, sources))),
            Item::Chart(chart) => blocks.extend(drawn(chart, sources)),
        }
    }
    if points > printed {
        let more = points - printed;
        let words = format!("… và {more} mục nữa, xem bản chữ (briefing --text).");
        blocks.push(Block::Bullet(vec![Run::italic(words)]));
    }
    blocks
}

fn marked(line: &Line, sources: &mut Sources) -> Vec<Run> {
    let mark = sources.mark(&line.sources);
    let mut runs = vec![Run::plain(line.text.as_str())];
    if !mark.is_empty() {
        runs.push(Run::raised(mark));
    }
    runs
}

fn grid(table: &Table, sources: &mut Sources) -> Grid {
    let columns = table.columns.iter().enumerate().map(|(index, title)| match index {
        0 => Column::new(title.as_str(), 6, Align::Left),
        3 => Column::new(title.as_str(), 4, Align::Right),
        _ => Column::new(title.as_str(), 3, Align::Right),
    });
    let rows = table.rows.iter().map(|row| marked_row(row, sources));
    Grid { columns: columns.collect(), rows: rows.collect() }
}

/// A row has one mark, beside its name: its figures open by one command, the columns tell the days.
fn marked_row(row: &[Line], sources: &mut Sources) -> Vec<Vec<Run>> {
    let all: Vec<_> = row.iter().flat_map(|line| line.sources.clone()).collect();
    let mark = sources.mark(&all);
    let mut cells: Vec<Vec<Run>> =
        row.iter().map(|line| vec![Run::plain(line.text.as_str())]).collect();
    if let Some(name) = cells.first_mut().filter(|_| !mark.is_empty()) {
        name.push(Run::raised(mark));
    }
    cells
}

fn drawn(chart: &Chart, sources: &mut Sources) -> Vec<Block> {
    let origins: Vec<_> = chart.points.iter().map(|point| point.source.clone()).collect();
    let points = chart.points.iter().map(|point| (point.label.clone(), point.value)).collect();
    let mark = sources.mark(&origins);
    vec![
        Block::Chart(official::Chart { title: chart.title.clone(), points }),
        Block::Small(vec![Run::italic(format!(
            "Nguồn của biểu đồ: {mark}. Ngày không có cột: chưa có số liệu; số đơn vị báo cáo từng ngày có thể khác nhau."
        ))]),
    ]
}

/// The numbered list at the end, in small letters: a line each.
fn origins(sources: &Sources) -> Vec<Block> {
    let lines = sources.lines();
    if lines.is_empty() {
        return Vec::new();
    }
    let head = Block::Small(vec![Run::italic("Nguồn (mở bằng lệnh phaodai):")]);
    let lines = lines.into_iter().map(|line| Block::Small(vec![Run::plain(line)]));
    std::iter::once(head).chain(lines).collect()
}

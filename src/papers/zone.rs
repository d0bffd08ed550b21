//! The decisions by which a zone is set up and lifted. Model: QĐ 921/QĐ-UBND of 17/5/2021 (xóm Mỏ Đồng, xã Nà Bó).

use domain::tracing::ZoneDays;
use jiff::civil::Date;

use super::{article, count, day, decision, known, said};
use crate::files::official::{Align, Block, Column, Grid, Paper, Run};

/// What is known of a zone.
#[derive(Clone, Debug)]
pub(crate) struct ZoneFacts {
    /// The unit that decides.
    pub(crate) unit: String,
    /// Where it is signed.
    pub(crate) place: String,
    /// The unit above.
    pub(crate) above: Option<String>,
    /// Name of the zone.
    pub(crate) name: String,
    /// From where to where.
    pub(crate) boundary: String,
    /// Its days.
    pub(crate) days: ZoneDays,
    /// The paper that set it up, as it was written down.
    pub(crate) decision: String,
    /// When that was signed.
    pub(crate) decided_on: Option<Date>,
    /// Households inside.
    pub(crate) households: Option<i64>,
    /// People inside.
    pub(crate) people: Option<i64>,
    /// Who is in charge.
    pub(crate) lead: String,
    /// Name, place and staff of each checkpoint.
    pub(crate) checkpoints: Vec<(String, String, String)>,
    /// Days since the last case, on the day on which it is lifted.
    pub(crate) days_without_case: Option<i32>,
}

/// Sets it up.
pub(crate) fn zone_set_up(zone: &ZoneFacts) -> Paper {
    let until = zone.days.extended_until.or(zone.days.planned_until);
    let until = until.map_or_else(
        || "khi có quyết định mới".to_owned(),
        |last| format!("hết ngày {}", day(last)),
    );
    let mut blocks = vec![article(
        1,
        format!(
            "Thiết lập vùng cách ly y tế (phong tỏa) {} để phòng, chống dịch COVID-19, gồm {} hộ, {} nhân khẩu; ranh giới: {}. Thời gian: từ 00 giờ 00 ngày {} đến {until}.",
            zone.name,
            count(zone.households),
            count(zone.people),
            known(&zone.boundary),
            day(zone.days.from),
        ),
    )];
    blocks.push(article(
        2,
        format!("Trong thời gian phong tỏa: người trong vùng không ra khỏi nhà, không ra ngoài vùng; người ngoài không vào vùng, trừ người làm nhiệm vụ. Lập {} chốt kiểm soát, trực 24/24 giờ:", zone.checkpoints.len()),
    ));
    if zone.checkpoints.is_empty() {
        blocks.push(said("(chưa ghi chốt nào)"));
    } else {
        blocks.push(checkpoints(zone));
    }
    blocks.push(article(
        3,
        format!("Giao {} phụ trách; bảo đảm lương thực, thực phẩm, thuốc và nhu yếu phẩm cho từng hộ; trạm y tế theo dõi sức khỏe hằng ngày, lấy mẫu xét nghiệm theo quy định.", known(&zone.lead)),
    ));
    blocks.push(article(4, "Quyết định này có hiệu lực từ ngày ký. Văn phòng, trạm y tế, công an, quân sự xã, trưởng bản và người dân trong vùng chịu trách nhiệm thi hành."));
    decision(
        &zone.unit,
        &zone.place,
        zone.above.as_deref(),
        format!("Thiết lập vùng phong tỏa {}", zone.name),
        blocks,
    )
}

fn checkpoints(zone: &ZoneFacts) -> Block {
    let cell = |text: &str| vec![Run::plain(text)];
    let rows = zone
        .checkpoints
        .iter()
        .map(|(name, place, staff)| vec![cell(name), cell(place), cell(staff)]);
    Block::Table(Grid {
        columns: vec![
            Column::new("Chốt", 2, Align::Left),
            Column::new("Vị trí", 4, Align::Left),
            Column::new("Lực lượng", 3, Align::Left),
        ],
        rows: rows.collect(),
    })
}

/// Lifts it.
pub(crate) fn zone_lifted(zone: &ZoneFacts) -> Paper {
    let from = zone.days.lifted_from.map_or_else(|| "......../......../........".to_owned(), day);
    let signed = zone.decided_on.map(|on| format!(" ngày {}", day(on))).unwrap_or_default();
    let since = zone
        .days_without_case
        .map_or_else(|| "nhiều ngày".to_owned(), |days| format!("{days} ngày"));
    let paper =
        if zone.decision.is_empty() { "........".to_owned() } else { zone.decision.clone() };
    let blocks = vec![
        article(
            1,
            format!(
                "Dỡ bỏ vùng cách ly y tế (phong tỏa) {}, thiết lập theo Quyết định số {paper}{signed}, từ 00 giờ 00 ngày {from}; đã {since} không ghi nhận ca mắc mới.",
                zone.name
            ),
        ),
        article(
            2,
            "Rút các chốt kiểm soát; công an tiếp tục nắm địa bàn. Người dân trong vùng thực hiện 5K, tự theo dõi sức khỏe 14 ngày; người còn trong thời gian cách ly thực hiện đến hết thời gian.",
        ),
        article(
            3,
            "Quyết định này có hiệu lực từ ngày ký. Văn phòng, trạm y tế, công an, quân sự xã, trưởng bản và người dân trong vùng chịu trách nhiệm thi hành.",
        ),
    ];
    decision(
        &zone.unit,
        &zone.place,
        zone.above.as_deref(),
        format!("Dỡ bỏ vùng phong tỏa {}", zone.name),
        blocks,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn zone() -> ZoneFacts {
        ZoneFacts {
            unit: "Xã Nà Bó".to_owned(),
            place: "Nà Bó".to_owned(),
            above: Some("Huyện Mai Sơn".to_owned()),
            name: "xóm Mỏ Đồng".to_owned(),
            boundary: String::new(),
            days: ZoneDays {
                from: date(2021, 5, 17),
                planned_until: None,
                extended_until: None,
                lifted_from: Some(date(2021, 6, 7)),
            },
            decision: "921/QĐ-UBND".to_owned(),
            decided_on: Some(date(2021, 5, 17)),
            households: Some(22),
            people: Some(80),
            lead: String::new(),
            checkpoints: vec![("Chốt 1".to_owned(), "đầu xóm".to_owned(), "dân quân".to_owned())],
            days_without_case: Some(21),
        }
    }

    fn words(paper: &Paper) -> String {
        let run = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        let block = |block: &Block| match block {
            Block::Paragraph(runs) => run(runs),
            Block::Table(grid) => {
                grid.rows.iter().flatten().map(|cell| run(cell)).collect::<Vec<_>>().join(" | ")
            }
            _ => String::new(),
        };
        paper.blocks.iter().map(block).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_decision_says_where_since_when_and_who_is_inside_and_leaves_room_for_the_rest() {
        let text = words(&zone_set_up(&zone()));
        assert!(text.contains("xóm Mỏ Đồng") && text.contains("gồm 22 hộ, 80 nhân khẩu"), "{text}");
        assert!(text.contains("từ 00 giờ 00 ngày 17/5/2021 đến khi có quyết định mới"), "{text}");
        assert!(
            text.contains("ranh giới: ......") && text.contains("Chốt 1 | đầu xóm | dân quân"),
            "{text}"
        );
        assert_eq!(zone_set_up(&zone()).number, None);
    }

    #[test]
    fn the_lifting_names_the_decision_the_midnight_and_the_days_without_a_case() {
        let text = words(&zone_lifted(&zone()));
        assert!(text.contains("Quyết định số 921/QĐ-UBND ngày 17/5/2021, từ 00 giờ 00 ngày 7/6/2021; đã 21 ngày không"), "{text}");
        let open = ZoneFacts { days: ZoneDays { lifted_from: None, ..zone().days }, ..zone() };
        assert!(words(&zone_lifted(&open)).contains("ngày ......../"), "no day is made up");
    }
}

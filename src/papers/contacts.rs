//! The contact list of a case on paper: for the district, or for a locality beyond this node.

use super::said;
use crate::files::official::{Align, Block, Column, Grid, Paper, Run, Signer};

/// One contact.
#[derive(Clone, Debug)]
pub(crate) struct ContactLine {
    /// `F1`.
    pub(crate) class: String,
    /// Name.
    pub(crate) name: String,
    /// Where the person is.
    pub(crate) place: String,
    /// Telephone, where the reader may see it.
    pub(crate) phone: String,
    /// The exposure.
    pub(crate) exposure: String,
    /// How far somebody has come.
    pub(crate) step: String,
}

/// The list. `place` is where it is signed, `unit` who signs, `case` what the case is called.
pub(crate) fn contact_list(
    (unit, place, above): (&str, &str, Option<&str>),
    case: &str,
    (window, rule): (&str, &str),
    lines: &[ContactLine],
) -> Paper {
    let cell = |text: &str| vec![Run::plain(text)];
    let row = |(number, line): (usize, &ContactLine)| {
        vec![
            cell(&number.to_string()),
            cell(&line.class),
            cell(&line.name),
            cell(&line.place),
            cell(&line.phone),
            cell(&line.exposure),
            cell(&line.step),
        ]
    };
    let of = |class: &str| lines.iter().filter(|line| line.class == class).count();
    let mut blocks = vec![said(format!(
        "Người tiếp xúc với ca {case}: {} người (F1: {}; F2: {}). Thời gian có thể lây của ca: {window}.",
        lines.len(),
        of("F1"),
        of("F2")
    ))];
    blocks.push(Block::Table(Grid {
        columns: vec![
            Column::new("TT", 2, Align::Center),
            Column::new("Diện", 3, Align::Center),
            Column::new("Họ tên", 8, Align::Left),
            Column::new("Đang ở", 8, Align::Left),
            Column::new("Điện thoại", 6, Align::Left),
            Column::new("Tiếp xúc", 8, Align::Left),
            Column::new("Bước", 6, Align::Left),
        ],
        rows: (1..).zip(lines).map(row).collect(),
    }));
    if !rule.is_empty() {
        blocks.push(Block::Small(vec![Run::italic(format!("Theo {rule}."))]));
    }
    blocks.push(said(
        "Đề nghị đơn vị nơi người tiếp xúc đang ở tìm, cách ly, lấy mẫu và báo lại kết quả.",
    ));
    Paper {
        superior: above.map(|above| format!("UBND {above}")),
        issuer: vec!["Trung tâm Chỉ huy".to_owned(), unit.to_owned()],
        number: None,
        symbol: "DS-TTCH".to_owned(),
        place: place.to_owned(),
        date: None,
        kind: Some("DANH SÁCH".to_owned()),
        subject: format!("Người tiếp xúc với ca {case}"),
        blocks,
        recipients: vec![
            "Nơi người tiếp xúc đang ở (để theo dõi)".to_owned(),
            "Trung tâm y tế huyện".to_owned(),
            "Lưu: VT".to_owned(),
        ],
        signer: Signer { capacity: vec!["Người lập danh sách".to_owned()], name: None },
    }
}

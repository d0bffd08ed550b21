//! The decision by which somebody is put into quarantine.

use jiff::civil::Date;

use super::{article, day, decision, known};
use crate::files::official::Paper;

/// What is known of a stay.
#[derive(Clone, Debug)]
pub(crate) struct StayFacts {
    /// The unit that decides.
    pub(crate) unit: String,
    /// Where it is signed.
    pub(crate) place: String,
    /// The unit above.
    pub(crate) above: Option<String>,
    /// Name of the person.
    pub(crate) name: String,
    /// Year of birth.
    pub(crate) birth: String,
    /// Village and address.
    pub(crate) address: String,
    /// In words: "F1", "người về từ vùng dịch" …
    pub(crate) reason: String,
    /// In words: "tập trung", "tại nhà" …
    pub(crate) form: String,
    /// The site.
    pub(crate) site: String,
    /// Since when.
    pub(crate) from: Date,
    /// The last day in quarantine.
    pub(crate) until: Option<Date>,
    /// The last day of monitoring.
    pub(crate) monitored_until: Option<Date>,
    /// Days of tests.
    pub(crate) tests: String,
    /// The pack.
    pub(crate) rule: String,
}

/// The decision.
pub(crate) fn quarantine_decision(stay: &StayFacts) -> Paper {
    let until = stay.until.map_or_else(
        || "khi có thông báo của cơ quan y tế".to_owned(),
        |last| format!("hết ngày {}", day(last)),
    );
    let site = if stay.site.is_empty() { String::new() } else { format!(" tại {}", stay.site) };
    let mut blocks = vec![article(
        1,
        format!(
            "Áp dụng biện pháp cách ly y tế {}{site} đối với ông (bà) {}, sinh năm {}, địa chỉ: {}; diện: {}. Thời gian: từ ngày {} đến {until}.",
            stay.form,
            stay.name,
            known(&stay.birth),
            known(&stay.address),
            stay.reason,
            day(stay.from),
        ),
    )];
    let mut then = "Người được cách ly chấp hành yêu cầu của cơ sở cách ly, trạm y tế; đo thân nhiệt hằng ngày ít nhất 2 lần; khai báo ngay khi ho, sốt, khó thở.".to_owned();
    if !stay.tests.is_empty() {
        then.push_str(&format!(" Ngày lấy mẫu xét nghiệm: {}.", stay.tests));
    }
    if let Some(last) = stay.monitored_until {
        then.push_str(&format!(" Sau đó tiếp tục theo dõi sức khỏe đến hết ngày {}.", day(last)));
    }
    blocks.push(article(2, then));
    if !stay.rule.is_empty() {
        blocks.push(article(3, format!("Thời gian cách ly tính theo: {}.", stay.rule)));
    }
    let last = if stay.rule.is_empty() { 3 } else { 4 };
    blocks.push(article(last, "Quyết định này có hiệu lực từ ngày ký. Trạm y tế, công an, quân sự xã, trưởng bản và ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành."));
    let subject = format!("Áp dụng biện pháp cách ly y tế {}", stay.form);
    decision(&stay.unit, &stay.place, stay.above.as_deref(), subject, blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::official::Block;
    use jiff::civil::date;

    #[test]
    fn the_decision_says_until_when_and_by_which_rule() {
        let stay = StayFacts {
            unit: "Xã Nà Bó".to_owned(),
            place: "Nà Bó".to_owned(),
            above: None,
            name: "Hà Thị Cỗ".to_owned(),
            birth: "1980".to_owned(),
            address: "Mỏ Đồng".to_owned(),
            reason: "F1".to_owned(),
            form: "tập trung".to_owned(),
            site: "Trường THCS Nà Bó".to_owned(),
            from: date(2021, 5, 18),
            until: Some(date(2021, 6, 5)),
            monitored_until: Some(date(2021, 6, 12)),
            tests: String::new(),
            rule: "chỉ đạo 05/5/2021".to_owned(),
        };
        let text = |stay: &StayFacts| {
            let paper = quarantine_decision(stay);
            let block = |block: &Block| match block {
                Block::Paragraph(runs) => runs.iter().map(|run| run.text.clone()).collect(),
                _ => String::new(),
            };
            paper.blocks.iter().map(block).collect::<Vec<String>>().join("\n")
        };
        let told = text(&stay);
        assert!(
            told.contains("tập trung tại Trường THCS Nà Bó đối với ông (bà) Hà Thị Cỗ"),
            "{told}"
        );
        assert!(told.contains("từ ngày 18/5/2021 đến hết ngày 5/6/2021"), "{told}");
        assert!(
            told.contains("đến hết ngày 12/6/2021") && told.contains("chỉ đạo 05/5/2021"),
            "{told}"
        );
        let open = text(&StayFacts { until: None, rule: String::new(), ..stay });
        assert!(open.contains("đến khi có thông báo của cơ quan y tế"), "{open}");
    }
}

use jiff::civil::date;

use super::*;
use crate::directive::vocabulary::Vocabulary;

fn all(source: &str, issued: Date) -> Vec<Found> {
    let text = Vocabulary::get().words(source);
    dated(&text, 0, text.words.len(), Some(issued))
}

/// Deadlines in short: kind, moments, and the words after `|`.
fn short(source: &str, issued: Date) -> Vec<String> {
    all(source, issued)
        .iter()
        .map(|found| format!("{} | {}", kind(&found.deadline.kind), found.deadline.text))
        .collect()
}

fn kind(kind: &DeadlineKind) -> String {
    let json = serde_json::to_value(kind).unwrap();
    let object = json.as_object().unwrap();
    let rest: Vec<String> = object
        .iter()
        .filter(|(key, _)| *key != "kind")
        .map(|(key, value)| format!("{key}={}", value.to_string().trim_matches('"')))
        .collect();
    format!("{} {}", object["kind"].as_str().unwrap(), rest.join(" "))
}

#[test]
fn dates_and_times_become_moments() {
    let issued = date(2021, 9, 9);
    let cases = [
        (
            "báo cáo trước 10h00 hàng ngày",
            "recurring every=day before=10:00 | trước 10h00 hàng ngày",
        ),
        (
            "chậm nhất vào ngày 15/9/2021",
            "fixed at=2021-09-15T23:59:59 inclusive=true | chậm nhất vào ngày 15/9/2021",
        ),
        (
            "chậm nhất 10h00' ngày 27/9/2021",
            "fixed at=2021-09-27T10:00:00 inclusive=true | chậm nhất 10h00' ngày 27/9/2021",
        ),
        (
            "gửi trước 14h00 ngày 28/9/2021.",
            "fixed at=2021-09-28T14:00:00 inclusive=false | trước 14h00 ngày 28/9/2021",
        ),
        (
            "xong trước ngày 15/9",
            "fixed at=2021-09-15T00:00:00 inclusive=false | xong trước ngày 15/9",
        ),
        (
            "hoàn thành trước ngày 05 tháng 12 năm 2021",
            "fixed at=2021-12-05T00:00:00 inclusive=false | hoàn thành trước ngày 05 tháng 12 năm 2021",
        ),
        (
            "chậm nhất trước ngày 31/12/2021",
            "fixed at=2021-12-31T00:00:00 inclusive=false | chậm nhất trước ngày 31/12/2021",
        ),
        (
            "kiểm tra ngay trong ngày 10/10/2021",
            "window from=2021-10-10T00:00:00 to=2021-10-11T00:00:00 | ngay trong ngày 10/10/2021",
        ),
        (
            "trong tháng 12/2021",
            "window from=2021-12-01T00:00:00 to=2022-01-01T00:00:00 | trong tháng 12/2021",
        ),
        (
            "trong quý I năm 2022",
            "window from=2022-01-01T00:00:00 to=2022-04-01T00:00:00 | trong quý I năm 2022",
        ),
        (
            "trong quý IV/2021",
            "window from=2021-10-01T00:00:00 to=2022-01-01T00:00:00 | trong quý IV/2021",
        ),
        (
            "trong năm 2021",
            "window from=2021-01-01T00:00:00 to=2022-01-01T00:00:00 | trong năm 2021",
        ),
        ("đến hết tháng 10", "fixed at=2021-10-31T23:59:59 inclusive=true | đến hết tháng 10"),
        (
            "từ 0 giờ ngày 16/9 đến hết ngày 15/10",
            "window from=2021-09-16T00:00:00 to=2021-10-16T00:00:00 | từ 0 giờ ngày 16/9 đến hết ngày 15/10",
        ),
        (
            "từ ngày 20 đến ngày 22/11/2021",
            "window from=2021-11-20T00:00:00 to=2021-11-23T00:00:00 | từ ngày 20 đến ngày 22/11/2021",
        ),
        (
            "từ 06h00 ngày 10/9/2021 đến 18 giờ 30 phút ngày 12/9/2021",
            "window from=2021-09-10T06:00:00 to=2021-09-12T18:30:00 | từ 06h00 ngày 10/9/2021 đến 18 giờ 30 phút ngày 12/9/2021",
        ),
        ("trước ngày 15/01", "fixed at=2022-01-15T00:00:00 inclusive=false | trước ngày 15/01"),
        (
            "báo cáo trước ngày 15 tháng 12 hằng năm",
            "recurring every=year on=12-15 | trước ngày 15 tháng 12 hằng năm",
        ),
        ("trước ngày 25/12 hàng năm", "recurring every=year on=12-25 | trước ngày 25/12 hàng năm"),
        ("trước ngày 20 hằng tháng", "recurring every=month on=20 | trước ngày 20 hằng tháng"),
        (
            "trước 15 giờ thứ Sáu hằng tuần",
            "recurring every=week on=friday before=15:00 | trước 15 giờ thứ Sáu hằng tuần",
        ),
        (
            "định kỳ hằng năm báo cáo Sở Y tế trước ngày 15 tháng 11",
            "recurring every=year on=11-15 | trước ngày 15 tháng 11",
        ),
        (
            "trong vòng 24 giờ kể từ khi phát hiện ca bệnh, báo cáo",
            "relative hours=24 working=false after=kể từ khi phát hiện ca bệnh | trong vòng 24 giờ kể từ khi phát hiện ca bệnh",
        ),
        (
            "trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ",
            "relative days=5 working=true after=kể từ ngày nhận hồ sơ | trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ",
        ),
        (
            "chậm nhất sau 48 giờ",
            "relative hours=48 working=false after=null | chậm nhất sau 48 giờ",
        ),
        (
            "Thời gian hoàn thành: 30/10/2021",
            "fixed at=2021-10-30T23:59:59 inclusive=true | Thời gian hoàn thành: 30/10/2021",
        ),
        (
            "phát động vào ngày 01/12/2021",
            "window from=2021-12-01T00:00:00 to=2021-12-02T00:00:00 | vào ngày 01/12/2021",
        ),
        ("báo cáo hàng ngày về Sở Y tế", "recurring every=day | hàng ngày"),
        (
            "báo cáo hằng ngày trước 16h30",
            "recurring every=day before=16:30 | hằng ngày trước 16h30",
        ),
        ("họp giao ban vào 7h30 sáng thứ Hai", ""),
    ];
    for (source, expected) in cases {
        let expected: Vec<&str> =
            Some(expected).filter(|text| !text.is_empty()).into_iter().collect();
        assert_eq!(short(source, issued), expected, "{source}");
    }
}

#[test]
fn two_times_and_two_days_are_two_deadlines() {
    let issued = date(2025, 12, 1);
    assert_eq!(short("báo cáo trước 7h00 và 17h00 hằng ngày", issued).len(), 2);
    assert_eq!(
        short("định kỳ trước ngày 01/6 và 15/11 hằng năm báo cáo", issued),
        [
            "recurring every=year on=06-01 | trước ngày 01/6 và 15/11 hằng năm",
            "recurring every=year on=11-15 | trước ngày 01/6 và 15/11 hằng năm"
        ]
    );
}

#[test]
fn dates_of_papers_of_the_past_and_of_nouns_are_no_deadlines() {
    let issued = date(2025, 11, 20);
    for source in [
        "thực hiện Công văn số 12/UBND ngày 17/7/2025 của tỉnh",
        "đã hoàn thành trước ngày 30 tháng 10 năm 2025",
        "đợt mưa lũ từ ngày 16-19/11/2025",
        "bố trí từ nguồn ngân sách hằng năm",
        "Nghị quyết hằng năm của Hội đồng nhân dân",
        "theo mục 4.1 trước khi trình",
        "chịu trách nhiệm trước Chủ tịch",
        "trước ngày Luật này có hiệu lực",
        "đạt 11/11 khu, trực 24/24",
        "trong thời hạn quy định",
    ] {
        assert_eq!(short(source, issued), [""; 0], "{source}");
    }
}

#[test]
fn a_bare_day_after_before_is_ambiguous() {
    let issued = date(2021, 9, 1);
    assert!(all("trước ngày 15/9", issued)[0].ambiguous);
    assert!(!all("trước 10h ngày 15/9", issued)[0].ambiguous);
    assert!(!all("chậm nhất ngày 15/9", issued)[0].ambiguous);
}

#[test]
fn words_without_a_date() {
    let of = |source: &str| {
        let text = Vocabulary::get().words(source);
        let deadline = undated(&text, 0, text.words.len());
        format!("{} | {}", kind(&deadline.kind), deadline.text)
    };
    for (source, expected) in [
        ("khi có dịch phải tổ chức lấy mẫu", "conditional when=khi có dịch | khi có dịch"),
        (
            "chuẩn bị phương án khi có tình huống xảy ra",
            "conditional when=khi có tình huống xảy ra | khi có tình huống xảy ra",
        ),
        ("tổ chức ứng trực 24/24", "continuous  | 24/24"),
        ("thường xuyên rà soát", "continuous  | thường xuyên"),
        ("bố trí kinh phí chi thường xuyên", "open urgency=normal | "),
        ("khẩn trương khởi động lại", "open urgency=high | khẩn trương"),
        ("thành lập ngay các tổ để ứng phó khi có tình huống", "open urgency=high | ngay"),
        ("phân loại ngay tại xã", "open urgency=normal | "),
        ("bố trí nhân lực để kịp thời cấp cứu", "open urgency=normal | "),
    ] {
        assert_eq!(of(source), expected, "{source}");
    }
}

//! Whole readings: invented papers, arbitrary texts, and the five dispatches of 2021.

use proptest::prelude::*;

use super::*;
use crate::document::parse;

/// A district's letter, invented: every kind of clause that the reader knows.
const LETTER: &str = "ỦY BAN NHÂN DÂN
HUYỆN SÔNG LAM

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 71/UBND-YT
V/v tăng cường phòng, chống dịch

Sông Lam, ngày 03 tháng 8 năm 2021

Kính gửi:

- Các phòng, ban, đơn vị;
- UBND các xã, thị trấn.

Thực hiện Công văn số 55/UBND-VX ngày 01/8/2021 của UBND tỉnh về việc phòng, chống dịch, Chủ tịch UBND huyện yêu cầu thực hiện các nội dung sau:

1. Phòng Y tế chủ trì, phối hợp với Trung tâm Y tế và các đơn vị liên quan xây dựng phương án cách ly, hoàn thành trước ngày 10/8; báo cáo UBND huyện (qua Văn phòng HĐND-UBND huyện) kết quả trong quý III/2021.

2. Giao UBND các xã, thị trấn

- Lập danh sách người từ vùng dịch về (họ tên, năm sinh, nơi ở, ngày về (nếu có), số điện thoại ...), số đã khai báo, số chưa khai báo. Thực hiện chế độ báo cáo hàng ngày.

- Gửi số liệu về Phòng Y tế theo địa chỉ Email: solieu@songlam.example trước 7h00 và 16h30 hàng ngày.

- Khi có ca bệnh phải khoanh vùng ngay. Người dân là trung tâm của công tác phòng, chống dịch.

3. Công an huyện thường xuyên tuần tra; trong vòng 24 giờ kể từ khi nhận tin báo, xử lý các trường hợp vi phạm.

Yêu cầu các phòng, ban, đơn vị; UBND các xã, thị trấn nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT, YT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Mẫu
";

/// One line for each obligation: lines, assignees, force, deadline.
fn short(reading: &Reading) -> Vec<String> {
    let obligation = |one: &Obligation| {
        let mut deadline = serde_json::to_value(&one.deadline).unwrap();
        let fields = deadline.as_object_mut().unwrap();
        fields.shift_remove("text");
        let deadline: Vec<String> =
            fields.values().map(|value| value.to_string().trim_matches('"').to_owned()).collect();
        let force = serde_json::to_value(one.force).unwrap();
        format!(
            "{} | {} | {} | {}",
            one.lines.first,
            one.assignees.join(" + "),
            force,
            deadline.join(" ")
        )
    };
    reading.obligations.iter().map(obligation).collect()
}

#[test]
fn a_letter_of_every_kind() {
    let reading = read(&parse(LETTER));
    let require = "\"yêu cầu\"";
    let communes = "UBND các xã, thị trấn";
    assert_eq!(
        short(&reading),
        [
            format!("19 | Phòng Y tế | {require} | fixed 2021-08-10T00:00:00 false"),
            format!("19 | Phòng Y tế | {require} | window 2021-07-01T00:00:00 2021-10-01T00:00:00"),
            format!("23 | {communes} | \"giao\" | recurring day"),
            format!("23 | {communes} | \"giao\" | recurring day"),
            format!("25 | {communes} | \"giao\" | recurring day 07:00"),
            format!("25 | {communes} | \"giao\" | recurring day 16:30"),
            format!("27 | {communes} | \"giao\" | conditional Khi có ca bệnh"),
            format!("29 | Công an huyện | {require} | continuous"),
            format!("29 | Công an huyện | {require} | relative 24 false kể từ khi nhận tin báo"),
            format!("31 | các phòng, ban, đơn vị + {communes} | {require} | open normal"),
        ]
    );
}

/// A letter in which headings begin with "Đối với" and terms with hours.
const ROSTERS: &str = "ỦY BAN NHÂN DÂN
HUYỆN VĨNH KHÊ
Số: 812/UBND-YT
Vĩnh Khê, ngày 27 tháng 7 năm 2021
V/v rà soát người về từ vùng dịch
Kính gửi:
- Công an huyện, Ban CHQS huyện;
- Trung tâm Y tế huyện;
- UBND các xã, thị trấn.
Trước diễn biến phức tạp của dịch bệnh, Ban Chỉ đạo phòng, chống dịch COVID-19 huyện đề nghị các cơ quan, đơn vị, UBND các xã, thị trấn khẩn trương triển khai một số nội dung sau:
1. Đối với UBND các xã, thị trấn:
- Rà soát, lập danh sách toàn bộ người từ các tỉnh phía Nam trở về từ ngày 15/7/2021 đến nay (gồm: họ và tên, năm sinh, địa chỉ, số điện thoại, ngày về), gửi Trung tâm Y tế huyện trước 17h00 ngày 28/7/2021 (bản mềm gửi qua Zalo hoặc email: ttyt@vinhkhe.example).
- Từ ngày 28/7/2021, báo cáo kết quả hằng ngày trước 15h00 về Trung tâm Y tế huyện để tổng hợp báo cáo Ban Chỉ đạo tỉnh.
- Tổ chức trực 24/24h tại các chốt; không để người ra vào khi chưa khai báo y tế.
2. Công an huyện, Ban CHQS huyện: Tăng cường lực lượng tại các chốt từ 0h00 ngày 28/7 đến hết ngày 10/8/2021.
3. Trung tâm Y tế huyện có trách nhiệm lấy mẫu xét nghiệm trong vòng 24 giờ kể từ khi tiếp nhận danh sách. Hoàn thành chậm nhất ngày 30/7.
4. Đề nghị Ủy ban MTTQ Việt Nam huyện và các tổ chức chính trị - xã hội huyện phối hợp tuyên truyền.
Nhận được Công văn này yêu cầu các cơ quan, đơn vị, UBND các xã, thị trấn nghiêm túc triển khai thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Bùi Văn Mẫu
";

/// A decision: articles, and a last one that binds named posts.
const DECISION: &str = "ỦY BAN NHÂN DÂN
TỈNH BẠCH LĨNH
Số: 1500/QĐ-UBND
Bạch Lĩnh, ngày 10 tháng 5 năm 2021
QUYẾT ĐỊNH
Về việc thành lập Ban Chỉ đạo phòng, chống dịch Covid-19
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 12/TTr-SYT ngày 08/5/2021.
QUYẾT ĐỊNH:
Điều 1. Thành lập Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh gồm các ông, bà có tên trong danh sách kèm theo.
Điều 2. Ban Chỉ đạo có nhiệm vụ chỉ đạo, kiểm tra, đôn đốc các ngành, địa phương thực hiện công tác phòng, chống dịch; báo cáo Chủ tịch UBND tỉnh trước 16 giờ thứ Sáu hằng tuần.
Điều 3. Các ông (bà): Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Y tế, Chủ tịch Ủy ban nhân dân các huyện, thành phố và các cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn Mẫu
";

#[test]
fn headings_with_posts_and_terms_with_hours() {
    let request = "\"đề nghị\"";
    let communes = "UBND các xã, thị trấn";
    let reading = read(&parse(ROSTERS));
    assert_eq!(
        short(&reading),
        [
            format!("12 | {communes} | {request} | fixed 2021-07-28T17:00:00 false"),
            format!("13 | {communes} | {request} | recurring day 15:00"),
            format!("14 | {communes} | {request} | continuous"),
            format!("14 | {communes} | {request} | open normal"),
            format!(
                "15 | Công an huyện + Ban CHQS huyện | {request} | window 2021-07-28T00:00:00 2021-08-11T00:00:00"
            ),
            format!(
                "16 | Trung tâm Y tế huyện | {request} | relative 24 false kể từ khi tiếp nhận danh sách"
            ),
            format!(
                "17 | Ủy ban MTTQ Việt Nam huyện và các tổ chức chính trị - xã hội huyện | {request} | open normal"
            ),
            format!("18 | các cơ quan, đơn vị + {communes} | \"yêu cầu\" | open normal"),
        ]
    );
    let list = &reading.obligations[0];
    assert_eq!(list.fields, ["họ và tên", "năm sinh", "địa chỉ", "số điện thoại", "ngày về"]);
    assert_eq!(list.report.address.as_deref(), Some("ttyt@vinhkhe.example"));
}

#[test]
fn articles_of_a_decision() {
    assert_eq!(
        short(&read(&parse(DECISION))),
        [
            "11 |  | null | open normal",
            "12 | Ban Chỉ đạo | null | open normal",
            "12 | Ban Chỉ đạo | null | recurring week friday 16:00",
            "13 | Chánh Văn phòng Ủy ban nhân dân tỉnh + Giám đốc Sở Y tế + Chủ tịch Ủy ban nhân dân các huyện, thành phố + các cá nhân có tên tại Điều 1 | null | open normal",
        ]
    );
}

#[test]
fn lists_reports_and_partners() {
    let reading = read(&parse(LETTER));
    let [plan, report, list, _, morning, ..] = &reading.obligations[..] else { panic!() };
    assert_eq!(plan.lead.as_deref(), Some("Phòng Y tế"));
    assert_eq!(plan.with, ["Trung tâm Y tế", "các đơn vị liên quan"]);
    assert_eq!(plan.deliverables, ["phương án"]);
    assert_eq!(report.report.to, ["UBND huyện"]);
    assert_eq!(report.report.via, ["Văn phòng HĐND-UBND huyện"]);
    assert_eq!(list.fields, ["họ tên", "năm sinh", "nơi ở", "ngày về", "số điện thoại"]);
    assert_eq!(list.optional_fields, ["ngày về"]);
    assert_eq!(list.counts, ["số đã khai báo", "số chưa khai báo"]);
    assert_eq!(morning.report.channel, Some(Channel::Email));
    assert_eq!(morning.report.address.as_deref(), Some("solieu@songlam.example"));
    assert_eq!(morning.report.to, ["Phòng Y tế"]);
    let codes: Vec<&str> = reading.warnings.iter().map(|warning| warning.code).collect();
    assert!(codes.contains(&"deadline_ambiguous"), "{codes:?}");
}

#[test]
fn a_plan_with_attributes_and_a_table() {
    let plan = "ỦY BAN NHÂN DÂN TỈNH A\nSố: 12/KH-UBND\nA, ngày 01 tháng 3 năm 2025\nKẾ HOẠCH\nPHÒNG CHỐNG DỊCH\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n- Nâng cao nhận thức của người dân.\nII. NHIỆM VỤ\n1. Kiểm dịch\n- Kiểm tra các cửa khẩu.\nĐơn vị chủ trì: Sở Y tế.\nĐơn vị phối hợp: Công an tỉnh; các đơn vị liên quan.\nThời gian thực hiện: Quý II/2025.\n- Tập huấn cho cán bộ cơ sở.\nĐơn vị chủ trì: Sở Nội vụ.\nThời gian thực hiện: Thường xuyên.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu\nPHỤ LỤC\nTT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian hoàn thành\n1\nMua sắm trang thiết bị\nSở Tài chính\nSở Y tế\nTrước ngày 30/6/2025\n2\nBáo cáo tổng kết\nSở Y tế\nCác sở, ban, ngành\nTháng 12/2025\n";
    let reading = read(&parse(plan));
    assert_eq!(
        short(&reading),
        [
            "11 | Sở Y tế | null | window 2025-04-01T00:00:00 2025-07-01T00:00:00",
            "15 | Sở Nội vụ | null | continuous",
            "28 | Sở Tài chính | null | fixed 2025-06-30T00:00:00 false",
            "33 | Sở Y tế | null | window 2025-12-01T00:00:00 2026-01-01T00:00:00",
        ]
    );
    assert_eq!(reading.obligations[0].with, ["Công an tỉnh", "các đơn vị liên quan"]);
}

#[test]
fn what_explains_praises_or_tells_orders_nothing() {
    let letter = |body: &str| {
        format!(
            "CỤC THUẾ\nSố: 5/CT-CS\nHà Nội, ngày 20 tháng 11 năm 2025\nKính gửi: Thuế tỉnh B.\nCục Thuế nhận được công văn số 3/B-CS ngày 01/10/2025 của Thuế tỉnh B. Cục Thuế có ý kiến như sau:\n{body}\nCục Thuế trả lời để Thuế tỉnh B biết./.\n"
        )
    };
    let none = letter(
        "Người nộp thuế thực hiện kê khai theo mẫu. Công ty lập hóa đơn theo quy định. Bộ Tài chính đang xây dựng Luật mới.",
    );
    assert_eq!(short(&read(&parse(&none))), [""; 0]);
    let one =
        letter("Căn cứ khoản 2 Điều 5. Đề nghị Thuế tỉnh B căn cứ hồ sơ để xử lý theo quy định.");
    assert_eq!(short(&read(&parse(&one))), ["6 | Thuế tỉnh B | \"đề nghị\" | open normal"]);
}

#[test]
fn units_are_what_the_resolver_answers() {
    let mut reading = read(&parse(LETTER));
    reading.resolve(&|issuer, phrase, date| {
        assert_eq!(issuer, "Ủy ban nhân dân huyện Sông Lam");
        assert_eq!(date, Some(jiff::civil::date(2021, 8, 3)));
        match phrase {
            "Phòng Y tế" => Resolution { units: vec!["PYT".into()], unresolved: vec![] },
            other => Resolution { units: vec![], unresolved: vec![other.to_owned()] },
        }
    });
    assert_eq!(reading.obligations[0].units.as_deref(), Some(&["PYT".to_owned()][..]));
    assert_eq!(
        reading.obligations[2].unresolved.as_deref(),
        Some(&["UBND các xã, thị trấn".to_owned()][..])
    );
    let json = serde_json::to_value(&reading).unwrap();
    assert_eq!(json["obligations"][0]["id"], "o1");
    assert_eq!(json["obligations"][4]["deadline"]["before"], "07:00");
    assert_eq!(json["issuer"], "Ủy ban nhân dân huyện Sông Lam");
}

/// What must hold for every reading.
fn holds(text: &str) {
    let document = parse(text);
    let reading = read(&document);
    let folded = crate::base::text::squeeze(&crate::base::text::nfc(text)).to_lowercase();
    let bare = text.contains(TYPESETTING).then(|| letters(&folded));
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX).max(1);
    for (number, one) in reading.obligations.iter().enumerate() {
        assert_eq!(one.id, format!("o{}", number + 1));
        assert!(one.lines.first >= 1 && one.lines.last <= lines, "{one:?}");
        assert!(!one.quote.trim().is_empty());
        for word in one.assignees.iter().flat_map(|phrase| phrase.split_whitespace()) {
            let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
            let there = match &bare {
                None => folded.contains(&word),
                // Marks of typesetting are taken out wherever they stand; the letters around them stay.
                Some(bare) => bare.contains(&letters(&word)),
            };
            assert!(there, "invented: {word}");
        }
    }
    assert_eq!(reading, read(&document));
}

/// What reading takes out of a text: emphasis, escapes, breaks, bars, letters without width.
const TYPESETTING: [char; 12] = [
    '*', '_', '\\', '<', '|', '#', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
    '\u{ad}',
];

/// Letters and digits alone.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Words that set the reader going, to be thrown together.
const PIECES: [&str; 44] = [
    "Giao",
    "Sở Y tế",
    "chủ trì,",
    "phối hợp với",
    "UBND các xã",
    "trước ngày",
    "15/9",
    "(",
    ")",
    "“",
    "”",
    ":",
    ";",
    "đồng thời",
    "báo cáo",
    "qua",
    "hàng ngày",
    "10h00",
    "24 giờ",
    "kể từ khi",
    "từ",
    "đến hết ngày 31/12/2021",
    "họ tên,",
    "số đã về,",
    "số chưa về",
    "1.",
    "- ",
    "\n",
    "(1)",
    "Thời gian hoàn thành:",
    "TT",
    "Nội dung",
    "Cơ quan chủ trì",
    "Đơn vị chủ trì:",
    "nếu có",
    "các",
    "và",
    "quý IV/2025",
    "Yêu cầu",
    "...",
    "“",
    "”",
    "như sau: \"",
    ".\"",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_mixture_of_known_words_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..120)) {
        holds(&pieces.join(" "));
    }

    #[test]
    fn a_damaged_letter_is_read(cut in 0_usize..2600, length in 0_usize..400, put in ".{0,12}") {
        let characters: Vec<char> = LETTER.chars().collect();
        let from = cut.min(characters.len());
        let to = (from + length).min(characters.len());
        let mut text: String = characters[..from].iter().collect();
        text.push_str(&put);
        text.extend(&characters[to..]);
        holds(&text);
    }
}

#[test]
fn marks_of_typesetting_anywhere_invent_nothing() {
    let characters: Vec<char> = LETTER.chars().collect();
    for put in ["\\[0", "[0", "A*", "__", "|", "\u{200b}", "./", "]"] {
        for cut in (0..characters.len()).step_by(7) {
            let mut text: String = characters[..cut].iter().collect();
            text.push_str(put);
            text.extend(&characters[cut..]);
            holds(&text);
        }
    }
}

#[test]
fn a_quotation_that_closes_where_another_mark_stands_is_read() {
    // The mark that closes a quotation stands behind a lone opening one in the same clause.
    holds("1. Sửa như sau: \"Điều 1. Các xã\n2. Nội dung: \" hết\n3. Các xã báo cáo.\"\n");
    holds("1. Sửa Điều 2 “các xã\n2. Giữ “ nguyên \" các điểm\n3. Các xã báo cáo.");
    holds("1. Sửa Điều 2 “các xã\n2. Giữ “ \" các điểm “ nguyên\n3. Báo cáo ” hết.");
}

#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    // Nests, lists and unclosed brackets of a size that a quadratic reader would not finish.
    for piece in [
        "(",
        "Sở Y tế, ",
        "trước ngày ",
        "đồng thời ",
        "“",
        "Trên cơ sở a, ",
        "Giao các ",
        "1\n",
        "; và ",
        "từ 1 ",
    ] {
        holds(&piece.repeat(2_000));
    }
}

//! The general rules of reading orders, each with a text where it fires and one where it must not.

use crate::document::parse;

use super::super::{Obligation, read};

const HEAD: &str = "UBND TỈNH VĨNH KHÊ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
";
const TAIL: &str = "
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Lò Văn Thử
";

fn plan(body: &str) -> Vec<Obligation> {
    let date =
        "Số: 12/KH-UBND\nVĩnh Khê, ngày 03 tháng 8 năm 2024\nKẾ HOẠCH\nPhòng, chống bệnh sởi\n";
    read(&parse(&format!("{HEAD}{date}{body}{TAIL}"))).obligations
}

fn letter(body: &str) -> Vec<Obligation> {
    let date = "Số: 12/UBND-VX\nV/v phòng, chống bệnh sởi\nVĩnh Khê, ngày 03 tháng 8 năm 2024\n";
    let to = "Kính gửi:\n- Sở Y tế;\n- UBND các huyện, thành phố.\n";
    read(&parse(&format!("{HEAD}{date}{to}{body}{TAIL}"))).obligations
}

fn notice(body: &str) -> Vec<Obligation> {
    let date = "Số: 12/TB-UBND\nVĩnh Khê, ngày 03 tháng 8 năm 2024\nTHÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh\n";
    let lead = "Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:\n";
    read(&parse(&format!("{HEAD}{date}{lead}{body}{TAIL}"))).obligations
}

fn notice_of_result(body: &str) -> Vec<Obligation> {
    let date = "Số: 12/TB-UBND\nVĩnh Khê, ngày 03 tháng 8 năm 2024\nTHÔNG BÁO\nKết quả xác định trước mã số\n";
    read(&parse(&format!("{HEAD}{date}{body}{TAIL}"))).obligations
}

/// "assignee + assignee | first words of the quote".
fn short(found: &[Obligation]) -> Vec<String> {
    let words = |quote: &str| quote.split(' ').take(4).collect::<Vec<_>>().join(" ");
    found
        .iter()
        .map(|one| format!("{} | {}", one.assignees.join(" + "), words(&one.quote)))
        .collect()
}

fn kind(one: &Obligation) -> String {
    let json = serde_json::to_value(&one.deadline).unwrap();
    let said =
        |key: &str| json.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    [said("kind"), said("at"), said("from"), said("to"), said("when")].join(" ").trim().to_owned()
}

#[test]
fn a_city_named_only_by_the_heading_is_bound() {
    let found = notice(
        "I. Về phía thành phố Sông Bồ:\n1. Rà soát trẻ chưa tiêm đủ mũi.\nII. Thành phố Vĩnh An\n1. Củng cố trạm y tế.\nIII. Về công tác tuyên truyền:\n1. Đẩy mạnh truyền thông.",
    );
    assert_eq!(
        short(&found),
        [
            "thành phố Sông Bồ | Rà soát trẻ chưa",
            "Thành phố Vĩnh An | Củng cố trạm y",
            " | Đẩy mạnh truyền thông",
        ]
    );
}

#[test]
fn a_letter_that_names_nobody_binds_its_addressees() {
    let whom = "Sở Y tế + UBND các huyện, thành phố | ";
    let told = "Ngày 01/8/2024, Bộ Y tế ban hành Quyết định số 77/QĐ-BYT về phòng bệnh sởi.\n";
    let general = letter(&format!("{told}UBND tỉnh yêu cầu các đơn vị nghiêm túc thực hiện./."));
    assert_eq!(short(&general), [format!("{whom}UBND tỉnh yêu cầu")]);
    assert!(!general[0].quote.contains("./"));
    let received = letter("Nhận được văn bản này, yêu cầu các đơn vị nghiêm túc thực hiện./.");
    assert_eq!(short(&received), [format!("{whom}Nhận được văn bản")]);
    let named = letter("UBND tỉnh yêu cầu Sở Y tế nghiêm túc thực hiện./.");
    assert_eq!(short(&named), ["Sở Y tế | UBND tỉnh yêu cầu"]);
}

#[test]
fn a_paper_with_a_number_is_told_of_and_one_without_is_ordered() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Sở Y tế ban hành Công văn số 15/SYT-NV về tiêm vét.\n2. Sở Y tế ban hành hướng dẫn tiêm vét.",
    );
    assert_eq!(short(&found), ["Sở Y tế | Sở Y tế ban"]);
    assert!(found[0].quote.ends_with("hướng dẫn tiêm vét"));
}

#[test]
fn those_who_work_along_are_listed_over_semicolons() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Sở Y tế chủ trì, phối hợp với Sở Tài chính; các huyện và các đơn vị liên quan đề xuất nhu cầu vắc xin.\n2. Sở Y tế phối hợp với Sở Tài chính bố trí vắc xin; các huyện tổ chức tiêm.",
    );
    assert_eq!(
        short(&found),
        ["Sở Y tế | Sở Y tế chủ", "Sở Y tế | Sở Y tế phối", "các huyện | các huyện tổ chức"]
    );
    assert_eq!(found[0].with, ["Sở Tài chính", "các huyện", "các đơn vị liên quan"]);
}

#[test]
fn who_does_it_may_be_spelled_out_below() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Truyền thông\n- Nội dung: Tuyên truyền về tiêm chủng.\n- Cơ quan thực hiện:\n+ Sở Y tế chủ trì, phối hợp với Sở Giáo dục và Đào tạo.\n+ Báo Vĩnh Khê đăng tải thông điệp hằng tuần.",
    );
    assert_eq!(
        short(&found),
        ["Sở Y tế | Nội dung: Tuyên truyền", "Báo Vĩnh Khê | Báo Vĩnh Khê đăng"],
        "{found:#?}"
    );
    assert_eq!(found[0].with, ["Sở Giáo dục và Đào tạo"]);
}

#[test]
fn names_keep_the_verbs_that_belong_to_them() {
    let found = letter(
        "UBND tỉnh yêu cầu thực hiện các nội dung sau:\n1. Hội đồng Kinh doanh vắc xin rà soát hợp đồng.\n2. Văn phòng Khẩn trương tổng hợp.\n3. Các trường học, các nhà đầu tư trong khu công nghiệp khai báo người bệnh.\n4. Đài Phát thanh - Truyền hình tỉnh đưa tin.\n5. Chủ tịch UBND các huyện dành thời gian kiểm tra các điểm tiêm.",
    );
    let whom: Vec<String> = found.iter().map(|one| one.assignees.join(" + ")).collect();
    assert_eq!(
        whom,
        [
            "Hội đồng Kinh doanh vắc xin",
            "Văn phòng",
            "Các trường học, các nhà đầu tư trong khu công nghiệp",
            "Đài Phát thanh - Truyền hình tỉnh",
            "Chủ tịch UBND các huyện",
        ]
    );
}

#[test]
fn conditions_lead_to_their_order() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Sở Y tế:\n- Trường hợp các huyện có ý kiến khác nhau thì tổng hợp ý kiến bằng văn bản.\n- Trường hợp có vướng mắc thì được xem xét sau.\n- Đối với nội dung vượt thẩm quyền thì báo cáo UBND tỉnh.",
    );
    assert_eq!(short(&found), ["Sở Y tế | Trường hợp các huyện", "Sở Y tế | Đối với nội dung"]);
    assert_eq!(kind(&found[0]), "conditional    Trường hợp các huyện có ý kiến khác nhau");
    assert_eq!(kind(&found[1]), "open");
}

#[test]
fn what_is_done_within_a_function_needs_no_comma() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Sở Y tế:\n- Theo chức năng, nhiệm vụ công bố số điện thoại đường dây nóng.\n- Trong phạm vi nhiệm vụ của mình, tham gia chống dịch.\n- Theo chức năng của ngành.",
    );
    assert_eq!(short(&found), ["Sở Y tế | Theo chức năng, nhiệm", "Sở Y tế | Trong phạm vi nhiệm"]);
}

#[test]
fn an_order_may_conclude_what_is_told() {
    let found = letter(
        "Số liệu của các huyện chưa thống nhất nên đề nghị Sở Y tế đối chiếu lại.\nMưa lớn nên các bản bị cô lập.",
    );
    assert_eq!(short(&found), ["Sở Y tế | Số liệu của các"]);
}

#[test]
fn a_lead_in_names_whom_it_leads() {
    let found = letter(
        "UBND tỉnh yêu cầu Sở Y tế thực hiện các nội dung sau:\n1. Các xã, phường: Là đầu mối tiếp nhận, chịu trách nhiệm các nội dung sau:\na) Lập danh sách trẻ em.\n2. Để tăng cường kiểm tra, các sở, ngành và UBND các huyện triển khai thực hiện những nội dung sau:\na) Kiểm tra các điểm tiêm.",
    );
    assert_eq!(
        short(&found),
        [
            "Các xã, phường | Lập danh sách trẻ",
            "các sở, ngành + UBND các huyện | Kiểm tra các điểm"
        ]
    );
}

#[test]
fn a_lead_in_after_a_purpose_binds_whoever_must_do_it() {
    let tasks = "1. Rà soát trẻ chưa tiêm đủ mũi.\n2. Củng cố trạm y tế.";
    let led = |who: &str| {
        let lead = format!("Để dập dịch trong tháng 8, {who} một số nhiệm vụ, giải pháp sau đây:");
        short(&notice(&format!("I. ĐÁNH GIÁ CHUNG\nĐịa phương đã nỗ lực.\n{lead}\n{tasks}")))
    };
    let bound = ["thành phố Sông Bồ | Rà soát trẻ chưa", "thành phố Sông Bồ | Củng cố trạm y"];
    assert_eq!(led("thành phố Sông Bồ cần tập trung thực hiện tốt"), bound);
    // Who has done it already is praised.
    assert_eq!(led("thành phố Sông Bồ đã thực hiện tốt"), Vec::<String>::new());
}

#[test]
fn figures_behind_the_bracket_of_a_list_belong_to_it() {
    let found = |end: &str| {
        let order = "1. UBND các xã lập danh sách trẻ chưa tiêm (họ tên, năm sinh, địa chỉ)";
        letter(&format!("UBND tỉnh yêu cầu:\n{order}; {end}")).swap_remove(0)
    };
    let one = found("tổng số, số đã tiêm, số chưa tiêm.");
    assert_eq!(one.fields, ["họ tên", "năm sinh", "địa chỉ"]);
    assert_eq!(one.counts, ["tổng số", "số đã tiêm", "số chưa tiêm"]);
    assert_eq!(found("báo cáo kết quả hàng tuần.").counts, Vec::<String>::new());
}

#[test]
fn what_an_application_asks_for_is_no_order() {
    let parts = "- Kiểm tra chức năng loa.\n- Mở ứng dụng và quét tìm thiết bị.";
    let result =
        |lead: &str| short(&notice_of_result(&format!("1. Mô tả hàng hóa: {lead}\n{parts}")));
    assert_eq!(
        result("Theo hồ sơ đề nghị xác định trước mã số, thông tin mặt hàng như sau:"),
        Vec::<String>::new()
    );
    let asked = result("UBND tỉnh đề nghị thực hiện các việc như sau:");
    assert_eq!(asked, [" | Kiểm tra chức năng", " | Mở ứng dụng và"]);
}

#[test]
fn a_lead_in_to_standards_orders_nothing() {
    let found = plan(
        "I. TIÊU CHUẨN\n- Các xã được phân công tham gia đạt các tiêu chuẩn sau:\n+ Hoàn thành tiêm chủng.\nII. MỤC TIÊU\n1. Tháng hành động\nCăn cứ tình hình, các xã, phường phối hợp thực hiện các hoạt động sau:\n- Tổ chức lễ phát động.",
    );
    assert_eq!(short(&found), ["các xã, phường | Tổ chức lễ phát"]);
}

#[test]
fn a_heading_of_goals_and_tasks_leaves_the_choice_to_those_below() {
    let found = plan(
        "I. ĐỐI TƯỢNG, NỘI DUNG THI ĐUA\n1. Đối tượng: Các xã, phường.\n2. Nội dung thi đua\na) Tổ chức tiêm vét.\nII. ĐỐI TƯỢNG, SỐ LƯỢNG KHEN THƯỞNG\n1. Tập thể\na) Chọn hai xã, đánh giá theo điểm.",
    );
    assert_eq!(short(&found), [" | Tổ chức tiêm vét"]);
}

#[test]
fn giao_orders_even_among_standards() {
    let found = plan(
        "I. TIÊU CHUẨN\n1. Trên cơ sở kết quả, giao Sở Y tế thành lập đoàn kiểm tra.\n2. Sở Y tế có kết quả tốt, tổ chức kiểm tra đầy đủ.",
    );
    assert_eq!(short(&found), ["Sở Y tế | Trên cơ sở kết"]);
}

#[test]
fn the_term_of_a_list_is_that_of_its_entries() {
    let found = letter(
        "UBND tỉnh yêu cầu Sở Y tế khắc phục các tồn tại, hoàn thành trước ngày 20/8/2024, cụ thể: (1) Bổ sung vắc xin; (2) Sửa chữa kho lạnh trước ngày 10/8/2024.\nĐề nghị Sở Y tế báo cáo kết quả.",
    );
    let terms: Vec<String> = found.iter().map(kind).collect();
    assert_eq!(
        terms,
        [
            "fixed 2024-08-20T00:00:00",
            "fixed 2024-08-20T00:00:00",
            "fixed 2024-08-10T00:00:00",
            "open",
        ],
        "{found:#?}"
    );
}

#[test]
fn the_term_at_the_end_of_a_list_is_that_of_the_order() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Sở Y tế sửa các quy định như: nộp bản gốc; nộp tại trụ sở,... hoàn thành trong tháng 9 năm 2024.\n2. Sở Y tế sửa các quy định như: nộp bản gốc; nộp bản in từ tháng 9 năm 2023.",
    );
    let terms: Vec<String> = found.iter().map(kind).collect();
    assert_eq!(terms[0], "window  2024-09-01T00:00:00 2024-10-01T00:00:00");
    assert_eq!(terms[1], "open");
}

#[test]
fn windows_of_years_are_terms_where_a_term_is_asked_for() {
    let found = plan(
        "II. NHIỆM VỤ\n1. Xây dựng kho lạnh.\n- Thời gian thực hiện: Giai đoạn 2024 - 2026.\n2. Sở Y tế giám sát véc tơ giai đoạn 2021 - 2025.\n3. Tổng kết vào tháng 12 năm 2024.\n4. Đạt tỷ lệ tiêm 95% vào năm 2025.",
    );
    let terms: Vec<String> = found.iter().map(kind).collect();
    assert_eq!(
        terms,
        [
            "window  2024-01-01T00:00:00 2027-01-01T00:00:00",
            "open",
            "window  2024-12-01T00:00:00 2025-01-01T00:00:00",
        ],
        "{found:#?}"
    );
}

#[test]
fn a_column_may_have_two_names() {
    // Lone numbers are rows of a table only after the signature.
    let table = |heading: &str| {
        plan(&format!(
            "II. NHIỆM VỤ\n1. Sở Y tế giám sát véc tơ.{TAIL}PHỤ LỤC\nNHIỆM VỤ CHỦ YẾU\nTT\n{heading}\nCơ quan chủ trì\nThời gian thực hiện\n1\nXây dựng kho lạnh\nSở Y tế\nQuý IV/2024 - Quý II/2025\n2\nTập huấn cán bộ\nSở Nội vụ\nThường xuyên"
        ))
    };
    let found = table("Nội dung/nhiệm vụ");
    assert_eq!(
        short(&found),
        ["Sở Y tế | Sở Y tế giám", "Sở Y tế | Xây dựng kho lạnh", "Sở Nội vụ | Tập huấn cán bộ"]
    );
    assert_eq!(kind(&found[1]), "window  2024-10-01T00:00:00 2025-07-01T00:00:00");
    let other = table("Nội dung/đơn giá");
    assert_eq!(short(&other), ["Sở Y tế | Sở Y tế giám"]);
}

#[test]
fn who_collects_a_return_has_its_cycle_and_not_its_hour() {
    let found = letter(
        "UBND tỉnh yêu cầu thực hiện các nội dung sau:\n1. UBND các huyện báo cáo tình hình (qua Văn phòng UBND tỉnh) theo địa chỉ Email: a@b.example trước 10h00 hàng ngày để tổng hợp báo cáo Bộ Y tế.\n2. UBND các huyện lập danh sách (họ tên, năm sinh, địa chỉ). Số liệu được cập nhật, báo cáo hàng tuần.",
    );
    let said: Vec<&str> = found.iter().map(|one| one.deadline.text.as_str()).collect();
    assert_eq!(said, ["trước 10h00 hàng ngày", "hàng ngày", "hàng tuần"]);
}

#[test]
fn storms_and_hamlets_have_words_of_their_own() {
    let found = letter(
        "1. Chủ tịch UBND các huyện kiểm đếm tàu thuyền, hoàn thành trước 17h00 ngày 04/8/2024.\n2. UBND tỉnh yêu cầu Trưởng các bản, tiểu khu phân công trực 24/24.\n3. Trưởng thành sau mùa lũ, người dân tin tưởng.",
    );
    assert_eq!(
        short(&found),
        [
            "Chủ tịch UBND các huyện | Chủ tịch UBND các",
            "Trưởng các bản, tiểu khu | UBND tỉnh yêu cầu"
        ]
    );
}

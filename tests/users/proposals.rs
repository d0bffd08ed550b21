//! From the words of a dispatch to a proposal that an officer can go on with.

use crate::support::Desk;

/// The list and its figures, with this mark between them.
fn dispatch(between: &str) -> String {
    format!(
        "UBND HUYỆN MAI SƠN\n\nSố: 812/UBND-YT\nV/v hộ có người cách ly\nMai Sơn, ngày 09 tháng 9 năm 2021\n\n\
         Kính gửi: Ủy ban nhân dân các xã, thị trấn.\n\n\
         1. UBND các xã, thị trấn lập danh sách hộ có người cách ly tại nhà (họ tên chủ hộ, bản, số điện thoại, \
         đã nhận nhu yếu phẩm hay chưa){between} tổng số hộ, số hộ đã nhận, số hộ chưa nhận; \
         báo cáo UBND huyện trước 10h00 hàng ngày.\n"
    )
}

fn indicators(between: &str) -> Vec<String> {
    let desk = Desk::district();
    let file = desk.put("cong-van.txt", dispatch(between));
    let said = desk.run(["register", "propose", &file, "--unit", "125"]).done();
    let all = said["definition"]["indicator"].as_array().unwrap().iter();
    all.map(|one| one["title"]["vi"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_semicolon_before_the_figures_loses_none_of_them() {
    let expected = ["Số hộ đã nhận", "Số hộ chưa nhận", "Tổng số hộ"];
    assert_eq!(indicators(","), expected);
    assert_eq!(indicators(";"), expected);
    assert_eq!(indicators(" ;"), expected);
}

#[test]
fn a_proposal_counts_the_field_that_is_there_and_repeats_no_vietnamese_as_english() {
    let desk = Desk::district();
    let file = desk.put("cong-van.txt", dispatch(";"));
    let draft = desk.argument("so-moi.toml");
    let propose = ["register", "propose", &file, "--unit", "125", "-o", &draft];
    let ran = desk.screen(propose);
    assert!(ran.err.contains("được đếm từ trường “Đã nhận nhu yếu phẩm hay chưa”"), "{}", ran.err);
    assert!(!ran.err.contains("proposal_field_derived"), "{}", ran.err);
    let text = std::fs::read_to_string(&draft).unwrap();
    assert_eq!(text.matches("[[field]]").count(), 4, "{text}");
    assert!(!text.contains("en = \"Số") && !text.contains("en = \"Họ tên chủ hộ"), "{text}");
    desk.screen(["register", "accept", &draft, "--unit", "125"]).well();
}

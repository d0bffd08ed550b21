//! Orders as directives word them, and the registers that follow.

use super::*;
use crate::base::{Lang, UnitId};

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn told(fields: &[&str], optional: &[&str], counts: &[&str]) -> String {
    let (fields, optional, counts) = (owned(fields), owned(optional), owned(counts));
    let ordered = Ordered {
        name: "ordered",
        title: "Danh sách",
        source: "Công văn số 1",
        fields: &fields,
        optional: &optional,
        counts: &counts,
    };
    let proposal = propose(Owner::Unit(UnitId::derived("district")), &ordered);
    let definition = &proposal.definition;
    assert_eq!(Definition::from_toml(&definition.to_toml()).as_ref(), Ok(definition));
    assert_eq!(Definition::from_toml(&proposal.to_toml()).as_ref(), Ok(definition));
    let mark = |field: &Field| match (field.required, field.wanted) {
        (true, _) => " required",
        (_, true) => " wanted",
        _ => "",
    };
    let mut lines = vec![format!("{} known={}", definition.name, proposal.known)];
    lines.extend(definition.fields.iter().map(|field| {
        let (kind, shape, seen) = (field.kind, field.shape, field.visibility);
        format!(
            "{} {}: {kind:?} {shape:?} {seen:?}{} “{}”",
            field.no,
            field.name,
            mark(field),
            field.label.vi
        )
    }));
    lines.extend(
        definition.indicators.iter().map(|i| format!("{} “{}” {}", i.name, i.title.vi, i.filter)),
    );
    lines.extend(definition.balances.iter().map(|balance| balance.check.clone()));
    lines.push(format!("keys {:?}", definition.keys));
    lines.extend(proposal.questions.iter().map(|question| question.render(Lang::Vi)));
    lines.join("\n")
}

const AWAY: [&str; 6] = [
    "họ tên",
    "địa chỉ",
    "đi đâu",
    "dự kiến ngày về",
    "số điện thoại liên lạc",
    "đã tiêm vacxin hay chưa",
];

#[test]
fn the_list_of_residents_outside_the_province_is_recognised() {
    let counts = [
        "số đã về",
        "số chưa về",
        "số đã liên lạc được",
        "số chưa liên lạc được",
        "số gặp khó khăn cần hỗ trợ",
    ];
    let told = told(&AWAY, &["dự kiến ngày về"], &counts);
    assert!(told.starts_with("away_resident known=true"), "{told}");
    assert!(told.contains("proposal_known"));
}

#[test]
fn a_market_list_of_this_morning() {
    insta::assert_snapshot!(told(
        &["họ và tên", "năm sinh", "số CCCD", "mặt hàng kinh doanh", "số điện thoại", "ngày lấy mẫu gần nhất", "đã xét nghiệm hay chưa"],
        &["mặt hàng kinh doanh"],
        &["số đã xét nghiệm", "số chưa xét nghiệm", "số dương tính", "tổng số"],
    ), @r#"
    ordered known=false
    1 full_name: Text PersonName Unit required “Họ và tên”
    2 birth_year: Integer Year Unit wanted “Năm sinh”
    3 cccd: Text Cccd Sensitive wanted “Số CCCD”
    4 mat_hang_kinh_doanh: Text Plain Unit “Mặt hàng kinh doanh”
    5 phone: Text Phone Sensitive wanted “Số điện thoại”
    6 ngay_lay_mau_gan_nhat: Date Plain Unit wanted “Ngày lấy mẫu gần nhất”
    7 xet_nghiem: SelectOne Plain Unit wanted “Đã xét nghiệm hay chưa”
    8 duong_tinh: SelectOne Plain Unit “Dương tính hay không”
    xet_nghiem “Số đã xét nghiệm” ${xet_nghiem} != '' and ${xet_nghiem} != 'no'
    not_xet_nghiem “Số chưa xét nghiệm” ${xet_nghiem} = '' or ${xet_nghiem} = 'no'
    duong_tinh “Số dương tính” ${duong_tinh} != '' and ${duong_tinh} != 'no'
    total “Tổng số” 
    xet_nghiem + not_xet_nghiem = total
    keys [["cccd"], ["phone", "full_name"]]
    cột duong_tinh: Thêm trường “Dương tính hay không” để đếm được: văn bản chỉ nêu con số. [proposal_field_derived]
      → Đổi nhãn hoặc bỏ nếu không cần.
    "#);
}

#[test]
fn counts_without_fields_and_what_cannot_be_counted() {
    insta::assert_snapshot!(told(
        &["họ tên", "đi từ đâu về"],
        &[],
        &["số đã cách ly", "số chưa cách ly", "số người đã khai báo y tế", "số chưa khai báo y tế", "số lượng khẩu trang"],
    ), @r#"
    ordered known=false
    1 full_name: Text PersonName Unit required “Họ tên”
    2 di_tu_dau_ve: Text Plain Unit wanted “Đi từ đâu về”
    3 cach_ly: SelectOne Plain Unit “Đã cách ly hay chưa”
    4 khai_bao_y_te: SelectOne Plain Unit “Đã khai báo y tế hay chưa”
    cach_ly “Số đã cách ly” ${cach_ly} != '' and ${cach_ly} != 'no'
    not_cach_ly “Số chưa cách ly” ${cach_ly} = '' or ${cach_ly} = 'no'
    khai_bao_y_te “Số người đã khai báo y tế” ${khai_bao_y_te} != '' and ${khai_bao_y_te} != 'no'
    not_khai_bao_y_te “Số chưa khai báo y tế” ${khai_bao_y_te} = '' or ${khai_bao_y_te} = 'no'
    total “Tổng số” 
    cach_ly + not_cach_ly = total
    khai_bao_y_te + not_khai_bao_y_te = total
    keys []
    cột cach_ly: Thêm trường “Đã cách ly hay chưa” để đếm được: văn bản chỉ nêu con số. [proposal_field_derived]
      → Đổi nhãn hoặc bỏ nếu không cần.
    cột khai_bao_y_te: Thêm trường “Đã khai báo y tế hay chưa” để đếm được: văn bản chỉ nêu con số. [proposal_field_derived]
      → Đổi nhãn hoặc bỏ nếu không cần.
    Chưa biết “số lượng khẩu trang” đếm từ trường nào. [proposal_count_underived]
      → Thêm trường và viết công thức cho chỉ tiêu này.
    cột khai_bao_y_te: Phép cân đối “khai_bao_y_te + not_khai_bao_y_te = total” tính trên cả danh sách. [proposal_balance]
      → Nếu chỉ hỏi một phần (ví dụ những người chưa về), sửa công thức và phép cân đối.
    cột keys: Chưa biết hai dòng thế nào là trùng nhau. [proposal_key]
      → Chọn một hay vài trường làm khoá, ví dụ họ tên và số điện thoại.
    "#);
}

/// "số hộ đã nhận" counts the field whose words go on, and "số suất" adds up the number that each row has.
#[test]
fn a_count_beside_a_field_of_its_words_makes_no_second_field() {
    insta::assert_snapshot!(told(
        &["họ tên chủ hộ", "số nhân khẩu", "đã nhận nhu yếu phẩm hay chưa"],
        &[],
        &["tổng số hộ", "số nhân khẩu", "số hộ đã nhận", "số hộ chưa nhận"],
    ), @r"
    ordered known=false
    1 ho_ten_chu_ho: Text PersonName Unit required “Họ tên chủ hộ”
    2 so_nhan_khau: Integer Plain Unit wanted “Số nhân khẩu”
    3 nhan_nhu_yeu_pham: SelectOne Plain Unit wanted “Đã nhận nhu yếu phẩm hay chưa”
    so_nhan_khau “Số nhân khẩu” 
    nhan_nhu_yeu_pham “Số hộ đã nhận” ${nhan_nhu_yeu_pham} != '' and ${nhan_nhu_yeu_pham} != 'no'
    not_nhan_nhu_yeu_pham “Số hộ chưa nhận” ${nhan_nhu_yeu_pham} = '' or ${nhan_nhu_yeu_pham} = 'no'
    total “Tổng số hộ” 
    nhan_nhu_yeu_pham + not_nhan_nhu_yeu_pham = total
    keys []
    cột nhan_nhu_yeu_pham: Số “đã nhận” được đếm từ trường “Đã nhận nhu yếu phẩm hay chưa”. [proposal_count_of_field]
      → Nếu là việc khác, thêm một trường và sửa công thức của chỉ tiêu.
    cột nhan_nhu_yeu_pham: Số “chưa nhận” được đếm từ trường “Đã nhận nhu yếu phẩm hay chưa”. [proposal_count_of_field]
      → Nếu là việc khác, thêm một trường và sửa công thức của chỉ tiêu.
    cột keys: Chưa biết hai dòng thế nào là trùng nhau. [proposal_key]
      → Chọn một hay vài trường làm khoá, ví dụ họ tên và số điện thoại.
    ");
}

#[test]
fn a_count_that_two_fields_could_answer_gets_a_field_of_its_own() {
    let fields = ["họ tên chủ hộ", "đã nhận gạo hay chưa", "đã nhận tiền hay chưa"];
    let told = told(&fields, &[], &["số hộ đã nhận"]);
    assert!(
        told.contains("4 nhan: SelectOne") && told.contains("proposal_field_derived"),
        "{told}"
    );
}

#[test]
fn english_is_said_where_it_is_known_and_left_out_elsewhere() {
    let (fields, counts) =
        (owned(&["họ tên", "loại xe"]), owned(&["số đã về", "số xe đã kiểm tra"]));
    let ordered = Ordered {
        name: "xe",
        title: "Danh sách xe",
        fields: &fields,
        counts: &counts,
        ..Ordered::default()
    };
    let proposal = propose(Owner::BuiltIn, &ordered);
    let text = proposal.to_toml();
    assert!(text.contains("vi = \"Họ tên\"\nen = \"Full name\""), "{text}");
    assert!(text.contains("vi = \"Số đã về\"\nen = \"Returned\""), "{text}");
    assert!(text.contains("vi = \"Loại xe\"\n\n"), "{text}");
    assert!(!text.contains("en = \"Loại xe\"") && !text.contains("en = \"Số xe"), "{text}");
    let read = Definition::from_toml(&text).unwrap();
    assert_eq!(read.fields[1].label.get(Lang::En), "Loại xe", "the Vietnamese stands for both");
}

#[test]
fn one_more_field_makes_another_list() {
    let mut fields = AWAY.to_vec();
    fields.push("tên chủ nhà trọ");
    assert!(told(&fields, &[], &["số đã về"]).starts_with("ordered known=false"));
}

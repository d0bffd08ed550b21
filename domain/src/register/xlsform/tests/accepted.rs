//! Forms that become registers.

use super::*;

#[test]
fn a_form_of_a_commune_becomes_a_register() {
    insta::assert_snapshot!(read_form(
        "
| survey | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required | relevant | constraint |
| | start | start | | | | | |
| | note | intro | Hỏi từng hộ. | Ask each household. | | | |
| | text | Ho_ten | Họ và tên | Full name | yes | | |
| | q int | Tuoi | Tuổi | Age | | | . >= 0 and . <= 120 |
| | begin_group | suc_khoe | Sức khoẻ | Health | | ${Tuoi} >= 18 | |
| | select_one co_khong | Sot | Có sốt không? | Fever? | TRUE | | |
| | date | Ngay_sot | Ngày sốt | Since | | ${Sot} = 1 | . <= today() |
| | end_group | | | | | | |
| choices | | | | | | | |
| | list name | name | label::Tiếng Việt (vi) | label::English (en) | | | |
| | co_khong | 1 | Có | Yes | | | |
| | co_khong | 0 | Không | No | | | |
| settings | | | | | | | |
| | form_title | form_id | version | | | | |
| | Khai báo y tế | khai_bao | 3 | | | | |
"
    ));
}

#[test]
fn what_the_formula_language_lacks_is_left_out_where_the_form_works_without_it() {
    insta::assert_snapshot!(read_form(
        "
| survey | | | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::Lao (lo) | required | relevant | constraint | default | repeat_count |
| | today | today | | | | | | | |
| | deviceid | deviceid | | | | | | | |
| | username | who | | | | | | | |
| | text | email | Thư điện tử | ອີເມວ | ${who} != '' | | regex(., '.+@.+') | | |
| | date | since | Từ ngày | | | ../email != '' | . <= ${today} | today() | |
| | phone number | tel | Số máy | | | | | | |
| | percentage | share | Tỉ lệ | | | | | | |
| | range | pain | Mức đau | | | yes | | | |
| | select_one yn or_other | fever | Sốt | | | | | | |
| | acknowledge | agree | Đồng ý | | | | | | |
| | geotrace | way | Đường đi | | | | | | |
| | audit | audit | | | | | | | |
| | | lost | Dòng lạc | | | | | | |
| | integer | sum | Tổng | | | | | | |
| | begin repeat | people | Người trong hộ | | | ${fever} = 'yes' | | | ${sum} |
| | text | name | Tên | | | | | | |
| | text | role | Tên | | | ${fever} = 'yes' | | | |
| | begin repeat | doses | Mũi tiêm | | | | | | |
| | date | day | Ngày | | | | | | |
| | end repeat | | | | | | | | |
| | end repeat | | | | | | | | |
| | note | thanks | Cảm ơn ${email}. | | | regex(${email}, 'x') | | | |
| choices | | | | | | | | | |
| | list_name | name | label | image | | | | | |
| | yn | yes | Có | yes.png | | | | | |
| | yn | no | Không | | | | | | |
| notes for me | | | | | | | | | |
| | x | | | | | | | | |
"
    ));
}

#[test]
fn repeats_lists_and_patterns_of_a_kobo_form_are_taken_over() {
    insta::assert_snapshot!(
        read_form(
            "
| survey | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | relevant | constraint | calculation | choice_filter |
| | text | ho | Chủ hộ | | regex(., '[\\p{L} ]{2,60}') | | |
| | select_one tinh | tinh | Tỉnh | | | | |
| | calculate | vung | Vùng | | | instance('tinh')/root/item[name=${tinh}]/vung | |
| | calculate | ten_tinh | Tên tỉnh | | | jr:choice-name(${tinh}, '${tinh}') | |
| | begin repeat | nguoi | Người trong hộ | | | | |
| | text | ten | Tên | | | | |
| | integer | tuoi | Tuổi | ${ho} != '' | . < 130 | | |
| | calculate | truoc | Người trước | | | indexed-repeat(${ten}, ${nguoi}, position(..) - 1) | |
| | calculate | tre | Là trẻ | | | if(${tuoi} < 16, 1, 0) | |
| | end repeat | | | | | | |
| | calculate | so_nguoi | Số người | | | count(${nguoi}) | |
| | calculate | so_tre | Số trẻ | | | sum(${tre}) | |
| | note | loi | Hộ đông. | count(${nguoi}) > 6 | | | |
| choices | | | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | vung | | | |
| | tinh | 14 | Sơn La | tay_bac | | | |
| | tinh | 17 | Hoà Bình | tay_bac | | | |
"
        )
        .replace(" (Tiếng Việt)", "")
    );
}

//! Names that are written large wherever they stand.

use std::collections::BTreeMap;

use super::super::letters::plain;
use super::titled;

/// Names that a text may not repeat outside its title.
const NAMES: [&str; 108] = [
    "Thành phố Hồ Chí Minh",
    "Hồ Chí Minh",
    "Hà Nội",
    "Hải Phòng",
    "Đà Nẵng",
    "Cần Thơ",
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bạc Liêu",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Định",
    "Bình Dương",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Đắk Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Tĩnh",
    "Hải Dương",
    "Hậu Giang",
    "Hòa Bình",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lâm Đồng",
    "Lạng Sơn",
    "Lào Cai",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
    "Huế",
    "Việt Nam",
    "Chính phủ",
    "Thủ tướng Chính phủ",
    "Phó Thủ tướng",
    "Thủ tướng",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Bộ trưởng",
    "Quốc hội",
    "Trung ương",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Mặt trận Tổ quốc",
    "Đảng",
    "Nhà nước",
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Hội đồng nhân dân",
    "Ban Chỉ đạo",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Tuyên giáo",
    "Ban Tổ chức",
    "Ban Quản lý",
    "Bộ Chỉ huy",
    "Bộ Tư lệnh",
    "Biên phòng",
    "Đoàn Thanh niên",
    "Cộng sản",
    "Liên hiệp Phụ nữ",
    "Chữ thập đỏ",
    "Công Thương",
    "Kiểm soát bệnh tật",
    "Giao thông vận tải",
    "Phát triển nông thôn",
    "Quân sự",
    "Dân vận",
    "Nội chính",
    "Y tế",
    "Tỉnh ủy",
    "Huyện ủy",
    "Thành ủy",
    "Tết Nguyên đán",
];

pub(super) fn large_names(joined: &str, seen: &BTreeMap<usize, String>, out: &mut [String]) {
    for (at, start) in word_offsets(joined).enumerate() {
        let first = joined[start..].chars().next().map(plain);
        for name in NAMES {
            if name.chars().next().map(plain) == first && spells_exact(&joined[start..], name) {
                for (step, form) in name.split(' ').enumerate() {
                    if let Some(word) =
                        out.get_mut(at + step).filter(|_| !seen.contains_key(&(at + step)))
                    {
                        *word = recased(word, form);
                    }
                }
                break;
            }
        }
    }
}

/// The word in the case of `form`, its punctuation kept.
fn recased(word: &str, form: &str) -> String {
    if form.starts_with(char::is_uppercase) { titled(word) } else { word.to_lowercase() }
}

fn spells_exact(text: &str, name: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    name.chars().flat_map(char::to_lowercase).all(|wanted| letters.next() == Some(wanted))
        && letters.next().is_none_or(|c| !c.is_alphanumeric())
}

fn word_offsets(joined: &str) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(0).chain(joined.match_indices(' ').map(|(at, _)| at + 1))
}

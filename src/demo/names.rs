//! Names of persons, made from family, middle and given names that are usual among the peoples of the area.

use fastrand::Rng;

use super::resident::Sex;

/// A people of the district, for the making of names only: nothing of it is written anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum People {
    Thai,
    Mong,
    Kinh,
    Muong,
    KhoMu,
    XinhMun,
}

/// How a people names men or women: a family name, then one of the middle names, then a given name.
struct Custom {
    families: &'static [&'static str],
    male_middles: &'static [&'static str],
    female_middles: &'static [&'static str],
    male_given: &'static [&'static str],
    female_given: &'static [&'static str],
}

/// A family name.
pub(super) fn family(people: People, rng: &mut Rng) -> &'static str {
    draw(custom(people).families, rng)
}

/// Family, middle and given name.
pub(super) fn full_name(people: People, family: &str, sex: Sex, rng: &mut Rng) -> String {
    let custom = custom(people);
    let (middles, given) = match sex {
        Sex::Male => (custom.male_middles, custom.male_given),
        Sex::Female => (custom.female_middles, custom.female_given),
    };
    let (middle, given) = (draw(middles, rng), draw(given, rng));
    if middle == given { format!("{family} {given}") } else { format!("{family} {middle} {given}") }
}

fn draw(list: &'static [&'static str], rng: &mut Rng) -> &'static str {
    list[rng.usize(..list.len())]
}

fn custom(people: People) -> &'static Custom {
    match people {
        People::Thai => &THAI,
        People::Mong => &MONG,
        People::Kinh => &KINH,
        People::Muong => &MUONG,
        People::KhoMu => &KHO_MU,
        People::XinhMun => &XINH_MUN,
    }
}

const THAI: Custom = Custom {
    families: &[
        "Lò", "Lò", "Lò", "Cầm", "Cầm", "Quàng", "Quàng", "Tòng", "Cà", "Lường", "Lường", "Hoàng",
        "Hoàng", "Lèo", "Vì", "Bạc", "Điêu", "Hà", "Mè", "Kha",
    ],
    male_middles: &["Văn", "Văn", "Văn", "Văn", "Xuân", "Minh", "Đức"],
    female_middles: &["Thị", "Thị", "Thị", "Thị", "Thị Thu", "Thị Kim", "Thị Hồng"],
    male_given: &[
        "Inh",
        "Pâng",
        "Xôm",
        "Hặc",
        "Phanh",
        "Dôm",
        "Khặn",
        "Bun",
        "Thoan",
        "Ín",
        "Pọm",
        "Tưởng",
        "Hịa",
        "Dương",
        "Toàn",
        "Hùng",
        "Thắng",
        "Tuấn",
        "Quyết",
        "Chiến",
        "Phương",
        "Sơn",
        "Nam",
        "Tiến",
        "Đại",
        "Ánh",
        "Hoan",
        "Chung",
        "Biên",
        "Thịnh",
        "Luân",
        "Doan",
        "Thưởng",
        "Nghĩa",
        "Phóng",
        "Lả",
    ],
    female_given: &[
        "Pánh", "Xiên", "Ún", "Piêng", "Ọi", "Xoan", "Inh", "Lún", "Phương", "Hương", "Hoa",
        "Thiết", "Yến", "Ngọc", "Thảo", "Tươi", "Diên", "Nga", "Hạnh", "Thơm", "Chung", "Bình",
        "Mai", "Duyên", "Loan", "Thương", "Vân", "Quyên", "Nhung", "Hiên", "Dung", "Bóng",
        "Chương", "Tiên", "Ánh", "Phóng",
    ],
};

const MONG: Custom = Custom {
    families: &[
        "Giàng", "Giàng", "Vàng", "Vàng", "Sùng", "Sùng", "Thào", "Thào", "Mùa", "Hạng", "Vừ",
        "Lầu", "Sồng", "Và", "Tráng", "Hờ",
    ],
    male_middles: &["A", "A", "A", "A", "A", "Bả", "Chứ", "Nhìa"],
    female_middles: &["Thị", "Thị", "Thị", "Mỷ", "Y", "Y"],
    male_given: &[
        "Của", "Dia", "Páo", "Sình", "Lử", "Tủa", "Vảng", "Chống", "Dơ", "Nủ", "Pó", "Chu", "Dềnh",
        "Khư", "Sếnh", "Thái", "Phử", "Chìa", "Giống", "Lềnh", "Nhè", "Sà", "Trống", "Vạng",
        "Hồng", "Dình", "Cở", "Súa", "Ký", "Tú", "Lâu", "Minh", "Chá", "Thênh", "Màng", "Gàng",
    ],
    female_given: &[
        "Mái", "Dở", "Sua", "Pàng", "Mo", "Chá", "Dợ", "Ly", "Gánh", "Xía", "Dua", "Mỵ", "Chư",
        "Dếnh", "Nhia", "Pà", "Sống", "Xua", "Vá", "Bầu", "Dính", "Cá", "Lỳ", "Máy", "Ninh", "Chở",
        "Kía", "Dụ", "Ca", "Lan", "Hoa", "Sáy", "Sai", "Mảy", "Khua", "Nhừ",
    ],
};

const KINH: Custom = Custom {
    families: &[
        "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm",
        "Hoàng", "Vũ", "Đỗ", "Bùi", "Đặng", "Phan", "Ngô", "Đinh", "Dương", "Đào", "Lương",
        "Trịnh",
    ],
    male_middles: &["Văn", "Văn", "Đức", "Hữu", "Minh", "Quang", "Ngọc", "Xuân", "Thanh", "Tiến"],
    female_middles: &["Thị", "Thị", "Thị", "Thu", "Thị Thanh", "Ngọc", "Thị Minh", "Thùy"],
    male_given: &[
        "Hùng", "Dũng", "Tuấn", "Cường", "Nam", "Thắng", "Long", "Hải", "Đạt", "Quân", "Toàn",
        "Trung", "Kiên", "Hòa", "Huy", "Sơn", "Khánh", "Tùng", "Bình", "Lâm", "Hiếu", "Phúc",
        "Thành", "Việt", "Mạnh", "Duy", "Vinh", "Thủy",
    ],
    female_given: &[
        "Hương",
        "Lan",
        "Hoa",
        "Thảo",
        "Trang",
        "Linh",
        "Hằng",
        "Nga",
        "Yến",
        "Thủy",
        "Hòa",
        "Ngân",
        "Huyền",
        "Phượng",
        "Dung",
        "Hạnh",
        "Loan",
        "Mai",
        "Nhung",
        "Oanh",
        "Quỳnh",
        "Tâm",
        "Thúy",
        "Vân",
        "Xuân",
        "Anh",
        "Bích",
        "Hiền",
    ],
};

const MUONG: Custom = Custom {
    families: &["Bùi", "Bùi", "Bùi", "Đinh", "Đinh", "Quách", "Hà", "Phùng", "Xa"],
    male_middles: &["Văn", "Văn", "Công", "Đình"],
    female_middles: &["Thị", "Thị", "Thị", "Thanh"],
    male_given: &[
        "Nhất", "Chuyên", "Điệp", "Lợi", "Thuận", "Hợp", "Ước", "Đông", "Dựng", "Khởi", "Tân",
        "Thức", "Hưng", "Bảo", "Quý", "Hoạt", "Tình", "Đoàn", "Diện", "Lực",
    ],
    female_given: &[
        "Nhạn", "Nhâm", "Thêu", "Nụ", "Hậu", "Thuận", "Mến", "Dậu", "Liễu", "Sen", "Chiên", "Hợp",
        "Khuyên", "Thiêm", "Ưng", "Bền", "Luyến", "Đào", "Sim", "Huê",
    ],
};

const KHO_MU: Custom = Custom {
    families: &["Cút", "Cút", "Quàng", "Lò", "Moong", "Ốc", "Vì", "Lường"],
    male_middles: &["Văn", "Văn", "Văn", "Phò"],
    female_middles: &["Thị", "Thị", "Thị", "Me"],
    male_given: &[
        "Phiên", "Ngoan", "Chài", "Khăm", "Ong", "Dung", "Xuấn", "Chanh", "Hôm", "Tiện", "Nghiêm",
        "Dân", "Bảy", "Un", "Thân", "Chựa",
    ],
    female_given: &[
        "Chúc", "Phay", "Ngoan", "Ương", "Xúm", "Chiêng", "Khằm", "Én", "Thợ", "Inh", "Bích",
        "Mởn", "Nghịa", "Phỏng", "Dắm", "Vịnh",
    ],
};

const XINH_MUN: Custom = Custom {
    families: &["Vì", "Vì", "Lò", "Lèo", "Lường", "Cụt"],
    male_middles: &["Văn", "Văn", "Văn", "Chí"],
    female_middles: &["Thị", "Thị", "Thị", "Thị Ngọc"],
    male_given: &[
        "Khui", "Quyền", "Phó", "Xiêng", "Ngân", "Thông", "Muôn", "Tọ", "Chính", "Oai", "Dương",
        "Thăn", "Piệng", "Hợi", "Tắm", "Sâng",
    ],
    female_given: &[
        "Thiên", "Tâng", "Piện", "Hiêng", "Xanh", "Bun", "Nhọt", "Ngơi", "Mởi", "Hới", "Phong",
        "Tiếng", "Óng", "Quý", "Thoa", "Liên",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_people_names_men_and_women_in_two_to_four_words() {
        let mut rng = Rng::with_seed(1);
        for people in [
            People::Thai,
            People::Mong,
            People::Kinh,
            People::Muong,
            People::KhoMu,
            People::XinhMun,
        ] {
            for sex in [Sex::Male, Sex::Female] {
                let family = family(people, &mut rng);
                let name = full_name(people, family, sex, &mut rng);
                assert!((2..=4).contains(&name.split(' ').count()), "{name}");
                assert!(name.starts_with(family), "{name}");
                assert_eq!(name, domain::base::text::nfc(&name));
            }
        }
    }
}

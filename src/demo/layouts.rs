//! The seven ways in which the communes of the demo write their lists.
//!
//! Header words are among those that `definitions/registers/away_resident.toml` knows, apart from columns that the
//! register does not keep (running number, sex, note), which real lists have too.

use super::layout::{Column, Dates, Doses, FileKind, Layout, Marks, Phones};

const CROSSES: Marks = Marks { returned: ("x", ""), contacted: ("x", ""), support: ("x", "") };
const YES_NO: Marks =
    Marks { returned: ("có", "không"), contacted: ("có", "không"), support: ("có", "không") };
const DONE_NOT_YET: Marks =
    Marks {
        returned: ("rồi", "chưa"), contacted: ("rồi", "chưa"), support: ("cần", "không")
    };
const GROUPS: [&str; 4] = ["Người lao động", "Học sinh", "Sinh viên", "Người ốm đau"];

/// The form that the district's office sent round: title, all columns, real dates, crosses.
pub(super) static OFFICIAL: Layout = Layout {
    file: FileKind::Xlsx,
    file_name: "{code} - {kind} {name} - DS nguoi di lam an xa 10.9.xlsx",
    sheet: "Danh sách",
    empty_sheets: &[],
    title: &[
        "UBND {KIND} {NAME}",
        "DANH SÁCH CÔNG DÂN ĐANG Ở NGOÀI TỈNH",
        "(Số liệu tính đến ngày 10/9/2021)",
        "",
    ],
    bands: &[],
    columns: &[
        (Column::Number, "STT"),
        (Column::FullName, "Họ và tên"),
        (Column::Sex, "Giới tính"),
        (Column::BirthYear, "Năm sinh"),
        (Column::IdentityNo, "Số CCCD"),
        (Column::Village, "Bản, tiểu khu"),
        (Column::Group, "Đối tượng"),
        (Column::Destination, "Đi đâu"),
        (Column::ExpectedReturn, "Dự kiến ngày về"),
        (Column::Phone, "Số điện thoại\nliên lạc"),
        (Column::Vaccination, "Đã tiêm vắc xin"),
        (Column::Returned, "Đã về"),
        (Column::Contacted, "Đã liên lạc được"),
        (Column::NeedsSupport, "Gặp khó khăn cần hỗ trợ"),
        (Column::Note, "Ghi chú"),
    ],
    dates: Dates::Real,
    phones: Phones::Text,
    marks: CROSSES,
    doses: Doses::Words(["", "x", "x"]),
    groups: GROUPS,
    accents: true,
    trailing_row: true,
};

/// Typed in haste, without accents or title: dates as text, telephone numbers that lost their zero.
pub(super) static TYPED: Layout = Layout {
    file: FileKind::Xlsx,
    file_name: "{code}_{plain}_danh sach nguoi o ngoai tinh 10-9-2021.xlsx",
    sheet: "Sheet1",
    empty_sheets: &["Sheet2", "Sheet3"],
    title: &[],
    bands: &[],
    columns: &[
        (Column::Number, "stt"),
        (Column::FullName, "ho va ten"),
        (Column::BirthYear, "nam sinh"),
        (Column::Village, "ban"),
        (Column::Phone, "so dien thoai"),
        (Column::Group, "doi tuong"),
        (Column::Destination, "noi den"),
        (Column::ExpectedReturn, "du kien ngay ve"),
        (Column::Vaccination, "da tiem vac xin"),
        (Column::Returned, "da ve"),
        (Column::Contacted, "da lien lac duoc"),
        (Column::NeedsSupport, "can ho tro"),
    ],
    dates: Dates::Typed,
    phones: Phones::Number,
    marks: YES_NO,
    doses: Doses::Words(["không", "có", "có"]),
    groups: ["lao dong", "hoc sinh", "sinh vien", "om dau"],
    accents: false,
    trailing_row: false,
};

/// Capitals throughout, a full address instead of the village, dates that turned into numbers.
pub(super) static CAPITALS: Layout = Layout {
    file: FileKind::Xlsx,
    file_name: "{code} DS CONG DAN O NGOAI TINH XA {PLAIN}.xlsx",
    sheet: "DS",
    empty_sheets: &[],
    title: &["DANH SÁCH NGƯỜI ĐI LAO ĐỘNG, HỌC TẬP, KHÁM CHỮA BỆNH NGOÀI TỈNH", "{KIND} {NAME}"],
    bands: &[],
    columns: &[
        (Column::Number, "TT"),
        (Column::FullName, "HỌ VÀ TÊN"),
        (Column::BirthYear, "NĂM SINH"),
        (Column::Address, "ĐỊA CHỈ THƯỜNG TRÚ"),
        (Column::IdentityNo, "SỐ CCCD/CMND"),
        (Column::Destination, "NƠI LÀM VIỆC, HỌC TẬP"),
        (Column::Phone, "SỐ ĐT"),
        (Column::ExpectedReturn, "NGÀY VỀ DỰ KIẾN"),
        (Column::Group, "NHÓM ĐỐI TƯỢNG"),
        (Column::Vaccination, "TIÊM VẮC XIN"),
        (Column::Returned, "ĐÃ VỀ CHƯA"),
        (Column::Contacted, "LIÊN LẠC ĐƯỢC CHƯA"),
        (Column::NeedsSupport, "KHÓ KHĂN CẦN HỖ TRỢ"),
        (Column::Note, "GHI CHÚ"),
    ],
    dates: Dates::Serial,
    phones: Phones::Spaced,
    marks: DONE_NOT_YET,
    doses: Doses::Words(["chưa", "rồi", "rồi"]),
    groups: GROUPS,
    accents: true,
    trailing_row: true,
};

/// Everything abbreviated, years in two digits.
pub(super) static SHORT: Layout = Layout {
    file: FileKind::Xlsx,
    file_name: "{code} {name} - theo doi nguoi di ngoai tinh (sua lan 2).xlsx",
    sheet: "{name}",
    empty_sheets: &[],
    title: &["DS theo dõi công dân ngoài tỉnh - {kind} {name} - ngày 10/9"],
    bands: &[],
    columns: &[
        (Column::Number, "STT"),
        (Column::FullName, "Họ & tên"),
        (Column::BirthYear, "NS"),
        (Column::Village, "Bản/TK"),
        (Column::Group, "Diện"),
        (Column::Destination, "Nơi đi"),
        (Column::ExpectedReturn, "DK ngày về"),
        (Column::Phone, "SĐT"),
        (Column::IdentityNo, "CCCD"),
        (Column::Vaccination, "Tiêm VX"),
        (Column::Contacted, "Đã LL"),
        (Column::Returned, "Đã về"),
        (Column::NeedsSupport, "KK cần hỗ trợ"),
    ],
    dates: Dates::Short,
    phones: Phones::Number,
    marks: CROSSES,
    doses: Doses::Words(["chưa", "1 mũi", "2 mũi"]),
    groups: ["LĐ", "HS", "SV", "BN"],
    accents: true,
    trailing_row: false,
};

/// A band of merged cells above the header; whole words in the cells.
pub(super) static BANDED: Layout = Layout {
    file: FileKind::Xlsx,
    file_name: "{code} - Bao cao nguoi ngoai tinh {kind} {name} (10-9).xlsx",
    sheet: "Sheet1",
    empty_sheets: &[],
    title: &["BIỂU THEO DÕI NGƯỜI ĐỊA PHƯƠNG Ở NGOÀI TỈNH", "Đơn vị: {kind} {name}", ""],
    bands: &[
        (1, 5, "Thông tin cá nhân"),
        (6, 8, "Thông tin chuyến đi"),
        (9, 12, "Tình hình đến ngày 10/9/2021"),
    ],
    columns: &[
        (Column::Number, "Số TT"),
        (Column::FullName, "Họ tên"),
        (Column::BirthYear, "Năm sinh"),
        (Column::IdentityNo, "CCCD"),
        (Column::Village, "Thôn, bản"),
        (Column::Phone, "Điện thoại"),
        (Column::Group, "Nhóm"),
        (Column::Destination, "Đang ở đâu"),
        (Column::ExpectedReturn, "Thời gian dự kiến về"),
        (Column::Vaccination, "Số mũi đã tiêm"),
        (Column::Returned, "Tình trạng về"),
        (Column::Contacted, "Tình trạng liên lạc"),
        (Column::NeedsSupport, "Nhu cầu hỗ trợ"),
    ],
    dates: Dates::Real,
    phones: Phones::Text,
    marks: Marks {
        returned: ("Đã về", "Chưa về"),
        contacted: ("Được", "Không được"),
        support: ("Có", ""),
    },
    doses: Doses::Number,
    groups: GROUPS,
    accents: true,
    trailing_row: true,
};

/// Exported as text from another program.
pub(super) static CSV_ACCENTED: Layout = Layout {
    file: FileKind::Csv,
    file_name: "{code} - {kind} {name} - danh sách ngoài tỉnh 10.9.csv",
    sheet: "",
    empty_sheets: &[],
    title: &[],
    bands: &[],
    columns: &[
        (Column::Number, "STT"),
        (Column::FullName, "Họ và tên"),
        (Column::BirthYear, "Năm sinh"),
        (Column::IdentityNo, "Số CCCD"),
        (Column::Village, "Bản"),
        (Column::Group, "Đối tượng"),
        (Column::Destination, "Đi đâu"),
        (Column::ExpectedReturn, "Dự kiến ngày về"),
        (Column::Phone, "Số điện thoại"),
        (Column::Vaccination, "Đã tiêm vắc xin"),
        (Column::Returned, "Đã về"),
        (Column::Contacted, "Đã liên lạc được"),
        (Column::NeedsSupport, "Gặp khó khăn"),
    ],
    dates: Dates::Typed,
    phones: Phones::Text,
    marks: YES_NO,
    doses: Doses::Words(["chưa tiêm", "1 mũi", "2 mũi"]),
    groups: GROUPS,
    accents: true,
    trailing_row: true,
};

/// The same from a program that knows no accents.
pub(super) static CSV_PLAIN: Layout = Layout {
    file: FileKind::Csv,
    file_name: "bao cao {code} {plain} ngay 10.9.2021.csv",
    sheet: "",
    empty_sheets: &[],
    title: &[],
    bands: &[],
    columns: &[
        (Column::FullName, "ho ten"),
        (Column::Village, "ban"),
        (Column::BirthYear, "nam sinh"),
        (Column::Phone, "dien thoai"),
        (Column::Destination, "noi lam viec"),
        (Column::Group, "nhom"),
        (Column::ExpectedReturn, "ngay ve du kien"),
        (Column::Vaccination, "tiem vac xin"),
        (Column::Returned, "da ve chua"),
        (Column::Contacted, "da lien lac"),
        (Column::NeedsSupport, "can ho tro"),
    ],
    dates: Dates::Short,
    phones: Phones::Text,
    marks: Marks {
        returned: ("roi", "chua"),
        contacted: ("roi", "chua"),
        support: ("can", "khong"),
    },
    doses: Doses::Words(["chua", "roi", "roi"]),
    groups: ["lao dong", "hoc sinh", "sinh vien", "om dau"],
    accents: false,
    trailing_row: false,
};

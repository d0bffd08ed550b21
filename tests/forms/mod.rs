//! Forms of Kobo and ODK, as an officer brings and takes them. All forms are invented and written here as tables.

mod bad;
mod follow;
mod guide;
mod officer;
mod pyxform;
mod rules;
mod shared;

use crate::support::Desk;

/// A form as an officer of a commune might have it.
pub const FORM: &str = "
| survey | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required | relevant |
| | start | start | | | | |
| | text | Ho_ten | Họ và tên chủ hộ | Head of household | yes | |
| | text | dia_chi | Địa chỉ nhà | Address | | |
| | integer | so_nguoi | Số người trong nhà | Persons | | |
| | begin group | suc_khoe | Sức khoẻ | Health | | |
| | select_one co_khong | sot | Có ai sốt không | Anybody with fever | | |
| | date | ngay_sot | Sốt từ ngày | Since | | ${sot} = 'co' |
| | end group | | | | | |
| | begin repeat | nguoi | Người trong hộ | Members | | |
| | text | ten | Tên người | Name | yes | |
| | integer | tuoi | Tuổi | Age | | |
| | end repeat | | | | | |
| choices | | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) | | |
| | co_khong | co | Có | Yes | | |
| | co_khong | khong | Không | No | | |
| settings | | | | | | |
| | form_title | form_id | | | | |
| | Phiếu khai báo hộ | khai_bao_ho | | | | |
| _indicators | | | | | | |
| | name | title_vi | title_en | where | sum | |
| | ho_co_sot | Số hộ có người sốt | Households with fever | ${sot} = 'co' | | |
| | so_nguoi | Số người | Persons | | ${so_nguoi} | |
";

/// A desk with that form on it.
fn desk() -> Desk {
    let desk = Desk::district();
    desk.put("phieu.md", FORM);
    desk
}

//! From a paper to tasks that are done: the officer of the district, the chairman of a commune, a village.

mod continuous;
mod directives;
mod evidence;
mod readers;
mod report;
mod steps;

use crate::support::{COMMUNE, Desk, Ran, program};

pub(crate) const CHAIR: &str = "Cầm Văn Thuận";
pub(crate) const COMMUNE_CHAIR: &str = "Lò Văn Bí";

/// A dispatch of the district, as one would write it: a date for some, a daily report, a condition.
pub(crate) const DISPATCH: &str = "UBND HUYỆN MAI SƠN\n\nSố: 812/UBND-YT\nHỎA TỐC\n\nV/v chuẩn bị cách ly tại nhà\n\
    Mai Sơn, ngày 09 tháng 9 năm 2021\n\nKính gửi: Ủy ban nhân dân các xã, thị trấn.\n\n\
    Thực hiện Công văn số 1367-CV/HU ngày 06/9/2021 của Huyện ủy Mai Sơn, UBND huyện yêu cầu:\n\n\
    1. UBND các xã, thị trấn hoàn thiện kịch bản cách ly tại nhà, chậm nhất vào ngày 15/9/2021.\n\n\
    2. UBND các xã, thị trấn báo cáo số người cách ly về UBND huyện trước 10h00 hàng ngày.\n\n\
    3. Giao phòng Kinh tế và Hạ tầng rà soát các điểm bán hàng thiết yếu trước ngày 20/9/2021.\n\n\
    4. UBND các xã, thị trấn kích hoạt khu cách ly tập trung khi có ca bệnh trên địa bàn.\n\n\
    Nơi nhận:\n- Như trên;\n- Lưu: VT, YT.\n\nCHỦ TỊCH\n\nCầm Văn Thuận\n";

/// A district with its chair, one commune's chair, and the dispatch on record.
pub(crate) fn office() -> Desk {
    let desk = Desk::district();
    for (name, post, unit) in [(CHAIR, "chair", "125"), (COMMUNE_CHAIR, "chair", COMMUNE)] {
        desk.run(["officer", "add", "--name", name, "--post", post, "--unit", unit]).done();
    }
    let file = desk.put("812.txt", DISPATCH);
    desk.run(["directive", "add", &file, "--unit", "125", "--as", CHAIR]).done();
    desk
}

/// The same with its orders given.
pub(crate) fn issued() -> Desk {
    let desk = office();
    desk.run(["directive", "issue", "1", "--unit", "125", "--all", "--as", CHAIR]).done();
    desk
}

pub(crate) fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Ran {
    Ran::of(program(&desk.data(), now).args(arguments).output().unwrap())
}

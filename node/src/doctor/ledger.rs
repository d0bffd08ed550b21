//! Is the ledger whole?

use super::{Check, State};
use crate::{Depth, Node, Result};

pub(super) fn check(node: &Node) -> Result<Check> {
    let verified = node.verify(Depth::Ledger, &mut |_, _| ())?;
    let (entries, bodies) = (verified.entries, verified.bodies);
    Ok(match verified.broken.first() {
        None => Check::good(
            "ledger",
            format!("Sổ cái nguyên vẹn: {entries} bút toán, {bodies} dòng dữ liệu kèm theo."),
            format!("The ledger is whole: {entries} entries with {bodies} records."),
        ),
        Some(broken) => Check::of(
            "ledger",
            State::Bad,
            (format!("Sổ cái hỏng: {broken}."), format!("The ledger is broken: {broken}.")),
            (
                "Ngừng nhập, chạy phaodai verify, rồi phục hồi bản sao lưu gần nhất vào thư mục khác.",
                "Stop entering data, run phaodai verify, then restore the latest backup into another folder.",
            ),
        ),
    })
}

//! What is said of groups and repeats.

use super::super::types::Block;
use super::error;
use crate::base::Diagnostic;

fn block(block: Block) -> &'static str {
    match block {
        Block::Group => "begin group",
        Block::Repeat => "begin repeat",
    }
}

pub(in super::super) fn block_open(open: Block) -> Diagnostic {
    let open = block(open);
    error(
        "form_block_open",
        format!("“{open}” ở dòng này không có dòng đóng."),
        format!("The `{open}` of this row is never closed."),
    )
    .hint("Thêm dòng end group hoặc end repeat.", "Add a row end group or end repeat.")
}

pub(in super::super) fn block_crossed(open: Block, row: u64) -> Diagnostic {
    let open = block(open);
    error(
        "form_block_crossed",
        format!("Dòng đóng này không khớp với “{open}” ở dòng {row}."),
        format!("This end does not belong to the `{open}` of row {row}."),
    )
    .hint("Đóng nhóm bên trong trước.", "Close the inner one first.")
}

pub(in super::super) fn block_unopened() -> Diagnostic {
    error("form_block_unopened", "Không có nhóm nào đang mở.", "No group is open here.")
        .hint("Bỏ dòng này, hoặc thêm dòng begin.", "Remove the row, or add a begin.")
}

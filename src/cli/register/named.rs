//! Registers by the names that people type.

use std::sync::Arc;

use domain::base::Diagnostic;
use domain::register::{Definition, Owner};
use jiff::civil::Date;
use node::Node;
use node::projection::{Register, Uncalled};

use super::super::Failure;

/// The newest version of a register, by name.
///
/// # Errors
/// When no register is called so; the known ones are named. When units issued several of this name.
pub fn register_named(node: &Node, name: &str) -> Result<Arc<Register>, Failure> {
    let registry = node.registry();
    match registry.called(name) {
        Ok(register) => Ok(register.clone()),
        Err(Uncalled::Nobody) => {
            let known = registry.iter().map(|register| &register.definition);
            let known = known.filter(|one| !is_system(one)).map(|one| one.name.as_str());
            Err(unknown(name, &known.collect::<Vec<_>>().join(", ")).into())
        }
        Err(Uncalled::Several) => Err(several(name).into()),
    }
}

/// A register by name, in the version that is in force on a day.
///
/// # Errors
/// As [`register_named`], and when the register is not kept any more on that day.
pub fn register_on(node: &Node, name: &str, day: Date) -> Result<Arc<Register>, Failure> {
    let register = node.registry().in_force(&register_named(node, name)?, day);
    match register.definition.valid_to {
        Some(last) if last < day => Err(closed(&register.definition, last).into()),
        _ => Ok(register),
    }
}

/// Whether a register is the program's own.
pub(super) fn is_system(definition: &Definition) -> bool {
    definition.id == Owner::System.id_of(&definition.name)
}

fn unknown(name: &str, known: &str) -> Diagnostic {
    Diagnostic::error(
        "register_unknown",
        format!("không có sổ tên \"{name}\""),
        format!("there is no register \"{name}\""),
    )
    .hint(format!("các sổ hiện có: {known}"), format!("the registers: {known}"))
}

fn several(name: &str) -> Diagnostic {
    Diagnostic::error(
        "register_ambiguous",
        format!("có nhiều sổ tên \"{name}\", mỗi sổ của một đơn vị"),
        format!("several units have a register \"{name}\""),
    )
    .hint(
        "đổi tên sổ mới cho khác, rồi nhận lại",
        "give the newer register another name and accept it again",
    )
}

fn closed(definition: &Definition, last: Date) -> Diagnostic {
    Diagnostic::error(
        "register_closed",
        format!("sổ “{}” chỉ giữ đến hết ngày {last}", definition.title.vi),
        format!("the register “{}” was kept until {last} only", definition.title.en),
    )
    .hint(
        "dữ liệu cũ vẫn xem được: thêm --date; để giữ tiếp, sửa valid_to trong một bản mới",
        "old data can still be seen: add --date; to keep it longer, change valid_to in a new version",
    )
}

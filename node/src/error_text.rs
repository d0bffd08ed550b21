//! Errors of a node as the screen says them: Vietnamese first, with the way out.

use domain::base::{Bilingual, Diagnostic, Severity};
use domain::entry::DraftError;

use crate::NodeError;

impl NodeError {
    /// The error as the screen and the command line show it.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let message = Bilingual::new(self.vietnamese(), sentence(&self.to_string()));
        let (severity, place) = (Severity::Error, domain::base::Place::default());
        let mut diagnostic =
            Diagnostic { code: self.code(), severity, place, message, hint: self.way_out() };
        diagnostic.place.file = self.path();
        diagnostic
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::NotANode(path)
            | Self::Exists(path)
            | Self::NotOurs(path)
            | Self::KeyMissing(path)
            | Self::WrongKey(path)
            | Self::File { path, .. } => Some(path.display().to_string()),
            _ => None,
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::NotANode(_) => "Thư mục này chưa có cơ sở dữ liệu phaodai.db.".to_owned(),
            Self::Exists(_) => "Tệp đã có sẵn, không ghi đè.".to_owned(),
            Self::NotOurs(_) => "Đây không phải cơ sở dữ liệu của Pháo Đài.".to_owned(),
            Self::Newer { found, known } => {
                format!("Cơ sở dữ liệu phiên bản {found}; chương trình này chỉ đọc đến {known}.")
            }
            Self::Busy => "Một chương trình khác đang ghi vào cơ sở dữ liệu.".to_owned(),
            Self::DiskFull => "Ổ đĩa đầy: chưa ghi gì cả.".to_owned(),
            Self::Unwritable(what) => {
                format!("Ổ đĩa không nhận dữ liệu ghi xuống; chưa ghi gì cả: {what}.")
            }
            Self::NoAccess(what) => {
                format!("Không có quyền ghi vào cơ sở dữ liệu hoặc thư mục của nó: {what}.")
            }
            Self::Damaged(what) => format!("Cơ sở dữ liệu bị hỏng: {what}."),
            Self::File { source, .. } => format!("Không đọc hoặc ghi được tệp: {source}."),
            Self::Database(source) => format!("Cơ sở dữ liệu báo lỗi: {source}."),
            Self::Random(what) => format!("Máy không cho số ngẫu nhiên: {what}."),
            Self::Draft(error) => draft(error),
            Self::UnknownRegister(id) => format!("Máy này chưa có sổ {id}."),
            Self::UnknownVersion { definition, known, found } => {
                format!(
                    "Sổ {definition} ở đây là phiên bản {known}, dữ liệu ghi phiên bản {found}."
                )
            }
            Self::Definition { definition, faults } => {
                let first = faults.first().map(|fault| fault.message.vi.as_str());
                format!("Không nhận được định nghĩa sổ {definition}. {}", first.unwrap_or_default())
            }
            Self::OtherUnit { record, owner, unit } => {
                format!("Dòng {record} thuộc đơn vị {owner}, không thuộc đơn vị {unit}.")
            }
            Self::UnknownRecord(record) => format!("Sổ không có dòng {record}."),
            Self::Chain { no, source } => format!("Bút toán {no} gãy chuỗi: {source}."),
            Self::Entry { no, source } => format!("Không đọc được bút toán {no}: {source}."),
            Self::Bodies { no, what } => {
                format!("Không đọc được nội dung của bút toán {no}: {what}.")
            }
            Self::UnknownPosition(head) => {
                format!("Máy này không giữ bút toán {} của {}.", head.seq, head.stream)
            }
            Self::KeyMissing(_) => "Thiếu khóa của máy.".to_owned(),
            Self::WrongKey(_) => "Khóa trong tệp không phải khóa của máy này.".to_owned(),
            Self::BadCopy(what) => format!("Bản sao không nguyên vẹn: {what}."),
        }
    }

    fn way_out(&self) -> Option<Bilingual> {
        let (vi, en) = match self {
            Self::NotANode(_) => (
                "Chạy phaodai init để tạo máy mới, hoặc chỉ đúng thư mục dữ liệu bằng --data.",
                "Create a node with phaodai init, or name the right data folder with --data.",
            ),
            Self::Exists(_) => ("Chọn một thư mục trống.", "Choose an empty folder."),
            Self::NotOurs(_) => ("Chỉ đúng tệp phaodai.db.", "Name the right phaodai.db."),
            Self::Newer { .. } => (
                "Cài phiên bản mới của chương trình; dữ liệu vẫn nguyên.",
                "Install the newer program; the data are untouched.",
            ),
            Self::Busy => (
                "Đợi chương trình kia xong rồi làm lại.",
                "Wait until the other program has finished, then try again.",
            ),
            Self::DiskFull => (
                "Giải phóng ổ đĩa rồi làm lại; xem và xuất dữ liệu vẫn được.",
                "Free some room and try again; reading and exporting still work.",
            ),
            Self::Unwritable(_) => (
                "Xem ổ đĩa còn chỗ không, có bị rút ra hoặc bị giới hạn dung lượng không, rồi làm lại; xem và xuất dữ liệu vẫn được.",
                "See whether the disk has room, was pulled out or is limited, then try again; reading and exporting still work.",
            ),
            Self::NoAccess(_) => (
                "Cho tài khoản đang dùng quyền ghi vào thư mục dữ liệu; nếu là đĩa chỉ đọc, phục hồi sang thư mục khác: phaodai restore phaodai.db --data THU_MUC_MOI.",
                "Let this account write to the data folder; if the disk is read-only, restore to another folder: phaodai restore phaodai.db --data NEW_FOLDER.",
            ),
            Self::Damaged(_) | Self::Chain { .. } | Self::Entry { .. } | Self::Bodies { .. } => (
                "Chạy phaodai verify để biết chỗ hỏng, rồi phục hồi từ bản sao lưu gần nhất.",
                "Run phaodai verify to see where, then restore the latest backup.",
            ),
            Self::UnknownRegister(_) | Self::UnknownVersion { .. } => (
                "Nhận định nghĩa sổ trước, bằng đồng bộ hoặc từ tệp.",
                "Take the register's definition first, by sync or from its file.",
            ),
            Self::KeyMissing(_) | Self::WrongKey(_) => (
                "Chép lại tệp node.key đã cất riêng; nếu mất hẳn, phục hồi bản sao lưu thành máy mới.",
                "Put back the node.key that was kept apart; if it is lost, restore a backup as a new node.",
            ),
            Self::BadCopy(_) => (
                "Sao lưu lại, hoặc dùng bản sao lưu trước đó.",
                "Make the backup again, or use the one before it.",
            ),
            Self::Draft(DraftError::ReasonMissing(_)) => ("Ghi rõ lý do.", "State the reason."),
            _ => return None,
        };
        Some(Bilingual::new(vi, en))
    }
}

fn draft(error: &DraftError) -> String {
    match error {
        DraftError::Empty => "Không có thay đổi nào để ghi.".to_owned(),
        DraftError::RecordTwice(record) => {
            format!("Dòng {record} có mặt hai lần trong một lần ghi.")
        }
        DraftError::ReasonMissing(record) => {
            format!("Rút hoặc xóa dòng {record} phải có lý do.")
        }
    }
}

/// The error's text as a sentence.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}

impl From<NodeError> for Diagnostic {
    fn from(error: NodeError) -> Self {
        error.to_diagnostic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::base::Lang;

    #[test]
    fn a_full_disk_is_told_in_both_languages_with_the_way_out() {
        let told = NodeError::DiskFull.to_diagnostic();
        assert!(told.render(Lang::Vi).starts_with("Ổ đĩa đầy: chưa ghi gì cả. [store_full]\n  → "));
        assert!(told.render(Lang::En).starts_with("The disk is full: nothing was written."));
    }
}

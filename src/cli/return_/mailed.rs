//! The form among the attachments of an e-mail.

use std::path::{Path, PathBuf};

use domain::base::Diagnostic;

use crate::files::{Attachment, Loose, Mail, open_sheet};

/// The one attachment that is a form, and the form.
///
/// # Errors
/// `mail_winmail` when Outlook packed the files; `mail_no_workbook` when none is a workbook; `mail_two_sheets` when
/// several are forms; `mail_attachment_unknown`; and as [`open_sheet`].
pub(super) fn form_in<'m>(
    mail: &'m Mail,
    named: Option<&str>,
) -> Result<(&'m Attachment, Loose), Diagnostic> {
    let books: Vec<&Attachment> = match named {
        Some(name) => vec![called(mail, name)?],
        None => mail.attachments.iter().filter(|one| one.may_be_workbook()).collect(),
    };
    if books.is_empty() {
        return Err(match mail.attachments.iter().any(Attachment::is_winmail) {
            true => winmail(),
            false => no_workbook(mail),
        });
    }
    let mut forms = Vec::new();
    let mut fault = None;
    for book in books {
        match opened(book) {
            Ok(sheet) => forms.push((book, sheet)),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    // The same file attached twice is one.
    forms.dedup_by(|one, other| one.0.bytes == other.0.bytes);
    match (forms.pop(), forms.is_empty(), fault) {
        (Some(found), true, _) => Ok(found),
        (Some(last), false, _) => {
            forms.push(last);
            Err(several(&forms.iter().map(|(book, _)| book.name.as_str()).collect::<Vec<_>>()))
        }
        (None, _, Some(fault)) => Err(fault),
        (None, _, None) => Err(no_workbook(mail)),
    }
}

fn called<'m>(mail: &'m Mail, name: &str) -> Result<&'m Attachment, Diagnostic> {
    let wanted = domain::base::text::fold(name);
    let found = mail.attachments.iter().find(|one| domain::base::text::fold(&one.name) == wanted);
    found.ok_or_else(|| {
        Diagnostic::error(
            "mail_attachment_unknown",
            format!("thư không kèm tệp “{name}”"),
            format!("nothing called “{name}” is attached"),
        )
        .hint(format!("Các tệp kèm: {}.", names(mail)), format!("Attached: {}.", names(mail)))
    })
}

/// Workbooks are read from files: the attachment lies in one for as long as it is read.
fn opened(book: &Attachment) -> Result<Loose, Diagnostic> {
    let hash = blake3::hash(&book.bytes).to_hex();
    let name = format!("phaodai-{}-{}.xlsx", std::process::id(), &hash.as_str()[..16]);
    let file = Passing(std::env::temp_dir().join(name));
    std::fs::write(file.path(), &book.bytes).map_err(|error| unpacked(&book.name, &error))?;
    open_sheet(file.path()).map_err(|mut fault| {
        fault.place.file = Some(book.name.clone());
        fault
    })
}

/// A file that goes away.
struct Passing(PathBuf);

impl Passing {
    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

fn names(mail: &Mail) -> String {
    let names: Vec<&str> = mail.attachments.iter().map(|one| one.name.as_str()).collect();
    if names.is_empty() { "—".to_owned() } else { names.join(", ") }
}

fn winmail() -> Diagnostic {
    Diagnostic::error(
        "mail_winmail",
        "thư chỉ kèm winmail.dat: Outlook của người gửi đã gói tệp theo kiểu riêng, không mở được",
        "the mail only holds winmail.dat: the sender's Outlook packed the files in its own way",
    )
    .hint(
        "đề nghị gửi lại dạng “văn bản thuần” hoặc HTML, hoặc gửi phiếu qua Zalo rồi nhận tệp .xlsx",
        "ask for it again as plain text or HTML, or for the workbook by chat, and take in the .xlsx",
    )
}

fn no_workbook(mail: &Mail) -> Diagnostic {
    let names = names(mail);
    Diagnostic::error(
        "mail_no_workbook",
        format!("thư không kèm phiếu Excel nào; tệp kèm: {names}"),
        format!("no workbook is attached; attached: {names}"),
    )
    .hint(
        "đề nghị đơn vị gửi lại kèm phiếu, hoặc nhập tay: phaodai return take --paper",
        "ask the unit to send the form, or type it in: phaodai return take --paper",
    )
}

fn several(names: &[&str]) -> Diagnostic {
    let names = names.join(", ");
    Diagnostic::error(
        "mail_two_sheets",
        format!("thư kèm nhiều phiếu: {names}; không tự chọn"),
        format!("several forms are attached: {names}; none is chosen"),
    )
    .hint("Thêm --attachment \"TÊN TỆP\".", "Add --attachment \"FILE NAME\".")
}

fn unpacked(name: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "mail_unpack",
        format!("không tách được tệp {name} khỏi thư: {error}"),
        format!("{name} cannot be taken out of the mail: {error}"),
    )
    .hint("xem ổ đĩa còn chỗ không", "check that the disk has room")
}

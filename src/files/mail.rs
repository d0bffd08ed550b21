//! An e-mail that was saved as a file (`.eml`): who sent it, when by the own clock, and what is attached.

use std::path::Path;

use domain::base::Diagnostic;
use jiff::Timestamp;
use mail_parser::{Message, MessageParser, MimeHeaders};

use super::{problem, sniff};

/// Larger mails are refused: a workbook of one sheet is small.
const LIMIT: u64 = 50 * 1024 * 1024;

/// What an e-mail holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// "Message-ID", without the angle brackets.
    pub message_id: String,
    /// The address of "From", with the name before it when there is one.
    pub from: String,
    /// "Subject", decoded.
    pub subject: String,
    /// "Date": the clock of the sender's machine, which proves nothing.
    pub date: Option<Timestamp>,
    /// What is attached, also within forwarded mails, in their order.
    pub attachments: Vec<Attachment>,
}

/// One file of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, decoded; "" when it has none.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// Whether the content can be a workbook: a zip archive, or the container of Excel 97.
    pub fn may_be_workbook(&self) -> bool {
        matches!(sniff::content(&self.bytes), sniff::Content::Zip | sniff::Content::Compound)
            && !self.is_winmail()
    }

    /// Whether Outlook packed the attachments into a form of its own.
    pub fn is_winmail(&self) -> bool {
        self.bytes.starts_with(&[0x78, 0x9f, 0x3e, 0x22])
            || self.name.eq_ignore_ascii_case("winmail.dat")
    }
}

/// Whether a file is an e-mail: plain text that begins with the headers of one.
///
/// # Errors
/// When the file cannot be read; `mail_outlook` for a mail in Outlook's own format.
pub fn is_mail(path: &Path) -> Result<bool, Diagnostic> {
    match super::table::content(path)? {
        sniff::Content::Text | sniff::Content::Html | sniff::Content::Binary => {}
        sniff::Content::Compound if is_outlook(&bytes(path)?) => return Err(outlook(path)),
        _ => return Ok(false),
    }
    let bytes = bytes(path)?;
    let found = MessageParser::default().parse_headers(&bytes);
    Ok(found.is_some_and(|mail| mail.from().is_some() || mail.message_id().is_some()))
}

/// Reads an e-mail.
///
/// # Errors
/// When the file cannot be read or is no e-mail; `file_too_large`.
pub fn mail(path: &Path) -> Result<Mail, Diagnostic> {
    let bytes = bytes(path)?;
    let parsed = MessageParser::default().parse(&bytes);
    let parsed = parsed.ok_or_else(|| problem::broken(".eml", &"e-mail"))?;
    let mut attachments = Vec::new();
    collect(&parsed, &mut attachments, 0);
    let from = parsed.from().and_then(|from| from.first());
    let from = from.map(|one| {
        let address = one.address().unwrap_or_default();
        one.name().map_or_else(|| address.to_owned(), |name| format!("{name} <{address}>"))
    });
    let date = parsed.date().map(mail_parser::DateTime::to_timestamp);
    Ok(Mail {
        message_id: parsed.message_id().unwrap_or_default().to_owned(),
        from: from.unwrap_or_default(),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        date: date.and_then(|seconds| Timestamp::from_second(seconds).ok()),
        attachments,
    })
}

/// Attachments of a mail, and of mails that it forwards as attachments.
fn collect(mail: &Message<'_>, into: &mut Vec<Attachment>, depth: u8) {
    for part in mail.attachments() {
        match part.message() {
            Some(inner) if depth < 4 => collect(inner, into, depth + 1),
            _ => into.push(Attachment {
                name: part.attachment_name().unwrap_or_default().to_owned(),
                bytes: part.contents().to_vec(),
            }),
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error| problem::unreadable(path, &error);
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > LIMIT {
        return Err(problem::too_large(LIMIT).in_file(problem::name(path)));
    }
    std::fs::read(path).map_err(unreadable)
}

/// Outlook's `.msg` names its streams so.
fn is_outlook(bytes: &[u8]) -> bool {
    sniff::contains_utf16(bytes, "__substg1.0_")
}

fn outlook(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "mail_outlook",
        "đây là thư lưu theo kiểu riêng của Outlook (.msg), không đọc được",
        "this is a mail in Outlook's own format (.msg), which is not read",
    )
    .hint(
        "kéo tệp Excel trong thư ra ngoài rồi nhận tệp đó, hoặc lưu thư thành .eml",
        "drag the workbook out of the mail and take that in, or save the mail as .eml",
    )
    .in_file(problem::name(path))
}

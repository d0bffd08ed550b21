//! A paper comes in: a file, or its text pasted.

use askama::Template;
use domain::base::Diagnostic;
use domain::people::Right;
use domain::{directive, document};
use node::attachments::{self, File, Target};
use node::tasks::{Incoming, Office, Received};

use crate::files;
use crate::web::chrome::Chrome;
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::unit_label;

#[derive(Template)]
#[template(path = "directives/add.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    units: Vec<(String, String)>,
    text: String,
}

/// The form.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    Reply::page(&page(visit, Vec::new())?)
}

fn page(visit: &Visit<'_>, sayings: Vec<Saying>) -> Result<Page, Nope> {
    let (tree, day) = (visit.tree()?, visit.today());
    let units = visit.who()?.units(Right::ReceiveDirectives);
    let units = units.into_iter().filter_map(|unit| tree.get(unit));
    Ok(Page {
        c: visit.chrome("Vào sổ văn bản", "Enter a document"),
        sayings,
        units: units.map(|unit| (unit.id.to_string(), unit_label(unit, day))).collect(),
        text: visit.form.get("text").to_owned(),
    })
}

/// What was sent.
pub(super) fn take(visit: &Visit<'_>) -> Answer {
    let unit = visit.unit(Right::ReceiveDirectives)?;
    match received(visit, unit.id) {
        Ok((received, href)) => {
            let say = if received.new {
                visit.w(
                    "Đã vào sổ. Xem lại từng nhiệm vụ rồi giao.",
                    "On record. Look at each order, then issue.",
                )
            } else {
                visit.w("Văn bản này đã vào sổ từ trước.", "It is on record already.")
            };
            Reply::said(href, say)
        }
        Err(nope @ (Nope::Wrong(_) | Nope::TooLarge(_))) => {
            Reply::page_with(nope.status(), &page(visit, nope.sayings())?)
        }
        Err(other) => Err(other),
    }
}

fn received(visit: &Visit<'_>, unit: domain::base::UnitId) -> Result<(Received, String), Nope> {
    let upload = visit.form.file("file");
    let text = match upload {
        Some(upload) => {
            if upload.size > attachments::MOST_BYTES {
                return Err(Nope::TooLarge(attachments::MOST_BYTES));
            }
            files::document_text(&upload.path)
                .map_err(|fault| fault.in_file(upload.name.clone()))?
        }
        None => visit.form.some("text").map(str::to_owned).ok_or_else(nothing)?,
    };
    let name = upload.map_or_else(|| "dan-vao.txt".to_owned(), |upload| upload.name.clone());
    let reading = directive::read(&document::parse(&text));
    let office = Office::open(visit.node())?;
    let officer = visit.officer();
    let incoming = Incoming { unit, file_name: &name, text: &text, reading: &reading, officer };
    let received = office.receive(&incoming)?;
    if received.new {
        let content =
            upload.map_or_else(|| Ok(text.clone().into_bytes()), |upload| upload.bytes())?;
        let target =
            Target { unit, record: received.directive.id, register: "directive", note: "" };
        attachments::attach(visit.node(), target, &[File::new(name.clone(), content)?], officer)?;
    }
    let href = super::address(&office, &received.directive);
    Ok((received, href))
}

fn nothing() -> Diagnostic {
    Diagnostic::error(
        "file_missing",
        "Chưa chọn tệp và cũng chưa dán chữ.",
        "Neither a file nor a text was given.",
    )
    .hint(
        "Chọn tệp .docx, .pdf, .txt, hoặc dán nguyên văn.",
        "Choose a .docx, .pdf or .txt, or paste the text.",
    )
    .at_field("file")
}

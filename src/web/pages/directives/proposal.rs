//! The register that a directive asks for: its form, its figures and the line of the return, to be looked at, corrected
//! and accepted.

use askama::Template;
use axum::http::StatusCode;
use domain::base::{Diagnostic, Kind};
use domain::people::Right;
use domain::register::{Definition, Owner, Proposal};
use node::tasks::{Directive, Office};

use super::{address, directive};
use crate::cli::register::propose_from;
use crate::web::chrome::Chrome;
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "directives/proposal.html")]
struct Page {
    c: Chrome,
    sayings: Vec<Saying>,
    href: String,
    back: String,
    subject: String,
    unit: String,
    name: String,
    title: String,
    /// The register that is there already, where it serves the order.
    there: Option<(String, String)>,
    questions: Vec<String>,
    fields: Vec<FieldRow>,
    figures: Vec<(String, String)>,
    line: String,
}

struct FieldRow {
    name: String,
    label: String,
    kind: &'static str,
    choices: String,
    required: bool,
    keep: bool,
}

/// The proposal.
pub(super) fn show(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = issued(visit, &office)?;
    let proposal = proposal(&office, &directive)?;
    let definition = proposal.definition.clone();
    page(visit, &office, &directive, &proposal, &definition, Vec::new())
}

/// The directive, when the visitor may define registers for its unit.
fn issued(visit: &Visit<'_>, office: &Office<'_>) -> Result<Directive, Nope> {
    let directive = directive(visit, office)?;
    visit.reach(Right::DefineRegisters, directive.unit)?;
    Ok(directive)
}

fn proposal(office: &Office<'_>, directive: &Directive) -> Result<Proposal, Nope> {
    let text = office.text_of(directive)?;
    Ok(propose_from(&text, Owner::Unit(directive.unit))?)
}

/// Whether the words of a directive ask for a list that this visitor may make.
pub(super) fn is_offered(visit: &Visit<'_>, directive: &Directive, text: &str) -> bool {
    visit.reach(Right::DefineRegisters, directive.unit).is_ok()
        && propose_from(text, Owner::Unit(directive.unit)).is_ok()
}

fn page(
    visit: &Visit<'_>,
    office: &Office<'_>,
    directive: &Directive,
    proposal: &Proposal,
    definition: &Definition,
    sayings: Vec<Saying>,
) -> Answer {
    let lang = visit.lang;
    let status = if sayings.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let back = address(office, directive);
    let known = visit.node().registry().get(definition.id).is_ok();
    let there = (proposal.known || known).then(|| {
        (format!("/registers/{}", definition.name), definition.title.get(lang).to_owned())
    });
    // All that was proposed stands there, so that what was taken out can be put back.
    let fields = proposal.definition.in_use().map(|proposed| {
        let kept = definition.field(&proposed.name);
        let field = kept.unwrap_or(proposed);
        let choices = definition.choices_of(field).iter();
        FieldRow {
            name: field.name.clone(),
            label: field.label.vi.clone(),
            kind: kind(field.kind, visit),
            choices: choices.map(|one| one.label.get(lang)).collect::<Vec<_>>().join(", "),
            required: field.required,
            keep: kept.is_some(),
        }
    });
    let figures = definition.indicators.iter();
    let line = figures.clone().map(|one| format!("{}: …", one.title.get(lang)));
    let page = Page {
        c: visit.chrome("Sổ mà văn bản yêu cầu", "The register that it asks for"),
        sayings,
        href: format!("{back}/register"),
        subject: directive.subject.clone(),
        unit: visit.unit_name(directive.unit),
        name: definition.name.clone(),
        title: definition.title.vi.clone(),
        there,
        questions: proposal.questions.iter().map(|one| one.message.get(lang).to_owned()).collect(),
        fields: fields.collect(),
        line: line.collect::<Vec<_>>().join("; "),
        figures: figures.map(|one| (one.title.get(lang).to_owned(), one.filter.clone())).collect(),
        back,
    };
    Reply::page_with(status, &page)
}

/// Accepts it, with what was corrected: the register is there at once.
pub(super) fn accept(visit: &Visit<'_>) -> Answer {
    let office = Office::open(visit.node())?;
    let directive = issued(visit, &office)?;
    let proposal = proposal(&office, &directive)?;
    let corrected = corrected(visit, Owner::Unit(directive.unit), &proposal);
    match taken(visit, &directive, &proposal, &corrected) {
        Ok(definition) => Reply::said(
            format!("/registers/{}", definition.name),
            visit.w(
                "Sổ dùng được ngay: nhập từng dòng, hoặc nhập danh sách Excel.",
                "The register is there: write into it, or import a list.",
            ),
        ),
        Err(nope @ Nope::Wrong(_)) => {
            page(visit, &office, &directive, &proposal, &corrected, nope.sayings())
        }
        Err(other) => Err(other),
    }
}

fn taken(
    visit: &Visit<'_>,
    directive: &Directive,
    proposal: &Proposal,
    corrected: &Definition,
) -> Result<Definition, Nope> {
    if proposal.known {
        return Err(there_already(&proposal.definition).into());
    }
    let text = Proposal { definition: corrected.clone(), ..proposal.clone() }.to_toml();
    // It is read as a file of an officer would be: whatever was corrected is held against the rules for definitions.
    let definition =
        Definition::issued_by(Owner::Unit(directive.unit), &text).map_err(Nope::Wrong)?;
    let registry = visit.node().registry();
    if registry.get(definition.id).is_ok() || registry.called(&definition.name).is_ok() {
        return Err(there_already(&definition).into());
    }
    visit.node().define(directive.unit, visit.officer(), &definition)?;
    Ok(definition)
}

/// The proposal with what was typed over it.
fn corrected(visit: &Visit<'_>, owner: Owner, proposal: &Proposal) -> Definition {
    let (form, mut definition) = (&visit.form, proposal.definition.clone());
    if let Some(name) = form.some("name") {
        name.clone_into(&mut definition.name);
        definition.id = owner.id_of(name);
    }
    if let Some(title) = form.some("title") {
        definition.title = domain::base::Bilingual::new(title, title);
    }
    let kept = |name: &str| form.get(&format!("keep.{name}")) == "yes";
    definition.fields.retain(|field| kept(&field.name));
    for field in &mut definition.fields {
        if let Some(label) = form.some(&format!("label.{}", field.name))
            && label != field.label.vi
        {
            field.label = domain::base::Bilingual::new(label, label);
        }
        field.required = form.get(&format!("required.{}", field.name)) == "yes";
    }
    let left: Vec<String> = definition.fields.iter().map(|field| field.name.clone()).collect();
    definition.keys.retain(|key| key.iter().all(|name| left.contains(name)));
    definition.columns.retain(|name| left.contains(name));
    definition
}

fn there_already(definition: &Definition) -> Diagnostic {
    let (title, name) = (&definition.title, &definition.name);
    Diagnostic::error(
        "register_there",
        format!("Đã có sổ “{}” ({name}).", title.vi),
        format!("There is a register “{}” ({name}) already.", title.en),
    )
    .hint("Dùng sổ đã có, hoặc đặt tên khác.", "Use it, or choose another name.")
    .at_field("name")
}

fn kind(kind: Kind, visit: &Visit<'_>) -> &'static str {
    let (vi, en) = match kind {
        Kind::Integer | Kind::Decimal => ("số", "number"),
        Kind::Date => ("ngày", "date"),
        Kind::Time => ("giờ", "time"),
        Kind::DateTime => ("ngày giờ", "date and time"),
        Kind::SelectOne => ("chọn một", "one of"),
        Kind::SelectMultiple => ("chọn nhiều", "some of"),
        Kind::Calculate => ("tự tính", "computed"),
        Kind::Record => ("nối sổ khác", "link"),
        Kind::Unit => ("đơn vị", "unit"),
        Kind::Geopoint => ("vị trí", "place"),
        Kind::Image | Kind::File => ("tệp", "file"),
        Kind::Text | Kind::Barcode => ("chữ", "text"),
    };
    if visit.lang == domain::base::Lang::Vi { vi } else { en }
}

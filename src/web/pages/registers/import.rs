//! Import in four steps, as on the command line: choose, try and look, import, mend what was refused.

use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use domain::base::Diagnostic;
use domain::people::Right;

use super::{register, units};
use crate::cli::import::{How, Imported, import};
use crate::cli::{Context, Failure};
use crate::web::chrome::Chrome;
use crate::web::imports::Waiting;
use crate::web::jobs::JobDone;
use crate::web::nope::{Nope, Saying};
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

#[derive(Template)]
#[template(path = "registers/import.html")]
struct Choose {
    c: Chrome,
    name: String,
    title: String,
    units: Vec<(String, String)>,
    sayings: Vec<Saying>,
}

#[derive(Template)]
#[template(path = "registers/preview.html")]
struct Preview {
    c: Chrome,
    name: String,
    id: String,
    title: String,
    unit: String,
    file: String,
    figures: Vec<(String, u64, &'static str)>,
    columns: Vec<(String, String)>,
    unfilled: Vec<String>,
    notices: Vec<String>,
    skipped: Vec<(u64, String)>,
    problems: Vec<(u64, String, bool)>,
    nothing: bool,
}

/// Step one: which file, whose list.
pub(super) fn choose(visit: &Visit<'_>) -> Answer {
    Reply::page(&form(visit, Vec::new())?)
}

fn form(visit: &Visit<'_>, sayings: Vec<Saying>) -> Result<Choose, Nope> {
    let register = register(visit, Right::Import)?;
    let units = units(visit, &register, Right::Import)?;
    Ok(Choose {
        c: visit.chrome("Nhập danh sách", "Import a list"),
        name: register.definition.name.clone(),
        title: register.definition.title.get(visit.lang).to_owned(),
        units: units.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        sayings,
    })
}

/// The file was sent: it is tried as a job, and nothing is written.
pub(super) fn take(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::Import)?;
    let unit = visit.unit(Claim::on(Right::Import, &register.definition.name))?.id;
    let who = visit.who()?;
    let Some(sent) = visit.take_file("file") else {
        let missing = Diagnostic::error("file_missing", "Chưa chọn tệp.", "No file was chosen.")
            .hint(
                "Chọn tệp .xlsx, .xls, .ods hoặc .csv.",
                "Choose a .xlsx, .xls, .ods or .csv file.",
            )
            .at_field("file");
        return Reply::refused(&form(visit, Nope::from(missing).sayings())?);
    };
    let (id, name) = (visit.site.fresh(), register.definition.name.clone());
    let waiting = Waiting {
        owner: who.id(),
        register: name.clone(),
        unit,
        file: sent,
        trial: Mutex::default(),
    };
    let waiting = visit.site.imports.keep(&id, waiting);
    let title = format!("{}: {}", visit.w("Thử nhập", "Trial of"), waiting.file.name);
    let (site, context, to) =
        (Arc::clone(visit.site), context(visit), format!("/registers/{name}/import/{id}"));
    let say = visit
        .w(
            "Đã thử xong, chưa ghi gì: xem rồi nhập.",
            "Tried; nothing is written yet: look, then import.",
        )
        .to_owned();
    let job = visit.site.jobs.begin(visit.site.fresh(), who.id(), title, move |_| {
        let how = How { dry_run: true, ..How::default() };
        let tried =
            import(&site.node, &waiting.register, &waiting.file.path, waiting.unit, &how, &context);
        let tried = tried.map_err(|failure| named(failure, &waiting.file.name))?;
        *waiting.trial.lock().unwrap_or_else(PoisonError::into_inner) = Some(tried);
        Ok(JobDone { say, to: Some(to), file: None })
    })?;
    Reply::see(format!("/jobs/{}", job.id))
}

/// Step two: what would happen.
pub(super) fn preview(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::Import)?;
    let waiting =
        visit.site.imports.get(visit.part("id"), visit.who()?.id()).ok_or(Nope::NotFound)?;
    let trial = waiting.trial.lock().unwrap_or_else(PoisonError::into_inner);
    let tried = trial.as_ref().ok_or(Nope::NotFound)?;
    let outcome = &tried.outcome;
    let figure = |vi, en, count, class| (visit.w(vi, en).to_owned(), count, class);
    let problem = |problem: &node::inbox::Problem, bad| (problem.row, problem.message.clone(), bad);
    let refused = outcome.errors.iter().take(SHOWN).map(|one| problem(one, true));
    let odd = outcome.warnings.iter().take(SHOWN).map(|one| problem(one, false));
    let label = |name: &String| {
        let field = register.definition.field(name);
        field.map_or_else(|| name.clone(), |field| field.label.get(visit.lang).to_owned())
    };
    let page = Preview {
        c: visit.chrome("Xem trước khi nhập", "Before the import"),
        name: register.definition.name.clone(),
        id: visit.part("id").to_owned(),
        title: register.definition.title.get(visit.lang).to_owned(),
        unit: visit.unit_name(waiting.unit),
        file: waiting.file.name.clone(),
        figures: vec![
            figure("dòng trong tệp", "rows of the file", outcome.rows, ""),
            figure("sẽ nhận", "would be taken", outcome.accepted, "ok"),
            figure("trùng", "are there already", outcome.duplicates, ""),
            figure("không nhận được", "would be refused", outcome.rejected, "bad"),
        ],
        columns: outcome
            .mapping
            .iter()
            .map(|(title, field)| {
                let field =
                    field.as_ref().map_or_else(|| visit.w("bỏ qua", "left out").to_owned(), label);
                (title.clone(), field)
            })
            .collect(),
        unfilled: tried.columns.fields_without_column.iter().map(label).collect(),
        notices: tried.told.notices.iter().map(|notice| notice.message.clone()).collect(),
        skipped: tried
            .told
            .skipped
            .iter()
            .take(SHOWN)
            .map(|one| (one.row, one.text.clone()))
            .collect(),
        problems: refused.chain(odd).collect(),
        nothing: outcome.accepted == 0,
    };
    Reply::page(&page)
}

/// Lines of each kind that are shown; all refused rows are in the workbook.
const SHOWN: usize = 50;

/// Steps three and four: it is imported, and the refused rows come back as a workbook.
pub(super) fn run(visit: &Visit<'_>) -> Answer {
    register(visit, Right::Import)?;
    let who = visit.who()?;
    let waiting = visit.site.imports.get(visit.part("id"), who.id()).ok_or(Nope::NotFound)?;
    visit.reach(Claim::on(Right::Import, &waiting.register), waiting.unit)?;
    let title = format!("{}: {}", visit.w("Nhập danh sách", "Import of"), waiting.file.name);
    let (site, context) = (Arc::clone(visit.site), context(visit));
    let words = [
        visit.w("đã nhận", "taken").to_owned(),
        visit.w("trùng", "there already").to_owned(),
        visit
            .w(
                "không nhận được (tải tệp, sửa, nhập lại tệp ấy)",
                "refused (save the file, mend it, import it)",
            )
            .to_owned(),
    ];
    let job = visit.site.jobs.begin(visit.site.fresh(), who.id(), title, move |_| {
        let done = import(
            &site.node,
            &waiting.register,
            &waiting.file.path,
            waiting.unit,
            &How::default(),
            &context,
        );
        let Imported { outcome, rejects, .. } =
            done.map_err(|failure| named(failure, &waiting.file.name))?;
        let counts = [outcome.accepted, outcome.duplicates, outcome.rejected];
        let say: Vec<String> = words
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| format!("{count} {word}"))
            .collect();
        let file = rejects.map(|path| {
            (
                "dong-loi.xlsx".to_owned(),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                path,
            )
        });
        Ok(JobDone {
            say: say.join(", "),
            to: Some(format!("/registers/{}", waiting.register)),
            file,
        })
    })?;
    Reply::see(format!("/jobs/{}", job.id))
}

/// The officer acts by id: names may be shared.
fn context(visit: &Visit<'_>) -> Context {
    Context {
        officer: visit.officer().map(|officer| officer.to_string()),
        json: true,
        ..visit.context()
    }
}

/// Faults of a file name it as its sender knows it.
fn named(failure: Failure, name: &str) -> Vec<Diagnostic> {
    let named = |mut fault: Diagnostic| {
        if fault.place.file.is_some() {
            fault.place.file = Some(name.to_owned());
        }
        fault
    };
    failure.diagnostics.into_iter().map(named).collect()
}

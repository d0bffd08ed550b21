//! A list to take along: as a job, with a watermark of who took it and when.

use std::sync::Arc;

use domain::people::Right;

use super::register;
use crate::cli::export;
use crate::web::jobs::JobDone;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;
use crate::web::visitor::Claim;

/// Begins the work; its page gives the file.
pub(super) fn begin(visit: &Visit<'_>) -> Answer {
    let register = register(visit, Right::Export)?;
    let who = visit.who()?;
    let scope = match visit.form.some("unit").or_else(|| visit.query.some("unit")) {
        Some(_) => visit
            .node()
            .scope_of(visit.unit(Claim::on(Right::Export, &register.definition.name))?.id)?,
        None => who.scope(Claim::on(Right::Export, &register.definition.name)),
    };
    let officer = visit.acting_officer()?;
    let name = who
        .officer
        .as_ref()
        .map_or_else(|| who.account.login.clone(), |officer| officer.full_name.clone());
    let mark = format!(
        "{} · {} · {}",
        visit.w("Xuất bởi", "Exported by"),
        name,
        crate::web::chrome::wall_text(visit.now())
    );
    let (site, lang) = (Arc::clone(visit.site), visit.lang);
    let title =
        format!("{}: {}", visit.w("Xuất danh sách", "Export"), register.definition.title.get(lang));
    let file = format!("{}-{}.xlsx", register.definition.name, visit.today());
    let say = visit.w("Đã xuất xong.", "The export is ready.").to_owned();
    let job = visit.site.jobs.begin(visit.site.fresh(), who.id(), title, move |job| {
        let path = job.folder.join(&file);
        let told = |done| job.progress.set(done, 0);
        let work = export::Work { scope: &scope, officer, lang, mark: Some(&mark) };
        let rows = export::write(&site.node, &register, &path, &work, &told)
            .map_err(|fault| vec![fault])?;
        Ok(JobDone {
            say: format!("{say} {rows}"),
            to: None,
            file: Some((
                file,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                path,
            )),
        })
    })?;
    Reply::see(format!("/jobs/{}", job.id))
}

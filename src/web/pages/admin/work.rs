//! Backup and verification, as jobs with progress.

use std::sync::Arc;

use node::Depth;

use crate::web::jobs::JobDone;
use crate::web::reply::{Answer, Reply};
use crate::web::visit::Visit;

/// Backs the node up while it runs; the copy can be saved to a stick from the page of the job.
pub(super) fn backup(visit: &Visit<'_>) -> Answer {
    let (site, who) = (Arc::clone(visit.site), visit.who()?);
    let name = format!("phaodai-{}.db", visit.now().strftime("%Y-%m-%d-%H%M"));
    let say = visit
        .w("Đã sao lưu. Chép tệp này sang ổ khác.", "Backed up. Copy the file to another disk.")
        .to_owned();
    let job = visit.site.jobs.begin(
        visit.site.fresh(),
        who.id(),
        visit.w("Sao lưu", "Backup").to_owned(),
        move |job| {
            let path = job.folder.join(&name);
            let mut told =
                |copied: node::store::CopyProgress| job.progress.set(copied.done, copied.total);
            site.node.backup(&path, &mut told).map_err(|error| vec![error.to_diagnostic()])?;
            Ok(JobDone { say, to: None, file: Some((name, "application/octet-stream", path)) })
        },
    )?;
    Reply::see(format!("/jobs/{}", job.id))
}

/// Walks the ledger and every hash in it.
pub(super) fn verify(visit: &Visit<'_>) -> Answer {
    let (site, who) = (Arc::clone(visit.site), visit.who()?);
    let words = [
        visit.w("Nhật ký nguyên vẹn:", "The ledger is whole:").to_owned(),
        visit.w("bút toán", "entries").to_owned(),
        visit.w("CÓ CHỖ HỎNG:", "BROKEN:").to_owned(),
    ];
    let job = visit.site.jobs.begin(
        visit.site.fresh(),
        who.id(),
        visit.w("Kiểm tra nhật ký", "Verification").to_owned(),
        move |job| {
            let verified =
                site.node.verify(Depth::Ledger, &mut |done, total| job.progress.set(done, total));
            let verified = verified.map_err(|error| vec![error.to_diagnostic()])?;
            let say = if verified.is_whole() {
                format!("{} {} {}", words[0], verified.entries, words[1])
            } else {
                let broken: Vec<String> =
                    verified.broken.iter().take(10).map(|one| format!("{one:?}")).collect();
                format!("{} {}", words[2], broken.join("; "))
            };
            Ok(JobDone { say, to: Some("/admin".to_owned()), file: None })
        },
    )?;
    Reply::see(format!("/jobs/{}", job.id))
}

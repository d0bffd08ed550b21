//! Who may sign in at the demonstration, and what is published there.

use domain::base::UnitId;
use node::people::accounts::Accounts;
use node::people::notices::{self, Notice};
use node::people::{self, NewOfficer};

use super::{CHAIR, DAY, DISTRICT, Stage};
use crate::cli::Failure;

/// The password of everybody at the demonstration.
pub(in crate::cli) const PASSWORD: &str = "pháo đài chạy thử";
/// Whose commune the demonstration opens: xã Tà Hộc, which has not reported; its list lies in the folder `chua-gui`.
const COMMUNE: &str = "04165";

/// An account of the demonstration, and what it is for.
#[derive(Clone, Debug)]
pub(in crate::cli) struct DemoAccount {
    /// Name to sign in with.
    pub(in crate::cli) login: &'static str,
    /// Who that is.
    pub(in crate::cli) who: String,
}

impl Stage<'_> {
    /// Accounts for the district's duty officer and leader, a commune's clerk, secretary and chair, the administrator.
    pub(super) fn accounts(&self) -> Result<Vec<DemoAccount>, Failure> {
        let (district, commune) = (self.unit(DISTRICT)?, self.unit(COMMUNE)?);
        let officers = people::officers(&self.node)?;
        let of = |unit: UnitId, posts: &[&str]| {
            let found =
                officers.iter().find(|one| one.unit == unit && posts.contains(&one.post.as_str()));
            found.map(|one| (one.id, one.full_name.clone()))
        };
        let new = |name: &str, unit| {
            let officer = NewOfficer { full_name: name, post: "clerk", unit, acting_for: None };
            people::add(&self.node, &officer, None).map(|id| (id, name.to_owned()))
        };
        let chair = officers
            .iter()
            .find(|one| one.full_name == CHAIR)
            .map(|one| (one.id, CHAIR.to_owned()));
        let made = [
            (
                "huyen.truc",
                "district_officer",
                district,
                Some(new("Nguyễn Thị Trực Ban", district)?),
            ),
            ("huyen.chutich", "district_leader", district, chair),
            ("xa.nhaplieu", "commune_clerk", commune, Some(new("Lò Thị Nhập Liệu", commune)?)),
            ("xa.bithu", "commune_leader", commune, of(commune, &["secretary"])),
            ("xa.chutich", "commune_leader", commune, of(commune, &["chair", "deputy_chair"])),
            ("quantri", "administrator", district, None),
        ];
        let accounts = Accounts::of(&self.node);
        let mut shown = Vec::new();
        for (login, role, unit, officer) in made {
            let account = accounts.add(login, officer.as_ref().map(|(id, _)| *id), None)?;
            accounts.set_password(account.id, PASSWORD, false, None)?;
            accounts.grant(account.id, role, unit, None)?;
            let title = domain::people::Roles::built_in().called(role);
            let title =
                title.map(|role| role.title.get(self.context.lang).to_owned()).unwrap_or_default();
            let name = officer.map(|(_, name)| format!("{name}, ")).unwrap_or_default();
            shown.push(DemoAccount { login, who: format!("{name}{title}") });
        }
        Ok(shown)
    }

    /// What residents find on the public page.
    pub(super) fn notices(&self) -> Result<(), Failure> {
        let unit = self.unit(DISTRICT)?;
        let notice =
            |kind: &str, title: &str, words: &str, phone: &str| -> Result<Notice, Failure> {
                Ok(Notice {
                    id: self.node.new_record()?,
                    unit,
                    kind: kind.to_owned(),
                    title: title.to_owned(),
                    words: words.to_owned(),
                    phone: phone.to_owned(),
                    from: Some(DAY),
                    until: None,
                    source: "Văn bản chạy thử, không có thật".to_owned(),
                })
            };
        let all = [
            notice(
                "measure",
                "Người từ tỉnh ngoài về phải khai báo",
                "Về đến nhà thì báo trưởng bản trong ngày.\nCách ly tại nhà theo hướng dẫn của trạm y tế.",
                "",
            )?,
            notice(
                "call",
                "Đường dây nóng chống dịch của huyện",
                "Trực cả ngày lẫn đêm.",
                "0000 000 115",
            )?,
        ];
        for one in &all {
            notices::publish(&self.node, one, None)?;
        }
        Ok(())
    }
}

//! What stands around every page.

use domain::base::{Bilingual, Lang};
use domain::people::Right;

use super::assets;
use super::visit::Visit;
use super::visitor::Claim;

/// What stands around a page: a field `c` of every page's struct.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// Language of the screen.
    pub lang: Lang,
    /// Title of the page.
    pub title: String,
    /// Ways to other pages, those of this visitor only.
    pub ways: Vec<Way>,
    /// Who is signed in.
    pub who: Option<Who>,
    /// What was just done, to be said once.
    pub said: Option<String>,
    /// Path of this page with its query, for the switches of language and colours.
    pub here: String,
    /// The clock on the wall of the server.
    pub clock: String,
    /// `light`, `dark`, or `auto`.
    pub theme: &'static str,
    /// Guards the forms of this page.
    pub csrf: String,
    /// Makes a form that is sent twice count once.
    pub once: String,
}

/// A way to another page.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where.
    pub href: &'static str,
    /// What stands there.
    pub label: String,
    /// Whether this page is there.
    pub here: bool,
}

/// Who is signed in, as the page shows it.
#[derive(Clone, Debug)]
pub struct Who {
    /// Name of the officer, or of the account.
    pub name: String,
    /// Unit, and what the account may be there.
    pub role: String,
}

impl Chrome {
    /// For a page with this title.
    pub(super) fn of(visit: &Visit<'_>, title: &str) -> Self {
        let query = visit.query.encoded();
        let here =
            if query.is_empty() { visit.path.clone() } else { format!("{}?{query}", visit.path) };
        let now = visit.now();
        Self {
            lang: visit.lang,
            title: title.to_owned(),
            ways: ways(visit),
            who: visit.visitor().map(|_| who(visit)),
            said: visit.visitor().and_then(|who| visit.site.said(&who.session)),
            here,
            clock: format!("{:02}:{:02} {}", now.hour(), now.minute(), day_text(now.date())),
            theme: visit.theme,
            csrf: visit.site.csrf(&visit.seed),
            once: visit.site.fresh(),
        }
    }

    /// One of two texts, by language: every text of a template goes through here.
    pub fn w<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// A text of a definition or of a fault, by language.
    pub fn t<'a>(&self, text: &'a Bilingual) -> &'a str {
        text.get(self.lang)
    }

    /// The language for `<html lang>`.
    pub fn code(&self) -> &'static str {
        self.w("vi", "en")
    }

    /// The hidden fields that every form with `method="post"` has: `{{ c.guard()|safe }}`.
    pub fn guard(&self) -> String {
        let (csrf, once) = (&self.csrf, &self.once);
        format!(
            "<input type=\"hidden\" name=\"csrf\" value=\"{csrf}\"><input type=\"hidden\" name=\"once\" value=\"{once}\">"
        )
    }

    /// The path of this page, to stand behind `?to=`.
    pub fn here_in_query(&self) -> String {
        form_urlencoded::byte_serialize(self.here.as_bytes()).collect()
    }

    /// Address of a file of `assets/`, which changes with its content.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}

/// `10/9/2021`, as people write days.
pub fn day_text(day: jiff::civil::Date) -> String {
    format!("{}/{}/{}", day.day(), day.month(), day.year())
}

/// `9/9/2021 16:00`, of milliseconds since 1970.
pub fn moment_text(millis: u64) -> String {
    let moment = i64::try_from(millis)
        .ok()
        .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    moment.map(|moment| wall_text(domain::base::local(moment))).unwrap_or_default()
}

/// `9/9/2021 16:00`.
pub fn wall_text(wall: jiff::civil::DateTime) -> String {
    format!("{} {:02}:{:02}", day_text(wall.date()), wall.hour(), wall.minute())
}

fn who(visit: &Visit<'_>) -> Who {
    let Some(visitor) = visit.visitor() else {
        return Who { name: String::new(), role: String::new() };
    };
    let unit = visitor.home().map(|unit| visit.unit_name(unit)).unwrap_or_default();
    let roles: Vec<&str> = visitor.roles().iter().map(|role| role.title.get(visit.lang)).collect();
    let name =
        visitor.officer.as_ref().map_or(&visitor.account.login, |officer| &officer.full_name);
    Who { name: name.clone(), role: format!("{} · {unit}", roles.join(", ")) }
}

/// The main pages, in the order of the day's work.
fn ways(visit: &Visit<'_>) -> Vec<Way> {
    use Right::{
        Administer, Conclude, PrepareReturns, ReadAudit, ReadBoard, ReadBriefing, ReadDirectives,
        ReadDiscrepancies, ReadRecords,
    };
    let Some(who) = visit.visitor() else { return Vec::new() };
    let all: [(&'static str, &str, &str, Option<Right>); 12] = [
        ("/", "Hôm nay", "Today", None),
        ("/tasks", "Việc", "Tasks", Some(ReadDirectives)),
        ("/directives", "Văn bản", "Directives", Some(ReadDirectives)),
        ("/registers", "Sổ", "Registers", Some(ReadRecords)),
        ("/cases", "Ca bệnh", "Cases", Some(ReadRecords)),
        ("/follow-up", "Theo dõi", "Follow-up", Some(ReadRecords)),
        ("/returns", "Báo cáo", "Returns", Some(PrepareReturns)),
        ("/board", "Bảng theo dõi", "Board", Some(ReadBoard)),
        ("/discrepancies", "Số liệu vênh", "Discrepancies", Some(ReadDiscrepancies)),
        ("/briefing", "Giao ban", "Briefing", Some(ReadBriefing)),
        ("/notices", "Công bố", "Public notices", Some(Conclude)),
        ("/admin", "Máy chủ", "Server", Some(Administer)),
    ];
    let mut ways: Vec<Way> = all
        .into_iter()
        .filter(|(_, _, _, right)| right.is_none_or(|right| who.may(right)))
        .filter(|(href, ..)| about(href).is_none_or(|name| who.may(Claim::on(ReadRecords, name))))
        .map(|(href, vi, en, _)| Way {
            href,
            label: visit.w(vi, en).to_owned(),
            here: is_at(&visit.path, href),
        })
        .collect();
    if who.may(ReadAudit) {
        let label = visit.w("Nhật ký", "Audit").to_owned();
        ways.push(Way { href: "/audit", label, here: is_at(&visit.path, "/audit") });
    }
    ways
}

/// The register without which a page has nothing to show.
fn about(href: &str) -> Option<&'static str> {
    match href {
        "/cases" => Some("case"),
        "/follow-up" => Some("follow_up"),
        _ => None,
    }
}

fn is_at(path: &str, href: &str) -> bool {
    if href == "/" { path == "/" } else { path == href || path.starts_with(&format!("{href}/")) }
}

//! What a return says when it cannot do what it was asked: one function per condition.

use domain::base::units::Unit;
use domain::base::{Bilingual, Diagnostic, Lang, NodeId, UnitId};
use domain::register::Definition;
use domain::returns::{Address, Included, Line, Position, Post, Template, UsedDefinition};
use jiff::civil::Date;

use super::day::{in_words, spoken};
use super::{Attestation, Desk, Subject, Version};
use crate::measure::Unbalanced;
use crate::people::Officer;

pub(super) fn unit_unknown(text: &str, day: Date) -> Diagnostic {
    Diagnostic::error(
        "unit_unknown",
        format!("Ngày {} không có đơn vị nào mang mã “{text}”.", spoken(day)),
        format!("On {day} no unit has the code `{text}`."),
    )
    .hint(
        "Ghi mã đơn vị đủ các số 0 ở đầu, ví dụ 04117; tìm mã: phaodai units list TÊN.",
        "Write the code with its leading zeros, e.g. 04117; look it up: phaodai units list NAME.",
    )
}

/// `day` comes with whether it is today, which is what commands take when no day was given.
pub(super) fn not_in_force(unit: &Unit, day: (Date, bool)) -> Diagnostic {
    let code = unit.code.as_deref().map_or_else(String::new, |code| format!(" ({code})"));
    let name = format!("{}{code}", unit.full_name());
    let (vi, en) = in_words(unit.valid);
    let (today, is_today) = match day.1 {
        true => (" (hôm nay)", " (today)"),
        false => ("", ""),
    };
    let taken = spoken(day.0);
    Diagnostic::error(
        "unit_not_in_force",
        format!("Lấy ngày {taken}{today}: ngày ấy {name} không có hiệu lực, chỉ có hiệu lực {vi}."),
        format!("The day is {}{is_today}: {name} is not in force then, only {en}.", day.0),
    )
}

pub(super) fn template_unknown(name: &str, known: &[Template]) -> Diagnostic {
    Diagnostic::error(
        "template_unknown",
        format!("Không có mẫu báo cáo “{name}”."),
        format!("There is no template `{name}`."),
    )
    .hint(
        format!("Các mẫu: {}.", names(known, Lang::Vi)),
        format!("Templates: {}.", names(known, Lang::En)),
    )
}

pub(super) fn template_unclear(unit: &str, known: &[Template]) -> Diagnostic {
    Diagnostic::error(
        "template_unclear",
        format!("Không rõ {unit} báo cáo theo mẫu nào."),
        format!("It is not clear which return {unit} means."),
    )
    .hint(
        format!("Thêm --template và tên mẫu: {}.", names(known, Lang::Vi)),
        format!("Add --template and its name: {}.", names(known, Lang::En)),
    )
}

pub(super) fn not_owed(unit: &Unit, template: &Template) -> Diagnostic {
    let (name, title) = (unit.full_name(), &template.title);
    Diagnostic::error(
        "template_not_owed",
        format!("{name} không phải lập báo cáo “{}”.", title.vi),
        format!("{name} does not owe the return “{}”.", title.en),
    )
}

pub(super) fn nobody_below(desk: &Desk<'_>, unit: &Unit, day: Date) -> Diagnostic {
    let (name, key) = (unit.full_name(), desk.key(unit.id, day));
    let own = format!("phaodai return show --unit {key} --date {day}");
    let above = desk.tree.ancestors(unit.id, day).first().map(|above| desk.key(above.id, day));
    let above = above
        .map_or_else(String::new, |above| format!("phaodai collate --unit {above} --date {day}; "));
    Diagnostic::error(
        "nobody_obliged",
        format!("Dưới {name} không có đơn vị nào phải báo cáo, nên không có gì để tổng hợp."),
        format!("Nobody under {name} owes a return, so there is nothing to collate."),
    )
    .hint(
        format!("Tổng hợp ở cấp trên, hoặc xem báo cáo của chính đơn vị: {above}{own}"),
        format!("Collate above it, or see its own return: {above}{own}"),
    )
}

pub(super) fn nobody_obliged(unit: &Unit, template: &Template) -> Diagnostic {
    let (name, title) = (unit.full_name(), &template.title);
    Diagnostic::error(
        "nobody_obliged",
        format!("Dưới {name} không có đơn vị nào phải lập báo cáo “{}”.", title.vi),
        format!("Nobody under {name} owes the return “{}”.", title.en),
    )
}

/// Names, as they are typed, with their titles.
fn names(templates: &[Template], lang: Lang) -> String {
    let named = templates.iter().map(|one| format!("{} ({})", one.name, one.title.get(lang)));
    named.collect::<Vec<_>>().join(", ")
}

pub(super) fn bad_name(name: &str) -> Diagnostic {
    Diagnostic::error(
        "template_name",
        format!("Tên “{name}” chỉ được có chữ thường không dấu, chữ số và dấu gạch dưới."),
        format!("The name `{name}` may hold only lower-case letters, digits and underscores."),
    )
}

pub(super) fn register_unknown(name: &str) -> Diagnostic {
    Diagnostic::error(
        "register_unknown",
        format!("Máy này chưa có sổ “{name}”."),
        format!("This node does not have the register `{name}`."),
    )
}

pub(super) fn register_ambiguous(name: &str) -> Diagnostic {
    Diagnostic::error(
        "register_ambiguous",
        format!("Có nhiều sổ cùng tên “{name}”, do các đơn vị khác nhau ban hành."),
        format!("Several units have issued a register called `{name}`."),
    )
}

pub(super) fn other_home_node(unit: &str, home: NodeId) -> Diagnostic {
    Diagnostic::error(
        "other_home_node",
        format!("Máy chủ trì của {unit} là máy khác ({home})."),
        format!("The home node of {unit} is another one ({home})."),
    )
    .hint(
        "Lập và gửi báo cáo trên máy đó; khi máy hỏng, huyện chuyển chủ trì về máy này.",
        "Prepare and submit there; when that machine is down, the district moves the unit here.",
    )
}

pub(super) fn reason_missing(sent: u32) -> Diagnostic {
    Diagnostic::error(
        "reason_missing",
        format!("Báo cáo lần {sent} đã gửi; lập lần sau phải nêu lý do sửa."),
        format!("Version {sent} has been sent; a correction needs a reason."),
    )
    .hint("Thêm --reason \"…\".", "Add --reason \"…\".")
}

pub(super) fn no_draft(desk: &Desk<'_>, subject: &Subject) -> Diagnostic {
    let (unit, day) = (desk.unit_name(subject.unit, subject.period), subject.period);
    let key = desk.key(subject.unit, day);
    Diagnostic::error(
        "return_not_prepared",
        format!("{unit}, ngày {day}: chưa có bản nào đang chờ xác nhận hoặc gửi."),
        format!("{unit}, {day}: nothing is waiting to be confirmed or sent."),
    )
    .hint(
        format!("Lập trước: phaodai return prepare --unit {key} --date {day}."),
        format!("Prepare it first: phaodai return prepare --unit {key} --date {day}."),
    )
}

pub(super) fn version_unknown(desk: &Desk<'_>, subject: &Subject, number: u32) -> Diagnostic {
    let (unit, day) = (desk.unit_name(subject.unit, subject.period), subject.period);
    Diagnostic::error(
        "version_unknown",
        format!("{unit}, ngày {day}: không có báo cáo lần {number}."),
        format!("{unit}, {day}: there is no version {number}."),
    )
}

pub(super) fn altered(version: &Version) -> Diagnostic {
    Diagnostic::error(
        "return_altered",
        format!("Nội dung báo cáo lần {} không còn đúng mã băm đã xác nhận.", version.number),
        format!("The content of version {} no longer has the hash that was kept.", version.number),
    )
    .hint(
        "Chạy phaodai verify; nội dung gốc còn trong nhật ký.",
        "Run phaodai verify; the original content is still in the ledger.",
    )
}

pub(super) fn officer_of_other_unit(
    desk: &Desk<'_>,
    subject: &Subject,
    officer: &Officer,
) -> Diagnostic {
    let (name, own) = (&officer.full_name, desk.unit_name(officer.unit, desk.today()));
    let unit = desk.unit_name(subject.unit, subject.period);
    Diagnostic::error(
        "officer_of_other_unit",
        format!("{name} là cán bộ của {own}, không xác nhận được báo cáo của {unit}."),
        format!("{name} belongs to {own} and cannot confirm a return of {unit}."),
    )
    .hint(holders(desk, subject, Lang::Vi), holders(desk, subject, Lang::En))
}

pub(super) fn post_not_held(desk: &Desk<'_>, subject: &Subject, officer: &Officer) -> Diagnostic {
    let name = &officer.full_name;
    let (vi, en) = (posts(subject, Lang::Vi), posts(subject, Lang::En));
    Diagnostic::error(
        "post_not_held",
        format!("{name} không giữ chức vụ {vi}, cũng không được ghi là ký thay."),
        format!("{name} is neither {en} nor on record as acting for one of them."),
    )
    .hint(holders(desk, subject, Lang::Vi), holders(desk, subject, Lang::En))
}

pub(super) fn attested_twice(officer: &Officer, before: &Attestation) -> Diagnostic {
    let (name, post) = (&officer.full_name, before.post.title());
    Diagnostic::error(
        "attested_twice",
        format!("{name} đã xác nhận bản này với chức vụ {}.", post.vi),
        format!("{name} has confirmed this version already, as {}.", post.en),
    )
    .hint("Chức vụ còn lại phải do người khác xác nhận.", "The other post is for another person.")
}

pub(super) fn post_attested(post: Post, before: Option<&Attestation>) -> Diagnostic {
    let (title, who) = (post.title(), before.map_or("", |before| &before.full_name));
    Diagnostic::error(
        "post_attested",
        format!("{} đã có xác nhận của {who} cho bản này.", title.vi),
        format!("{who} has confirmed this version as {} already.", title.en),
    )
}

pub(super) fn attestation_missing(
    desk: &Desk<'_>,
    subject: &Subject,
    missing: &[Post],
) -> Diagnostic {
    let title = |lang| {
        let titles = missing.iter().map(|post| post.title().get(lang).to_owned());
        titles.collect::<Vec<_>>().join(", ")
    };
    Diagnostic::error(
        "attestation_missing",
        format!("Chưa gửi được: còn thiếu xác nhận của {}.", title(Lang::Vi)),
        format!("Not sent: the confirmation of {} is missing.", title(Lang::En)),
    )
    .hint(who(desk, subject, missing, Lang::Vi), who(desk, subject, missing, Lang::En))
}

fn posts(subject: &Subject, lang: Lang) -> String {
    let titles = subject.template.attested_by.iter().map(|post| post.title().get(lang).to_owned());
    titles.collect::<Vec<_>>().join(", ")
}

fn holders(desk: &Desk<'_>, subject: &Subject, lang: Lang) -> String {
    who(desk, subject, &subject.template.attested_by, lang)
}

/// Who can confirm for these posts.
fn who(desk: &Desk<'_>, subject: &Subject, posts: &[Post], lang: Lang) -> String {
    let line = |post: &Post| {
        let names: Vec<&str> = desk
            .holders(subject.unit, *post, subject.period)
            .into_iter()
            .map(|officer| officer.full_name.as_str())
            .collect();
        let names = match (names.is_empty(), lang) {
            (false, _) => names.join(", "),
            (true, Lang::Vi) => "chưa có ai trong danh sách cán bộ".to_owned(),
            (true, Lang::En) => "nobody on record".to_owned(),
        };
        format!("{}: {names}", post.title().get(lang))
    };
    let lines = posts.iter().map(line).collect::<Vec<_>>().join("; ");
    match lang {
        Lang::Vi => format!("Người xác nhận được — {lines}."),
        Lang::En => format!("Who can confirm — {lines}."),
    }
}

/// A kept figure that a self-check found wrong.
pub(super) fn figure_was_wrong(unit: &str, figure: &str, alarm: &crate::FigureAlarm) -> Diagnostic {
    let (no, kept, counted) = (alarm.no, alarm.kept, alarm.counted);
    Diagnostic::warning(
        "figure_was_wrong",
        format!(
            "Báo động {no}: {unit}, {figure} từng giữ sai {kept}, đếm lại là {counted}; đã sửa."
        ),
        format!(
            "Alarm {no}: {unit}, {figure} was kept as {kept}, a recount gave {counted}; mended."
        ),
    )
    .hint(
        format!("ghi nhận: phaodai jobs acknowledge {no} --as \"HỌ TÊN\""),
        format!("take note: phaodai jobs acknowledge {no} --as \"NAME\""),
    )
}

pub(super) fn unbalanced(unit: &str, odd: &Unbalanced) -> Diagnostic {
    let plain = || Bilingual::new("Các chỉ tiêu không cân đối", "The figures do not balance");
    let message = odd.balance.message.clone().unwrap_or_else(plain);
    let (check, left, right) = (&odd.balance.check, odd.left, odd.right);
    Diagnostic::warning(
        "balance_broken",
        format!("{unit}: {} ({check}: {left} và {right}).", message.vi.trim_end_matches('.')),
        format!("{unit}: {} ({check}: {left} and {right}).", message.en.trim_end_matches('.')),
    )
    .hint(
        "Báo cáo vẫn gửi được; cần giải trình.",
        "The return can be sent all the same; an explanation is needed.",
    )
}

pub(super) fn line_without_figure(line: &Line) -> Diagnostic {
    if line.is_typed() {
        let name = &line.name;
        return Diagnostic::warning(
            "line_without_figure",
            format!("“{}” chưa có số; báo cáo để trống, không ghi 0.", line.title.vi),
            format!("“{}” has no figure; it stays empty, not zero.", line.title.en),
        )
        .hint(
            format!("Nhập: --set {name}=SỐ --source {name}=\"…\"."),
            format!("Type it: --set {name}=NUMBER --source {name}=\"…\"."),
        );
    }
    Diagnostic::warning(
        "line_without_figure",
        format!("“{}” chưa tính được; báo cáo để trống, không ghi 0.", line.title.vi),
        format!("“{}” could not be computed; it stays empty, not zero.", line.title.en),
    )
}

pub(super) fn definition_lost(used: &UsedDefinition) -> Diagnostic {
    let (id, version) = (used.definition, used.version);
    Diagnostic::error(
        "definition_lost",
        format!("Máy này không giữ định nghĩa sổ {id} phiên bản {version} đã dùng khi chốt."),
        format!("The definition {id}, version {version}, that was used then is not held here."),
    )
}

pub(super) fn bad_position(at: &Position) -> Diagnostic {
    Diagnostic::error(
        "position_unreadable",
        format!("Vị trí nhật ký {} của đơn vị {} không đọc được.", at.seq, at.unit),
        format!("Position {} of unit {} cannot be read.", at.seq, at.unit),
    )
}

pub(super) fn included_lost(desk: &Desk<'_>, one: &Included) -> Diagnostic {
    let unit = desk.unit_name(one.unit, desk.today());
    Diagnostic::error(
        "included_lost",
        format!("Báo cáo lần {} của {unit} đã tổng hợp không còn như khi đó.", one.version),
        format!("Version {} of {unit}, which went in, is not here as it was.", one.version),
    )
}

pub(super) fn indicator_lost(line: &Line) -> Diagnostic {
    Diagnostic::error(
        "indicator_unknown",
        format!("Sổ không có chỉ tiêu của dòng “{}”.", line.title.vi),
        format!("The register does not have the indicator of “{}”.", line.title.en),
    )
}

pub(super) fn line_unknown(unit: &Unit, address: &Address, known: &[Template]) -> Diagnostic {
    let owed = known.iter().filter(|template| template.owed_by == unit.tier);
    let lines: Vec<&str> =
        owed.flat_map(|template| &template.lines).map(|line| line.name.as_str()).collect();
    let (name, lines) = (unit.full_name(), lines.join(", "));
    Diagnostic::error(
        "line_unknown",
        format!("Báo cáo của {name} không có dòng “{}”.", address.line),
        format!("No return of {name} has a line `{}`.", address.line),
    )
    .hint(format!("Các dòng: {lines}."), format!("Lines: {lines}."))
}

pub(super) fn indicator_unknown(definition: &Definition, name: &str) -> Diagnostic {
    let known: Vec<&str> = definition.indicators.iter().map(|one| one.name.as_str()).collect();
    let (title, known) = (&definition.title, known.join(", "));
    Diagnostic::error(
        "indicator_unknown",
        format!("Sổ “{}” không có chỉ tiêu “{name}”.", title.vi),
        format!("The register “{}” has no indicator `{name}`.", title.en),
    )
    .hint(format!("Các chỉ tiêu: {known}."), format!("Indicators: {known}."))
}

pub(super) fn register_has_no_versions(address: &Address) -> Diagnostic {
    let live = Address { version: None, ..address.clone() };
    Diagnostic::error(
        "version_unknown",
        "Số liệu của sổ là số đang có, không có lần báo cáo.",
        "Figures of a register are live; they have no versions.",
    )
    .hint(format!("Mở: {live}"), format!("Open: {live}"))
}

pub(super) fn line_ambiguous(address: &Address) -> Diagnostic {
    Diagnostic::error(
        "line_ambiguous",
        format!("Nhiều mẫu báo cáo có dòng “{}”.", address.line),
        format!("Several templates have a line `{}`.", address.line),
    )
    .hint(
        "Ghi tên mẫu trước dòng: ĐƠN_VỊ/NGÀY/MẪU.DÒNG.",
        "Write the template before the line: UNIT/DATE/TEMPLATE.LINE.",
    )
}

pub(super) fn out_of_scope(desk: &Desk<'_>, unit: UnitId, officer: &Officer) -> Diagnostic {
    let (name, own, unit) = (
        &officer.full_name,
        desk.unit_name(officer.unit, desk.today()),
        desk.unit_name(unit, desk.today()),
    );
    Diagnostic::error(
        "out_of_scope",
        format!("{name} ({own}) không được xem số liệu của {unit}."),
        format!("{name} ({own}) may not see the figures of {unit}."),
    )
    .hint(
        "Chọn cán bộ của đơn vị ấy hoặc của cấp trên bằng --as.",
        "Choose an officer of that unit or of one above it with --as.",
    )
}

//! A return as a page on the terminal.

use domain::base::local;
use domain::returns::{Post, Taken};
use node::publish::{Attestation, Desk, Receipt, Recomputed, Shown, State, Subject, Version};

use crate::cli::wide::{Side, Wide};
use crate::cli::{Context, say};

pub(super) fn shown(shown: &Shown, desk: &Desk<'_>, context: &Context) -> String {
    let mut page = head(shown, desk, context);
    page.push_str(&format!("\n{}\n", figures(shown, context)));
    let taken = shown.version.as_ref().and_then(|version| version.frozen().ok()?.taken.as_ref());
    for post in &shown.subject.template.attested_by {
        let line = match taken {
            Some(taken) => on_paper(*post, taken, context),
            None => signature(*post, &shown.attestations, context),
        };
        page.push_str(&format!("  {line}\n"));
    }
    page.push_str(&taken.map(|taken| came(taken, context)).unwrap_or_default());
    for receipt in &shown.receipts {
        page.push_str(&format!("  {}\n", arrival(receipt, shown, context)));
    }
    for warning in &shown.warnings {
        page.push_str(&format!("  ! {}\n", warning.render(context.lang)));
    }
    for one in &shown.discrepancies {
        let (reference, title) = (desk.discrepancy_reference(one), one.title.get(context.lang));
        let state = one.state.title();
        page.push_str(&format!("  ≠ {reference} · {title} · {}\n", state.get(context.lang)));
    }
    page.push_str(&next(shown, desk, context));
    page
}

fn head(shown: &Shown, desk: &Desk<'_>, context: &Context) -> String {
    let subject = &shown.subject;
    let title = subject.template.title.get(context.lang);
    let state = match &shown.version {
        None => {
            context.say("chưa lập; đây là số đang có trong sổ", "not prepared; live count").into()
        }
        Some(version) => format!(
            "{} {} · {}",
            context.say("lần", "version"),
            version.number,
            state(version.state, context)
        ),
    };
    let unit = desk.unit_name(subject.unit, subject.period);
    let code = desk.code(subject.unit, subject.period);
    let code = code.map_or_else(String::new, |code| format!(" ({code})"));
    let mut page = format!("{title} · {state}\n{unit}{code} · {}", say::day(subject.period));
    let frozen = shown.version.as_ref().and_then(|version| version.frozen().ok());
    // Of what was taken in, the unit says as of when; it stands further down.
    if let Some(as_of) = frozen.filter(|frozen| frozen.taken.is_none()).map(|frozen| frozen.as_of) {
        let moment = say::moment_of(subject.period, as_of);
        page.push_str(&format!(" · {} {moment}", context.say("tính đến", "as of")));
    }
    let due = say::cut_off(subject.template.cut_off, context);
    let standing = standing(shown, context);
    page.push_str(&format!("\n{} {due} · {standing}\n", context.say("Giờ chốt:", "Cut-off:")));
    if let Some(version) = shown.version.as_ref().filter(|version| !version.reason.is_empty()) {
        let word = context.say("Lý do sửa:", "Reason of the correction:");
        page.push_str(&format!("{word} {}\n", version.reason));
    }
    page
}

/// How the unit stands, and by which version: the one that was received first decides. What was not sent has no receipt,
/// whatever was sent before it.
fn standing(shown: &Shown, context: &Context) -> String {
    let word = say::standing(shown.standing, context);
    let number = shown.version.as_ref().map(|version| version.number);
    let Some((first, at)) = shown.first_received() else { return word.to_owned() };
    if number == Some(first) {
        return word.to_owned();
    }
    let by = format!(
        "{word} ({} {first}, {} {})",
        context.say("theo lần", "by version"),
        context.say("nhận lúc", "received at"),
        say::moment_of(shown.subject.period, at),
    );
    match number {
        Some(number) if shown.receipts.is_empty() => {
            let none = context.say("chưa gửi, chưa có biên nhận", "not sent, no receipt");
            format!("{} {number}: {none} · {by}", context.say("lần", "version"))
        }
        _ => by,
    }
}

fn figures(shown: &Shown, context: &Context) -> Wide {
    let mut grid = Wide::new([("", Side::Left), ("", Side::Right), ("", Side::Left)]);
    let prepared = shown.version.is_some();
    for figure in &shown.figures {
        if let Some(heading) = &figure.heading {
            grid.push([heading.get(context.lang).to_owned(), String::new(), String::new()]);
        }
        let number = if prepared { figure.stated } else { figure.live };
        let live = say::figure(figure.live, context.lang);
        let changed = format!("← {} {live}", context.say("sổ nay là", "now"));
        grid.push([
            figure.title.get(context.lang).to_owned(),
            say::figure(number, context.lang),
            [by_hand(figure, context), figure.has_changed().then_some(changed)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        ]);
    }
    grid
}

/// Who stated a figure by hand, and why; what was computed beside it.
fn by_hand(figure: &node::publish::FigureShown, context: &Context) -> Option<String> {
    let one = figure.by_hand.as_ref()?;
    let counted = say::figure(one.counted, context.lang);
    Some(match one.counted {
        Some(number) if number != one.declared => {
            format!(
                "← {} {counted} · {} ({})",
                context.say("khai tay; đếm được", "by hand; computed"),
                one.why,
                one.name
            )
        }
        _ => format!("← {} {} ({})", context.say("nguồn:", "source:"), one.why, one.name),
    })
}

/// Who stands on the paper: nobody has confirmed on this node.
fn on_paper(post: Post, taken: &Taken, context: &Context) -> String {
    let title = post.title();
    let title = title.get(context.lang);
    match taken.declared_by.get(&post) {
        Some(name) => format!(
            "{title}: {name} · {}",
            context.say(
                "ghi trên giấy, không xác nhận trên máy",
                "named on paper, not confirmed here"
            )
        ),
        None => format!("{title}: {}", context.say("không ghi tên", "not named")),
    }
}

/// From what a return was taken in.
fn came(taken: &Taken, context: &Context) -> String {
    let mut page = format!(
        "  {} {} · {} {}\n",
        context.say("Nhận qua", "Taken in from"),
        taken.how,
        context.say("người nhận", "by"),
        taken.officer_name
    );
    if !taken.as_of.is_empty() {
        page.push_str(&format!(
            "  {} {}\n",
            context.say("Xã ghi tính đến:", "As of, as the unit says:"),
            taken.as_of
        ));
    }
    if let Some(date) = taken.mail.as_ref().and_then(|mail| mail.date) {
        let (word, aside) = (
            context.say("Giờ ghi trong thư:", "Date in the mail:"),
            context.say("không phải giờ nhận", "not the time of receipt"),
        );
        page.push_str(&format!("  {word} {} ({aside})\n", say::moment(date)));
    }
    for (line, written) in &taken.unread {
        page.push_str(&format!(
            "  ! {line}: “{written}” {}\n",
            context.say("không phải số", "is no figure")
        ));
    }
    page
}

fn signature(post: Post, known: &[Attestation], context: &Context) -> String {
    let title = post.title();
    let title = title.get(context.lang);
    match known.iter().find(|one| one.post == post) {
        None => format!("{title}: {}", context.say("chưa xác nhận", "not confirmed yet")),
        Some(one) => {
            let acting = if one.acting_for.is_empty() { "" } else { "KT. " };
            let (at, word) = (say::moment(one.at), context.say("xác nhận lúc", "confirmed at"));
            format!("{acting}{title}: {} {word} {at}", one.full_name)
        }
    }
}

fn arrival(receipt: &Receipt, shown: &Shown, context: &Context) -> String {
    let receivers = &shown.subject.template.receivers;
    let known = receivers.iter().find(|receiver| receiver.name == receipt.receiver);
    let name = known.map_or(receipt.receiver.as_str(), |one| one.title.get(context.lang));
    let judged = match receipt.on_time {
        true => context.say("đúng giờ", "on time"),
        false => context.say("muộn", "late"),
    };
    let wall = local(receipt.received_at);
    let time = format!("{:02}:{:02}:{:02}", wall.hour(), wall.minute(), wall.second());
    let at = format!("{time} {}", say::day(wall.date()));
    format!("{} {name}: {at} · {judged}", context.say("Biên nhận của", "Receipt of"))
}

/// What to do now.
fn next(shown: &Shown, desk: &Desk<'_>, context: &Context) -> String {
    let subject = &shown.subject;
    let key = desk.key(subject.unit, subject.period);
    let mut which = format!("--unit {key} --date {}", subject.period);
    if desk.subject(&key, subject.period, None).is_err() {
        which.push_str(&format!(" --template {}", subject.template.name));
    }
    let command = match &shown.version {
        None => format!("phaodai return prepare {which}"),
        Some(version) if !version.state.is_open() => return String::new(),
        Some(_) => match shown.missing.first() {
            None => format!("phaodai return submit {which}"),
            Some(post) => {
                let holders = desk.holders(subject.unit, *post, subject.period);
                let name = holders.first().map_or("…", |officer| &officer.full_name);
                format!("phaodai return attest {which} --as \"{name}\"")
            }
        },
    };
    format!("\n{} {command}\n", context.say("Tiếp:", "Next:"))
}

fn state(state: State, context: &Context) -> &'static str {
    let (vi, en) = match state {
        State::Draft => ("bản nháp", "draft"),
        State::Confirmed => ("đã xác nhận, chưa gửi", "confirmed, not sent"),
        State::Submitted => ("đã gửi", "submitted"),
        State::Received => ("đã nhận", "received"),
        State::Superseded => ("đã có lần sau thay", "superseded"),
    };
    context.say(vi, en)
}

pub(super) fn list(found: &[(Subject, Version)], context: &Context) -> String {
    if found.is_empty() {
        return format!("{}\n", context.say("Chưa có báo cáo nào.", "No returns yet."));
    }
    let mut grid = Wide::new([
        (context.say("Mẫu", "Template"), Side::Left),
        (context.say("Lần", "Version"), Side::Right),
        (context.say("Trạng thái", "State"), Side::Left),
        (context.say("Tính đến", "As of"), Side::Left),
        (context.say("Lý do sửa", "Reason"), Side::Left),
    ]);
    for (subject, version) in found {
        let as_of = version.frozen().map(|frozen| say::moment(frozen.as_of)).unwrap_or_default();
        grid.push([
            subject.template.name.clone(),
            version.number.to_string(),
            state(version.state, context).to_owned(),
            as_of,
            version.reason.clone(),
        ]);
    }
    grid.to_string()
}

pub(super) fn recomputed(version: &Version, done: &Recomputed, context: &Context) -> String {
    let number = version.number;
    let mut page = match done.same {
        true => format!(
            "{} {number}: {}\n",
            context.say("Lần", "Version"),
            context.say("tính lại ra đúng số đã chốt.", "recomputing gives the same figures.")
        ),
        false => format!(
            "{} {number}: {}\n",
            context.say("Lần", "Version"),
            context.say("tính lại KHÁC số đã chốt.", "recomputing gives OTHER figures.")
        ),
    };
    for (line, one) in &done.by_hand {
        let (declared, counted) =
            (say::figure(Some(one.declared), context.lang), say::figure(one.counted, context.lang));
        page.push_str(&format!(
            "  {line}: {declared} {} · {} {counted} · {}\n",
            context.say("nhập tay, máy không tính lại", "stated by hand, not recomputed"),
            context.say("số đếm", "computed"),
            one.why
        ));
    }
    for one in &done.differences {
        let (stated, computed) =
            (say::figure(one.stated, context.lang), say::figure(one.computed, context.lang));
        page.push_str(&format!("  {}: {stated} → {computed}\n", one.line));
    }
    if done.erased > 0 {
        let word = context.say(
            "nội dung đã xoá theo luật, không đọc lại được",
            "bodies were lawfully erased and cannot be read",
        );
        page.push_str(&format!("  {} {word}\n", done.erased));
    }
    page
}

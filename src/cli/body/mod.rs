//! `phaodai body`: the committee, the command centre and their teams: who heads them, who does what, what is lacking.

mod check;
mod write;

use std::path::PathBuf;

use clap::{Args as Arguments, Subcommand};
use domain::base::text::fold;
use domain::base::units::{Unit, UnitTree};
use domain::base::{Bilingual, Diagnostic};
use domain::people::{BodyKind, PaperKind, Place};
use jiff::civil::Date;
use node::Node;
use node::people::bodies::{self, Standing};

use super::node::{open_node, unit};
use super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai body`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

/// Which body of which unit.
#[derive(Debug, Arguments)]
struct Which {
    /// Loại hoặc tên gọi, ví dụ "Ban Chỉ đạo" · Its kind or title
    #[arg(value_name = "BODY")]
    body: String,
    /// Mã đơn vị · Code of the unit
    #[arg(long, value_name = "CODE")]
    unit: String,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lập một tổ chức chống dịch · Set up a response body
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai body add \"Ban Chỉ đạo\" --unit 04105\n  phaodai body add \"Tổ COVID cộng đồng\" --unit 04105 --title \"Tổ số 1 bản Mé\" --households 40"
    )]
    Add {
        /// Loại: Ban Chỉ đạo, Trung tâm Chỉ huy, Tiểu ban, Tổ giúp việc, Tổ COVID cộng đồng · Its kind
        #[arg(value_name = "KIND")]
        kind: String,
        /// Mã đơn vị · Code of the unit
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// Tên gọi; bỏ trống là loại và tên đơn vị · Title; without it kind and unit
        #[arg(long)]
        title: Option<String>,
        /// Thuộc tổ chức nào của đơn vị · The body of the unit that it belongs to
        #[arg(long, value_name = "BODY")]
        part_of: Option<String>,
        /// Số hộ phụ trách · Households looked after
        #[arg(long, value_name = "COUNT")]
        households: Option<u32>,
        /// Từ ngày; bỏ trống là hôm nay · Since; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        since: Option<Date>,
    },
    /// Đưa cán bộ vào một tổ chức · Give an officer a place in a body
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai body join \"Ban Chỉ đạo\" --unit 04105 --officer \"Lò Văn Bí\" --place \"Trưởng ban\""
    )]
    Join {
        #[command(flatten)]
        which: Which,
        /// Cán bộ: mã hoặc họ tên · The officer: id or name
        #[arg(long = "officer", value_name = "OFFICER")]
        person: String,
        /// Vai trò: Trưởng ban, Phó thường trực, Phó trưởng ban, Ủy viên · The place: head, standing_deputy, deputy, member
        #[arg(long, default_value = "member")]
        place: String,
        /// Từ ngày; bỏ trống là hôm nay · Since; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        since: Option<Date>,
    },
    /// Thôi tham gia một tổ chức · End an officer's place in a body
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai body leave \"Ban Chỉ đạo\" --unit 04105 --officer \"Lò Văn Bí\" --last 2021-09-30"
    )]
    Leave {
        #[command(flatten)]
        which: Which,
        /// Cán bộ: mã hoặc họ tên · The officer: id or name
        #[arg(long = "officer", value_name = "OFFICER")]
        person: String,
        /// Ngày cuối; bỏ trống là hôm nay · The last day; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        last: Option<Date>,
    },
    /// Ghi một văn bản: quyết định, quy chế, phân công, lịch trực · Put a paper on record
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai body paper \"Ban Chỉ đạo\" --unit 04105 --kind \"quy chế\" --number 05/QC-BCĐ --issued 2021-09-10"
    )]
    Paper {
        #[command(flatten)]
        which: Which,
        /// Loại: quyết định, quy chế, phân công, lịch trực · Its kind: decision, regulation, assignment, roster
        #[arg(long)]
        kind: String,
        /// Số, ký hiệu · Number
        #[arg(long, default_value = "")]
        number: String,
        /// Ngày ban hành; bỏ trống là hôm nay · Issued on; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        issued: Option<Date>,
        /// Tệp của văn bản; mã băm được ghi lại · Its file; the hash is kept
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Phân công: việc gì, ai chịu trách nhiệm, ai thay · Assign a duty to a person by name
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai body duty \"Ban Chỉ đạo\" --unit 04105 --duty \"Truy vết\" --officer \"Hà Thị Ngọc\""
    )]
    Duty {
        #[command(flatten)]
        which: Which,
        /// Nhiệm vụ · The duty
        #[arg(long)]
        duty: String,
        /// Người chịu trách nhiệm; bỏ trống là chưa có · Who answers for it
        #[arg(long = "officer", value_name = "OFFICER")]
        person: Option<String>,
        /// Người thay · Who stands in
        #[arg(long, value_name = "OFFICER")]
        deputy: Option<String>,
        /// Mã địa bàn · Code of the area
        #[arg(long, value_name = "CODE")]
        area: Option<String>,
    },
    /// Giải thể · End a body
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai body dissolve \"Tổ số 1 bản Mé\" --unit 04105 --reason \"sáp nhập bản\""
    )]
    Dissolve {
        #[command(flatten)]
        which: Which,
        /// Ngày cuối; bỏ trống là hôm nay · The last day; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        last: Option<Date>,
        /// Lý do · Reason
        #[arg(long)]
        reason: String,
    },
    /// Các tổ chức của một đơn vị: ai, văn bản gì, ai làm gì, thiếu gì · The bodies of a unit, whole
    #[command(after_help = "Ví dụ · Example:\n  phaodai body show --unit 04105")]
    Show {
        /// Mã đơn vị · Code of the unit
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
    /// Đơn vị nào đã đủ, đơn vị nào thiếu gì · Which units have all that they must, and what the others lack
    #[command(after_help = "Ví dụ · Example:\n  phaodai body check --unit 125")]
    Check {
        /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let tree = node::units::tree(&node)?;
    let desk = Desk { node: &node, tree: &tree, today: node.clock().today(), context };
    match &args.command {
        Command::Show { unit } => desk.show(unit),
        Command::Check { unit } => desk.check(unit),
        command => desk.write(command),
    }
}

/// What every command works with.
struct Desk<'a> {
    node: &'a Node,
    tree: &'a UnitTree,
    today: Date,
    context: &'a Context,
}

impl<'a> Desk<'a> {
    fn unit(&self, code: &str) -> Result<&'a Unit, Failure> {
        unit(self.tree, code, self.today)
    }

    /// The bodies of one unit.
    fn bodies(&self, unit: &Unit) -> Result<Vec<Standing>, Failure> {
        let scope = self.node.scope_of(unit.id)?;
        let mut all = bodies::bodies(self.node, &scope, self.today)?;
        Ok(all.remove(&unit.id).unwrap_or_default())
    }

    /// The body that people mean.
    fn body(&self, unit: &Unit, said: &str) -> Result<Standing, Failure> {
        let bodies = self.bodies(unit)?;
        let titles = bodies.iter().map(|one| one.body.title.clone()).collect::<Vec<_>>().join(", ");
        let mut found: Vec<Standing> =
            bodies.into_iter().filter(|body| body.is_called(said)).collect();
        if found.len() == 1 {
            return Ok(found.remove(0));
        }
        let (code, vi, en) = if found.is_empty() {
            let of = unit.full_name_on(self.today);
            (
                "body_unknown",
                format!("{of} chưa có “{said}”."),
                format!("{of} has no body “{said}”."),
            )
        } else {
            (
                "body_ambiguous",
                format!("Có {} tổ chức là “{said}”.", found.len()),
                format!("{} bodies are called “{said}”.", found.len()),
            )
        };
        let fault = Diagnostic::error(code, vi, en);
        Err(if titles.is_empty() {
            fault.hint("Lập bằng: phaodai body add.", "Set it up with: phaodai body add.").into()
        } else {
            fault
                .hint(format!("Ghi đúng tên: {titles}."), format!("Give its title: {titles}."))
                .into()
        })
    }
}

/// The one of some words that people mean: by its name, or by its Vietnamese title or a part of it between commas.
fn meant<T: Copy>(
    said: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    title: impl Fn(T) -> Bilingual,
) -> Result<T, Failure> {
    let wanted = fold(said);
    let is_meant = |one: T| {
        let vi = title(one).vi;
        word(one) == said
            || fold(&vi) == wanted
            || vi.split(',').any(|part| fold(part.trim()) == wanted)
    };
    if let Some(found) = all.iter().copied().find(|one| is_meant(*one)) {
        return Ok(found);
    }
    let begins = all
        .iter()
        .copied()
        .find(|one| !wanted.is_empty() && fold(&title(*one).vi).starts_with(&wanted));
    begins.ok_or_else(|| {
        let known: Vec<String> =
            all.iter().map(|one| format!("{} ({})", word(*one), title(*one).vi)).collect();
        let known = known.join("; ");
        let fault = Diagnostic::error(
            "word_unknown",
            format!("không hiểu “{said}”"),
            format!("“{said}” is not known"),
        );
        Failure::usage(fault.hint(format!("ghi một trong: {known}"), format!("one of: {known}")))
    })
}

fn kind_meant(said: &str) -> Result<BodyKind, Failure> {
    meant(said, BodyKind::ALL, BodyKind::word, BodyKind::title)
}

fn place_meant(said: &str) -> Result<Place, Failure> {
    meant(said, Place::ALL, Place::word, Place::title)
}

fn paper_meant(said: &str) -> Result<PaperKind, Failure> {
    meant(said, PaperKind::ALL, PaperKind::word, PaperKind::title)
}

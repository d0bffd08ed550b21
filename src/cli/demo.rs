//! `phaodai demo`: a morning at Mai Sơn, from the dispatch to the district's collation, in an empty folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args as Arguments;
use domain::base::units::mai_son;
use domain::base::{Diagnostic, UnitId, local, stamp};
use domain::register::Owner;
use domain::returns::Line;
use domain::{directive, document};
use jiff::civil::{Date, DateTime, date, datetime};
use jiff::{SignedDuration, Timestamp};
use node::config::Options;
use node::people::NewOfficer;
use node::publish::{Collated, Desk, Subject};
use node::tasks::{Incoming, Office};
use node::{Node, units};
use serde::Serialize;

use super::import::{How, import};
use super::register::propose_from;
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, collate, say, serve};
use crate::demo::{
    CAME_BACK, Commune, DISPATCH_TEXT, MISTAKEN, Post, Sending, World, dispatch_docx, world_of,
};
use crate::files;

mod disagree;
mod night;
mod people;
mod tasks;

use disagree::{Disagreements, Early};
use tasks::Tasks;

/// The arguments of `phaodai demo`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai demo\n  phaodai demo --seed 7 --data ./thu --json\n  phaodai demo --dispatch cong-van-cua-toi.docx"
)]
pub struct Args {
    /// Số gieo: cùng số cho cùng một buổi sáng · Seed: the same number gives the same morning
    #[arg(long, default_value_t = 20_210_909)]
    seed: u64,
    /// Văn bản của mình thay cho văn bản mẫu · A dispatch of one's own instead of the invented one
    #[arg(long, value_name = "FILE")]
    dispatch: Option<PathBuf>,
    /// Chỉ dựng dữ liệu, không mở trang web · Only make the data, serve no pages
    #[arg(long)]
    no_serve: bool,
    /// Địa chỉ và cổng của trang web · Address and port of the pages
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8021")]
    listen: std::net::SocketAddr,
    /// Địa chỉ và cổng của trang công khai · Address and port of the public page
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8022")]
    public: std::net::SocketAddr,
}

const DISTRICT: &str = "125";
/// Chair of the district.
const CHAIR: &str = "Cầm Văn Thuận";
const DAY: Date = date(2021, 9, 10);
const ARRIVED: DateTime = datetime(2021, 9, 9, 16, 0, 0, 0);
const COLLATED: DateTime = datetime(2021, 9, 10, 11, 0, 0, 0);
/// When the clock of the pages begins to go on.
const SERVED: DateTime = datetime(2021, 9, 10, 11, 5, 0, 0);
/// What the folder of a demonstration holds, so that the next one may take its place.
const MARK: &str = "demo.txt";

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Summary {
    communes: usize,
    on_time: usize,
    late: usize,
    missing: usize,
    records: u64,
    obligations: usize,
    totals: BTreeMap<String, i64>,
    tasks: Tasks,
    discrepancies: Disagreements,
    files: Files,
    seconds: f64,
    /// Titles of the totals with their names, in the order of the template.
    #[serde(skip)]
    titles: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Files {
    dispatch: PathBuf,
    workbooks: PathBuf,
    rollup: PathBuf,
    briefing: PathBuf,
    data: PathBuf,
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    clear(&context.data)?;
    let stage = Stage::set(args, context)?;
    let obligations = stage.dispatch(args.dispatch.as_deref())?;
    stage.give_out()?;
    let records = stage.morning()?;
    stage.ask()?;
    let (collated, rollup) = stage.collate()?;
    let discrepancies = stage.disagreements()?;
    let briefing = stage.briefing()?;
    let tasks = stage.tasks()?;
    let accounts = stage.accounts()?;
    stage.notices()?;
    let counts = collated.collation.counts;
    let title = |line: &Line| (line.title.get(context.lang).to_owned(), line.name.clone());
    let summary = Summary {
        communes: counts.obliged,
        on_time: counts.on_time,
        late: counts.late,
        missing: counts.missing,
        records,
        obligations,
        tasks,
        titles: collated.template.lines.iter().map(title).collect(),
        totals: collated.collation.totals,
        discrepancies,
        files: Files {
            dispatch: stage.folder.join("cong-van-den.docx"),
            workbooks: stage.folder.join("danh-sach"),
            rollup,
            briefing,
            data: context.data.clone(),
        },
        seconds: begun.elapsed().as_secs_f64(),
    };
    if context.json {
        context.print_json(&summary)?;
    } else {
        stage.farewell(&summary);
        if !args.no_serve {
            return stage.serve(args, &accounts);
        }
    }
    Ok(Outcome::Done)
}

/// An empty folder, a new one, or that of an earlier demonstration; anything else is left alone.
fn clear(data: &Path) -> Result<(), Failure> {
    let mut inside = match std::fs::read_dir(data) {
        Ok(inside) => inside,
        Err(_) => return Ok(()),
    };
    if inside.next().is_none() {
        return Ok(());
    }
    if !data.join(MARK).exists() {
        let vi =
            format!("thư mục {} không trống và không phải của lần chạy thử trước", data.display());
        let en =
            format!("the folder {} is neither empty nor that of an earlier demo", data.display());
        let diagnostic = Diagnostic::error("demo_folder_in_use", vi, en);
        return Err(Failure::usage(
            diagnostic
                .hint("chọn thư mục khác: --data THƯ_MỤC", "choose another folder: --data FOLDER"),
        ));
    }
    std::fs::remove_dir_all(data)?;
    Ok(())
}

/// The node, the invented world and where files go.
struct Stage<'c> {
    context: &'c Context,
    node: Node,
    world: World,
    folder: PathBuf,
}

impl<'c> Stage<'c> {
    fn set(args: &Args, context: &'c Context) -> Result<Self, Failure> {
        let facts = mai_son()?;
        let world = world_of(args.seed, &facts);
        let node = Node::create(&context.data, Options::fixed(moment(ARRIVED), args.seed))?;
        let mark = context.say(
            "Dữ liệu chạy thử của Pháo Đài: người và số liệu đều là tưởng tượng.\n",
            "Demonstration of Pháo Đài: people and figures are invented.\n",
        );
        std::fs::write(context.data.join(MARK), mark)?;
        units::write(&node, &facts, None)?;
        let folder = context.data.join("demo");
        std::fs::create_dir_all(&folder)?;
        let stage = Self { context, node, world, folder };
        stage.appoint()?;
        Ok(stage)
    }

    /// The pages over what was made, on a clock that goes on from after the collation.
    fn serve(self, args: &Args, accounts: &[people::DemoAccount]) -> Result<Outcome, Failure> {
        let context = self.context;
        println!(
            "\n{} “{}”",
            context.say("Đăng nhập, mật khẩu chung:", "Sign in, one password for all:"),
            people::PASSWORD
        );
        for account in accounts {
            println!("  {:<14} {}", account.login, account.who);
        }
        drop(self.node);
        let clock = node::Clock::running_from(moment(SERVED));
        let node = Node::open(&context.data, Options { clock, ..Options::default() })?;
        let how =
            serve::Args { listen: args.listen, public: Some(args.public), cert: None, key: None };
        serve::serve(node, &how, context)
    }

    fn say(&self, at: DateTime, vi: &str, en: &str) {
        if !self.context.json {
            println!(
                "{:02}/{:02} {:02}:{:02}  {}",
                at.day(),
                at.month(),
                at.hour(),
                at.minute(),
                self.context.say(vi, en)
            );
        }
    }

    fn unit(&self, code: &str) -> Result<UnitId, Failure> {
        let tree = units::tree(&self.node)?;
        Ok(super::node::unit(&tree, code, DAY)?.id)
    }

    /// The officers who answer for the figures are put on record.
    fn appoint(&self) -> Result<(), Failure> {
        let tree = units::tree(&self.node)?;
        for commune in &self.world.communes {
            let unit = super::node::unit(&tree, &commune.code, DAY)?.id;
            for officer in [&commune.officers.secretary, &commune.officers.chair] {
                let (post, acting_for) = match officer.post {
                    Post::Secretary => ("secretary", None),
                    Post::Chair => ("chair", None),
                    Post::DeputyForChair => ("deputy_chair", Some("KT. Chủ tịch")),
                };
                node::people::add(
                    &self.node,
                    &NewOfficer { full_name: &officer.name, post, unit, acting_for },
                    None,
                )?;
            }
        }
        let district = super::node::unit(&tree, DISTRICT, DAY)?.id;
        node::people::add(
            &self.node,
            &NewOfficer { full_name: CHAIR, post: "chair", unit: district, acting_for: None },
            None,
        )?;
        Ok(())
    }

    /// The dispatch arrives, is read, and the list that it orders is there.
    fn dispatch(&self, own: Option<&Path>) -> Result<usize, Failure> {
        let path = self.folder.join("cong-van-den.docx");
        std::fs::write(&path, dispatch_docx()?)?;
        std::fs::write(self.folder.join("cong-van-den.txt"), DISPATCH_TEXT)?;
        let path = own.map_or(path, Path::to_owned);
        let text = files::document_text(&path)?;
        let reading = directive::read(&document::parse(&text));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let district = self.unit(DISTRICT)?;
        let office = Office::open(&self.node)?;
        let (file_name, unit) = (&*name, district);
        let incoming = Incoming { unit, file_name, text: &text, reading: &reading, officer: None };
        let received = office.receive(&incoming)?;
        super::directive::keep(&self.node, &received.directive, (&path, &name), None)?;
        let orders = reading.obligations.len();
        self.say(
            ARRIVED,
            &format!("công văn đến: {orders} nhiệm vụ đọc được"),
            &format!("a dispatch arrives: {orders} obligations read"),
        );
        match propose_from(&text, Owner::Unit(district)) {
            Ok(proposal) => self.accept(&proposal, district)?,
            Err(nothing) => self.say(ARRIVED, &nothing.message.vi, &nothing.message.en),
        }
        Ok(orders)
    }

    fn accept(
        &self,
        proposal: &domain::register::Proposal,
        district: UnitId,
    ) -> Result<(), Failure> {
        let title = &proposal.definition.title;
        if proposal.known {
            self.say(
                ARRIVED,
                &format!("danh sách phải lập đã có sẵn: {}", title.vi),
                &format!("the list it orders is built in: {}", title.en),
            );
        } else {
            self.node.define(district, None, &proposal.definition)?;
            self.say(
                ARRIVED,
                &format!("sổ mới: {}", title.vi),
                &format!("a new register: {}", title.en),
            );
        }
        Ok(())
    }

    /// The lists arrive as workbooks; each commune's return is filled in, confirmed by two and sent.
    fn morning(&self) -> Result<u64, Failure> {
        let written = self.world.write_workbooks(&self.folder.join("danh-sach"))?;
        let paths: BTreeMap<&str, &Path> =
            written.iter().map(|w| (w.code.as_str(), w.path.as_path())).collect();
        let early = self.world.communes.iter().find(|commune| commune.code == MISTAKEN.code);
        let early = early.and_then(|one| Some((one, *paths.get(MISTAKEN.code)?)));
        let early = early.map(|(commune, path)| self.evening(commune, path)).transpose()?;
        self.night()?;
        let mut sent: Vec<(&Commune, Timestamp)> =
            self.world.communes.iter().filter_map(sent_at).collect();
        sent.sort_by_key(|(commune, at)| (*at, commune.code.clone()));
        let mut records = 0;
        for (commune, at) in sent {
            let Some(path) = paths.get(commune.code.as_str()) else { continue };
            let early = early.as_ref().filter(|_| commune.code == MISTAKEN.code);
            records += self.commune(commune, (path, at), early)?;
        }
        Ok(records)
    }

    /// Fills in a return, has it confirmed by two and sends it.
    fn report(&self, commune: &Commune, day: Date, at: Timestamp) -> Result<(), Failure> {
        let unit = self.unit(&commune.code)?;
        self.node.clock().set(at - SignedDuration::from_mins(10));
        let desk = Desk::open(&self.node)?;
        let subject: Subject = desk.subject(&commune.code, day, None)?;
        desk.prepare(&subject, None, None)?;
        for officer in [&commune.officers.secretary, &commune.officers.chair] {
            let held = desk
                .officers()
                .iter()
                .find(|known| known.unit == unit && known.full_name == officer.name);
            let held = held.ok_or_else(|| unknown_officer(&officer.name))?;
            desk.attest(&subject, held, "")?;
        }
        self.node.clock().set(at);
        desk.submit(&subject, None)?;
        Ok(())
    }

    fn commune(
        &self,
        commune: &Commune,
        (path, at): (&Path, Timestamp),
        early: Option<&Early>,
    ) -> Result<u64, Failure> {
        let before = |minutes| at - SignedDuration::from_mins(minutes);
        let unit = self.unit(&commune.code)?;
        self.node.clock().set(before(25));
        let outcome = match early {
            Some(early) => {
                self.mark(unit, &early.mistaken, "no")?;
                early.outcome.clone()
            }
            None => {
                let how = How::default();
                import(&self.node, "away_resident", path, unit, &how, &self.quiet())?.outcome
            }
        };
        self.report(commune, DAY, at)?;
        if commune.code == CAME_BACK.code {
            self.node.clock().set(at + SignedDuration::from_mins(30));
            self.mark(unit, &self.away(unit, CAME_BACK.people)?, "yes")?;
        }
        let name = format!("{} {}", commune.kind.word(), commune.name);
        let clock = local(at);
        let late = if at < moment(datetime(2021, 9, 10, 10, 0, 0, 0)) {
            ("", "")
        } else {
            (", MUỘN", ", LATE")
        };
        let (taken, refused, twice) = (outcome.accepted, outcome.rejected, outcome.duplicates);
        self.say(
            clock,
            &format!("{name}: {taken} người, {refused} dòng không nhận, {twice} trùng; báo cáo đã gửi{}", late.0),
            &format!("{name}: {taken} people, {refused} rows rejected, {twice} duplicates; return sent{}", late.1),
        );
        Ok(taken)
    }

    /// The same arguments, without bars between the lines of the demonstration.
    fn quiet(&self) -> Context {
        Context { json: true, ..self.context.clone() }
    }

    /// The district puts the returns side by side; its roll-up is a return with two receipts.
    fn collate(&self) -> Result<(Collated, PathBuf), Failure> {
        self.node.clock().set(moment(COLLATED));
        let desk = Desk::open(&self.node)?;
        let subject = desk.subject(DISTRICT, DAY, None)?;
        desk.prepare(&subject, None, None)?;
        let chair = node::people::find(&self.node, CHAIR)?;
        desk.attest(&subject, &chair, "")?;
        let submitted = desk.submit(&subject, Some(&chair))?;
        let collated = desk.collate(DISTRICT, DAY, None)?;
        let path = self.folder.join("tong-hop-2021-09-10.xlsx");
        collate::write(&path, &collated, &desk)?;
        let counts = collated.collation.counts;
        let (on_time, late, missing) = (counts.on_time, counts.late, counts.missing);
        let receipts = submitted.receipts.len();
        self.say(
            COLLATED,
            &format!("huyện tổng hợp: {on_time} đúng giờ, {late} muộn, {missing} chưa gửi; đã báo cáo {receipts} nơi"),
            &format!("the district collates: {on_time} on time, {late} late, {missing} missing; reported to {receipts}"),
        );
        Ok((collated, path))
    }

    /// What the leader reads: written when everything else has happened.
    fn briefing(&self) -> Result<PathBuf, Failure> {
        let path = self.folder.join("giao-ban-2021-09-10.docx");
        super::briefing::written(&self.node, DISTRICT, DAY, &path)?;
        Ok(path)
    }

    fn farewell(&self, summary: &Summary) {
        let data = self.context.data.display();
        println!("\n{}", self.context.say("Toàn huyện:", "The district:"));
        let mut table = Wide::new([("", Side::Left), ("", Side::Right)]);
        for (title, name) in &summary.titles {
            let value = summary.totals.get(name).copied();
            table.push([title.clone(), say::figure(value, self.context.lang)]);
        }
        print!("{table}");
        let Tasks { given, units, accepted, unaccepted, done, late } = summary.tasks;
        println!(
            "\n{}",
            self.context.say(
                &format!("Việc: {given} giao cho {units} đơn vị, {accepted} đã nhận, {unaccepted} chưa nhận; báo cáo hằng ngày: {done} xong, {late} quá hạn."),
                &format!("Tasks: {given} to {units} units, {accepted} accepted, {unaccepted} not; daily reports: {done} done, {late} late."),
            )
        );
        println!("\n{}", self.context.say("Số liệu vênh:", "Discrepancies:"));
        print!("{}", summary.discrepancies.page);
        println!("\n{}", self.context.say("Tệp:", "Files:"));
        println!("  {}", summary.files.dispatch.display());
        println!("  {}", summary.files.workbooks.display());
        println!("  {}", summary.files.rollup.display());
        println!("  {}", summary.files.briefing.display());
        println!("\n{}", self.context.say("Thử tiếp:", "Try next:"));
        for command in [
            "collate --unit 125 --date 2021-09-10",
            "open 125/2021-09-10/not_returned",
            "return show --unit 04105 --date 2021-09-10",
            "discrepancy list --unit 125 --open",
            "case contacts --unit 04117 --case CA-04117-001",
            "directive report 1 --unit 125",
            "briefing --unit 125 --day 2021-09-10",
            "verify",
        ] {
            println!("  phaodai {command} --data {data} --now 2021-09-10T11:00");
        }
        println!("  phaodai read {} --data {data}", summary.files.dispatch.display());
        println!("\n{:.1} s", summary.seconds);
    }
}

fn sent_at(commune: &Commune) -> Option<(&Commune, Timestamp)> {
    match commune.sending {
        Sending::Received(at) => Some((commune, at)),
        Sending::Missing => None,
    }
}

/// The moments of the demonstration are all within the calendar.
fn moment(wall: DateTime) -> Timestamp {
    stamp(wall).unwrap_or_default()
}

fn unknown_officer(name: &str) -> Diagnostic {
    Diagnostic::error(
        "officer_unknown",
        format!("chưa có cán bộ {name}"),
        format!("officer {name} is not on record"),
    )
}

//! `phaodai area`: who watches over which locality, when they are due there again, what they saw, whether it was mended.

use std::collections::BTreeMap;

use clap::{Args as Arguments, Subcommand};
use domain::base::units::{Unit, UnitTree};
use domain::base::{Diagnostic, OfficerId};
use domain::people::BodyRules;
use jiff::civil::Date;
use node::Node;
use node::people::areas::{self, Assignment, NewAssignment, NewVisit, Visit};
use node::people::{self};
use serde_json::json;

use super::node::{actor_in, open_node, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, say};

/// The arguments of `phaodai area`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Giao cán bộ phụ trách địa bàn · Put an officer in charge of a locality
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai area assign 04105 --officer \"Cầm Văn Thuận\" --every 3 --by \"QĐ 512/QĐ-UBND\""
    )]
    Assign {
        /// Mã địa bàn · Code of the locality
        #[arg(value_name = "CODE")]
        area: String,
        /// Cán bộ: mã hoặc họ tên · The officer: id or name
        #[arg(long = "officer", value_name = "OFFICER")]
        person: String,
        /// Kiểm tra ít nhất mỗi mấy ngày · A visit at least every so many days
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
        every: Option<u32>,
        /// Theo văn bản · By the paper
        #[arg(long, value_name = "PAPER", default_value = "")]
        by: String,
        /// Từ ngày; bỏ trống là hôm nay · Since; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        since: Option<Date>,
    },
    /// Ghi một lần kiểm tra · Put a visit on record
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai area visit 04105 --officer \"Cầm Văn Thuận\" --seen \"đủ chốt trực\" --mend \"chưa có lịch trực 24/24\" --until 2021-09-14"
    )]
    Visit {
        /// Mã địa bàn · Code of the locality
        #[arg(value_name = "CODE")]
        area: String,
        /// Người kiểm tra; bỏ trống là cán bộ thực hiện · Who was there; without it the officer who acts
        #[arg(long = "officer", value_name = "OFFICER")]
        person: Option<String>,
        /// Đã thấy · What was seen
        #[arg(long)]
        seen: String,
        /// Cần khắc phục · What is to be mended
        #[arg(long, value_name = "WHAT")]
        mend: Option<String>,
        /// Khắc phục xong trước hết ngày · Mended by the end of
        #[arg(long, value_name = "DAY", value_parser = say::read_day, requires = "mend")]
        until: Option<Date>,
        /// Ngày kiểm tra; bỏ trống là hôm nay · The day; without it today
        #[arg(long, value_name = "DAY", value_parser = say::read_day)]
        on: Option<Date>,
    },
    /// Báo đã khắc phục · Say that it was mended
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai area mended 04105/2021-09-12 --how \"đã lập lịch trực\""
    )]
    Mended {
        /// Lần kiểm tra, ví dụ 04105/2021-09-12 · The visit
        #[arg(value_name = "VISIT")]
        visit: String,
        /// Đã khắc phục thế nào · How
        #[arg(long)]
        how: String,
    },
    /// Kiểm tra lại điều đã khắc phục · Look at it again
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai area look 04105/2021-09-12\n  phaodai area look 04105/2021-09-12 --not-yet"
    )]
    Look {
        /// Lần kiểm tra, ví dụ 04105/2021-09-12 · The visit
        #[arg(value_name = "VISIT")]
        visit: String,
        /// Chưa đạt, còn phải khắc phục · It is not so yet
        #[arg(long)]
        not_yet: bool,
    },
    /// Ai phụ trách đâu, lần cuối khi nào, còn gì phải khắc phục · Who is in charge of what, and what is still to be mended
    #[command(after_help = "Ví dụ · Example:\n  phaodai area list --unit 125 --late")]
    List {
        /// Mã đơn vị; gồm cả các đơn vị bên dưới · Code of the unit; those below are included
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// Chỉ nơi quá hạn kiểm tra hoặc khắc phục · Only where a visit or a mending is late
        #[arg(long)]
        late: bool,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let tree = node::units::tree(&node)?;
    let desk = Desk { node: &node, tree: &tree, today: node.clock().today(), context };
    match &args.command {
        Command::Assign { area, person, every, by, since } => {
            let officer = people::find(&node, person)?;
            let area = desk.unit(area)?;
            let above = tree.get(officer.unit).unwrap_or(area);
            let actor = actor_in(&node, &tree, above, context)?;
            let new = NewAssignment {
                officer: officer.id,
                of_unit: officer.unit,
                area: area.id,
                ordered_by: by,
                every_days: *every,
                from: since.unwrap_or(desk.today),
            };
            areas::put_in_charge(&node, &new, actor)?;
            desk.told()
        }
        Command::Visit { area, person, seen, mend, until, on } => {
            let area = desk.unit(area)?;
            let actor = actor_in(&node, &tree, area, context)?;
            let named = person.as_deref().map(|said| people::find(&node, said)).transpose()?;
            let officer = named.map(|officer| officer.id).or(actor).ok_or_else(nobody)?;
            let to_mend = mend.as_deref().map(|what| (what, *until));
            let on = on.unwrap_or(desk.today);
            let new = NewVisit { area: area.id, officer, on, seen, to_mend };
            areas::put_visit(&node, &new, actor)?;
            desk.told()
        }
        Command::Mended { visit, how } => {
            let (visit, actor) = desk.visit(visit)?;
            areas::mended(&node, &visit, (desk.today, how), actor)?;
            desk.told()
        }
        Command::Look { visit, not_yet } => {
            let (visit, actor) = desk.visit(visit)?;
            if visit.mended_on.is_none() {
                return Err(not_mended().into());
            }
            let checked = (!not_yet).then_some(desk.today);
            areas::looked_again(&node, &visit, checked, actor)?;
            desk.told()
        }
        Command::List { unit, late } => desk.list(unit, *late),
    }
}

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

    fn told(&self) -> Result<Outcome, Failure> {
        if self.context.json {
            self.context.print_json(&json!({"recorded": true}))?;
        } else {
            println!("{}", self.context.say("đã ghi nhận", "recorded"));
        }
        Ok(Outcome::Done)
    }

    /// The visit that a reference means, with something to be mended, and who acts on it.
    fn visit(&self, said: &str) -> Result<(Visit, Option<OfficerId>), Failure> {
        let (code, day) = said.split_once('/').ok_or_else(|| unknown_visit(said))?;
        let (day, no) = day.split_once('/').unwrap_or((day, "1"));
        let (Ok(day), Ok(no)) = (say::read_day(day), no.parse::<usize>()) else {
            return Err(unknown_visit(said).into());
        };
        let area = self.unit(code)?;
        let actor = actor_in(self.node, self.tree, area, self.context)?;
        let visits = areas::visits(self.node, &self.node.scope_of(area.id)?)?;
        let mut same: Vec<Visit> =
            visits.into_iter().filter(|one| one.area == area.id && one.on == day).collect();
        same.reverse();
        let found = same.into_iter().nth(no.wrapping_sub(1)).ok_or_else(|| unknown_visit(said))?;
        if found.to_mend.is_empty() {
            return Err(nothing_to_mend(said).into());
        }
        Ok((found, actor))
    }

    fn list(&self, code: &str, late: bool) -> Result<Outcome, Failure> {
        let unit = self.unit(code)?;
        actor_in(self.node, self.tree, unit, self.context)?;
        let scope = self.node.scope_of(unit.id)?;
        let every = BodyRules::built_in()?.visit_every_days();
        let mut assigned = areas::assignments(self.node, &scope, (self.today, every))?;
        let visits = areas::visits(self.node, &scope)?;
        let mut open: Vec<(String, &Visit)> = Vec::new();
        let mut met: BTreeMap<(domain::base::UnitId, Date), usize> = BTreeMap::new();
        // The newest comes first, and the visits of one day are counted from the first.
        for visit in visits.iter().rev() {
            let no = met.entry((visit.area, visit.on)).or_default();
            *no += 1;
            if visit.is_open() {
                open.push((self.reference(visit, *no), visit));
            }
        }
        if late {
            assigned.retain(|one| one.watch.late_days > 0);
            open.retain(|(_, visit)| visit.is_late(self.today));
        }
        let names: BTreeMap<OfficerId, String> = people::officers(self.node)?
            .iter()
            .map(|officer| (officer.id, officer.full_name.clone()))
            .collect();
        if self.context.json {
            self.context.print_json(&self.json(&assigned, &open, &names))?;
        } else {
            self.print(&assigned, &open, &names);
        }
        Ok(Outcome::Done)
    }

    fn reference(&self, visit: &Visit, no: usize) -> String {
        let code = self.tree.get(visit.area).and_then(|area| area.code.clone());
        let code = code.unwrap_or_else(|| visit.area.to_string());
        if no == 1 { format!("{code}/{}", visit.on) } else { format!("{code}/{}/{no}", visit.on) }
    }

    fn name(&self, area: domain::base::UnitId) -> String {
        self.tree.get(area).map_or_else(|| area.to_string(), |area| area.full_name_on(self.today))
    }

    fn print(
        &self,
        assigned: &[Assignment],
        open: &[(String, &Visit)],
        names: &BTreeMap<OfficerId, String>,
    ) {
        let name = |officer| names.get(&officer).map_or("?", String::as_str).to_owned();
        let mut grid = Wide::new([
            (self.context.say("Địa bàn", "Locality"), Side::Left),
            (self.context.say("Phụ trách", "In charge"), Side::Left),
            (self.context.say("Lần cuối", "Last visit"), Side::Left),
            (self.context.say("Lần tới trước hết", "Next by the end of"), Side::Left),
            (self.context.say("Quá hạn (ngày)", "Late (days)"), Side::Right),
        ]);
        for one in assigned {
            grid.push([
                self.name(one.area),
                name(one.officer),
                one.watch.last.map_or_else(|| "—".to_owned(), say::day),
                say::day(one.watch.due),
                one.watch.late_days.to_string(),
            ]);
        }
        print!("{grid}");
        for (reference, visit) in open {
            let by = visit.mend_by.map_or_else(String::new, |by| {
                format!(" ({} {})", self.context.say("trước hết", "by the end of"), say::day(by))
            });
            let stands = match visit.mended_on {
                Some(_) => {
                    self.context.say("đã khắc phục, chờ kiểm tra lại", "mended, to be looked at")
                }
                None if visit.is_late(self.today) => self.context.say("QUÁ HẠN", "LATE"),
                None => self.context.say("chưa khắc phục", "to be mended"),
            };
            println!("{reference}  {}: {}{by} · {stands}", self.name(visit.area), visit.to_mend);
        }
    }

    fn json(
        &self,
        assigned: &[Assignment],
        open: &[(String, &Visit)],
        names: &BTreeMap<OfficerId, String>,
    ) -> serde_json::Value {
        let code = |area| self.tree.get(area).and_then(|area: &Unit| area.code.clone());
        let assigned: Vec<_> = assigned
            .iter()
            .map(|one| json!({"area": code(one.area), "name": self.name(one.area), "officer": names.get(&one.officer),
                "ordered_by": one.ordered_by, "last": one.watch.last, "visits": one.watch.visits, "due": one.watch.due,
                "late_days": one.watch.late_days}))
            .collect();
        let open: Vec<_> = open
            .iter()
            .map(|(reference, visit)| json!({"visit": reference, "area": code(visit.area), "officer": names.get(&visit.officer),
                "on": visit.on, "seen": visit.seen, "to_mend": visit.to_mend, "mend_by": visit.mend_by,
                "mended_on": visit.mended_on, "mended_how": visit.mended_how, "late": visit.is_late(self.today)}))
            .collect();
        json!({"assigned": assigned, "to_mend": open})
    }
}

fn nobody() -> Diagnostic {
    Diagnostic::error("visit_nobody", "Chưa biết ai đi kiểm tra.", "It is not known who was there.")
        .hint("Ghi --officer, hoặc --as.", "Give --officer, or --as.")
}

fn unknown_visit(said: &str) -> Diagnostic {
    Diagnostic::error(
        "visit_unknown",
        format!("Không có lần kiểm tra “{said}”."),
        format!("There is no visit “{said}”."),
    )
    .hint(
        "Ghi mã địa bàn và ngày, ví dụ 04105/2021-09-12; xem: phaodai area list.",
        "Give code and day, like 04105/2021-09-12; see: phaodai area list.",
    )
}

fn nothing_to_mend(said: &str) -> Diagnostic {
    Diagnostic::error(
        "visit_nothing_to_mend",
        format!("Lần kiểm tra {said} không có gì phải khắc phục."),
        format!("Nothing is to be mended after the visit {said}."),
    )
    .hint("Xem: phaodai area list.", "See: phaodai area list.")
}

fn not_mended() -> Diagnostic {
    Diagnostic::error(
        "visit_not_mended",
        "Đơn vị chưa báo đã khắc phục.",
        "The unit has not said yet that it was mended.",
    )
    .hint("Trước đó: phaodai area mended.", "First: phaodai area mended.")
}

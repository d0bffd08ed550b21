//! `phaodai units merge|split|move|rename|abolish`: a decision on units, from a day on.

use clap::Args as Arguments;
use domain::base::units::{Heir, NewUnit, Reform, Step, Unit, UnitFacts, UnitTree};
use domain::base::{Diagnostic, UnitId};
use jiff::civil::Date;
use serde_json::json;

use super::node::{actor_id, open_node, unit};
use super::{Context, Failure, Outcome};

/// What every decision has.
#[derive(Debug, Arguments)]
pub struct Decision {
    /// Ngày đầu tiên có hiệu lực · First day of the new order
    #[arg(long, value_name = "DATE", value_parser = super::say::read_day)]
    on: Date,
    /// Căn cứ: nghị quyết, quyết định · The resolution or decision it follows from
    #[arg(long, value_name = "TEXT")]
    basis: Option<String>,
    /// Chỉ xem, không ghi · Only show what would change
    #[arg(long)]
    dry_run: bool,
}

/// The arguments of `phaodai units merge`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai units merge 04105 04108 --new \"04105:Xã Mai Sơn\" --on 2025-07-01 --basis \"NQ 1681/NQ-UBTVQH15\"\n  phaodai units merge 04108 --into 04105 --on 2022-01-01"
)]
pub struct MergeArgs {
    /// Các đơn vị nhập lại · The units that are merged
    #[arg(required = true, value_name = "CODE")]
    units: Vec<String>,
    /// Nhập vào đơn vị đang có · Into this unit, which goes on
    #[arg(long, value_name = "CODE", required_unless_present = "new", conflicts_with = "new")]
    into: Option<String>,
    /// Thành đơn vị mới, mã và tên · Into a new unit, code and name
    #[arg(long, value_name = "CODE:NAME")]
    new: Option<String>,
    /// Đơn vị mới trực thuộc · Who commands the new unit
    #[arg(long, value_name = "CODE", requires = "new")]
    under: Option<String>,
    #[command(flatten)]
    decision: Decision,
}

/// The arguments of `phaodai units split`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai units split 04105 --new \"04199:Xã Nà Bó Mới=Bản Nà Bó,Bản Mé\" --goes-on --on 2022-01-01"
)]
pub struct SplitArgs {
    /// Đơn vị được chia · The unit that is split
    #[arg(value_name = "CODE")]
    unit: String,
    /// Đơn vị mới và các thôn, bản của nó · A new unit and the villages that it takes
    #[arg(long, required = true, value_name = "CODE:NAME=VILLAGE,…")]
    new: Vec<String>,
    /// Đơn vị cũ còn lại · The unit goes on with what is left
    #[arg(long)]
    goes_on: bool,
    #[command(flatten)]
    decision: Decision,
}

/// The arguments of `phaodai units move`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:\n  phaodai units move 04105 --under 126 --on 2022-01-01")]
pub struct MoveArgs {
    /// Đơn vị · The unit
    #[arg(value_name = "CODE")]
    unit: String,
    /// Từ nay trực thuộc · Who commands it from now on
    #[arg(long, value_name = "CODE")]
    under: String,
    #[command(flatten)]
    decision: Decision,
}

/// The arguments of `phaodai units rename`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai units rename 04105 --name \"Phường Hát Lót\" --on 2022-01-01"
)]
pub struct RenameArgs {
    /// Đơn vị · The unit
    #[arg(value_name = "CODE")]
    unit: String,
    /// Tên mới, cả loại · The new name with its kind
    #[arg(long)]
    name: String,
    #[command(flatten)]
    decision: Decision,
}

/// The arguments of `phaodai units abolish`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:\n  phaodai units abolish 04105 --on 2022-01-01")]
pub struct AbolishArgs {
    /// Đơn vị · The unit
    #[arg(value_name = "CODE")]
    unit: String,
    #[command(flatten)]
    decision: Decision,
}

/// Merges units.
pub fn merge(args: &MergeArgs, context: &Context) -> Result<Outcome, Failure> {
    decide(&args.decision, context, |tree, eve| {
        let units = args.units.iter().map(|code| id(tree, code, eve)).collect::<Result<_, _>>()?;
        let into = match (&args.into, &args.new) {
            (Some(code), _) => Heir::Known(id(tree, code, eve)?),
            (None, new) => {
                let under = args.under.as_deref().map(|code| id(tree, code, args.decision.on));
                Heir::New(new_unit(new.as_deref().unwrap_or_default(), under.transpose()?)?)
            }
        };
        Ok(Step::Merge { units, into })
    })
}

/// Splits a unit.
pub fn split(args: &SplitArgs, context: &Context) -> Result<Outcome, Failure> {
    decide(&args.decision, context, |tree, eve| {
        let unit = unit(tree, &args.unit, eve)?;
        let parts = args.new.iter().map(|text| part(tree, unit, text, eve));
        let parts = parts.collect::<Result<_, Failure>>()?;
        Ok(Step::Split { unit: unit.id, parts, goes_on: args.goes_on })
    })
}

/// Puts a unit under another.
pub fn moves(args: &MoveArgs, context: &Context) -> Result<Outcome, Failure> {
    decide(&args.decision, context, |tree, eve| {
        let under = id(tree, &args.under, args.decision.on)?;
        Ok(Step::Move { unit: id(tree, &args.unit, eve)?, under })
    })
}

/// Gives a unit another name.
pub fn rename(args: &RenameArgs, context: &Context) -> Result<Outcome, Failure> {
    decide(&args.decision, context, |tree, eve| {
        Ok(Step::Rename { unit: id(tree, &args.unit, eve)?, name: args.name.clone() })
    })
}

/// Ends a unit.
pub fn abolish(args: &AbolishArgs, context: &Context) -> Result<Outcome, Failure> {
    decide(&args.decision, context, |tree, eve| {
        Ok(Step::Abolish { unit: id(tree, &args.unit, eve)? })
    })
}

fn decide(
    decision: &Decision,
    context: &Context,
    step: impl FnOnce(&UnitTree, Date) -> Result<Step, Failure>,
) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let tree = node::units::tree(&node)?;
    let eve = decision.on.yesterday().unwrap_or(decision.on);
    let reform = Reform { on: decision.on, step: step(&tree, eve)? };
    let facts = reform.facts(&tree)?;
    if !decision.dry_run {
        let officer = actor_id(&node, context)?;
        node::units::write_because(&node, &facts, officer, decision.basis.as_deref())?;
    }
    show(&tree, &facts, decision, context)?;
    Ok(Outcome::Done)
}

fn show(
    tree: &UnitTree,
    facts: &UnitFacts,
    decision: &Decision,
    context: &Context,
) -> Result<(), Failure> {
    if context.json {
        let rows: Vec<_> = facts
            .units
            .iter()
            .map(|unit| json!({"id": unit.id, "code": unit.code, "name": unit.full_name(), "valid_from": unit.valid.from, "valid_until": unit.valid.until}))
            .collect();
        let warnings: Vec<_> = facts.warnings.iter().map(|one| one.render(context.lang)).collect();
        context.print_json(&json!({"units": rows, "relations": facts.relations.len(), "dry_run": decision.dry_run, "warnings": warnings}))?;
        return Ok(());
    }
    if decision.dry_run {
        println!("{}", context.say("THỬ, chưa ghi gì", "TRIAL, nothing written"));
    }
    for unit in &facts.units {
        println!("{}", said(tree, unit, decision.on, context));
    }
    let moved = facts.relations.iter().filter(|one| one.valid.until.is_none()).count();
    println!(
        "{moved} {} {}",
        context.say("quan hệ mới từ", "new relations from"),
        super::say::day(decision.on)
    );
    for warning in &facts.warnings {
        eprintln!("{}", warning.render(context.lang));
    }
    Ok(())
}

/// What happens to one unit, in words.
fn said(tree: &UnitTree, unit: &Unit, on: Date, context: &Context) -> String {
    let (code, name) = (unit.code.as_deref().unwrap_or("—"), unit.full_name());
    let before = tree.get(unit.id);
    if unit.valid.from == Some(on) {
        return format!("{code}  {name}: {}", context.say("đơn vị mới", "new"));
    }
    match (unit.valid.until, before) {
        (Some(until), _) => {
            format!(
                "{code}  {name}: {} {}",
                context.say("đến hết", "until"),
                super::say::day(until)
            )
        }
        (None, Some(before)) => {
            format!("{code}  {} → {name}", before.full_name())
        }
        (None, None) => format!("{code}  {name}"),
    }
}

fn id(tree: &UnitTree, code: &str, day: Date) -> Result<UnitId, Failure> {
    Ok(unit(tree, code, day)?.id)
}

/// `04105:Xã Mai Sơn`.
fn new_unit(text: &str, under: Option<UnitId>) -> Result<NewUnit, Failure> {
    let Some((code, name)) = text.split_once(':') else {
        let diagnostic = Diagnostic::error(
            "reform_new",
            format!("không đọc được đơn vị mới “{text}”"),
            format!("the new unit “{text}” cannot be read"),
        );
        return Err(Failure::usage(
            diagnostic.hint("viết MÃ:TÊN, ví dụ 04105:Xã Mai Sơn", "write CODE:NAME"),
        ));
    };
    let code = Some(code.trim().to_owned()).filter(|code| !code.is_empty());
    Ok(NewUnit { code, name: name.trim().to_owned(), under })
}

/// `04199:Xã Nà Bó Mới=Bản Nà Bó,Bản Mé`.
fn part(
    tree: &UnitTree,
    unit: &Unit,
    text: &str,
    day: Date,
) -> Result<(NewUnit, Vec<UnitId>), Failure> {
    let (new, villages) = text.split_once('=').unwrap_or((text, ""));
    let below = tree.descendants(unit.id, day);
    let villages = villages.split(',').map(str::trim).filter(|name| !name.is_empty());
    let villages = villages.map(|name| {
        let known = domain::base::text::fold(name);
        let found = below.iter().find(|one| domain::base::text::fold(&one.full_name()) == known);
        found.map(|one| one.id).ok_or_else(|| unknown_village(unit, name))
    });
    Ok((new_unit(new, None)?, villages.collect::<Result<_, Failure>>()?))
}

fn unknown_village(unit: &Unit, name: &str) -> Failure {
    let owner = unit.full_name();
    Diagnostic::error(
        "reform_village",
        format!("{owner} không có “{name}”"),
        format!("{owner} has no “{name}”"),
    )
    .hint("xem: phaodai units list --under MÃ", "see: phaodai units list --under CODE")
    .into()
}

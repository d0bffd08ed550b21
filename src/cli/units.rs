//! `phaodai units`: lists of units in, and what they mean.

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand};
use domain::base::text::fold;
use domain::base::units::{
    Eras, ListDates, ListFile, MAI_SON, RelationKind, Unit, UnitFacts, UnitTree, Vocabulary,
    mai_son, read_list, resolve,
};
use domain::base::{Diagnostic, Lang};
use jiff::civil::Date;
use node::Node;
use serde_json::json;

use super::node::{actor_id, open_node, open_or_create, options};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome, reform, say};

/// The arguments of `phaodai units`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Nhập danh sách đơn vị: ba tệp CSV, tệp JSON hai cấp, tệp .toml, hoặc mai_son · Bring a list of units in
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai units import mai_son\n  phaodai units import ../danh-muc/2021-11_provinces.csv ../danh-muc/2021-11_districts.csv ../danh-muc/2021-11_wards.csv"
    )]
    Import {
        /// Tệp hoặc thư mục · Files or folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Có hiệu lực từ ngày · Valid from
        #[arg(long, value_name = "DATE", value_parser = say::read_day)]
        from: Option<Date>,
        /// Đến hết ngày · Valid until, inclusive
        #[arg(long, value_name = "DATE", value_parser = say::read_day)]
        until: Option<Date>,
    },
    /// Tìm đơn vị theo tên hoặc mã · Look units up by name or code
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai units list \"na bo\" --date 2021-09-10\n  phaodai units list --under 125 --date 2021-09-10"
    )]
    List {
        /// Tên hoặc mã, không cần dấu · Name or code, accents do not matter
        text: Option<String>,
        /// Chỉ các đơn vị trực thuộc đơn vị này · Only the units right below this one
        #[arg(long, value_name = "CODE")]
        under: Option<String>,
        /// Ngày; mặc định hôm nay · The day; today by default
        #[arg(long, value_name = "DATE", value_parser = say::read_day)]
        date: Option<Date>,
    },
    /// Một cụm từ nơi nhận chỉ những đơn vị nào · Which units an addressee phrase means
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai units resolve \"UBND các xã, thị trấn\" --issuer \"UBND huyện Mai Sơn\" --date 2021-09-09"
    )]
    Resolve {
        /// Cụm từ · The phrase
        phrase: String,
        /// Cơ quan ban hành · The issuer
        #[arg(long, value_name = "NAME")]
        issuer: String,
        /// Ngày văn bản; mặc định hôm nay · Date of the document; today by default
        #[arg(long, value_name = "DATE", value_parser = say::read_day)]
        date: Option<Date>,
    },
    /// Nhập nhiều đơn vị làm một từ một ngày; dòng đã ghi giữ nguyên, đơn vị mới xem được · Merge units from a day on
    Merge(reform::MergeArgs),
    /// Chia một đơn vị từ một ngày · Split a unit from a day on
    Split(reform::SplitArgs),
    /// Chuyển một đơn vị sang trực thuộc đơn vị khác · Put a unit under another from a day on
    Move(reform::MoveArgs),
    /// Đổi tên, đổi loại · Give a unit another name or kind
    Rename(reform::RenameArgs),
    /// Bãi bỏ một đơn vị · End a unit
    Abolish(reform::AbolishArgs),
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    match &args.command {
        Command::Import { paths, from, until } => {
            import(paths, ListDates { from: *from, until: *until }, context)
        }
        Command::List { text, under, date } => {
            list(text.as_deref(), under.as_deref(), *date, context)
        }
        Command::Resolve { phrase, issuer, date } => show_resolved(phrase, issuer, *date, context),
        Command::Merge(args) => reform::merge(args, context),
        Command::Split(args) => reform::split(args, context),
        Command::Move(args) => reform::moves(args, context),
        Command::Rename(args) => reform::rename(args, context),
        Command::Abolish(args) => reform::abolish(args, context),
    }
}

fn import(paths: &[PathBuf], dates: ListDates, context: &Context) -> Result<Outcome, Failure> {
    let facts = read_facts(paths, dates)?;
    let node = open_or_create(context)?;
    let written = node::units::write(&node, &facts, actor_id(&node, context)?)?;
    let counts = facts.count_by_tier();
    let count = |tier| counts.get(&tier).copied().unwrap_or(0);
    use domain::register::Tier::{Body, Commune, District, Province, Village};
    if context.json {
        let warnings: Vec<_> =
            facts.warnings.iter().map(|warning| warning.render(context.lang)).collect();
        context.print_json(&json!({
            "provinces": count(Province), "districts": count(District), "communes": count(Commune),
            "villages": count(Village), "bodies": count(Body),
            "changed": written.changed, "unchanged": written.unchanged, "warnings": warnings,
        }))?;
        return Ok(Outcome::Done);
    }
    let mut grid = Wide::new([
        (context.say("Cấp", "Tier"), Side::Left),
        (context.say("Số đơn vị", "Units"), Side::Right),
    ]);
    for (vi, en, tier) in [
        ("tỉnh", "provinces", Province),
        ("huyện", "districts", District),
        ("xã", "communes", Commune),
        ("thôn, bản", "villages", Village),
        ("cơ quan, tổ chức", "bodies", Body),
    ] {
        grid.push([context.say(vi, en).to_owned(), count(tier).to_string()]);
    }
    print!("{grid}");
    println!(
        "{}: {} · {}: {}",
        context.say("mới hoặc thay đổi", "new or changed"),
        written.changed,
        context.say("đã có, không đổi", "there already, alike"),
        written.unchanged
    );
    warn(&facts.warnings, context);
    Ok(Outcome::Done)
}

/// The first oddities, and how many there are in all.
fn warn(warnings: &[Diagnostic], context: &Context) {
    const SHOWN: usize = 10;
    for warning in warnings.iter().take(SHOWN) {
        eprintln!("{}", warning.render(context.lang));
    }
    if warnings.len() > SHOWN {
        eprintln!(
            "… {} {}",
            warnings.len() - SHOWN,
            context.say("lưu ý nữa (--json để xem hết)", "more (--json shows all)")
        );
    }
}

/// Units and relations out of files, folders, or the built-in list of Mai Sơn.
pub fn read_facts(paths: &[PathBuf], dates: ListDates) -> Result<UnitFacts, Failure> {
    let (eras, vocabulary) = (Eras::builtin()?, Vocabulary::builtin()?);
    let mut files = Vec::new();
    let mut facts = UnitFacts::default();
    for path in paths {
        if path.as_os_str() == "mai_son" && !path.exists() {
            add(&mut facts, mai_son()?);
        } else {
            collect(path, &mut files)?;
        }
    }
    let (lists, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(name, _)| !name.ends_with(".toml"));
    for (_, text) in &others {
        add(&mut facts, UnitFacts::from_toml(text, &eras, &vocabulary)?);
    }
    let (json, csv): (Vec<_>, Vec<_>) =
        lists.into_iter().partition(|(name, _)| name.ends_with(".json"));
    for group in [csv, json] {
        let files: Vec<ListFile<'_>> =
            group.iter().map(|(name, text)| ListFile { name, text }).collect();
        if !files.is_empty() {
            add(&mut facts, read_list(&files, dates, &eras, &vocabulary)?);
        }
    }
    Ok(facts)
}

/// A tree of units out of files, without a node.
pub fn tree_of(paths: &[PathBuf]) -> Result<UnitTree, Failure> {
    let facts = read_facts(paths, ListDates::default())?;
    Ok(UnitTree::build(Eras::builtin()?, Vocabulary::builtin()?, [facts]).output)
}

fn add(facts: &mut UnitFacts, more: UnitFacts) {
    facts.units.extend(more.units);
    facts.relations.extend(more.relations);
    facts.warnings.extend(more.warnings);
}

fn collect(path: &Path, files: &mut Vec<(String, String)>) -> Result<(), Failure> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            std::fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        let known = |path: &PathBuf| {
            path.extension()
                .is_some_and(|ending| ending == "csv" || ending == "json" || ending == "toml")
        };
        return inside.iter().filter(|path| known(path)).try_for_each(|path| collect(path, files));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    files.push((path.display().to_string(), text));
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        "units_file_unreadable",
        format!("không đọc được tệp: {error}"),
        format!("the file cannot be read: {error}"),
    )
    .hint(
        format!(
            "cho tệp CSV, JSON, .toml, một thư mục, hoặc chữ mai_son (danh sách có sẵn, {} ký tự)",
            MAI_SON.len()
        ),
        "give CSV, JSON or .toml files, a folder, or the word mai_son for the built-in list",
    )
    .in_file(path.display().to_string())
}

fn list(
    text: Option<&str>,
    under: Option<&str>,
    date: Option<Date>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let tree = node::units::tree(&node)?;
    let day = date.unwrap_or_else(|| options(context).clock.today());
    let above = under.map(|code| super::node::unit(&tree, code, day)).transpose()?;
    let found = found(&tree, above, text, day);
    if let Some(note) = elsewhen(&node, &tree, (above, text), date, (day, found.len()), context)? {
        eprintln!("{note}");
    }
    if context.json {
        let rows: Vec<_> = found
            .iter()
            .map(|unit| json!({"id": unit.id, "code": unit.code, "name": unit.full_name_on(day), "kind": unit.called_on(day).0, "valid_from": unit.valid.from, "valid_until": unit.valid.until}))
            .collect();
        context.print_json(&rows)?;
        return Ok(Outcome::Done);
    }
    let mut grid = Wide::new([
        (context.say("Mã", "Code"), Side::Left),
        (context.say("Tên", "Name"), Side::Left),
        (context.say("Thuộc", "Part of"), Side::Left),
    ]);
    for unit in &found {
        let above = tree
            .ancestors(unit.id, day)
            .first()
            .map(|above| above.full_name_on(day))
            .unwrap_or_default();
        grid.push([unit.code.clone().unwrap_or_default(), unit.full_name_on(day), above]);
    }
    print!("{grid}");
    println!("{}", on_day(found.len(), day, context));
    Ok(Outcome::Done)
}

fn on_day(count: usize, day: Date, context: &Context) -> String {
    let (units, of) = (context.say("đơn vị", "units"), context.say("ngày", "on"));
    format!("{count} {units}, {of} {}", say::day(day))
}

/// The units of a day that a text names, all or right below one.
fn found<'t>(
    tree: &'t UnitTree,
    above: Option<&Unit>,
    text: Option<&str>,
    day: Date,
) -> Vec<&'t Unit> {
    let units: Vec<&Unit> = match above {
        Some(above) => tree.children(above.id, RelationKind::PartOf, day),
        None => tree.units().iter().filter(|unit| unit.valid.on(day)).collect(),
    };
    let wanted = text.map(fold).unwrap_or_default();
    let matches = |unit: &&Unit| {
        unit.code.as_deref() == text
            || fold(&unit.full_name()).contains(&wanted)
            || unit.aliases.iter().any(|alias| fold(&alias.name).contains(&wanted))
    };
    units.into_iter().filter(matches).collect()
}

/// What to say when a day without units was taken and another has some: units come and go, and whoever gives no date
/// may mean the days of this node's data.
fn elsewhen(
    node: &Node,
    tree: &UnitTree,
    (above, text): (Option<&Unit>, Option<&str>),
    date: Option<Date>,
    (day, here): (Date, usize),
    context: &Context,
) -> Result<Option<String>, Failure> {
    // A date that the user gave is what the user wants to know; without one, few units may be none of those that are meant.
    if here > 0 && (date.is_some() || text.is_some() || above.is_some()) {
        return Ok(None);
    }
    let count = |day: Date| found(tree, above, text, day).len();
    let last = tree.units().iter().filter_map(|unit| unit.valid.until).filter(|end| *end < day);
    let meant = node::publish::last_day_with_data(node, |day| count(day) > here)?;
    let meant = meant.or_else(|| last.filter(|end| count(*end) > here).max());
    Ok(meant.map(|meant| another_day(day, date.is_none(), meant, count(meant), context)))
}

fn another_day(day: Date, is_today: bool, meant: Date, count: usize, context: &Context) -> String {
    let today = |vi, en| if is_today { context.say(vi, en) } else { "" };
    let (taken, wanted) = (say::day(day), say::day(meant));
    match context.lang {
        Lang::Vi => format!(
            "Lấy ngày {taken}{}: các đơn vị cần tìm không có hiệu lực ngày ấy; ngày {wanted} có {count} đơn vị.\n  → Ghi thêm ngày cần xem: --date {meant}",
            today(" (hôm nay)", ""),
        ),
        Lang::En => format!(
            "The day is {day}{}: the units that are meant are not in force then; on {meant} there are {count}.\n  → Add the day that is meant: --date {meant}",
            today("", " (today)"),
        ),
    }
}

fn show_resolved(
    phrase: &str,
    issuer: &str,
    date: Option<Date>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let tree = node::units::tree(&node)?;
    let day = date.unwrap_or_else(|| options(context).clock.today());
    let resolution = resolve(&tree, issuer, phrase, day);
    let units: Vec<&Unit> = resolution.units.iter().filter_map(|id| tree.get(*id)).collect();
    if context.json {
        let rows: Vec<_> =
            units.iter().map(|unit| json!({"code": unit.code, "name": unit.full_name()})).collect();
        context.print_json(
            &json!({"phrase": phrase, "units": rows, "unresolved": resolution.unresolved}),
        )?;
    } else {
        for unit in &units {
            println!("{}  {}", unit.code.as_deref().unwrap_or("     "), unit.full_name());
        }
        println!("{}", on_day(units.len(), day, context));
        for rest in &resolution.unresolved {
            eprintln!("{}: {rest}", context.say("chưa rõ là đơn vị nào", "not resolved"));
        }
    }
    if !resolution.unresolved.is_empty() {
        let count = |day: Date| resolve(&tree, issuer, phrase, day).units.len();
        let meant = node::publish::last_day_with_data(&node, |day| count(day) > units.len())?;
        if let Some(meant) = meant {
            let said = another_day(day, date.is_none(), meant, count(meant), context);
            eprintln!("{said}");
        }
    }
    Ok(if resolution.unresolved.is_empty() { Outcome::Done } else { Outcome::Partly })
}

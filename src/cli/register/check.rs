//! `phaodai register check`: what a definition would change, before anybody takes it into use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as Arguments;
use domain::base::Diagnostic;
use domain::register::{Definition, Field, Owner, UpgradePlan};
use domain::returns::endangered;
use jiff::civil::Date;
use node::publish::Desk;
use serde_json::json;

use super::super::node::open_node;
use super::super::{Context, Failure, Outcome};
use super::{issued_by, unreadable};

/// The arguments of `phaodai register check`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai register check so.toml\n  phaodai register show away_resident > so.toml"
)]
pub struct Args {
    /// Tệp định nghĩa .toml · The definition
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Đơn vị ban hành · Issuing unit
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

/// Reads the definition and compares it with the one in use; writes nothing.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let (owner, _) = issued_by(&node, args.unit.as_deref())?;
    let definition = read(&args.file, owner)?;
    let registry = node.registry();
    let known = registry.get(definition.id).ok().map(|register| &register.definition);
    if let Some(known) = known {
        may_follow(known, &definition, &args.file)?;
    }
    let changes = changes(known, &definition);
    let desk = Desk::open(&node)?;
    let endangered =
        known.map(|known| endangered(known, &definition, desk.templates())).unwrap_or_default();
    if context.json {
        context.print_json(&json!({"name": definition.name, "version": definition.version,
            "known_version": known.map(|known| known.version), "fields": definition.fields.len(),
            "changes": changes.iter().map(|(what, names)| json!({"what": what.name(), "names": names})).collect::<Vec<_>>(),
            "warnings": endangered}))?;
        return Ok(Outcome::Done);
    }
    tell(known, &definition, context);
    endangered.iter().for_each(|warning| println!("! {}", warning.render(context.lang)));
    Ok(Outcome::Done)
}

/// Says what a definition is and changes.
pub(super) fn tell(known: Option<&Definition>, definition: &Definition, context: &Context) {
    let changes = changes(known, definition);
    println!(
        "{} ({}): {} {}, {} {}",
        definition.title.get(context.lang),
        definition.name,
        context.say("bản", "version"),
        definition.version,
        definition.in_use().count(),
        context.say("trường", "fields")
    );
    match known {
        None => println!("{}", context.say("Sổ mới.", "A new register.")),
        Some(_) if changes.is_empty() => {
            println!("{}", context.say("Giống sổ đang dùng.", "The same as the one in use."));
        }
        Some(_) => {}
    }
    for (what, names) in &changes {
        println!("  {}: {}", what.title(context), names.join(", "));
    }
}

/// A definition out of a file.
///
/// # Errors
/// Everything that is wrong with it, each with its place in the file.
pub(super) fn read(file: &Path, owner: Owner) -> Result<Definition, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let name = file.display().to_string();
    let named = |faults: Vec<Diagnostic>| -> Vec<Diagnostic> {
        faults.into_iter().map(|fault| fault.in_file(name.clone())).collect()
    };
    Ok(Definition::issued_by(owner, &text).map_err(named)?)
}

/// Whether a definition can take the place of the one in use: nothing is lost, and who changes it says so by a new
/// version. Otherwise the change would silently not happen.
///
/// # Errors
/// `version_not_raised`, or what would be lost.
pub(super) fn may_follow(known: &Definition, new: &Definition, file: &Path) -> Result<(), Failure> {
    if known.hash() == new.hash() {
        return Ok(());
    }
    let name = file.display().to_string();
    if known.version >= new.version {
        let (old, next) = (known.version, known.version + 1);
        let diagnostic = Diagnostic::error(
            "version_not_raised",
            format!(
                "Nội dung khác bản {old} đang dùng, nhưng tệp vẫn ghi version = {}.",
                new.version
            ),
            format!("It differs from version {old} in use, but says version = {}.", new.version),
        );
        return Err(diagnostic
            .hint(format!("Ghi version = {next} trong tệp."), format!("Write version = {next}."))
            .in_file(name)
            .into());
    }
    UpgradePlan::between(known, new).map(|_| ()).map_err(|faults| {
        faults.into_iter().map(|fault| fault.in_file(name.clone())).collect::<Vec<_>>().into()
    })
}

/// What changes between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Added,
    Renamed,
    Retired,
    Changed,
    Choices,
    Indicators,
    Period,
}

impl What {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Renamed => "renamed",
            Self::Retired => "retired",
            Self::Changed => "changed",
            Self::Choices => "choices",
            Self::Indicators => "indicators",
            Self::Period => "period",
        }
    }

    pub(super) fn title(self, context: &Context) -> &'static str {
        match self {
            Self::Added => context.say("Trường thêm mới", "Fields added"),
            Self::Renamed => context.say("Trường đổi tên", "Fields renamed"),
            Self::Retired => {
                context.say("Trường thôi dùng (dữ liệu cũ còn)", "Fields retired (data stay)")
            }
            Self::Changed => context.say("Trường sửa đổi", "Fields changed"),
            Self::Choices => {
                context.say("Lựa chọn thêm (+), thôi dùng (−)", "Choices added (+), retired (−)")
            }
            Self::Period => context.say("Hiệu lực", "In force"),
            Self::Indicators => {
                context.say("Chỉ tiêu thêm hoặc sửa", "Indicators added or changed")
            }
        }
    }
}

/// The changes, by kind, each with the names that it touches.
pub(super) fn changes(known: Option<&Definition>, new: &Definition) -> BTreeMap<What, Vec<String>> {
    let mut changes: BTreeMap<What, Vec<String>> = BTreeMap::new();
    let Some(known) = known else { return changes };
    let mut note = |what, name: String| changes.entry(what).or_default().push(name);
    for field in &new.fields {
        match known.field_no(field.no) {
            None => note(What::Added, field.name.clone()),
            Some(before) if before.name != field.name => {
                note(What::Renamed, format!("{} → {}", before.name, field.name));
            }
            Some(before) if retires(before, field) => note(What::Retired, field.name.clone()),
            Some(before) if before != field => note(What::Changed, field.name.clone()),
            Some(_) => {}
        }
    }
    for list in &new.choices {
        let before = known.choices.iter().find(|other| other.name == list.name);
        for choice in &list.items {
            let was = before.and_then(|list| list.items.iter().find(|c| c.name == choice.name));
            match was.map_or((false, true), |was| (!was.retired, false)) {
                (_, true) => note(What::Choices, format!("+ {}", choice.label.vi)),
                (true, _) if choice.retired => {
                    note(What::Choices, format!("− {}", choice.label.vi));
                }
                _ => {}
            }
        }
    }
    if (known.valid_from, known.valid_to) != (new.valid_from, new.valid_to) {
        note(What::Period, period(new));
    }
    for indicator in &new.indicators {
        if !known.indicators.contains(indicator) {
            note(What::Indicators, indicator.name.clone());
        }
    }
    changes
}

/// "2021-09-12 …" or "… 2021-12-31" or both.
fn period(definition: &Definition) -> String {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    format!("{} – {}", day(definition.valid_from), day(definition.valid_to))
}

fn retires(before: &Field, after: &Field) -> bool {
    after.retired && !before.retired
}

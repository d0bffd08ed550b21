//! The rules in force at this node: those of the program, and the packs that a province or district has put on record since.
//! Each is an entry of the ledger like any other, so that who changed the rules, and when, is known years later.

use domain::base::{Diagnostic, OfficerId, UnitId, Value};
use domain::entry::Draft;
use domain::tracing::{PackHead, Rules};
use jiff::civil::Date;

use super::book::Row;
use crate::store::Scope;
use crate::{Node, NodeError, Result, fields, units};

/// A file of packs on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRules {
    /// Whose.
    pub unit: UnitId,
    /// Which rules: `contact`, `quarantine`, `zone`.
    pub name: String,
    /// Counts up.
    pub version: i64,
    /// The first day of its earliest pack.
    pub from: Option<Date>,
    /// As it was written.
    pub text: String,
}

/// The rules in force.
///
/// # Errors
/// When the database cannot be read, or holds rules that cannot be.
pub fn rules(node: &Node) -> Result<Rules> {
    let damaged = |fault: Diagnostic| NodeError::Damaged(fault.to_string());
    let built_in = Rules::built_in().map_err(damaged)?;
    kept_rules(node)?.iter().try_fold(built_in, |rules, kept| {
        rules.with(&kept.text).map(|(rules, _)| rules).map_err(damaged)
    })
}

/// What was put on record, in the order in which it was.
///
/// # Errors
/// When the database cannot be read.
pub fn kept_rules(node: &Node) -> Result<Vec<KeptRules>> {
    let register = units::register(node, "rule_pack")?;
    let mut kept = Vec::new();
    node.reader()?.each(&register.table, &Scope::everything(), |record| {
        let row = Row::of(&register, record);
        kept.push(KeptRules {
            unit: row.record.unit,
            name: row.text("name").to_owned(),
            version: row.integer("version").unwrap_or_default(),
            from: row.date("valid_from"),
            text: row.text("text").to_owned(),
        });
    })?;
    kept.sort_by(|a, b| (&a.name, a.version).cmp(&(&b.name, b.version)));
    Ok(kept)
}

/// Puts packs on record, and lets everything follow them. Gives the packs that are new, or in the place of others.
///
/// # Errors
/// `rule_packs`, `rules_unknown`, `rule_pack_known` as [`Rules::with`]; `rules_unchanged`: nothing of it is new; when the
/// database cannot be written.
pub fn add_rules(
    node: &Node,
    unit: UnitId,
    text: &str,
    officer: Option<OfficerId>,
) -> std::result::Result<Vec<PackHead>, Diagnostic> {
    let before = rules(node)?;
    let known = before.heads();
    let (after, file) = before.with(text)?;
    let fresh: Vec<PackHead> =
        after.heads().into_iter().filter(|head| !known.contains(head)).collect();
    let Some(first) = fresh.first() else { return Err(unchanged()) };
    let version = kept_rules(node)?.iter().filter(|kept| kept.name == file.name).count() + 1;
    let definition = &units::register(node, "rule_pack")?.definition;
    let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    let values = [
        ("name", Value::text(file.name.as_str())),
        ("version", Value::Integer(i64::try_from(version).unwrap_or(i64::MAX))),
        ("title", Value::text(file.title.vi.as_str())),
        ("source", Value::text(first.source.as_str())),
        ("valid_from", Value::Date(first.from)),
        ("issuer", Value::text(unit.to_string())),
        ("text", Value::text(text)),
        ("hash", Value::text(hash)),
    ];
    let changes = vec![fields::change(definition, node.new_record()?, &values)];
    let reason = Some("Quy định mới · new rules".to_owned());
    node.append(&Draft { unit, officer, reason, changes })?;
    super::run(node, officer)?;
    Ok(fresh)
}

fn unchanged() -> Diagnostic {
    Diagnostic::error(
        "rules_unchanged",
        "Tệp không có bộ quy định nào mới.",
        "The file holds no pack that is new.",
    )
    .hint(
        "Mỗi bộ mới cần ngày hiệu lực riêng, hoặc tên riêng nếu thay bộ cùng ngày.",
        "A new pack needs a day of its own, or a name of its own where it replaces one of that day.",
    )
}

//! Opening the node that a command works on, and finding the units and officers that its arguments name.

use domain::base::units::{Unit, UnitTree};
use domain::base::{Diagnostic, OfficerId};
use jiff::civil::Date;
use node::config::Options;
use node::people::Officer;
use node::{Clock, Node, NodeError};

use super::{Context, Failure};

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        error.to_diagnostic().into()
    }
}

/// What a node takes from the shared arguments.
pub fn options(context: &Context) -> Options {
    let clock = context.now.map_or(Clock::System, Clock::fixed);
    Options { clock, ..Options::default() }
}

/// The same for a program that goes on for hours: a given time goes on too.
pub fn running_options(context: &Context) -> Options {
    let clock = context.now.map_or(Clock::System, Clock::running_from);
    Options { clock, ..Options::default() }
}

/// Opens the node in the data folder.
///
/// # Errors
/// When there is none, or it cannot be opened; says how to make one.
pub fn open_node(context: &Context) -> Result<Node, Failure> {
    Ok(Node::open(&context.data, options(context))?)
}

/// Opens the node in the data folder, or makes one there and says so.
///
/// # Errors
/// When it can be neither opened nor made.
pub fn open_or_create(context: &Context) -> Result<Node, Failure> {
    match Node::open(&context.data, options(context)) {
        Err(NodeError::NotANode(_)) => {
            let node = Node::create(&context.data, options(context))?;
            eprintln!(
                "{} {}",
                context.say("đã lập máy mới ở", "made a new node in"),
                context.data.display()
            );
            Ok(node)
        }
        other => Ok(other?),
    }
}

/// The unit that people mean by a code or an id on a day.
///
/// # Errors
/// When no unit has it; says how to bring a list of units in.
pub fn unit<'t>(tree: &'t UnitTree, code: &str, day: Date) -> Result<&'t Unit, Failure> {
    tree.called(code, day).ok_or_else(|| unknown_unit(tree, code, day).into())
}

fn unknown_unit(tree: &UnitTree, code: &str, day: Date) -> Diagnostic {
    let vi = format!("ngày {day} không có đơn vị nào mang mã \"{code}\"");
    let en = format!("on {day} no unit has the code \"{code}\"");
    let diagnostic = Diagnostic::error("unit_unknown", vi, en);
    if tree.is_empty() {
        return diagnostic.hint(
            "máy này chưa có danh sách đơn vị: phaodai units import mai_son, hoặc phaodai units import THƯ_MỤC",
            "this node has no list of units yet: phaodai units import mai_son, or phaodai units import FOLDER",
        );
    }
    diagnostic.hint("tìm mã: phaodai units list TÊN", "look a code up: phaodai units list NAME")
}

/// Who acts, as `--as` says; `None` without it.
///
/// # Errors
/// When `--as` names nobody, or several.
pub fn actor(node: &Node, context: &Context) -> Result<Option<Officer>, Failure> {
    Ok(context.officer.as_deref().map(|text| node::people::find(node, text)).transpose()?)
}

/// The id of who acts.
///
/// # Errors
/// As [`actor`].
pub fn actor_id(node: &Node, context: &Context) -> Result<Option<OfficerId>, Failure> {
    Ok(actor(node, context)?.map(|officer| officer.id))
}

/// Who acts, when they may act in a unit: they belong to it or to one above it. Without `--as` whoever sits at the machine
/// acts, and no name is written down.
///
/// # Errors
/// As [`actor`], and `unit_not_yours`.
pub fn actor_in(
    node: &Node,
    tree: &UnitTree,
    unit: &Unit,
    context: &Context,
) -> Result<Option<OfficerId>, Failure> {
    let Some(officer) = actor(node, context)? else { return Ok(None) };
    let day = node.clock().today();
    let above = tree.ancestors(unit.id, day);
    if officer.unit == unit.id || above.iter().any(|one| one.id == officer.unit) {
        return Ok(Some(officer.id));
    }
    let (name, of) = (&officer.full_name, unit.full_name_on(day));
    let fault = Diagnostic::error(
        "unit_not_yours",
        format!("{name} không thuộc {of}, cũng không thuộc cấp trên của {of}."),
        format!("{name} belongs neither to {of} nor to a unit above it."),
    );
    Err(fault.hint("Chọn cán bộ khác bằng --as.", "Choose another officer with --as.").into())
}

//! Nodes to the typed tree: resolves names, finds the function whose types fit, bounds sizes.

use super::fault;
use super::functions::{Function, Gives, Takes, named};
use super::lex::Span;
use super::parse::Node;
use super::scope::{Known, Scope};
use super::size::Size;
use super::special::special;
use super::tree::{Expr, Type, Typed};
use crate::base::{Diagnostic, days_since_1970};
use crate::register::{Choice, Stands};

pub(super) fn check((node, span): &(Node, Span), scope: &Scope<'_>) -> Result<Expr, Diagnostic> {
    let leaf = |node, ty, size| Ok(Expr { node, ty, many: false, size, span: *span });
    match node {
        Node::Text(text) if text.is_empty() => leaf(Typed::Empty, Type::Empty, Size::COUNT),
        Node::Text(text) => leaf(Typed::Text(text.clone()), Type::Text, Size::COUNT),
        Node::Number(number) => leaf(Typed::Number(*number), Type::Number, Size::INPUT),
        Node::Field(name) => {
            if let Some(known) = scope.field(name) {
                return field(known, *span);
            }
            let unknown = || fault::unknown_field(name, &scope.names()).at_span(span.0, span.1);
            related(name, scope, *span).ok_or_else(unknown)
        }
        Node::This => {
            let known = scope.this().ok_or_else(|| fault::no_this().at_span(span.0, span.1))?;
            field(known, *span)
        }
        Node::Call(name, arguments) => call(name, arguments, *span, scope),
    }
}

fn field(known: Known<'_>, span: Span) -> Result<Expr, Diagnostic> {
    let node = Typed::Field { no: known.no, storage: known.storage };
    Ok(Expr { node, ty: known.ty, many: false, size: known.size, span })
}

/// `${register.field}`, or `${register}` for its records.
fn related(name: &str, scope: &Scope<'_>, span: Span) -> Option<Expr> {
    let (register, field) = name.split_once('.').map_or((name, None), |(r, f)| (r, Some(f)));
    let related = scope.related(register)?;
    let (register, many) = (related.register.clone(), related.stands != Stands::Outside);
    let Some(field) = field else {
        let node = Typed::Inner { register, field: None };
        return many.then_some(Expr { node, ty: Type::Boolean, many, size: Size::COUNT, span });
    };
    let field = related.fields.iter().find(|known| known.name == field)?;
    let Known { no, ty, storage, size, .. } = Known::of(field.no, field.kind);
    let node = match many {
        true => Typed::Inner { register, field: Some((no, storage)) },
        false => Typed::Outer { register, no, storage },
    };
    Some(Expr { node, ty, many, size, span })
}

fn call(
    name: &str,
    nodes: &[(Node, Span)],
    span: Span,
    scope: &Scope<'_>,
) -> Result<Expr, Diagnostic> {
    if let Some(special) = special(name, nodes, span, scope) {
        return special;
    }
    if named(name).next().is_none() {
        return Err(fault::unknown_function(name).at_span(span.0, span.0 + name.len()));
    }
    choices(name, nodes, scope)?;
    let mut arguments: Vec<Expr> =
        nodes.iter().map(|node| check(node, scope)).collect::<Result<_, _>>()?;
    if let Some(date) = literal_date(name, &arguments, span) {
        return date;
    }
    let Some((function, same)) = named(name).find_map(|f| Some((f, fits(f, &arguments)?))) else {
        return Err(misfit(name, &arguments, span));
    };
    settle(function, same, &mut arguments);
    let sizes: Vec<Size> = arguments.iter().map(|argument| argument.size).collect();
    let size = (function.size)(&sizes);
    if !size.fits() {
        return Err(fault::too_large().at_span(span.0, span.1));
    }
    let (ty, many) = match function.gives {
        Gives::Is(ty) => (ty, false),
        Gives::Same => (same, false),
        Gives::EachSame => (same, true),
    };
    Ok(Expr { node: Typed::Call(function, arguments), ty, many, size, span })
}

/// Several records where one value is needed are told apart from types that do not fit.
fn misfit(name: &str, arguments: &[Expr], span: Span) -> Diagnostic {
    let takes_many =
        |takes: &Takes| matches!(takes, Takes::Each(_) | Takes::EachSame | Takes::EachAny);
    let several = named(name).flat_map(|function| function.takes).any(takes_many);
    match arguments.iter().find(|argument| argument.many) {
        Some(many) if !several => fault::many().at_span(many.span.0, many.span.1),
        _ => {
            let types: Vec<Type> = arguments.iter().map(|argument| argument.ty).collect();
            fault::misfit(name, &types).at_span(span.0, span.1)
        }
    }
}

/// What an argument must be; the last one repeats where the function takes more.
fn wanted(function: &Function, at: usize) -> Option<Takes> {
    let last = function.takes.last().filter(|_| function.more);
    function.takes.get(at).or(last).copied()
}

/// Whether the arguments fit, and what "the same" is for them.
fn fits(function: &Function, arguments: &[Expr]) -> Option<Type> {
    if arguments.len() < function.takes.len() {
        return None;
    }
    let mut same = None;
    for (at, argument) in arguments.iter().enumerate() {
        let wanted = wanted(function, at)?;
        let each = matches!(wanted, Takes::Each(_) | Takes::EachSame | Takes::EachAny);
        if each != argument.many || !fits_one(wanted, argument.ty, &mut same) {
            return None;
        }
    }
    // Two empties have no order: one side must say of what type they are.
    let ordered = function.takes.contains(&Takes::Ordered);
    let same = same.unwrap_or(Type::Empty);
    (!ordered || same != Type::Empty).then_some(same)
}

fn fits_one(wanted: Takes, ty: Type, same: &mut Option<Type>) -> bool {
    match wanted {
        Takes::Is(wanted) => ty == wanted || (ty == Type::Empty && wanted != Type::Boolean),
        Takes::Same | Takes::EachSame => join(same, ty),
        Takes::Ordered => join(same, ty) && !matches!(ty, Type::Text | Type::Boolean),
        Takes::Each(wanted) => ty == wanted,
        Takes::Any | Takes::EachAny => true,
    }
}

/// Takes one more type into "the same"; empty goes with all but conditions.
fn join(same: &mut Option<Type>, ty: Type) -> bool {
    let fit = match *same {
        None => true,
        Some(known) if known == ty => true,
        Some(known) => {
            let empty = known == Type::Empty || ty == Type::Empty;
            empty && known != Type::Boolean && ty != Type::Boolean
        }
    };
    if fit && same.is_none_or(|known| known == Type::Empty) {
        *same = Some(ty);
    }
    fit
}

/// Gives each literal `''` the type that its place asks for.
fn settle(function: &Function, same: Type, arguments: &mut [Expr]) {
    for (at, argument) in arguments.iter_mut().enumerate() {
        if argument.ty == Type::Empty {
            argument.ty = match wanted(function, at) {
                Some(Takes::Is(ty)) => ty,
                Some(Takes::Any) => Type::Text,
                _ => same,
            };
        }
    }
}

/// `date('2021-09-15')` is read here, so that it serves in SQL, too, and a wrong date is found at once.
fn literal_date(name: &str, arguments: &[Expr], span: Span) -> Option<Result<Expr, Diagnostic>> {
    let [Expr { node: Typed::Text(text), .. }] = arguments else { return None };
    if name != "date" {
        return None;
    }
    let date = text.trim().parse().map(|date| Expr {
        node: Typed::Date(days_since_1970(date)),
        ty: Type::Date,
        many: false,
        size: Size::COUNT,
        span,
    });
    Some(date.map_err(|_| fault::bad_date(text).at_span(span.0, span.1)))
}

/// A select field compared with a name that is none of its choices can never be meant.
fn choices(name: &str, nodes: &[(Node, Span)], scope: &Scope<'_>) -> Result<(), Diagnostic> {
    let [one, two] = nodes else { return Ok(()) };
    if !matches!(name, "=" | "!=" | "selected") {
        return Ok(());
    }
    let pair = pair_of(one, two, scope).or_else(|| pair_of(two, one, scope));
    let Some((choices, text, span)) = pair else { return Ok(()) };
    if text.is_empty() || choices.iter().any(|choice| choice.name == text) {
        return Ok(());
    }
    let names = choices.iter().map(|choice| choice.name.as_str());
    Err(fault::unknown_choice(text, names).at_span(span.0, span.1))
}

fn pair_of<'a>(
    field: &(Node, Span),
    text: &'a (Node, Span),
    scope: &Scope<'a>,
) -> Option<(&'a [Choice], &'a str, Span)> {
    let known = match &field.0 {
        Node::Field(name) => scope.field(name)?,
        Node::This => scope.this()?,
        _ => return None,
    };
    match &text.0 {
        Node::Text(written) if !known.choices.is_empty() => Some((known.choices, written, text.1)),
        _ => None,
    }
}

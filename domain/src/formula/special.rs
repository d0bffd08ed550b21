//! Functions that need more than the values of their arguments: what they name is found when the formula is read.

use std::collections::BTreeMap;

use super::check::check;
use super::lex::Span;
use super::parse::Node;
use super::pattern::Pattern;
use super::scope::Scope;
use super::size::Size;
use super::tree::{Expr, Type, Typed};
use super::{fault, functions};
use crate::base::Diagnostic;
use crate::register::{Choice, ChoiceList, Storage};

/// Their names, beside those of the table.
pub(super) const NAMES: [&str; 4] = ["jr:choice-name", "once", "pulldata", "regex"];

type Checked = Result<Expr, Diagnostic>;

/// What such a function becomes; `None` for all others.
pub(super) fn special(
    name: &str,
    nodes: &[(Node, Span)],
    span: Span,
    scope: &Scope<'_>,
) -> Option<Checked> {
    let made = match name {
        "regex" => matches(nodes, scope),
        "once" => once(nodes, scope),
        "jr:choice-name" => choice_name(nodes, scope),
        "pulldata" => pull_data(nodes, scope),
        "extract-signed" => Err(fault::signed_elsewhere()),
        "instance" | "current" => Err(fault::paths_elsewhere(name)),
        _ => return None,
    };
    // A fault of an argument has its own place already.
    Some(made.map(|(node, ty, size)| Expr { node, ty, many: false, size, span }).map_err(|fault| {
        if fault.place.span.is_some() { fault } else { fault.at_span(span.0, span.1) }
    }))
}

type Made = Result<(Typed, Type, Size), Diagnostic>;

fn matches(nodes: &[(Node, Span)], scope: &Scope<'_>) -> Made {
    let [text, (pattern, place)] = nodes else {
        return Err(fault::arguments("regex", "regex(${x}, '[0-9]+')"));
    };
    let Node::Text(pattern) = pattern else {
        return Err(fault::not_written("regex", "mẫu", "the pattern").at_span(place.0, place.1));
    };
    let pattern = Pattern::read(pattern).map_err(|fault| fault.at_span(place.0, place.1))?;
    let text = Box::new(text_of(text, scope)?);
    Ok((Typed::Matches { text, pattern }, Type::Boolean, Size::COUNT))
}

/// What a field holds already, or else the value: it is computed once and stays.
fn once(nodes: &[(Node, Span)], scope: &Scope<'_>) -> Made {
    let [value] = nodes else { return Err(fault::arguments("once", "once(uuid())")) };
    let value = check(value, scope)?;
    let no = scope.this_no().ok_or_else(fault::no_this)?;
    let storage = match value.ty {
        Type::Number => Storage::Real,
        Type::Date => Storage::Days,
        _ => Storage::Text,
    };
    let held = Expr { node: Typed::Field { no, storage }, ..value.clone() };
    let coalesce = functions::named("coalesce").next().ok_or_else(fault::no_this)?;
    let (ty, size) = (value.ty, value.size);
    if ty == Type::Boolean {
        return Err(fault::misfit("once", &[ty]));
    }
    Ok((Typed::Call(coalesce, vec![held, value]), ty, size))
}

/// `jr:choice-name(${x}, '${x}')`: the label of a chosen name, in Vietnamese.
fn choice_name(nodes: &[(Node, Span)], scope: &Scope<'_>) -> Made {
    let [name, (field, place)] = nodes else {
        return Err(fault::arguments("jr:choice-name", "jr:choice-name(${x}, '${x}')"));
    };
    let written = match field {
        Node::Text(written) => written.trim(),
        Node::Field(written) => written,
        _ => return Err(fault::not_written("jr:choice-name", "tên trường", "the field")),
    };
    let field = written.trim_start_matches("${").trim_end_matches('}').trim();
    let known = scope.field(field).ok_or_else(|| fault::unknown_field(field, &scope.names()));
    let known = known.map_err(|fault| fault.at_span(place.0, place.1))?;
    if known.choices.is_empty() {
        return Err(fault::no_choices(field).at_span(place.0, place.1));
    }
    let label = |choice: &Choice| (choice.name.clone(), choice.label.vi.clone());
    let rows = known.choices.iter().map(label).collect();
    let key = Box::new(text_of(name, scope)?);
    Ok((Typed::Lookup { key, rows }, Type::Text, Size::COUNT))
}

/// `pulldata('list', 'column', 'key column', value)` over a list of the definition.
fn pull_data(nodes: &[(Node, Span)], scope: &Scope<'_>) -> Made {
    let [(Node::Text(table), at), (Node::Text(wanted), _), (Node::Text(by), _), value] = nodes
    else {
        return Err(fault::not_written("pulldata", "bảng và cột", "table and columns"));
    };
    let list = scope.list(table.trim()).ok_or_else(|| fault::no_table(table, scope.list_names()));
    let list = list.map_err(|fault| fault.at_span(at.0, at.1))?;
    let columns = columns(list);
    for column in [wanted, by] {
        if !columns.contains(&column.trim()) {
            return Err(fault::no_column(column, columns.into_iter()));
        }
    }
    let cell = |choice: &Choice, column: &str| match column.trim() {
        "name" => choice.name.clone(),
        "label" => choice.label.vi.clone(),
        column => choice.columns.get(column).cloned().unwrap_or_default(),
    };
    let mut rows = BTreeMap::new();
    for choice in &list.items {
        // The first row of a key counts, as in XForms.
        rows.entry(cell(choice, by)).or_insert_with(|| cell(choice, wanted));
    }
    let key = Box::new(text_of(value, scope)?);
    Ok((Typed::Lookup { key, rows }, Type::Text, Size::COUNT))
}

fn columns(list: &ChoiceList) -> Vec<&str> {
    let mut columns = vec!["name", "label"];
    for name in list.items.iter().flat_map(|choice| choice.columns.keys()) {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    columns
}

/// An argument as text, whatever its type.
fn text_of(node: &(Node, Span), scope: &Scope<'_>) -> Checked {
    let value = check(node, scope)?;
    if value.many {
        return Err(fault::many().at_span(value.span.0, value.span.1));
    }
    if matches!(value.ty, Type::Text | Type::Empty) {
        return Ok(Expr { ty: Type::Text, ..value });
    }
    let any = |f: &&functions::Function| f.takes == [functions::Takes::Any];
    let string = functions::named("string").find(any).ok_or_else(fault::no_this)?;
    let span = value.span;
    let node = Typed::Call(string, vec![value]);
    Ok(Expr { node, ty: Type::Text, many: false, size: Size::COUNT, span })
}

//! The typed tree: names are resolved, types agree, sizes are bounded.

use std::collections::{BTreeMap, BTreeSet};

use super::functions::Function;
use super::lex::Span;
use super::parse::Node;
use super::pattern::Pattern;
use super::scope::Scope;
use super::size::Size;
use super::{check, fault, parse};
use crate::base::Diagnostic;
use crate::register::Storage;

/// The type of a formula or of a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// The literal `''`: fits wherever a value can be empty.
    Empty,
    /// True or false; never empty.
    Boolean,
    /// Text, select names, ids.
    Text,
    /// Whole or not.
    Number,
    /// Calendar date.
    Date,
    /// Time of day.
    Time,
    /// Date and time.
    DateTime,
}

/// An expression that was read against the fields of a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    pub(super) root: Expr,
    others: bool,
}

/// One part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expr {
    pub(super) node: Typed,
    pub(super) ty: Type,
    /// Whether it stands for the values of several records.
    pub(super) many: bool,
    pub(super) size: Size,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    /// `''`, with the type that its place asks for.
    Empty,
    Text(String),
    Number(f64),
    /// Days since 1970-01-01.
    Date(i64),
    Field {
        no: u16,
        storage: Storage,
    },
    /// A field of the record around this one.
    Outer {
        register: String,
        no: u16,
        storage: Storage,
    },
    /// A field of the records inside this one or beside it; without a field, those records.
    Inner {
        register: String,
        field: Option<(u16, Storage)>,
    },
    /// What stands beside a key in a table that the definition holds.
    Lookup {
        key: Box<Expr>,
        rows: BTreeMap<String, String>,
    },
    /// Whether a whole text fits a pattern.
    Matches {
        text: Box<Expr>,
        pattern: Pattern,
    },
    Call(&'static Function, Vec<Expr>),
}

impl Formula {
    /// Reads a formula of any type.
    ///
    /// # Errors
    /// The first thing that is wrong, with its bytes in the text and the way out.
    pub fn parse(text: &str, scope: &Scope<'_>) -> Result<Self, Diagnostic> {
        let root = check::check(&parse::parse(text)?, scope)?;
        if root.many {
            return Err(fault::many().at_span(root.span.0, root.span.1));
        }
        Ok(Self { others: root.asks_others(), root })
    }

    /// Reads a formula that must be true or false: relevant, constraint, the filter of an indicator.
    ///
    /// # Errors
    /// As [`Formula::parse`], and when it is something else than a condition.
    pub fn condition(text: &str, scope: &Scope<'_>) -> Result<Self, Diagnostic> {
        Self::parse(text, scope)?.demand(Type::Boolean, text)
    }

    /// Reads a formula that must be a number: what an indicator sums.
    ///
    /// # Errors
    /// As [`Formula::parse`], and when it is something else than a number.
    pub fn number(text: &str, scope: &Scope<'_>) -> Result<Self, Diagnostic> {
        Self::parse(text, scope)?.demand(Type::Number, text)
    }

    fn demand(self, wanted: Type, text: &str) -> Result<Self, Diagnostic> {
        if self.root.ty == wanted {
            return Ok(self);
        }
        Err(fault::wrong_result(wanted, self.root.ty).at_span(0, text.len()))
    }

    /// Whether it asks records around the one that it is evaluated for.
    pub fn asks_others(&self) -> bool {
        self.others
    }

    /// What it gives.
    pub fn ty(&self) -> Type {
        self.root.ty
    }

    /// Numbers of the fields that it reads.
    pub fn fields(&self) -> BTreeSet<u16> {
        let mut fields = BTreeSet::new();
        self.root.visit(&mut |node| {
            if let Typed::Field { no, .. } = node {
                fields.insert(*no);
            }
        });
        fields
    }

    /// Whether its answer depends on the day on which it is asked.
    pub fn asks_for_today(&self) -> bool {
        let mut asks = false;
        self.root.visit(&mut |node| {
            if let Typed::Call(function, _) = node {
                asks |= function.name == "today"
                    || function.sqlite.is_some_and(|text| text.contains("{today}"));
            }
        });
        asks
    }

    /// The names after `${` in a text, whether or not they are fields; none when the text is no formula.
    pub(crate) fn names(text: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        if let Ok((root, _)) = parse::parse(text) {
            collect(&root, &mut names);
        }
        names
    }
}

impl Expr {
    fn asks_others(&self) -> bool {
        let mut asks = false;
        self.visit(&mut |node| asks |= matches!(node, Typed::Outer { .. } | Typed::Inner { .. }));
        asks
    }

    fn visit(&self, each: &mut impl FnMut(&Typed)) {
        each(&self.node);
        match &self.node {
            Typed::Lookup { key: inner, .. } | Typed::Matches { text: inner, .. } => {
                inner.visit(each);
            }
            Typed::Call(_, arguments) => arguments.iter().for_each(|argument| argument.visit(each)),
            Typed::Empty
            | Typed::Text(_)
            | Typed::Number(_)
            | Typed::Date(_)
            | Typed::Field { .. }
            | Typed::Outer { .. }
            | Typed::Inner { .. } => {}
        }
    }
}

fn collect(node: &Node, names: &mut BTreeSet<String>) {
    match node {
        Node::Field(name) => {
            names.insert(name.clone());
        }
        Node::Call(_, arguments) => arguments.iter().for_each(|(node, _)| collect(node, names)),
        _ => {}
    }
}

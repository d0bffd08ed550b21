//! The compiler: a typed tree to SQL text and parameters.
//!
//! No text of a user ever stands in the SQL: columns are named by field numbers, and texts are parameters.

use super::fault;
use super::functions::Function;
use super::lex::Span;
use super::tree::{Expr, Formula, Type, Typed};
use crate::base::Diagnostic;
use crate::register::{Dialect, Storage};

/// SQL text with its parameters in order: the first belongs to `$1`, and `$1` also stands first in the text, as
/// `SQLite` wants where placeholders are bound by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sql {
    /// The statement.
    pub text: String,
    /// What to bind.
    pub parameters: Vec<Parameter>,
}

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Today, as days since 1970-01-01.
    Today,
    /// The first path of the scope.
    PathFrom,
    /// The path just after the scope.
    PathTo,
    /// A text of a formula.
    Text(String),
}

impl Formula {
    /// The formula as an expression of SQL, to stand in a statement over the table of its register.
    ///
    /// # Errors
    /// When a part of it serves in forms only, with its place and the way out.
    pub fn to_sql(&self, dialect: Dialect) -> Result<Sql, Diagnostic> {
        let mut writer = Writer::new(dialect);
        let text = writer.formula(self)?;
        Ok(writer.finish(&text))
    }
}

/// The longest SQL of one formula.
const LONGEST: usize = 50_000;

/// Writes formulas into one statement, sharing its parameters.
#[derive(Debug)]
pub(crate) struct Writer {
    dialect: Dialect,
    parameters: Vec<Parameter>,
}

impl Writer {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, parameters: Vec::new() }
    }

    /// The placeholder of a parameter; the same parameter keeps its placeholder.
    pub(crate) fn place(&mut self, parameter: Parameter) -> String {
        let known = self.parameters.iter().position(|other| *other == parameter);
        let at = known.unwrap_or_else(|| {
            self.parameters.push(parameter);
            self.parameters.len() - 1
        });
        format!("${}", at + 1)
    }

    /// The SQL of a formula, to stand inside a larger text.
    pub(crate) fn formula(&mut self, formula: &Formula) -> Result<String, Diagnostic> {
        self.expr(&formula.root)
    }

    fn expr(&mut self, expr: &Expr) -> Result<String, Diagnostic> {
        let text = match &expr.node {
            Typed::Empty => format!("CAST(NULL AS {})", cast_type(expr.ty)),
            Typed::Text(text) => {
                format!("CAST({} AS TEXT)", self.place(Parameter::Text(text.clone())))
            }
            Typed::Number(number) => format!("CAST({number} AS DOUBLE PRECISION)"),
            Typed::Date(days) => format!("CAST({days} AS BIGINT)"),
            Typed::Field { no, storage: Storage::Integer } => {
                format!("CAST(f{no} AS DOUBLE PRECISION)")
            }
            Typed::Field { no, .. } => format!("f{no}"),
            Typed::Outer { register, .. } | Typed::Inner { register, .. } => {
                let fault = fault::related_not_in_sql(register);
                return Err(fault.at_span(expr.span.0, expr.span.1));
            }
            Typed::Lookup { .. } => return Err(not_in_sql("pulldata, jr:choice-name", expr.span)),
            Typed::Matches { .. } => return Err(not_in_sql("regex", expr.span)),
            Typed::Call(function, arguments) => self.call(function, arguments, expr.span)?,
        };
        if text.len() > LONGEST {
            return Err(fault::sql_too_long().at_span(expr.span.0, expr.span.1));
        }
        Ok(text)
    }

    fn call(
        &mut self,
        function: &Function,
        arguments: &[Expr],
        span: Span,
    ) -> Result<String, Diagnostic> {
        let template = match self.dialect {
            Dialect::Sqlite => function.sqlite,
            Dialect::Postgres => function.postgres,
        };
        let template = template.ok_or_else(|| not_in_sql(function.name, span))?;
        let arguments: Vec<String> =
            arguments.iter().map(|argument| self.expr(argument)).collect::<Result<_, _>>()?;
        Ok(self.fill(template, &arguments))
    }

    fn fill(&mut self, template: &str, arguments: &[String]) -> String {
        let mut out = String::with_capacity(
            template.len() + arguments.iter().map(String::len).sum::<usize>(),
        );
        let mut rest = template;
        while let Some((before, hole)) = rest.split_once('{') {
            let (name, after) = hole.split_once('}').unwrap_or((hole, ""));
            out.push_str(before);
            match name {
                "today" => {
                    let place = self.place(Parameter::Today);
                    out.push_str(&format!("CAST({place} AS BIGINT)"));
                }
                "*" => out.push_str(&arguments.join(", ")),
                "joined" => out.push_str(&filled(arguments, "''", " || ")),
                "or least" => out.push_str(&filled(arguments, "-9e999", ", ")),
                "or most" => out.push_str(&filled(arguments, "9e999", ", ")),
                number => {
                    let argument = number.parse::<usize>().ok().and_then(|at| arguments.get(at));
                    out.push_str(argument.map_or("NULL", String::as_str));
                }
            }
            rest = after;
        }
        out + rest
    }

    /// The statement, its placeholders renumbered in the order in which they stand.
    pub(crate) fn finish(self, text: &str) -> Sql {
        let mut order: Vec<usize> = Vec::new();
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let old: usize = after[..digits].parse().unwrap_or_default();
            let at = order.iter().position(|known| *known == old).unwrap_or_else(|| {
                order.push(old);
                order.len() - 1
            });
            out.push_str(before);
            out.push_str(&format!("${}", at + 1));
            rest = &after[digits..];
        }
        out.push_str(rest);
        let parameters =
            order.iter().filter_map(|old| self.parameters.get(old - 1).cloned()).collect();
        Sql { text: out, parameters }
    }
}

/// Arguments with something in the place of empty ones.
fn filled(arguments: &[String], empty: &str, between: &str) -> String {
    let filled = arguments.iter().map(|argument| format!("COALESCE({argument}, {empty})"));
    filled.collect::<Vec<_>>().join(between)
}

fn not_in_sql(name: &str, span: Span) -> Diagnostic {
    fault::not_in_sql(name).at_span(span.0, span.1)
}

fn cast_type(ty: Type) -> &'static str {
    match ty {
        Type::Number => "DOUBLE PRECISION",
        Type::Date => "BIGINT",
        _ => "TEXT",
    }
}

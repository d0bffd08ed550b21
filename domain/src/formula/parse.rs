//! Tokens to nodes, by the precedence of `XPath`: `or`, `and`, equality, order, sums, products, unions, minus.

use super::fault;
use super::lex::{Span, Token, lex};
use crate::base::Diagnostic;

/// A formula before names and types are known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    Number(f64),
    Field(String),
    This,
    /// A function or an operator, by name.
    Call(String, Vec<(Node, Span)>),
}

/// The most nodes and the deepest nesting, so that no database refuses the SQL.
const MOST_NODES: usize = 400;
const DEEPEST: usize = 60;

/// Operators by level, the loosest first. All are left-associative.
const LEVELS: [&[&str]; 7] = [
    &["or"],
    &["and"],
    &["=", "!="],
    &["<", "<=", ">", ">="],
    &["+", "-"],
    &["*", "div", "mod"],
    &["|"],
];

pub(super) fn parse(text: &str) -> Result<(Node, Span), Diagnostic> {
    let tokens = lex(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), nodes: 0, depth: 0 };
    let root = parser.level(0)?;
    match parser.peek() {
        None => Ok(root),
        Some((_, span)) => Err(fault::left_over().at_span(span.0, span.1)),
    }
}

struct Parser<'a> {
    tokens: &'a [(Token, Span)],
    at: usize,
    end: usize,
    nodes: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&(Token, Span)> {
        self.tokens.get(self.at)
    }

    fn place(&self) -> Span {
        self.peek().map_or((self.end, self.end), |(_, span)| *span)
    }

    fn takes(&mut self, wanted: &'static str) -> bool {
        let found = matches!(self.peek(), Some((Token::Sign(sign), _)) if *sign == wanted);
        self.at += usize::from(found);
        found
    }

    fn demands(&mut self, wanted: &'static str) -> Result<(), Diagnostic> {
        let (from, to) = self.place();
        if self.takes(wanted) { Ok(()) } else { Err(fault::expected(wanted).at_span(from, to)) }
    }

    fn operator(&self, level: usize) -> Option<&'static str> {
        let (token, _) = self.peek()?;
        LEVELS[level].iter().copied().find(|operator| match token {
            Token::Sign(sign) => sign == operator,
            Token::Word(word) => word == operator,
            _ => false,
        })
    }

    fn level(&mut self, level: usize) -> Result<(Node, Span), Diagnostic> {
        if level == LEVELS.len() {
            return self.unary();
        }
        let mut left = self.level(level + 1)?;
        while let Some(operator) = self.operator(level) {
            self.at += 1;
            let right = self.level(level + 1)?;
            let span = (left.1.0, right.1.1);
            left = (self.node(Node::Call(operator.to_owned(), vec![left, right]), span)?, span);
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<(Node, Span), Diagnostic> {
        let start = self.place().0;
        if !self.takes("-") {
            return self.primary();
        }
        self.enter(start)?;
        let operand = self.unary()?;
        self.depth -= 1;
        let span = (start, operand.1.1);
        Ok((self.node(Node::Call("-".to_owned(), vec![operand]), span)?, span))
    }

    fn primary(&mut self) -> Result<(Node, Span), Diagnostic> {
        let (from, to) = self.place();
        let Some((token, span)) = self.peek().cloned() else {
            return Err(fault::ends_early().at_span(from, to));
        };
        self.at += 1;
        let node = match token {
            Token::Text(text) => Node::Text(text),
            Token::Number(number) => Node::Number(number),
            Token::Field(name) => Node::Field(name),
            Token::This => Node::This,
            Token::Word(name) => return self.call(name, span),
            Token::Sign("(") => return self.bracket(span.0),
            Token::Sign(_) => return Err(fault::no_operand().at_span(from, to)),
        };
        Ok((self.node(node, span)?, span))
    }

    fn bracket(&mut self, start: usize) -> Result<(Node, Span), Diagnostic> {
        self.enter(start)?;
        let (node, _) = self.level(0)?;
        let end = self.place().1;
        self.demands(")")?;
        self.depth -= 1;
        Ok((node, (start, end)))
    }

    fn call(&mut self, name: String, span: Span) -> Result<(Node, Span), Diagnostic> {
        if !self.takes("(") {
            return Err(fault::bare_word(&name).at_span(span.0, span.1));
        }
        self.enter(span.0)?;
        let mut arguments = Vec::new();
        let mut end = self.place().1;
        while !self.takes(")") {
            if !arguments.is_empty() {
                self.demands(",")?;
            }
            arguments.push(self.level(0)?);
            end = self.place().1;
        }
        self.depth -= 1;
        let span = (span.0, end);
        Ok((self.node(Node::Call(name, arguments), span)?, span))
    }

    fn enter(&mut self, start: usize) -> Result<(), Diagnostic> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(fault::too_long().at_span(start, self.end)) } else { Ok(()) }
    }

    fn node(&mut self, node: Node, span: Span) -> Result<Node, Diagnostic> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(fault::too_long().at_span(span.0, span.1));
        }
        Ok(node)
    }
}

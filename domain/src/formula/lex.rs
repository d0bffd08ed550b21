//! Text to tokens, each with its bytes.

use super::fault;
use crate::base::Diagnostic;
use crate::base::text::nfc;

/// From and to (exclusive), in bytes of the formula.
pub(super) type Span = (usize, usize);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Text(String),
    Number(f64),
    Field(String),
    This,
    /// Function or word operator.
    Word(String),
    /// Operator or bracket.
    Sign(&'static str),
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [&str; 13] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", ",", "|"];

/// The longest formula, in bytes.
const LONGEST: usize = 4000;

pub(super) fn lex(text: &str) -> Result<Vec<(Token, Span)>, Diagnostic> {
    if text.len() > LONGEST {
        return Err(fault::too_long().at_span(0, text.len()));
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = next(first, rest).map_err(|fault| {
            let end = at + first.len_utf8();
            fault.at_span(at, end)
        })?;
        tokens.push((token, (at, at + length)));
        at += length;
    }
    Ok(tokens)
}

fn next(first: char, rest: &str) -> Result<(Token, usize), Diagnostic> {
    let digit_follows = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    match first {
        '\'' | '"' | '‘' | '’' | '“' | '”' => quoted(first, rest),
        '$' => field(rest),
        '0'..='9' => number(rest),
        '.' if digit_follows => number(rest),
        '.' => Ok((Token::This, 1)),
        letter if letter.is_ascii_alphabetic() || letter == '_' => Ok(word(rest)),
        _ => sign(first, rest),
    }
}

/// Word processors bend quotes; a bent one closes with a bent one.
fn quoted(first: char, rest: &str) -> Result<(Token, usize), Diagnostic> {
    let closes = |c: char| match first {
        '\'' | '"' => c == first,
        '‘' | '’' => matches!(c, '‘' | '’'),
        _ => matches!(c, '“' | '”'),
    };
    let start = first.len_utf8();
    let end = rest[start..].find(closes).ok_or_else(fault::quote_open)?;
    let closing = rest[start + end..].chars().next().map_or(1, char::len_utf8);
    Ok((Token::Text(nfc(&rest[start..start + end])), start + end + closing))
}

fn field(rest: &str) -> Result<(Token, usize), Diagnostic> {
    let inner = rest.strip_prefix("${").ok_or_else(fault::field_form)?;
    let end = inner.find('}').ok_or_else(fault::field_form)?;
    Ok((Token::Field(inner[..end].trim().to_owned()), end + 3))
}

fn number(rest: &str) -> Result<(Token, usize), Diagnostic> {
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let digits = rest[..length].bytes().filter(u8::is_ascii_digit).count();
    match rest[..length].parse::<f64>() {
        Ok(number) if digits <= 15 => Ok((Token::Number(number), length)),
        _ => Err(fault::number_form(&rest[..length])),
    }
}

/// Names of functions hold dashes: `string-length`.
fn word(rest: &str) -> (Token, usize) {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    // One name of the table has a prefix.
    let prefix = if rest.starts_with("jr:") { 3 } else { 0 };
    let end = rest[prefix..].find(|c: char| !inside(c));
    let length = end.map_or(rest.len(), |end| prefix + end);
    (Token::Word(rest[..length].to_owned()), length)
}

fn sign(first: char, rest: &str) -> Result<(Token, usize), Diagnostic> {
    let found = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
    found.map(|sign| (Token::Sign(sign), sign.len())).ok_or_else(|| fault::character(first))
}

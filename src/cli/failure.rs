//! How a command ends, and how it is said: errors on standard error, with code, place and way out.

use std::io;
use std::process::ExitCode;

use domain::base::Diagnostic;

use super::Context;

/// A command that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// Something was refused or broken, and has been said: exit code 1.
    Partly,
}

/// A command that could not run to its end.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong; at least one.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the call itself was wrong (exit code 2) rather than the world (1).
    pub usage: bool,
}

impl Failure {
    /// The call itself was wrong: exit code 2.
    pub fn usage(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic], usage: true }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic], usage: false }
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, usage: false }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Diagnostic::error(
            "io",
            format!("Không đọc hoặc ghi được: {error}"),
            format!("Cannot read or write: {error}"),
        )
        .into()
    }
}

/// Says what went wrong and gives the exit code.
pub(super) fn report(done: Result<Outcome, Failure>, context: &Context) -> ExitCode {
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(failure) => {
            for diagnostic in &failure.diagnostics {
                eprintln!("{}", diagnostic.render(context.lang));
            }
            ExitCode::from(if failure.usage { 2 } else { 1 })
        }
    }
}

//! The one binary: everything it can do is a sub-command, and each sub-command is a file of `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    phaodai::cli::main()
}

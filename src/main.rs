//! The one binary: everything it can do is a sub-command, and each sub-command is a file of `cli`.

use std::process::ExitCode;

/// An import hands rows from thread to thread: memory that one thread takes and another gives back is quicker with this.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    phaodai::cli::main()
}

//! The one binary: everything it can do is a sub-command, and each sub-command is a file of `cli`.

use std::process::ExitCode;

/// An import hands rows from thread to thread: memory that one thread takes and another gives back is quicker with this.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    survive_the_file_size_limit();
    phaodai::cli::main()
}

/// A limit on the size of files (`ulimit -f`) ends a process that runs into it, unless somebody listens for the signal;
/// then the write fails like any other, and the user is told what to do.
fn survive_the_file_size_limit() {
    #[cfg(unix)]
    {
        let heard = std::sync::Arc::default();
        // Without a listener the system's way holds: the process ends, and the next opening recovers what was committed.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, heard);
    }
}

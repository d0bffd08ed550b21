//! `phaodai doctor`: what threatens this machine's data before anything is lost.

use clap::Args as Arguments;
use node::doctor::{self, Check, Machine, State};

use super::node::open_node;
use super::{Context, Failure, Outcome};

/// The arguments of `phaodai doctor`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Mã kết thúc: 0 không có gì phải sửa, 1 có việc phải sửa · Exit codes: 0 nothing to mend, 1 something to mend\n\nVí dụ · Example:\n  phaodai doctor\n  phaodai doctor --json"
)]
pub struct Args {}

/// Examines the machine and says what to mend.
pub fn run(_: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let now = context.now.unwrap_or_else(|| node.clock().now());
    let checks = doctor::examine(&node, &Machine::default(), now)?;
    if context.json {
        context.print_json(&checks)?;
    } else {
        checks.iter().for_each(|check| print(check, context));
    }
    let to_mend = checks.iter().any(|check| check.state >= State::Attention);
    Ok(if to_mend { Outcome::Partly } else { Outcome::Done })
}

fn print(check: &Check, context: &Context) {
    let mark = match check.state {
        State::Good => context.say("[tốt]      ", "[good]     "),
        State::Unknown => context.say("[chưa rõ]  ", "[unknown]  "),
        State::Attention => context.say("[chú ý]    ", "[attention]"),
        State::Bad => context.say("[PHẢI SỬA] ", "[MEND NOW] "),
    };
    println!("{mark} {}", check.found.get(context.lang));
    if let Some(remedy) = &check.remedy {
        println!("            → {}", remedy.get(context.lang));
    }
}

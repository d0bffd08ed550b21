//! `phaodai verify|rebuild|backup|restore`: what proves that everything is still there, and carries it away.

use std::path::PathBuf;

use clap::Args as Arguments;
use domain::base::Diagnostic;
use node::Node;
use node::ledger::{Depth, Identity};
use serde_json::json;

use super::node::{open_node, options};
use super::{Context, Failure, Outcome, breach};

/// The arguments of `phaodai verify`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:\n  phaodai verify\n  phaodai verify --quick --json")]
pub struct VerifyArgs {
    /// Chỉ kiểm nhật ký, không dựng lại các bảng để so · Only the ledger, without comparing the tables with it
    #[arg(long)]
    quick: bool,
}

/// The arguments of `phaodai rebuild`.
#[derive(Debug, Arguments)]
#[command(after_help = "Ví dụ · Example:\n  phaodai rebuild --into dung-lai.db")]
pub struct RebuildArgs {
    /// Tệp mới · The new file
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
}

/// The arguments of `phaodai backup`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai backup E:/sao-luu/2021-09-10.db\n\nTệp khóa node.key không nằm trong bản sao lưu: giữ riêng, ở nơi khác. · The key file node.key is not in the backup: keep it apart."
)]
pub struct BackupArgs {
    /// Tệp sao lưu · The backup file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// The arguments of `phaodai restore`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai restore E:/sao-luu/2021-09-10.db --data ./phuc-hoi\n  phaodai restore 2021-09-10.db --data ./phuc-hoi --key node.key"
)]
pub struct RestoreArgs {
    /// Bản sao lưu · The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Tệp khóa của máy cũ, khi máy cũ không bao giờ chạy nữa; không có thì thành máy mới · Key of the old node
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

/// Checks ledger and data.
pub fn verify(args: &VerifyArgs, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let bar = context.progress(0, context.say("đang kiểm tra", "verifying"));
    let depth = if args.quick { Depth::Ledger } else { Depth::Tables };
    let verified = node.verify(depth, &mut |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    let broken: Vec<String> = verified.broken.iter().map(ToString::to_string).collect();
    let first = verified.first_broken_entry().map(|broken| {
        let place = broken.place;
        json!({"entry": place.map(|p| p.no), "seq": place.map(|p| p.seq),
            "stream": place.and_then(|p| p.stream).map(|s| s.to_string()), "what": broken.breach.to_string()})
    });
    if context.json {
        context.print_json(&json!({
            "whole": verified.is_whole(), "streams": verified.streams, "entries": verified.entries,
            "bodies": verified.bodies, "files": verified.files, "signatures": verified.signatures, "erased": verified.erased.len(),
            "first_broken": first, "broken": broken,
        }))?;
    } else {
        if verified.is_whole() {
            print!("{}", breach::checked(&verified, depth, context));
        }
        for erased in &verified.erased {
            let vi = format!(
                "dòng {} của bút toán {} đã xóa theo bút toán {}",
                erased.record, erased.entry, erased.by
            );
            let en = format!(
                "record {} of entry {} was erased by entry {}",
                erased.record, erased.entry, erased.by
            );
            println!("{}", context.say(&vi, &en));
        }
        if verified.is_whole() {
            println!("{}", context.say("nguyên vẹn", "whole"));
        } else {
            // Of a damaged node the units may not be readable any more; names are then left out.
            let tree = node::units::tree(&node).ok();
            eprint!("{}", breach::page(&verified.broken, tree.as_deref(), context));
        }
    }
    Ok(if verified.is_whole() { Outcome::Done } else { Outcome::Partly })
}

/// Makes the tables again from the ledger and compares.
pub fn rebuild(args: &RebuildArgs, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let bar = context.progress(0, context.say("đang dựng lại", "rebuilding"));
    let rebuilt = node.rebuild(&args.into, &mut |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    })?;
    bar.finish_and_clear();
    let same = node.digest()? == Node::digest_of(&args.into, &rebuilt.registry)?;
    if context.json {
        context.print_json(&json!({
            "entries": rebuilt.entries, "unreadable": rebuilt.unreadable.len(), "same": same, "file": args.into,
        }))?;
    } else {
        println!(
            "{} {} → {}",
            rebuilt.entries,
            context.say("bút toán", "entries"),
            args.into.display()
        );
        for gone in &rebuilt.unreadable {
            let vi = format!(
                "dòng {} của bút toán {} đã xóa theo luật, không đọc được nữa",
                gone.record, gone.entry
            );
            let en = format!(
                "record {} of entry {} was lawfully erased and cannot be read",
                gone.record, gone.entry
            );
            println!("{}", context.say(&vi, &en));
        }
        let (vi, en) = if same {
            ("giống hệt các bảng đang dùng", "identical with the tables in use")
        } else {
            (
                "KHÁC các bảng đang dùng: chạy phaodai verify",
                "DIFFERENT from the tables in use: run phaodai verify",
            )
        };
        println!("{}", context.say(vi, en));
    }
    Ok(if same { Outcome::Done } else { Outcome::Partly })
}

/// Copies the database while it is in use.
pub fn backup(args: &BackupArgs, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let bar = context.progress(0, context.say("đang sao lưu", "backing up"));
    let made = node.backup(&args.file, &mut |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    })?;
    bar.finish_and_clear();
    if context.json {
        let heads: Vec<String> = made
            .heads
            .iter()
            .map(|head| format!("{} {} {}", head.stream, head.seq, head.hash))
            .collect();
        context.print_json(&json!({"file": made.path, "bytes": made.bytes, "entries": made.entries, "heads": heads}))?;
    } else {
        println!(
            "{} {}, {} byte → {}",
            made.entries,
            context.say("bút toán", "entries"),
            made.bytes,
            made.path.display()
        );
    }
    Ok(Outcome::Done)
}

/// Makes a node out of a backup.
pub fn restore(args: &RestoreArgs, context: &Context) -> Result<Outcome, Failure> {
    if context.data.join("phaodai.db").exists() {
        let diagnostic = Diagnostic::error(
            "node_exists",
            format!("{} đã có máy", context.data.display()),
            format!("there is a node in {}", context.data.display()),
        );
        return Err(Failure::usage(
            diagnostic.hint("chọn thư mục khác với --data", "choose another folder with --data"),
        ));
    }
    let identity = args.key.clone().map_or(Identity::New, Identity::Same);
    let node = Node::restore(&args.file, &context.data, &identity, options(context))?;
    if context.json {
        context.print_json(&json!({"node": node.id(), "folder": context.data}))?;
    } else {
        println!("{} {} → {}", context.say("máy", "node"), node.id(), context.data.display());
    }
    Ok(Outcome::Done)
}

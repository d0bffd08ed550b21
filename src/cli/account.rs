//! `phaodai account`: who may sign in at this node, with which roles for which units.

use std::io::Read;

use clap::{Args as Arguments, Subcommand};
use domain::people::Roles;
use node::people::accounts::{Account, AccountEvent, Accounts, role_called};
use node::{Node, people, units};
use serde_json::{Value, json};

use super::node::{open_node, unit};
use super::wide::{Side, Wide};
use super::{Context, Failure, Outcome};
use crate::web::moment_text;

/// The arguments of `phaodai account`.
#[derive(Debug, Arguments)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lập tài khoản và in mật khẩu tạm · Make an account and print a password for the first sign-in
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai account add loan.chiengmung --officer \"Quàng Thị Loan\" --role commune_clerk --unit 04117"
    )]
    Add {
        /// Tên đăng nhập · Name to sign in with
        login: String,
        /// Cán bộ mà tài khoản này hành động thay mặt: mã hoặc họ tên · The officer as whom it acts
        #[arg(long = "officer", value_name = "OFFICER")]
        person: Option<String>,
        /// Vai trò · Role
        #[arg(long, requires = "unit")]
        role: Option<String>,
        /// Mã đơn vị của vai trò · Code of the unit of the role
        #[arg(long, value_name = "CODE", requires = "role")]
        unit: Option<String>,
        /// Đọc mật khẩu từ đầu vào chuẩn thay vì tạo ngẫu nhiên · Read the password from standard input
        #[arg(long)]
        stdin: bool,
        /// Không bắt đổi mật khẩu khi đăng nhập lần đầu · Do not ask for a new password at the first sign-in
        #[arg(long, requires = "stdin")]
        keep: bool,
    },
    /// Danh sách tài khoản · The accounts
    #[command(after_help = "Ví dụ · Example:\n  phaodai account list --json")]
    List,
    /// Các vai trò và quyền của chúng · The roles and what they allow
    #[command(after_help = "Ví dụ · Example:\n  phaodai account roles")]
    Roles,
    /// Đặt mật khẩu tạm mới; mọi phiên bị đăng xuất · Set a new password; all sessions end
    #[command(after_help = "Ví dụ · Example:\n  phaodai account password loan.chiengmung")]
    Password {
        /// Tên đăng nhập · Name to sign in with
        login: String,
        /// Đọc mật khẩu từ đầu vào chuẩn · Read it from standard input
        #[arg(long)]
        stdin: bool,
    },
    /// Khóa tài khoản; mọi phiên bị đăng xuất · Disable an account; all sessions end
    #[command(after_help = "Ví dụ · Example:\n  phaodai account disable loan.chiengmung")]
    Disable {
        /// Tên đăng nhập · Name to sign in with
        login: String,
    },
    /// Mở khóa tài khoản · Enable an account again
    #[command(after_help = "Ví dụ · Example:\n  phaodai account enable loan.chiengmung")]
    Enable {
        /// Tên đăng nhập · Name to sign in with
        login: String,
    },
    /// Giao vai trò ở một đơn vị · Give a role for a unit
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai account grant loan.chiengmung --role health_staff --unit 04117"
    )]
    Grant {
        /// Tên đăng nhập · Name to sign in with
        login: String,
        /// Vai trò · Role
        #[arg(long)]
        role: String,
        /// Mã đơn vị · Code of the unit
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
    /// Thôi vai trò ở một đơn vị · Take a role for a unit away
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai account revoke loan.chiengmung --role health_staff --unit 04117"
    )]
    Revoke {
        /// Tên đăng nhập · Name to sign in with
        login: String,
        /// Vai trò · Role
        #[arg(long)]
        role: String,
        /// Mã đơn vị · Code of the unit
        #[arg(long, value_name = "CODE")]
        unit: String,
    },
    /// Lập khóa API cho một chương trình khác; khóa chỉ in một lần · Make a key of the API; it is printed once
    #[command(
        after_help = "Ví dụ · Example:\n  phaodai account token loan.chiengmung --purpose \"bảng tính của huyện\" --days 90"
    )]
    Token {
        /// Tên đăng nhập · Name to sign in with
        login: String,
        /// Dùng để làm gì · What it is for
        #[arg(long)]
        purpose: String,
        /// Cho ghi dữ liệu · May write too
        #[arg(long)]
        write: bool,
        /// Số ngày có hiệu lực · Days it is good for
        #[arg(long, default_value_t = 365)]
        days: u32,
    },
    /// Việc đã xảy ra với các tài khoản · What happened to accounts
    #[command(after_help = "Ví dụ · Example:\n  phaodai account log loan.chiengmung")]
    Log {
        /// Tên đăng nhập · Name to sign in with
        login: Option<String>,
        /// Số dòng · Lines
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
}

/// Runs it.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = open_node(context)?;
    let accounts = Accounts::of(&node);
    match &args.command {
        Command::Add { login, person, role, unit, stdin, keep } => {
            let officer = person.as_deref().map(|text| people::find(&node, text)).transpose()?;
            let place = unit.as_deref().map(|code| place(&node, code)).transpose()?;
            if let Some(role) = role {
                role_called(role)?;
            }
            let password = password(accounts, *stdin)?;
            if *stdin {
                // Nothing is made when the password is not taken.
                Accounts::check_password(&password, login)?;
            }
            let account = accounts.add(login, officer.map(|officer| officer.id), None)?;
            accounts.set_password(account.id, &password, !keep, None)?;
            if let (Some(role), Some(place)) = (role, place) {
                accounts.grant(account.id, role, place, None)?;
            }
            tell_password(&account.login, &password, *stdin, context)
        }
        Command::List => list(&node, context),
        Command::Roles => roles(context),
        Command::Password { login, stdin } => {
            let account = accounts.expect(login)?;
            let password = password(accounts, *stdin)?;
            accounts.set_password(account.id, &password, true, None)?;
            tell_password(&account.login, &password, *stdin, context)
        }
        Command::Disable { login } => {
            accounts.disable(accounts.expect(login)?.id, None, true)?;
            done(context, "đã khóa tài khoản", "the account is disabled")
        }
        Command::Enable { login } => {
            accounts.disable(accounts.expect(login)?.id, None, false)?;
            done(context, "đã mở khóa tài khoản", "the account is enabled")
        }
        Command::Grant { login, role, unit } => {
            accounts.grant(accounts.expect(login)?.id, role, place(&node, unit)?, None)?;
            done(context, "đã giao vai trò", "the role is given")
        }
        Command::Revoke { login, role, unit } => {
            accounts.revoke(accounts.expect(login)?.id, role, place(&node, unit)?, None)?;
            done(context, "đã thôi vai trò", "the role is taken away")
        }
        Command::Token { login, purpose, write, days } => {
            let account = accounts.expect(login)?;
            let made = accounts.make_token(account.id, purpose, *write, *days, None)?;
            if context.json {
                context.print_json(&json!({ "key": made.key, "name": made.token.name }))?;
            } else {
                println!("{}", made.key);
            }
            Ok(Outcome::Done)
        }
        Command::Log { login, limit } => log(&accounts, login.as_deref(), *limit, context),
    }
}

fn done(context: &Context, vi: &str, en: &str) -> Result<Outcome, Failure> {
    if context.json {
        context.print_json(&json!({ "done": true }))?;
    } else {
        println!("{}", context.say(vi, en));
    }
    Ok(Outcome::Done)
}

fn place(node: &Node, code: &str) -> Result<domain::base::UnitId, Failure> {
    let tree = units::tree(node)?;
    Ok(unit(&tree, code, node.clock().today())?.id)
}

fn password(accounts: Accounts<'_>, stdin: bool) -> Result<String, Failure> {
    if !stdin {
        return Ok(accounts.fresh_password()?);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn tell_password(
    login: &str,
    password: &str,
    given: bool,
    context: &Context,
) -> Result<Outcome, Failure> {
    let shown = (!given).then_some(password);
    if context.json {
        context.print_json(&json!({ "login": login, "password": shown }))?;
        return Ok(Outcome::Done);
    }
    println!("{} {login}", context.say("tài khoản:", "account:"));
    if let Some(password) = shown {
        println!(
            "{} {password}",
            context.say(
                "mật khẩu tạm (chỉ hiện một lần; đổi khi đăng nhập):",
                "password (shown once; to be changed at the first sign-in):"
            )
        );
    }
    Ok(Outcome::Done)
}

fn list(node: &Node, context: &Context) -> Result<Outcome, Failure> {
    let (accounts, tree) = (Accounts::of(node).all()?, units::tree(node)?);
    let officers = people::officers(node)?;
    let day = node.clock().today();
    let name =
        |unit| tree.get(unit).map_or_else(|| unit.to_string(), |unit| unit.full_name_on(day));
    let person = |account: &Account| {
        let found = officers.iter().find(|officer| Some(officer.id) == account.officer);
        found.map(|officer| officer.full_name.clone()).unwrap_or_default()
    };
    if context.json {
        let row = |account: &Account| -> Value {
            let grants: Vec<Value> = account
                .grants
                .iter()
                .map(|grant| json!({ "role": grant.role, "unit": grant.unit.to_string(), "unit_name": name(grant.unit) }))
                .collect();
            json!({
                "login": account.login, "officer": person(account), "disabled": account.disabled,
                "must_change": account.must_change, "grants": grants,
            })
        };
        context.print_json(&accounts.iter().map(row).collect::<Vec<_>>())?;
        return Ok(Outcome::Done);
    }
    let mut table = Wide::new([
        ("tài khoản", Side::Left),
        ("cán bộ", Side::Left),
        ("vai trò", Side::Left),
        ("vào lần cuối", Side::Left),
        ("", Side::Left),
    ]);
    for account in &accounts {
        let grants =
            account.grants.iter().map(|grant| format!("{} · {}", grant.role, name(grant.unit)));
        let last = account.signed_in_at.map(moment_text).unwrap_or_default();
        let state = if account.disabled { context.say("đã khóa", "disabled") } else { "" };
        table.push([
            account.login.clone(),
            person(account),
            grants.collect::<Vec<_>>().join("; "),
            last,
            state.to_owned(),
        ]);
    }
    print!("{table}");
    Ok(Outcome::Done)
}

fn roles(context: &Context) -> Result<Outcome, Failure> {
    let all = Roles::built_in().all();
    if context.json {
        let row = |role: &domain::people::Role| json!({ "name": role.name, "title": role.title, "rights": role.rights, "registers": role.registers });
        context.print_json(&all.iter().map(row).collect::<Vec<_>>())?;
        return Ok(Outcome::Done);
    }
    for role in all {
        let rights: Vec<String> = role
            .rights
            .iter()
            .filter_map(|right| Some(serde_json::to_value(right).ok()?.as_str()?.to_owned()))
            .collect();
        println!("{} · {}\n  {}", role.name, role.title.get(context.lang), rights.join(", "));
    }
    Ok(Outcome::Done)
}

fn log(
    accounts: &Accounts<'_>,
    login: Option<&str>,
    limit: u32,
    context: &Context,
) -> Result<Outcome, Failure> {
    let account = login.map(|login| accounts.expect(login)).transpose()?;
    let events = accounts.log(account.map(|account| account.id), None, limit)?;
    if context.json {
        let row = |event: &AccountEvent| json!({ "no": event.no, "at": moment_text(event.at), "login": event.login, "event": event.event, "address": event.address, "detail": event.detail });
        context.print_json(&events.iter().map(row).collect::<Vec<_>>())?;
        return Ok(Outcome::Done);
    }
    for event in events {
        println!(
            "{}  {}  {}  {} {}",
            moment_text(event.at),
            event.login,
            event.title().get(context.lang),
            event.address,
            event.detail
        );
    }
    Ok(Outcome::Done)
}

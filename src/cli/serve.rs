//! `phaodai serve`: the pages, for whoever has a browser.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args as Arguments;
use domain::base::Diagnostic;
use domain::people::Right;
use node::Node;
use node::people::accounts::Accounts;

use super::node::running_options;
use super::{Context, Failure, Outcome};
use crate::web::{self, Settings, Site, Tls};

/// The arguments of `phaodai serve`.
#[derive(Debug, Arguments)]
#[command(
    after_help = "Ví dụ · Example:\n  phaodai serve\n  phaodai serve --listen 0.0.0.0:8021 --cert may.pem --key may.key --public 0.0.0.0:8022"
)]
pub struct Args {
    /// Địa chỉ và cổng · Address and port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8021")]
    pub listen: SocketAddr,
    /// Địa chỉ và cổng của trang công khai, chỉ có số liệu đã công bố · Address and port of the public page
    #[arg(long, value_name = "ADDRESS")]
    pub public: Option<SocketAddr>,
    /// Chứng thư (PEM), để phục vụ qua HTTPS · Certificate (PEM), for HTTPS
    #[arg(long, value_name = "FILE", requires = "key")]
    pub cert: Option<PathBuf>,
    /// Khóa riêng của chứng thư (PEM) · Private key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "cert")]
    pub key: Option<PathBuf>,
}

/// Runs it until it is told to stop.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, Failure> {
    let node = Node::open(&context.data, running_options(context))?;
    serve(node, args, context)
}

/// Serves a node.
pub fn serve(node: Node, args: &Args, context: &Context) -> Result<Outcome, Failure> {
    say_who_administers(&node, context)?;
    let tls = args.cert.clone().zip(args.key.clone());
    let tls = tls.map(|(certificate, key)| Tls { certificate, key });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let site = Arc::new(Site::new(Arc::new(node), tls.is_some())?);
    let settings = Settings { main: args.listen, public: args.public, tls };
    let ready = |main: SocketAddr, public: Option<SocketAddr>| {
        println!("{} {scheme}://{main}/", context.say("Mở trình duyệt:", "Open a browser:"));
        if let Some(public) = public {
            println!("{} http://{public}/", context.say("Trang công khai:", "Public page:"));
        }
        println!("{}", context.say("Dừng: Ctrl-C", "Stop: Ctrl-C"));
    };
    web::serve(site, &settings, ready).map_err(|error| not_served(args, &error))?;
    Ok(Outcome::Done)
}

/// Without anybody who may administer, nobody can get in: says how to make the first account.
fn say_who_administers(node: &Node, context: &Context) -> Result<(), Failure> {
    let roles = domain::people::Roles::built_in();
    let administers =
        |role: &str| roles.called(role).is_some_and(|role| role.gives(Right::Administer));
    let accounts = Accounts::of(node).all()?;
    if !accounts.iter().any(|account| account.grants.iter().any(|grant| administers(&grant.role))) {
        eprintln!(
            "{}",
            context.say(
                "Chưa có tài khoản quản trị. Tạo: phaodai account add TÊN --role administrator --unit MÃ",
                "There is no administrator yet. Make one: phaodai account add NAME --role administrator --unit CODE",
            )
        );
    }
    Ok(())
}

fn not_served(args: &Args, error: &std::io::Error) -> Diagnostic {
    let address = args.listen;
    Diagnostic::error(
        "not_served",
        format!("Không phục vụ được ở {address}: {error}."),
        format!("Cannot serve at {address}: {error}."),
    )
    .hint(
        "Cổng đã có chương trình khác dùng thì chọn cổng khác: --listen 127.0.0.1:8031; xem lại tệp chứng thư và khóa.",
        "If another program has the port, choose another: --listen 127.0.0.1:8031; look at certificate and key.",
    )
}

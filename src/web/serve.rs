//! Opens the ports and hands every request to the route that it names.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{RawPathParams, Request};
use axum::routing::MethodFilter;
use axum::routing::{MethodRouter, on};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

use super::answer::{Port, WAITING, answer};
use super::guard::Rate;
use super::live;
use super::nope::Nope;
use super::pages;
use super::request::sweep;
use super::route::{Method, Need, Route};
use super::router;
use super::site::Site;

/// Where to serve.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port of the pages.
    pub main: SocketAddr,
    /// Address and port of the public page; none is served without.
    pub public: Option<SocketAddr>,
    /// Certificate and key, for HTTPS.
    pub tls: Option<Tls>,
}

/// Certificate and key in PEM files.
#[derive(Clone, Debug)]
pub struct Tls {
    /// Certificate chain.
    pub certificate: PathBuf,
    /// Private key.
    pub key: PathBuf,
}

/// How often it is looked whether something is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Serves until the process is told to stop; `ready` is called with the addresses once they are open.
///
/// # Errors
/// When an address cannot be opened, or certificate or key cannot be read.
pub fn serve(
    site: Arc<Site>,
    settings: &Settings,
    ready: impl FnOnce(SocketAddr, Option<SocketAddr>),
) -> std::io::Result<()> {
    sweep(site.node.folder());
    site.jobs.sweep();
    let main = listen(settings.main)?;
    let public = settings.public.map(listen).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WAITING)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let handle = Handle::new();
        tokio::spawn(stop_when_told(handle.clone()));
        tokio::spawn(live::watch(site.clone()));
        tokio::spawn(by_the_clock(site.clone()));
        let opened = public.as_ref().map(std::net::TcpListener::local_addr).transpose()?;
        ready(main.local_addr()?, opened);
        if let Some(listener) = public {
            let service = public_router(&site).into_make_service_with_connect_info::<SocketAddr>();
            tokio::spawn(axum_server::from_tcp(listener)?.handle(handle.clone()).serve(service));
        }
        let service = main_router(&site).into_make_service_with_connect_info::<SocketAddr>();
        match &settings.tls {
            None => axum_server::from_tcp(main)?.handle(handle).serve(service).await,
            Some(tls) => {
                // Another part of the program may have chosen already; then that choice stands.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let config = RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await?;
                axum_server::from_tcp_rustls(main, config)?.handle(handle).serve(service).await
            }
        }
    })
}

/// The pages and the API, for the main port.
pub fn main_router(site: &Arc<Site>) -> Router {
    router(&Port::of(site, Rate::ADDRESS), &router::routes())
}

/// The public page, for a port of its own.
pub fn public_router(site: &Arc<Site>) -> Router {
    router(&Port::of(site, Rate::PUBLIC), pages::public::ROUTES)
}

fn listen(address: SocketAddr) -> std::io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Runs what is due by the node's clock, for as long as the site lives: nobody else does while it is served.
async fn by_the_clock(site: Arc<Site>) {
    loop {
        let node = site.node.clone();
        let ran = tokio::task::spawn_blocking(move || node.run_due_jobs()).await;
        if let Ok(Err(error)) = ran {
            // It is tried again; `phaodai doctor` and the administrator's page show what is overdue.
            eprintln!("[jobs] {}", error.to_diagnostic());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Ctrl-C or a polite kill: open requests are given five seconds.
async fn stop_when_told(handle: Handle<SocketAddr>) {
    #[cfg(unix)]
    {
        let told = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut told) = told {
            let asked = std::pin::pin!(tokio::signal::ctrl_c());
            let killed = std::pin::pin!(told.recv());
            futures_util::future::select(asked, killed).await;
            return handle.graceful_shutdown(Some(Duration::from_secs(5)));
        }
    }
    let _ = tokio::signal::ctrl_c().await;
    handle.graceful_shutdown(Some(Duration::from_secs(5)));
}

/// A router over a table of routes.
fn router(port: &Port, routes: &[Route]) -> Router {
    let mut paths: BTreeMap<&'static str, MethodRouter> = BTreeMap::new();
    for route in routes.iter().copied() {
        let port = port.clone();
        let answer = move |parts: RawPathParams, request: Request| {
            let named =
                parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            answer(port.clone(), route, named, request)
        };
        let filter = match route.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Patch => MethodFilter::PATCH,
        };
        let before = paths.remove(route.path).unwrap_or_default();
        paths.insert(route.path, before.merge(on(filter, answer)));
    }
    let nowhere = port.clone();
    let fallback = move |request: Request| {
        let route = Route::get("", Need::Nothing, |_| Err(Nope::NotFound));
        answer(nowhere.clone(), route, Vec::new(), request)
    };
    let routed = paths
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| router.route(path, methods));
    routed.fallback(fallback)
}

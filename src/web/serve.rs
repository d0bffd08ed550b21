//! Requests in, responses out: the only place that knows the HTTP library's requests.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequest, Multipart, RawPathParams, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use axum::http::{HeaderMap, Response};
use axum::routing::MethodFilter;
use axum::routing::{MethodRouter, on};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use domain::base::Lang;
use node::people::accounts::Accounts;

use super::guard::{self, Rate};
use super::live;
use super::nope::Nope;
use super::pages;
use super::reply::{Answer, Reply};
use super::request::{Form, Spool, sweep};
use super::respond::{respond, session_cookie};
use super::route::{Method, Need, Route};
use super::router;
use super::site::Site;
use super::visit::Visit;
use super::visitor::Visitor;

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

/// Longest time for a request body to come in, in seconds.
const BODY_SECONDS: u64 = 300;

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
        .max_blocking_threads(16)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let handle = Handle::new();
        tokio::spawn(stop_when_told(handle.clone()));
        tokio::spawn(live::watch(site.clone()));
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
    router(site, &router::routes())
}

/// The public page, for a port of its own.
pub fn public_router(site: &Arc<Site>) -> Router {
    router(site, pages::public::ROUTES)
}

fn listen(address: SocketAddr) -> std::io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
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
pub fn router(site: &Arc<Site>, routes: &[Route]) -> Router {
    let mut paths: BTreeMap<&'static str, MethodRouter> = BTreeMap::new();
    for route in routes.iter().copied() {
        let site = site.clone();
        let answer = move |parts: RawPathParams, request: Request| {
            answer(site.clone(), route, parts, request)
        };
        let filter = match route.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Patch => MethodFilter::PATCH,
        };
        let before = paths.remove(route.path).unwrap_or_default();
        paths.insert(route.path, before.merge(on(filter, answer)));
    }
    let nowhere = site.clone();
    let fallback = move |request: Request| {
        let route = Route::get("", Need::Nothing, |_| Err(Nope::NotFound));
        without_parts(nowhere.clone(), route, request)
    };
    let routed = paths
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| router.route(path, methods));
    routed.fallback(fallback)
}

async fn answer(
    site: Arc<Site>,
    route: Route,
    parts: RawPathParams,
    request: Request,
) -> Response<Body> {
    let named = parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    take(site, route, named, request).await
}

async fn without_parts(site: Arc<Site>, route: Route, request: Request) -> Response<Body> {
    take(site, route, Vec::new(), request).await
}

/// What is known of a request before its body.
#[derive(Debug)]
struct Asked {
    headers: HeaderMap,
    address: String,
    path: String,
    query: Form,
    named: Vec<(String, String)>,
}

impl Asked {
    fn of(request: &Request, named: Vec<(String, String)>) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let uri = request.uri();
        let mut headers = request.headers().clone();
        // HTTP/2 names the host in the address, and not in a header.
        if let (None, Some(host)) = (headers.get(HOST), uri.authority())
            && let Ok(host) = host.as_str().parse()
        {
            headers.insert(HOST, host);
        }
        Self {
            headers,
            address: peer.map_or_else(|| "-".to_owned(), |ConnectInfo(peer)| plain(peer.ip())),
            path: uri.path().to_owned(),
            query: Form::parse(uri.query().unwrap_or_default().as_bytes()),
            named,
        }
    }

    fn header(&self, name: axum::http::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn lang(&self) -> Lang {
        if guard::cookies(&self.headers, "lang") == Some("en") { Lang::En } else { Lang::Vi }
    }

    fn theme(&self) -> &'static str {
        match guard::cookies(&self.headers, "theme") {
            Some("dark") => "dark",
            Some("light") => "light",
            _ => "auto",
        }
    }
}

/// An address of the old kind that is written in the new one is still the same.
fn plain(address: IpAddr) -> String {
    address.to_canonical().to_string()
}

async fn take(
    site: Arc<Site>,
    route: Route,
    named: Vec<(String, String)>,
    request: Request,
) -> Response<Body> {
    let asked = Asked::of(&request, named);
    if let Err(wait) = slow_down(&site, route, &asked) {
        return refuse(site, asked, Nope::Slowly(wait)).await;
    }
    let form = match body(&site, route, request).await {
        Ok(form) => form,
        Err(nope) => return refuse(site, asked, nope).await,
    };
    at_work(move || {
        let reply = handle(&site, route, asked, form);
        respond(&site, reply)
    })
    .await
}

async fn refuse(site: Arc<Site>, asked: Asked, nope: Nope) -> Response<Body> {
    at_work(move || {
        let visit = visit(&site, asked, Form::default(), None, None);
        respond(&site, pages::nope::show(&visit, &nope))
    })
    .await
}

/// Runs what may wait for the disk on a thread that may wait.
async fn at_work(work: impl FnOnce() -> Response<Body> + Send + 'static) -> Response<Body> {
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => {
            let mut response =
                Response::new(Body::from("Máy chủ gặp lỗi. · The server has a fault."));
            *response.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

/// Whoever shows a cookie or a key counts by it, and every address counts for whoever shows none.
fn slow_down(site: &Site, route: Route, asked: &Asked) -> Result<(), u64> {
    let now = Instant::now();
    if route.path.starts_with("/assets/") {
        return Ok(());
    }
    if route.path == "/sign-in" && route.method == Method::Post {
        return site.limits.take(&format!("sign-in {}", asked.address), Rate::SIGN_IN, now);
    }
    let cookie = guard::cookies(&asked.headers, session_cookie(site.secure));
    let shown = cookie.or_else(|| asked.header(AUTHORIZATION).strip_prefix("Bearer "));
    match shown {
        Some(secret) => {
            // The address bounds it as well: cookies can be made up.
            site.limits.take(
                &format!("by {}", blake3::hash(secret.as_bytes())),
                Rate::SESSION,
                now,
            )?;
            site.limits.take(
                &format!("shown {}", asked.address),
                Rate { each_second: 500.0, at_once: 2000.0 },
                now,
            )
        }
        None => {
            let rate = if route.path.starts_with("/public") { Rate::PUBLIC } else { Rate::ADDRESS };
            site.limits.take(&format!("at {}", asked.address), rate, now)
        }
    }
}

/// Reads the body: fields, and files into the node's folder.
async fn body(site: &Arc<Site>, route: Route, request: Request) -> Result<Form, Nope> {
    if route.method == Method::Get {
        return Ok(Form::default());
    }
    let reading = async {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return parts(site, route, request).await;
        }
        let json = kind.starts_with("application/json");
        let bytes = axum::body::to_bytes(request.into_body(), route.most).await;
        let bytes = bytes.map_err(|_| Nope::TooLarge(route.most))?;
        if json {
            let mut form = Form::default();
            form.push(
                super::request::JSON.to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            );
            return Ok(form);
        }
        Ok(Form::parse(&bytes))
    };
    let read = tokio::time::timeout(Duration::from_secs(BODY_SECONDS), reading).await;
    read.unwrap_or(Err(Nope::Slowly(1)))
}

async fn parts(site: &Arc<Site>, route: Route, request: Request) -> Result<Form, Nope> {
    let broken = |_| Nope::Forged;
    let mut left = route.most;
    let mut form = Form::default();
    let (head, body) = request.into_parts();
    // The limit of the library is for all routes alike; this one counts for itself.
    let request = Request::from_parts(head, body);
    let mut request = request;
    axum::extract::DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Nope::Forged)?;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let mut spool = file.map(|file| Spool::begin(&site.node, &file)).transpose()?;
        let mut text = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            left = left.checked_sub(piece.len()).ok_or(Nope::TooLarge(route.most))?;
            match &mut spool {
                Some(spool) => spool.write(&piece)?,
                None => text.extend_from_slice(&piece),
            }
        }
        match spool {
            Some(spool) => form.push_file(name, spool.end()),
            None => form.push(name, String::from_utf8_lossy(&text).into_owned()),
        }
    }
    Ok(form)
}

fn visit<'s>(
    site: &'s Arc<Site>,
    asked: Asked,
    form: Form,
    who: Option<Visitor>,
    secret: Option<String>,
) -> Visit<'s> {
    let seed = secret
        .clone()
        .or_else(|| guard::cookies(&asked.headers, pages::account::BEFORE).map(str::to_owned));
    Visit {
        site,
        lang: asked.lang(),
        theme: asked.theme(),
        agent: asked.header(USER_AGENT).chars().take(200).collect(),
        query: asked.query,
        form,
        path: asked.path,
        address: asked.address,
        named: asked.named,
        who,
        seed: seed.unwrap_or_default(),
    }
}

/// Everything between a request that was read and its reply.
fn handle(site: &Arc<Site>, route: Route, asked: Asked, form: Form) -> Reply {
    let ours = guard::is_ours(&asked.headers);
    let (who, secret) = match signed_in(site, route, &asked) {
        Ok(found) => found,
        Err(nope) => return pages::nope::show(&visit(site, asked, form, None, None), &nope),
    };
    let visit = visit(site, asked, form, who, secret);
    let reply = allowed(&visit, route, ours).and_then(|()| done_once(&visit, route));
    reply.unwrap_or_else(|nope| pages::nope::show(&visit, &nope))
}

type Found = (Option<Visitor>, Option<String>);

/// Who shows a cookie of a session, or a key of the API.
fn signed_in(site: &Site, route: Route, asked: &Asked) -> Result<Found, Nope> {
    let accounts = Accounts::of(&site.node);
    let officer = |id| -> node::Result<_> {
        let Some(id) = id else { return Ok(None) };
        Ok(site.officers()?.iter().find(|officer| officer.id == id).cloned())
    };
    if let Need::Key(_) = route.need {
        let Some(key) = asked.header(AUTHORIZATION).strip_prefix("Bearer ") else {
            return Ok((None, None));
        };
        let Some(used) = accounts.token(key.trim())? else { return Ok((None, None)) };
        if route.method != Method::Get && !used.token.may_write {
            return Err(Nope::Forbidden);
        }
        let officer = officer(used.account.officer)?;
        let mut visitor = Visitor::of(&site.node, used.account, used.token.name, officer)?;
        visitor.by_key = true;
        return Ok((Some(visitor), None));
    }
    let Some(secret) = guard::cookies(&asked.headers, session_cookie(site.secure)) else {
        return Ok((None, None));
    };
    let Some(session) = accounts.session(secret)? else { return Ok((None, None)) };
    let officer = officer(session.account.officer)?;
    let visitor = Visitor::of(&site.node, session.account, session.name, officer)?;
    Ok((Some(visitor), Some(secret.to_owned())))
}

/// Whether the route may be called: by this visitor, and by a page of ours.
fn allowed(visit: &Visit<'_>, route: Route, ours: bool) -> Result<(), Nope> {
    match route.need {
        Need::Nothing => {}
        Need::SignIn => drop(visit.who()?),
        Need::Right(right) | Need::Key(right) => {
            if !visit.who()?.may(right) {
                return Err(Nope::Forbidden);
            }
        }
        Need::OneOf(rights) => {
            let who = visit.who()?;
            if !rights.iter().any(|right| who.may(*right)) {
                return Err(Nope::Forbidden);
            }
        }
    }
    if let (Some(who), false) = (visit.visitor(), pages::account::may_wait(route.path))
        && who.account.must_change
        && !matches!(route.need, Need::Nothing | Need::Key(_))
    {
        return Err(Nope::PasswordFirst);
    }
    let guarded = route.method != Method::Get && !matches!(route.need, Need::Key(_));
    let shown = visit.form.get("csrf");
    if guarded && (!ours || visit.seed.is_empty() || shown != visit.site.csrf(&visit.seed)) {
        return Err(Nope::Forged);
    }
    Ok(())
}

/// Calls the handler; the second of two equal forms gets the answer of the first.
fn done_once(visit: &Visit<'_>, route: Route) -> Answer {
    let once = visit.form.get("once");
    let (Some(who), false) = (visit.visitor(), once.is_empty()) else {
        return said(visit, (route.handler)(visit)?);
    };
    let form = visit.site.sent.form(&who.session, once, Instant::now());
    let mut first = form.wait();
    if let Some((to, say)) = first.clone() {
        return said(visit, Reply::See { to, say });
    }
    let reply = (route.handler)(visit)?;
    if let Reply::See { to, say } = &reply {
        *first = Some((to.clone(), say.clone()));
    }
    said(visit, reply)
}

/// Keeps what is to be said on the next page.
fn said(visit: &Visit<'_>, mut reply: Reply) -> Answer {
    if let (Reply::See { say, .. }, Some(who)) = (&mut reply, visit.visitor())
        && let Some(say) = say.take()
    {
        visit.site.say(&who.session, say);
    }
    Ok(reply)
}

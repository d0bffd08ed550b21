//! From a request to its response: the only place that knows the HTTP library's requests.

use std::cell::OnceCell;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{AUTHORIZATION, HOST, RETRY_AFTER, USER_AGENT};
use axum::http::{HeaderMap, Response, StatusCode};
use domain::base::Lang;
use node::people;
use node::people::accounts::Accounts;
use tokio::sync::Semaphore;

use super::guard::{self, Rate};
use super::nope::Nope;
use super::pages;
use super::reply::{Answer, Reply};
use super::request::{Form, Takes, body};
use super::respond::{respond, session_cookie};
use super::route::{FORM_BYTES, Method, Need, Route};
use super::site::Site;
use super::visit::Visit;
use super::visitor::Visitor;

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

/// A port: what it serves, and how fast an address may ask where nobody is signed in.
#[derive(Clone, Debug)]
pub(super) struct Port {
    site: Arc<Site>,
    rate: Rate,
    /// Pages that are made at once: more would wait for the same processors and disk, and each has a connection with a
    /// cache of its own. The others wait in line, which is what they would do anyway.
    reading: Arc<Semaphore>,
    /// Forms that are taken at once. They may wait for a large import to let go of the database, and nobody who reads
    /// waits behind them.
    writing: Arc<Semaphore>,
}

/// Pages that are made at once.
const READING: usize = 4;
/// Forms that are taken at once.
const WRITING: usize = 8;
/// Threads that may wait for the disk: those, and the server's own work.
pub(super) const WAITING: usize = 2 * (READING + WRITING) + 2;

impl Port {
    /// A port of a site.
    pub(super) fn of(site: &Arc<Site>, rate: Rate) -> Self {
        Self {
            site: site.clone(),
            rate,
            reading: Arc::new(Semaphore::new(READING)),
            writing: Arc::new(Semaphore::new(WRITING)),
        }
    }
}

/// Answers a request.
pub(super) async fn answer(
    port: Port,
    route: Route,
    named: Vec<(String, String)>,
    request: Request,
) -> Response<Body> {
    let asked = Asked::of(&request, named);
    let site = port.site.clone();
    if let Err(wait) = slow_down(&port, route, &asked) {
        let nope = Nope::Slowly(wait);
        let said = at_work(move || respond(&site, refused(&site, asked, Known::NOBODY, &nope)));
        let mut response = said.await;
        response.headers_mut().insert(RETRY_AFTER, wait.into());
        return response;
    }
    if route.method == Method::Get {
        // Nobody closes a line.
        let _place = port.reading.acquire().await;
        return at_work(move || {
            let known = known(&site, route, &asked);
            respond(&site, known_answer(&site, route, asked, known, Form::default()))
        })
        .await;
    }
    // A body is taken from whoever may send it, and not before that is known.
    let at = site.clone();
    let (asked, known) = match waiting(move || {
        let known = known(&at, route, &asked);
        (asked, known)
    })
    .await
    {
        Ok(known) => known,
        Err(fault) => return fault,
    };
    let form = body(&site.node, takes(route, &known), request).await;
    // Whoever sends slowly holds nobody up: a place is taken when all is there.
    let _place = port.writing.acquire().await;
    at_work(move || {
        let reply = match (known, form) {
            // What is too large to be kept for somebody who is not there is let go.
            (Ok(known), Err(Nope::TooLarge(_))) if known.who.is_none() && route.is_guarded() => {
                refused(&site, asked, known, &Nope::SignIn)
            }
            (Ok(known), Err(nope)) => refused(&site, asked, known, &nope),
            (known, form) => known_answer(&site, route, asked, known, form.unwrap_or_default()),
        };
        respond(&site, reply)
    })
    .await
}

/// What is taken of a body: files from those alone who may call the route; from others what a lost session would lose.
fn takes(route: Route, known: &Result<Known, Nope>) -> Takes {
    match known {
        Ok(known) if entitled(known.who.as_ref(), route).is_ok() => Takes::Files(route.most),
        _ => Takes::Fields(route.most.min(FORM_BYTES)),
    }
}

fn known_answer(
    site: &Arc<Site>,
    route: Route,
    asked: Asked,
    known: Result<Known, Nope>,
    form: Form,
) -> Reply {
    match known {
        Ok(known) => handle(site, route, asked, known, form),
        Err(nope) => refused(site, asked, Known::NOBODY, &nope),
    }
}

fn refused(site: &Arc<Site>, asked: Asked, known: Known, nope: &Nope) -> Reply {
    pages::nope::show(&visit(site, asked, Form::default(), known), nope)
}

/// Runs what may wait for the disk on a thread that may wait.
async fn at_work(work: impl FnOnce() -> Response<Body> + Send + 'static) -> Response<Body> {
    waiting(work).await.unwrap_or_else(|fault| fault)
}

async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Response<Body>> {
    tokio::task::spawn_blocking(work).await.map_err(|_| {
        let mut response = Response::new(Body::from("Máy chủ gặp lỗi. · The server has a fault."));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

/// Whoever shows a cookie or a key counts by it, and every address counts for whoever shows none.
fn slow_down(port: &Port, route: Route, asked: &Asked) -> Result<(), u64> {
    let (site, now) = (&port.site, Instant::now());
    if route.path.starts_with("/assets/") {
        return Ok(());
    }
    if route.path == "/sign-in" && route.method == Method::Post {
        return site.limits.take(&asked.address, Rate::SIGN_IN, now);
    }
    let cookie = guard::cookies(&asked.headers, session_cookie(site.secure));
    let shown = cookie.or_else(|| asked.header(AUTHORIZATION).strip_prefix("Bearer "));
    match shown {
        Some(secret) => {
            let browser = blake3::hash(secret.as_bytes()).to_hex();
            site.limits.take(&browser, Rate::SESSION, now)?;
            site.limits.take(&asked.address, Rate::SHOWN, now)
        }
        None => site.limits.take(&asked.address, port.rate, now),
    }
}

fn visit<'s>(site: &'s Arc<Site>, asked: Asked, form: Form, known: Known) -> Visit<'s> {
    let seed = known
        .secret
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
        who: known.who,
        seed: seed.unwrap_or_default(),
        tree: OnceCell::new(),
    }
}

/// Everything between a request that was read and its reply.
fn handle(site: &Arc<Site>, route: Route, asked: Asked, known: Known, form: Form) -> Reply {
    let ours = guard::is_ours(&asked.headers);
    let visit = visit(site, asked, form, known);
    let reply = allowed(&visit, route, ours).and_then(|()| done_once(&visit, route));
    reply.unwrap_or_else(|nope| pages::nope::show(&visit, &nope))
}

/// Who asks.
#[derive(Debug)]
struct Known {
    who: Option<Visitor>,
    /// What the cookie of the session holds.
    secret: Option<String>,
}

impl Known {
    const NOBODY: Self = Self { who: None, secret: None };
}

/// Who shows a cookie of a session, or a key of the API.
fn known(site: &Site, route: Route, asked: &Asked) -> Result<Known, Nope> {
    let accounts = Accounts::of(&site.node);
    let officer = |id| -> node::Result<_> {
        let Some(id) = id else { return Ok(None) };
        Ok(people::officers(&site.node)?.iter().find(|officer| officer.id == id).cloned())
    };
    if let Need::Key(_) = route.need {
        let Some(key) = asked.header(AUTHORIZATION).strip_prefix("Bearer ") else {
            return Ok(Known::NOBODY);
        };
        let Some(used) = accounts.token(key.trim())? else { return Ok(Known::NOBODY) };
        if route.method != Method::Get && !used.token.may_write {
            return Err(Nope::Forbidden);
        }
        let officer = officer(used.account.officer)?;
        let mut visitor = Visitor::of(&site.node, used.account, used.token.name, officer)?;
        visitor.by_key = true;
        return Ok(Known { who: Some(visitor), secret: None });
    }
    let Some(secret) = guard::cookies(&asked.headers, session_cookie(site.secure)) else {
        return Ok(Known::NOBODY);
    };
    let Some(session) = accounts.session(secret)? else { return Ok(Known::NOBODY) };
    let officer = officer(session.account.officer)?;
    let visitor = Visitor::of(&site.node, session.account, session.name, officer)?;
    Ok(Known { who: Some(visitor), secret: Some(secret.to_owned()) })
}

/// Whether somebody has what a route needs.
fn entitled(who: Option<&Visitor>, route: Route) -> Result<(), Nope> {
    let somebody = || who.ok_or(Nope::SignIn);
    let allowed = match route.need {
        Need::Nothing => true,
        Need::SignIn => somebody().map(|_| true)?,
        Need::Right(right) | Need::Key(right) => somebody()?.may(right),
        Need::OneOf(rights) => {
            let who = somebody()?;
            rights.iter().any(|right| who.may(*right))
        }
    };
    if allowed { Ok(()) } else { Err(Nope::Forbidden) }
}

/// Whether the route may be called: by this visitor, and by a page of ours.
fn allowed(visit: &Visit<'_>, route: Route, ours: bool) -> Result<(), Nope> {
    entitled(visit.visitor(), route)?;
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

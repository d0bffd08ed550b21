//! The pages and the API, called as a browser calls them, on the data of the demonstration.

mod api;
mod briefing;
mod cases;
mod guards;
mod morning;
mod registers;
mod returns;
mod routes;
mod tls;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use node::config::Options;
use node::people::accounts::Accounts;
use node::{Clock, Node};
use phaodai::web::{Site, main_router, public_router};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::Ran;

/// The password of everybody at the demonstration.
const PASSWORD: &str = "pháo đài chạy thử";
/// The commune of the demonstration that has not reported.
const COMMUNE: &str = "04165";

/// The data of one demonstration, made once for all tests.
static DEMO: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.arg("demo").arg("--data").arg(folder.path().join("data")).arg("--json");
    Ran::of(command.output().unwrap()).done();
    folder
});

/// A site over a copy of the demonstration.
pub(crate) struct Web {
    folder: TempDir,
    pub(crate) clock: Clock,
    pub(crate) site: Arc<Site>,
    router: Router,
    public: Router,
    runtime: tokio::runtime::Runtime,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
    cookies: Vec<String>,
}

/// A browser with its cookies.
pub(crate) struct Browser<'w> {
    web: &'w Web,
    cookies: BTreeMap<String, String>,
}

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), &target).map(drop).unwrap()
        }
    }
}

/// A copy of the demonstration's data.
pub(crate) fn demo() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&DEMO.path().join("data"), &folder.path().join("data"));
    folder
}

impl Web {
    /// At 9:41 of the demonstration's morning.
    pub(crate) fn new() -> Self {
        Self::limited(false)
    }

    fn limited(limits: bool) -> Self {
        let folder = demo();
        let clock = Clock::fixed("2021-09-10T02:41:00Z".parse().unwrap());
        let options = Options { clock: clock.clone(), ..Options::default() };
        let node = Node::open(&folder.path().join("data"), options).unwrap();
        let site = Site::new(Arc::new(node), false).unwrap();
        let site = Arc::new(if limits { site } else { site.without_limits() });
        let (router, public) = (main_router(&site), public_router(&site));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { folder, clock, site, router, public, runtime }
    }

    pub(crate) fn node(&self) -> &Node {
        &self.site.node
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn send(&self, request: Request<Body>) -> Page {
        self.send_to(&self.router, request)
    }

    pub(crate) fn public(&self, path: &str) -> Page {
        self.send_to(&self.public, Request::get(path).body(Body::empty()).unwrap())
    }

    fn send_to(&self, router: &Router, request: Request<Body>) -> Page {
        self.runtime.block_on(async {
            let response = router.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let named = response.headers().iter();
            let headers = named
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .collect();
            let set = response.headers().get_all(header::SET_COOKIE).iter();
            let cookies = set.map(|value| value.to_str().unwrap().to_owned()).collect();
            let bytes =
                axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Page { status, headers, body, bytes, cookies }
        })
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { web: self, cookies: BTreeMap::new() }
    }

    /// A browser in which somebody of the demonstration is signed in.
    pub(crate) fn signed_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let page = browser.sign_in(login, PASSWORD);
        assert_eq!(page.status, 303, "{}", page.body);
        browser
    }

    /// A key of the API for somebody of the demonstration.
    pub(crate) fn key(&self, login: &str, may_write: bool) -> String {
        let accounts = Accounts::of(self.node());
        let account = accounts.called(login).unwrap().unwrap();
        accounts.make_token(account.id, "test", may_write, 1, None).unwrap().key
    }
}

impl Page {
    /// The value of a hidden field, the first of that name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let at = self.body.find(&mark).unwrap_or_else(|| panic!("no {name} in {}", self.body));
        self.body[at + mark.len()..].split('"').next().unwrap().to_owned()
    }

    /// Where it sends the browser.
    #[track_caller]
    pub(crate) fn to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.body);
        &self.headers["location"]
    }

    /// The text between tags, blanks made one.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for letter in self.body.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                _ if !inside => text.push(letter),
                _ => {}
            }
        }
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace("&#34;", "\"")
            .replace("&#60;", "<")
            .replace("&#39;", "'")
    }

    /// The code of the fault that it shows.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.body.split("data-code=\"").nth(1)?.split('"').next()
    }
}

impl Browser<'_> {
    fn cookie(&self) -> String {
        self.cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn remember(&mut self, page: &Page) {
        for line in &page.cookies {
            let pair = line.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub(crate) fn get(&mut self, path: &str) -> Page {
        let request =
            Request::get(path).header(header::COOKIE, self.cookie()).body(Body::empty()).unwrap();
        let page = self.web.send(request);
        self.remember(&page);
        page
    }

    /// Sends a form with these fields as they are.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie())
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let page = self.web.send(request);
        self.remember(&page);
        page
    }

    /// Opens a page and sends its form with these fields and its guards.
    pub(crate) fn fill(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let shown = self.get(page);
        assert_eq!(shown.status, 200, "{page}: {}", shown.body);
        let (csrf, once) = (shown.hidden("csrf"), shown.hidden("once"));
        let guards = [("csrf", csrf.as_str()), ("once", once.as_str())];
        self.post(action, &[&guards[..], fields].concat())
    }

    /// The same with a file.
    pub(crate) fn upload(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Page {
        let shown = self.get(page);
        let csrf = shown.hidden("csrf");
        let mut body = Vec::new();
        for (name, value) in [&[("csrf", csrf.as_str())][..], fields].concat() {
            body.extend(
                format!(
                    "--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .into_bytes(),
            );
        }
        let (name, file_name, content) = file;
        body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").into_bytes());
        body.extend(content);
        body.extend(b"\r\n--XX--\r\n");
        let request = Request::post(action)
            .header(header::COOKIE, self.cookie())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX")
            .body(Body::from(body))
            .unwrap();
        let page = self.web.send(request);
        self.remember(&page);
        page
    }

    pub(crate) fn sign_in(&mut self, login: &str, password: &str) -> Page {
        let form = self.get("/sign-in");
        let csrf = form.hidden("csrf");
        self.post(
            "/sign-in",
            &[("csrf", &csrf), ("login", login), ("password", password), ("to", "/")],
        )
    }

    /// Waits for the work of a page to end, and gives its page.
    pub(crate) fn wait(&mut self, job: &str) -> Page {
        for _ in 0..600 {
            let page = self.get(job);
            if !page.body.contains("data-renew") {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the work does not end: {job}");
    }
}

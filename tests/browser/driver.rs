//! A browser that is driven from outside, as a person would: look, click, type.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How long a page may take on a machine that has other work: only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(100);

/// A browser; it ends with the value, also when a test fails.
pub(super) struct Driver {
    process: Child,
    runtime: Runtime,
    address: String,
    _profiles: TempDir,
    windows: std::cell::Cell<u32>,
}

/// A window of its own: nothing of other windows is known there.
pub(super) struct Window<'d> {
    driver: &'d Driver,
    client: Client,
}

impl Driver {
    /// Starts the program that drives Chromium; `None` where there is none.
    pub(super) fn start() -> Option<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(process.stdout.take()?).lines();
        let port = loop {
            let line = lines.next()?.ok()?;
            if let Some((_, port)) = line.split_once("on port ")
                && line.contains("started successfully")
            {
                break port.trim_end_matches('.').to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .ok()?;
        let (address, _profiles) = (format!("http://127.0.0.1:{port}"), tempfile::tempdir().ok()?);
        Some(Self { process, runtime, address, _profiles, windows: std::cell::Cell::new(0) })
    }

    /// Opens a window of a laptop.
    pub(super) fn window(&self) -> Window<'_> {
        self.open(json!({}))
    }

    /// Opens a window of a cheap phone: 360 × 780.
    pub(super) fn phone(&self) -> Window<'_> {
        let metrics = json!({ "width": 360, "height": 780, "pixelRatio": 1.0, "touch": true });
        self.open(json!({ "mobileEmulation": { "deviceMetrics": metrics } }))
    }

    fn open(&self, mut options: Value) -> Window<'_> {
        let number = self.windows.get();
        self.windows.set(number + 1);
        let profile = self._profiles.path().join(number.to_string());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
        ];
        let mut arguments: Vec<String> = arguments.iter().map(|one| (*one).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        options["args"] = json!(arguments);
        let Value::Object(capabilities) = json!({ "goog:chromeOptions": options }) else {
            unreachable!()
        };
        let client = self.runtime.block_on(async {
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&self.address)
                .await
                .unwrap()
        });
        Window { driver: self, client }
    }
}

/// A window that nobody closes would go on running after the program that drives it.
impl Drop for Window<'_> {
    fn drop(&mut self) {
        let _ = self.run(self.client.clone().close());
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Window<'_> {
    fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.driver.runtime.block_on(work)
    }

    pub(super) fn go(&self, address: &str) {
        self.run(self.client.goto(address)).unwrap();
    }

    pub(super) fn sign_in(&self, site: &str, login: &str) {
        self.go(&format!("{site}/sign-in"));
        self.type_in("#login", login);
        self.type_in("#password", "pháo đài chạy thử");
        self.click("main form button");
        self.wait_for("nav.ways");
    }

    fn find(&self, css: &str) -> Element {
        self.run(self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)))
            .unwrap_or_else(|error| panic!("{css}: {error}\n{}", self.text()))
    }

    pub(super) fn wait_for(&self, css: &str) {
        self.find(css);
    }

    pub(super) fn type_in(&self, css: &str, text: &str) {
        let field = self.find(css);
        self.run(async {
            field.clear().await.unwrap_or(());
            field.send_keys(text).await.unwrap();
        });
    }

    /// Chooses a file of this machine.
    pub(super) fn choose(&self, css: &str, path: &std::path::Path) {
        let field = self.find(css);
        self.run(field.send_keys(path.to_str().unwrap())).unwrap();
    }

    /// Brings a thing into view and clicks on it.
    #[track_caller]
    pub(super) fn click(&self, css: &str) {
        self.hit(css, &format!("no click on {css}"), || true);
    }

    /// Clicks on a link or button with these words, as soon as there is one.
    #[track_caller]
    pub(super) fn press(&self, words: &str) {
        let mark = "const wanted = arguments[0];
            document.querySelectorAll('[data-pressed]').forEach(one => one.removeAttribute('data-pressed'));
            const all = [...document.querySelectorAll('main a, main button')];
            const found = all.find(one => one.textContent.trim().startsWith(wanted));
            if (found) found.setAttribute('data-pressed', '1');
            return !!found;";
        let marked = || self.ask(mark, &[json!(words)]) == Some(json!(true));
        self.hit("[data-pressed]", &format!("no “{words}” to press"), marked);
    }

    /// Clicks once on what `css` names when `ready`. A page may change itself between the look and the click: then it is
    /// looked for again, as a person would.
    #[track_caller]
    fn hit(&self, css: &str, complaint: &str, ready: impl Fn() -> bool) {
        let until = Instant::now() + PATIENCE;
        let mut last = String::new();
        while Instant::now() < until {
            if ready() {
                match self.run(self.hit_once(css)) {
                    Ok(()) => return,
                    Err(error) => last = error.to_string(),
                }
            }
            std::thread::sleep(PAUSE);
        }
        panic!("{complaint} ({last}):\n{}", self.text());
    }

    async fn hit_once(&self, css: &str) -> Result<(), CmdError> {
        let element = self.client.find(Locator::Css(css)).await?;
        let argument = serde_json::to_value(&element).map_err(CmdError::from)?;
        self.client
            .execute("arguments[0].scrollIntoView({block:'center'})", vec![argument])
            .await?;
        element.click().await
    }

    pub(super) fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.run(self.client.execute(script, arguments.to_vec())).unwrap()
    }

    /// What a script answers; nothing while the page is on its way to another.
    fn ask(&self, script: &str, arguments: &[Value]) -> Option<Value> {
        self.run(self.client.execute(script, arguments.to_vec())).ok()
    }

    /// What the page says.
    pub(super) fn text(&self) -> String {
        let said = self.ask("return document.body ? document.body.innerText : ''", &[]);
        said.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Waits until the page says this, by itself.
    #[track_caller]
    pub(super) fn wait_until_it_says(&self, words: &str) {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if self.text().contains(words) {
                return;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("the page never says “{words}”:\n{}", self.text());
    }

    /// Where it is.
    pub(super) fn path(&self) -> String {
        let url = self.run(self.client.current_url()).unwrap();
        url.path().to_owned() + &url.query().map(|query| format!("?{query}")).unwrap_or_default()
    }

    pub(super) fn back(&self) {
        self.run(self.client.back()).unwrap();
    }

    pub(super) fn screenshot(&self) -> Vec<u8> {
        self.run(self.client.screenshot()).unwrap()
    }

    /// The page as it would be printed, as PDF.
    pub(super) fn print(&self) -> Vec<u8> {
        self.run(self.client.print(fantoccini::wd::PrintConfiguration::default())).unwrap()
    }
}

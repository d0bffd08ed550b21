//! What WCAG 2.2 asks of every page and a machine can see: names, labels, contrast, sizes, nothing beyond the edge of a phone.

use serde_json::{Value, json};

use super::Stage;
use super::driver::Window;

/// Pages that a day goes through: the ten main ones first.
const PAGES: [(&str, &str, &str); 23] = [
    ("hom-nay", "huyen.truc", "/"),
    ("bang-theo-doi", "huyen.truc", "/board"),
    ("viec", "huyen.truc", "/tasks"),
    ("van-ban", "huyen.truc", "/directives/125/2021/1?view=text"),
    ("thuc-hien", "huyen.truc", "/directives/125/2021/1"),
    ("so", "huyen.truc", "/registers/away_resident?unit=04117"),
    ("bao-cao", "huyen.truc", "/returns/04117/2021-09-10/away_resident_daily"),
    ("so-lieu-venh", "huyen.truc", "/discrepancies?show=all"),
    ("giao-ban", "huyen.truc", "/briefing"),
    ("nhap-dong", "xa.nhaplieu", "/registers/away_resident/new"),
    ("tong-hop", "huyen.truc", "/board/collation"),
    ("nhap-bang", "xa.nhaplieu", "/registers/away_resident/grid"),
    ("cong-bo", "huyen.truc", "/notices"),
    ("may-chu", "quantri", "/admin"),
    ("nhat-ky", "quantri", "/audit"),
    ("ho-gia-dinh", "xa.nhaplieu", "/registers/household/new"),
    ("sua-giao-ban", "huyen.truc", "/briefing/edit"),
    ("so-can-lap", "huyen.truc", "/directives/125/2021/1/register"),
    ("ca-benh", "huyen.truc", "/cases"),
    ("hinh-ca-benh", "huyen.truc", "/cases/pictures"),
    ("theo-doi", "xa.nhaplieu", "/follow-up"),
    ("vung-phong-toa", "huyen.truc", "/zones"),
    ("diem-y-te", "huyen.truc", "/care"),
];

/// Every fault that the page has, in words.
const AUDIT: &str = r"
const faults = [];
const say = (what, one) => faults.push(what + ': ' + (one.outerHTML || '').slice(0, 120));
const seen = one => { const r = one.getBoundingClientRect(), s = getComputedStyle(one); return r.width > 1 && r.height > 1 && s.visibility !== 'hidden' && s.display !== 'none' && !one.closest('.sr, .skip, details:not([open]) > :not(summary)'); };
const name = one => (one.getAttribute('aria-label') || one.textContent || one.title || one.alt || '').trim();
if (!document.documentElement.lang) say('no language', document.documentElement);
if (!document.title) say('no title', document.head);
if (document.querySelectorAll('main').length !== 1) say('not one main', document.body);
if (document.querySelectorAll('h1').length !== 1) say('not one h1', document.body);
const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => say('id twice ' + id, document.getElementById(id)));
document.querySelectorAll('a[href], button').forEach(one => { if (!name(one) && !one.querySelector('img[alt]')) say('no name', one); });
document.querySelectorAll('input:not([type=hidden]), select, textarea').forEach(one => {
  const label = one.labels && one.labels.length && [...one.labels].some(label => label.textContent.trim());
  if (!label && !one.getAttribute('aria-label')) say('no label', one);
});
document.querySelectorAll('img:not([alt])').forEach(one => say('no alt', one));
let before = 0;
document.querySelectorAll('h1, h2, h3, h4').forEach(one => { const level = Number(one.tagName[1]); if (level > before + 1) say('heading leaps', one); before = level; });
document.querySelectorAll('table').forEach(one => { if (one.rows.length > 1 && !one.querySelector('th')) { if (one.closest('[data-plain]') === null && one.tHead) say('table without headings', one); } });
const parts = colour => { const m = colour.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
const light = ([r, g, b]) => { const f = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
const ground = one => { for (let at = one; at; at = at.parentElement) { const c = parts(getComputedStyle(at).backgroundColor); if (c[3] > 0.99) return c; } return [255, 255, 255, 1]; };
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const looked = new Set();
while (walker.nextNode()) {
  const one = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || looked.has(one) || !seen(one) || ['SCRIPT', 'STYLE', 'OPTION', 'NOSCRIPT'].includes(one.tagName)) continue;
  looked.add(one);
  const style = getComputedStyle(one), ink = parts(style.color), back = ground(one);
  const a = light(ink), b = light(back), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) say('contrast ' + ratio.toFixed(2), one);
}
document.querySelectorAll('button, input:not([type=hidden]), select').forEach(one => { const r = one.getBoundingClientRect(); if (seen(one) && (r.width < 20 || r.height < 20) && !one.classList.contains('link')) say('too small to touch', one); });
if (document.documentElement.scrollWidth > innerWidth + 1) {
  const wide = [...document.body.querySelectorAll('*')].find(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, .ways, figure'));
  say('wider than the screen ' + document.documentElement.scrollWidth, wide || document.body);
}
return faults;";

pub(super) fn audit(window: &Window<'_>, what: &str, faults: &mut Vec<String>) {
    let found = window.script(AUDIT, &[]);
    for fault in found.as_array().unwrap() {
        faults.push(format!("{what}: {}", fault.as_str().unwrap()));
    }
}

/// Where screenshots go, when somebody wants them: `PHAODAI_SCREENSHOTS=docs/screenshots cargo test browser::access`.
pub(super) fn keep(window: &Window<'_>, name: &str, width: u32) {
    if let Some(folder) = std::env::var_os("PHAODAI_SCREENSHOTS") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            std::path::Path::new(&folder).join(format!("{name}-{width}.png")),
            window.screenshot(),
        )
        .unwrap();
    }
}

#[test]
fn every_page_can_be_read_by_anybody_on_any_screen() {
    let Some((stage, driver)) = Stage::set() else { return };
    let mut faults = Vec::new();
    let window = driver.window();
    window.go(&format!("{}/sign-in", stage.main));
    audit(&window, "sign-in", &mut faults);
    for (window, width) in [(driver.phone(), 360), (window, 1280)] {
        let mut who = "";
        for (name, login, path) in PAGES {
            if who != login {
                if !who.is_empty() {
                    window.click(".foot form button");
                    window.wait_for("#login");
                }
                window.sign_in(&stage.main, login);
                who = login;
            }
            window.go(&format!("{}{path}", stage.main));
            window.wait_for("main h1");
            audit(&window, &format!("{name} at {width}"), &mut faults);
            keep(&window, name, width);
        }
    }
    let window = driver.window();
    window.sign_in(&stage.main, "huyen.truc");
    // Dark colours are held to the same.
    for path in ["/", "/board", "/registers/away_resident", "/briefing"] {
        window.go(&format!("{}/theme/dark?to={path}", stage.main));
        window.wait_for("main h1");
        audit(&window, &format!("dark {path}"), &mut faults);
    }
    window.go(&format!("{}/?unit=04165", stage.public));
    audit(&window, "public", &mut faults);
    keep(&window, "cong-khai", 1280);
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_page_goes_with_the_keyboard_alone_and_loads_nothing_of_another_host() {
    let Some((stage, driver)) = Stage::set() else { return };
    let window = driver.window();
    window.sign_in(&stage.main, "huyen.truc");
    let order = "const all = [...document.querySelectorAll('a[href], button, input, select')].filter(one => one.tabIndex >= 0);
        return [all[0].className, all.every(one => !one.tabIndex)];";
    assert_eq!(window.script(order, &[]), json!(["skip", true]));
    let hosts = "return [...new Set(performance.getEntriesByType('resource').map(one => new URL(one.name).host))].filter(one => one !== location.host)";
    assert_eq!(window.script(hosts, &[]), Value::Array(Vec::new()));
    let weight = window.script("return performance.getEntriesByType('navigation')[0].transferSize + performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)", &[]);
    assert!(weight.as_u64().unwrap() < 60_000, "the first page weighs {weight} bytes");
}

//! A reply as a response: status, headers, cookies.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use super::guard::cookie;
use super::live;
use super::pages;
use super::reply::Reply;
use super::site::Site;

/// Name of the cookie of a session: over TLS bound to this host.
pub(super) fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-phaodai" } else { "phaodai" }
}

/// Seconds that the choice of a language is kept: a year.
const A_YEAR: u32 = 31_536_000;
/// Seconds that a form of the sign-in may lie open: a day.
const A_DAY: u32 = 86_400;
/// Seconds that the cookie of a session is kept: a week, as the session itself.
const A_WEEK: u32 = 604_800;

/// What every response says: nothing of another host is loaded, nothing inline runs, nobody frames the page.
const ALWAYS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(self)"),
];

/// Makes a response of a reply.
pub(super) fn respond(site: &Site, reply: Reply) -> Response<Body> {
    let secure = site.secure;
    match reply {
        Reply::Html(status, html) => with(status, "text/html; charset=utf-8", Body::from(html)),
        Reply::Json(status, text) => with(status, "application/json", Body::from(text)),
        Reply::See { to, .. } => see(&to),
        Reply::Before { status, html, seed } => {
            let cookie = cookie(pages::account::BEFORE, &seed, A_DAY, secure);
            with_cookie(with(status, "text/html; charset=utf-8", Body::from(html)), &cookie)
        }
        Reply::SignedIn { to, secret } => {
            let cookie = cookie(session_cookie(secure), &secret, A_WEEK, secure);
            with_cookie(see(&to), &cookie)
        }
        Reply::SignedOut => {
            with_cookie(see("/sign-in"), &cookie(session_cookie(secure), "", 0, secure))
        }
        Reply::Keep { cookie: name, value, to } => {
            with_cookie(see(&to), &cookie(name, value, A_YEAR, secure))
        }
        Reply::File { name, kind, content } => {
            saved(with(StatusCode::OK, kind, Body::from(content)), &name)
        }
        Reply::Stored { name, kind, path } => stored(&name, kind, path),
        Reply::Asset { kind, content, gzip } => asset(kind, content, gzip),
        Reply::Live => live::events(site),
    }
}

fn with(status: StatusCode, kind: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    put(headers, header::CONTENT_TYPE, kind);
    put(headers, header::CACHE_CONTROL, "no-store");
    for (name, value) in ALWAYS {
        put(headers, name, value);
    }
    response
}

/// Goes to a path of this site; anything else becomes the first page.
fn see(to: &str) -> Response<Body> {
    let mut response = with(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Body::empty());
    put(response.headers_mut(), header::LOCATION, &own_path(to));
    response
}

/// A path of this site, whatever was asked for: never another host, never a second header.
pub(super) fn own_path(to: &str) -> String {
    let inside = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
    let plain = to.bytes().all(|byte| (0x21..0x7f).contains(&byte));
    if inside && plain { to.to_owned() } else { "/".to_owned() }
}

fn with_cookie(mut response: Response<Body>, cookie: &str) -> Response<Body> {
    put(response.headers_mut(), header::SET_COOKIE, cookie);
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.append(name, value);
    }
}

/// To be saved under a name: the plain one for old browsers, the right one for others (RFC 6266).
fn saved(mut response: Response<Body>, name: &str) -> Response<Body> {
    let folded = domain::base::text::fold(name).replace(' ', "-");
    let plain: String =
        folded.chars().filter(|l| l.is_ascii_alphanumeric() || "-_.".contains(*l)).collect();
    let right: String = name.bytes().map(percent).collect();
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{right}");
    put(response.headers_mut(), header::CONTENT_DISPOSITION, &value);
    response
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

fn stored(name: &str, kind: &str, path: PathBuf) -> Response<Body> {
    match File::open(&path) {
        Ok(file) => saved(with(StatusCode::OK, kind, pieces(file)), name),
        Err(_) => with(
            StatusCode::GONE,
            "text/plain; charset=utf-8",
            Body::from("Tệp này không còn. · The file is gone."),
        ),
    }
}

fn asset(kind: &str, content: &'static [u8], gzip: bool) -> Response<Body> {
    let mut response = with(StatusCode::OK, kind, Body::from(content));
    let headers = response.headers_mut();
    headers.remove(header::CACHE_CONTROL);
    put(headers, header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    if gzip {
        put(headers, header::CONTENT_ENCODING, "gzip");
    }
    response
}

/// A file, piece by piece: it is on a local disk, and a piece comes at once.
fn pieces(file: File) -> Body {
    const PIECE: usize = 64 << 10;
    Body::from_stream(futures_util::stream::unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        match file.read(&mut piece) {
            Ok(0) => None,
            Ok(read) => {
                piece.truncate(read);
                Some((Ok::<_, std::io::Error>(Bytes::from(piece)), file))
            }
            Err(error) => Some((Err(error), file)),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_host() {
        for (to, goes) in [
            ("/tasks?unit=125", "/tasks?unit=125"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(own_path(to), goes, "{to:?}");
        }
    }

    #[test]
    fn a_name_with_accents_and_line_ends_stays_one_header() {
        let response =
            saved(with(StatusCode::OK, "text/csv", Body::empty()), "Báo cáo\r\nX: y\".csv");
        let value = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(
            value.contains("filename*=UTF-8''B%C3%A1o%20c%C3%A1o%0D%0AX%3A%20y%22.csv"),
            "{value}"
        );
        assert!(!value.contains('\n'));
    }

    #[test]
    fn every_response_carries_the_headers_that_guard_it() {
        let response = see("/");
        for (name, _) in ALWAYS {
            assert!(response.headers().contains_key(&name), "{name}");
        }
    }
}

//! Cookies in and out.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// A cookie of the request, by name.
pub(crate) fn cookies<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(given, _)| *given == name).map(|(_, value)| value)
}

/// A cookie of this site alone, which scripts cannot read. `seconds` 0 removes it.
pub(crate) fn cookie(name: &str, value: &str, seconds: u32, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=1; session=xyz; lang=en".parse().unwrap());
        assert_eq!(cookies(&headers, "session"), Some("xyz"));
        assert_eq!(cookies(&headers, "ession"), None);
        assert!(cookie("s", "v", 60, true).ends_with("; Secure"));
    }
}

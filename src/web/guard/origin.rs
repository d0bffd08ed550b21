//! Whether a form was sent by a page of this site.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Whether nothing says that another site sent it. Browsers say where a form comes from; programs need not.
pub(crate) fn is_ours(headers: &HeaderMap) -> bool {
    let text = |value: Option<&axum::http::HeaderValue>| {
        value.and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    if let Some(site) = text(headers.get("sec-fetch-site"))
        && !["same-origin", "none"].contains(&site.as_str())
    {
        return false;
    }
    match (text(headers.get(ORIGIN)), text(headers.get(HOST))) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, of)| of == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_told() {
        let headers = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            headers
        };
        assert!(is_ours(&headers(&[("host", "a:1"), ("origin", "http://a:1")])));
        assert!(!is_ours(&headers(&[("host", "a:1"), ("origin", "http://b")])));
        assert!(!is_ours(&headers(&[("host", "a:1"), ("origin", "null")])));
        assert!(!is_ours(&headers(&[("host", "a:1"), ("sec-fetch-site", "cross-site")])));
        assert!(is_ours(&headers(&[("host", "a:1")])));
    }
}

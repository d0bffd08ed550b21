//! Tells open pages that the ledger has grown (server-sent events), so that a board renews itself.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;

use super::site::Site;

/// How often the ledger is looked at: others may write to it too.
const EVERY: Duration = Duration::from_millis(700);

/// Looks at the ledger for as long as the site lives.
pub(super) async fn watch(site: Arc<Site>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let node = site.node.clone();
        let read = tokio::task::spawn_blocking(move || node.reader()?.last_entry()).await;
        if let Ok(Ok(entry)) = read {
            site.live.send_if_modified(|known| std::mem::replace(known, entry) != entry);
        }
    }
}

/// One event at once, and one for each change.
pub(super) fn events(site: &Site) -> Response<Body> {
    let mut seen = site.live.subscribe();
    seen.mark_changed();
    let stream = stream::unfold(seen, |mut seen| async move {
        seen.changed().await.ok()?;
        let entry = *seen.borrow_and_update();
        Some((Ok::<_, Infallible>(Event::default().event("entry").data(entry.to_string())), seen))
    });
    let mut response = Sse::new(stream).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    response
}

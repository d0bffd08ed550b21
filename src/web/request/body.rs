//! The body of a request: fields in memory, files in the node's folder.

use std::time::Duration;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use node::Node;

use super::{Form, JSON, Spool};
use crate::web::nope::Nope;

/// What is taken of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Fields and files, so many bytes in all.
    Files(usize),
    /// Fields, so many bytes in all; a file that comes with them is passed over.
    Fields(usize),
}

impl Takes {
    fn most(self) -> usize {
        match self {
            Self::Files(most) | Self::Fields(most) => most,
        }
    }
}

/// Longest time for a request body to come in, in seconds.
const BODY_SECONDS: u64 = 300;

/// Reads the body: fields, and files into the node's folder.
///
/// # Errors
/// [`Nope::TooLarge`], [`Nope::Slowly`] when it does not come, [`Nope::Forged`] when it is no form, and when the disk does
/// not take a file.
pub(crate) async fn body(node: &Node, takes: Takes, request: Request) -> Result<Form, Nope> {
    let reading = async {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return parts(node, takes, request).await;
        }
        let json = kind.starts_with("application/json");
        let bytes = axum::body::to_bytes(request.into_body(), takes.most()).await;
        let bytes = bytes.map_err(|_| Nope::TooLarge(takes.most()))?;
        if json {
            let mut form = Form::default();
            form.push(JSON.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
            return Ok(form);
        }
        Ok(Form::parse(&bytes))
    };
    let read = tokio::time::timeout(Duration::from_secs(BODY_SECONDS), reading).await;
    read.unwrap_or(Err(Nope::Slowly(1)))
}

/// Where a part of a form goes.
enum Into {
    Text(Vec<u8>),
    File(Spool),
    Nowhere,
}

/// How many times too much is let go by before the line is cut.
const PATIENCE: usize = 4;

async fn parts(node: &Node, takes: Takes, request: Request) -> Result<Form, Nope> {
    let broken = |_| Nope::Forged;
    let (most, mut taken) = (takes.most(), 0_usize);
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
        let mut into = match (file, takes) {
            (None, _) => Into::Text(Vec::new()),
            (Some(file), Takes::Files(_)) => Into::File(Spool::begin(node, &file)?),
            (Some(_), Takes::Fields(_)) => Into::Nowhere,
        };
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            taken = taken.saturating_add(piece.len());
            if taken > most.saturating_mul(PATIENCE) {
                return Err(Nope::TooLarge(most));
            }
            if taken > most {
                // A browser reads an answer when it has sent all: what is too much is let go by, and then it is told.
                into = Into::Nowhere;
                form = Form::default();
            }
            match &mut into {
                Into::File(spool) => spool.write(&piece)?,
                Into::Text(text) => text.extend_from_slice(&piece),
                Into::Nowhere => {}
            }
        }
        match into {
            Into::File(spool) => form.push_file(name, spool.end()),
            Into::Text(text) => form.push(name, String::from_utf8_lossy(&text).into_owned()),
            Into::Nowhere => {}
        }
    }
    if taken > most { Err(Nope::TooLarge(most)) } else { Ok(form) }
}

//! What a handler answers.

use std::path::PathBuf;

use axum::http::StatusCode;
use serde::Serialize;

use super::nope::Nope;

/// An answer, or why there is none.
pub type Answer = Result<Reply, Nope>;

/// What goes back.
#[derive(Debug)]
pub enum Reply {
    /// A page, or a part of one.
    Html(StatusCode, String),
    /// Go and look there (303), with a sentence to show on that page.
    See {
        /// Path on this site.
        to: String,
        /// What to say there.
        say: Option<String>,
    },
    /// The form of the sign-in: binds it to the browser.
    Before {
        /// Its status.
        status: StatusCode,
        /// The page.
        html: String,
        /// What its token was made of.
        seed: String,
    },
    /// The same after a sign-in: sets the cookie of the session.
    SignedIn {
        /// Path on this site.
        to: String,
        /// The secret of the session.
        secret: String,
    },
    /// Ends the session of this browser and goes to the sign-in.
    SignedOut,
    /// Keeps a choice of the visitor (language, colours) in a cookie, and goes back.
    Keep {
        /// Name of the cookie.
        cookie: &'static str,
        /// Its value.
        value: &'static str,
        /// Path on this site.
        to: String,
    },
    /// A file in memory, to be saved.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// Its bytes.
        content: Vec<u8>,
    },
    /// A file on the disk, to be saved.
    Stored {
        /// Its name.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// Where it lies.
        path: PathBuf,
    },
    /// JSON for a program.
    Json(StatusCode, Vec<u8>),
    /// A part of the site that never changes under this address.
    Asset {
        /// Its media type.
        kind: &'static str,
        /// Its bytes, compressed with gzip where that makes them shorter.
        content: &'static [u8],
        /// Whether they are compressed.
        gzip: bool,
    },
    /// Events, one for each change of the ledger.
    Live,
}

impl Reply {
    /// A Word file, to be saved under a name without its ending.
    pub fn word(name: &str, content: Vec<u8>) -> Self {
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        Self::File { name: format!("{name}.docx"), kind, content }
    }

    /// A page.
    ///
    /// # Errors
    /// Never with the templates of the program: they write to memory.
    pub fn page(template: &impl askama::Template) -> Answer {
        Self::page_with(StatusCode::OK, template)
    }

    /// A page that shows what was typed again, with what is wrong with it.
    ///
    /// # Errors
    /// As [`Reply::page`].
    pub fn refused(template: &impl askama::Template) -> Answer {
        Self::page_with(StatusCode::UNPROCESSABLE_ENTITY, template)
    }

    /// A page with another status.
    ///
    /// # Errors
    /// As [`Reply::page`].
    pub fn page_with(status: StatusCode, template: &impl askama::Template) -> Answer {
        template.render().map(|html| Self::Html(status, html)).map_err(|fault| Nope::broken(&fault))
    }

    /// Go there.
    ///
    /// # Errors
    /// Never: it is the end of a handler.
    pub fn see(to: impl Into<String>) -> Answer {
        Ok(Self::See { to: to.into(), say: None })
    }

    /// Go there, and say this.
    ///
    /// # Errors
    /// Never: it is the end of a handler.
    pub fn said(to: impl Into<String>, say: impl Into<String>) -> Answer {
        Ok(Self::See { to: to.into(), say: Some(say.into()) })
    }

    /// JSON.
    ///
    /// # Errors
    /// When the value has keys that are not texts.
    pub fn json(value: &impl Serialize) -> Answer {
        Self::json_with(StatusCode::OK, value)
    }

    /// JSON with another status.
    ///
    /// # Errors
    /// As [`Reply::json`].
    pub fn json_with(status: StatusCode, value: &impl Serialize) -> Answer {
        serde_json::to_vec(value)
            .map(|text| Self::Json(status, text))
            .map_err(|fault| Nope::broken(&fault))
    }
}

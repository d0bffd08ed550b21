//! The web face: pages for people, `/api/v1` for programs, the public page on a port of its own.
//!
//! ```text
//! request ─▶ guard (limits, origin, session, CSRF) ─▶ route: Need ─▶ handler(&Visit) ─▶ Reply ─▶ response
//! ```
//!
//! A handler is an ordinary function of one argument: it reads what was sent, calls the node as a command would, and
//! gives a [`Reply`]. It runs on a thread that may wait for the disk. Every route says what it needs ([`Need`]) in the
//! table [`router::routes`], which a test walks with every role.

mod answer;
mod api;
mod assets;
mod chart;
mod chrome;
mod guard;
mod imports;
mod jobs;
mod live;
mod nope;
pub mod pages;
mod picture;
mod records;
mod reply;
mod request;
mod respond;
mod route;
mod router;
mod serve;
mod site;
mod visit;
mod visitor;
mod words;

pub use chrome::{Chrome, moment_text};
pub use jobs::{Job, JobDone, JobState, Progress};
pub use nope::Nope;
pub use reply::{Answer, Reply};
pub use request::{Form, Upload};
pub use route::{Method, Need, Route};
pub use router::routes;
pub use serve::{Settings, Tls, main_router, public_router, serve};
pub use site::Site;
pub use visit::Visit;
pub use visitor::Visitor;

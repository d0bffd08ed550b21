//! What was sent: fields of the address and of forms, and files.

mod body;
mod form;
mod upload;

pub(crate) use body::{Takes, body};
pub use form::Form;
pub use upload::Upload;
pub(crate) use upload::{Spool, sweep};

/// Name of the field that holds a body of JSON as it came.
pub(crate) const JSON: &str = "json body";

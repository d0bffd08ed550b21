//! One line of the table of routes.

use domain::people::Right;

use super::reply::Answer;
use super::visit::Visit;

/// How a route is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Shows something, changes nothing.
    Get,
    /// Changes something; carries a token against forged requests.
    Post,
    /// Changes something of the API.
    Patch,
}

/// What a visitor must have before a handler is called. Which unit and which register it is about, the handler asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: sign-in, assets.
    Nothing,
    /// To be signed in.
    SignIn,
    /// To hold this right for some unit.
    Right(Right),
    /// To hold one of these rights for some unit.
    OneOf(&'static [Right]),
    /// A key of the API whose account holds this right.
    Key(Right),
}

/// What answers a request.
pub type Handler = fn(&Visit<'_>) -> Answer;

/// One route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// How it is called.
    pub method: Method,
    /// Its path, with `{name}` for what changes.
    pub path: &'static str,
    /// What a visitor must have.
    pub need: Need,
    /// Most bytes of a request body that it takes.
    pub most: usize,
    /// What answers.
    pub handler: Handler,
}

/// A form without files.
pub(super) const FORM_BYTES: usize = 2 << 20;
/// A form with files.
const UPLOAD_BYTES: usize = 128 << 20;

impl Route {
    /// Shows something.
    pub const fn get(path: &'static str, need: Need, handler: Handler) -> Self {
        Self { method: Method::Get, path, need, most: 0, handler }
    }

    /// Changes something.
    pub const fn post(path: &'static str, need: Need, handler: Handler) -> Self {
        Self { method: Method::Post, path, need, most: FORM_BYTES, handler }
    }

    /// Changes something of the API.
    pub const fn patch(path: &'static str, need: Need, handler: Handler) -> Self {
        Self { method: Method::Patch, path, need, most: FORM_BYTES, handler }
    }

    /// Whether it is for those alone who have signed in.
    pub(super) fn is_guarded(&self) -> bool {
        self.need != Need::Nothing
    }

    /// Takes files too.
    pub const fn with_files(self) -> Self {
        Self { most: UPLOAD_BYTES, ..self }
    }
}

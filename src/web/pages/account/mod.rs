//! One's own account: sign in and out, where one is signed in, the password, language and colours.

mod password;
mod sessions;
mod sign_in;
mod switches;

use crate::web::route::{Need, Route};

pub(crate) use sign_in::{BEFORE, ask};
pub(crate) use switches::{language, theme};

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/sign-in", Need::Nothing, sign_in::show),
    Route::post("/sign-in", Need::Nothing, sign_in::take),
    Route::post("/sign-out", Need::SignIn, sessions::sign_out),
    Route::get("/account", Need::SignIn, sessions::show),
    Route::post("/account/end", Need::SignIn, sessions::end),
    Route::post("/account/password", Need::SignIn, password::change),
    Route::get("/again", Need::SignIn, sign_in::again),
    Route::get("/language/{code}", Need::Nothing, language),
    Route::get("/theme/{name}", Need::Nothing, theme),
];

/// What somebody may do who must choose a new password first.
pub(crate) fn may_wait(path: &str) -> bool {
    path.starts_with("/account") || path == "/sign-out"
}

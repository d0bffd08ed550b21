//! What must happen by the clock.
mod settle;

pub(crate) use settle::keep_everything;

//! What must hold for a node, whatever is written into it.
#![allow(clippy::unwrap_used, reason = "a test that cannot set up its world has failed")]

mod accounts;
mod append;
mod crash;
mod damage;
mod define;
mod erase;
mod figures;
mod fixture;
mod limits;
mod pages;
mod prove;
mod rebuild;
mod registers;
mod support;
mod tracing;
mod tree;

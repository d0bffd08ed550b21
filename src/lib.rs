//! The faces of Pháo Đài: translate, call the node, render. No rule of the domain lives here.

pub mod cli;
pub mod demo;
pub mod files;
mod papers;
mod say;
pub mod web;

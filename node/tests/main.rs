//! What must hold for a node, whatever is written into it.

mod append;
mod support;

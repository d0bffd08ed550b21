//! What the node works out from many records together.

pub mod tracing;

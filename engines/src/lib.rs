//! Pure calculations of Pháo Đài: plain values in, plain values out; seed and today are arguments.

pub mod contacts;
pub mod matching;

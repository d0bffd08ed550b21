//! Files that people bring and take away. All content is invented and made by the code in [`make`].

mod bad_input;
mod make;
mod pdf;
mod report;
mod tables_in;
mod tables_out;
mod word;

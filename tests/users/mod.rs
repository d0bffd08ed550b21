//! What first users of the command line trip over: calls without a date, wrong calls, what the screen says.

mod calls;
mod days;
mod edit;
mod figures;
mod import;
mod lineage;
mod new_column;
mod officers;
mod proposals;
mod score;
mod verify;
mod versions;

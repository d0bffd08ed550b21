//! What happens when the machine fails: the disk is full, the file may not be written, pages are damaged, the clock is
//! wrong, two people write at once. Each test says what the user is told and what is still there afterwards.

mod clock;
mod damaged_pages;
#[cfg(unix)]
mod disk_full;
mod doctor;
#[cfg(unix)]
mod no_access;
mod two_writers;

use std::fmt::Write as _;

use crate::support::person;

/// A list of so many invented people, from a number on, as separated text.
fn list(people: std::ops::Range<usize>) -> String {
    let mut text = "Họ và tên,Bản,SĐT,Đi đâu,Đã về\n".to_owned();
    for number in people {
        let someone = person(number + 1);
        let _ =
            writeln!(text, "{},{},{},Bắc Ninh,chưa", someone.name, someone.village, someone.phone);
    }
    text
}

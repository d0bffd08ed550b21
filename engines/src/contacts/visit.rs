//! What is known of people's ways: stays at places, and contacts that somebody named.

/// A moment in whole minutes.
pub type Minute = u32;

/// A person, numbered by the caller from 0 without gaps.
pub type PersonNo = u32;

/// A place, numbered by the caller from 0 without gaps.
pub type PlaceNo = u32;

/// A kind of place, as the register of places lists them; what counts as contact depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u8);

/// A stay of a person at a place. It ends after it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// Where.
    pub place: PlaceNo,
    /// Since when.
    pub from: Minute,
    /// Until when; this minute is no longer part of it.
    pub to: Minute,
    /// Who.
    pub person: PersonNo,
}

impl Visit {
    /// A stay; `None` when it does not end after it begins.
    pub fn new(person: PersonNo, place: PlaceNo, from: Minute, to: Minute) -> Option<Self> {
        (from < to).then_some(Self { place, from, to, person })
    }
}

/// Two people who were near each other, as somebody said: a household, a class, a carer. Whether it was near and long enough
/// has been decided before it comes here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// One of them.
    pub one: PersonNo,
    /// The other.
    pub other: PersonNo,
    /// First exposure.
    pub from: Minute,
    /// Last exposure; this minute is still part of it.
    pub to: Minute,
}

impl Contact {
    /// A contact; `None` with oneself, or when it ends before it begins.
    pub fn new(one: PersonNo, other: PersonNo, from: Minute, to: Minute) -> Option<Self> {
        (one != other && from <= to).then_some(Self { one, other, from, to })
    }
}

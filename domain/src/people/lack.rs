//! What a unit's response bodies lack, in words.

use serde::Serialize;

use super::bodies::{BodyKind, PaperKind};
use crate::base::Bilingual;

/// Something that a unit's bodies lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "lack")]
pub enum Lack {
    /// The unit has no body of a kind that it must have.
    Body {
        /// Which.
        kind: BodyKind,
    },
    /// A body has no head.
    Head {
        /// Its title.
        body: String,
        /// The posts whose holder heads it.
        posts: Vec<String>,
    },
    /// A body is headed by somebody who does not hold the post.
    WrongHead {
        /// Its title.
        body: String,
        /// Who heads it.
        name: String,
        /// The posts that they hold.
        posts: Vec<String>,
        /// The posts whose holder heads it.
        wanted: Vec<String>,
    },
    /// A body has several heads.
    Heads {
        /// Its title.
        body: String,
        /// Who they are.
        names: Vec<String>,
    },
    /// One person heads both the committee and the command centre.
    OneHead {
        /// Who.
        name: String,
    },
    /// A body lacks a paper.
    Paper {
        /// Its title.
        body: String,
        /// Which.
        paper: PaperKind,
    },
    /// A body has no part of a kind.
    Part {
        /// Its title.
        body: String,
        /// Which.
        part: BodyKind,
    },
    /// Nobody's duties are written down.
    Duties {
        /// Title of the body.
        body: String,
    },
    /// Nobody answers for a duty.
    NobodyFor {
        /// Title of the body.
        body: String,
        /// The duty.
        duty: String,
    },
    /// A member has no duty.
    NoDuty {
        /// Title of the body.
        body: String,
        /// Who.
        name: String,
    },
    /// A community team has too few or too many members.
    TeamSize {
        /// Its title.
        team: String,
        /// How many it has.
        members: usize,
        /// The fewest.
        fewest: usize,
        /// The most.
        most: usize,
    },
    /// A community team looks after too few or too many households.
    TeamLoad {
        /// Its title.
        team: String,
        /// How many.
        households: u32,
        /// The fewest.
        fewest: u32,
        /// The most.
        most: u32,
    },
}

impl Lack {
    /// In words; `post` gives the title of a post.
    pub fn in_words(&self, post: impl Fn(&str) -> Bilingual) -> Bilingual {
        let posts = |names: &[String], en: bool| {
            let titles = names.iter().map(|name| post(name));
            let titles: Vec<String> =
                titles.map(|title| if en { title.en } else { title.vi }).collect();
            titles.join(", ")
        };
        let (vi, en) = match self {
            Self::Body { kind } => {
                let title = kind.title();
                (format!("chưa lập {}", title.vi), format!("no {}", title.en.to_lowercase()))
            }
            Self::Head { body, posts: wanted } => (
                format!("{body}: chưa có người đứng đầu ({})", posts(wanted, false)),
                format!("{body}: no head ({})", posts(wanted, true)),
            ),
            Self::WrongHead { body, name, posts: held, wanted } => (
                format!(
                    "{body}: {name} ({}) đứng đầu, phải là {}",
                    posts(held, false),
                    posts(wanted, false)
                ),
                format!(
                    "{body}: headed by {name} ({}), it must be the {}",
                    posts(held, true),
                    posts(wanted, true)
                ),
            ),
            Self::Heads { body, names } => (
                format!("{body}: có {} người đứng đầu: {}", names.len(), names.join(", ")),
                format!("{body}: {} heads: {}", names.len(), names.join(", ")),
            ),
            Self::OneHead { name } => (
                format!("{name} đứng đầu cả Ban Chỉ đạo và Trung tâm Chỉ huy"),
                format!("{name} heads both the committee and the command centre"),
            ),
            Self::Paper { body, paper } => {
                let title = paper.title();
                (format!("{body}: chưa có {}", title.vi), format!("{body}: lacks {}", title.en))
            }
            Self::Part { body, part } => {
                let title = part.title();
                (
                    format!("{body}: chưa lập {}", title.vi),
                    format!("{body}: no {}", title.en.to_lowercase()),
                )
            }
            Self::Duties { body } => (
                format!("{body}: chưa phân công ai làm gì"),
                format!("{body}: no duties are assigned"),
            ),
            Self::NobodyFor { body, duty } => (
                format!("{body}: chưa có người chịu trách nhiệm “{duty}”"),
                format!("{body}: nobody answers for “{duty}”"),
            ),
            Self::NoDuty { body, name } => (
                format!("{body}: {name} chưa được phân công việc gì"),
                format!("{body}: {name} has no duty"),
            ),
            Self::TeamSize { team, members, fewest, most } => (
                format!("{team}: {members} người, cần {fewest}–{most}"),
                format!("{team}: {members} members, it needs {fewest}–{most}"),
            ),
            Self::TeamLoad { team, households, fewest, most } => (
                format!("{team}: phụ trách {households} hộ, nên {fewest}–{most}"),
                format!("{team}: {households} households, it should be {fewest}–{most}"),
            ),
        };
        Bilingual::new(vi, en)
    }
}

//! The officers of a commune who answer for its figures.

use fastrand::Rng;

use super::names::{self, People};
use super::resident::Sex;

/// The post that an officer signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// Bí thư Đảng ủy.
    Secretary,
    /// Chủ tịch UBND.
    Chair,
    /// Phó Chủ tịch UBND, signing "KT. CHỦ TỊCH": for the chair, who is absent.
    DeputyForChair,
}

impl Post {
    /// As the post stands under a signature.
    pub fn title(self) -> &'static str {
        match self {
            Self::Secretary => "Bí thư Đảng ủy",
            Self::Chair => "Chủ tịch UBND",
            Self::DeputyForChair => "KT. Chủ tịch – Phó Chủ tịch UBND",
        }
    }
}

/// A named person with a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Họ và tên.
    pub name: String,
    /// The post.
    pub post: Post,
}

/// The two who answer for a commune's figures (dispatch, item 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officers {
    /// Secretary of the party committee.
    pub secretary: Officer,
    /// Chair of the people's committee, or the deputy who acts for the chair that day.
    pub chair: Officer,
}

/// Names the officers of a commune.
pub(super) fn of_commune(people: People, deputy_acts: bool, rng: &mut Rng) -> Officers {
    let post = if deputy_acts { Post::DeputyForChair } else { Post::Chair };
    let secretary = Officer { name: invent(people, rng), post: Post::Secretary };
    let mut chair = Officer { name: invent(people, rng), post };
    while chair.name == secretary.name {
        chair.name = invent(people, rng);
    }
    Officers { secretary, chair }
}

fn invent(people: People, rng: &mut Rng) -> String {
    let sex = if rng.u8(..100) < 72 { Sex::Male } else { Sex::Female };
    let family = names::family(people, rng);
    names::full_name(people, family, sex, rng)
}

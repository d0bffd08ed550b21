//! A response body: members with their places, papers, duties. The committee and the command centre are two.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::{Bilingual, OfficerId};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal, $vi:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// All of them, in the order of the register's list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As the register stores it.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one that a word of the register means.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }

            /// As people say it.
            pub fn title(self) -> Bilingual {
                match self {
                    $(Self::$variant => Bilingual::new($vi, $en),)*
                }
            }
        }
    };
}

words! {
    /// What kind of body it is.
    BodyKind {
        /// Ban Chỉ đạo: leads; headed by the party secretary.
        SteeringCommittee = "steering_committee", "Ban Chỉ đạo", "Steering committee";
        /// Trung tâm Chỉ huy: acts, around the clock; headed by the chair of the People's Committee.
        CommandCentre = "command_centre", "Trung tâm Chỉ huy", "Command centre";
        /// Tiểu ban of a committee.
        Subcommittee = "subcommittee", "Tiểu ban", "Subcommittee";
        /// Tổ giúp việc of a committee.
        SupportTeam = "support_team", "Tổ giúp việc", "Support team";
        /// Tổ COVID cộng đồng: a few neighbours for some dozens of households.
        CommunityTeam = "community_team", "Tổ COVID cộng đồng", "Community team";
    }
}

words! {
    /// The place of a member.
    Place {
        /// Trưởng ban, Chỉ huy trưởng.
        Head = "head", "Trưởng ban, Chỉ huy trưởng", "Head";
        /// Phó thường trực.
        StandingDeputy = "standing_deputy", "Phó thường trực", "Standing deputy";
        /// Phó trưởng ban, Chỉ huy phó.
        Deputy = "deputy", "Phó trưởng ban, Chỉ huy phó", "Deputy";
        /// Ủy viên, thành viên.
        Member = "member", "Ủy viên, thành viên", "Member";
    }
}

words! {
    /// A paper that a body works by.
    PaperKind {
        /// Quyết định thành lập.
        Decision = "decision", "quyết định thành lập", "the decision that set it up";
        /// Quy chế.
        Regulation = "regulation", "quy chế", "a regulation";
        /// Phân công nhiệm vụ.
        Assignment = "assignment", "phân công nhiệm vụ", "an assignment of duties";
        /// Lịch trực.
        Roster = "roster", "lịch trực 24/24", "a roster around the clock";
    }
}

/// Somebody in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub officer: OfficerId,
    /// Full name, for what is said of them.
    pub name: String,
    /// The posts that they hold or stand in for, by name in the register of officers.
    pub posts: Vec<String>,
    /// In what place.
    pub place: Place,
}

/// What a body has to see to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// In words.
    pub duty: String,
    /// Who answers for it by name; `None` when nobody does yet.
    pub responsible: Option<OfficerId>,
    /// Who stands in.
    pub deputy: Option<OfficerId>,
}

/// A body as it is on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// What kind.
    pub kind: BodyKind,
    /// Title as printed.
    pub title: String,
    /// Who sits in it.
    pub members: Vec<Member>,
    /// What papers it has.
    pub papers: BTreeSet<PaperKind>,
    /// Who does what.
    pub duties: Vec<Duty>,
    /// The kinds of the bodies that belong to it.
    pub parts: BTreeSet<BodyKind>,
    /// Households that a community team looks after.
    pub households: Option<u32>,
}

impl Body {
    /// The members in a place.
    pub fn at(&self, place: Place) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.place == place)
    }
}

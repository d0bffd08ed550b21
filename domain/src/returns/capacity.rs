//! In which posts an officer can confirm a return: the own one, and one whose holder the officer acts for on record.
//!
//! A deputy signs "KT. CHỦ TỊCH" for the chair; others by order (TL.), by authorisation (TUQ.) or as acting holder (Q.),
//! as Nghị định 30/2020/NĐ-CP, Phụ lục I, writes it above the signature.

use super::Post;
use crate::base::text::fold;

/// A post in which an officer can confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The post that answers for the figures.
    pub post: Post,
    /// What stands on record when the officer acts for its holder: "KT.", "KT. Chủ tịch", "Q." …
    pub acting: Option<String>,
}

/// The signs before a post, folded.
const SIGNS: [&str; 5] = ["kt", "tl", "tuq", "q", "tm"];

/// The posts in which an officer can confirm, the own one first.
///
/// `post` and `acting_for` are as the register of officers holds them; an `acting_for` without a post speaks of the own post's superior ("KT." of a deputy chair).
pub fn capacities(post: &str, acting_for: Option<&str>) -> Vec<Capacity> {
    let recorded = acting_for.map(str::trim).filter(|text| !text.is_empty());
    let own = Post::from_name(post);
    let acting = recorded.and_then(|text| acted_for(post, text));
    let mut capacities: Vec<Capacity> = Vec::new();
    if let Some(post) = own {
        let acting = recorded.filter(|_| acting == Some(post)).map(str::to_owned);
        capacities.push(Capacity { post, acting });
    }
    if let Some(post) = acting.filter(|post| own != Some(*post)) {
        capacities.push(Capacity { post, acting: recorded.map(str::to_owned) });
    }
    capacities
}

fn acted_for(post: &str, recorded: &str) -> Option<Post> {
    let folded = fold(recorded);
    let words: Vec<&str> = folded
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let named = match words.split_first() {
        Some((sign, rest)) if SIGNS.contains(sign) => rest,
        _ => &words[..],
    };
    match named.join(" ").as_str() {
        "" => superior(post),
        text => Post::from_name(text).or_else(|| titled(text)),
    }
}

/// "chủ tịch UBND", "bí thư đảng ủy": the post with its body behind it. A deputy's title is no such post.
fn titled(text: &str) -> Option<Post> {
    [Post::Secretary, Post::Chair, Post::ChiefOfOffice].into_iter().find(|post| {
        let title = fold(&post.title().vi);
        text.strip_prefix(&title).is_some_and(|rest| rest.starts_with(' '))
    })
}

fn superior(post: &str) -> Option<Post> {
    match post {
        "deputy_chair" => Some(Post::Chair),
        "deputy_secretary" => Some(Post::Secretary),
        other => Post::from_name(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posts(post: &str, acting_for: &str) -> Vec<(&'static str, bool)> {
        let acting_for = (!acting_for.is_empty()).then_some(acting_for);
        let capacities = capacities(post, acting_for);
        capacities.iter().map(|c| (c.post.name(), c.acting.is_some())).collect()
    }

    #[test]
    fn holders_confirm_for_their_post_and_deputies_only_when_it_is_on_record() {
        assert_eq!(posts("chair", ""), [("chair", false)]);
        assert_eq!(posts("secretary", ""), [("secretary", false)]);
        assert_eq!(posts("deputy_chair", ""), []);
        assert_eq!(posts("clerk", ""), []);
        for text in ["KT.", "KT. Chủ tịch", "KT. CHỦ TỊCH", "chair", "KT. Chủ tịch UBND xã"]
        {
            assert_eq!(posts("deputy_chair", text), [("chair", true)], "{text}");
        }
        assert_eq!(posts("deputy_secretary", "KT"), [("secretary", true)]);
        assert_eq!(posts("deputy_secretary", "KT. Bí thư Đảng ủy"), [("secretary", true)]);
        assert_eq!(posts("clerk", "TUQ. Chủ tịch"), [("chair", true)]);
        assert_eq!(posts("chair", "Q."), [("chair", true)]);
    }

    #[test]
    fn who_holds_one_post_and_acts_for_another_has_both() {
        assert_eq!(posts("secretary", "Q. Chủ tịch"), [("secretary", false), ("chair", true)]);
    }

    #[test]
    fn a_note_that_names_no_post_gives_nothing() {
        for text in ["nghỉ phép", "KT. Phó Chủ tịch", "KT. Trưởng phòng"] {
            assert_eq!(posts("clerk", text), [], "{text}");
        }
    }
}

//! The text between the header and the signature: paragraphs, their roles, and the tree of clauses.

pub(super) mod label;
mod paragraph;
mod role;
mod split;
mod tree;

use self::label::Kind;
pub(super) use self::paragraph::Fragment;
use self::paragraph::{Paragraph, Paragraphs};
use super::letters::{is_capitals, spells, spells_word};
use super::{Item, Role};

/// What was made of a stretch of rows.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub items: Vec<Item>,
    pub page_numbers: Vec<u32>,
    pub joined: Vec<u32>,
}

/// Reads the text proper.
pub(super) fn read(fragments: &[Fragment<'_>]) -> Body {
    let Paragraphs { list, page_numbers, joined } = paragraph::gather(fragments, false);
    let paragraphs = split::run_on(list);
    let roles = role::assign(&paragraphs);
    Body { items: tree::build(paragraphs, &roles), page_numbers, joined }
}

/// Reads what stands after the signature.
pub(super) fn read_appendix(fragments: &[Fragment<'_>]) -> Body {
    let Paragraphs { mut list, page_numbers, joined } = paragraph::gather(fragments, true);
    list.iter_mut().filter(|p| is_annex(p)).for_each(|p| p.kind = Some(Kind::Annex));
    let roles = vec![Role::Appendix; list.len()];
    Body { items: tree::build(list, &roles), page_numbers, joined }
}

/// "PHỤ LỤC I", "Phụ lục 2", "QUY CHẾ", "Mẫu số 01": the heading of something attached.
fn is_annex(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.as_str();
    let named = ["phu luc", "mau so", "mau bieu so", "bieu so", "bieu mau"]
        .iter()
        .any(|word| spells_word(text, word).is_some());
    let titled = ["quy che", "quy dinh", "ke hoach", "danh sach", "phuong an", "danh muc"]
        .iter()
        .any(|word| spells(text, word) == Some(text.len()));
    paragraph.kind.is_none()
        && ((named && text.chars().count() < 60)
            || (is_capitals(text) && (titled || spells_word(text, "phu luc").is_some())))
}

/// Names the paths of all items, body first, appendices below "PL".
pub(super) fn name_paths(items: &mut [Item], body: usize) {
    let (text, appendix) = items.split_at_mut(body.min(items.len()));
    tree::name_paths(text, "");
    tree::name_paths(appendix, "PL/");
}

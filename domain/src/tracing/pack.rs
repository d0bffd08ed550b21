//! Packs of rules, each in force from a day until the next begins.

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::base::{Bilingual, Diagnostic};

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// Read in a published text.
    Found,
    /// As it is remembered, or the program's own: shown as such.
    Default,
}

/// What all packs say of themselves.
pub trait Pack {
    /// Its name: the paper.
    fn name(&self) -> &str;
    /// The first day on which it is in force.
    fn from(&self) -> Date;
    /// How sure it is.
    fn sure(&self) -> Sure;
    /// The paper, and what it says.
    fn source(&self) -> &str;
    /// How a decision names it: the paper and the day from which it holds.
    fn label(&self) -> String {
        let mark = if self.sure() == Sure::Default { " (mặc định)" } else { "" };
        format!("{}, từ {}{mark}", self.name(), self.from().strftime("%d/%m/%Y"))
    }
}

/// The packs of one kind of rule.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packs<P> {
    /// Name of the rules.
    pub name: String,
    /// What they are called.
    pub title: Bilingual,
    /// The packs, the earliest first.
    #[serde(rename = "pack")]
    packs: Vec<P>,
}

impl<P: Pack + DeserializeOwned + Clone + PartialEq> Packs<P> {
    /// Reads packs as the files of `definitions/rules` have them.
    ///
    /// # Errors
    /// `rule_packs`: what is wrong with the text; two packs of one day.
    pub fn from_toml(text: &str) -> Result<Self, Diagnostic> {
        let mut packs: Self = toml::from_str(text).map_err(|error| unread(text, &error))?;
        packs.packs.sort_by_key(Pack::from);
        let twice = packs.packs.windows(2).find(|pair| pair[0].from() == pair[1].from());
        match twice.and_then(<[P]>::first) {
            Some(pack) => {
                Err(fault(&format!("hai bộ cùng ngày · two packs of one day: {}", pack.from())))
            }
            None => Ok(packs),
        }
    }

    /// These packs and more. One that begins on the day of another takes its place; it needs a name of its own, for
    /// decisions name the pack that they followed, and what they say must stay true.
    ///
    /// # Errors
    /// `rule_pack_known`: a pack of that name and day says something else.
    pub fn with(mut self, more: Self) -> Result<Self, Diagnostic> {
        for pack in more.packs {
            let known = self.packs.iter_mut().find(|known| known.from() == pack.from());
            match known {
                Some(known) if *known == pack => {}
                Some(known) if known.name() == pack.name() => return Err(said_already(&pack)),
                Some(known) => *known = pack,
                None => self.packs.push(pack),
            }
        }
        self.packs.sort_by_key(Pack::from);
        Ok(self)
    }

    /// The pack that is in force on a day; `None` before the first.
    pub fn on(&self, day: Date) -> Option<&P> {
        self.packs.iter().rev().find(|pack| pack.from() <= day)
    }

    /// All of them, the earliest first.
    pub fn all(&self) -> &[P] {
        &self.packs
    }
}

/// What is wrong with a text, with the line.
pub(super) fn unread(text: &str, error: &toml::de::Error) -> Diagnostic {
    let line = error.span().map(|span| {
        let before = text.get(..span.start).unwrap_or_default();
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    });
    match line {
        Some(line) => fault(&format!("dòng {line} · line {line}: {}", error.message())),
        None => fault(error.message()),
    }
}

fn said_already(pack: &impl Pack) -> Diagnostic {
    let (name, day) = (pack.name(), pack.from());
    Diagnostic::error(
        "rule_pack_known",
        format!("Bộ “{name}” từ {day} đã có với nội dung khác; quyết định đã ghi theo bộ ấy."),
        format!("There is a pack “{name}” from {day} that says something else; decisions name it."),
    )
    .hint("Đặt tên khác: số văn bản mới.", "Give it another name: the number of the new paper.")
}

fn fault(what: &str) -> Diagnostic {
    Diagnostic::error(
        "rule_packs",
        format!("Bộ quy định không đọc được: {what}."),
        format!("The rule packs cannot be read: {what}."),
    )
    .hint(
        "So với các tệp trong definitions/rules.",
        "Compare them with the files of definitions/rules.",
    )
}

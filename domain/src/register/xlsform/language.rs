//! Which of a form's languages is Vietnamese, which is English.

use crate::base::Bilingual;
use crate::base::text::fold;

/// The languages of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Languages {
    vi: Option<String>,
    en: Option<String>,
    default: Option<String>,
    /// Languages that a register has no place for.
    pub(super) others: Vec<String>,
}

impl Languages {
    /// Sorts the languages that titles name; `default` is that of the settings, "" when they name none.
    pub(super) fn of<'a>(named: impl Iterator<Item = &'a str>, default: &str) -> Self {
        let mut found = Self::default();
        for language in named {
            if is(language, "vi", &["viet", "tieng viet"]) {
                found.vi.get_or_insert_with(|| language.to_owned());
            } else if is(language, "en", &["english", "tieng anh"]) {
                found.en.get_or_insert_with(|| language.to_owned());
            } else if !found.others.iter().any(|other| other == language) {
                found.others.push(language.to_owned());
            }
        }
        if !default.is_empty() {
            found.default = Some(default.to_owned());
        }
        if found.vi.is_none() && found.en.is_none() {
            let first = found.default.clone().filter(|default| found.others.contains(default));
            found.vi = first.or_else(|| found.others.first().cloned());
            found.others.retain(|other| Some(other) != found.vi.as_ref());
        }
        found
    }

    /// The two texts out of those that a row has; `None` when it has none.
    pub(super) fn pick(&self, texts: &[(Option<&str>, String)]) -> Option<Bilingual> {
        let of = |language: &Option<String>| {
            let language = language.as_deref()?;
            texts.iter().find(|(l, _)| *l == Some(language)).map(|(_, text)| text)
        };
        let plain = texts.iter().find(|(language, _)| language.is_none()).map(|(_, text)| text);
        let any = plain.or(of(&self.default)).or(of(&self.en)).or(texts.first().map(|(_, t)| t));
        let vi = of(&self.vi).or(any)?;
        let en = of(&self.en).or(plain).unwrap_or(vi);
        Some(Bilingual::new(vi.clone(), en.clone()))
    }
}

/// `Tiếng Việt (vi)`, `Vietnamese`, `VI`.
fn is(language: &str, code: &str, names: &[&str]) -> bool {
    let folded = fold(language);
    folded == code
        || folded.ends_with(&format!("({code})"))
        || names.iter().any(|name| folded.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_and_english_are_found_and_the_rest_is_named() {
        let named = ["English (ang)", "Tiếng Việt (vi)", "Hmong (hmn)", "English (ang)"];
        let languages = Languages::of(named.into_iter(), "English (ang)");
        assert_eq!(languages.others, ["Hmong (hmn)"]);
        let texts = [
            (Some("English (ang)"), "Age".to_owned()),
            (Some("Tiếng Việt (vi)"), "Tuổi".to_owned()),
        ];
        assert_eq!(languages.pick(&texts), Some(Bilingual::new("Tuổi", "Age")));
        assert_eq!(languages.pick(&texts[..1]), Some(Bilingual::new("Age", "Age")));
        assert_eq!(
            languages.pick(&[(None, "Tuổi".to_owned())]),
            Some(Bilingual::new("Tuổi", "Tuổi"))
        );
        assert_eq!(languages.pick(&[]), None);
    }

    #[test]
    fn a_form_in_a_third_language_is_read_in_it() {
        let languages = Languages::of(["Lao (lo)", "Thai (th)"].into_iter(), "Thai (th)");
        assert_eq!(languages.others, ["Lao (lo)"]);
        let texts = [(Some("Lao (lo)"), "a".to_owned()), (Some("Thai (th)"), "b".to_owned())];
        assert_eq!(languages.pick(&texts), Some(Bilingual::new("b", "b")));
    }
}

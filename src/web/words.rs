//! Every text of a template is there in both languages: a test goes through all of them.

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    /// Every template, wherever it lies.
    fn templates(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { templates(&path, into) } else { into.push(path) }
        }
    }

    /// The text of a template that a reader sees as it stands: outside of tags, expressions and statements.
    fn bare(text: &str) -> String {
        let mut bare = String::new();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let skipped =
                [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<svg", "</svg>"), ("<", ">")]
                    .iter()
                    .find(|(from, _)| rest.starts_with(from))
                    .map(|(_, to)| after(rest, to));
            match skipped {
                Some(after) => {
                    bare.push(' ');
                    rest = after;
                }
                None => {
                    bare.push(letter);
                    rest = &rest[letter.len_utf8()..];
                }
            }
        }
        bare
    }

    /// What stands after the end of a tag; expressions inside of it may hold that end too.
    fn after<'t>(text: &'t str, to: &str) -> &'t str {
        let mut rest = &text[1..];
        loop {
            if to == ">" && rest.starts_with("{{") {
                rest = after(rest, "}}");
            } else if to == ">" && rest.starts_with("{%") {
                rest = after(rest, "%}");
            } else if let Some(after) = rest.strip_prefix(to) {
                return after;
            } else if let Some(letter) = rest.chars().next() {
                rest = &rest[letter.len_utf8()..];
            } else {
                return "";
            }
        }
    }

    /// Attributes whose text a reader sees or hears.
    const SEEN: [&str; 5] =
        ["title=\"", "placeholder=\"", "aria-label=\"", "alt=\"", "data-label=\""];

    #[test]
    fn no_text_of_a_template_stands_outside_of_the_two_languages() {
        const NAMES: [&str; 4] = ["Pháo", "Đài", "Zalo", "SpO"];
        let mut all = Vec::new();
        templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut all);
        assert!(all.len() > 5, "no templates found");
        for path in all {
            let text = std::fs::read_to_string(&path).unwrap();
            for line in bare(&text).lines() {
                let words = line.split(|letter: char| !letter.is_alphabetic());
                let said: Vec<&str> = words
                    .filter(|word| {
                        word.chars().count() > 1 && !NAMES.contains(word) && *word != "nbsp"
                    })
                    .collect();
                assert!(said.is_empty(), "{}: {said:?} in {line:?}", path.display());
            }
            for attribute in SEEN {
                for (at, _) in text.match_indices(attribute) {
                    let value = &text[at + attribute.len()..];
                    let plain = value.chars().next().is_some_and(char::is_alphabetic);
                    assert!(
                        !plain,
                        "{}: {attribute}{}",
                        path.display(),
                        &value[..value.len().min(30)]
                    );
                }
            }
        }
    }

    #[test]
    fn both_languages_of_a_text_say_something_and_differ() {
        let mut all = Vec::new();
        templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut all);
        let pair = regex_of_pairs();
        for path in all {
            let text = std::fs::read_to_string(&path).unwrap();
            for (vi, en) in pair(&text) {
                assert!(
                    !vi.trim().is_empty() && !en.trim().is_empty(),
                    "{}: {vi:?} {en:?}",
                    path.display()
                );
                let english =
                    en.is_ascii() || en.chars().all(|l| l.is_ascii() || "·…–’→≤≥×✓".contains(l));
                assert!(
                    english || vi == "English" || en == "Tiếng Việt",
                    "{}: {en:?} is not English",
                    path.display()
                );
            }
        }
    }

    /// Takes `c.w("…", "…")` apart.
    fn regex_of_pairs() -> impl Fn(&str) -> Vec<(String, String)> {
        |text: &str| {
            let mut pairs = Vec::new();
            for (at, call) in text.match_indices("c.w(") {
                let mut quoted = text[at + call.len()..].split('"');
                let parts = (quoted.nth(1), quoted.nth(1));
                if let (Some(vi), Some(en)) = parts {
                    pairs.push((vi.to_owned(), en.to_owned()));
                }
            }
            pairs
        }
    }
}

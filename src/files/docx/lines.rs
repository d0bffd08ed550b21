//! Paragraphs become lines; an empty line stands where the paper has a gap.

/// The text so far.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    gap: bool,
}

impl Lines {
    /// The next paragraph is apart from the last one.
    pub(super) fn gap(&mut self) {
        self.gap = true;
    }

    /// Adds a paragraph, which may have line breaks; one without text is a gap.
    pub(super) fn paragraph(&mut self, paragraph: &str) {
        if paragraph.trim().is_empty() {
            return self.gap();
        }
        for line in paragraph.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()) {
            if self.gap && !self.text.is_empty() {
                self.text.push('\n');
            }
            self.gap = false;
            self.text.push_str(line.trim_start_matches([' ', '\u{a0}']));
            self.text.push('\n');
        }
    }

    /// The text, which is left empty.
    pub(super) fn take(&mut self) -> String {
        self.gap = false;
        std::mem::take(&mut self.text)
    }
}

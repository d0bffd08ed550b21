//! Fields of an address or a form: names may come several times.

use super::Upload;

/// The fields of a form, in the order in which they were sent, and the files with it.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

impl Form {
    /// Out of the text of an address after `?`, or of a form without files.
    pub fn parse(text: &[u8]) -> Self {
        let fields = form_urlencoded::parse(text);
        Self {
            fields: fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect(),
            files: Vec::new(),
        }
    }

    /// Adds a field.
    pub fn push(&mut self, name: String, value: String) {
        self.fields.push((name, value));
    }

    /// Adds a file.
    pub fn push_file(&mut self, name: String, file: Upload) {
        self.files.push((name, file));
    }

    /// Takes a file along, so that it outlives the request; one without bytes is none.
    pub fn take_file(&self, name: &str) -> Option<Upload> {
        self.file(name).map(Upload::take)
    }

    /// A field without the spaces around it; "" when it was not sent. Line ends are `\n`.
    pub fn get(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default().trim()
    }

    /// A field as it was sent; `None` when it was not.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// A field that says something.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Every field, in the order in which they were sent.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The largest number N of fields called `PREFIX.N.…`; 0 without any.
    pub fn last_row(&self, prefix: &str) -> usize {
        let numbers = self.fields.iter().filter_map(|(name, _)| {
            let rest = name.strip_prefix(prefix)?.strip_prefix('.')?;
            rest.split('.').next()?.parse().ok()
        });
        // A form has no more rows than fields.
        numbers.filter(|number| *number <= self.fields.len()).max().unwrap_or_default()
    }

    /// The files of a field that are not empty.
    pub fn files<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Upload> {
        self.files
            .iter()
            .filter(move |(given, file)| given == name && file.size > 0)
            .map(|(_, file)| file)
    }

    /// The first file of a field that is not empty.
    pub fn file<'f>(&'f self, name: &'f str) -> Option<&'f Upload> {
        self.files(name).next()
    }

    /// The fields as a text that [`Form::parse`] reads, without those that guard it.
    pub fn encoded(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.fields().filter(|(name, _)| !["csrf", "once"].contains(name)) {
            text.append_pair(name, value);
        }
        text.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_are_counted_up_to_the_last_that_was_sent() {
        let form = Form::parse(b"c.1.a=x&c.1.b=&c.3.a=y&c.x.a=z&c.99999999.a=w&d.5.a=q");
        assert_eq!((form.last_row("c"), form.last_row("d"), form.last_row("e")), (3, 5, 0));
    }

    #[test]
    fn fields_are_found_by_name_and_guards_are_not_kept() {
        let form = Form::parse("a=1&b=%C4%90%C3%B4ng&a=2&csrf=x&c=+".as_bytes());
        assert_eq!((form.get("a"), form.get("b"), form.get("none")), ("1", "Đông", ""));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.some("c"), None);
        assert_eq!(form.encoded(), "a=1&b=%C4%90%C3%B4ng&a=2&c=+");
    }

    proptest! {
        #[test]
        fn what_is_encoded_reads_back(fields in proptest::collection::vec((".{1,8}", ".{0,12}"), 0..8)) {
            let mut form = Form::default();
            for (name, value) in fields {
                form.push(format!("f{name}"), value);
            }
            let again = Form::parse(form.encoded().as_bytes());
            prop_assert_eq!(again.fields().collect::<Vec<_>>(), form.fields().collect::<Vec<_>>());
        }
    }
}

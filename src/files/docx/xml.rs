//! The few things that are asked of XML here.

use domain::base::Diagnostic;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader, XmlVersion};

use crate::files::problem;

/// A reader over one part.
pub(super) fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

/// An attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Explicit1_0).ok().map(|value| value.into_owned())
}

/// The attribute `w:val`.
pub(super) fn val(element: &BytesStart<'_>) -> Option<String> {
    attribute(element, "val")
}

/// The attribute `w:val` as a number.
pub(super) fn number<N: std::str::FromStr>(element: &BytesStart<'_>) -> Option<N> {
    val(element)?.trim().parse().ok()
}

/// A switch like `<w:vanish/>`: on unless it says off.
pub(super) fn on(element: &BytesStart<'_>) -> bool {
    !matches!(val(element).as_deref(), Some("0" | "false" | "off"))
}

/// What a reference like `&amp;` or `&#7879;` stands for.
pub(super) fn reference(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

/// The part is not XML.
pub(super) fn broken(error: &quick_xml::Error) -> Diagnostic {
    problem::broken(".docx", error)
}

//! The address of a figure: who states it, for which day, which line, and in which version.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::base::Diagnostic;

/// `04117/2021-09-10/not_returned`, `04117/2021-09-10/not_returned@v2`, or with the template before the line:
/// `04117/2021-09-10/away_resident_daily.not_returned`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Code of the unit on that day, or its id where it has no code.
    pub unit: String,
    /// The period: the calendar date of the cut-off.
    pub day: Date,
    /// Name of the template; `None` where the unit owes only one return with such a line.
    pub template: Option<String>,
    /// Name of the line.
    pub line: String,
    /// The version; `None` for the latest that was received, or the live count.
    pub version: Option<u32>,
}

impl FromStr for Address {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        read(text.trim()).ok_or_else(|| fault(text))
    }
}

fn read(text: &str) -> Option<Address> {
    let mut parts = text.split('/');
    let (unit, day, figure) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || unit.is_empty() {
        return None;
    }
    let (figure, version) = match figure.split_once("@v") {
        Some((figure, version)) => (figure, Some(version.parse().ok().filter(|v| *v > 0)?)),
        None => (figure, None),
    };
    let (template, line) = match figure.split_once('.') {
        Some((template, line)) => (Some(name(template)?), line),
        None => (None, figure),
    };
    let (unit, line, day) = (unit.to_owned(), name(line)?, day.parse().ok()?);
    Some(Address { unit, day, template, line, version })
}

/// A name in snake case.
fn name(text: &str) -> Option<String> {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (!text.is_empty() && text.chars().all(letter)).then(|| text.to_owned())
}

fn fault(text: &str) -> Diagnostic {
    Diagnostic::error(
        "figure_address",
        format!("“{text}” không phải là địa chỉ của một số liệu."),
        format!("`{text}` is not the address of a figure."),
    )
    .hint(
        "Viết ĐƠN_VỊ/NGÀY/CHỈ_TIÊU, ví dụ 04117/2021-09-10/not_returned, thêm @v2 cho lần thứ hai.",
        "Write UNIT/DATE/LINE, e.g. 04117/2021-09-10/not_returned; add @v2 for the second version.",
    )
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/", self.unit, self.day)?;
        if let Some(template) = &self.template {
            write!(f, "{template}.")?;
        }
        f.write_str(&self.line)?;
        self.version.map_or(Ok(()), |version| write!(f, "@v{version}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_names_unit_day_line_and_version() {
        let address: Address = "04117/2021-09-10/not_returned@v2".parse().unwrap();
        assert_eq!((address.unit.as_str(), address.version), ("04117", Some(2)));
        assert_eq!(address.day, jiff::civil::date(2021, 9, 10));
        let long: Address = "125/2021-09-10/away_resident_rollup.total".parse().unwrap();
        assert_eq!(long.template.as_deref(), Some("away_resident_rollup"));
    }

    #[test]
    fn what_is_no_address_is_told_with_an_example() {
        for text in [
            "",
            "04117",
            "04117/2021-09-10",
            "04117/10-9-2021/total",
            "/2021-09-10/total",
            "04117/2021-09-10/total@v0",
            "04117/2021-09-10/total@vhai",
            "04117/2021-09-10/Tổng",
            "04117/2021-09-10/total/x",
        ] {
            let fault = text.parse::<Address>().unwrap_err();
            assert_eq!(fault.code, "figure_address", "{text}");
            assert!(fault.hint.unwrap().vi.contains("04117/2021-09-10/not_returned"));
        }
    }

    proptest! {
        #[test]
        fn an_address_is_read_back_as_it_was_written(
            unit in "[0-9]{2,5}", month in 1i8..13, line in "[a-z][a-z_]{0,12}",
            template in prop::option::of("[a-z][a-z_]{0,12}"), version in prop::option::of(1u32..99),
        ) {
            let day = jiff::civil::date(2021, month, 9);
            let address = Address { unit, day, template, line, version };
            prop_assert_eq!(address.to_string().parse::<Address>().unwrap(), address);
        }
    }
}

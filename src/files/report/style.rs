//! Letters and lines of the form.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

/// The formats of a form, each used in one place.
pub(super) struct Style {
    pub(super) plain: Format,
    pub(super) bold: Format,
    pub(super) underlined: Format,
    pub(super) italic: Format,
    pub(super) title: Format,
    pub(super) note: Format,
    pub(super) header: Format,
    pub(super) total: Cells,
    pub(super) body: Cells,
}

/// Formats of the cells of a row by what they hold.
pub(super) struct Cells {
    pub(super) text: Format,
    pub(super) number: Format,
    pub(super) date: Format,
    pub(super) moment: Format,
    pub(super) time: Format,
}

impl Style {
    pub(super) fn new() -> Self {
        let centred = letters(13.0).set_align(FormatAlign::Center).set_text_wrap();
        Self {
            bold: centred.clone().set_bold(),
            underlined: centred.clone().set_bold().set_underline(FormatUnderline::Single),
            italic: centred.clone().set_italic(),
            title: centred.clone().set_bold().set_font_size(14.0),
            note: letters(12.0).set_italic().set_text_wrap().set_align(FormatAlign::Top),
            header: boxed(letters(12.0)).set_bold().set_align(FormatAlign::Center),
            total: Cells::new(&boxed(letters(12.0)).set_bold()),
            body: Cells::new(&boxed(letters(12.0))),
            plain: centred,
        }
    }
}

impl Cells {
    fn new(base: &Format) -> Self {
        let as_date =
            |format: &str| base.clone().set_num_format(format).set_align(FormatAlign::Center);
        Self {
            text: base.clone().set_num_format("@"),
            number: base.clone().set_num_format("#,##0.##;-#,##0.##").set_align(FormatAlign::Right),
            date: as_date("dd/mm/yyyy"),
            moment: as_date("dd/mm/yyyy hh:mm"),
            time: as_date("hh:mm"),
        }
    }

    /// Whole numbers must not end in a decimal point.
    pub(super) fn whole(&self) -> Format {
        self.number.clone().set_num_format("#,##0")
    }
}

fn letters(size: f64) -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(size)
        .set_align(FormatAlign::VerticalCenter)
}

fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_text_wrap()
}

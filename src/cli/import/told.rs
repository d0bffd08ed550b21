//! How a file was understood, for the clerk to agree with: sheets, letters, the order of dates, rows that are nobody.

use domain::base::{Diagnostic, Lang};
use domain::record::list::dates::Order;
use domain::record::list::letters::Letters;
use domain::record::list::rows::Kind;
use domain::register::Definition;
use serde::Serialize;

use super::decided::Decided;
use super::list::{List, Lists};
use crate::cli::Context;

/// One list of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Name of the sheet; `None` for CSV.
    pub sheet: Option<String>,
    /// The last row of its header.
    pub header_row: u64,
    /// Rows of people.
    pub rows: u64,
    /// The village that its name or its title names.
    pub village: Option<String>,
}

/// A row that is nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Its sheet, where the file has several lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// As the user counts.
    pub row: u64,
    /// What it is: totals, heading, header_again, note, signature.
    pub why: &'static str,
    /// Its words.
    pub text: String,
}

/// Something about the file as a whole that the clerk should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Stable name.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
}

/// How the file was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Its lists.
    pub sheets: Vec<Sheet>,
    /// Rows that are nobody.
    pub skipped: Vec<Skipped>,
    /// What the clerk should look at.
    pub notices: Vec<Notice>,
}

impl Told {
    /// After all rows were read.
    pub fn of(
        rows: &Lists,
        warnings: Vec<Diagnostic>,
        left_out: &[String],
        decided: &Decided,
        definition: &Definition,
        lang: Lang,
    ) -> Self {
        let mut told = Self::default();
        let several = rows.lists.len() > 1;
        let mut notices = warnings;
        if !left_out.is_empty() {
            notices.push(sheets_left_out(&left_out.join(", ")));
        }
        for list in &rows.lists {
            let sheet = list.table.sheet.clone();
            told.sheets.push(Sheet {
                sheet: sheet.clone(),
                header_row: list.table.header_row,
                rows: list.rows(),
                village: list.village.clone(),
            });
            let place = sheet.as_ref().filter(|_| several);
            let place = place.map_or(String::new(), |sheet| format!("[{sheet}] "));
            notices.extend(of_list(list, decided, definition, &place));
            told.skipped.extend(list.skipped.iter().map(|(row, kind, text)| Skipped {
                sheet: sheet.clone().filter(|_| several),
                row: *row,
                why: kind.name(),
                text: text.clone(),
            }));
        }
        let notice = |said: Diagnostic| {
            let hint = said.hint.as_ref().map(|hint| format!(" → {}", hint.get(lang)));
            let message = format!("{}{}", said.message.get(lang), hint.unwrap_or_default());
            Notice { code: said.code, message }
        };
        told.notices = notices.into_iter().map(notice).collect();
        told
    }

    /// The lists, where there is more to say than that there is one with its header on top.
    pub fn sheets_page(&self, context: &Context) -> String {
        let plain = self.sheets.len() == 1
            && self.sheets[0].header_row == 1
            && self.sheets[0].village.is_none();
        if plain {
            return String::new();
        }
        let mut page = String::new();
        for sheet in &self.sheets {
            let name = sheet.sheet.as_ref().map_or(String::new(), |name| format!(" “{name}”"));
            let village = sheet.village.as_ref().map_or(String::new(), |village| {
                format!(", {} “{village}”", context.say("bản là", "village"))
            });
            page.push_str(&format!(
                "{}{name}: {} {}, {} {}{village}\n",
                context.say("Bảng", "List"),
                context.say("tiêu đề ở dòng", "header in row"),
                sheet.header_row,
                sheet.rows,
                context.say("người", "people"),
            ));
        }
        page
    }

    /// Rows that are nobody, and what to look at.
    pub fn page(&self, context: &Context) -> String {
        const SHOWN: usize = 8;
        let mut page = String::new();
        if !self.skipped.is_empty() {
            let words = context.say("dòng không phải người, bỏ qua:", "rows are nobody, left out:");
            page.push_str(&format!("{} {words}\n", self.skipped.len()));
        }
        for skipped in self.skipped.iter().take(SHOWN) {
            let sheet = skipped.sheet.as_ref().map_or(String::new(), |name| format!(" [{name}]"));
            let mut text: String = skipped.text.chars().take(44).collect();
            if text.len() < skipped.text.len() {
                text.push('…');
            }
            let row = context.say("dòng", "row");
            page.push_str(&format!(
                "  {row} {}{sheet}: {} “{text}”\n",
                skipped.row,
                why(skipped.why, context)
            ));
        }
        if self.skipped.len() > SHOWN {
            let more = context.say("nữa (--json để xem hết)", "more (--json shows all)");
            page.push_str(&format!("  … {} {more}\n", self.skipped.len() - SHOWN));
        }
        for notice in &self.notices {
            page.push_str(&format!("! {} [{}]\n", notice.message, notice.code));
        }
        page
    }
}

fn why(name: &str, context: &Context) -> &'static str {
    let (vi, en) = match name {
        "totals" => ("dòng cộng", "totals"),
        "header_again" => ("tiêu đề lặp lại", "header again"),
        "heading" => ("tên bản", "heading"),
        "signature" => ("phần ký", "signature"),
        _ => ("ghi chú", "note"),
    };
    context.say(vi, en)
}

fn of_list(
    list: &List,
    decided: &Decided,
    definition: &Definition,
    place: &str,
) -> Vec<Diagnostic> {
    let table = &list.table;
    let say = |code, vi: String, en: String| {
        Diagnostic::warning(code, format!("{place}{vi}"), format!("{place}{en}"))
    };
    let mut said = Vec::new();
    if table.letters != Letters::Unicode {
        let name = table.letters.name();
        let (vi, en) = (
            format!("chữ viết bằng mã {name}, đã chuyển"),
            format!("letters in {name}, converted"),
        );
        said.push(say("letters_converted", vi, en));
    }
    if let Some((one, _)) = decided.earlier(&table.headers) {
        let of = |(title, field): &(String, Option<String>)| {
            let label = field.as_ref().and_then(|name| definition.field(name));
            format!("{title} = {}", label.map_or("–", |field| &field.label.vi))
        };
        let all = one.decisions.iter().map(of).collect::<Vec<_>>().join("; ");
        let day = one.at.map_or(String::new(), |at| at.strftime(" %d/%m/%Y").to_string());
        let vi = format!("cột theo chỉ định ngày{day}: {all} (bỏ bằng --forget)");
        said.push(say(
            "mapping_remembered",
            vi,
            format!("columns as decided on{day}: {all} (--forget drops it)"),
        ));
    }
    if table.sheet_hidden {
        let name = table.sheet.as_deref().unwrap_or_default();
        said.push(say(
            "sheet_hidden",
            format!("trang ẩn “{name}” vẫn được nhập"),
            format!("the hidden sheet “{name}” is read"),
        ));
    }
    if table.hidden_unknown {
        said.push(say(
            "hidden_unknown",
            "không biết được dòng ẩn, cột ẩn và ô gộp của tệp này: dòng ẩn vẫn được nhập; ô gộp chỉ tính cho dòng đầu. Lưu thành .xlsx rồi nhập lại thì biết được".to_owned(),
            "hidden rows, hidden columns and merged cells of this file cannot be told: hidden rows are read; a merged cell counts for its first row only. Saved as .xlsx and imported again, they can".to_owned(),
        ));
    }
    let hidden = table.hidden_rows.len();
    if hidden > 0 {
        said.push(say(
            "rows_hidden",
            format!("{hidden} dòng ẩn vẫn được nhập"),
            format!("{hidden} hidden rows are read"),
        ));
    }
    if !table.hidden_columns.is_empty() {
        let names = table.hidden_columns.join(", ");
        said.push(say(
            "columns_hidden",
            format!("cột ẩn vẫn được đọc: {names}"),
            format!("hidden columns are read: {names}"),
        ));
    }
    if let Some(first) = table.uncomputed.first() {
        let many = table.uncomputed.len();
        let vi = format!(
            "{many} công thức chưa có kết quả, đọc như ô trống (ô đầu: {first}); mở bằng Excel, lưu lại"
        );
        said.push(say("formula_uncomputed", vi, format!("{many} formulas without a result are read as empty (first: {first}); open in Excel and save")));
    }
    for (at, order) in &list.dates {
        let title = &table.headers[*at];
        match order {
            Order::DayFirst => {}
            Order::MonthFirst => said.push(say(
                "dates_month_first",
                format!("cột “{title}” viết tháng trước ngày, đã đổi lại"),
                format!("column “{title}” has the month first; it was turned round"),
            )),
            Order::Mixed => said.push(say(
                "dates_mixed",
                format!("cột “{title}” lẫn lộn ngày trước và tháng trước: ô không rõ bị từ chối"),
                format!(
                    "column “{title}” mixes day first and month first: unclear cells are refused"
                ),
            )),
        }
    }
    for (row, kind, _) in &list.skipped {
        let Kind::Totals(discords) = kind else { continue };
        for discord in discords {
            let title = discord.column.and_then(|at| table.headers.get(at));
            let (vi, en) = title
                .map_or(("số người".to_owned(), "people".to_owned()), |title| {
                    (format!("cột “{title}”"), format!("column “{title}”"))
                });
            said.push(say(
                "totals_differ",
                format!("dòng cộng {row} ghi {vi} là {}, đọc được {}", discord.says, discord.read),
                format!("totals row {row} says {en} {}, {} were read", discord.says, discord.read),
            ));
        }
    }
    said
}

fn sheets_left_out(names: &str) -> Diagnostic {
    Diagnostic::warning(
        "sheets_left_out",
        format!("các trang không phải danh sách, không đọc: {names}"),
        format!("sheets that are no lists, not read: {names}"),
    )
}

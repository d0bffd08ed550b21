//! Figures stated by hand on the command line: `--set LINE=VALUE --source LINE=TEXT --why LINE=TEXT --clear LINE`.

use std::collections::BTreeMap;

use clap::Args as Arguments;
use domain::base::Diagnostic;
use domain::returns::read_figure;
use node::publish::Declared;

use crate::cli::Failure;

/// The arguments.
#[derive(Debug, Default, Arguments)]
pub(super) struct ByHand {
    /// Số nhập tay của một dòng · A figure stated by hand
    #[arg(long, value_name = "LINE=NUMBER")]
    set: Vec<String>,
    /// Số không có sổ lấy từ đâu · Where a figure that no register holds comes from
    #[arg(long, value_name = "LINE=TEXT")]
    source: Vec<String>,
    /// Lý do khai khác số đếm từ sổ · Why a figure differs from the computed one
    #[arg(long, value_name = "LINE=TEXT")]
    why: Vec<String>,
}

impl ByHand {
    /// Figures and words by line name.
    ///
    /// # Errors
    /// `argument_pair` for what is no LINE=…; `figure_form` for what is no whole number of zero or more.
    pub(super) fn read(&self, cleared: &[String]) -> Result<Declared, Failure> {
        let figures = self.figures()?;
        let mut why = pairs(&self.source)?;
        why.extend(pairs(&self.why)?);
        Ok(Declared { figures, why, cleared: cleared.to_vec() })
    }

    fn figures(&self) -> Result<BTreeMap<String, i64>, Failure> {
        let mut figures = BTreeMap::new();
        for (line, text) in pairs(&self.set)? {
            let figure = read_figure(&text).ok_or_else(|| no_figure(&line, &text))?;
            figures.insert(line, figure);
        }
        Ok(figures)
    }
}

/// `NAME=TEXT`, each name once.
///
/// # Errors
/// `argument_pair`.
pub(super) fn pairs(given: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let mut pairs = BTreeMap::new();
    for text in given {
        let (name, value) = text.split_once('=').ok_or_else(|| no_pair(text))?;
        let name = name.trim().to_owned();
        if name.is_empty() || pairs.insert(name, value.trim().to_owned()).is_some() {
            return Err(no_pair(text));
        }
    }
    Ok(pairs)
}

fn no_pair(text: &str) -> Failure {
    Failure::usage(
        Diagnostic::error(
            "argument_pair",
            format!("“{text}” phải viết dạng DÒNG=NỘI_DUNG, mỗi dòng một lần."),
            format!("`{text}` must be LINE=TEXT, each line once."),
        )
        .hint(
            "Ví dụ: --set f0_new=2 --source f0_new=\"Trạm y tế xã, sổ A5\".",
            "For example: --set f0_new=2 --source f0_new=\"health station, book A5\".",
        ),
    )
}

fn no_figure(line: &str, text: &str) -> Failure {
    Failure::usage(
        Diagnostic::error(
            "figure_form",
            format!("“{line}”: “{text}” không phải số nguyên từ 0 trở lên."),
            format!("`{line}`: “{text}” is no whole number of zero or more."),
        )
        .hint(
            "Ghi 12 hoặc 1.234; chưa có số thì không ghi --set.",
            "Write 12 or 1.234; without a figure leave --set out.",
        ),
    )
}

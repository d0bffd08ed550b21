//! A paper with everything in it, read again by our own reader and, where it is installed, by `LibreOffice`.

use jiff::civil::date;

use super::*;
use crate::files::document_text;

fn paper() -> Paper {
    let columns = vec![
        Column::new("TT", 1, Align::Center),
        Column::new("Đơn vị", 6, Align::Left),
        Column::new("Chưa về", 2, Align::Right),
    ];
    let row = |no: usize| {
        vec![
            vec![Run::plain(no.to_string())],
            vec![Run::plain(format!("Xã số {no} <Nà Bó & Cò Nòi>")), Run::raised("[1]")],
            vec![Run::plain((no * 7).to_string())],
        ]
    };
    let points = (1..=14).map(|day| (format!("{day:02}/9"), (day != 5).then_some(day * 3)));
    Paper {
        superior: Some("UBND tỉnh Sơn La".to_owned()),
        issuer: vec!["Ủy ban nhân dân".to_owned(), "huyện Mai Sơn".to_owned()],
        symbol: "BC-UBND".to_owned(),
        place: "Mai Sơn".to_owned(),
        date: Some(date(2021, 9, 5)),
        kind: Some("BÁO CÁO".to_owned()),
        subject: "Tình hình thực hiện".to_owned(),
        blocks: vec![
            Block::Heading(1, "I. TÌNH HÌNH".to_owned()),
            Block::Paragraph(vec![
                Run::plain("Tổng số chưa về "),
                Run::bold("3.012 người"),
                Run::raised("[1]"),
            ]),
            Block::Heading(2, "1. Đơn vị chậm".to_owned()),
            Block::Bullet(vec![Run::italic("Xã Nà Bó"), Run::plain(": chưa gửi.")]),
            Block::Chart(Chart {
                title: "Số chưa về, 14 ngày".to_owned(),
                points: points.collect(),
            }),
            Block::Table(Grid { columns, rows: (1..=60).map(row).collect() }),
            Block::Small(vec![Run::plain("[1] 125/2021-09-10/not_returned")]),
        ],
        recipients: vec!["UBND tỉnh".to_owned(), "Lưu: VT".to_owned()],
        signer: Signer {
            capacity: vec!["TM. Ủy ban nhân dân".to_owned(), "Chủ tịch".to_owned()],
            name: None,
        },
        ..Paper::default()
    }
}

fn text_of(paper: &Paper) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bao-cao.docx");
    write_official(&path, paper).unwrap();
    document_text(&path).unwrap()
}

#[test]
fn our_own_reader_finds_what_was_written() {
    let text = text_of(&paper());
    for words in [
        "UBND TỈNH SƠN LA",
        "HUYỆN MAI SƠN",
        "Số:        /BC-UBND",
        "Mai Sơn, ngày 05 tháng 9 năm 2021",
        "Tổng số chưa về 3.012 người[1]",
        "- Xã Nà Bó: chưa gửi.",
        "Xã số 60 <Nà Bó & Cò Nòi>[1]",
        "- Lưu: VT.",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
}

#[test]
fn what_is_missing_stays_blank() {
    let text = text_of(&Paper { date: None, ..paper() });
    assert!(text.contains("Mai Sơn, ngày      tháng      năm"), "{text}");
    assert!(!text.contains("2021\n"), "no year is made up: {text}");
    let numbered = text_of(&Paper { number: Some("7".to_owned()), kind: None, ..paper() });
    assert!(numbered.contains("Số: 07/BC-UBND"), "{numbered}");
    assert!(numbered.contains("V/v Tình hình thực hiện"), "{numbered}");
}

#[test]
fn the_file_is_the_same_every_time() {
    assert_eq!(official(&paper()).unwrap(), official(&paper()).unwrap());
}

#[test]
fn control_signs_in_a_remark_do_no_harm() {
    let odd = Block::Paragraph(vec![Run::plain("trước\u{0}\u{1b}sau")]);
    assert!(text_of(&Paper { blocks: vec![odd], ..paper() }).contains("trướcsau"));
}

/// Whether `LibreOffice` made a PDF of a file; `None` where it, or its part for texts, is not installed.
fn pdf_of(folder: &Path, file: &str) -> Option<std::path::PathBuf> {
    let home = format!("-env:UserInstallation=file://{}", folder.join("home").display());
    let convert = |file: &str| {
        let mut soffice = std::process::Command::new("soffice");
        soffice.args([home.as_str(), "--headless", "--convert-to", "pdf", "--outdir"]);
        soffice.args([folder, &folder.join(file)]).output().ok()
    };
    // A plain text is opened by every Writer: where it is not, there is no Writer.
    std::fs::write(folder.join("plain.txt"), "xin chào").unwrap();
    convert("plain.txt").filter(|_| folder.join("plain.pdf").exists())?;
    convert(file)?;
    Some(folder.join(file).with_extension("pdf"))
}

/// `LibreOffice` opens the file, and repeats the first row of the table on the next page.
#[test]
fn a_word_processor_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    write_official(&folder.path().join("bao-cao.docx"), &paper()).unwrap();
    let Some(pdf) = pdf_of(folder.path(), "bao-cao.docx") else {
        let all = std::env::var("PHAODAI_REQUIRE_ALL").is_ok_and(|value| value == "1");
        assert!(!all, "LibreOffice Writer is not installed");
        return eprintln!("skipped: LibreOffice Writer is not installed");
    };
    let text = document_text(&pdf).unwrap();
    assert!(text.matches("Chưa về").count() >= 2, "the first row is repeated: {text}");
    assert!(text.contains("3.012 người"), "{text}");
}

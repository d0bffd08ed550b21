//! Dispatches as Word files.

use phaodai::files::document_text;

use super::make::{docx, file, item, p};

fn text(body: &str, others: &[(&str, &str)]) -> String {
    let (_folder, path) = file("cong-van.docx", &docx(body, others));
    document_text(&path).expect("a readable document")
}

fn cell(paragraphs: &[&str]) -> String {
    format!("<w:tc><w:tcPr/>{}</w:tc>", paragraphs.iter().map(|text| p(text)).collect::<String>())
}

const LISTS: &str = r#"
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF02D;"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Muc"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>"#;

#[test]
fn letter_head_is_read_left_cell_then_right_cell() {
    let left = cell(&[
        "ỦY BAN NHÂN DÂN",
        "HUYỆN SUỐI ĐÁ",
        "",
        "Số: 12/UBND-VP",
        "V/v rà soát người đi làm ăn xa",
    ]);
    let right = cell(&[
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Đá, ngày 09 tháng 9 năm 2021",
    ]);
    let body = format!(
        "<w:tbl><w:tr>{left}{right}</w:tr></w:tbl>{}{}",
        p("Kính gửi: UBND các xã, thị trấn."),
        p("Chủ tịch UBND huyện yêu cầu:")
    );
    assert_eq!(
        text(&body, &[]),
        "ỦY BAN NHÂN DÂN\nHUYỆN SUỐI ĐÁ\n\nSố: 12/UBND-VP\nV/v rà soát người đi làm ăn xa\n\n\
         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSuối Đá, ngày 09 tháng 9 năm 2021\n\n\
         Kính gửi: UBND các xã, thị trấn.\n\nChủ tịch UBND huyện yêu cầu:\n"
    );
}

#[test]
fn automatic_numbers_are_written_out() {
    let body = [
        item(1, 0, "Rà soát"),
        item(1, 1, "Lập danh sách"),
        item(1, 1, "Gọi điện"),
        item(1, 2, "Ghi lại"),
        item(1, 0, "Báo cáo"),
        item(1, 1, "Hằng ngày"),
        item(2, 0, "Trưởng bản"),
        item(2, 1, "Tổ Covid"),
        item(3, 0, "Đếm lại từ đầu"),
        item(3, 0, "Tiếp"),
    ];
    let read = text(&body.concat(), &[("numbering", LISTS)]);
    let lines: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "1. Rà soát",
            "a) Lập danh sách",
            "b) Gọi điện",
            "1.2.1 Ghi lại",
            "2. Báo cáo",
            "a) Hằng ngày",
            "- Trưởng bản",
            "+ Tổ Covid",
            "1. Đếm lại từ đầu",
            "2. Tiếp"
        ]
    );
}

#[test]
fn a_style_brings_its_number_and_zero_takes_it_away() {
    let styles = r#"<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>"#;
    let styled = |style: &str, extra: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let none = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = [
        styled("Muc", "", "Mục đích"),
        styled("Muc", none, "Ghi chú"),
        styled("MucCon", "", "Yêu cầu"),
    ]
    .concat();
    assert_eq!(
        text(&body, &[("numbering", LISTS), ("styles", styles)]),
        "I. Mục đích\n\nGhi chú\n\nII. Yêu cầu\n"
    );
}

#[test]
fn urgency_mark_in_a_text_box_is_read_once() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        inner("HỎA TỐC"),
        inner("HỎA TỐC")
    );
    let old = format!("<w:r><w:pict><v:textbox>{}</v:textbox></w:pict></w:r>", inner("KHẨN"));
    let body = format!("<w:p>{drawing}{old}<w:r><w:t>Kính gửi: các xã</w:t></w:r></w:p>");
    assert_eq!(text(&body, &[]), "HỎA TỐC\n\nKHẨN\n\nKính gửi: các xã\n");
}

#[test]
fn tracked_changes_give_the_text_as_it_would_be_accepted() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">Trước </w:t></w:r><w:del><w:r><w:delText>09</w:delText></w:r></w:del><w:ins><w:r><w:t>10</w:t></w:r></w:ins><w:r><w:t>h00</w:t></w:r></w:p>
        <w:moveFrom><w:p><w:r><w:t>cũ</w:t></w:r></w:p></w:moveFrom>
        <w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Một câu </w:t></w:r></w:p><w:p><w:r><w:t>được nối.</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del w:id="2"/></w:trPr><w:tc><w:p><w:r><w:t>dòng xóa</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>dòng còn</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    assert_eq!(text(body, &[]), "Trước 10h00\n\nMột câu được nối.\n\ndòng còn\n");
}

#[test]
fn breaks_tabs_symbols_entities_and_hidden_text() {
    let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>Nơi nhận</w:t><w:tab/><w:t>A &amp; B &#7879;</w:t><w:br/><w:t>dòng hai</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>CV</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>"#;
    assert_eq!(text(body, &[]), "Nơi nhận\tA & B ệ\ndòng hai12-CV☑\n");
}

#[test]
fn footnotes_stand_below_and_page_headers_only_when_nothing_else_is_there() {
    let notes = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Theo Nghị quyết số 5</w:t></w:r></w:p></w:footnote>"#;
    let body = r#"<w:p><w:r><w:t>Thực hiện</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> ngay.</w:t></w:r></w:p>"#;
    let header = p("Trang tiêu đề");
    assert_eq!(
        text(body, &[("footnotes", notes), ("hdr", &header)]),
        "Thực hiện[1] ngay.\n\n[1] Theo Nghị quyết số 5\n"
    );
    assert_eq!(text("<w:p/>", &[("hdr", &header)]), "Trang tiêu đề\n");
}

#[test]
fn the_name_of_the_file_does_not_matter() {
    let (_folder, path) = file("cong-van.doc", &docx(&p("Công điện khẩn"), &[]));
    assert_eq!(document_text(&path).unwrap(), "Công điện khẩn\n");
}

//! Dispatches as PDF files.

use phaodai::files::document_text;

use super::make::{file, pdf, pdf_of, stream};

fn text(pages: &[&[(f64, f64, &str)]]) -> String {
    let (_folder, path) = file("cong-van.pdf", &pdf(pages));
    document_text(&path).expect("a readable PDF")
}

#[test]
fn columns_of_the_head_come_one_after_the_other_and_cut_lines_are_joined() {
    let first = [
        (70.0, 780.0, "ỦY BAN NHÂN DÂN"),
        (280.0, 780.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (70.0, 764.0, "HUYỆN SUỐI ĐÁ"),
        (300.0, 764.0, "Độc lập - Tự do - Hạnh phúc"),
        (70.0, 740.0, "Số: 12/UBND-VP"),
        (290.0, 740.0, "Suối Đá, ngày 09 tháng 9 năm 2021"),
        (70.0, 724.0, "V/v rà soát người đi"),
        (70.0, 708.0, "làm ăn xa"),
        (200.0, 660.0, "Kính gửi: UBND các xã, thị trấn."),
        (90.0, 630.0, "1. UBND các xã, thị trấn rà soát người đi làm ăn xa; lập danh sách,"),
        (70.0, 614.0, "báo cáo trước 10h00 hằng ngày."),
        (90.0, 598.0, "2. Công an huyện phối hợp với các xã nắm chắc người về từ nơi khác,"),
    ];
    let second = [
        (300.0, 800.0, "2"),
        (70.0, 780.0, "báo cáo ngay khi có người về."),
        (70.0, 700.0, "Nơi nhận:"),
        (350.0, 700.0, "KT. CHỦ TỊCH"),
        (70.0, 684.0, "- Như trên;"),
        (350.0, 684.0, "PHÓ CHỦ TỊCH"),
        (70.0, 668.0, "- Lưu: VT."),
        (340.0, 610.0, "Lò Văn Ví Dụ"),
    ];
    assert_eq!(
        text(&[&first, &second]),
        "ỦY BAN NHÂN DÂN\nHUYỆN SUỐI ĐÁ\nSố: 12/UBND-VP\nV/v rà soát người đi\nlàm ăn xa\n\n\
         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSuối Đá, ngày 09 tháng 9 năm 2021\n\n\
         Kính gửi: UBND các xã, thị trấn.\n\n\
         1. UBND các xã, thị trấn rà soát người đi làm ăn xa; lập danh sách, báo cáo trước 10h00 hằng ngày.\n\
         2. Công an huyện phối hợp với các xã nắm chắc người về từ nơi khác, báo cáo ngay khi có người về.\n\n\
         Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Ví Dụ\n"
    );
}

#[test]
fn rows_of_a_table_stay_rows() {
    let page = [
        (70.0, 700.0, "STT"),
        (150.0, 700.0, "Xã"),
        (300.0, 700.0, "Số người"),
        (70.0, 684.0, "1"),
        (150.0, 684.0, "Mường Ví"),
        (300.0, 684.0, "125"),
        (70.0, 668.0, "2"),
        (150.0, 668.0, "Nậm Dụ"),
        (300.0, 668.0, "87"),
    ];
    assert_eq!(text(&[&page]), "STT\tXã\tSố người\n1\tMường Ví\t125\n2\tNậm Dụ\t87\n");
}

#[test]
fn a_scan_says_that_the_docx_is_needed() {
    let (_folder, path) = file("quet.pdf", &pdf(&[&[]]));
    let problem = document_text(&path).unwrap_err();
    assert_eq!(problem.code, "no_text_layer");
    assert!(problem.message.vi.contains("không có lớp chữ; cần bản .docx"), "{problem:?}");
    assert!(problem.hint.is_some());
}

#[test]
fn pictures_are_not_taken_for_text() {
    let jpeg = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode /Length 9 >>\nstream\nBT (x) Tj\nendstream";
    let bytes = pdf_of(&[
        (1, "<< /Type /Catalog /Pages 2 0 R >>".into()),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into()),
        (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>".into()),
        (4, stream("q 99 0 0 99 0 0 cm /X Do Q")),
        (5, jpeg.into()),
    ]);
    let (_folder, path) = file("quet.pdf", &bytes);
    assert_eq!(document_text(&path).unwrap_err().code, "no_text_layer");
}

#[test]
fn a_form_that_draws_itself_ends() {
    for resources in ["/Resources << /XObject << /X 5 0 R >> >>", ""] {
        draw_itself(resources);
    }
}

fn draw_itself(resources: &str) {
    let form = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length 5 >>\nstream\n/X Do\nendstream"
    );
    let path = pdf_of(&[
        (1, "<< /Type /Catalog /Pages 2 0 R >>".into()),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into()),
        (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>".into()),
        (4, stream("/X Do")),
        (5, form),
    ]);
    let (_folder, path) = file("vong.pdf", &path);
    assert_eq!(document_text(&path).expect_err("an endless form").code, "file_broken");
}

use super::*;
use crate::base::Lang;
use crate::register::{Owner, Shape, UpgradePlan, Visibility, built_in};

fn away() -> Definition {
    built_in().into_iter().find(|definition| definition.name == "away_resident").unwrap()
}

fn add(label: &str, answers: Option<&str>) -> Edit {
    let answers = answers.map(|text| Answers::parse(text).unwrap());
    Edit::Add { label: label.to_owned(), answers }
}

fn told(faults: &[Diagnostic]) -> String {
    faults.iter().map(|one| one.render(Lang::Vi)).collect::<Vec<_>>().join("\n")
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_column_more_guesses_what_its_words_tell_and_loses_nothing() {
    let before = away();
    let edits = [
        add("Ở cùng ai", None),
        add("Ngày âm tính gần nhất", None),
        add("Có triệu chứng hay không", None),
        add("Nơi cách ly", Some("chọn(Tại nhà|Tập trung)")),
        add("Số điện thoại người thân", None),
    ];
    let next = before.edited(&edits).unwrap();
    assert_eq!(next.version, before.version + 1);
    let added: Vec<_> = next.fields[before.fields.len()..]
        .iter()
        .map(|f| (f.no, f.name.as_str(), f.kind, f.shape, f.visibility))
        .collect();
    let (unit, sensitive) = (Visibility::Unit, Visibility::Sensitive);
    assert_eq!(
        added,
        [
            (14, "o_cung_ai", Kind::Text, Shape::Plain, unit),
            (15, "ngay_am_tinh_gan_nhat", Kind::Date, Shape::Plain, unit),
            (16, "trieu_chung", Kind::SelectOne, Shape::Plain, sensitive),
            (17, "noi_cach_ly", Kind::SelectOne, Shape::Plain, unit),
            (18, "so_dien_thoai_nguoi_than", Kind::Text, Shape::Phone, sensitive),
        ]
    );
    assert!(next.columns.contains(&text("o_cung_ai")), "the list shows it");
    assert!(UpgradePlan::between(&before, &next).is_ok());
    assert_eq!(Definition::from_toml(&next.to_toml()).unwrap(), next);
}

#[test]
fn a_column_that_is_there_already_is_not_added_under_another_word() {
    let faults = away().edited(&[add("SĐT", None)]).unwrap_err();
    insta::assert_snapshot!(told(&faults), @r#"
    Đã có cột “Số điện thoại liên lạc” (phone), trùng với “SĐT”. [edit_field_there]
      → Dùng cột đã có, hoặc đặt nhãn khác hẳn.
    "#);
}

#[test]
fn a_column_that_figures_need_is_not_retired() {
    let retire = |field: &str| away().edited(&[Edit::Retire { field: text(field) }]);
    insta::assert_snapshot!(told(&retire("Đã về").unwrap_err()), @r#"
    Cột “Đã về hay chưa” đang được dùng ở: Số đã về, Số chưa về, Số đã liên lạc được, Số chưa liên lạc được. [edit_field_used]
      → Sửa hoặc bỏ những chỗ đó trước (register edit … mở tệp định nghĩa).
    "#);
    let next = retire("Đối tượng").unwrap();
    assert!(next.field("group").is_none() && next.field_no(7).unwrap().retired);
    assert_eq!(retire("màu tóc").unwrap_err()[0].code, "edit_no_field");
}

#[test]
fn a_column_is_called_otherwise_and_old_files_still_fit() {
    let edit = Edit::Relabel { field: text("Đi đâu"), label: text("Nơi đang ở") };
    let next = away().edited(&[edit]).unwrap();
    let headers = [text("Nơi đang ở"), text("Đi đâu")];
    let columns = match_columns(&next, &headers[..1]).columns;
    assert_eq!(
        (columns, match_columns(&next, &headers[1..]).columns),
        (vec![Some(3)], vec![Some(3)])
    );
    let taken = Edit::Relabel { field: text("Đi đâu"), label: text("Địa chỉ") };
    assert_eq!(away().edited(&[taken]).unwrap_err()[0].code, "edit_field_there");
}

#[test]
fn a_split_choice_stays_readable_and_is_offered_no_more() {
    let edit = Edit::SplitChoice {
        field: text("Đối tượng"),
        choice: text("lao động"),
        into: vec![text("Lao động tự do"), text("Công nhân khu công nghiệp")],
    };
    let next = away().edited(&[edit]).unwrap();
    let field = next.field("group").unwrap();
    let day = jiff::civil::date(2021, 9, 10);
    let offered: Vec<&str> = next
        .offered(field, &crate::record::Body::new(), day)
        .iter()
        .map(|choice| choice.name.as_str())
        .collect();
    assert_eq!(
        offered,
        ["pupil", "student", "patient", "lao_dong_tu_do", "cong_nhan_khu_cong_nghiep"]
    );
    let reader = crate::record::FieldReader::new(&next, field);
    let old = reader.read("lao động", day).unwrap();
    assert_eq!((old.value.as_text(), old.warnings[0].code), (Some("worker"), "choice_retired"));
    let new = reader.read("Lao động tự do", day).unwrap();
    assert_eq!((new.value.as_text(), new.warnings.len()), (Some("lao_dong_tu_do"), 0));
}

#[test]
fn choices_and_figures_are_added() {
    let edits = [
        Edit::AddChoice { field: text("group"), label: text("Bộ đội") },
        Edit::Figure { title: text("Số bộ đội"), filter: text("${group} = 'bo_doi'") },
    ];
    let next = away().edited(&edits).unwrap();
    assert_eq!(next.indicators.last().map(|one| one.name.as_str()), Some("so_bo_doi"));
    let again = next.edited(&edits[..1]).unwrap_err();
    assert_eq!(again[0].code, "edit_choice_there");
    let wrong = Edit::Figure { title: text("X"), filter: text("${group} = 'bac_si'") };
    assert!(away().edited(&[wrong]).is_err(), "a formula is checked like any other");
    assert_eq!(away().edited(&[]).unwrap_err()[0].code, "edit_nothing");
    let owner = Owner::BuiltIn.id_of("away_resident");
    assert_eq!(next.id, owner);
}

//! The briefing is edited on the screen before it is read.

use super::Web;

/// The text of a Word file, as its main part holds it.
pub(super) fn words(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut part = archive.by_name("word/document.xml").unwrap();
    std::io::read_to_string(&mut part).unwrap()
}

/// The number of the first sentence of the form, and what the program says there.
fn first(body: &str) -> (String, String) {
    let rest = body.split("name=\"was.").nth(1).unwrap();
    let number = rest.split('"').next().unwrap().to_owned();
    let said = rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    (number, said.replace("&#34;", "\"").replace("&#38;", "&"))
}

#[test]
fn words_are_changed_left_out_and_added_and_the_word_file_follows() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let edit = "/briefing/edit";
    let form = officer.get(edit);
    let (number, said) = first(&form.body);
    assert!(officer.get("/briefing").text().contains(&said));
    let section = form.body.split("name=\"add.").nth(1).unwrap().split('"').next().unwrap();
    let (was, now, add) =
        (format!("was.{number}"), format!("now.{number}"), format!("add.{section}"));
    let fields = [
        ("entry", "0"),
        (&was[..], &said[..]),
        (&now[..], "Toàn huyện đã nắm chắc người về."),
        (&add[..], "Xã Tà Hộc cần thêm người trực đêm."),
    ];
    officer.fill(edit, &format!("{edit}?unit=125"), &fields).to();
    let read = officer.get("/briefing").text();
    assert!(read.contains("Toàn huyện đã nắm chắc") && read.contains("người trực đêm"));
    assert!(!read.contains(&said), "{said}");
    let paper = words(&officer.get("/briefing/document").bytes);
    assert!(paper.contains("nắm chắc người về") && paper.contains("người trực đêm"));

    // Somebody who had the old form before the eyes does not write over it unseen; what was typed stays.
    let mut leader = web.signed_in("huyen.chutich");
    let late = [("entry", "0"), (&was[..], &said[..]), (&now[..], "Câu của người đến sau.")];
    let refused = leader.fill(edit, &format!("{edit}?unit=125"), &late);
    assert_eq!((refused.status, refused.fault()), (422, Some("changed_meanwhile")));
    assert!(refused.body.contains("Câu của người đến sau."));
    let entry = refused.hidden("entry");
    let again = [&[("entry", &entry[..])][..], &late[1..]].concat();
    leader.fill(edit, &format!("{edit}?unit=125"), &again).to();
    assert!(officer.get("/briefing").text().contains("Câu của người đến sau."));
    // Nobody below edits it.
    assert_eq!(web.signed_in("xa.chutich").get(edit).status, 403);
}

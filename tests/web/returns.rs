//! A return on the screen: a figure stated over the computed one, versions beside each other.

use super::Web;

const RETURN: &str = "/returns/04165/2021-09-10/away_resident_daily";

#[test]
fn a_figure_stated_over_the_computed_one_needs_a_reason_and_both_are_kept() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let prepare = format!("{RETURN}/prepare");
    clerk.fill(RETURN, &prepare, &[]).to();
    let line = clerk.get(RETURN).body;
    let line = line.split("name=\"adjust.").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (adjust, why) = (format!("adjust.{line}"), format!("why.{line}"));
    let bare = clerk.fill(RETURN, &prepare, &[(&adjust, "1.234")]);
    assert_eq!((bare.status, bare.fault()), (422, Some("adjust_reason_missing")));
    assert!(bare.body.contains("value=\"1.234\""), "what was typed stays");
    let said = "đếm tay tại bản, sổ chưa nhập kịp";
    clerk.fill(RETURN, &prepare, &[(&adjust, "1.234"), (&why, said)]).to();
    let shown = clerk.get(RETURN).text();
    assert!(
        shown.contains("1.234") && shown.contains(said) && shown.contains("đếm được"),
        "{shown}"
    );
    // An empty field beside other figures changes nothing; emptied itself, the computed figure is back.
    clerk.fill(RETURN, &prepare, &[]).to();
    assert!(clerk.get(RETURN).text().contains(said));
    let set = format!("set.{line}");
    clerk.fill(RETURN, &prepare, &[(&set, "")]).to();
    assert!(!clerk.get(RETURN).text().contains(said));
}

#[test]
fn versions_stand_beside_each_other_and_what_changed_is_marked() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let prepare = format!("{RETURN}/prepare");
    clerk.fill(RETURN, &prepare, &[]).to();
    assert!(!clerk.get(RETURN).body.contains("id=\"beside\""), "one version stands beside none");
    for login in ["xa.bithu", "xa.chutich"] {
        web.signed_in(login).fill(RETURN, &format!("{RETURN}/attest"), &[]).to();
    }
    clerk.fill(RETURN, &format!("{RETURN}/submit"), &[]).to();
    let new = "/registers/away_resident/new";
    let person = [
        ("f.full_name", "Lò Văn Thêm"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
        ("f.returned", "no"),
    ];
    clerk.fill(new, new, &person).to();
    clerk.fill(RETURN, &prepare, &[("reason", "sót một người")]).to();
    let page = clerk.get(RETURN);
    let beside = page.body.split("id=\"beside\"").nth(1).unwrap();
    assert!(beside.contains("Lần 2") && beside.contains("Lần 1"));
    assert!(beside.contains("đã đổi"), "the figure that grew is marked");
}

#[test]
fn the_first_screen_says_whom_to_follow_up_and_a_figure_shows_its_days() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    assert!(!clerk.get("/").body.contains("id=\"mine\""), "its list is empty yet");
    let new = "/registers/away_resident/new";
    let person = [
        ("f.full_name", "Lò Văn Khó"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
        ("f.returned", "no"),
        ("f.contacted", "no"),
        ("f.needs_support", "yes"),
    ];
    clerk.fill(new, new, &person).to();
    let today = clerk.get("/");
    let mine = today.body.split("id=\"mine\"").nth(1).unwrap();
    let href =
        mine.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    assert!(
        mine.contains("Số chưa liên lạc được") && mine.contains("<strong>1</strong>"),
        "{mine}"
    );
    assert!(clerk.get(&href).body.contains("Lò Văn Khó"), "{href}");
    // Whoever may not read the list is not told how many are on it.
    let mut oversight = web.signed_in("quantri");
    assert!(!oversight.get("/").body.contains("Số chưa liên lạc được"));
    // A commune of the demonstration sent on both days: its figure has a trend, and the others' have none.
    let mut officer = web.signed_in("huyen.truc");
    let collation = officer.get("/board/collation?day=2021-09-09").body;
    let mut units: Vec<&str> = collation
        .split("href=\"/returns/")
        .skip(1)
        .map(|rest| rest.split('/').next().unwrap())
        .collect();
    units.dedup();
    let charted = units.iter().filter(|unit| {
        let figure = officer.get(&format!("/figure?a={unit}/2021-09-10/not_returned"));
        figure.body.contains("<svg class=\"chart\"")
    });
    assert_eq!(charted.count(), 1);
}

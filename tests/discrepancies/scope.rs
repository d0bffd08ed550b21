//! Who sees what: a commune its own, the district all of its communes, and nobody what is on another's list.

use super::*;

#[test]
fn a_commune_does_not_see_anothers() {
    let desk = fallen(3);
    check(&desk, "2021-09-10T10:05");
    let now = "2021-09-10T10:06";
    let list = |unit: &str, officer: &str| {
        at(&desk, now, &["discrepancy", "list", "--unit", unit, "--as", officer])
    };
    assert_eq!(list(COMMUNE, COMMUNE_CHAIR).done()["list"][0]["discrepancy"], FELL);
    assert_eq!(list("125", CHAIR).done()["counts"]["open"], 1);
    list(COMMUNE, OTHER_CHAIR).refused(1, "out_of_scope");
    list("125", COMMUNE_CHAIR).refused(1, "out_of_scope");
    at(&desk, now, &["discrepancy", "show", FELL, "--as", OTHER_CHAIR]).refused(1, "out_of_scope");
    step(&desk, now, "explain", FELL, OTHER_CHAIR, "x").refused(1, "discrepancy_not_yours");
    step(&desk, now, "ask", FELL, OTHER_CHAIR, "x").refused(1, "discrepancy_not_yours");
    let check = ["discrepancy", "check", "--unit", "125", "--as", COMMUNE_CHAIR];
    at(&desk, now, &check).refused(1, "out_of_scope");
    at(&desk, now, &["discrepancy", "ask", FELL]).refused(2, "officer_missing");
}

#[test]
fn of_one_person_on_two_lists_each_commune_learns_where_and_nothing_else() {
    let desk = district();
    let mut here = people(COMMUNE, 8);
    let mut there = people(OTHER_COMMUNE, 8);
    here[3].cccd = "014090000123";
    there[5].cccd = "014090000123";
    import(&desk, "2021-09-10T08:00", COMMUNE, &here);
    import(&desk, "2021-09-10T08:10", OTHER_COMMUNE, &there);
    let found = found(&check(&desk, "2021-09-10T10:05"));
    let now = "2021-09-10T10:06";
    let shown = show(&desk, now, &found[0], COMMUNE_CHAIR);
    let text = shown.to_string();
    assert!(text.contains(&here[3].phone), "the own record is opened");
    assert!(!text.contains(&there[5].phone), "the other's is not: {text}");
    assert_eq!(shown["shared_with"][0]["unit"], OTHER_COMMUNE);
    let masked = at(&desk, now, &["discrepancy", "show", &found[0]]).done().to_string();
    assert!(!masked.contains(&here[3].phone), "without a reader telephones are hidden");
    let district = show(&desk, now, &found[0], CHAIR).to_string();
    assert!(district.contains(&here[3].phone) && district.contains(&there[5].phone));
    let there = show(&desk, now, &found[1], OTHER_CHAIR);
    assert_eq!(there["shared_with"][0]["unit"], COMMUNE);
    // Each explains for itself, and one's words are not the other's.
    step(&desk, now, "explain", &found[0], COMMUNE_CHAIR, "thường trú ở đây").done();
    let other = show(&desk, now, &found[1], OTHER_CHAIR);
    assert_eq!((&other["state"], &other["explanation"]), (&"found".into(), &"".into()));
}

#[test]
fn what_is_named_wrongly_is_told_with_a_way_out() {
    let desk = fallen(3);
    let now = "2021-09-10T10:06";
    let show = |which: &str| at(&desk, now, &["discrepancy", "show", which]);
    show("04105").refused(2, "discrepancy_reference");
    show(FELL).refused(1, "discrepancy_unknown");
    import(
        &desk,
        "2021-09-10T09:30",
        COMMUNE,
        &(20..40).map(|at| numbered(COMMUNE, at, false)).collect::<Vec<_>>(),
    );
    check(&desk, "2021-09-10T10:30");
    show("04105/2021-09-10/register_moved_on").refused(1, "discrepancy_ambiguous");
    assert_eq!(show("04105/2021-09-10/register_moved_on/total").code, 0);
}

//! Every route with every role: whoever has no right gets nothing, and no unit outside of the scope is told from none.

use std::collections::BTreeMap;

use domain::people::{Right, Roles};
use node::people::accounts::Accounts;
use phaodai::web::{Method, Need, routes};

use super::{COMMUNE, Web};

/// A path with something in each of its places.
fn filled(path: &str) -> String {
    let parts: BTreeMap<&str, &str> = [
        ("{unit}", COMMUNE),
        ("{day}", "2021-09-10"),
        ("{template}", "away_resident_daily"),
        ("{name}", "away_resident"),
        ("{record}", "00000000-0000-7000-8000-000000000000"),
        ("{year}", "2021"),
        ("{arrival}", "1"),
        ("{id}", "0"),
        ("{file}", "0"),
        ("{hash}", "0"),
        ("{code}", "en"),
    ]
    .into();
    parts.iter().fold(path.to_owned(), |path, (place, value)| path.replace(place, value))
}

fn gives(role: &domain::people::Role, need: Need) -> bool {
    match need {
        Need::Nothing | Need::SignIn => true,
        Need::Right(right) | Need::Key(right) => role.gives(right),
        Need::OneOf(rights) => rights.iter().any(|right| role.gives(*right)),
    }
}

#[test]
fn nobody_gets_anything_without_signing_in() {
    let web = Web::new();
    for route in routes().into_iter().filter(|route| route.need != Need::Nothing) {
        let mut browser = web.browser();
        let page = match route.method {
            Method::Get => browser.get(&filled(route.path)),
            _ => browser.post(&filled(route.path), &[]),
        };
        // A route of the API that is changed by PATCH is not there for POST.
        let expected: &[u16] = if route.method == Method::Patch { &[401, 405] } else { &[401] };
        assert!(
            expected.contains(&page.status),
            "{} {:?}: {}",
            route.path,
            route.method,
            page.status
        );
        assert!(!page.body.contains("Huyện Mai Sơn"), "{}", route.path);
    }
}

#[test]
fn every_route_with_every_role_is_open_to_those_with_its_right_alone() {
    let web = Web::new();
    let accounts = Accounts::of(web.node());
    let tree = node::units::tree(web.node()).unwrap();
    let district = tree.called("125", jiff::civil::date(2021, 9, 10)).unwrap().id;
    let mut walked = 0;
    for role in Roles::built_in().all() {
        let login = role.name.replace('_', ".");
        let account = accounts.add(&login, None, None).unwrap();
        accounts.set_password(account.id, super::PASSWORD, false, None).unwrap();
        accounts.grant(account.id, &role.name, district, None).unwrap();
        let mut browser = web.signed_in(&login);
        for route in routes() {
            if matches!(route.need, Need::Key(_)) || ["/sign-out", "/events"].contains(&route.path)
            {
                continue;
            }
            let page = match route.method {
                Method::Get => browser.get(&filled(route.path)),
                // Without its token a form is refused after the right was looked at, and before anything is done.
                _ => browser.post(&filled(route.path), &[]),
            };
            walked += 1;
            let refused = page.status == 403 && page.fault() == Some("not_allowed");
            assert_eq!(
                refused,
                !gives(role, route.need),
                "{} {} {:?}: {} {:?}",
                role.name,
                route.path,
                route.method,
                page.status,
                page.fault()
            );
            assert!(page.status < 500, "{} {}: {}", role.name, route.path, page.text());
        }
    }
    assert!(walked > 500, "{walked}");
}

#[test]
fn a_commune_sees_nothing_of_its_neighbours() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    for path in [
        "/returns/04117/2021-09-10/away_resident_daily",
        "/figure?a=04117/2021-09-10/not_returned",
        "/figure?a=125/2021-09-10/not_returned",
        "/tasks?unit=04117",
        "/tasks?unit=125",
        "/task?ref=1/o1/04117",
        "/registers/away_resident?unit=04117",
        "/registers/officer",
        "/returns?unit=04117",
        "/discrepancies?unit=125",
    ] {
        let page = clerk.get(path);
        assert_eq!(page.status, 404, "{path}: {}", page.text());
        assert!(!page.body.contains("Mường Chanh"), "{path}");
    }
    let own = clerk.get("/registers/away_resident");
    assert!(own.status == 200 && !own.body.contains("Mường Chanh"));
    assert_eq!(clerk.get("/tasks").status, 200);
}

#[test]
fn a_right_on_one_register_opens_no_other() {
    let web = Web::new();
    let accounts = Accounts::of(web.node());
    let tree = node::units::tree(web.node()).unwrap();
    let commune = tree.called("04117", jiff::civil::date(2021, 9, 10)).unwrap().id;
    let account = accounts.add("chot.kiem.soat", None, None).unwrap();
    accounts.set_password(account.id, super::PASSWORD, false, None).unwrap();
    accounts.grant(account.id, "checkpoint_staff", commune, None).unwrap();
    let mut browser = web.signed_in("chot.kiem.soat");
    assert_eq!(browser.get("/registers/away_resident").status, 200);
    assert_eq!(browser.get("/registers/household").status, 404);
    assert!(!Roles::built_in().called("checkpoint_staff").unwrap().gives(Right::Export));
}

#[test]
fn a_role_here_and_another_there_do_not_add_up() {
    let web = Web::new();
    let accounts = Accounts::of(web.node());
    let tree = node::units::tree(web.node()).unwrap();
    let commune = |code| tree.called(code, jiff::civil::date(2021, 9, 10)).unwrap().id;
    let account = accounts.add("hai.vai", None, None).unwrap();
    accounts.set_password(account.id, super::PASSWORD, false, None).unwrap();
    // People who are away in one commune, households in another.
    accounts.grant(account.id, "checkpoint_staff", commune("04117"), None).unwrap();
    accounts.grant(account.id, "hotline_operator", commune(COMMUNE), None).unwrap();
    let mut browser = web.signed_in("hai.vai");
    assert_eq!(browser.get("/registers/away_resident?unit=04117").status, 200);
    assert_eq!(browser.get(&format!("/registers/household?unit={COMMUNE}")).status, 200);
    for path in
        [&format!("/registers/away_resident?unit={COMMUNE}"), "/registers/household?unit=04117"]
    {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
    let (own, other) = (commune("04117").to_string(), commune(COMMUNE).to_string());
    for form in ["/registers/away_resident/new", "/registers/away_resident/grid"] {
        let body = browser.get(form).body;
        assert!(!body.contains(&other), "{form}");
    }
    let fields = [
        ("unit", other.as_str()),
        ("f.full_name", "Lò Văn Lạc"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
    ];
    let written =
        browser.fill("/registers/away_resident/new", "/registers/away_resident/new", &fields);
    assert_eq!(written.status, 404, "{}", written.text());
    assert!(
        accounts
            .called("hai.vai")
            .unwrap()
            .unwrap()
            .grants
            .iter()
            .any(|one| one.unit.to_string() == own)
    );
    // The figure of the other commune tells how many, and not who.
    let figure = browser.get(&format!("/figure?a={COMMUNE}/2021-09-10/away"));
    assert!(!figure.body.contains("/registers/away_resident/0"), "{}", figure.text());
}

#[test]
fn a_unit_that_was_ordered_something_does_not_get_the_report_on_all_others() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let list = clerk.get("/directives");
    let at = list
        .body
        .split("href=\"/directives/")
        .nth(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned());
    let at = format!("/directives/{}", at.expect("a directive of the district"));
    assert_eq!(clerk.get(&at).status, 200, "{at}");
    assert_eq!(clerk.get(&format!("{at}/report")).status, 404);
    assert_eq!(web.signed_in("huyen.truc").get(&format!("{at}/report")).status, 200);
}

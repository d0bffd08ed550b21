//! What stands before the pages: forged forms, guessed passwords, double clicks, lost sessions, large and wrong files.

use axum::body::Body;
use axum::http::Request;
use jiff::SignedDuration;
use node::people::accounts::Accounts;

use super::Web;

#[test]
fn a_form_of_another_site_changes_nothing() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let before = web.node().reader().unwrap().last_entry().unwrap();
    let form = clerk.get("/registers/away_resident/new");
    let csrf = form.hidden("csrf");
    // No token, a wrong one, the token of somebody else.
    let other = web.signed_in("huyen.truc").get("/registers").hidden("csrf");
    for token in ["", "0000", &other] {
        let page = clerk.post(
            "/registers/away_resident/new",
            &[("csrf", token), ("f.full_name", "Kẻ Giả Mạo")],
        );
        assert_eq!((page.status, page.fault()), (403, Some("form_expired")), "{token}");
    }
    // The right token, sent by another site.
    let request = Request::post("/registers/away_resident/new")
        .header("cookie", clerk.cookie())
        .header("host", "localhost")
        .header("origin", "https://evil.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("csrf={csrf}&f.full_name=x")))
        .unwrap();
    assert_eq!(web.send(request).status, 403);
    assert_eq!(web.node().reader().unwrap().last_entry().unwrap(), before);
}

#[test]
fn every_page_says_what_the_browser_may_load_and_nobody_frames_it() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    for path in ["/sign-in", "/", "/board", "/registers", "/nowhere"] {
        let page = officer.get(path);
        let policy = &page.headers["content-security-policy"];
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(page.headers["x-frame-options"], "DENY");
        assert_eq!(page.headers["cache-control"], "no-store");
        for inline in ["<script>", " style=\"", " onclick=", "javascript:"] {
            assert!(!page.body.contains(inline), "{path}: {inline}");
        }
        for other in ["http://", "https://"] {
            let loads = page
                .body
                .match_indices(other)
                .filter(|(at, _)| !page.body[..*at].ends_with("xmlns=\""));
            assert_eq!(loads.count(), 0, "{path} names another host");
        }
    }
}

#[test]
fn guessing_is_slow_and_names_are_not_told() {
    let web = Web::new();
    let said = |login: &str| web.browser().sign_in(login, "không phải mật khẩu").text();
    let (known, unknown) = (said("huyen.truc"), said("khong.co.ai"));
    assert_eq!(known.replace("huyen.truc", ""), unknown.replace("khong.co.ai", ""));
    for _ in 0..4 {
        said("huyen.truc");
    }
    let barred = web.browser().sign_in("huyen.truc", super::PASSWORD);
    assert_eq!(
        (barred.status, barred.fault()),
        (422, Some("sign_in_barred")),
        "even the right one waits"
    );
    web.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(web.browser().sign_in("huyen.truc", super::PASSWORD).status, 303);
}

#[test]
fn one_address_cannot_try_for_ever() {
    let web = Web::limited(true);
    let mut refused = 0;
    for number in 0..60 {
        let page = web.browser().sign_in(&format!("ten.{number}"), "sai mật khẩu");
        refused += usize::from(page.status == 429);
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn the_public_page_has_a_rate_of_its_own_and_says_when_to_come_again() {
    let web = Web::limited(true);
    let pages: Vec<_> = (0..80).map(|_| web.public("/?unit=04165")).collect();
    let refused = pages.iter().filter(|page| page.status == 429).count();
    assert!((10..=25).contains(&refused), "60 at once, then 5 a second: {refused}");
    let last = pages.iter().rfind(|page| page.status == 429).unwrap();
    assert_eq!(last.headers["retry-after"], "1");
    assert_eq!(web.browser().get("/sign-in").status, 200, "the pages of work go on");
}

#[test]
fn a_file_of_somebody_who_is_not_signed_in_is_not_even_kept_for_a_moment() {
    let web = Web::new();
    let part = |name: &str, file: &str, content: &str| {
        format!(
            "--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        )
    };
    let send = |cookie: &str, content: &str| {
        let body = part("note", "", "giữ lại chữ này")
            + &part("file", "; filename=\"a.xlsx\"", content)
            + "--XX--\r\n";
        let request = Request::post("/registers/away_resident/import")
            .header("cookie", cookie)
            .header("content-type", "multipart/form-data; boundary=XX")
            .body(Body::from(body))
            .unwrap();
        web.send(request)
    };
    // So that a spooled file would be seen: nobody may make one here.
    let incoming = web.data().join("incoming");
    std::fs::write(&incoming, "no folder").unwrap();
    let small = send("", "ba chữ");
    assert_eq!((small.status, small.fault()), (401, Some("sign_in_needed")));
    let large = "x".repeat(3 << 20);
    assert_eq!(send("", &large).status, 401, "what is too large to keep is let go");
    // The administrator may not import: the file is not taken either.
    let admin = web.signed_in("quantri").cookie();
    assert_eq!(send(&admin, "ba chữ").status, 403);
    // Whoever may would have been told that the disk does not take it.
    let clerk = web.signed_in("xa.nhaplieu").cookie();
    assert!(send(&clerk, "ba chữ").status >= 500);
}

#[test]
fn a_double_click_is_done_once() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let form = clerk.get("/registers/away_resident/new");
    let (csrf, once) = (form.hidden("csrf"), form.hidden("once"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("once", &once),
        ("f.full_name", "Lò Văn Một"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
        ("f.returned", "no"),
    ];
    let first = clerk.post("/registers/away_resident/new", &fields);
    let second = clerk.post("/registers/away_resident/new", &fields);
    assert_eq!(first.to(), second.to());
    let list = clerk.get("/registers/away_resident?q=lo+van+mot");
    assert_eq!(list.body.matches("Lò Văn Một").count(), 1, "{}", list.text());
}

#[test]
fn whoever_is_thrown_out_in_the_middle_of_a_form_finds_it_again() {
    let web = Web::new();
    let mut clerk = web.signed_in("xa.nhaplieu");
    let form = clerk.get("/registers/away_resident/new");
    let account = Accounts::of(web.node()).called("xa.nhaplieu").unwrap().unwrap();
    Accounts::of(web.node()).end_all(account.id, None).unwrap();
    let csrf = form.hidden("csrf");
    let fields = [
        ("csrf", csrf.as_str()),
        ("f.full_name", "Lò Văn Dở Dang"),
        ("f.village", "Bản Mòng"),
        ("f.destination", "Hà Nội"),
        ("f.returned", "no"),
    ];
    let asked = clerk.post("/registers/away_resident/new", &fields);
    assert_eq!(asked.status, 401);
    let (csrf, kept, to) = (asked.hidden("csrf"), asked.hidden("kept"), asked.hidden("to"));
    let kept = kept.replace("&#38;", "&");
    let page = clerk.post(
        "/sign-in",
        &[
            ("csrf", &csrf),
            ("login", "xa.nhaplieu"),
            ("password", super::PASSWORD),
            ("kept", &kept),
            ("to", &to),
        ],
    );
    let again = page.to().to_owned();
    let shown = clerk.get(&again);
    assert!(shown.body.contains("Lò Văn Dở Dang"), "{}", shown.body);
    let (csrf, once) = (shown.hidden("csrf"), shown.hidden("once"));
    let sent: Vec<(&str, &str)> = fields
        .iter()
        .skip(1)
        .copied()
        .chain([("csrf", csrf.as_str()), ("once", once.as_str())])
        .collect();
    let written = clerk.post("/registers/away_resident/new", &sent);
    assert!(written.to().starts_with("/registers/away_resident/"), "{}", written.body);
}

#[test]
fn signing_out_elsewhere_ends_it_at_once() {
    let web = Web::new();
    let (mut here, mut there) = (web.signed_in("huyen.truc"), web.signed_in("huyen.truc"));
    assert_eq!(there.get("/").status, 200);
    here.fill("/account", "/account/end", &[]).to();
    assert_eq!(there.get("/").status, 401);
    assert_eq!(here.get("/").status, 200);
}

#[test]
fn a_password_that_somebody_else_set_is_changed_first() {
    let web = Web::new();
    let accounts = Accounts::of(web.node());
    let account = accounts.called("xa.nhaplieu").unwrap().unwrap();
    accounts.set_password(account.id, "tạm thời thôi nhé", true, None).unwrap();
    let mut clerk = web.browser();
    clerk.sign_in("xa.nhaplieu", "tạm thời thôi nhé").to();
    assert_eq!(clerk.get("/registers").fault(), Some("password_first"));
    let short = clerk.fill(
        "/account",
        "/account/password",
        &[
            ("old_password", "tạm thời thôi nhé"),
            ("new_password", "ngắn"),
            ("again_password", "ngắn"),
        ],
    );
    assert_eq!((short.status, short.fault()), (422, Some("password_length")));
    clerk
        .fill(
            "/account",
            "/account/password",
            &[
                ("old_password", "tạm thời thôi nhé"),
                ("new_password", "bốn chữ dễ nhớ"),
                ("again_password", "bốn chữ dễ nhớ"),
            ],
        )
        .to();
    assert_eq!(clerk.get("/registers").status, 200);
}

#[test]
fn wrong_files_and_wrong_addresses_are_answered_in_words() {
    let web = Web::new();
    let mut officer = web.signed_in("huyen.truc");
    let page = officer.upload(
        "/directives/add",
        "/directives/add",
        &[],
        ("file", "công văn.docx", b"PK\x03\x04 cut off in the middle"),
    );
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.fault().is_some());
    for path in [
        "/../etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd/x",
        "/assets/0/..%2f..%2fCargo.toml",
        "/registers/%00",
        "/task?ref=%0d%0aX-Evil:%201",
        "/returns/04117/ngay/x",
    ] {
        let page = officer.get(path);
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.headers.contains_key("x-evil"), "{path}");
    }
    let request = Request::post("/registers/away_resident/new")
        .header("cookie", officer.cookie())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(vec![b'a'; 3 << 20]))
        .unwrap();
    assert_eq!(web.send(request).status, 413);
    assert!(
        std::fs::read_dir(web.data().join("incoming")).map_or(0, Iterator::count) == 0,
        "what was sent is not left lying"
    );
}

#[test]
fn the_public_page_shows_what_is_published_and_nothing_else() {
    let web = Web::new();
    let page = web.public("/?unit=04165");
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("Người từ tỉnh ngoài về phải khai báo") && text.contains("0000 000 115"),
        "{text}"
    );
    assert!(web.public("/?q=ta+hoc").text().contains("Xã Tà Hộc"));
    for path in ["/board", "/registers", "/returns", "/api/v1/registers", "/sign-in", "/events"] {
        assert_eq!(web.public(path).status, 404, "{path}");
    }
}

#[test]
fn a_form_over_http_2_names_its_host_in_the_address() {
    let web = Web::new();
    let mut browser = web.browser();
    let csrf = browser.get("/sign-in").hidden("csrf");
    let send = |origin: &str| {
        let request = Request::post("https://localhost:8021/sign-in")
            .header("cookie", browser.cookie())
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf={csrf}&login=khong.co&password=sai&to=%2F")))
            .unwrap();
        web.send(request)
    };
    assert_eq!(send("https://localhost:8021").fault(), Some("sign_in_refused"), "ours: looked at");
    assert_eq!(send("https://evil.example").fault(), Some("form_expired"));
}

//! The API as another program calls it.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{COMMUNE, Web};

fn call(web: &Web, method: &str, path: &str, key: &str, body: Option<&Value>) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json");
    let page = web.send(
        request.body(body.map_or(Body::empty(), |body| Body::from(body.to_string()))).unwrap(),
    );
    let answer =
        serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error}: {}", page.body));
    (page.status, answer)
}

#[test]
fn every_answer_has_the_keys_that_the_description_names() {
    let web = Web::new();
    let key = web.key("huyen.chutich", false);
    let (_, document) = call(&web, "GET", "/api/v1/openapi.json", "", None);
    let (_, page) =
        call(&web, "GET", "/api/v1/registers/away_resident/records?unit=04117&limit=1", &key, None);
    let record = page["records"][0]["id"].as_str().unwrap();
    let filled = |path: &str| {
        let path = path
            .replace("{name}", "away_resident")
            .replace("{record}", record)
            .replace("{unit}", "04117")
            .replace("{day}", "2021-09-10")
            .replace("{template}", "away_resident_daily");
        if path.ends_with("/figures") {
            format!("{path}?address=04117/2021-09-10/not_returned")
        } else {
            path
        }
    };
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(get) = methods.get("get") else { continue };
        let (status, answer) = call(&web, "GET", &filled(path), &key, None);
        assert_eq!(status, 200, "{path}: {answer}");
        let required = get["responses"]["200"]["content"]["application/json"]["schema"]["required"]
            .as_array()
            .unwrap();
        for name in required {
            assert!(answer.get(name.as_str().unwrap()).is_some(), "{path}: {name}");
        }
    }
}

#[test]
fn sensitive_fields_are_given_only_when_asked_for_and_the_reading_is_recorded() {
    let web = Web::new();
    let key = web.key("huyen.chutich", false);
    let (_, plain) = call(
        &web,
        "GET",
        "/api/v1/registers/away_resident/records?unit=04117&limit=50",
        &key,
        None,
    );
    let has = |page: &Value| {
        page["records"]
            .as_array()
            .unwrap()
            .iter()
            .any(|record| record["fields"].get("phone").is_some())
    };
    assert!(!has(&plain));
    let (_, open) = call(
        &web,
        "GET",
        "/api/v1/registers/away_resident/records?unit=04117&limit=50&open=yes",
        &key,
        None,
    );
    assert!(has(&open));
    let record = open["records"][0]["id"].as_str().unwrap().parse().unwrap();
    assert!(
        web.node().reader().unwrap().readings_of(record).unwrap()[0].purpose.starts_with("API ")
    );
}

#[test]
fn records_are_written_with_a_key_that_may_and_nothing_is_overwritten_unseen() {
    let web = Web::new();
    let (reads, writes) = (web.key("xa.nhaplieu", false), web.key("xa.nhaplieu", true));
    let new = json!({ "fields": { "full_name": "Lò Văn Máy", "village": "Bản Mòng", "destination": "Hà Nội", "returned": "no" } });
    let path = "/api/v1/registers/away_resident/records";
    assert_eq!(call(&web, "POST", path, &reads, Some(&new)).0, 403);
    assert_eq!(call(&web, "POST", path, "pd_khong_co", Some(&new)).0, 401);
    let (status, made) = call(&web, "POST", path, &writes, Some(&new));
    assert_eq!(status, 201, "{made}");
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    let (_, record) = call(&web, "GET", &one, &reads, None);
    assert_eq!(record["unit_name"], "Xã Tà Hộc");
    let change = |entry: &Value| json!({ "fields": { "destination": "Hải Phòng" }, "reason": "gọi lại", "entry": entry });
    assert_eq!(call(&web, "PATCH", &one, &writes, Some(&change(&json!(1)))).0, 409);
    assert_eq!(call(&web, "PATCH", &one, &writes, Some(&change(&record["entry"]))).0, 200);
    assert_eq!(call(&web, "GET", &one, &reads, None).1["fields"]["destination"], "Hải Phòng");
    let wrong = json!({ "fields": { "full_name": "" } });
    let (status, said) = call(&web, "POST", path, &writes, Some(&wrong));
    assert_eq!(status, 422, "{said}");
    assert!(said["errors"][0]["code"].is_string());
    let other = json!({ "unit": "04117", "fields": { "full_name": "Kẻ Lạ" } });
    assert_eq!(call(&web, "POST", path, &writes, Some(&other)).0, 404);
    let (status, _) = call(
        &web,
        "GET",
        &format!("/api/v1/returns/{COMMUNE}/2021-09-10/away_resident_daily"),
        &reads,
        None,
    );
    assert_eq!(status, 200);
}

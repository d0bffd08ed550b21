//! The night on which a test comes back positive, at Nà Bó: what people write becomes a contact list, follow-ups where people
//! are, ends of quarantine; and what becomes of it when a contact is positive, a test negative, a case excluded.

use std::collections::BTreeMap;

use domain::base::units::mai_son;
use domain::base::{RecordId, UnitId, stamp};
use jiff::civil::{Date, DateTime, date};
use node::inbox::form::{Form, save_all};
use node::{Node, Options, Scope, analysis::tracing, fields, units};
use tempfile::TempDir;

const NIGHT: DateTime = date(2021, 5, 17).at(20, 0, 0, 0);

struct Night {
    node: Node,
    _folder: TempDir,
}

impl Night {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options::fixed(stamp(NIGHT).unwrap(), 5);
        let node = Node::create(folder.path(), options).unwrap();
        units::write(&node, &mai_son().unwrap(), None).unwrap();
        Self { node, _folder: folder }
    }

    fn unit(&self, code: &str) -> UnitId {
        units::tree(&self.node).unwrap().by_code(code, NIGHT.date()).unwrap().id
    }

    fn at(&self, moment: DateTime) {
        self.node.clock().set(stamp(moment).unwrap());
    }

    fn today(&self) -> Date {
        self.node.clock().today()
    }

    /// Fills in a form of a register in the book of a unit.
    fn save(&self, unit: &str, register: &str, cells: &[(&str, &str)]) -> RecordId {
        let found = self.try_save(unit, register, cells);
        found.unwrap_or_else(|codes| panic!("{register}: {codes:?}"))
    }

    fn try_save(
        &self,
        unit: &str,
        register: &str,
        cells: &[(&str, &str)],
    ) -> Result<RecordId, Vec<String>> {
        let registry = self.node.registry();
        let register = registry.called(register).unwrap().clone();
        let input = texts(cells);
        let form = Form {
            register: &register,
            unit: self.unit(unit),
            record: None,
            input: &input,
            officer: None,
            reason: None,
        };
        let saved = form.save(&self.node, self.today());
        saved.map(|saved| saved.output).map_err(|faults| {
            let told = |fault: &domain::base::Diagnostic| {
                format!("{}@{}", fault.code, fault.place.field.clone().unwrap_or_default())
            };
            faults.iter().map(told).collect()
        })
    }

    fn change(&self, register: &str, record: RecordId, cells: &[(&str, &str)]) {
        let registry = self.node.registry();
        let register = registry.called(register).unwrap().clone();
        let reader = self.node.reader().unwrap();
        let before = reader.record(&register.table, &Scope::everything(), record).unwrap().unwrap();
        drop(reader);
        let input = texts(cells);
        let form = Form {
            register: &register,
            unit: before.unit,
            record: Some(&before),
            input: &input,
            officer: None,
            reason: Some("cập nhật"),
        };
        form.save(&self.node, self.today()).unwrap();
    }

    fn person(&self, unit: &str, name: &str) -> RecordId {
        let phone = format!("09{:08}", name.chars().map(|letter| letter as u32).sum::<u32>());
        self.save(
            unit,
            "person",
            &[
                ("full_name", name),
                ("birth_year", "1980"),
                ("phone", &phone),
                ("village", "Mỏ Đồng"),
            ],
        )
    }

    /// Rows of a register as the named fields say, by the first of them.
    fn rows(&self, register: &str, names: &[&str]) -> BTreeMap<String, Vec<String>> {
        let registry = self.node.registry();
        let register = registry.called(register).unwrap().clone();
        let reader = self.node.reader().unwrap();
        let rows = reader.records(&register.table, &Scope::everything(), None, 10_000).unwrap();
        rows.iter()
            .map(|row| {
                let text =
                    |name: &&str| fields::value(&register.definition, &row.body, name).to_string();
                let mut texts: Vec<String> = names.iter().map(text).collect();
                (texts.remove(0), texts)
            })
            .collect()
    }

    fn record(&self, register: &str, name: &str) -> RecordId {
        let registry = self.node.registry();
        let register = registry.called(register).unwrap().clone();
        let reader = self.node.reader().unwrap();
        let rows = reader.records(&register.table, &Scope::everything(), None, 10_000).unwrap();
        let called = |row: &&node::Record| {
            fields::text(&register.definition, &row.body, "full_name") == name
        };
        rows.iter().find(called).unwrap().id
    }

    fn classes(&self) -> BTreeMap<String, Vec<String>> {
        self.rows("traced_contact", &["full_name", "class", "state", "ended_why"])
    }

    /// A case of Nà Bó, symptoms since 14 May, confirmed this night; three people at a wedding, and one whom one of them met.
    fn event() -> (Self, BTreeMap<&'static str, RecordId>) {
        let night = Self::new();
        let mut people = BTreeMap::new();
        for (unit, name) in [
            ("04136", "Lò Văn Ca"),
            ("04136", "Hà Thị Cỗ"),
            ("04165", "Cầm Văn Xa"),
            ("04136", "Lường Thị Hai"),
        ] {
            people.insert(name, night.person(unit, name));
        }
        let wedding =
            night.save("04136", "place", &[("name", "Đám cưới Mỏ Đồng"), ("kind", "worship")]);
        let market = night.save("04136", "place", &[("name", "Chợ Nà Bó"), ("kind", "market")]);
        let visit = |name, place: RecordId, from: &str, to: &str| {
            let person: RecordId = people[name];
            night.save(
                "04136",
                "place_visit",
                &[
                    ("person", &person.to_string()),
                    ("place", &place.to_string()),
                    ("from", from),
                    ("to", to),
                ],
            );
        };
        visit("Lò Văn Ca", wedding, "15/5/2021 10:00", "15/5/2021 13:00");
        visit("Hà Thị Cỗ", wedding, "15/5/2021 11:00", "15/5/2021 14:00");
        visit("Cầm Văn Xa", wedding, "15/5/2021 12:30", "15/5/2021 15:00");
        visit("Hà Thị Cỗ", market, "16/5/2021 6:00", "16/5/2021 8:00");
        visit("Lường Thị Hai", market, "16/5/2021 7:00", "16/5/2021 7:20");
        assert!(night.classes().is_empty(), "nobody is a contact before there is a case");
        let person = people["Lò Văn Ca"].to_string();
        let case = night.save(
            "04136",
            "case",
            &[
                ("full_name", "Lò Văn Ca"),
                ("person", &person),
                ("state", "confirmed"),
                ("onset", "14/5/2021"),
                ("sampled_on", "16/5/2021"),
                ("result_at", "17/5/2021 20:00"),
                ("confirmed_on", "17/5/2021"),
            ],
        );
        people.insert("case", case);
        (night, people)
    }

    /// Takes all that is proposed into the list.
    fn list_all(&self) {
        for name in self
            .classes()
            .into_iter()
            .filter(|(_, row)| row[1].contains("đề xuất") || row[1] == "proposed")
            .map(|(name, _)| name)
        {
            self.change(
                "traced_contact",
                self.record("traced_contact", &name),
                &[("state", "listed")],
            );
        }
    }
}

fn texts(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn row(class: &str, state: &str, ended: &str) -> Vec<String> {
    [class, state, ended].map(str::to_owned).to_vec()
}

#[test]
fn a_confirmed_case_proposes_its_contacts_with_why_each_is_on_the_list() {
    let (night, _) = Night::event();
    assert_eq!(
        night.classes(),
        BTreeMap::from([
            ("Hà Thị Cỗ".to_owned(), row("f1", "proposed", "")),
            ("Cầm Văn Xa".to_owned(), row("f1", "proposed", "")),
            ("Lường Thị Hai".to_owned(), row("f2", "proposed", "")),
        ])
    );
    let why = night.rows("traced_contact", &["full_name", "why", "rule", "last_exposure"]);
    assert_eq!(
        why["Lường Thị Hai"],
        [
            "Lường Thị Hai gặp Hà Thị Cỗ (Chợ Nà Bó, 07:00 16/05/2021–07:20 16/05/2021); Hà Thị Cỗ gặp Lò Văn Ca (Đám cưới Mỏ Đồng, 11:00 15/05/2021–13:00 15/05/2021)",
            "3468/QĐ-BYT, từ 01/01/2020 (mặc định)",
            "2021-05-16T07:20:00",
        ]
    );
    assert_eq!(night.rows("case", &["code"]).into_keys().collect::<Vec<_>>(), ["CA-04136-001"]);
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0, "once more changes nothing");
}

#[test]
fn what_is_listed_goes_to_the_unit_where_the_person_is_and_comes_back() {
    let (night, _) = Night::event();
    night.list_all();
    let sent = night.rows(
        "follow_up",
        &["full_name", "class", "state", "case_code", "due_at", "until", "monitored_until"],
    );
    assert_eq!(
        sent["Cầm Văn Xa"],
        ["f1", "sent", "CA-04136-001", "2021-05-18T00:00:00", "2021-06-05", "2021-06-12"]
    );
    assert_eq!(sent["Lường Thị Hai"][3], "2021-05-18T20:00:00", "an F2 within a day");
    let registry = night.node.registry();
    let book = registry.called("follow_up").unwrap();
    let away = night.record("follow_up", "Cầm Văn Xa");
    let reader = night.node.reader().unwrap();
    let there =
        reader.record(&book.table, &night.node.scope_of(night.unit("04165")).unwrap(), away);
    assert!(there.unwrap().is_some(), "in the book of the commune where the person lives");
    let here = reader.record(&book.table, &night.node.scope_of(night.unit("04136")).unwrap(), away);
    assert!(here.unwrap().is_none());
    drop(reader);
    night.at(date(2021, 5, 17).at(21, 30, 0, 0));
    night.change("follow_up", away, &[("state", "acknowledged")]);
    night.at(date(2021, 5, 17).at(22, 15, 0, 0));
    night.change("follow_up", away, &[("state", "reached")]);
    let back = night.rows("traced_contact", &["full_name", "acknowledged_at", "reached_at"]);
    assert_eq!(back["Cầm Văn Xa"], ["2021-05-17T21:30:00", "2021-05-17T22:15:00"]);
    // Somebody who cannot be found is told to the district.
    let near = night.record("follow_up", "Hà Thị Cỗ");
    night.change("follow_up", near, &[("state", "lost")]);
    let lost = night.rows("follow_up", &["full_name", "lost_since", "escalated_to"]);
    assert_eq!(
        lost["Hà Thị Cỗ"],
        ["2021-05-17T22:15:00".to_owned(), night.unit("125").to_string()]
    );
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
}

#[test]
fn a_contact_who_is_positive_becomes_a_case_and_its_contacts_come_nearer() {
    let (night, people) = Night::event();
    night.list_all();
    let person = people["Hà Thị Cỗ"].to_string();
    night.at(date(2021, 5, 19).at(9, 0, 0, 0));
    let second = night.save(
        "04136",
        "case",
        &[
            ("full_name", "Hà Thị Cỗ"),
            ("person", &person),
            ("state", "confirmed"),
            ("onset", "18/5/2021"),
            ("sampled_on", "18/5/2021"),
            ("confirmed_on", "19/5/2021"),
        ],
    );
    let classes = night.classes();
    assert_eq!(classes["Hà Thị Cỗ"], row("f0", "listed", "became_case"));
    assert_eq!(classes["Lường Thị Hai"], row("f1", "listed", ""));
    let follow_ups = night.rows("follow_up", &["full_name", "class", "class_since", "state"]);
    assert_eq!(follow_ups["Lường Thị Hai"], ["f1", "2021-05-19", "sent"]);
    assert_eq!(follow_ups["Hà Thị Cỗ"][2], "became_case");
    // The history of the row says what happened.
    let registry = night.node.registry();
    let book = registry.called("traced_contact").unwrap().definition.id;
    let steps = night.node.history(
        book,
        night.record("traced_contact", "Lường Thị Hai"),
        &Scope::everything(),
    );
    let reasons: Vec<String> = steps.unwrap().into_iter().filter_map(|step| step.reason).collect();
    assert!(reasons.contains(&"Diện F2 → F1 · class derived again".to_owned()), "{reasons:?}");
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
    // The second test was wrong: all is as before.
    night.change("case", second, &[("state", "negative")]);
    let classes = night.classes();
    assert_eq!(classes["Hà Thị Cỗ"], row("f1", "listed", ""));
    assert_eq!(classes["Lường Thị Hai"], row("f2", "listed", ""));
}

#[test]
fn a_negative_test_releases_contacts_of_that_contact_and_an_excluded_case_releases_all() {
    let (night, people) = Night::event();
    night.list_all();
    let one = night.record("traced_contact", "Hà Thị Cỗ");
    night.at(date(2021, 5, 18).at(9, 0, 0, 0));
    night.change("traced_contact", one, &[("result", "negative"), ("result_on", "18/5/2021")]);
    let classes = night.classes();
    assert_eq!(classes["Lường Thị Hai"], row("f2", "listed", "link_negative"));
    assert_eq!(classes["Hà Thị Cỗ"], row("f1", "listed", ""), "an F1 stays to the end");
    assert_eq!(night.rows("follow_up", &["full_name", "state"])["Lường Thị Hai"], ["released"]);
    night.change("case", people["case"], &[("state", "negative")]);
    let classes = night.classes();
    assert!(classes.values().all(|row| !row[2].is_empty()), "{classes:?}");
    assert_eq!(classes["Cầm Văn Xa"], row("none", "listed", "no_contact"));
}

#[test]
fn time_ends_what_is_left_on_the_day_of_the_pack() {
    let (night, _) = Night::event();
    night.list_all();
    let near = night.record("follow_up", "Hà Thị Cỗ");
    night.change("follow_up", near, &[("state", "isolating")]);
    // 15 May and 28 days: the last day is 12 June.
    night.at(date(2021, 6, 12).at(9, 0, 0, 0));
    tracing::run(&night.node, None).unwrap();
    assert_eq!(night.classes()["Hà Thị Cỗ"][2], "");
    night.at(date(2021, 6, 13).at(0, 1, 0, 0));
    tracing::run(&night.node, None).unwrap();
    assert_eq!(night.classes()["Hà Thị Cỗ"][2], "window");
    assert_eq!(
        night.rows("follow_up", &["full_name", "state", "ended_on"])["Hà Thị Cỗ"],
        ["completed", "2021-06-12"]
    );
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
}

#[test]
fn a_class_is_told_by_a_named_source_and_typed_by_nobody() {
    let (night, people) = Night::event();
    let hai = people["Lường Thị Hai"].to_string();
    // Whoever sends the class of somebody writes nothing.
    let row_of = night.record("traced_contact", "Lường Thị Hai");
    night.change("traced_contact", row_of, &[("class", "none"), ("state", "listed")]);
    assert_eq!(night.classes()["Lường Thị Hai"], row("f2", "listed", ""));
    // Told, but by nobody.
    let stranger = night.person("04165", "Quàng Văn Về");
    let told = [
        ("person", &*stranger.to_string()),
        ("asserted_class", "f1"),
        ("told_exposure", "12/5/2021"),
    ]
    .map(|(name, text)| (name, text.to_owned()));
    let cells: Vec<(&str, &str)> = told.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(
        night.try_save("04165", "traced_contact", &cells),
        Err(vec!["constraint@asserted_class".to_owned()])
    );
    let with =
        [cells, vec![("outside_source", "CDC Hà Nội, BN4352"), ("state", "listed")]].concat();
    night.save("04165", "traced_contact", &with);
    assert_eq!(night.classes()["Quàng Văn Về"], row("f1", "listed", ""));
    let sent = night.rows("follow_up", &["full_name", "class", "case_code", "until"]);
    assert_eq!(sent["Quàng Văn Về"], ["f1", "CDC Hà Nội, BN4352", "2021-06-02"]);
    // F2 here, F1 as told: the nearer counts.
    night.change(
        "traced_contact",
        row_of,
        &[
            ("outside_source", "CDC Hưng Yên"),
            ("asserted_class", "f1"),
            ("told_exposure", "16/5/2021"),
        ],
    );
    assert_eq!(night.classes()["Lường Thị Hai"], row("f1", "listed", ""));
    assert_eq!(hai.parse::<RecordId>().unwrap(), people["Lường Thị Hai"]);
}

#[test]
fn who_is_struck_off_stays_off_with_the_reason() {
    let (night, _) = Night::event();
    let one = night.record("traced_contact", "Cầm Văn Xa");
    night.change(
        "traced_contact",
        one,
        &[("state", "struck"), ("struck_why", "chỉ ghé ngoài sân")],
    );
    assert_eq!(night.classes()["Cầm Văn Xa"], row("f1", "struck", "struck"));
    night.save("04136", "place", &[("name", "Trạm y tế"), ("kind", "health")]);
    assert_eq!(night.classes()["Cầm Văn Xa"], row("f1", "struck", "struck"));
}

#[test]
fn the_household_and_the_class_of_a_case_are_proposed_without_a_visit() {
    let night = Night::new();
    let home = night.save(
        "04136",
        "household",
        &[("head", "Lò Văn Ca"), ("village", "Mỏ Đồng"), ("members", "3")],
    );
    for (name, year) in [("Lò Văn Ca", "1980"), ("Lò Thị Con", "2012"), ("Hà Thị Vợ", "1982")]
    {
        night.save(
            "04136",
            "household_member",
            &[("household", &home.to_string()), ("full_name", name), ("birth_year", year)],
        );
    }
    // Named by nobody but the case itself: the program links the rest.
    night.save(
        "04136",
        "case",
        &[
            ("full_name", "Lò Văn Ca"),
            ("birth_year", "1980"),
            ("state", "confirmed"),
            ("onset", "14/5/2021"),
            ("confirmed_on", "17/5/2021"),
        ],
    );
    let classes = night.classes();
    assert_eq!(classes.keys().collect::<Vec<_>>(), ["Hà Thị Vợ", "Lò Thị Con"]);
    assert!(classes.values().all(|row| row[0] == "f1"), "{classes:?}");
    let child = night.rows("traced_contact", &["full_name", "why"])["Lò Thị Con"].clone();
    assert!(child[0].contains("cùng nhà"), "{child:?}");
    for (name, work) in
        [("Lò Thị Bạn", "Lớp 3A trường Nà Bó"), ("Lò Thị Con", "lớp 3a trường Nà Bó")]
    {
        night.save(
            "04136",
            "person",
            &[("full_name", name), ("birth_year", "2012"), ("workplace", work), ("village", name)],
        );
    }
    let con = night.record("person", "Lò Thị Con");
    night.change("person", con, &[("workplace", "Lớp 3A trường Nà Bó")]);
    assert_eq!(night.classes().get("Lò Thị Bạn"), Some(&row("f2", "proposed", "")));
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
}

#[test]
fn a_stay_has_its_end_by_the_pack_of_the_day_on_which_it_began() {
    let night = Night::new();
    let stay = |name: &str, reason: &str, from: &str| {
        night.at(date(2022, 3, 1).at(9, 0, 0, 0));
        night.save(
            "04136",
            "quarantine_stay",
            &[
                ("full_name", name),
                ("birth_year", "1980"),
                ("reason", reason),
                ("form", "home"),
                ("from", from),
            ],
        )
    };
    stay("Một", "f1", "13/7/2021");
    stay("Hai", "f1", "14/7/2021");
    stay("Ba", "entrant", "10/5/2021");
    stay("Bốn", "case_at_home", "14/9/2021");
    let ends =
        night.rows("quarantine_stay", &["full_name", "until", "monitored_until", "tests", "rule"]);
    assert_eq!(
        ends["Một"],
        ["2021-08-03", "2021-08-10", "", "chỉ đạo 05/5/2021, từ 05/05/2021 (mặc định)"]
    );
    assert_eq!(
        ends["Hai"],
        [
            "2021-07-28",
            "2021-08-11",
            "15/07/2021, 21/07/2021, 28/07/2021",
            "5599/BYT-MT, từ 14/07/2021"
        ]
    );
    assert_eq!(ends["Ba"][0], "2021-05-31");
    assert_eq!(ends["Bốn"], ["", "", "", ""], "no paper says it, so nothing is said");
}

#[test]
fn a_new_paper_changes_the_stays_from_its_day_on_and_none_before() {
    let night = Night::new();
    night.at(date(2021, 8, 1).at(9, 0, 0, 0));
    for (name, from) in [("Trước", "24/7/2021"), ("Sau", "25/7/2021")] {
        let cells = [("full_name", name), ("birth_year", "1980"), ("reason", "f1")];
        let cells = [&cells[..], &[("form", "home"), ("from", from)]].concat();
        night.save("04136", "quarantine_stay", &cells);
    }
    let ends = || night.rows("quarantine_stay", &["full_name", "until", "rule"]);
    assert_eq!(ends()["Sau"], ["2021-08-08", "5599/BYT-MT, từ 14/07/2021"]);
    let text = "name = 'quarantine'\ntitle = { vi = 'a', en = 'b' }\n[[pack]]\nname = '77/SYT'\n\
        from = '2021-07-25'\nsource = 'CV 77/SYT'\nsure = 'found'\nrules = [{ of = ['f1'], days = 10 }]\n";
    let added = tracing::add_rules(&night.node, night.unit("125"), text, None).unwrap();
    assert_eq!(added.len(), 1);
    assert_eq!(ends()["Trước"], ["2021-08-07", "5599/BYT-MT, từ 14/07/2021"]);
    assert_eq!(ends()["Sau"], ["2021-08-04", "77/SYT, từ 25/07/2021"]);
    // It is on record like everything else, and there once.
    let again = tracing::add_rules(&night.node, night.unit("125"), text, None).unwrap_err();
    assert_eq!(again.code, "rules_unchanged");
    let other = text.replace("days = 10", "days = 9");
    let fault = tracing::add_rules(&night.node, night.unit("125"), &other, None).unwrap_err();
    assert_eq!(fault.code, "rule_pack_known");
    assert_eq!(tracing::kept_rules(&night.node).unwrap().len(), 1);
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
}

/// A register, the cells of a record, and the fault that it must be refused with.
type Refused<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

#[test]
fn what_cannot_be_is_told_at_the_field() {
    let (night, people) = Night::event();
    let (one, other) = (people["Hà Thị Cỗ"].to_string(), people["Cầm Văn Xa"].to_string());
    let table: [Refused; 6] = [
        ("contact", &[("one", &one), ("other", &one)], "constraint@other"),
        (
            "contact",
            &[
                ("one", &one),
                ("other", &other),
                ("first", "15/5/2021 10:00"),
                ("last", "15/5/2021 9:59"),
            ],
            "constraint@last",
        ),
        (
            "place_visit",
            &[
                ("person", &one),
                ("place", &one),
                ("from", "15/5/2021 10:00"),
                ("to", "15/5/2021 10:00"),
            ],
            "constraint@to",
        ),
        (
            "case",
            &[("full_name", "A"), ("birth_year", "2022"), ("onset", "14/5/2021")],
            "constraint@onset",
        ),
        ("case", &[("full_name", "A"), ("onset", "31/2/2021")], "date_none@onset"),
        (
            "zone",
            &[("name", "Mỏ Đồng"), ("from", "17/5/2021"), ("lifted_from", "7/6/2021")],
            "constraint@lifted_from",
        ),
    ];
    for (register, cells, expected) in table {
        let found = night.try_save("04136", register, cells);
        assert_eq!(found, Err(vec![expected.to_owned()]), "{register} {cells:?}");
    }
    // Two people who exposed each other, round and round, are traced all the same.
    for (a, b) in [(&one, &other), (&other, &one)] {
        night.save(
            "04136",
            "contact",
            &[("one", a), ("other", b), ("kind", "meal"), ("first", "15/5/2021 13:00")],
        );
    }
    assert_eq!(night.classes()["Hà Thị Cỗ"][0], "f1");
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
}

#[test]
fn two_rows_written_together_do_not_share_a_national_number() {
    let night = Night::new();
    let registry = night.node.registry();
    let register = registry.called("case").unwrap().clone();
    let rows = ["BN9001", "BN9002", "BN9001 ", "", ""];
    let inputs: Vec<_> = rows
        .iter()
        .map(|number| texts(&[("full_name", "Lò Văn Một"), ("national_number", number)]))
        .collect();
    let form = |input| Form {
        register: &register,
        unit: night.unit("04136"),
        record: None,
        input,
        officer: None,
        reason: None,
    };
    let forms: Vec<Form<'_>> = inputs.iter().map(form).collect();
    let saved = save_all(&night.node, &forms, night.today()).unwrap();
    let taken: Vec<bool> = saved.iter().map(Result::is_err).collect();
    assert_eq!(taken, [false, false, true, false, false]);
    assert_eq!(saved[2].as_ref().unwrap_err()[0].code, "value_taken");
}

#[test]
fn a_decision_that_says_no_number_is_counted_from_the_households_inside() {
    let night = Night::new();
    let zone = |name: &str, more: &[(&str, &str)]| {
        let cells = [&[("name", name), ("from", "17/5/2021")], more].concat();
        night.save("04136", "zone", &cells)
    };
    let silent = zone("Mỏ Đồng", &[]).to_string();
    let told = zone("Bó Liếng", &[("households", "22"), ("people", "80")]).to_string();
    zone("Nà Hường", &[]);
    for (head, members, zone) in
        [("Lò Văn Một", "4", &silent), ("Hà Văn Hai", "", &silent), ("Vì Văn Ba", "3", &told)]
    {
        night.save("04136", "household", &[("head", head), ("members", members), ("zone", zone)]);
    }
    let inside: BTreeMap<String, [Option<i64>; 2]> =
        tracing::zones(&night.node, &Scope::everything())
            .unwrap()
            .into_iter()
            .map(|zone| (zone.name, zone.inside))
            .collect();
    assert_eq!(inside["Mỏ Đồng"], [Some(2), Some(4)]);
    assert_eq!(inside["Bó Liếng"], [Some(22), Some(80)]);
    assert_eq!(inside["Nà Hường"], [None, None]);
}

#[test]
fn villages_that_no_open_point_serves_are_gaps() {
    let night = Night::new();
    let home = |unit: &str, village: &str| {
        night.save(unit, "household", &[("head", "Lò Văn A"), ("village", village)]);
    };
    for village in ["Bản Mòng", "Mỏ Đồng", "Nà Hường"] {
        home("04136", village);
    }
    home("04165", "Bản Pù");
    let gaps = || -> Vec<Vec<String>> {
        let all = Scope::everything();
        let gaps = tracing::unserved(&night.node, &all, night.today()).unwrap();
        let mut gaps: Vec<Vec<String>> = gaps.into_values().collect();
        gaps.sort();
        gaps
    };
    assert_eq!(gaps(), [vec!["Bản Pù"], vec!["Mỏ Đồng", "Bản Mòng", "Nà Hường"]]);
    let point = |unit: &str, cells: &[(&str, &str)]| night.save(unit, "service_point", cells);
    // It stands in one village and serves another; accents, capitals and the word before a name do not matter.
    point("04136", &[("name", "Trạm lưu động 1"), ("village", "bản mỏ đồng"), ("serves", "MÒNG")]);
    assert_eq!(gaps(), [vec!["Bản Pù"], vec!["Nà Hường"]]);
    // Yesterday's does not count, tomorrow's neither.
    point("04136", &[("name", "Trạm cũ"), ("until", "16/5/2021")]);
    point("04136", &[("name", "Trạm mới"), ("from", "18/5/2021")]);
    assert_eq!(gaps().len(), 2);
    // One that names no village serves its commune, and only that.
    point("04165", &[("name", "Trạm y tế xã")]);
    assert_eq!(gaps(), [vec!["Nà Hường"]]);
}

#[test]
fn who_was_seen_back_and_is_on_no_list_has_not_declared() {
    let night = Night::new();
    let seen = |name: &str| {
        night.save(
            "04136",
            "sighting",
            &[
                ("full_name", name),
                ("birth_year", "1990"),
                ("village", "Mỏ Đồng"),
                ("came_from", "Bắc Giang"),
                ("seen_on", "17/5/2021"),
            ],
        )
    };
    night.save(
        "04136",
        "away_resident",
        &[
            ("full_name", "Lò Văn Khai"),
            ("birth_year", "1990"),
            ("returned", "yes"),
            ("village", "Mỏ Đồng"),
        ],
    );
    night.save(
        "04136",
        "away_resident",
        &[("full_name", "Lò Văn Xa"), ("birth_year", "1990"), ("village", "Mỏ Đồng")],
    );
    for name in ["Lò Văn Khai", "Lò Văn Xa", "Lò Văn Giấu"] {
        seen(name);
    }
    let declared = || night.rows("sighting", &["full_name", "declared"]);
    let told = |pairs: [(&str, &str); 3]| -> BTreeMap<String, Vec<String>> {
        pairs.iter().map(|(name, word)| ((*name).to_owned(), vec![(*word).to_owned()])).collect()
    };
    assert_eq!(
        declared(),
        told([("Lò Văn Khai", "yes"), ("Lò Văn Xa", "no"), ("Lò Văn Giấu", "no")])
    );
    // They are found and taken into quarantine: what was seen agrees by itself.
    night.save(
        "04136",
        "quarantine_stay",
        &[
            ("full_name", "Lò Văn Giấu"),
            ("birth_year", "1990"),
            ("village", "Mỏ Đồng"),
            ("reason", "outbreak_area"),
            ("from", "17/5/2021"),
        ],
    );
    assert_eq!(declared()["Lò Văn Giấu"], ["yes"]);
    assert_eq!(tracing::run(&night.node, None).unwrap(), 0);
}

#[test]
fn whoever_isolates_meets_nobody_any_more() {
    let night = Night::new();
    let home = night.save("04136", "household", &[("head", "Hà Thị Chủ"), ("village", "Mỏ Đồng")]);
    for name in ["Lò Văn Ca", "Hà Thị Chủ", "Hà Văn Con"] {
        let cells = [("full_name", name), ("birth_year", "1980"), ("village", "Mỏ Đồng")];
        let mut cells = cells.to_vec();
        let link = home.to_string();
        if name != "Lò Văn Ca" {
            cells.push(("household", &link));
        }
        night.save("04136", "person", &cells);
    }
    let (case, host) = (night.record("person", "Lò Văn Ca"), night.record("person", "Hà Thị Chủ"));
    night.save(
        "04136",
        "contact",
        &[
            ("one", &case.to_string()),
            ("other", &host.to_string()),
            ("kind", "meal"),
            ("first", "15/5/2021 18:00"),
            ("last", "15/5/2021 19:00"),
        ],
    );
    night.save(
        "04136",
        "case",
        &[
            ("full_name", "Lò Văn Ca"),
            ("person", &case.to_string()),
            ("state", "confirmed"),
            ("onset", "14/5/2021"),
            ("confirmed_on", "17/5/2021"),
        ],
    );
    night.list_all();
    let last =
        || night.rows("traced_contact", &["full_name", "last_exposure"])["Hà Văn Con"][0].clone();
    assert_eq!(last(), "2021-05-17T23:59:00", "they live together to this day");
    night.at(date(2021, 5, 18).at(6, 30, 0, 0));
    night.change("follow_up", night.record("follow_up", "Hà Thị Chủ"), &[("state", "reached")]);
    night.change("follow_up", night.record("follow_up", "Hà Thị Chủ"), &[("state", "isolating")]);
    assert_eq!(last(), "2021-05-18T06:30:00");
    night.at(date(2021, 5, 25).at(6, 30, 0, 0));
    tracing::run(&night.node, None).unwrap();
    assert_eq!(last(), "2021-05-18T06:30:00", "and the days that go by add nothing");
}

#[test]
fn the_clock_ends_what_nobody_touches() {
    let (night, _) = Night::event();
    night.list_all();
    night.node.run_due_jobs().unwrap();
    for name in ["Hà Thị Cỗ", "Lường Thị Hai"] {
        night.change("follow_up", night.record("follow_up", name), &[("state", "isolating")]);
    }
    night.at(date(2021, 6, 6).at(8, 0, 0, 0));
    night.node.run_due_jobs().unwrap();
    // The F2 was last exposed on 16 May: fourteen days. The F1 on the 15th: twenty-one, and seven of monitoring.
    assert_eq!(night.classes()["Lường Thị Hai"][2], "window");
    assert_eq!(night.classes()["Hà Thị Cỗ"][2], "");
    let ends = night.rows("follow_up", &["full_name", "state", "ended_on"]);
    assert_eq!(ends["Lường Thị Hai"], ["completed", "2021-05-30"]);
}

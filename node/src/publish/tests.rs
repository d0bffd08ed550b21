//! A morning at one district: two communes with people away, four officers, and a clock that a test moves.

use domain::base::units::mai_son;
use domain::base::{RecordId, UnitId, Value, stamp};
use domain::entry::{Act, Draft, DraftChange};
use domain::register::Owner;
use domain::returns::{Post, Standing};
use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use proptest::prelude::*;
use tempfile::TempDir;

use super::{Desk, Opened, State, Subject};
use crate::people::{self, NewOfficer, Officer};
use crate::{Node, Options, fields, measure, units};

const DAY: Date = date(2021, 9, 10);

fn at(hour: i8, minute: i8, second: i8) -> Timestamp {
    stamp(DAY.to_datetime(time(hour, minute, second, 0))).unwrap()
}

struct Morning {
    node: Node,
    _folder: TempDir,
}

impl Morning {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let node = Node::create(folder.path(), Options::fixed(at(7, 0, 0), 5)).unwrap();
        units::write(&node, &mai_son().unwrap(), None).unwrap();
        Self { node, _folder: folder }
    }

    fn unit(&self, code: &str) -> UnitId {
        units::tree(&self.node).unwrap().by_code(code, DAY).unwrap().id
    }

    fn officer(&self, code: &str, full_name: &str, post: &str, acting_for: Option<&str>) {
        let unit = self.unit(code);
        people::add(&self.node, &NewOfficer { full_name, post, unit, acting_for }, None).unwrap();
    }

    fn both_officers(&self, code: &str) {
        self.officer(code, &format!("Lò Văn Bí {code}"), "secretary", None);
        self.officer(code, &format!("Hà Thị Chủ {code}"), "chair", None);
    }

    fn named(&self, name: &str) -> Officer {
        people::find(&self.node, name).unwrap()
    }

    /// Puts a resident: (returned, contacted, needs support).
    fn resident(&self, code: &str, name: &str, marks: (&str, &str, &str)) -> RecordId {
        let record = self.node.new_record().unwrap();
        self.put(
            code,
            record,
            &[
                ("full_name", Value::text(name)),
                ("phone", Value::text("0900000001")),
                ("returned", Value::text(marks.0)),
                ("contacted", Value::text(marks.1)),
                ("needs_support", Value::text(marks.2)),
            ],
        );
        record
    }

    fn put(&self, code: &str, record: RecordId, values: &[(&str, Value)]) {
        let register =
            self.node.registry().get(Owner::BuiltIn.id_of("away_resident")).unwrap().clone();
        let changes = vec![fields::change(&register.definition, record, values)];
        self.append(code, None, changes);
    }

    fn append(&self, code: &str, reason: Option<&str>, changes: Vec<DraftChange>) {
        let (unit, reason) = (self.unit(code), reason.map(str::to_owned));
        self.node.append(&Draft { unit, officer: None, reason, changes }).unwrap();
    }

    fn act(&self, code: &str, record: RecordId, act: Act) {
        let definition = Owner::BuiltIn.id_of("away_resident");
        self.append(code, Some("thử"), vec![DraftChange { definition, version: 1, record, act }]);
    }

    fn clock(&self, moment: Timestamp) -> &Self {
        self.node.clock().set(moment);
        self
    }

    fn desk(&self) -> Desk<'_> {
        Desk::open(&self.node).unwrap()
    }

    fn subject(&self, code: &str) -> Subject {
        self.desk().subject(code, DAY, None).unwrap()
    }

    /// Prepares, confirms and submits for a commune with both officers, now.
    fn report(&self, code: &str) {
        let (one, two) =
            (self.named(&format!("Lò Văn Bí {code}")), self.named(&format!("Hà Thị Chủ {code}")));
        self.desk().report(&self.subject(code), &[&one, &two], Some("đếm lại")).unwrap();
    }
}

fn commune() -> Morning {
    let morning = Morning::new();
    morning.both_officers("04117");
    morning.resident("04117", "Cà Văn Một", ("yes", "", ""));
    morning.resident("04117", "Cà Văn Hai", ("no", "yes", ""));
    morning.resident("04117", "Cà Văn Ba", ("no", "no", "yes"));
    morning
}

#[test]
fn the_figures_are_counted_from_the_register_and_add_up() {
    let morning = commune();
    let desk = morning.desk();
    let prepared = desk.prepare(&morning.subject("04117"), None, None).unwrap();
    let values = &prepared.version.frozen().unwrap().values;
    let figure = |name: &str| values[name];
    assert_eq!((figure("total"), figure("returned"), figure("not_returned")), (3, 1, 2));
    assert_eq!((figure("contacted"), figure("not_contacted"), figure("need_support")), (1, 1, 1));
    assert_eq!(prepared.warnings, []);
    assert!(!prepared.replaced);
}

#[test]
fn the_last_second_before_ten_is_on_time_and_ten_is_late() {
    for (moment, standing) in [(at(9, 59, 59), Standing::OnTime), (at(10, 0, 0), Standing::Late)] {
        let morning = commune();
        morning.clock(moment).report("04117");
        let shown = morning.desk().show(&morning.subject("04117"), None).unwrap();
        assert_eq!(shown.standing, standing);
        assert_eq!(shown.receipts.len(), 1);
        assert_eq!(shown.receipts[0].on_time, standing == Standing::OnTime);
        assert_eq!(shown.receipts[0].received_at, moment);
        assert_eq!(shown.version.unwrap().state, State::Received);
    }
}

#[test]
fn with_one_signature_it_does_not_go_and_says_who_is_missing() {
    let morning = commune();
    let (desk, subject) = (morning.desk(), morning.subject("04117"));
    assert_eq!(desk.submit(&subject, None).unwrap_err().code, "return_not_prepared");
    desk.prepare(&subject, None, None).unwrap();
    let attested = desk.attest(&subject, &morning.named("Lò Văn Bí 04117"), "").unwrap();
    assert_eq!(attested.missing, [Post::Chair]);
    assert_eq!(attested.version.state, State::Draft);
    let refused = desk.submit(&subject, None).unwrap_err();
    assert_eq!(refused.code, "attestation_missing");
    assert!(refused.message.vi.contains("Chủ tịch"));
    assert!(!refused.message.vi.contains("Bí thư"));
    assert!(refused.hint.unwrap().vi.contains("Hà Thị Chủ 04117"));
}

#[test]
fn a_correction_needs_a_reason_and_leaves_the_first_version_as_it_was() {
    let morning = commune();
    morning.clock(at(9, 30, 0)).report("04117");
    let (desk, subject) = (morning.desk(), morning.subject("04117"));
    let first = desk.versions(&subject).unwrap().remove(0);
    morning.resident("04117", "Cà Văn Bốn", ("no", "yes", ""));
    assert_eq!(desk.prepare(&subject, None, None).unwrap_err().code, "reason_missing");
    morning.clock(at(10, 30, 0)).report("04117");
    let versions = desk.versions(&subject).unwrap();
    assert_eq!((versions[0].state, versions[1].state), (State::Superseded, State::Received));
    assert_eq!(versions[0].payload, first.payload);
    assert_eq!((versions[1].number, versions[1].reason.as_str()), (2, "đếm lại"));
    assert_eq!(versions[1].frozen().unwrap().values["total"], 4);
    let shown = desk.show(&subject, Some(1)).unwrap();
    let total = shown.figures.iter().find(|figure| figure.line == "total").unwrap();
    assert_eq!((total.stated, total.live, total.has_changed()), (Some(3), Some(4), true));
    assert_eq!(shown.standing, Standing::OnTime);
}

#[test]
fn preparing_again_before_sending_replaces_the_draft_and_its_confirmations() {
    let morning = commune();
    let (desk, subject) = (morning.desk(), morning.subject("04117"));
    let first = desk.prepare(&subject, None, None).unwrap().version;
    desk.attest(&subject, &morning.named("Lò Văn Bí 04117"), "").unwrap();
    let again = desk.prepare(&subject, None, None).unwrap();
    assert!(again.replaced);
    assert_eq!(again.version.number, 1);
    assert_eq!(desk.versions(&subject).unwrap().len(), 1);
    assert_eq!(desk.submit(&subject, None).unwrap_err().code, "attestation_missing");
    let definition = Owner::System.id_of("return");
    let scope = morning.node.scope_of(subject.unit).unwrap();
    let history = morning.node.history(definition, first.record, &scope).unwrap();
    assert_eq!(history.last().unwrap().reason.as_deref(), Some("Lập lại trước khi gửi"));
}

#[test]
fn who_may_confirm() {
    let morning = commune();
    morning.officer("04117", "Vì Văn Phó", "deputy_chair", Some("chair"));
    morning.officer("04117", "Vì Văn Không", "deputy_chair", None);
    morning.both_officers("04120");
    let (desk, subject) = (morning.desk(), morning.subject("04117"));
    desk.prepare(&subject, None, None).unwrap();
    let attest = |name: &str| desk.attest(&subject, &morning.named(name), "");
    assert_eq!(attest("Vì Văn Không").unwrap_err().code, "post_not_held");
    assert_eq!(attest("Hà Thị Chủ 04120").unwrap_err().code, "officer_of_other_unit");
    let acting = attest("Vì Văn Phó").unwrap();
    assert_eq!((acting.post, acting.acting.as_deref()), (Post::Chair, Some("chair")));
    assert_eq!(attest("Hà Thị Chủ 04117").unwrap_err().code, "post_attested");
    assert_eq!(attest("Vì Văn Phó").unwrap_err().code, "attested_twice");
    assert_eq!(attest("Lò Văn Bí 04117").unwrap().version.state, State::Confirmed);
    let shown = desk.show(&subject, None).unwrap();
    assert_eq!(shown.attestations[0].full_name, "Vì Văn Phó");
    assert_eq!(shown.attestations[0].acting_for, "chair");
    desk.submit(&subject, None).unwrap();
}

#[test]
fn one_person_cannot_confirm_for_both_posts() {
    let morning = Morning::new();
    morning.officer("04117", "Lò Văn Kiêm", "secretary", Some("chair"));
    morning.officer("04117", "Hà Thị Chủ", "chair", None);
    let (desk, subject) = (morning.desk(), morning.subject("04117"));
    desk.prepare(&subject, None, None).unwrap();
    desk.attest(&subject, &morning.named("Lò Văn Kiêm"), "").unwrap();
    let refused = desk.attest(&subject, &morning.named("Lò Văn Kiêm"), "").unwrap_err();
    assert_eq!(refused.code, "attested_twice");
    assert_eq!(desk.submit(&subject, None).unwrap_err().code, "attestation_missing");
}

#[test]
fn only_the_home_node_prepares() {
    let morning = commune();
    let subject = morning.subject("04117");
    assert_eq!(morning.node.home_of(subject.unit).unwrap(), None);
    morning.desk().prepare(&subject, None, None).unwrap();
    assert_eq!(morning.node.home_of(subject.unit).unwrap(), Some(morning.node.id()));
    let other = domain::base::NodeId::derived("another");
    morning.clock(at(8, 0, 0)).node.set_home(subject.unit, other, None, "máy xã hỏng").unwrap();
    assert_eq!(morning.desk().prepare(&subject, None, None).unwrap_err().code, "other_home_node");
    assert_eq!(morning.desk().submit(&subject, None).unwrap_err().code, "other_home_node");
}

#[test]
fn the_district_sees_who_is_late_and_adds_up_what_came() {
    let morning = commune();
    morning.both_officers("04120");
    morning.resident("04120", "Vì Văn Năm", ("no", "no", ""));
    morning.clock(at(9, 20, 0)).report("04117");
    let waiting = morning.clock(at(9, 59, 59)).desk().collate("125", DAY, None).unwrap();
    let counts = waiting.collation.counts;
    assert_eq!((counts.obliged, counts.on_time, counts.waiting, counts.missing), (22, 1, 21, 0));
    morning.clock(at(10, 0, 0)).report("04120");
    let collated = morning.clock(at(10, 5, 0)).desk().collate("125", DAY, None).unwrap();
    let counts = collated.collation.counts;
    assert_eq!((counts.on_time, counts.late, counts.missing, counts.waiting), (1, 1, 20, 0));
    assert_eq!(collated.collation.totals["total"], 4);
    assert_eq!(collated.collation.totals["not_returned"], 3);
    assert_eq!(collated.warnings, []);
}

#[test]
fn the_roll_up_names_what_went_in_and_who_is_missing_and_gets_two_receipts() {
    let morning = commune();
    morning.both_officers("04120");
    morning.officer("125", "Nguyễn Văn Huyện", "chair", None);
    morning.clock(at(9, 20, 0)).report("04117");
    morning.clock(at(10, 5, 0)).report("04120");
    let desk = morning.clock(at(10, 30, 0)).desk();
    let subject = desk.subject("125", DAY, None).unwrap();
    let chair = morning.named("Nguyễn Văn Huyện");
    let sent = desk.report(&subject, &[&chair], None).unwrap();
    let receivers: Vec<&str> = sent.receipts.iter().map(|r| r.receiver.as_str()).collect();
    assert_eq!(receivers, ["district_party_standing", "provincial_steering_committee"]);
    let frozen = sent.version.frozen().unwrap();
    assert_eq!((frozen.included.len(), frozen.missing.len()), (2, 20));
    assert_eq!((frozen.values["obliged"], frozen.values["missing"]), (22, 20));
    assert_eq!((frozen.values["on_time"], frozen.values["late"]), (1, 1));
    assert_eq!((frozen.values["total"], frozen.values["need_support"]), (3, 1));
    // A correction that comes later changes the live count, not what was stated.
    morning.resident("04120", "Vì Văn Sáu", ("no", "", ""));
    morning.clock(at(11, 0, 0)).report("04120");
    let recomputed = morning.desk().recompute(&sent.version).unwrap();
    assert!(recomputed.same, "{recomputed:?}");
    let shown = morning.desk().show(&subject, None).unwrap();
    let total = shown.figures.iter().find(|figure| figure.line == "total").unwrap();
    assert_eq!((total.stated, total.live), (Some(3), Some(4)));
}

#[test]
fn a_figure_opens_down_to_the_records_as_they_were() {
    let morning = commune();
    morning.officer("125", "Nguyễn Văn Huyện", "chair", None);
    let away = morning.resident("04117", "Cà Văn Bốn", ("no", "", ""));
    morning.clock(at(9, 20, 0)).report("04117");
    morning.act("04117", away, Act::Retract);
    let desk = morning.clock(at(10, 30, 0)).desk();
    let chair = morning.named("Nguyễn Văn Huyện");
    let open = |address: &str, officer: Option<&Officer>| {
        desk.open_figure(&address.parse().unwrap(), officer, &|_, _| 50).unwrap()
    };
    let Opened::Parts(parts) = open("125/2021-09-10/not_returned", None) else { panic!() };
    assert_eq!((parts.value, parts.parts.len()), (Some(3), 22));
    let part = parts.parts.iter().find(|part| part.value.is_some()).unwrap();
    let address = part.address.as_ref().unwrap().to_string();
    assert_eq!(address, "04117/2021-09-10/not_returned@v1");
    let Opened::Records(list) = open(&address, Some(&chair)) else { panic!() };
    assert_eq!((list.value, list.total, list.records.len()), (Some(3), 3, 3));
    assert!(list.records.iter().any(|record| record.id == away));
    assert!(!list.masked);
    let readings = morning.node.reader().unwrap().readings_of(away).unwrap();
    assert_eq!(readings[0].officer, chair.id);
    assert_eq!(readings[0].purpose, "open 04117/2021-09-10/not_returned@v1");
    let Opened::Records(list) = open(&address, None) else { panic!() };
    let phone = list.definition.field("phone").unwrap().no;
    assert!(list.masked && list.records[0].body[&phone] == Value::text("•••"));
    assert_eq!(morning.node.reader().unwrap().readings_of(away).unwrap().len(), 2);
}

#[test]
fn what_was_not_sent_opens_live_and_nobody_reads_outside_the_own_unit() {
    let morning = commune();
    morning.both_officers("04120");
    let desk = morning.desk();
    let address = "04117/2021-09-10/not_returned".parse().unwrap();
    let Opened::Records(list) = desk.open_figure(&address, None, &|_, _| 1).unwrap() else {
        panic!()
    };
    assert_eq!((list.as_of, list.total, list.records.len()), (None, 2, 1));
    let stranger = morning.named("Lò Văn Bí 04120");
    let refused = desk.open_figure(&address, Some(&stranger), &|_, _| 1).unwrap_err();
    assert_eq!(refused.code, "out_of_scope");
    let wrong = "04117/2021-09-10/arrived".parse().unwrap();
    assert_eq!(desk.open_figure(&wrong, None, &|_, _| 1).unwrap_err().code, "line_unknown");
}

#[test]
fn an_altered_content_is_named_and_not_added_up() {
    let morning = commune();
    morning.clock(at(9, 20, 0)).report("04117");
    let subject = morning.subject("04117");
    let version = morning.desk().versions(&subject).unwrap().remove(0);
    let register = units::register(&morning.node, "return").unwrap();
    let altered = version.payload.replace("\"total\":3", "\"total\":2");
    assert_ne!(altered, version.payload);
    let change =
        fields::change(&register.definition, version.record, &[("payload", Value::text(altered))]);
    morning.append("04117", None, vec![change]);
    let collated = morning.desk().collate("125", DAY, None).unwrap();
    assert_eq!(collated.warnings[0].code, "return_altered");
    assert_eq!(collated.collation.counts.on_time, 1);
    assert!(collated.collation.totals.is_empty());
    assert_eq!(collated.collation.incomplete.len(), 6);
}

#[test]
fn after_a_lawful_erasure_recomputing_says_what_it_could_not_read() {
    let morning = commune();
    let person = morning.resident("04117", "Cà Văn Bốn", ("no", "", ""));
    morning.clock(at(9, 20, 0)).report("04117");
    morning.act("04117", person, Act::Erase);
    let version = morning.desk().versions(&morning.subject("04117")).unwrap().remove(0);
    let recomputed = morning.desk().recompute(&version).unwrap();
    assert!(!recomputed.same && recomputed.erased == 1, "{recomputed:?}");
    let total = recomputed.differences.iter().find(|one| one.line == "total").unwrap();
    assert_eq!((total.stated, total.computed), (Some(4), Some(3)));
}

#[test]
fn a_template_in_the_data_folder_needs_no_rust() {
    let morning = commune();
    let folder = morning.node.folder().join("returns");
    std::fs::create_dir(&folder).unwrap();
    let text = r#"
name = "support_daily"
version = 1
title = { vi = "Người cần hỗ trợ", en = "In need of support" }
source = "thử"
owed_by = "commune"
cut_off = { by = "15:00:00" }
attested_by = ["chair"]
[[receiver]]
name = "district"
title = { vi = "Huyện", en = "District" }
[[line]]
name = "need_support"
title = { vi = "Cần hỗ trợ", en = "In need" }
figure = { counted = { register = "away_resident", indicator = "need_support" } }
"#;
    std::fs::write(folder.join("support.toml"), text).unwrap();
    let desk = morning.desk();
    assert_eq!(desk.subject("04117", DAY, None).unwrap_err().code, "template_unclear");
    let subject = desk.subject("04117", DAY, Some("support_daily")).unwrap();
    let chair = morning.named("Hà Thị Chủ 04117");
    let sent = desk.report(&subject, &[&chair], None).unwrap();
    assert_eq!(sent.version.frozen().unwrap().values["need_support"], 1);
    let short = "04117/2021-09-10/need_support".parse().unwrap();
    assert_eq!(desk.open_figure(&short, None, &|_, _| 9).unwrap_err().code, "line_ambiguous");
    let address = desk.address(&subject, "need_support", None);
    assert_eq!(address.to_string(), "04117/2021-09-10/support_daily.need_support");
    assert!(desk.open_figure(&address, None, &|_, _| 9).is_ok());
    std::fs::write(folder.join("support.toml"), text.replace("support_daily", "support'daily"))
        .unwrap();
    assert_eq!(Desk::open(&morning.node).unwrap_err().code, "template_name");
}

/// A step of a morning: a new person with marks, or a change to an earlier one.
#[derive(Clone, Debug)]
enum Step {
    Add(u8, u8, u8),
    Change(usize, u8),
    Retract(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0u8..3, 0u8..3, 0u8..3).prop_map(|(a, b, c)| Step::Add(a, b, c)),
        2 => (any::<usize>(), 0u8..3).prop_map(|(at, mark)| Step::Change(at, mark)),
        1 => any::<usize>().prop_map(Step::Retract),
    ];
    prop::collection::vec(step, 0..12)
}

fn mark(number: u8) -> &'static str {
    ["", "yes", "no"][usize::from(number) % 3]
}

fn walk(morning: &Morning, steps: &[Step], records: &mut Vec<RecordId>) {
    for step in steps {
        match *step {
            Step::Add(a, b, c) => {
                records.push(morning.resident(
                    "04117",
                    "Người Nào Đó",
                    (mark(a), mark(b), mark(c)),
                ));
            }
            Step::Change(at, number) if !records.is_empty() => {
                let record = records[at % records.len()];
                morning.put("04117", record, &[("returned", Value::text(mark(number)))]);
            }
            Step::Retract(at) if !records.is_empty() => {
                morning.act("04117", records[at % records.len()], Act::Retract);
            }
            Step::Change(..) | Step::Retract(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_frozen_return_is_recomputed_alike_whatever_comes_after(before in steps(), after in steps()) {
        let morning = Morning::new();
        let (mut records, unit) = (Vec::new(), morning.unit("04117"));
        walk(&morning, &before, &mut records);
        let (desk, subject) = (morning.desk(), morning.subject("04117"));
        let version = desk.prepare(&subject, None, None).unwrap().version;
        let frozen = version.frozen().unwrap().clone();
        let count = |line: &str| frozen.values[line];
        prop_assert_eq!(count("returned") + count("not_returned"), count("total"));
        prop_assert_eq!(count("contacted") + count("not_contacted"), count("not_returned"));
        // SQL over the table and the evaluator over its rows say the same.
        let register = morning.node.registry().get(Owner::BuiltIn.id_of("away_resident")).unwrap().clone();
        let (reader, scope) = (morning.node.reader().unwrap(), morning.node.scope_of(unit).unwrap());
        let rows = measure::all_records(&reader, &register.table, &scope).unwrap();
        let evaluated = measure::count(&register.definition, rows.iter().map(|row| &row.body), DAY);
        let counted = measure::figures(&reader, &register, &scope, DAY).unwrap();
        prop_assert_eq!(evaluated.unwrap(), counted);
        drop(reader);
        walk(&morning, &after, &mut records);
        let again = morning.desk().versions(&subject).unwrap().remove(0);
        prop_assert_eq!(&again.payload, &version.payload);
        let recomputed = morning.desk().recompute(&again).unwrap();
        prop_assert!(recomputed.same, "{:?}", recomputed);
        for line in &frozen.lines {
            let address = morning.desk().address(&subject, &line.name, Some(1));
            let opened = morning.desk().open_figure(&address, None, &|_, _| 1000).unwrap();
            let Opened::Records(list) = opened else { panic!("a counted line opens into records") };
            prop_assert_eq!(i64::try_from(list.records.len()).ok(), list.value);
        }
    }
}

//! The night before: a test comes back positive, the contacts are listed, and by the morning all of them were reached.

use std::collections::BTreeMap;

use domain::base::{RecordId, UnitId, local};
use domain::register::Owner;
use jiff::civil::{DateTime, datetime};
use node::analysis::tracing;
use node::inbox::form::{Form, save_all};
use node::{Record, Scope};

use super::super::Failure;
use super::{DISTRICT, Stage, moment};

/// Where the case lives.
const COMMUNE: &str = "04117";
/// Where one of its contacts lives.
const NEIGHBOUR: &str = "04123";
/// When the result is there.
const POSITIVE: DateTime = datetime(2021, 9, 9, 21, 5, 0, 0);
/// When the contact list is looked at and goes out.
const LISTED: DateTime = datetime(2021, 9, 9, 21, 40, 0, 0);
/// When the last contact is found.
const REACHED: DateTime = datetime(2021, 9, 10, 6, 40, 0, 0);

/// Rows of a register of this night at most.
const MOST: u32 = 100;

const VILLAGE: &str = "Bản Xum";

/// Those who live with the case; name and year of birth.
const AT_HOME: [(&str, &str); 3] =
    [("Lường Thị Thơm", "1986"), ("Lường Văn Hùng", "2009"), ("Lường Thị Mai", "2013")];
/// Those who were at the market when the case was; a family of their own each. The third has no telephone.
const AT_THE_MARKET: [(&str, &str, &str); 3] = [
    ("Hà Thị Bống", "1971", "0912000311"),
    ("Cầm Văn Sơn", "1990", "0912000312"),
    ("Quàng Thị Nụ", "1955", ""),
];

impl Stage<'_> {
    /// A case, its contacts in two communes, the closed hamlet with its checkpoint.
    pub(super) fn night(&self) -> Result<(), Failure> {
        self.node.clock().set(moment(POSITIVE));
        let unit = self.unit(COMMUNE)?;
        let case = self.case(unit)?;
        self.whereabouts(unit, case)?;
        self.node.clock().set(moment(LISTED));
        let listed = self.list()?;
        let commune = self.world.communes.iter().find(|commune| commune.code == COMMUNE);
        let name = commune.map(|one| format!("{} {}", one.kind.word(), one.name));
        let name = name.unwrap_or_default();
        self.say(
            POSITIVE,
            &format!("{name}: một ca dương tính; {listed} người tiếp xúc, giao theo dõi ở hai xã"),
            &format!(
                "{name}: a test is positive; {listed} contacts to be followed in two communes"
            ),
        );
        self.close_the_hamlet(unit)?;
        self.near_homes(unit)?;
        self.node.clock().set(moment(REACHED));
        self.reach()
    }

    /// The case with its household; gives its person.
    fn case(&self, unit: UnitId) -> Result<RecordId, Failure> {
        let head = "Lường Văn Toản";
        let home = [("head", head), ("village", VILLAGE), ("members", "4"), ("needs", "food")];
        let home = self.keep(unit, "household", &home)?.to_string();
        let lives = [("village", VILLAGE), ("household", home.as_str())];
        let own = [("full_name", head), ("birth_year", "1984"), ("phone", "0912000300")];
        let person = self.keep(unit, "person", &[&own[..], &lives].concat())?;
        for (name, year) in AT_HOME {
            let one = [("full_name", name), ("birth_year", year), ("phone", "0912000300")];
            self.keep(unit, "person", &[&one[..], &lives].concat())?;
        }
        let link = person.to_string();
        self.keep(
            unit,
            "case",
            &[
                ("full_name", head),
                ("birth_year", "1984"),
                ("village", VILLAGE),
                ("phone", "0912000300"),
                ("person", &link),
                ("state", "confirmed"),
                ("found_by", "screening"),
                ("source_known", "unknown"),
                ("symptoms", "fever cough"),
                ("onset", "2021-09-07"),
                ("sampled_on", "2021-09-09"),
                ("result_at", "2021-09-09 21:05"),
                ("confirmed_on", "2021-09-09"),
                ("isolated_at", "2021-09-09 21:30"),
            ],
        )?;
        Ok(person)
    }

    /// Where the case was, who was there, and whom it had a meal with.
    fn whereabouts(&self, unit: UnitId, case: RecordId) -> Result<(), Failure> {
        let case = case.to_string();
        let market = [("name", "Chợ trung tâm xã"), ("kind", "market"), ("village", VILLAGE)];
        let market = self.keep(unit, "place", &market)?.to_string();
        let was = |person: &str, from: &str, to: &str| {
            let cells = [
                ("person", person),
                ("place", &market),
                ("from", from),
                ("to", to),
                ("source", "interview"),
            ];
            self.keep(unit, "place_visit", &cells)
        };
        was(&case, "2021-09-08 06:30", "2021-09-08 08:00")?;
        for (name, year, phone) in AT_THE_MARKET {
            let home = [("head", name), ("village", VILLAGE), ("members", "2")];
            let home = self.keep(unit, "household", &home)?.to_string();
            let lives = [("village", VILLAGE), ("household", home.as_str())];
            let own = [("full_name", name), ("birth_year", year), ("phone", phone)];
            let person = self.keep(unit, "person", &[&own[..], &lives].concat())?.to_string();
            was(&person, "2021-09-08 07:00", "2021-09-08 08:30")?;
            // Whoever lives with a contact comes after it.
            let other = format!("{} Thanh", name.split(' ').next().unwrap_or_default());
            let own = [("full_name", other.as_str()), ("birth_year", "1999"), ("phone", phone)];
            self.keep(unit, "person", &[&own[..], &lives].concat())?;
        }
        let there = self.unit(NEIGHBOUR)?.to_string();
        let guest = [
            ("full_name", "Tòng Văn Khách"),
            ("birth_year", "1988"),
            ("phone", "0912000320"),
            ("lives_at", there.as_str()),
        ];
        let guest = self.keep(unit, "person", &guest)?.to_string();
        let meal = [
            ("one", case.as_str()),
            ("other", guest.as_str()),
            ("kind", "meal"),
            ("first", "2021-09-08 18:00"),
            ("minutes", "50"),
            ("distance", "1"),
            ("mask", "none"),
        ];
        self.keep(unit, "contact", &meal)?;
        Ok(())
    }

    /// All that were proposed go on the list; how many.
    fn list(&self) -> Result<usize, Failure> {
        let listed = [("state", "listed")];
        let rows = self.rows("traced_contact")?;
        self.change("traced_contact", &rows, &listed, "Đã rà · looked at")
    }

    /// The hamlet from midnight on, the checkpoint before it, what is in force there.
    fn close_the_hamlet(&self, unit: UnitId) -> Result<(), Failure> {
        let zone = [
            ("name", VILLAGE),
            ("village", VILLAGE),
            ("boundary", "từ cầu treo đến nhà văn hóa bản"),
            ("decision", "1514/QĐ-UBND"),
            ("decided_on", "2021-09-09"),
            ("from", "2021-09-10"),
            ("planned_until", "2021-09-23"),
        ];
        let zone = self.keep(unit, "zone", &zone)?.to_string();
        let checkpoint = [
            ("name", "Chốt cầu treo"),
            ("zone", zone.as_str()),
            ("location", "đầu cầu treo"),
            ("staffed_by", "công an, dân quân, y tế"),
            ("people", "4"),
            ("from", "2021-09-10"),
        ];
        self.keep(unit, "checkpoint", &checkpoint)?;
        let homes = self.rows("household")?;
        self.change("household", &homes, &[("zone", &zone)], "Trong vùng · inside the zone")?;
        let area = unit.to_string();
        let measure = [
            ("area", area.as_str()),
            ("village", VILLAGE),
            ("regime", "ct16"),
            ("from", "2021-09-10 00:00"),
            ("until", "2021-09-24 00:00"),
        ];
        self.keep(self.unit(DISTRICT)?, "measure", &measure)?;
        Ok(())
    }

    /// Where people of the commune get care; one hamlet has nobody yet. Two rounds of the evening found one thing amiss.
    fn near_homes(&self, unit: UnitId) -> Result<(), Failure> {
        let station = [
            ("name", "Trạm y tế xã"),
            ("kind", "station"),
            ("serves", "Bản Đen, Bản Cang"),
            ("hours", "cả ngày lẫn đêm"),
            ("phone", "0912000399"),
        ];
        self.keep(unit, "service_point", &station)?;
        let kept =
            [("checked_on", "2021-09-09"), ("place", "chợ trung tâm xã"), ("result", "kept")];
        self.keep(unit, "compliance_check", &kept)?;
        let fined = [
            ("checked_on", "2021-09-09"),
            ("village", VILLAGE),
            ("place", "quán đầu bản"),
            ("result", "fined"),
            ("violation", "business"),
            ("offender", "chủ quán"),
            ("decision", "27/QĐ-XPHC"),
            ("fine", "2000000"),
        ];
        self.keep(unit, "compliance_check", &fined)?;
        Ok(())
    }

    /// Everybody who is to be followed was found and stays where they are.
    fn reach(&self) -> Result<(), Failure> {
        let rows = self.rows("follow_up")?;
        self.change("follow_up", &rows, &[("state", "isolating")], "Đã gặp · reached")?;
        let all = tracing::cases(&self.node, &Scope::everything())?;
        let result = all.first().and_then(|case| case.result_at);
        let minutes = result.map(|at| local(self.node.clock().now()).duration_since(at).as_mins());
        let (count, minutes) = (rows.len(), minutes.unwrap_or_default());
        self.say(
            REACHED,
            &format!("đã gặp đủ {count} người tiếp xúc, {minutes} phút sau khi có kết quả"),
            &format!("all {count} contacts are reached, {minutes} minutes after the result"),
        );
        Ok(())
    }

    fn keep(
        &self,
        unit: UnitId,
        register: &str,
        cells: &[(&str, &str)],
    ) -> Result<RecordId, Failure> {
        let registry = self.node.registry();
        let register = registry.get(Owner::BuiltIn.id_of(register))?;
        let input = texts(cells);
        let form =
            Form { register, unit, record: None, input: &input, officer: None, reason: None };
        Ok(form.save(&self.node, self.node.clock().today())?.output)
    }

    fn rows(&self, register: &str) -> Result<Vec<Record>, Failure> {
        let registry = self.node.registry();
        let register = registry.get(Owner::BuiltIn.id_of(register))?;
        let scope = self.node.scope_of(self.unit(DISTRICT)?)?;
        let mut rows = self.node.reader()?.records(&register.table, &scope, None, MOST)?;
        rows.sort_by_key(|record| record.unit);
        Ok(rows)
    }

    /// The same change of several records; how many.
    fn change(
        &self,
        register: &str,
        rows: &[Record],
        cells: &[(&str, &str)],
        why: &str,
    ) -> Result<usize, Failure> {
        let registry = self.node.registry();
        let register = registry.get(Owner::BuiltIn.id_of(register))?;
        let input = texts(cells);
        let forms: Vec<Form<'_>> = rows
            .iter()
            .map(|record| Form {
                register,
                unit: record.unit,
                record: Some(record),
                input: &input,
                officer: None,
                reason: Some(why),
            })
            .collect();
        for same in forms.chunk_by(|one, other| one.unit == other.unit) {
            for saved in save_all(&self.node, same, self.node.clock().today())? {
                saved?;
            }
        }
        Ok(forms.len())
    }
}

fn texts(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

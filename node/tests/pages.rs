//! Pages of a list: one after another they are the whole list, each row once, in its order, with indexes and without.

use domain::base::RecordId;
use domain::base::days_since_1970;
use domain::base::text::fold;
use domain::entry::Act;
use node::store::Wanted;
use node::{Node, Scope};
use proptest::prelude::*;

use crate::support::{body, draft, guests_id, new_node, unit};

const NAMES: [&str; 6] = [
    "Lò Văn Hùng",
    "Quàng Thị Hương",
    "Hoàng Văn Hùng",
    "Lò Thị Đào",
    "Cầm Bá Hùng",
    "Vì Thị Dung",
];

fn record_of(number: u32) -> RecordId {
    RecordId::derived(&number.to_string())
}

/// Writes people into units and retracts some; gives who is left: name, number.
fn written(node: &Node, people: &[(usize, bool)]) -> Vec<(String, u32)> {
    let mut left = Vec::new();
    for (number, (name, stays)) in (1..).zip(people) {
        let (record, whose) = (record_of(number), unit(["a", "b"][*name % 2]));
        node.append(&draft(whose, vec![(record, Act::Put(body(NAMES[*name], 1)))])).unwrap();
        if *stays {
            left.push((NAMES[*name].to_owned(), number));
        } else {
            node.append(&draft(whose, vec![(record, Act::Retract)])).unwrap();
        }
    }
    left
}

/// All pages of a list: the records, and how many pages there were.
fn pages(node: &Node, search: &str, limit: u32) -> Vec<RecordId> {
    let register = node.registry().get(guests_id()).unwrap().clone();
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let today = days_since_1970(jiff::civil::date(2021, 9, 10));
        let wanted = Wanted { search, condition: None, today, after };
        let reader = node.reader().unwrap();
        let page = reader.page(&register.table, &Scope::everything(), &wanted, limit).unwrap();
        assert!(page.records.len() <= limit as usize);
        all.extend(page.records.iter().map(|record| record.id));
        let Some(next) = page.next else { return all };
        assert_eq!(page.records.len(), limit as usize, "a page with a next one is full");
        after = Some(next);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn pages_one_after_another_are_the_whole_list(
        people in proptest::collection::vec((0_usize..6, prop::bool::weighted(0.8)), 0..24),
        limit in 1_u32..7,
    ) {
        let node = new_node(7);
        let left = written(&node, &people);
        let mut expected: Vec<RecordId> = left.iter().map(|(_, number)| record_of(*number)).collect();
        let mut found = pages(&node, "", limit);
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(&found, &expected);

        // By name, where somebody searches; accents do not matter.
        let search = fold("HÙNG");
        let mut named: Vec<(String, u32)> = left
            .into_iter()
            .map(|(name, number)| (fold(&name), number))
            .filter(|(name, _)| name.contains(&search))
            .collect();
        named.sort();
        let named: Vec<RecordId> = named.into_iter().map(|(_, number)| record_of(number)).collect();
        prop_assert_eq!(&pages(&node, &search, limit), &named);

        // While a large list comes in its indexes are away.
        let file = rusqlite::Connection::open(node.node.folder().join("phaodai.db")).unwrap();
        let mut indexes = file
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND (name LIKE '%_search' OR name LIKE '%_path')")
            .unwrap();
        let names: Vec<String> =
            indexes.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        drop(indexes);
        for name in names.iter().filter(|name| name.starts_with("r_")) {
            file.execute(&format!("DROP INDEX {name}"), []).unwrap();
        }
        prop_assert_eq!(&pages(&node, &search, limit), &named);
        let mut found = pages(&node, "", limit);
        found.sort_unstable();
        prop_assert_eq!(&found, &expected);
    }
}

//! Every rule of the program has figures on which it fires, and figures next to those on which it stays silent.

use std::collections::BTreeSet;

use super::*;
use crate::base::Lang;

fn rule(name: &str, about: &str) -> Rule {
    let rules = built_in_rules().unwrap();
    let found = rules.into_iter().find(|rule| rule.name == name && rule.about == about);
    found.unwrap_or_else(|| panic!("no rule {name} about {about:?}"))
}

fn check(name: &str, about: &str) -> Check {
    match rule(name, about).test {
        Test::Equation(check) => check,
        other => panic!("{name} is no equation: {other:?}"),
    }
}

fn held(check: &Check, figures: &[(&str, i64)]) -> Verdict {
    judge(check, |name| {
        figures.iter().find(|(known, _)| *known == name.to_string()).map(|(_, value)| *value)
    })
}

/// Rule, line, figures on which it fires with what the two sides come to, figures on which it does not.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, i64)],
    (i64, i64),
    &'static [(&'static str, i64)],
);

const CASES: &[Case] = &[
    (
        "returned_and_not",
        "",
        &[("returned", 41), ("not_returned", 660), ("total", 700)],
        (701, 700),
        &[("returned", 41), ("not_returned", 659), ("total", 700)],
    ),
    (
        "contacted_and_not",
        "",
        &[("contacted", 600), ("not_contacted", 60), ("not_returned", 659)],
        (660, 659),
        &[("contacted", 600), ("not_contacted", 59), ("not_returned", 659)],
    ),
    (
        "support_within_total",
        "",
        &[("need_support", 701), ("total", 700)],
        (701, 700),
        &[("need_support", 700), ("total", 700)],
    ),
    (
        "total_moves",
        "",
        &[
            ("before.total", 700),
            ("came.away_resident", 12),
            ("struck.away_resident", 3),
            ("total", 708),
        ],
        (709, 708),
        &[
            ("before.total", 700),
            ("came.away_resident", 12),
            ("struck.away_resident", 3),
            ("total", 709),
        ],
    ),
    (
        "returned_fell",
        "",
        &[("returned", 40), ("struck.away_resident", 2), ("before.returned", 43)],
        (42, 43),
        &[("returned", 40), ("struck.away_resident", 3), ("before.returned", 43)],
    ),
    (
        "declared_is_counted",
        "*",
        &[("line", 712), ("counted.line", 700)],
        (712, 700),
        &[("line", 700), ("counted.line", 700)],
    ),
    (
        "register_moved_on",
        "not_returned",
        &[("not_returned", 700), ("now.not_returned", 678)],
        (700, 678),
        &[("not_returned", 700), ("now.not_returned", 679)],
    ),
    (
        "in_quarantine_and_returned",
        "",
        &[("quarantine_site.beds_occupied", 47), ("returned", 41)],
        (47, 41),
        &[("quarantine_site.beds_occupied", 46), ("returned", 41)],
    ),
    (
        "rollup_is_sum",
        "total",
        &[("total", 14_000), ("below.total", 14_001)],
        (14_000, 14_001),
        &[("total", 14_000), ("below.total", 14_000)],
    ),
];

#[test]
fn every_equation_fires_and_its_near_miss_is_silent() {
    for (name, about, fires, sides, near) in CASES {
        let check = check(name, about);
        match held(&check, fires) {
            Verdict::Broken(broken) => {
                assert_eq!((broken.one.value, broken.other.value), *sides, "{name}");
                let named = broken.one.figures.iter().chain(&broken.other.figures);
                assert_eq!(named.count(), fires.len(), "{name} names its figures");
            }
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!(held(&check, near), Verdict::Holds, "{name}");
        assert_eq!(held(&check, &fires[1..]), Verdict::Unjudged, "{name}: one figure is missing");
    }
}

#[test]
fn no_rule_is_without_a_case() {
    let mut told: BTreeSet<&str> = CASES.iter().map(|(name, ..)| *name).collect();
    // These have tests of their own below, and beside `outlier` and `person`.
    told.extend(["unusual_level", "unusual_growth", "same_person"]);
    let rules = built_in_rules().unwrap();
    let known: BTreeSet<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(known, told);
    for rule in &rules {
        assert!(!rule.source.is_empty() && rule.hours > 0, "{}", rule.name);
        assert!(!rule.title.vi.is_empty() && !rule.title.en.is_empty(), "{}", rule.name);
    }
}

#[test]
fn the_three_strategies_for_missing_figures_are_those_of_balances() {
    let written = |missing: &str| {
        let text = format!(
            "name = \"x\"\ntitle = {{ vi = \"x\", en = \"x\" }}\n[[rule]]\nname = \"a\"\ntitle = {{ vi = \"a\", en = \"a\" }}\nsource = \"s\"\nhours = 1\ntemplate = \"t\"\ncheck = \"a + b = c\"\nmissing = \"{missing}\"\n"
        );
        let rules = read_rules(&[], &text).unwrap();
        match &rules[0].test {
            Test::Equation(check) => held(check, &[("a", 3), ("c", 3)]),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(written("skip"), Verdict::Unjudged);
    assert_eq!(written("zero"), Verdict::Holds);
    match written("never") {
        Verdict::Broken(broken) => assert_eq!(broken.missing, ["b"]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_level_and_a_growth_are_held_against_the_past() {
    let of = |name: &str, line: &str| match rule(name, line).test {
        Test::Outlier(outlier) => outlier,
        other => panic!("{other:?}"),
    };
    let level = of("unusual_level", "not_returned");
    let week = [310, 305, 312, 299, 308, 303, 306];
    match judge_outlier(&level, &week, Some(306), Some(31)) {
        Verdict::Broken(broken) => {
            assert_eq!((broken.one.value, broken.other.value), (31, 306));
            assert!(broken.usual.is_some_and(|(low, high)| low > 31 && high < 450));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(judge_outlier(&level, &week, Some(306), Some(290)), Verdict::Holds);
    assert_eq!(judge_outlier(&level, &week[..6], None, Some(31)), Verdict::Unjudged);
    assert_eq!(judge_outlier(&level, &week, Some(306), None), Verdict::Unjudged);

    let growth = of("unusual_growth", "returned");
    let rising = [100, 104, 107, 112, 115, 119, 124, 128];
    match judge_outlier(&growth, &rising, Some(128), Some(168)) {
        Verdict::Broken(broken) => assert_eq!(broken.other.value, 132, "four a day is usual"),
        other => panic!("{other:?}"),
    }
    assert_eq!(judge_outlier(&growth, &rising, Some(128), Some(136)), Verdict::Holds);
    assert_eq!(judge_outlier(&growth, &rising, Some(128), Some(120)), Verdict::Unjudged);
    assert_eq!(judge_outlier(&growth, &rising, None, Some(168)), Verdict::Unjudged);
}

#[test]
fn a_district_adds_replaces_and_switches_off() {
    let known = built_in_rules().unwrap();
    let head = "name = \"own\"\ntitle = { vi = \"Của huyện\", en = \"Own\" }\n";
    let own = format!(
        "{head}[[rule]]\nname = \"most_reached\"\ntitle = {{ vi = \"Ít người liên lạc được\", en = \"Few reached\" }}\nsource = \"Huyện\"\nhours = 2\ntemplate = \"away_resident_daily\"\ncheck = \"contacted >= not_contacted\"\n\
         [[rule]]\nname = \"same_person\"\ntitle = {{ vi = \"x\", en = \"x\" }}\nsource = \"x\"\nhours = 1\nsame_person = {{ register = \"away_resident\", keys = [[\"cccd\"]] }}\noff = true\n"
    );
    let rules = read_rules(&known, &own).unwrap();
    assert_eq!(rules.len(), known.len());
    let new = rules.iter().find(|rule| rule.name == "most_reached").unwrap();
    let Test::Equation(check) = &new.test else { panic!("an equation") };
    assert!(matches!(held(check, &[("contacted", 3), ("not_contacted", 4)]), Verdict::Broken(_)));
    assert!(rules.iter().all(|rule| rule.name != "same_person"));
}

#[test]
fn how_far_back_the_return_before_may_lie_is_data_too() {
    let known = built_in_rules().unwrap();
    assert!(known.iter().any(|rule| rule.before_days() == 7), "seven days, as the file says");
    let head = "name = \"own\"\ntitle = { vi = \"x\", en = \"x\" }\n";
    let days = |text: &str| {
        let rules = read_rules(&known, &format!("{head}{text}")).unwrap();
        rules.iter().map(Rule::before_days).max()
    };
    assert_eq!(days(""), Some(7));
    assert_eq!(days("before_within_days = 3\n"), Some(3));
    assert_eq!(days("before_within_days = 0\n"), Some(1), "yesterday at least");
}

#[test]
fn a_faulty_rule_is_named_with_its_line() {
    let head = "name = \"own\"\ntitle = { vi = \"x\", en = \"x\" }\n[[rule]]\n";
    let rest = "title = { vi = \"x\", en = \"x\" }\nsource = \"s\"\nhours = 1\n";
    for (what, code) in [
        ("name = \"a\"\ntemplate = \"t\"\n", "rule_faulty"),
        ("name = \"Tên\"\ntemplate = \"t\"\ncheck = \"a = b\"\n", "rule_faulty"),
        ("name = \"a\"\ncheck = \"a = b\"\n", "rule_faulty"),
        ("name = \"a\"\ntemplate = \"t\"\ncheck = \"a + b\"\n", "balance_form"),
        ("name = \"a\"\ntemplate = \"t\"\nchek = \"a = b\"\n", "rules_unreadable"),
        (
            "name = \"a\"\ntemplate = \"t\"\noutlier = { of = \"level\", at_least = 7, within_days = 28, limit = 3.5 }\n",
            "rule_faulty",
        ),
        (
            "name = \"a\"\ntemplate = \"*\"\nlines = [\"total\"]\ncheck = \"line = now.line\"\n",
            "rule_faulty",
        ),
        ("name = \"a\"\nsame_person = { register = \"r\", keys = [] }\n", "rule_faulty"),
    ] {
        let fault = read_rules(&[], &format!("{head}{what}{rest}")).unwrap_err();
        assert_eq!(fault.code, code, "{what}");
        assert!(fault.place.row.is_some_and(|row| row >= 3), "{what}: {fault:?}");
    }
}

#[test]
fn both_sides_are_said_in_words() {
    let check = check("returned_fell", "");
    let (left, right) = check.sides();
    let title = |name: &FigureName| {
        (name.name == "returned").then(|| crate::base::Bilingual::new("Số đã về", "Returned"))
    };
    assert_eq!(spoken(right, title, None, Lang::Vi), "Số đã về (hôm trước)");
    assert_eq!(spoken(left, title, None, Lang::En), "Returned + away_resident (taken out since)");
}

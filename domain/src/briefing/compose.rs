//! Facts → sections.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::item::ChartPoint;
use super::{
    Briefing, BriefingRules, Chart, Facts, FigureFact, Item, Line, Section, Series, Source, Table,
    TaskFact, UnitFact, commend, remind,
};
use crate::base::{Lang, UnitId, local};
use crate::directive::task::Standing;
use crate::returns::Standing as ReturnStanding;

/// The language in which a briefing speaks.
#[derive(Clone, Copy)]
pub(super) struct Voice(Lang);

impl Voice {
    pub(super) fn say(self, vi: &str, en: &str) -> String {
        match self.0 {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    pub(super) fn day(self, day: Date) -> String {
        format!("{:02}/{}/{}", day.day(), day.month(), day.year())
    }

    fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mark = self.say(".", ",");
        let groups: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|group| std::str::from_utf8(group).unwrap_or_default())
            .collect();
        format!("{}{}", if number < 0 { "-" } else { "" }, groups.join(&mark))
    }
}

/// `23:59 15/9`.
pub(super) fn wall(at: DateTime) -> String {
    format!("{:02}:{:02} {:02}/{}", at.hour(), at.minute(), at.day(), at.month())
}

/// What the leader reads.
pub fn compose(facts: &Facts, rules: &BriefingRules, lang: Lang) -> Briefing {
    let voice = Voice(lang);
    let section = |name, vi, en, items: Vec<Item>, none: (&str, &str)| {
        let nothing = || vec![Item::Sentence(Line::bare(voice.say(none.0, none.1)))];
        let items = if items.is_empty() { nothing() } else { items };
        Section { name, title: voice.say(vi, en), items }
    };
    let mut briefing = Briefing {
        sections: vec![
            section(
                "figures",
                "Số liệu trong ngày",
                "Figures of the day",
                figures(facts, voice),
                ("Chưa có báo cáo nào phải tổng hợp.", "No return is owed."),
            ),
            section(
                "returns",
                "Đơn vị báo cáo muộn, chưa báo cáo",
                "Late and missing returns",
                returns(facts, voice),
                ("Không có đơn vị nào muộn hoặc thiếu.", "Nobody is late or missing."),
            ),
            section(
                "discrepancies",
                "Số liệu vênh chưa giải trình",
                "Discrepancies without explanation",
                disagreements(facts, voice),
                ("Không có.", "None."),
            ),
            section(
                "tasks",
                "Việc quá hạn",
                "Overdue tasks",
                overdue(facts, voice),
                ("Không có việc nào quá hạn.", "No task is overdue."),
            ),
            section(
                "directives",
                "Thực hiện văn bản chỉ đạo",
                "Progress of directives",
                directives(facts, voice),
                ("Chưa giao việc nào.", "No task was given."),
            ),
            section(
                "reminders",
                "Đề nghị nhắc",
                "Proposed reminders",
                remind::proposed(facts, voice),
                ("Không phải nhắc đơn vị nào.", "Nobody needs reminding."),
            ),
            section(
                "commended",
                "Đề nghị biểu dương",
                "Proposed for commendation",
                commend::commended(facts, rules, voice),
                ("Chưa có đơn vị nào đủ điều kiện theo quy tắc.", "Nobody meets the rule yet."),
            ),
        ],
    };
    if let Some(first) = briefing.sections.first_mut() {
        first.items.splice(0..0, looking_back(facts, voice));
    }
    briefing
}

/// What a briefing that is made out later cannot know, said before anything else.
fn looking_back(facts: &Facts, voice: Voice) -> Option<Item> {
    if !facts.looks_back {
        return None;
    }
    let (day, now) = (voice.day(facts.day), wall(facts.now));
    let text = voice.say(
        &format!(
            "Lập lại lúc {now} cho ngày {day}: việc, số liệu vênh và số lần nhắc là như lúc hết ngày ấy, theo những gì đã ghi khi đó; \
             báo cáo và số liệu gồm cả bản nhận sau ngày ấy. Việc làm trong ngày mà ghi sau thì chưa tính; điều đã xóa theo luật thì không còn biết."
        ),
        &format!(
            "Made out at {now} for {day}: tasks, discrepancies and reminders are as they stood when that day ended, by what was written then; \
             returns and figures include those received later. What was done on the day and written later does not count; what was lawfully erased is not known."
        ),
    );
    Some(Item::Sentence(Line::bare(text)))
}

fn figures(facts: &Facts, voice: Voice) -> Vec<Item> {
    let Some(template) = &facts.template else { return Vec::new() };
    let [today, ..] = facts.days;
    let counts = today.counts;
    let (came, owed) = (counts.on_time + counts.late, counts.obliged);
    let mut text = voice.say(
        &format!(
            "Tính đến {}, {came}/{owed} đơn vị đã báo cáo: {} đúng giờ, {} muộn; {} chưa báo cáo",
            wall(facts.now),
            counts.on_time,
            counts.late,
            counts.missing
        ),
        &format!(
            "As of {}, {came}/{owed} units have reported: {} on time, {} late; {} missing",
            wall(facts.now),
            counts.on_time,
            counts.late,
            counts.missing
        ),
    );
    if counts.waiting > 0 {
        let waiting = counts.waiting;
        text.push_str(
            &voice
                .say(&format!(", {waiting} còn trong hạn"), &format!(", {waiting} still in time")),
        );
    }
    let source = Source::Collation(facts.key.clone(), facts.day, template.clone());
    let mut items = vec![Item::Sentence(Line::new(text + ".", [source]))];
    if !facts.figures.is_empty() {
        items.push(Item::Table(compared(facts, voice)));
        items.push(Item::Sentence(Line::bare(voice.say(
            "(*) So hôm trước, chỉ tính các đơn vị có báo cáo cả hai ngày. Trong ngoặc: số đơn vị đã báo cáo.",
            "(*) Against the day before, over units that reported on both days. In brackets: how many reported.",
        ))));
    }
    items.extend(chart(facts, voice));
    items
}

/// Sums of days on which not all reported are not alike: each column says how many did.
fn compared(facts: &Facts, voice: Voice) -> Table {
    let head = |index: usize| {
        let day = &facts.days[index];
        let came = day.counts.on_time + day.counts.late;
        format!("{:02}/{} ({came}/{})", day.day.day(), day.day.month(), day.counts.obliged)
    };
    let change = voice.say("Tăng, giảm (*)", "Change (*)");
    let columns = vec![voice.say("Chỉ tiêu", "Figure"), head(0), head(1), change, head(2)];
    let row = |figure: &FigureFact| {
        let cell = |index: usize| {
            let text = figure.values[index]
                .map_or_else(|| voice.say("chưa có", "missing"), |value| voice.number(value));
            Line::new(text, [figure.sources[index].clone()])
        };
        let difference =
            figure.change.map_or_else(|| "—".to_owned(), |change| signed(change, voice));
        let both = [figure.sources[0].clone(), figure.sources[1].clone()];
        vec![
            Line::bare(figure.title.as_str()),
            cell(0),
            cell(1),
            Line::new(difference, both),
            cell(2),
        ]
    };
    Table { columns, rows: facts.figures.iter().map(row).collect() }
}

fn signed(number: i64, voice: Voice) -> String {
    let sign = if number > 0 { "+" } else { "" };
    format!("{sign}{}", voice.number(number))
}

fn chart(facts: &Facts, voice: Voice) -> Option<Item> {
    let Series { title: name, points } = facts.series.as_ref()?;
    // One column is no course of things.
    if points.iter().filter(|(_, value, _)| value.is_some()).count() < 2 {
        return None;
    }
    let days = points.len();
    let title =
        voice.say(&format!("{name}, {days} ngày qua"), &format!("{name}, last {days} days"));
    let points = points.iter().map(|(day, value, source)| ChartPoint {
        label: format!("{:02}/{}", day.day(), day.month()),
        value: *value,
        source: source.clone(),
    });
    Some(Item::Chart(Chart { title, points: points.collect() }))
}

fn returns(facts: &Facts, voice: Voice) -> Vec<Item> {
    let owing = facts
        .units
        .iter()
        .filter(|unit| matches!(unit.standing, ReturnStanding::Late | ReturnStanding::Missing));
    owing.map(|unit| Item::Point(Line::new(owes(unit, voice), [unit.source.clone()]))).collect()
}

fn owes(unit: &UnitFact, voice: Voice) -> String {
    let mut text = match unit.received {
        Some(at) if unit.standing == ReturnStanding::Late => {
            let at = wall(local(at));
            voice.say(
                &format!("{}: muộn, nhận lúc {at}", unit.name),
                &format!("{}: late, received at {at}", unit.name),
            )
        }
        _ => voice.say(&format!("{}: chưa báo cáo", unit.name), &format!("{}: missing", unit.name)),
    };
    let past = unit.past;
    if past.days > 1 {
        text.push_str(&voice.say(
            &format!("; {} ngày qua muộn {}, thiếu {}", past.days, past.late, past.missing),
            &format!("; in {} days late {}, missing {}", past.days, past.late, past.missing),
        ));
    }
    if unit.reminded > 0 {
        let times = unit.reminded;
        text.push_str(
            &voice.say(&format!("; đã nhắc {times} lần"), &format!("; reminded {times} times")),
        );
    }
    text + "."
}

fn disagreements(facts: &Facts, voice: Voice) -> Vec<Item> {
    let open = facts.disagreements.iter().filter(|one| one.unexplained);
    open.map(|one| {
        let late = if one.overdue { voice.say(", QUÁ HẠN", ", OVERDUE") } else { String::new() };
        let due = one.due.map(|due| {
            let due = wall(due);
            voice.say(
                &format!("; giải trình trước {due}{late}"),
                &format!("; explain by {due}{late}"),
            )
        });
        let text =
            format!("{}: {}. {}{}.", one.name, one.title, one.figures, due.unwrap_or_default());
        Item::Point(Line::new(text, [one.source.clone()]))
    })
    .collect()
}

/// One point a unit, with its late tasks; the unit with most of them first.
fn overdue(facts: &Facts, voice: Voice) -> Vec<Item> {
    let mut by_unit: BTreeMap<UnitId, Vec<&TaskFact>> = BTreeMap::new();
    for task in facts.tasks.iter().filter(|task| task.standing.is_behind()) {
        by_unit.entry(task.unit).or_default().push(task);
    }
    let mut units: Vec<Vec<&TaskFact>> = by_unit.into_values().collect();
    units.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a[0].name.cmp(&b[0].name)));
    let point = |tasks: Vec<&TaskFact>| {
        let told = tasks.iter().map(|task| {
            let (due, title) = (task.due.map(wall).unwrap_or_default(), shortened(&task.title));
            if task.standing == Standing::Silent {
                return voice.say(
                    &format!("{title} (thường xuyên; phải có minh chứng trước {due})"),
                    &format!("{title} (goes on for ever; evidence was due {due})"),
                );
            }
            voice.say(&format!("{title} (hạn {due})"), &format!("{title} (due {due})"))
        });
        let told: Vec<String> = told.collect();
        let (name, count) = (&tasks[0].name, tasks.len());
        let text = voice.say(
            &format!("{name}: {count} việc quá hạn: {}.", told.join("; ")),
            &format!("{name}: {count} overdue: {}.", told.join("; ")),
        );
        Item::Point(Line::new(text, tasks.iter().map(|task| task.source.clone())))
    };
    units.into_iter().map(point).collect()
}

fn directives(facts: &Facts, voice: Voice) -> Vec<Item> {
    let points = facts.directives.iter().enumerate().filter_map(|(index, directive)| {
        let tasks: Vec<&TaskFact> =
            facts.tasks.iter().filter(|task| task.directive == index).collect();
        if tasks.is_empty() {
            return None;
        }
        let mut text = format!("{}: {}", directive.title, progress(&tasks, voice));
        let waiting: Vec<&&TaskFact> = tasks.iter().filter(|task| task.unaccepted).collect();
        let mut names: Vec<&str> = waiting.iter().map(|task| task.name.as_str()).collect();
        names.dedup();
        names.sort_unstable();
        names.dedup();
        if !names.is_empty() {
            let (count, names) = (names.len(), names.join(", "));
            text.push_str(&voice.say(
                &format!("; {count} đơn vị chưa nhận: {names}"),
                &format!("; not accepted by {count}: {names}"),
            ));
        }
        Some(Item::Point(Line::new(text + ".", [directive.source.clone()])))
    });
    points.collect()
}

/// The first words of an order; all of it stands where its source opens.
pub(super) fn shortened(title: &str) -> String {
    const LETTERS: usize = 90;
    if title.chars().count() <= LETTERS {
        return title.to_owned();
    }
    let cut: String = title.chars().take(LETTERS).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end_matches([',', ';', ' ']))
}

/// "12/22 việc xong (1 muộn), 3 quá hạn".
fn progress(tasks: &[&TaskFact], voice: Voice) -> String {
    let count = |wanted: Standing| tasks.iter().filter(|task| task.standing == wanted).count();
    let owed = tasks.len() - count(Standing::Released) - count(Standing::Asleep);
    let (late, done_late) =
        (count(Standing::Late) + count(Standing::Silent), count(Standing::DoneLate));
    let done = count(Standing::DoneInTime) + count(Standing::KeptUp) + done_late;
    voice.say(
        &format!("{done}/{owed} việc xong (trong đó {done_late} xong muộn), {late} quá hạn"),
        &format!("{done}/{owed} tasks done ({done_late} of them late), {late} overdue"),
    )
}

//! An answer as a person reads it on a terminal, in plain Dutch and in the officer's order: what holds, who, what
//! plays, how bad, what not.

use std::fmt::Write as _;

use schouw_picture::answer::{
    Answer, CallItem, FigureItem, NoticeItem, PlaceItem, ProblemItem, RuleItem, SourceItem, WhoItem,
};
use schouw_picture::here::words;
use schouw_picture::layers::{ContactKind, Source};

/// Columns that a line has at most, as far as words allow.
const WIDTH: usize = 96;
/// Things of one kind that are shown before the rest is only counted.
const SHOWN_MAX: usize = 12;

/// The whole answer.
pub fn answer(answer: &Answer, sources: &[Source]) -> String {
    let mut page = Page::default();
    head(&mut page, answer);
    section(&mut page, "GELDT HIER", &answer.rules, rule);
    who_section(&mut page, &answer.who);
    section(&mut page, "WAT SPEELT HIER", &answer.problems, problem);
    section(&mut page, "BEKENDGEMAAKT", &answer.notices, notice);
    section(&mut page, "WAT IS HIER", &answer.places, place);
    section(&mut page, "IN CIJFERS", &answer.figures, figure);
    page.heading("WAT WE NIET WETEN");
    for gap in &answer.gaps {
        page.line("  ? ", &gap.what);
        page.line("      ", &format!("dat weet: {}", gap.would_tell));
    }
    source_section(&mut page, answer, sources);
    page.text.trim_end().to_owned()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, text: &str) {
        let _ = write!(self.text, "\n{text}\n");
    }

    /// A text broken at spaces, each line after the indent of the first.
    fn line(&mut self, indent: &str, text: &str) {
        let blank = " ".repeat(indent.chars().count());
        let mut column = indent.chars().count();
        self.text.push_str(indent);
        let mut first = true;
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if !first && column + 1 + length > WIDTH {
                self.text.push('\n');
                self.text.push_str(&blank);
                column = blank.len();
                first = true;
            }
            if !first {
                self.text.push(' ');
                column += 1;
            }
            self.text.push_str(word);
            column += length;
            first = false;
        }
        self.text.push('\n');
    }

    fn source(&mut self, source: &SourceItem) {
        let old = if source.old { ", oud" } else { "" };
        self.line("      ", &format!("[{}, {}{old}]", source.dataset, source.date));
    }
}

fn section<T>(page: &mut Page, heading: &str, items: &[T], say: impl Fn(&mut Page, &T)) {
    if items.is_empty() {
        return;
    }
    page.heading(heading);
    items.iter().take(SHOWN_MAX).for_each(|item| say(page, item));
    more(page, items.len());
}

fn more(page: &mut Page, length: usize) {
    if length > SHOWN_MAX {
        page.line("  … ", &format!("en nog {} (met --json alles)", length - SHOWN_MAX));
    }
}

fn head(page: &mut Page, answer: &Answer) {
    let place = if answer.place.is_empty() { "Onbekende plek" } else { &answer.place };
    page.line("", place);
    let question = &answer.question;
    let rd = question.rd.map(|(x, y)| format!(", RD {x:.0} {y:.0}")).unwrap_or_default();
    page.line(
        "",
        &format!(
            "{}, {}{rd}, {} m rond deze plek",
            question.at_says,
            format_args!("{:.5} {:.5}", question.lat, question.lon),
            question.radius_m
        ),
    );
    for area in &answer.areas {
        let name = if area.name.is_empty() { "(zonder naam)" } else { &area.name };
        page.line("  ", &format!("{:<9} {} {} ({})", area.level.to_string(), area.code, name, area.year));
    }
}

fn rule(page: &mut Page, rule: &RuleItem) {
    let sign = match rule.in_force {
        Some(true) => "▲",
        Some(false) => "○",
        None => "?",
    };
    let near = match (rule.place_known, rule.distance_m) {
        (false, _) => " (ergens in deze gemeente)".to_owned(),
        (true, 0) => String::new(),
        (true, metres) => format!(" (op {metres} m)"),
    };
    page.line(&format!("  {sign} "), &format!("{}{near}: {}", rule.title, rule.says));
    let mut parts: Vec<String> = Vec::new();
    if !rule.zone.is_empty() {
        parts.push(format!("zone {}", rule.zone));
    }
    if !rule.article.is_empty() {
        parts.push(rule.article.clone());
    }
    if !rule.hours_unknown.is_empty() {
        parts.push(format!("over de tijden: {}", rule.hours_unknown));
    }
    if !parts.is_empty() {
        page.line("      ", &parts.join(" · "));
    }
    if !rule.text.is_empty() {
        page.line("      ", &rule.text);
    }
    if !rule.calls.is_empty() {
        let calls: Vec<String> = rule.calls.iter().map(call).collect();
        page.line("      ", &format!("→ wie treedt op: {}", calls.join(", daarna ")));
    }
    page.source(&rule.source);
}

/// A party with the number to call: "gemeente (14 0320)".
fn call(call: &CallItem) -> String {
    let channels = call.line.as_ref().map(|line| [&line.phone, &line.email, &line.url]);
    match channels.and_then(|channels| channels.into_iter().find(|channel| !channel.is_empty())) {
        Some(channel) => format!("{} ({channel})", call.party),
        None => call.party.clone(),
    }
}

fn who_section(page: &mut Page, who: &[WhoItem]) {
    let (agreements, contacts): (Vec<_>, Vec<_>) =
        who.iter().partition(|who| who.kind == ContactKind::Afspraak);
    page.heading("WIE");
    contacts.iter().take(SHOWN_MAX).for_each(|item| who_line(page, item));
    more(page, contacts.len());
    page.line("  ☎ ", "In nood: 112");
    if !agreements.is_empty() {
        page.heading("AFSPRAKEN: WIE TREEDT OP");
        agreements.iter().take(SHOWN_MAX).for_each(|item| who_line(page, item));
        more(page, agreements.len());
    }
}

fn who_line(page: &mut Page, who: &WhoItem) {
    let names = [who.name.as_str(), who.role.as_str()];
    let name: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let name = if name.is_empty() { who.party.clone() } else { name.join(", ") };
    let about = if who.themes.is_empty() { String::new() } else { format!(" ({})", who.themes.join(", ")) };
    let first = match (who.kind, who.rank) {
        (ContactKind::Afspraak, rank) if rank > 0 => {
            format!("{}: {rank}. {}", who.themes.join(", "), who.party)
        }
        (ContactKind::Afspraak, _) => format!("{}: {}", who.themes.join(", "), who.party),
        _ => format!("{name}{about}"),
    };
    page.line("  • ", &first);
    let hours = words::hours(&who.hours);
    let channels: Vec<&str> = [&who.phone, &who.email, &who.url, &hours]
        .into_iter()
        .map(String::as_str)
        .filter(|c| !c.is_empty())
        .collect();
    if !channels.is_empty() {
        page.line("      ", &channels.join(" · "));
    }
    if !who.how_to_ask.is_empty() {
        page.line("      ", &format!("hulp vragen: {}", who.how_to_ask));
    }
    let confirmed = if who.says.is_empty() { String::new() } else { format!("{} ", who.says) };
    page.line("      ", &format!("{confirmed}[{}, {}]", who.source.dataset, who.source.date));
}

fn problem(page: &mut Page, problem: &ProblemItem) {
    let state = if problem.open { "" } else { ", afgehandeld" };
    page.line("  • ", &format!("{} op {} m", problem.theme, problem.distance_m));
    page.line("      ", &format!("{}{state}", problem.says));
    page.source(&problem.source);
}

fn notice(page: &mut Page, notice: &NoticeItem) {
    let near = notice.distance_m.map(|metres| format!(" op {metres} m")).unwrap_or_default();
    let title = if notice.text.is_empty() || notice.title.len() > notice.text.len() {
        &notice.title
    } else {
        &notice.text
    };
    page.line("  • ", &format!("{title}{near}"));
    page.line("      ", &format!("{} · {}", notice.kind, notice.says));
    page.source(&notice.source);
}

fn place(page: &mut Page, place: &PlaceItem) {
    let name = if place.name.is_empty() { String::new() } else { format!(" {}", place.name) };
    let date = if place.date.is_empty() { String::new() } else { format!(" ({})", place.date) };
    page.line(
        "  • ",
        &format!("{}{name}{date} op {} m [{}]", place.kind, place.distance_m, place.source.dataset),
    );
}

fn figure(page: &mut Page, figure: &FigureItem) {
    page.line("  • ", &format!("{} ({} {})", figure.says, figure.level, figure.code));
    if let Some(rate) = &figure.rate {
        let (low, high) = rate.interval;
        let number = |value| words::number(value, 1);
        page.line(
            "      ",
            &format!(
                "{} per {} {} (tussen {} en {})",
                number(rate.value),
                words::number(f64::from(rate.per), 0),
                rate.of,
                number(low),
                number(high)
            ),
        );
    }
    let compared = figure.compared.iter().filter_map(|other| {
        let value = other.value?;
        let than = match other.than_here {
            Some(than) if than.contains("toeval") => ", het verschil kan toeval zijn".to_owned(),
            Some(than) => format!(", hier {than}"),
            None => String::new(),
        };
        let name = if other.name.is_empty() { other.code.to_string() } else { other.name.to_string() };
        let decimals = if figure.interval.is_some() { 1 } else { figure.decimals };
        Some(format!("{} {name} {}{than}", other.level, words::number(value, decimals)))
    });
    let compared: Vec<String> = compared.collect();
    if !compared.is_empty() {
        page.line("      ", &compared.join(" · "));
    }
}

fn source_section(page: &mut Page, answer: &Answer, sources: &[Source]) {
    let mut used: Vec<&SourceItem> = Vec::new();
    let all = answer
        .areas
        .iter()
        .map(|item| &item.source)
        .chain(answer.rules.iter().map(|item| &item.source))
        .chain(answer.who.iter().map(|item| &item.source))
        .chain(answer.problems.iter().map(|item| &item.source))
        .chain(answer.notices.iter().map(|item| &item.source))
        .chain(answer.places.iter().map(|item| &item.source))
        .chain(answer.figures.iter().map(|item| &item.source));
    for source in all {
        if !used.contains(&source) {
            used.push(source);
        }
    }
    used.sort_by(|a, b| a.dataset.cmp(&b.dataset));
    page.heading("BRONNEN");
    for item in used {
        let source = sources.iter().find(|source| source.dataset.as_str() == item.dataset);
        let Some(source) = source else { continue };
        page.line(
            "  ",
            &format!(
                "{}: {}, {}, {}, opgehaald {}",
                item.dataset, source.title, source.publisher, item.licence, item.date
            ),
        );
    }
    let _ = write!(page.text, "\nmomentopname {}", answer.snapshot);
}

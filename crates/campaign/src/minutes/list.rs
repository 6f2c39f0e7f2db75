//! Actions as a list below a heading: numbered, with bullets, or a sentence each.

use std::sync::LazyLock;

use regex::Regex;

use super::day::pattern;
use super::lines::{Line, bare, bulleted, numbered};

/// A list of actions or decisions as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// place of its heading in the lines
    pub start: usize,
    /// place after its last line
    pub end: usize,
    /// its items
    pub items: Vec<Entry>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// number of its first line
    pub line: usize,
    /// the number that it has, as written
    pub label: Option<String>,
    /// its text; lines kept apart by line ends
    pub text: String,
}

static ACTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:[0-9]{1,2}|[a-z]|[IVX]{1,4})[.):]?\s+)?(?:bijlage\s*[0-9a-z]*\s*[:–-]?\s*)?(?:overzicht(?: van)? |lijst(?: met| van)? |samenvatting(?: van)? |nieuwe |openstaande |lopende |open |afgesproken |de )*(?:actie(?:punten|s|lijst|puntenlijst|overzicht)|actie-? ?(?:en|/) ?(?:besluiten|afspraken)(?:lijst)?|acties en (?:afspraken|besluiten)|afspraken en acties|besluiten en acties|besluiten- en actielijst|action (?:items|points|list)|actions|to[- ]?do(?:'s|s)?(?: list)?|vervolgacties|wie doet wat|taken|afspraken(?:lijst)?)(?: (?:uit|van|naar aanleiding van|n\.a\.v\.|werkgroep|overleg|vergadering|d\.d\.|from|of|deze).*)?\s*[:.]?$",
    )
});
static DECISIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:[0-9]{1,2}|[a-z])[.):]?\s+)?(?:overzicht(?: van)? |genomen |de )*(?:besluiten(?:lijst)?|besluitenlijst|decisions(?: made)?)(?: .{0,40})?\s*[:.]?$",
    )
});
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:sluiting|rondvraag|w\.?v\.?t\.?t\.?k\.?|volgende (?:vergadering|overleg|bijeenkomst)|agenda|deelnemers|aanwezig(?:en)?|afwezig|bijlagen?|datum volgende .*|next meeting|attendees|besluiten|decisions|verspreiding|opmerkingen)\b.{0,60}$",
    )
});

/// Whether a line is the heading of a list of actions.
pub fn heads_actions(raw: &str) -> bool {
    ACTIONS.is_match(&bare(raw))
}

/// Whether a line is the heading of a list of decisions.
pub fn heads_decisions(raw: &str) -> bool {
    let text = bare(raw);
    DECISIONS.is_match(&text) && text.split_whitespace().count() <= 8
}

/// The lists below headings for which `heads` says yes; lines that are taken are passed over.
pub fn find(lines: &[Line<'_>], taken: &[bool], heads: impl Fn(&str) -> bool) -> Vec<List> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let free = !taken.get(at).copied().unwrap_or(false);
        if free && !line.is_blank() && heads(line.raw) {
            let list = read(lines, taken, at);
            at = list.end.max(at + 1);
            if !list.items.is_empty() {
                all.push(list);
            }
        } else {
            at += 1;
        }
    }
    all
}

fn read(lines: &[Line<'_>], taken: &[bool], start: usize) -> List {
    let mut items: Vec<Entry> = Vec::new();
    let (mut end, mut blank) = (start + 1, false);
    let mut style = None;
    let mut at = start + 1;
    while let Some(line) = lines.get(at) {
        if taken.get(at).copied().unwrap_or(false) {
            break;
        }
        at += 1;
        if line.is_blank() {
            blank = true;
            continue;
        }
        if line.is_footer() {
            continue;
        }
        let found = begin(line.raw);
        let text = bare(line.raw);
        let indented = line.raw.starts_with([' ', '\t']);
        match found {
            Some((kind, label, rest))
                if style.is_none_or(|style| style == kind) && !ends(&text, &items, label, blank) =>
            {
                style = Some(kind);
                items.push(Entry {
                    line: line.number,
                    label: label.map(str::to_owned),
                    text: rest.to_owned(),
                });
            }
            // bullets below a number are its details
            Some((_, None, rest)) if !items.is_empty() && (indented || style == Some(Kind::Number)) => {
                add(&mut items, rest)
            }
            Some(_) if !items.is_empty() => break,
            None if line.raw.starts_with('#')
                || heads_actions(line.raw)
                || heads_decisions(line.raw)
                || SECTION.is_match(&text) =>
            {
                break;
            }
            None if items.is_empty() && text.ends_with(':') && style.is_none() => {}
            None if !items.is_empty() && (!blank || indented) => add(&mut items, line.raw),
            _ => break,
        }
        blank = false;
        end = at;
    }
    List { start, end, items }
}

fn add(items: &mut [Entry], text: &str) {
    if let Some(last) = items.last_mut() {
        last.text.push('\n');
        last.text.push_str(text.trim());
    }
}

/// A number that does not follow, with a heading's few words behind it: the next part of the report.
fn ends(text: &str, items: &[Entry], label: Option<&str>, blank: bool) -> bool {
    let number = |label: &str| label.trim_end_matches(['.', ')']).parse::<u32>().ok();
    let (Some(label), Some(last)) =
        (label.and_then(number), items.last().and_then(|last| number(last.label.as_deref()?)))
    else {
        return false;
    };
    let rest = numbered(text).map_or("", |(_, rest)| rest);
    blank && label != last + 1 && SECTION.is_match(rest)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Bullet,
}

fn begin(raw: &str) -> Option<(Kind, Option<&str>, &str)> {
    if let Some((label, rest)) = numbered(raw) {
        return Some((Kind::Number, Some(label), rest));
    }
    let rest = bulleted(raw)?;
    // `- 3. Bellen` has a number too
    match numbered(rest) {
        Some((label, rest)) => Some((Kind::Bullet, Some(label), rest)),
        None => Some((Kind::Bullet, None, rest)),
    }
}

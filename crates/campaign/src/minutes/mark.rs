//! Marks in the running text: `(ACTIE 1)`, `**Actie 4**: …`, `acties 2 en 3`, `Actie secretaris: …`.

use std::sync::LazyLock;

use regex::Regex;

use super::day::pattern;
use super::lines::{Paragraph, bare, sentences};
use super::owner;

/// Numbers that one mark may name: `acties 1 t/m 9`.
const RANGE_MAX: u32 = 50;

/// A sentence that mentions actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// number of the first line of its paragraph
    pub line: usize,
    /// numbers of the actions, as written; empty when the mark has none
    pub ids: Vec<String>,
    /// the sentence, as it stands
    pub sentence: String,
    /// it sets the action (`ACTIE 4: …`, `(actie 2)`) and does not only speak of it
    pub sets: bool,
    /// what is to be done, when it sets one
    pub subject: String,
    /// the owner that the mark names
    pub who: Option<String>,
}

const ID: &str = r"(?:[A-Z]{1,3}[-.]?)?[0-9]{1,4}(?:[.\-][0-9]{1,3})?";

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)(?P<open>[(\[]\s*)?(?:\*\*|__)?\b(?P<word>actie(?:punt(?:en)?|s)?|action(?:\s+(?:item|point))?s?|AP)(?:\s*(?:nummers?|nr\.?|no\.?|#)\s*|\s*-\s*|\s+|\b)(?P<ids>{ID}(?:\s*(?:,\s*(?:en\s)?|\ben\b|\band\b|&|\bt/m\b|\btot en met\b)\s*(?:actie\s+)?{ID})*)(?:\*\*|__)?(?P<after>\s*[)\]:–—]|\s+-\s)?"
    ))
});
static FOLLOWS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\s.]*(?:jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec|[-/][0-9]|%|uur|weken|maanden|dagen|boa)",
    )
});
static IDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)(?P<to>t/m|tot en met)?\s*\b(?P<id>{ID})\b")));
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*actie(?:punt)?(?:\s+(?:voor\s+|door\s+|@)?(?P<who>[^:0-9.]{2,50}?)|\s*\((?P<in>[^)0-9]{2,50})\))?\s*(?:\*\*)?\s*:\s*(?:\*\*)?\s*(?P<text>\S.*)$",
    )
});
static BARE_ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*action(?:\s+(?:item|point))?(?:\s+(?:for\s+|by\s+|@)?(?P<who>[^:0-9.]{2,50}?)|\s*\((?P<in>[^)0-9]{2,50})\))?\s*(?:\*\*)?\s*:\s*(?:\*\*)?\s*(?P<text>\S.*)$",
    )
});
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[(\[]\s*(?:\*\*)?(?:actie|action)(?:\*\*)?\s*(?::|door|voor|by|for|-|–)?\s+(?P<who>[^)\]0-9]{2,60})[)\]]",
    )
});

/// The sentences that mention actions, in order.
pub fn find(paragraphs: &[Paragraph]) -> Vec<Mark> {
    let mut all = Vec::new();
    let mut before: Option<String> = None;
    for paragraph in paragraphs {
        for sentence in sentences(&paragraph.text) {
            let numbered = with_numbers(paragraph.line, sentence);
            if numbered.is_empty() {
                all.extend(without_number(paragraph.line, sentence, before.as_deref()));
            }
            all.extend(numbered);
            before = Some(sentence.to_owned());
        }
    }
    all
}

fn with_numbers(line: usize, sentence: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for found in NUMBERED.captures_iter(sentence) {
        let (Some(whole), Some(ids), Some(word)) = (found.get(0), found.name("ids"), found.name("word"))
        else {
            continue;
        };
        let after = found.name("after").map_or("", |after| after.as_str().trim());
        let rest = sentence.get(ids.end()..).unwrap_or_default();
        let mut ids = numbers(ids.as_str());
        if FOLLOWS.is_match(rest) {
            // `actie 20 maart` names a day
            ids.pop();
        }
        if ids.is_empty() {
            continue;
        }
        let capitals = word.as_str().chars().all(|sign| !sign.is_lowercase()) && word.as_str().len() > 2;
        let bracketed = found.name("open").is_some() && after.starts_with([')', ']']);
        let announces = matches!(after, ":" | "–" | "—" | "-") && ids.len() == 1;
        let tail = sentence.get(whole.end()..).unwrap_or_default();
        let without = format!("{}{}", sentence.get(..whole.start()).unwrap_or_default().trim_end(), tail);
        let subject = if announces && tail.trim().len() > 2 {
            bare(tail.trim_start_matches(['*', ' ']))
        } else {
            bare(&without)
        };
        let sets = capitals || bracketed || announces && whole.start() <= 4;
        marks.push(Mark { line, ids, sentence: sentence.to_owned(), sets, subject, who: None });
    }
    marks
}

/// `1, 2 en 4`, `2 t/m 5`.
fn numbers(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for found in IDS.captures_iter(text) {
        let Some(id) = found.name("id").map(|id| id.as_str()) else { continue };
        let span = all.last().and_then(|from| Some((from.parse::<u32>().ok()?, id.parse::<u32>().ok()?)));
        match span.filter(|(from, to)| found.name("to").is_some() && to > from && to - from <= RANGE_MAX) {
            Some((from, to)) => all.extend((from + 1..=to).map(|number| number.to_string())),
            None => all.push(id.to_owned()),
        }
    }
    all
}

fn without_number(line: usize, sentence: &str, before: Option<&str>) -> Option<Mark> {
    let mark = |subject: String, who: Option<String>| Mark {
        line,
        ids: Vec::new(),
        sentence: sentence.to_owned(),
        sets: true,
        subject,
        who,
    };
    let plain = sentence.replace("**", "");
    if let Some(found) = BARE.captures(&plain).or_else(|| BARE_ENGLISH.captures(&plain)) {
        let text = found.name("text").map_or("", |text| text.as_str()).trim();
        let named = found.name("who").or_else(|| found.name("in")).map(|who| who.as_str());
        if named.is_some_and(|who| !owner::is_owner(who)) {
            return None;
        }
        // a name alone: what is to be done stands in the sentence before it
        let alone = text.trim_end_matches('.');
        if named.is_none() && owner::is_owner(alone) && alone.split_whitespace().count() <= 4 {
            return before.map(|before| mark(bare(before), owner::owner(alone)));
        }
        return Some(mark(bare(text), named.and_then(owner::owner)));
    }
    let found = IN_BRACKETS.captures(&plain)?;
    let (whole, who) = (found.get(0)?, found.name("who")?.as_str().trim());
    let subject = format!("{}{}", plain.get(..whole.start())?.trim_end(), plain.get(whole.end()..)?);
    owner::is_owner(who).then(|| mark(bare(&subject), owner::owner(who)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, ids: &[&str], sets: bool, who: Option<&str>) {
        let marks = find(&[Paragraph { line: 1, text: text.to_owned() }]);
        let found: Vec<&str> = marks.iter().flat_map(|mark| mark.ids.iter().map(String::as_str)).collect();
        assert_eq!(found, ids, "{text}");
        assert_eq!(marks.iter().any(|mark| mark.sets), sets, "{text}");
        assert_eq!(marks.iter().find_map(|mark| mark.who.as_deref()), who, "{text}");
    }

    #[test]
    fn marks_are_found_in_the_text() {
        check("De nota gaat mee (ACTIE 1).", &["1"], true, None);
        check("We zetten het op de agenda (**ACTIE 3**).", &["3"], true, None);
        check("**ACTIE 4**: het onderzoeken van manieren.", &["4"], true, None);
        check("De A4 visie, actie 2;", &["2"], false, None);
        check("Acties 1, 2 en 4 zijn gereed.", &["1", "2", "4"], false, None);
        check("De acties 2 t/m 4 lopen.", &["2", "3", "4"], false, None);
        check("Actiepunt 7: bellen.", &["7"], true, None);
        check("Actie secretaris: stuurt de nota.", &[], true, Some("secretaris"));
        check("We bellen de boa's (actie: Kim).", &[], true, Some("Kim"));
    }

    #[test]
    fn what_only_looks_like_a_mark_is_none() {
        check("De actie 20 maart gaat door.", &[], false, None);
        check("De interactie 3 keer per week.", &[], false, None);
        check("Een reactie: dat is goed.", &[], false, None);
        check("De A4 visie op 1 A4.", &[], false, None);
    }
}

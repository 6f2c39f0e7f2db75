//! One action as a sentence or an item of a list: what, who, when.

use std::sync::LazyLock;

use regex::Regex;

use super::day::{self, Said, pattern};
use super::lines::{bare, single_spaced};
use super::{owner, state};

/// What an item says. Phrases are as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// what is to be done
    pub subject: String,
    /// who, when somebody is named
    pub who: Option<String>,
    /// the owner was taken from the sentence, where nothing sets it apart
    pub who_is_read: bool,
    /// when, as written
    pub due: Option<String>,
    /// how it stands, as written
    pub status: Option<String>,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s(\[;,|–—*-])(?P<label>wie|actiehouders?|eigenaar|trekker|verantwoordelijke?|uitvoering|actie door|door|owner|who|responsible|assigned to|wanneer|deadline|gereed(?: op| per| voor)?|datum gereed|datum|uiterlijk|streefdatum|einddatum|termijn|due(?: date)?|when|status|stand van zaken|onderwerp|wat|actie|omschrijving|subject|what|action)\**\s*[:=]\s*\**\s*",
    )
});
static GROUP: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<rest>.*\S)\s*[(\[{](?P<inside>[^()\[\]{}]{1,200})[)\]}]\s*[.;,]?$"));
static SPLIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\s+[-–—→|>]+\s+|\s*[;|]\s+|\s*→\s*|\s+/\s+|\s*\t\s*"));
static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?P<who>[^:.;]{2,60}):\s+(?P<rest>\S.*)$"));
static BEFORE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:v[oó]{2}r|uiterlijk(?: op| per)?|per|tot|t/m|tegen|before|by|due|no later than|deadline|gereed(?: op| voor)?|klaar(?: op| voor)?|af op)\s*:?\s*(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+|(?:ma|di|wo|do|vr|za|zo)\.?\s+|(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?)$",
    )
});
static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:v[oó]{2}r|in|uiterlijk)?\s*week\s+[0-9]{1,2}|z\.?s\.?m\.?|zo snel mogelijk|asap|eind (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)|medio \w+|begin (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)|volgende (?:vergadering|overleg|keer)|doorlopend)(?:\b|$)",
    )
});

/// What an item says. Lines below its first are kept apart by line ends.
pub fn read(text: &str) -> Item {
    let mut item = labelled(text).unwrap_or_default();
    if item.subject.is_empty() {
        item.subject = bare(text);
    }
    for _ in 0..3 {
        if !take_group(&mut item) {
            break;
        }
    }
    take_pieces(&mut item);
    take_lead(&mut item);
    if item.due.is_none() {
        item.due = due_in(&item.subject);
    }
    if item.who.is_none() {
        item.who = owner::before_verb(&item.subject);
        item.who_is_read = item.who.is_some();
    }
    item.subject = item.subject.trim_end_matches([';', ',', ' ', '–', '-', '(']).to_owned();
    item
}

/// The fields that are named: `Wie: …; wanneer: …`.
fn labelled(text: &str) -> Option<Item> {
    let labels: Vec<_> =
        LABEL.captures_iter(text).filter_map(|found| Some((found.get(0)?, found.name("label")?))).collect();
    let (first, _) = labels.first()?;
    let mut item = Item::default();
    let mut subject = vec![bare(text.get(..first.start()).unwrap_or_default().trim_end_matches(['(', '[']))];
    for (at, (whole, label)) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(text.len(), |(next, _)| next.start());
        let part = text.get(whole.end()..end).unwrap_or_default();
        let (value, rest) = part.split_once('\n').unwrap_or((part, ""));
        let value =
            bare(value.trim().trim_end_matches([';', ',', '|', ')', ']', '(', '[', '–', '-', '.', ' ']));
        let value = (!value.is_empty()).then_some(value);
        let word = label.as_str().to_lowercase();
        match word.as_str() {
            "status" | "stand van zaken" => item.status = item.status.or(value),
            "onderwerp" | "wat" | "actie" | "omschrijving" | "subject" | "what" | "action" => {
                subject.extend(value)
            }
            "wie" | "actiehouder" | "actiehouders" | "eigenaar" | "trekker" | "verantwoordelijk"
            | "verantwoordelijke" | "uitvoering" | "actie door" | "door" | "owner" | "who"
            | "responsible" | "assigned to" => {
                item.who = item.who.or_else(|| owner::owner(&value?));
            }
            _ => item.due = item.due.or(value),
        }
        subject.push(bare(rest));
    }
    subject.retain(|part| !part.is_empty());
    item.subject = single_spaced(&subject.join(" "));
    Some(item)
}

/// Words that may stand beside a day.
const BESIDE_DAY: &[&str] = &[
    "vóór",
    "voor",
    "uiterlijk",
    "op",
    "per",
    "tot",
    "t",
    "m",
    "gereed",
    "klaar",
    "deadline",
    "datum",
    "d",
    "before",
    "by",
    "due",
    "uur",
    "om",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "ma",
    "di",
    "wo",
    "do",
    "vr",
    "za",
    "zo",
    "tegen",
    "on",
    "het",
    "eind",
    "begin",
];

/// Whether a phrase is a day and nothing else.
fn is_day(part: &str) -> bool {
    if matches!(day::read(part), Said::Vague | Said::Nothing) {
        return false;
    }
    let mut rest = part.to_lowercase();
    for found in day::find(&rest.clone()).iter().rev() {
        rest.replace_range(found.start..found.end, " ");
    }
    let words = rest.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    words.clone().count() <= 4 && words.into_iter().all(|word| BESIDE_DAY.contains(&word))
}

/// Whether all parts of a phrase say who, when or how it stands; then they are taken.
fn take(item: &mut Item, parts: &[&str]) -> bool {
    let (mut who, mut due, mut status) = (None, None, None);
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        let is_day = is_day(part);
        let is_vague = VAGUE.find(part).is_some_and(|found| found.len() + 12 >= part.len());
        if (is_day || is_vague) && item.due.is_none() && due.is_none() {
            due = Some(part.to_owned());
        } else if state::state(part).is_some() && part.split_whitespace().count() <= 3 && status.is_none() {
            status = Some(part.to_owned());
        } else if (owner::is_owner(part) || owner::owner(part).is_none())
            && item.who.is_none()
            && who.is_none()
        {
            who = Some(part.trim_start_matches('@').to_owned());
        } else {
            return false;
        }
    }
    if who.is_none() && due.is_none() && status.is_none() {
        return false;
    }
    item.who = item.who.take().or_else(|| owner::owner(&who?));
    item.due = item.due.take().or(due);
    item.status = item.status.take().or(status);
    true
}

/// What stands in brackets at the end: `(secretaris, 22 februari 2019)`.
fn take_group(item: &mut Item) -> bool {
    let subject = item.subject.clone();
    let Some(found) = GROUP.captures(&subject) else { return false };
    let (Some(rest), Some(inside)) = (found.name("rest"), found.name("inside")) else { return false };
    let parts: Vec<&str> =
        inside.as_str().split([',', ';', '/', '|', '–', '—']).flat_map(|part| part.split(" - ")).collect();
    // one name and a day may hold a comma or slash themselves
    let taken = take(item, &[inside.as_str()]) || take(item, &parts);
    if taken {
        item.subject = rest.as_str().trim().to_owned();
    }
    taken
}

/// What stands at the end behind dashes, semicolons or arrows, or behind commas when a day is there.
fn take_pieces(item: &mut Item) {
    let subject = item.subject.trim_end_matches('.').to_owned();
    let cuts: Vec<_> = SPLIT.find_iter(&subject).collect();
    let mut end = subject.len();
    let had_stop = item.subject.len() > subject.len();
    for cut in cuts.iter().rev() {
        let piece = subject.get(cut.end()..end).unwrap_or_default();
        let with_commas: Vec<&str> = piece.split(", ").collect();
        if !(take(item, &[piece]) || with_commas.len() > 1 && take(item, &with_commas)) {
            break;
        }
        end = cut.start();
    }
    if let Some(due) = item
        .due
        .as_mut()
        .filter(|due| had_stop && subject.ends_with(due.as_str()) && due.contains('.') && !due.contains(' '))
    {
        // the last full stop of `z.s.m.` ends no sentence
        due.push('.');
    }
    let mut rest = subject.get(..end).unwrap_or_default().to_owned();
    if end == subject.len() {
        let pieces: Vec<&str> = rest.split(", ").collect();
        let last_is_day = pieces.len() > 1 && pieces.last().is_some_and(|last| is_day(last));
        if last_is_day {
            let mut kept = pieces.clone();
            while kept.len() > 1
                && kept.last().is_some_and(|last| last.split_whitespace().count() <= 6 && take(item, &[last]))
            {
                kept.pop();
            }
            rest = kept.join(", ");
        } else {
            rest = item.subject.clone();
        }
    } else if let Some((first, more)) = SPLIT.find(&rest).map(|cut| (cut.start(), cut.end())) {
        // `Kim – stuurt de nota – 1 maart`: the owner stands first
        let (lead, tail) = (rest.get(..first).unwrap_or_default(), rest.get(more..).unwrap_or_default());
        if item.who.is_none() && owner::is_owner(lead) && lead.split_whitespace().count() <= 4 {
            item.who = owner::owner(lead);
            rest = tail.to_owned();
        }
    }
    item.subject = rest;
}

/// An owner before a colon: `Secretaris: stuurt de nota`.
fn take_lead(item: &mut Item) {
    let subject = item.subject.clone();
    let Some(found) = LEAD.captures(&subject).filter(|_| item.who.is_none()) else { return };
    if let (Some(who), Some(rest)) = (found.name("who"), found.name("rest"))
        && owner::is_owner(who.as_str())
    {
        item.who = owner::owner(who.as_str());
        item.subject = rest.as_str().to_owned();
    }
}

/// A day in a sentence that a word announces as its end: `vóór 1 maart 2024`; or a phrase that is no day.
fn due_in(subject: &str) -> Option<String> {
    let announced = day::find(subject)
        .into_iter()
        .find(|found| BEFORE_DAY.is_match(subject.get(..found.start).unwrap_or_default()));
    announced
        .and_then(|found| subject.get(found.start..found.end).map(str::to_owned))
        .or_else(|| VAGUE.find(subject).map(|found| found.as_str().trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, subject: &str, who: Option<&str>, due: Option<&str>) {
        let item = read(text);
        assert_eq!(
            (item.subject.as_str(), item.who.as_deref(), item.due.as_deref()),
            (subject, who, due),
            "{text}"
        );
    }

    #[test]
    fn an_item_is_read_as_people_write_it() {
        let (who, due) = (Some("secretaris"), Some("22 februari 2019"));
        check("Versturen nota (secretaris, 22 februari 2019)", "Versturen nota", who, due);
        check(
            "Versturen nota (op 1 A4) (secretaris; 22 februari 2019).",
            "Versturen nota (op 1 A4)",
            who,
            due,
        );
        check("Versturen nota – secretaris – 22 februari 2019", "Versturen nota", who, due);
        check("Versturen nota. Wie: secretaris. Wanneer: 22 februari 2019", "Versturen nota.", who, due);
        check("Versturen nota\nWie: secretaris\nWanneer: 22 februari 2019", "Versturen nota", who, due);
        check(
            "secretaris: versturen nota vóór 22 februari 2019",
            "versturen nota vóór 22 februari 2019",
            who,
            due,
        );
        check("Versturen nota, secretaris, 22 februari 2019", "Versturen nota", who, due);
        check("Versturen nota [secretaris] [22 februari 2019]", "Versturen nota", who, due);
        check("Versturen nota | secretaris | 22 februari 2019", "Versturen nota", who, due);
    }

    #[test]
    fn what_is_not_said_is_not_made_up() {
        check("Versturen nota d.d. 20 oktober 2015", "Versturen nota d.d. 20 oktober 2015", None, None);
        check("Versturen nota (bijlage 2)", "Versturen nota (bijlage 2)", None, None);
        check("Versturen nota – z.s.m.", "Versturen nota", None, Some("z.s.m."));
        check("Versturen nota (n.t.b., 31 april 2024)", "Versturen nota", None, Some("31 april 2024"));
        check("Kim stuurt de nota rond", "Kim stuurt de nota rond", Some("Kim"), None);
        check("Nota's van A, B en C bundelen", "Nota's van A, B en C bundelen", None, None);
    }
}

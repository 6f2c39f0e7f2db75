//! The points of the agenda, and what was decided.

use std::sync::LazyLock;

use regex::Regex;

use super::day::pattern;
use super::lines::{Line, Paragraph, bare, bulleted, numbered, sentences};
use super::list;

/// Characters of the title of a point; more is a sentence.
const TITLE_CHARS_MAX: usize = 120;

static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:agenda(?:punt)?|ad|punt|item)\.?\s*(?P<number>[0-9]{1,2})\s*[.:)–—-]*\s*(?P<title>\S.*)$",
    )
});
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<number>[0-9]{1,2})(?:[.):]|\s+[-–—])?\s+(?P<title>[\p{Lu}'‘“\p{Lt}].*)$")
});
static AGENDA: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:de\s+)?agenda(?:punten)?\s*:?$"));

/// The titles of the points: below a heading *Agenda*, else the numbered headings of the report.
pub fn agenda(lines: &[Line<'_>], taken: &[bool]) -> Vec<String> {
    let below = below_agenda(lines, taken);
    if !below.is_empty() {
        return below;
    }
    let mut points: Vec<(u32, String)> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| !taken.get(*at).copied().unwrap_or(false)) {
        let text = bare(line.raw);
        let Some((number, title)) = point(&text) else { continue };
        let alone = lines
            .get(at + 1)
            .is_none_or(|next| next.is_blank() || line.raw.starts_with('#') || !goes_on(next.raw))
            || at.checked_sub(1).and_then(|at| lines.get(at)).is_none_or(Line::is_blank);
        // a point follows the one before it; a list in the text starts again at one
        let follows = points
            .last()
            .map_or(number <= 1, |(last, _)| number == last + 1 || number > *last && number <= last + 3);
        if alone && follows {
            points.push((number, title));
        }
    }
    points.into_iter().map(|(_, title)| title).collect()
}

/// Whether a line goes on with the sentence of the line above it.
fn goes_on(raw: &str) -> bool {
    raw.trim_start().starts_with(char::is_lowercase)
}

fn point(text: &str) -> Option<(u32, String)> {
    let found = HEADING.captures(text).or_else(|| PLAIN.captures(text))?;
    let title = found.name("title")?.as_str().trim();
    let long = title.chars().count() > TITLE_CHARS_MAX || title.split_whitespace().count() > 16;
    let words = title.split_whitespace().count();
    let is_sentence =
        title.ends_with('.') && words > 4 || title.ends_with([';', ',']) || title.contains(". ");
    (!long && !is_sentence)
        .then_some((found.name("number")?.as_str().parse().ok()?, title.trim_end_matches(':').to_owned()))
}

fn below_agenda(lines: &[Line<'_>], taken: &[bool]) -> Vec<String> {
    let start = lines
        .iter()
        .enumerate()
        .position(|(at, line)| !taken.get(at).copied().unwrap_or(false) && AGENDA.is_match(&bare(line.raw)));
    let Some(start) = start else { return Vec::new() };
    let mut points = Vec::new();
    let mut last = 0;
    let mut blank = 0;
    for line in lines.iter().skip(start + 1) {
        if line.is_blank() {
            blank += 1;
            if blank > 1 && !points.is_empty() {
                break;
            }
            continue;
        }
        let text = bare(line.raw);
        let number =
            numbered(&text).and_then(|(label, rest)| Some((label.parse::<u32>().ok()?, rest.to_owned())));
        match number.or_else(|| {
            PLAIN.captures(&text).and_then(|found| {
                Some((found.name("number")?.as_str().parse().ok()?, found.name("title")?.as_str().to_owned()))
            })
        }) {
            // the points of the report itself start again
            Some((number, title)) if number > last => {
                last = number;
                points.push(bare(&title));
            }
            Some(_) => break,
            None => match bulleted(line.raw) {
                Some(rest) if last == 0 => points.push(bare(rest)),
                Some(_) => {}
                None => break,
            },
        }
        blank = 0;
    }
    points
}

static DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^\W*(?:besluit|decision|decided|agreed|afgesproken|afspraak|conclusie en besluit)(?:\s*[0-9]{1,3})?\W*:|\b(?:wordt|worden|is|werd|werden|zijn|heeft|hebben)\b[^.;]{0,60}\b(?:besloten|afgesproken|vastgesteld|goedgekeurd|aangenomen)\b|\b(?:besloten|afgesproken|vastgesteld|goedgekeurd)\b\s+(?:wordt|is|werd|om|dat|zijn)\b|\b(?:vergadering|werkgroep|platform|overleg|deelnemers|aanwezigen|leden|commissie|stuurgroep)\b[^.;]{0,30}\b(?:besluit(?:en)?|stemt in|stemmen in|gaat akkoord|gaan akkoord|stelt .{1,60} vast|spreekt af|spreken af)\b|\b(?:we|wij)\s+(?:besluiten|spreken af)\b|\bit (?:was|is) (?:decided|agreed)\b|\b(?:meeting|group|committee)\s+(?:decided|agreed|decides|agrees|approved)\b|\bakkoord (?:bevonden|met)\b)",
    )
});
static NOT_DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:niets?|geen)\s+(?:\w+\s+){0,2}(?:besloten|afgesproken|vastgesteld|besluit)|zal worden besloten|moet worden besloten|moet nog worden|not (?:decided|agreed))\b",
    )
});
static DECISION_LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\W*(?:besluit|decision|decided|agreed)(?:\s*[0-9]{1,3})?\W*:\W*"));

/// Sentences that say what was decided or agreed, and the items below a heading *Besluiten*.
pub fn decisions(lines: &[Line<'_>], taken: &[bool], paragraphs: &[Paragraph]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        for sentence in sentences(&paragraph.text) {
            if DECIDED.is_match(sentence) && !NOT_DECIDED.is_match(sentence) {
                let text = DECISION_LABEL.replace(sentence, "");
                all.push(bare(&text));
            }
        }
    }
    for listed in list::find(lines, taken, list::heads_decisions) {
        for entry in listed.items {
            let text = bare(&entry.text.replace('\n', " "));
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::lines::{lines, paragraphs};

    #[test]
    fn points_stand_below_agenda_or_are_headings() {
        let check = |text: &str, expected: &[&str]| {
            let lines = lines(text);
            assert_eq!(agenda(&lines, &vec![false; lines.len()]), expected, "{text}");
        };
        check(
            "1. Opening\n\nKim opent.\n\n2. Verslag\nHet verslag.\n\n3. W.v.t.t.k.\n\n4. Sluiting",
            &["Opening", "Verslag", "W.v.t.t.k.", "Sluiting"],
        );
        check("Agenda\n1. Opening\n2. Rondvraag\n\n1. Opening\nKim opent.", &["Opening", "Rondvraag"]);
        check("Agendapunt 1: Opening\nKim opent.\n\nAgendapunt 2 - Verslag", &["Opening", "Verslag"]);
        check("## 1. Opening\nKim.\n## 2. Stand van zaken\nTekst.", &["Opening", "Stand van zaken"]);
        check("Op 3 maart spraken wij.\n95% is open.", &[]);
    }

    #[test]
    fn a_decision_is_a_sentence_that_decides() {
        let check = |text: &str, expected: usize| {
            let lines = lines(text);
            let taken = vec![false; lines.len()];
            assert_eq!(decisions(&lines, &taken, &paragraphs(&lines, &taken)).len(), expected, "{text}");
        };
        check("Besluit: de visie gaat rond.", 1);
        check("Afgesproken wordt dat alle teams bezocht worden.", 1);
        check("Het verslag wordt ongewijzigd vastgesteld.", 1);
        check("Er is nog niets besloten.", 0);
        check("Er is niet besloten. Het platform is geen besluitvormend orgaan.", 0);
        check("Besluiten\n1. De visie gaat rond.\n2. Het overleg blijft.", 2);
    }
}

//! The text of a report as lines, paragraphs and sentences.

use std::sync::LazyLock;

use regex::Regex;

use super::day::pattern;

/// A line of the report.
#[derive(Debug, Clone, Copy)]
pub struct Line<'t> {
    /// counted from 1
    pub number: usize,
    /// as it stands, without what ends it
    pub raw: &'t str,
}

static FOOTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?:pagina|page|blad(?:zijde)?|blz\.?|p\.)\s*[0-9]{1,4}(?:\s*(?:/|van|of)\s*[0-9]{1,4})?|[0-9]{1,4}\s*(?:/|van|of)\s*[0-9]{1,4})\W*$",
    )
});

impl Line<'_> {
    /// Nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.raw.trim().is_empty()
    }

    /// The number of a page, which stands between the lines of a text and belongs to none.
    pub fn is_footer(&self) -> bool {
        FOOTER.is_match(self.raw.trim())
    }
}

/// The lines of a text. A form feed, which ends a page, ends a line.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut all = Vec::new();
    for raw in text.split(['\n', '\u{c}', '\u{2028}']) {
        all.push(Line { number: all.len() + 1, raw: raw.trim_end_matches('\r') });
    }
    all
}

/// A text without marks of Markdown round it and in it, and with single spaces.
pub fn bare(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "").replace(['\u{a0}', '\u{202f}'], " ");
    let text = text.trim().trim_start_matches(['#', '>']).trim();
    let starred = text.len() > 2 && text.starts_with('*') && text.ends_with('*');
    let text = if starred { text.trim_matches('*') } else { text };
    single_spaced(text)
}

/// With one space where there was white space.
pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

static BULLET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[-–—•▪◦●‣*·o→►✓☐]|\[[ xX]?\])\s+"));
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:\*\*|#+\s*)?(?P<label>(?:actie(?:punt)?|action(?: item| point)?|AP|A)?[\s.\-]{0,2}[0-9]{1,4}(?:[.\-][0-9]{1,4}){0,2}[a-z]?)(?:\s*[.):]\s*(?:\*\*)?\s*|\s+[-–—]\s+|(?:\*\*)\s+)(?P<rest>\S.*)$",
    )
});

/// The rest of a line that begins with a bullet.
pub fn bulleted(raw: &str) -> Option<&str> {
    let bullet = BULLET.find(raw)?;
    raw.get(bullet.end()..).filter(|rest| !rest.trim().is_empty())
}

/// The number and the rest of a line that begins with a number: `3. Something`, `Actie 3: Something`.
pub fn numbered(raw: &str) -> Option<(&str, &str)> {
    let captures = NUMBERED.captures(raw)?;
    let (label, rest) = (captures.name("label")?.as_str().trim(), captures.name("rest")?.as_str());
    // `22.02.2019` and `10.00 uur` begin with a number and are none
    let is_moment = raw.trim_start().starts_with(|sign: char| sign.is_ascii_digit())
        && (rest.starts_with(|sign: char| sign.is_ascii_digit()) || rest.starts_with("uur"));
    (!is_moment).then_some((label, rest))
}

/// Lines that belong together: what a hard line break at the edge of a page took apart.
#[derive(Debug)]
pub struct Paragraph {
    /// number of its first line
    pub line: usize,
    /// single spaced
    pub text: String,
}

/// The lines that are not taken by a table or list, as paragraphs. Every bullet is one.
pub fn paragraphs(lines: &[Line<'_>], taken: &[bool]) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for (line, taken) in lines.iter().zip(taken) {
        if *taken || line.is_blank() {
            open = false;
            continue;
        }
        if line.is_footer() {
            continue;
        }
        let starts =
            bulleted(line.raw).is_some() || numbered(line.raw).is_some() || line.raw.starts_with('#');
        let text = single_spaced(bulleted(line.raw).unwrap_or(line.raw));
        match all.last_mut().filter(|_| open && !starts) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            None => all.push(Paragraph { line: line.number, text }),
        }
        open = true;
    }
    all
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "a.s",
    "b.v",
    "bijv",
    "blz",
    "bv",
    "ca",
    "cf",
    "d.d",
    "d.m.v",
    "d.w.z",
    "dd",
    "dhr",
    "dr",
    "drs",
    "e.d",
    "e.g",
    "e.o",
    "enz",
    "etc",
    "evt",
    "excl",
    "feb",
    "hr",
    "i.c",
    "i.e",
    "i.g.v",
    "i.h.k.v",
    "i.o",
    "i.o.v",
    "i.p.v",
    "i.r.t",
    "i.s.m",
    "i.v.m",
    "incl",
    "ing",
    "ir",
    "jan",
    "jl",
    "m.b.t",
    "m.b.v",
    "m.i.v",
    "max",
    "mevr",
    "min",
    "mr",
    "mrs",
    "mrt",
    "mw",
    "n.a.v",
    "no",
    "nov",
    "nr",
    "o.a",
    "o.b.v",
    "okt",
    "p.m",
    "prof",
    "resp",
    "sept",
    "st",
    "t.a.v",
    "t.b.v",
    "t.g.v",
    "t.n.v",
    "v.a",
    "v.d",
    "v.w.b",
    "vs",
    "w.o",
    "w.v.t.t.k",
    "z.o.z",
    "z.s.m",
];

/// The sentences of a paragraph.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if !matches!(sign, '.' | '!' | '?') {
            continue;
        }
        let mut end = at + sign.len_utf8();
        while let Some((next, close)) = signs.peek().copied() {
            if !matches!(close, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | '*' | ']') {
                break;
            }
            end = next + close.len_utf8();
            signs.next();
        }
        let rest = text.get(end..).unwrap_or_default();
        let begins = rest.trim_start().trim_start_matches(['"', '“', '‘', '\'', '(', '*', '[', '→', ' ']);
        let ends =
            rest.starts_with(' ') && begins.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if ends && !(sign == '.' && is_abbreviation(text.get(start..at).unwrap_or_default())) {
            all.push(text.get(start..end).unwrap_or_default().trim());
            start = end;
        }
    }
    all.push(text.get(start..).unwrap_or_default().trim());
    all.retain(|sentence| !sentence.is_empty());
    all
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    initial || ABBREVIATIONS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_at_an_abbreviation() {
        for (text, count) in [
            ("Een. Twee. Drie", 3),
            ("De nota d.d. 20 oktober van A. Jansen gaat mee (ACTIE 1). Daarna niet.", 2),
            ("Hij zegt: \"Goed.\" **ACTIE 4**: doen.", 2),
            ("Bel i.s.m. Kim.", 1),
        ] {
            assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn the_number_of_a_page_is_no_line() {
        for (raw, footer) in
            [("pagina 3/5", true), ("2 van 5", true), ("Pagina 3", true), ("3 boa's van 5", false)]
        {
            assert_eq!(Line { number: 1, raw }.is_footer(), footer, "{raw}");
        }
    }

    #[test]
    fn a_numbered_line_gives_its_number() {
        for (raw, label) in [
            ("1. Opening", Some("1")),
            ("2) Verslag", Some("2")),
            ("Actie 3: bellen", Some("Actie 3")),
            ("A4. Bellen", Some("A4")),
            ("**5.** Bellen", Some("5")),
            ("10.00-12.00 uur", None),
            ("22.02.2019 Utrecht", None),
            ("95% van alles", None),
        ] {
            assert_eq!(numbered(raw).map(|(label, _)| label), label, "{raw}");
        }
    }
}

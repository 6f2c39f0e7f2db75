//! Names: after a title, after a phrase that announces one, a given name with a surname, and "van der …".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{
    DOUBTFUL_ENDINGS, GIVEN, LANDMARKS, List, NO_NAMES, NOT_BEFORE, PARTICLES, STREET_ENDINGS, SURNAMES,
    TITLES,
};
use super::{Hit, HitKind, pattern};

/// Most parts of one name, initials and particles included.
const PARTS_MAX: usize = 8;

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"['’]t|\p{L}[\p{L}'’\-]*"));

/// A word of the text.
struct Word<'t> {
    text: &'t str,
    lower: String,
    range: Range<usize>,
}

struct Words<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
}

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let words = WORD.find_iter(text).map(|found| Word {
        text: found.as_str(),
        lower: found.as_str().to_lowercase(),
        range: found.range(),
    });
    let words = Words { text, words: words.collect() };
    let mut at = 0;
    while at < words.words.len() {
        let found = words
            .after_title(at)
            .or_else(|| words.after_phrase(at))
            .or_else(|| words.given_and_surname(at))
            .or_else(|| words.with_particles(at));
        let Some(name) = found else {
            at += 1;
            continue;
        };
        let (first, last) = (&words.words[name.start], &words.words[name.end - 1]);
        // the point of a last initial is part of it
        let point = usize::from(is_initial(last) && text[last.range.end..].starts_with('.'));
        hits.push(Hit { kind: HitKind::Name, range: first.range.start..last.range.end + point });
        at = name.end;
    }
}

fn is_capital(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_uppercase) && word.text.chars().nth(1).is_some()
}

fn is_initial(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_uppercase) && word.text.chars().nth(1).is_none()
}

fn is_one_of(word: &Word<'_>, list: &List) -> bool {
    list.contains(word.lower.as_str())
}

/// Whether a word may be the surname, or a further part of it, in this place. In a shouted text capitals say nothing.
fn is_part(word: &Word<'_>, after_particle: bool) -> bool {
    let shouted = !word.text.contains(char::is_lowercase);
    is_capital(word)
        && !is_one_of(word, &NO_NAMES)
        && (!shouted || after_particle || is_one_of(word, &SURNAMES))
}

/// Whether a word is, or ends as, the name of a street or place.
fn is_street(word: &Word<'_>) -> bool {
    STREET_ENDINGS.iter().any(|ending| word.lower.ends_with(ending))
}

fn is_doubtful(word: &Word<'_>) -> bool {
    DOUBTFUL_ENDINGS.iter().any(|ending| word.lower.ends_with(ending))
}

impl Words<'_> {
    fn get(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at)
    }

    /// Whether a word follows the one before on the same line, with only spaces between, or a point after an initial
    /// or an abbreviated title.
    fn follows(&self, at: usize) -> bool {
        let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|at| self.get(at)), self.get(at)) else {
            return false;
        };
        let gap = &self.text[before.range.end..word.range.start];
        let gap = if is_initial(before) || is_one_of(before, &TITLES) {
            gap.strip_prefix('.').unwrap_or(gap)
        } else {
            gap
        };
        gap.chars().all(|c| c == ' ' || c == '\t' || c == '\u{a0}') && (!gap.is_empty() || is_initial(before))
    }

    /// "de heer J. van der Berg": the words after the title.
    fn after_title(&self, at: usize) -> Option<Range<usize>> {
        let from = at + 1;
        if !is_one_of(self.get(at)?, &TITLES) || !self.follows(from) {
            return None;
        }
        let end = self.name_end(from, true)?;
        Some(from..end)
    }

    /// "mijn naam is Piet", "genaamd Piet", "groeten, Piet".
    fn after_phrase(&self, at: usize) -> Option<Range<usize>> {
        let word = self.get(at)?;
        let from = at + 1;
        let next = self.get(from)?;
        let (announced, lower_too) = match word.lower.as_str() {
            "is" => (self.is_after(at, &["naam"]), true),
            "heet" => (true, self.is_after(at, &["ik"])),
            "genaamd" => (true, false),
            "naam" | "afzender" => (self.text[word.range.end..next.range.start].trim() == ":", false),
            "groet" | "groeten" | "groetjes" | "mvg" | "hoogachtend" => (true, false),
            "g" => (self.text[..word.range.end].to_lowercase().ends_with("m.v.g"), false),
            _ => (false, false),
        };
        let gap = &self.text[word.range.end..next.range.start];
        let near = gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ':' | '.' | '!'));
        if !announced || !near {
            return None;
        }
        let end = self.name_end(from, false).or_else(|| {
            let plain = lower_too && next.text.chars().nth(1).is_some() && !is_one_of(next, &NO_NAMES);
            plain.then(|| self.surname_end(from + 1).unwrap_or(from + 1))
        })?;
        let last = self.get(end - 1)?;
        (!is_street(last) || is_doubtful(last)).then_some(from..end)
    }

    /// Whether the word before is one of these.
    fn is_after(&self, at: usize, list: &[&str]) -> bool {
        at.checked_sub(1).and_then(|at| self.get(at)).is_some_and(|word| list.contains(&word.lower.as_str()))
    }

    /// The end of a name that starts here: initials, particles, and one to three words with a capital. `lower_too`
    /// takes a frequent surname without a capital.
    fn name_end(&self, from: usize, lower_too: bool) -> Option<usize> {
        let mut at = from;
        while at < from + PARTS_MAX
            && self.get(at).is_some_and(is_initial)
            && (at == from || self.follows(at))
        {
            at += 1;
        }
        let initials = at;
        let only_initials = (initials > from
            && self.text[self.get(initials - 1)?.range.end..].starts_with('.'))
        .then_some(initials);
        if at == from && self.get(at).is_some_and(|word| is_one_of(word, &PARTICLES)) {
            at += 1;
        }
        at = self.past_particles(at);
        let Some(word) = self.get(at).filter(|_| at == from || self.follows(at)) else {
            return only_initials;
        };
        let known = lower_too && is_one_of(word, &SURNAMES);
        if !(is_capital(word) && !is_one_of(word, &NO_NAMES) || known) {
            return only_initials;
        }
        let mut end = at + 1;
        for _ in 0..2 {
            match self.part_end(end) {
                Some(next) => end = next,
                None => break,
            }
        }
        Some(end)
    }

    /// The first word from here on that does not stand before a surname, on the same line.
    fn past_particles(&self, from: usize) -> usize {
        let is_particle =
            |at: &usize| self.follows(*at) && self.get(*at).is_some_and(|word| is_one_of(word, &PARTICLES));
        from + (from..from + PARTS_MAX).take_while(is_particle).count()
    }

    /// The end of a next part of a name: particles and a word with a capital that is no street.
    fn part_end(&self, from: usize) -> Option<usize> {
        let at = self.past_particles(from);
        let word = self.get(at).filter(|_| self.follows(at))?;
        (is_part(word, at > from) && (!is_street(word) || at > from)).then_some(at + 1)
    }

    /// The end of particles and a frequent surname, whatever its capitals.
    fn surname_end(&self, from: usize) -> Option<usize> {
        let at = self.past_particles(from);
        let word = self.get(at).filter(|_| self.follows(at))?;
        (is_one_of(word, &SURNAMES) || is_part(word, at > from)).then_some(at + 1)
    }

    /// "Jan Jansen", "Fatima el Amrani", "Mohammed B.", "jan de vries".
    fn given_and_surname(&self, at: usize) -> Option<Range<usize>> {
        let given = |word: &Word<'_>| word.lower.split('-').all(|part| GIVEN.contains(&part));
        let first = self.get(at).filter(|word| given(word))?;
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        if self.follows(at) && before.is_some_and(|word| is_one_of(word, &NOT_BEFORE)) {
            return None;
        }
        let mut from = at + 1;
        while from < at + PARTS_MAX
            && self.follows(from)
            && self.get(from).is_some_and(|word| given(word) || is_initial(word))
        {
            from += 1;
        }
        let initial = self.get(from - 1).filter(|word| from > at + 1 && is_initial(word));
        let with_initial = initial.is_some_and(|word| self.text[word.range.end..].starts_with('.'));
        let end = if is_capital(first) { self.surname_end(from) } else { self.known_surname_end(from) };
        // two given names may be a given name and a surname: Jan Willem, Thomas Frank
        let two_given = from > at + 1 && is_capital(first) && self.get(from - 1).is_some_and(is_capital);
        let end = end.or((with_initial || two_given).then_some(from))?;
        (!self.is_place(at, end)).then_some(at..end)
    }

    /// The end of particles and a frequent surname.
    fn known_surname_end(&self, from: usize) -> Option<usize> {
        let end = self.surname_end(from)?;
        is_one_of(self.get(end - 1)?, &SURNAMES).then_some(end)
    }

    /// "bij van der Berg", and "van Dijk" with a capital V within a sentence.
    fn with_particles(&self, at: usize) -> Option<Range<usize>> {
        let van = self.get(at).filter(|word| word.lower == "van")?;
        let next = self.get(at + 1).filter(|_| self.follows(at + 1))?;
        let archaic = matches!(next.text, "der" | "den");
        let within = at.checked_sub(1).and_then(|before| self.get(before)).is_some_and(|before| {
            before.text.starts_with(char::is_lowercase) && !is_street(before) && self.follows(at)
        });
        let capital_van = van.text == "Van" && within;
        if !archaic && !capital_van {
            return None;
        }
        let end = self.part_end(at)?;
        let known_place =
            matches!(self.get(end - 1)?.lower.as_str(), "haag" | "bosch" | "helder" | "burg") && !archaic;
        (!known_place && !self.is_place(at, end)).then_some(at..end)
    }

    /// Whether these words are the name of a street, a place or a shop.
    fn is_place(&self, from: usize, end: usize) -> bool {
        let words = &self.words[from..end];
        let (Some(last), Some(first)) = (words.last(), words.first()) else { return false };
        let whole = words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
        let before =
            from.checked_sub(1).and_then(|before| self.get(before)).map_or("", |word| word.lower.as_str());
        let with_before = format!("{before} {whole}");
        if LANDMARKS.iter().any(|landmark| whole.starts_with(landmark) || with_before.starts_with(landmark)) {
            return true;
        }
        // "Jan van Galen straat", "Anne Frank Huis"
        if self.follows(end) && self.get(end).is_some_and(|next| is_one_of(next, &STREET_ENDINGS)) {
            return true;
        }
        // "van der Laan", "van Dijk": after a particle a word that is only the ending is a surname
        let after_particle =
            words.len() > 1 && words.get(words.len() - 2).is_some_and(|word| is_one_of(word, &PARTICLES));
        let whole_word = is_one_of(last, &STREET_ENDINGS);
        let article =
            self.is_after(from, &["de", "het", "'t", "’t"]) && first.text.starts_with(char::is_uppercase);
        is_street(last) && !(after_particle && whole_word) && (!is_doubtful(last) || article)
    }
}

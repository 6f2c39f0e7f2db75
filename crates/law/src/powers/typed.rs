//! What someone typed, and how well it fits.

use serde_json::Value;

use crate::fault::Fault;

/// Most signs that are searched for.
const TYPED_CHARS_MAX: usize = 200;
/// Signs from which a word may be found by its beginning.
const BEGINNING_CHARS: usize = 4;

/// Words that say nothing of what is asked.
const EMPTY_WORDS: &[&str] = &[
    "mag", "ik", "de", "het", "een", "in", "op", "of", "wat", "kan", "boa", "hier", "er", "dat", "die", "je",
    "mogen", "iemand", "is", "te", "van", "voor", "met", "aan", "en", "may", "can", "the", "a", "an", "i",
    "to", "his", "what",
];

/// What someone typed.
///
/// # Errors
/// When it is no text, or too long.
pub fn typed(value: Option<&Value>) -> Result<Option<String>, Vec<Fault>> {
    let Some(value) = value else { return Ok(None) };
    let text = value.as_str().filter(|text| text.chars().count() <= TYPED_CHARS_MAX);
    let message = format!("must be a text of at most {TYPED_CHARS_MAX} signs");
    text.map(|text| Some(text.to_owned())).ok_or_else(|| vec![Fault { field: "text".to_owned(), message }])
}

/// The words of a text that say something, without capitals.
pub(super) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|sign: char| !sign.is_alphanumeric() && sign != '-');
    parts.filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word)).map(str::to_owned).collect()
}

/// How well a typed word fits a word of a topic: whole, by its beginning, or not.
pub(super) fn fit(typed: &str, word: &str) -> u32 {
    let (shorter, longer) = if typed.len() < word.len() { (typed, word) } else { (word, typed) };
    if typed == word {
        4
    } else if shorter.chars().count() >= BEGINNING_CHARS && longer.starts_with(shorter) {
        2
    } else if shorter.chars().count() > BEGINNING_CHARS && longer.contains(shorter) {
        1
    } else {
        0
    }
}

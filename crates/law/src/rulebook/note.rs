//! The annotations of a rule, read into types: an unknown key or word is a fault of the rule, never ignored.

use jiff::civil::Date;
use serde::Serialize;

use crate::share::codes::{Certainty, DecisionMaker, Effect};

/// A dated text that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TextRef {
    /// Short name of the law, as in articles.
    pub law: String,
    /// Number in the Basis Wetten Bestand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bwb_id: Option<String>,
    /// First day of this text.
    pub valid_from: Date,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A permit: the ground is in sight.
    Ground,
    /// A forbid that one more fact lifts.
    Condition,
    /// A forbid that closes a ground.
    Blocker,
    /// Changes decision maker, effect or articles of a ground that is in sight; grants nothing.
    Adjustment,
    /// Says why not, when no ground is left.
    Refusal,
}

/// The annotations of one rule.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its name.
    pub id: String,
    /// What it does.
    pub kind: Kind,
    /// Numbers of the rules in the collection that it stands for (`R57`).
    pub rules: Vec<String>,
    /// Articles that it cites.
    pub articles: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// The dated texts.
    pub texts: Vec<TextRef>,
    /// First day on which it holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub to: Option<Date>,
    /// Order: the lower goes first.
    pub step: u32,
    /// Must, may or free.
    pub effect: Option<Effect>,
    /// Who decides.
    pub decider: Option<DecisionMaker>,
    /// Only in place of these deciders (adjustments).
    pub replaces: Vec<DecisionMaker>,
    /// Ground that it adjusts; all of a group when it is a group.
    pub of: Option<String>,
    /// Fact that lifts a condition.
    pub asks: Option<String>,
    /// Duties that come with it.
    pub duties: Vec<String>,
    /// Whether the law does not settle it.
    pub unsettled: bool,
    /// A point for a person, in plain Dutch.
    pub doubt: Option<String>,
    /// What can be done instead, in Dutch and English.
    pub alternative: Option<(String, String)>,
}

impl Note {
    /// Whether the rule holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Reads the annotations of a policy.
    ///
    /// # Errors
    /// Every fault of this rule, in words.
    pub fn read<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        book: &Words<'_>,
    ) -> Result<Self, Vec<String>> {
        let mut note = Self::empty();
        let mut faults = Vec::new();
        let (mut nl, mut en, mut kind) = (None, None, None);
        for (key, value) in pairs {
            let done = match key {
                "kind" => kind_of(value).map(|found| kind = Some(found)),
                "alternative_nl" => {
                    nl = Some(value.to_owned());
                    Ok(())
                }
                "alternative_en" => {
                    en = Some(value.to_owned());
                    Ok(())
                }
                _ => note.set(key, value, book),
            };
            if let Err(fault) = done {
                faults.push(format!("annotation `{key}`: {fault}"));
            }
        }
        note.alternative = nl.zip(en);
        match kind {
            Some(found) => note.kind = found,
            None => faults.push("annotation `kind` is not there".to_owned()),
        }
        if note.id.is_empty() {
            faults.push("annotation `id` is not there".to_owned());
        }
        if (note.kind == Kind::Condition) != note.asks.is_some() {
            faults.push("a condition, and only a condition, says with `asks` which fact lifts it".to_owned());
        }
        if faults.is_empty() { Ok(note) } else { Err(faults) }
    }

    fn empty() -> Self {
        Self {
            id: String::new(),
            kind: Kind::Blocker,
            rules: Vec::new(),
            articles: Vec::new(),
            certainty: Certainty::Memory,
            texts: Vec::new(),
            from: None,
            to: None,
            step: u32::MAX,
            effect: None,
            decider: None,
            replaces: Vec::new(),
            of: None,
            asks: None,
            duties: Vec::new(),
            unsettled: false,
            doubt: None,
            alternative: None,
        }
    }

    fn set(&mut self, key: &str, value: &str, book: &Words<'_>) -> Result<(), String> {
        match key {
            "id" => self.id = value.to_owned(),
            "rules" => self.rules = list(value, ','),
            "articles" => self.articles = list(value, ';'),
            "certainty" => self.certainty = code(value)?,
            "texts" => {
                self.texts = list(value, ';').iter().map(|text| book.text(text)).collect::<Result<_, _>>()?
            }
            "from" => self.from = Some(day(value)?),
            "to" => self.to = Some(day(value)?),
            "step" => self.step = value.parse().map_err(|_| format!("`{value}` is not a number"))?,
            "effect" => self.effect = Some(code(value)?),
            "decider" => self.decider = Some(code(value)?),
            "replaces" => {
                self.replaces = list(value, ',').iter().map(|word| code(word)).collect::<Result<_, _>>()?
            }
            "of" => self.of = Some(value.to_owned()),
            "asks" => self.asks = Some(book.fact(value)?),
            "duties" => {
                self.duties = list(value, ',').iter().map(|word| book.duty(word)).collect::<Result<_, _>>()?
            }
            "unsettled" => self.unsettled = value == "yes",
            "doubt" => self.doubt = Some(value.to_owned()),
            _ => return Err("no such key".to_owned()),
        }
        Ok(())
    }
}

/// The words that annotations may use, which differ between sharing and powers.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Facts that a condition may ask.
    pub facts: &'a [&'static str],
    /// Duties.
    pub duties: &'a [&'static str],
    /// BWB number by short name of a law.
    pub laws: &'a std::collections::BTreeMap<String, String>,
}

impl Words<'_> {
    fn fact(&self, word: &str) -> Result<String, String> {
        if self.facts.contains(&word) { Ok(word.to_owned()) } else { Err(format!("`{word}` is not a fact")) }
    }

    fn duty(&self, word: &str) -> Result<String, String> {
        if self.duties.contains(&word) { Ok(word.to_owned()) } else { Err(format!("`{word}` is not a duty")) }
    }

    fn text(&self, text: &str) -> Result<TextRef, String> {
        let (law, date) = text.rsplit_once(' ').ok_or_else(|| format!("`{text}` is not a law and a day"))?;
        Ok(TextRef { law: law.to_owned(), bwb_id: self.laws.get(law).cloned(), valid_from: day(date)? })
    }
}

fn list(value: &str, separator: char) -> Vec<String> {
    value.split(separator).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn day(value: &str) -> Result<Date, String> {
    value.parse().map_err(|_| format!("`{value}` is not a day, write it as 2025-03-01"))
}

fn code<C: crate::codes::Code>(word: &str) -> Result<C, String> {
    C::parse(word).ok_or_else(|| format!("`{word}` is none of {}", C::allowed()))
}

fn kind_of(word: &str) -> Result<Kind, String> {
    match word {
        "ground" => Ok(Kind::Ground),
        "condition" => Ok(Kind::Condition),
        "blocker" => Ok(Kind::Blocker),
        "adjustment" => Ok(Kind::Adjustment),
        "refusal" => Ok(Kind::Refusal),
        _ => Err(format!("`{word}` is none of ground, condition, blocker, adjustment, refusal")),
    }
}

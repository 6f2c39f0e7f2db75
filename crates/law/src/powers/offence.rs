//! What an offence is, and what the lists of 2017 say about it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::question::Offence;
use crate::share::codes::Domain;
use crate::texts::ListItem;

/// How offences are recognised.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offences {
    bylaw: Vec<String>,
    traffic: Vec<String>,
    penal_code: Vec<String>,
    moving_listed: Vec<String>,
    violence: Vec<String>,
    first_petty_offence: u32,
    fireworks: Vec<String>,
    names: BTreeMap<String, String>,
}

/// Items of the domain lists.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {
    item: Vec<Item>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    domain: Domain,
    number: u32,
    status: Status,
    #[serde(rename = "certainty")]
    _certainty: String,
    text: String,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    PresumedUnchanged,
    PresumedPlus,
    Changed,
    Renamed,
    NumberReused,
    LawRepealed,
    LawChanged,
}

/// What the rules may know of an offence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits {
    /// A bylaw of a municipality or water board.
    pub bylaw: bool,
    /// A traffic rule.
    pub traffic: bool,
    /// A closed road (sign C) or an order (sign D).
    pub sign_c_or_d: bool,
    /// A traffic rule that the list names for moving traffic too.
    pub traffic_moving_listed: bool,
    /// A crime of the Wetboek van Strafrecht.
    pub crime: bool,
    /// Violence against the officer.
    pub violence_crime: bool,
    /// Fireworks.
    pub fireworks: bool,
}

impl Offences {
    /// What is known of an offence.
    #[must_use]
    pub fn traits(&self, offence: &Offence) -> Traits {
        let (law, article) = (offence.law.to_lowercase(), offence.article.to_lowercase());
        let number = leading(&article);
        let penal = self.penal_code.contains(&law);
        let one_of = |list: &[String]| list.contains(&number);
        let traffic = self.traffic.iter().any(|word| law.contains(word));
        Traits {
            bylaw: self.bylaw.iter().any(|word| law.contains(word)),
            traffic,
            sign_c_or_d: traffic
                && number == "62"
                && (article.contains("sign c")
                    || article.contains("sign d")
                    || article.contains("bord c")
                    || article.contains("bord d")),
            traffic_moving_listed: traffic && one_of(&self.moving_listed),
            crime: penal && digits(&number).is_some_and(|number| number < self.first_petty_offence),
            violence_crime: penal && one_of(&self.violence),
            fireworks: self
                .fireworks
                .iter()
                .any(|word| law.contains(word) || article.starts_with(word.as_str())),
        }
    }

    /// Whether an item of the list of 2017 that is presumed to stand names this offence.
    #[must_use]
    pub fn presumed(&self, items: &Items, domain: Domain, offence: &Offence) -> bool {
        let law = offence.law.to_lowercase();
        let first = law.split_whitespace().next().unwrap_or_default();
        let mut names = vec![law.as_str()];
        names.extend(self.names.get(&law).or_else(|| self.names.get(first)).map(String::as_str));
        if self.bylaw.iter().any(|word| law.contains(word)) {
            names.push("verordening");
        }
        let penal = self.penal_code.contains(&law);
        items.item.iter().filter(|item| item.domain == domain && item.status.stands()).any(|item| {
            let text = item.text.to_lowercase();
            let everything = text.starts_with("alle strafbare feiten");
            let named = names.iter().any(|name| text.contains(name));
            everything
                || (named && (!penal || holds_article(&text, &leading(&offence.article.to_lowercase()))))
        })
    }
}

impl Items {
    /// The items as a list, to hold beside the list in force.
    #[must_use]
    pub fn list(&self) -> Vec<ListItem> {
        let item =
            |item: &Item| ListItem { domain: item.domain, number: item.number, text: item.text.clone() };
        self.item.iter().map(item).collect()
    }
}

impl Status {
    fn stands(self) -> bool {
        matches!(self, Self::PresumedUnchanged | Self::PresumedPlus | Self::Changed | Self::Renamed)
    }
}

/// The first word of an article: `62` of `62 (sign C)`.
fn leading(article: &str) -> String {
    article.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '.' || *sign == ':').collect()
}

fn digits(article: &str) -> Option<u32> {
    article.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// Whether a list of articles names this one, by itself or in a range "424 t/m 429".
fn holds_article(text: &str, article: &str) -> bool {
    let words: Vec<&str> = text.split([',', ' ', '/', '.']).filter(|word| !word.is_empty()).collect();
    if words.contains(&article) {
        return true;
    }
    let Ok(number) = article.parse::<u32>() else { return false };
    text.match_indices(" t/m ").any(|(at, mark)| {
        let before = text
            .get(..at)
            .and_then(|part| part.rsplit([' ', ',']).next())
            .and_then(|word| word.parse::<u32>().ok());
        let after = text.get(at + mark.len()..).and_then(digits);
        before.zip(after).is_some_and(|(from, to)| (from..=to).contains(&number))
    })
}

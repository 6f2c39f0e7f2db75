//! The annex with the domain lists: items by domain, from lists and from tables, and what differs from the items of 2017.

use serde::Serialize;

use super::TextFault;
use super::xml::{Piece, Walk};
use crate::codes::Code as _;
use crate::share::codes::Domain;

/// Most items of one annex.
const ITEMS_MAX: usize = 5_000;

/// An item of a domain list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// The domain.
    pub domain: Domain,
    /// Its number.
    pub number: u32,
    /// Its text.
    pub text: String,
}

/// What differs between two lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Difference {
    /// It stands only in the new list.
    Added {
        /// The item.
        item: ListItem,
    },
    /// It stands only in the old list.
    Gone {
        /// The item.
        item: ListItem,
    },
    /// The same text under another number.
    Renumbered {
        /// The number it had.
        old: u32,
        /// The item now.
        item: ListItem,
    },
    /// Another text under the same number.
    Changed {
        /// The text it had.
        old: String,
        /// The item now.
        item: ListItem,
    },
}

/// Reads the items of the annexes of a law.
///
/// # Errors
/// When it is no XML, or has more items than a list can have.
pub fn items(text: &str) -> Result<Vec<ListItem>, TextFault> {
    let mut walk = Walk::new(text);
    let (mut found, mut domain, mut inside) = (Vec::new(), None, 0_usize);
    let mut number = None;
    let mut cells: Vec<String> = Vec::new();
    while let Some(piece) = walk.next()? {
        match piece {
            Piece::Open(tag) if tag.name == "bijlage" => inside += 1,
            Piece::Close(name) if name == "bijlage" => inside = inside.saturating_sub(1),
            _ if inside == 0 => {}
            Piece::Open(tag) => match tag.name.as_str() {
                "kop" | "tussenkop" => domain = named(&walk.text_of(&tag.name)?).or(domain),
                "li.nr" => number = digits(&walk.text_of("li.nr")?),
                "row" => cells.clear(),
                "entry" => cells.push(walk.text_of("entry")?),
                "al" => {
                    let text = walk.text_of("al")?;
                    match (domain, number.take()) {
                        (Some(domain), Some(number)) => found.push(ListItem { domain, number, text }),
                        _ => domain = heading(&text).or(domain),
                    }
                }
                _ => {}
            },
            Piece::Close(name) if name == "row" => {
                if let (Some(domain), Some(number)) = (domain, cells.first().and_then(|cell| digits(cell))) {
                    let text = cells.get(1..).unwrap_or_default().join(" ").trim().to_owned();
                    found.push(ListItem { domain, number, text });
                }
            }
            _ => {}
        }
        if found.len() > ITEMS_MAX {
            return Err(TextFault::TooLarge);
        }
    }
    Ok(found)
}

/// The domain that a heading names: "Domein II Milieu, welzijn en infrastructuur".
fn named(text: &str) -> Option<Domain> {
    let mut words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.find(|word| word.eq_ignore_ascii_case("domein"))?;
    let word = words.next()?;
    Domain::parse(word).or_else(|| {
        let place = word.parse::<usize>().ok()?.checked_sub(1)?;
        Domain::ALL.get(place).copied()
    })
}

/// A paragraph that is a heading: it begins with the domain.
fn heading(text: &str) -> Option<Domain> {
    text.get(..6).filter(|start| start.eq_ignore_ascii_case("domein")).and_then(|_| named(text))
}

fn digits(text: &str) -> Option<u32> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Words without case, signs and spaces, so that a comma makes no difference.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a new list has that an old one has not, and the other way round.
#[must_use]
pub fn differences(old: &[ListItem], new: &[ListItem]) -> Vec<Difference> {
    let mut found = Vec::new();
    let alike =
        |one: &ListItem, other: &ListItem| one.domain == other.domain && bare(&one.text) == bare(&other.text);
    let numbered = |list: &[ListItem], item: &ListItem| {
        list.iter().find(|one| one.domain == item.domain && one.number == item.number).cloned()
    };
    for item in new {
        if let Some(same) = old.iter().find(|one| alike(one, item)) {
            if same.number != item.number && numbered(old, item).is_none_or(|one| !alike(&one, item)) {
                found.push(Difference::Renumbered { old: same.number, item: item.clone() });
            }
        } else {
            let before = numbered(old, item).filter(|one| !new.iter().any(|now| alike(now, one)));
            found.push(match before {
                Some(before) => Difference::Changed { old: before.text, item: item.clone() },
                None => Difference::Added { item: item.clone() },
            });
        }
    }
    for item in old.iter().filter(|item| !new.iter().any(|one| alike(one, item))) {
        let changed = numbered(new, item).is_some_and(|now| !old.iter().any(|one| alike(one, &now)));
        if !changed {
            found.push(Difference::Gone { item: item.clone() });
        }
    }
    found
}

//! Advice on what is better left out, from one table.

use serde::Deserialize;

use super::codes::Category;
use super::question::Question;
use crate::codes::Code as _;

/// The table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimising {
    drop: Vec<Drop>,
    coarser: Vec<Coarse>,
}

/// Categories that go coarser, and when not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coarse {
    categories: Vec<String>,
    /// How, in plain Dutch.
    how: String,
    /// Not for these receivers.
    #[serde(default)]
    not_for: Vec<String>,
    /// Not for these purposes.
    #[serde(default)]
    not_when: Vec<String>,
}

/// Categories that are left out, and when not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Drop {
    categories: Vec<String>,
    /// Only for these receivers; for all when there are none.
    #[serde(default)]
    only_for: Vec<String>,
    /// Not for these receivers.
    #[serde(default)]
    not_for: Vec<String>,
    /// Not for these purposes.
    #[serde(default)]
    not_when: Vec<String>,
}

impl Minimising {
    /// The categories of the question that are better left out.
    #[must_use]
    pub fn of(&self, question: &Question) -> Vec<Category> {
        let (receiver, purpose) = (question.receiver.word(), question.purpose.word());
        let has = |list: &[String], word: &str| list.iter().any(|item| item == word);
        let dropped = |category: &Category| {
            self.drop.iter().any(|drop| {
                has(&drop.categories, category.word())
                    && (drop.only_for.is_empty() || has(&drop.only_for, receiver))
                    && !has(&drop.not_for, receiver)
                    && !has(&drop.not_when, purpose)
            })
        };
        question.categories.iter().copied().filter(|category| dropped(category)).collect()
    }

    /// How a category goes coarser in the answer to a question; nothing when it goes as it is.
    #[must_use]
    pub fn coarser(&self, question: &Question, category: Category) -> Option<String> {
        let (receiver, purpose) = (question.receiver.word(), question.purpose.word());
        let has = |list: &[String], word: &str| list.iter().any(|item| item == word);
        let fits = |coarse: &&Coarse| {
            has(&coarse.categories, category.word())
                && !has(&coarse.not_for, receiver)
                && !has(&coarse.not_when, purpose)
        };
        self.coarser.iter().find(fits).map(|coarse| coarse.how.clone())
    }
}

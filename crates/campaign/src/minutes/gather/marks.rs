//! What the marks in the text say: `(ACTIE 2)`, `actie 3`.

use super::super::item::{self, Item};
use super::super::mark::Mark;
use super::super::{FindingKind, Number};
use super::Gathered;

/// Share of the words of an action that a sentence must have to be about it.
const ALIKE_MIN: f64 = 0.6;

impl Gathered {
    pub(super) fn marks(&mut self, marks: &[Mark]) {
        let listed = self.actions.len();
        for mark in marks {
            if mark.ids.is_empty() {
                self.loose(mark, listed);
            }
            for id in &mark.ids {
                self.numbered(mark, id, listed);
            }
        }
    }

    fn numbered(&mut self, mark: &Mark, id: &str, listed: usize) {
        let Some(number) = Number::read(id) else { return };
        let mut known = false;
        for action in self.actions.iter_mut().filter(|action| action.number.as_ref() == Some(&number)) {
            known = true;
            if !action.passages.contains(&mark.sentence) {
                action.passages.push(mark.sentence.clone());
            }
        }
        // four digits that no action has are a year
        let is_year = matches!(number, Number::Whole(year) if (1900..2200).contains(&year));
        if known || is_year {
            return;
        }
        if mark.sets {
            if listed > 0 {
                self.find(
                    FindingKind::NotInTable,
                    mark.line,
                    &mark.sentence,
                    format!("Actie {number} staat in de tekst en niet in de tabel of lijst."),
                );
            }
            let item = item::read(&mark.subject);
            self.action(Some(number), Item { subject: mark.subject.clone(), ..item }, mark.line);
            if let Some(last) = self.actions.last_mut() {
                last.passages.push(mark.sentence.clone());
            }
        } else {
            self.find(
                FindingKind::NotInTable,
                mark.line,
                &mark.sentence,
                format!("De tekst noemt actie {number}. Die staat niet in dit verslag."),
            );
        }
    }

    /// A mark without a number belongs to the action that it has the words of, else it is an action of its own.
    fn loose(&mut self, mark: &Mark, listed: usize) {
        let best = self.actions.iter_mut().map(|action| (alike(&action.subject, &mark.sentence), action));
        let best = best.filter(|(share, _)| *share >= ALIKE_MIN).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, action)) = best {
            return action.passages.push(mark.sentence.clone());
        }
        let mut item = item::read(&mark.subject);
        if mark.who.is_some() {
            item.who = mark.who.clone();
            item.who_is_read = false;
        }
        if listed > 0 {
            self.find(
                FindingKind::NotInTable,
                mark.line,
                &mark.sentence,
                "Deze actie staat in de tekst en niet in de tabel of lijst.",
            );
        }
        self.action(None, item, mark.line);
        if let Some(last) = self.actions.last_mut() {
            last.passages.push(mark.sentence.clone());
        }
    }
}

/// Share of the words of a subject, short ones left out, that a sentence has.
fn alike(subject: &str, sentence: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        lower
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| word.chars().count() > 3)
            .map(str::to_owned)
            .collect()
    };
    let (wanted, found) = (words(subject), words(sentence));
    if wanted.is_empty() {
        return 0.0;
    }
    let hits = wanted.iter().filter(|word| found.contains(word)).count();
    // both are small
    hits as f64 / wanted.len() as f64
}

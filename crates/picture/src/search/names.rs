//! Names of areas in order of the alphabet, made when the first suggestion is asked for.

use schouw_area::Level;

use crate::address::normal;
use crate::picture::{Division, Picture};

/// Names and codes of areas as they are searched, sorted, each with its division and number. Of a code that several
/// years have, the newest.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: Vec<(Box<str>, u16, u32)>,
}

impl Names {
    pub(crate) fn of(picture: &Picture<'_>) -> Self {
        let sets = &picture.sets;
        let mut names = Vec::new();
        for (at, set) in sets.iter().enumerate() {
            // a postal code is found among the postal codes of addresses; the newest year alone is searched
            let newer = |other: &Division<'_>| other.level == set.level && other.year > set.year;
            let Ok(at) = u16::try_from(at) else { break };
            if set.level == Level::Postcode4 {
                continue;
            }
            let later: Vec<&Division<'_>> = sets.iter().filter(|other| newer(other)).collect();
            for number in 0..set.count() {
                let Some(entry) = set.entry(number) else { continue };
                let known_later = later.iter().any(|other| other.number_of(entry.code).is_some());
                if known_later || !picture.is_whole(set, number) {
                    continue;
                }
                for text in [&entry.name, &entry.code] {
                    let name = normal(text);
                    if !name.is_empty() {
                        names.push((name.into_boxed_str(), at, number));
                    }
                }
            }
        }
        names.sort_unstable();
        Self { names }
    }

    /// The names that begin with a text: name, number of the division, number of the area; at most so many.
    pub(crate) fn starting_with<'n>(
        &'n self,
        text: &'n str,
        most: usize,
    ) -> impl Iterator<Item = (&'n str, usize, u32)> {
        let start = self.names.partition_point(|(name, ..)| name.as_ref() < text);
        let from = self.names.get(start..).unwrap_or_default().iter();
        from.take_while(move |(name, ..)| name.starts_with(text))
            .take(most)
            .map(|(name, set, number)| (name.as_ref(), usize::from(*set), *number))
    }
}

//! The engine beside bare Cedar: slices and plain logic change no answer.

#[cfg(test)]
mod tests {
    use schouw_law::codes::Code;
    use schouw_law::rulebook::{Kind, Rulebook, Seen};
    use schouw_law::share::ShareLaw;
    use schouw_law::share::book::slot;
    use schouw_law::share::codes::{
        Category, Domain, Employer, Fact, Hat, Purpose, Receiver, Regime, Source,
    };

    /// Questions that are tried a day.
    const QUESTIONS: u64 = 60;

    fn law() -> &'static ShareLaw {
        static LAW: std::sync::LazyLock<ShareLaw> =
            std::sync::LazyLock::new(|| ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}")));
        &LAW
    }

    struct Random(u64);

    impl Random {
        fn below(&mut self, most: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % most
        }

        fn word<C: Code>(&mut self) -> u128 {
            1 << self.below(C::ALL.len())
        }

        fn some<C: Code>(&mut self, most: usize) -> u128 {
            (0..self.below(most + 1)).fold(0, |bits, _| bits | self.word::<C>())
        }

        fn question(&mut self) -> Seen {
            let mut seen = Seen::default()
                .with(slot::HAT, self.word::<Hat>())
                .with(slot::RECEIVER, self.word::<Receiver>())
                .with(slot::EMPLOYER, self.word::<Employer>())
                .with(slot::SENDER_DOMAIN, self.word::<Domain>())
                .with(slot::RECEIVER_DOMAIN, self.word::<Domain>() * self.below(2) as u128)
                .with(slot::REGIME, self.word::<Regime>())
                .with(slot::SOURCE, self.word::<Source>())
                .with(slot::PURPOSE, self.word::<Purpose>())
                .with(slot::CATEGORIES, self.some::<Category>(3))
                .with(slot::FACTS, self.some::<Fact>(6))
                .with(slot::ARTICLE, [0, 8, 9, 13][self.below(4)])
                .with(slot::AGE_MONTHS, [0, 12, 13, 60, 61][self.below(5)]);
            for flag in 0..5 {
                seen = seen.with(slot::FLAGS + flag, u128::from(self.below(4) == 0 || flag == 1));
            }
            seen
        }
    }

    /// What plain logic says about every ground: allowed or not, and the rules that decide.
    fn plain(book: &Rulebook, ground: &str, day: jiff::civil::Date, seen: &Seen) -> (bool, Vec<String>) {
        let holding = |permit: bool| -> Vec<String> {
            let rules = book.rules().filter(|rule| {
                rule.note.holds_on(day)
                    && rule.grounds.contains(ground)
                    && rule.note.kind != Kind::Adjustment
                    && (rule.note.kind == Kind::Ground) == permit
            });
            rules.filter(|rule| rule.logic.holds(seen)).map(|rule| rule.note.id.clone()).collect()
        };
        let (permits, forbids) = (holding(true), holding(false));
        if forbids.is_empty() { (!permits.is_empty(), permits) } else { (false, forbids) }
    }

    #[test]
    fn plain_logic_says_of_every_ground_what_bare_cedar_says() {
        let (book, mut random) = (law().book(), Random(7));
        for day in book.epochs() {
            let bare = book.bare(day).unwrap();
            for _ in 0..QUESTIONS {
                let seen = random.question();
                for (ground, allowed, mut rules) in book.ask_bare(&bare, &seen).unwrap() {
                    rules.sort();
                    assert_eq!(
                        plain(book, &ground, day, &seen),
                        (allowed, rules),
                        "{ground} on {day}: {seen:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_ground_that_bare_cedar_allows_is_never_left_out_by_the_slices() {
        let (book, mut random) = (law().book(), Random(11));
        for day in book.epochs() {
            let bare = book.bare(day).unwrap();
            for _ in 0..QUESTIONS {
                let asked = schouw_law::rulebook::Asked::new(random.question(), day);
                for (ground, allowed, _) in book.ask_bare(&bare, &asked.seen).unwrap() {
                    if !book.speaks_on(day, &ground) {
                        assert!(!allowed, "{ground} on {day}");
                        continue;
                    }
                    let verdict = book.verdict(&ground, &asked).unwrap();
                    assert_eq!(verdict.allowed, allowed, "{ground} on {day}: {:?}", asked.seen);
                }
            }
        }
    }
}

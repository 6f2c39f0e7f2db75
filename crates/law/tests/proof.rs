//! The proof by enumeration on the rules of every epoch, up to a size; `schouw law prove` does the rest.

#[cfg(test)]
mod tests {
    use schouw_law::prove::prove;
    use schouw_law::share::ShareLaw;

    /// Combinations of one class: the larger classes take minutes in a development build.
    const MOST: usize = 20_000;

    #[test]
    fn every_combination_keeps_the_invariants_and_no_rule_is_idle() {
        let law = ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let day = law.book().epochs().last().unwrap();
        let proof = prove(&law, day, MOST).unwrap();
        assert!(proof.broken.is_empty(), "{}", proof.broken.join("\n"));
        let seen_whole = |id: &&String| {
            let rule = law.book().rule(id).unwrap();
            !rule.grounds.iter().any(|ground| proof.passed_over.contains(ground))
        };
        let idle: Vec<_> = proof.idle.iter().filter(seen_whole).collect();
        assert!(idle.is_empty(), "{idle:?} change no answer");
        assert!(proof.asked_cedar > 100, "{}", proof.report());
    }
}

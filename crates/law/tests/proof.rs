//! The proof by enumeration, on the rules of today.

#[cfg(test)]
mod tests {
    use schouw_law::prove::{COMBINATIONS_MAX, prove};
    use schouw_law::share::ShareLaw;

    #[test]
    fn every_combination_keeps_the_invariants_and_no_rule_is_idle() {
        let law = ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let day = law.book().epochs().last().unwrap();
        let proof = prove(&law, day, COMBINATIONS_MAX).unwrap();
        eprintln!("{}", proof.report());
        assert!(proof.broken.is_empty(), "{}", proof.broken.join("\n"));
        assert!(proof.idle.is_empty(), "{}", proof.idle.join(", "));
    }
}

//! What parking costs, in words, from the steps of a fare.

/// Minutes in an hour and a day.
const HOUR_MINUTES: f64 = 60.0;
const DAY_MINUTES: f64 = 1_440.0;
/// Most steps of a fare that are put into words; longer ones only in the publisher's description.
const STEPS_MAX: usize = 4;

/// A step of a fare: from a duration on, an amount for each so many minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// minutes parked from which it counts
    pub(super) from: f64,
    /// euros a unit
    pub(super) amount: f64,
    /// minutes of a unit
    pub(super) unit: f64,
}

/// What the steps of one fare come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fare {
    /// nothing is paid
    Free,
    /// in words
    Words(String),
    /// it cannot be told: several amounts from the first minute on and no dates to choose by, or too many steps
    Unclear,
}

impl Step {
    /// Reads a step; `None` when a number cannot be.
    pub(super) fn parse(from: &str, amount: &str, unit: &str) -> Option<Self> {
        let number =
            |text: &str| text.trim().parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0 && *n < 1e7);
        let (from, amount, unit) = (number(from)?, number(amount)?, number(unit)?);
        (unit > 0.0).then_some(Self { from, amount, unit })
    }
}

/// Puts the steps of a fare into words.
pub(super) fn in_words(steps: &[Step]) -> Fare {
    if !steps.is_empty() && steps.iter().all(|step| step.amount == 0.0) {
        return Fare::Free;
    }
    let mut steps = steps.to_vec();
    steps.sort_by(|a, b| a.from.total_cmp(&b.from));
    steps.dedup();
    let ambiguous = steps.windows(2).any(|pair| matches!(pair, [a, b] if a.from == b.from));
    if steps.is_empty() || ambiguous || steps.len() > STEPS_MAX {
        return Fare::Unclear;
    }
    let words: Vec<String> = steps
        .iter()
        .map(|step| match step.from {
            0.0 => cost(*step),
            from => format!("na {} {}", duration(from), cost(*step)),
        })
        .collect();
    Fare::Words(words.join(", "))
}

fn cost(step: Step) -> String {
    let Step { amount, unit, .. } = step;
    if amount == 0.0 {
        return "gratis".into();
    }
    // small units are a way to charge by the minute; people know the price of an hour
    if unit <= HOUR_MINUTES {
        return format!("{} per uur", euros(amount * HOUR_MINUTES / unit));
    }
    format!("{} per {}", euros(amount), duration(unit))
}

fn euros(amount: f64) -> String {
    format!("{amount:.2}").replace('.', ",")
}

fn duration(minutes: f64) -> String {
    match minutes {
        DAY_MINUTES => "dag".into(),
        HOUR_MINUTES => "1 uur".into(),
        _ if minutes % DAY_MINUTES == 0.0 => format!("{} dagen", minutes / DAY_MINUTES),
        _ if minutes % HOUR_MINUTES == 0.0 => format!("{} uur", minutes / HOUR_MINUTES),
        _ => format!("{minutes} minuten"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(steps: &[(&str, &str, &str)], expected: &str) {
        let steps: Vec<Step> =
            steps.iter().map(|(from, amount, unit)| Step::parse(from, amount, unit).unwrap()).collect();
        let words = match in_words(&steps) {
            Fare::Free => "gratis".into(),
            Fare::Words(words) => words,
            Fare::Unclear => "?".into(),
        };
        assert_eq!(words, expected);
    }

    #[test]
    fn a_fare_is_put_into_words() {
        check(&[("0", "0.03083333", "1")], "1,85 per uur");
        check(&[("0", "0.50000000", "12")], "2,50 per uur");
        check(&[("0", "10.00", "1440")], "10,00 per dag");
        check(&[("0", "2.00", "720")], "2,00 per 12 uur");
        check(&[("0", "0", "1"), ("90", "0.04", "1")], "gratis, na 90 minuten 2,40 per uur");
        check(&[("60", "0.05", "1"), ("0", "1.00", "60")], "1,00 per uur, na 1 uur 3,00 per uur");
        check(&[("0", "0.00000000", "1")], "gratis");
    }

    #[test]
    fn a_fare_with_two_beginnings_is_not_guessed() {
        check(&[("0", "0.30", "12"), ("0", "0.36", "12")], "?");
        check(&[], "?");
    }

    #[test]
    fn a_step_that_cannot_be_is_refused() {
        assert_eq!(Step::parse("0", "NaN", "1"), None);
        assert_eq!(Step::parse("0", "-1", "1"), None);
        assert_eq!(Step::parse("0", "1", "0"), None);
        assert_eq!(Step::parse("", "1", "1"), None);
    }
}

use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF as _, Gamma};

use super::*;

fn check_poisson(count: u64, low: f64, high: f64, within: f64) {
    let (got_low, got_high) = poisson_interval(count);
    assert!(
        (got_low - low).abs() <= within && (got_high - high).abs() <= within,
        "{count}: {got_low} {got_high}"
    );
}

#[test]
fn poisson_intervals_are_the_published_ones() {
    check_poisson(0, 0.0, 3.689, 0.0005);
    check_poisson(1, 0.0253, 5.572, 0.0005);
    check_poisson(2, 0.242, 7.225, 0.0005);
    check_poisson(3, 0.619, 8.767, 0.0005);
    check_poisson(5, 1.623, 11.668, 0.0006);
    check_poisson(10, 4.795, 18.39, 0.001);
    check_poisson(20, 12.217, 30.888, 0.001);
    check_poisson(100, 81.36, 121.63, 0.005);
}

#[test]
fn poisson_intervals_are_the_quantiles_of_statrs() {
    let counts = (0..300).chain([500, 999, 1_000, 5_000, 9_998, 9_999, 10_000, 10_001, 50_000, 200_000]);
    for count in counts {
        let (low, high) = poisson_interval(count);
        let quantile = |shape: f64, p: f64| Gamma::new(shape, 1.0).unwrap().inverse_cdf(p);
        let close = |got: f64, expected: f64| (got - expected).abs() <= 1e-7 * expected;
        assert!(count == 0 || close(low, quantile(count as f64, 0.025)), "{count} low {low}");
        assert!(close(high, quantile(count as f64 + 1.0, 0.975)), "{count} high {high}");
    }
}

#[test]
fn an_interval_holds_its_count_and_grows_with_it() {
    let mut last = (-1.0, 0.0);
    for count in (0..3_000).chain([9_999, 10_000, 10_001, 1 << 20, 1 << 40]) {
        let (low, high) = poisson_interval(count);
        assert!(low <= count as f64 && high > count as f64, "{count}");
        assert!(low > last.0 && high > last.1, "{count}");
        last = (low, high);
    }
}

#[test]
fn a_rate_needs_an_exposure() {
    let (low, high) = rate_interval(10, 1_000.0).unwrap();
    assert!((low - 0.004_795).abs() < 1e-6 && (high - 0.018_39).abs() < 1e-6);
    for exposure in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(rate_interval(10, exposure), None, "{exposure}");
    }
}

#[test]
fn shares_are_the_published_ones() {
    // Newcombe (1998), table I, method 3
    for (count, of, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let got = share_interval(count, of).unwrap();
        assert!((got.0 - low).abs() < 6e-5 && (got.1 - high).abs() < 6e-5, "{count}/{of}: {got:?}");
    }
    assert_eq!(share_interval(20, 20).unwrap().1, 1.0);
    assert_eq!(share_interval(0, 0), None);
    assert_eq!(share_interval(2, 1), None);
}

fn check(now: u64, exposure_now: f64, before: u64, exposure_before: f64, expected: Trend) {
    let got = compare_counts(now, exposure_now, before, exposure_before);
    assert_eq!(got, expected, "{now} in {exposure_now} against {before} in {exposure_before}");
}

#[test]
fn a_change_is_a_trend_only_beyond_chance() {
    use Trend::{CouldBeChance, Higher, Lower, Unknown};
    // with equal exposures: 2^-5 = 0.031 is chance, 2^-6 = 0.016 is not
    check(5, 1.0, 0, 1.0, CouldBeChance);
    check(6, 1.0, 0, 1.0, Higher);
    check(0, 1.0, 6, 1.0, Lower);
    // P(X ≥ 15 of 20) = 0.0207; P(X ≥ 14 of 20) = 0.0577
    check(15, 1.0, 5, 1.0, Higher);
    check(14, 1.0, 6, 1.0, CouldBeChance);
    check(0, 1.0, 0, 1.0, CouldBeChance);
    check(7, 1.0, 7, 1.0, CouldBeChance);
    // twice the people, twice the count
    check(40, 2_000.0, 20, 1_000.0, CouldBeChance);
    check(40, 1_000.0, 20, 1_000.0, Higher);
    check(40, 4_000.0, 20, 1_000.0, Lower);
    check(1_000_000, 1.0, 998_000, 1.0, CouldBeChance);
    check(1_000_000, 1.0, 997_000, 1.0, Higher);
    check(5, 0.0, 5, 1.0, Unknown);
    check(5, 1.0, 5, f64::NAN, Unknown);
    check(u64::MAX, 1.0, 1, 1.0, Higher);
    check(1, 1e-300, 1, 1e300, Higher);
}

/// P(X ≥ a), X binomial, by adding all terms, the smallest first.
fn tail_by_adding(a: u64, b: u64, p: f64) -> f64 {
    let n = a + b;
    let ln_factorial = |k: u64| (2..=k).map(|i| (i as f64).ln()).sum::<f64>();
    (a..=n)
        .rev()
        .map(|k| {
            let ways = ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
            (ways + k as f64 * p.ln() + (n - k) as f64 * (1.0 - p).ln()).exp()
        })
        .sum()
}

fn opposite(trend: Trend) -> Trend {
    match trend {
        Trend::Higher => Trend::Lower,
        Trend::Lower => Trend::Higher,
        same => same,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_short_cut_decides_as_the_full_sum_does(a in 0_u64..120, b in 0_u64..120, share in 0.02_f64..0.98) {
        let up = tail_by_adding(a, b, share);
        let down = tail_by_adding(b, a, 1.0 - share);
        // within rounding of the line nothing is asserted
        prop_assume!((up - TAIL).abs() > 1e-9 && (down - TAIL).abs() > 1e-9);
        let expected = if up <= TAIL { Trend::Higher } else if down <= TAIL { Trend::Lower } else { Trend::CouldBeChance };
        prop_assert_eq!(compare_counts(a, share, b, 1.0 - share), expected);
    }

    #[test]
    fn swapping_the_periods_gives_the_opposite(a in 0_u64..100_000, b in 0_u64..100_000, ea in 1e-3_f64..1e6, eb in 1e-3_f64..1e6) {
        prop_assert_eq!(compare_counts(a, ea, b, eb), opposite(compare_counts(b, eb, a, ea)));
        prop_assert_eq!(compare_counts(a, ea, a, ea), Trend::CouldBeChance);
    }

    #[test]
    fn more_now_is_never_less_of_a_rise(a in 0_u64..5_000, more in 0_u64..500, b in 0_u64..5_000, ea in 0.1_f64..10.0) {
        let rank = |trend| match trend { Trend::Lower => 0, Trend::CouldBeChance => 1, _ => 2 };
        prop_assert!(rank(compare_counts(a + more, ea, b, 1.0)) >= rank(compare_counts(a, ea, b, 1.0)));
    }
}

#[test]
#[ignore = "measures; run with --ignored --nocapture"]
fn how_long_intervals_and_comparisons_take() {
    let rounds = 200_000_u64;
    let measure = |name: &str, top: u64, work: &dyn Fn(u64) -> bool| {
        #[expect(clippy::disallowed_methods, reason = "a measurement in a test that is run by hand")]
        let watch = std::time::Instant::now();
        let count = (0..rounds).filter(|n| work(n * 7_919 % top)).count();
        println!("{name} to {top}: {:.2} µs ({count})", watch.elapsed().as_secs_f64() * 1e6 / rounds as f64);
    };
    for top in [50, 1_000, 100_000, 10_000_000] {
        measure("interval", top, &|n| poisson_interval(n).0 > 3.0);
        measure("compare with a tenth less", top, &|n| {
            compare_counts(n, 1.0, n - n / 10, 1.0) == Trend::Higher
        });
        // two standard errors apart: where no short-cut decides
        let near = |n: u64| n + (2.9 * (n as f64).sqrt()) as u64;
        measure("compare at the line", top, &|n| compare_counts(near(n), 1.0, n, 1.0) == Trend::Higher);
    }
}

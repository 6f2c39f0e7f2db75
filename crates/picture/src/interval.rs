//! How sure a count is: 95% intervals, and whether a change is more than chance.
//!
//! Counts of incidents are taken as Poisson: independent of each other, with one rate over the period. Where they
//! come in bursts the true uncertainty is larger, so that an interval here is the least that must be said.

use std::sync::OnceLock;

use statrs::function::gamma::{gamma_lr, ln_gamma};

/// Half of what lies outside a two-sided 95% interval.
const TAIL: f64 = 0.025;
/// The standard normal quantile at 1 - 0.025.
const Z: f64 = 1.959_963_984_540_054;
/// Count from which the Wilson-Hilferty formula alone is exact to seven digits; the tests compare.
const CLOSED_FORM_FROM: u64 = 10_000;
/// Most Newton steps for a quantile; three do for every count there is.
const NEWTON_STEPS_MAX: usize = 12;
/// Counts below this have their interval kept: nearly all counts of a neighbourhood in a period.
const KEPT_BELOW: usize = 1_024;

/// The exact 95% interval of a Poisson mean when `count` was observed, as (low, high).
///
/// Garwood (1936): half the chi-square quantiles at 0.025 with 2·count degrees of freedom and at 0.975 with
/// 2·count + 2.
#[must_use]
pub fn poisson_interval(count: u64) -> (f64, f64) {
    static KEPT: [OnceLock<(f64, f64)>; KEPT_BELOW] = [const { OnceLock::new() }; KEPT_BELOW];
    let kept = usize::try_from(count).ok().and_then(|at| KEPT.get(at));
    kept.map_or_else(|| garwood(count), |kept| *kept.get_or_init(|| garwood(count)))
}

fn garwood(count: u64) -> (f64, f64) {
    let count_f = count as f64; // exact up to 2^53, far beyond any count of incidents
    let low = if count == 0 { 0.0 } else { gamma_quantile(count_f, -Z, TAIL, count >= CLOSED_FORM_FROM) };
    let high = gamma_quantile(count_f + 1.0, Z, 1.0 - TAIL, count >= CLOSED_FORM_FROM);
    (ten_digits(low), ten_digits(high))
}

/// A number to ten digits. Logarithms differ in the sixteenth digit between a server and a browser; what people are
/// told does not.
fn ten_digits(value: f64) -> f64 {
    const DROPPED: u64 = (1 << 19) - 1;
    f64::from_bits((value.to_bits() + (DROPPED >> 1)) & !DROPPED)
}

/// The 95% interval of a rate: `count` in so much `exposure` (inhabitants, dwellings, days), as (low, high) per unit
/// of exposure. The exposure is taken as known. `None` when it is not a positive number.
#[must_use]
pub fn rate_interval(count: u64, exposure: f64) -> Option<(f64, f64)> {
    let (low, high) = poisson_interval(count);
    is_exposure(exposure).then(|| (low / exposure, high / exposure))
}

/// The 95% interval of a share, `count` out of `of`, as (low, high) between 0 and 1. `None` when `of` is 0 or smaller
/// than `count`.
///
/// Wilson (1927), the score interval, which Brown, Cai and DasGupta (2001) recommend also for small numbers.
#[must_use]
pub fn share_interval(count: u64, of: u64) -> Option<(f64, f64)> {
    if of == 0 || count > of {
        return None;
    }
    let (n, p) = (of as f64, count as f64 / of as f64);
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if count == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if count == of { 1.0 } else { (middle + half).min(1.0) };
    Some((low, high))
}

/// What can be said of a change between two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trend {
    /// the rate went up, and not by chance
    Higher,
    /// the rate went down, and not by chance
    Lower,
    /// the difference may be chance: "dit kan toeval zijn"
    CouldBeChance,
    /// there is nothing to compare: a figure is missing
    Unknown,
}

impl Trend {
    /// The Dutch words for the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Higher => "hoger",
            Self::Lower => "lager",
            Self::CouldBeChance => "dit kan toeval zijn",
            Self::Unknown => "niet te vergelijken",
        }
    }
}

/// Compares two Poisson counts, each with its exposure (inhabitants, dwellings, days; in the same unit).
///
/// The conditional test of Przyborowski and Wilenski (1940): if both rates are equal, then, given the sum of the
/// counts, the count of now is binomial with chance `exposure_now / (exposure_now + exposure_before)`. Two-sided at
/// 95%: higher or lower only when the tail from the observed count on is at most 0.025. `Unknown` when an exposure is
/// not a positive number.
#[must_use]
pub fn compare_counts(now: u64, exposure_now: f64, before: u64, exposure_before: f64) -> Trend {
    if !is_exposure(exposure_now) || !is_exposure(exposure_before) {
        return Trend::Unknown;
    }
    let (a, b) = (now as f64, before as f64);
    // a / (a + b) against the chance, without dividing
    let lean = a * exposure_before - b * exposure_now;
    let total = exposure_now + exposure_before;
    if lean > 0.0 && tail_is_small(a, b, exposure_now / total, exposure_before / total) {
        Trend::Higher
    } else if lean < 0.0 && tail_is_small(b, a, exposure_before / total, exposure_now / total) {
        Trend::Lower
    } else {
        // a count on its own side of the expected one has a tail of about a half
        Trend::CouldBeChance
    }
}

fn is_exposure(exposure: f64) -> bool {
    exposure.is_finite() && exposure > 0.0
}

/// Whether P(X ≥ a) ≤ 0.025 for X binomial with a + b trials and chance `p` (`q` = 1 - p), where a / (a + b) > p.
fn tail_is_small(a: f64, b: f64, p: f64, q: f64) -> bool {
    let n = a + b;
    // Chernoff: P(X ≥ a) ≤ exp(-n · KL(a/n ‖ p)), always; most clear cases end here
    let part = |x: f64, chance: f64| if x > 0.0 { x * (x / (n * chance)).ln() } else { 0.0 };
    let divergence = part(a, p) + part(b, q);
    if divergence >= -TAIL.ln() {
        return true;
    }
    let ln_first = ln_gamma(n + 1.0) - ln_gamma(a + 1.0) - ln_gamma(b + 1.0) + a * p.ln() + b * q.ln();
    // the terms fall from a on, each by (n - k) / (k + 1) · p / q, so their sum ends soon: after a few times √n terms
    let (mut term, mut sum, mut k) = (ln_first.exp(), 0.0, a);
    while sum <= TAIL && k <= n && term > TAIL * 1e-12 {
        sum += term;
        term *= (n - k) / (k + 1.0) * (p / q);
        k += 1.0;
    }
    sum <= TAIL
}

/// The quantile of the gamma distribution with this shape and rate 1 at probability `p`, whose normal quantile is `z`.
fn gamma_quantile(shape: f64, z: f64, p: f64, closed_form: bool) -> f64 {
    // Wilson and Hilferty (1931)
    let ninth = 1.0 / (9.0 * shape);
    let mut x = shape * (1.0 - ninth + z * ninth.sqrt()).powi(3);
    if closed_form {
        return x;
    }
    let ln_gamma_shape = ln_gamma(shape);
    for _ in 0..NEWTON_STEPS_MAX {
        let density = ((shape - 1.0) * x.ln() - x - ln_gamma_shape).exp();
        let step = (gamma_lr(shape, x) - p) / density;
        // Halley's correction: the slope of the density relative to it
        let bend = (1.0 - 0.5 * (step * ((shape - 1.0) / x - 1.0)).min(1.0)).max(0.5);
        let next = (x - step / bend).max(x / 4.0);
        let settled = (next - x).abs() <= 1e-9 * x;
        x = next;
        if settled {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests;

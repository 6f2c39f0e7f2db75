//! The projection of RD: Bessel 1841 → a sphere (Gauss, conformal) → the plane (oblique stereographic), and back.
//!
//! Source: RDNAPTRANS2018 specification (NSGI), section 2.4 and 3.1. The formulas are the closed ones on sines and
//! hyperbolic tangents, equal to the printed ones with their half angles.

use super::datum::Angles;

/// The centre, the tower of Our Lady in Amersfoort, on Bessel 1841: 5.387638889 degrees east, in radians.
const CENTRE_LON: f64 = 5.387_638_889 * (std::f64::consts::PI / 180.0);
/// What is added so that no coordinate in the country is negative, and x is always less than y; metres.
const FALSE_X: f64 = 155_000.0;
const FALSE_Y: f64 = 463_000.0;

// What follows from the published values; the test below computes them anew.
/// First eccentricity of Bessel 1841.
const E: f64 = 0.081_696_831_222_527_51;
/// Twice the radius of the sphere times the scale at the centre (0.9999079), metres.
const DIAMETER: f64 = 12_764_113.458_941_39;
/// Exponent and constant of the conformal map onto the sphere.
const N: f64 = 1.000_475_856_684_225_8;
const M: f64 = 0.003_773_953_831_994_525_4;
/// Sine and cosine of the latitude of the centre on the sphere.
const SIN_CENTRE: f64 = 0.789_310_221_260_149_4;
const COS_CENTRE: f64 = 0.613_994_604_711_030_1;

/// `e · artanh(e·s)`: what the ellipsoid takes from the isometric latitude. The series is cut where terms are 1e-17.
fn flattening_term(sine: f64) -> f64 {
    let es = E * sine;
    let p = es * es;
    let series =
        1.0 + p * (1.0 / 3.0 + p * (1.0 / 5.0 + p * (1.0 / 7.0 + p * (1.0 / 9.0 + p * (1.0 / 11.0)))));
    E * es * series
}

/// Geographic on Bessel 1841 → x and y in metres.
pub(super) fn to_plane(bessel: Angles) -> (f64, f64) {
    let sine = bessel.lat.sin();
    // artanh by one logarithm
    let isometric = 0.5 * ((1.0 + sine) / (1.0 - sine)).ln() - flattening_term(sine);
    let grown = (2.0 * (N * isometric + M)).exp();
    let sin_lat = (grown - 1.0) / (grown + 1.0);
    let cos_lat = 2.0 * grown.sqrt() / (grown + 1.0);
    let (sin_lon, cos_lon) = (N * (bessel.lon - CENTRE_LON)).sin_cos();
    let k = DIAMETER / (1.0 + SIN_CENTRE * sin_lat + COS_CENTRE * cos_lat * cos_lon);
    let x = FALSE_X + k * cos_lat * sin_lon;
    let y = FALSE_Y + k * (COS_CENTRE * sin_lat - SIN_CENTRE * cos_lat * cos_lon);
    (x, y)
}

/// Newton steps from the latitude on the sphere to that on the ellipsoid: the first leaves 1e-8, the second 1e-16.
const NEWTON_STEPS: usize = 2;

/// x and y in metres → geographic on Bessel 1841.
pub(super) fn from_plane(x: f64, y: f64) -> Angles {
    let (u, v) = ((x - FALSE_X) / DIAMETER, (y - FALSE_Y) / DIAMETER);
    // the point on the unit sphere, without passing through an angle: tan(ψ/2) = sqrt(u² + v²)
    let t2 = u * u + v * v;
    let k = 2.0 / (1.0 + t2);
    let up = k - 1.0;
    let sin_lat = up * SIN_CENTRE + k * v * COS_CENTRE;
    let out = up * COS_CENTRE - k * v * SIN_CENTRE;
    let lon = CENTRE_LON + (k * u).atan2(out) / N;

    let isometric = (0.5 * ((1.0 + sin_lat) / (1.0 - sin_lat)).ln() - M) / N;
    let mut sine = sin_lat;
    for _ in 0..NEWTON_STEPS {
        let grown = (2.0 * (isometric + flattening_term(sine))).exp();
        let next = (grown - 1.0) / (grown + 1.0);
        let slope = (1.0 - next * next) * E * E / (1.0 - E * E * sine * sine);
        sine += (next - sine) / (1.0 - slope);
    }
    // by the cosine too: an arc sine alone loses digits as the sine nears one
    Angles { lat: (sine / ((1.0 - sine) * (1.0 + sine)).sqrt()).atan(), lon }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Latitude of the centre on Bessel 1841, radians.
    const CENTRE_LAT: f64 = 52.156_160_556 * (std::f64::consts::PI / 180.0);

    #[test]
    fn the_derived_constants_follow_from_the_published_ones() {
        let (a, f, scale) = (6_377_397.155_f64, 1.0_f64 / 299.152_812_8, 0.999_907_9);
        let e2 = f * (2.0 - f);
        let sine = CENTRE_LAT.sin();
        let normal = a / (1.0 - e2 * sine * sine).sqrt();
        let meridian = a * (1.0 - e2) / (1.0 - e2 * sine * sine).powf(1.5);
        let n = (1.0 + e2 / (1.0 - e2) * CENTRE_LAT.cos().powi(4)).sqrt();
        let on_sphere = ((meridian / normal).sqrt() * CENTRE_LAT.tan()).atan();
        let m = on_sphere.sin().atanh() - n * (sine.atanh() - e2.sqrt() * (e2.sqrt() * sine).atanh());
        for (expected, found) in [
            (e2.sqrt(), E),
            (2.0 * (meridian * normal).sqrt() * scale, DIAMETER),
            (n, N),
            (on_sphere.sin(), SIN_CENTRE),
            (on_sphere.cos(), COS_CENTRE),
        ] {
            assert!((expected / found - 1.0).abs() < 1e-15, "{expected} {found}");
        }
        assert!((m - M).abs() < 1e-15, "{m}");
    }

    #[test]
    fn amersfoort_lies_at_155_463() {
        let (x, y) = to_plane(Angles { lat: CENTRE_LAT, lon: CENTRE_LON });
        assert!((x - 155_000.0).abs() < 1e-8 && (y - 463_000.0).abs() < 1e-8, "{x} {y}");
    }

    #[test]
    fn the_way_back_is_exact_to_a_nanometre_or_so() {
        for step in 0..=1_000 {
            // a spiral over the whole field
            let (turn, radius) = (f64::from(step) / 20.0, f64::from(step) * 440.0);
            let (x, y) = (155_000.0 + radius * turn.cos(), 463_000.0 + radius * turn.sin());
            let (back_x, back_y) = to_plane(from_plane(x, y));
            assert!((back_x - x).hypot(back_y - y) < 1e-8, "{x} {y}: {back_x} {back_y}");
        }
    }
}

//! From the ellipsoid of ETRS89 (GRS80) to that of RD (Bessel 1841) and back, by way of geocentric coordinates.
//!
//! Parameters: RDNAPTRANS2018 specification (NSGI), section 2.2 and 3.2: implementation variant 1, where the similarity
//! transformation is exact and whatever it leaves stands in the correction grid.

/// Latitude and longitude in radians, on the ellipsoid that the function names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Angles {
    /// radians north
    pub(super) lat: f64,
    /// radians east
    pub(super) lon: f64,
}

/// Height above GRS80 at which every point is transformed, metres: the mean over the country. The specification takes
/// one height for all, so that RD does not depend on how high a point lies.
const HEIGHT_ETRS89: f64 = 43.0;
/// Height above Bessel 1841 for the way back, metres: the same level surface.
const HEIGHT_BESSEL: f64 = 0.0;

/// Geocentric coordinates, metres.
type Geocentric = [f64; 3];

/// An ellipsoid of revolution.
struct Ellipsoid {
    /// semi-major axis, metres
    a: f64,
    /// flattening
    f: f64,
}

const GRS80: Ellipsoid = Ellipsoid { a: 6_378_137.0, f: 1.0 / 298.257_222_101 };
const BESSEL_1841: Ellipsoid = Ellipsoid { a: 6_377_397.155, f: 1.0 / 299.152_812_8 };

impl Ellipsoid {
    /// First eccentricity, squared.
    const fn e2(&self) -> f64 {
        self.f * (2.0 - self.f)
    }

    fn to_geocentric(&self, at: &Direction, height: f64) -> Geocentric {
        let e2 = self.e2();
        let normal = self.a / (1.0 - e2 * at.sin_lat * at.sin_lat).sqrt();
        let from_axis = (normal + height) * at.cos_lat;
        [from_axis * at.cos_lon, from_axis * at.sin_lon, (normal * (1.0 - e2) + height) * at.sin_lat]
    }

    /// By Bowring's formula, which needs no iteration: within a nanometre for a point near the ellipsoid.
    ///
    /// `near` is the direction on the other ellipsoid, at most some hundred metres from this one: only the small angle between
    /// them is computed, which takes no arc tangent. Next to a pole the longitude is not to be trusted.
    fn to_angles(&self, [x, y, z]: Geocentric, near: &Direction) -> Angles {
        let e2 = self.e2();
        let b = self.a * (1.0 - self.f);
        let from_axis = (x * x + y * y).sqrt();
        let tan_reduced = z * self.a / (from_axis * b);
        let cos_reduced = 1.0 / (1.0 + tan_reduced * tan_reduced).sqrt();
        let sin_reduced = tan_reduced * cos_reduced;
        let up = z + e2 / (1.0 - e2) * b * sin_reduced.powi(3);
        let out = from_axis - e2 * self.a * cos_reduced.powi(3);
        let north = (up * near.cos_lat - out * near.sin_lat) / (up * up + out * out).sqrt();
        let east = (y * near.cos_lon - x * near.sin_lon) / from_axis;
        Angles { lat: near.at.lat + small_arc_sine(north), lon: near.at.lon + small_arc_sine(east) }
    }
}

/// Angles with their sines and cosines.
struct Direction {
    at: Angles,
    sin_lat: f64,
    cos_lat: f64,
    sin_lon: f64,
    cos_lon: f64,
}

impl From<Angles> for Direction {
    fn from(at: Angles) -> Self {
        let (sin_lat, cos_lat) = at.lat.sin_cos();
        let (sin_lon, cos_lon) = at.lon.sin_cos();
        Self { at, sin_lat, cos_lat, sin_lon, cos_lon }
    }
}

/// The arc sine of less than 0.0003, which is 2 km: the next term is 1e-19.
fn small_arc_sine(sine: f64) -> f64 {
    sine + sine * sine * sine / 6.0
}

/// A similarity transformation of seven parameters.
struct Similarity {
    /// translation, metres
    t: Geocentric,
    /// rotation times scale
    m: [[f64; 3]; 3],
    /// scale, squared: a rotation's inverse is its transpose, and that of `m` its transpose through this
    scale2: f64,
}

impl Similarity {
    /// From the parameters as the specification prints them: translation in metres, rotations and scale difference in
    /// millionths. **The rotations are microradians**; a PROJ string wants arc seconds, and one taken for the other
    /// moves everything by 171 m without an error.
    const fn from_published(t: Geocentric, rotations: [f64; 3], scale: f64) -> Self {
        let [a, b, g] = [rotations[0] * 1e-6, rotations[1] * 1e-6, rotations[2] * 1e-6];
        // below 1e-5 rad the next term of sine and cosine is 1e-16; the products are not left out, they are 0.1 mm
        let (cos_a, cos_b, cos_g) = (1.0 - a * a / 2.0, 1.0 - b * b / 2.0, 1.0 - g * g / 2.0);
        let s = 1.0 + scale * 1e-6;
        Self {
            t,
            scale2: s * s,
            m: [
                [s * cos_g * cos_b, s * (cos_g * b * a + g * cos_a), s * (-cos_g * b * cos_a + g * a)],
                [-s * g * cos_b, s * (-g * b * a + cos_g * cos_a), s * (g * b * cos_a + cos_g * a)],
                [s * b, -s * cos_b * a, s * cos_b * cos_a],
            ],
        }
    }

    fn of(&self, [x, y, z]: Geocentric) -> Geocentric {
        let row = |i: usize| self.t[i] + self.m[i][0] * x + self.m[i][1] * y + self.m[i][2] * z;
        [row(0), row(1), row(2)]
    }

    /// The exact inverse, as in NSGI's own definition for PROJ. The parameters that the specification prints for the way
    /// back are this inverse, rounded: up to 0.1 mm from it.
    fn back(&self, [x, y, z]: Geocentric) -> Geocentric {
        let [x, y, z] = [x - self.t[0], y - self.t[1], z - self.t[2]];
        let column = |i: usize| (self.m[0][i] * x + self.m[1][i] * y + self.m[2][i] * z) / self.scale2;
        [column(0), column(1), column(2)]
    }
}

const ETRS89_TO_BESSEL: Similarity =
    Similarity::from_published([-565.7346, -50.4058, -465.2895], [-1.915_13, 1.603_65, -9.095_46], -4.072_42);

/// ETRS89 → geographic on Bessel 1841, not yet corrected by the grid.
pub(super) fn to_bessel(etrs89: Angles) -> Angles {
    let near = Direction::from(etrs89);
    BESSEL_1841.to_angles(ETRS89_TO_BESSEL.of(GRS80.to_geocentric(&near, HEIGHT_ETRS89)), &near)
}

/// Geographic on Bessel 1841, to which the correction was added back → ETRS89.
pub(super) fn to_etrs89(bessel: Angles) -> Angles {
    let near = Direction::from(bessel);
    GRS80.to_angles(ETRS89_TO_BESSEL.back(BESSEL_1841.to_geocentric(&near, HEIGHT_BESSEL)), &near)
}

//! The buurten on which the load is laid.

use std::error::Error;
use std::path::Path;

use schouw_area::{Position, Shape};
use schouw_bench::input;
use schouw_bench::points::SplitMix64;

/// Draws for a point in a buurt, before its label is taken.
const DRAWS_MAX: usize = 100;
/// How uneven the country is: the exponent of the weights of buurten, and the most that one weighs.
const UNEVEN: f64 = -0.6;
const WEIGHT_MAX: f64 = 20.0;

/// A buurt.
pub struct Buurt {
    pub code: String,
    pub gemeente: String,
    pub shape: Shape,
}

/// Reads the buurten, sorted by code.
pub fn read(path: &Path) -> Result<Vec<Buurt>, Box<dyn Error>> {
    let mut buurten = Vec::new();
    for (properties, polygons) in input::read_features(path)? {
        let text = |name: &str| properties.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let (Some(code), Some(gemeente)) = (text("buurtcode"), text("gemeentecode")) else {
            return Err("an area has no `buurtcode` or no `gemeentecode`".into());
        };
        let (shape, _) = Shape::from_geometry(&polygons.into())?;
        buurten.push(Buurt { code, gemeente, shape });
    }
    buurten.sort_by(|a, b| a.code.cmp(&b.code));
    if buurten.is_empty() { Err("the file has no areas".into()) } else { Ok(buurten) }
}

/// A number for each buurt, growing: a number drawn below the last falls in a buurt by its weight.
pub fn weights(buurten: &[Buurt], random: &mut SplitMix64) -> Vec<f64> {
    let mut sum = 0.0;
    let mut add = || {
        sum += (1.0 - random.unit()).powf(UNEVEN).min(WEIGHT_MAX);
        sum
    };
    buurten.iter().map(|_| add()).collect()
}

/// A point in the buurt.
pub fn point_in(buurt: &Buurt, random: &mut SplitMix64) -> Position {
    let bounds = buurt.shape.bounds();
    for _ in 0..DRAWS_MAX {
        let mut between =
            |low: i32, high: i32| f64::from(low) + random.unit() * (f64::from(high) - f64::from(low));
        let (lon, lat) = (between(bounds.west, bounds.east), between(bounds.south, bounds.north));
        let position = Position::from_steps(lon as i32, lat as i32);
        if let Some(position) = position.ok().filter(|position| buurt.shape.contains(*position)) {
            return position;
        }
    }
    buurt.shape.label_point()
}

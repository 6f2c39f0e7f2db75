//! Points to ask for, the same on every machine.

use std::error::Error;
use std::fs;
use std::path::Path;

use schouw_area::{Bounds, Cover, Position, Shape};

/// Draws for each point wanted, before giving up: the union of the areas fills at least a hundredth of its box.
const DRAWS_PER_POINT: usize = 100;

/// The generator of Steele, Lea and Flood (2014).
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to 1, 1 not included.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Points uniform in longitude and latitude within the union of the areas, at whole 1e-9 degrees.
pub fn inside(
    cover: &Cover<'_>,
    shapes: &[Shape],
    count: usize,
    seed: u64,
) -> Result<Vec<Position>, Box<dyn Error>> {
    let bounds = shapes.iter().map(Shape::bounds).reduce(Bounds::and).ok_or("the file has no areas")?;
    let mut random = SplitMix64(seed);
    let mut between = |low: i32, high: i32| {
        let (low, high) = (f64::from(low) * 100.0, f64::from(high) * 100.0);
        (low + random.unit() * (high - low)).round() / 1e9
    };
    let mut points = Vec::with_capacity(count);
    for _ in 0..count * DRAWS_PER_POINT {
        if points.len() == count {
            return Ok(points);
        }
        let lon = between(bounds.west, bounds.east);
        let position = Position::new(between(bounds.south, bounds.north), lon)?;
        if cover.lookup(position).is_some() {
            points.push(position);
        }
    }
    if points.len() == count { Ok(points) } else { Err("the areas fill too little of their box".into()) }
}

/// Writes longitude and latitude of each point as two little-endian f64.
pub fn write(path: &Path, points: &[Position]) -> std::io::Result<()> {
    let bytes = |point: &Position| [point.lon().to_le_bytes(), point.lat().to_le_bytes()].concat();
    fs::write(path, points.iter().flat_map(bytes).collect::<Vec<u8>>())
}

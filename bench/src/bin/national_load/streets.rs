//! Streets: where they begin, how they run and how many addresses they have.

use std::error::Error;

use schouw_area::{Position, RdTransform};
use schouw_bench::points::SplitMix64;

use crate::ground::{self, Buurt};
use crate::words;

/// Addresses of a street, on average: so the country has about 250,000 streets.
const ADDRESSES: usize = 40;
/// One street in so many is a flat: all addresses on one spot.
const FLAT: u64 = 12;
/// Metres between two addresses.
const APART_M: f64 = 6.0;
/// Addresses with one postal code.
pub const OF_ONE_POSTCODE: usize = 17;

/// A street.
pub struct Street {
    pub name: String,
    pub town: String,
    pub gemeente: String,
    /// where it begins
    pub start: Position,
    /// the same in RD New, metres
    pub start_rd: (f64, f64),
    /// from one address to the next, metres; zero in a flat
    pub step: (f64, f64),
    pub addresses: usize,
    /// number of its first postal code; the next ones follow
    pub postcode: usize,
}

/// Draws streets with so many addresses in all, or a few more.
pub fn draw(
    buurten: &[Buurt],
    addresses: usize,
    random: &mut SplitMix64,
) -> Result<Vec<Street>, Box<dyn Error>> {
    let weights = ground::weights(buurten, random);
    let total = weights.last().copied().unwrap_or_default();
    let mut streets = Vec::with_capacity(addresses / ADDRESSES);
    let (mut sum, mut postcode) = (0, 0);
    while sum < addresses {
        let drawn = random.unit() * total;
        let at = weights.partition_point(|weight| *weight <= drawn);
        let buurt = buurten.get(at).ok_or("there are no areas")?;
        let start = ground::point_in(buurt, random);
        let (rd, _) = RdTransform::Formula.to_rd(start)?;
        // many short streets, few long ones
        let count = 1 + (-(1.0 - random.unit()).ln() * ADDRESSES as f64) as usize;
        let angle = random.unit() * std::f64::consts::TAU;
        let apart = if random.next_u64().is_multiple_of(FLAT) { 0.0 } else { APART_M };
        streets.push(Street {
            name: words::street(random),
            town: words::town(&buurt.code),
            gemeente: buurt.gemeente.clone(),
            start,
            start_rd: (rd.x(), rd.y()),
            step: (apart * angle.cos(), apart * angle.sin()),
            addresses: count,
            postcode,
        });
        sum += count;
        postcode += count.div_ceil(OF_ONE_POSTCODE);
    }
    Ok(streets)
}

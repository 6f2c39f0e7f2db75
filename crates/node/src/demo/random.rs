//! Chance from a seed: splitmix64 (Steele, Lea and Flood 2014), so that the same seed gives the same municipality on
//! every machine and in every version of a library.

/// A stream of numbers from a seed.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream for one purpose. Streams of different purposes do not move when another draws more.
    #[must_use]
    pub fn for_purpose(seed: u64, purpose: &str) -> Self {
        // FNV-1a of the purpose, so that each part of the municipality has a stream of its own
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(seed ^ purpose.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from 0 up to and not including `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        // the top half: the remainder of so small a number is even enough for a town
        u32::try_from((self.next() >> 32) % u64::from(end.max(1))).unwrap_or(0)
    }

    /// A number from -1 up to 1, in steps of a thousandth.
    pub fn signed(&mut self) -> f64 {
        f64::from(self.below(2001)) / 1000.0 - 1.0
    }

    /// A whole number round a mean, which varies as counts of events do: the sum of many small chances.
    pub fn count(&mut self, mean: f64) -> u32 {
        const CHANCES: u32 = 64;
        if mean <= 0.0 {
            return 0;
        }
        let per_chance = mean / f64::from(CHANCES);
        let certain = per_chance.floor();
        let rest = per_chance - certain;
        let hits = (0..CHANCES).filter(|_| f64::from(self.below(1_000_000)) < rest * 1e6).count();
        // both are small and not negative
        (certain as u32) * CHANCES + u32::try_from(hits).unwrap_or(0)
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let end = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from.get(self.below(end) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_one_of_splitmix64() {
        // first numbers of the reference implementation for seed 1234567
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn counts_lie_round_their_mean() {
        for mean in [0.0, 0.4, 3.0, 70.0] {
            let mut random = Random::for_purpose(7, "counts");
            let sum: u32 = (0..2000).map(|_| random.count(mean)).sum();
            let found = f64::from(sum) / 2000.0;
            assert!((found - mean).abs() <= 0.05 * mean + 0.02, "{mean} became {found}");
        }
    }
}

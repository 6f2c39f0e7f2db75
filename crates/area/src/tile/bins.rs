//! Things by the square of the plane that they touch, to find what is near. Squares share buckets, so what comes out is
//! what may be near: whoever asks tests it exactly.

/// Fewest bits of the side of a square.
const SHIFT_MIN: u32 = 2;
/// Most bits of the side of a square.
const SHIFT_MAX: u32 = 24;

/// A place in units of a zoom, for choosing squares only.
pub(super) type At = [f64; 2];

/// How large squares are and how many buckets they share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Squares {
    shift: u32,
    mask: u64,
}

impl Squares {
    /// Squares about as large as the mean of these sizes, and buckets for so many of them.
    pub(super) fn for_sizes(sizes: impl Iterator<Item = f64>) -> Self {
        let (count, sum) = sizes.fold((0_u64, 0.0), |(count, sum), size| (count + 1, sum + size));
        let mean = (sum / count.max(1) as f64).max(1.0);
        let shift = (mean.log2().ceil() as u32).clamp(SHIFT_MIN, SHIFT_MAX);
        Self { shift, mask: count.max(16).next_power_of_two() - 1 }
    }

    fn buckets(self) -> usize {
        self.mask as usize + 1
    }

    fn side(self) -> f64 {
        (1_u32 << self.shift) as f64
    }

    fn bucket(self, column: i64, row: i64) -> u32 {
        let mixed = (column as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ (row as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        // the mask is below 2^32: there are fewer things than that
        ((mixed ^ (mixed >> 29)) & self.mask) as u32
    }

    /// The bucket of a point.
    pub(super) fn of_point(self, at: At) -> u32 {
        let [column, row] = at.map(|v| (v / self.side()).floor() as i64);
        self.bucket(column, row)
    }

    /// The buckets of the squares that the convex hull of some points touches, `margin` wider on all sides.
    pub(super) fn each_of_hull(self, corners: &[At], margin: f64, mut found: impl FnMut(u32)) {
        let side = self.side();
        let low = corners.iter().map(|c| c[1]).fold(f64::INFINITY, f64::min) - margin;
        let high = corners.iter().map(|c| c[1]).fold(f64::NEG_INFINITY, f64::max) + margin;
        for row in (low / side).floor() as i64..=(high / side).floor() as i64 {
            let band = [row as f64 * side - margin, (row + 1) as f64 * side + margin];
            let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
            for (at, &a) in corners.iter().enumerate() {
                for &b in corners.iter().skip(at) {
                    for x in within(a, b, band).into_iter().flatten() {
                        west = west.min(x);
                        east = east.max(x);
                    }
                }
            }
            if west > east {
                continue;
            }
            let (west, east) = ((west - margin) / side, (east + margin) / side);
            for column in west.floor() as i64..=east.floor() as i64 {
                found(self.bucket(column, row));
            }
        }
    }
}

/// Where an edge enters and leaves a band of heights: its x there.
fn within(a: At, b: At, band: [f64; 2]) -> Option<[f64; 2]> {
    let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
    if b[1] < band[0] || a[1] > band[1] {
        return None;
    }
    let x_at = |y: f64| {
        if b[1] == a[1] { a[0] } else { a[0] + (b[0] - a[0]) * ((y - a[1]) / (b[1] - a[1])) }
    };
    let from = if a[1] < band[0] { x_at(band[0]) } else { a[0] };
    let to = if b[1] > band[1] { x_at(band[1]) } else { b[0] };
    Some([from, to])
}

/// Numbers of things by bucket, packed.
pub(super) struct Bins {
    pub squares: Squares,
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Bins {
    /// Packs things; `each` calls back with the buckets of a thing.
    pub(super) fn of<T>(squares: Squares, things: &[T], each: impl Fn(&T, &mut dyn FnMut(u32))) -> Self {
        let mut starts = vec![0_u32; squares.buckets() + 1];
        for thing in things {
            each(thing, &mut |bucket| starts[bucket as usize + 1] += 1);
        }
        for bucket in 1..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        let mut filled = starts.clone();
        let mut numbers = vec![0_u32; starts.last().map_or(0, |&n| n as usize)];
        for (number, thing) in (0_u32..).zip(things) {
            each(thing, &mut |bucket| {
                let next = &mut filled[bucket as usize];
                numbers[*next as usize] = number;
                *next += 1;
            });
        }
        Self { squares, starts, numbers }
    }

    /// The numbers in a bucket.
    pub(super) fn in_bucket(&self, bucket: u32) -> &[u32] {
        let bucket = bucket as usize;
        &self.numbers[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }

    /// The numbers of each bucket in turn.
    pub(super) fn each(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.squares.buckets() as u32).map(|bucket| self.in_bucket(bucket))
    }
}

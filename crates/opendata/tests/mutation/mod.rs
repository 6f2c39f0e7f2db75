//! Makes many broken inputs out of a few good ones, the same ones on every machine.

mod limits;

pub use limits::{Target, check};

/// Pseudo-random numbers: splitmix64.
pub struct Draw(u64);

impl Draw {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// Most bytes that a mutated input grows to, unless it had more.
const BYTES_MAX: usize = 64 << 10;
/// Numbers that hurt, as text.
const NUMBERS: [&[u8]; 9] =
    [b"1e400", b"-1", b"99999999999999999999", b"NaN", b"0", b"-0.0", b"4294967296", b"1e-400", b"Infinity"];
/// Pieces that mean something in one format or another.
const PIECES: [&[u8]; 14] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"\\ud800",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b";;;;",
    b"\n\n",
    b"&amp;",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"\0\0\0\0",
];
/// Binary numbers that hurt.
const WORDS: [u32; 6] = [0xffff_ffff, 0x7fff_ffff, 0x8000_0000, 0, 1, 0xffff_ff7f];

/// One broken input out of these good ones.
pub fn mutated(seeds: &[Vec<u8>], draw: &mut Draw) -> Vec<u8> {
    let mut bytes = seeds[draw.below(seeds.len())].clone();
    let bytes_max = BYTES_MAX.max(bytes.len());
    for _ in 0..=draw.below(4) {
        mutate(&mut bytes, seeds, draw);
        bytes.truncate(bytes_max);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], draw: &mut Draw) {
    let at = draw.below(bytes.len() + 1);
    let slice = |of: &[u8], draw: &mut Draw| {
        let from = draw.below(of.len() + 1);
        of[from..(from + draw.below(200)).min(of.len())].to_vec()
    };
    match draw.below(9) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << draw.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = draw.next() as u8;
            }
        }
        2 => bytes.truncate(at),
        3 => {
            let copy = slice(bytes, draw);
            bytes.splice(at..at, copy);
        }
        4 => {
            let other = slice(&seeds[draw.below(seeds.len())], draw);
            let end = (at + draw.below(other.len() + 1)).min(bytes.len());
            bytes.splice(at..end, other);
        }
        5 => {
            let end = (at + draw.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        6 => {
            let number = NUMBERS[draw.below(NUMBERS.len())];
            let digits = bytes[at..].iter().position(u8::is_ascii_digit).map_or(at, |step| at + step);
            let count = bytes[digits..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            bytes.splice(digits..digits + count, number.iter().copied());
        }
        7 => {
            let piece = PIECES[draw.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        _ => {
            let word = WORDS[draw.below(WORDS.len())];
            let word = if draw.below(2) == 0 { word.to_le_bytes() } else { word.to_be_bytes() };
            let end = (at + 4).min(bytes.len());
            bytes.splice(at..end, word);
        }
    }
}

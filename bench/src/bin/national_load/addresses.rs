//! Addresses as the BAG has them.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use schouw_bench::points::SplitMix64;

use crate::streets::{OF_ONE_POSTCODE, Street};

/// Postal codes with the same four digits.
const LETTERS: usize = 26 * 26;
/// Numbers of four digits from 1000.
const DIGITS: usize = 9_000;
/// One address in so many has no usable postal code: registers are not clean.
const DIRTY: u64 = 100_000;

/// Writes so many addresses, street by street.
pub fn write(path: &Path, streets: &[Street], count: usize, random: &mut SplitMix64) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let columns = "identificatie,openbareruimte,huisnummer,huisletter,huisnummertoevoeging,postcode,woonplaats,gebruiksdoel,x,y";
    writeln!(out, "{columns}")?;
    let mut written = 0;
    for street in streets {
        for at in 0..street.addresses.min(count - written) {
            address(&mut out, street, at, written, random)?;
            written += 1;
        }
    }
    out.flush()
}

fn address(
    out: &mut impl io::Write,
    street: &Street,
    at: usize,
    number: usize,
    random: &mut SplitMix64,
) -> io::Result<()> {
    let is_flat = street.step == (0.0, 0.0);
    let drawn = random.next_u64();
    let letter = if !is_flat && drawn.is_multiple_of(20) { "A" } else { "" };
    let usage = if (drawn >> 8) % 10 < 9 {
        "woonfunctie"
    } else if (drawn >> 16).is_multiple_of(2) {
        "winkelfunctie"
    } else {
        "kantoorfunctie"
    };
    let code = street.postcode + at / OF_ONE_POSTCODE;
    let (digits, letters) = (1_000 + code / LETTERS % DIGITS, code % LETTERS);
    let sign = |value: usize| char::from(b'A' + (value % 26) as u8);
    let postcode = if (drawn >> 24).is_multiple_of(DIRTY) {
        format!("{digits}")
    } else {
        format!("{digits}{}{}", sign(letters / 26), sign(letters))
    };
    let steps = at as f64;
    let (x, y) = (street.start_rd.0 + steps * street.step.0, street.start_rd.1 + steps * street.step.1);
    let gemeente = street.gemeente.get(2..).unwrap_or_default();
    write!(out, "{gemeente}01{number:010},{},", street.name)?;
    if is_flat {
        write!(out, "{},,{}", 1 + at / 100, 1 + at % 100)?;
    } else {
        write!(out, "{},{letter},", 1 + at)?;
    }
    writeln!(out, ",{postcode},{},{usage},{x:.3},{y:.3}", street.town)
}

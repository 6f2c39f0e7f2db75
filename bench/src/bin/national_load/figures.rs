//! Figures of all buurten, wijken and gemeenten: one a record, sorted by area.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use schouw_bench::points::SplitMix64;

use crate::ground::Buurt;

/// The measures of `bench/national/datasets/last-cijfers.toml`.
const MEASURES: [&str; 24] = [
    "inwoners",
    "woningen",
    "last-inbraak",
    "last-fietsdiefstal",
    "last-vernieling",
    "last-zakkenrollerij",
    "last-overlast-jeugd",
    "last-drugs",
    "last-geluid",
    "last-zwerfafval",
    "last-bijplaatsing",
    "last-parkeren",
    "last-hondenpoep",
    "last-alcohol",
    "last-verlichting",
    "last-graffiti",
    "last-vuurwerk",
    "last-ondermijning",
    "last-verkeer",
    "last-aanrijding",
    "last-evenement",
    "last-terras",
    "last-handel",
    "last-wildplassen",
];
/// The last month: October 2026, counted from the year 0.
const LAST_MONTH: usize = 2026 * 12 + 9;
/// One figure in so many is not there.
const MISSING: u64 = 50;

/// Writes about so many figures and says how many.
pub fn write(path: &Path, buurten: &[Buurt], count: usize, random: &mut SplitMix64) -> io::Result<usize> {
    let wijk = |buurt: &Buurt| format!("WK{}", buurt.code.get(2..8).unwrap_or_default());
    let areas: BTreeSet<String> =
        buurten.iter().flat_map(|buurt| [buurt.code.clone(), wijk(buurt), buurt.gemeente.clone()]).collect();
    let months = count.div_ceil(areas.len().max(1) * MEASURES.len());
    let periods: Vec<String> = (0..months).rev().map(|back| month(LAST_MONTH - back)).collect();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(out, "gebied,maat,periode,waarde")?;
    for area in &areas {
        // a wijk has about five buurten, a gemeente forty
        let size = match area.get(..2) {
            Some("GM") => 40,
            Some("WK") => 5,
            _ => 1,
        };
        for measure in MEASURES {
            let stock = !measure.starts_with("last-");
            for period in &periods {
                let drawn = random.next_u64();
                let most = if stock { 3_000 } else { 30 };
                write!(out, "{area},{measure},{period},")?;
                if drawn.is_multiple_of(MISSING) {
                    writeln!(out)
                } else {
                    writeln!(out, "{}", (drawn >> 8) % most * size)
                }?;
            }
        }
    }
    out.flush()?;
    Ok(areas.len() * MEASURES.len() * periods.len())
}

fn month(number: usize) -> String {
    format!("{:04}-{:02}", number / 12, number % 12 + 1)
}
